/*
 * Values as the tables hold them.
 *
 * In:  names, shares, numbers counted from 0, places in bytes.
 * Out: parameters of a statement: shares rounded to four decimals, numbers counted from 1, places in code points.
 */
#include "store_values.h"

#include "places.h"

void values_bind_bytes(sqlite3_stmt *statement, int parameter, Bytes text) {
    const char *data = text.size > 0 ? (const char *)text.data : "";
    sqlite3_bind_text64(statement, parameter, data, text.size, SQLITE_STATIC, SQLITE_UTF8);
}

void values_bind_name(sqlite3_stmt *statement, int parameter, const char *name) {
    sqlite3_bind_text(statement, parameter, name, -1, SQLITE_STATIC);
}

void values_bind_share(sqlite3_stmt *statement, int parameter, float share) {
    double clamped = share > 0 ? (share < 1 ? share : 1) : 0; /* what is no number is 0 */
    sqlite3_bind_double(statement, parameter, (double)(int64_t)(clamped * 10000 + 0.5) / 10000);
}

void values_bind_ordinal(sqlite3_stmt *statement, int parameter, uint32_t index) {
    if (index == INDEX_NONE) {
        sqlite3_bind_null(statement, parameter);
    } else {
        sqlite3_bind_int64(statement, parameter, (int64_t)index + 1);
    }
}

void values_bind_places(sqlite3_stmt *statement, int parameter, const CodePointIndex *index, ByteSpanList list,
                        Arena *row) {
    if (list.count == 0) {
        sqlite3_bind_text(statement, parameter, "[]", 2, SQLITE_STATIC);
        return;
    }
    Buffer json = {.arena = row};
    places_append_json(&json, index, list.spans, list.count);
    values_bind_bytes(statement, parameter, buffer_bytes(&json));
}

Bytes values_strings_to_json(const Bytes *strings, uint32_t count, Arena *result) {
    Buffer json = {.arena = result};
    buffer_append_byte(&json, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) buffer_append_byte(&json, ',');
        places_append_json_string(&json, strings[i]);
    }
    buffer_append_byte(&json, ']');
    return buffer_bytes(&json);
}
