/* Signatures and neighbours: against slow obvious twins, on planted copies, on what stands everywhere, on damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/addition/neighbours.h"
#include "lib/addition/signature.h"
#include "lib/base/array.h"

enum { ARTICLES_MAX = 400, QUOTATIONS_MAX = 8000, TEXT_BYTES_MAX = 1 << 16 };

/* Articles written down as strings; what stands between { and } is said. */
typedef struct Fixture {
    Arena result;
    Arena scratch;
    Article articles[ARTICLES_MAX];
    Corpus corpus;
    Quotation items[QUOTATIONS_MAX];
    ByteSpan contents[QUOTATIONS_MAX];
    Quotations quotations;
    uint16_t *weights_permille;
    const Bytes *signatures;
} Fixture;

static void quotations_read(Fixture *fixture, uint32_t article) {
    const Bytes text = fixture->corpus.texts[article].bytes;
    for (uint32_t at = 0; at < text.size; at++) {
        if (text.data[at] != '{') continue;
        const uint32_t index = fixture->quotations.count++;
        assert_true(index < QUOTATIONS_MAX);
        fixture->contents[index].begin = at + 1;
        while (text.data[at] != '}') at++;
        fixture->contents[index].end = at;
        fixture->items[index] =
            (Quotation){.article = article, .content = &fixture->contents[index], .content_count = 1};
    }
}

static Fixture *fixture_build(const char *const *texts, uint32_t count) {
    assert_true(count <= ARTICLES_MAX);
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->result = arena_open(0);
    fixture->scratch = arena_open(0);
    for (uint32_t i = 0; i < count; i++) fixture->articles[i].text = bytes_from_string(texts[i]);
    fixture->corpus = corpus_build(fixture->articles, count, 1, &fixture->result);
    fixture->quotations.items = fixture->items;
    for (uint32_t i = 0; i < count; i++) quotations_read(fixture, i);
    fixture->weights_permille = vocabulary_rareness_list(&fixture->corpus.vocabulary, &fixture->result);
    fixture->signatures = signatures_make(&(SignaturesInput){.corpus = &fixture->corpus,
                                                             .quotations = &fixture->quotations,
                                                             .count = fixture->corpus.article_count,
                                                             .threads = 2},
                                          &fixture->result, fixture->scratch);
    return fixture;
}

static void fixture_free(Fixture *fixture) {
    arena_close(&fixture->result);
    arena_close(&fixture->scratch);
    free(fixture);
}

/* The articles from `first` on are the new ones. */
typedef struct Newcomers {
    Corpus corpus;
    Quotations quotations;
} Newcomers;

static Newcomers newcomers_take(Fixture *fixture, uint32_t first) {
    Newcomers new = {.corpus = fixture->corpus};
    new.corpus.articles += first;
    new.corpus.texts += first;
    new.corpus.article_count -= first;
    new.quotations.items = arena_new_array(&fixture->result, Quotation, fixture->quotations.count);
    for (uint32_t i = 0; i < fixture->quotations.count; i++) {
        if (fixture->items[i].article < first) continue;
        new.quotations.items[new.quotations.count] = fixture->items[i];
        new.quotations.items[new.quotations.count++].article -= first;
    }
    return new;
}

static Neighbours *newcomers_open(Fixture *fixture, const Newcomers *new) {
    const NeighboursInput input = {&new->corpus, &new->quotations, fixture->weights_permille};
    return neighbours_open(&input, &fixture->result, fixture->scratch);
}

/* Asks for all articles before `first`, in order. */
static uint32_t neighbours_count(Fixture *fixture, uint32_t first, bool *answers) {
    const Newcomers new = newcomers_take(fixture, first);
    Neighbours *neighbours = newcomers_open(fixture, &new);
    uint32_t count = 0;
    for (uint32_t i = 0; i < first; i++)
        count += answers[i] = neighbours_ask(neighbours, fixture->signatures[i], fixture->scratch);
    return count;
}

/* A generator of its own: the same texts everywhere. */
static uint32_t random_below(uint64_t *state, uint32_t limit) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % limit);
}

/* Words "wa", "wb" … of a small vocabulary; braces around some stretches. */
static char *random_text(uint64_t *state, uint32_t words, uint32_t vocabulary) {
    char *text = malloc(words * 8 + 16);
    size_t size = 0;
    bool inside = false;
    for (uint32_t i = 0; i < words; i++) {
        if (random_below(state, 12) == 0) {
            text[size++] = inside ? '}' : '{';
            text[size++] = ' ';
            inside = !inside;
        }
        size += (size_t)sprintf(text + size, "w%u ", random_below(state, vocabulary));
    }
    if (inside) text[size++] = '}';
    text[size] = '\0';
    return text;
}

static void texts_free(char **texts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) free(texts[i]);
}

static uint32_t number_at(Bytes signature, uint32_t run) {
    const uint8_t *bytes = signature.data + (size_t)run * 4;
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* --- Signatures --------------------------------------------------------------------------------------------------- */

/* Every run's hash, written out. */
static uint64_t run_hash(const Text *text, const uint64_t *word_hashes, uint32_t at) {
    const uint64_t base = UINT64_C(0x9E3779B97F4A7C15);
    return (word_hashes[text->word_ids[at]] * base + word_hashes[text->word_ids[at + 1]]) * base +
           word_hashes[text->word_ids[at + 2]];
}

/* 1 and 2 by turns from one quotation of the article to the next; of two that have the word the later one counts. */
static uint32_t word_said(const Fixture *fixture, uint32_t article, uint32_t word) {
    const uint32_t byte = fixture->corpus.texts[article].words[word].byte_begin;
    uint32_t said = 0, own = 0;
    for (uint32_t i = 0; i < fixture->quotations.count; i++) {
        if (fixture->items[i].article != article) continue;
        if (quotation_holds(&fixture->items[i], byte)) said = 1 + own % 2;
        own++;
    }
    return said;
}

/* Whether the run is the smallest of some window of three, or of all where there are fewer. */
static bool is_smallest(const Text *text, const uint64_t *word_hashes, uint32_t at) {
    const uint32_t run_count = text->word_count - 2, window = run_count < 3 ? run_count : 3;
    for (uint32_t first = at < window ? 0 : at - window + 1; first <= at && first + window <= run_count; first++) {
        bool smallest = true;
        for (uint32_t i = first; i < first + window; i++)
            smallest = smallest && run_hash(text, word_hashes, at) <= run_hash(text, word_hashes, i);
        if (smallest) return true;
    }
    return false;
}

static void check_signature(const Fixture *fixture, uint32_t article) {
    const Text *text = &fixture->corpus.texts[article];
    const uint64_t *word_hashes = fixture->corpus.vocabulary.hashes;
    const Bytes signature = fixture->signatures[article];
    uint32_t kept = 0;
    for (uint32_t at = 0; at + 3 <= text->word_count; at++) {
        if (!is_smallest(text, word_hashes, at)) continue;
        uint32_t said = word_said(fixture, article, at);
        if (said != word_said(fixture, article, at + 2)) said = 0;
        assert_true(kept * 4 < signature.size);
        assert_int_equal(number_at(signature, kept++),
                         ((uint32_t)(run_hash(text, word_hashes, at) >> 32) & ~UINT32_C(3)) | said);
    }
    assert_int_equal(kept * 4, signature.size);
}

static void signatures_are_what_windows_say(void **state) {
    (void)state;
    uint64_t random = 11;
    char *texts[40];
    for (uint32_t i = 0; i < 40; i++) texts[i] = random_text(&random, i < 8 ? i : 60 + 9 * i, i % 2 == 0 ? 2000 : 60);
    Fixture *fixture = fixture_build((const char *const *)texts, 40);
    for (uint32_t i = 0; i < 40; i++) check_signature(fixture, i);
    fixture_free(fixture);
    texts_free(texts, 40);
}

static bool share_number(Bytes left, Bytes right) {
    for (uint32_t i = 0; i * 4 < left.size; i++)
        for (uint32_t j = 0; j * 4 < right.size; j++)
            if (number_at(left, i) >> 2 == number_at(right, j) >> 2) return true;
    return false;
}

static bool share_five_words(const Text *left, const Text *right) {
    for (uint32_t i = 0; i + 5 <= left->word_count; i++)
        for (uint32_t j = 0; j + 5 <= right->word_count; j++)
            if (memcmp(left->word_ids + i, right->word_ids + j, 5 * sizeof *left->word_ids) == 0) return true;
    return false;
}

static void five_equal_words_share_a_number(void **state) {
    (void)state;
    uint64_t random = 5;
    char *texts[60];
    for (uint32_t i = 0; i < 60; i++) texts[i] = random_text(&random, 40, 7);
    Fixture *fixture = fixture_build((const char *const *)texts, 60);
    uint32_t sharing = 0;
    for (uint32_t i = 0; i < 60; i++) {
        for (uint32_t j = i + 1; j < 60; j++) {
            if (!share_five_words(&fixture->corpus.texts[i], &fixture->corpus.texts[j])) continue;
            sharing++;
            assert_true(share_number(fixture->signatures[i], fixture->signatures[j]));
        }
    }
    assert_true(sharing > 20);
    fixture_free(fixture);
    texts_free(texts, 60);
}

static void signatures_do_not_depend_on_the_collection(void **state) {
    (void)state;
    static const char *const one[] = {"The harbour of Ostmere {froze over before the ferries left} on Monday evening."};
    static const char *const many[] = {
        "Evening came and the ferries left.", "Nobody in Ostmere had seen the harbour like this before.",
        "The harbour of Ostmere {froze over before the ferries left} on Monday evening.", "Two words", ""};
    Fixture *alone = fixture_build(one, 1), *among = fixture_build(many, 5);
    assert_true(bytes_equal(alone->signatures[0], among->signatures[2]));
    assert_int_equal(among->signatures[3].size, 0);
    assert_int_equal(among->signatures[4].size, 0);
    static const uint32_t backwards[] = {4, 3, 2, 1, 0};
    const Bytes *single = signatures_make(&(SignaturesInput){.corpus = &among->corpus,
                                                             .quotations = &among->quotations,
                                                             .articles = backwards,
                                                             .count = 5,
                                                             .threads = 1},
                                          &among->result, among->scratch);
    for (uint32_t i = 0; i < 5; i++) assert_true(bytes_equal(single[i], among->signatures[backwards[i]]));
    fixture_free(alone);
    fixture_free(among);
}

/* --- Neighbours --------------------------------------------------------------------------------------------------- */

/* How many numbers around this one are of the same quotation; 0 where it is of none. */
static uint32_t said_around(const uint32_t *numbers, uint32_t count, uint32_t at, uint32_t reach) {
    const uint32_t said = numbers[at] & 3;
    uint32_t runs = said > 0;
    for (uint32_t i = at; said > 0 && i > 0 && (numbers[i - 1] & 3) == said && at - i < reach; i--) runs++;
    for (uint32_t i = at + 1; said > 0 && i < count && (numbers[i] & 3) == said && i - at < reach; i++) runs++;
    return runs;
}

/* What a run of the new articles is to the twin. */
typedef struct TwinRun {
    uint32_t article;
    uint32_t word;
    uint32_t number;
    uint32_t neighbours;
    uint32_t rank; /* how many places of the same run stand before it */
    uint32_t said_runs; /* in the stretch of said runs around it */
} TwinRun;

typedef struct Twin {
    const Newcomers *new;
    const uint16_t *weights;
    struct ARRAY_OF(TwinRun) runs; /* by article, then place */
    struct MetRun {
        uint32_t run;
        uint32_t count;
    } * met;
    uint32_t met_count;
    uint32_t asked;
} Twin;

static void twin_open(Twin *twin, const Newcomers *new, Fixture *fixture) {
    *twin = (Twin){.new = new, .weights = fixture->weights_permille};
    SignatureRun *runs = arena_new_array(&fixture->result, SignatureRun, TEXT_BYTES_MAX);
    for (uint32_t article = 0; article < new->corpus.article_count; article++) {
        Quotation *own = arena_new_array(&fixture->result, Quotation, new->quotations.count);
        uint32_t own_count = 0;
        for (uint32_t i = 0; i < new->quotations.count; i++)
            if (new->quotations.items[i].article == article) own[own_count++] = new->quotations.items[i];
        const SignatureInput input = {&new->corpus.texts[article], new->corpus.vocabulary.hashes, own, own_count};
        const uint32_t count = signature_runs_choose(&input, runs, fixture->scratch);
        uint32_t *numbers = arena_new_array(&fixture->result, uint32_t, count);
        for (uint32_t i = 0; i < count; i++) numbers[i] = runs[i].number;
        for (uint32_t i = 0; i < count; i++) {
            TwinRun run = {.article = article, .word = runs[i].word_index, .number = runs[i].number};
            run.said_runs = said_around(numbers, count, i, UINT32_MAX);
            for (size_t j = 0; j < twin->runs.count; j++)
                run.rank += twin->runs.items[j].number >> 2 == run.number >> 2;
            *array_push(&twin->runs, &fixture->result) = run;
        }
    }
    twin->met = arena_new_array(&fixture->result, struct MetRun, twin->runs.count + 1);
}

/* Whether the run may still count; it has been met once more. */
static bool twin_meets(Twin *twin, uint32_t run) {
    uint32_t at = 0;
    while (at < twin->met_count && twin->met[at].run != run) at++;
    if (at == twin->met_count) twin->met[twin->met_count++].run = run;
    return twin->met[at].count++ < 32 + twin->asked / 128;
}

typedef struct TwinHit {
    TwinRun *run;
    uint32_t order;
    uint32_t said_runs; /* around it in the old article */
} TwinHit;

/* What the words weigh that lie in the chain's runs; sides: on how many of them they must be said. */
static uint32_t twin_weight(const Twin *twin, const TwinHit *chain, uint32_t count, uint32_t sides) {
    const Text *text = &twin->new->corpus.texts[chain[0].run->article];
    bool covered[TEXT_BYTES_MAX] = {false};
    uint32_t weight = 0, runs = 0, shortest = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t here = chain[i].run->said_runs, there = chain[i].said_runs;
        if ((here > 0) + (there > 0) < (int)sides) continue;
        runs++;
        if (here > 0 && here < shortest) shortest = here;
        if (there > 0 && there < shortest) shortest = there;
        for (uint32_t word = 0; word < 3; word++) covered[chain[i].run->word + word] = true;
    }
    if (sides > 0 && runs * 3 < shortest) return 0;
    for (uint32_t word = 0; word < text->word_count; word++)
        if (covered[word]) weight += twin->weights[text->word_ids[word]] + 125u;
    return weight;
}

static bool twin_ask(Twin *twin, Bytes signature, Arena scratch) {
    twin->asked++;
    struct ARRAY_OF(TwinHit) hits = {0};
    const uint32_t count_there = (uint32_t)signature.size / 4;
    uint32_t *numbers = arena_new_array(&scratch, uint32_t, count_there);
    for (uint32_t order = 0; order < count_there; order++) numbers[order] = number_at(signature, order);
    bool *counts = arena_new_array(&scratch, bool, count_there);
    for (uint32_t order = 0; order < count_there; order++) {
        bool there = false;
        for (size_t i = 0; i < twin->runs.count; i++)
            there = there || twin->runs.items[i].number >> 2 == number_at(signature, order) >> 2;
        counts[order] = there && twin_meets(twin, number_at(signature, order) >> 2);
    }
    for (size_t i = 0; i < twin->runs.count; i++) {
        TwinRun *run = &twin->runs.items[i];
        for (uint32_t order = 0; order < count_there; order++) {
            const uint32_t number = number_at(signature, order);
            if (!counts[order] || number >> 2 != run->number >> 2 || run->rank >= 64 || run->neighbours == 4) continue;
            *array_push(&hits, &scratch) = (TwinHit){run, order, said_around(numbers, count_there, order, 32)};
        }
    }
    bool found = false;
    for (size_t begin = 0; begin < hits.count;) {
        TwinHit chain[64] = {hits.items[begin]};
        uint32_t count = 1;
        size_t end = begin + 1;
        for (; end < hits.count && hits.items[end].run->article == chain[0].run->article &&
               hits.items[end].run->word < chain[0].run->word + 30;
             end++) {
            const TwinHit hit = hits.items[end], last = chain[count - 1];
            if (hit.run != last.run && hit.order > last.order && hit.order <= chain[0].order + 18) chain[count++] = hit;
        }
        if (twin_weight(twin, chain, count, 0) >= 3000 + (count < 4 ? 4 - count : 0) * 500 ||
            (count > 1 && twin_weight(twin, chain, count, 1) >= 1800) ||
            twin_weight(twin, chain, count, 2) >= (count > 1 ? 1300 : 1500)) {
            found = true;
            for (uint32_t i = 0; i < count; i++) chain[i].run->neighbours++;
            begin = end;
        } else {
            begin++;
        }
    }
    return found;
}

static void check_against_twin(uint64_t seed, uint32_t words, uint32_t vocabulary) {
    enum { COUNT = 200, FIRST_NEW = 190 };
    char *texts[COUNT];
    for (uint32_t i = 0; i < COUNT; i++)
        texts[i] = random_text(&seed, words / 2 + random_below(&seed, words), vocabulary);
    Fixture *fixture = fixture_build((const char *const *)texts, COUNT);
    /* Words of a small vocabulary stand in all articles; here their weights are anything. */
    for (uint32_t i = 0; i < fixture->corpus.vocabulary.count; i++)
        fixture->weights_permille[i] = (uint16_t)random_below(&seed, 700);
    bool answers[COUNT];
    const uint32_t count = neighbours_count(fixture, FIRST_NEW, answers);
    const Newcomers new = newcomers_take(fixture, FIRST_NEW);
    Twin twin;
    twin_open(&twin, &new, fixture);
    for (uint32_t i = 0; i < FIRST_NEW; i++)
        assert_int_equal(answers[i], twin_ask(&twin, fixture->signatures[i], fixture->scratch));
    assert_true(count > 2 && count < FIRST_NEW - 2);
    fixture_free(fixture);
    texts_free(texts, COUNT);
}

static void neighbours_are_the_twins(void **state) {
    (void)state;
    check_against_twin(3, 40, 14);
    check_against_twin(4, 120, 24);
    check_against_twin(5, 80, 30);
    check_against_twin(6, 200, 40);
    check_against_twin(7, 300, 5); /* every run stands in most articles */
}

static const char passage[] =
    "The ferry company said its oldest ship, the Sigrun, would not sail again before the hull had been surveyed by "
    "divers from the naval yard.";
static const char statement[] = "{We will not rebuild the lighthouse with public money}";

/* An article of its own, with something in the middle; each number gives other words. */
static const char *article_around(Fixture *memory, uint32_t number, const char *middle) {
    Buffer buffer = {.arena = &memory->result};
    for (uint32_t i = 0; i < 40; i++) buffer_printf(&buffer, "n%uw%u ", number, i);
    buffer_printf(&buffer, ". %s ", middle);
    for (uint32_t i = 40; i < 80; i++) buffer_printf(&buffer, "n%uw%u ", number, i);
    return buffer_string(&buffer);
}

static void copies_are_found(void **state) {
    (void)state;
    Fixture memory = {.result = arena_open(0)};
    const char *texts[12];
    for (uint32_t i = 0; i < 12; i++) texts[i] = article_around(&memory, i, "");
    texts[2] = article_around(&memory, 2, passage);
    texts[5] = article_around(&memory, 5, statement);
    texts[6] = article_around(&memory, 6, "We will not rebuild the lighthouse with public money");
    texts[7] = article_around(&memory, 7, "{rebuild the lighthouse}");
    texts[10] = article_around(&memory, 10, passage);
    texts[11] = article_around(&memory, 11, statement);
    Fixture *fixture = fixture_build(texts, 12);
    bool answers[12];
    assert_int_equal(neighbours_count(fixture, 10, answers), 4);
    assert_true(answers[2] && answers[5] && answers[6] && answers[7]);
    fixture_free(fixture);
    arena_close(&memory.result);
}

/* Less is enough where it is said: three rare words on both sides, more on one, a sentence on none. */
static void words_that_are_said_weigh_more(void **state) {
    (void)state;
    Fixture memory = {.result = arena_open(0)};
    const char *texts[4] = {article_around(&memory, 0, "{behind a wooden fence}"),
                            article_around(&memory, 1, "behind a wooden fence"), article_around(&memory, 2, ""),
                            article_around(&memory, 3, "{behind a wooden fence}")};
    Fixture *fixture = fixture_build(texts, 4);
    for (uint32_t i = 0; i < fixture->corpus.vocabulary.count; i++) fixture->weights_permille[i] = 380;
    bool answers[4];
    assert_int_equal(neighbours_count(fixture, 3, answers), 1);
    assert_true(answers[0]);
    /* Of one run that is alone each word must be as rare as that. */
    for (uint32_t i = 0; i < fixture->corpus.vocabulary.count; i++) fixture->weights_permille[i] = 360;
    assert_int_equal(neighbours_count(fixture, 3, answers), 0);
    fixture_free(fixture);
    arena_close(&memory.result);
}

/* A phrase of three or four words makes relatives of short statements, not of long ones. */
static void phrases_of_long_statements_are_none(void **state) {
    (void)state;
    Fixture memory = {.result = arena_open(0)};
    Buffer first = {.arena = &memory.result}, second = {.arena = &memory.result};
    buffer_append_string(&first, "{");
    buffer_append_string(&second, "{");
    for (uint32_t i = 0; i < 30; i++) buffer_printf(&first, "a%u ", i);
    for (uint32_t i = 0; i < 30; i++) buffer_printf(&second, "b%u ", i);
    buffer_append_string(&first, "behind a wooden fence ");
    buffer_append_string(&second, "behind a wooden fence ");
    for (uint32_t i = 0; i < 30; i++) buffer_printf(&first, "c%u ", i);
    for (uint32_t i = 0; i < 30; i++) buffer_printf(&second, "d%u ", i);
    buffer_append_string(&first, "}");
    buffer_append_string(&second, "}");
    const char *texts[3] = {article_around(&memory, 0, buffer_string(&first)),
                            article_around(&memory, 1, "{behind a wooden fence}"),
                            article_around(&memory, 2, buffer_string(&second))};
    Fixture *fixture = fixture_build(texts, 3);
    for (uint32_t i = 0; i < fixture->corpus.vocabulary.count; i++) fixture->weights_permille[i] = 380;
    bool answers[3];
    assert_int_equal(neighbours_count(fixture, 2, answers), 1);
    assert_true(answers[1]);
    fixture_free(fixture);
    arena_close(&memory.result);
}

/* Words that agree here and there, in another order or far apart, are no chain. */
static void scattered_words_are_no_chain(void **state) {
    (void)state;
    Fixture memory = {.result = arena_open(0)};
    Buffer forward = {.arena = &memory.result}, backward = {.arena = &memory.result}, apart = {.arena = &memory.result};
    for (uint32_t i = 0; i < 5; i++) {
        buffer_printf(&forward, "sea%u wind%u gull%u . ", i, i, i);
        buffer_printf(&backward, "sea%u wind%u gull%u . ", 4 - i, 4 - i, 4 - i);
        buffer_printf(&apart, "sea%u wind%u gull%u ", i, i, i);
        for (uint32_t j = 0; j < 60; j++) buffer_printf(&apart, "far%uw%u ", i, j);
    }
    const char *texts[4] = {buffer_string(&backward), buffer_string(&apart), buffer_string(&forward),
                            buffer_string(&forward)};
    Fixture *fixture = fixture_build(texts, 4);
    for (uint32_t i = 0; i < fixture->corpus.vocabulary.count; i++) fixture->weights_permille[i] = 200;
    bool answers[4];
    assert_int_equal(neighbours_count(fixture, 3, answers), 1);
    assert_true(answers[2]);
    fixture_free(fixture);
    arena_close(&memory.result);
}

/* What stands in three hundred articles makes neighbours of the first four; another passage still finds its own. */
static void what_stands_everywhere_finds_the_first(void **state) {
    (void)state;
    static const char other[] =
        "Surveyors measured the old breakwater twice last winter and found that it had moved nine centimetres towards "
        "the land since the storm.";
    Fixture memory = {.result = arena_open(0)};
    const char *texts[302];
    for (uint32_t i = 0; i < 302; i++) texts[i] = article_around(&memory, i, passage);
    texts[290] = article_around(&memory, 290, other);
    texts[301] = article_around(&memory, 301, other);
    Fixture *fixture = fixture_build(texts, 302);
    for (uint32_t i = 0; i < fixture->corpus.vocabulary.count; i++) fixture->weights_permille[i] = 300;
    bool answers[302];
    assert_int_equal(neighbours_count(fixture, 300, answers), 5);
    for (uint32_t i = 0; i < 4; i++) assert_true(answers[i]);
    assert_true(answers[290]);
    fixture_free(fixture);
    arena_close(&memory.result);
}

static void any_bytes_are_a_signature(void **state) {
    (void)state;
    uint64_t random = 17;
    char *texts[30];
    for (uint32_t i = 0; i < 30; i++) texts[i] = random_text(&random, 300, 9);
    Fixture *fixture = fixture_build((const char *const *)texts, 30);
    const Newcomers new = newcomers_take(fixture, 20);
    Neighbours *neighbours = newcomers_open(fixture, &new);
    /* All the signatures, over and over: more hits than are taken. */
    Buffer buffer = {.arena = &fixture->result};
    for (uint32_t i = 0; i < 3000; i++) buffer_append(&buffer, fixture->signatures[i % 30]);
    Bytes bytes = buffer_bytes(&buffer);
    (void)neighbours_ask(neighbours, bytes, fixture->scratch);
    for (uint32_t i = 0; i < 300; i++) {
        uint8_t *copy = malloc(fixture->signatures[3].size + 1); /* so that the sanitizer sees its end */
        const size_t size = random_below(&random, (uint32_t)fixture->signatures[3].size);
        memcpy(copy, fixture->signatures[3].data, size);
        for (uint32_t j = 0; j < 9 && size > 0; j++)
            copy[random_below(&random, (uint32_t)size)] ^= (uint8_t)(1 << j % 8);
        uint8_t *exact = realloc(copy, size + (size == 0));
        (void)neighbours_ask(neighbours, (Bytes){exact, size}, fixture->scratch);
        free(exact);
    }
    fixture_free(fixture);
    texts_free(texts, 30);
}

static void nothing_has_no_neighbours(void **state) {
    (void)state;
    static const char *const texts[] = {"The ferry sails at noon from the second pier of the harbour.", "", "Noon"};
    Fixture *fixture = fixture_build(texts, 3);
    bool answers[3];
    for (uint32_t first = 1; first <= 3; first++) assert_int_equal(neighbours_count(fixture, first, answers), 0);
    fixture_free(fixture);
    Fixture *empty = fixture_build(texts, 0);
    const Newcomers new = newcomers_take(empty, 0);
    Neighbours *neighbours = newcomers_open(empty, &new);
    assert_false(neighbours_ask(neighbours, (Bytes){0}, empty->scratch));
    assert_false(neighbours_ask(neighbours, BYTES("abcdefgh"), empty->scratch));
    fixture_free(empty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_are_what_windows_say),
        cmocka_unit_test(five_equal_words_share_a_number),
        cmocka_unit_test(signatures_do_not_depend_on_the_collection),
        cmocka_unit_test(neighbours_are_the_twins),
        cmocka_unit_test(copies_are_found),
        cmocka_unit_test(words_that_are_said_weigh_more),
        cmocka_unit_test(phrases_of_long_statements_are_none),
        cmocka_unit_test(scattered_words_are_no_chain),
        cmocka_unit_test(what_stands_everywhere_finds_the_first),
        cmocka_unit_test(any_bytes_are_a_signature),
        cmocka_unit_test(nothing_has_no_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
