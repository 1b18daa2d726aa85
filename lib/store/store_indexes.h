/* Empties the tables of findings before they are filled, and makes their indexes afterwards. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_INDEXES_H
#define STEMMA_STORE_STORE_INDEXES_H

#include "store_private.h"

/* Both run inside the caller's transaction. */
MUST_USE Status indexes_clear_findings(Store *store, Error *error);
MUST_USE Status indexes_make(Store *store, Error *error);

#endif
