/* Places in time for articles that come after a trace, against sorting all of them anew. */
#include "store_fixture.h"

/* Ranks as a trace of all that is stored gives them. */
#define RANK_ALL                                                                                                       \
    "DELETE FROM article_number; INSERT INTO article_number SELECT article_key, 0, 0, row_number() OVER"               \
    " (ORDER BY published_begin_unix_s NULLS LAST, path, id) FROM article"
/* How many articles stand elsewhere by rank than by time, and how many share a rank. */
#define MISPLACED                                                                                                      \
    "SELECT count(*) || '|' || (SELECT count(*) - count(DISTINCT time_rank) FROM article_number)"                      \
    " FROM (SELECT row_number() OVER (ORDER BY n.time_rank) AS by_rank, row_number() OVER"                             \
    " (ORDER BY a.published_begin_unix_s NULLS LAST, a.path, a.id) AS by_time"                                         \
    " FROM article_number AS n JOIN article AS a USING (article_key)) WHERE by_rank <> by_time"

static uint32_t draw(uint64_t *random, uint32_t below) {
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*random >> 33) % below;
}

/* Few days and few paths, so that articles often differ in the last thing alone; day 0: undated. */
static Article article_of(uint32_t number, uint32_t path, uint32_t day, Arena *result) {
    Article article = article_make(number, result);
    Buffer name = {.arena = result};
    buffer_printf(&name, "désk/%u", path);
    article.path = buffer_bytes(&name);
    article.published = day > 0 ? bytes_of("some day") : (Bytes){0};
    article.published_interval = (DateInterval){0};
    if (day > 0) article.published_interval = (DateInterval){(int64_t)day * 86400 - 2000000, 9000000};
    return article;
}

/* As an addition does: whether there was room. */
static bool rank_added(Store *store, Article *articles, uint32_t count) {
    Error error = {0};
    Arena arena = arena_open(0);
    AddedRanks added;
    qsort(articles, count, sizeof *articles, article_compare);
    assert_int_equal(store_ranks_between(store, &(Articles){.items = articles, .count = count}, &added, &arena, &error),
                     STEMMA_OK);
    sqlite3 *database;
    sqlite3_stmt *insert;
    assert_int_equal(sqlite3_open(collection_path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database,
                                        "INSERT INTO article_number SELECT article_key, 0, 0, ?2 FROM article"
                                        " WHERE lower(hex(id)) = ?1",
                                        -1, &insert, NULL),
                     SQLITE_OK);
    for (uint32_t i = 0; i < count && added.room; i++) {
        sqlite3_bind_text(insert, 1, articles[i].id, -1, SQLITE_STATIC);
        sqlite3_bind_double(insert, 2, added.ranks[i]);
        assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_close(database);
    arena_close(&arena);
    return added.room;
}

static void added_articles_stand_in_time(void **state) {
    (void)state;
    enum { FIRST = 60, ROUNDS = 80, MOST = 9 };
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    uint64_t random = 31;
    uint32_t number = 1;
    for (uint32_t start = 0; start < 3; start++) { /* one after the other: with nothing, dated ones and all kinds */
        for (uint32_t i = 0; i < start * FIRST; i++, number++) {
            Article article = article_of(number * 40503 % 65536, draw(&random, 5),
                                         start == 1 ? 1 + draw(&random, 20) : draw(&random, 20), &arena);
            add_articles(store, &article, 1);
        }
        other_program(RANK_ALL);
        for (uint32_t round = 0; round < ROUNDS; round++) {
            Article articles[MOST];
            const uint32_t count = 1 + draw(&random, MOST);
            for (uint32_t i = 0; i < count; i++, number++)
                articles[i] = article_of(number * 40503 % 65536, draw(&random, 5), draw(&random, 24), &arena);
            add_articles(store, articles, count);
            assert_true(rank_added(store, articles, count));
            assert_query(MISPLACED, "0|0");
        }
    }
    assert_query("SELECT min(c) > 40 FROM (SELECT count(*) AS c FROM article JOIN article_number USING (article_key)"
                 " GROUP BY published_begin_unix_s IS NULL)",
                 "1");
    store_close(store);
    arena_close(&arena);
}

/* News comes in one by one, between the last dated article and the undated ones. */
static void room_lasts_for_news_in_time(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, 30);
    other_program(RANK_ALL);
    other_program("UPDATE article_number SET time_rank = time_rank + 60000");
    for (uint32_t i = 0; i < 600; i++) {
        Article article = article_of(1000 + i, 1, 20000 + i, &arena);
        add_articles(store, &article, 1);
        assert_true(rank_added(store, &article, 1));
    }
    assert_query(MISPLACED, "0|0");
    assert_query("SELECT max(abs(time_rank - round(time_rank))) > 0 AND count(*) = 630 AND max(time_rank) = 60030"
                 " FROM article_number",
                 "1");
    store_close(store);
    arena_close(&arena);
}

/* Where ranks leave no room, or are no ranks at all, the caller is told. */
static void missing_room_is_told(void **state) {
    (void)state;
    static const char *const harms[] = {
        "UPDATE article_number SET time_rank = iif(time_rank < 8, 7, 7.0000000000000008882)",
        "UPDATE article_number SET time_rank = 9e999",
        "UPDATE article_number SET time_rank = -9e999",
        "UPDATE article_number SET time_rank = 1e308 * (1 - 2 * (time_rank % 2))",
        "UPDATE article_number SET time_rank = -time_rank",
        "UPDATE article_number SET time_rank = 5",
    };
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Article articles[14];
    for (uint32_t i = 0; i < 14; i++) articles[i] = article_of(i, 1, 10 * (i + 1), &arena);
    add_articles(store, articles, 14);
    for (size_t i = 0; i < sizeof harms / sizeof harms[0]; i++) {
        other_program(RANK_ALL);
        other_program(harms[i]);
        Article article = article_of(100, 1, 75, &arena);
        assert_false(rank_added(store, &article, 1));
    }
    store_close(store);
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(added_articles_stand_in_time),
        STORE_TEST(room_lasts_for_news_in_time),
        STORE_TEST(missing_room_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
