/* What a record of any markup says about its article, on its way to becoming one. */
#ifndef STEMMA_READ_DRAFT_H
#define STEMMA_READ_DRAFT_H

#include "json_record.h"
#include "report.h"

/* All UTF-8; whatever isn't known is empty. */
typedef struct Draft {
    bool is_file; /* a file of its own: it goes by the file's name, not by its own */
    Bytes id; /* the record's own name for itself */
    Bytes title;
    Bytes outlet;
    Bytes byline;
    Bytes published; /* as stated, in whatever form */
    Bytes url;
    Bytes language; /* as stated */
    Bytes text;
    const Bytes *links; /* addresses, beside those that stand in the text */
    uint32_t link_count;
    const LinkPlace *link_places; /* of these, in the text */
    uint32_t link_place_count;
    const char *encoding; /* NULL, or what the record was guessed to be in */
    const char *remark; /* NULL, or what should be known of it */
} Draft;

/* An article, or why the draft is none. */
void draft_finish(Record *out, const Draft *draft, const RecordPlace *place, const ReadOptions *options, Arena *result);

/* Hands what became of a draft to the sink: the article, or the skip. The status is the sink's. */
MUST_USE Status draft_report(ReadRun *run, const RecordPlace *place, uint64_t byte_offset, const Record *record,
                             Error *error);

#endif
