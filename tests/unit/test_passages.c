/* Passages in parts: those of two lists as one, and reworded ones beside copied ones that somebody else has found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reuse/boilerplate.h"
#include "lib/reuse/passages.h"
#include "lib/reuse/stems.h"

static void two_lists_become_one_in_order(void **state) {
    (void)state;
    Arena result = arena_open(0), scratch = arena_open(0);
    Passage left_items[] = {{.a_article = 4, .b_article = 5}, {.a_article = 1, .b_article = 3, .a_words = {5, 9}}};
    Passage right_items[] = {{.a_article = 1, .b_article = 2, .a_words = {7, 9}},
                             {.a_article = 1, .b_article = 3, .a_words = {4, 9}},
                             {.a_article = 1, .b_article = 3, .a_words = {6, 9}}};
    const Passages left = {left_items, 2}, right = {right_items, 3}, none = {0};
    const Passages both = passages_join(&left, &right, &result, scratch);
    static const uint32_t expected[][3] = {{1, 2, 7}, {1, 3, 4}, {1, 3, 5}, {1, 3, 6}, {4, 5, 0}};
    assert_int_equal(both.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(both.items[i].a_article, expected[i][0]);
        assert_int_equal(both.items[i].b_article, expected[i][1]);
        assert_int_equal(both.items[i].a_words.begin, expected[i][2]);
    }
    assert_int_equal(passages_join(&none, &none, &result, scratch).count, 0);
    assert_int_equal(passages_join(&none, &right, &result, scratch).count, 3);
    arena_close(&scratch);
    arena_close(&result);
}

/* The first two share a sentence; the second and third tell of one thing in other words. */
static const char *const texts[] = {
    "Heron Valley growers said on Tuesday that the orchard cooperative would build a pressing house beside the weir.",
    "Heron Valley growers said on Tuesday that the orchard cooperative would build a pressing house beside the "
    "weir.\n\n"
    "Inspectors from Brackwater found eleven cracked barrels of spoiled cider in the old cellar under Tannery Street, "
    "and ordered the brewer Ansgar Feld to pay a fine of four thousand crowns before the harvest fair opens.",
    "Brewer Ansgar Feld was ordered to pay four thousand crowns before the harvest fair opens, after Brackwater "
    "inspectors in the old Tannery Street cellar had found spoiled cider: eleven barrels, cracked.",
};

static void parts_give_what_all_at_once_gives(void **state) {
    (void)state;
    Arena result = arena_open(0), scratch = arena_open(0);
    Error error;
    assert_int_equal(stems_prepare(&error), STEMMA_OK);
    Article articles[3] = {0};
    for (int i = 0; i < 3; i++) articles[i].text = bytes_from_string(texts[i]);
    const Corpus corpus = corpus_build(articles, 3, 1, &result);
    PassageOptions options = passage_options_default();
    options.reworded = REWORDED_WIDE;
    const Passages all = passages_find(&corpus, &options, &result, scratch);
    const Passages copied = passages_copied(&corpus, &options, &result, scratch);
    Passages parts = passages_reword(&corpus, &copied, &options, &result, scratch);
    boilerplate_mark(&corpus, &parts, 1, scratch);
    assert_int_equal(parts.count, all.count);
    for (size_t i = 0; i < all.count; i++) {
        assert_memory_equal(&parts.items[i].a_bytes, &all.items[i].a_bytes, sizeof(ByteSpan));
        assert_memory_equal(&parts.items[i].b_bytes, &all.items[i].b_bytes, sizeof(ByteSpan));
        assert_int_equal(parts.items[i].kind, all.items[i].kind);
        assert_int_equal(parts.items[i].boilerplate, all.items[i].boilerplate);
    }
    assert_int_equal(all.count, 2);
    assert_int_equal(all.items[0].kind, PASSAGE_COPIED);
    assert_int_equal(all.items[1].kind, PASSAGE_REWORDED);
    arena_close(&scratch);
    arena_close(&result);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_lists_become_one_in_order),
        cmocka_unit_test(parts_give_what_all_at_once_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
