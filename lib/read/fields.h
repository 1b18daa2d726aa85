/* What the fields of a record are called: in JSON, in the header of a table, above a Markdown text. */
#ifndef STEMMA_READ_FIELDS_H
#define STEMMA_READ_FIELDS_H

#include "../base/bytes.h"

typedef enum Field {
    FIELD_TEXT,
    FIELD_TITLE,
    FIELD_URL,
    FIELD_OUTLET,
    FIELD_PUBLISHED,
    FIELD_AUTHORS,
    FIELD_ID,
    FIELD_LINKS,
    FIELD_LANGUAGE,
    FIELD_COUNT
} Field;

/* The names of texts from this rank on hold HTML (ninjs). */
enum { FIELD_TEXT_RANK_HTML = 11 };

/* The field a name stands for, upper and lower case the same; FIELD_COUNT: none. *rank: 0 is the surest name. */
Field field_find(Bytes name, int *rank);

#endif
