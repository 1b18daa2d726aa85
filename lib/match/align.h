/* Word alignment of two short sequences: the exact differences between two wordings. */
#ifndef STEMMA_MATCH_ALIGN_H
#define STEMMA_MATCH_ALIGN_H

#include <stdint.h>

#include "../base/arena.h"
#include "match.h"

typedef enum AlignOperation { ALIGN_EQUAL, ALIGN_SUBSTITUTE, ALIGN_DELETE, ALIGN_INSERT } AlignOperation;

/* A run of one operation: DELETE takes source words only, INSERT target words only. */
typedef struct AlignStep {
    AlignOperation operation;
    WordSpan source_words;
    WordSpan target_words;
} AlignStep;

typedef struct AlignPath {
    AlignStep *steps; /* cover both sequences completely, in order */
    uint32_t step_count;
    uint32_t matched_words;
    uint32_t aligned_words;
} AlignPath;

/*
 * Global alignment with the fewest differences; among those, the one that keeps equal words together (affine gaps),
 * ties broken the same way whichever side is called source. Costs O(source * target) at worst, O((source + target) *
 * differences) for similar texts.
 */
AlignPath align_words(Sequence source, Sequence target, Arena *result, Arena scratch);

#endif
