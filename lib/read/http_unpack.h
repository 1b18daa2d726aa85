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

typedef struct PackedBody {
    Bytes bytes;
    HttpPacking packing;
    uint64_t unpacked_bytes_max;
} PackedBody;

/*
 * Gives what the body unpacks to. *cut_off: it ended before its time, and what came out until then is there.
 * STEMMA_MALFORMED where nothing comes out, or the packed bytes are damaged; STEMMA_LIMIT where more would come out.
 */
MUST_USE Status http_unpack(const PackedBody *body, Bytes *out, bool *cut_off, Arena *result, Error *error);

#endif
