/*
 * Dates in a text.
 *
 * In:  an article with the day it was published, where that is known; its words.
 * Out: the times it speaks of, each with its words, the seconds it covers and how precise that is.
 *
 * Dates in numbers and months' names come from date_scan.c. A missing year is that of the publication, or the one
 * before or behind, whichever brings the day closest; so is the weekday in "on Monday", which means the last one in a
 * report and the coming one behind "next", "this coming" or a verb of the future. "This", "last" and "next" with a
 * week, month or year are counted from the day of publication, as are today, yesterday and tomorrow. A day that the
 * text pins down further ("Monday, Feb. 24") is one date.
 *
 * Nothing is guessed about an article that is not dated to the day: its relative dates are left out. A weekday or a
 * "today" inside a direct quotation is read like any other: speakers are quoted soon after they spoke.
 */
#include "dates.h"

#include "../base/array.h"
#include "../read/calendar.h"
#include "../read/date_scan.h"

enum {
    DAY_SECONDS = 86400,
    FUTURE_WORDS = 6, /* before a date, among which a word of the future is looked for */
    DATES_MAX = 2000 /* in one text; the rest of a longer list is left out */
};

typedef struct DateItems ARRAY_OF(TextDate) DateItems;

typedef struct DateFinder {
    const Text *text;
    bool anchored; /* the day of publication is known */
    int64_t today; /* its day number */
    int year, month, day;
    DateItems items;
    size_t weekday_count; /* items when a weekday was the last of them */
    Arena *result;
} DateFinder;

const char *date_precision_name(DatePrecision precision) {
    static const char *const names[] = {"day", "month", "year"};
    return names[precision];
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

static bool word_is(const Text *text, uint32_t word, const char *lower) {
    return word < text->word_count && bytes_equal_ignoring_case(text_word_bytes(text, word), bytes_from_string(lower));
}

static bool word_is_any(const Text *text, uint32_t word, const char *const *lower) {
    for (; *lower; lower++)
        if (word_is(text, word, *lower)) return true;
    return false;
}

/* 0 is Monday; -1 for any other word. "Monday's" is none the less one. */
static int weekday_at(const Text *text, uint32_t word) {
    static const char *const names[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    Bytes bytes = text_word_bytes(text, word);
    if (bytes.size < 6 || !(text->words[word].flags & WORD_CAPITALISED)) return -1;
    for (int i = 0; i < 7; i++) {
        Bytes name = bytes_from_string(names[i]);
        if (bytes.size < name.size || !bytes_equal_ignoring_case((Bytes){bytes.data, name.size}, name)) continue;
        if (bytes.size == name.size || (text->words[word].flags & WORD_POSSESSIVE)) return i;
    }
    return -1;
}

/* A word of the future stands shortly before, in the same sentence. */
static bool is_ahead(const Text *text, uint32_t word) {
    static const char *const words[] = {"will", "shall",    "until",    "next",     "scheduled",
                                        "due",  "coming",   "upcoming", "plans",    "planned",
                                        "by",   "expected", "ahead",    "deadline", NULL};
    for (uint32_t back = 1; back <= FUTURE_WORDS && back <= word; back++) {
        if (text->words[word - back + 1].flags & WORD_SENTENCE_START) return false;
        if (word_is_any(text, word - back, words)) return true;
    }
    return false;
}

/* --- Adding ------------------------------------------------------------------------------------------------------- */

static DateInterval days(int64_t first, int64_t end) {
    return (DateInterval){first * DAY_SECONDS, end * DAY_SECONDS};
}

static void add(DateFinder *finder, TextDate date) {
    if (finder->items.count < DATES_MAX) *array_push(&finder->items, finder->result) = date;
}

static DateInterval month_of(int year, int month) {
    int64_t first = calendar_day_number(year, month, 1);
    return days(first, first + calendar_days_of_month(year, month));
}

/* The month so many months away from the publication's. */
static DateInterval month_away(const DateFinder *finder, int months) {
    int index = finder->year * 12 + finder->month - 1 + months;
    return month_of(index / 12, index % 12 + 1);
}

static DateInterval year_away(const DateFinder *finder, int years) {
    return days(calendar_day_number(finder->year + years, 1, 1), calendar_day_number(finder->year + years + 1, 1, 1));
}

/*
 * The year that brings a month and a day closest to the publication. News tells what was: a day ahead has to be
 * announced or twice as close.
 */
static int closest_year(const DateFinder *finder, const DateParts *parts, bool ahead) {
    int best = finder->year;
    int64_t best_gap = INT64_MAX;
    for (int year = finder->year - 1; year <= finder->year + 1; year++) {
        int64_t gap = calendar_day_number(year, parts->month, parts->day) - finder->today;
        gap = gap < 0 ? -gap : ahead ? gap : 2 * gap;
        if (gap < best_gap) {
            best = year;
            best_gap = gap;
        }
    }
    return best;
}

/* --- Calendar dates ----------------------------------------------------------------------------------------------- */

static void add_calendar_date(DateFinder *finder, const FoundDate *found) {
    DateParts parts = found->parts;
    bool relative = parts.year < 0;
    if (relative && !finder->anchored) return;
    uint32_t word = text_word_at(finder->text, found->bytes.begin);
    bool ahead = word < finder->text->word_count && is_ahead(finder->text, word);
    if (relative) parts.year = closest_year(finder, &parts, ahead);
    if (!calendar_is_possible(&parts)) return;
    TextDate date = {.bytes = found->bytes,
                     .interval = calendar_interval(&parts),
                     .precision = parts.day > 0 ? DATE_DAY : DATE_MONTH,
                     .relative = relative,
                     .ahead = ahead};
    if (finder->anchored) date.ahead = date.interval.begin_unix_s > finder->today * DAY_SECONDS;
    add(finder, date);
}

/* --- Words for days ----------------------------------------------------------------------------------------------- */

/* "last Monday", "next Monday", "Monday": the day. */
static int64_t weekday_meant(const DateFinder *finder, uint32_t word, int weekday) {
    int back = calendar_weekday(finder->today) - weekday;
    if (back < 0) back += 7;
    bool last = word > 0 && word_is(finder->text, word - 1, "last");
    bool ahead = is_ahead(finder->text, word);
    if (last) return finder->today - (back == 0 ? 7 : back);
    if (ahead) return finder->today + (back == 0 ? 0 : 7 - back);
    return finder->today - back;
}

static void add_words(DateFinder *finder, WordSpan words, DateInterval interval, DatePrecision precision) {
    TextDate date = {.bytes = text_bytes_of(finder->text, words),
                     .interval = interval,
                     .precision = precision,
                     .relative = true,
                     .ahead = interval.begin_unix_s > finder->today * DAY_SECONDS};
    add(finder, date);
}

/* "earlier this month", "last year", "next week" from the word "this", "last" or "next"; false where it is none. */
static bool add_period(DateFinder *finder, uint32_t word) {
    const Text *text = finder->text;
    int away = word_is(text, word, "this") ? 0 : word_is(text, word, "last") ? -1 : word_is(text, word, "next") ? 1 : 2;
    if (away == 2 || word + 1 >= text->word_count) return false;
    WordSpan words = {word, word + 2};
    if (word > 0 && (word_is(text, word - 1, "earlier") || word_is(text, word - 1, "later"))) words.begin--;
    if (word_is(text, word + 1, "month")) {
        DateInterval interval = month_away(finder, away);
        if (away == 0 && words.begin < word && word_is(text, words.begin, "earlier"))
            interval.end_unix_s = (finder->today + 1) * DAY_SECONDS;
        add_words(finder, words, interval, DATE_MONTH);
    } else if (word_is(text, word + 1, "year")) {
        add_words(finder, words, year_away(finder, away), DATE_YEAR);
    } else if (word_is(text, word + 1, "week")) {
        int64_t monday = finder->today - calendar_weekday(finder->today) + 7 * away;
        add_words(finder, words, days(monday, monday + 7), DATE_DAY);
    } else {
        return false;
    }
    return true;
}

static void add_relative(DateFinder *finder, uint32_t word) {
    const Text *text = finder->text;
    int weekday = weekday_at(text, word);
    if (weekday >= 0) {
        int64_t day = weekday_meant(finder, word, weekday);
        bool led = word > 0 && (word_is(text, word - 1, "last") || word_is(text, word - 1, "next"));
        add_words(finder, (WordSpan){word - led, word + 1}, days(day, day + 1), DATE_DAY);
        finder->weekday_count = finder->items.count;
        return;
    }
    if (word_is(text, word, "yesterday") || word_is(text, word, "yesterday's")) {
        add_words(finder, (WordSpan){word, word + 1}, days(finder->today - 1, finder->today), DATE_DAY);
    } else if (word_is(text, word, "today") || word_is(text, word, "today's") || word_is(text, word, "tonight")) {
        add_words(finder, (WordSpan){word, word + 1}, days(finder->today, finder->today + 1), DATE_DAY);
    } else if (word_is(text, word, "tomorrow") || word_is(text, word, "tomorrow's")) {
        add_words(finder, (WordSpan){word, word + 1}, days(finder->today + 1, finder->today + 2), DATE_DAY);
    } else {
        (void)add_period(finder, word);
    }
}

/* Whether a word can begin a relative date: by its first letter, which spares comparing nearly all of them. */
static bool can_begin(const Text *text, uint32_t word) {
    uint8_t first = text->bytes.data[text->words[word].byte_begin] | 0x20;
    switch (first) {
    case 'm':
    case 't':
    case 'w':
    case 'f':
    case 's':
    case 'y':
    case 'l':
    case 'n': return text->words[word].byte_size >= 4;
    default: return false;
    }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

/* "Monday, Feb. 24": the second says all that the first does. */
static bool repeats_last(const DateFinder *finder, const FoundDate *found) {
    if (finder->items.count == 0 || finder->weekday_count != finder->items.count) return false;
    const TextDate *last = &finder->items.items[finder->items.count - 1];
    if (last->bytes.end > found->bytes.begin) return false;
    Bytes between = bytes_slice(finder->text->bytes, (ByteSpan){last->bytes.end, found->bytes.begin});
    return bytes_equal(between, BYTES(" ")) || bytes_equal(between, BYTES(", "));
}

TextDates dates_find(const Article *article, const Text *text, Arena *result) {
    DateFinder finder = {.text = text, .result = result};
    DateInterval published = article->published_interval;
    int64_t seconds = published.end_unix_s - published.begin_unix_s;
    if (seconds > 0 && seconds <= DAY_SECONDS) {
        finder.anchored = true;
        finder.today = published.begin_unix_s / DAY_SECONDS - (published.begin_unix_s % DAY_SECONDS < 0);
        calendar_from_day_number(finder.today, &finder.year, &finder.month, &finder.day);
    }
    size_t offset = 0;
    FoundDate found;
    bool more = date_scan_next(text->bytes, &offset, &found);
    for (uint32_t word = 0; word < text->word_count; word++) {
        uint32_t begin = text->words[word].byte_begin;
        for (; more && found.bytes.begin <= begin; more = date_scan_next(text->bytes, &offset, &found)) {
            uint32_t first = repeats_last(&finder, &found) ? finder.items.items[--finder.items.count].bytes.begin
                                                           : found.bytes.begin;
            size_t count = finder.items.count;
            add_calendar_date(&finder, &found);
            if (finder.items.count > count) finder.items.items[count].bytes.begin = first;
        }
        if (finder.anchored && can_begin(text, word)) add_relative(&finder, word);
    }
    return (TextDates){finder.items.items, (uint32_t)finder.items.count};
}
