/* Days, and what a date covers as far as it is known. */
#ifndef STEMMA_READ_CALENDAR_H
#define STEMMA_READ_CALENDAR_H

#include <stdbool.h>

#include "../base/bytes.h"
#include "article.h"

/* As much of a date as is known; -1 for what is not. */
typedef struct DateParts {
    int year, month, day, hour, minute, second;
    bool zone_known;
    int zone_minutes; /* east of Greenwich */
} DateParts;

#define DATE_PARTS_UNKNOWN ((DateParts){-1, -1, -1, -1, -1, -1, false, 0})

/* Days since 1 January 1970, and back. */
int64_t calendar_day_number(int year, int month, int day);
void calendar_from_day_number(int64_t days, int *year, int *month, int *day);
int calendar_weekday(int64_t days); /* 0 is Monday */
int calendar_days_of_month(int year, int month);

/* A year that news can speak of, a month and day there are, and nothing finer without what is coarser. */
bool calendar_is_possible(const DateParts *parts);
DateInterval calendar_interval(const DateParts *parts); /* of possible parts */
/* The day of a moment, as "2019-09-20" and a NUL. */
#define CALENDAR_DAY_SIZE 11
void calendar_day_form(char out[CALENDAR_DAY_SIZE], int64_t unix_s);
Bytes calendar_form(const DateParts *parts, Arena *result); /* ISO 8601, as precise as the parts */

#endif
