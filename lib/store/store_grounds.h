/* Why a passage is called reworded, to and from its row. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_GROUNDS_H
#define STEMMA_STORE_STORE_GROUNDS_H

#include "../reuse/grounds.h"
#include "store_rows.h"

/* Eight columns from `column` on, and their order: schema.c. */
void row_grounds(Rows *rows, int column, const Grounds *grounds);
/* Nothing where there are none, or where the rule or its cause is not one of ours. */
StemmaGrounds grounds_read(sqlite3_stmt *row, int column, Arena *result);

#endif
