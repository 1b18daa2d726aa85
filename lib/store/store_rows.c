/*
 * Rows of findings, and their values as the tables hold them.
 *
 * In:  a table, how many rows it gets, and their values: names, shares, numbers counted from 0, places in bytes.
 * Out: rows: shares rounded to four decimals, numbers counted from 1, places in code points.
 *
 * A statement writes ROWS_A_STATEMENT rows: what SQLite does around a row - beginning, finding the table's end, ending
 * - takes longer than the row itself, and is done once for all of them. More rows a statement gain nothing (measured
 * from 16 on). The last statement takes what is left, which is why the number of rows is told before.
 *
 * A row that can't be written takes the whole transaction with it (OR ROLLBACK): with the usual way of failing, which
 * undoes the statement alone, SQLite would keep a journal for each of them.
 *
 * Invariant: no value is left out silently; one that SQLite refuses makes the table fail.
 */
#include "store_rows.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "places.h"

#define ROWS_A_STATEMENT 32

void rows_open(Rows *rows, Store *store, RowTable table, uint64_t row_count) {
    *rows = (Rows){.store = store, .table = table, .rows_left = row_count, .values = arena_open(0)};
    rows->values_empty = rows->values.used_bytes;
}

/* For as many rows as are left, at most ROWS_A_STATEMENT. */
static Status prepare(Rows *rows, Error *error) {
    const int row_count = rows->rows_left < ROWS_A_STATEMENT ? (int)rows->rows_left : ROWS_A_STATEMENT;
    if (rows->insert && rows->insert_rows == row_count) return STEMMA_OK;
    sqlite3_finalize(rows->insert);
    rows->insert = NULL;
    Arena memory = rows->values;
    Buffer sql = {.arena = &memory};
    buffer_append_string(&sql, "INSERT OR ROLLBACK INTO ");
    buffer_append_string(&sql, rows->table.name);
    for (int row = 0; row < row_count; row++) {
        buffer_append_string(&sql, row == 0 ? " VALUES (?" : "), (?");
        for (int column = 1; column < rows->table.column_count; column++) buffer_append_string(&sql, ",?");
    }
    buffer_append_byte(&sql, ')');
    rows->insert_rows = row_count;
    return store_prepare(rows->store, buffer_string(&sql), &rows->insert, error);
}

/* The rows bound. */
static Status write_bound(Rows *rows, Error *error) {
    Status status = STEMMA_OK;
    if (rows->bind_result != SQLITE_OK) {
        status = store_fail_with(rows->store, rows->bind_result, error);
    } else if (rows->begun_rows > 0) {
        assert(rows->begun_rows == rows->insert_rows);
        status = store_execute(rows->store, rows->insert, error);
        sqlite3_clear_bindings(rows->insert);
    }
    rows->begun_rows = 0;
    arena_reset(&rows->values, rows->values_empty);
    return status;
}

Status rows_next(Rows *rows, Error *error) {
    assert(rows->rows_left > 0);
    Status status = STEMMA_OK;
    if (rows->begun_rows == rows->insert_rows) {
        status = write_bound(rows, error);
        if (!status) status = prepare(rows, error);
        if (status) return status;
    }
    rows->before = rows->begun_rows * rows->table.column_count;
    rows->begun_rows++;
    rows->rows_left--;
    return STEMMA_OK;
}

bool numbers_are_written(FindingNumbers numbers, size_t index) {
    return !numbers.written || numbers.written[index];
}

uint64_t numbers_count_written(FindingNumbers numbers, size_t count) {
    if (!numbers.written) return count;
    uint64_t written = 0;
    for (size_t i = 0; i < count; i++) written += numbers.written[i];
    return written;
}

bool rows_begin(Rows *rows, NumberedRow row, Status *status, Error *error) {
    if (*status || !numbers_are_written(row.numbers, row.index)) return false;
    *status = rows_next(rows, error);
    return *status == STEMMA_OK;
}

Status rows_close(Rows *rows, Status status, Error *error) {
    assert(status || rows->rows_left == 0);
    if (!status) status = write_bound(rows, error);
    sqlite3_finalize(rows->insert);
    rows->insert = NULL;
    arena_close(&rows->values);
    return status;
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

static void keep_result(Rows *rows, int result) {
    if (result != SQLITE_OK && rows->bind_result == SQLITE_OK) rows->bind_result = result;
}

void row_number(Rows *rows, int column, int64_t number) {
    keep_result(rows, sqlite3_bind_int64(rows->insert, rows->before + column, number));
}

void row_real(Rows *rows, int column, double number) {
    keep_result(rows, sqlite3_bind_double(rows->insert, rows->before + column, number));
}

void row_bytes(Rows *rows, int column, Bytes text) {
    const char *data = text.size > 0 ? (const char *)text.data : "";
    keep_result(rows,
                sqlite3_bind_text64(rows->insert, rows->before + column, data, text.size, SQLITE_STATIC, SQLITE_UTF8));
}

void row_blob(Rows *rows, int column, Bytes blob) {
    keep_result(rows, sqlite3_bind_blob64(rows->insert, rows->before + column, blob.data, blob.size, SQLITE_STATIC));
}

void row_name(Rows *rows, int column, const char *name) {
    if (name) row_bytes(rows, column, bytes_from_string(name));
}

uint32_t share_to_ten_thousandths(float share) {
    double clamped = share > 0 ? (share < 1 ? share : 1) : 0; /* what is no number is 0 */
    return (uint32_t)(clamped * 10000 + 0.5);
}

void row_share(Rows *rows, int column, float share) {
    keep_result(rows, sqlite3_bind_double(rows->insert, rows->before + column,
                                          (double)share_to_ten_thousandths(share) / 10000));
}

void row_score(Rows *rows, int column, float score) {
    double value = isfinite(score) ? round((double)score * 100) / 100 : 0;
    keep_result(rows, sqlite3_bind_double(rows->insert, rows->before + column, value));
}

void row_ordinal(Rows *rows, int column, uint32_t index) {
    if (index != INDEX_NONE) row_number(rows, column, (int64_t)index + 1);
}

void row_numbered(Rows *rows, int column, FindingNumbers numbers, uint32_t index) {
    if (index == INDEX_NONE) return;
    if (!numbers.numbers) {
        row_ordinal(rows, column, index);
    } else if (numbers.numbers[index] > 0) {
        row_number(rows, column, numbers.numbers[index]);
    }
}

void row_place(Rows *rows, int column, const CodePointIndex *index, ByteSpan bytes) {
    StemmaSpan span = places_from_bytes(index, bytes);
    row_number(rows, column, (int64_t)span.start);
    row_number(rows, column + 1, (int64_t)span.end);
}

void row_mention(Rows *rows, int column, const CodePointIndex *index, ByteSpan bytes) {
    if (bytes.begin < bytes.end) row_place(rows, column, index, bytes);
}

void row_places(Rows *rows, int column, const CodePointIndex *index, ByteSpanList list) {
    if (list.count == 0) {
        row_bytes(rows, column, BYTES("[]"));
        return;
    }
    Buffer json = {.arena = &rows->values};
    places_append_json(&json, index, list.spans, list.count);
    row_bytes(rows, column, buffer_bytes(&json));
}

void row_strings(Rows *rows, int column, const Bytes *strings, uint32_t count) {
    Buffer json = {.arena = &rows->values};
    buffer_append_byte(&json, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) buffer_append_byte(&json, ',');
        places_append_json_string(&json, strings[i]);
    }
    buffer_append_byte(&json, ']');
    row_bytes(rows, column, buffer_bytes(&json));
}

void row_numbers(Rows *rows, int column, const uint32_t *numbers, uint32_t count) {
    Buffer json = {.arena = &rows->values};
    buffer_append_byte(&json, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) buffer_append_byte(&json, ',');
        numbers_append_decimal(&json, numbers[i]);
    }
    buffer_append_byte(&json, ']');
    row_bytes(rows, column, buffer_bytes(&json));
}
