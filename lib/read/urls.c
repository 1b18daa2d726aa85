/*
 * Links.
 *
 * In:  an article's text, and the links its record names.
 * Out: each address once, in order.
 *
 * An address runs to the first character that can't stand in one bare (RFC 3986); punctuation at its end belongs to
 * the sentence around it, and so does a closing bracket that was not opened inside it.
 */
#include "urls.h"

#include <string.h>

enum {
    LINKS_MAX = 1000, /* more is a list of links, not an article; also bounds the look for repetitions */
    LINK_BYTES_MAX = 4096
};

void urls_add(Urls *links, Bytes url, Arena *result) {
    if (links->count >= LINKS_MAX || url.size == 0 || url.size > LINK_BYTES_MAX) return;
    for (size_t i = 0; i < links->count; i++)
        if (bytes_equal(links->items[i], url)) return;
    *array_push(links, result) = url;
}

static bool can_stand_in_url(uint8_t byte) {
    return byte > ' ' && byte < 0x7F && !memchr("\"<>\\^`{|}", byte, 9);
}

static size_t count_byte(Bytes text, uint8_t byte) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) count += text.data[i] == byte;
    return count;
}

/* What is left of url when the punctuation of the sentence is taken off. */
static Bytes without_punctuation(Bytes url) {
    while (url.size > 0) {
        uint8_t last = url.data[url.size - 1];
        bool punctuation = memchr(".,;:!?'*_", last, 9) != NULL;
        bool unopened = (last == ')' && count_byte(url, '(') < count_byte(url, ')')) ||
                        (last == ']' && count_byte(url, '[') < count_byte(url, ']'));
        if (!punctuation && !unopened) break;
        url.size--;
    }
    return url;
}

void urls_find(Urls *links, Bytes text, Arena *result) {
    for (size_t at = 0; at < text.size && links->count < LINKS_MAX;) {
        const uint8_t *found = memmem(text.data + at, text.size - at, "http", 4);
        if (!found) return;
        Bytes rest = {found, text.size - (size_t)(found - text.data)};
        size_t scheme = bytes_start_with(rest, BYTES("http://"))    ? 7
                        : bytes_start_with(rest, BYTES("https://")) ? 8
                                                                    : 0;
        size_t size = scheme > 0 ? scheme : 4;
        if (scheme > 0) {
            while (size < rest.size && size <= LINK_BYTES_MAX && can_stand_in_url(rest.data[size])) size++;
            Bytes url = without_punctuation((Bytes){rest.data, size});
            if (url.size > scheme) urls_add(links, url, result);
        }
        at = (size_t)(found - text.data) + size;
    }
}
