/* The addresses that stand in a text. */
#ifndef STEMMA_READ_URLS_H
#define STEMMA_READ_URLS_H

#include "../base/array.h"
#include "../base/bytes.h"

typedef struct Urls ARRAY_OF(Bytes) Urls;

/* Adds url unless it is among the links already, or there are too many. url is kept, not copied. */
void urls_add(Urls *links, Bytes url, Arena *result);

/* Adds the http(s) addresses in text in the order they stand; they point into text. */
void urls_find(Urls *links, Bytes text, Arena *result);

#endif
