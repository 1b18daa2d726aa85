/* Files of JSON: lines, objects, arrays, broken and endless ones; the same on any number of threads. */
#include "read_log.h"

/* --- JSON Lines --------------------------------------------------------------------------------------------------- */

static void fields_by_their_usual_names(void **state) {
    (void)state;
    const char *path = write_text(
        "a.jsonl",
        "{\"id\":\"r1\",\"title\":\" Quay Reopens \",\"outlet\":\"Pellworth Courier\",\"published\":\"2020-02-25\","
        "\"authors\":[\"Ida Brandt\",{\"name\":\"Tom "
        "Oake\"}],\"url\":\"https://www.courier.example/1\",\"text\":\"One.\"}\n"
        "{\"headline\":\"Two\",\"source\":{\"id\":null,\"name\":\"The Gull\"},\"publishedAt\":\"Feb. 25, "
        "2020\",\"author\":"
        "\"Ida "
        "Brandt\",\"link\":\"https://gull.example/2\",\"content\":\"Two.\",\"links\":[\"https://x.example/\",{\"href\":"
        "\"https://y.example/\"},\"no link\"]}\n"
        "\n"
        "{\"body\":[\"Three.\",\"Four.\"],\"date\":1582641005,\"language\":\"en-US\"}\r\n"
        "{\"text\":\"\",\"content\":null,\"maintext\":\"Five.\",\"source\":\"https://www.reuters.com/"
        "\",\"date\":\"soon\"}\n"
        "{\"text\":\"Six.\",\"url\":\"https://edition.cnn.com/6\",\"id\":17,\"text\":\"Seven.\"}");
    assert_string_equal(
        read_one(path),
        "r1|Quay Reopens|Pellworth Courier|Ida Brandt, Tom Oake|2020-02-25||https://www.courier.example/1|One.\n"
        "https://gull.example/2|Two|The Gull|Ida Brandt|2020-02-25||https://gull.example/2|Two.|https://x.example/|"
        "https://y.example/\n"
        "~/a.jsonl:4||||2020-02-25T14:30:05Z|en||Three.\n\nFour.\n"
        "~/a.jsonl:5||Reuters|||||Five.\n"
        "17||CNN||||https://edition.cnn.com/6|Seven.\n");
}

static void broken_lines_cost_only_themselves(void **state) {
    (void)state;
    const char *path = write_bytes("b.jsonl", BYTES("{\"id\":\"1\",\"text\":\"One.\"}\n"
                                                    "{\"id\":\"2\",\"text\":\"Two.\n"
                                                    "{\"id\":\"3\"}\n"
                                                    "[\"4\"]\n"
                                                    "{\"id\":\"5\",\"text\":\"F\xFFve.\"}\n"
                                                    "{\"id\":\"6\",\"text\":\"S\0x.\"}\n"
                                                    "{\"id\":\"7\",\"text\":\"Se\\u0000en.\"}\n"
                                                    "{\"id\":\"8\",\"text\":\"Eight.\"} x\n"
                                                    "{\"id\":\"9\",\"text\":8}\n"
                                                    "{\"id\":\"10\",\"text\":\"Te"));
    assert_string_equal(read_one(path),
                        "1|||||||One.\n"
                        "SKIP b.jsonl:2@47 malformed: broken JSON at byte 23 of the line: it ends inside a string\n"
                        "SKIP b.jsonl:3@48 empty: no text: a string under text, content or body is wanted\n"
                        "SKIP b.jsonl:4@59 malformed: broken JSON at byte 1 of the line: { is wanted\n"
                        "SKIP b.jsonl:5@84 not text: invalid UTF-8 at byte 20 of the line; JSON is UTF-8\n"
                        "SKIP b.jsonl:6@110 malformed: broken JSON at byte 20 of the line: a NUL byte inside a string\n"
                        "7|||||||Se\xEF\xBF\xBD"
                        "en.\n"
                        "NOTE 7: kept with 1 character that could not be read (U+FFFD); a better copy would help\n"
                        "SKIP b.jsonl:8@175 malformed: broken JSON at byte 28 of the line: something stands behind the "
                        "object\n"
                        "SKIP b.jsonl:9@177 empty: no text: a string under text, content or body is wanted\n"
                        "SKIP b.jsonl:10@218 malformed: broken JSON at byte 22 of the line: it ends inside a "
                        "string\n");
}

static void objects_over_several_lines(void **state) {
    (void)state;
    assert_string_equal(read_one(write_text("o.json", "{\n  \"title\": \"One\",\n  \"text\": \"All of it.\"\n}\n")),
                        "~/o.json:1|One||||||All of it.\n");
    assert_string_equal(read_one(write_text("p.json", "{\n \"text\": \"One.\"\n}\n{\n \"text\": \"Two.\"\n}\n")),
                        "~/p.json:1|||||||One.\n~/p.json:4|||||||Two.\n");
    assert_string_equal(
        read_one(write_text("a.json", "[{\"id\":\"1\",\"text\":\"One.\"},\n {\"text\":\"Two.\"} , 3 ]\n")),
        "1|||||||One.\n~/a.json:2|||||||Two.\n"
        "SKIP a.json:2@46 malformed: broken JSON at byte 1 of the line: { is wanted\n");
    assert_string_equal(
        read_one(write_text("b.json", "[{\"text\":\"One.\"},\n{\"text\":\"Two.\" \"x\":1},{\"text\":\"3\"}]")),
        "~/b.json:1|||||||One.\n"
        "SKIP b.json:2@33 malformed: broken JSON: a comma or } is wanted; nothing behind it can be read\n");
    assert_string_equal(
        read_one(write_text("c.json", "[{\"text\":\"One.\"},\n{\"text\":\"Two")),
        "~/c.json:1|||||||One.\n"
        "SKIP c.json:2@30 malformed: broken JSON: it ends inside a string; nothing behind it can be read\n");
    assert_string_equal(
        read_one(write_text("d.json", "[{\"text\":\"One.\"}\n")),
        "~/d.json:1|||||||One.\n"
        "SKIP d.json:2@17 malformed: broken JSON: it ends inside an array; nothing behind it can be read\n");
    assert_string_equal(read_one(write_text("e.json", "[{\"text\":\"One.\"}] and more")),
                        "~/e.json:1|||||||One.\n"
                        "SKIP e.json:1@18 malformed: broken JSON: a value is wanted; nothing behind it can be read\n");
}

/* The same records as an array and as lines; more than one window, and an object that is longer than one. */
static void an_array_is_read_like_lines(void **state) {
    (void)state;
    Buffer array = {.arena = &arena};
    Buffer lines = {.arena = &arena};
    buffer_append_string(&array, "[\n");
    for (int i = 0; i < 30000; i++) {
        Buffer record = {.arena = &arena};
        buffer_printf(&record, "{\"id\":\"r%d\",\"n\":[%d,{\"x\":true}],\"text\":\"Record \\u0041 %0*d.\"}", i, i,
                      i == 17000 ? 20000000 : i % 1200 + 1, i);
        buffer_append(&lines, buffer_bytes(&record));
        buffer_append(&array, buffer_bytes(&record));
        buffer_append_byte(&lines, '\n');
        buffer_append_string(&array, i < 29999 ? ",\n" : "\n]\n");
    }
    ReadOptions options = read_options_default();
    options.text_bytes_max = (uint64_t)64 << 20;
    Log left = log_open();
    Log right = log_open();
    assert_int_equal(read_with(write_bytes("l.json", buffer_bytes(&lines)), &options, &left).records_kept, 30000);
    assert_int_equal(read_with(write_bytes("a.json", buffer_bytes(&array)), &options, &right).records_kept, 30000);
    assert_true(bytes_equal(buffer_bytes(&left.lines), buffer_bytes(&right.lines)));
    /* cut off while packed: what is whole is kept, and one skip says so */
    Bytes packed = gzip(buffer_bytes(&array));
    right = log_open();
    ReadCounts counts = read_with(write_bytes("a.gz", (Bytes){packed.data, packed.size / 2}), &options, &right);
    assert_int_equal(counts.records_failed, 1);
    assert_true(counts.records_kept > 1000);
    assert_non_null(strstr(buffer_string(&right.lines), "data is cut off after"));
    options.record_bytes_max = 10000000;
    right = log_open();
    counts = read_with(path_of("a.json"), &options, &right);
    assert_int_equal(counts.records_kept, 17000);
    assert_non_null(strstr(buffer_string(&right.lines), "--limit record=SIZE lifts it; nothing behind it was read"));
}

static void depth_text_and_record_have_limits(void **state) {
    (void)state;
    Buffer deep = {.arena = &arena};
    buffer_append_string(&deep, "{\"id\":\"ok\",\"text\":\"Fine.\"}\n{\"text\":\"Deep.\",\"x\":");
    for (int i = 0; i < 200; i++) buffer_append_byte(&deep, '[');
    for (int i = 0; i < 200; i++) buffer_append_byte(&deep, ']');
    buffer_append_string(&deep, "}\n{\"id\":\"long\",\"text\":\"");
    for (int i = 0; i < 2000; i++) buffer_append_byte(&deep, 'a');
    buffer_append_string(&deep, "\"}\n");
    const char *path = write_bytes("deep.jsonl", buffer_bytes(&deep));
    Log log = log_open();
    ReadOptions options = read_options_default();
    options.text_bytes_max = 1000;
    read_with(path, &options, &log);
    const char *lines = buffer_string(&log.lines);
    assert_non_null(strstr(lines, "ok|"));
    assert_non_null(strstr(lines, "--limit json-depth"));
    assert_non_null(strstr(lines, "a text of 2000 bytes, the limit is 1000; --limit text=SIZE lifts it"));
    options.record_bytes_max = 1500;
    read_with(path, &options, (log = log_open(), &log));
    assert_non_null(
        strstr(buffer_string(&log.lines), "a record of 2023 bytes, the limit is 1500; --limit record=SIZE"));
}

/* --- Long lines and long files ------------------------------------------------------------------------------------ */

static void a_hundred_megabytes_in_one_line(void **state) {
    (void)state;
    const char *path = path_of("long.jsonl");
    FILE *file = fopen(path, "wb");
    static char part[1 << 20];
    memset(part, 'a', sizeof part);
    fputs("{\"id\":\"before\",\"text\":\"Before.\"}\n{\"id\":\"long\",\"text\":\"", file);
    for (int i = 0; i < 100; i++) fwrite(part, 1, sizeof part, file);
    fputs("\"}\n{\"id\":\"after\",\"text\":\"After.\"}\n", file);
    assert_int_equal(fclose(file), 0);

    size_t before_bytes = arena_committed_bytes();
    Log log = log_open();
    ReadOptions options = read_options_default();
    ReadCounts counts = read_with(path, &options, &log);
    assert_int_equal(counts.records_kept, 2);
    assert_int_equal(counts.records_skipped, 1);
    assert_non_null(strstr(buffer_string(&log.lines), "long.jsonl:2@33 over a limit: a record of 104857623 bytes, the "
                                                      "limit is 67108864; --limit record=SIZE lifts it"));
    assert_non_null(strstr(buffer_string(&log.lines), "after|"));
    assert_true(arena_committed_bytes_peak() - before_bytes < ((size_t)100 << 20));

    /* lifted, it is read, up to the limit for texts */
    options.record_bytes_max = (uint64_t)200 << 20;
    counts = read_with(path, &options, (log = log_open(), &log));
    assert_non_null(strstr(buffer_string(&log.lines), "a text of 104857600 bytes"));
    options.text_bytes_max = (uint64_t)200 << 20;
    counts = read_with(path, &options, (log = log_open(), &log));
    assert_int_equal(counts.records_kept, 3);
}

/* 40,000 records and now and then a broken one: the same for one thread, two and eight, and with any block between. */
static void order_and_results_do_not_depend_on_threads(void **state) {
    (void)state;
    Buffer text = {.arena = &arena};
    for (int i = 0; i < 40000; i++) {
        if (i % 1000 == 999)
            buffer_append_string(&text, "{broken\n");
        else
            buffer_printf(&text, "{\"id\":\"r%d\",\"text\":\"Record %d of the harbour log, page %0*d.\"}\n", i, i,
                          1 + i % 900, i);
    }
    const char *path = write_bytes("many.jsonl", buffer_bytes(&text));
    uint64_t hashes[3];
    static const uint32_t threads[3] = {1, 2, 8};
    for (int i = 0; i < 3; i++) {
        Log log = log_open();
        ReadOptions options = read_options_default();
        options.threads = threads[i];
        ReadCounts counts = read_with(path, &options, &log);
        assert_int_equal(counts.records_kept, 39960);
        assert_int_equal(counts.records_failed, 40);
        assert_int_equal(counts.bytes, text.size);
        hashes[i] = bytes_hash(buffer_bytes(&log.lines));
    }
    assert_int_equal(hashes[0], hashes[1]);
    assert_int_equal(hashes[0], hashes[2]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        READ_TEST(a_hundred_megabytes_in_one_line), /* first: it looks at the peak of memory */
        READ_TEST(fields_by_their_usual_names),       READ_TEST(broken_lines_cost_only_themselves),
        READ_TEST(objects_over_several_lines),        READ_TEST(an_array_is_read_like_lines),
        READ_TEST(depth_text_and_record_have_limits), READ_TEST(order_and_results_do_not_depend_on_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
