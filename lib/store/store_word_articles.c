/*
 * Ranks in the word index <-> articles.
 *
 * In:  an index whose header has been read; ranks, or ids.
 * Out: the articles that it does not know; keys, or ranks.
 *
 * A trace of all articles gives them the ranks 1 to article_count in time, and the index lists them by these. Articles
 * that were traced into it later have places between those ranks (store_ranks.c) and are in no list. So that whoever
 * asks the index can speak of them too, they are numbered from article_count + 1 on, in time. Each has a row of its own
 * among the buckets, under -1 - article_key: the numbers of its words, ascending, not a third of its text. Lists by word
 * would have to be merged by every addition.
 *
 * Invariant: a place in time that is not whole, or larger than article_count, is no rank of the index, whatever a file
 * says.
 */
#include "store_word_articles.h"

#include <math.h>

#include "../base/array.h"
#include "../base/radix.h"
#include "store_rows.h"

typedef struct Added ARRAY_OF(AddedArticle) Added;

/* The last of the ranks 1 to `most` that this place in time is not before; 0 where it is before all. */
static uint32_t rank_before(double time_rank, uint32_t most) {
    if (!(time_rank >= 1)) return 0;
    return time_rank < most ? (uint32_t)time_rank : most;
}

static Status read_added(WordIndex *index, Arena *result, Error *error) {
    Store *store = index->store;
    Added added = {0};
    sqlite3_stmt *select;
    bool row = false;
    Status status = store_prepare(store,
                                  "SELECT article_key, time_rank FROM article_number NOT INDEXED"
                                  " WHERE article_key > ?1 ORDER BY time_rank, article_key",
                                  &select, error);
    if (!status) sqlite3_bind_int64(select, 1, index->last_article_key);
    while (!status && (status = store_step(store, select, &row, error)) == STEMMA_OK && row) {
        if (added.count >= UINT32_MAX - 1 - index->article_count) {
            status = error_set(error, STEMMA_LIMIT, "more than 4,294,967,294 articles");
            break;
        }
        *array_push(&added, result) = (AddedArticle){
            sqlite3_column_int64(select, 0), rank_before(sqlite3_column_double(select, 1), index->article_count)};
    }
    store_release(store, select);
    index->added = added.items;
    index->added_count = (uint32_t)added.count;
    index->rank_count += index->added_count;
    return status;
}

Status word_articles_find_added(WordIndex *index, Arena *result, Error *error) {
    Store *store = index->store;
    sqlite3_stmt *select;
    bool row = false, added = false;
    index->rank_count = index->article_count;
    if (!index->there) return STEMMA_OK;
    Status status = store_prepare(store, "SELECT full_last_article_key, last_article_key FROM trace", &select, error);
    if (!status) status = store_step(store, select, &row, error);
    if (!status && row) {
        index->last_article_key = sqlite3_column_int64(select, 0);
        added = sqlite3_column_int64(select, 1) > index->last_article_key;
    }
    store_release(store, select);
    return status || !added ? status : read_added(index, result, error);
}

Status store_ranks_to_keys(const WordIndex *index, const uint32_t *ranks, uint32_t count, int64_t *keys, Error *error) {
    Store *store = index->store;
    sqlite3_stmt *statement;
    Status status =
        store_prepare(store, "SELECT article_key FROM article_number WHERE time_rank = ?1", &statement, error);
    for (uint32_t i = 0; i < count && !status; i++) {
        bool row = false;
        if (ranks[i] > index->article_count) {
            keys[i] = ranks[i] <= index->rank_count ? index->added[ranks[i] - index->article_count - 1].key : 0;
            continue;
        }
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, ranks[i]);
        status = store_step(store, statement, &row, error);
        keys[i] = !status && row ? sqlite3_column_int64(statement, 0) : 0;
    }
    store_release(store, statement);
    return status;
}

static uint32_t rank_of(const WordIndex *index, int64_t key, double time_rank) {
    for (uint32_t i = 0; key > index->last_article_key && i < index->added_count; i++)
        if (index->added[i].key == key) return index->article_count + 1 + i;
    if (!(time_rank >= 1 && time_rank <= index->article_count)) return 0;
    return time_rank == floor(time_rank) ? (uint32_t)time_rank : 0;
}

/* The article's key, and where it has one its place in time; 0 where there is none. */
static Status find_article(Store *store, const char *id, int64_t *key, double *time_rank, Error *error) {
    uint8_t bytes[16];
    *key = 0;
    *time_rank = 0;
    if (!store_id_to_bytes(id, bytes)) return STEMMA_OK;
    sqlite3_stmt *statement;
    Status status = store_prepare(store,
                                  "SELECT article_key, n.time_rank FROM article AS a LEFT JOIN article_number AS n"
                                  " USING (article_key) WHERE a.id = ?1",
                                  &statement, error);
    if (status) return status;
    bool row = false;
    sqlite3_bind_blob(statement, 1, bytes, sizeof bytes, SQLITE_STATIC);
    status = store_step(store, statement, &row, error);
    if (!status && row) {
        *key = sqlite3_column_int64(statement, 0);
        *time_rank = sqlite3_column_double(statement, 1);
    }
    store_release(store, statement);
    return status;
}

Status store_article_rank(const WordIndex *index, const char *id, uint32_t *out, Error *error) {
    int64_t key;
    double time_rank;
    Status status = find_article(index->store, id, &key, &time_rank, error);
    *out = status ? 0 : rank_of(index, key, time_rank);
    return status;
}

Status store_article_key(Store *store, const char *id, int64_t *out, Error *error) {
    double time_rank;
    return find_article(store, id, out, &time_rank, error);
}

/* --- Words of added articles -------------------------------------------------------------------------------------- */

uint32_t store_added_word_number(uint64_t hash) {
    return (uint32_t)(hash >> 32);
}

static int64_t bucket_of(int64_t article_key) {
    return -1 - article_key;
}

static Bytes numbers_of(const Text *text, const Vocabulary *vocabulary, Arena *result, Arena scratch) {
    KeyValue *numbers = arena_new_array_uncleared(&scratch, KeyValue, text->word_count);
    for (uint32_t i = 0; i < text->word_count; i++)
        numbers[i] = (KeyValue){store_added_word_number(vocabulary->hashes[text->word_ids[i]]), 0};
    radix_sort(numbers, text->word_count, scratch);
    uint8_t *bytes = arena_allocate(result, (size_t)text->word_count * ADDED_WORD_BYTES, 1), *out = bytes;
    for (uint32_t i = 0; i < text->word_count; i++) {
        if (i > 0 && numbers[i].key == numbers[i - 1].key) continue;
        for (int byte = 0; byte < ADDED_WORD_BYTES; byte++) *out++ = (uint8_t)(numbers[i].key >> (8 * byte));
    }
    return (Bytes){bytes, (size_t)(out - bytes)};
}

Status word_articles_write(Store *store, const Vocabulary *vocabulary, const AddedText *texts, uint32_t count,
                           Error *error) {
    Arena memory = arena_open(0), scratch = arena_open(0);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, store, (RowTable){"word_index", 2}, count);
    for (uint32_t i = 0; i < count && (status = rows_next(&rows, error)) == STEMMA_OK; i++) {
        row_number(&rows, 1, bucket_of(texts[i].article_key));
        row_blob(&rows, 2, numbers_of(texts[i].text, vocabulary, &memory, scratch));
    }
    status = rows_close(&rows, status, error);
    arena_close(&memory);
    arena_close(&scratch);
    return status;
}

Status store_added_words_read(const WordIndex *index, ArticleKeys keys, Bytes *words, Arena *result, Error *error) {
    Store *store = index->store;
    sqlite3_stmt *select;
    Status status = store_prepare(store, "SELECT words FROM word_index WHERE bucket = ?1", &select, error);
    for (uint32_t i = 0; i < keys.count && !status; i++) {
        bool row = false;
        words[i] = (Bytes){0};
        sqlite3_reset(select);
        sqlite3_bind_int64(select, 1, bucket_of(keys.items[i]));
        status = store_step(store, select, &row, error);
        if (status || !row) continue;
        const Bytes stored = {sqlite3_column_blob(select, 0), (size_t)sqlite3_column_bytes(select, 0)};
        if (stored.size % ADDED_WORD_BYTES == 0) words[i] = bytes_copy(stored, result);
    }
    store_release(store, select);
    return status;
}
