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
#include "memory_fixture.h"

enum { ARTICLES = 60, WORDS = 240, SENTENCE_WORDS = 12 };

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
                              const RewordedReport *out) {
    const RewordedReport report = *out;
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
            RewordedReport report = reworded_report(&question, &memory->result, memory->scratch);
            reported += compare_article(&corpus, &found, &question, &report);
        }
        assert_true((reported > 0) == (level != REWORDED_OFF));
    }
}

/* --- Texts made so that every rule has something to drop ---------------------------------------------------------- */

enum { LONG_SENTENCES = 40, VARIANTS = 12, TALES = 6 * VARIANTS, OWN_WORDS = 3000 };

/* A text under construction, and the words of its own that nobody else has. */
typedef struct Draft {
    Buffer text;
    uint64_t random;
    uint32_t first_word;
    uint32_t sentence_words; /* so far */
} Draft;

static void add_word(Draft *draft, uint32_t word) {
    buffer_printf(&draft->text, "%s%c%c%c%c%c%ck", draft->sentence_words ? " " : "",
                  (int)(draft->sentence_words ? 'b' : 'B') + (int)(word % 20), "aeiou"[word / 20 % 5],
                  (int)('b' + word / 100 % 20), "aeiou"[word / 2000 % 5], (int)('b' + word / 10000 % 20),
                  "aeiou"[word / 200000 % 5]);
    ++draft->sentence_words;
}

static void end_sentence(Draft *draft) {
    buffer_append_string(&draft->text, ". ");
    draft->sentence_words = 0;
}

static void add_own(Draft *draft, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) add_word(draft, draft->first_word + random_below(&draft->random, OWN_WORDS));
}

/* `taken` words of the other text's sentence, every third out of its place where they are moved, with `own` between. */
static void add_reworded(Draft *draft, const uint32_t *sentence, uint32_t taken, uint32_t own, bool moved) {
    for (uint32_t k = 0; k < taken; ++k) {
        add_word(draft, sentence[moved ? k * 5 % SENTENCE_WORDS : k]);
        if (k < own) add_own(draft, 1);
    }
    end_sentence(draft);
}

static void add_filler(Draft *draft, uint32_t sentences) {
    for (uint32_t i = 0; i < sentences; ++i) {
        add_own(draft, SENTENCE_WORDS);
        end_sentence(draft);
    }
}

/* What the second text of a tale takes from the first, in six ways, each with VARIANTS degrees. */
static void retell(Draft *draft, const uint32_t tale[][SENTENCE_WORDS], uint32_t way, uint32_t degree) {
    switch (way) {
    case 0: /* a summary; more and more of its own */
        add_filler(draft, 12);
        for (uint32_t i = 0; i < 6; ++i) add_reworded(draft, tale[i * 6], 6, degree, true);
        add_filler(draft, 12);
        return;
    case 1: /* a summary, and what stands around it is taken as well */
        for (uint32_t i = 0; i < 18; ++i) {
            bool around = i < 6 || i >= 12;
            add_reworded(draft, tale[i * 2], around ? 3 : 6, around ? 1 + degree / 2 : 1, true);
        }
        return;
    case 2: /* neighbouring sentences that are taken, and some from far away */
        add_filler(draft, 8);
        for (uint32_t i = 0; i < 5; ++i) add_reworded(draft, tale[4 + i], 5 + degree % 3, degree % 2, true);
        for (uint32_t i = 0; i < 2; ++i) add_reworded(draft, tale[20 + degree + 7 * i], 4, 3, true);
        add_filler(draft, 8);
        return;
    case 3: /* a passage of more and more words, told twice, the second time less closely */
        for (uint32_t i = 0; i < 2; ++i) {
            add_filler(draft, 6);
            for (uint32_t k = 0; k < 1 + degree / 2; ++k) add_reworded(draft, tale[3 + k], 11 - 3 * i, 1 + 2 * i, true);
        }
        add_filler(draft, 6);
        return;
    case 4: /* nothing but passages taken from several places, moved or not */
        for (uint32_t i = 0; i < 12; ++i) add_reworded(draft, tale[i / 4 * 14 + i % 4], 10, degree / 3, degree % 2);
        return;
    default: /* some copied, some reworded */
        add_filler(draft, 4);
        for (uint32_t i = 0; i < 6; ++i) {
            bool copied = i * 2 < degree;
            add_reworded(draft, tale[10 + i], copied ? SENTENCE_WORDS : 7, copied ? 0 : 1 + degree % 3, !copied);
        }
        add_filler(draft, 4);
        return;
    }
}

static Corpus tales_build(uint64_t seed, Arena *arena) {
    Article *articles = arena_new_array(arena, Article, 2 * TALES);
    for (uint32_t t = 0; t < TALES; ++t) {
        uint32_t tale[LONG_SENTENCES][SENTENCE_WORDS];
        Draft drafts[2];
        for (uint32_t d = 0; d < 2; ++d) {
            drafts[d] =
                (Draft){.text = {.arena = arena}, .random = seed + 2 * t + d, .first_word = (2 * t + d) * OWN_WORDS};
        }
        for (uint32_t i = 0; i < LONG_SENTENCES; ++i) {
            for (uint32_t k = 0; k < SENTENCE_WORDS; ++k) {
                tale[i][k] = drafts[0].first_word + random_below(&drafts[0].random, OWN_WORDS);
                add_word(&drafts[0], tale[i][k]);
            }
            end_sentence(&drafts[0]);
        }
        Bytes first = bytes_copy(buffer_bytes(&drafts[0].text), arena);
        retell(&drafts[1], (const uint32_t(*)[SENTENCE_WORDS])tale, t / VARIANTS, t % VARIANTS);
        Bytes second = bytes_copy(buffer_bytes(&drafts[1].text), arena);
        for (uint32_t d = 0; d < 2; ++d) {
            char path[16];
            snprintf(path, sizeof path, "%04u%u.txt", t, d);
            articles[2 * t + d] = (Article){.path = bytes_copy(bytes_from_string(path), arena),
                                            .text = d == 0 ? first : second,
                                            .language = BYTES("en")};
        }
    }
    return corpus_build(articles, 2 * TALES, 1, arena);
}

static void every_rule_is_told(void **state) {
    Memory *memory = *state;
    uint32_t seen[REWORDING_TOLD_BY_COPIES + 1] = {0};
    Corpus corpus = tales_build(3, &memory->result);
    for (int level = REWORDED_STRICT; level <= REWORDED_WIDE; ++level) {
        PassageOptions options = passage_options_default();
        options.reworded = (RewordedLevel)level;
        Passages found = passages_find(&corpus, &options, &memory->result, memory->scratch);
        Passages copies = passages_copied(&corpus, &options, &memory->result, memory->scratch);
        for (uint32_t a = 0; a < corpus.article_count; a += 2) {
            RewordedQuestion question = {
                .corpus = &corpus, .copies = &copies, .options = {.level = options.reworded}, .article = a};
            RewordedReport report = reworded_report(&question, &memory->result, memory->scratch);
            compare_article(&corpus, &found, &question, &report);
            for (uint32_t p = 0; p < report.pair_count; ++p) {
                for (uint32_t i = 0; i < report.pairs[p].stretch_count; ++i) {
                    ++seen[report.stretches[report.pairs[p].first_stretch + i].verdict];
                }
            }
        }
    }
    static const RewordingVerdict wanted[] = {REWORDING_KEPT,        REWORDING_UNLIKE,       REWORDING_UNLIKELY,
                                              REWORDING_REPEATED,    REWORDING_IN_ONE_PLACE, REWORDING_NOT_COVERED,
                                              REWORDING_NO_CONTRAST, REWORDING_COLLECTED,    REWORDING_SHORT,
                                              REWORDING_COPIED,      REWORDING_FEW_PHRASES,  REWORDING_TOLD_BY_COPIES};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; ++i) {
        if (seen[wanted[i]] == 0) print_error("never %s\n", rewording_verdict_name(wanted[i]));
        assert_true(seen[wanted[i]] > 0);
    }
}

/* An article from which more others took something than one article is compared with. */
static void those_that_share_more_crowd_out(void **state) {
    enum { TAKERS = 55, TAKEN_SENTENCES = 4 };
    Memory *memory = *state;
    Article *articles = arena_new_array(&memory->result, Article, TAKERS + 1);
    Draft source = {.text = {.arena = &memory->scratch}, .random = 5, .first_word = 0};
    for (uint32_t t = 0; t < TAKERS; ++t) {
        Draft taker = {.text = {.arena = &memory->result}, .random = 100 + t, .first_word = (t + 1) * OWN_WORDS};
        add_filler(&taker, 3);
        for (uint32_t i = 0; i < TAKEN_SENTENCES; ++i) {
            uint32_t sentence[SENTENCE_WORDS];
            for (uint32_t k = 0; k < SENTENCE_WORDS; ++k) {
                sentence[k] = random_below(&source.random, OWN_WORDS);
                add_word(&source, sentence[k]);
            }
            end_sentence(&source);
            add_reworded(&taker, sentence, SENTENCE_WORDS, 2, true);
        }
        char path[16];
        snprintf(path, sizeof path, "%04u.txt", t + 1);
        articles[t + 1] = (Article){.path = bytes_copy(bytes_from_string(path), &memory->result),
                                    .text = buffer_bytes(&taker.text),
                                    .language = BYTES("en")};
    }
    articles[0] = (Article){.path = BYTES("0000.txt"),
                            .text = bytes_copy(buffer_bytes(&source.text), &memory->result),
                            .language = BYTES("en")};
    Corpus corpus = corpus_build(articles, TAKERS + 1, 1, &memory->result);
    Passages copies = {0};
    RewordedQuestion question = {.corpus = &corpus, .copies = &copies, .options = {.level = REWORDED_WIDE}};
    RewordedReport report = reworded_report(&question, &memory->result, memory->scratch);
    uint32_t compared = 0, crowded_out = 0, least_compared = UINT32_MAX, most_crowded_out = 0;
    for (uint32_t p = 0; p < report.pair_count; ++p) {
        Candidate candidate = report.pairs[p].candidate;
        if (candidate.verdict == CANDIDATE_TAKEN) {
            ++compared;
            if (candidate.shared_places < least_compared) least_compared = candidate.shared_places;
        } else if (candidate.verdict == CANDIDATE_CROWDED_OUT) {
            ++crowded_out;
            if (candidate.shared_places > most_crowded_out) most_crowded_out = candidate.shared_places;
        }
    }
    assert_int_equal(compared + crowded_out, TAKERS);
    assert_true(crowded_out > 0);
    assert_true(most_crowded_out <= least_compared);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_is_what_is_found, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(every_rule_is_told, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(those_that_share_more_crowd_out, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
