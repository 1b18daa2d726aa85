/* Numbers of findings in the file. */
#ifndef STEMMA_ADDITION_NUMBERS_H
#define STEMMA_ADDITION_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/arena.h"

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

/* Those above 0, ascending, each once. */
KnownNumbers known_numbers_sort(const int64_t *items, size_t count, Arena *result, Arena scratch);
/* Of numbers that ascend: the place of the first that is not smaller; and whether the number is one of them. */
uint32_t known_numbers_place(KnownNumbers numbers, int64_t number);
bool known_numbers_have(KnownNumbers numbers, int64_t number);

#endif
