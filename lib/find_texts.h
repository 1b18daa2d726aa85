/* Articles -> the words in them that a query has, and nothing else: what `find` needs to know of a collection. */
#ifndef STEMMA_FIND_TEXTS_H
#define STEMMA_FIND_TEXTS_H

#include "find_candidates.h"

/* The texts of articles that share a run of seed_words with the query; the others have no words. */
typedef struct FindTexts {
    Text *items; /* by article; a word that the query does not have is numbered vocabulary->count */
    uint32_t
        *article_counts; /* by word of the query: in how many of the articles it stands; where the index does not say */
    Arena *memories; /* one a thread; given back by find_texts_free */
    uint32_t memory_count;
} FindTexts;

FindTexts find_texts_scan(const Articles *articles, const FindLookup *lookup, uint32_t seed_words, Arena *result);
void find_texts_free(FindTexts *texts);

#endif
