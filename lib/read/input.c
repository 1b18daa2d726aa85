/*
 * The window through which formats see a file.
 *
 * In:  the unpacked stream.
 * Out: its bytes from `offset` on, as many as the format asked for.
 *
 * A stream that breaks off (cut gzip, a disk error) ends the content and leaves its reason in `problem`: the format
 * keeps what is complete and reports the rest. The window never holds more than the format asks for, which is what
 * bounds the memory of reading; it grows by doubling, so that a small file costs little whatever may be asked for.
 */
#include "input.h"

#include <string.h>

enum { WINDOW_BYTES_LEAST = 64 * 1024 };

Status input_open(Input *out, const char *path, uint32_t expansion_ratio_max, InputMemory scratch, Error *error) {
    *out = (Input){.arena = scratch.window};
    Status status = file_open(&out->file, path, error);
    if (status != STEMMA_OK) return status;
    status = stream_open(&out->stream, &out->file, expansion_ratio_max, scratch.stream, error);
    if (status != STEMMA_OK) file_close(&out->file);
    return status;
}

void input_close(Input *input) {
    stream_close(&input->stream);
    file_close(&input->file);
}

static void grow(Input *input, size_t wanted) {
    size_t capacity = input->capacity < WINDOW_BYTES_LEAST ? WINDOW_BYTES_LEAST : input->capacity * 2;
    if (capacity > wanted) capacity = wanted;
    input->data = arena_extend(&input->arena, input->data, input->capacity, capacity);
    input->capacity = capacity;
}

void input_fill(Input *input, size_t wanted) {
    while (!input->ended && input->size < wanted) {
        if (input->size == input->capacity) grow(input, wanted);
        size_t room = (wanted < input->capacity ? wanted : input->capacity) - input->size;
        size_t read_bytes = 0;
        Error problem = {0};
        Status status = stream_read(&input->stream, input->data + input->size, room, &read_bytes, &problem);
        input->size += read_bytes;
        input->ended = status != STEMMA_OK || read_bytes < room;
        if (status != STEMMA_OK) input->problem = problem;
    }
}

void input_use(Input *input, size_t size) {
    if (size == 0) return;
    memmove(input->data, input->data + size, input->size - size);
    input->size -= size;
    input->offset += size;
}
