/* Seeds: the few runs of words by which two sequences that share text are sure to find each other. */
#ifndef STEMMA_MATCH_SEEDS_H
#define STEMMA_MATCH_SEEDS_H

#include "match.h"

/* The seed_words words that start at word_index. Equal words give equal hashes, in whatever sequence. */
typedef struct Seed {
    uint64_t hash;
    uint32_t word_index;
} Seed;

/*
 * The seeds of one sequence, in text order; returns how many. out needs room for sequence.count seeds. A sequence
 * shorter than seed_words has none. word_hashes as in MatchInput.
 */
uint32_t seeds_choose(Sequence sequence, const uint64_t *word_hashes, const MatchOptions *options, Seed *out);

#endif
