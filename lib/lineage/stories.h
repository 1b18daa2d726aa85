/* Stories: the articles that report one matter. */
#ifndef STEMMA_LINEAGE_STORIES_H
#define STEMMA_LINEAGE_STORIES_H

#include "credits.h"

/* Every article is in exactly one story; origin_count is filled in when derivations are known. */
Stories stories_build(const LineageInput *input, const Pairs *pairs, const CreditLinks *credits, Arena *result,
                      Arena scratch);

/* The node that stands for the set a node is in; `above` is a forest, in which a root is above itself. */
uint32_t root_find(uint32_t *above, uint32_t node);

#endif
