/* The articles of a corpus as they are stored: by which keys, and in which orders. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_KEYS_H
#define STEMMA_STORE_STORE_KEYS_H

#include "store_private.h"

/* INTERNAL where an article of the corpus is not stored. Runs inside the caller's transaction. */
MUST_USE Status store_keys_find(Store *store, const Corpus *corpus, StoredArticles *out, Arena *result, Error *error);

#endif
