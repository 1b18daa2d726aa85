/* Records of what the quote stage found in each article. Inside lib/store; store.h has what others call. */
#ifndef STEMMA_STORE_STORE_RECORDS_H
#define STEMMA_STORE_STORE_RECORDS_H

#include "store_private.h"

/* Puts those that the quote stage made in the place of older ones. Runs inside the caller's transaction. */
MUST_USE Status store_records_write(Store *store, const Findings *findings, const StoredArticles *stored, Error *error);

#endif
