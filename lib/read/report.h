/* The account that read keeps: every file and record ends up in exactly one of the counts, by these functions only. */
#ifndef STEMMA_READ_REPORT_H
#define STEMMA_READ_REPORT_H

#include "input.h"
#include "read.h"

/* More threads than this are not used: the stream comes through one, and each has an arena. */
#define READ_WORKERS_MAX 16

/* One call of read_path: what was asked for, where the findings go, what was counted so far, memory used again. */
typedef struct ReadRun {
    ReadOptions options;
    const ReadSink *sink;
    ReadCounts *counts;
    uint64_t bytes_done; /* on disk, of the files that are finished */
    uint64_t bytes_total;
    InputMemory input_memory;
    Arena block_arena; /* for the caller's thread: a plain text, or the list of a block's lines */
    uint32_t worker_count;
    Arena workers[READ_WORKERS_MAX]; /* one for each thread: what it parsed of a block */
} ReadRun;

/* Hands an article to the sink and counts it; returns what the sink returned. */
MUST_USE Status report_article(ReadRun *run, const Article *article, Error *error);

/* Hands a skip to the sink and counts it. */
MUST_USE Status report_skip(ReadRun *run, const ReadSkip *skip, Error *error);
/* The same for a whole file, or what is left of it from line on. */
MUST_USE Status report_problem(ReadRun *run, const char *path, uint64_t line, const Error *problem, Error *error);

/* Tells how far the reading is; bytes_of_file are those of the file in hand. */
void report_progress(const ReadRun *run, uint64_t bytes_of_file);

#endif
