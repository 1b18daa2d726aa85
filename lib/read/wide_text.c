/*
 * UTF-16 and UTF-32.
 *
 * In:  the bytes of a file, in portions.
 * Out: UTF-8, one code point for each character, so that places count the same in both.
 *
 * A byte-order mark decides (Unicode, 23.8; the one of UTF-16LE begins that of UTF-32LE, and is then followed by a NUL
 * that no text has). Without one, text in a script of less than 256 characters (Latin) shows by its NULs, which stand
 * at every second place, or at three of four. Other scripts without a mark can't be told from noise safely and are
 * refused where they are decoded as bytes.
 */
#include "wide_text.h"

#include <string.h>

enum {
    SNIFF_UNITS_MAX = 512,
    SNIFF_UNITS_MIN = 4, /* fewer would be a guess */
    PLAIN_PERMILLE_MIN = 700 /* of the units: curly quotation marks and dashes are none of the first 256 */
};

static uint32_t unit16(const uint8_t *bytes, bool big) {
    return big ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

static uint32_t unit32(const uint8_t *bytes, bool big) {
    uint32_t first = unit16(bytes, big);
    uint32_t second = unit16(bytes + 2, big);
    return big ? first << 16 | second : second << 16 | first;
}

static bool is_text_code(uint32_t code_point) {
    return code_point >= 0x20 || code_point == '\t' || code_point == '\n' || code_point == '\r' || code_point == '\f';
}

/* Whether the bytes look like text in units of this size and order. */
static bool looks_like(Bytes start, size_t unit_bytes, bool big) {
    size_t count = start.size / unit_bytes;
    size_t plain = 0;
    if (count > SNIFF_UNITS_MAX) count = SNIFF_UNITS_MAX;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *at = start.data + i * unit_bytes;
        uint32_t unit = unit_bytes == 2 ? unit16(at, big) : unit32(at, big);
        if (!is_text_code(unit) || unit > 0x10FFFF) return false;
        plain += unit < 0x100;
    }
    return count >= SNIFF_UNITS_MIN && plain * 1000 >= count * PLAIN_PERMILLE_MIN;
}

static WideEncoding recognise_unmarked(Bytes start) {
    bool has_nul = start.size > 0 && memchr(start.data, 0, start.size < 64 ? start.size : 64) != NULL;
    if (!has_nul) return WIDE_NONE;
    if (looks_like(start, 4, false)) return WIDE_UTF32_LITTLE;
    if (looks_like(start, 4, true)) return WIDE_UTF32_BIG;
    if (looks_like(start, 2, false)) return WIDE_UTF16_LITTLE;
    if (looks_like(start, 2, true)) return WIDE_UTF16_BIG;
    return WIDE_NONE;
}

WideEncoding wide_text_recognise(Bytes start, size_t *mark_size) {
    *mark_size = 4;
    if (bytes_start_with(start, BYTES("\xFF\xFE\0\0"))) return WIDE_UTF32_LITTLE;
    if (bytes_start_with(start, BYTES("\0\0\xFE\xFF"))) return WIDE_UTF32_BIG;
    *mark_size = 2;
    if (bytes_start_with(start, BYTES("\xFF\xFE"))) return WIDE_UTF16_LITTLE;
    if (bytes_start_with(start, BYTES("\xFE\xFF"))) return WIDE_UTF16_BIG;
    *mark_size = 0;
    return recognise_unmarked(start);
}

static size_t write_utf8(uint32_t code_point, uint8_t *out) {
    if (code_point < 0x80) {
        out[0] = (uint8_t)code_point;
        return 1;
    }
    size_t size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (uint8_t)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    out[0] = (uint8_t)(leads[size] | code_point);
    return size;
}

/* The size of the character at the beginning of raw; 0 where it isn't whole yet. Half a pair is its own code point. */
static size_t take_utf16(Bytes raw, bool big, bool last, uint32_t *code_point) {
    if (raw.size < 2) return 0;
    *code_point = unit16(raw.data, big);
    if (*code_point >> 10 != 0x36) return 2;
    if (raw.size < 4) return last ? 2 : 0;
    uint32_t second = unit16(raw.data + 2, big);
    if (second >> 10 != 0x37) return 2;
    *code_point = 0x10000 + ((*code_point & 0x3FF) << 10) + (second & 0x3FF);
    return 4;
}

Status wide_text_decode(WideText *text, WidePortion *portion, Error *error) {
    bool wide = text->encoding == WIDE_UTF32_LITTLE || text->encoding == WIDE_UTF32_BIG;
    bool big = text->encoding == WIDE_UTF32_BIG || text->encoding == WIDE_UTF16_BIG;
    const char *name = wide ? "UTF-32" : "UTF-16";
    portion->taken = 0;
    portion->written = 0;
    while (portion->taken < portion->raw.size && portion->room - portion->written >= WIDE_TEXT_CHARACTER_BYTES) {
        Bytes rest = {portion->raw.data + portion->taken, portion->raw.size - portion->taken};
        uint32_t code_point = 0;
        size_t size;
        if (wide) {
            size = rest.size >= 4 ? 4 : 0;
            if (size > 0) code_point = unit32(rest.data, big);
        } else {
            size = take_utf16(rest, big, portion->last, &code_point);
        }
        if (size == 0 && !portion->last) break;
        if (size == 0) return error_set(error, STEMMA_NOT_TEXT, "%s that ends in the middle of a character", name);
        if (code_point >> 11 == 0x1B || code_point > 0x10FFFF || code_point == 0)
            return error_set(error, STEMMA_NOT_TEXT, "%s with %s at byte %llu", name,
                             code_point == 0            ? "a NUL character"
                             : code_point >> 11 == 0x1B ? "half a character"
                                                        : "a number that is no character",
                             (unsigned long long)text->offset);
        portion->written += write_utf8(code_point, portion->out + portion->written);
        portion->taken += size;
        text->offset += size;
    }
    return STEMMA_OK;
}
