/* What a full trace leaves for additions: signatures and word statistics, as they are written, read and added to. */
#include "store_fixture.h"

#include "lib/store/store_private.h"

enum { ARTICLES = 300 }; /* against their order, so that keys are not places in the corpus */

typedef struct Made {
    Article *articles;
    Corpus corpus;
    Bytes *signatures; /* by article */
    WordStatistics statistics;
    Findings findings;
} Made;

/* Of any size: none, some, and so large that it lies on pages of its own. */
static Bytes signature_make(uint32_t number, Arena *result) {
    static const size_t sizes[] = {0, 1, 1900, 4061, 4062, 70000};
    const size_t size = sizes[number % 6];
    uint8_t *bytes = arena_allocate(result, size, 1);
    for (size_t i = 0; i < size; i++) bytes[i] = (uint8_t)((i + 1) * (number + 7) >> 3);
    return (Bytes){size > 0 ? bytes : NULL, size};
}

static const WordStatistics *statistics_make(Made *made, Arena *result) {
    const uint32_t count = made->corpus.vocabulary.count;
    Arena scratch = arena_open(0);
    uint8_t *cases = arena_new_array(result, uint8_t, count);
    for (uint32_t id = 0; id < count; id++) cases[id] = id % 4;
    made->statistics = word_statistics_build(&made->corpus.vocabulary, cases, result, scratch);
    arena_close(&scratch);
    return &made->statistics;
}

static Made *made_build(Arena *result) {
    static Passages passages;
    static Quotations quotations;
    static Speakers speakers;
    static Families families;
    Made *made = arena_new(result, Made);
    made->articles = arena_new_array(result, Article, ARTICLES);
    made->signatures = arena_new_array(result, Bytes, ARTICLES);
    uint32_t *numbers = arena_new_array(result, uint32_t, ARTICLES);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        made->articles[i] = article_make(i, result);
        made->signatures[i] = signature_make(i, result);
        numbers[i] = i;
    }
    made->corpus = corpus_build(made->articles, ARTICLES, 1, result);
    Story *story = arena_new(result, Story);
    *story = (Story){.articles = numbers, .article_count = ARTICLES, .origin_count = ARTICLES};
    Lineage *lineage = arena_new(result, Lineage);
    lineage->stories = (Stories){.items = story, .count = 1, .by_article = arena_new_array(result, uint32_t, ARTICLES)};
    made->findings = (Findings){.corpus = &made->corpus,
                                .passages = &passages,
                                .quotations = &quotations,
                                .speakers = &speakers,
                                .families = &families,
                                .lineage = lineage,
                                .signatures = made->signatures,
                                .word_statistics = statistics_make(made, result)};
    return made;
}

static Store *store_made(const Made *made) {
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, ARTICLES, 0); /* ARTICLES .. 1: the last has no findings */
    add(store, 0, 1);
    write_findings(store, &made->findings);
    return store;
}

/* The key of the article with this number, by the order of store_made. */
static int64_t key_of(uint32_t number) {
    return number == 0 ? ARTICLES + 1 : ARTICLES + 1 - (int64_t)number;
}

/* --- Signatures --------------------------------------------------------------------------------------------------- */

typedef struct Expected {
    Bytes by_key[ARTICLES + 10];
    bool there[ARTICLES + 10];
    int64_t last_key;
    uint32_t count;
} Expected;

static void assert_signatures(Store *store, Expected *expected) {
    Error error = {0};
    Arena arena = arena_open(0);
    uint32_t count = 0;
    SignatureCursor *cursor;
    StoredSignature read;
    bool row = true;
    expected->last_key = expected->count = 0;
    assert_int_equal(store_signatures_open(store, &cursor, &arena, &error), STEMMA_OK);
    while (store_signature_next(cursor, &read, &row, &error) == STEMMA_OK && row) {
        assert_true(read.article_key > expected->last_key && read.article_key < ARTICLES + 10);
        assert_true(expected->there[read.article_key]);
        assert_true(bytes_equal(read.runs, expected->by_key[read.article_key]));
        expected->last_key = read.article_key;
        expected->count++;
    }
    assert_false(row);
    store_signatures_close(cursor);
    for (size_t key = 0; key < ARTICLES + 10; key++) count += expected->there[key];
    assert_int_equal(expected->count, count);
    arena_close(&arena);
}

static void expect_key(Expected *expected, int64_t key, Bytes runs) {
    expected->by_key[key] = runs;
    expected->there[key] = true;
}

static Expected *expect_made(const Made *made, Arena *result) {
    Expected *expected = arena_new(result, Expected);
    for (uint32_t i = 0; i < ARTICLES; i++) expect_key(expected, key_of(i), made->signatures[i]);
    return expected;
}

static void signatures_are_read_by_key(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    const Made *made = made_build(&arena);
    Expected *expected = expect_made(made, &arena);
    Store *store = store_made(made);
    assert_signatures(store, expected);
    store_close(store);
    assert_query("SELECT count(*) FROM pragma_foreign_key_check", "0");
    assert_query("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'", "0");
    store = open_ok(STEMMA_OPEN_READ);
    assert_signatures(store, expected);
    store_close(store);
    arena_close(&arena);
}

static void signatures_are_added(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    const Made *made = made_build(&arena);
    Expected *expected = expect_made(made, &arena);
    Store *store = store_made(made);
    Error error = {0};
    assert_int_equal(store_signatures_add(store, NULL, 0, &error), STEMMA_OK);
    assert_signatures(store, expected);

    /* That of the article without findings, and others in the place of those that are there; in no order. */
    const StoredSignature added[] = {{1, BYTES("new")}, {50, BYTES("")}, {7, {0}}, {20, signature_make(11, &arena)}};
    for (size_t i = 0; i < 4; i++) expect_key(expected, added[i].article_key, added[i].runs);
    assert_int_equal(store_signatures_add(store, added, 4, &error), STEMMA_OK);
    assert_signatures(store, expected);

    /* Inside somebody's transaction they go with it. */
    const StoredSignature lost[] = {{2, BYTES("never")}};
    assert_int_equal(store_transaction_begin(store, 0, &error), STEMMA_OK);
    assert_int_equal(store_signatures_add(store, lost, 1, &error), STEMMA_OK);
    store_transaction_roll_back(store);
    assert_signatures(store, expected);

    /* All or none: no article has the last key. */
    const StoredSignature wrong[] = {{2, BYTES("never")}, {ARTICLES + 5, BYTES("nobody's")}};
    assert_int_not_equal(store_signatures_add(store, wrong, 2, &error), STEMMA_OK);
    assert_true(error.message[0] != 0);
    assert_false(store_in_snapshot(store));
    assert_signatures(store, expected);
    store_close(store);

    store = open_ok(STEMMA_OPEN_READ);
    assert_int_not_equal(store_signatures_add(store, added, 1, &error), STEMMA_OK);
    assert_signatures(store, expected);
    store_close(store);
    arena_close(&arena);
}

/* --- Word statistics ---------------------------------------------------------------------------------------------- */

static WordStatistics read_statistics(Arena *result) {
    Store *store = open_ok(STEMMA_OPEN_READ);
    Error error = {0};
    WordStatistics read;
    assert_int_equal(store_word_statistics_read(store, &read, result, &error), STEMMA_OK);
    store_close(store);
    return read;
}

static void word_statistics_are_read(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    const Made *made = made_build(&arena);
    store_close(store_made(made));
    const WordStatistics read = read_statistics(&arena);
    assert_true(read.count > ARTICLES);
    assert_int_equal(read.count, made->statistics.count);
    assert_int_equal(read.article_total, ARTICLES);
    assert_memory_equal(read.hashes, made->statistics.hashes, read.count * sizeof *read.hashes);
    assert_memory_equal(read.values, made->statistics.values, read.count * sizeof *read.values);
    arena_close(&arena);
}

static void harmed_word_statistics_are_not_there(void **state) {
    (void)state;
    static const char *const harms[] = {
        "DELETE FROM word_statistics",
        "INSERT INTO word_statistics VALUES (1, x'')",
        "UPDATE word_statistics SET statistics = x'01'",
        "UPDATE word_statistics SET statistics = zeroblob(100)",
        "UPDATE word_statistics SET statistics = zeroblob(100000000)",
        "UPDATE word_statistics SET statistics = randomblob(5000)",
        "UPDATE word_statistics SET statistics = CAST(x'01' || randomblob(5000) AS BLOB)"};
    Arena arena = arena_open(0);
    store_close(store_made(made_build(&arena)));
    for (size_t i = 0; i < sizeof harms / sizeof *harms; i++) {
        other_program(harms[i]);
        assert_int_equal(read_statistics(&arena).count, 0);
    }
    arena_close(&arena);
}

/* --- Both --------------------------------------------------------------------------------------------------------- */

static void each_trace_replaces_them(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Made *made = made_build(&arena);
    Store *store = store_made(made);
    Expected *expected = expect_made(made, &arena);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        made->signatures[i] = signature_make(i * 5 + 1, &arena);
        expect_key(expected, key_of(i), made->signatures[i]);
    }
    made->statistics.count /= 2;
    write_findings(store, &made->findings);
    assert_signatures(store, expected);
    assert_int_equal(read_statistics(&arena).count, made->statistics.count);

    /* A trace that leaves none takes those of the one before away. */
    made->findings.signatures = NULL;
    made->findings.word_statistics = NULL;
    write_findings(store, &made->findings);
    Expected *none = arena_new(&arena, Expected);
    assert_signatures(store, none);
    assert_int_equal(read_statistics(&arena).count, 0);
    store_close(store);
    assert_query("SELECT (SELECT count(*) FROM word_statistics) + (SELECT count(*) FROM signature)", "0");
    arena_close(&arena);
}

static void a_new_collection_has_none(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Expected *none = arena_new(&arena, Expected);
    assert_signatures(store, none);
    store_close(store);
    assert_int_equal(read_statistics(&arena).count, 0);
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(signatures_are_read_by_key), STORE_TEST(signatures_are_added),
        STORE_TEST(word_statistics_are_read),   STORE_TEST(harmed_word_statistics_are_not_there),
        STORE_TEST(each_trace_replaces_them),   STORE_TEST(a_new_collection_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
