/* The addresses that an article links to. */
#ifndef STEMMA_READ_URLS_H
#define STEMMA_READ_URLS_H

#include "../base/array.h"
#include "../base/bytes.h"
#include "article.h"

typedef struct Urls {
    struct ARRAY_OF(Bytes) links;
    struct ARRAY_OF(LinkPlace) places;
} Urls;

#define URL_INDEX_NONE UINT32_MAX

/*
 * The index of url among the links, where it is added unless it is there already; URL_INDEX_NONE where there are too
 * many. url is kept, not copied.
 */
uint32_t urls_add(Urls *urls, Bytes url, Arena *result);

/* A place in the text that leads to the link of this index; nothing for URL_INDEX_NONE and for an empty place. */
void urls_add_place(Urls *urls, uint32_t index, ByteSpan bytes, Arena *result);

/* Adds the http(s) addresses in text, with their places, in the order they stand; they point into text. */
void urls_find(Urls *urls, Bytes text, Arena *result);

/* Sets the article's links and their places, which are put in order. */
void urls_finish(Urls *urls, Article *article);

#endif
