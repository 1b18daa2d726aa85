/* Numbers of findings in the file. */
#ifndef STEMMA_ADDITION_NUMBERS_H
#define STEMMA_ADDITION_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

/* Borrowed. */
typedef struct KnownNumbers {
    const int64_t *items;
    uint32_t count;
} KnownNumbers;

/*
 * The numbers under which findings stand in the file. An array that is NULL says: index plus one, for all, and all are
 * written.
 */
typedef struct FindingNumbers {
    const int64_t *numbers; /* by index; 0: stands nowhere in the file */
    const bool *written; /* by index: whether rows are written; the others stand there already, or nowhere */
} FindingNumbers;

/* Whether the number is among these, which ascend. */
static inline bool known_numbers_have(KnownNumbers numbers, int64_t number) {
    uint32_t low = 0, high = numbers.count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (numbers.items[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < numbers.count && numbers.items[low] == number;
}

#endif
