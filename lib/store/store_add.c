/*
 * Adding articles: batches, duplicates, and what was skipped.
 *
 * In:  articles in the order of reading.
 * Out: rows of `article`, each id once, and of `skip`.
 *
 * A batch is one transaction of so many articles or bytes: large enough that the cost of a commit does not show, small
 * enough that a kill loses little and the log stays small. The first batch begins with store_add_begin, so a second
 * writer learns at once that it has to wait.
 *
 * Invariants: an article is stored whole or not at all; adding the same articles again changes nothing; findings are
 * left alone (their fingerprint tells that they are old); what a failed batch held is counted in lost_articles.
 */
#include <assert.h>

#include "../base/utf8.h"
#include "places.h"
#include "store_private.h"

#define BATCH_ARTICLES_MAX 1000
#define BATCH_BYTES_MAX (16u << 20)

static Status batch_begin(Store *store, Error *error) {
    store->batch_articles = 0;
    store->batch_bytes = 0;
    return store_transaction_begin(store, store->batch_committed ? STORE_WAIT_LATER_MS : STORE_WAIT_FIRST_MS, error);
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
    if (store->batch_articles < BATCH_ARTICLES_MAX && store->batch_bytes < BATCH_BYTES_MAX) return STEMMA_OK;
    Status status = batch_end(store, error);
    return status ? status : batch_begin(store, error);
}

Status store_add_begin(Store *store, Error *error) {
    assert(!store->adding);
    store->batch_committed = false;
    store->lost_articles = 0;
    if (store->mode == STEMMA_OPEN_READ) {
        return error_set(error, STEMMA_NOT_WRITABLE, "the collection is open for reading only");
    }
    Status status = STEMMA_OK;
    if (!store->article_insert) {
        status = store_prepare(store,
                               "INSERT INTO article (id, path, title, outlet, byline, published,"
                               " published_begin_unix_s, published_end_unix_s, url, language, links, text)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                               " ON CONFLICT (id) DO NOTHING",
                               &store->article_insert, error);
    }
    if (!status && !store->skip_insert) {
        status = store_prepare(store,
                               "INSERT INTO skip (path, line, byte_offset, status, reason) VALUES (?1, ?2, ?3, ?4, ?5)"
                               " ON CONFLICT DO UPDATE SET status = excluded.status, reason = excluded.reason",
                               &store->skip_insert, error);
    }
    if (!status) status = batch_begin(store, error);
    store->adding = status == STEMMA_OK;
    return status;
}

/* Absent fields are NULL in the file. */
static void bind_field(sqlite3_stmt *statement, int parameter, Bytes field) {
    if (field.size == 0) {
        sqlite3_bind_null(statement, parameter);
    } else {
        sqlite3_bind_text64(statement, parameter, (const char *)field.data, field.size, SQLITE_STATIC, SQLITE_UTF8);
    }
}

/* The same for a field that is never absent. */
static void bind_text(sqlite3_stmt *statement, int parameter, Bytes text) {
    const char *data = text.size > 0 ? (const char *)text.data : "";
    sqlite3_bind_text64(statement, parameter, data, text.size, SQLITE_STATIC, SQLITE_UTF8);
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

Status store_article_add(Store *store, const Article *article, bool *duplicate, Error *error) {
    assert(store->adding);
    sqlite3_stmt *insert = store->article_insert;
    Arena scratch = store->memory;
    Status status = batch_turn(store, error);
    if (status) return status;
    uint8_t id[16];
    bool well_formed = store_id_to_bytes(article->id, id);
    assert(well_formed);
    (void)well_formed;
    sqlite3_bind_blob(insert, 1, id, sizeof id, SQLITE_STATIC);
    bind_text(insert, 2, article->path);
    bind_field(insert, 3, article->title);
    bind_field(insert, 4, article->outlet);
    bind_field(insert, 5, article->byline);
    bind_field(insert, 6, article->published);
    DateInterval published = article->published_interval;
    if (published.begin_unix_s == published.end_unix_s) {
        sqlite3_bind_null(insert, 7);
        sqlite3_bind_null(insert, 8);
    } else {
        sqlite3_bind_int64(insert, 7, published.begin_unix_s);
        sqlite3_bind_int64(insert, 8, published.end_unix_s);
    }
    bind_field(insert, 9, article->url);
    bind_field(insert, 10, article->language);
    bind_text(insert, 11, links_to_json(article, &scratch));
    bind_text(insert, 12, article->text);
    status = store_execute(store, insert, error);
    sqlite3_clear_bindings(insert);
    if (status) {
        count_lost(store);
        return status;
    }
    *duplicate = sqlite3_changes(store->database) == 0;
    if (*duplicate) return STEMMA_OK;
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

Status store_skip_add(Store *store, const StemmaSkip *skip, Error *error) {
    assert(store->adding);
    sqlite3_stmt *insert = store->skip_insert;
    Arena scratch = store->memory;
    bind_text(insert, 1, make_well_formed(bytes_from_string(skip->path), &scratch));
    sqlite3_bind_int64(insert, 2, (sqlite3_int64)skip->line);
    sqlite3_bind_int64(insert, 3, (sqlite3_int64)skip->byte_offset);
    bind_text(insert, 4, bytes_from_string(stemma_status_text(skip->status)));
    bind_text(insert, 5, make_well_formed(bytes_from_string(skip->reason), &scratch));
    Status status = store_execute(store, insert, error);
    sqlite3_clear_bindings(insert);
    if (status) count_lost(store);
    return status;
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
