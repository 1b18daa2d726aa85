/* Who speaks where several are named in a row, and through whom the words came. */
#ifndef STEMMA_QUOTE_CHAINS_H
#define STEMMA_QUOTE_CHAINS_H

#include "draft.h"

/* Moves what a medium only passes on to whoever says it; the medium is kept as one. */
void chains_resolve(const Clauses *clauses, TokenSpan unit, Draft *draft);

#endif
