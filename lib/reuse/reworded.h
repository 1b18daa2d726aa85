/* Reworded passages: what two articles say in like words that share no long run. */
#ifndef STEMMA_REUSE_REWORDED_H
#define STEMMA_REUSE_REWORDED_H

#include "passages.h"

typedef struct RewordedOptions {
    RewordedLevel level;
    uint32_t threads; /* 0: one for each processor; the result doesn't depend on it */
    const bool *asked; /* by article: as in MatchOptions */
} RewordedOptions;

/*
 * copies: what was found as it stands, so that it isn't looked at again. The result is in the order of passages.h, each
 * passage with its grounds.
 */
Passages reworded_find(const Corpus *corpus, const Passages *copies, const RewordedOptions *options, Arena *result,
                       Arena scratch);

#endif
