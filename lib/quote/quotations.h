/* quote, first half: texts -> quotations with their speakers. */
#ifndef STEMMA_QUOTE_QUOTATIONS_H
#define STEMMA_QUOTE_QUOTATIONS_H

#include "quotation.h"

typedef enum AttributionMethod {
    ATTRIBUTION_DEFAULT, /* learned, or rules where the collection is so large that the tagger would cost more than all else */
    ATTRIBUTION_LEARNED,
    ATTRIBUTION_RULES
} AttributionMethod;

/* Whether the default means rules alone: by the words of the collection, however they were added. */
bool quotations_by_rules(AttributionMethod method, uint64_t collection_words);

typedef struct QuotationOptions {
    AttributionMethod method;
    uint32_t threads; /* 0 for all */
    uint32_t per_article_max; /* an article's quotations, the first by place; 0: STEMMA_QUOTATIONS_MAX */
} QuotationOptions;

/* Runs the marks machine and attribution over all articles; speakers are not resolved yet. */
Quotations quotations_find(const Corpus *corpus, const QuotationOptions *options, Arena *result, Arena scratch);

#endif
