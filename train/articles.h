/* The texts of articles, in memory, for programs that learn from them. */
#ifndef STEMMA_TRAIN_ARTICLES_H
#define STEMMA_TRAIN_ARTICLES_H

#include "../lib/base/status.h"
#include "../lib/text/text.h"

/*
 * All articles of a file or a folder, in any form Stemma reads, in the order of reading: their texts and nothing else. What
 * can't be read is left out; a path that can't be opened is an error.
 */
MUST_USE Status articles_learn_from(const char *path, Corpus *out, Arena *result, Error *error);

#endif
