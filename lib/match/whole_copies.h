/* Whole and nearly whole copies of one sequence: the first stands for all. */
#ifndef STEMMA_MATCH_WHOLE_COPIES_H
#define STEMMA_MATCH_WHOLE_COPIES_H

#include "seed_index.h"

/*
 * Says for every sequence which one it is a copy of: itself, for nearly all. Puts those occurrences in each group of
 * the index behind the others that an earlier copy stands for (SeedGroup); places are kept valid.
 */
uint32_t *whole_copies_represent(SeedIndex *index, uint32_t sequence_count, const MatchOptions *options, Arena *result,
                                 Arena scratch);

#endif
