/* quote, first half: texts -> quotations with their speakers. */
#ifndef STEMMA_QUOTE_QUOTATIONS_H
#define STEMMA_QUOTE_QUOTATIONS_H

#include "quotation.h"

/* Runs the marks machine and attribution over all articles; speakers are not resolved yet. threads: 0 for all. */
typedef enum AttributionMethod {
    ATTRIBUTION_AUTOMATIC, /* by the collection's size: the tagger costs several times what everything else does */
    ATTRIBUTION_LEARNED,
    ATTRIBUTION_RULES
} AttributionMethod;

Quotations quotations_find(const Corpus *corpus, AttributionMethod method, uint32_t threads, Arena *result,
                           Arena scratch);

#endif
