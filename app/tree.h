/* Derivation trees drawn with lines, for `tree` and `trace`. */
#ifndef STEMMA_APP_TREE_H
#define STEMMA_APP_TREE_H

#include <stemma/stemma.h>

#include "output.h"

/*
 * The trees of one story, or with NULL of every story of two articles or more, at most stories_max (0: all), and a
 * line that says how many were left out. False after an error, which is reported.
 */
bool print_trees(StemmaCollection *collection, const char *story, uint64_t stories_max, Output *output);

#endif
