/* What a record of any markup says about its article, on its way to becoming one. */
#ifndef STEMMA_READ_DRAFT_H
#define STEMMA_READ_DRAFT_H

#include "json_record.h"

/* All UTF-8; whatever isn't known is empty. */
typedef struct Draft {
    Bytes id; /* the record's own name for itself */
    Bytes title;
    Bytes outlet;
    Bytes byline;
    Bytes published; /* as stated, in whatever form */
    Bytes url;
    Bytes language; /* as stated */
    Bytes text;
} Draft;

/* An article, or why the draft is none. */
void draft_finish(Record *out, const Draft *draft, const RecordPlace *place, const ReadOptions *options, Arena *result);

#endif
