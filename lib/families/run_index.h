/* An index of the bases' runs of three words: which bases share some with a reading, and where. */
#ifndef STEMMA_FAMILIES_RUN_INDEX_H
#define STEMMA_FAMILIES_RUN_INDEX_H

#include "../base/array.h"
#include "../base/parallel.h"
#include "utterances.h"

#define RUN_WORDS 3

/* Which runs occur more than once in all readings, by hash, a bit each. Runs that share a bit are taken to repeat. */
typedef struct RunRepeats {
    const uint64_t *bits;
    uint32_t bit_mask;
    size_t repeated_count; /* occurrences of runs beyond each one's first */
} RunRepeats;

/* The same for any number of workers. */
RunRepeats run_repeats_find(const Reports *reports, WordWeights weights, Workers *workers, Arena *result);

/* A run heavy enough to find something, and met elsewhere too. */
typedef struct Run {
    uint64_t hash;
    uint32_t at; /* its first word's place in the reading */
    uint32_t weight;
} Run;

typedef struct Runs {
    Run *items; /* by place */
    uint32_t count;
} Runs;

Runs runs_find(const RunRepeats *repeats, const Reading *reading, WordWeights weights, Arena *result);

typedef struct RunBundle RunBundle;
typedef struct RunSlot RunSlot;

/* Any number of threads may look up at once while nobody adds. */
typedef struct RunIndex {
    RunSlot *slots; /* hash table of the runs */
    uint32_t slot_mask;
    RunBundle *bundles;
    uint32_t bundle_count;
} RunIndex;

/* runs_max: how many runs will be added at most. */
RunIndex run_index_open(size_t runs_max, Arena *memory);

/* Remembers the runs of a base; of runs that stand in very many bases only the first few. */
void run_index_add(RunIndex *index, uint32_t base, Runs runs);

/* Forgets all. */
void run_index_clear(RunIndex *index);

/* A run of the reading at hand that stands in a base too. */
typedef struct RunHit {
    uint32_t base;
    uint32_t place; /* in the base */
    uint32_t at; /* in the reading */
    uint32_t weight;
} RunHit;

typedef struct RunHits ARRAY_OF(RunHit) RunHits;

/* Looks up the runs at every step-th place. By place in the reading, then newest base first. */
RunHits run_index_find(const RunIndex *index, Runs runs, uint32_t step, Arena *result);

#endif
