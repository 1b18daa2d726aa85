/* From a request to an answer: the page's files, a view as JSON, a table to be written piece by piece, or a refusal. */
#ifndef STEMMA_APP_SERVE_ANSWER_H
#define STEMMA_APP_SERVE_ANSWER_H

#include <stdio.h>

#include <stemma/stemma.h>

#include "request.h"
#include "serve_cache.h"
#include "serve_guard.h"

/* What is served, to whom. */
typedef struct Site {
    Guard guard;
    const char *collection_path;
    const char *collection_name;
} Site;

/* One thread's view of the collection, opened for reading when it is first asked. Begins as {.site = …}. */
typedef struct Reader {
    const Site *site;
    StemmaCollection *collection;
    uint64_t state; /* of the collection, as the cache was told it; 0: never */
} Reader;
void reader_close(Reader *reader);

typedef struct Answer {
    unsigned status;
    const char *type;
    const void *data;
    size_t size;
    Body *body; /* whose data that is; NULL: it lives for ever */
    char *lines; /* further header lines, from malloc; NULL: none */
    bool is_table; /* nothing of this but the status counts: answer_write_table writes it */
} Answer;
void answer_free(Answer *answer);

Answer answer_make(Reader *reader, const Request *request);
/* A request that could not be read. */
Answer answer_refusal(unsigned status);
Answer answer_error(const StemmaError *error);
/* Writes the table that the request asks for. Anything but OK: what was written is not whole. */
StemmaStatus answer_write_table(Reader *reader, const Request *request, FILE *out, StemmaError *error);

#define ANSWER_SIZE_UNKNOWN SIZE_MAX
/* First line and headers, from malloc; NULL where memory is out. Of unknown size: in chunks. */
char *answer_head(const Answer *answer, size_t size, bool keep_alive);

#endif
