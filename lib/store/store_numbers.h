/* Counts of what was found, for first looks. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_NUMBERS_H
#define STEMMA_STORE_STORE_NUMBERS_H

#include "store_private.h"

/* Fills the empty tables *_number and taking from the findings just written. Runs inside the caller's transaction. */
MUST_USE Status store_numbers_write(Store *store, const Findings *findings, const StoredArticles *stored, Arena scratch,
                                    Error *error);

/* story_number and family_number alone, of the stories and families that an addition writes. */
MUST_USE Status store_group_numbers_write(Store *store, const Findings *findings, const StoredArticles *stored,
                                          Arena scratch, Error *error);

#endif
