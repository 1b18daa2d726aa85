/* The dates that articles speak of: words, what they cover, how precisely. */
#include "groups.h"
#include "lib/read/calendar.h"
#include "lib/text/dates.h"

static void print_day(Buffer *out, int64_t unix_s) {
    int year, month, day;
    calendar_from_day_number(unix_s / 86400, &year, &month, &day);
    buffer_printf(out, "%04d-%02d-%02d", year, month, day);
}

void group_dates_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    (void)scratch;
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Text *text = &corpus->texts[i];
        TextDates dates = dates_find(&corpus->articles[i], text, result);
        buffer_append_string(out, i > 0 ? "\n=== " : "=== ");
        buffer_append(out, corpus->articles[i].path);
        buffer_append_byte(out, '\n');
        for (uint32_t k = 0; k < dates.count; k++) {
            const TextDate *date = &dates.items[k];
            case_print_bytes(text, date->bytes, out);
            buffer_append_string(out, ": ");
            print_day(out, date->interval.begin_unix_s);
            if (date->interval.end_unix_s - date->interval.begin_unix_s > 86400) {
                buffer_append_string(out, " to ");
                print_day(out, date->interval.end_unix_s - 1);
            }
            buffer_printf(out, ", %s%s%s\n", date_precision_name(date->precision), date->relative ? ", relative" : "",
                          date->ahead ? ", ahead" : "");
        }
    }
}
