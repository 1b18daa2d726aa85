/*
 * The calendar.
 *
 * In:  as much of a date as is known.
 * Out: whether there is such a date, the seconds it may mean, and its form in ISO 8601.
 *
 * A time without a zone is taken for UTC. Days follow the Gregorian calendar carried back; the day number comes from
 * counting years from March, as in the well-known civil-from-days algorithms (Hinnant, "chrono-compatible low-level
 * date algorithms").
 */
#include "calendar.h"

#include <string.h>

enum {
    YEAR_MIN = 1450, /* before that there was no press to report anything */
    YEAR_MAX = 2199
};

int64_t calendar_day_number(int year, int month, int day) {
    int64_t shifted_year = month > 2 ? year : year - 1;
    int64_t era = shifted_year / 400;
    int64_t year_of_era = shifted_year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int calendar_days_of_month(int year, int month) {
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

void calendar_from_day_number(int64_t days, int *year, int *month, int *day) {
    int64_t shifted = days + 719468; /* from 1 March of the year 0 */
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    *month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

int calendar_weekday(int64_t days) {
    int64_t weekday = (days + 3) % 7; /* 1 January 1970 was a Thursday */
    return (int)(weekday < 0 ? weekday + 7 : weekday);
}

bool calendar_is_possible(const DateParts *parts) {
    if (parts->year < YEAR_MIN || parts->year > YEAR_MAX) return false;
    if (parts->month < 0) return parts->day < 0 && parts->hour < 0;
    if (parts->month < 1 || parts->month > 12) return false;
    if (parts->day < 0) return parts->hour < 0;
    if (parts->day < 1 || parts->day > calendar_days_of_month(parts->year, parts->month)) return false;
    if (parts->hour < 0) return true;
    return parts->hour <= 23 && parts->minute >= 0 && parts->minute <= 59 && parts->second <= 60 &&
           parts->zone_minutes >= -12 * 60 && parts->zone_minutes <= 14 * 60;
}

DateInterval calendar_interval(const DateParts *parts) {
    int month = parts->month > 0 ? parts->month : 1;
    int day = parts->day > 0 ? parts->day : 1;
    int64_t begin = calendar_day_number(parts->year, month, day) * 86400;
    if (parts->month < 0) return (DateInterval){begin, calendar_day_number(parts->year + 1, 1, 1) * 86400};
    if (parts->day < 0)
        return (DateInterval){begin, begin + calendar_days_of_month(parts->year, month) * (int64_t)86400};
    if (parts->hour < 0) return (DateInterval){begin, begin + 86400};

    begin += parts->hour * 3600 + parts->minute * 60 - parts->zone_minutes * 60;
    if (parts->second < 0) return (DateInterval){begin, begin + 60};
    return (DateInterval){begin + parts->second, begin + parts->second + 1};
}

Bytes calendar_form(const DateParts *parts, Arena *result) {
    Buffer form = {.arena = result};
    buffer_printf(&form, "%04d", parts->year);
    if (parts->month > 0) buffer_printf(&form, "-%02d", parts->month);
    if (parts->day > 0) buffer_printf(&form, "-%02d", parts->day);
    if (parts->hour >= 0) buffer_printf(&form, "T%02d:%02d", parts->hour, parts->minute);
    if (parts->second >= 0) buffer_printf(&form, ":%02d", parts->second);
    if (parts->hour >= 0 && parts->zone_known) {
        int minutes = parts->zone_minutes < 0 ? -parts->zone_minutes : parts->zone_minutes;
        if (minutes == 0)
            buffer_append_byte(&form, 'Z');
        else
            buffer_printf(&form, "%c%02d:%02d", parts->zone_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
    }
    return buffer_bytes(&form);
}

void calendar_day_form(char out[CALENDAR_DAY_SIZE], int64_t unix_s) {
    int year, month, day;
    calendar_from_day_number(unix_s / 86400 - (unix_s % 86400 < 0), &year, &month, &day);
    int number = (year * 100 + month) * 100 + day;
    memcpy(out, "0000-00-00", CALENDAR_DAY_SIZE);
    for (int at = 9; at >= 0; at--) {
        if (out[at] == '-') continue;
        out[at] = (char)('0' + number % 10);
        number /= 10;
    }
}
