/*
 * How fast files are read: megabytes of content for each second of processor time, on one thread.
 *
 * usage: read_speed [--unpack] PATH      --unpack: only takes the file out of its packing, nothing is read
 *
 * Articles go nowhere, so that neither the database nor the terminal is measured. Content is what comes out of the
 * packing; of a folder it is what its files take on the disk.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/read/inflate.h"
#include "lib/read/read.h"

static Status take_article(void *context, const Article *article, bool *duplicate, Error *error) {
    (void)article, (void)error;
    *duplicate = false;
    ++*(uint64_t *)context;
    return STEMMA_OK;
}

/* Content in bytes; 0 for a folder. */
static uint64_t unpack(const char *path) {
    static uint8_t portion[1 << 20];
    Arena scratch = arena_open(0);
    Stream stream;
    File file;
    uint64_t size = 0;
    size_t read_bytes = 1;
    if (file_kind(path) != FILE_REGULAR || file_open(&file, path, NULL) != STEMMA_OK) return 0;
    if (stream_open(&stream, stream_source_file(&file), 0, scratch, NULL) != STEMMA_OK) return 0;
    while (read_bytes > 0 && stream_read(&stream, portion, sizeof portion, &read_bytes, NULL) == STEMMA_OK)
        size += read_bytes;
    stream_close(&stream);
    file_close(&file);
    arena_close(&scratch);
    return size;
}

static double processor_s(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

int main(int count, char **words) {
    bool only_unpack = count == 3 && strcmp(words[1], "--unpack") == 0;
    if (count != 2 && !only_unpack) {
        fprintf(stderr, "usage: read_speed [--unpack] PATH\n");
        return 2;
    }
    const char *path = words[count - 1];
    uint64_t articles = 0;
    ReadOptions options = read_options_default();
    options.threads = 1;
    ReadSink sink = {.context = &articles, .article = take_article};
    ReadCounts counts = {0};
    Error error = {0};
    double start_s = processor_s();
    uint64_t size = unpack(path);
    double unpack_s = processor_s() - start_s;
    start_s = processor_s();
    if (!only_unpack && read_path(path, &options, &sink, &counts, &error) != STEMMA_OK) {
        fprintf(stderr, "read_speed: %s: %s\n", path, error.message);
        return 2;
    }
    double read_s = processor_s() - start_s;
    if (size == 0) size = counts.bytes;
    printf("%.1f\n", (double)size / 1e6 / (only_unpack ? unpack_s : read_s));
    fprintf(stderr, "%llu bytes, %llu records, %llu articles, %.2f s\n", (unsigned long long)size,
            (unsigned long long)counts.records_seen, (unsigned long long)articles, only_unpack ? unpack_s : read_s);
    return 0;
}
