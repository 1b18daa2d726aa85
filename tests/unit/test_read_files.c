/* The whole stage on files made for the purpose: what is kept, what is skipped and why, and that the counts add up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "lib/base/file.h"
#include "lib/read/read.h"

static char folder[64];
static Arena arena;

/* What came out, as lines of text: one for each article and skip. */
typedef struct Log {
    Buffer lines;
    uint64_t articles, skips;
    uint64_t stop_after; /* articles; 0: never */
    const char *duplicate_path; /* counts as there already */
    uint64_t progress_done, progress_total;
} Log;

static Status log_article(void *context, const Article *article, bool *duplicate, Error *error) {
    Log *log = context;
    if (log->stop_after > 0 && log->articles == log->stop_after) return error_set(error, STEMMA_DISK_FULL, "disk full");
    log->articles++;
    *duplicate = log->duplicate_path && bytes_equal(article->path, bytes_from_string(log->duplicate_path));
    Bytes fields[] = {article->path,      article->title,    article->outlet, article->byline,
                      article->published, article->language, article->url,    article->text};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (i > 0) buffer_append_byte(&log->lines, '|');
        buffer_append(&log->lines, fields[i].size > 200 ? (Bytes){fields[i].data, 200} : fields[i]);
    }
    for (uint32_t i = 0; i < article->link_count; i++) {
        buffer_append_byte(&log->lines, '|');
        buffer_append(&log->lines, article->links[i]);
    }
    buffer_append_byte(&log->lines, '\n');
    return STEMMA_OK;
}

static Status log_skip(void *context, const ReadSkip *skip, Error *error) {
    Log *log = context;
    (void)error;
    if (skip->outcome == READ_NOTED) {
        const char *name = strrchr(skip->path, '/');
        buffer_printf(&log->lines, "NOTE %s: %s\n", name ? name + 1 : skip->path, skip->reason);
        return STEMMA_OK;
    }
    log->skips++;
    assert_null(strchr(skip->reason, '\n'));
    assert_true(strlen(skip->reason) > 3);
    const char *name = strrchr(skip->path, '/');
    buffer_printf(&log->lines, "SKIP %s:%llu@%llu %s: %s\n", name ? name + 1 : skip->path,
                  (unsigned long long)skip->line, (unsigned long long)skip->byte_offset,
                  stemma_status_text(skip->status), skip->reason);
    return STEMMA_OK;
}

static void log_progress(void *context, uint64_t bytes_done, uint64_t bytes_total) {
    Log *log = context;
    assert_true(bytes_done >= log->progress_done);
    log->progress_done = bytes_done;
    log->progress_total = bytes_total;
}

static Log log_open(void) {
    return (Log){.lines = {.arena = &arena}};
}

static ReadCounts read_with(const char *path, const ReadOptions *options, Log *log) {
    ReadCounts counts = {0};
    Error error = {0};
    ReadSink sink = {.context = log, .article = log_article, .skip = log_skip, .progress = NULL};
    if (read_path(path, options, &sink, &counts, &error) != STEMMA_OK) fail_msg("error: %s", error.message);
    assert_int_equal(counts.records_seen,
                     counts.records_kept + counts.records_duplicate + counts.records_skipped + counts.records_failed);
    assert_int_equal(counts.records_kept + counts.records_duplicate, log->articles);
    assert_int_equal(counts.records_skipped + counts.records_failed, log->skips);
    return counts;
}

static const char *path_of(const char *name) {
    Buffer path = {.arena = &arena};
    buffer_printf(&path, "%s/%s", folder, name);
    return buffer_string(&path);
}

static const char *write_bytes(const char *name, Bytes content) {
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.data, 1, content.size, file), content.size);
    assert_int_equal(fclose(file), 0);
    return path;
}

static const char *write_text(const char *name, const char *content) {
    return write_bytes(name, bytes_from_string(content));
}

/* What read makes of one file, with the folder taken out of it. */
static const char *read_one(const char *path) {
    Log log = log_open();
    ReadOptions options = read_options_default();
    read_with(path, &options, &log);
    Buffer lines = {.arena = &arena};
    Bytes prefix = bytes_from_string(folder);
    Bytes rest = buffer_bytes(&log.lines);
    for (size_t at; (at = bytes_find(rest, prefix)) != SIZE_MAX;) {
        buffer_append(&lines, (Bytes){rest.data, at});
        buffer_append_byte(&lines, '~');
        rest = (Bytes){rest.data + at + prefix.size, rest.size - at - prefix.size};
    }
    buffer_append(&lines, rest);
    return buffer_string(&lines);
}

static int remove_folder(void **state) {
    char command[256];
    (void)state;
    file_fail_at(0, 0);
    snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", folder, folder);
    arena_close(&arena);
    return system(command);
}

static int make_folder(void **state) {
    (void)state;
    arena = arena_open(0);
    snprintf(folder, sizeof folder, "/tmp/stemma-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static Bytes gzip(Bytes content) {
    uint8_t *out = arena_allocate(&arena, content.size + 1000, 1);
    z_stream stream = {.next_in = (uint8_t *)content.data, .avail_in = (unsigned)content.size};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_out = out;
    stream.avail_out = (unsigned)content.size + 1000;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    Bytes packed = {out, stream.total_out};
    deflateEnd(&stream);
    return packed;
}

static Bytes zstd(Bytes content) {
    size_t room = ZSTD_compressBound(content.size);
    uint8_t *out = arena_allocate(&arena, room, 1);
    size_t size = ZSTD_compress(out, room, content.data, content.size, 3);
    assert_false(ZSTD_isError(size));
    return (Bytes){out, size};
}

/* --- Plain text -------------------------------------------------------------------------------------------------- */

static void a_text_is_kept_unchanged(void **state) {
    (void)state;
    const char *path = write_text("a.txt", "Quay Reopens\n\n  The quay of Pellworth is open again.\r\n\t");
    assert_string_equal(read_one(path), "~/a.txt|Quay Reopens||||en||Quay Reopens\n\n  The quay of Pellworth is open "
                                        "again.\r\n\t\n");
    path = write_text("mark.txt", "\xEF\xBB\xBFShort and without a title, see http://a.example/b.");
    assert_string_equal(read_one(path), "~/mark.txt|||||en||Short and without a title, see http://a.example/b.|"
                                        "http://a.example/b\n");
    path = write_text("old.txt", "The caf\xE9 is \x93shut\x94.");
    assert_string_equal(read_one(path), "~/old.txt|||||||The caf\xC3\xA9 is \xE2\x80\x9Cshut\xE2\x80\x9D.\n");
    path = write_bytes("wide.txt", (Bytes){(const uint8_t *)"\xFF\xFEH\0i\0!\0", 8});
    assert_string_equal(read_one(path), "~/wide.txt|||||||Hi!\n");
}

static void what_is_no_text_is_skipped_with_its_reason(void **state) {
    (void)state;
    assert_string_equal(read_one(write_text("empty.txt", "")), "SKIP empty.txt:0@0 empty: an empty file\n");
    assert_string_equal(read_one(write_text("blank.txt", " \n\n ")),
                        "SKIP blank.txt:0@0 empty: nothing but white space\n");
    assert_string_equal(read_one(write_text("mark.txt", "\xFF\xFE")), "SKIP mark.txt:0@0 empty: an empty file\n");
    assert_string_equal(read_one(write_bytes("p.txt", BYTES("\x89PNG\r\n\x1a\n\0\0\0\r"))),
                        "SKIP p.txt:0@0 not supported: a PNG picture\n");
    assert_string_equal(read_one(write_text("d.txt", "%PDF-1.4\n...")),
                        "SKIP d.txt:0@0 not supported: a PDF document; extract its text first\n");
    assert_string_equal(
        read_one(
            write_text("bad.txt", "\xC3\xA9 \xC3 \xC3 \xC3\xA9 \xC3 \xC3\xA9 \xC3\xA9 \xC3 \xC3 \xC3\xA9 \xC3\xA9")),
        "SKIP bad.txt:0@3 not text: invalid UTF-8 at byte 3 and in many places more; get the file again\n");
    /* what can be kept is, with a word about it */
    assert_string_equal(read_one(write_text("few.txt", "na\xC3\xAFve caf\xC3\xA9s, deux \xE9t\xC3\xA9s")),
                        "~/few.txt|||||||na\xC3\xAFve caf\xC3\xA9s, deux \xC3\xA9t\xC3\xA9s\n"
                        "NOTE few.txt: kept, but not all of it is UTF-8: 1 bytes were read as Windows-1252\n");
    assert_string_equal(
        read_one(write_text("lost.txt", "A word \xEF\xBF\xBD is lost.")),
        "~/lost.txt|||||||A word \xEF\xBF\xBD is lost.\nNOTE lost.txt: kept with 1 character that could not be "
        "read (U+FFFD); a better copy would help\n");
    assert_string_equal(
        read_one(write_text("moji.txt", "It\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s late.")),
        "~/moji.txt|||||||It\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s late.\nNOTE moji.txt: kept as it is, but at 1 "
        "place it looks like UTF-8 that was taken for Windows-1252 before it came here\n");
}

static void a_text_over_the_limit(void **state) {
    (void)state;
    ReadOptions options = read_options_default();
    options.text_bytes_max = 100;
    Buffer text = {.arena = &arena};
    for (int i = 0; i < 100; i++) buffer_append_byte(&text, 'a');
    const char *path = write_bytes("full.txt", buffer_bytes(&text));
    Log log = log_open();
    assert_int_equal(read_with(path, &options, &log).records_kept, 1);
    buffer_append_byte(&text, 'a');
    path = write_bytes("over.txt", buffer_bytes(&text));
    log = log_open();
    assert_int_equal(read_with(path, &options, &log).records_kept, 0);
    assert_non_null(strstr(buffer_string(&log.lines), "over a limit: a text of 101 bytes, the limit is 100; "
                                                      "--limit text=SIZE lifts it"));
}

/* --- JSON Lines -------------------------------------------------------------------------------------------------- */

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

/* --- Long lines and long files ----------------------------------------------------------------------------------- */

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

/* --- Packed files ------------------------------------------------------------------------------------------------ */

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

/* --- Folders and errors ------------------------------------------------------------------------------------------ */

static void folders_are_walked_in_order(void **state) {
    (void)state;
    mkdir(path_of("walk"), 0755);
    mkdir(path_of("walk/b"), 0755);
    mkdir(path_of("walk/b/deep"), 0755);
    mkdir(path_of("walk/.git"), 0755);
    write_text("walk/c.txt", "Third.");
    write_text("walk/a.txt", "First.");
    write_text("walk/b/2.txt", "Second.");
    write_text("walk/b/deep/1.txt", "Deep.");
    write_text("walk/.hidden", "Hidden.");
    write_text("walk/.git/config", "Hidden.");
    assert_int_equal(symlink("..", path_of("walk/b/deep/loop")), 0);
    assert_int_equal(symlink("nowhere", path_of("walk/dangling")), 0);
    assert_int_equal(mkfifo(path_of("walk/pipe"), 0600), 0);
    const char *wanted = "~/walk/a.txt|||||||First.\n"
                         "~/walk/b/2.txt|||||||Second.\n"
                         "~/walk/b/deep/1.txt|||||||Deep.\n"
                         "SKIP loop:0@0 not supported: a link back to a folder it stands in; its files are read there\n"
                         "~/walk/c.txt|||||||Third.\n"
                         "SKIP dangling:0@0 not found: can't be read: No such file or directory\n"
                         "SKIP pipe:0@0 not supported: neither a file nor a folder; name it to have it read\n";
    assert_string_equal(read_one(path_of("walk")), wanted);
    write_text(".named", "Named.");
    assert_string_equal(read_one(path_of(".named")), "~/.named|||||||Named.\n");
    mkdir(path_of("none"), 0755);
    assert_string_equal(read_one(path_of("none")), "");
}

static void the_current_folder_leaves_names_bare(void **state) {
    (void)state;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    mkdir(path_of("here"), 0755);
    mkdir(path_of("here/in"), 0755);
    write_text("here/a.txt", "First.");
    write_text("here/in/b.txt", "Second.");
    assert_int_equal(chdir(path_of("here")), 0);
    assert_string_equal(read_one("."), "a.txt|||||||First.\nin/b.txt|||||||Second.\n");
    assert_string_equal(read_one("in/"), "in/b.txt|||||||Second.\n");
    assert_int_equal(chdir(before), 0);
}

static void a_missing_path_is_an_error(void **state) {
    (void)state;
    Log log = log_open();
    ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = NULL};
    ReadCounts counts = {0};
    ReadOptions options = read_options_default();
    Error error = {0};
    assert_int_equal(read_path(path_of("missing"), &options, &sink, &counts, &error), STEMMA_NOT_FOUND);
    assert_string_equal(error.message, "there is no file or folder by this name");
    assert_string_equal(error.source, path_of("missing"));
    assert_int_equal(counts.records_seen, 0);
}

/* Rights don't hold root back, so the calls are made to fail: each one in turn, and never is anything lost. */
static void every_file_call_may_fail(void **state) {
    (void)state;
    mkdir(path_of("calls"), 0755);
    write_text("calls/a.txt", "First.");
    write_text("calls/b.jsonl", "{\"id\":\"1\",\"text\":\"One.\"}\n");
    write_bytes("calls/c.gz", gzip(BYTES("Second.")));
    int errors = 0, skips = 0, clean = 0;
    for (uint64_t call = 1; call <= 60; call++) {
        Log log = log_open();
        ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = NULL};
        ReadCounts counts = {0};
        ReadOptions options = read_options_default();
        Error error = {0};
        file_fail_at(call, EACCES);
        Status status = read_path(path_of("calls"), &options, &sink, &counts, &error);
        file_fail_at(0, 0);
        assert_int_equal(counts.records_seen, counts.records_kept + counts.records_failed);
        assert_int_equal(counts.records_kept, log.articles);
        errors += status != STEMMA_OK;
        skips += counts.records_failed > 0;
        clean += counts.records_kept == 3;
        if (status == STEMMA_OK) assert_true(counts.records_kept == 3 || counts.records_failed == 1);
    }
    assert_int_equal(errors, 1); /* the path itself */
    assert_true(skips >= 10); /* the folder, and each file's opening and reading */
    assert_true(clean > 20);
}

static void the_sink_can_stop_and_tell_duplicates(void **state) {
    (void)state;
    const char *path = write_text("s.jsonl", "{\"id\":\"1\",\"text\":\"One.\"}\n{\"id\":\"2\",\"text\":\"Two.\"}\n"
                                             "{\"id\":\"3\",\"text\":\"Three.\"}\n");
    Log log = log_open();
    log.duplicate_path = "2";
    ReadOptions options = read_options_default();
    ReadCounts counts = read_with(path, &options, &log);
    assert_int_equal(counts.records_duplicate, 1);
    assert_int_equal(counts.records_kept, 2);

    log = log_open();
    log.stop_after = 2;
    ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = NULL};
    Error error = {0};
    counts = (ReadCounts){0};
    assert_int_equal(read_path(path, &options, &sink, &counts, &error), STEMMA_DISK_FULL);
    assert_string_equal(error.message, "disk full");
    assert_int_equal(counts.records_seen, 2);
}

static void progress_ends_at_the_total(void **state) {
    (void)state;
    Log log = log_open();
    ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = log_progress};
    ReadCounts counts = {0};
    ReadOptions options = read_options_default();
    mkdir(path_of("progress"), 0755);
    write_text("progress/a.txt", "First.");
    write_text("progress/b.txt", "");
    write_bytes("progress/c.gz", gzip(BYTES("Second.")));
    assert_int_equal(read_path(path_of("progress"), &options, &sink, &counts, NULL), STEMMA_OK);
    assert_true(log.progress_total > 0);
    assert_int_equal(log.progress_done, log.progress_total);
    assert_int_equal(counts.bytes, log.progress_total);
    assert_int_equal(counts.files, 3);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(a_hundred_megabytes_in_one_line), /* first: it looks at the peak of memory */
        TEST(a_text_is_kept_unchanged),
        TEST(what_is_no_text_is_skipped_with_its_reason),
        TEST(a_text_over_the_limit),
        TEST(fields_by_their_usual_names),
        TEST(broken_lines_cost_only_themselves),
        TEST(objects_over_several_lines),
        TEST(an_array_is_read_like_lines),
        TEST(depth_text_and_record_have_limits),
        TEST(order_and_results_do_not_depend_on_threads),
        TEST(packed_files_are_unpacked_by_content),
        TEST(what_was_read_before_a_break_is_kept),
        TEST(a_bomb_is_refused),
        TEST(folders_are_walked_in_order),
        TEST(the_current_folder_leaves_names_bare),
        TEST(a_missing_path_is_an_error),
        TEST(every_file_call_may_fail),
        TEST(the_sink_can_stop_and_tell_duplicates),
        TEST(progress_ends_at_the_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
