/* Two sequences with common seeds -> their alignments. */
#ifndef STEMMA_MATCH_PAIR_H
#define STEMMA_MATCH_PAIR_H

#include "chain.h"
#include "extend.h"

/*
 * anchors (count > 0): all of the pair, by source word, then target word. Appends to alignments, by place in the
 * source.
 */
void pair_match(const SequencePair *pair, const Anchor *anchors, uint32_t count, AlignmentList *alignments,
                Arena *result, Arena scratch);

#endif
