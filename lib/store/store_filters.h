/* A reader's filter as parameters of a query. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_FILTERS_H
#define STEMMA_STORE_STORE_FILTERS_H

#include <sqlite3.h>

#include "store.h"

void filters_bind(sqlite3_stmt *statement, const StemmaFilter *filter, Arena scratch);

#endif
