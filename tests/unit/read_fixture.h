/* Reads files made for a test, and keeps what came out as lines: one for each article and skip. */
#ifndef STEMMA_TESTS_READ_FIXTURE_H
#define STEMMA_TESTS_READ_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/utf8.h"
#include "lib/read/read.h"

static char fixture_folder[64];
static Arena fixture_arena;

typedef struct Reading {
    Buffer lines; /* "title|outlet|byline|published|language|url|text" and "|link"; "SKIP status: reason" */
    ReadCounts counts;
} Reading;

static Status reading_article(void *context, const Article *article, bool *duplicate, Error *error) {
    Reading *reading = context;
    (void)error;
    *duplicate = false;
    Bytes fields[] = {article->title,    article->outlet, article->byline, article->published,
                      article->language, article->url,    article->text};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        assert_true(utf8_find_malformed(fields[i]) == SIZE_MAX);
        if (i > 0) buffer_append_byte(&reading->lines, '|');
        buffer_append(&reading->lines, fields[i].size > 4000 ? (Bytes){fields[i].data, 4000} : fields[i]);
    }
    assert_true(utf8_find_malformed(article->path) == SIZE_MAX && article->path.size > 0);
    for (uint32_t i = 0; i < article->link_count; i++) {
        buffer_append_byte(&reading->lines, '|');
        buffer_append(&reading->lines, article->links[i]);
    }
    buffer_append_byte(&reading->lines, '\n');
    return STEMMA_OK;
}

static Status reading_skip(void *context, const ReadSkip *skip, Error *error) {
    Reading *reading = context;
    (void)error;
    assert_null(strchr(skip->reason, '\n'));
    buffer_printf(&reading->lines, "SKIP %d: %s\n", (int)skip->status, skip->reason);
    return STEMMA_OK;
}

static Reading reading_of_file(const char *path) {
    Reading reading = {.lines = {.arena = &fixture_arena}};
    ReadOptions options = read_options_default();
    ReadSink sink = {.context = &reading, .article = reading_article, .skip = reading_skip};
    Error error = {0};
    assert_int_equal(read_path(path, &options, &sink, &reading.counts, &error), STEMMA_OK);
    const ReadCounts *counts = &reading.counts;
    assert_true(counts->records_seen ==
                counts->records_kept + counts->records_duplicate + counts->records_skipped + counts->records_failed);
    (void)buffer_string(&reading.lines);
    return reading;
}

__attribute__((unused)) static Reading reading_of(Bytes content) {
    char path[128];
    (void)snprintf(path, sizeof path, "%s/file", fixture_folder);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.data, 1, content.size, file), content.size);
    assert_int_equal(fclose(file), 0);
    Reading reading = reading_of_file(path);
    (void)unlink(path);
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

static int fixture_set_up(void **state) {
    (void)state;
    fixture_arena = arena_open(0);
    (void)snprintf(fixture_folder, sizeof fixture_folder, "/tmp/stemma_read_XXXXXX");
    return mkdtemp(fixture_folder) ? 0 : -1;
}

static int fixture_tear_down(void **state) {
    (void)state;
    arena_close(&fixture_arena);
    return rmdir(fixture_folder);
}

#endif
