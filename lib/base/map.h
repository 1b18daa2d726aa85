/* A hash map from 64-bit keys to 32-bit values, in an arena; keys are hashes or packed by the caller. No removal. */
#ifndef STEMMA_BASE_MAP_H
#define STEMMA_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

typedef struct MapSlot {
    uint64_t key;
    uint32_t value;
    uint32_t taken;
} MapSlot;

typedef struct Map {
    MapSlot *slots;
    size_t capacity; /* a power of two, or 0 before the first insertion */
    size_t count;
} Map;

/* Makes room for count_expected keys without growing. Calling it is optional. */
void map_reserve(Map *map, size_t count_expected, Arena *arena);

/*
 * The value's place, inserted with value 0 where the key is new (*inserted says so; may be NULL). Valid until the next
 * insertion.
 */
uint32_t *map_insert(Map *map, uint64_t key, bool *inserted, Arena *arena);

/* NULL where the key is absent. */
const uint32_t *map_find(const Map *map, uint64_t key);

/* Slots stand in an order that depends on the order of insertion too: sort before showing anything. */

#endif
