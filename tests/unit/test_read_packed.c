/* Packed files: known by their content, kept up to where they break off, refused where they are bombs. */
#include "read_log.h"

/* --- Packed files ------------------------------------------------------------------------------------------------- */

static Bytes join(Bytes left, Bytes right) {
    Buffer both = {.arena = &arena};
    buffer_append(&both, left);
    buffer_append(&both, right);
    return buffer_bytes(&both);
}

#define TWO_RECORDS "1|||||||One.\n2|||||||Two.\n"

static void packed_files_are_unpacked_by_content(void **state) {
    (void)state;
    Bytes first = BYTES("{\"id\":\"1\",\"text\":\"One.\"}\n");
    Bytes second = BYTES("{\"id\":\"2\",\"text\":\"Two.\"}\n");
    Bytes both = join(first, second);
    assert_string_equal(read_one(write_bytes("a.jsonl.gz", gzip(both))), TWO_RECORDS);
    assert_string_equal(read_one(write_bytes("a.jsonl.zst", zstd(both))), TWO_RECORDS);
    assert_string_equal(read_one(write_bytes("misnamed.txt", gzip(both))), TWO_RECORDS);
    assert_string_equal(read_one(write_bytes("members.gz", join(gzip(first), gzip(second)))), TWO_RECORDS);
    assert_string_equal(read_one(write_bytes("frames.zst", join(zstd(first), zstd(second)))), TWO_RECORDS);
    assert_string_equal(read_one(write_bytes("padded.gz", join(gzip(both), BYTES("\0\0\0\0")))), TWO_RECORDS);
    assert_string_equal(read_one(write_bytes("t.txt.gz", gzip(BYTES("A text.")))), "~/t.txt.gz|||||||A text.\n");
    assert_string_equal(read_one(write_bytes("e.gz", gzip(BYTES("")))), "SKIP e.gz:0@0 empty: an empty file\n");
    assert_string_equal(read_one(write_bytes("twice.gz", gzip(gzip(both)))),
                        "SKIP twice.gz:0@0 not supported: gzip data inside other packed data; unpack it first\n");
}

static void what_was_read_before_a_break_is_kept(void **state) {
    (void)state;
    Buffer text = {.arena = &arena};
    for (int i = 0; i < 20000; i++)
        buffer_printf(&text, "{\"id\":\"r%d\",\"text\":\"Record %d, number %d.\"}\n", i, i, (i * 7919) % 10007);
    Bytes all = buffer_bytes(&text);
    Bytes packings[2] = {gzip(all), zstd(all)};
    for (int i = 0; i < 2; i++) {
        Bytes cut = {packings[i].data, packings[i].size / 2};
        Log log = log_open();
        ReadOptions options = read_options_default();
        ReadCounts counts = read_with(write_bytes("cut", cut), &options, &log);
        assert_true(counts.records_kept > 1000 && counts.records_kept < 20000);
        assert_int_equal(counts.records_failed, 1);
        Buffer place = {.arena = &arena};
        buffer_printf(&place, "SKIP cut:%llu@", (unsigned long long)counts.records_kept + 1);
        assert_non_null(strstr(buffer_string(&log.lines), buffer_string(&place)));
        assert_non_null(strstr(buffer_string(&log.lines), "data is cut off after"));
    }
    uint8_t *damaged = arena_allocate(&arena, packings[0].size, 1);
    memcpy(damaged, packings[0].data, packings[0].size);
    memset(damaged + packings[0].size / 2, 0xFF, 16);
    Log log = log_open();
    ReadOptions options = read_options_default();
    ReadCounts counts = read_with(write_bytes("damaged", (Bytes){damaged, packings[0].size}), &options, &log);
    assert_true(counts.records_failed >= 1);
    assert_non_null(strstr(buffer_string(&log.lines), "malformed: the gzip data is damaged near byte"));
    assert_non_null(strstr(read_one(write_bytes("tail.gz", join(gzip(BYTES("A text.")), BYTES("junk")))),
                           "something that is not gzip follows"));
    assert_non_null(
        strstr(read_one(write_bytes("short.gz", (Bytes){packings[0].data, 12})), "is cut off after 12 bytes"));
}

static void a_bomb_is_refused(void **state) {
    (void)state;
    size_t size = (size_t)64 << 20;
    uint8_t *zeros = arena_new_array(&arena, uint8_t, size);
    memset(zeros, 'a', size);
    Bytes bombs[2] = {gzip((Bytes){zeros, size}), zstd((Bytes){zeros, size})};
    size_t before_bytes = arena_committed_bytes();
    for (int i = 0; i < 2; i++) {
        const char *path = write_bytes("bomb", bombs[i]);
        Log log = log_open();
        ReadOptions options = read_options_default();
        read_with(path, &options, &log);
        assert_int_equal(log.articles, 0);
        assert_non_null(strstr(buffer_string(&log.lines), "SKIP bomb:0@0 over a limit: "));
        assert_non_null(strstr(buffer_string(&log.lines), "--limit "));
    }
    assert_true(arena_committed_bytes_peak() < before_bytes + ((size_t)512 << 20));
    /* the same zeros as JSON Lines: the ratio stops it, whatever the record limit would bear */
    memcpy(zeros, "{\"text\":\"", 9);
    const char *path = write_bytes("bomb.jsonl.zst", zstd((Bytes){zeros, size}));
    assert_non_null(strstr(read_one(path), "inflates to more than 1000 times its size; --limit expansion"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        READ_TEST(packed_files_are_unpacked_by_content),
        READ_TEST(what_was_read_before_a_break_is_kept),
        READ_TEST(a_bomb_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
