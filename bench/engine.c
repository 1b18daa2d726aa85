/*
 * The matching engine alone: a file of articles -> the passages they share, all in memory, each step timed.
 *
 * usage: engine_bench FILE [THREADS]
 *
 * Prints one line a step: its name, seconds by the clock, seconds of processor time over all threads; then the number
 * of words and passages. What `stemma trace` does besides (storing, quotations, lineage) is left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "../lib/base/array.h"
#include "../lib/read/read.h"
#include "../lib/reuse/passages.h"

typedef struct ArticleList ARRAY_OF(Article) ArticleList;

typedef struct Reading {
    Arena memory;
    ArticleList articles;
    Arena texts;
} Reading;

static double clock_s(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

typedef struct Watch {
    double wall_s;
    double processor_s;
} Watch;

static Watch watch_start(void) {
    return (Watch){clock_s(CLOCK_MONOTONIC), clock_s(CLOCK_PROCESS_CPUTIME_ID)};
}

static void watch_print(Watch *watch, const char *step) {
    Watch now = watch_start();
    printf("%-10s %8.3f %8.3f\n", step, now.wall_s - watch->wall_s, now.processor_s - watch->processor_s);
    *watch = watch_start();
}

static Status keep_article(void *context, const Article *article, bool *duplicate, Error *error) {
    (void)error;
    Reading *reading = context;
    Article *kept = array_push(&reading->articles, &reading->memory);
    *kept = *article;
    kept->links = NULL;
    kept->link_count = 0;
    Bytes *const fields[] = {&kept->path, &kept->title,    &kept->outlet,    &kept->byline,
                             &kept->url,  &kept->language, &kept->published, &kept->text};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; ++i) *fields[i] = bytes_copy(*fields[i], &reading->texts);
    *duplicate = false;
    return STEMMA_OK;
}

static Status ignore_skip(void *context, const ReadSkip *skip, Error *error) {
    (void)context;
    (void)skip;
    (void)error;
    return STEMMA_OK;
}

int main(int argument_count, char **arguments) {
    if (argument_count < 2) {
        fprintf(stderr, "usage: engine_bench FILE [THREADS]\n");
        return 2;
    }
    uint32_t threads = argument_count > 2 ? (uint32_t)strtoul(arguments[2], NULL, 10) : 0;
    Reading reading = {.memory = arena_open(0), .texts = arena_open(0)};
    ReadSink sink = {.context = &reading, .article = keep_article, .skip = ignore_skip};
    ReadOptions read_options = read_options_default();
    read_options.threads = threads;
    ReadCounts counts = {0};
    Error error = {0};
    Watch whole = watch_start();
    Watch watch = whole;
    if (read_path(arguments[1], &read_options, &sink, &counts, &error) != STEMMA_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 2;
    }
    ArticleList *articles = &reading.articles;
    qsort(articles->items, articles->count, sizeof(Article), article_compare);
    watch_print(&watch, "read");

    Arena result = arena_open(0), scratch = arena_open(0);
    Corpus corpus = corpus_build(articles->items, (uint32_t)articles->count, threads, &result);
    watch_print(&watch, "text");

    PassageOptions options = passage_options_default();
    options.match.threads = threads;
    Passages passages = passages_find(&corpus, &options, &result, scratch);
    watch_print(&watch, "passages");
    watch_print(&whole, "all");

    uint64_t words = 0;
    for (uint32_t i = 0; i < corpus.article_count; ++i) words += corpus.texts[i].word_count;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("articles %u\nwords %llu\npassages %zu\npeak-mib %ld\n", corpus.article_count, (unsigned long long)words,
           passages.count, usage.ru_maxrss / 1024);
    arena_close(&scratch);
    arena_close(&result);
    arena_close(&reading.texts);
    arena_close(&reading.memory);
    return 0;
}
