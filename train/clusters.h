/* Word classes learned from unlabelled news. */
#ifndef STEMMA_TRAIN_CLUSTERS_H
#define STEMMA_TRAIN_CLUSTERS_H

#include "../lib/quote/tagger.h"

/*
 * Reads articles (anything the collection reads: JSON Lines, folders are not) from the file and gives words of like
 * neighbours one class. NULL where the file can't be read.
 */
const TaggerCluster *clusters_learn(const char *path, Arena *result);

#endif
