/*
 * Adding articles: batches, duplicates, and the account of every file and record.
 *
 * In:  articles and skips in the order of reading, file by file.
 * Out: rows of `article`, each id once; of `source` and `record`, one for each file and each record in it.
 *
 * What the account says of a file is what the file gives, not what the last run did with it: a record counts as kept
 * where no other record had its article before, also when the file is read again and the article is there already. So
 * reading a file twice, or after an interruption, ends with the same rows.
 *
 * A batch is one transaction of so many articles or bytes: large enough that the cost of a commit does not show, small
 * enough that a kill loses little and the log stays small. Ids come in no order, so that each article of a batch makes
 * another page of their index dirty: in a large collection all pages, by each batch. So batches grow with what is there,
 * and the index is written a bounded number of times. A million generated articles, 2.6 GB, take 37 s, and 9 GB are
 * written for them; with batches of a thousand it was 70 s and 29.
 *
 * The first batch begins with store_add_begin, so a second writer learns at once that it has to wait.
 *
 * Invariants: an article is stored whole or not at all; adding the same articles again changes nothing; findings are
 * left alone (their last article tells that they are old); what a failed batch held is counted in lost_articles.
 */
#include <assert.h>
#include <stdio.h>

#include "../base/utf8.h"
#include "places.h"
#include "store_facts.h"
#include "store_private.h"

#define BATCH_ARTICLES_MIN 1000
#define BATCH_ARTICLES_MAX 16000
#define BATCH_SHARE 16 /* of the articles that are there one in so many are a batch, within these limits */
#define ARTICLE_BYTES (16u << 10) /* more text than most articles have: so much of it is allowed for each */
#define BATCH_ROWS_MAX 100000 /* of records that are not kept */

/* Inside the batch's transaction. */
static Status batch_measure(Store *store, Error *error) {
    int64_t last_key = 0;
    Status status = store_number(store, "SELECT max(article_key) FROM article", &last_key, error);
    const int64_t wanted = last_key / BATCH_SHARE;
    store->batch_articles_max = BATCH_ARTICLES_MIN;
    if (wanted > BATCH_ARTICLES_MIN) store->batch_articles_max = (uint64_t)wanted;
    if (wanted > BATCH_ARTICLES_MAX) store->batch_articles_max = BATCH_ARTICLES_MAX;
    if (status) store_transaction_roll_back(store);
    return status;
}

static Status batch_begin(Store *store, Error *error) {
    store->batch_articles = 0;
    store->batch_bytes = 0;
    store->batch_rows = 0;
    Status status =
        store_transaction_begin(store, store->batch_committed ? STORE_WAIT_LATER_MS : STORE_WAIT_FIRST_MS, error);
    return status ? status : batch_measure(store, error);
}

static Status batch_end(Store *store, Error *error) {
    Status status = store_transaction_commit(store, error);
    if (status) {
        store->lost_articles += store->batch_articles;
    } else {
        store->batch_committed = true;
    }
    store->batch_articles = 0;
    store->batch_bytes = 0;
    return status;
}

/* Before an article goes in, so that a failure here is never about that article, only about the ones before it. */
static Status batch_turn(Store *store, Error *error) {
    if (store->batch_articles < store->batch_articles_max &&
        store->batch_bytes < store->batch_articles_max * ARTICLE_BYTES && store->batch_rows < BATCH_ROWS_MAX)
        return STEMMA_OK;
    Status status = batch_end(store, error);
    return status ? status : batch_begin(store, error);
}

static const char *const statements[STORE_ADD_STATEMENTS] = {
    [ADD_ARTICLE] = "INSERT INTO article (id, path, title, outlet, byline, published,"
                    " published_begin_unix_s, published_end_unix_s, url, language, links, text)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (id) DO NOTHING",
    /* and whether a record was the first to bring it */
    [ADD_FIND_ARTICLE] = "SELECT article_key, EXISTS (SELECT 1 FROM record AS r WHERE r.article_key = a.article_key"
                         " AND r.outcome = 'kept') FROM article AS a WHERE id = ?1",
    [ADD_FACT] = "INSERT INTO article_fact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [ADD_RECORD] = "INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [ADD_NOTE] = "INSERT OR IGNORE INTO note VALUES (?1, ?2, ?3, ?4, ?5)",
    [ADD_SOURCE_BEGIN] = "INSERT INTO source (path) VALUES (?1) ON CONFLICT (path) DO UPDATE SET format = NULL,"
                         " size_bytes = NULL, read_bytes = NULL, seen = NULL, kept = NULL, duplicate = NULL,"
                         " skipped = NULL, failed = NULL RETURNING source_key",
    [ADD_SOURCE_CLEAR_RECORDS] = "DELETE FROM record WHERE source_key = ?1",
    [ADD_SOURCE_CLEAR_NOTES] = "DELETE FROM note WHERE source_key = ?1",
    [ADD_SOURCE_END] = "UPDATE source SET format = ?2, size_bytes = ?3, read_bytes = ?4, seen = ?5, kept = ?6,"
                       " duplicate = ?7, skipped = ?8, failed = ?9 WHERE source_key = ?1",
};

Status store_add_begin(Store *store, Error *error) {
    assert(!store->adding);
    store->batch_committed = false;
    store->lost_articles = 0;
    store->source_key = 0;
    if (store->mode == STEMMA_OPEN_READ) {
        return error_set(error, STEMMA_NOT_WRITABLE, "the collection is open for reading only");
    }
    Status status = STEMMA_OK;
    for (size_t i = 0; i < STORE_ADD_STATEMENTS && !status; i++) {
        if (!store->add_statements[i]) status = store_prepare(store, statements[i], &store->add_statements[i], error);
    }
    if (!status) status = batch_begin(store, error);
    store->adding = status == STEMMA_OK;
    return status;
}

static void bind_text(Store *store, sqlite3_stmt *statement, int parameter, Bytes text) {
    const char *data = text.size > 0 ? (const char *)text.data : "";
    int result = sqlite3_bind_text64(statement, parameter, data, text.size, SQLITE_STATIC, SQLITE_UTF8);
    if (result != SQLITE_OK) store->bind_result = result;
}

/* Absent fields are NULL in the file. */
static void bind_field(Store *store, sqlite3_stmt *statement, int parameter, Bytes field) {
    if (field.size > 0) bind_text(store, statement, parameter, field);
}

static Bytes links_to_json(const Article *article, Arena *result) {
    Buffer json = {.arena = result};
    buffer_append_byte(&json, '[');
    for (uint32_t i = 0; i < article->link_count; i++) {
        if (i > 0) buffer_append_byte(&json, ',');
        places_append_json_string(&json, article->links[i]);
    }
    buffer_append_byte(&json, ']');
    return buffer_bytes(&json);
}

/* After a failure SQLite may have rolled the batch back by itself. */
static void count_lost(Store *store) {
    if (!sqlite3_get_autocommit(store->database)) return;
    store->lost_articles += store->batch_articles;
    store->batch_articles = 0;
}

/* An article without its facts is no whole article. Where SQLite has rolled back by itself there is nothing to take. */
static void take_back(Store *store, int64_t article_key) {
    if (!sqlite3_get_autocommit(store->database)) {
        char sql[80];
        snprintf(sql, sizeof sql, "DELETE FROM article WHERE article_key = %lld", (long long)article_key);
        if (store_run(store, sql, NULL) != STEMMA_OK) store_transaction_roll_back(store);
    }
    count_lost(store);
}

static void bind_article(Store *store, const Article *article, const uint8_t id[16], Arena *scratch) {
    sqlite3_stmt *insert = store->add_statements[ADD_ARTICLE];
    sqlite3_bind_blob(insert, 1, id, 16, SQLITE_STATIC);
    bind_text(store, insert, 2, article->path);
    bind_field(store, insert, 3, article->title);
    bind_field(store, insert, 4, article->outlet);
    bind_field(store, insert, 5, article->byline);
    bind_field(store, insert, 6, article->published);
    DateInterval published = article->published_interval;
    if (published.begin_unix_s == published.end_unix_s) {
        sqlite3_bind_null(insert, 7);
        sqlite3_bind_null(insert, 8);
    } else {
        sqlite3_bind_int64(insert, 7, published.begin_unix_s);
        sqlite3_bind_int64(insert, 8, published.end_unix_s);
    }
    bind_field(store, insert, 9, article->url);
    bind_field(store, insert, 10, article->language);
    bind_text(store, insert, 11, links_to_json(article, scratch));
    bind_text(store, insert, 12, article->text);
}

/* --- The account -------------------------------------------------------------------------------------------------- */

static const char *const outcome_names[STORE_OUTCOMES] = {[OUTCOME_KEPT] = "kept",
                                                          [OUTCOME_DUPLICATE] = "duplicate",
                                                          [OUTCOME_SKIPPED] = "skipped",
                                                          [OUTCOME_FAILED] = "failed"};

/* Runs a statement, and forgets what was bound to it. */
static Status execute(Store *store, sqlite3_stmt *statement, Error *error) {
    const int bind_result = store->bind_result;
    store->bind_result = SQLITE_OK;
    Status status =
        bind_result == SQLITE_OK ? store_execute(store, statement, error) : store_fail_with(store, bind_result, error);
    sqlite3_clear_bindings(statement);
    if (status) count_lost(store);
    return status;
}

/* Numbers the record and binds what all records have; the rest is the caller's. NULL where no account is kept. */
static sqlite3_stmt *next_record(Store *store, StoreOutcome outcome) {
    if (store->source_key == 0) return NULL;
    sqlite3_stmt *insert = store->add_statements[ADD_RECORD];
    store->source_counts[outcome]++;
    store->batch_rows++;
    sqlite3_bind_int64(insert, 1, store->source_key);
    sqlite3_bind_int64(insert, 2, ++store->record_number);
    bind_text(store, insert, 3, bytes_from_string(outcome_names[outcome]));
    return insert;
}

static Status add_article_record(Store *store, const uint8_t id[16], bool stored_before, Error *error) {
    if (store->source_key == 0) return STEMMA_OK;
    int64_t article_key = sqlite3_last_insert_rowid(store->database);
    bool kept = true;
    if (stored_before) {
        sqlite3_stmt *find = store->add_statements[ADD_FIND_ARTICLE];
        bool row = false;
        sqlite3_bind_blob(find, 1, id, 16, SQLITE_STATIC);
        Status status = store_step(store, find, &row, error);
        if (!status && row) {
            article_key = sqlite3_column_int64(find, 0);
            kept = sqlite3_column_int64(find, 1) == 0;
        }
        sqlite3_reset(find);
        sqlite3_clear_bindings(find);
        if (status) count_lost(store);
        if (status) return status;
    }
    sqlite3_stmt *insert = next_record(store, kept ? OUTCOME_KEPT : OUTCOME_DUPLICATE);
    sqlite3_bind_int64(insert, 4, article_key);
    return execute(store, insert, error);
}

Status store_article_add(Store *store, const Article *article, bool *duplicate, Error *error) {
    assert(store->adding);
    Arena scratch = store->memory;
    Status status = batch_turn(store, error);
    if (status) return status;
    uint8_t id[16];
    bool well_formed = store_id_to_bytes(article->id, id);
    assert(well_formed);
    (void)well_formed;
    bind_article(store, article, id, &scratch);
    status = execute(store, store->add_statements[ADD_ARTICLE], error);
    if (status) return status;
    *duplicate = sqlite3_changes(store->database) == 0;
    if (!*duplicate) {
        int64_t article_key = sqlite3_last_insert_rowid(store->database);
        status = facts_add(store, article, article_key, scratch, error);
        if (status) take_back(store, article_key);
    }
    if (!status) status = add_article_record(store, id, *duplicate, error);
    if (status || *duplicate) return status;
    store->batch_articles++;
    store->batch_bytes += article->text.size;
    return STEMMA_OK;
}

/* Paths of files may be any bytes. */
static Bytes make_well_formed(Bytes text, Arena *result) {
    if (utf8_find_malformed(text) == SIZE_MAX) return text;
    Buffer clean = {.arena = result};
    for (size_t offset = 0; offset < text.size;) buffer_append_code_point(&clean, utf8_next(text, &offset));
    return buffer_bytes(&clean);
}

static Status add_note(Store *store, const StemmaSkip *note, Error *error) {
    sqlite3_stmt *insert = store->add_statements[ADD_NOTE];
    Arena scratch = store->memory;
    if (store->source_key == 0) return STEMMA_OK;
    store->batch_rows++;
    sqlite3_bind_int64(insert, 1, store->source_key);
    sqlite3_bind_int64(insert, 2, store->record_number);
    bind_text(store, insert, 3, make_well_formed(bytes_from_string(note->reason), &scratch));
    bind_text(store, insert, 4, make_well_formed(bytes_from_string(note->path), &scratch));
    sqlite3_bind_int64(insert, 5, (sqlite3_int64)note->line);
    return execute(store, insert, error);
}

Status store_skip_add(Store *store, const StemmaSkip *skip, Error *error) {
    assert(store->adding);
    Arena scratch = store->memory;
    if (skip->outcome == STEMMA_NOTED) return add_note(store, skip, error);
    Status status = batch_turn(store, error);
    if (status) return status;
    sqlite3_stmt *insert = next_record(store, skip->outcome == STEMMA_FAILED ? OUTCOME_FAILED : OUTCOME_SKIPPED);
    if (!insert) return STEMMA_OK;
    bind_text(store, insert, 5, make_well_formed(bytes_from_string(skip->path), &scratch));
    sqlite3_bind_int64(insert, 6, (sqlite3_int64)skip->line);
    sqlite3_bind_int64(insert, 7, (sqlite3_int64)skip->byte_offset);
    bind_text(store, insert, 8, bytes_from_string(stemma_status_text(skip->status)));
    bind_text(store, insert, 9, make_well_formed(bytes_from_string(skip->reason), &scratch));
    return execute(store, insert, error);
}

Status store_source_begin(Store *store, const char *path, Error *error) {
    assert(store->adding);
    sqlite3_stmt *begin = store->add_statements[ADD_SOURCE_BEGIN];
    Arena scratch = store->memory;
    bool row = false;
    Status status = batch_turn(store, error);
    if (status) return status;
    bind_text(store, begin, 1, make_well_formed(bytes_from_string(path), &scratch));
    status = store_step(store, begin, &row, error);
    if (!status && row) store->source_key = sqlite3_column_int64(begin, 0);
    if (!status) status = store_step(store, begin, &row, error); /* to its end, so that it takes effect */
    sqlite3_reset(begin);
    sqlite3_clear_bindings(begin);
    if (status) count_lost(store);
    store->record_number = 0;
    for (size_t i = 0; i < STORE_OUTCOMES; i++) store->source_counts[i] = 0;
    for (int i = ADD_SOURCE_CLEAR_RECORDS; i <= ADD_SOURCE_CLEAR_NOTES && !status; i++) {
        sqlite3_bind_int64(store->add_statements[i], 1, store->source_key);
        status = execute(store, store->add_statements[i], error);
    }
    return status;
}

Status store_source_end(Store *store, const StoreSource *source, Error *error) {
    assert(store->adding && store->source_key != 0);
    sqlite3_stmt *end = store->add_statements[ADD_SOURCE_END];
    store->batch_rows++;
    sqlite3_bind_int64(end, 1, store->source_key);
    bind_text(store, end, 2, bytes_from_string(source->format));
    sqlite3_bind_int64(end, 3, (sqlite3_int64)source->size_bytes);
    sqlite3_bind_int64(end, 4, (sqlite3_int64)source->read_bytes);
    sqlite3_bind_int64(end, 5, store->record_number);
    for (int i = 0; i < STORE_OUTCOMES; i++) sqlite3_bind_int64(end, 6 + i, (sqlite3_int64)store->source_counts[i]);
    store->source_key = 0;
    return execute(store, end, error);
}

Status store_add_end(Store *store, Error *error) {
    if (!store->adding) return STEMMA_OK;
    store->adding = false;
    if (sqlite3_get_autocommit(store->database)) return STEMMA_OK; /* lost already, and counted */
    return batch_end(store, error);
}

uint64_t store_add_lost(const Store *store) {
    return store->lost_articles;
}
