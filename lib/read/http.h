/* An answer by a web server as archives keep it. */
#ifndef STEMMA_READ_HTTP_H
#define STEMMA_READ_HTTP_H

#include "../base/bytes.h"
#include "../base/status.h"

typedef struct HttpAnswer {
    uint32_t code; /* 200 ... */
    Bytes type; /* "text/html"; without what stands behind it */
    Bytes charset; /* may be empty */
    Bytes body; /* unchunked and unpacked */
    bool cut_off; /* what it was packed from is not whole */
} HttpAnswer;

/* The value of a header among lines, trimmed; empty where there is none. */
Bytes http_header(Bytes lines, const char *name);
/* The size of the lines up to and with the empty line that ends them; 0 where there is none. */
size_t http_headers_size(Bytes source);
/* A media type's name and its charset ("text/html; charset=utf-8"). */
void http_type_split(Bytes value, Bytes *type, Bytes *charset);

/* STEMMA_MALFORMED, STEMMA_LIMIT (unpacked it is larger than body_bytes_max). */
MUST_USE Status http_answer_read(HttpAnswer *out, Bytes source, uint64_t body_bytes_max, Arena *result, Error *error);

#endif
