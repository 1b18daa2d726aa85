/*
 * Runs of bytes and growing buffers.
 *
 * In and out: borrowed Bytes; copies and buffers live in the arena given. Nothing here knows an encoding except
 * buffer_append_code_point. Invariant: a Bytes with size 0 may have any pointer, also NULL, so that memcmp and memcpy
 * are never reached with it.
 */
#include "bytes.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

Bytes bytes_from_string(const char *string) {
    if (!string) return (Bytes){0};
    return (Bytes){(const uint8_t *)string, strlen(string)};
}

Bytes bytes_slice(Bytes whole, ByteSpan span) {
    assert(span.begin <= span.end && span.end <= whole.size);
    if (span.begin == span.end) return (Bytes){0};
    return (Bytes){whole.data + span.begin, span.end - span.begin};
}

bool bytes_equal(Bytes left, Bytes right) {
    return left.size == right.size && (left.size == 0 || memcmp(left.data, right.data, left.size) == 0);
}

uint8_t ascii_lower(uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + 32) : byte;
}

bool bytes_equal_ignoring_case(Bytes left, Bytes right) {
    if (left.size != right.size) return false;
    for (size_t i = 0; i < left.size; i++)
        if (ascii_lower(left.data[i]) != ascii_lower(right.data[i])) return false;
    return true;
}

int bytes_compare(Bytes left, Bytes right) {
    size_t shorter = left.size < right.size ? left.size : right.size;
    int order = shorter > 0 ? memcmp(left.data, right.data, shorter) : 0;
    if (order != 0) return order;
    return (left.size > right.size) - (left.size < right.size);
}

bool bytes_start_with(Bytes whole, Bytes prefix) {
    return whole.size >= prefix.size && (prefix.size == 0 || memcmp(whole.data, prefix.data, prefix.size) == 0);
}

bool bytes_end_with(Bytes whole, Bytes suffix) {
    return whole.size >= suffix.size &&
           (suffix.size == 0 || memcmp(whole.data + whole.size - suffix.size, suffix.data, suffix.size) == 0);
}

size_t bytes_find(Bytes whole, Bytes part) {
    if (part.size == 0) return 0;
    if (whole.size < part.size) return SIZE_MAX;
    const uint8_t *found = memmem(whole.data, whole.size, part.data, part.size);
    return found ? (size_t)(found - whole.data) : SIZE_MAX;
}

static bool is_ascii_space(uint8_t byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

Bytes bytes_trim(Bytes whole) {
    while (whole.size > 0 && is_ascii_space(whole.data[0])) {
        whole.data++;
        whole.size--;
    }
    while (whole.size > 0 && is_ascii_space(whole.data[whole.size - 1])) whole.size--;
    return whole;
}

uint64_t bytes_hash(Bytes whole) {
    return XXH3_64bits(whole.size > 0 ? whole.data : (const uint8_t *)"", whole.size);
}

Bytes bytes_copy(Bytes whole, Arena *result) {
    uint8_t *copy = arena_allocate(result, whole.size + 1, 1);
    if (whole.size > 0) memcpy(copy, whole.data, whole.size);
    copy[whole.size] = 0;
    return (Bytes){copy, whole.size};
}

const char *bytes_to_string(Bytes whole, Arena *result) {
    return (const char *)bytes_copy(whole, result).data;
}

static void buffer_make_room(Buffer *buffer, size_t more) {
    size_t wanted = buffer->size + more;
    if (wanted <= buffer->capacity) return;
    size_t capacity = buffer->capacity > 0 ? buffer->capacity * 2 : 256;
    if (capacity < wanted) capacity = wanted;
    buffer->data = arena_extend(buffer->arena, buffer->data, buffer->capacity, capacity);
    buffer->capacity = capacity;
}

void buffer_append(Buffer *buffer, Bytes bytes) {
    if (bytes.size == 0) return;
    buffer_make_room(buffer, bytes.size);
    memcpy(buffer->data + buffer->size, bytes.data, bytes.size);
    buffer->size += bytes.size;
}

void buffer_append_string(Buffer *buffer, const char *string) {
    buffer_append(buffer, bytes_from_string(string));
}

void buffer_append_byte(Buffer *buffer, uint8_t byte) {
    buffer_make_room(buffer, 1);
    buffer->data[buffer->size++] = byte;
}

void buffer_append_code_point(Buffer *buffer, uint32_t code_point) {
    assert(code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF));
    if (code_point < 0x80) {
        buffer_append_byte(buffer, (uint8_t)code_point);
        return;
    }
    uint8_t encoded[4];
    size_t size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const uint8_t lead[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = size - 1; i > 0; i--) {
        encoded[i] = (uint8_t)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    encoded[0] = (uint8_t)(lead[size] | code_point);
    buffer_append(buffer, (Bytes){encoded, size});
}

void buffer_printf(Buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(size >= 0);
    buffer_make_room(buffer, (size_t)size + 1);
    vsnprintf((char *)buffer->data + buffer->size, (size_t)size + 1, format, again);
    va_end(again);
    buffer->size += (size_t)size;
}

Bytes buffer_bytes(const Buffer *buffer) {
    return (Bytes){buffer->data, buffer->size};
}

const char *buffer_string(Buffer *buffer) {
    buffer_make_room(buffer, 1);
    buffer->data[buffer->size] = 0;
    return (const char *)buffer->data;
}
