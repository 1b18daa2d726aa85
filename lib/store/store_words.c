/*
 * The word index: for every word of the collection the articles that have it, and for every two frequent words that
 * stand in a row somewhere the articles where they do. A cache for `find`, written by each trace.
 *
 * In:  the corpus; later a word, or two.
 * Out: rows of word_index; later the articles, as a set of their ranks in time (article_number.time_rank).
 *
 * A rare word tells by itself where a text may stand; frequent words stand everywhere, but two of them side by side, in
 * this order, do not. So a word that is in one of PAIRED_SHARE articles or more is also indexed with its neighbours of the same kind:
 * "one of the most" is then looked for where "one of", "of the" and "the most" are. On news this doubles the index, to
 * an eighth of the text.
 *
 * Words are dealt into buckets by the first bits of their hash, about BUCKET_WORDS a bucket; a bucket is one row, so
 * that writing is some ten thousand rows and reading a word is one. A bucket holds, one word after the other: the
 * word's hash (8 bytes, the smallest first; of two words the hash of their hashes), the number of its articles, the size of its list in bytes, and the list: the ranks,
 * ascending, each as the difference to the one before. Numbers have 7 bits a byte, the lowest first, the top bit set
 * where another byte follows. Bucket -1 is the header: format, bits of the hash, articles, and from how many articles
 * on a word is frequent.
 *
 * The index belongs to the findings: where the collection is not traced, it is not looked at. What is read from a file
 * may have been made by anybody: a list that is no list is DAMAGED.
 */
#include <stdlib.h>
#include <string.h>

#include "../base/radix.h"
#include "store_private.h"
#include "store_words.h"

enum {
    INDEX_FORMAT = 2,
    BUCKET_WORDS = 32,
    NUMBER_BYTES_MAX = 10,
    PAIRED_SHARE = 16, /* a word in fewer articles narrows a search down by itself */
    PAIRED_ARTICLES_MIN = 32,
    PAIRED_WORDS_MAX = 2048 /* a square of bits, half a megabyte, tells which of them stand side by side */
};

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

/* What is listed: the corpus's words by id, and behind them the pairs of frequent words. */
typedef struct Terms {
    const Vocabulary *vocabulary;
    uint32_t frequent_articles_min;
    uint32_t frequent_count;
    uint32_t *frequent; /* by word: one more than its number among the frequent; 0: it is none */
    uint32_t *frequent_words; /* by that number */
    uint64_t *pair_bits; /* by first times frequent_count plus second */
    uint32_t *pairs_before; /* by word of pair_bits: set bits before it */
    uint32_t count;
} Terms;

/* The lists of all terms, one after the other. */
typedef struct Lists {
    uint32_t *latest; /* by term: one more than the rank of the latest article with it */
    uint32_t *counts; /* by term: articles */
    uint64_t *begins; /* by term, and one more */
    uint8_t *bytes;
} Lists;

static uint64_t pair_bit(const Terms *terms, uint32_t first, uint32_t second) {
    return (uint64_t)(terms->frequent[first] - 1) * terms->frequent_count + terms->frequent[second] - 1;
}

/* The smallest number of articles from which on at most PAIRED_WORDS_MAX words are frequent. */
static uint32_t choose_threshold(const Vocabulary *vocabulary, uint32_t article_count, Arena scratch) {
    uint32_t threshold = article_count / PAIRED_SHARE;
    if (threshold < PAIRED_ARTICLES_MIN) threshold = PAIRED_ARTICLES_MIN;
    KeyValue *counts = arena_new_array_uncleared(&scratch, KeyValue, vocabulary->count);
    size_t above = 0;
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        if (vocabulary->article_counts[id] >= threshold)
            counts[above++] = (KeyValue){vocabulary->article_counts[id], id};
    }
    if (above <= PAIRED_WORDS_MAX) return threshold;
    radix_sort(counts, above, scratch);
    return (uint32_t)counts[above - PAIRED_WORDS_MAX - 1].key + 1;
}

static Terms list_terms(const Corpus *corpus, Arena *result, Arena scratch) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    Terms terms = {.vocabulary = vocabulary, .frequent = arena_new_array(result, uint32_t, vocabulary->count)};
    terms.frequent_articles_min = choose_threshold(vocabulary, corpus->article_count, scratch);
    terms.frequent_words = arena_new_array(result, uint32_t, PAIRED_WORDS_MAX);
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        if (vocabulary->article_counts[id] < terms.frequent_articles_min) continue;
        terms.frequent_words[terms.frequent_count++] = id;
        terms.frequent[id] = terms.frequent_count;
    }
    const size_t words = ((size_t)terms.frequent_count * terms.frequent_count + 63) / 64;
    terms.pair_bits = arena_new_array(result, uint64_t, words + 1);
    terms.pairs_before = arena_new_array(result, uint32_t, words + 1);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Text *text = &corpus->texts[i];
        for (uint32_t w = 1; w < text->word_count; w++) {
            uint32_t first = text->word_ids[w - 1], second = text->word_ids[w];
            if (terms.frequent[first] == 0 || terms.frequent[second] == 0) continue;
            uint64_t bit = pair_bit(&terms, first, second);
            terms.pair_bits[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
    terms.count = vocabulary->count;
    for (size_t i = 0; i < words; i++) {
        terms.pairs_before[i] = terms.count - vocabulary->count;
        terms.count += (uint32_t)__builtin_popcountll(terms.pair_bits[i]);
    }
    return terms;
}

/* The pair's term; UINT32_MAX where they are not both frequent. They stand side by side in the corpus. */
static uint32_t pair_term(const Terms *terms, uint32_t first, uint32_t second) {
    if (terms->frequent[first] == 0 || terms->frequent[second] == 0) return UINT32_MAX;
    uint64_t bit = pair_bit(terms, first, second);
    uint64_t below = terms->pair_bits[bit / 64] & ((UINT64_C(1) << bit % 64) - 1);
    return terms->vocabulary->count + terms->pairs_before[bit / 64] + (uint32_t)__builtin_popcountll(below);
}

/* In the first pass sizes are added up, in the second `next` says where the numbers go. */
static void list_term(Lists *lists, uint64_t *next, uint32_t term, uint32_t rank) {
    const uint32_t before = lists->latest[term];
    if (before == rank) return;
    lists->latest[term] = rank;
    if (next) {
        next[term] = (uint64_t)(number_write(lists->bytes + next[term], rank - before) - lists->bytes);
        return;
    }
    lists->counts[term]++;
    lists->begins[term + 1] += number_size(rank - before);
}

static void list_article(const Terms *terms, const Text *text, uint32_t rank, Lists *lists, uint64_t *next) {
    for (uint32_t w = 0; w < text->word_count; w++) {
        list_term(lists, next, text->word_ids[w], rank);
        if (w == 0) continue;
        uint32_t pair = pair_term(terms, text->word_ids[w - 1], text->word_ids[w]);
        if (pair != UINT32_MAX) list_term(lists, next, pair, rank);
    }
}

/* Twice over all words: first the sizes of the lists, then the lists. by_rank: the corpus's articles in time. */
static Lists build_lists(const Corpus *corpus, const Terms *terms, const uint32_t *by_rank, Arena *result,
                         Arena scratch) {
    Lists lists = {.latest = arena_new_array(&scratch, uint32_t, terms->count),
                   .counts = arena_new_array(result, uint32_t, terms->count),
                   .begins = arena_new_array(result, uint64_t, (size_t)terms->count + 1)};
    for (uint32_t r = 0; r < corpus->article_count; r++) {
        list_article(terms, &corpus->texts[by_rank[r]], r + 1, &lists, NULL);
    }
    for (uint32_t term = 0; term < terms->count; term++) lists.begins[term + 1] += lists.begins[term];
    uint64_t *next = arena_new_array_uncleared(&scratch, uint64_t, (size_t)terms->count + 1);
    memcpy(next, lists.begins, ((size_t)terms->count + 1) * sizeof *next);
    memset(lists.latest, 0, terms->count * sizeof *lists.latest);
    lists.bytes = arena_allocate(result, lists.begins[terms->count] + 1, 1);
    for (uint32_t r = 0; r < corpus->article_count; r++) {
        list_article(terms, &corpus->texts[by_rank[r]], r + 1, &lists, next);
    }
    return lists;
}

struct GatheredWords {
    Terms terms;
    Lists lists;
    uint32_t article_count;
};

const GatheredWords *store_words_gather(const Corpus *corpus, const StoredArticles *stored, Arena *result,
                                        Arena scratch) {
    GatheredWords *index = arena_new(result, GatheredWords);
    index->article_count = corpus->article_count;
    index->terms = list_terms(corpus, result, scratch);
    index->lists = build_lists(corpus, &index->terms, stored->by_time, result, scratch);
    return index;
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

static Status insert_header(Store *store, sqlite3_stmt *insert, const Terms *terms, uint32_t article_count,
                            Error *error) {
    uint8_t header[2 + 2 * NUMBER_BYTES_MAX] = {INDEX_FORMAT, (uint8_t)bucket_bits_for(terms->count)};
    uint8_t *end = number_write(header + 2, article_count);
    end = number_write(end, terms->frequent_articles_min);
    return insert_bucket(store, insert, -1, (Bytes){header, (size_t)(end - header)}, error);
}

static void hash_terms(const Terms *terms, KeyValue *out) {
    const uint32_t word_count = terms->vocabulary->count;
    for (uint32_t id = 0; id < word_count; id++) out[id] = (KeyValue){terms->vocabulary->hashes[id], id};
    const uint64_t bits = (uint64_t)terms->frequent_count * terms->frequent_count;
    uint32_t term = word_count;
    for (uint64_t bit = 0; bit < bits; bit++) {
        if (!(terms->pair_bits[bit / 64] >> bit % 64 & 1)) continue;
        uint32_t first = terms->frequent_words[bit / terms->frequent_count];
        uint32_t second = terms->frequent_words[bit % terms->frequent_count];
        out[term] = (KeyValue){store_word_pair_hash(out[first].key, out[second].key), term};
        term++;
    }
}

static Status insert_buckets(Store *store, sqlite3_stmt *insert, const Terms *terms, const Lists *lists, Arena scratch,
                             Error *error) {
    const uint32_t bits = bucket_bits_for(terms->count);
    Status status = STEMMA_OK;
    KeyValue *words = arena_new_array_uncleared(&scratch, KeyValue, terms->count);
    hash_terms(terms, words);
    radix_sort(words, terms->count, scratch);
    for (uint32_t begin = 0, end = 0; begin < terms->count && !status; begin = end) {
        const int64_t bucket = bucket_of(words[begin].key, bits);
        Arena memory = scratch;
        Buffer blob = {.arena = &memory};
        for (; end < terms->count && bucket_of(words[end].key, bits) == bucket; end++) {
            uint32_t id = (uint32_t)words[end].value;
            uint8_t head[8 + 2 * NUMBER_BYTES_MAX];
            for (int i = 0; i < 8; i++) head[i] = (uint8_t)(words[end].key >> (8 * i));
            uint64_t size = lists->begins[id + 1] - lists->begins[id];
            uint8_t *head_end = number_write(number_write(head + 8, lists->counts[id]), size);
            buffer_append(&blob, (Bytes){head, (size_t)(head_end - head)});
            buffer_append(&blob, (Bytes){lists->bytes + lists->begins[id], size});
        }
        status = insert_bucket(store, insert, bucket, buffer_bytes(&blob), error);
    }
    return status;
}

Status store_words_write(Store *store, const GatheredWords *index, Arena scratch, Error *error) {
    sqlite3_stmt *insert;
    Status status = store_prepare(store, "INSERT INTO word_index VALUES (?1, ?2)", &insert, error);
    if (status) return status;
    status = insert_header(store, insert, &index->terms, index->article_count, error);
    if (!status) status = insert_buckets(store, insert, &index->terms, &index->lists, scratch, error);
    store_release(store, insert);
    return status;
}

/* --- Reading ------------------------------------------------------------------------------------------------------- */

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
        if (!number_read(&blob, &count) || !number_read(&blob, &size) || size > blob.size) return false;
        if (word == hash) {
            *list = (Bytes){blob.data, size};
            return true;
        }
        blob = (Bytes){blob.data + size, blob.size - size};
    }
    return blob.size == 0;
}

static bool read_list(Bytes list, uint32_t article_count, RankSet *out, Arena *result) {
    if (list.size == 0) return true;
    out->bits = arena_new_array(result, uint64_t, RANK_SET_WORDS(article_count));
    uint64_t rank = 0, step = 0;
    while (list.size > 0) {
        step = list.data[0];
        if (step < 0x80)
            list = (Bytes){list.data + 1, list.size - 1};
        else if (!number_read(&list, &step))
            return false;
        if (step == 0 || step > article_count - rank) return false;
        rank += step;
        out->bits[rank / 64] |= UINT64_C(1) << rank % 64;
        out->count++;
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

#define SELECT_BUCKET "SELECT words FROM word_index WHERE bucket = ?1"

Status store_word_index_open(Store *store, WordIndex *out, Error *error) {
    *out = (WordIndex){0};
    sqlite3_stmt *select;
    Bytes header = {0};
    Status status = store_prepare(store, SELECT_BUCKET, &select, error);
    if (!status) status = read_bucket(store, select, -1, &header, error);
    uint64_t articles = 0, threshold = 0;
    if (!status && header.size > 2 && header.data[0] == INDEX_FORMAT) {
        out->bits = header.data[1];
        header = (Bytes){header.data + 2, header.size - 2};
        out->there = out->bits <= 32 && number_read(&header, &articles) && number_read(&header, &threshold) &&
                     articles < UINT32_MAX && threshold < UINT32_MAX;
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
    return status;
}

Status store_word_index_read(Store *store, const WordIndex *index, uint64_t hash, RankSet *out, Arena *result,
                             Error *error) {
    *out = (RankSet){0};
    sqlite3_stmt *select;
    Bytes blob = {0}, list;
    Status status = store_prepare(store, SELECT_BUCKET, &select, error);
    if (!status) status = read_bucket(store, select, bucket_of(hash, index->bits), &blob, error);
    if (!status && (!find_list(blob, hash, &list) || !read_list(list, index->article_count, out, result))) {
        status = damaged(store, error);
    }
    store_release(store, select);
    return status;
}
