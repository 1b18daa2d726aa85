/*
 * HTTP answers.
 *
 * In:  status line, headers and body as they came over the wire.
 * Out: the body as the server meant it.
 *
 * Archives are not always true to the wire: some keep the header that says "chunked" or "gzip" and store the body
 * without. So a body that doesn't begin as a chunk, or as packed data, is taken as it is.
 */
#include "http.h"

#include <string.h>

#include "http_unpack.h"

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

/* --- Body --------------------------------------------------------------------------------------------------------- */

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

/* How a body is packed: its first bytes decide where they can, since its headers may be wrong. */
static bool packing_of(Bytes body, Bytes header, HttpPacking *out) {
    static const uint8_t gzip_mark[] = {0x1f, 0x8b}, zstd_mark[] = {0x28, 0xb5, 0x2f, 0xfd};
    bool zlib = body.size > 2 && (body.data[0] & 0x0F) == 8 && (body.data[0] * 256 + body.data[1]) % 31 == 0;
    bool packed = true;
    if (bytes_start_with(body, (Bytes){gzip_mark, sizeof gzip_mark}))
        *out = HTTP_GZIP;
    else if (bytes_start_with(body, (Bytes){zstd_mark, sizeof zstd_mark}))
        *out = HTTP_ZSTD;
    else if (bytes_equal_ignoring_case(header, BYTES("deflate")))
        *out = zlib ? HTTP_ZLIB : HTTP_DEFLATE;
    else if (bytes_equal_ignoring_case(header, BYTES("br")))
        *out = HTTP_BROTLI;
    else
        packed = false;
    return packed;
}

static Status decode_body(HttpAnswer *out, Bytes headers, uint64_t limit, Arena *result, Error *error) {
    if (bytes_equal_ignoring_case(http_header(headers, "Transfer-Encoding"), BYTES("chunked")))
        out->body = unchunk(out->body, result);
    PackedBody body = {.bytes = out->body, .unpacked_bytes_max = limit};
    if (out->body.size == 0 || !packing_of(out->body, http_header(headers, "Content-Encoding"), &body.packing))
        return STEMMA_OK;
    Status status = http_unpack(&body, &out->body, &out->cut_off, result, error);
    bool markup = bytes_start_with(bytes_trim(out->body), BYTES("<")); /* it was unpacked before it was archived */
    return status == STEMMA_MALFORMED && markup ? STEMMA_OK : status;
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
