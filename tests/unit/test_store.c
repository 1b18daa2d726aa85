/* The collection file: what can be opened, what is stored, what comes back, and what a kill leaves. */
#include "store_fixture.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "lib/base/file.h"
#include "lib/store/schema.h"

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static void missing_file(void **state) {
    (void)state;
    assert_refused(STEMMA_OPEN_READ, STEMMA_NOT_FOUND);
    assert_int_equal(access(collection_path, F_OK), -1); /* and it was not made */
}

static void folder_is_no_collection(void **state) {
    (void)state;
    snprintf(collection_path, sizeof collection_path, "%s", folder);
    assert_refused(STEMMA_OPEN_READ, STEMMA_NOT_A_COLLECTION);
    assert_refused(STEMMA_OPEN_WRITE, STEMMA_NOT_A_COLLECTION);
}

static void folder_that_is_missing(void **state) {
    (void)state;
    snprintf(collection_path, sizeof collection_path, "%s/nowhere/test.stemma", folder);
    assert_refused(STEMMA_OPEN_WRITE, STEMMA_NOT_WRITABLE);
}

static void text_file_is_no_collection(void **state) {
    (void)state;
    static const char text[] = "A plain text about a ferry, long enough to be no header of a database at all.";
    write_file(collection_path, text, sizeof text - 1);
    assert_refused(STEMMA_OPEN_READ, STEMMA_NOT_A_COLLECTION);
    assert_refused(STEMMA_OPEN_WRITE, STEMMA_NOT_A_COLLECTION);
    struct stat info;
    assert_int_equal(stat(collection_path, &info), 0);
    assert_int_equal(info.st_size, sizeof text - 1); /* untouched */
}

static void empty_file(void **state) {
    (void)state;
    write_file(collection_path, "", 0);
    assert_refused(STEMMA_OPEN_READ, STEMMA_NOT_A_COLLECTION);
    store_close(open_ok(STEMMA_OPEN_WRITE)); /* what `mktemp` made may become one */
}

static void database_of_another_program(void **state) {
    (void)state;
    other_program("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup')");
    assert_refused(STEMMA_OPEN_READ, STEMMA_NOT_A_COLLECTION);
    assert_refused(STEMMA_OPEN_WRITE, STEMMA_NOT_A_COLLECTION);
    assert_query("SELECT name FROM recipe", "soup");
    assert_query("PRAGMA journal_mode", "delete");
}

static void newer_version(void **state) {
    (void)state;
    store_close(open_ok(STEMMA_OPEN_WRITE));
    other_program("PRAGMA user_version = 1000");
    assert_refused(STEMMA_OPEN_READ, STEMMA_NEWER_VERSION);
    assert_refused(STEMMA_OPEN_WRITE, STEMMA_NEWER_VERSION);
}

static void foreign_objects_are_refused(void **state) {
    (void)state;
    static const char *const additions[] = {
        "CREATE TABLE more (x)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON article BEGIN DELETE FROM source; END",
        "CREATE INDEX more ON article (title)",
        "DROP VIEW quotations; CREATE VIEW quotations AS SELECT 1",
        "DROP TABLE note",
    };
    for (size_t i = 0; i < sizeof additions / sizeof additions[0]; i++) {
        unlink(collection_path);
        store_close(open_ok(STEMMA_OPEN_WRITE));
        other_program(additions[i]);
        assert_refused(STEMMA_OPEN_READ, STEMMA_DAMAGED);
        assert_refused(STEMMA_OPEN_WRITE, STEMMA_DAMAGED);
    }
    unlink(collection_path);
    store_close(open_ok(STEMMA_OPEN_WRITE));
    other_program("ANALYZE"); /* SQLite's own statistics do no harm */
    store_close(open_ok(STEMMA_OPEN_READ));
}

static void damaged_pages(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, 500);
    store_close(store);
    /* Whatever page is overwritten: an error or an unharmed article, never a crash. */
    struct stat info;
    assert_int_equal(stat(collection_path, &info), 0);
    for (off_t offset = 0; offset < info.st_size; offset += 4096 * 7) {
        char saved[512], noise[512];
        memset(noise, 0xA5, sizeof noise);
        int file = open(collection_path, O_RDWR);
        assert_int_equal(pread(file, saved, sizeof saved, offset + 100), sizeof saved);
        assert_int_equal(pwrite(file, noise, sizeof noise, offset + 100), sizeof noise);
        Error error = {0};
        Articles articles;
        Arena arena = arena_open(0);
        Status status = store_open(collection_path, STEMMA_OPEN_READ, &store, &error);
        if (!status) status = store_articles_read(store, &articles, &arena, &error);
        assert_true(status == STEMMA_OK || status == STEMMA_DAMAGED || status == STEMMA_NOT_A_COLLECTION);
        store_close(store);
        arena_close(&arena);
        assert_int_equal(pwrite(file, saved, sizeof saved, offset + 100), sizeof saved);
        close(file);
    }
}

static void reading_leaves_the_folder_as_it_was(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, 3);
    store_close(store);
    struct stat before, after;
    assert_int_equal(stat(collection_path, &before), 0);
    store = open_ok(STEMMA_OPEN_READ);
    assert_int_equal(count_articles(store), 3);
    Error error = {0};
    assert_int_equal(store_add_begin(store, &error), STEMMA_NOT_WRITABLE);
    store_close(store);
    assert_int_equal(stat(collection_path, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    char log[160];
    snprintf(log, sizeof log, "%s-wal", collection_path);
    assert_int_equal(access(log, F_OK), -1);
}

static void file_says_what_it_is(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, 2);
    store_close(store);
    assert_query("PRAGMA journal_mode", "wal");
    char expected[20];
    snprintf(expected, sizeof expected, "%d", SCHEMA_APPLICATION_ID);
    assert_query("PRAGMA application_id", expected);
    snprintf(expected, sizeof expected, "%d", SCHEMA_VERSION);
    assert_query("PRAGMA user_version", expected);
    assert_query("SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict"
                 " AND name NOT LIKE 'sqlite%'",
                 "0");
    assert_query("SELECT path FROM articles ORDER BY path", "wire/00000.txt");
}

/* docs/collection.md has a section for each view, and each of its columns in it. */
static void documents_name_every_column(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    File file;
    Error error = {0};
    Bytes document;
    assert_int_equal(file_open(&file, "docs/collection.md", &error), STEMMA_OK);
    assert_int_equal(file_read_all(&file, 0, &document, &arena, &error), STEMMA_OK);
    file_close(&file);
    store_close(open_ok(STEMMA_OPEN_WRITE));
    sqlite3 *database;
    sqlite3_stmt *columns;
    assert_int_equal(sqlite3_open(collection_path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database,
                                        "SELECT v.name, c.name FROM sqlite_schema AS v JOIN pragma_table_info(v.name)"
                                        " AS c WHERE v.type = 'view'",
                                        -1, &columns, NULL),
                     SQLITE_OK);
    int count = 0;
    for (; sqlite3_step(columns) == SQLITE_ROW; count++) {
        char heading[80], cell[80];
        snprintf(heading, sizeof heading, "\n## %s\n", (const char *)sqlite3_column_text(columns, 0));
        snprintf(cell, sizeof cell, "`%s`", (const char *)sqlite3_column_text(columns, 1));
        size_t begin = bytes_find(document, bytes_of(heading));
        if (begin == SIZE_MAX) fail_msg("no section for %s", heading);
        begin += strlen(heading);
        Bytes rest = {document.data + begin, document.size - begin};
        size_t end = bytes_find(rest, bytes_of("\n## "));
        Bytes section = {rest.data, end == SIZE_MAX ? rest.size : end};
        if (bytes_find(section, bytes_of(cell)) == SIZE_MAX) fail_msg("%s has no %s", heading, cell);
    }
    assert_true(count > 60);
    sqlite3_finalize(columns);
    sqlite3_close(database);
    arena_close(&arena);
}

/* --- Adding ------------------------------------------------------------------------------------------------------- */

static void duplicates_are_stored_once(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Error error = {0};
    Arena arena = arena_open(0);
    Article first = article_make(1, &arena), second = article_make(2, &arena);
    bool duplicate;
    assert_int_equal(store_add_begin(store, &error), STEMMA_OK);
    assert_int_equal(store_article_add(store, &first, &duplicate, &error), STEMMA_OK);
    assert_false(duplicate);
    assert_int_equal(store_article_add(store, &first, &duplicate, &error), STEMMA_OK);
    assert_true(duplicate);
    assert_int_equal(store_article_add(store, &second, &duplicate, &error), STEMMA_OK);
    assert_false(duplicate);
    assert_int_equal(store_add_end(store, &error), STEMMA_OK);
    assert_int_equal(count_articles(store), 2);
    store_close(store);
    arena_close(&arena);
}

/* One source: two articles, the first of them twice, one record without text, a note about the last article. */
static void add_source(Store *store, const char *path, Arena *result) {
    Error error = {0};
    bool duplicate;
    Article first = article_make(1, result), second = article_make(2, result);
    StemmaSkip skip = {
        .outcome = STEMMA_FAILED, .path = "wire/\xff.txt", .status = STEMMA_NOT_TEXT, .reason = "no text"};
    StemmaSkip note = {.outcome = STEMMA_NOTED, .path = "wire", .reason = "read with care"};
    StoreSource source = {.format = "plain text", .size_bytes = 10, .read_bytes = 10};
    assert_int_equal(store_add_begin(store, &error), STEMMA_OK);
    assert_int_equal(store_source_begin(store, path, &error), STEMMA_OK);
    assert_int_equal(store_article_add(store, &first, &duplicate, &error), STEMMA_OK);
    assert_int_equal(store_article_add(store, &first, &duplicate, &error), STEMMA_OK);
    assert_int_equal(store_skip_add(store, &skip, &error), STEMMA_OK);
    assert_int_equal(store_article_add(store, &second, &duplicate, &error), STEMMA_OK);
    assert_int_equal(store_skip_add(store, &note, &error), STEMMA_OK);
    assert_int_equal(store_source_end(store, &source, &error), STEMMA_OK);
    assert_int_equal(store_add_end(store, &error), STEMMA_OK);
}

static void the_account_says_what_a_source_gives(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Arena arena = arena_open(0);
    for (int round = 0; round < 3; round++) add_source(store, "a", &arena); /* again and again: the same account */
    store_close(store);
    assert_query("SELECT path || '|' || format || '|' || seen || kept || duplicate || skipped || failed FROM sources",
                 "a|plain text|42101");
    assert_query("SELECT group_concat(outcome) FROM records", "kept,duplicate,failed,kept");
    assert_query("SELECT path || record FROM skips", "wire/\xEF\xBF\xBD.txt3");
    assert_query("SELECT line FROM skips", "(null)");
    assert_query("SELECT reason || record FROM notes", "read with care4");
    store = open_ok(STEMMA_OPEN_WRITE);
    add_source(store, "b", &arena);
    add_source(store, "a", &arena);
    Error error = {0}; /* begun and not ended: the numbers of the reading before don't hold any more */
    assert_int_equal(store_add_begin(store, &error), STEMMA_OK);
    assert_int_equal(store_source_begin(store, "b", &error), STEMMA_OK);
    assert_int_equal(store_add_end(store, &error), STEMMA_OK);
    store_close(store);
    assert_query("SELECT group_concat(path || coalesce(kept || duplicate, '-')) FROM sources", "a21,b-");
    assert_query("SELECT count(*) FROM articles", "2");
    arena_close(&arena);
}

static void batches_are_committed_on_the_way(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Error error = {0};
    Arena arena = arena_open(0);
    assert_int_equal(store_add_begin(store, &error), STEMMA_OK);
    for (uint32_t i = 0; i <= 1500; i++) {
        Article article = article_make(i, &arena);
        bool duplicate;
        assert_int_equal(store_article_add(store, &article, &duplicate, &error), STEMMA_OK);
    }
    Store *reader = open_ok(STEMMA_OPEN_READ);
    assert_int_equal(count_articles(reader), 1000);
    store_close(reader);
    assert_int_equal(store_add_end(store, &error), STEMMA_OK);
    assert_int_equal(count_articles(store), 1501);
    store_close(store);
    arena_close(&arena);
}

/* What is in no order makes all of an index dirty in each batch: where much is there, batches are fewer. */
static void batches_grow_with_the_collection(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Error error = {0};
    Arena arena = arena_open(0);
    add(store, 0, 2);
    other_program("UPDATE article SET article_key = 19200 WHERE article_key = 2");
    assert_int_equal(store_add_begin(store, &error), STEMMA_OK);
    Store *reader = open_ok(STEMMA_OPEN_READ);
    for (uint32_t i = 0; i <= 1200; i++) {
        Article article = article_make(2 + i, &arena);
        bool duplicate;
        assert_int_equal(count_articles(reader), 2);
        assert_int_equal(store_article_add(store, &article, &duplicate, &error), STEMMA_OK);
    }
    assert_int_equal(count_articles(reader), 1202);
    store_close(reader);
    assert_int_equal(store_add_end(store, &error), STEMMA_OK);
    assert_int_equal(count_articles(store), 1203);
    store_close(store);
    arena_close(&arena);
}

static void second_writer_is_told_to_wait(void **state) {
    (void)state;
    Store *first = open_ok(STEMMA_OPEN_WRITE), *second = open_ok(STEMMA_OPEN_WRITE);
    Error error = {0};
    assert_int_equal(store_add_begin(first, &error), STEMMA_OK);
    assert_int_equal(store_add_begin(second, &error), STEMMA_BUSY);
    assert_non_null(strstr(error.message, "another process"));
    assert_int_equal(count_articles(second), 0); /* reading goes on */
    assert_int_equal(store_add_end(first, &error), STEMMA_OK);
    add(second, 0, 3);
    assert_int_equal(count_articles(first), 3);
    store_close(first);
    store_close(second);
}

/* A limit on the size of files stands for a full disk; in a child, as the limit can't be lifted again. */
static void full_disk(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, 2000);
    store_close(store);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = {1 << 20, 1 << 20};
        setrlimit(RLIMIT_FSIZE, &limit);
        Error error = {0};
        if (store_open(collection_path, STEMMA_OPEN_WRITE, &store, &error)) _exit(1);
        Arena arena = arena_open(0);
        Status status = store_add_begin(store, &error);
        uint64_t kept = 0;
        for (uint32_t i = 2000; i < 20000 && !status; i++) {
            Article article = article_make(i, &arena);
            bool duplicate;
            status = store_article_add(store, &article, &duplicate, &error);
            kept += status == STEMMA_OK;
        }
        if (status != STEMMA_DISK_FULL) _exit(2);
        if (store_add_end(store, NULL) == STEMMA_OK && !store_add_lost(store)) _exit(3);
        kept -= store_add_lost(store);
        StemmaTotals totals;
        if (store_totals_read(store, &totals, &error)) _exit(4);
        _exit(totals.articles == 2000 + kept ? 0 : 5);
    }
    int result;
    waitpid(child, &result, 0);
    assert_true(WIFEXITED(result));
    assert_int_equal(WEXITSTATUS(result), 0);
    assert_query("PRAGMA integrity_check", "ok");
    store = open_ok(STEMMA_OPEN_WRITE); /* with space again, it goes on */
    add(store, 0, 8000);
    assert_int_equal(count_articles(store), 8000);
    store_close(store);
}

static void articles_come_back_in_canonical_order(void **state) {
    (void)state;
    Error error = {0};
    Arena arena = arena_open(0);
    Articles forward, backward;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, 50);
    assert_int_equal(store_articles_read(store, &forward, &arena, &error), STEMMA_OK);
    store_close(store);
    unlink(collection_path);
    store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 49, 19);
    add(store, 0, 20);
    assert_int_equal(store_articles_read(store, &backward, &arena, &error), STEMMA_OK);
    store_close(store);
    assert_int_equal(forward.count, 50);
    assert_int_equal(backward.count, 50);
    for (uint32_t i = 0; i < 50; i++) {
        const Article *left = &forward.items[i], *right = &backward.items[i];
        Article made = article_make(i, &arena);
        assert_string_equal(left->id, right->id);
        assert_string_equal(left->id, made.id);
        assert_true(bytes_equal(left->text, made.text) && bytes_equal(right->text, made.text));
        assert_true(bytes_equal(left->title, made.title) && bytes_equal(left->outlet, made.outlet));
        assert_true(bytes_equal(left->published, made.published));
        assert_int_equal(left->published_interval.begin_unix_s, made.published_interval.begin_unix_s);
        assert_int_equal(left->published_interval.end_unix_s, made.published_interval.end_unix_s);
        assert_int_equal(left->byline.size, 0);
    }
    arena_close(&arena);
}

static void articles_are_found_by_name(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Error error = {0};
    Arena arena = arena_open(0);
    Article article = article_make(7, &arena), twin = article_make(8, &arena);
    memcpy(article.id, "abcdef0123456789abcdef0123456789", 32);
    memcpy(twin.id, "abcdef9923456789abcdef0123456789", 32);
    twin.path = article.path;
    add_articles(store, (const Article[]){article, twin}, 2);
    add(store, 9, 10);
    char id[33];
    assert_int_equal(store_article_find(store, "wire/00009.txt", id, &error), STEMMA_OK);
    assert_string_equal(id, "00000000000000000000000000000009");
    assert_int_equal(store_article_find(store, "abcdef0", id, &error), STEMMA_OK);
    assert_string_equal(id, article.id);
    assert_int_equal(store_article_find(store, "ABCDEF9923456789abcdef0123456789", id, &error), STEMMA_OK);
    assert_int_equal(store_article_find(store, "abcdef", id, &error), STEMMA_AMBIGUOUS);
    assert_non_null(strstr(error.message, "abcdef012345, abcdef992345"));
    assert_int_equal(store_article_find(store, "wire/00007.txt", id, &error), STEMMA_AMBIGUOUS);
    assert_int_equal(store_article_find(store, "abc", id, &error), STEMMA_NOT_FOUND);
    assert_int_equal(store_article_find(store, "", id, &error), STEMMA_NOT_FOUND);
    store_close(store);
    arena_close(&arena);
}

/* --- A kill at any moment ----------------------------------------------------------------------------------------- */

static void killed_while_adding(void **state) {
    (void)state;
    uint32_t random = 12345; /* fixed seed */
    int64_t before = 0;
    for (int round = 0; round < 40; round++) {
        pid_t child = fork();
        if (child == 0) {
            Store *store;
            if (store_open(collection_path, STEMMA_OPEN_WRITE, &store, NULL)) _exit(1);
            Arena arena = arena_open(0);
            for (uint32_t start = 0; start < 40000; start += 10) {
                if (store_add_begin(store, NULL)) _exit(2);
                for (uint32_t i = start; i < start + 10; i++) {
                    Article article = article_make(i, &arena);
                    bool duplicate;
                    if (store_article_add(store, &article, &duplicate, NULL)) _exit(3);
                }
                if (store_add_end(store, NULL)) _exit(4);
            }
            _exit(0);
        }
        int result = kill_at_random(child, &random);
        if (WIFEXITED(result)) assert_int_equal(WEXITSTATUS(result), 0);
        assert_query("PRAGMA integrity_check", "ok");
        Store *store = open_ok(STEMMA_OPEN_WRITE);
        int64_t now = count_articles(store);
        store_close(store);
        assert_true(now >= before);
        assert_int_equal(now % 10, 0); /* whole batches */
        before = now;
    }
    assert_true(before > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(missing_file),
        STORE_TEST(folder_is_no_collection),
        STORE_TEST(folder_that_is_missing),
        STORE_TEST(text_file_is_no_collection),
        STORE_TEST(empty_file),
        STORE_TEST(database_of_another_program),
        STORE_TEST(newer_version),
        STORE_TEST(foreign_objects_are_refused),
        STORE_TEST(damaged_pages),
        STORE_TEST(reading_leaves_the_folder_as_it_was),
        STORE_TEST(file_says_what_it_is),
        STORE_TEST(documents_name_every_column),
        STORE_TEST(duplicates_are_stored_once),
        STORE_TEST(the_account_says_what_a_source_gives),
        STORE_TEST(batches_are_committed_on_the_way),
        STORE_TEST(batches_grow_with_the_collection),
        STORE_TEST(second_writer_is_told_to_wait),
        STORE_TEST(full_disk),
        STORE_TEST(articles_come_back_in_canonical_order),
        STORE_TEST(articles_are_found_by_name),
        STORE_TEST(killed_while_adding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
