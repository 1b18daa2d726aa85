/* Seeds in plain words: two places of one are paired only if more words next to them are the same. */
#ifndef STEMMA_MATCH_PLAIN_SEEDS_H
#define STEMMA_MATCH_PLAIN_SEEDS_H

#include <stdbool.h>

#include "seed_index.h"

/* Hashes of the words next to a place of a seed in plain words: see plain_seeds.c for how many these are. */
typedef struct PlainSeed {
    uint32_t before;
    uint32_t behind;
} PlainSeed;

typedef struct PlainSeeds {
    const SeedOccurrence *occurrences; /* of the index */
    const bool *sequences; /* which have any; NULL: none has */
    const PlainSeed *items; /* by occurrence, filled in for those sequences only */
} PlainSeeds;

/* Of an index whose occurrences have their final order. */
PlainSeeds plain_seeds_find(const MatchInput *input, const SeedIndex *index, const MatchOptions *options, Arena *result,
                            Arena scratch);

/* Two places of one seed that no run of equal words worth reporting goes through. False where that is not sure. */
bool plain_seeds_by_chance(const PlainSeeds *plain, const SeedOccurrence *source, const SeedOccurrence *target);

/* The same for this place and every other one of its seed. False where that is not sure. */
bool plain_seeds_alone(const PlainSeeds *plain, const SeedOccurrence *occurrence);

#endif
