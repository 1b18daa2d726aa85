/* stemma_compare: every word in exactly one block, the kinds where they belong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <stemma/stemma.h>

#define HARBOUR                                                                                                        \
    "The harbour master of Quellmouth, Ingrid Solvang, closed the northern basin on Thursday after divers found "      \
    "cracks in nineteen of its oak piles."
#define FERRY                                                                                                          \
    "Ferries to the Skerrin islands will berth at the coal jetty until the autumn, when a temporary pontoon should "   \
    "arrive from the yard at Tolbrück."

static const StemmaCompareBlock *block_at(const StemmaComparison *comparison, StemmaCompareKind kind, size_t number) {
    for (size_t i = 0; i < comparison->block_count; ++i) {
        if (comparison->blocks[i].kind == kind && number-- == 0) return &comparison->blocks[i];
    }
    return NULL;
}

/* ASCII texts only: code points are bytes. */
static void assert_covers(const char *text, StemmaSpan span, const char *wanted) {
    assert_int_equal(span.end - span.start, strlen(wanted));
    assert_memory_equal(text + span.start, wanted, strlen(wanted));
}

static void equal_texts_are_one_block(void **state) {
    (void)state;
    StemmaComparison comparison;
    assert_int_equal(stemma_compare(HARBOUR, HARBOUR, &comparison, NULL), STEMMA_OK);
    assert_int_equal(comparison.block_count, 1);
    assert_int_equal(comparison.blocks[0].kind, STEMMA_COMPARE_EQUAL);
    assert_int_equal(comparison.a_shared_words, comparison.a_words);
    assert_int_equal(comparison.b_shared_words, comparison.b_words);
    stemma_comparison_free(&comparison);
    stemma_comparison_free(&comparison);
}

static void a_changed_word_is_shown(void **state) {
    (void)state;
    const char *b =
        "The harbour master of Quellmouth, Ingrid Solvang, closed the northern basin on Friday after divers "
        "found cracks in nineteen of its oak piles.";
    StemmaComparison comparison;
    assert_int_equal(stemma_compare(HARBOUR, b, &comparison, NULL), STEMMA_OK);
    assert_int_equal(comparison.block_count, 3);
    const StemmaCompareBlock *changed = block_at(&comparison, STEMMA_COMPARE_CHANGED, 0);
    assert_non_null(changed);
    assert_covers(HARBOUR, changed->a, "Thursday");
    assert_covers(b, changed->b, "Friday");
    stemma_comparison_free(&comparison);
}

static void added_and_cut_words_are_on_one_side(void **state) {
    (void)state;
    StemmaComparison comparison;
    assert_int_equal(stemma_compare(HARBOUR, HARBOUR " " FERRY, &comparison, NULL), STEMMA_OK);
    assert_non_null(block_at(&comparison, STEMMA_COMPARE_EQUAL, 0));
    assert_non_null(block_at(&comparison, STEMMA_COMPARE_ONLY_B, 0));
    assert_null(block_at(&comparison, STEMMA_COMPARE_ONLY_A, 0));
    assert_int_equal(comparison.a_shared_words, comparison.a_words);
    stemma_comparison_free(&comparison);
    assert_int_equal(stemma_compare(HARBOUR " " FERRY, HARBOUR, &comparison, NULL), STEMMA_OK);
    assert_non_null(block_at(&comparison, STEMMA_COMPARE_ONLY_A, 0));
    stemma_comparison_free(&comparison);
}

static void text_in_another_order_has_moved(void **state) {
    (void)state;
    StemmaComparison comparison;
    assert_int_equal(stemma_compare(HARBOUR " " FERRY, FERRY " " HARBOUR, &comparison, NULL), STEMMA_OK);
    assert_int_equal(comparison.block_count, 2);
    assert_non_null(block_at(&comparison, STEMMA_COMPARE_MOVED, 0));
    assert_non_null(block_at(&comparison, STEMMA_COMPARE_EQUAL, 0));
    assert_int_equal(comparison.a_shared_words, comparison.a_words);
    stemma_comparison_free(&comparison);
}

static void unrelated_and_empty_texts(void **state) {
    (void)state;
    StemmaComparison comparison;
    assert_int_equal(stemma_compare(HARBOUR, "A goat was elected.", &comparison, NULL), STEMMA_OK);
    assert_int_equal(comparison.a_shared_words, 0);
    assert_null(block_at(&comparison, STEMMA_COMPARE_EQUAL, 0));
    stemma_comparison_free(&comparison);
    assert_int_equal(stemma_compare("", "", &comparison, NULL), STEMMA_OK);
    assert_int_equal(comparison.block_count, 0);
    stemma_comparison_free(&comparison);
    assert_int_equal(stemma_compare("", HARBOUR, &comparison, NULL), STEMMA_OK);
    assert_int_equal(comparison.block_count, 1);
    assert_int_equal(comparison.blocks[0].kind, STEMMA_COMPARE_ONLY_B);
    stemma_comparison_free(&comparison);
}

static void bad_arguments(void **state) {
    (void)state;
    StemmaComparison comparison;
    StemmaError error;
    assert_int_equal(stemma_compare(NULL, "x", &comparison, &error), STEMMA_BAD_ARGUMENT);
    assert_int_equal(stemma_compare("x", "\xff", &comparison, &error), STEMMA_NOT_TEXT);
    assert_non_null(strstr(error.message, "second"));
    stemma_comparison_free(NULL);
}

/* Random rearrangements of sentences' words: blocks of each side never overlap and cover all words. */
static void every_word_is_in_one_block(void **state) {
    (void)state;
    static const char *const words[] = {"basin", "crane", "Solvang", "the",      "of",    "pontoon",
                                        "oak",   "tide",  "ledger",  "nineteen", "clerk", "rope"};
    uint64_t seed = 17;
    for (int round = 0; round < 200; ++round) {
        char texts[2][4000] = {"", ""};
        for (int side = 0; side < 2; ++side) {
            size_t size = 0;
            for (int i = 0; i < 150; ++i) {
                seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
                if (side == 1 && (seed >> 60) < 3 && size > 400) { /* take a stretch over from the first text */
                    size_t from = (seed >> 33) % 300;
                    memcpy(texts[1] + size, texts[0] + from, 90);
                    size += 90;
                    texts[1][size++] = ' ';
                    if (size > 3500) break;
                    continue;
                }
                const char *word = words[(seed >> 33) % 12];
                memcpy(texts[side] + size, word, strlen(word));
                size += strlen(word);
                texts[side][size++] = ' ';
            }
            texts[side][size] = '\0';
        }
        StemmaComparison comparison;
        assert_int_equal(stemma_compare(texts[0], texts[1], &comparison, NULL), STEMMA_OK);
        for (int side = 0; side < 2; ++side) {
            char covered[4000] = {0};
            for (size_t i = 0; i < comparison.block_count; ++i) {
                StemmaSpan span = side == 0 ? comparison.blocks[i].a : comparison.blocks[i].b;
                for (size_t at = span.start; at < span.end; ++at) {
                    assert_int_equal(covered[at], 0);
                    covered[at] = 1;
                }
            }
            for (size_t at = 0; texts[side][at] != '\0'; ++at) {
                if (texts[side][at] != ' ') assert_int_equal(covered[at], 1);
            }
        }
        stemma_comparison_free(&comparison);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_are_one_block),           cmocka_unit_test(a_changed_word_is_shown),
        cmocka_unit_test(added_and_cut_words_are_on_one_side), cmocka_unit_test(text_in_another_order_has_moved),
        cmocka_unit_test(unrelated_and_empty_texts),           cmocka_unit_test(bad_arguments),
        cmocka_unit_test(every_word_is_in_one_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
