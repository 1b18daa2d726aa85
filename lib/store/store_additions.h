/* What a full trace leaves for additions. Inside lib/store; store.h has what others call. */
#ifndef STEMMA_STORE_STORE_ADDITIONS_H
#define STEMMA_STORE_STORE_ADDITIONS_H

#include "store_private.h"

/* Fills the empty tables signature and word_statistics. Runs inside the caller's transaction. */
MUST_USE Status store_additions_write(Store *store, const Findings *findings, const StoredArticles *stored,
                                      Error *error);

#endif
