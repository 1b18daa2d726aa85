/*
 * JSON Lines (https://jsonlines.org).
 *
 * In:  a stream of lines.
 * Out: articles and skips, in the order of the lines.
 *
 * The stream is taken in blocks of whole lines. A block's lines are dealt out in portions to the threads, each of which
 * parses into an arena of its own; then the caller's thread hands the results on in order. So memory holds one block and
 * what was read from it, however long the file is, and the order doesn't depend on the threads.
 *
 * A line that is longer than a block makes the window grow, up to the limit for records. One that is longer still is
 * stepped over without being held, and is one skip. Blank lines are no records. A stream that breaks off in the middle
 * of a line costs that line: one skip with the reason.
 */
#include "json_lines.h"

#include <string.h>

#include "../base/array.h"
#include "../base/parallel.h"
#include "json_record.h"

enum {
    BLOCK_BYTES = 8 * 1024 * 1024, /* 4 to 32 MiB read equally fast */
    PORTION_BYTES = 128 * 1024 /* enough to hide the handing out, little enough to keep all threads busy to the end */
};

typedef struct Line {
    size_t begin; /* in the window */
    size_t size;
    uint64_t number; /* 1-based */
} Line;
typedef struct Lines ARRAY_OF(Line) Lines;
typedef struct Portions ARRAY_OF(size_t) Portions; /* each portion's first line */

/* A block in the hands of the threads. */
typedef struct Block {
    ReadRun *run;
    const char *path;
    const uint8_t *data;
    Lines lines;
    Portions portions;
    Record *records; /* one for each line */
} Block;

static void parse_line(const Block *block, size_t index, Arena *arena) {
    const Line *line = &block->lines.items[index];
    Record *record = &block->records[index];
    if (line->size > block->run->options.record_bytes_max) {
        *record = (Record){.status = STEMMA_LIMIT};
        return;
    }
    RecordPlace place = {block->path, line->number};
    json_record_read(record, (Bytes){block->data + line->begin, line->size}, &place, &block->run->options, arena);
}

/* The worker's arena is copied and put back, so that threads don't write to neighbouring bytes at every allocation. */
static void parse_portion(void *context, uint32_t worker_index, size_t item_index) {
    const Block *block = context;
    size_t end = item_index + 1 < block->portions.count ? block->portions.items[item_index + 1] : block->lines.count;
    Arena arena = block->run->workers[worker_index];
    for (size_t i = block->portions.items[item_index]; i < end; i++) parse_line(block, i, &arena);
    block->run->workers[worker_index] = arena;
}

/* Whole lines of a block; blank ones are counted and left out. */
static void split_lines(Block *block, size_t size, uint64_t *line_number, Arena *arena) {
    size_t portion_bytes = PORTION_BYTES; /* the first line begins a portion */
    for (size_t begin = 0; begin < size;) {
        const uint8_t *newline = memchr(block->data + begin, '\n', size - begin);
        size_t end = newline ? (size_t)(newline - block->data) : size;
        Bytes line = bytes_trim((Bytes){block->data + begin, end - begin});
        ++*line_number;
        if (line.size > 0) {
            if (portion_bytes >= PORTION_BYTES) {
                *array_push(&block->portions, arena) = block->lines.count;
                portion_bytes = 0;
            }
            portion_bytes += line.size;
            *array_push(&block->lines, arena) = (Line){(size_t)(line.data - block->data), line.size, *line_number};
        }
        begin = end + 1;
    }
}

static Status report_long_line(ReadRun *run, const char *path, uint64_t line, uint64_t offset, uint64_t size,
                               Error *error) {
    Error problem = {0};
    (void)error_set(&problem, STEMMA_LIMIT, "a line of %llu bytes, the limit is %llu; --max-record-bytes lifts it",
                    (unsigned long long)size, (unsigned long long)run->options.record_bytes_max);
    error_locate(&problem, path, line, offset);
    return report_problem(run, path, line, &problem, error);
}

static Status report_records(ReadRun *run, const Block *block, uint64_t offset, Error *error) {
    Status status = STEMMA_OK;
    for (size_t i = 0; i < block->lines.count && status == STEMMA_OK; i++) {
        const Line *line = &block->lines.items[i];
        const Record *record = &block->records[i];
        if (record->status == STEMMA_OK) {
            status = report_article(run, &record->article, error);
        } else if (!record->reason) {
            status = report_long_line(run, block->path, line->number, offset + line->begin, line->size, error);
        } else {
            ReadSkip skip = {.path = block->path,
                             .line = line->number,
                             .byte_offset = offset + line->begin + record->problem_offset,
                             .status = record->status,
                             .reason = record->reason};
            status = report_skip(run, &skip, error);
        }
    }
    return status;
}

/* The first size bytes of the window, which are whole lines. */
static Status read_block(ReadRun *run, const Input *input, size_t size, uint64_t *line_number, Error *error) {
    Arena arena = run->block_arena;
    Block block = {.run = run, .path = input->file.path, .data = input->data};
    split_lines(&block, size, line_number, &arena);
    block.records = arena_new_array_uncleared(&arena, Record, block.lines.count);

    size_t used_bytes[READ_WORKERS_MAX];
    for (uint32_t i = 0; i < run->worker_count; i++) used_bytes[i] = run->workers[i].used_bytes;
    parallel_for(run->worker_count, block.portions.count, parse_portion, &block);
    Status status = report_records(run, &block, input->offset, error);
    for (uint32_t i = 0; i < run->worker_count; i++) arena_reset(&run->workers[i], used_bytes[i]);
    return status;
}

/* How much of the window is whole lines. */
static size_t whole_lines_size(const Input *input) {
    if (input->ended && input->problem.status == STEMMA_OK) return input->size;
    const uint8_t *newline = input->size > 0 ? memrchr(input->data, '\n', input->size) : NULL;
    return newline ? (size_t)(newline - input->data) + 1 : 0;
}

/* Steps over the line that begins at the window and is too long to be held; true where its end was found. */
static bool skip_long_line(Input *input, uint64_t *size) {
    *size = 0;
    for (;;) {
        const uint8_t *newline = input->size > 0 ? memchr(input->data, '\n', input->size) : NULL;
        size_t part = newline ? (size_t)(newline - input->data) : input->size;
        *size += part;
        input_use(input, newline ? part + 1 : part);
        if (newline || input->ended) return newline || input->problem.status == STEMMA_OK;
        input_fill(input, BLOCK_BYTES);
    }
}

Status json_lines_read(ReadRun *run, Input *input, Error *error) {
    uint64_t line_number = 0;
    size_t wanted = BLOCK_BYTES;
    Status status = STEMMA_OK;
    while (status == STEMMA_OK) {
        input_fill(input, wanted);
        size_t size = whole_lines_size(input);
        if (size > 0) {
            status = read_block(run, input, size, &line_number, error);
            input_use(input, size);
            wanted = BLOCK_BYTES;
        } else if (!input->ended && input->size > run->options.record_bytes_max) {
            uint64_t offset = input->offset;
            uint64_t line_size = 0;
            if (skip_long_line(input, &line_size))
                status = report_long_line(run, input->file.path, ++line_number, offset, line_size, error);
        } else {
            size_t most = (size_t)run->options.record_bytes_max + BLOCK_BYTES;
            wanted = input->size * 2 < most ? input->size * 2 : most;
            if (wanted < BLOCK_BYTES) wanted = BLOCK_BYTES;
        }
        report_progress(run, input->stream.input_bytes);
        if (input->ended && whole_lines_size(input) == 0) break;
    }
    if (status != STEMMA_OK || input->problem.status == STEMMA_OK) return status;
    input->problem.byte_offset = input->offset;
    return report_problem(run, input->file.path, line_number + 1, &input->problem, error);
}

Status json_object_read(ReadRun *run, Input *input, Error *error) {
    Arena arena = run->block_arena;
    Line line = {0, input->size, 1};
    Record record;
    Block block = {.run = run, .path = input->file.path, .data = input->data, .records = &record};
    block.lines = (Lines){&line, 1, 1};
    parse_line(&block, 0, &arena);
    return report_records(run, &block, input->offset, error);
}
