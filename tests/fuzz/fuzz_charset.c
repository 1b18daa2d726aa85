/*
 * Any bytes as text: what comes out is UTF-8 without NUL, with one code point for a byte at most; wide characters give
 * the same in portions of any size.
 */
#include "lib/read/charset.h"

#include <string.h>

#include "fuzz_parts.h"
#include "lib/read/html_charset.h"
#include "lib/read/wide_text.h"

/* All of raw in steps, as text; where it stops says *taken. */
static Bytes decode_in_steps(Bytes raw, size_t step, Arena *result) {
    size_t mark_size = 0;
    WideText wide = {.encoding = wide_text_recognise(raw, &mark_size), .offset = mark_size};
    Buffer text = {.arena = result};
    size_t at = mark_size;
    if (wide.encoding == WIDE_NONE) return (Bytes){0};
    while (at < raw.size) {
        uint8_t out[64];
        size_t size = raw.size - at < step ? raw.size - at : step;
        WidePortion portion = {
            .raw = {raw.data + at, size}, .last = at + size == raw.size, .out = out, .room = sizeof out};
        Status status = wide_text_decode(&wide, &portion, NULL);
        check(portion.taken <= size && portion.written <= sizeof out);
        buffer_append(&text, (Bytes){out, portion.written});
        if (status != STEMMA_OK) break;
        check(portion.taken > 0);
        at += portion.taken;
    }
    return buffer_bytes(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = arena_open(0);
    Bytes raw = {data, size};
    Bytes text = {0};
    CharsetRemark remark;
    if (charset_decode(raw, &text, &remark, &arena, NULL) == STEMMA_OK) {
        check_text(text);
        check(text.size == 0 || !memchr(text.data, 0, text.size));
        check(utf8_count(text) <= size);
        (void)charset_remark_text(&remark, &arena);
    }
    size_t name_size = size > 0 ? data[0] % 16 : 0; /* the first bytes as the charset's name, too */
    if (name_size < size) {
        text = html_charset_decode((Bytes){data + name_size, size - name_size}, (Bytes){data + 1, name_size}, NULL,
                                   &arena);
        check_text(text);
    }
    Bytes whole = decode_in_steps(raw, size + 4, &arena);
    check_text(whole);
    check(bytes_equal(whole, decode_in_steps(raw, 5, &arena)));
    arena_close(&arena);
    return 0;
}
