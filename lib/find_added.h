/* Articles that the word index does not know, made known to a lookup. */
#ifndef STEMMA_FIND_ADDED_H
#define STEMMA_FIND_ADDED_H

#include "find_candidates.h"

/*
 * Puts the articles that were traced since the index was made into the lookup's sets. Of the lookup, the text, its
 * vocabulary, the index, the sets of words, and those of pairs (NULL: none) must be there. Counts stay those of the
 * index.
 */
MUST_USE Status find_added_read(FindLookup *lookup, Arena *result, Error *error);

#endif
