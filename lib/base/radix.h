/* Stable radix sort of records with a 64-bit key: the same order everywhere, linear time. */
#ifndef STEMMA_BASE_RADIX_H
#define STEMMA_BASE_RADIX_H

#include <stddef.h>
#include <stdint.h>

#include "arena.h"

typedef struct KeyValue {
    uint64_t key;
    uint64_t value;
} KeyValue;

/* Sorts by key, ascending; equal keys keep their order. Bytes that are the same in all keys cost nothing. */
void radix_sort(KeyValue *items, size_t count, Arena scratch);

/* The same for keys that are hashes whose upper byte is the same: a few passes tell nearly all apart. */
void radix_sort_hashes(KeyValue *items, size_t count, Arena scratch);

#endif
