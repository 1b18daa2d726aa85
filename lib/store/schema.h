/* The tables, indexes and views of a collection file, and the check that a file has exactly these. */
#ifndef STEMMA_STORE_SCHEMA_H
#define STEMMA_STORE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

/* PRAGMA application_id: "Stma". */
#define SCHEMA_APPLICATION_ID 0x53746d61
/* PRAGMA user_version. Goes up whenever a table or a view changes, or what a blob holds. */
#define SCHEMA_VERSION 14
/* The first format with article_fact. */
#define SCHEMA_VERSION_FACTS 9

/* One object, in the spelling SQLite keeps in sqlite_schema, so that the two can be compared as strings. */
typedef struct SchemaObject {
    const char *type; /* "table", "index", "view" */
    const char *name;
    const char *sql;
} SchemaObject;

extern const SchemaObject schema_objects[];
extern const size_t schema_object_count;

/* The tables that a trace fills, children before parents: emptied in this order before new findings go in. */
extern const char *const schema_findings_tables[];
extern const size_t schema_findings_table_count;

/* Whether schema_objects[object] is an index of one of these tables. */
bool schema_is_findings_index(size_t object);

#endif
