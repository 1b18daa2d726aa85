/* Speakers: parts of names, one result whatever the order of articles and the threads, inputs made to hurt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/quote/quotations.h"
#include "lib/speakers/names.h"
#include "lib/speakers/speakers.h"
#include "lib/text/word_statistics.h"

typedef struct Fixture {
    Arena result;
    Arena scratch;
} Fixture;

static int set_up(void **state) {
    static Fixture fixture;
    fixture = (Fixture){arena_open(0), arena_open(0)};
    *state = &fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    arena_close(&fixture->result);
    arena_close(&fixture->scratch);
    return 0;
}

static Corpus corpus_of(const char *const *texts, uint32_t count, Arena *result) {
    Article *articles = arena_new_array(result, Article, count);
    for (uint32_t i = 0; i < count; i++) {
        char path[32];
        snprintf(path, sizeof path, "%05u.txt", i);
        articles[i].path = bytes_copy(bytes_from_string(path), result);
        articles[i].text = bytes_from_string(texts[i]);
    }
    return corpus_build(articles, count, 1, result);
}

static void test_nearly_equal(void **state) {
    (void)state;
    assert_true(names_nearly_equal(BYTES("Maurer"), BYTES("Mauer")));
    assert_true(names_nearly_equal(BYTES("Waters"), BYTES("Water")));
    assert_true(names_nearly_equal(BYTES("Halden"), BYTES("Hadlen")));
    assert_true(names_nearly_equal(BYTES("Halden"), BYTES("Holden")));
    assert_false(names_nearly_equal(BYTES("Halden"), BYTES("Holdan")));
    assert_false(names_nearly_equal(BYTES("Halden"), BYTES("Hald")));
    assert_true(names_nearly_equal(BYTES(""), BYTES("a")));
    assert_false(names_nearly_equal(BYTES(""), BYTES("ab")));
}

/* Whether two spellings of one word meet in the skeleton. */
static void test_skeletons(void **state) {
    Fixture *fixture = *state;
    static const char *const texts[] = {"Sergei Sergey Mohammed Muhammad Erdogan Erdo\xC4\x9F"
                                        "an Jolani al-Julani Hansen Hanson Lee Lea"};
    Corpus corpus = corpus_of(texts, 1, &fixture->result);
    NameLexicon lexicon = name_lexicon_build(&corpus, 1, &fixture->result, fixture->scratch);
    const uint32_t *ids = corpus.texts[0].word_ids;
    static const bool equal[] = {true, true, true, true, false, false};
    for (size_t i = 0; i < sizeof equal / sizeof *equal; i++) {
        bool same = lexicon.words[ids[2 * i]].skeleton == lexicon.words[ids[2 * i + 1]].skeleton;
        assert_int_equal(same, equal[i]);
    }
}

/* All names given, one after the other: for comparing two runs. */
static Bytes names_given(const char *const *texts, uint32_t count, uint32_t threads, Fixture *fixture) {
    Corpus corpus = corpus_of(texts, count, &fixture->result);
    Quotations quotations = quotations_find(&corpus, &(QuotationOptions){.reach = TAGGER_EVERYWHERE, .threads = 1},
                                            &fixture->result, fixture->scratch);
    Speakers speakers = speakers_resolve(&corpus, &quotations, threads, &fixture->result, fixture->scratch);
    Buffer buffer = {.arena = &fixture->result};
    for (uint32_t i = 0; i < speakers.count; i++) {
        buffer_append(&buffer, speakers.items[i].name);
        for (uint32_t k = 0; k < speakers.items[i].spelling_count; k++) {
            buffer_append_byte(&buffer, '|');
            buffer_append(&buffer, speakers.items[i].spellings[k]);
        }
        buffer_append_byte(&buffer, '\n');
    }
    return buffer_bytes(&buffer);
}

static void test_order_and_threads(void **state) {
    Fixture *fixture = *state;
    static const char *const forward[3] = {
        "Minister Ada Finch said, \"The gate is open.\" Finch added that it would stay open.",
        "\"The gate is open,\" Ada B. Finch said. The Gate Union (GU) said that it agreed.",
        "GU said on Friday that the gate was shut. Finch denied it, Mayor Otto Brandt said.",
    };
    const char *const backward[] = {forward[2], forward[1], forward[0]};
    Bytes first = names_given(forward, 3, 1, fixture);
    assert_true(first.size > 0);
    assert_true(bytes_equal(first, names_given(backward, 3, 1, fixture)));
    assert_true(bytes_equal(first, names_given(forward, 3, 4, fixture)));
}

/* Everything that only the collection can tell, in every order that a fixed seed gives, is told the same way. */
static void test_shuffled(void **state) {
    Fixture *fixture = *state;
    enum { TEXTS = 8, ROUNDS = 40 };
    const char *texts[TEXTS] = {
        "\"The quay is mine,\" Egon Brandt said. \"It is not,\" said Egon Brandt Jr. on the quay.",
        "Mayor Piet Solheim Jr. opened the fair. \"It is fine,\" Solheim said.",
        "Mayor Piet Solheim closed the fair. \"It was fine,\" said Solheim.",
        "Mira Paris, a teacher at the school, has claimed it was late. Paris said so twice.",
        "The Gate Union (GU) said it agreed. GU spokesman Olav Berg said nothing.",
        "GU warned that it was late. The Gate Union's spokesman denied it.",
        "\"We waited,\" said Sergey Lunde. Ada C. Finch said she did too.",
        "\"We waited,\" said Sergei Lunde. Ada B. Finch said she did too. Finch said no.",
    };
    Bytes first = names_given(texts, TEXTS, 1, fixture);
    assert_int_not_equal(bytes_find(first, BYTES("Egon Brandt Jr.")), SIZE_MAX);
    uint32_t seed = 20240607;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t i = TEXTS - 1; i > 0; i--) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t k = (seed >> 8) % (i + 1);
            const char *text = texts[i];
            texts[i] = texts[k];
            texts[k] = text;
        }
        assert_true(bytes_equal(first, names_given(texts, TEXTS, 1 + round % 3, fixture)));
    }
}

/* The distance by the book: inserted, dropped, replaced, neighbours swapped. */
static uint32_t slow_distance(Bytes left, Bytes right) {
    static uint32_t table[16][16];
    for (size_t l = 0; l <= left.size; l++) {
        for (size_t r = 0; r <= right.size; r++) {
            if (l == 0 || r == 0) {
                table[l][r] = (uint32_t)(l + r);
                continue;
            }
            bool equal = left.data[l - 1] == right.data[r - 1];
            uint32_t best = table[l - 1][r - 1] + !equal;
            if (table[l - 1][r] + 1 < best) best = table[l - 1][r] + 1;
            if (table[l][r - 1] + 1 < best) best = table[l][r - 1] + 1;
            bool swapped =
                l > 1 && r > 1 && left.data[l - 1] == right.data[r - 2] && left.data[l - 2] == right.data[r - 1];
            if (swapped && table[l - 2][r - 2] + 1 < best) best = table[l - 2][r - 2] + 1;
            table[l][r] = best;
        }
    }
    return table[left.size][right.size];
}

static void test_roughly_equal(void **state) {
    (void)state;
    uint32_t seed = 7;
    for (uint32_t round = 0; round < 100000; round++) {
        uint8_t left[12], right[12];
        Bytes words[2] = {{left, 0}, {right, 0}};
        for (size_t i = 0; i < 10; i++) {
            seed = seed * 1664525u + 1013904223u;
            left[words[0].size++] = (uint8_t)('a' + (seed >> 16) % 3);
            uint32_t dice = (seed >> 24) % 12;
            if (dice != 0) right[words[1].size++] = dice == 1 ? 'x' : left[words[0].size - 1];
        }
        uint32_t distance = slow_distance(words[0], words[1]);
        bool rough = names_roughly_equal(words[0], words[1]);
        if (rough) assert_true(distance <= 2 && words[1].size >= 8);
        if (distance <= 1 && words[1].size >= 8) assert_true(rough);
    }
}

static void test_hurtful(void **state) {
    Fixture *fixture = *state;
    static const char *const pieces[] = {"Ada Finch said. ",   "President of ", "al ",    "Finch, ", "(GU) ",
                                         "the senator said. ", "\"He said. ",   "A. B. ", "Jr. ",    "-"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        Buffer buffer = {.arena = &fixture->result};
        for (int k = 0; k < 20000; k++) buffer_append_string(&buffer, pieces[i]);
        const char *texts[] = {buffer_string(&buffer), "", pieces[i]};
        names_given(texts, 3, 1, fixture);
    }
}

static uint32_t cases_of(const NameLexicon *lexicon, const Corpus *corpus, const char *word) {
    const uint32_t id = vocabulary_find(&corpus->vocabulary, bytes_from_string(word));
    assert_int_not_equal(id, WORD_ID_NONE);
    return lexicon->words[id].flags & (NAME_COMMON | NAME_CAPITAL_SEEN);
}

/* Two articles of a collection: what that has shown of a word is believed, a word that is new to it is learned here. */
static void test_known_cases(void **state) {
    Fixture *fixture = *state;
    static const char *const texts[] = {"They shut the gate, and the sluice too. By noon Garrick had the gate open.",
                                        "Nobody saw who mended a gate; the mason, Garrick said, was away.",
                                        "At the fair Gate won, Sluice lost, and old garrick slept. They saw the Mason.",
                                        "Later Tolk said that a wherry came. No Gate, said Tolk."};
    const Corpus old = corpus_of(texts, 2, &fixture->result);
    Quotations quotations = {0};
    const Speakers speakers = speakers_resolve(&old, &quotations, 2, &fixture->result, fixture->scratch);
    const NameLexicon learned = name_lexicon_build(&old, 1, &fixture->result, fixture->scratch);
    for (uint32_t id = 0; id < old.vocabulary.count; id++) {
        const uint32_t flags = learned.words[id].flags;
        assert_int_equal(speakers.word_cases[id], (flags & NAME_COMMON ? WORD_CASE_COMMON : 0) |
                                                      (flags & NAME_CAPITAL_SEEN ? WORD_CASE_CAPITAL_SEEN : 0));
    }
    const WordStatistics statistics =
        word_statistics_build(&old.vocabulary, speakers.word_cases, &fixture->result, fixture->scratch);

    Corpus some = corpus_of(texts + 2, 2, &fixture->result);
    NameLexicon lexicon = name_lexicon_build(&some, 1, &fixture->result, fixture->scratch);
    assert_int_equal(cases_of(&lexicon, &some, "gate"), NAME_CAPITAL_SEEN);
    assert_int_equal(cases_of(&lexicon, &some, "garrick"), NAME_COMMON);
    word_statistics_lay(&statistics, &some, (const bool[]){true, true}, &fixture->result, fixture->scratch);
    lexicon = name_lexicon_build(&some, 2, &fixture->result, fixture->scratch);
    for (uint32_t id = 0; id < some.vocabulary.count; id++) {
        const uint32_t in_old = vocabulary_find(&old.vocabulary, some.vocabulary.words[id]);
        if (in_old != WORD_ID_NONE) assert_int_equal(lexicon.words[id].flags, learned.words[in_old].flags);
    }
    assert_int_equal(cases_of(&lexicon, &some, "gate"), NAME_COMMON);
    assert_int_equal(cases_of(&lexicon, &some, "sluice"), NAME_COMMON);
    assert_int_equal(cases_of(&lexicon, &some, "mason"), NAME_COMMON);
    assert_int_equal(cases_of(&lexicon, &some, "garrick"), NAME_CAPITAL_SEEN);
    assert_int_equal(cases_of(&lexicon, &some, "tolk"), NAME_CAPITAL_SEEN);
    assert_int_equal(cases_of(&lexicon, &some, "wherry"), NAME_COMMON);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nearly_equal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_skeletons, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_known_cases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_order_and_threads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shuffled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_roughly_equal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hurtful, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
