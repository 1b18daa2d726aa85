/* quote, first half: texts -> quotations with their speakers. */
#ifndef STEMMA_QUOTE_QUOTATIONS_H
#define STEMMA_QUOTE_QUOTATIONS_H

#include "attribution.h"

/*
 * Where the tagger looks unless told otherwise: everywhere; in a collection so large that it would cost more than all
 * else, only where something stands in quotation marks. By the words of the collection, however they were added.
 */
TaggerReach quotations_reach(uint64_t collection_words);

typedef struct QuotationOptions {
    TaggerReach reach;
    uint32_t threads; /* 0 for all */
    uint32_t per_article_max; /* an article's quotations, the first by place; 0: STEMMA_QUOTATIONS_MAX */
} QuotationOptions;

/* Runs the marks machine and attribution over all articles; speakers are not resolved yet. */
Quotations quotations_find(const Corpus *corpus, const QuotationOptions *options, Arena *result, Arena scratch);

#endif
