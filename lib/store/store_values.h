/* What goes into a row of findings: values of the stages as values of SQLite. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_VALUES_H
#define STEMMA_STORE_STORE_VALUES_H

#include <sqlite3.h>

#include "../base/bytes.h"
#include "../base/utf8.h"
#include "../quote/quotation.h"

typedef struct ByteSpanList {
    const ByteSpan *spans;
    uint32_t count;
} ByteSpanList;

void values_bind_bytes(sqlite3_stmt *statement, int parameter, Bytes text);
/* A static name, NULL for NULL. */
void values_bind_name(sqlite3_stmt *statement, int parameter, const char *name);
/* 0..1; what is no number is 0. */
void values_bind_share(sqlite3_stmt *statement, int parameter, float share);
/* A number counted from 1; NULL for INDEX_NONE. */
void values_bind_ordinal(sqlite3_stmt *statement, int parameter, uint32_t index);
/* The list is built in *row, which must live until the statement has run. */
void values_bind_places(sqlite3_stmt *statement, int parameter, const CodePointIndex *index, ByteSpanList list,
                        Arena *row);
Bytes values_strings_to_json(const Bytes *strings, uint32_t count, Arena *result);

#endif
