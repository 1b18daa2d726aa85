/*
 * JSON Lines (https://jsonlines.org).
 *
 * In:  a stream of lines.
 * Out: articles and skips, in the order of the lines.
 *
 * The stream is taken in blocks of whole lines, so memory holds one block and what was read from it, however long the
 * file is. A line that is longer than a block makes the window grow, up to the limit for records. One that is longer
 * still is stepped over without being held, and is one skip. Blank lines are no records. A stream that breaks off in
 * the middle of a line costs that line: one skip with the reason.
 */
#include "json_lines.h"

#include <string.h>

#include "json_block.h"

/* For each thread: what fits its processor's own cache is read in, split and parsed without going out to memory again. On
 * one thread 8 MiB took an eighth more processor time. */
enum { BLOCK_BYTES = 1024 * 1024 };

static size_t block_bytes(const ReadRun *run) {
    return (size_t)BLOCK_BYTES * run->worker_count;
}

/* Deals out lines of the first size bytes of the window, blank ones left out; returns how many bytes they are. */
static size_t take_lines(JsonBlock *block, size_t size, uint64_t *line_number) {
    const uint8_t *data = block->input->data;
    size_t begin = 0;
    bool room = true;
    while (begin < size && room) {
        const uint8_t *newline = memchr(data + begin, '\n', size - begin);
        size_t end = newline ? (size_t)(newline - data) : size;
        Bytes line = bytes_trim((Bytes){data + begin, end - begin});
        ++*line_number;
        if (line.size > 0)
            room = json_block_add(block, (RecordSpan){(size_t)(line.data - data), line.size, *line_number});
        begin = newline ? end + 1 : end;
    }
    return begin;
}

/* The first size bytes of the window, which are whole lines. */
static Status read_lines(ReadRun *run, Input *input, size_t size, uint64_t *line_number, Error *error) {
    Status status = STEMMA_OK;
    size_t done = 0;
    while (done < size && status == STEMMA_OK) {
        JsonBlock block = json_block_open(run, input);
        size_t taken = take_lines(&block, size - done, line_number);
        status = json_block_read(&block, error);
        input_use(input, taken);
        done += taken;
    }
    return status;
}

/* How much of the window is whole lines. */
static size_t whole_lines_size(const Input *input) {
    if (input->ended && input->problem.status == STEMMA_OK) return input->size;
    const uint8_t *newline = input->size > 0 ? memrchr(input->data, '\n', input->size) : NULL;
    return newline ? (size_t)(newline - input->data) + 1 : 0;
}

/* Steps over the line that begins at the window and is too long to be held; true where its end was found. */
static bool skip_long_line(Input *input, size_t *size) {
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

/* How far the window should grow for a line that is longer than it. */
static size_t larger_window(const ReadRun *run, const Input *input) {
    size_t least = block_bytes(run);
    size_t most = (size_t)run->options.record_bytes_max + least;
    size_t wanted = input->size * 2 < most ? input->size * 2 : most;
    return wanted > least ? wanted : least;
}

Status json_lines_read(ReadRun *run, Input *input, Error *error) {
    uint64_t line_number = 0;
    size_t wanted = block_bytes(run);
    Status status = STEMMA_OK;
    while (status == STEMMA_OK) {
        input_fill(input, wanted);
        size_t size = whole_lines_size(input);
        if (size > 0) {
            status = read_lines(run, input, size, &line_number, error);
            wanted = block_bytes(run);
        } else if (!input->ended && input->size > run->options.record_bytes_max) {
            uint64_t offset = input->offset;
            RecordSpan span = {.line = line_number + 1};
            if (skip_long_line(input, &span.size)) {
                line_number++;
                status = json_block_report_long(run, input->path, span, offset, error);
            }
        } else {
            wanted = larger_window(run, input);
        }
        report_progress(run);
        if (input->ended && whole_lines_size(input) == 0) break;
    }
    if (status != STEMMA_OK || input->problem.status == STEMMA_OK) return status;
    input->problem.byte_offset = input->offset;
    return report_problem(run, input->path, line_number + 1, &input->problem, error);
}
