/*
 * Every distinct folded word of a collection, as a number. Numbers are given in the order of first occurrence over
 * articles in their canonical order: the same whatever the thread count.
 */
#ifndef STEMMA_TEXT_VOCABULARY_H
#define STEMMA_TEXT_VOCABULARY_H

#include <stdint.h>

#include "../base/arena.h"
#include "../base/bytes.h"

#define WORD_ID_NONE UINT32_MAX

typedef struct VocabularySlot {
    uint32_t hash; /* upper half of the word's hash */
    uint32_t id_plus_one; /* 0: free */
} VocabularySlot;

typedef struct Vocabulary {
    const Bytes *words; /* folded, by id */
    uint64_t *hashes; /* bytes_hash of each word */
    uint32_t *article_counts; /* in how many articles each word stands */
    uint32_t count;
    uint32_t capacity; /* of words, hashes and article_counts */
    VocabularySlot *slots;
    uint32_t slot_count; /* a power of two, or 0 */
    uint32_t article_total;
    const uint16_t *rareness_permille; /* of the first rareness_count words: vocabulary_rareness_keep */
    uint32_t rareness_count;
    uint8_t *room; /* for the next words' bytes */
    size_t room_bytes;
} Vocabulary;

/* The word's number, new where needed (the word's bytes are then copied). hash is bytes_hash(word). */
uint32_t vocabulary_insert(Vocabulary *vocabulary, Bytes word, uint64_t hash, Arena *result);
/* Adds a word that is known not to be in it, and that vocabulary_find and vocabulary_insert will not know of. */
uint32_t vocabulary_append(Vocabulary *vocabulary, Bytes word, uint64_t hash, Arena *result);
/* Inserts the words of another vocabulary from number `first` on, in its
 * order; ids[i] is that of its word first + i. */
void vocabulary_join(Vocabulary *vocabulary, const Vocabulary *other, uint32_t first, uint32_t *ids, Arena *result);
/* WORD_ID_NONE where the word is not in it. word must be folded. */
uint32_t vocabulary_find(const Vocabulary *vocabulary, Bytes word);

/*
 * How much a match in this word tells: ln((articles + 1) / (articles with the word + 1)) in permille of the largest
 * possible value, so 0 (in every article) .. 1000 (in none else). The articles are the collection's and as many imagined
 * ones that are as English news and web pages are on average; at least 256 of these, at most 4,096.
 */
uint32_t vocabulary_rareness_permille(const Vocabulary *vocabulary, uint32_t word_id);
/* The same of all words, by id. */
uint16_t *vocabulary_rareness_list(const Vocabulary *vocabulary, Arena *result);
/*
 * Keeps that list for those who ask later: for a vocabulary whose counts stay as they are. What is kept of the first
 * rareness_count words is taken as it is; whoever has changed a count sets that to 0.
 */
void vocabulary_rareness_keep(Vocabulary *vocabulary, Arena *result);

#endif
