/*
 * What a trace of all articles leaves for articles that are added later: a signature of each article, and what the
 * collection knows of its words. Caches, written by each full trace: where they are missing, all articles are traced.
 *
 * In:  the signatures and the statistics of words; later those of articles that were added.
 * Out: a row for each article, and one for all words; later the same again.
 *
 * What a signature holds (addition/signature.h), and whether its bytes are one, is told where it is used; statistics are
 * unpacked here, and those that are not well formed count as not there. Signatures are read all at once, row by row and
 * without copying: a collection has thirty megabytes of them, and every addition looks at all.
 *
 * Both tables belong to the findings of the latest full trace: whoever reads them knows that this version's stages made
 * those.
 *
 * Invariant: signatures are read by ascending key, whatever the file says.
 */
#include "store_additions.h"

#include "../addition/signature.h"
#include "store_rows.h"

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static void bind_signature(Rows *rows, int64_t key, Bytes runs) {
    row_number(rows, 1, key);
    row_blob(rows, 2, runs.size > 0 ? runs : BYTES("")); /* without an address it would be NULL */
}

#define SIGNATURE_TABLE ((RowTable){"signature", 2})

/* So many are made at a time. */
#define BATCH_ARTICLES 4096u

/* The next ones by key, from findings or made now; result holds them. */
static const Bytes *next_signatures(const Findings *findings, const uint32_t *articles, uint32_t count, Arena *result) {
    Bytes *signatures = arena_new_array(result, Bytes, count);
    if (findings->signatures) {
        for (uint32_t i = 0; i < count; i++) signatures[i] = findings->signatures[articles[i]];
        return signatures;
    }
    const SignaturesInput input = {.corpus = findings->corpus,
                                   .quotations = findings->quotations,
                                   .articles = articles,
                                   .count = count,
                                   .threads = findings->threads};
    Arena scratch = arena_open(0);
    const Bytes *made = signatures_make(&input, result, scratch);
    arena_close(&scratch);
    return made;
}

static Status write_signatures(Store *store, const Findings *findings, const StoredArticles *stored, Error *error) {
    const uint32_t article_count = findings->corpus->article_count;
    Status status = STEMMA_OK;
    for (uint32_t begin = 0; begin < article_count && !status; begin += BATCH_ARTICLES) {
        const uint32_t *articles = stored->by_key + begin;
        const uint32_t count = article_count - begin < BATCH_ARTICLES ? article_count - begin : BATCH_ARTICLES;
        Arena memory = arena_open(0);
        const Bytes *signatures = next_signatures(findings, articles, count, &memory);
        Rows rows;
        rows_open(&rows, store, SIGNATURE_TABLE, count);
        for (uint32_t i = 0; i < count && (status = rows_next(&rows, error)) == STEMMA_OK; i++)
            bind_signature(&rows, stored->keys[articles[i]], signatures[i]);
        status = rows_close(&rows, status, error);
        arena_close(&memory);
    }
    return status;
}

static Status write_word_statistics(Store *store, const WordStatistics *statistics, Error *error) {
    Arena memory = arena_open(0);
    const Bytes packed = word_statistics_pack(statistics, &memory);
    Status status = STEMMA_OK;
    if (packed.size > 0) {
        Rows rows;
        rows_open(&rows, store, (RowTable){"word_statistics", 2}, 1);
        status = rows_next(&rows, error);
        if (!status) {
            row_number(&rows, 1, 1);
            row_blob(&rows, 2, packed);
        }
        status = rows_close(&rows, status, error);
    }
    arena_close(&memory);
    return status;
}

Status store_additions_write(Store *store, const Findings *findings, const StoredArticles *stored, Error *error) {
    Status status = STEMMA_OK;
    if (findings->signatures || findings->makes_signatures) status = write_signatures(store, findings, stored, error);
    if (!status && findings->word_statistics) status = write_word_statistics(store, findings->word_statistics, error);
    return status;
}

/* Rows of the articles that get another one: an article that is traced again, or keys that somebody put in. */
static Status clear_signatures(Store *store, const StoredSignature *signatures, uint32_t count, Error *error) {
    sqlite3_stmt *clear;
    Status status = store_prepare(store, "DELETE FROM signature WHERE article_key = ?1", &clear, error);
    for (uint32_t i = 0; i < count && !status; i++) {
        sqlite3_bind_int64(clear, 1, signatures[i].article_key);
        status = store_execute(store, clear, error);
    }
    store_release(store, clear);
    return status;
}

static Status add_signatures(Store *store, const StoredSignature *signatures, uint32_t count, Error *error) {
    Status status = clear_signatures(store, signatures, count, error);
    if (status) return status;
    Rows rows;
    rows_open(&rows, store, SIGNATURE_TABLE, count);
    for (uint32_t i = 0; i < count && (status = rows_next(&rows, error)) == STEMMA_OK; i++)
        bind_signature(&rows, signatures[i].article_key, signatures[i].runs);
    return rows_close(&rows, status, error);
}

Status store_signatures_add(Store *store, const StoredSignature *signatures, uint32_t count, Error *error) {
    const bool inside = store_in_snapshot(store);
    Status status = inside ? STEMMA_OK : store_transaction_begin(store, STORE_WAIT_LATER_MS, error);
    if (status) return status;
    status = add_signatures(store, signatures, count, error);
    if (inside) return status;
    if (!status) return store_transaction_commit(store, error);
    store_transaction_roll_back(store);
    return status;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

Status store_word_statistics_read(Store *store, WordStatistics *out, Arena *result, Error *error) {
    *out = (WordStatistics){0};
    sqlite3_stmt *select;
    bool row = false;
    Status status = store_prepare(store, "SELECT statistics FROM word_statistics", &select, error);
    if (!status) status = store_step(store, select, &row, error);
    if (!status && row && sqlite3_column_type(select, 0) == SQLITE_BLOB) {
        const uint8_t *packed = sqlite3_column_blob(select, 0);
        (void)word_statistics_unpack((Bytes){packed, (size_t)sqlite3_column_bytes(select, 0)}, out, result);
    }
    store_release(store, select);
    return status;
}

static Status disordered(const Store *store, Error *error) {
    Status status = error_set(error, STEMMA_DAMAGED,
                              "the collection is damaged: its signatures are not in order; go back to a copy");
    error_locate(error, store->path, 0, 0);
    return status;
}

struct SignatureCursor {
    Store *store;
    sqlite3_stmt *select;
    int64_t last_key;
    bool ended; /* stepped once more, it would begin anew */
};

Status store_signatures_open(Store *store, SignatureCursor **out, Arena *result, Error *error) {
    SignatureCursor *cursor = arena_new(result, SignatureCursor);
    *cursor = (SignatureCursor){.store = store, .last_key = INT64_MIN};
    *out = cursor;
    return store_prepare(store, "SELECT article_key, runs FROM signature ORDER BY article_key", &cursor->select, error);
}

Status store_signature_next(SignatureCursor *cursor, StoredSignature *out, bool *row, Error *error) {
    for (*row = false; !cursor->ended;) {
        Status status = store_step(cursor->store, cursor->select, row, error);
        cursor->ended = status || !*row;
        if (cursor->ended) return status;
        const int64_t key = sqlite3_column_int64(cursor->select, 0);
        if (key <= cursor->last_key) return disordered(cursor->store, error);
        cursor->last_key = key;
        if (sqlite3_column_type(cursor->select, 1) != SQLITE_BLOB) continue;
        const uint8_t *runs = sqlite3_column_blob(cursor->select, 1);
        *out = (StoredSignature){key, {runs, (size_t)sqlite3_column_bytes(cursor->select, 1)}};
        return STEMMA_OK;
    }
    return STEMMA_OK;
}

void store_signatures_close(SignatureCursor *cursor) {
    if (cursor) store_release(cursor->store, cursor->select);
}

/* --- Additions ---------------------------------------------------------------------------------------------------- */

static Status read_added(Store *store, int64_t last_key, AdditionState *out, Arena *result, Error *error) {
    ArticleKeyList added = {.memory = result};
    sqlite3_stmt *select;
    bool row = false;
    Status status = store_prepare(store, "SELECT article_key FROM article WHERE article_key > ?1 ORDER BY article_key",
                                  &select, error);
    if (!status) sqlite3_bind_int64(select, 1, last_key);
    while (!status && (status = store_step(store, select, &row, error)) == STEMMA_OK && row)
        *array_push(&added.keys, result) = sqlite3_column_int64(select, 0);
    store_release(store, select);
    out->added = (ArticleKeys){added.keys.items, (uint32_t)added.keys.count};
    return status;
}

Status store_addition_read(Store *store, AdditionState *out, Arena *result, Error *error) {
    *out = (AdditionState){0};
    sqlite3_stmt *select;
    bool row = false;
    Status status = store_prepare(store,
                                  "SELECT stages = ?1 AND EXISTS (SELECT 1 FROM word_statistics), last_article_key,"
                                  " full_last_article_key, full_articles, words FROM trace",
                                  &select, error);
    if (status) return status;
    sqlite3_bind_int64(select, 1, store_stages_version);
    int64_t last_key = 0;
    status = store_step(store, select, &row, error);
    if (!status && row) {
        const int64_t full_articles = sqlite3_column_int64(select, 3), words = sqlite3_column_int64(select, 4);
        out->possible = sqlite3_column_int(select, 0) != 0 && full_articles > 0 && full_articles < UINT32_MAX;
        last_key = sqlite3_column_int64(select, 1);
        out->full_last_key = sqlite3_column_int64(select, 2);
        out->full_articles = (uint32_t)full_articles;
        out->words = words > 0 ? (uint64_t)words : 0;
    }
    store_release(store, select);
    if (!status && out->possible) status = store_articles_count(store, &out->articles, error);
    if (!status && out->possible) status = read_added(store, last_key, out, result, error);
    return status;
}

/* Links are array indexes and numbers read in this transaction; foreign keys cannot be let go inside one. */
Status store_addition_begin(Store *store, Error *error) {
    Status status = store_run(store, "PRAGMA foreign_keys = OFF", error);
    if (!status) status = store_transaction_begin(store, STORE_WAIT_LATER_MS, error);
    if (!status) return STEMMA_OK;
    Status restored = store_run(store, "PRAGMA foreign_keys = ON", NULL);
    return restored ? restored : status;
}

Status store_addition_end(Store *store, bool keep, Error *error) {
    Status status = STEMMA_OK;
    if (keep) {
        status = store_transaction_commit(store, error);
    } else {
        store_transaction_roll_back(store);
    }
    Status restored = store_run(store, "PRAGMA foreign_keys = ON", status ? NULL : error);
    return status ? status : restored;
}
