/* Which sequences one is compared with, and the anchors for it. */
#ifndef STEMMA_MATCH_PARTNERS_H
#define STEMMA_MATCH_PARTNERS_H

#include "../base/array.h"
#include "../base/radix.h"
#include "plain_seeds.h"
#include "seed_index.h"

typedef struct Pairing {
    const SeedIndex *index;
    const uint32_t *firsts; /* by sequence: the one it is a copy of (whole_copies.h), or itself */
    const PlainSeeds *plain; /* places that are not to be paired */
    const MatchOptions *options;
} Pairing;

/* The places of one seed in one sequence: a run of the index's occurrences. */
typedef struct SeedPlaces {
    const SeedOccurrence *items;
    uint32_t count;
} SeedPlaces;

/* A seed of the source, and how far its partners have been taken. */
typedef struct SourceSeed {
    SeedPlaces own;
    uint32_t next; /* the next occurrence in a later sequence */
    uint32_t end;
} SourceSeed;

typedef struct SourceSeedList ARRAY_OF(SourceSeed) SourceSeedList;
typedef struct AnchorList ARRAY_OF(KeyValue) AnchorList; /* key: target and source word; value: target word */

/* The source's seeds that have partners in later sequences. */
SourceSeedList partners_list(const Pairing *pairing, uint32_t source_index, Arena *scratch);
/* Leaves out what sequences before target_begin have. */
void partners_skip(const SeedIndex *index, SourceSeedList *seeds, uint32_t target_begin);
/* The anchors with sequences before target_end that were not taken yet, by target, source word, target word. */
AnchorList partners_gather(const Pairing *pairing, SourceSeedList *seeds, uint32_t target_end, Arena *scratch);

/* Two copies of the same first, neither being it: what they share, each shares with that. */
bool partners_are_skipped(const Pairing *pairing, uint32_t source_index, uint32_t target_index, size_t anchor_count);

#endif
