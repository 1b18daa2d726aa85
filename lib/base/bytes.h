/* Runs of bytes that somebody else owns, and a growing buffer that lives in an arena. */
#ifndef STEMMA_BASE_BYTES_H
#define STEMMA_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/* Borrowed bytes, usually UTF-8, not NUL-terminated. {NULL, 0} stands for "absent" as well as for "empty". */
typedef struct Bytes {
    const uint8_t *data;
    size_t size;
} Bytes;

/* Positions carry their unit in their type. Both half-open, 0-based. */
typedef struct ByteSpan {
    uint32_t begin;
    uint32_t end;
} ByteSpan;

typedef struct WordSpan {
    uint32_t begin;
    uint32_t end;
} WordSpan;

static inline uint32_t word_span_size(WordSpan words) {
    return words.end - words.begin;
}

/* How many words both have. */
static inline uint32_t word_span_common(WordSpan left, WordSpan right) {
    uint32_t begin = left.begin > right.begin ? left.begin : right.begin;
    uint32_t end = left.end < right.end ? left.end : right.end;
    return end > begin ? end - begin : 0;
}

#define BYTES(literal) ((Bytes){(const uint8_t *)("" literal), sizeof(literal) - 1})

uint8_t ascii_lower(uint8_t byte); /* a capital of ASCII as a small letter, any other byte as it is */
Bytes bytes_from_string(const char *string); /* NULL gives the empty run */
Bytes bytes_slice(Bytes whole, ByteSpan span); /* span must lie inside whole */
bool bytes_equal(Bytes left, Bytes right);
bool bytes_equal_ignoring_case(Bytes left, Bytes right); /* ASCII letters only */
int bytes_compare(Bytes left, Bytes right); /* by byte value, a prefix sorts first: <0, 0, >0 */
bool bytes_start_with(Bytes whole, Bytes prefix);
bool bytes_end_with(Bytes whole, Bytes suffix);
size_t bytes_find(Bytes whole, Bytes part); /* offset of the first occurrence, SIZE_MAX where there is none */
Bytes bytes_trim(Bytes whole); /* without ASCII white space at both ends */
uint64_t bytes_hash(Bytes whole); /* XXH3, 64 bits; the same on every machine */

/* Copies end in a NUL that is not counted, so that they can be handed to C interfaces. */
Bytes bytes_copy(Bytes whole, Arena *result);
const char *bytes_to_string(Bytes whole, Arena *result);

/* A text under construction. Zero-initialise with its arena: Buffer buffer = {.arena = &arena}. */
typedef struct Buffer {
    Arena *arena;
    uint8_t *data;
    size_t size;
    size_t capacity;
} Buffer;

void buffer_append(Buffer *buffer, Bytes bytes);
void buffer_append_string(Buffer *buffer, const char *string);
void buffer_append_byte(Buffer *buffer, uint8_t byte);
void buffer_append_code_point(Buffer *buffer, uint32_t code_point); /* as UTF-8 */
void buffer_printf(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
Bytes buffer_bytes(const Buffer *buffer); /* valid until the next append */
const char *buffer_string(Buffer *buffer); /* NUL-terminated; valid until the next append */

#endif
