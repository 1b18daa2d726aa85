/* Dates and months: tables in order, hostile texts cheap, days and their numbers back and forth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <string.h>

#include "lib/read/calendar.h"
#include "lib/read/date_scan.h"
#include "lib/read/months.h"

static void months_are_in_order(void **state) {
    (void)state;
    for (size_t i = 0; months_at(i).name; i++) {
        MonthName name = months_at(i);
        assert_in_range(name.month, 1, 12);
        assert_int_equal(months_find(bytes_from_string(name.name)), name.month);
        if (i > 0 && strcmp(months_at(i - 1).name, name.name) >= 0) fail_msg("%s", name.name);
    }
    assert_int_equal(months_find(BYTES("SEPT.")), 9);
    assert_int_equal(months_find(BYTES("\xD0\x9C\xD0\xB0\xD1\x8F")), 5); /* with a capital */
    assert_int_equal(months_find(BYTES("monday")), 0);
    assert_int_equal(months_find(BYTES("")), 0);
}

static void days_and_numbers(void **state) {
    (void)state;
    for (int64_t day = -200000; day < 200000; day++) {
        int year, month, number;
        calendar_from_day_number(day, &year, &month, &number);
        assert_true(calendar_day_number(year, month, number) == day);
        assert_in_range(number, 1, calendar_days_of_month(year, month));
    }
    assert_int_equal(calendar_weekday(calendar_day_number(2020, 2, 24)), 0);
    assert_int_equal(calendar_weekday(calendar_day_number(1969, 12, 28)), 6);
}

/* Places never leave the text, never overlap, and the scan ends, whatever the bytes. */
static void any_bytes(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "1",  "20",           "2019",     ".",    "-",    "/",  " ",           "May",          "Sept", "de ",
        ", ", "\xE5\xB9\xB4", "\xC2\xA0", "\xC2", "\xFF", "th", "m\xC3\xA4rz", "\xE6\x9C\x88", "\n"};
    uint32_t random = 42;
    for (int round = 0; round < 20000; round++) {
        char text[160] = "";
        for (int i = 0; i < 16; i++) {
            random = random * 1664525u + 1013904223u;
            strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        Bytes bytes = bytes_from_string(text);
        size_t offset = 0;
        uint32_t last = 0;
        FoundDate found;
        while (date_scan_next(bytes, &offset, &found)) {
            assert_true(found.bytes.begin >= last && found.bytes.begin < found.bytes.end);
            assert_true(found.bytes.end <= bytes.size);
            last = found.bytes.end;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_are_in_order),
        cmocka_unit_test(days_and_numbers),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
