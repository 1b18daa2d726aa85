/*
 * Growing arrays in an arena, typed by a macro and otherwise plain structs:
 *
 *     typedef struct Spans ARRAY_OF(ByteSpan) Spans;
 *     Spans spans = {0};
 *     *array_push(&spans, &arena) = (ByteSpan){0, 5};
 *
 * Growing may move the items: keep indexes, not pointers.
 */
#ifndef STEMMA_BASE_ARRAY_H
#define STEMMA_BASE_ARRAY_H

#include <assert.h>
#include <stddef.h>

#include "arena.h"

#define ARRAY_OF(type)                                                                                                 \
    {                                                                                                                  \
        type *items;                                                                                                   \
        size_t count;                                                                                                  \
        size_t capacity;                                                                                               \
    }

/* A pointer to one more item, not cleared. */
#define array_push(array, arena)                                                                                       \
    ((array)->count == (array)->capacity                                                                               \
         ? ((array)->items = array_grow((array)->items, &(array)->capacity, sizeof *(array)->items, (arena)))          \
         : (array)->items,                                                                                             \
     &(array)->items[(array)->count++])

#define array_last(array) (assert((array)->count > 0), &(array)->items[(array)->count - 1])

/* Used by array_push: doubles the capacity. */
void *array_grow(void *items, size_t *capacity, size_t item_size, Arena *arena);

#endif
