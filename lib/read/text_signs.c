/*
 * Signs of a text that was read wrongly.
 *
 * In:  a text in UTF-8.
 * Out: how many places of two kinds there are: U+FFFD, which decoders put where they could not read, and the pairs and
 *      triples of letters as which UTF-8 appears where somebody took it for Windows-1252 before it came here.
 */
#include "text_signs.h"

#include <string.h>

#include "../base/scan.h"

static bool stands_at(Bytes text, size_t at, Bytes part) {
    return text.size - at >= part.size && memcmp(text.data + at, part.data, part.size) == 0;
}

TextSigns text_signs_find(Bytes text) {
    TextSigns signs = {0};
    for (size_t at = 0; at < text.size; at++) {
        at += scan_suspicious(text.data + at, text.size - at);
        if (at == text.size) break;
        if (text.data[at] == 0xEF) {
            signs.unreadable += stands_at(text, at, BYTES("\xEF\xBF\xBD"));
        } else if (text.data[at] == 0xC3) {
            signs.misread += stands_at(text, at, BYTES("\xC3\xA2\xE2\x82\xAC")); /* U+2000 to U+203F: marks, dashes */
            signs.misread += stands_at(text, at, BYTES("\xC3\x83\xC2")); /* U+00C0 to U+00FF: letters with accents */
        } else if (text.data[at] == 0xC2) {
            signs.misread += at >= 2 && text.data[at - 2] == 0xC3 && text.data[at - 1] == 0x82 &&
                             stands_at(text, at, BYTES("\xC2\xA0")); /* U+00A0 */
        }
    }
    return signs;
}
