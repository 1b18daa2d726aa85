/*
 * Before and after the rows of findings.
 *
 * Tables are emptied and their indexes dropped; when all rows are there the indexes are made again, which is by sorting
 * and not by looking for a place for each row: that would cost more with every row that is there already.
 *
 * Invariant: the objects of the file are those of schema.c again when the transaction ends.
 */
#include "store_indexes.h"

#include <stdio.h>

#include "schema.h"

Status indexes_clear_findings(Store *store, Error *error) {
    Status status = STEMMA_OK;
    char sql[80];
    for (size_t i = 0; i < schema_object_count && !status; i++) {
        if (!schema_is_findings_index(i)) continue;
        snprintf(sql, sizeof sql, "DROP INDEX %s", schema_objects[i].name);
        status = store_run(store, sql, error);
    }
    for (size_t i = 0; i < schema_findings_table_count && !status; i++) {
        snprintf(sql, sizeof sql, "DELETE FROM %s", schema_findings_tables[i]);
        status = store_run(store, sql, error);
    }
    return status;
}

Status indexes_make(Store *store, Error *error) {
    Status status = STEMMA_OK;
    for (size_t i = 0; i < schema_object_count && !status; i++) {
        if (schema_is_findings_index(i)) status = store_run(store, schema_objects[i].sql, error);
    }
    return status;
}
