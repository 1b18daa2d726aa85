/* Growing arrays: doubling, in place where the array is the arena's last allocation. See array.h. */
#include "array.h"

#define FIRST_CAPACITY 8

void *array_grow(void *items, size_t *capacity, size_t item_size, Arena *arena) {
    size_t old_capacity = *capacity;
    size_t new_capacity = old_capacity > 0 ? old_capacity * 2 : FIRST_CAPACITY;
    void *grown = arena_extend(arena, items, old_capacity * item_size, new_capacity * item_size);
    *capacity = new_capacity;
    return grown;
}
