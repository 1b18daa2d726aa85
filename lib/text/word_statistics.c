/*
 * What a collection knows of its words.
 *
 * In:  the vocabulary of all articles, and how each word is written; later a corpus of a few articles.
 * Out: words by their hashes with the number of their articles; later that corpus, counting as the collection does.
 *
 * How rare a word is, and whether it is a name where it begins a sentence, is asked of the whole collection, while an
 * addition reads a few hundred of its articles. Of all the others it needs two numbers a word. Words stand here as
 * their hashes: 64 bits tell all words of any collection apart, take less room than letters, and are at hand wherever
 * a word is. Of two words with one hash, which nobody has met, the first counts for both.
 *
 * Packed: a byte for the format; the hash of all that follows; the number of articles and of words; the words' hashes,
 * eight bytes each with the lowest first; then the values in the same order as packed numbers. Differences between
 * hashes would not be smaller: 250,000 of them lie 46 bits apart.
 *
 * Bytes may come from anybody. What is taken from them ascends strictly and counts no more articles than there are;
 * whether the numbers are true only the articles could tell.
 */
#include "word_statistics.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include "../base/packed_number.h"
#include "../base/radix.h"

enum { FORMAT = 1, CASE_BITS = 2, CASE_MASK = (1 << CASE_BITS) - 1, HASH_BYTES = 8, HEAD_BYTES = 1 + HASH_BYTES };

#define ARTICLES_MAX (UINT32_MAX >> CASE_BITS)
/* A value of a collection file may be twice as large; 7 million words, and no collection of news has had so many. */
#define PACKED_BYTES_MAX ((size_t)64 << 20)

/* --- Building ----------------------------------------------------------------------------------------------------- */

WordStatistics word_statistics_build(const Vocabulary *vocabulary, const uint8_t *word_cases, Arena *result,
                                     Arena scratch) {
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, vocabulary->count);
    for (uint32_t id = 0; id < vocabulary->count; id++) order[id] = (KeyValue){vocabulary->hashes[id], id};
    radix_sort(order, vocabulary->count, scratch);
    uint64_t *hashes = arena_new_array_uncleared(result, uint64_t, vocabulary->count);
    uint32_t *values = arena_new_array_uncleared(result, uint32_t, vocabulary->count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < vocabulary->count; i++) {
        if (count > 0 && hashes[count - 1] == order[i].key) continue;
        const uint32_t articles = vocabulary->article_counts[order[i].value];
        assert(articles <= ARTICLES_MAX && vocabulary->article_total <= ARTICLES_MAX);
        hashes[count] = order[i].key;
        values[count++] = articles << CASE_BITS | (word_cases[order[i].value] & CASE_MASK);
    }
    return (WordStatistics){hashes, values, count, vocabulary->article_total};
}

/* --- As bytes ----------------------------------------------------------------------------------------------------- */

static uint8_t *write_hash(uint8_t *out, uint64_t hash) {
    hash = htole64(hash);
    memcpy(out, &hash, HASH_BYTES);
    return out + HASH_BYTES;
}

static uint64_t read_hash(const uint8_t *bytes) {
    uint64_t hash;
    memcpy(&hash, bytes, HASH_BYTES);
    return le64toh(hash);
}

Bytes word_statistics_pack(const WordStatistics *statistics, Arena *result) {
    size_t size = HEAD_BYTES + packed_number_size(statistics->article_total) + packed_number_size(statistics->count);
    for (uint32_t i = 0; i < statistics->count; i++) size += HASH_BYTES + packed_number_size(statistics->values[i]);
    if (size > PACKED_BYTES_MAX) return (Bytes){0};
    uint8_t *packed = arena_allocate(result, size, 1);
    uint8_t *out = packed_number_write(packed + HEAD_BYTES, statistics->article_total);
    out = packed_number_write(out, statistics->count);
    for (uint32_t i = 0; i < statistics->count; i++) out = write_hash(out, statistics->hashes[i]);
    for (uint32_t i = 0; i < statistics->count; i++) out = packed_number_write(out, statistics->values[i]);
    assert(out == packed + size);
    packed[0] = FORMAT;
    write_hash(packed + 1, bytes_hash((Bytes){packed + HEAD_BYTES, size - HEAD_BYTES}));
    return (Bytes){packed, size};
}

static bool unpack_hashes(const uint8_t *bytes, uint64_t *hashes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) hashes[i] = read_hash(bytes + (size_t)i * HASH_BYTES);
    bool ascend = true;
    for (uint32_t i = 1; i < count; i++) ascend &= hashes[i - 1] < hashes[i];
    return ascend;
}

/* All the bytes are values, and each is one of a word. */
static bool unpack_values(Bytes bytes, uint32_t *values, const WordStatistics *of) {
    for (uint32_t i = 0; i < of->count; i++) {
        uint64_t value;
        if (!packed_number_read(&bytes, &value) || value >> CASE_BITS > of->article_total) return false;
        values[i] = (uint32_t)value;
    }
    return bytes.size == 0;
}

bool word_statistics_unpack(Bytes packed, WordStatistics *out, Arena *result) {
    *out = (WordStatistics){0};
    if (packed.size < HEAD_BYTES || packed.data[0] != FORMAT) return false;
    Bytes rest = {packed.data + HEAD_BYTES, packed.size - HEAD_BYTES};
    if (bytes_hash(rest) != read_hash(packed.data + 1)) return false;
    uint64_t articles, count;
    if (!packed_number_read(&rest, &articles) || !packed_number_read(&rest, &count)) return false;
    if (articles > ARTICLES_MAX || count > rest.size / (HASH_BYTES + 1)) return false;
    if (count >= WORD_ID_NONE) return false;
    uint64_t *hashes = arena_new_array_uncleared(result, uint64_t, count);
    uint32_t *values = arena_new_array_uncleared(result, uint32_t, count);
    const WordStatistics found = {hashes, values, (uint32_t)count, (uint32_t)articles};
    const size_t hashes_size = count * HASH_BYTES;
    const Bytes value_bytes = {rest.data + hashes_size, rest.size - hashes_size};
    if (!unpack_hashes(rest.data, hashes, found.count) || !unpack_values(value_bytes, values, &found)) return false;
    *out = found;
    return true;
}

/* --- Over a small corpus ------------------------------------------------------------------------------------------ */

/* So many places to either side of where a hash should stand, they being spread evenly; nearly all are there. */
#define NEAR_PLACES 1024u

/* Where a hash is among the statistics'; their count where it is not there. */
static uint32_t find_hash(const WordStatistics *statistics, uint64_t hash) {
    const uint32_t expected = (uint32_t)((hash >> 32) * statistics->count >> 32);
    uint32_t begin = expected > NEAR_PLACES ? expected - NEAR_PLACES : 0;
    uint32_t end = statistics->count - expected > NEAR_PLACES ? expected + NEAR_PLACES : statistics->count;
    if (begin > 0 && statistics->hashes[begin] > hash) begin = 0;
    if (end < statistics->count && statistics->hashes[end] < hash) end = statistics->count;
    while (begin < end) {
        const uint32_t middle = begin + (end - begin) / 2;
        if (statistics->hashes[middle] < hash)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin < statistics->count && statistics->hashes[begin] == hash ? begin : statistics->count;
}

/* Adds each article that is not counted once for each of its words; returns how many articles these are. */
static uint32_t count_new_articles(const Corpus *corpus, const bool *is_new, uint32_t *counts, Arena scratch) {
    uint32_t *counted_for = arena_new_array(&scratch, uint32_t, corpus->vocabulary.count); /* number of the article */
    uint32_t new_count = 0;
    for (uint32_t article = corpus->statistics_articles; article < corpus->article_count; article++) {
        if (!is_new[article]) continue;
        new_count++;
        const Text *text = &corpus->texts[article];
        for (uint32_t word = 0; word < text->word_count; word++) {
            const uint32_t id = text->word_ids[word];
            if (counted_for[id] == new_count) continue;
            counted_for[id] = new_count;
            counts[id]++;
        }
    }
    return new_count;
}

void word_statistics_lay(const WordStatistics *statistics, Corpus *corpus, const bool *is_new, Arena *result,
                         Arena scratch) {
    Vocabulary *vocabulary = &corpus->vocabulary;
    const uint32_t before = corpus->statistics_words;
    uint8_t *cases = arena_new_array(result, uint8_t, vocabulary->count);
    if (before > 0) memcpy(cases, corpus->known_cases, before);
    for (uint32_t id = before; id < vocabulary->count; id++) {
        const uint32_t place = find_hash(statistics, vocabulary->hashes[id]);
        const bool known = place < statistics->count;
        vocabulary->article_counts[id] = known ? statistics->values[place] >> CASE_BITS : 0;
        if (known) cases[id] = (uint8_t)(WORD_CASE_KNOWN | (statistics->values[place] & CASE_MASK));
    }
    const bool first = corpus->statistics_articles == 0;
    const uint32_t more = count_new_articles(corpus, is_new, vocabulary->article_counts, scratch);
    vocabulary->article_total = (first ? statistics->article_total : vocabulary->article_total) + more;
    if (first || more > 0) vocabulary->rareness_count = 0;
    vocabulary_rareness_keep(vocabulary, result);
    corpus->known_cases = cases;
    corpus->statistics_words = vocabulary->count;
    corpus->statistics_articles = corpus->article_count;
}
