/*
 * UTF-8 by hand for stepping and checking, utf8proc for what characters are.
 *
 * Well-formed means RFC 3629: shortest forms only, no surrogates, nothing above U+10FFFF. Both directions of stepping
 * agree on where code points begin in well-formed text; malformed bytes are single replacement characters.
 */
#include "utf8.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "scan.h"

#define BLOCK_BYTES 64

/* Length of the well-formed sequence at data (size > 0), 0 where it is malformed. */
static size_t sequence_size(const uint8_t *data, size_t size) {
    uint8_t first = data[0];
    if (first < 0x80) return 1;
    size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                    : (first & 0xF0) == 0xE0         ? 3
                    : first >= 0xF0 && first <= 0xF4 ? 4
                                                     : 0;
    if (length == 0 || length > size) return 0;
    for (size_t i = 1; i < length; i++)
        if ((data[i] & 0xC0) != 0x80) return 0;
    if (first == 0xE0 && data[1] < 0xA0) return 0; /* longer than needed */
    if (first == 0xED && data[1] > 0x9F) return 0; /* surrogates */
    if (first == 0xF0 && data[1] < 0x90) return 0;
    if (first == 0xF4 && data[1] > 0x8F) return 0; /* above U+10FFFF */
    return length;
}

uint32_t utf8_next(Bytes text, size_t *offset) {
    assert(*offset < text.size);
    const uint8_t *data = text.data + *offset;
    size_t length = sequence_size(data, text.size - *offset);
    *offset += length > 0 ? length : 1;
    switch (length) {
    case 1: return data[0];
    case 2: return (uint32_t)(data[0] & 0x1F) << 6 | (data[1] & 0x3F);
    case 3: return (uint32_t)(data[0] & 0x0F) << 12 | (uint32_t)(data[1] & 0x3F) << 6 | (data[2] & 0x3F);
    case 4:
        return (uint32_t)(data[0] & 0x07) << 18 | (uint32_t)(data[1] & 0x3F) << 12 | (uint32_t)(data[2] & 0x3F) << 6 |
               (data[3] & 0x3F);
    default: return UTF8_REPLACEMENT;
    }
}

uint32_t utf8_previous(Bytes text, size_t *offset) {
    assert(*offset > 0 && *offset <= text.size);
    size_t end = *offset;
    for (size_t size = 1; size <= 4 && size <= end; size++) {
        size_t begin = end - size;
        if ((text.data[begin] & 0xC0) == 0x80) continue;
        if (sequence_size(text.data + begin, size) != size) break;
        *offset = begin;
        size_t forward = begin;
        return utf8_next((Bytes){text.data, end}, &forward);
    }
    *offset = end - 1;
    return UTF8_REPLACEMENT;
}

size_t utf8_find_malformed(Bytes text) {
    size_t at = 0;
    while (at < text.size) {
        if (text.data[at] < 0x80) {
            at += scan_ascii(text.data + at, text.size - at);
            continue;
        }
        size_t length = sequence_size(text.data + at, text.size - at);
        if (length == 0) return at;
        at += length;
    }
    return SIZE_MAX;
}

size_t utf8_count(Bytes text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) count += (text.data[i] & 0xC0) != 0x80;
    return count;
}

bool utf8_is_letter(uint32_t code_point) {
    if (code_point < 0x80) return (code_point | 32) >= 'a' && (code_point | 32) <= 'z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(uint32_t code_point) {
    if (code_point < 0x80) return code_point >= '0' && code_point <= '9';
    return utf8proc_category((utf8proc_int32_t)code_point) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t code_point) {
    if (code_point < 0x80) return code_point >= 'A' && code_point <= 'Z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_space(uint32_t code_point) {
    if (code_point < 0x80) return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
    if (code_point == 0x200B || code_point == 0xFEFF || code_point == 0x85) return true;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

/*
 * Code points that begin in a stretch: its bytes less those of the form 10xxxxxx. Eight bytes at a time, each counted
 * in its own place of a word: a stretch is one of BLOCK_BYTES at most, so no place overflows and one product adds them
 * up.
 */
static uint32_t count_begins(const uint8_t *data, size_t size) {
    assert(size <= BLOCK_BYTES);
    const uint64_t ones = 0x0101010101010101u;
    uint64_t inner = 0;
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= size; i += sizeof word) {
        memcpy(&word, data + i, sizeof word);
        inner += (word >> 7) & (~word >> 6) & ones;
    }
    uint32_t count = (uint32_t)(size - (inner * ones >> 56));
    for (; i < size; i++) count -= (data[i] & 0xC0) == 0x80;
    return count;
}

CodePointIndex code_point_index_build(Bytes text, Arena *result) {
    CodePointIndex index = {.text = text};
    if (scan_ascii(text.data, text.size) == text.size) return index; /* an index is built for every text */
    size_t block_count = text.size / BLOCK_BYTES + 1;
    uint32_t *counts = arena_new_array_uncleared(result, uint32_t, block_count);
    counts[0] = 0;
    for (size_t block = 1; block < block_count; block++) {
        counts[block] = counts[block - 1] + count_begins(text.data + (block - 1) * BLOCK_BYTES, BLOCK_BYTES);
    }
    index.counts = counts;
    return index;
}

uint32_t code_point_index_find(const CodePointIndex *index, uint32_t byte_offset) {
    assert(byte_offset <= index->text.size);
    if (!index->counts) return byte_offset;
    uint32_t block = byte_offset / BLOCK_BYTES;
    return index->counts[block] + count_begins(index->text.data + block * BLOCK_BYTES, byte_offset % BLOCK_BYTES);
}
