/*
 * The keys of a corpus's articles.
 *
 * In:  a corpus, in canonical order; the file's index of ids, unless the corpus knows its keys.
 * Out: each article's key, and the articles by key and by time.
 *
 * The index is read once from end to end, and the corpus beside it in the same order: looking for every id by itself
 * reads as much, but to and fro. Ids are sorted by their first eight bytes; the few that agree in these are compared.
 *
 * Invariant: orders are total: equals stand as in the corpus.
 */
#include "store_keys.h"

#include <string.h>

#include "../base/radix.h"

enum { ID_BYTES = 16 };

/* What an id sorts by first. */
static uint64_t id_head(const uint8_t *id) {
    uint64_t head = 0;
    for (int i = 0; i < 8; i++) head = head << 8 | id[i];
    return head;
}

/* Articles of the corpus by the heads of their ids. */
static const KeyValue *sort_ids(const Corpus *corpus, Arena *result) {
    KeyValue *sorted = arena_new_array_uncleared(result, KeyValue, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        uint8_t id[ID_BYTES] = {0};
        (void)store_id_to_bytes(corpus->articles[i].id, id); /* one that is none is not found */
        sorted[i] = (KeyValue){id_head(id), i};
    }
    radix_sort(sorted, corpus->article_count, *result);
    return sorted;
}

typedef struct KeySearch {
    const Corpus *corpus;
    const KeyValue *sorted;
    uint32_t at; /* in `sorted`: those before have smaller ids than what is read */
    int64_t *keys; /* by article */
    bool *found; /* a file made by others may have any key */
} KeySearch;

/* Gives the stored article's key to the article of the corpus that has its id. */
static void match_key(KeySearch *search, sqlite3_stmt *row) {
    const uint32_t count = search->corpus->article_count;
    const uint8_t *stored = sqlite3_column_blob(row, 0);
    if (!stored || sqlite3_column_bytes(row, 0) != ID_BYTES) return;
    const uint64_t head = id_head(stored);
    while (search->at < count && search->sorted[search->at].key < head) search->at++;
    for (uint32_t i = search->at; i < count && search->sorted[i].key == head; i++) {
        uint8_t id[ID_BYTES];
        const uint32_t article = (uint32_t)search->sorted[i].value;
        if (!store_id_to_bytes(search->corpus->articles[article].id, id) || memcmp(id, stored, ID_BYTES) != 0) continue;
        search->keys[article] = sqlite3_column_int64(row, 1);
        search->found[article] = true;
    }
}

/* All ids of the file, beside the corpus's own. */
static Status find_among_all(Store *store, KeySearch *search, Arena scratch, Error *error) {
    search->sorted = sort_ids(search->corpus, &scratch);
    sqlite3_stmt *select;
    bool row = false;
    Status status = store_prepare(store, "SELECT id, article_key FROM article ORDER BY id", &select, error);
    while (!status && (status = store_step(store, select, &row, error)) == STEMMA_OK && row) match_key(search, select);
    store_release(store, select);
    return status;
}

static Status find_keys(Store *store, const Corpus *corpus, int64_t *keys, Arena scratch, Error *error) {
    KeySearch search = {
        .corpus = corpus, .keys = keys, .found = arena_new_array(&scratch, bool, corpus->article_count + 1u)};
    Status status = find_among_all(store, &search, scratch, error);
    for (uint32_t i = 0; i < corpus->article_count && !status; i++) {
        if (search.found[i]) continue;
        status = error_set(error, STEMMA_INTERNAL, "article %s was traced but is not stored", corpus->articles[i].id);
        error_locate(error, store->path, 0, 0);
    }
    return status;
}

static void order_by_key(const int64_t *keys, uint32_t *order, uint32_t count, Arena scratch) {
    KeyValue *sorted = arena_new_array_uncleared(&scratch, KeyValue, count);
    for (uint32_t i = 0; i < count; i++) sorted[i] = (KeyValue){(uint64_t)keys[i], i};
    radix_sort(sorted, count, scratch);
    for (uint32_t i = 0; i < count; i++) order[i] = (uint32_t)sorted[i].value;
}

void store_keys_order_by_time(const Article *articles, uint32_t *order, uint32_t count, Arena scratch) {
    KeyValue *sorted = arena_new_array_uncleared(&scratch, KeyValue, count);
    for (uint32_t i = 0; i < count; i++) {
        DateInterval published = articles[i].published_interval;
        uint64_t time = (uint64_t)published.begin_unix_s + ((uint64_t)1 << 63);
        sorted[i] = (KeyValue){published.begin_unix_s == published.end_unix_s ? UINT64_MAX : time, i};
    }
    radix_sort(sorted, count, scratch);
    for (uint32_t i = 0; i < count; i++) order[i] = (uint32_t)sorted[i].value;
}

Status store_keys_find(Store *store, const Corpus *corpus, StoredArticles *out, Arena *result, Error *error) {
    const uint32_t count = corpus->article_count;
    int64_t *found = corpus->article_keys ? NULL : arena_new_array(result, int64_t, count);
    const int64_t *keys = found ? found : corpus->article_keys;
    uint32_t *by_key = arena_new_array_uncleared(result, uint32_t, count);
    uint32_t *by_time = arena_new_array_uncleared(result, uint32_t, count);
    *out = (StoredArticles){keys, by_key, by_time};
    Status status = found ? find_keys(store, corpus, found, *result, error) : STEMMA_OK;
    if (status) return status;
    order_by_key(keys, by_key, count, *result);
    store_keys_order_by_time(corpus->articles, by_time, count, *result);
    return STEMMA_OK;
}
