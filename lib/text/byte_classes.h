/*
 * What the bytes of a text can be, 64 at a time, a bit each: words are then found by counting zeros instead of looking
 * at every byte. Inside lib/text only.
 */
#ifndef STEMMA_TEXT_BYTE_CLASSES_H
#define STEMMA_TEXT_BYTE_CLASSES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define CLASSES_BYTES 64

/* The lowest bit is the first byte. */
typedef struct ByteClasses {
    uint64_t words; /* ASCII letters and digits, and whatever is not ASCII */
    uint64_t capitals; /* ASCII */
    uint64_t others; /* of words: digits, and what is not ASCII */
    uint64_t joiners; /* what a word may go on behind: apostrophes, hyphens, points (all ASCII) */
} ByteClasses;

#ifdef __SSE2__

/* Bytes from first to last: they are moved to the lower end of the signed numbers, where one comparison tells them. */
static inline __m128i bytes_between(__m128i bytes, char first, char last) {
    __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8((char)(-128 - first)));
    return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(-128 + (last - first) + 1)));
}

static inline ByteClasses byte_classes(const uint8_t at[CLASSES_BYTES]) {
    ByteClasses classes = {0};
    for (unsigned part = 0; part < CLASSES_BYTES / 16; part++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + (size_t)part * 16));
        __m128i letters = bytes_between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
        __m128i capitals = bytes_between(bytes, 'A', 'Z');
        __m128i others = _mm_or_si128(bytes_between(bytes, '0', '9'), _mm_cmplt_epi8(bytes, _mm_setzero_si128()));
        __m128i quotes =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('`')));
        __m128i joiners = _mm_or_si128(quotes, bytes_between(bytes, '-', '.'));
        uint64_t letter_bits = (uint32_t)_mm_movemask_epi8(letters);
        uint64_t other_bits = (uint32_t)_mm_movemask_epi8(others);
        classes.words |= (letter_bits | other_bits) << part * 16;
        classes.others |= other_bits << part * 16;
        classes.capitals |= (uint64_t)(uint32_t)_mm_movemask_epi8(capitals) << part * 16;
        classes.joiners |= (uint64_t)(uint32_t)_mm_movemask_epi8(joiners) << part * 16;
    }
    return classes;
}

#else

static inline ByteClasses byte_classes(const uint8_t at[CLASSES_BYTES]) {
    ByteClasses classes = {0};
    for (unsigned i = 0; i < CLASSES_BYTES; i++) {
        uint64_t capital = (uint8_t)(at[i] - 'A') < 26;
        uint64_t other = (uint8_t)(at[i] - '0') < 10 || at[i] >= 0x80;
        uint64_t letter = (uint8_t)((at[i] | 0x20) - 'a') < 26;
        uint64_t joiner = at[i] == '\'' || at[i] == '`' || at[i] == '-' || at[i] == '.';
        classes.words |= (letter | other) << i;
        classes.joiners |= joiner << i;
        classes.others |= other << i;
        classes.capitals |= capital << i;
    }
    return classes;
}

#endif

/* The same for fewer bytes: what is behind them counts as white space. */
static inline ByteClasses byte_classes_of(const uint8_t *at, size_t size) {
    if (size >= CLASSES_BYTES) return byte_classes(at);
    uint8_t padded[CLASSES_BYTES];
    memset(padded, ' ', sizeof padded);
    memcpy(padded, at, size);
    return byte_classes(padded);
}

#endif
