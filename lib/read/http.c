/*
 * HTTP answers.
 *
 * In:  status line, headers and body as they came over the wire.
 * Out: the body as the server meant it.
 *
 * Archives are not always true to the wire: some keep the header that says "chunked" or "gzip" and store the body without.
 * So a body that doesn't begin as a chunk, or as packed data, is taken as it is.
 */
#include "http.h"

#include <string.h>
#include <zlib.h>

Bytes http_header(Bytes lines, const char *name) {
    Bytes wanted = bytes_from_string(name);
    for (size_t at = 0; at < lines.size;) {
        const uint8_t *end = memchr(lines.data + at, '\n', lines.size - at);
        size_t size = end ? (size_t)(end - lines.data) - at : lines.size - at;
        Bytes line = {lines.data + at, size};
        if (size > wanted.size && line.data[wanted.size] == ':' &&
            bytes_equal_ignoring_case((Bytes){line.data, wanted.size}, wanted))
            return bytes_trim((Bytes){line.data + wanted.size + 1, size - wanted.size - 1});
        at += size + 1;
    }
    return (Bytes){0};
}

size_t http_headers_size(Bytes source) {
    for (size_t at = 0; at < source.size;) {
        const uint8_t *end = memchr(source.data + at, '\n', source.size - at);
        if (!end) return 0;
        size_t size = (size_t)(end - source.data) - at;
        bool empty = size == 0 || (size == 1 && source.data[at] == '\r');
        at += size + 1;
        if (empty) return at;
    }
    return 0;
}

void http_type_split(Bytes value, Bytes *type, Bytes *charset) {
    size_t end = bytes_find(value, BYTES(";"));
    *charset = (Bytes){0};
    *type = value;
    if (end == SIZE_MAX) return;
    *type = bytes_trim((Bytes){value.data, end});
    Bytes rest = bytes_trim((Bytes){value.data + end + 1, value.size - end - 1});
    Bytes key = BYTES("charset=");
    if (rest.size <= key.size || !bytes_equal_ignoring_case((Bytes){rest.data, key.size}, key)) return;
    rest = (Bytes){rest.data + key.size, rest.size - key.size};
    if (rest.data[0] == '"') rest = (Bytes){rest.data + 1, rest.size - 1};
    size_t size = 0;
    while (size < rest.size && rest.data[size] != '"' && rest.data[size] != ';' && rest.data[size] > ' ') size++;
    *charset = (Bytes){rest.data, size};
}

/* --- Body -------------------------------------------------------------------------------------------------------- */

/* The size at the start of a chunk; *used gets the bytes of its line, 0 where there is none. */
static size_t chunk_size(Bytes rest, size_t *used) {
    size_t size = 0;
    size_t at = 0;
    *used = 0;
    for (; at < rest.size && at < 8; at++) {
        uint8_t byte = rest.data[at];
        uint8_t low = byte | 0x20;
        if (byte >= '0' && byte <= '9')
            size = size * 16 + (size_t)(byte - '0');
        else if (low >= 'a' && low <= 'f')
            size = size * 16 + (size_t)(low - 'a' + 10);
        else
            break;
    }
    const uint8_t *end = memchr(rest.data, '\n', rest.size < 128 ? rest.size : 128);
    if (at > 0 && end) *used = (size_t)(end - rest.data) + 1;
    return size;
}

static Bytes unchunk(Bytes body, Arena *result) {
    Buffer whole = {.arena = result};
    size_t at = 0;
    while (at < body.size) {
        size_t used = 0;
        Bytes rest = {body.data + at, body.size - at};
        size_t size = chunk_size(rest, &used);
        if (used == 0) return at == 0 ? body : buffer_bytes(&whole);
        if (size == 0) break;
        at += used;
        if (size > body.size - at) size = body.size - at;
        buffer_append(&whole, (Bytes){body.data + at, size});
        at += size;
        while (at < body.size && (body.data[at] == '\r' || body.data[at] == '\n')) at++;
    }
    return buffer_bytes(&whole);
}

static void *take_memory(void *opaque, unsigned count, unsigned size) {
    return arena_allocate(opaque, (size_t)count * size, 16);
}

static void leave_memory(void *opaque, void *address) {
    (void)opaque, (void)address; /* given back with the arena */
}

static Status unpack(Bytes *body, int window_bits, uint64_t limit, Arena *result, Error *error) {
    enum { PORTION_BYTES = 64 * 1024 };
    z_stream stream = {.zalloc = take_memory, .zfree = leave_memory, .opaque = result};
    Buffer whole = {.arena = result};
    if (inflateInit2(&stream, window_bits) != Z_OK) return error_set(error, STEMMA_INTERNAL, "zlib can't be used");
    uint8_t *portion = arena_allocate(result, PORTION_BYTES, 16);
    stream.next_in = (uint8_t *)(uintptr_t)body->data;
    stream.avail_in = (unsigned)body->size;
    int status = Z_OK;
    while (status == Z_OK && whole.size <= limit) {
        stream.next_out = portion;
        stream.avail_out = PORTION_BYTES;
        status = inflate(&stream, Z_NO_FLUSH);
        buffer_append(&whole, (Bytes){portion, PORTION_BYTES - stream.avail_out});
    }
    (void)inflateEnd(&stream);
    if (whole.size > limit)
        return error_set(error, STEMMA_LIMIT,
                         "a body that unpacks to more than %llu bytes; --limit record=SIZE lifts it",
                         (unsigned long long)limit);
    if (whole.size == 0) return error_set(error, STEMMA_MALFORMED, "a packed body that is damaged");
    *body = buffer_bytes(&whole);
    return STEMMA_OK;
}

static Status decode_body(HttpAnswer *out, Bytes headers, uint64_t limit, Arena *result, Error *error) {
    if (bytes_equal_ignoring_case(http_header(headers, "Transfer-Encoding"), BYTES("chunked")))
        out->body = unchunk(out->body, result);
    Bytes packing = http_header(headers, "Content-Encoding");
    bool gzip = out->body.size > 2 && out->body.data[0] == 0x1f && out->body.data[1] == 0x8b;
    if (gzip) return unpack(&out->body, 16 + MAX_WBITS, limit, result, error);
    bool deflate = bytes_equal_ignoring_case(packing, BYTES("deflate"));
    bool zlib_header = out->body.size > 2 && (out->body.data[0] & 0x0F) == 8 &&
                       (out->body.data[0] * 256 + out->body.data[1]) % 31 == 0;
    if (deflate && out->body.size > 0 && out->body.data[0] != '<')
        return unpack(&out->body, zlib_header ? MAX_WBITS : -MAX_WBITS, limit, result, error);
    if (bytes_equal_ignoring_case(packing, BYTES("br")) || bytes_equal_ignoring_case(packing, BYTES("zstd")))
        return error_set(error, STEMMA_UNSUPPORTED, "a body packed with %s, which is not unpacked here",
                         packing.data[0] == 'b' || packing.data[0] == 'B' ? "Brotli" : "Zstandard");
    return STEMMA_OK;
}

Status http_answer_read(HttpAnswer *out, Bytes source, uint64_t body_bytes_max, Arena *result, Error *error) {
    *out = (HttpAnswer){0};
    size_t size = http_headers_size(source);
    size_t space = bytes_find((Bytes){source.data, source.size < 16 ? source.size : 16}, BYTES(" "));
    if (!bytes_start_with(source, BYTES("HTTP")) || size == 0 || space == SIZE_MAX)
        return error_set(error, STEMMA_MALFORMED, "a record without the headers of an HTTP answer");
    for (size_t at = space + 1; at < size && at < space + 4; at++)
        if (source.data[at] >= '0' && source.data[at] <= '9') out->code = out->code * 10 + (source.data[at] - '0');
    Bytes headers = {source.data, size};
    http_type_split(http_header(headers, "Content-Type"), &out->type, &out->charset);
    out->body = (Bytes){source.data + size, source.size - size};
    return decode_body(out, headers, body_bytes_max, result, error);
}
