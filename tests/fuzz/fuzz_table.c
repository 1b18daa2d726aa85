/* Any bytes below a header as a table: every row is accounted for, by the one door that users have. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz_parts.h"
#include "lib/read/read.h"

static Status take_article(void *context, const Article *article, bool *duplicate, Error *error) {
    (void)context, (void)error;
    check_text(article->text);
    check_text(article->title);
    check(article->text.size > 0);
    *duplicate = false;
    return STEMMA_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const headers[] = {"title,text\na,b\n", "title\ttext\na\tb\n", "text;url;date\na;b;c\n", ""};
    char path[64];
    const char *header = headers[size > 0 ? data[0] % 4 : 0];
    int descriptor = memfd_create("table", 0);
    check(descriptor >= 0 && write(descriptor, header, strlen(header)) == (ssize_t)strlen(header));
    check(size == 0 || write(descriptor, data + 1, size - 1) == (ssize_t)size - 1);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    ReadOptions options = read_options_default();
    options.threads = 1;
    options.record_bytes_max = 4096;
    ReadSink sink = {.article = take_article};
    ReadCounts counts = {0};
    Error error = {0};
    check(read_path(path, &options, &sink, &counts, &error) == STEMMA_OK);
    check(counts.records_seen > 0);
    (void)close(descriptor);
    return 0;
}
