/* quote, first half: texts -> quotations with their speakers. */
#ifndef STEMMA_QUOTE_QUOTATIONS_H
#define STEMMA_QUOTE_QUOTATIONS_H

#include "../base/status.h"
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
    /*
     * By article: its record from an earlier run of this version that was asked for the same reach and number; empty where
     * there is none. NULL: records are neither read nor made.
     */
    const Bytes *known;
} QuotationOptions;

/* To be called first: what the stage needs of shared libraries. Any number of times, from any thread. */
MUST_USE Status quotations_prepare(Error *error);

/*
 * Runs the marks machine and attribution over all articles that no record tells of; speakers are not resolved yet. The
 * result is the same whatever is known.
 */
Quotations quotations_find(const Corpus *corpus, const QuotationOptions *options, Arena *result, Arena scratch);

/* By article, and one more: the first of its quotations among all, which come by article. */
const uint32_t *quotations_by_article(const Quotations *quotations, uint32_t article_count, Arena *result);

#endif
