/* Bodies that a web server packed. */
#ifndef STEMMA_READ_HTTP_UNPACK_H
#define STEMMA_READ_HTTP_UNPACK_H

#include "../base/bytes.h"
#include "../base/status.h"

typedef enum HttpPacking {
    HTTP_GZIP,
    HTTP_ZLIB, /* what "deflate" means */
    HTTP_DEFLATE, /* what some servers took it to mean: the same without its header */
    HTTP_BROTLI,
    HTTP_ZSTD
} HttpPacking;

/*
 * Puts what *body unpacks to in its place. *cut_off: it ended before its time, and what came out until then is there.
 * STEMMA_MALFORMED where nothing comes out, or the packed bytes are damaged; STEMMA_LIMIT above bytes_max.
 */
MUST_USE Status http_unpack(Bytes *body, HttpPacking packing, uint64_t bytes_max, bool *cut_off, Arena *result,
                            Error *error);

#endif
