/*
 * Open addressing with linear probing over a power of two of slots, at most three quarters full.
 *
 * Keys are mixed before use (the finaliser of MurmurHash3, Appleby 2011, public domain constants), so packed keys such
 * as (article << 32 | word) spread as well as hashes do. Invariant: a taken slot is reachable from its key's home slot
 * without crossing a free one.
 */
#include "map.h"

static uint64_t mix(uint64_t key) {
    key ^= key >> 33;
    key *= 0xff51afd7ed558ccdULL;
    key ^= key >> 33;
    key *= 0xc4ceb9fe1a85ec53ULL;
    return key ^ key >> 33;
}

static MapSlot *slot_of(const Map *map, uint64_t key) {
    size_t mask = map->capacity - 1;
    size_t at = (size_t)mix(key) & mask;
    while (map->slots[at].taken && map->slots[at].key != key) at = (at + 1) & mask;
    return &map->slots[at];
}

static void grow(Map *map, size_t capacity, Arena *arena) {
    Map grown = {.capacity = capacity, .count = map->count};
    grown.slots = arena_new_array(arena, MapSlot, capacity);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].taken) *slot_of(&grown, map->slots[i].key) = map->slots[i];
    *map = grown;
}

void map_reserve(Map *map, size_t count_expected, Arena *arena) {
    size_t capacity = map->capacity > 0 ? map->capacity : 16;
    while (capacity / 4 * 3 < count_expected) capacity *= 2;
    if (capacity > map->capacity) grow(map, capacity, arena);
}

uint32_t *map_insert(Map *map, uint64_t key, bool *inserted, Arena *arena) {
    if (map->count + 1 > map->capacity / 4 * 3) map_reserve(map, map->count + 1, arena);
    MapSlot *slot = slot_of(map, key);
    if (inserted) *inserted = !slot->taken;
    if (!slot->taken) {
        *slot = (MapSlot){.key = key, .taken = 1};
        map->count++;
    }
    return &slot->value;
}

const uint32_t *map_find(const Map *map, uint64_t key) {
    if (map->capacity == 0) return NULL;
    const MapSlot *slot = slot_of(map, key);
    return slot->taken ? &slot->value : NULL;
}
