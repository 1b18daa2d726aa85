/*
 * find and explain where articles were traced into a collection after all others: what they say is what they say of a
 * collection in which all were traced together. The rows that such an addition leaves are put in by hand.
 */
#include "store_fixture.h"

#include "lib/store/store_word_articles.h"

enum { EARLY = 300, LATE = 60, WORDS = 70, QUOTE_WORDS = 14, QUERIES = 120 };

/* What an addition writes of articles that share nothing with others: ranks between those of their neighbours. */
#define ADD_BY_HAND                                                                                                    \
    "WITH placed AS (SELECT article_key, time_rank, row_number() OVER (ORDER BY published_begin_unix_s NULLS LAST,"    \
    " path, id) AS place FROM article LEFT JOIN article_number USING (article_key))"                                   \
    " INSERT INTO article_number SELECT article_key, 0, 0, (SELECT coalesce(max(b.time_rank), 0) FROM placed AS b"     \
    " WHERE b.place < a.place) + place / 10000.0 FROM placed AS a WHERE time_rank IS NULL;"                            \
    "INSERT INTO article_finding SELECT article_key, 1, 70, 1, 0 FROM article"                                         \
    " WHERE article_key > (SELECT last_article_key FROM trace);"                                                       \
    "UPDATE trace SET last_article_key = (SELECT max(article_key) FROM article)"

static char texts[EARLY + LATE][WORDS * 12];

static uint32_t draw(uint64_t *random, uint32_t below) {
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*random >> 33) % below;
}

/* Frequent words and some that hardly anybody has; now and then a run from an article before, one word of it changed. */
static void write_texts(void) {
    static const char *const frequent[] = {"the", "of", "a", "harbour", "said", "to", "and", "mayor", "was", "on"};
    uint64_t random = 77;
    for (uint32_t i = 0; i < EARLY + LATE; i++) {
        size_t used = 0;
        for (uint32_t w = 0; w < WORDS; w++) {
            char word[12];
            if (draw(&random, 2))
                snprintf(word, sizeof word, "%s", frequent[draw(&random, 10)]);
            else
                snprintf(word, sizeof word, "k%uz", draw(&random, 30 + draw(&random, 900)));
            used += (size_t)snprintf(texts[i] + used, sizeof texts[i] - used, "%s%s", w > 0 ? " " : "", word);
        }
        if (i % 3 > 0 || i == 0) continue;
        const char *from = texts[draw(&random, i)];
        memcpy(texts[i], from, 150);
        texts[i][149] = 'x';
    }
}

static void write_articles(const char *name, uint32_t from, uint32_t to) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s.jsonl", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (uint32_t i = from; i < to; i++) {
        fprintf(file, "{\"id\":\"made-%03u\",\"text\":\"%s.\"", i * 37 % (EARLY + LATE), texts[i]);
        if (i % 4) fprintf(file, ",\"published\":\"2021-%02u-11\"", i % 12 + 1);
        fputs("}\n", file);
    }
    fclose(file);
}

static StemmaCollection *open_collection(const char *path, StemmaOpenMode mode) {
    StemmaCollection *collection;
    StemmaError error = {0};
    if (stemma_collection_open(path, mode, &collection, &error)) fail_msg("%s", error.message);
    return collection;
}

static void add_file(StemmaCollection *collection, const char *name) {
    char path[160];
    StemmaError error = {0};
    snprintf(path, sizeof path, "%s/%s.jsonl", folder, name);
    StemmaAddReport report = {0};
    if (stemma_collection_add(collection, path, NULL, &report, &error)) fail_msg("%s", error.message);
}

static void trace(StemmaCollection *collection) {
    StemmaError error = {0};
    if (stemma_collection_trace(collection, NULL, NULL, &error)) fail_msg("%s", error.message);
}

/* What an addition leaves for the word index. */
static void write_words_by_hand(void) {
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Arena arena = arena_open(0);
    Error error = {0};
    assert_int_equal(store_transaction_begin(store, 0, &error), STEMMA_OK);
    for (int64_t key = EARLY + 1; key <= EARLY + LATE; key++) {
        Articles articles;
        assert_int_equal(store_articles_read_some(store, (ArticleKeys){&key, 1}, &articles, &arena, &error), STEMMA_OK);
        assert_int_equal(articles.count, 1);
        Corpus corpus = corpus_build(articles.items, 1, 1, &arena);
        AddedText text = {key, &corpus.texts[0]};
        if (word_articles_write(store, &corpus.vocabulary, &text, 1, &error)) fail_msg("%s", error.message);
    }
    assert_int_equal(store_transaction_commit(store, &error), STEMMA_OK);
    arena_close(&arena);
    store_close(store);
}

/* Two collections of the same articles: `whole` was traced at once, `added` in the way that is tested. */
typedef struct Both {
    StemmaCollection *whole;
    StemmaCollection *added;
} Both;

static Both open_both(void) {
    char whole[160];
    snprintf(whole, sizeof whole, "%s/other.stemma", folder);
    write_texts();
    write_articles("early", 0, EARLY);
    write_articles("late", EARLY, EARLY + LATE);
    StemmaCollection *collection = open_collection(whole, STEMMA_OPEN_WRITE);
    add_file(collection, "early");
    add_file(collection, "late");
    trace(collection);
    stemma_collection_close(collection);
    collection = open_collection(collection_path, STEMMA_OPEN_WRITE);
    add_file(collection, "early");
    trace(collection);
    add_file(collection, "late");
    stemma_collection_close(collection);
    other_program(ADD_BY_HAND);
    write_words_by_hand();
    return (Both){open_collection(whole, STEMMA_OPEN_READ), open_collection(collection_path, STEMMA_OPEN_READ)};
}

static void close_both(Both both) {
    static const char *const names[] = {"early.jsonl", "late.jsonl", "other.stemma-wal", "other.stemma-shm"};
    stemma_collection_close(both.whole);
    stemma_collection_close(both.added);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
}

/* Some words in a row of one article, one of them changed. Enough are rare for the counts of `whole` to matter little. */
static void draw_query(uint64_t *random, uint32_t article, char *query) {
    const char *text = texts[article];
    uint32_t skip = draw(random, WORDS - QUOTE_WORDS), changed = 3 + draw(random, QUOTE_WORDS - 6);
    size_t used = 0;
    for (; skip > 0; skip--) text = strchr(text, ' ') + 1;
    for (uint32_t w = 0; w < QUOTE_WORDS && *text; w++) {
        const int size = (int)strcspn(text, " ");
        used += (size_t)sprintf(query + used, "%.*s ", w == changed ? 6 : size, w == changed ? "velvet" : text);
        text += text[size] ? size + 1 : size;
    }
}

static StemmaHits find(StemmaCollection *collection, const char *query, StemmaFindPortion portion) {
    StemmaHits hits;
    StemmaError error = {0};
    if (stemma_find_portion(collection, query, portion, &hits, &error)) fail_msg("%s", error.message);
    return hits;
}

static void assert_same_hit(const StemmaHit *left, const StemmaHit *right) {
    assert_string_equal(left->article_id, right->article_id);
    assert_string_equal(left->article, right->article);
    assert_string_equal(left->text, right->text);
    assert_int_equal(left->words, right->words);
    assert_true(left->identity == right->identity);
    assert_memory_equal(&left->span, &right->span, sizeof left->span);
    assert_memory_equal(&left->query_span, &right->query_span, sizeof left->query_span);
}

static void finds_the_same(void **state) {
    (void)state;
    Both both = open_both();
    uint64_t random = 5;
    uint32_t late_queries = 0;
    size_t hit_count = 0;
    for (uint32_t i = 0; i < QUERIES; i++) {
        char query[QUOTE_WORDS * 12] = "the mayor was";
        const uint32_t article = i % 2 ? EARLY + draw(&random, LATE) : draw(&random, EARLY);
        if (i > 0) draw_query(&random, article, query);
        StemmaHits whole = find(both.whole, query, (StemmaFindPortion){0});
        StemmaHits added = find(both.added, query, (StemmaFindPortion){0});
        assert_int_equal(whole.hit_count, added.hit_count);
        for (size_t k = 0; k < whole.hit_count; k++) assert_same_hit(&whole.hits[k], &added.hits[k]);
        late_queries += i % 2 && whole.hit_count > 0;
        hit_count += whole.hit_count;
        stemma_hits_free(&whole);
        stemma_hits_free(&added);
    }
    assert_true(late_queries > QUERIES / 3);
    assert_true(hit_count > 2 * QUERIES);
    close_both(both);
}

/* Candidates come in the same portions however often somebody asks, and what promises most comes first. */
static void portions_make_the_whole(void **state) {
    (void)state;
    Both both = open_both();
    uint64_t random = 9;
    for (uint32_t i = 0; i < 20; i++) {
        char query[QUOTE_WORDS * 12] = "the harbour said to the mayor of a harbour";
        if (i > 0) draw_query(&random, EARLY + draw(&random, LATE), query);
        StemmaHits all = find(both.added, query, (StemmaFindPortion){0});
        size_t hit_count = 0;
        for (uint64_t skip = 0; skip < all.candidate_count; skip += 7) {
            StemmaHits some = find(both.added, query, (StemmaFindPortion){.articles_skip = skip, .articles_max = 7});
            assert_int_equal(some.candidate_count, all.candidate_count);
            if (skip == 0 && i > 0) assert_string_equal(some.hits[0].article_id, all.hits[0].article_id);
            hit_count += some.hit_count;
            stemma_hits_free(&some);
        }
        assert_int_equal(hit_count, all.hit_count);
        stemma_hits_free(&all);
    }
    close_both(both);
}

/* The part of an explanation that the articles alone decide, without what is stored: seeds and pairs. */
static char *matches_of(StemmaCollection *collection, const char *path) {
    char id[33], *text;
    StemmaError error = {0};
    if (stemma_article_find(collection, path, id, &error)) fail_msg("%s", error.message);
    if (stemma_explain(collection, id, NULL, &text, &error)) fail_msg("%s", error.message);
    return text;
}

static void explains_the_same(void **state) {
    (void)state;
    Both both = open_both();
    uint32_t pairs = 0;
    for (uint32_t i = 0; i < EARLY + LATE; i += 7) {
        char path[20];
        snprintf(path, sizeof path, "made-%03u", i);
        char *whole = matches_of(both.whole, path), *added = matches_of(both.added, path);
        static const char begin[] = "\narticles with a common seed: ";
        const char *whole_part = strstr(whole, begin), *added_part = strstr(added, begin);
        assert_non_null(whole_part);
        assert_non_null(added_part);
        const size_t line = strcspn(whole_part + 1, "\n");
        assert_memory_equal(whole_part, added_part, line + 1);
        pairs += (uint32_t)strtoul(whole_part + sizeof begin - 1, NULL, 10);
        stemma_text_free(whole);
        stemma_text_free(added);
    }
    assert_true(pairs > 20);
    close_both(both);
}

/* Wild places in time: whatever a file says, nobody is found twice by one rank, and nothing breaks. */
static void wild_ranks_break_nothing(void **state) {
    (void)state;
    static const char *const harms[] = {
        "UPDATE article_number SET time_rank = 9e999 WHERE time_rank > 200",
        "UPDATE article_number SET time_rank = -time_rank",
        "UPDATE article_number SET time_rank = 7 WHERE time_rank <> 7",
        "UPDATE article_number SET time_rank = 301 WHERE time_rank < 50",
        "UPDATE article_number SET time_rank = 4294967297.5",
        "UPDATE trace SET full_last_article_key = -9223372036854775808",
        "UPDATE trace SET full_last_article_key = 9223372036854775807",
        "UPDATE word_index SET words = randomblob(2001) WHERE bucket < -1",
        "DELETE FROM word_index WHERE bucket < -1",
        "PRAGMA foreign_keys = OFF; UPDATE article_number SET article_key = article_key + 5000000000000",
    };
    close_both(open_both());
    for (size_t i = 0; i < sizeof harms / sizeof harms[0]; i++) {
        uint64_t random = 3;
        other_program(harms[i]);
        StemmaCollection *collection = open_collection(collection_path, STEMMA_OPEN_READ);
        for (uint32_t k = 0; k < 8; k++) {
            char query[QUOTE_WORDS * 12], id[33], path[20], *text = NULL;
            StemmaHits hits;
            draw_query(&random, k % 2 ? EARLY + draw(&random, LATE) : draw(&random, EARLY), query);
            if (stemma_find(collection, query, &hits, NULL) == STEMMA_OK) stemma_hits_free(&hits);
            snprintf(path, sizeof path, "made-%03u", draw(&random, EARLY + LATE));
            assert_int_equal(stemma_article_find(collection, path, id, NULL), STEMMA_OK);
            if (stemma_explain(collection, id, NULL, &text, NULL) == STEMMA_OK) stemma_text_free(text);
        }
        stemma_collection_close(collection);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(finds_the_same),
        STORE_TEST(portions_make_the_whole),
        STORE_TEST(explains_the_same),
        STORE_TEST(wild_ranks_break_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
