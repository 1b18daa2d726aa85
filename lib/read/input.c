/*
 * The window through which formats see a file.
 *
 * In:  the unpacked stream.
 * Out: its bytes from `offset` on, as many as the format asked for.
 *
 * A stream that breaks off (cut gzip, a disk error) ends the content and leaves its reason in `problem`: the format
 * keeps what is complete and reports the rest. The window never holds more than the format asks for, which is what
 * bounds the memory of reading; it grows by doubling, so that a small file costs little whatever may be asked for.
 *
 * UTF-16 and UTF-32 are recognised by their first bytes and never seen by any format: the window is UTF-8 then, and its
 * offsets are those of the UTF-8.
 */
#include "input.h"

#include <string.h>

enum {
    WINDOW_BYTES_LEAST = 64 * 1024,
    SNIFF_BYTES = 2048, /* enough to know wide characters by */
    RAW_BYTES = 64 * 1024
};

static Status open_stream(Input *out, StreamSource source, uint32_t expansion_ratio_max, InputMemory scratch,
                          Error *error) {
    out->arena = scratch.window;
    return stream_open(&out->stream, source, expansion_ratio_max, scratch.stream, error);
}

Status input_open(Input *out, const char *path, uint32_t expansion_ratio_max, InputMemory scratch, Error *error) {
    *out = (Input){.path = path};
    Status status = file_open(&out->file, path, error);
    if (status != STEMMA_OK) return status;
    status = open_stream(out, stream_source_file(&out->file), expansion_ratio_max, scratch, error);
    if (status != STEMMA_OK) file_close(&out->file);
    return status;
}

Status input_open_member(Input *out, const InputMember *member, uint32_t expansion_ratio_max, InputMemory scratch,
                         Error *error) {
    *out = (Input){.path = member->path, .is_member = true, .depth = member->depth};
    return open_stream(out, member->source, expansion_ratio_max, scratch, error);
}

void input_close(Input *input) {
    stream_close(&input->stream);
    if (!input->is_member) file_close(&input->file);
}

static void grow(Input *input, size_t wanted) {
    size_t capacity = input->capacity < WINDOW_BYTES_LEAST ? WINDOW_BYTES_LEAST : input->capacity * 2;
    if (capacity > wanted) capacity = wanted;
    input->data = arena_extend(&input->arena, input->data, input->capacity, capacity);
    input->capacity = capacity;
}

/* Fills the window up to its capacity or `wanted`. */
static void fill_plain(Input *input, size_t wanted) {
    size_t room = (wanted < input->capacity ? wanted : input->capacity) - input->size;
    size_t read_bytes = 0;
    Error problem = {0};
    Status status = stream_read(&input->stream, input->data + input->size, room, &read_bytes, &problem);
    input->size += read_bytes;
    input->ended = status != STEMMA_OK || read_bytes < room;
    if (status != STEMMA_OK) input->problem = problem;
}

/* Looks at the first bytes; where they are wide characters they are taken out of the window again. */
static void find_encoding(Input *input) {
    if (input->capacity < SNIFF_BYTES) grow(input, SNIFF_BYTES);
    fill_plain(input, SNIFF_BYTES);
    size_t mark_size = 0;
    input->encoding_known = true;
    input->wide.encoding = wide_text_recognise((Bytes){input->data, input->size}, &mark_size);
    if (input->wide.encoding == WIDE_NONE) return;
    input->raw = arena_allocate(&input->stream.arena, RAW_BYTES, 64);
    input->raw_size = input->size - mark_size;
    memcpy(input->raw, input->data + mark_size, input->raw_size);
    input->raw_ended = input->ended;
    input->wide.offset = mark_size;
    input->size = 0;
    input->ended = false;
}

static void fill_wide(Input *input, size_t wanted) {
    Error problem = {0};
    if (!input->raw_ended) {
        size_t room = RAW_BYTES - input->raw_size;
        size_t read_bytes = 0;
        Status status = stream_read(&input->stream, input->raw + input->raw_size, room, &read_bytes, &problem);
        input->raw_size += read_bytes;
        input->raw_ended = status != STEMMA_OK || read_bytes < room;
        if (status != STEMMA_OK) input->problem = problem;
    }
    WidePortion portion = {.raw = {input->raw, input->raw_size},
                           .last = input->raw_ended && input->problem.status == STEMMA_OK,
                           .out = input->data + input->size,
                           .room = (wanted < input->capacity ? wanted : input->capacity) - input->size};
    Status status = wide_text_decode(&input->wide, &portion, &problem);
    if (status != STEMMA_OK) input->problem = problem;
    input->size += portion.written;
    input->raw_size -= portion.taken;
    memmove(input->raw, input->raw + portion.taken, input->raw_size);
    bool stuck = input->raw_ended && (input->raw_size == 0 || (portion.taken == 0 && !portion.last));
    input->ended = status != STEMMA_OK || stuck;
}

void input_fill(Input *input, size_t wanted) {
    if (!input->encoding_known && wanted > 0) find_encoding(input);
    bool wide = input->wide.encoding != WIDE_NONE;
    if (wide) wanted += WIDE_TEXT_CHARACTER_BYTES; /* so that the last character finds room */
    size_t enough = wide ? wanted - WIDE_TEXT_CHARACTER_BYTES : wanted;
    while (!input->ended && input->size < enough) {
        if (input->capacity - input->size < (wide ? (size_t)WIDE_TEXT_CHARACTER_BYTES : 1)) grow(input, wanted);
        if (wide)
            fill_wide(input, wanted);
        else
            fill_plain(input, wanted);
    }
}

void input_use(Input *input, size_t size) {
    if (size == 0) return;
    memmove(input->data, input->data + size, input->size - size);
    input->size -= size;
    input->offset += size;
}

bool input_resume(Input *input, uint64_t *packed_offset) {
    bool damaged = input->ended && input->problem.status == STEMMA_MALFORMED && input->wide.encoding == WIDE_NONE;
    if (!damaged || !stream_resume(&input->stream, packed_offset)) return false;
    input_use(input, input->size);
    input->ended = false;
    input->problem = (Error){0};
    return true;
}
