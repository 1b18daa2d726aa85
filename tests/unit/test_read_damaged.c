/* Web archives with damaged gzip members: every other record is read, and every damage told with its byte. */
#include "read_log.h"

enum { MEMBERS_MAX = 40 };

static uint64_t random_state = 42;

static uint32_t random_below(uint32_t bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state % bound);
}

/* One plain text as a record; many different words, so that its member is longer than a few hundred bytes. */
static Bytes warc_record(int number) {
    Buffer text = {.arena = &arena};
    Buffer record = {.arena = &arena};
    buffer_printf(&text, "The lock keeper of Tarnwick opened gate %d.", number);
    for (int i = 0; i < 60; i++)
        buffer_printf(&text, " Boat %u passed at %u.", random_below(100000), random_below(2400));
    buffer_printf(&record,
                  "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://lock.example/%d\r\n"
                  "Content-Type: text/plain\r\nContent-Length: %zu\r\n\r\n",
                  number, text.size);
    buffer_append(&record, buffer_bytes(&text));
    buffer_append_string(&record, "\r\n\r\n");
    return buffer_bytes(&record);
}

static Bytes arc_record(int number) {
    if (number == 0) return BYTES("filedesc://lock.arc 0.0.0.0 20190412093000 text/plain 0\n\n");
    Buffer text = {.arena = &arena};
    Buffer record = {.arena = &arena};
    buffer_printf(&text,
                  "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The lock keeper opened gate %d, and "
                  "everybody in Tarnwick came to see the boats go by.</p>",
                  number);
    for (int i = 0; i < 60; i++) buffer_printf(&text, "<p>Boat %u passed.</p>", random_below(100000));
    buffer_printf(&record, "https://lock.example/%d 192.0.2.1 20190412093000 text/html %zu\n", number, text.size);
    buffer_append(&record, buffer_bytes(&text));
    buffer_append_byte(&record, '\n');
    return buffer_bytes(&record);
}

typedef struct Members {
    Buffer file;
    size_t begins[MEMBERS_MAX + 1];
    int count;
} Members;

static Members members_of(Bytes (*record)(int number), int count, int level) {
    Members members = {.file = {.arena = &arena}, .count = count};
    for (int i = 0; i < count; i++) {
        members.begins[i] = members.file.size;
        buffer_append(&members.file, gzip_at(record(i), level));
    }
    members.begins[count] = members.file.size;
    return members;
}

static size_t count_of(const char *lines, const char *part) {
    size_t count = 0;
    for (const char *at = strstr(lines, part); at; at = strstr(at + 1, part)) count++;
    return count;
}

/* Each member but the first damaged in its middle, one after the other: that record is lost, told once, and no other. */
static void one_damaged_member_costs_one_record(Bytes (*record)(int number)) {
    for (int damaged = 1; damaged < 8; damaged++) {
        Members members = members_of(record, 8, 6);
        size_t begin = members.begins[damaged];
        size_t middle = begin + (members.begins[damaged + 1] - begin) / 2;
        memset(members.file.data + middle, 0xFF, 8);
        Reading reading = reading_of(buffer_bytes(&members.file));
        const char *lines = buffer_string(&reading.lines);
        assert_int_equal(reading.counts.records_seen, 8);
        assert_int_equal(reading.counts.records_failed, 1);
        assert_true(strstr(lines, "a record that is cut off: ") || strstr(lines, "a record that can't be trusted; "));
        expect_in(lines, "the gzip data is damaged near byte ");
        char behind[64];
        (void)snprintf(behind, sizeof behind, "; read on from byte %zu\n", members.begins[damaged + 1]);
        if (damaged < 7) expect_in(lines, behind);
    }
}

static void a_damaged_member_of_a_warc(void **state) {
    (void)state;
    one_damaged_member_costs_one_record(warc_record);
}

static void a_damaged_member_of_an_arc(void **state) {
    (void)state;
    one_damaged_member_costs_one_record(arc_record);
}

static void a_damaged_beginning_and_junk_between(void **state) {
    (void)state;
    Members members = members_of(warc_record, 5, 6);
    memset(members.file.data + 10, 0xFF, 20); /* nothing comes out of the first */
    Reading reading = reading_of(buffer_bytes(&members.file));
    assert_int_equal(reading.counts.records_kept, 4);
    assert_int_equal(reading.counts.records_failed, 1);
    expect_in(buffer_string(&reading.lines), "the gzip data is damaged near byte 1");

    Buffer file = {.arena = &arena};
    for (int i = 0; i < 4; i++) {
        buffer_append(&file, gzip_at(warc_record(i), 6));
        if (i == 1) buffer_append_string(&file, "junk that is no gzip \x1f\x8b\x08 nor this");
    }
    reading = reading_of(buffer_bytes(&file));
    assert_int_equal(reading.counts.records_kept, 4);
    assert_int_equal(reading.counts.records_failed, 1);
    expect_in(buffer_string(&reading.lines), "something that is not gzip follows");

    members = members_of(warc_record, 5, 6); /* the sum at a member's end */
    members.file.data[members.begins[3] - 6] ^= 1;
    reading = reading_of(buffer_bytes(&members.file));
    assert_int_equal(reading.counts.records_kept, 4);
    assert_int_equal(reading.counts.records_failed, 1);
    expect_in(buffer_string(&reading.lines), "a record that can't be trusted; the gzip data is damaged near byte ");
    expect_in(buffer_string(&reading.lines), "(incorrect data check); read on from byte ");
}

/* Random damage to random members: what stands in undamaged members is always kept, and the account is whole. */
static void random_damage(void **state) {
    (void)state;
    for (int round = 0; round < 60; round++) {
        Members members = members_of(warc_record, MEMBERS_MAX, round % 2 ? 6 : 0);
        bool damaged[MEMBERS_MAX] = {false};
        for (uint32_t i = 1 + random_below(6); i > 0; i--) {
            uint32_t member = random_below(MEMBERS_MAX);
            size_t size = members.begins[member + 1] - members.begins[member];
            size_t at = members.begins[member] + random_below((uint32_t)size);
            members.file.data[at] ^= (uint8_t)(1 + random_below(255));
            damaged[member] = true;
        }
        Reading reading = reading_of(buffer_bytes(&members.file));
        const char *lines = buffer_string(&reading.lines);
        size_t whole = 0;
        for (int i = 0; i < MEMBERS_MAX; i++) {
            char title[64];
            (void)snprintf(title, sizeof title, "Tarnwick opened gate %d.", i);
            size_t found = count_of(lines, title);
            if (!damaged[i] && found != 1) fail_msg("round %d, record %d: found %zu times\n%s", round, i, found, lines);
            whole += !damaged[i];
        }
        assert_true(reading.counts.records_kept >= whole);
        assert_true(reading.counts.records_seen <= MEMBERS_MAX + 12);
    }
}

/* A file of nothing but beginnings of members, each of which inflates a little: the search stays linear. */
static void planted_beginnings_cost_little(void **state) {
    (void)state;
    double seconds[2];
    for (int i = 0; i < 2; i++) {
        Buffer file = {.arena = &arena};
        buffer_append(&file, gzip_at(warc_record(0), 6));
        buffer_append_string(&file, "junk");
        for (size_t piece = 0; piece < ((size_t)100000 << i); piece++) /* a stored block of 65,535 bytes */
            buffer_append(&file, (Bytes){(const uint8_t *)"\x1f\x8b\x08\0\0\0\0\0\0\0\0\xFF\xFF\0\0", 15});
        double start = processor_s();
        Reading reading = reading_of(buffer_bytes(&file));
        seconds[i] = processor_s() - start;
        assert_int_equal(reading.counts.records_kept, 1);
    }
    if (seconds[1] > 0.5 && seconds[1] > 3 * seconds[0])
        fail_msg("%.2f s, twice as long: %.2f s", seconds[0], seconds[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_damaged_member_of_a_warc),           cmocka_unit_test(a_damaged_member_of_an_arc),
        cmocka_unit_test(a_damaged_beginning_and_junk_between), cmocka_unit_test(random_damage),
        cmocka_unit_test(planted_beginnings_cost_little),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
