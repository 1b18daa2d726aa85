/*
 * Unpacking.
 *
 * In:  a file, or a member of an archive.
 * Out: its bytes, or what they unpack to, in portions of the caller's choice.
 *
 * The packing is told by its first bytes (RFC 1952, RFC 8878), never by the name. Files made by appending one gzip
 * member or Zstandard frame to another are read through to the end; zero bytes behind the last gzip member are padding.
 *
 * The decompressors take their memory from the stream's own arena. They free little and in reverse order, so giving
 * back the arena's last allocation is all the freeing there is; a Zstandard file whose frames ask for ever larger
 * windows therefore costs one window at a time.
 *
 * A bomb is known by its ratio: once more than RATIO_FREE_BYTES came out, every portion is checked against the bytes
 * that went in. Portions are at most PORTION_BYTES, so nothing is overrun by more than that. A member of an archive
 * counts against what the archive takes on the disk, so that packing it twice does not lift the limit twice.
 *
 * Where a gzip member is damaged the next can be searched for: three bytes that begin one, and a few thousand behind
 * them that inflate. The search begins behind the damaged member's own beginning, because a damaged member may have
 * swallowed the beginning of the next before the damage showed; only what the input buffer still holds is gone over
 * again. Both the going back and the trying are paid for by bytes that were read, so the cost stays linear whatever the
 * bytes are.
 */
#define ZSTD_STATIC_LINKING_ONLY
#include "inflate.h"

#include <string.h>
#include <zstd_errors.h>

#include "../base/late.h"

enum {
    INPUT_BYTES = 256 * 1024, /* larger ones don't read faster */
    PORTION_BYTES = 1024 * 1024,
    RATIO_FREE_BYTES = 4 * 1024 * 1024, /* a small file may be as repetitive as it likes */
    WINDOW_LOG_MAX = 27, /* 128 MiB: what the zstd program itself accepts without being told otherwise */
    TRIAL_BYTES = 4096, /* that inflate without a mistake: by chance no wrong beginning comes so far */
    TRIAL_SHARE = 8 /* bytes tried for each that was read; more is only where somebody planted beginnings */
};

#define ZLIB_FUNCTIONS(X) X(inflate) X(inflateEnd) X(inflateInit2_) X(inflateReset) X(zlibVersion)
LATE_LIBRARY(libz, LATE_Z, ZLIB_FUNCTIONS)

#define ZSTD_FUNCTIONS(X)                                                                                              \
    X(ZSTD_DCtx_setParameter)                                                                                          \
    X(ZSTD_createDStream_advanced)                                                                                     \
    X(ZSTD_decompressStream)                                                                                           \
    X(ZSTD_freeDStream)                                                                                                \
    X(ZSTD_getErrorCode)                                                                                               \
    X(ZSTD_getErrorName)                                                                                               \
    X(ZSTD_isError)                                                                                                    \
    X(ZSTD_versionString)
LATE_LIBRARY(libzstd, LATE_ZSTD, ZSTD_FUNCTIONS)

/* --- Memory for the decompressors --------------------------------------------------------------------------------- */

/* Stands before each allocation; its size keeps the alignment that malloc would give. */
typedef struct Block {
    size_t used_before_bytes;
    size_t used_after_bytes;
} Block;

static void *block_allocate(void *opaque, size_t size) {
    Arena *arena = opaque;
    size_t used_before_bytes = arena->used_bytes;
    Block *block = arena_allocate(arena, sizeof(Block) + size, 16);
    block->used_before_bytes = used_before_bytes;
    block->used_after_bytes = arena->used_bytes;
    return block + 1;
}

static void block_free(void *opaque, void *address) {
    Arena *arena = opaque;
    if (!address) return;
    const Block *block = (const Block *)address - 1;
    if (block->used_after_bytes == arena->used_bytes) arena_reset(arena, block->used_before_bytes);
}

static void *gzip_allocate(void *opaque, unsigned count, unsigned size) {
    return block_allocate(opaque, (size_t)count * size);
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

/* Refills the input buffer when it is empty, or when fewer than wanted bytes are left of it. */
static Status refill(Stream *stream, size_t wanted, Error *error) {
    size_t left = stream->input_end - stream->input_begin;
    if (stream->input_ended || left >= wanted) return STEMMA_OK;

    memmove(stream->input, stream->input + stream->input_begin, left);
    stream->search_begin -= stream->search_begin < stream->input_begin ? stream->search_begin : stream->input_begin;
    stream->input_begin = 0;
    stream->input_end = left;
    size_t read_bytes = 0;
    Status status =
        stream->source.read(stream->source.context, stream->input + left, INPUT_BYTES - left, &read_bytes, error);
    if (status != STEMMA_OK) return status;

    stream->input_end += read_bytes;
    stream->input_bytes += read_bytes;
    stream->input_ended = stream->input_end < INPUT_BYTES;
    return STEMMA_OK;
}

static bool starts_gzip(const uint8_t *data, size_t size) {
    return size >= 3 && data[0] == 0x1f && data[1] == 0x8b && data[2] == 8;
}

static bool starts_zstd(const uint8_t *data, size_t size) {
    if (size < 4) return false;
    bool frame = data[0] == 0x28 && data[1] == 0xb5 && data[2] == 0x2f && data[3] == 0xfd;
    bool skippable = (data[0] & 0xf0) == 0x50 && data[1] == 0x2a && data[2] == 0x4d && data[3] == 0x18;
    return frame || skippable;
}

static Status read_file(void *context, uint8_t *out, size_t size, size_t *read_bytes, Error *error) {
    return file_read(context, out, size, read_bytes, error);
}

StreamSource stream_source_file(File *file) {
    return (StreamSource){.context = file, .read = read_file};
}

Status stream_open(Stream *out, StreamSource source, uint32_t expansion_ratio_max, Arena scratch, Error *error) {
    *out = (Stream){.source = source, .expansion_ratio_max = expansion_ratio_max, .arena = scratch};
    out->input = arena_allocate(&out->arena, INPUT_BYTES, 64);
    Status status = refill(out, 4, error);
    if (status != STEMMA_OK) return status;

    if (starts_gzip(out->input, out->input_end)) {
        if ((status = late_open(&libz_late, error)) != STEMMA_OK) return status;
        out->kind = STREAM_GZIP;
        out->gzip.zalloc = gzip_allocate;
        out->gzip.zfree = block_free;
        out->gzip.opaque = &out->arena;
        if (libz.inflateInit2_(&out->gzip, 16 + MAX_WBITS, ZLIB_VERSION, sizeof out->gzip) != Z_OK)
            return error_set(error, STEMMA_INTERNAL, "zlib %s can't be used: version %s was expected",
                             libz.zlibVersion(), ZLIB_VERSION);
    } else if (starts_zstd(out->input, out->input_end)) {
        if ((status = late_open(&libzstd_late, error)) != STEMMA_OK) return status;
        out->kind = STREAM_ZSTD;
        out->zstd = libzstd.ZSTD_createDStream_advanced((ZSTD_customMem){block_allocate, block_free, &out->arena});
        size_t result = libzstd.ZSTD_DCtx_setParameter(out->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
        if (libzstd.ZSTD_isError(result))
            return error_set(error, STEMMA_INTERNAL, "zstd %s can't be used: %s", libzstd.ZSTD_versionString(),
                             libzstd.ZSTD_getErrorName(result));
    }
    out->inside = out->kind != STREAM_PLAIN;
    out->search_begin = 1;
    return STEMMA_OK;
}

void stream_close(Stream *stream) {
    if (stream->kind == STREAM_GZIP) libz.inflateEnd(&stream->gzip);
    if (stream->kind == STREAM_ZSTD) libzstd.ZSTD_freeDStream(stream->zstd);
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static Status read_plain(Stream *stream, uint8_t *out, size_t size, size_t *read_bytes, Error *error) {
    size_t left = stream->input_end - stream->input_begin;
    size_t from_buffer = left < size ? left : size;
    memcpy(out, stream->input + stream->input_begin, from_buffer);
    stream->input_begin += from_buffer;
    *read_bytes = from_buffer;
    if (from_buffer == size || stream->input_ended) return STEMMA_OK;

    size_t from_file = 0;
    Status status =
        stream->source.read(stream->source.context, out + from_buffer, size - from_buffer, &from_file, error);
    stream->input_bytes += from_file;
    stream->input_ended = from_file < size - from_buffer;
    *read_bytes += from_file;
    return status;
}

static uint64_t consumed_bytes(const Stream *stream) {
    return stream->input_bytes - (stream->input_end - stream->input_begin);
}

static Status cut_off(Stream *stream, const char *packing, Error *error) {
    stream->cut_off = true;
    return error_set(
        error, STEMMA_MALFORMED,
        "the %s data is cut off after %llu bytes; complete records before that are kept; get the file again", packing,
        (unsigned long long)consumed_bytes(stream));
}

/* What stands behind a gzip member: another one, padding, or something that doesn't belong there. */
static Status next_member(Stream *stream, Error *error) {
    stream->inside = false;
    for (;;) {
        Status status = refill(stream, 3, error);
        if (status != STEMMA_OK) return status;
        const uint8_t *data = stream->input + stream->input_begin;
        size_t size = stream->input_end - stream->input_begin;
        if (size == 0) return STEMMA_OK;
        if (starts_gzip(data, size)) {
            stream->inside = libz.inflateReset(&stream->gzip) == Z_OK;
            stream->search_begin = stream->input_begin + 1;
            stream->member_bytes = 0;
            return STEMMA_OK;
        }
        stream->member_bytes = 0;
        if (data[0] != 0) {
            stream->search_begin = stream->input_begin;
            return error_set(error, STEMMA_MALFORMED, "something that is not gzip follows the gzip data at byte %llu",
                             (unsigned long long)consumed_bytes(stream));
        }
        while (stream->input_begin < stream->input_end && stream->input[stream->input_begin] == 0)
            stream->input_begin++;
    }
}

/* One portion; *written 0 and inside false: the end. */
static Status inflate_gzip(Stream *stream, uint8_t *out, size_t size, size_t *written, Error *error) {
    *written = 0;
    if (!stream->inside) return STEMMA_OK;
    Status status = refill(stream, 1, error);
    if (status != STEMMA_OK) return status;

    stream->gzip.next_in = stream->input + stream->input_begin;
    stream->gzip.avail_in = (unsigned)(stream->input_end - stream->input_begin);
    stream->gzip.next_out = out;
    stream->gzip.avail_out = (unsigned)size;
    int result = libz.inflate(&stream->gzip, Z_NO_FLUSH);
    stream->input_begin = stream->input_end - stream->gzip.avail_in;
    *written = size - stream->gzip.avail_out;
    stream->member_bytes += *written;

    if (result == Z_STREAM_END) return next_member(stream, error);
    if (result == Z_OK || result == Z_BUF_ERROR) {
        bool stuck = *written == 0 && stream->input_begin == stream->input_end && stream->input_ended;
        return stuck ? cut_off(stream, "gzip", error) : STEMMA_OK;
    }
    return error_set(error, STEMMA_MALFORMED, "the gzip data is damaged near byte %llu (%s); get the file again",
                     (unsigned long long)consumed_bytes(stream), stream->gzip.msg ? stream->gzip.msg : "no details");
}

static Status inflate_zstd(Stream *stream, uint8_t *out, size_t size, size_t *written, Error *error) {
    *written = 0;
    Status status = refill(stream, 1, error);
    if (status != STEMMA_OK) return status;

    ZSTD_inBuffer input = {stream->input + stream->input_begin, stream->input_end - stream->input_begin, 0};
    if (input.size == 0 && !stream->inside) return STEMMA_OK;
    ZSTD_outBuffer output = {out, size, 0};
    size_t result = libzstd.ZSTD_decompressStream(stream->zstd, &output, &input);
    stream->input_begin += input.pos;
    *written = output.pos;

    if (libzstd.ZSTD_isError(result)) {
        if (libzstd.ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge)
            return error_set(error, STEMMA_UNSUPPORTED,
                             "the zstd data needs a window of more than 128 MiB; pack it "
                             "again without --long");
        return error_set(error, STEMMA_MALFORMED, "the zstd data is damaged near byte %llu (%s); get the file again",
                         (unsigned long long)consumed_bytes(stream), libzstd.ZSTD_getErrorName(result));
    }
    stream->inside = result != 0;
    bool stuck = stream->inside && output.pos == 0 && input.size == 0 && stream->input_ended;
    return stuck ? cut_off(stream, "zstd", error) : STEMMA_OK;
}

static bool expands_too_far(const Stream *stream) {
    uint64_t packed_bytes = consumed_bytes(stream);
    if (stream->source.packed_bytes && *stream->source.packed_bytes < packed_bytes)
        packed_bytes = *stream->source.packed_bytes;
    return stream->expansion_ratio_max > 0 && stream->output_bytes > RATIO_FREE_BYTES &&
           stream->output_bytes / stream->expansion_ratio_max > packed_bytes;
}

Status stream_read(Stream *stream, uint8_t *out, size_t size, size_t *read_bytes, Error *error) {
    *read_bytes = 0;
    if (stream->kind == STREAM_PLAIN) {
        Status status = read_plain(stream, out, size, read_bytes, error);
        stream->output_bytes += *read_bytes;
        return status;
    }
    while (*read_bytes < size) {
        size_t portion = size - *read_bytes < PORTION_BYTES ? size - *read_bytes : PORTION_BYTES;
        size_t written = 0;
        size_t input_before = stream->input_begin;
        Status status = stream->kind == STREAM_GZIP ? inflate_gzip(stream, out + *read_bytes, portion, &written, error)
                                                    : inflate_zstd(stream, out + *read_bytes, portion, &written, error);
        *read_bytes += written;
        stream->output_bytes += written;
        if (status != STEMMA_OK) return status;
        if (expands_too_far(stream)) {
            return error_set(error, STEMMA_LIMIT,
                             "inflates to more than %u times its size; --limit expansion=N lifts it",
                             stream->expansion_ratio_max);
        }
        bool nothing_left = stream->input_ended && stream->input_begin == stream->input_end;
        if (!stream->inside && (nothing_left || (written == 0 && stream->input_begin == input_before))) break;
    }
    return STEMMA_OK;
}

/* --- Behind damage ------------------------------------------------------------------------------------------------ */

/* Whether the bytes at the input's beginning inflate as a member's do. They stay where they are. */
static bool member_inflates(Stream *stream) {
    uint8_t out[TRIAL_BYTES];
    size_t left = stream->input_end - stream->input_begin;
    if (libz.inflateReset(&stream->gzip) != Z_OK) return false;
    stream->gzip.next_in = stream->input + stream->input_begin;
    stream->gzip.avail_in = (unsigned)(left < TRIAL_BYTES ? left : TRIAL_BYTES);
    stream->gzip.next_out = out;
    stream->gzip.avail_out = sizeof out;
    unsigned given = stream->gzip.avail_in;
    int result = libz.inflate(&stream->gzip, Z_NO_FLUSH);
    stream->tried_bytes += given - stream->gzip.avail_in + sizeof out - stream->gzip.avail_out;
    bool something = result == Z_STREAM_END || stream->gzip.avail_out < sizeof out;
    return something && (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR);
}

/* Moves the input to the next bytes that begin a member. */
static bool find_member_mark(Stream *stream) {
    static const uint8_t mark[3] = {0x1f, 0x8b, 8};
    Error ignored;
    for (;;) {
        const uint8_t *begin = stream->input + stream->input_begin;
        const uint8_t *found = memmem(begin, stream->input_end - stream->input_begin, mark, sizeof mark);
        if (found) {
            stream->input_begin += (size_t)(found - begin);
            return true;
        }
        size_t kept = stream->input_end - stream->input_begin < 2 ? stream->input_end - stream->input_begin : 2;
        stream->input_begin = stream->input_end - kept; /* half a mark */
        if (stream->input_ended || refill(stream, sizeof mark, &ignored) != STEMMA_OK) return false;
    }
}

bool stream_resume(Stream *stream, uint64_t *packed_offset) {
    Error ignored;
    if (stream->kind != STREAM_GZIP) return false;
    size_t back = stream->input_begin > stream->search_begin ? stream->input_begin - stream->search_begin : 0;
    if (stream->searched_again_bytes + back <= consumed_bytes(stream) + INPUT_BYTES) {
        stream->searched_again_bytes += back;
        stream->input_begin -= back;
    }
    while (find_member_mark(stream)) {
        if (refill(stream, TRIAL_BYTES, &ignored) != STEMMA_OK) return false;
        bool affordable = stream->tried_bytes <= (consumed_bytes(stream) + INPUT_BYTES) * TRIAL_SHARE;
        if (affordable && member_inflates(stream)) {
            *packed_offset = consumed_bytes(stream);
            stream->search_begin = stream->input_begin + 1;
            stream->member_bytes = 0;
            stream->inside = libz.inflateReset(&stream->gzip) == Z_OK;
            return stream->inside;
        }
        stream->input_begin++;
    }
    return false;
}
