/* A web page as an article. */
#ifndef STEMMA_READ_PAGE_H
#define STEMMA_READ_PAGE_H

#include "json_record.h"
#include "report.h"

/* A page and what is known of it from outside. */
typedef struct PageSource {
    Bytes raw;
    const char *path; /* of the file */
    Bytes url; /* where it was fetched from, which is then the article's path; empty where that isn't known */
    Bytes charset; /* as the server named it; may be empty */
} PageSource;

/* All that the record points to lives in source and result. */
void page_record_read(Record *out, const PageSource *source, const ReadOptions *options, Arena *result);

/* Reads the rest of the input as one page. The status is the sink's: what is wrong with the file is a skip. */
MUST_USE Status page_read(ReadRun *run, Input *input, Error *error);

#endif
