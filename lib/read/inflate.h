/* A file's content as a stream, unpacked where it is packed: gzip (any number of members) and Zstandard frames. */
#ifndef STEMMA_READ_INFLATE_H
#define STEMMA_READ_INFLATE_H

#include <zlib.h>
#include <zstd.h>

#include "../base/file.h"
#include "../base/status.h"

typedef enum StreamKind { STREAM_PLAIN, STREAM_GZIP, STREAM_ZSTD } StreamKind;

/* Where a stream takes its bytes from: a file, or a member of an archive. */
typedef struct StreamSource {
    void *context; /* borrowed */
    /* Fills out; less than size only at the end. */
    Status (*read)(void *context, uint8_t *out, size_t size, size_t *read_bytes, Error *error);
    const uint64_t *packed_bytes; /* what all of it takes on the disk; NULL: what the stream itself took in */
} StreamSource;

StreamSource stream_source_file(File *file);

/* Must stay where it is while open: the decompressors point into it. */
typedef struct Stream {
    StreamSource source;
    StreamKind kind;
    uint32_t expansion_ratio_max;
    uint64_t input_bytes; /* taken from the source so far */
    uint64_t output_bytes; /* given out so far */
    Arena arena; /* scratch: the input buffer and the decompressor's memory */
    uint8_t *input;
    size_t input_begin; /* what is left of the input buffer */
    size_t input_end;
    bool input_ended;
    bool cut_off; /* the source ended inside a member or frame */
    bool inside; /* a member or frame has begun and not ended */
    uint64_t member_bytes; /* that the gzip member in hand gave so far */
    size_t search_begin; /* where in the input buffer a gzip member behind the damaged one may begin */
    uint64_t searched_again_bytes; /* gone back over in such searches */
    uint64_t tried_bytes; /* inflated to see whether a member begins */
    z_stream gzip;
    ZSTD_DStream *zstd;
} Stream;

/*
 * Recognises the packing by the first bytes. scratch is the stream's until it is closed. On failure there is nothing to
 * close.
 */
MUST_USE Status stream_open(Stream *out, StreamSource source, uint32_t expansion_ratio_max, Arena scratch,
                            Error *error);
void stream_close(Stream *stream);

/*
 * Fills out; less than size only at the end or before a problem. *read_bytes is right even where the status is not OK:
 * STEMMA_MALFORMED (cut off, damaged), STEMMA_LIMIT (inflates too far), STEMMA_UNSUPPORTED, or what the file layer
 * says.
 */
MUST_USE Status stream_read(Stream *stream, uint8_t *out, size_t size, size_t *read_bytes, Error *error);

/*
 * After STEMMA_MALFORMED: moves to the next gzip member that inflates, at byte *packed_offset of the source. False
 * where there is none, or the packing has no members.
 */
bool stream_resume(Stream *stream, uint64_t *packed_offset);

#endif
