/*
 * The word index: for every word of the collection the articles that have it, and for every two frequent words that
 * stand in a row somewhere the articles where they do. A cache for `find`, written by each trace.
 *
 * In:  the corpus; later a word, or two.
 * Out: rows of word_index; later the articles, as a set of their ranks in time (article_number.time_rank). Articles that
 *      were traced later it does not know: store_word_articles.c.
 *
 * A rare word tells by itself where a text may stand; frequent words stand everywhere, but two of them side by side, in
 * this order, do not. So a frequent word (store_word_lists.c says which are) is also indexed with its neighbours of the
 * same kind: "one of the most" is then looked for where "one of", "of the" and "the most" are. On news this doubles the
 * index, to a fifth of the text.
 *
 * Words are dealt into buckets by the first bits of their hash, about BUCKET_WORDS a bucket; a bucket is one row, so
 * that writing is some ten thousand rows and reading a word is one. A bucket holds, one word after the other: the
 * word's hash (8 bytes, the smallest first; of two words the hash of their hashes), the number of its articles, the
 * size of its list in bytes, and the list: the ranks, ascending, each as the difference to the one before. Numbers have
 * 7 bits a byte, the lowest first, the top bit set where another byte follows. A list that would be as large as a set of
 * all ranks, a bit for each, or larger, is stored as that set, and known by its size: "the" stands in every article, and
 * every quotation asks for it and its like. Bucket -1 is the header: format, bits of the hash, articles, and from how
 * many articles on a word is frequent. Buckets below that one are of single articles that came later (store_word_articles.c).
 *
 * The index belongs to the findings: where the collection is not traced, it is not looked at. What is read from a file
 * may have been made by anybody: a list that is no list is DAMAGED.
 */
#include "store_words.h"

#include <stdlib.h>
#include <string.h>

#include "../base/radix.h"
#include "store_rows.h"
#include "store_word_articles.h"
#include "store_word_lists.h"

enum { INDEX_FORMAT = 3, BUCKET_WORDS = 32 };

#define SET_BYTES(article_count) (RANK_SET_WORDS(article_count) * sizeof(uint64_t))

/* --- Writing ------------------------------------------------------------------------------------------------------ */

typedef struct WordBucket {
    int64_t number;
    Bytes words;
} WordBucket;

typedef struct GatheredBuckets ARRAY_OF(WordBucket) GatheredBuckets;

struct GatheredWords {
    GatheredBuckets buckets; /* the header first */
    Arena list; /* the array */
    Arena blobs;
};

static uint32_t bucket_bits_for(uint64_t word_count) {
    uint32_t bits = 0;
    while (bits < 32 && word_count >> bits > BUCKET_WORDS) bits++;
    return bits;
}

static int64_t bucket_of(uint64_t hash, uint32_t bits) {
    return bits == 0 ? 0 : (int64_t)(hash >> (64 - bits));
}

/* All lists, with what they are sorted by: the hash of the word or the pair, and the list's place in `lists`. */
typedef struct Terms {
    const WordList **lists;
    KeyValue *hashes;
    size_t count;
    size_t set_bytes; /* a longer list is stored as a set */
} Terms;

static void add_term(Terms *terms, uint64_t hash, const WordList *list) {
    terms->hashes[terms->count] = (KeyValue){hash, terms->count};
    terms->lists[terms->count++] = list;
}

static Terms sort_terms(const Vocabulary *vocabulary, const WordLists *lists, Arena *result) {
    const size_t count = lists->word_count + lists->of_pairs.count;
    Terms terms = {.lists = arena_new_array_uncleared(result, const WordList *, count),
                   .hashes = arena_new_array_uncleared(result, KeyValue, count)};
    for (uint32_t word = 0; word < lists->word_count; word++)
        add_term(&terms, vocabulary->hashes[word], &lists->of_words[word]);
    for (uint32_t first = 0; first < lists->frequent_count; first++) {
        const uint32_t *pairs = &lists->pair_of[(size_t)first * lists->frequent_count];
        const uint64_t hash = vocabulary->hashes[lists->frequent_words[first]];
        for (uint32_t second = 0; second < lists->frequent_count; second++) {
            if (pairs[second] == 0) continue;
            uint64_t second_hash = vocabulary->hashes[lists->frequent_words[second]];
            add_term(&terms, store_word_pair_hash(hash, second_hash), &lists->of_pairs.items[pairs[second] - 1]);
        }
    }
    radix_sort(terms.hashes, terms.count, *result);
    return terms;
}

static void gather_header(GatheredWords *index, const WordLists *lists, uint32_t article_count) {
    const size_t term_count = lists->word_count + lists->of_pairs.count;
    uint8_t *header = arena_allocate(&index->blobs, 2 + 2 * PACKED_NUMBER_BYTES_MAX, 1);
    header[0] = INDEX_FORMAT;
    header[1] = (uint8_t)bucket_bits_for(term_count);
    uint8_t *end = packed_number_write(header + 2, article_count);
    end = packed_number_write(end, lists->frequent_articles_min);
    Bytes bytes = {header, (size_t)(end - header)};
    *array_push(&index->buckets, &index->list) = (WordBucket){-1, bytes};
}

static size_t stored_size(const WordList *list, size_t set_bytes) {
    return list->size < set_bytes ? list->size : set_bytes;
}

/* The terms begin .. end - 1, which are all of this bucket. */
static void gather_bucket(GatheredWords *index, int64_t bucket, const Terms *terms, size_t begin, size_t end) {
    size_t size = 0;
    for (size_t i = begin; i < end; i++) {
        const WordList *list = terms->lists[terms->hashes[i].value];
        const size_t list_size = stored_size(list, terms->set_bytes);
        size += 8 + packed_number_size(list->count) + packed_number_size(list_size) + list_size;
    }
    uint8_t *blob = arena_allocate(&index->blobs, size, 1), *out = blob;
    for (size_t i = begin; i < end; i++) {
        const WordList *list = terms->lists[terms->hashes[i].value];
        for (int byte = 0; byte < 8; byte++) *out++ = (uint8_t)(terms->hashes[i].key >> (8 * byte));
        out = packed_number_write(out, list->count);
        out = packed_number_write(out, stored_size(list, terms->set_bytes));
        if (list->size < terms->set_bytes)
            out = word_list_write(list, out);
        else
            out = word_list_write_set(list, out, terms->set_bytes, index->blobs);
    }
    *array_push(&index->buckets, &index->list) = (WordBucket){bucket, {blob, size}};
}

GatheredWords *store_words_gather(const Corpus *corpus, const StoredArticles *stored, Arena *result) {
    GatheredWords *index = arena_new(result, GatheredWords);
    index->list = arena_open(0);
    index->blobs = arena_open(0);
    WordLists lists;
    word_lists_open(&lists, corpus, stored->by_time);
    gather_header(index, &lists, corpus->article_count);
    Terms terms = sort_terms(&corpus->vocabulary, &lists, &lists.memory);
    terms.set_bytes = SET_BYTES(corpus->article_count);
    const uint32_t bits = bucket_bits_for(terms.count);
    for (size_t begin = 0, end = 0; begin < terms.count; begin = end) {
        const int64_t bucket = bucket_of(terms.hashes[begin].key, bits);
        while (end < terms.count && bucket_of(terms.hashes[end].key, bits) == bucket) end++;
        gather_bucket(index, bucket, &terms, begin, end);
    }
    word_lists_close(&lists);
    return index;
}

void store_words_close(GatheredWords *index) {
    if (!index) return;
    arena_close(&index->list);
    arena_close(&index->blobs);
}

Status store_words_write(Store *store, const GatheredWords *index, Error *error) {
    Rows rows;
    Status status = STEMMA_OK;
    rows_open(&rows, store, (RowTable){"word_index", 2}, index->buckets.count);
    for (size_t i = 0; i < index->buckets.count && !status; i++) {
        status = rows_next(&rows, error);
        if (status) break;
        row_number(&rows, 1, index->buckets.items[i].number);
        row_blob(&rows, 2, index->buckets.items[i].words);
    }
    return rows_close(&rows, status, error);
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

uint64_t store_word_pair_hash(uint64_t first_hash, uint64_t second_hash) {
    uint8_t both[16];
    for (int i = 0; i < 8; i++) {
        both[i] = (uint8_t)(first_hash >> (8 * i));
        both[8 + i] = (uint8_t)(second_hash >> (8 * i));
    }
    return bytes_hash((Bytes){both, sizeof both});
}

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
        uint64_t word = 0, count = 0, size = 0;
        for (int i = 0; i < 8; i++) word |= (uint64_t)blob.data[i] << (8 * i);
        blob = (Bytes){blob.data + 8, blob.size - 8};
        if (!packed_number_read(&blob, &count) || !packed_number_read(&blob, &size) || size > blob.size) return false;
        if (word == hash) {
            *list = (Bytes){blob.data, size};
            return true;
        }
        blob = (Bytes){blob.data + size, blob.size - size};
    }
    return blob.size == 0;
}

/* A list that is stored as a set. Rank 0 is nobody's. */
static bool read_set(Bytes set, uint32_t article_count, uint64_t *words, uint32_t *count) {
    const size_t word_count = RANK_SET_WORDS(article_count);
    for (size_t i = 0; i < word_count; i++) {
        for (int byte = 0; byte < 8; byte++) words[i] |= (uint64_t)set.data[8 * i + (size_t)byte] << (8 * byte);
        *count += (uint32_t)__builtin_popcountll(words[i]);
    }
    return (words[0] & 1) == 0 && words[word_count - 1] >> article_count % 64 <= 1;
}

/* Bits that lie in one word are put together before they are stored: lists of frequent words are long and dense. */
static bool read_list(const WordIndex *index, Bytes list, RankSet *out, Arena *result) {
    const uint32_t article_count = index->article_count;
    if (list.size == 0) return true;
    if (list.size > SET_BYTES(article_count)) return false;
    uint64_t *words = arena_new_array(result, uint64_t, RANK_SET_WORDS(index->rank_count));
    out->bits = words;
    if (list.size == SET_BYTES(article_count)) return read_set(list, article_count, words, &out->count);
    uint64_t rank = 0, step = 0, at = 0, bits = 0;
    uint32_t count = 0;
    while (list.size > 0) {
        step = list.data[0];
        if (step < 0x80)
            list = (Bytes){list.data + 1, list.size - 1};
        else if (!packed_number_read(&list, &step))
            return false;
        if (step == 0 || step > article_count - rank) return false;
        rank += step;
        if (rank / 64 != at) {
            words[at] = bits;
            bits = 0;
            at = rank / 64;
        }
        bits |= UINT64_C(1) << rank % 64;
        count++;
    }
    words[at] = bits;
    out->count = count;
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

#define SELECT_BUCKET "SELECT words FROM word_index WHERE bucket = ?1"

Status store_word_index_open(Store *store, WordIndex *out, Arena *result, Error *error) {
    *out = (WordIndex){.store = store};
    sqlite3_stmt *select;
    Bytes header = {0};
    Status status = store_prepare(store, SELECT_BUCKET, &select, error);
    if (!status) status = read_bucket(store, select, -1, &header, error);
    uint64_t articles = 0, threshold = 0;
    if (!status && header.size > 2 && header.data[0] == INDEX_FORMAT) {
        out->bits = header.data[1];
        header = (Bytes){header.data + 2, header.size - 2};
        out->there = out->bits <= 32 && packed_number_read(&header, &articles) &&
                     packed_number_read(&header, &threshold) && articles < UINT32_MAX && threshold < UINT32_MAX;
        if (!out->there) status = damaged(store, error);
    }
    /* An article takes more than 32 bytes of the file: no set is larger than what was really added. */
    int64_t pages = 0, page_bytes = 0;
    if (!status) status = store_number(store, "PRAGMA page_count", &pages, error);
    if (!status) status = store_number(store, "PRAGMA page_size", &page_bytes, error);
    if (!status && articles > (uint64_t)pages * (uint64_t)page_bytes / 32) status = damaged(store, error);
    out->article_count = (uint32_t)articles;
    out->frequent_articles_min = (uint32_t)threshold;
    store_release(store, select);
    return status ? status : word_articles_find_added(out, result, error);
}

Status store_word_index_read(const WordIndex *index, uint64_t hash, RankSet *out, Arena *result, Error *error) {
    Store *store = index->store;
    *out = (RankSet){0};
    sqlite3_stmt *select;
    Bytes blob = {0}, list;
    Status status = store_prepare(store, SELECT_BUCKET, &select, error);
    if (!status) status = read_bucket(store, select, bucket_of(hash, index->bits), &blob, error);
    if (!status && (!find_list(blob, hash, &list) || !read_list(index, list, out, result))) {
        status = damaged(store, error);
    }
    store_release(store, select);
    return status;
}
