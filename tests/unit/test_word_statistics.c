/*
 * Word statistics: what is unpacked is what was packed; other bytes are refused or give what holds by the rules; and a
 * few articles of a collection, with its statistics laid over them, count as all of its articles do together.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "lib/base/packed_number.h"
#include "lib/text/word_statistics.h"
#include "memory_fixture.h"

enum { HEAD_BYTES = 9 }; /* the format, and the hash of what follows */

static uint64_t random_state;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random_state >> 33) % limit;
}

static uint64_t random_hash(void) {
    return (uint64_t)random_below(1U << 22) << 42 | (uint64_t)random_below(1U << 21) << 21 | random_below(1U << 21);
}

static void assert_same(const WordStatistics *left, const WordStatistics *right) {
    assert_int_equal(left->count, right->count);
    assert_int_equal(left->article_total, right->article_total);
    for (uint32_t i = 0; i < left->count; i++) {
        assert_true(left->hashes[i] == right->hashes[i]);
        assert_int_equal(left->values[i], right->values[i]);
    }
}

/* By the rules: hashes ascend, and no word stands in more articles than there are. */
static void assert_holds(const WordStatistics *statistics) {
    for (uint32_t i = 0; i < statistics->count; i++) {
        assert_true(i == 0 || statistics->hashes[i - 1] < statistics->hashes[i]);
        assert_true(statistics->values[i] >> 2 <= statistics->article_total);
    }
}

/* --- Packing ------------------------------------------------------------------------------------------------------ */

static WordStatistics draw_statistics(uint32_t count, uint32_t article_total, Arena *result) {
    uint64_t *hashes = arena_new_array(result, uint64_t, count);
    uint32_t *values = arena_new_array(result, uint32_t, count);
    const uint64_t step = count > 0 ? UINT64_MAX / count : 0;
    for (uint32_t i = 0; i < count; i++) {
        hashes[i] = step * i + random_hash() % step;
        uint32_t articles = random_below(4) ? random_below(3) : random_below(article_total);
        values[i] = (articles < article_total ? articles : article_total) << 2 | random_below(4);
    }
    return (WordStatistics){hashes, values, count, article_total};
}

static void what_is_packed_is_unpacked(void **state) {
    Memory *memory = *state;
    static const uint32_t counts[] = {0, 1, 2, 127, 128, 5000, 100000};
    random_state = 1;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        WordStatistics made = draw_statistics(counts[i], 16452, &memory->result), read;
        Bytes packed = word_statistics_pack(&made, &memory->result);
        assert_true(packed.size > 0 && packed.size < 20 + (size_t)counts[i] * 10);
        assert_true(word_statistics_unpack(packed, &read, &memory->result));
        assert_same(&made, &read);
    }
}

static void the_largest_and_smallest_are_packed(void **state) {
    Memory *memory = *state;
    const uint64_t hashes[] = {0, 1, UINT64_MAX - 1, UINT64_MAX};
    const uint32_t values[] = {0, 3, UINT32_MAX, UINT32_MAX - 3};
    const WordStatistics made = {hashes, values, 4, UINT32_MAX >> 2};
    WordStatistics read;
    assert_true(word_statistics_unpack(word_statistics_pack(&made, &memory->result), &read, &memory->result));
    assert_same(&made, &read);
}

/* More words than a value of a file can hold: all have the same hash, nothing looks at them. */
static void too_many_are_not_packed(void **state) {
    Memory *memory = *state;
    enum { COUNT = 8 << 20 };
    const WordStatistics made = {arena_new_array(&memory->result, uint64_t, COUNT),
                                 arena_new_array(&memory->result, uint32_t, COUNT), COUNT, 10};
    assert_int_equal(word_statistics_pack(&made, &memory->result).size, 0);
}

/* --- Bytes from anybody ------------------------------------------------------------------------------------------- */

/* Unpacks a copy of exactly that size, so that a sanitizer sees a read behind it. */
static bool is_taken(Bytes packed) {
    WordStatistics read;
    Arena result = arena_open(1 << 20);
    uint8_t *copy = test_malloc(packed.size > 0 ? packed.size : 1);
    if (packed.size > 0) memcpy(copy, packed.data, packed.size);
    bool holds = word_statistics_unpack((Bytes){copy, packed.size}, &read, &result);
    test_free(copy);
    assert_holds(&read);
    assert_true(holds || (read.count == 0 && !read.hashes));
    arena_close(&result);
    return holds;
}

static void damaged_bytes_are_refused(void **state) {
    Memory *memory = *state;
    random_state = 2;
    const WordStatistics made = draw_statistics(300, 1000, &memory->result);
    const Bytes packed = word_statistics_pack(&made, &memory->result);
    uint8_t *harmed = arena_allocate(&memory->result, packed.size + 1, 1);
    memcpy(harmed, packed.data, packed.size);
    harmed[packed.size] = 0;
    assert_false(is_taken((Bytes){harmed, packed.size + 1}));
    for (size_t size = 0; size < packed.size; size++) assert_false(is_taken((Bytes){harmed, size}));
    for (size_t i = 0; i < packed.size; i++) {
        harmed[i] ^= (uint8_t)(1 + random_below(255));
        assert_false(is_taken((Bytes){harmed, packed.size}));
        harmed[i] = packed.data[i];
    }
    assert_true(is_taken((Bytes){harmed, packed.size}));
    for (int i = 0; i < 2000; i++) {
        const size_t size = random_below(200);
        for (size_t k = 0; k < size; k++) harmed[k] = (uint8_t)random_below(256);
        if (i % 2) harmed[0] = 1;
        assert_false(is_taken((Bytes){harmed, size}));
    }
}

/* Puts the right hash before what follows: whoever harms a file on purpose does so. */
static Bytes seal(uint8_t *packed, size_t size) {
    const uint64_t hash = bytes_hash((Bytes){packed + HEAD_BYTES, size - HEAD_BYTES});
    packed[0] = 1;
    for (int i = 0; i < 8; i++) packed[1 + i] = (uint8_t)(hash >> (8 * i));
    return (Bytes){packed, size};
}

static void sealed_bytes_hold_or_are_refused(void **state) {
    Memory *memory = *state;
    random_state = 3;
    uint8_t harmed[4000];
    uint32_t taken = 0, refused = 0;
    for (int i = 0; i < 20000; i++) {
        const size_t empty = memory->result.used_bytes;
        const WordStatistics made = draw_statistics(random_below(60), 1 + random_below(500), &memory->result);
        const Bytes packed = word_statistics_pack(&made, &memory->result);
        size_t size = packed.size;
        memcpy(harmed, packed.data, size);
        for (uint32_t k = 1 + random_below(3); k > 0; k--)
            harmed[HEAD_BYTES + random_below((uint32_t)size - HEAD_BYTES)] ^= (uint8_t)(1U << random_below(8));
        if (random_below(4) == 0) size -= random_below((uint32_t)size - HEAD_BYTES);
        const bool holds = is_taken(seal(harmed, size));
        taken += holds;
        refused += !holds;
        arena_reset(&memory->result, empty);
    }
    assert_true(taken > 1000 && refused > 1000);
}

/* One word in one article of two, but for what is given. */
static bool take_one(uint64_t articles, uint64_t count, uint64_t value, size_t tail) {
    uint8_t packed[HEAD_BYTES + 3 * PACKED_NUMBER_BYTES_MAX + 8 + 4] = {0};
    uint8_t *out = packed_number_write(packed + HEAD_BYTES, articles);
    out = packed_number_write(out, count);
    for (int i = 0; i < 8; i++) *out++ = (uint8_t)(7 * i);
    out = packed_number_write(out, value) + tail;
    return is_taken(seal(packed, (size_t)(out - packed)));
}

static void each_rule_is_held(void **state) {
    (void)state;
    assert_true(take_one(2, 1, 1 << 2 | 3, 0));
    assert_true(take_one(2, 1, 2 << 2, 0));
    assert_false(take_one(2, 1, 3 << 2, 0)); /* in more articles than there are */
    assert_false(take_one(2, 1, 1 << 2, 1)); /* something behind the end */
    assert_false(take_one(2, 2, 1 << 2, 0)); /* a word too few */
    assert_false(take_one(2, 0, 1 << 2, 0)); /* a word too many */
    assert_false(take_one(2, UINT64_MAX, 1 << 2, 0));
    assert_false(take_one(2, UINT64_MAX / 8, 1 << 2, 0));
    assert_false(take_one(2, (uint64_t)UINT32_MAX + 2, 1 << 2, 0));
    assert_true(take_one(UINT32_MAX >> 2, 1, UINT32_MAX, 0));
    assert_false(take_one((UINT32_MAX >> 2) + 1, 1, 1 << 2, 0)); /* more articles than a value can say */
    assert_false(take_one(UINT64_MAX, 1, 1 << 2, 0));
    assert_false(take_one(UINT32_MAX >> 2, 1, (uint64_t)UINT32_MAX + 1, 0));
    assert_false(is_taken((Bytes){0}));
    uint8_t twice[HEAD_BYTES + 2 + 16 + 2] = {0}; /* two words of one hash */
    twice[HEAD_BYTES] = twice[HEAD_BYTES + 1] = 2;
    assert_false(is_taken(seal(twice, sizeof twice)));
    twice[HEAD_BYTES + 2 + 8] = 1;
    assert_true(is_taken(seal(twice, sizeof twice)));
    twice[HEAD_BYTES + 2] = 2; /* the larger one first */
    assert_false(is_taken(seal(twice, sizeof twice)));
}

/* --- Building ----------------------------------------------------------------------------------------------------- */

enum { OLD = 400, NEW = 30, ALL = OLD + NEW };

/* The first OLD articles are those of a full trace. A third of the words stands nowhere but in the new ones. */
static Article *draw_articles(Arena *result) {
    Article *articles = arena_new_array(result, Article, ALL);
    for (uint32_t i = 0; i < ALL; i++) {
        Buffer text = {.arena = result}, path = {.arena = result};
        buffer_printf(&path, "%05u.txt", i);
        for (uint32_t k = random_below(120); k > 0; k--) {
            const uint32_t most = 1 + random_below(400);
            const uint32_t word = random_below(most) + (i >= OLD && random_below(3) == 0 ? 10000 : 0);
            buffer_printf(&text, "%sord%u%s", random_below(2) ? "w" : "W", word, random_below(9) ? " " : ". ");
        }
        articles[i] = (Article){.path = buffer_bytes(&path), .text = buffer_bytes(&text)};
    }
    return articles;
}

static const uint8_t *draw_cases(uint32_t count, Arena *result) {
    uint8_t *cases = arena_new_array(result, uint8_t, count);
    for (uint32_t id = 0; id < count; id++) cases[id] = (uint8_t)random_below(4);
    return cases;
}

static void each_word_is_there_once(void **state) {
    Memory *memory = *state;
    random_state = 4;
    const Article *articles = draw_articles(&memory->result);
    const Corpus corpus = corpus_build(articles, OLD, 1, &memory->result);
    const uint8_t *cases = draw_cases(corpus.vocabulary.count, &memory->result);
    const WordStatistics made = word_statistics_build(&corpus.vocabulary, cases, &memory->result, memory->scratch);
    assert_holds(&made);
    assert_int_equal(made.count, corpus.vocabulary.count);
    assert_int_equal(made.article_total, OLD);
    for (uint32_t id = 0; id < made.count; id++) {
        uint32_t at = 0;
        while (made.hashes[at] != corpus.vocabulary.hashes[id]) at++;
        assert_int_equal(made.values[at], corpus.vocabulary.article_counts[id] << 2 | cases[id]);
    }
}

static void of_equal_hashes_the_first_counts(void **state) {
    Memory *memory = *state;
    static const uint64_t hashes[] = {50, 7, 50, 7, 7, UINT64_MAX, 0};
    static const uint8_t cases[] = {1, 2, 3, 0, 3, 2, 1};
    Vocabulary vocabulary = {.article_total = 100};
    for (uint32_t i = 0; i < 7; i++) {
        char letter = (char)('a' + i);
        vocabulary_append(&vocabulary, (Bytes){(const uint8_t *)&letter, 1}, hashes[i], &memory->result);
        vocabulary.article_counts[i] = 10 + i;
    }
    const WordStatistics made = word_statistics_build(&vocabulary, cases, &memory->result, memory->scratch);
    static const uint64_t expected_hashes[] = {0, 7, 50, UINT64_MAX};
    static const uint32_t expected_values[] = {16 << 2 | 1, 11 << 2 | 2, 10 << 2 | 1, 15 << 2 | 2};
    assert_same(&made, &(WordStatistics){expected_hashes, expected_values, 4, 100});
}

static void no_words_at_all(void **state) {
    Memory *memory = *state;
    Vocabulary none = {.article_total = 3};
    const WordStatistics made = word_statistics_build(&none, NULL, &memory->result, memory->scratch);
    WordStatistics read;
    assert_true(word_statistics_unpack(word_statistics_pack(&made, &memory->result), &read, &memory->result));
    assert_int_equal(read.count, 0);
    assert_int_equal(read.article_total, 3);
    Corpus corpus = corpus_build(NULL, 0, 1, &memory->result);
    word_statistics_lay(&read, &corpus, NULL, &memory->result, memory->scratch);
    assert_int_equal(corpus.vocabulary.article_total, 3);
}

/* --- Over a small corpus ------------------------------------------------------------------------------------------ */

/* In how many of the articles a word stands: each read to its end, words compared by their letters. */
static uint32_t count_slowly(const Corpus *corpus, uint32_t begin, uint32_t end, Bytes word) {
    uint32_t count = 0;
    for (uint32_t i = begin; i < end; i++) {
        bool has = false;
        const Text *text = &corpus->texts[i];
        for (uint32_t k = 0; k < text->word_count; k++)
            has = has || bytes_equal(corpus->vocabulary.words[text->word_ids[k]], word);
        count += has;
    }
    return count;
}

typedef struct Some {
    Article *articles;
    bool *is_new;
    uint32_t count;
} Some;

/* Some old articles and all new ones, the new ones not at the end. */
static Some pick_some(const Article *articles, Arena *result) {
    Some some = {arena_new_array(result, Article, ALL), arena_new_array(result, bool, ALL), 0};
    for (uint32_t i = 0; i < ALL; i++) {
        const uint32_t at = (i + 200) % ALL;
        if (at < OLD && random_below(8) != 0) continue;
        some.is_new[some.count] = at >= OLD;
        some.articles[some.count++] = articles[at];
    }
    return some;
}

/* In so many portions, the statistics laid over each before the next is there. */
static Corpus some_build(const Some *some, uint32_t portions, const WordStatistics *statistics, Memory *memory) {
    Corpus corpus = {0};
    for (uint32_t i = 0; i < portions; i++) {
        const uint32_t begin = some->count * i / portions, end = some->count * (i + 1) / portions;
        corpus_extend(&corpus, (CorpusArticles){some->articles + begin, end - begin}, 1 + i % 2, &memory->result);
        word_statistics_lay(statistics, &corpus, some->is_new, &memory->result, memory->scratch);
    }
    return corpus;
}

static void assert_counts(const Corpus *some, const Corpus *all, const Corpus *old, const uint8_t *cases,
                          Memory *memory) {
    assert_int_equal(some->vocabulary.article_total, ALL);
    const uint16_t *list = vocabulary_rareness_list(&some->vocabulary, &memory->result);
    uint32_t unknown = 0;
    for (uint32_t id = 0; id < some->vocabulary.count; id++) {
        const Bytes word = some->vocabulary.words[id];
        assert_int_equal(some->vocabulary.article_counts[id], count_slowly(all, 0, ALL, word));
        const uint32_t in_all = vocabulary_find(&all->vocabulary, word);
        const uint32_t in_old = vocabulary_find(&old->vocabulary, word);
        const uint32_t rareness = vocabulary_rareness_permille(&all->vocabulary, in_all);
        assert_int_equal(vocabulary_rareness_permille(&some->vocabulary, id), rareness);
        assert_int_equal(list[id], rareness);
        unknown += in_old == WORD_ID_NONE;
        assert_int_equal(some->known_cases[id], in_old == WORD_ID_NONE ? 0 : WORD_CASE_KNOWN | cases[in_old]);
    }
    assert_true(unknown > 10);
}

/* Whether they were read at once or in portions. */
static void a_few_articles_count_as_all_do(void **state) {
    Memory *memory = *state;
    for (uint64_t seed = 5; seed < 9; seed++) {
        random_state = seed;
        const Article *articles = draw_articles(&memory->result);
        const Corpus all = corpus_build(articles, ALL, 1, &memory->result);
        const Corpus old = corpus_build(articles, OLD, 1, &memory->result);
        const uint8_t *cases = draw_cases(old.vocabulary.count, &memory->result);
        const WordStatistics statistics =
            word_statistics_build(&old.vocabulary, cases, &memory->result, memory->scratch);
        const Some some = pick_some(articles, &memory->result);
        for (uint32_t portions = 1; portions < 5; portions++) {
            const Corpus corpus = some_build(&some, portions, &statistics, memory);
            assert_counts(&corpus, &all, &old, cases, memory);
        }
    }
}

static void assert_same_text(const Text *left, const Text *right) {
    assert_int_equal(left->word_count, right->word_count);
    assert_int_equal(left->sentence_count, right->sentence_count);
    assert_int_equal(left->paragraph_count, right->paragraph_count);
    for (uint32_t i = 0; i < left->word_count; i++) assert_int_equal(left->word_ids[i], right->word_ids[i]);
    for (uint32_t i = 0; i < left->word_count; i++)
        assert_int_equal(left->words[i].byte_begin, right->words[i].byte_begin);
}

/* Word numbers are given in the order of reading, so they are the same too. */
static void a_corpus_grows_into_the_same(void **state) {
    Memory *memory = *state;
    random_state = 11;
    const Article *articles = draw_articles(&memory->result);
    const Corpus whole = corpus_build(articles, ALL, 2, &memory->result);
    Corpus grown = {0};
    for (uint32_t begin = 0; begin < ALL;) {
        uint32_t count = random_below(60); /* none at all is a portion */
        if (count > ALL - begin) count = ALL - begin;
        corpus_extend(&grown, (CorpusArticles){articles + begin, count}, 1 + begin % 3, &memory->result);
        begin += count;
    }
    assert_int_equal(grown.article_count, ALL);
    assert_int_equal(grown.vocabulary.article_total, ALL);
    assert_int_equal(grown.vocabulary.count, whole.vocabulary.count);
    for (uint32_t id = 0; id < whole.vocabulary.count; id++) {
        assert_true(bytes_equal(grown.vocabulary.words[id], whole.vocabulary.words[id]));
        assert_int_equal(grown.vocabulary.article_counts[id], whole.vocabulary.article_counts[id]);
    }
    for (uint32_t i = 0; i < ALL; i++) assert_same_text(&grown.texts[i], &whole.texts[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_packed_is_unpacked, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(the_largest_and_smallest_are_packed, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(too_many_are_not_packed, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(damaged_bytes_are_refused, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(sealed_bytes_hold_or_are_refused, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(each_rule_is_held, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(each_word_is_there_once, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(of_equal_hashes_the_first_counts, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(no_words_at_all, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_few_articles_count_as_all_do, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_corpus_grows_into_the_same, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
