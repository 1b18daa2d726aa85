/*
 * Any two texts, compared. What must hold beside not crashing: blocks lie within both texts and cover a in order, and
 * swapping the sides swaps what is only in one.
 */
#include <stemma/stemma.h>

#include <string.h>

#include "fuzz_parts.h"
#include "lib/read/html_charset.h"

static uint64_t letters_of(const char *text) {
    uint64_t count = 0;
    for (; *text; text++) count += ((uint8_t)*text & 0xC0) != 0x80;
    return count;
}

static void check_blocks(const StemmaComparison *comparison) {
    uint64_t a_letters = letters_of(comparison->a_text), b_letters = letters_of(comparison->b_text), a_end = 0;
    for (size_t i = 0; i < comparison->block_count; i++) {
        StemmaCompareBlock block = comparison->blocks[i];
        check(block.a.start <= block.a.end && block.a.end <= a_letters);
        check(block.b.start <= block.b.end && block.b.end <= b_letters);
        if (block.kind == STEMMA_COMPARE_ONLY_B) continue;
        check(block.a.start >= a_end);
        a_end = block.a.end;
    }
    check(comparison->a_shared_words <= comparison->a_words && comparison->b_shared_words <= comparison->b_words);
}

/* The input is two texts with a NUL between them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = arena_open(0);
    const uint8_t *middle = size > 0 ? memchr(data, 0, size) : NULL;
    size_t a_size = middle ? (size_t)(middle - data) : size / 2;
    Bytes b_raw = {data + a_size + (middle != NULL), size - a_size - (middle != NULL)};
    const char *a = bytes_to_string(html_charset_repair((Bytes){data, a_size}, &arena), &arena);
    const char *b = bytes_to_string(html_charset_repair(b_raw, &arena), &arena);
    StemmaComparison forth, back;
    StemmaError error;
    bool done = stemma_compare(a, b, &forth, &error) == STEMMA_OK;
    check(done == (stemma_compare(b, a, &back, &error) == STEMMA_OK));
    if (done) {
        check_blocks(&forth);
        check_blocks(&back);
        check(forth.a_words == back.b_words && forth.b_words == back.a_words);
        stemma_comparison_free(&forth);
        stemma_comparison_free(&back);
    }
    arena_close(&arena);
    return 0;
}
