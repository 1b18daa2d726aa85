/*
 * The word index: for every word of the collection the articles that have it. A cache for `find`, written by each trace.
 *
 * In:  the corpus; later a word.
 * Out: rows of word_index; later the word's articles.
 *
 * Words are dealt into buckets by the first bits of their hash, about BUCKET_WORDS a bucket; a bucket is one row, so
 * that writing is a few thousand rows and reading a word is one. A bucket holds, one word after the other: the word's
 * hash (8 bytes, the smallest first), the size of its list in bytes, and the list: the article keys, ascending, each as
 * the difference to the one before. Sizes and differences are numbers of 7 bits a byte, the lowest first, the top bit
 * set where another byte follows. On news this takes about a sixteenth of the text.
 *
 * The index belongs to the findings: where the collection is not traced, it is not looked at. What is read from a file
 * may have been made by anybody: a list that is no list is DAMAGED.
 */
#include <stdlib.h>
#include <string.h>

#include "../base/radix.h"
#include "store_private.h"
#include "store_words.h"

enum { BUCKET_WORDS = 32, NUMBER_BYTES_MAX = 10 };

/* --- Numbers ------------------------------------------------------------------------------------------------------- */

static uint32_t number_size(uint64_t number) {
    uint32_t size = 1;
    while (number >>= 7) size++;
    return size;
}

static uint8_t *number_write(uint8_t *out, uint64_t number) {
    for (; number >= 0x80; number >>= 7) *out++ = (uint8_t)(number | 0x80);
    *out++ = (uint8_t)number;
    return out;
}

/* False where the bytes end in the middle. */
static bool number_read(Bytes *bytes, uint64_t *number) {
    *number = 0;
    for (uint32_t i = 0; i < NUMBER_BYTES_MAX && i < bytes->size; i++) {
        *number |= (uint64_t)(bytes->data[i] & 0x7F) << (7 * i);
        if (bytes->data[i] & 0x80) continue;
        *bytes = (Bytes){bytes->data + i + 1, bytes->size - i - 1};
        return true;
    }
    return false;
}

/* --- Writing ------------------------------------------------------------------------------------------------------- */

/* The lists of all words, one after the other. */
typedef struct Lists {
    uint32_t *latest; /* by word: one more than the number, in the order of keys, of the latest article with it */
    uint64_t *begins; /* by word, and one more */
    uint8_t *bytes;
} Lists;

/* The corpus's articles by key. */
static uint32_t *order_by_key(const Corpus *corpus, const int64_t *article_keys, Arena *result, Arena scratch) {
    uint32_t *order = arena_new_array_uncleared(result, uint32_t, corpus->article_count);
    KeyValue *keys = arena_new_array_uncleared(&scratch, KeyValue, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; i++) keys[i] = (KeyValue){(uint64_t)article_keys[i], i};
    radix_sort(keys, corpus->article_count, scratch);
    for (uint32_t i = 0; i < corpus->article_count; i++) order[i] = (uint32_t)keys[i].value;
    return order;
}

/* Twice over all words: first the sizes of the lists, then the lists. */
static Lists build_lists(const Corpus *corpus, const int64_t *article_keys, Arena *result, Arena scratch) {
    const uint32_t word_count = corpus->vocabulary.count;
    const uint32_t *order = order_by_key(corpus, article_keys, &scratch, *result);
    Lists lists = {.latest = arena_new_array_uncleared(&scratch, uint32_t, word_count),
                   .begins = arena_new_array(result, uint64_t, (size_t)word_count + 1)};
    uint64_t *next = arena_new_array(&scratch, uint64_t, (size_t)word_count + 1);
    for (int pass = 0; pass < 2; pass++) {
        memset(lists.latest, 0, word_count * sizeof *lists.latest);
        for (uint32_t i = 0; i < corpus->article_count; i++) {
            const Text *text = &corpus->texts[order[i]];
            const int64_t key = article_keys[order[i]];
            for (uint32_t w = 0; w < text->word_count; w++) {
                uint32_t id = text->word_ids[w];
                uint32_t before = lists.latest[id];
                if (before == i + 1) continue;
                lists.latest[id] = i + 1;
                uint64_t step = (uint64_t)(key - (before > 0 ? article_keys[order[before - 1]] : 0));
                if (pass == 0)
                    lists.begins[id + 1] += number_size(step);
                else
                    next[id] = (uint64_t)(number_write(lists.bytes + next[id], step) - lists.bytes);
            }
        }
        if (pass == 1) break;
        for (uint32_t id = 0; id < word_count; id++) lists.begins[id + 1] += lists.begins[id];
        memcpy(next, lists.begins, ((size_t)word_count + 1) * sizeof *next);
        lists.bytes = arena_allocate(result, lists.begins[word_count] + 1, 1);
    }
    return lists;
}

static uint32_t bucket_bits_for(uint64_t word_count) {
    uint32_t bits = 0;
    while (bits < 32 && word_count >> bits > BUCKET_WORDS) bits++;
    return bits;
}

static int64_t bucket_of(uint64_t hash, uint32_t bits) {
    return bits == 0 ? 0 : (int64_t)(hash >> (64 - bits));
}

static Status insert_bucket(Store *store, sqlite3_stmt *insert, int64_t bucket, Bytes words, Error *error) {
    sqlite3_bind_int64(insert, 1, bucket);
    sqlite3_bind_blob64(insert, 2, words.data, words.size, SQLITE_STATIC);
    return store_execute(store, insert, error);
}

/* Bucket -1 says into how many bits of the hash the words are dealt. */
static Status insert_buckets(Store *store, sqlite3_stmt *insert, const Vocabulary *vocabulary, const Lists *lists,
                             Arena scratch, Error *error) {
    const uint32_t bits = bucket_bits_for(vocabulary->count);
    uint8_t header = (uint8_t)bits;
    Status status = insert_bucket(store, insert, -1, (Bytes){&header, 1}, error);
    KeyValue *words = arena_new_array_uncleared(&scratch, KeyValue, vocabulary->count);
    for (uint32_t id = 0; id < vocabulary->count; id++) words[id] = (KeyValue){bytes_hash(vocabulary->words[id]), id};
    radix_sort(words, vocabulary->count, scratch);
    for (uint32_t begin = 0, end = 0; begin < vocabulary->count && !status; begin = end) {
        const int64_t bucket = bucket_of(words[begin].key, bits);
        Arena memory = scratch;
        Buffer blob = {.arena = &memory};
        for (; end < vocabulary->count && bucket_of(words[end].key, bits) == bucket; end++) {
            uint32_t id = (uint32_t)words[end].value;
            uint8_t head[8 + NUMBER_BYTES_MAX];
            for (int i = 0; i < 8; i++) head[i] = (uint8_t)(words[end].key >> (8 * i));
            uint64_t size = lists->begins[id + 1] - lists->begins[id];
            buffer_append(&blob, (Bytes){head, (size_t)(number_write(head + 8, size) - head)});
            buffer_append(&blob, (Bytes){lists->bytes + lists->begins[id], size});
        }
        status = insert_bucket(store, insert, bucket, buffer_bytes(&blob), error);
    }
    return status;
}

Status store_words_write(Store *store, const Corpus *corpus, const int64_t *article_keys, Arena scratch, Error *error) {
    sqlite3_stmt *insert;
    Status status = store_prepare(store, "INSERT INTO word_index VALUES (?1, ?2)", &insert, error);
    if (status) return status;
    Arena memory = arena_open(0); /* two arenas at once: lists, and what is needed to build them */
    Lists lists = build_lists(corpus, article_keys, &scratch, memory);
    status = insert_buckets(store, insert, &corpus->vocabulary, &lists, memory, error);
    arena_close(&memory);
    store_release(store, insert);
    return status;
}

/* --- Reading ------------------------------------------------------------------------------------------------------- */

static Status damaged(const Store *store, Error *error) {
    Status status = error_set(error, STEMMA_DAMAGED,
                              "the collection is damaged: its word index is not well formed; go back to a copy");
    error_locate(error, store->path, 0, 0);
    return status;
}

/* The list of the word with this hash in its bucket; the empty run where the word is not there. False: damaged. */
static bool find_list(Bytes blob, uint64_t hash, Bytes *list) {
    *list = (Bytes){0};
    while (blob.size > 8) {
        uint64_t word = 0, size = 0;
        for (int i = 0; i < 8; i++) word |= (uint64_t)blob.data[i] << (8 * i);
        blob = (Bytes){blob.data + 8, blob.size - 8};
        if (!number_read(&blob, &size) || size > blob.size) return false;
        if (word == hash) {
            *list = (Bytes){blob.data, size};
            return true;
        }
        blob = (Bytes){blob.data + size, blob.size - size};
    }
    return blob.size == 0;
}

static bool read_list(Bytes list, WordArticles *out, Arena *result) {
    out->keys = arena_new_array_uncleared(result, int64_t, list.size);
    uint64_t key = 0, step = 0;
    while (list.size > 0) {
        if (!number_read(&list, &step) || step == 0 || step > (uint64_t)INT64_MAX - key) return false;
        key += step;
        out->keys[out->count++] = (int64_t)key;
    }
    return true;
}

/* The bucket's bytes, borrowed from the statement; the empty run where there is none. */
static Status read_bucket(Store *store, sqlite3_stmt *select, int64_t bucket, Bytes *out, Error *error) {
    bool row = false;
    sqlite3_reset(select);
    sqlite3_bind_int64(select, 1, bucket);
    Status status = store_step(store, select, &row, error);
    *out = (Bytes){0};
    if (!status && row) {
        *out = (Bytes){sqlite3_column_blob(select, 0), (size_t)sqlite3_column_bytes(select, 0)};
    }
    return status;
}

Status store_words_read(Store *store, const Bytes *words, uint32_t count, WordArticles *out, Arena *result,
                        Error *error) {
    sqlite3_stmt *select;
    Bytes blob = {0}, list;
    Status status = store_prepare(store, "SELECT words FROM word_index WHERE bucket = ?1", &select, error);
    if (status) return status;
    status = read_bucket(store, select, -1, &blob, error);
    if (!status && (blob.size != 1 || blob.data[0] > 32)) status = damaged(store, error);
    const uint32_t bits = status ? 0 : blob.data[0];
    for (uint32_t i = 0; i < count && !status; i++) {
        out[i] = (WordArticles){0};
        uint64_t hash = bytes_hash(words[i]);
        status = read_bucket(store, select, bucket_of(hash, bits), &blob, error);
        if (!status && (!find_list(blob, hash, &list) || !read_list(list, &out[i], result))) {
            status = damaged(store, error);
        }
    }
    store_release(store, select);
    return status;
}
