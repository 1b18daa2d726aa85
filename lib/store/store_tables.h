/* Findings as rows of their tables. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_TABLES_H
#define STEMMA_STORE_STORE_TABLES_H

#include "../base/utf8.h"
#include "store_private.h"

typedef struct Writer {
    Store *store;
    const Findings *findings;
    StoredArticles stored;
    CodePointIndex *indexes; /* by article */
    AdditionNumbers numbers; /* all NULL after a trace of all articles */
    Arena scratch;
} Writer;

/* Rows of all tables from `story` to `evidence_item`, as far as they are written. */
MUST_USE Status tables_write(Writer *writer, Error *error);
/* The sentences of `reason`, which are the same in every file. */
MUST_USE Status tables_write_reasons(Writer *writer, Error *error);

#endif
