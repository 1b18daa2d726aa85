/*
 * Least-significant-digit radix sort, eight bits a pass.
 *
 * A first reading of the keys tells in which digits they differ, and whether they are in order already; the other
 * digits are skipped, so short keys cost few passes. Stable by construction. Small arrays go through insertion sort,
 * which is stable too.
 */
#include "radix.h"

#include <stdbool.h>
#include <string.h>

#define DIGITS 8
#define VALUES 256
#define SMALL_COUNT 48

static void insertion_sort(KeyValue *items, size_t count) {
    for (size_t i = 1; i < count; i++) {
        KeyValue moving = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1].key > moving.key; at--) items[at] = items[at - 1];
        items[at] = moving;
    }
}

static void sort_by_digit(const KeyValue *from, KeyValue *to, size_t count, unsigned shift) {
    size_t places[VALUES] = {0};
    for (size_t i = 0; i < count; i++) places[(from[i].key >> shift) & 0xFF]++;
    size_t sum = 0;
    for (size_t value = 0; value < VALUES; value++) {
        size_t here = places[value];
        places[value] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++) to[places[(from[i].key >> shift) & 0xFF]++] = from[i];
}

void radix_sort(KeyValue *items, size_t count, Arena scratch) {
    if (count < SMALL_COUNT) {
        insertion_sort(items, count);
        return;
    }
    uint64_t differing = 0;
    bool in_order = true;
    for (size_t i = 1; i < count; i++) {
        differing |= items[i].key ^ items[0].key;
        in_order &= items[i - 1].key <= items[i].key;
    }
    if (in_order) return;
    KeyValue *from = items;
    KeyValue *to = arena_new_array_uncleared(&scratch, KeyValue, count);
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        if (((differing >> digit * 8) & 0xFF) == 0) continue;
        sort_by_digit(from, to, count, digit * 8);
        KeyValue *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != items) memcpy(items, from, count * sizeof *items);
}

/*
 * Sorted by as many digits below the first byte as make about one key a value, the array is sorted but for the few keys
 * that agree in these: runs of them are sorted by themselves, so that keys made to agree cost no more than other ones.
 */
void radix_sort_hashes(KeyValue *items, size_t count, Arena scratch) {
    if (count < SMALL_COUNT) {
        insertion_sort(items, count);
        return;
    }
    unsigned digits = 1;
    while (digits < DIGITS - 1 && count >> digits * 8 > 1) digits++;
    const unsigned lowest = DIGITS - 1 - digits;
    Arena passes = scratch;
    KeyValue *from = items;
    KeyValue *to = arena_new_array_uncleared(&passes, KeyValue, count);
    for (unsigned digit = lowest; digit < DIGITS - 1; digit++) {
        sort_by_digit(from, to, count, digit * 8);
        KeyValue *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != items) memcpy(items, from, count * sizeof *items);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        for (end = begin + 1; end < count && items[end].key >> lowest * 8 == items[begin].key >> lowest * 8;) end++;
        if (end - begin > 1) radix_sort(items + begin, end - begin, scratch);
    }
}
