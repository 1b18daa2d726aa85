/*
 * Blocks of records.
 *
 * In:  spans of the input's window, each one JSON value.
 * Out: articles and skips to the sink, in the order of the spans.
 *
 * The spans are dealt out in portions to the threads, each of which parses into an arena of its own; then the caller's
 * thread hands the results on in order. What a record becomes depends on its bytes alone, so neither the order nor the
 * results depend on the threads, nor on where one block ends and the next begins.
 */
#include "json_block.h"

#include "../base/parallel.h"

enum {
    PORTION_BYTES = 128 * 1024, /* enough to hide the handing out, little enough to keep all threads busy to the end */
    RECORDS_MAX = 65536 /* of tiny records; their results take 20 MiB, a block of articles has some thousands */
};

JsonBlock json_block_open(ReadRun *run, const Input *input) {
    return (JsonBlock){.run = run, .input = input, .arena = run->block_arena, .portion_bytes = PORTION_BYTES};
}

bool json_block_add(JsonBlock *block, RecordSpan span) {
    if (block->portion_bytes >= PORTION_BYTES) {
        *array_push(&block->portions, &block->arena) = block->spans.count;
        block->portion_bytes = 0;
    }
    block->portion_bytes += span.size;
    *array_push(&block->spans, &block->arena) = span;
    return block->spans.count < RECORDS_MAX;
}

static void parse_record(const JsonBlock *block, size_t index, Arena *arena) {
    const RecordSpan *span = &block->spans.items[index];
    Record *record = &block->records[index];
    if (span->size > block->run->options.record_bytes_max) {
        *record = (Record){.status = STEMMA_LIMIT}; /* without a reason: written when it is reported */
        return;
    }
    RecordPlace place = {block->input->path, span->line};
    Bytes source = {block->input->data + span->begin, span->size};
    json_record_read(record, source, &place, &block->run->options, arena);
}

/* The worker's arena is copied and put back, so that threads don't write to neighbouring bytes at every allocation. */
static void parse_portion(void *context, uint32_t worker_index, size_t item_index) {
    const JsonBlock *block = context;
    size_t end = item_index + 1 < block->portions.count ? block->portions.items[item_index + 1] : block->spans.count;
    Arena arena = block->run->workers[worker_index];
    for (size_t i = block->portions.items[item_index]; i < end; i++) parse_record(block, i, &arena);
    block->run->workers[worker_index] = arena;
}

Status json_block_report_long(ReadRun *run, const char *path, RecordSpan span, uint64_t offset, Error *error) {
    Error problem = {0};
    (void)error_set(&problem, STEMMA_LIMIT, "a record of %llu bytes, the limit is %llu; --limit record=SIZE lifts it",
                    (unsigned long long)span.size, (unsigned long long)run->options.record_bytes_max);
    error_locate(&problem, path, span.line, offset + span.begin);
    return report_problem(run, path, span.line, &problem, error);
}

static Status report_records(const JsonBlock *block, Error *error) {
    const char *path = block->input->path;
    uint64_t offset = block->input->offset;
    Status status = STEMMA_OK;
    for (size_t i = 0; i < block->spans.count && status == STEMMA_OK; i++) {
        const RecordSpan *span = &block->spans.items[i];
        const Record *record = &block->records[i];
        if (record->status == STEMMA_OK) {
            status = report_judged(block->run, &record->article, record->signs, NULL, error);
        } else if (!record->reason) {
            status = json_block_report_long(block->run, path, *span, offset, error);
        } else {
            ReadSkip skip = {.path = path,
                             .line = span->line,
                             .byte_offset = offset + span->begin + record->problem_offset,
                             .status = record->status,
                             .reason = record->reason};
            status = report_skip(block->run, &skip, error);
        }
    }
    return status;
}

Status json_block_read(JsonBlock *block, Error *error) {
    ReadRun *run = block->run;
    size_t used_bytes[READ_WORKERS_MAX];
    block->records = arena_new_array_uncleared(&block->arena, Record, block->spans.count);
    for (uint32_t i = 0; i < run->worker_count; i++) used_bytes[i] = run->workers[i].used_bytes;
    parallel_for(run->worker_count, block->portions.count, parse_portion, block);
    Status status = report_records(block, error);
    for (uint32_t i = 0; i < run->worker_count; i++) arena_reset(&run->workers[i], used_bytes[i]);
    return status;
}
