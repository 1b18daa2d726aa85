/* Stories: the articles that report one matter. */
#ifndef STEMMA_LINEAGE_STORIES_H
#define STEMMA_LINEAGE_STORIES_H

#include "credits.h"

/* Every article is in exactly one story; origin_count is filled in when derivations are known. */
Stories stories_build(const LineageInput *input, const Pairs *pairs, const CreditLinks *credits, Arena *result,
                      Arena scratch);

#endif
