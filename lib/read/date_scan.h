/* Dates in running text. */
#ifndef STEMMA_READ_DATE_SCAN_H
#define STEMMA_READ_DATE_SCAN_H

#include "calendar.h"

/* A date and where it stands. The year is missing (-1) where the text leaves it to the reader: "on Sept. 20". */
typedef struct FoundDate {
    ByteSpan bytes;
    DateParts parts; /* year, month and day only */
} FoundDate;

/*
 * The next calendar date that begins at or behind *offset, which moves behind it: "Sept. 20, 2019", "20 septembre
 * 2019", "25. September", "March 2017", "2019-09-20", "20.9.2019", "2019年9月20日". False where there is none.
 */
bool date_scan_next(Bytes text, size_t *offset, FoundDate *out);

#endif
