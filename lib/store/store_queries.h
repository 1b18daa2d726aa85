/* The queries behind cursors, put together from a kind of record and a filter. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_QUERIES_H
#define STEMMA_STORE_STORE_QUERIES_H

#include "store.h"

/*
 * SQL with the parameters :article, :story, :family, :speaker, :outlet, :contains, :relation, :count and :skip,
 * where it has them.
 */
const char *query_build(StemmaRecord record, const StemmaFilter *filter, Arena *result);
/* The same, giving the number of records. */
const char *query_count_build(StemmaRecord record, const StemmaFilter *filter, Arena *result);

#endif
