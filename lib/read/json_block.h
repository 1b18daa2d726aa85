/* Some records of a JSON file, parsed on all threads and handed on in order. */
#ifndef STEMMA_READ_JSON_BLOCK_H
#define STEMMA_READ_JSON_BLOCK_H

#include "../base/array.h"
#include "json_record.h"
#include "report.h"

/* Where a record stands. */
typedef struct RecordSpan {
    size_t begin; /* in the input's window */
    size_t size;
    uint64_t line; /* 1-based */
} RecordSpan;

/* Built in the run's memory for blocks: one at a time. */
typedef struct JsonBlock {
    ReadRun *run;
    const Input *input; /* its window must not change until the block is read */
    Arena arena;
    struct ARRAY_OF(RecordSpan) spans;
    struct ARRAY_OF(size_t) portions; /* each portion's first record */
    size_t portion_bytes;
    Record *records; /* one for each span */
} JsonBlock;

JsonBlock json_block_open(ReadRun *run, const Input *input);
/* False where the block has taken as many records as it should; the record is taken nevertheless. */
bool json_block_add(JsonBlock *block, RecordSpan span);
/* The status is the sink's. */
MUST_USE Status json_block_read(JsonBlock *block, Error *error);

/* The skip of a record whose span is longer than the limit. */
MUST_USE Status json_block_report_long(ReadRun *run, const char *path, RecordSpan span, uint64_t offset, Error *error);

#endif
