/*
 * Links.
 *
 * In:  an article's text, and the links its record names.
 * Out: each address once, in order, and the places in the text that lead there.
 *
 * An address runs to the first character that can't stand in one bare (RFC 3986); punctuation at its end belongs to
 * the sentence around it, and so does a closing bracket that was not opened inside it.
 */
#include "urls.h"

#include <stdlib.h>
#include <string.h>

enum {
    LINKS_MAX = 1000, /* more is a list of links, not an article; also bounds the look for repetitions */
    LINK_BYTES_MAX = 4096
};

uint32_t urls_add(Urls *urls, Bytes url, Arena *result) {
    if (url.size == 0 || url.size > LINK_BYTES_MAX) return URL_INDEX_NONE;
    for (size_t i = 0; i < urls->links.count; i++)
        if (bytes_equal(urls->links.items[i], url)) return (uint32_t)i;
    if (urls->links.count >= LINKS_MAX) return URL_INDEX_NONE;
    *array_push(&urls->links, result) = url;
    return (uint32_t)urls->links.count - 1;
}

void urls_add_place(Urls *urls, uint32_t index, ByteSpan bytes, Arena *result) {
    if (index == URL_INDEX_NONE || bytes.begin >= bytes.end || urls->places.count >= LINKS_MAX) return;
    *array_push(&urls->places, result) = (LinkPlace){index, bytes};
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
    size_t round_open = count_byte(url, '('), round_closed = count_byte(url, ')');
    size_t square_open = count_byte(url, '['), square_closed = count_byte(url, ']');
    while (url.size > 0) {
        uint8_t last = url.data[url.size - 1];
        bool punctuation = memchr(".,;:!?'*_", last, 9) != NULL;
        bool unopened = (last == ')' && round_open < round_closed) || (last == ']' && square_open < square_closed);
        if (!punctuation && !unopened) break;
        round_closed -= last == ')';
        square_closed -= last == ']';
        url.size--;
    }
    return url;
}

/* The scheme that ends at the colon; its size with "://", 0 where it is no address's. */
static size_t scheme_before(Bytes text, size_t colon) {
    if (text.size - colon < 3 || text.data[colon + 1] != '/' || text.data[colon + 2] != '/') return 0;
    if (colon >= 5 && memcmp(text.data + colon - 5, "https", 5) == 0) return 8;
    return colon >= 4 && memcmp(text.data + colon - 4, "http", 4) == 0 ? 7 : 0;
}

/* By their colons: those are rarer in prose than any letter of "http". */
void urls_find(Urls *urls, Bytes text, Arena *result) {
    for (size_t at = 0; at < text.size && urls->links.count < LINKS_MAX;) {
        const uint8_t *found = memchr(text.data + at, ':', text.size - at);
        if (!found) return;
        size_t colon = (size_t)(found - text.data);
        size_t scheme = scheme_before(text, colon);
        at = colon + 1;
        if (scheme == 0) continue;
        size_t begin = colon + 3 - scheme;
        Bytes rest = {text.data + begin, text.size - begin};
        size_t size = scheme;
        while (size < rest.size && size <= LINK_BYTES_MAX && can_stand_in_url(rest.data[size])) size++;
        Bytes url = without_punctuation((Bytes){rest.data, size});
        ByteSpan bytes = {(uint32_t)begin, (uint32_t)(begin + url.size)};
        if (url.size > scheme) urls_add_place(urls, urls_add(urls, url, result), bytes, result);
        at = begin + size;
    }
}

static int place_compare(const void *left, const void *right) {
    const LinkPlace *one = left;
    const LinkPlace *other = right;
    if (one->bytes.begin != other->bytes.begin) return one->bytes.begin < other->bytes.begin ? -1 : 1;
    if (one->bytes.end != other->bytes.end) return one->bytes.end < other->bytes.end ? -1 : 1;
    return (one->link > other->link) - (one->link < other->link);
}

void urls_finish(Urls *urls, Article *article) {
    LinkPlace *places = urls->places.items;
    if (urls->places.count > 1) qsort(places, urls->places.count, sizeof *places, place_compare);
    size_t kept = 0; /* an address that stands in the text and is marked up as a link is one place */
    for (size_t i = 0; i < urls->places.count; i++)
        if (kept == 0 || place_compare(&places[kept - 1], &places[i]) != 0) places[kept++] = places[i];
    urls->places.count = kept;
    article->links = urls->links.items;
    article->link_count = (uint32_t)urls->links.count;
    article->link_places = urls->places.items;
    article->link_place_count = (uint32_t)urls->places.count;
}
