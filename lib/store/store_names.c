/*
 * Names by number: strings that repeat, each kept once, and sorted once instead of wherever they occur.
 *
 * In:  names, one after the other. Out: their numbers, in the order of coming, and what place each has in the order of
 * bytes, which is SQLite's.
 *
 * Names are looked for by their hash. Two with one hash are told apart: the second stands at the next hash that is
 * free.
 */
#include "store_names.h"

#include <stdlib.h>

uint32_t names_add(Names *names, Bytes name, Arena *memory) {
    for (uint64_t hash = bytes_hash(name);; hash++) {
        bool inserted;
        uint32_t *number = map_insert(&names->by_hash, hash, &inserted, memory);
        if (!inserted && bytes_equal(names->list.items[*number], name)) return *number;
        if (!inserted) continue;
        *number = (uint32_t)names->list.count;
        *array_push(&names->list, memory) = name;
        return (uint32_t)names->list.count - 1;
    }
}

typedef struct RankedName {
    Bytes name;
    uint32_t number;
} RankedName;

static int compare_names(const void *left, const void *right) {
    return bytes_compare(((const RankedName *)left)->name, ((const RankedName *)right)->name);
}

uint32_t *names_rank(const Names *names, Arena *result) {
    const size_t count = names->list.count;
    uint32_t *ranks = arena_new_array_uncleared(result, uint32_t, count);
    Arena scratch = *result;
    RankedName *sorted = arena_new_array_uncleared(&scratch, RankedName, count);
    for (size_t i = 0; i < count; i++) sorted[i] = (RankedName){names->list.items[i], (uint32_t)i};
    if (count > 0) qsort(sorted, count, sizeof *sorted, compare_names);
    for (size_t i = 0; i < count; i++) ranks[sorted[i].number] = (uint32_t)i;
    return ranks;
}

Bytes *names_sort(const Names *names, const uint32_t *ranks, Arena *result) {
    Bytes *sorted = arena_new_array_uncleared(result, Bytes, names->list.count);
    for (size_t i = 0; i < names->list.count; i++) sorted[ranks[i]] = names->list.items[i];
    return sorted;
}
