/*
 * Dates in running text.
 *
 * In:  a text.
 * Out: its calendar dates, one by one, with their places.
 *
 * Every such date has a number in it, so the scan goes from one number to the next and looks at what stands around it:
 * a month's name before or behind, or more numbers with the same mark between. Numbers alone have to be unmistakable:
 * "25/12/2020" can only be one day, "03/04/2020" is two days to two readers and none here. A month and a day without a
 * year are a date whose year is missing; a day or a month alone is none.
 *
 * Cost: each number is looked at once, and no look goes further than a few dozen bytes to either side.
 */
#include "date_scan.h"

#include "months.h"

enum {
    YEAR_FIRST = 1500,
    YEAR_LAST = 2100,
    WORD_BYTES_MAX = 40 /* no month's name is longer */
};

/* A number in digits. */
typedef struct Number {
    size_t begin;
    size_t end;
    int value; /* -1: too long */
} Number;

static bool is_digit(uint8_t byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_word_byte(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26 || byte >= 0x80;
}

static uint8_t byte_at(Bytes text, size_t offset) {
    return offset < text.size ? text.data[offset] : 0;
}

static Number number_at(Bytes text, size_t begin) {
    Number number = {begin, begin, 0};
    while (number.end < text.size && is_digit(text.data[number.end])) {
        if (number.end - begin < 6) number.value = number.value * 10 + (text.data[number.end] - '0');
        number.end++;
    }
    if (number.end - begin > 4 || number.end == begin) number.value = -1;
    return number;
}

static bool is_year(Number number) {
    return number.end - number.begin == 4 && number.value >= YEAR_FIRST && number.value < YEAR_LAST;
}

static bool is_day(Number number) {
    return number.end - number.begin <= 2 && number.value >= 1 && number.value <= 31;
}

static size_t skip_blanks(Bytes text, size_t offset) {
    for (;;) {
        if (byte_at(text, offset) == ' ')
            offset++;
        else if (byte_at(text, offset) == 0xC2 && byte_at(text, offset + 1) == 0xA0) /* no-break space */
            offset += 2;
        else
            return offset;
    }
}

static Bytes word_from(Bytes text, size_t begin) {
    size_t end = begin;
    while (end < text.size && end - begin < WORD_BYTES_MAX && is_word_byte(text.data[end]) &&
           !(text.data[end] == 0xC2 && byte_at(text, end + 1) == 0xA0))
        end++;
    return (Bytes){text.data + begin, end - begin};
}

/* The month named by the word that ends before `end`, but for blanks, a point and a comma; *begin is where it begins. */
static int month_before(Bytes text, size_t end, size_t *begin) {
    while (end > 0 && (text.data[end - 1] == ' ' || text.data[end - 1] == ',')) end--;
    if (end >= 2 && text.data[end - 2] == 0xC2 && text.data[end - 1] == 0xA0) end -= 2;
    if (end > 0 && text.data[end - 1] == '.') end--;
    size_t start = end;
    while (start > 0 && end - start < WORD_BYTES_MAX && is_word_byte(text.data[start - 1]) &&
           !(text.data[start - 1] == 0xA0 && start >= 2 && text.data[start - 2] == 0xC2))
        start--;
    if (start > 0 && is_digit(text.data[start - 1])) return 0;
    *begin = start;
    return months_find((Bytes){text.data + start, end - start});
}

/* A year behind a day and a month: ", 2019", " 2019", " de 2019"; -1 and *end left alone where there is none. */
static int year_behind(Bytes text, size_t *end) {
    size_t at = *end;
    if (byte_at(text, at) == ',') at++;
    at = skip_blanks(text, at);
    Bytes word = word_from(text, at);
    if (bytes_equal_ignoring_case(word, BYTES("de")) || bytes_equal_ignoring_case(word, BYTES("del")) ||
        bytes_equal_ignoring_case(word, BYTES("of")))
        at = skip_blanks(text, at + word.size);
    Number year = number_at(text, at);
    if (!is_year(year) || year.begin == *end) return -1;
    *end = year.end;
    return year.value;
}

/* "st", "nd", "rd", "th", "er", "º", "." behind a day's number. */
static size_t skip_ordinal(Bytes text, size_t offset) {
    static const char *const marks[] = {"st", "nd", "rd", "th", "er", "\xC2\xBA", "."};
    Bytes rest = {text.data + offset, text.size - offset};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Bytes mark = bytes_from_string(marks[i]);
        if (bytes_start_with(rest, mark) && !is_word_byte(byte_at(rest, mark.size))) return offset + mark.size;
    }
    return offset;
}

/* "20 September 2019", "20. September", "20th of September 2019", "20 de septiembre de 2019" */
static bool day_month(Bytes text, Number day, FoundDate *out) {
    if (!is_day(day)) return false;
    size_t at = skip_blanks(text, skip_ordinal(text, day.end));
    if (at == day.end) return false;
    Bytes word = word_from(text, at);
    if (bytes_equal_ignoring_case(word, BYTES("of")) || bytes_equal_ignoring_case(word, BYTES("de"))) {
        at = skip_blanks(text, at + word.size);
        word = word_from(text, at);
    }
    int month = months_find(word);
    if (month == 0) return false;
    /* "the 5 may have left", "12 March protests": a month in lower case that is also a word needs its year */
    bool doubtful = bytes_equal(word, BYTES("may")) || bytes_equal(word, BYTES("march"));
    size_t end = at + word.size;
    /* the point of "3 Jan. 2019"; behind a whole name it ends the sentence */
    bool short_name = word.size <= 4 && byte_at(text, end) == '.';
    size_t behind = end + short_name;
    out->parts = DATE_PARTS_UNKNOWN;
    out->parts.year = year_behind(text, &behind);
    if (out->parts.year > 0) end = behind;
    out->parts.month = month;
    out->parts.day = day.value;
    out->bytes = (ByteSpan){(uint32_t)day.begin, (uint32_t)end};
    /* "… was 20. March 5 came": the day belongs to the number behind */
    if (out->parts.year < 0 && is_digit(byte_at(text, skip_blanks(text, end)))) return false;
    return out->parts.year > 0 || !doubtful;
}

/* "September 20, 2019", "Sept. 20", "September 2019" */
static bool month_first(Bytes text, Number number, FoundDate *out) {
    size_t begin;
    if (number.begin == 0 || (!is_day(number) && !is_year(number))) return false;
    int month = month_before(text, number.begin, &begin);
    if (month == 0 && is_year(number) && number.begin >= 4 &&
        bytes_equal((Bytes){text.data + number.begin - 4, 4}, BYTES(" de ")))
        month = month_before(text, number.begin - 4, &begin); /* "março de 2017" */
    if (month == 0 || begin == number.begin) return false;
    Bytes word = word_from(text, begin);
    if (bytes_equal(word, BYTES("may")) || bytes_equal(word, BYTES("march"))) return false;
    size_t end = number.end;
    out->parts = DATE_PARTS_UNKNOWN;
    out->parts.month = month;
    if (is_year(number)) {
        out->parts.year = number.value;
    } else {
        /* "May 5 percent", "March 3-2" are none */
        uint8_t next = byte_at(text, end);
        if (next == '%' || next == ':' || (next == '.' && is_digit(byte_at(text, end + 1)))) return false;
        end = skip_ordinal(text, end);
        if (text.data[end - 1] == '.') end--;
        out->parts.day = number.value;
        out->parts.year = year_behind(text, &end);
    }
    out->bytes = (ByteSpan){(uint32_t)begin, (uint32_t)end};
    return true;
}

/* "2019-09-20", "2019/09/20", "2019.9.20", "20.9.2019", "25/12/2019" */
static bool numbers_alone(Bytes text, Number first, FoundDate *out) {
    uint8_t mark = byte_at(text, first.end);
    if (mark != '-' && mark != '/' && mark != '.') return false;
    Number second = number_at(text, first.end + 1);
    if (byte_at(text, second.end) != mark || second.end - second.begin > 2) return false;
    Number third = number_at(text, second.end + 1);
    uint8_t before = first.begin > 0 ? text.data[first.begin - 1] : ' ';
    uint8_t behind = byte_at(text, third.end);
    if (before == mark || before == '/' || behind == '/' || (behind == mark && is_digit(byte_at(text, third.end + 1))))
        return false; /* a part of an address, a number of something */
    out->parts = DATE_PARTS_UNKNOWN;
    if (is_year(first) && third.end - third.begin <= 2) {
        out->parts.year = first.value;
        out->parts.month = second.value;
        out->parts.day = third.value;
    } else if (first.end - first.begin <= 2 && is_year(third)) {
        bool day_first = mark == '.' || first.value > 12 || first.value == second.value;
        if (!day_first && second.value <= 12) return false;
        out->parts.year = third.value;
        out->parts.month = day_first ? second.value : first.value;
        out->parts.day = day_first ? first.value : second.value;
    }
    out->bytes = (ByteSpan){(uint32_t)first.begin, (uint32_t)third.end};
    return out->parts.year > 0 && calendar_is_possible(&out->parts);
}

/* "2019年9月20日", "9月20日", "2019년 9월 20일" */
static bool east_asian(Bytes text, Number first, FoundDate *out) {
    static const char *const marks[2][3] = {{"\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5"},
                                            {"\xEB\x85\x84", "\xEC\x9B\x94", "\xEC\x9D\xBC"}};
    if (byte_at(text, first.end) < 0xE5) return false;
    for (int script = 0; script < 2; script++) {
        DateParts parts = DATE_PARTS_UNKNOWN;
        int *const fields[3] = {&parts.year, &parts.month, &parts.day};
        size_t end = first.begin;
        int field = first.end - first.begin == 4 ? 0 : 1;
        for (; field < 3; field++) {
            Number number = number_at(text, skip_blanks(text, end));
            Bytes rest = {text.data + number.end, text.size - number.end};
            if (number.value < 0 || !bytes_start_with(rest, bytes_from_string(marks[script][field]))) break;
            *fields[field] = number.value;
            end = number.end + 3;
        }
        if (parts.month < 1 || parts.month > 12 || (parts.year < 0 && parts.day < 0) || parts.day > 31) continue;
        out->parts = parts;
        out->bytes = (ByteSpan){(uint32_t)first.begin, (uint32_t)end};
        return true;
    }
    return false;
}

static bool date_at(Bytes text, Number number, FoundDate *out) {
    if (number.value < 0) return false;
    bool found = month_first(text, number, out) || day_month(text, number, out) || numbers_alone(text, number, out) ||
                 east_asian(text, number, out);
    if (!found) return false;
    DateParts parts = out->parts;
    if (parts.year < 0) parts.year = 2000; /* a leap year: 29 February is a day */
    return calendar_is_possible(&parts);
}

bool date_scan_next(Bytes text, size_t *offset, FoundDate *out) {
    size_t from = *offset;
    while (*offset < text.size) {
        if (!is_digit(text.data[*offset])) {
            ++*offset;
            continue;
        }
        Number number = number_at(text, *offset);
        if (date_at(text, number, out) && out->bytes.begin >= from) {
            *offset = out->bytes.end > number.end ? out->bytes.end : number.end;
            return true;
        }
        *offset = number.end;
    }
    return false;
}
