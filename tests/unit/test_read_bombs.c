/*
 * Bombs: small files made to cost much. Each is read in a process of its own, which must be done within a second of
 * processor time and 64 MiB of memory, with every record accounted for. Limits are the defaults, but for a line of
 * JSON, which may be 64 MiB long by default and so can't be refused in less.
 */
#include "read_log.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <zlib.h>
#include <zstd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

enum { MEMORY_KIB_MAX = 64 * 1024, PROCESSOR_MS_MAX = 1000 };

static int read_in_child(const char *path, uint64_t record_bytes_max) {
    ReadOptions options = read_options_default();
    options.threads = 1;
    if (record_bytes_max > 0) options.record_bytes_max = record_bytes_max;
    Log log = log_open();
    ReadSink sink = {.context = &log, .article = log_article, .skip = NULL};
    ReadCounts counts = {0};
    Error error = {0};
    if (read_path(path, &options, &sink, &counts, &error) != STEMMA_OK) return 2;
    uint64_t refused = counts.records_skipped + counts.records_failed;
    return counts.records_seen == counts.records_kept + counts.records_duplicate + refused && refused > 0 ? 0 : 1;
}

/* status_wanted 0: at least one record is refused; 1: everything may be kept. */
static void expect_cheap(const char *name, const char *path, uint64_t record_bytes_max, int status_wanted) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) _exit(read_in_child(path, record_bytes_max));
    int status = 0;
    struct rusage usage;
    assert_int_equal(wait4(child, &status, 0, &usage), child);
    long milliseconds = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
                        (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
    print_message("%-28s %5ld ms %6ld KiB\n", name, milliseconds, usage.ru_maxrss);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > status_wanted) fail_msg("%s: ended with %d", name, status);
#ifndef SANITIZED
    if (milliseconds > PROCESSOR_MS_MAX) fail_msg("%s takes %ld ms", name, milliseconds);
    if (usage.ru_maxrss > MEMORY_KIB_MAX) fail_msg("%s takes %ld KiB", name, usage.ru_maxrss);
#endif
}

static const char *path_in_folder(void) {
    static char path[128];
    (void)snprintf(path, sizeof path, "%s/bomb", folder);
    return path;
}

static FILE *open_bomb(void) {
    FILE *file = fopen(path_in_folder(), "wb");
    assert_non_null(file);
    return file;
}

static void close_bomb(FILE *file, const char *name, uint64_t record_bytes_max, int status_wanted) {
    assert_int_equal(fclose(file), 0);
    expect_cheap(name, path_in_folder(), record_bytes_max, status_wanted);
    (void)unlink(path_in_folder());
}

static void write_times(FILE *file, const char *piece, size_t count) {
    for (size_t i = 0; i < count; i++) (void)fputs(piece, file);
}

/* Packs `size` zero bytes behind a beginning; the result lives in the arena. */
static Bytes deflate_zeros(const char *begin, size_t size, int window_bits) {
    static uint8_t zeros[1 << 20];
    z_stream stream = {0};
    size_t capacity = size / 900 + 65536;
    uint8_t *out = arena_allocate(&arena, capacity, 1);
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_out = out;
    stream.avail_out = (unsigned)capacity;
    stream.next_in = (uint8_t *)(uintptr_t)begin;
    stream.avail_in = (unsigned)strlen(begin);
    assert_int_equal(deflate(&stream, Z_NO_FLUSH), Z_OK);
    memset(zeros, ' ', sizeof zeros);
    for (size_t left = size; left > 0;) {
        size_t portion = left < sizeof zeros ? left : sizeof zeros;
        stream.next_in = zeros;
        stream.avail_in = (unsigned)portion;
        assert_int_equal(deflate(&stream, Z_NO_FLUSH), Z_OK);
        left -= portion;
    }
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    Bytes packed = {out, stream.total_out};
    (void)deflateEnd(&stream);
    return packed;
}

static void packed_bombs(void **state) {
    (void)state;
    static const char *const begins[] = {"A text",
                                         "{\"text\":\"a",
                                         "<html><body><p>a",
                                         "<rss><channel>",
                                         "title,text\na,\"b",
                                         "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        Arena before = arena;
        Bytes packed = deflate_zeros(begins[i], 300000000, 16 + MAX_WBITS);
        FILE *file = open_bomb();
        (void)fwrite(packed.data, 1, packed.size, file);
        close_bomb(file, "gzip of one long record", 0, 0);
        arena = before;
    }
    size_t size = 100000000;
    void *zeros = calloc(1, size);
    Bytes packed = zstd((Bytes){zeros, size});
    free(zeros);
    FILE *file = open_bomb();
    (void)fwrite(packed.data, 1, packed.size, file);
    close_bomb(file, "zstd of zeros", 0, 0);
}

/* --- Archives ----------------------------------------------------------------------------------------------------- */

static void put(Buffer *out, uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; i++) buffer_append_byte(out, (uint8_t)(value >> (8 * i)));
}

static void put_zip_fields(Buffer *out, uint32_t checksum, size_t packed, size_t size, const char *name) {
    put(out, 20, 2), put(out, 0, 2), put(out, 8, 2), put(out, 0, 4);
    put(out, checksum, 4), put(out, packed, 4), put(out, size, 4);
    put(out, strlen(name), 2), put(out, 0, 2);
}

/* A zip archive whose directory names the same packed bytes `entries` times. */
static Bytes zip_of(Bytes packed, size_t size, unsigned entries) {
    Buffer zip = {.arena = &arena};
    put(&zip, 0x04034b50, 4);
    put_zip_fields(&zip, 0, packed.size, size, "a.txt");
    buffer_append_string(&zip, "a.txt");
    buffer_append(&zip, packed);
    size_t directory = zip.size;
    for (unsigned i = 0; i < entries; i++) {
        put(&zip, 0x02014b50, 4), put(&zip, 20, 2);
        put_zip_fields(&zip, 0, packed.size, size, "a.txt");
        put(&zip, 0, 2), put(&zip, 0, 2), put(&zip, 0, 2), put(&zip, 0, 4), put(&zip, 0, 4);
        buffer_append_string(&zip, "a.txt");
    }
    size_t directory_size = zip.size - directory;
    put(&zip, 0x06054b50, 4), put(&zip, 0, 4), put(&zip, entries, 2), put(&zip, entries, 2);
    put(&zip, directory_size, 4), put(&zip, directory, 4), put(&zip, 0, 2);
    return buffer_bytes(&zip);
}

static void expect_cheap_bytes(const char *name, Bytes content) {
    FILE *file = open_bomb();
    (void)fwrite(content.data, 1, content.size, file);
    close_bomb(file, name, 0, 0);
}

static void archive_bombs(void **state) {
    (void)state;
    Bytes member = deflate_zeros("A text", 300000000, -MAX_WBITS);
    Bytes zip = zip_of(member, 300000006, 1);
    expect_cheap_bytes("zip of one large member", zip);
    expect_cheap_bytes("zip over the same bytes", zip_of(deflate_zeros("A text", 4000000, -MAX_WBITS), 4000006, 10000));
    Buffer packed = {.arena = &arena};
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    uint8_t *space = arena_allocate(&arena, zip.size + 1000, 1);
    stream.next_in = (uint8_t *)(uintptr_t)zip.data;
    stream.avail_in = (unsigned)zip.size;
    stream.next_out = space;
    stream.avail_out = (unsigned)zip.size + 1000;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    buffer_append(&packed, (Bytes){space, stream.total_out});
    (void)deflateEnd(&stream);
    expect_cheap_bytes("zip in a zip", zip_of(buffer_bytes(&packed), zip.size, 1));
    FILE *file = open_bomb();
    for (int i = 0; i < 200000; i++) { /* empty members, each with a name */
        char header[512] = "a";
        (void)snprintf(header + 100, 8, "%07o", 0644);
        memcpy(header + 124, "00000000000", 11);
        memcpy(header + 257, "ustar\00000", 8);
        header[156] = '0';
        memset(header + 148, ' ', 8);
        unsigned sum = 0;
        for (int j = 0; j < 512; j++) sum += (uint8_t)header[j];
        (void)snprintf(header + 148, 7, "%06o", sum);
        (void)fwrite(header, 1, sizeof header, file);
        if (i == 20000) break;
    }
    close_bomb(file, "tar of empty members", 0, 0);
}

/* --- Markup ------------------------------------------------------------------------------------------------------- */

static void markup_bombs(void **state) {
    (void)state;
    FILE *file = open_bomb();
    (void)fputs("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'lol'>", file);
    for (char name = 'b'; name <= 'k'; name++)
        (void)fprintf(file, "<!ENTITY %c '&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;'>", name, name - 1, name - 1,
                      name - 1, name - 1, name - 1, name - 1, name - 1, name - 1, name - 1, name - 1);
    (void)fputs("]><rss>&k;</rss>", file);
    close_bomb(file, "entities", 0, 0);
    file = open_bomb();
    (void)fputs("<?xml version='1.0'?>", file);
    write_times(file, "<a>", 1000000);
    close_bomb(file, "a million deep in XML", 0, 0);
    file = open_bomb();
    (void)fputs("<?xml version='1.0'?><rss><a", file);
    for (int i = 0; i < 100000; i++) (void)fprintf(file, " a%d=''", i);
    (void)fputs("/></rss>", file);
    close_bomb(file, "attributes in XML", 0, 0);
    file = open_bomb();
    (void)fputs("<html><body>", file);
    write_times(file, "<div>", 500000);
    close_bomb(file, "half a million deep in HTML", 0, 1);
    file = open_bomb();
    (void)fputs("<html><body><p", file);
    for (int i = 0; i < 200000; i++) (void)fprintf(file, " a%d=''", i);
    (void)fputs(">x</p>", file);
    close_bomb(file, "attributes in HTML", 0, 1);
    file = open_bomb();
    (void)fputs("{\"text\":", file);
    write_times(file, "[", 1000000);
    close_bomb(file, "a million deep in JSON", 0, 0);
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

static void endless_lines(void **state) {
    (void)state;
    static const struct {
        const char *name;
        const char *begin;
        const char *piece;
        size_t count;
        uint64_t record_bytes_max;
    } cases[] = {
        {"one line of text", "A", "word without an end ", 5000000, 0},
        {"one line of JSON", "{\"text\":\"", "word without an end ", 5000000, 16 << 20},
        {"a cell without an end", "title,text\na,b\nc,\"", "word without an end ", 2000000, 1 << 20},
        {"quotation marks in cells", "title,text\na,b\n", "c,\"d\ne,\"\"\"f\n", 200000, 1 << 20},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FILE *file = open_bomb();
        (void)fputs(cases[i].begin, file);
        write_times(file, cases[i].piece, cases[i].count);
        close_bomb(file, cases[i].name, cases[i].record_bytes_max, 1);
    }
}

static void nested_text(void **state) {
    (void)state;
    static const char *const pieces[] = {"> ", "[", "*a ", "- ", "`", "![", "<a ", "&amp;", "**", "[a](", "1. "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        FILE *file = open_bomb();
        (void)fputs("---\ntitle: x\n---\n", file);
        write_times(file, pieces[i], 300000);
        close_bomb(file, pieces[i], 0, 1);
    }
    FILE *file = open_bomb();
    (void)fputs("From: a@port.example\nTo: b@port.example\nContent-Type: multipart/mixed; boundary=a\n\n", file);
    write_times(file, "--a\nContent-Type: multipart/mixed; boundary=a\n\n", 200000);
    close_bomb(file, "parts in parts of a mail", 0, 0);
    file = open_bomb();
    (void)fputs("From: a@port.example\nTo: b@port.example\nSubject: ", file);
    write_times(file, "=?utf-8?q?a?= ", 200000);
    (void)fputs("\n\nA text.\n", file);
    close_bomb(file, "words in a subject", 0, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_bombs),  cmocka_unit_test(archive_bombs), cmocka_unit_test(markup_bombs),
        cmocka_unit_test(endless_lines), cmocka_unit_test(nested_text),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
