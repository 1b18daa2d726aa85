/* The addresses that stand in a text. */
#ifndef STEMMA_READ_LINKS_H
#define STEMMA_READ_LINKS_H

#include "../base/array.h"
#include "../base/bytes.h"

typedef struct Links ARRAY_OF(Bytes) Links;

/* Adds url unless it is among the links already, or there are too many. url is kept, not copied. */
void links_add(Links *links, Bytes url, Arena *result);

/* Adds the http(s) addresses in text in the order they stand; they point into text. */
void links_find(Links *links, Bytes text, Arena *result);

#endif
