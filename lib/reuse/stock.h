/* Stock phrases: what two articles both say without one having it from the other. */
#ifndef STEMMA_REUSE_STOCK_H
#define STEMMA_REUSE_STOCK_H

#include "passages.h"

/* weight_min_permille: what a passage must weigh at all (MatchOptions). */
bool stock_is_phrase(const PassageWords *words, const Passage *passage, uint32_t weight_min_permille);

#endif
