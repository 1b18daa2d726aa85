/* reworded_report: what it calls kept is what the search reports, at every level; nothing is left without a verdict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/reuse/passages.h"
#include "lib/reuse/reworded_report.h"

enum { ARTICLES = 60, WORDS = 240, SENTENCE_WORDS = 12 };

typedef struct Memory {
    Arena result;
    Arena scratch;
} Memory;

static int open_memory(void **state) {
    Memory *memory = malloc(sizeof *memory);
    *memory = (Memory){.result = arena_open(0), .scratch = arena_open(0)};
    *state = memory;
    return 0;
}

static int close_memory(void **state) {
    Memory *memory = *state;
    arena_close(&memory->result);
    arena_close(&memory->scratch);
    free(memory);
    return 0;
}

static uint32_t random_below(uint64_t *state, uint32_t limit) {
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % limit);
}

/*
 * Made-up words in sentences. Of every three articles the second has the words of the first in changed order, and some
 * replaced; the third has every fourth sentence of the first as it stands, and others reworded.
 */
static Corpus random_corpus(uint64_t seed, bool dated, Arena *arena) {
    Article *articles = arena_new_array(arena, Article, ARTICLES);
    for (uint32_t a = 0; a < ARTICLES; ++a) {
        Buffer text = {.arena = arena};
        uint64_t words = seed + a / 3, changes = seed * 31 + a;
        uint32_t sentence[SENTENCE_WORDS];
        for (uint32_t i = 0; i < WORDS; ++i) {
            uint32_t word = random_below(&words, 4000);
            const bool copied = a % 3 == 2 && i / SENTENCE_WORDS % 4 == 0;
            if (a % 3 > 0 && !copied && random_below(&changes, 10) < a / 3 % 5) word = random_below(&changes, 4000);
            sentence[i % SENTENCE_WORDS] = word;
            if (i % SENTENCE_WORDS != SENTENCE_WORDS - 1) continue;
            for (uint32_t k = 0; k < SENTENCE_WORDS; ++k) {
                uint32_t shown = sentence[a % 3 > 0 && !copied && a / 3 % 2 ? (k * 5 + 3) % SENTENCE_WORDS : k];
                buffer_printf(&text, "%s%c%c%cq%c%s", text.size ? " " : "", (int)(k ? 'b' : 'B') + (int)(shown % 20),
                              (int)('a' + shown / 20 % 20), (int)('b' + shown / 400), (int)('a' + shown % 7),
                              k == SENTENCE_WORDS - 1 ? "." : "");
            }
        }
        char path[16];
        snprintf(path, sizeof path, "%05u.txt", a);
        articles[a] = (Article){.path = bytes_copy(bytes_from_string(path), arena),
                                .text = bytes_copy(buffer_bytes(&text), arena),
                                .outlet = dated && a % 4 ? BYTES("The Tidewrack Post") : (Bytes){0},
                                .language = BYTES("en")};
    }
    return corpus_build(articles, ARTICLES, 1, arena);
}

static bool same_place(const Passage *left, const Passage *right) {
    return left->a_article == right->a_article && left->b_article == right->b_article &&
           left->a_words.begin == right->a_words.begin && left->a_words.end == right->a_words.end &&
           left->b_words.begin == right->b_words.begin && left->b_words.end == right->b_words.end;
}

/* Whether the report of the article has the passage as kept, on the same grounds. */
static bool reports(const RewordedReport *report, uint32_t pair_index, const Passage *passage) {
    const RewordedReportPair *pair = &report->pairs[pair_index];
    for (uint32_t i = 0; i < pair->stretch_count; ++i) {
        const Rewording *stretch = &report->stretches[pair->first_stretch + i];
        if (stretch->verdict != REWORDING_KEPT || !same_place(&stretch->passage, passage)) continue;
        assert_memory_equal(&stretch->grounds, passage->grounds, sizeof(Grounds));
        return true;
    }
    return false;
}

static size_t compare_article(const Corpus *corpus, const Passages *found, const RewordedQuestion *question,
                              Memory *memory) {
    RewordedReport report = reworded_report(question, &memory->result, memory->scratch);
    size_t reported = 0, kept = 0;
    for (uint32_t p = 0; p < report.pair_count; ++p) {
        const RewordedReportPair *pair = &report.pairs[p];
        assert_true(pair->other < corpus->article_count && pair->other != question->article);
        assert_true(p == 0 || report.pairs[p - 1].other < pair->other);
        if (pair->candidate.verdict != CANDIDATE_TAKEN) assert_int_equal(pair->stretch_count, 0);
        for (uint32_t i = 0; i < pair->stretch_count; ++i) {
            kept += report.stretches[pair->first_stretch + i].verdict == REWORDING_KEPT;
        }
    }
    for (size_t i = 0; i < found->count; ++i) {
        const Passage *passage = &found->items[i];
        assert_true((passage->grounds != NULL) == (passage->kind == PASSAGE_REWORDED));
        if (passage->kind != PASSAGE_REWORDED) continue;
        if (passage->a_article != question->article && passage->b_article != question->article) continue;
        bool told = false;
        for (uint32_t p = 0; p < report.pair_count && !told; ++p) told = reports(&report, p, passage);
        assert_true(told);
        ++reported;
    }
    assert_int_equal(reported, kept);
    return reported;
}

static void what_is_kept_is_what_is_found(void **state) {
    Memory *memory = *state;
    for (int level = REWORDED_AUTOMATIC; level <= REWORDED_OFF; ++level) {
        Corpus corpus = random_corpus(7 + (uint64_t)level, level == REWORDED_AUTOMATIC, &memory->result);
        PassageOptions options = passage_options_default();
        options.reworded = (RewordedLevel)level;
        Passages found = passages_find(&corpus, &options, &memory->result, memory->scratch);
        Passages copies = passages_copied(&corpus, &options, &memory->result, memory->scratch);
        size_t reported = 0;
        for (uint32_t a = 0; a < corpus.article_count; ++a) {
            RewordedQuestion question = {
                .corpus = &corpus, .copies = &copies, .options = {.level = options.reworded}, .article = a};
            reported += compare_article(&corpus, &found, &question, memory);
        }
        assert_true((reported > 0) == (level != REWORDED_OFF));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_is_what_is_found, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
