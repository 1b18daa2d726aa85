/* Looking through many bytes at a time, against loops that look at one after the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "lib/base/scan.h"
#include "lib/base/utf8.h"

typedef size_t Scan(const uint8_t *data, size_t size);

static uint64_t random_state = 42;

static uint32_t random_below(uint32_t bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state % bound);
}

static size_t slow_scan(const uint8_t *data, size_t size, const uint8_t stops[256]) {
    size_t at = 0;
    while (at < size && !stops[data[at]]) at++;
    return at;
}

/*
 * Texts of every length around the steps of 8, 16 and 64, with the stop at every place; in blocks of their own, so that
 * a sanitizer sees a byte too many.
 */
static void same_as_one_by_one(Scan *scan, const uint8_t stops[256], const uint8_t *others, uint32_t other_count) {
    for (size_t size = 1; size <= 150; size++) {
        uint8_t *data = malloc(size);
        for (int round = 0; round < 60; round++) {
            for (size_t i = 0; i < size; i++) data[i] = others[random_below(other_count)];
            for (uint32_t i = random_below(3); i > 0; i--)
                data[random_below((uint32_t)size)] = (uint8_t)random_below(256);
            size_t from = random_below((uint32_t)size);
            assert_int_equal(scan(data + from, size - from), slow_scan(data + from, size - from, stops));
        }
        free(data);
    }
    assert_int_equal(scan(NULL, 0), 0);
}

static void ascii(void **state) {
    (void)state;
    uint8_t stops[256] = {0};
    memset(stops + 128, 1, 128);
    same_as_one_by_one(scan_ascii, stops, (const uint8_t *)"az \x7F\0\x01", 6);
}

static void json_strings(void **state) {
    (void)state;
    uint8_t stops[256] = {['"'] = 1, ['\\'] = 1, [0] = 1};
    same_as_one_by_one(scan_json_string, stops, (const uint8_t *)"az!#[]\x80\xFF\x01\xA2\xDC", 11);
}

static void suspicious_bytes(void **state) {
    (void)state;
    uint8_t stops[256] = {[0xC2] = 1, [0xC3] = 1, [0xEF] = 1};
    same_as_one_by_one(scan_suspicious, stops, (const uint8_t *)"az\xC1\xC4\xEE\xF0\x42\x43\x6F", 9);
}

static void copies_to_the_backslash(void **state) {
    (void)state;
    for (size_t size = 1; size <= 150; size++) {
        uint8_t *data = malloc(size);
        uint8_t *out = malloc(size + SCAN_SLACK);
        for (int round = 0; round < 60; round++) {
            for (size_t i = 0; i < size; i++) data[i] = (uint8_t)('a' + random_below(26));
            if (random_below(2)) data[random_below((uint32_t)size)] = '\\';
            const uint8_t *slash = memchr(data, '\\', size);
            size_t expected = slash ? (size_t)(slash - data) : size;
            assert_int_equal(scan_copy_plain(out, data, size), expected);
            assert_memory_equal(out, data, expected);
        }
        free(data);
        free(out);
    }
}

/* The check of whole texts against stepping through them: a malformed byte is where stepping moves on by one alone. */
static size_t slow_find_malformed(Bytes text) {
    for (size_t at = 0; at < text.size;) {
        size_t before = at;
        (void)utf8_next(text, &at);
        if (at - before == 1 && text.data[before] >= 0x80) return before;
    }
    return SIZE_MAX;
}

static void malformed_bytes_are_found_where_stepping_finds_them(void **state) {
    (void)state;
    static const char *const pieces[] = {"plain words, many of them, ",
                                         "\xC3\xA9",
                                         "\xE2\x80\x9C",
                                         "\xF0\x9F\x98\x80",
                                         "a",
                                         "\xC3",
                                         "\xE2\x80",
                                         "\xED\xA0\x80",
                                         "\xC0\xAF",
                                         "\xF4\x90\x80\x80"};
    size_t good = 0;
    for (int round = 0; round < 40000; round++) {
        uint8_t data[256];
        size_t size = 0;
        uint32_t kinds = random_below(2) ? 5 : 10;
        while (size < 200) {
            const char *piece = pieces[random_below(kinds)];
            memcpy(data + size, piece, strlen(piece));
            size += strlen(piece);
        }
        Bytes text = {data, size - random_below(40)};
        good += utf8_find_malformed(text) == SIZE_MAX;
        assert_int_equal(utf8_find_malformed(text), slow_find_malformed(text));
    }
    assert_true(good > 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii),
        cmocka_unit_test(json_strings),
        cmocka_unit_test(suspicious_bytes),
        cmocka_unit_test(copies_to_the_backslash),
        cmocka_unit_test(malformed_bytes_are_found_where_stepping_finds_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
