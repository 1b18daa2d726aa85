/* What is known of an article beyond its row: where its links stand, what its markup and its page say. */
#ifndef STEMMA_STORE_STORE_FACTS_H
#define STEMMA_STORE_STORE_FACTS_H

#include "store_private.h"

/* Stores the facts of an article that was stored just now; nothing where it has none. */
MUST_USE Status facts_add(Store *store, const Article *article, int64_t article_key, Arena scratch, Error *error);

/* Fills in the places of agency, links and roles from four columns that begin at `column`; article->text is there. */
void facts_read_places(sqlite3_stmt *statement, int column, Article *article, Arena *result);

#endif
