/* Whom each article has its text from. */
#ifndef STEMMA_LINEAGE_PARENTS_H
#define STEMMA_LINEAGE_PARENTS_H

#include "model.h"

/* Derivations by story, to, from, with their evidence; fills Story.origin_count. */
Derivations parents_choose(const Signs *signs, const DerivationModel *model, Stories *stories, Arena *result,
                           Arena scratch);

#endif
