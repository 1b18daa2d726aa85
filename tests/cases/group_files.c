/*
 * Prints what reading makes of a file: for each article its fields, links and text, for each record that is not kept
 * and each note one line, and last the counts.
 */
#include "groups.h"

#include <string.h>

#include "lib/read/read.h"

typedef struct Reading {
    const char *folder; /* left out where it is printed */
    Buffer *out;
} Reading;

static void print_path(const Reading *reading, Bytes path) {
    size_t size = strlen(reading->folder);
    bool inside = path.size > size && memcmp(path.data, reading->folder, size) == 0;
    buffer_append(reading->out, inside ? (Bytes){path.data + size, path.size - size} : path);
}

static void print_field(Buffer *out, const char *name, Bytes value) {
    if (value.size == 0) return;
    buffer_printf(out, "%s: ", name);
    buffer_append(out, value);
    buffer_append_byte(out, '\n');
}

static Status print_article(void *context, const Article *article, bool *duplicate, Error *error) {
    Reading *reading = context;
    Buffer *out = reading->out;
    (void)error;
    *duplicate = false;
    buffer_append_string(out, "=== ");
    print_path(reading, article->path);
    buffer_append_byte(out, '\n');
    print_field(out, "title", article->title);
    print_field(out, "outlet", article->outlet);
    print_field(out, "byline", article->byline);
    print_field(out, "published", article->published);
    print_field(out, "url", article->url);
    print_field(out, "language", article->language);
    for (uint32_t i = 0; i < article->link_count; i++) print_field(out, "link", article->links[i]);
    for (uint32_t i = 0; i < article->link_place_count; i++) {
        LinkPlace place = article->link_places[i];
        Bytes words = bytes_slice(article->text, place.bytes);
        if (bytes_equal(words, article->links[place.link])) continue; /* the address itself */
        buffer_append_string(out, "link \"");
        buffer_append(out, words);
        buffer_append_string(out, "\" to ");
        buffer_append(out, article->links[place.link]);
        buffer_append_byte(out, '\n');
    }
    buffer_append_string(out, "---\n");
    buffer_append(out, article->text);
    buffer_append_byte(out, '\n');
    return STEMMA_OK;
}

static Status print_skip(void *context, const ReadSkip *skip, Error *error) {
    static const char *const names[] = {[READ_SKIPPED] = "skipped", [READ_FAILED] = "failed", [READ_NOTED] = "noted"};
    Reading *reading = context;
    (void)error;
    buffer_printf(reading->out, "%s ", names[skip->outcome]);
    print_path(reading, bytes_from_string(skip->path));
    if (skip->line > 0) buffer_printf(reading->out, ":%llu", (unsigned long long)skip->line);
    buffer_printf(reading->out, ": %s\n", skip->reason);
    return STEMMA_OK;
}

static Status print_source(void *context, const ReadSource *source, Error *error) {
    Reading *reading = context;
    (void)error;
    buffer_printf(reading->out, "%s: %llu kept, %llu skipped, %llu failed\n", source->format,
                  (unsigned long long)source->counts.records_kept, (unsigned long long)source->counts.records_skipped,
                  (unsigned long long)source->counts.records_failed);
    return STEMMA_OK;
}

void group_files_print(const char *path, Buffer *out, Arena *result) {
    const char *slash = strrchr(path, '/');
    Bytes folder = {(const uint8_t *)path, slash ? (size_t)(slash - path) + 1 : 0};
    Reading reading = {bytes_to_string(folder, result), out};
    ReadOptions options = read_options_default();
    ReadSink sink = {.context = &reading, .article = print_article, .skip = print_skip, .source_end = print_source};
    ReadCounts counts = {0};
    Error error = {0};
    options.threads = 1;
    if (read_path(path, &options, &sink, &counts, &error) != STEMMA_OK)
        buffer_printf(out, "error: %s\n", error.message);
}
