/* Names of months in the languages that news is read in. */
#ifndef STEMMA_READ_MONTHS_H
#define STEMMA_READ_MONTHS_H

#include "../base/bytes.h"

typedef struct MonthName {
    const char *name; /* in lower case */
    int month; /* 1 .. 12 */
} MonthName;

/* The table in the order of its bytes; {NULL, 0} behind the last. */
MonthName months_at(size_t index);

/* 1 .. 12 for a month's name in upper or lower case, with or without the point of an abbreviation; 0 for any other word. */
int months_find(Bytes word);

#endif
