/*
 * Looking through bytes, many at a time.
 *
 * In:  bytes.
 * Out: how far it is to the first that the caller must look at itself.
 *
 * Prose is long stretches in which nothing happens. Each function steps over sixteen bytes as one where the processor
 * has SSE2 (every x86-64 has), else over eight in a 64-bit word where that can be done, and ends byte by byte; all
 * three find the same place, which a test holds against the plain loop. Nothing behind the given size is ever read.
 *
 * The zero test for words is Mycroft's (comp.arch, 1987): a byte is zero where subtracting one borrows from its top
 * bit.
 */
#include "scan.h"

#include <stdbool.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>

static __m128i load(const uint8_t *data) {
    return _mm_loadu_si128((const __m128i *)(const void *)data);
}

static __m128i equal(__m128i bytes, uint8_t byte) {
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)byte));
}

static size_t first_of(int mask) {
    return (size_t)__builtin_ctz((unsigned)mask);
}
#endif

size_t scan_ascii(const uint8_t *data, size_t size) {
    size_t at = 0;
#ifdef __SSE2__
    for (; size - at >= 64; at += 64) {
        __m128i low = _mm_or_si128(load(data + at), load(data + at + 16));
        __m128i high = _mm_or_si128(load(data + at + 32), load(data + at + 48));
        if (_mm_movemask_epi8(_mm_or_si128(low, high)) != 0) break;
    }
    for (; size - at >= 16; at += 16) {
        int mask = _mm_movemask_epi8(load(data + at));
        if (mask != 0) return at + first_of(mask);
    }
#endif
    for (uint64_t eight; size - at >= 8; at += 8) {
        memcpy(&eight, data + at, 8);
        if (eight & 0x8080808080808080u) break;
    }
    while (at < size && data[at] < 0x80) at++;
    return at;
}

static bool is_json_stop(uint8_t byte) {
    return byte == '"' || byte == '\\' || byte == 0;
}

size_t scan_json_string(const uint8_t *data, size_t size) {
    size_t at = 0;
#ifdef __SSE2__
    for (; size - at >= 16; at += 16) {
        __m128i bytes = load(data + at);
        __m128i stops = _mm_or_si128(_mm_or_si128(equal(bytes, '"'), equal(bytes, '\\')), equal(bytes, 0));
        int mask = _mm_movemask_epi8(stops);
        if (mask != 0) return at + first_of(mask);
    }
#endif
    const uint64_t ones = 0x0101010101010101u;
    for (uint64_t eight; size - at >= 8; at += 8) {
        memcpy(&eight, data + at, 8);
        uint64_t mark = eight ^ (ones * '"');
        uint64_t slash = eight ^ (ones * '\\');
        uint64_t zeros = ((mark - ones) & ~mark) | ((slash - ones) & ~slash) | ((eight - ones) & ~eight);
        if (zeros & (ones << 7)) break;
    }
    while (at < size && !is_json_stop(data[at])) at++;
    return at;
}

static bool is_suspicious(uint8_t byte) {
    return byte == 0xC2 || byte == 0xC3 || byte == 0xEF;
}

size_t scan_suspicious(const uint8_t *data, size_t size) {
    size_t at = 0;
#ifdef __SSE2__
    for (; size - at >= 16; at += 16) {
        __m128i bytes = load(data + at);
        if (_mm_movemask_epi8(bytes) == 0) continue;
        __m128i stops = _mm_or_si128(_mm_or_si128(equal(bytes, 0xC2), equal(bytes, 0xC3)), equal(bytes, 0xEF));
        int mask = _mm_movemask_epi8(stops);
        if (mask != 0) return at + first_of(mask);
    }
#endif
    while (at < size && !is_suspicious(data[at])) at++;
    return at;
}

size_t scan_copy_plain(uint8_t *out, const uint8_t *data, size_t size) {
    size_t at = 0;
#ifdef __SSE2__
    for (; size - at >= 16; at += 16) {
        __m128i bytes = load(data + at);
        _mm_storeu_si128((__m128i *)(void *)(out + at), bytes);
        int mask = _mm_movemask_epi8(equal(bytes, '\\'));
        if (mask != 0) return at + first_of(mask);
    }
    for (; at < size && data[at] != '\\'; at++) out[at] = data[at];
    return at;
#else
    const uint8_t *slash = memchr(data, '\\', size);
    at = slash ? (size_t)(slash - data) : size;
    if (at > 0) memcpy(out, data, at);
    return at;
#endif
}
