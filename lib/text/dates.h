/* The dates that an article speaks of, as days, months or years. */
#ifndef STEMMA_TEXT_DATES_H
#define STEMMA_TEXT_DATES_H

#include "text.h"

typedef enum DatePrecision { DATE_DAY, DATE_MONTH, DATE_YEAR } DatePrecision;

/* Words that name a time, and the seconds they cover. */
typedef struct TextDate {
    ByteSpan bytes;
    DateInterval interval;
    DatePrecision precision;
    bool relative; /* understood from the day the article was published: "Monday", "last year" */
    bool ahead; /* announced: "will open on May 3", "next week" */
} TextDate;

/* In text order. */
typedef struct TextDates {
    const TextDate *items;
    uint32_t count;
} TextDates;

/*
 * Dates with a year are found in every article, in the languages of months.c. What leaves something to the reader ("on
 * Monday", "Sept. 20", "earlier this month") is resolved where the article's day of publication is known, in English.
 */
TextDates dates_find(const Article *article, const Text *text, Arena *result);

const char *date_precision_name(DatePrecision precision); /* "day", "month", "year" */

#endif
