/* Two sequences with common seeds -> their alignments. */
#ifndef STEMMA_MATCH_PAIR_H
#define STEMMA_MATCH_PAIR_H

#include "chain.h"
#include "extend.h"

/* anchors: all of the pair, at least one. Appends to alignments, by place in the source. */
void pair_match(const SequencePair *pair, Anchors anchors, AlignmentList *alignments, Arena *result, Arena scratch);

#endif
