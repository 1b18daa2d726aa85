/*
 * Arrays of objects, and objects one after the other.
 *
 * In:  a stream that begins with [ or {.
 * Out: articles and skips, in the order of the objects.
 *
 * The window's whole values are stepped over one by one and given to the threads as a block; what is left of the window
 * waits for more to come. Where not even one value is whole the window grows, up to the limit for records. So memory
 * holds one window and what was read from it, however long the array is.
 *
 * Lines are easier to mend than this: a broken line costs one record, a broken array all that follows. The skip that
 * says so is the last, and says where.
 */
#include "json_values.h"

#include "json.h"
#include "json_block.h"

enum {
    BLOCK_BYTES = 8 * 1024 * 1024,
    TOKEN_BYTES_MAX = 16 /* words and escapes are shorter: a problem so near to the window's end may be only its end */
};

/* Where the walk through the values is. */
typedef struct Walk {
    bool in_array;
    bool behind_value; /* of the array: a comma must come before the next */
    bool finished; /* a problem was found, and reported */
    uint64_t line; /* 1-based, of the place in the window that was come to */
    size_t line_offset; /* that place */
} Walk;

static uint64_t line_at(Walk *walk, const uint8_t *data, size_t offset) {
    for (; walk->line_offset < offset; walk->line_offset++) walk->line += data[walk->line_offset] == '\n';
    return walk->line;
}

/* Takes brackets and commas up to the next value. False at the window's end and at a problem. */
static bool take_punctuation(JsonReader *reader, Walk *walk) {
    while (!json_at_end(reader)) {
        uint8_t byte = reader->text.data[reader->offset];
        if (walk->in_array && byte == ']') {
            *walk = (Walk){.line = walk->line, .line_offset = walk->line_offset};
        } else if (walk->in_array && walk->behind_value) {
            if (byte != ',') {
                reader->problem = "a comma or ] is wanted";
                return false;
            }
            walk->behind_value = false;
        } else if (!walk->in_array && byte == '[') {
            walk->in_array = true;
        } else {
            return true;
        }
        reader->offset++;
    }
    return false;
}

/* Adds the window's whole values to the block, and moves the reader behind them or to a problem. */
static void take_values(JsonBlock *block, JsonReader *reader, Walk *walk) {
    bool last_window = block->input->ended;
    bool room = true;
    while (room && take_punctuation(reader, walk)) {
        size_t begin = reader->offset;
        JsonValue value;
        bool whole = json_value_next(reader, &value);
        if (whole && value.kind < JSON_ARRAY && reader->offset == reader->text.size) whole = last_window; /* 12|34 */
        if (!whole) {
            bool at_the_edge = !last_window && reader->offset + TOKEN_BYTES_MAX > reader->text.size;
            if (at_the_edge) {
                reader->offset = begin;
                reader->problem = NULL;
            }
            return;
        }
        room = json_block_add(block, (RecordSpan){begin, value.raw.size, line_at(walk, reader->text.data, begin)});
        walk->behind_value = walk->in_array;
    }
}

/* What stopped the walk: broken JSON, a stream that broke off, a value that is too long. */
static Status report_stop(ReadRun *run, Input *input, Walk *walk, const JsonReader *reader, Error *error) {
    Error problem = {0};
    walk->finished = true;
    if (input->problem.status != STEMMA_OK && reader->offset + TOKEN_BYTES_MAX > input->size)
        problem = input->problem;
    else if (reader->problem)
        (void)error_set(&problem, STEMMA_MALFORMED, "broken JSON: %s; nothing behind it can be read", reader->problem);
    else
        (void)error_set(
            &problem, STEMMA_LIMIT,
            "a record of at least %zu bytes, the limit is %llu; --limit record=SIZE lifts it; nothing behind "
            "it was read",
            input->size, (unsigned long long)run->options.record_bytes_max);
    problem.byte_offset = input->offset + reader->offset;
    return report_problem(run, input->path, line_at(walk, input->data, reader->offset), &problem, error);
}

static Status read_window(ReadRun *run, Input *input, Walk *walk, Error *error) {
    JsonBlock block = json_block_open(run, input);
    JsonReader reader = {.text = {input->data, input->size}, .depth_max = JSON_DEPTH_LIMIT};
    take_values(&block, &reader, walk);
    Status status = json_block_read(&block, error);
    if (status != STEMMA_OK) return status;

    bool at_end = input->ended && reader.offset == input->size;
    if (at_end && !reader.problem && walk->in_array) reader.problem = "it ends inside an array";
    bool broken_off = at_end && input->problem.status != STEMMA_OK;
    bool too_long = reader.offset == 0 && !input->ended && input->size > run->options.record_bytes_max;
    if (reader.problem || broken_off || too_long) return report_stop(run, input, walk, &reader, error);

    (void)line_at(walk, input->data, reader.offset);
    walk->line_offset = 0;
    input_use(input, reader.offset);
    return STEMMA_OK;
}

Status json_values_read(ReadRun *run, Input *input, Error *error) {
    Walk walk = {.line = 1};
    Status status = STEMMA_OK;
    size_t wanted = BLOCK_BYTES;
    do {
        input_fill(input, wanted);
        size_t size_before = input->size;
        status = read_window(run, input, &walk, error);
        report_progress(run);
        size_t most = (size_t)run->options.record_bytes_max + BLOCK_BYTES;
        bool nothing_whole = input->size == size_before;
        wanted = !nothing_whole ? BLOCK_BYTES : input->size * 2 < most ? input->size * 2 : most;
        if (wanted < BLOCK_BYTES) wanted = BLOCK_BYTES;
    } while (status == STEMMA_OK && !walk.finished && !(input->ended && input->size == 0));
    return status;
}
