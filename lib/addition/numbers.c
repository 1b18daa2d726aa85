/*
 * Sets of numbers of the file: of families and stories, of articles (their keys).
 *
 * In:  numbers in any order, some of them several times.
 * Out: each once, ascending; where one stands among them.
 */
#include "numbers.h"

#include "../base/radix.h"

KnownNumbers known_numbers_sort(const int64_t *items, size_t count, Arena *result, Arena scratch) {
    KeyValue *sorted = arena_new_array_uncleared(&scratch, KeyValue, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i] > 0) sorted[kept++] = (KeyValue){(uint64_t)items[i], 0};
    radix_sort(sorted, kept, scratch);
    int64_t *numbers = arena_new_array_uncleared(result, int64_t, kept + 1);
    uint32_t number_count = 0;
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || sorted[i].key != sorted[i - 1].key) numbers[number_count++] = (int64_t)sorted[i].key;
    return (KnownNumbers){numbers, number_count};
}

uint32_t known_numbers_place(KnownNumbers numbers, int64_t number) {
    uint32_t low = 0, high = numbers.count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (numbers.items[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool known_numbers_have(KnownNumbers numbers, int64_t number) {
    const uint32_t place = known_numbers_place(numbers, number);
    return place < numbers.count && numbers.items[place] == number;
}
