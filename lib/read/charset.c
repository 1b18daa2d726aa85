/*
 * Encodings.
 *
 * In:  the bytes of a text file.
 * Out: UTF-8, one code point for each character of the file, so that places count the same in both.
 *
 * Well-formed UTF-8 is taken at its word: other encodings almost never are by chance. A byte-order mark decides for
 * UTF-16. What is left may be Windows-1252, which holds Latin-1 but for control codes that no text uses. Any bytes can
 * be read so, therefore it has to look it: no byte that Windows-1252 lacks, few high bytes, seldom several in a row
 * (accents stand between plain letters; Cyrillic, Greek and Chinese in their old encodings are nearly all high bytes),
 * and more bytes that break UTF-8 than sequences that are good UTF-8 (a damaged UTF-8 file is none, and reading it so
 * would print two strange letters for each accent).
 */
#include "charset.h"

#include <string.h>

#include "../base/utf8.h"

enum {
    HIGH_PERMILLE_MAX = 300, /* three letters of ten with an accent: more than any Western language has */
    LONG_RUN_BYTES = 4, /* high bytes in a row: quotation mark, dash and two accents at most */
    LONG_RUN_PERMILLE_MAX = 100 /* of the high bytes */
};

/* Code points of 0x80 to 0x9F in Windows-1252; 0: not in it. */
static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                          0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

ByteOrderMark charset_mark(Bytes start, size_t *size) {
    *size = 0;
    if (bytes_start_with(start, BYTES("\xEF\xBB\xBF"))) {
        *size = 3;
        return MARK_UTF8;
    }
    if (bytes_start_with(start, BYTES("\xFF\xFE\0\0")) || bytes_start_with(start, BYTES("\0\0\xFE\xFF"))) {
        *size = 4;
        return MARK_UTF32;
    }
    if (bytes_start_with(start, BYTES("\xFF\xFE"))) {
        *size = 2;
        return MARK_UTF16_LITTLE;
    }
    if (bytes_start_with(start, BYTES("\xFE\xFF"))) {
        *size = 2;
        return MARK_UTF16_BIG;
    }
    return MARK_NONE;
}

static uint32_t utf16_unit(Bytes raw, size_t at, bool big) {
    return big ? (uint32_t)raw.data[at] << 8 | raw.data[at + 1] : (uint32_t)raw.data[at + 1] << 8 | raw.data[at];
}

static Status decode_utf16(Bytes raw, bool big, Bytes *text, Arena *result, Error *error) {
    if (raw.size % 2 != 0) return error_set(error, STEMMA_NOT_TEXT, "UTF-16 that ends in the middle of a character");
    Buffer decoded = {.arena = result};
    for (size_t at = 2; at < raw.size; at += 2) {
        uint32_t code_point = utf16_unit(raw, at, big);
        uint32_t second = code_point >> 10 == 0x36 && at + 4 <= raw.size ? utf16_unit(raw, at + 2, big) : 0;
        if (second >> 10 == 0x37) {
            code_point = 0x10000 + ((code_point & 0x3FF) << 10) + (second & 0x3FF);
            at += 2;
        } else if (code_point >> 11 == 0x1B) {
            return error_set(error, STEMMA_NOT_TEXT, "UTF-16 with half a character at byte %zu", at);
        }
        if (code_point == 0) return error_set(error, STEMMA_NOT_TEXT, "UTF-16 with a NUL character at byte %zu", at);
        buffer_append_code_point(&decoded, code_point);
    }
    *text = buffer_bytes(&decoded);
    return STEMMA_OK;
}

static Bytes decode_windows_1252(Bytes raw, Arena *result) {
    Buffer text = {.arena = result};
    for (size_t at = 0; at < raw.size;) {
        size_t begin = at;
        while (at < raw.size && raw.data[at] < 0x80) at++;
        buffer_append(&text, (Bytes){raw.data + begin, at - begin});
        if (at == raw.size) break;
        uint8_t byte = raw.data[at++];
        buffer_append_code_point(&text, byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
    }
    return buffer_bytes(&text);
}

/* What the high bytes of a text that isn't UTF-8 are like. */
typedef struct HighBytes {
    size_t count;
    size_t in_long_runs;
    size_t not_windows_1252;
    size_t good_sequences; /* of UTF-8, two bytes and more */
    size_t bad_bytes; /* malformed as UTF-8 */
} HighBytes;

static HighBytes count_high_bytes(Bytes raw) {
    HighBytes high = {0};
    size_t run = 0;
    for (size_t i = 0; i < raw.size; i++) {
        uint8_t byte = raw.data[i];
        run = byte >= 0x80 ? run + 1 : 0;
        if (run == 0) continue;
        high.count++;
        high.not_windows_1252 += byte < 0xA0 && windows_1252[byte - 0x80] == 0;
        high.in_long_runs += run == LONG_RUN_BYTES ? LONG_RUN_BYTES : run > LONG_RUN_BYTES;
    }
    for (size_t at = 0; at < raw.size;) {
        size_t before = at;
        (void)utf8_next(raw, &at);
        high.good_sequences += at - before > 1;
        high.bad_bytes += at - before == 1 && raw.data[before] >= 0x80;
    }
    return high;
}

static Status decode_unmarked(Bytes raw, size_t malformed_at, Bytes *text, Arena *result, Error *error) {
    HighBytes high = count_high_bytes(raw);
    bool damaged_utf8 = high.good_sequences >= high.bad_bytes;
    bool western = high.not_windows_1252 == 0 && high.count * 1000 <= raw.size * HIGH_PERMILLE_MAX &&
                   high.in_long_runs * 1000 <= high.count * LONG_RUN_PERMILLE_MAX;
    if (western && !damaged_utf8) {
        *text = decode_windows_1252(raw, result);
        return STEMMA_OK;
    }
    error_set(error, STEMMA_NOT_TEXT,
              damaged_utf8 ? "invalid UTF-8 at byte %zu, in a file that is UTF-8 otherwise; repair it there"
                           : "invalid UTF-8 at byte %zu, and no Windows-1252 or Latin-1 text; convert it with iconv",
              malformed_at);
    error_locate(error, "", 0, malformed_at);
    return STEMMA_NOT_TEXT;
}

Status charset_decode(Bytes raw, Bytes *text, Arena *result, Error *error) {
    size_t mark_size = 0;
    ByteOrderMark mark = charset_mark(raw, &mark_size);
    if (mark == MARK_UTF16_LITTLE || mark == MARK_UTF16_BIG)
        return decode_utf16(raw, mark == MARK_UTF16_BIG, text, result, error);
    if (mark == MARK_UTF32) return error_set(error, STEMMA_UNSUPPORTED, "UTF-32 text; convert it to UTF-8 with iconv");

    const uint8_t *nul = raw.size > 0 ? memchr(raw.data, 0, raw.size) : NULL;
    if (nul) {
        error_set(error, STEMMA_NOT_TEXT, "a NUL byte at byte %zu: not text, or UTF-16 without its byte-order mark",
                  (size_t)(nul - raw.data));
        error_locate(error, "", 0, (uint64_t)(nul - raw.data));
        return STEMMA_NOT_TEXT;
    }
    size_t malformed_at = utf8_find_malformed(raw);
    if (malformed_at != SIZE_MAX) return decode_unmarked(raw, malformed_at, text, result, error);
    *text = (Bytes){raw.data + mark_size, raw.size - mark_size};
    return STEMMA_OK;
}

Bytes charset_escape(Bytes raw, Arena *result) {
    if (utf8_find_malformed(raw) == SIZE_MAX) return raw;
    Buffer text = {.arena = result};
    for (size_t at = 0; at < raw.size;) {
        size_t before = at;
        (void)utf8_next(raw, &at);
        bool malformed = at - before == 1 && raw.data[before] >= 0x80;
        if (malformed)
            buffer_printf(&text, "\\x%02X", raw.data[before]);
        else
            buffer_append(&text, (Bytes){raw.data + before, at - before});
    }
    return buffer_bytes(&text);
}
