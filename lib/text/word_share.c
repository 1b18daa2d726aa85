/*
 * In:  the hash of a folded word.
 * Out: in what share of English news articles and web pages the word stands, learned once (model/words.md) and
 *      compiled in.
 *
 * The table exists so that in a collection of five articles "the government said" does not look as rare as a name, and
 * that in any collection the words of what was copied everywhere don't look as common as "the" (vocabulary.c).
 *
 * Layout: a head of 16 bytes, the words' keys in ascending order (the upper halves of their hashes), then a byte for
 * each. A word that is not in the table meets another's key once in 60,000.
 */
#include "word_share.h"

#include <math.h>

#include "word_share_file.h"

extern const uint8_t stemma_words_model[];

#define SHARE_UNKNOWN 0.0001 /* less than any word of the table */

/* The table's place of the first key that is not below. */
static uint32_t place_find(const uint32_t *keys, uint32_t count, uint32_t key) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (keys[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

double word_share(uint64_t hash) {
    const WordShareHead *head = (const WordShareHead *)(const void *)stemma_words_model;
    const uint32_t *keys = (const uint32_t *)(const void *)(stemma_words_model + sizeof *head);
    const uint8_t *steps = (const uint8_t *)(keys + head->word_count);
    uint32_t key = (uint32_t)(hash >> 32);
    uint32_t place = place_find(keys, head->word_count, key);
    if (place == head->word_count || keys[place] != key) return SHARE_UNKNOWN;
    return exp(-(double)steps[place] / WORD_SHARE_STEPS);
}
