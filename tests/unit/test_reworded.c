/* reworded: units against an obvious count, threads, and inputs made to be costly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reuse/reworded.h"
#include "lib/reuse/units.h"
#include "memory_fixture.h"

static uint32_t random_below(uint64_t *state, uint32_t limit) {
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % limit);
}

/* Made-up words, some sentences; every second article takes its words from the one before in another order. */
static Corpus random_corpus(uint32_t article_count, uint64_t seed, Arena *arena) {
    Article *articles = arena_new_array(arena, Article, article_count);
    for (uint32_t a = 0; a < article_count; ++a) {
        Buffer text = {.arena = arena};
        uint64_t words = seed + a / 2;
        for (uint32_t i = 0; i < 60; ++i) {
            uint32_t word = random_below(&words, 5000) * 2 + (a % 2 && i % 3 == 0);
            buffer_printf(&text, "%s%c%c%c%cq%s", i ? " " : "", (int)('b' + word % 20), (int)('a' + word / 20 % 20),
                          (int)('b' + word / 400 % 20), (int)('a' + word / 8000), i % 12 == 11 ? "." : "");
        }
        char path[16];
        snprintf(path, sizeof path, "%05u.txt", a);
        articles[a] = (Article){.path = bytes_copy(bytes_from_string(path), arena),
                                .text = bytes_copy(buffer_bytes(&text), arena),
                                .language = BYTES("en")};
    }
    return corpus_build(articles, article_count, 1, arena);
}

static Corpus two_texts(Bytes one, Bytes other, Arena *arena) {
    Article *articles = arena_new_array(arena, Article, 2);
    articles[0] = (Article){.path = BYTES("a.txt"), .text = one, .language = BYTES("en")};
    articles[1] = (Article){.path = BYTES("b.txt"), .text = other, .language = BYTES("en")};
    return corpus_build(articles, 2, 1, arena);
}

static void units_cover_the_text_and_count_every_stem(void **state) {
    Memory *memory = *state;
    Corpus corpus = random_corpus(20, 11, &memory->result);
    Stems stems = stems_build(&corpus.vocabulary, 1, &memory->result, memory->scratch);
    uint32_t *slots = arena_new_array(&memory->result, uint32_t, stems.count);
    for (uint32_t a = 0; a < corpus.article_count; ++a) {
        const Text *text = &corpus.texts[a];
        Units units = units_build(text, &stems, slots, &memory->result);
        uint32_t next = 0;
        for (uint32_t u = 0; u < units.count; ++u) {
            const Unit *unit = &units.items[u];
            assert_int_equal(unit->words.begin, next);
            assert_true(unit->words.end > unit->words.begin);
            next = unit->words.end;
            for (uint32_t w = unit->words.begin; w < unit->words.end; ++w) {
                uint32_t stem = stems.by_word[text->word_ids[w]], times = 0;
                for (uint32_t t = unit->term_begin; t < unit->term_end; ++t) times += units.terms[t].stem == stem;
                assert_int_equal(times, 1);
            }
        }
        assert_int_equal(next, text->word_count);
        for (uint32_t s = 0; s < stems.count; ++s) assert_int_equal(slots[s], 0);
    }
}

static void the_same_for_any_thread_count(void **state) {
    Memory *memory = *state;
    Corpus corpus = random_corpus(120, 3, &memory->result);
    RewordedOptions on_one = {.level = REWORDED_WIDE, .threads = 1}, on_four = {.level = REWORDED_WIDE, .threads = 4};
    Passages copies = {0};
    Passages one = reworded_find(&corpus, &copies, &on_one, &memory->result, memory->scratch);
    Passages four = reworded_find(&corpus, &copies, &on_four, &memory->result, memory->scratch);
    assert_true(one.count > 0);
    assert_int_equal(one.count, four.count);
    for (size_t i = 0; i < one.count; ++i) {
        assert_int_equal(one.items[i].a_article, four.items[i].a_article);
        assert_int_equal(one.items[i].b_article, four.items[i].b_article);
        assert_int_equal(one.items[i].a_words.begin, four.items[i].a_words.begin);
        assert_int_equal(one.items[i].b_words.end, four.items[i].b_words.end);
    }
}

static void costly_texts_end(void **state) {
    Memory *memory = *state;
    Buffer sentences = {.arena = &memory->result};
    Buffer run = {.arena = &memory->scratch};
    Buffer words = {.arena = &memory->result};
    for (uint32_t i = 0; i < 400; ++i) {
        buffer_append_string(&sentences, "Divers dredged brass lanterns out of the silted canal at dawn. ");
    }
    for (uint32_t i = 0; i < 200000; ++i) buffer_append_string(&run, "quell");
    for (uint32_t i = 0; i < 100000; ++i) buffer_append_string(&words, "lantern ");
    Bytes texts[] = {buffer_bytes(&sentences), buffer_bytes(&run), buffer_bytes(&words), {0}};
    for (size_t i = 0; i < 4; ++i) {
        for (size_t k = i; k < 4; ++k) {
            Corpus corpus = two_texts(texts[i], texts[k], &memory->result);
            Arena scratch = memory->scratch;
            RewordedOptions options = {.level = REWORDED_WIDE, .threads = 2};
            Passages copies = {0};
            reworded_find(&corpus, &copies, &options, &memory->result, scratch);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(units_cover_the_text_and_count_every_stem, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(the_same_for_any_thread_count, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(costly_texts_end, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
