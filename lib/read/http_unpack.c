/*
 * Unpacking the bodies of HTTP answers (RFC 9110, 8.4.1: gzip, deflate; RFC 7932: br; RFC 8878: zstd).
 *
 * In:  a packed body, whole in memory.
 * Out: what it unpacks to, up to a limit.
 *
 * The libraries that know the formats do the work, in portions, with memory from the caller's arena. A gzip body that
 * is damaged in its middle has given good text before; as browsers do, that is kept and said to be cut off. Brotli has
 * neither a mark to begin with nor a checksum, so what came out before damage is worth nothing there.
 */
#include "http_unpack.h"

#define ZSTD_STATIC_LINKING_ONLY /* for an allocator of our own */
#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include "../base/late.h"

enum { PORTION_BYTES = 64 * 1024, ZSTD_WINDOW_LOG_MAX = 27 };

#define BROTLI_FUNCTIONS(X)                                                                                            \
    X(BrotliDecoderCreateInstance) X(BrotliDecoderDecompressStream) X(BrotliDecoderDestroyInstance)
LATE_LIBRARY(libbrotlidec, LATE_BROTLIDEC, BROTLI_FUNCTIONS)

#define ZLIB_FUNCTIONS(X) X(inflate) X(inflateEnd) X(inflateInit2_)
LATE_LIBRARY(libz, LATE_Z, ZLIB_FUNCTIONS)

#define ZSTD_FUNCTIONS(X)                                                                                              \
    X(ZSTD_DCtx_setParameter)                                                                                          \
    X(ZSTD_createDStream_advanced)                                                                                     \
    X(ZSTD_decompressStream)                                                                                           \
    X(ZSTD_freeDStream)                                                                                                \
    X(ZSTD_isError)
LATE_LIBRARY(libzstd, LATE_ZSTD, ZSTD_FUNCTIONS)

typedef enum Step { STEP_GOES_ON, STEP_ENDS, STEP_FAILS } Step;

typedef struct Unpacker {
    HttpPacking packing;
    z_stream zlib;
    BrotliDecoderState *brotli;
    ZSTD_DStream *zstd;
    const uint8_t *input;
    size_t input_bytes; /* that are left */
} Unpacker;

static void *take_items(void *arena, unsigned count, unsigned size) {
    return arena_allocate(arena, (size_t)count * size, 16);
}

static Status open_library(HttpPacking packing, Error *error) {
    switch (packing) {
    case HTTP_BROTLI: return late_open(&libbrotlidec_late, error);
    case HTTP_ZSTD: return late_open(&libzstd_late, error);
    default: return late_open(&libz_late, error);
    }
}

static bool unpacker_open(Unpacker *out, HttpPacking packing, Bytes body, Arena *arena) {
    *out = (Unpacker){.packing = packing, .input = body.data, .input_bytes = body.size};
    switch (packing) {
    case HTTP_BROTLI:
        return (out->brotli = libbrotlidec.BrotliDecoderCreateInstance(arena_lend, arena_lent_back, arena)) != NULL;
    case HTTP_ZSTD:
        out->zstd = libzstd.ZSTD_createDStream_advanced((ZSTD_customMem){arena_lend, arena_lent_back, arena});
        return out->zstd && !libzstd.ZSTD_isError(
                                libzstd.ZSTD_DCtx_setParameter(out->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG_MAX));
    case HTTP_GZIP:
    case HTTP_ZLIB:
    case HTTP_DEFLATE: break;
    }
    out->zlib = (z_stream){.zalloc = take_items, .zfree = arena_lent_back, .opaque = arena};
    int bits = packing == HTTP_GZIP ? 16 + MAX_WBITS : packing == HTTP_ZLIB ? MAX_WBITS : -MAX_WBITS;
    return libz.inflateInit2_(&out->zlib, bits, ZLIB_VERSION, sizeof out->zlib) == Z_OK;
}

static void unpacker_close(Unpacker *unpacker) {
    if (unpacker->packing == HTTP_BROTLI)
        libbrotlidec.BrotliDecoderDestroyInstance(unpacker->brotli);
    else if (unpacker->packing == HTTP_ZSTD)
        libzstd.ZSTD_freeDStream(unpacker->zstd);
    else
        (void)libz.inflateEnd(&unpacker->zlib);
}

static Step step_zlib(Unpacker *unpacker, uint8_t *portion, size_t *written) {
    z_stream *stream = &unpacker->zlib;
    *stream = (z_stream){.next_in = (uint8_t *)(uintptr_t)unpacker->input,
                         .avail_in = unpacker->input_bytes < UINT32_MAX ? (unsigned)unpacker->input_bytes : UINT32_MAX,
                         .next_out = portion,
                         .avail_out = PORTION_BYTES,
                         .state = stream->state,
                         .zalloc = stream->zalloc,
                         .zfree = stream->zfree,
                         .opaque = stream->opaque};
    int status = libz.inflate(stream, Z_NO_FLUSH);
    unpacker->input_bytes -= (size_t)(stream->next_in - unpacker->input);
    unpacker->input = stream->next_in;
    *written = PORTION_BYTES - stream->avail_out;
    return status == Z_STREAM_END ? STEP_ENDS : status == Z_OK ? STEP_GOES_ON : STEP_FAILS;
}

static Step step_brotli(Unpacker *unpacker, uint8_t *portion, size_t *written) {
    size_t room = PORTION_BYTES;
    uint8_t *end = portion;
    BrotliDecoderResult status = libbrotlidec.BrotliDecoderDecompressStream(unpacker->brotli, &unpacker->input_bytes,
                                                                            &unpacker->input, &room, &end, NULL);
    *written = PORTION_BYTES - room;
    if (status == BROTLI_DECODER_RESULT_SUCCESS) return STEP_ENDS;
    return status == BROTLI_DECODER_RESULT_ERROR ? STEP_FAILS : STEP_GOES_ON;
}

static Step step_zstd(Unpacker *unpacker, uint8_t *portion, size_t *written) {
    ZSTD_outBuffer output = {portion, PORTION_BYTES, 0};
    ZSTD_inBuffer input = {unpacker->input, unpacker->input_bytes, 0};
    size_t status = libzstd.ZSTD_decompressStream(unpacker->zstd, &output, &input);
    unpacker->input += input.pos;
    unpacker->input_bytes -= input.pos;
    *written = output.pos;
    if (libzstd.ZSTD_isError(status)) return STEP_FAILS;
    return status == 0 && unpacker->input_bytes == 0 ? STEP_ENDS : STEP_GOES_ON;
}

static Step take_step(Unpacker *unpacker, uint8_t *portion, size_t *written) {
    *written = 0;
    size_t before = unpacker->input_bytes;
    Step step = unpacker->packing == HTTP_BROTLI ? step_brotli(unpacker, portion, written)
                : unpacker->packing == HTTP_ZSTD ? step_zstd(unpacker, portion, written)
                                                 : step_zlib(unpacker, portion, written);
    bool stuck = *written == 0 && unpacker->input_bytes == before; /* it waits for more input, and there is none */
    return step == STEP_GOES_ON && stuck ? STEP_FAILS : step;
}

Status http_unpack(const PackedBody *body, Bytes *out, bool *cut_off, Arena *result, Error *error) {
    Unpacker unpacker;
    Buffer whole = {.arena = result};
    uint8_t *portion = arena_allocate(result, PORTION_BYTES, 16);
    *cut_off = false;
    Status status = open_library(body->packing, error);
    if (status != STEMMA_OK) return status;
    if (!unpacker_open(&unpacker, body->packing, body->bytes, result))
        return error_set(error, STEMMA_INTERNAL, "a library that unpacks bodies can't be used");
    Step step = STEP_GOES_ON;
    while (step == STEP_GOES_ON && whole.size <= body->unpacked_bytes_max) {
        size_t written;
        step = take_step(&unpacker, portion, &written);
        buffer_append(&whole, (Bytes){portion, written});
    }
    bool damaged = step == STEP_FAILS && unpacker.input_bytes > 0;
    unpacker_close(&unpacker);
    if (whole.size > body->unpacked_bytes_max)
        return error_set(error, STEMMA_LIMIT,
                         "a body that unpacks to more than %llu bytes; --limit record=SIZE lifts it",
                         (unsigned long long)body->unpacked_bytes_max);
    if (whole.size == 0 || (damaged && body->packing == HTTP_BROTLI))
        return error_set(error, STEMMA_MALFORMED, "a packed body that is damaged");
    *cut_off = step != STEP_ENDS;
    *out = buffer_bytes(&whole);
    return STEMMA_OK;
}
