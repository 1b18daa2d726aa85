/*
 * read: files -> articles. Recognises each file by its content, hands every article to the caller as it comes (memory
 * does not grow with the collection) and accounts for every file and record.
 */
#ifndef STEMMA_READ_READ_H
#define STEMMA_READ_READ_H

#include "../base/status.h"
#include "article.h"

/* Each limit's reaching is reported with the option that lifts it (`--limit NAME=VALUE`). */
typedef struct ReadOptions {
    uint64_t record_bytes_max; /* a longer record is skipped; default 64 MiB */
    uint64_t text_bytes_max; /* a longer article text is skipped; default 4 MiB */
    uint32_t expansion_ratio_max; /* a file that inflates further is refused; default 1000 */
    uint32_t json_depth_max; /* default 128 */
    uint32_t xml_depth_max; /* what stands deeper ends the document; default 256 */
    uint32_t archive_depth_max; /* archives inside one another that are opened; default 2 */
    uint32_t archive_members_max; /* of one archive; default 1,000,000 */
    uint32_t threads; /* for parsing records; 0: one for each processor. The order of articles doesn't depend on it */
} ReadOptions;

ReadOptions read_options_default(void);

/*
 * What became of a file or a record that is not kept, or is kept with a remark; borrowed for the call. Skipped: whole,
 * but no article that is read here. Failed: it could not be read. Noted: kept, and something about it should be known.
 */
typedef enum ReadOutcome { READ_SKIPPED, READ_FAILED, READ_NOTED } ReadOutcome;
typedef struct ReadSkip {
    ReadOutcome outcome; /* filled in on the way to the sink */
    const char *path; /* the file as named or found */
    uint64_t line; /* 1-based; 0 where the whole file is meant */
    uint64_t byte_offset;
    Status status;
    const char *reason; /* one line: what was found, what was wanted, what to do */
} ReadSkip;

/* seen = kept + duplicate + skipped + failed, always. An empty file, a directory without rights count as one record. */
typedef struct ReadCounts {
    uint64_t files;
    uint64_t records_seen;
    uint64_t records_kept;
    uint64_t records_duplicate;
    uint64_t records_skipped;
    uint64_t records_failed;
    uint64_t notes; /* about records that are kept */
    uint64_t bytes; /* as stored on disk */
} ReadCounts;

/* What one file gave. */
typedef struct ReadSource {
    const char *path;
    const char *format; /* what it was taken for; static */
    uint64_t size_bytes; /* on disk; what came out of it for a pipe */
    uint64_t read_bytes; /* less than size_bytes where the reading ended early; then a skip says why */
    ReadCounts counts; /* of this file alone */
} ReadSource;

/* Where the articles go. Both are called on the caller's thread, in the order of the input. */
typedef struct ReadSink {
    void *context;
    /* article is borrowed for the call. Sets *duplicate where the collection has it already. A status other than OK
     * stops the reading and is returned. */
    Status (*article)(void *context, const Article *article, bool *duplicate, Error *error);
    Status (*skip)(void *context, const ReadSkip *skip, Error *error);
    /* Around what one file gives; either may be NULL. `end` isn't called where the sink stopped the reading. */
    Status (*source_begin)(void *context, const char *path, Error *error);
    Status (*source_end)(void *context, const ReadSource *source, Error *error);
    void (*progress)(void *context, uint64_t bytes_done, uint64_t bytes_total); /* may be NULL */
} ReadSink;

/*
 * Reads a file, a folder (recursively, names sorted by bytes, hidden names left out) or "-". Adds to *counts.
 * A bad record or file is a skip, not an error; a missing path is an error: STEMMA_NOT_FOUND.
 */
MUST_USE Status read_path(const char *path, const ReadOptions *options, const ReadSink *sink, ReadCounts *counts,
                          Error *error);

#endif
