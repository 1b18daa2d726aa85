/* The articles of a corpus as they are stored: by which keys, and in which orders. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_KEYS_H
#define STEMMA_STORE_STORE_KEYS_H

#include "store_private.h"

/* INTERNAL where an article of the corpus is not stored. Runs inside the caller's transaction. */
MUST_USE Status store_keys_find(Store *store, const Corpus *corpus, StoredArticles *out, Arena *result, Error *error);
/* Indexes of articles in canonical order, by time: the undated last, equals as they stand. */
void store_keys_order_by_time(const Article *articles, uint32_t *order, uint32_t count, Arena scratch);

#endif
