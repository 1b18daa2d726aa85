/*
 * Dates.
 *
 * In:  a date as a record states it.
 * Out: the same in ISO 8601 at the same precision, and the seconds it may mean.
 *
 * Two readers, tried in turn. The first takes ISO 8601 from left to right (extended and basic form, also with a space
 * for the T, as databases print it). The second splits the text into words and numbers and gives each its part: a
 * month's name is the month, four digits are the year, one or two digits the day, digits with a colon the time. A part
 * that comes twice, or a word that belongs to no date, and the text is no date. Nothing is guessed: "03/04/2020" is two
 * different days to two readers and therefore none here; "25/12/2020" can only be one.
 *
 * Months may be named in any language of months.c; the words around them that belong to a date are those of the larger
 * languages of Europe.
 */
#include "date.h"

#include <string.h>

#include "calendar.h"
#include "months.h"

/* --- Reading from left to right ----------------------------------------------------------------------------------- */

typedef struct Reader {
    Bytes text;
    size_t offset;
} Reader;

static uint8_t peek(const Reader *reader) {
    return reader->offset < reader->text.size ? reader->text.data[reader->offset] : 0;
}

static bool is_digit(uint8_t byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(uint8_t byte) {
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static bool take(Reader *reader, uint8_t byte) {
    if (peek(reader) != byte || byte == 0) return false;
    reader->offset++;
    return true;
}

static size_t digits_ahead(const Reader *reader) {
    size_t count = 0;
    while (reader->offset + count < reader->text.size && is_digit(reader->text.data[reader->offset + count])) count++;
    return count;
}

/* Exactly count digits (at most 9), or -1 and nothing is taken. */
static int take_digits(Reader *reader, size_t count) {
    if (digits_ahead(reader) < count) return -1;
    int number = 0;
    for (size_t i = 0; i < count; i++) number = number * 10 + (reader->text.data[reader->offset++] - '0');
    return number;
}

/* The zones that RFC 822 names, and those British papers print. */
static bool zone_of(Bytes word, int *minutes) {
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"UTC", 0},  {"GMT", 0},  {"UT", 0},   {"Z", 0},    {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
                 {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"BST", 1},  {"CET", 1},  {"CEST", 2}};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (bytes_equal(word, bytes_from_string(zones[i].name))) {
            *minutes = zones[i].hours * 60;
            return true;
        }
    }
    return false;
}

/* "Z", "+01:00", "-0500", "+01". True also where there is none. */
static bool take_zone(Reader *reader, DateParts *parts) {
    if (take(reader, 'Z') || take(reader, 'z')) {
        parts->zone_known = true;
        return true;
    }
    uint8_t sign = peek(reader);
    if (sign != '+' && sign != '-') return true;
    reader->offset++;
    int hours = take_digits(reader, 2);
    if (hours < 0) return false;
    bool colon = take(reader, ':');
    int minutes = digits_ahead(reader) >= 2 ? take_digits(reader, 2) : colon ? -1 : 0;
    if (minutes < 0 || minutes > 59) return false;
    parts->zone_known = true;
    parts->zone_minutes = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

/* "14:30", "14:30:00", "14:30:00.123"; with compact, "1430" and "143000". */
static bool take_time(Reader *reader, DateParts *parts, bool compact) {
    size_t digits = digits_ahead(reader);
    if (compact && (digits == 4 || digits == 6)) {
        parts->hour = take_digits(reader, 2);
        parts->minute = take_digits(reader, 2);
        if (digits == 6) parts->second = take_digits(reader, 2);
        return true;
    }
    if (digits < 1 || digits > 2) return false;
    parts->hour = take_digits(reader, digits);
    if (!take(reader, ':')) return false;
    parts->minute = take_digits(reader, 2);
    if (parts->minute < 0) return false;
    if (take(reader, ':')) {
        parts->second = take_digits(reader, 2);
        if (parts->second < 0) return false;
        if (take(reader, '.') || take(reader, ',')) {
            size_t fraction = digits_ahead(reader);
            if (fraction == 0) return false;
            reader->offset += fraction;
        }
    }
    return true;
}

static bool parse_iso(Bytes text, DateParts *parts) {
    Reader reader = {text, 0};
    size_t digits = digits_ahead(&reader);
    *parts = DATE_PARTS_UNKNOWN;
    if (digits == 8) {
        parts->year = take_digits(&reader, 4);
        parts->month = take_digits(&reader, 2);
        parts->day = take_digits(&reader, 2);
    } else if (digits == 4) {
        parts->year = take_digits(&reader, 4);
        uint8_t separator = peek(&reader);
        if (separator == '-' || separator == '/' || separator == '.') {
            reader.offset++;
            parts->month = take_digits(&reader, 2);
            if (parts->month < 0) return false;
            if (take(&reader, separator)) {
                parts->day = take_digits(&reader, 2);
                if (parts->day < 0) return false;
            }
        }
    } else {
        return false;
    }
    if (reader.offset == text.size) return true;
    if (parts->day < 0) return false;
    if (!take(&reader, 'T') && !take(&reader, 't') && !take(&reader, ' ') && !take(&reader, '@')) return false;
    if (!take_time(&reader, parts, digits == 8)) return false;
    (void)take(&reader, ' ');
    if (!take_zone(&reader, parts)) return false;
    if (reader.offset == text.size) return true;
    Bytes rest = {text.data + reader.offset, text.size - reader.offset};
    parts->zone_known = zone_of(bytes_trim(rest), &parts->zone_minutes);
    return parts->zone_known;
}

/* "2019年11月20日", "2019년 11월 20일", with a time behind or without. */
static bool parse_east_asian(Bytes text, DateParts *parts) {
    static const char *const marks[2][3] = {{"\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5"},
                                            {"\xEB\x85\x84", "\xEC\x9B\x94", "\xEC\x9D\xBC"}};
    Reader reader = {text, 0};
    *parts = DATE_PARTS_UNKNOWN;
    int *const fields[3] = {&parts->year, &parts->month, &parts->day};
    for (int i = 0; i < 3; i++) {
        while (take(&reader, ' ')) {
        }
        size_t digits = digits_ahead(&reader);
        if (i > 0 && digits == 0 && reader.offset == text.size) return true;
        if (i == 0 ? digits != 4 : digits < 1 || digits > 2) return false;
        int number = take_digits(&reader, digits);
        Bytes rest = {text.data + reader.offset, text.size - reader.offset};
        bool marked = bytes_start_with(rest, bytes_from_string(marks[0][i])) ||
                      bytes_start_with(rest, bytes_from_string(marks[1][i]));
        if (!marked) return false;
        reader.offset += 3;
        *fields[i] = number;
    }
    while (take(&reader, ' ')) {
    }
    return reader.offset == text.size || (take_time(&reader, parts, false) && reader.offset == text.size);
}

/* --- Reading by words --------------------------------------------------------------------------------------------- */

static bool is_one_of(Bytes word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (bytes_equal_ignoring_case(word, bytes_from_string(list[i]))) return true;
    return false;
}

/* Words that stand in dates and say nothing this reader needs. */
static bool is_filler(Bytes word) {
    static const char *const fillers[] = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed",
        "thu",    "thur",    "thurs",     "fri",      "sat",    "sun",      "at",     "on",  "of",  "the",  "de",
        "del",    "den",     "di",        "do",       "le",     "el",       "il",     "am",  "um",  "uhr",  "er"};
    return is_one_of(word, fillers, sizeof fillers / sizeof *fillers);
}

/* Twelve hours to be added or taken off for "pm" and "am". */
static bool apply_half_day(DateParts *parts, bool afternoon) {
    if (parts->hour < 1 || parts->hour > 12) return false;
    parts->hour = parts->hour % 12 + (afternoon ? 12 : 0);
    return true;
}

static bool take_word(Reader *reader, DateParts *parts) {
    size_t begin = reader->offset;
    while (is_letter(peek(reader)) || peek(reader) >= 0x80) reader->offset++;
    Bytes word = {reader->text.data + begin, reader->offset - begin};
    int zone_minutes = 0;
    int month = months_find(word);

    if (month > 0) {
        if (parts->month >= 0) return false;
        parts->month = month;
        return true;
    }
    /* "p.m.": the letters come one by one */
    bool dotted = word.size == 1 && take(reader, '.') && (take(reader, 'm') || take(reader, 'M'));
    bool half_day = dotted || (word.size == 2 && (word.data[1] | 32) == 'm');
    /* "am" before a time is German for "on" */
    if (half_day && parts->hour >= 0 && ((word.data[0] | 32) == 'p' || (word.data[0] | 32) == 'a'))
        return apply_half_day(parts, (word.data[0] | 32) == 'p');
    if (parts->hour >= 0 && !parts->zone_known && zone_of(word, &zone_minutes)) {
        parts->zone_known = true;
        parts->zone_minutes = zone_minutes;
        bool offset = zone_minutes == 0 && (peek(reader) == '+' || peek(reader) == '-'); /* "GMT+0000" */
        return !offset || take_zone(reader, parts);
    }
    /* "ET" is one of two zones, by the season: the time is kept without */
    bool season_unknown = word.size == 2 && word.data[1] == 'T' && strchr("ECMP", word.data[0]) != NULL;
    return is_filler(word) || (season_unknown && parts->hour >= 0);
}

static bool take_number(Reader *reader, DateParts *parts) {
    size_t digits = digits_ahead(reader);
    size_t behind = reader->offset + digits;
    if (digits <= 2 && behind < reader->text.size && reader->text.data[behind] == ':')
        return parts->hour < 0 && take_time(reader, parts, false);
    if (digits == 4) {
        if (parts->year >= 0) return false;
        parts->year = take_digits(reader, 4);
        return true;
    }
    if (digits > 2 || parts->day >= 0) {
        /* "2 pm" */
        if (digits > 2 || parts->hour >= 0) return false;
        parts->hour = take_digits(reader, digits);
        parts->minute = 0;
        (void)take(reader, ' ');
        return (peek(reader) | 32) == 'p' || (peek(reader) | 32) == 'a';
    }
    parts->day = take_digits(reader, digits);
    static const char *const ordinals[] = {"st", "nd", "rd", "th"};
    Bytes behind_number = {reader->text.data + reader->offset, reader->text.size - reader->offset};
    if (behind_number.size >= 2 && is_one_of((Bytes){behind_number.data, 2}, ordinals, 4)) reader->offset += 2;
    return true;
}

/* "25.12.2020", "25/12/2020", "12/25/2020": three numbers of which only one order is possible. */
static bool parse_numbers(Bytes text, DateParts *parts) {
    Reader reader = {text, 0};
    *parts = DATE_PARTS_UNKNOWN;
    size_t digits = digits_ahead(&reader);
    int first = digits >= 1 && digits <= 2 ? take_digits(&reader, digits) : -1;
    uint8_t separator = peek(&reader);
    if (first < 0 || (separator != '.' && separator != '/' && separator != '-')) return false;
    reader.offset++;
    digits = digits_ahead(&reader);
    int second = digits >= 1 && digits <= 2 ? take_digits(&reader, digits) : -1;
    if (second < 0 || !take(&reader, separator) || digits_ahead(&reader) != 4) return false;
    parts->year = take_digits(&reader, 4);

    bool day_first = separator == '.' || first > 12 || first == second;
    if (!day_first && second <= 12) return false;
    parts->day = day_first ? first : second;
    parts->month = day_first ? second : first;
    return reader.offset == text.size;
}

static bool parse_words(Bytes text, DateParts *parts) {
    Reader reader = {text, 0};
    *parts = DATE_PARTS_UNKNOWN;
    while (reader.offset < text.size) {
        uint8_t byte = peek(&reader);
        if (is_letter(byte) || byte >= 0x80) {
            if (!take_word(&reader, parts)) return false;
        } else if (is_digit(byte)) {
            if (!take_number(&reader, parts)) return false;
        } else if ((byte == '+' || byte == '-') && parts->hour >= 0 && !parts->zone_known) {
            if (!take_zone(&reader, parts)) return false;
        } else if (byte == '(' && parts->zone_known) {
            reader.offset = text.size; /* the zone once more, by name */
        } else if (byte == ' ' || byte == ',' || byte == '.' || byte == '-' || byte == '|') {
            reader.offset++;
        } else {
            return false;
        }
    }
    return parts->year >= 0 && parts->month >= 0;
}

/* Unix time in seconds (ten digits) or milliseconds (thirteen). */
static bool parse_unix(Bytes text, DateParts *parts) {
    Reader reader = {text, 0};
    size_t digits = digits_ahead(&reader);
    if (digits != text.size || (digits != 10 && digits != 13)) return false;
    int64_t seconds = 0;
    for (size_t i = 0; i < 10; i++) seconds = seconds * 10 + (text.data[i] - '0');

    int64_t days = seconds / 86400;
    int64_t rest = seconds % 86400;
    *parts = DATE_PARTS_UNKNOWN;
    calendar_from_day_number(days, &parts->year, &parts->month, &parts->day);
    parts->hour = (int)(rest / 3600);
    parts->minute = (int)(rest / 60 % 60);
    parts->second = (int)(rest % 60);
    parts->zone_known = true;
    return true;
}

bool date_parse(Bytes text, Bytes *normalised, DateInterval *interval, Arena *result) {
    DateParts parts = DATE_PARTS_UNKNOWN;
    *normalised = (Bytes){0};
    *interval = (DateInterval){0, 0};
    text = bytes_trim(text);
    if (text.size == 0 || text.size > 64) return false; /* no date is longer */
    bool parsed = (parse_unix(text, &parts) || parse_iso(text, &parts) || parse_numbers(text, &parts) ||
                   parse_east_asian(text, &parts) || parse_words(text, &parts)) &&
                  calendar_is_possible(&parts);
    if (!parsed) return false;
    *normalised = calendar_form(&parts, result);
    *interval = calendar_interval(&parts);
    return true;
}
