/* A folder, a collection file and invented articles for the tests of lib/store. */
#ifndef STEMMA_TESTS_STORE_FIXTURE_H
#define STEMMA_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/store/store.h"

/* --- A folder of its own for each test ---------------------------------------------------------------------------- */

static char folder[64];
static char collection_path[128];

static inline int folder_make(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/stemma-test-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    snprintf(collection_path, sizeof collection_path, "%s/test.stemma", folder);
    return 0;
}

static inline int folder_remove(void **state) {
    (void)state;
    static const char *const names[] = {"test.stemma", "test.stemma-wal", "test.stemma-shm", "test.stemma-journal",
                                        "other.stemma"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[160];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static inline void write_file(const char *path, const void *content, size_t size) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, content, size), (ssize_t)size);
    close(file);
}

/* Runs SQL as another program would. */
static inline void other_program(const char *sql) {
    sqlite3 *database;
    assert_int_equal(sqlite3_open(collection_path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

/* The first value of a query, as any SQLite tool shows it. */
static inline void assert_query(const char *sql, const char *expected) {
    sqlite3 *database;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(collection_path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    int result = sqlite3_step(statement);
    const char *found = result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : "(no row)";
    assert_string_equal(found ? found : "(null)", expected);
    sqlite3_finalize(statement);
    sqlite3_close(database);
}

static inline Store *open_ok(StemmaOpenMode mode) {
    Store *store;
    Error error = {0};
    Status status = store_open(collection_path, mode, &store, &error);
    if (status) fail_msg("%s", error.message);
    return store;
}

static inline void assert_refused(StemmaOpenMode mode, Status expected) {
    Store *store;
    Error error = {0};
    assert_int_equal(store_open(collection_path, mode, &store, &error), expected);
    assert_null(store);
    assert_int_equal(error.status, expected);
    assert_true(error.message[0] != 0);
    assert_null(strchr(error.message, '\n'));
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

static inline Bytes bytes_of(const char *string) {
    return bytes_from_string(string);
}

/* An article whose id is the number; its text is not all ASCII. */
static inline Article article_make(uint32_t number, Arena *result) {
    Article article = {0};
    Buffer path = {.arena = result}, text = {.arena = result};
    buffer_printf(&path, "wire/%05u.txt", number);
    buffer_printf(&text, "“Zoë Ångström opened bridge %u,” the mayor’s office said — “at last”.\n\nNobody came.",
                  number);
    snprintf(article.id, sizeof article.id, "%032x", number);
    article.path = bytes_of(buffer_string(&path));
    article.text = bytes_of(buffer_string(&text));
    article.outlet = bytes_of(number % 2 ? "The Quay Courier" : "Harbour Post");
    if (number % 3) {
        article.title = bytes_of("Bridge “opened”");
        article.published = bytes_of("2021-03-04");
        article.published_interval = (DateInterval){1614816000 - (int64_t)number * 86400, 1614902400};
    }
    return article;
}

static inline void add_articles(Store *store, const Article *articles, size_t count) {
    Error error = {0};
    bool duplicate;
    assert_int_equal(store_add_begin(store, &error), STEMMA_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(store_article_add(store, &articles[i], &duplicate, &error), STEMMA_OK);
    assert_int_equal(store_add_end(store, &error), STEMMA_OK);
}

static inline void add(Store *store, uint32_t from, uint32_t to) {
    Arena arena = arena_open(0);
    const uint32_t count = from < to ? to - from : from - to;
    Article *articles = arena_new_array(&arena, Article, count);
    for (uint32_t i = 0; i < count; i++) articles[i] = article_make(from < to ? from + i : from - i, &arena);
    add_articles(store, articles, count);
    arena_close(&arena);
}

static inline void write_findings(Store *store, const Findings *findings) {
    Error error = {0};
    Arena scratch = arena_open(0);
    if (store_findings_write(store, findings, scratch, &error)) fail_msg("%s", error.message);
    arena_close(&scratch);
}

static inline int64_t count_articles(Store *store) {
    StemmaTotals totals;
    Error error = {0};
    if (store_totals_read(store, &totals, &error)) fail_msg("%s", error.message);
    return (int64_t)totals.articles;
}

/* Kills a process that works on the collection, at some moment of its first 12 ms. What waitpid says. */
static inline int kill_at_random(pid_t child, uint32_t *random) {
    int result;
    *random = *random * 1664525 + 1013904223;
    usleep(*random % 12000);
    kill(child, SIGKILL);
    waitpid(child, &result, 0);
    return result;
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, folder_make, folder_remove)

#endif
