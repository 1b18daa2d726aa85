/*
 * Any bytes as a file: recognised, read, accounted for. Covers every format through the one door that users have.
 * What must hold beside not crashing: seen = kept + duplicate + skipped, and every field is well-formed UTF-8.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/utf8.h"
#include "lib/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) abort();
}

static Status take_article(void *context, const Article *article, bool *duplicate, Error *error) {
    (void)context, (void)error;
    Bytes fields[] = {article->path,      article->title, article->outlet,   article->byline,
                      article->published, article->url,   article->language, article->text};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) check(utf8_find_malformed(fields[i]) == SIZE_MAX);
    for (uint32_t i = 0; i < article->link_count; i++) check(utf8_find_malformed(article->links[i]) == SIZE_MAX);
    check(article->path.size > 0 && article->text.size > 0);
    *duplicate = false;
    return STEMMA_OK;
}

static Status take_skip(void *context, const ReadSkip *skip, Error *error) {
    (void)context, (void)error;
    check((skip->status == STEMMA_OK) == (skip->outcome == READ_NOTED) && skip->reason[0] != 0);
    return STEMMA_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[64];
    int descriptor = memfd_create("input", 0);
    check(descriptor >= 0 && write(descriptor, data, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    ReadOptions options = read_options_default();
    options.threads = 1;
    options.record_bytes_max = 1024 * 1024;
    ReadSink sink = {.article = take_article, .skip = take_skip};
    ReadCounts counts = {0};
    Error error = {0};
    check(read_path(path, &options, &sink, &counts, &error) == STEMMA_OK);
    check(counts.records_seen ==
          counts.records_kept + counts.records_duplicate + counts.records_skipped + counts.records_failed);
    check(counts.records_seen > 0);
    (void)close(descriptor);
    return 0;
}
