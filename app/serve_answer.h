/* From an address to an answer: the page's files, or a view as JSON or CSV. */
#ifndef STEMMA_APP_SERVE_ANSWER_H
#define STEMMA_APP_SERVE_ANSWER_H

#include <microhttpd.h>

#include <stemma/stemma.h>

/* A response and its HTTP status. collection may be NULL where it can't be opened: error tells why. */
typedef struct Answer {
    struct MHD_Response *response; /* NULL: out of memory */
    unsigned status;
} Answer;

typedef struct AnswerRequest {
    struct MHD_Connection *connection;
    const char *path; /* decoded */
    const char *collection_name;
    /* Opens the thread's collection at the first call; NULL after *error was filled. */
    StemmaCollection *(*collection)(StemmaError *error);
} AnswerRequest;

Answer answer_make(const AnswerRequest *request);
/* One line of plain text. */
Answer answer_text(unsigned status, const char *text);

#endif
