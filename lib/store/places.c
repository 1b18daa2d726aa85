/*
 * Between the stages' places (bytes) and the file's (code points), and the few JSON forms the file uses.
 *
 * In:  a text's CodePointIndex, made once for each article.
 * Out: code points and back. Going back is a binary search over the index's blocks and a walk of at most one block.
 *
 * What comes from a file may be anything: numbers are cut to what fits, places to what lies in the text.
 *
 * Invariant: places_to_bytes(places_from_bytes(b)) is b for every b at code point boundaries.
 */
#include "places.h"

#include <assert.h>

#define BLOCK_BYTES 64 /* of CodePointIndex.counts */

StemmaSpan places_from_bytes(const CodePointIndex *index, ByteSpan bytes) {
    assert(bytes.begin <= bytes.end && bytes.end <= index->text.size);
    return (StemmaSpan){code_point_index_find(index, bytes.begin), code_point_index_find(index, bytes.end)};
}

static uint32_t byte_of(const CodePointIndex *index, uint64_t code_point) {
    size_t size = index->text.size;
    if (!index->counts) return code_point < size ? (uint32_t)code_point : (uint32_t)size;
    /* The last block that begins at or before the code point. */
    size_t low = 0, high = size / BLOCK_BYTES;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (index->counts[middle] <= code_point) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    /* A block may begin within a character, which its count already includes. */
    size_t offset = low * BLOCK_BYTES;
    while (offset < size && (index->text.data[offset] & 0xC0) == 0x80) offset++;
    uint64_t here = code_point_index_find(index, (uint32_t)offset);
    while (offset < size && here < code_point) {
        utf8_next(index->text, &offset);
        here++;
    }
    return (uint32_t)offset;
}

ByteSpan places_to_bytes(const CodePointIndex *index, StemmaSpan span) {
    uint32_t begin = byte_of(index, span.start);
    uint32_t end = span.end > span.start ? byte_of(index, span.end) : begin;
    return (ByteSpan){begin, end};
}

void numbers_append_decimal(Buffer *buffer, uint64_t number) {
    uint8_t digits[20];
    size_t count = 0;
    do {
        digits[sizeof digits - ++count] = (uint8_t)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buffer_append(buffer, (Bytes){digits + sizeof digits - count, count});
}

void places_append_json(Buffer *buffer, const CodePointIndex *index, const ByteSpan *spans, size_t span_count) {
    buffer_append_byte(buffer, '[');
    for (size_t i = 0; i < span_count; i++) {
        StemmaSpan span = places_from_bytes(index, spans[i]);
        buffer_append(buffer, i > 0 ? BYTES(",[") : BYTES("["));
        numbers_append_decimal(buffer, span.start);
        buffer_append_byte(buffer, ',');
        numbers_append_decimal(buffer, span.end);
        buffer_append_byte(buffer, ']');
    }
    buffer_append_byte(buffer, ']');
}

Numbers numbers_parse_json(Bytes json, Arena *result) {
    /* Each number but the last takes two bytes or more. */
    Numbers numbers = {.items = arena_new_array(result, uint64_t, json.size / 2 + 1)};
    for (size_t i = 0; i < json.size;) {
        if (json.data[i] < '0' || json.data[i] > '9') {
            i++;
            continue;
        }
        uint64_t number = 0;
        for (; i < json.size && json.data[i] >= '0' && json.data[i] <= '9'; i++) {
            if (number < UINT32_MAX) number = number * 10 + (uint64_t)(json.data[i] - '0');
        }
        numbers.items[numbers.count++] = number;
    }
    return numbers;
}

Places places_parse_json(Bytes json, Arena *result) {
    Numbers numbers = numbers_parse_json(json, result);
    Places places = {.items = arena_new_array(result, StemmaSpan, numbers.count / 2), .count = numbers.count / 2};
    for (size_t i = 0; i < places.count; i++) {
        places.items[i] = (StemmaSpan){numbers.items[2 * i], numbers.items[2 * i + 1]};
        if (places.items[i].end < places.items[i].start) places.items[i].end = places.items[i].start;
    }
    return places;
}

void places_append_json_string(Buffer *buffer, Bytes text) {
    buffer_append_byte(buffer, '"');
    for (size_t i = 0; i < text.size; i++) {
        uint8_t byte = text.data[i];
        if (byte == '"' || byte == '\\') {
            buffer_append_byte(buffer, '\\');
            buffer_append_byte(buffer, byte);
        } else if (byte < 0x20 || byte == 0x7f) {
            buffer_printf(buffer, "\\u%04x", byte);
        } else {
            buffer_append_byte(buffer, byte);
        }
    }
    buffer_append_byte(buffer, '"');
}
