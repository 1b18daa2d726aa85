/* All seeds that at least two sequences share: where each occurs, and which ones each sequence has. */
#ifndef STEMMA_MATCH_SEED_INDEX_H
#define STEMMA_MATCH_SEED_INDEX_H

#include "match.h"

typedef struct SeedOccurrence {
    uint32_t sequence_index;
    uint32_t word_index;
    uint32_t group_index;
} SeedOccurrence;

/*
 * The occurrences of one seed: a run of SeedIndex.occurrences. First those that stand for themselves, by sequence, then
 * place; from copies_begin on those that an earlier whole copy in the group stands for (whole_copies.h), by the first
 * of these copies, then sequence, then place.
 */
typedef struct SeedGroup {
    uint32_t begin;
    uint32_t copies_begin;
    uint32_t end;
    uint32_t sequence_count; /* that stand for themselves; one or more */
} SeedGroup;

typedef struct SeedIndex {
    SeedOccurrence *occurrences; /* by group */
    uint32_t occurrence_count;
    SeedGroup *groups;
    uint32_t group_count;
    /* occurrence indexes by sequence, ascending within one (so by group): sequence s has places[place_begins[s]] up to
     * places[place_begins[s + 1]] */
    uint32_t *places;
    uint32_t *place_begins;
    uint32_t *seed_counts; /* by sequence: all its seeds, shared or not */
} SeedIndex;

SeedIndex seed_index_build(const MatchInput *input, const MatchOptions *options, Arena *result, Arena scratch);

#endif
