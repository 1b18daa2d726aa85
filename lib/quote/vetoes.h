/* Drafts that look like attributions and are none. */
#ifndef STEMMA_QUOTE_VETOES_H
#define STEMMA_QUOTE_VETOES_H

#include "draft.h"

bool vetoes_draft_says_nothing(const AttributionInput *input, const Drafts *drafts, size_t index);

#endif
