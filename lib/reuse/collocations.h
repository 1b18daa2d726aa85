/* Collocations: pairs of telling stems that stand near each other, and the articles that share them. */
#ifndef STEMMA_REUSE_COLLOCATIONS_H
#define STEMMA_REUSE_COLLOCATIONS_H

#include "../text/text.h"
#include "stems.h"

typedef struct CollocationPlace {
    uint32_t article;
    uint32_t word_index; /* of the first of the two words */
} CollocationPlace;

/* A collocation of one article that others have too. */
typedef struct CollocationUse {
    uint32_t word_index;
    uint32_t others_begin; /* places[others_begin] .. places[others_end]: where later articles have it */
    uint32_t others_end;
} CollocationUse;

typedef struct CollocationIndex {
    const CollocationPlace *places; /* by collocation, then article and word */
    const CollocationUse *uses; /* by article */
    const uint32_t *use_begins; /* uses[use_begins[a]] .. uses[use_begins[a + 1]] are article a's */
} CollocationIndex;

CollocationIndex collocation_index_build(const Corpus *corpus, const Stems *stems, uint32_t threads, Arena *result,
                                         Arena scratch);

#endif
