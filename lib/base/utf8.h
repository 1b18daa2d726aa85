/* UTF-8: stepping through it, checking it, classes of characters, and places counted in code points. */
#ifndef STEMMA_BASE_UTF8_H
#define STEMMA_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "bytes.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* The code point at *offset, which moves behind it. Malformed bytes give UTF8_REPLACEMENT and advance by one. */
uint32_t utf8_next(Bytes text, size_t *offset);
/* The code point that ends just before *offset (> 0), which moves to its first byte. */
uint32_t utf8_previous(Bytes text, size_t *offset);

/* SIZE_MAX where text is well-formed UTF-8, else the offset of the first malformed byte. */
size_t utf8_find_malformed(Bytes text);
size_t utf8_count(Bytes text); /* code points in well-formed text */

bool utf8_is_letter(uint32_t code_point); /* letters and combining marks */
bool utf8_is_digit(uint32_t code_point); /* decimal digits of any script */
bool utf8_is_upper(uint32_t code_point); /* upper or title case */
bool utf8_is_space(uint32_t code_point); /* Unicode white space, no-break and zero-width spaces included */

/*
 * Places in code points for a text whose bytes are known: one pass to build, then constant time for each place.
 * Borrows text.
 */
typedef struct CodePointIndex {
    Bytes text;
    const uint32_t *counts; /* code points before byte i * 64; NULL where the text is pure ASCII */
} CodePointIndex;

CodePointIndex code_point_index_build(Bytes text, Arena *result);
uint32_t code_point_index_find(const CodePointIndex *index, uint32_t byte_offset); /* 0 .. text.size */

#endif
