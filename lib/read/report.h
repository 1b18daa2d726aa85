/* The account that read keeps: every file and record ends up in exactly one of the counts, by these functions only. */
#ifndef STEMMA_READ_REPORT_H
#define STEMMA_READ_REPORT_H

#include "input.h"
#include "read.h"
#include "text_signs.h"

/* More threads than this are not used: the stream comes through one, and each has an arena. */
#define READ_WORKERS_MAX 16
/* Archives inside one another are not opened deeper, whatever the option says. */
#define READ_DEPTH_MAX 4

/* One call of read_path: what was asked for, where the findings go, what was counted so far, memory used again. */
typedef struct ReadRun {
    ReadOptions options;
    const ReadSink *sink;
    ReadCounts *counts;
    uint64_t bytes_done; /* on disk, of the files that are finished */
    uint64_t bytes_total;
    const Input *outermost; /* the file in hand, not a member of an archive */
    uint64_t unpacked_bytes; /* of all members of archives in the file in hand */
    uint64_t packed_bytes; /* what the file in hand takes on the disk, as far as it is known */
    const char *format; /* what it was taken for */
    InputMemory input_memory[READ_DEPTH_MAX + 1];
    Arena archive_memory[READ_DEPTH_MAX + 1];
    Arena block_arena; /* for the caller's thread: a plain text, or the list of a block's lines */
    uint32_t worker_count;
    Arena workers[READ_WORKERS_MAX]; /* one for each thread: what it parsed of a block */
} ReadRun;

/*
 * Hands an article to the sink and counts it; returns what the sink returned. What should be known about its text
 * (characters that could not be read, or were read wrongly before they came here) is noted beside it.
 */
MUST_USE Status report_article(ReadRun *run, const Article *article, Error *error);
/* The same with a remark of the reader's own; NULL: none. */
MUST_USE Status report_remarked(ReadRun *run, const Article *article, const char *remark, Error *error);
/* The same where the text was looked through already. */
MUST_USE Status report_judged(ReadRun *run, const Article *article, TextSigns signs, const char *remark, Error *error);

/* Hands a skip to the sink and counts it, as skipped or failed by its status. */
MUST_USE Status report_skip(ReadRun *run, const ReadSkip *skip, Error *error);
/* The same for a whole file, or what is left of it from line on. */
MUST_USE Status report_problem(ReadRun *run, const char *path, uint64_t line, const Error *problem, Error *error);
/* A remark about what is kept; counts as no record. */
MUST_USE Status report_note(ReadRun *run, const char *path, uint64_t line, const char *remark, Error *error);

/* Tells how far the reading of the file in hand is. */
void report_progress(const ReadRun *run);

#endif
