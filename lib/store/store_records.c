/*
 * Records of quotations, article by article: a cache for the next trace.
 *
 * In:  the corpus, and what the quote stage is asked for; later the records that it made.
 * Out: by article, the record under which the same was found before; later a row for each new one.
 *
 * A trace replaces all findings, for all articles have a say in most of them. What the quote stage finds in an article
 * does not depend on other ones, and takes a third of a trace: so it is kept in rows of their own, which a trace leaves
 * where they are and adds to. A row says which stages made its record and what they were asked for; one under another
 * version, or that was asked for something else, is not read, and gives way to the new one. What a record holds, and
 * whether it is one of this article, is told where it is used (quote/quotation_record.c): here it is bytes.
 *
 * Both ways go through the articles by ascending key, which is the order of the rows.
 *
 * Invariant: rows are written in the transaction of the findings; one that is missing or wrong costs time, nothing else.
 */
#include "store_records.h"

#include "store_keys.h"
#include "store_rows.h"

static Status has_records(Store *store, bool *has, Error *error) {
    int64_t found = 0;
    Status status = store_number(store, "SELECT EXISTS (SELECT 1 FROM quotation_record)", &found, error);
    *has = found != 0;
    return status;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

/* The articles by ascending key, beside the rows. */
typedef struct RecordSearch {
    const StoredArticles *stored;
    uint32_t article_count;
    uint32_t at; /* in stored->by_key: those before have smaller keys than what is read */
    Bytes *known; /* by article */
} RecordSearch;

static void keep_record(RecordSearch *search, sqlite3_stmt *row, Arena *result) {
    const StoredArticles *stored = search->stored;
    const int64_t key = sqlite3_column_int64(row, 0);
    while (search->at < search->article_count && stored->keys[stored->by_key[search->at]] < key) search->at++;
    if (search->at == search->article_count || sqlite3_column_type(row, 1) != SQLITE_BLOB) return;
    const uint32_t article = stored->by_key[search->at];
    if (stored->keys[article] != key) return; /* added since the articles were read */
    const uint8_t *record = sqlite3_column_blob(row, 1);
    if (record) search->known[article] = bytes_copy((Bytes){record, (size_t)sqlite3_column_bytes(row, 1)}, result);
}

#define SELECT_RECORDS                                                                                                 \
    "SELECT article_key, record FROM quotation_record WHERE stages = ?1 AND reach = ?2 AND quotations_max = ?3"

static void bind_asked(sqlite3_stmt *select, const QuotationOptions *options) {
    sqlite3_bind_int64(select, 1, store_stages_version);
    sqlite3_bind_int64(select, 2, options->reach);
    sqlite3_bind_int64(select, 3, options->per_article_max);
}

/* All rows of the table, beside the articles. */
static Status read_through(Store *store, const QuotationOptions *options, RecordSearch *search, Arena *result,
                           Error *error) {
    sqlite3_stmt *select;
    Status status = store_prepare(store, SELECT_RECORDS " ORDER BY article_key", &select, error);
    if (status) return status;
    bind_asked(select, options);
    bool row = false;
    while ((status = store_step(store, select, &row, error)) == STEMMA_OK && row) keep_record(search, select, result);
    store_release(store, select);
    return status;
}

/* The articles' rows one by one. */
static Status read_few(Store *store, const QuotationOptions *options, RecordSearch *search, Arena *result,
                       Error *error) {
    sqlite3_stmt *select;
    Status status = store_prepare(store, SELECT_RECORDS " AND article_key = ?4", &select, error);
    for (uint32_t i = 0; i < search->article_count && !status; i++) {
        bool row = false;
        sqlite3_reset(select);
        bind_asked(select, options);
        sqlite3_bind_int64(select, 4, search->stored->keys[search->stored->by_key[i]]);
        status = store_step(store, select, &row, error);
        if (!status && row) keep_record(search, select, result);
    }
    store_release(store, select);
    return status;
}

#define FEW_SHARE 4 /* fewer than one in so many of the articles are looked up one by one */

static Status read_records(Store *store, const Corpus *corpus, QuotationOptions *options, Arena *result, Error *error) {
    bool has = false;
    uint32_t articles = 0;
    Bytes *known = arena_new_array(result, Bytes, corpus->article_count);
    options->known = known;
    Status status = has_records(store, &has, error);
    if (status || !has) return status;
    StoredArticles stored;
    status = store_keys_find(store, corpus, &stored, result, error);
    if (!status) status = store_articles_count(store, &articles, error);
    if (status) return status;
    RecordSearch search = {.stored = &stored, .article_count = corpus->article_count, .known = known};
    return corpus->article_count < articles / FEW_SHARE ? read_few(store, options, &search, result, error)
                                                        : read_through(store, options, &search, result, error);
}

/* One transaction, so that keys and rows are of one state of the file. */
Status store_quotation_records_read(Store *store, const Corpus *corpus, QuotationOptions *options, Arena *result,
                                    Error *error) {
    bool inside = store_in_snapshot(store);
    Status status = inside ? STEMMA_OK : store_run(store, "BEGIN", error);
    if (status) return status;
    status = read_records(store, corpus, options, result, error);
    if (!inside) store_transaction_roll_back(store);
    return status;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static bool is_new(const Findings *findings, uint32_t article) {
    return findings->quotations->records[article].size > 0;
}

/* Rows of the articles that get another one. */
static Status clear_records(Store *store, const Findings *findings, const StoredArticles *stored, Error *error) {
    sqlite3_stmt *clear;
    Status status = store_prepare(store, "DELETE FROM quotation_record WHERE article_key = ?1", &clear, error);
    for (uint32_t place = 0; place < findings->corpus->article_count && !status; place++) {
        const uint32_t article = stored->by_key[place];
        if (!is_new(findings, article)) continue;
        sqlite3_bind_int64(clear, 1, stored->keys[article]);
        status = store_execute(store, clear, error);
    }
    store_release(store, clear);
    return status;
}

static Status add_records(Store *store, const Findings *findings, const StoredArticles *stored, uint32_t count,
                          Error *error) {
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, store, (RowTable){"quotation_record", 5}, count);
    for (uint32_t place = 0; place < findings->corpus->article_count && !status; place++) {
        const uint32_t article = stored->by_key[place];
        if (!is_new(findings, article)) continue;
        status = rows_next(&rows, error);
        if (status) break;
        row_number(&rows, 1, stored->keys[article]);
        row_number(&rows, 2, store_stages_version);
        row_number(&rows, 3, findings->quotation_options->reach);
        row_number(&rows, 4, findings->quotation_options->per_article_max);
        row_blob(&rows, 5, findings->quotations->records[article]);
    }
    return rows_close(&rows, status, error);
}

Status store_records_write(Store *store, const Findings *findings, const StoredArticles *stored, Error *error) {
    uint32_t count = 0;
    bool has = false;
    if (!findings->quotations->records) return STEMMA_OK;
    for (uint32_t i = 0; i < findings->corpus->article_count; i++) count += is_new(findings, i);
    if (count == 0) return STEMMA_OK;
    Status status = has_records(store, &has, error);
    if (!status && has) status = clear_records(store, findings, stored, error);
    return status ? status : add_records(store, findings, stored, count, error);
}
