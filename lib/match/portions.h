/* Matching spread over threads: the sequences in fixed portions, the alignments joined in the order of these. */
#ifndef STEMMA_MATCH_PORTIONS_H
#define STEMMA_MATCH_PORTIONS_H

#include "extend.h"

/* What one thread works with. */
typedef struct MatchWorker {
    Arena result; /* of the alignments */
    Arena scratch;
    AlignmentList alignments;
} MatchWorker;

/* Appends what is found for one sequence to the worker's alignments. */
typedef void (*PortionTask)(const void *context, uint32_t sequence_index, MatchWorker *worker);

typedef struct PortionLoop {
    PortionTask task;
    const void *context;
    uint32_t sequence_count;
    uint32_t portion_sequences; /* worked on by one thread, one after the other */
    uint32_t threads; /* 0: one for each processor */
} PortionLoop;

/* The alignments of all sequences, in their order: the result does not depend on the threads. */
Alignments portions_match(const PortionLoop *loop, Arena *result, Arena scratch);

#endif
