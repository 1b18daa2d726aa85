/* Summaries: a short stretch of one text that draws on places all over a long stretch of another. */
#ifndef STEMMA_REUSE_SUMMARIES_H
#define STEMMA_REUSE_SUMMARIES_H

#include "fragments.h"

/*
 * Adds those of the pair to `fragments`, which are those fragments_find gave for it, and takes out the
 * pieces of them that it found. Reorders pairs.
 */
void summaries_find(const UnitsPair *pair, LikePairList *pairs, FragmentList *fragments, Arena *result);

#endif
