/* Reworded passages: what two articles say in like words that share no long run. */
#ifndef STEMMA_REUSE_REWORDED_H
#define STEMMA_REUSE_REWORDED_H

#include "passages.h"

/* In the order of passages.h. threads: 0 for one a processor; the result doesn't depend on it. */
Passages reworded_find(const Corpus *corpus, uint32_t threads, Arena *result, Arena scratch);

#endif
