/* Reads the requests that the server answers: HTTP/1.1 without bodies, strictly. */
#ifndef STEMMA_APP_REQUEST_H
#define STEMMA_APP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

/* Request line and headers, with every line end: what is longer is refused. */
#define REQUEST_BYTES_MAX (32 << 10)
#define REQUEST_FIELDS_MAX 64

typedef struct RequestField {
    const char *name, *value;
} RequestField;

typedef struct RequestFields {
    RequestField items[REQUEST_FIELDS_MAX];
    size_t count;
} RequestFields;

/* Points into the bytes that were read and into `decoded`. */
typedef struct Request {
    const char *method;
    const char *target; /* as sent: "/find?q=a%20b" */
    const char *path; /* decoded, without the parameters */
    RequestFields parameters; /* decoded */
    RequestFields headers;
    bool keep_alive; /* the client may send another request on this connection */
    char decoded[REQUEST_BYTES_MAX + 1];
} Request;

/* Bytes of the first request in `bytes`, its line ends included; 0: it is not complete yet. */
size_t request_size(const char *bytes, size_t size);
/*
 * Reads one complete request of this size; its bytes are changed. Returns 0, or the status to refuse it with: 400, 414,
 * 431, 501, 505.
 */
unsigned request_read(char *bytes, size_t size, Request *out);

/* NULL where there is none; names of headers are the same in upper and lower case. */
const char *request_header(const Request *request, const char *name);
const char *request_parameter(const Request *request, const char *name);
/* The value of this cookie and its size; NULL where there is none. */
const char *request_cookie(const Request *request, const char *name, size_t *size);

#endif
