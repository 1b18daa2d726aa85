/* A file's unpacked content as a window that is filled from behind and used up from the front. */
#ifndef STEMMA_READ_INPUT_H
#define STEMMA_READ_INPUT_H

#include "inflate.h"
#include "wide_text.h"

/* Must stay where it is while open. */
typedef struct Input {
    const char *path; /* as shown: a file's own, or an archive's with its member's behind it */
    File file; /* of a member: none */
    bool is_member;
    uint32_t depth; /* archives it stands in */
    Stream stream;
    Arena arena; /* scratch that holds the window and nothing else, so that it grows in place */
    uint8_t *data;
    size_t size; /* bytes in the window */
    size_t capacity;
    uint64_t offset; /* of the window's first byte in the unpacked content */
    bool ended; /* nothing comes behind the window */
    Error problem; /* status not OK: why the content ended before its time */

    /* UTF-16 and UTF-32 are made UTF-8 on the way into the window. */
    bool encoding_known;
    WideText wide;
    uint8_t *raw; /* bytes that wait for the rest of their character */
    size_t raw_size;
    bool raw_ended;
} Input;

/* What an input needs: two different arenas, its own until it is closed. */
typedef struct InputMemory {
    Arena stream;
    Arena window;
} InputMemory;

/* path is borrowed. On failure there is nothing to close. */
MUST_USE Status input_open(Input *out, const char *path, uint32_t expansion_ratio_max, InputMemory scratch,
                           Error *error);

/* The same for a member of an archive. */
typedef struct InputMember {
    const char *path; /* borrowed */
    StreamSource source;
    uint32_t depth;
} InputMember;
MUST_USE Status input_open_member(Input *out, const InputMember *member, uint32_t expansion_ratio_max,
                                  InputMemory scratch, Error *error);
void input_close(Input *input);

/* Reads until the window holds wanted bytes, or the content ends. Problems are kept in the input: see problem. */
void input_fill(Input *input, size_t wanted);
void input_use(Input *input, size_t size); /* takes the first size bytes out of the window */

/*
 * Where packed content is damaged: empties the window and goes on with the next part that is whole, which begins at
 * byte *packed_offset of the file. False where there is none; the window stays as it is then.
 */
bool input_resume(Input *input, uint64_t *packed_offset);

#endif
