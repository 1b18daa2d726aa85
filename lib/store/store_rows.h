/* Rows into a table of findings, many with one statement, and the stages' values as SQLite's. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_ROWS_H
#define STEMMA_STORE_STORE_ROWS_H

#include "../base/bytes.h"
#include "../base/utf8.h"
#include "../quote/quotation.h"
#include "store_private.h"

typedef struct ByteSpanList {
    const ByteSpan *spans;
    uint32_t count;
} ByteSpanList;

typedef struct RowTable {
    const char *name;
    int column_count;
} RowTable;

/* A table being filled. */
typedef struct Rows {
    Store *store;
    RowTable table;
    uint64_t rows_left; /* not begun yet */
    sqlite3_stmt *insert;
    int insert_rows; /* that the statement takes */
    int begun_rows; /* of these */
    int before; /* the parameter before the first of the row being bound */
    int bind_result; /* SQLITE_OK, or what was wrong with a value */
    Arena values; /* of the rows that are bound */
    size_t values_empty;
} Rows;

/* Exactly row_count rows will follow, each begun with rows_next. Closed by rows_close, whatever came of it. */
void rows_open(Rows *rows, Store *store, RowTable table, uint64_t row_count);
MUST_USE Status rows_next(Rows *rows, Error *error);
/* A finding's row, if it is written: not after an addition, where it stands there already. */
typedef struct NumberedRow {
    FindingNumbers numbers;
    size_t index;
} NumberedRow;
bool numbers_are_written(FindingNumbers numbers, size_t index);
uint64_t numbers_count_written(FindingNumbers numbers, size_t count);
/* Begins the row, unless it is not written: then, and after a failure before or now, false. */
bool rows_begin(Rows *rows, NumberedRow row, Status *status, Error *error);
/* Writes what is bound, unless something failed before: status is handed through then. */
MUST_USE Status rows_close(Rows *rows, Status status, Error *error);

/*
 * Values of the row begun last; columns are counted from 1, and those left out are NULL. Bytes are borrowed until the
 * table is closed; what is made for one row may be made in rows->values.
 */
void row_number(Rows *rows, int column, int64_t number);
/* As it is, with all its digits. */
void row_real(Rows *rows, int column, double number);
void row_bytes(Rows *rows, int column, Bytes text);
void row_blob(Rows *rows, int column, Bytes blob);
/* A static name, NULL for NULL. */
void row_name(Rows *rows, int column, const char *name);
/* 0..1; what is no number is 0. */
void row_share(Rows *rows, int column, float share);
/* Any number, in hundredths; what is no number is 0. */
void row_score(Rows *rows, int column, float score);
/* A number counted from 1; NULL for INDEX_NONE. */
void row_ordinal(Rows *rows, int column, uint32_t index);
/* The number of the finding; NULL for INDEX_NONE, and for what stands nowhere in the file. */
void row_numbered(Rows *rows, int column, FindingNumbers numbers, uint32_t index);
/* start in the column and end in the next. */
void row_place(Rows *rows, int column, const CodePointIndex *index, ByteSpan bytes);
/* The same; NULL for an empty span, which stands for "none". */
void row_mention(Rows *rows, int column, const CodePointIndex *index, ByteSpan bytes);
/* JSON arrays. */
void row_places(Rows *rows, int column, const CodePointIndex *index, ByteSpanList list);
void row_strings(Rows *rows, int column, const Bytes *strings, uint32_t count);
void row_numbers(Rows *rows, int column, const uint32_t *numbers, uint32_t count);

/* A share as the file holds it: in ten thousandths. */
uint32_t share_to_ten_thousandths(float share);

#endif
