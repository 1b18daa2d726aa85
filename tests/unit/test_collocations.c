/* collocations: the index against an obvious twin that compares every two articles pair of words by pair of words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lib/reuse/collocations.h"

enum { ARTICLES = 24, WORDS = 80, NEIGHBOURS = 3, DISTANCE_WORDS_MAX = 12, ARTICLES_MAX = 16 };

static uint32_t random_below(uint64_t *state, uint32_t limit) {
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % limit);
}

/* Made-up words of which few are shared, so that pairs stand in none, some or many articles. */
static Corpus random_corpus(uint64_t seed, Arena *arena) {
    Article *articles = arena_new_array(arena, Article, ARTICLES);
    for (uint32_t a = 0; a < ARTICLES; ++a) {
        Buffer text = {.arena = arena};
        for (uint32_t i = 0; i < WORDS; ++i) {
            uint32_t word = random_below(&seed, i % 4 == 0 ? 12 : 300);
            buffer_printf(&text, "%s%c%c%cxq", i ? " " : "", (int)('b' + word % 20), (int)('a' + word / 20), 'z');
        }
        char path[16];
        snprintf(path, sizeof path, "%05u.txt", a);
        articles[a] = (Article){.path = bytes_copy(bytes_from_string(path), arena),
                                .text = bytes_copy(buffer_bytes(&text), arena),
                                .language = BYTES("en")};
    }
    return corpus_build(articles, ARTICLES, 1, arena);
}

/* The rareness below which the index leaves a word out, and how many articles it stands in at least. */
static bool is_telling(const Stems *stems, uint32_t stem) {
    return stems->article_counts[stem] >= 2 && stems->rareness_permille[stem] >= 200;
}

/* Whether one of the NEIGHBOURS telling words before `word` is the stem. */
static bool follows(const Corpus *corpus, const Stems *stems, uint32_t article, uint32_t word, uint32_t other) {
    const Text *text = &corpus->texts[article];
    uint32_t seen = 0;
    for (uint32_t w = word; w-- > 0 && seen < NEIGHBOURS && word - w <= DISTANCE_WORDS_MAX;) {
        uint32_t stem = stems->by_word[text->word_ids[w]];
        if (!is_telling(stems, stem)) continue;
        ++seen;
        if (stem == other) return true;
    }
    return false;
}

/* Whether the two stems stand near each other in the article, in either order. */
static bool has_pair(const Corpus *corpus, const Stems *stems, uint32_t article, uint32_t one, uint32_t other) {
    const Text *text = &corpus->texts[article];
    for (uint32_t w = 0; w < text->word_count; ++w) {
        uint32_t stem = stems->by_word[text->word_ids[w]];
        if (stem == one && follows(corpus, stems, article, w, other)) return true;
        if (stem == other && follows(corpus, stems, article, w, one)) return true;
    }
    return false;
}

/* The twin: which pairs of articles share a collocation that is in no more than ARTICLES_MAX of them. */
static void share_pairs(const Corpus *corpus, const Stems *stems, bool shared[ARTICLES][ARTICLES]) {
    for (uint32_t one = 0; one < stems->count; ++one) {
        for (uint32_t other = one + 1; other < stems->count; ++other) {
            if (!is_telling(stems, one) || !is_telling(stems, other)) continue;
            uint32_t holders[ARTICLES], count = 0;
            for (uint32_t a = 0; a < ARTICLES; ++a) {
                if (has_pair(corpus, stems, a, one, other)) holders[count++] = a;
            }
            for (uint32_t i = 0; i < count && count <= ARTICLES_MAX; ++i) {
                for (uint32_t k = i + 1; k < count; ++k) shared[holders[i]][holders[k]] = true;
            }
        }
    }
}

static void the_index_finds_what_the_twin_finds(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 5; ++seed) {
        Arena arena = arena_open(0), scratch = arena_open(0);
        Corpus corpus = random_corpus(seed, &arena);
        Stems stems = stems_build(&corpus.vocabulary, 1, &arena, scratch);
        CollocationIndex index = collocation_index_build(&corpus, &stems, 1 + (uint32_t)seed % 3, &arena, scratch);
        bool expected[ARTICLES][ARTICLES] = {{0}}, found[ARTICLES][ARTICLES] = {{0}};
        share_pairs(&corpus, &stems, expected);
        for (uint32_t a = 0; a < ARTICLES; ++a) {
            for (uint32_t u = index.use_begins[a]; u < index.use_begins[a + 1]; ++u) {
                const CollocationUse *use = &index.uses[u];
                assert_true(use->word_index < corpus.texts[a].word_count);
                for (uint32_t p = use->others_begin; p < use->others_end; ++p) {
                    assert_true(index.places[p].article > a);
                    found[a][index.places[p].article] = true;
                }
            }
        }
        uint32_t shared = 0;
        for (uint32_t a = 0; a < ARTICLES; ++a) {
            for (uint32_t b = 0; b < ARTICLES; ++b) {
                assert_int_equal(found[a][b], expected[a][b]);
                shared += found[a][b];
            }
        }
        assert_true(shared > 0);
        arena_close(&arena);
        arena_close(&scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_index_finds_what_the_twin_finds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
