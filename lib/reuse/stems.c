/*
 * stems: the words of a vocabulary -> their stems.
 *
 * "burned", "burning" and "burns" are one stem: who rewords a sentence changes endings first. The stems are those of
 * the Snowball stemmer for English, for words of ASCII letters; any other word is its own stem. A stem is as telling as
 * its most frequent word.
 *
 * Not done: stems of other languages. Their words are compared as they stand, or lose an English ending on both sides
 * alike, which finds less and finds nothing wrong.
 *
 * Invariant: stems are numbered in the order of their first word, whatever the threads.
 */
#include "stems.h"

#include <libstemmer.h>
#include <string.h>

#include "../base/late.h"
#include "../base/map.h"
#include "../base/parallel.h"

enum { PORTION_WORDS = 4096, STEMMED_LETTERS_MIN = 3 };

#define STEMMER_FUNCTIONS(X) X(sb_stemmer_delete) X(sb_stemmer_length) X(sb_stemmer_new) X(sb_stemmer_stem)
LATE_LIBRARY(libstemmer, LATE_STEMMER, STEMMER_FUNCTIONS)

typedef struct StemTask {
    const Vocabulary *vocabulary;
    struct sb_stemmer **stemmers; /* by worker */
    uint64_t *hashes; /* of each word's stem, by word id */
} StemTask;

static bool is_ascii_word(Bytes word) {
    if (word.size < STEMMED_LETTERS_MIN) return false;
    for (size_t i = 0; i < word.size; ++i) {
        uint8_t byte = word.data[i];
        if (!(byte >= 'a' && byte <= 'z') && byte != '\'') return false;
    }
    return true;
}

static void stem_portion(void *context, uint32_t worker_index, size_t item_index) {
    StemTask *task = context;
    struct sb_stemmer *stemmer = task->stemmers[worker_index];
    uint32_t begin = (uint32_t)item_index * PORTION_WORDS;
    uint32_t end = task->vocabulary->count - begin < PORTION_WORDS ? task->vocabulary->count : begin + PORTION_WORDS;
    for (uint32_t id = begin; id < end; ++id) {
        Bytes word = task->vocabulary->words[id];
        if (stemmer && is_ascii_word(word)) {
            const sb_symbol *stem = libstemmer.sb_stemmer_stem(stemmer, word.data, (int)word.size);
            if (stem) word = (Bytes){stem, (size_t)libstemmer.sb_stemmer_length(stemmer)};
        }
        task->hashes[id] = bytes_hash(word);
    }
}

Status stems_prepare(Error *error) {
    return late_open(&libstemmer_late, error);
}

static void hash_stems(const Vocabulary *vocabulary, uint32_t threads, uint64_t *hashes, Arena scratch) {
    StemTask task = {.vocabulary = vocabulary, .hashes = hashes};
    task.stemmers = arena_new_array(&scratch, struct sb_stemmer *, threads);
    const bool there = stems_prepare(NULL) == STEMMA_OK;
    for (uint32_t i = 0; i < threads && there; ++i) task.stemmers[i] = libstemmer.sb_stemmer_new("english", NULL);
    parallel_for(threads, (vocabulary->count + (size_t)PORTION_WORDS - 1) / PORTION_WORDS, stem_portion, &task);
    for (uint32_t i = 0; i < threads && there; ++i) libstemmer.sb_stemmer_delete(task.stemmers[i]);
}

Stems stems_build(const Vocabulary *vocabulary, uint32_t threads, Arena *result, Arena scratch) {
    uint32_t *by_word = arena_new_array_uncleared(result, uint32_t, vocabulary->count);
    uint16_t *rareness = arena_new_array_uncleared(result, uint16_t, vocabulary->count);
    uint32_t *article_counts = arena_new_array(result, uint32_t, vocabulary->count);
    const uint16_t *word_rareness = vocabulary_rareness_list(vocabulary, &scratch);
    uint64_t *hashes = arena_new_array_uncleared(&scratch, uint64_t, vocabulary->count);
    hash_stems(vocabulary, parallel_threads(threads), hashes, scratch);
    Map numbers = {0};
    map_reserve(&numbers, vocabulary->count, &scratch);
    uint32_t count = 0;
    for (uint32_t id = 0; id < vocabulary->count; ++id) {
        bool inserted;
        uint32_t *number = map_insert(&numbers, hashes[id], &inserted, &scratch);
        uint16_t permille = word_rareness[id];
        if (inserted) {
            *number = count;
            rareness[count++] = permille;
        }
        by_word[id] = *number;
        if (permille < rareness[*number]) rareness[*number] = permille;
        uint32_t room = UINT32_MAX - article_counts[*number];
        uint32_t more = vocabulary->article_counts[id];
        article_counts[*number] += more < room ? more : room;
    }
    return (Stems){by_word, rareness, article_counts, count};
}
