/* Reads files made for a test into a folder of its own, and logs what the stage gives: one line for each article and skip. */
#ifndef STEMMA_TESTS_READ_LOG_H
#define STEMMA_TESTS_READ_LOG_H

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
#include <time.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "lib/base/file.h"
#include "lib/base/utf8.h"
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

__attribute__((unused)) static Status log_article(void *context, const Article *article, bool *duplicate,
                                                  Error *error) {
    Log *log = context;
    if (log->stop_after > 0 && log->articles == log->stop_after) return error_set(error, STEMMA_DISK_FULL, "disk full");
    log->articles++;
    *duplicate = log->duplicate_path && bytes_equal(article->path, bytes_from_string(log->duplicate_path));
    Bytes fields[] = {article->path,      article->title,    article->outlet, article->byline,
                      article->published, article->language, article->url,    article->text};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        assert_true(utf8_find_malformed(fields[i]) == SIZE_MAX);
        if (i > 0) buffer_append_byte(&log->lines, '|');
        buffer_append(&log->lines, fields[i].size > 4000 ? (Bytes){fields[i].data, 4000} : fields[i]);
    }
    for (uint32_t i = 0; i < article->link_count; i++) {
        buffer_append_byte(&log->lines, '|');
        buffer_append(&log->lines, article->links[i]);
    }
    buffer_append_byte(&log->lines, '\n');
    return STEMMA_OK;
}

__attribute__((unused)) static Status log_skip(void *context, const ReadSkip *skip, Error *error) {
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

__attribute__((unused)) static void log_progress(void *context, uint64_t bytes_done, uint64_t bytes_total) {
    Log *log = context;
    assert_true(bytes_done >= log->progress_done);
    log->progress_done = bytes_done;
    log->progress_total = bytes_total;
}

__attribute__((unused)) static Log log_open(void) {
    return (Log){.lines = {.arena = &arena}};
}

__attribute__((unused)) static ReadCounts read_with(const char *path, const ReadOptions *options, Log *log) {
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

__attribute__((unused)) static const char *path_of(const char *name) {
    Buffer path = {.arena = &arena};
    buffer_printf(&path, "%s/%s", folder, name);
    return buffer_string(&path);
}

__attribute__((unused)) static const char *write_bytes(const char *name, Bytes content) {
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.data, 1, content.size, file), content.size);
    assert_int_equal(fclose(file), 0);
    return path;
}

__attribute__((unused)) static const char *write_text(const char *name, const char *content) {
    return write_bytes(name, bytes_from_string(content));
}

/* What read makes of one file, with the folder taken out of it. */
__attribute__((unused)) static const char *read_one(const char *path) {
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

__attribute__((unused)) static int remove_folder(void **state) {
    char command[256];
    (void)state;
    file_fail_at(0, 0);
    snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -rf %s", folder, folder);
    arena_close(&arena);
    return system(command);
}

__attribute__((unused)) static int make_folder(void **state) {
    (void)state;
    arena = arena_open(0);
    snprintf(folder, sizeof folder, "/tmp/stemma-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

__attribute__((unused)) static Bytes gzip_at(Bytes content, int level) {
    const uLong room = compressBound(content.size) + 64;
    uint8_t *out = arena_allocate(&arena, room, 1);
    z_stream stream = {.next_in = (uint8_t *)(uintptr_t)content.data, .avail_in = (unsigned)content.size};
    assert_int_equal(deflateInit2(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_out = out;
    stream.avail_out = (unsigned)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    Bytes packed = {out, stream.total_out};
    deflateEnd(&stream);
    return packed;
}

__attribute__((unused)) static Bytes gzip(Bytes content) {
    return gzip_at(content, 6);
}

__attribute__((unused)) static Bytes zstd(Bytes content) {
    size_t room = ZSTD_compressBound(content.size);
    uint8_t *out = arena_allocate(&arena, room, 1);
    size_t size = ZSTD_compress(out, room, content.data, content.size, 3);
    assert_false(ZSTD_isError(size));
    return (Bytes){out, size};
}

/* --- What is read of one text, whatever it is called -------------------------------------------------------------- */

typedef struct Reading {
    Buffer lines;
    ReadCounts counts;
} Reading;

__attribute__((unused)) static Reading reading_of(Bytes content) {
    Log log = log_open();
    ReadOptions options = read_options_default();
    const char *path = write_bytes("file", content);
    Reading reading = {.counts = read_with(path, &options, &log)};
    reading.lines = log.lines;
    (void)buffer_string(&reading.lines);
    assert_int_equal(unlink(path), 0);
    return reading;
}

__attribute__((unused)) static const char *read_lines(const char *content) {
    Reading reading = reading_of(bytes_from_string(content));
    return buffer_string(&reading.lines);
}

__attribute__((unused)) static void expect_in(const char *lines, const char *wanted) {
    if (!strstr(lines, wanted)) fail_msg("wanted: %s\nfound: %s", wanted, lines);
}

__attribute__((unused)) static void expect_not_in(const char *lines, const char *unwanted) {
    if (strstr(lines, unwanted)) fail_msg("not wanted: %s\nfound: %s", unwanted, lines);
}

/* piece as often as count says. */
__attribute__((unused)) static void append_times(Buffer *out, const char *piece, size_t count) {
    for (size_t i = 0; i < count; i++) buffer_append_string(out, piece);
}

/* Seconds of processor time: what others do on the machine doesn't count. */
__attribute__((unused)) static double processor_s(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

#define READ_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

#endif
