/* Outlets: which articles come from one publisher. */
#ifndef STEMMA_REUSE_OUTLETS_H
#define STEMMA_REUSE_OUTLETS_H

#include "../text/text.h"

#define OUTLET_UNKNOWN 0

/* A number for each article's outlet, equal for equal outlets; OUTLET_UNKNOWN where nothing tells. */
uint32_t *outlets_number(const Corpus *corpus, Arena *result, Arena scratch);

/* Whether a month or more lies surely between the two; false where a date is missing. */
bool outlets_month_apart(const Article *one, const Article *other);

#endif
