/* Dates: what is understood, at which precision, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/read/date.h"

static Arena arena;

static int open_arena(void **state) {
    (void)state;
    arena = arena_open(0);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static void expect(const char *text, const char *normalised, int64_t begin, int64_t end) {
    Bytes form;
    DateInterval interval;
    if (!date_parse(bytes_from_string(text), &form, &interval, &arena)) fail_msg("not understood: %s", text);
    assert_string_equal(bytes_to_string(form, &arena), normalised);
    assert_int_equal(interval.begin_unix_s, begin);
    assert_int_equal(interval.end_unix_s, end);
}

static void refuse(const char *text) {
    Bytes form;
    DateInterval interval;
    if (date_parse(bytes_from_string(text), &form, &interval, &arena))
        fail_msg("understood as %s: %s", bytes_to_string(form, &arena), text);
    assert_int_equal(form.size, 0);
    assert_int_equal(interval.begin_unix_s, interval.end_unix_s);
}

static void iso_forms_keep_their_precision(void **state) {
    (void)state;
    expect("2020", "2020", 1577836800, 1609459200);
    expect("2020-02", "2020-02", 1580515200, 1583020800);
    expect("2020-02-25", "2020-02-25", 1582588800, 1582675200);
    expect("  2020-02-25 \n", "2020-02-25", 1582588800, 1582675200);
    expect("20200225", "2020-02-25", 1582588800, 1582675200);
    expect("2020/02/25", "2020-02-25", 1582588800, 1582675200);
    expect("2020-02-25T14:30", "2020-02-25T14:30", 1582641000, 1582641060);
    expect("2020-02-25T14:30Z", "2020-02-25T14:30Z", 1582641000, 1582641060);
    expect("2020-02-25T14:30:05Z", "2020-02-25T14:30:05Z", 1582641005, 1582641006);
    expect("2020-02-25T14:30:05.123456Z", "2020-02-25T14:30:05Z", 1582641005, 1582641006);
    expect("2020-02-25 14:30:05", "2020-02-25T14:30:05", 1582641005, 1582641006);
    expect("2020-02-25 14:30:05 UTC", "2020-02-25T14:30:05Z", 1582641005, 1582641006);
    expect("2020-02-25T14:30+01:00", "2020-02-25T14:30+01:00", 1582637400, 1582637460);
    expect("2020-02-25T14:30:00-0500", "2020-02-25T14:30:00-05:00", 1582659000, 1582659001);
    expect("20200225T143005Z", "2020-02-25T14:30:05Z", 1582641005, 1582641006);
}

static void forms_of_newspapers_and_mail(void **state) {
    (void)state;
    expect("Feb. 25, 2020", "2020-02-25", 1582588800, 1582675200);
    expect("February 25, 2020", "2020-02-25", 1582588800, 1582675200);
    expect("25 February 2020", "2020-02-25", 1582588800, 1582675200);
    expect("25th February 2020", "2020-02-25", 1582588800, 1582675200);
    expect("Tuesday, February 25, 2020", "2020-02-25", 1582588800, 1582675200);
    expect("Sept. 3, 2019", "2019-09-03", 1567468800, 1567555200);
    expect("February 2020", "2020-02", 1580515200, 1583020800);
    expect("25-Feb-2020", "2020-02-25", 1582588800, 1582675200);
    expect("Tue, 25 Feb 2020 14:30:00 GMT", "2020-02-25T14:30:00Z", 1582641000, 1582641001);
    expect("Tue, 25 Feb 2020 14:30:00 +0100", "2020-02-25T14:30:00+01:00", 1582637400, 1582637401);
    expect("Feb 25, 2020 2:30 PM EST", "2020-02-25T14:30-05:00", 1582659000, 1582659060);
    expect("February 25, 2020 at 2:30 p.m.", "2020-02-25T14:30", 1582641000, 1582641060);
    expect("12:05 a.m., 25 February 2020", "2020-02-25T00:05", 1582589100, 1582589160);
    expect("Tue Feb 25 14:30:00 +0000 2020", "2020-02-25T14:30:00Z", 1582641000, 1582641001);
    expect("25.02.2020", "2020-02-25", 1582588800, 1582675200);
    expect("2/25/2020", "2020-02-25", 1582588800, 1582675200);
    expect("4/4/2020", "2020-04-04", 1585958400, 1586044800);
}

static void unix_time(void **state) {
    (void)state;
    expect("1582641005", "2020-02-25T14:30:05Z", 1582641005, 1582641006);
    expect("1582641005123", "2020-02-25T14:30:05Z", 1582641005, 1582641006);
    expect("1000000000", "2001-09-09T01:46:40Z", 1000000000, 1000000001);
}

static void what_is_no_date(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",
        "yesterday",
        "2020-13-01",
        "2020-02-30",
        "2019-02-29",
        "2020-00-10",
        "3/4/2020",
        "0000-01-01",
        "9999-01-01",
        "2020-02-25T25:00",
        "2020-2",
        "25",
        "May",
        "February 30 2020",
        "2020-02-25T",
        "2020-02-25T14:30+",
        "12:30",
        "2020 2021 May",
        "May May 1",
        "1 2 3 May 2020",
        "2020-02-25Tnoon",
        "2020-02-25T14:61",
        "-",
        "31 June 2020",
        "1234567",
        "123456789012",
        "13:00 pm 1 May 2020",
        "2020-02-25T14:30+25:00",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) refuse(texts[i]);
    char long_text[1000];
    memset(long_text, '2', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = 0;
    refuse(long_text);
}

/* Every day of four centuries, counted one by one beside the formula. */
static void calendar_agrees_with_counting(void **state) {
    (void)state;
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t begin = -62091 * (int64_t)86400; /* 1 January 1800 */
    size_t used = arena.used_bytes;
    for (int year = 1800; year < 2200; year++) {
        for (int month = 1; month <= 12; month++) {
            int leap = month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
            for (int day = 1; day <= days[month - 1] + leap; day++, begin += 86400) {
                char text[32];
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                expect(text, text, begin, begin + 86400);
                arena_reset(&arena, used);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_forms_keep_their_precision),
        cmocka_unit_test(forms_of_newspapers_and_mail),
        cmocka_unit_test(unix_time),
        cmocka_unit_test(what_is_no_date),
        cmocka_unit_test(calendar_agrees_with_counting),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
