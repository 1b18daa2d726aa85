/*
 * Folding words.
 *
 * In:  one word as it stands in the text, at most 255 bytes.
 * Out: its folded form: Unicode NFKC with case folding (Unicode Standard Annex 15 and section 3.13), by utf8proc.
 *
 * ASCII words, and ASCII words with a curly apostrophe, are folded here byte by byte; that gives the same as the long
 * way (test_text.c compares the two).
 */
#include "normalise.h"

#include <string.h>
#include <utf8proc.h>

#include "../base/utf8.h"

/* The straight form of a character that writers and keyboards use for another; the character itself otherwise. */
static uint32_t straight_form(uint32_t code_point) {
    switch (code_point) {
    case '`':
    case 0xB4: /* acute accent */
    case 0x2BC: /* modifier letter apostrophe */
    case 0x2018:
    case 0x2019:
    case 0x2032: return '\'';
    case 0x2010:
    case 0x2011: return '-';
    default: return code_point;
    }
}

/* Any word: straight forms, then utf8proc. */
static size_t normalise_any(Bytes word, uint8_t out[FOLDED_SIZE_MAX]) {
    uint8_t straight[512]; /* straight forms are never longer than what they stand for */
    size_t straight_size = 0;
    for (size_t offset = 0; offset < word.size && straight_size + 4 <= sizeof straight;) {
        uint32_t code_point = straight_form(utf8_next(word, &offset));
        straight_size += (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point, straight + straight_size);
    }
    utf8proc_option_t options =
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    utf8proc_int32_t folded[FOLDED_SIZE_MAX / 4];
    utf8proc_ssize_t count = utf8proc_decompose(straight, (utf8proc_ssize_t)straight_size, folded,
                                                (utf8proc_ssize_t)(sizeof folded / sizeof *folded) - 1, options);
    if (count > 0 && count < (utf8proc_ssize_t)(sizeof folded / sizeof *folded) - 1) {
        utf8proc_ssize_t size = utf8proc_reencode(folded, count, options);
        if (size > 0) {
            memcpy(out, folded, (size_t)size);
            return (size_t)size;
        }
    }
    /* Nothing left of it, or too long: it stands for itself. */
    memcpy(out, word.data, word.size);
    return word.size;
}

/* ASCII with curly apostrophes; 0 where the word has anything else. */
static size_t normalise_plain(Bytes word, uint8_t *out) {
    size_t size = 0;
    for (size_t i = 0; i < word.size; i++) {
        uint8_t byte = word.data[i];
        if (byte < 0x80) {
            if ((uint8_t)(byte - 'A') < 26) byte |= 0x20;
            out[size++] = byte == '`' ? '\'' : byte;
        } else if (i + 2 < word.size && byte == 0xE2 && word.data[i + 1] == 0x80 &&
                   (word.data[i + 2] == 0x99 || word.data[i + 2] == 0x98)) {
            out[size++] = '\'';
            i += 2;
        } else {
            return 0;
        }
    }
    return size;
}

size_t normalise_word(Bytes word, uint8_t out[FOLDED_SIZE_MAX]) {
    size_t size = normalise_plain(word, out);
    if (size == 0) size = normalise_any(word, out);
    bool closing_point = size > 1 && out[size - 1] == '.';
    if (closing_point && !(size == 3 && memcmp(out, "no.", 3) == 0)) size--;
    return size;
}
