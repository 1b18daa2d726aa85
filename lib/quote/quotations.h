/* quote, first half: texts -> quotations with their speakers. */
#ifndef STEMMA_QUOTE_QUOTATIONS_H
#define STEMMA_QUOTE_QUOTATIONS_H

#include "quotation.h"

/* Runs the marks machine and attribution over all articles; speakers are not resolved yet. threads: 0 for all. */
Quotations quotations_find(const Corpus *corpus, uint32_t threads, Arena *result, Arena scratch);

#endif
