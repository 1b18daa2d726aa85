/* Dates as articles state them: ISO 8601, RFC 822 and the usual English forms, with their precision. */
#ifndef STEMMA_READ_DATE_H
#define STEMMA_READ_DATE_H

#include <stdbool.h>

#include "../base/bytes.h"
#include "article.h"

/*
 * Reads "2020-02-25", "2020-02-25T14:30:00Z", "2020-02-25T14:30+01:00", "2020-02", "2020", "Feb. 25, 2020",
 * "25 February 2020", "Tue, 25 Feb 2020 14:30:00 GMT", and Unix seconds in ten digits. False where it is none of
 * these or out of range; *normalised gets the ISO form at the same precision (in result), *interval what it covers.
 */
bool date_parse(Bytes text, Bytes *normalised, DateInterval *interval, Arena *result);

#endif
