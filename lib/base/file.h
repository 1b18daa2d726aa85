/*
 * The one small layer through which the project touches files (the database aside): so that tests can make any call
 * fail, and every message about a file sounds the same.
 */
#ifndef STEMMA_BASE_FILE_H
#define STEMMA_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "bytes.h"
#include "status.h"

/* An open stream for reading; a file, a pipe or standard input. */
typedef struct File {
    int descriptor;
    const char *path; /* as given; "-" for standard input; borrowed */
    uint64_t size_bytes; /* 0 where it can't be told (a pipe) */
} File;

/* "-" opens standard input. Errors: STEMMA_NOT_FOUND, STEMMA_NOT_READABLE (a directory is not readable as a file). */
MUST_USE Status file_open(File *out, const char *path, Error *error);
void file_close(File *file);
/* Reads until size bytes or the end; *read_bytes says how many, 0 at the end. Interruptions are retried. */
MUST_USE Status file_read(File *file, uint8_t *out, size_t size, size_t *read_bytes, Error *error);
/* A stretch of a regular file, and where its bytes go. */
typedef struct FilePart {
    uint64_t offset;
    size_t size;
    uint8_t *out;
} FilePart;
/* The same from a place of its own, without moving on. */
MUST_USE Status file_read_at(const File *file, FilePart part, size_t *read_bytes, Error *error);
/* The whole rest of the file; STEMMA_LIMIT where it is larger than limit_bytes (0: no limit). */
MUST_USE Status file_read_all(File *file, uint64_t limit_bytes, Bytes *out, Arena *result, Error *error);

typedef enum FileKind { FILE_MISSING, FILE_REGULAR, FILE_FOLDER, FILE_OTHER } FileKind;
FileKind file_kind(const char *path);

/* What stands at a path, links followed. Two paths with the same device and inode lead to the same thing. */
typedef struct FileFacts {
    FileKind kind;
    uint64_t size_bytes; /* of a regular file, else 0 */
    uint64_t device;
    uint64_t inode;
} FileFacts;
FileFacts file_facts(const char *path);

/* Names in a folder, sorted by bytes, without "." and "..". */
typedef struct FileNames {
    const char **names;
    size_t count;
} FileNames;
MUST_USE Status file_list(const char *path, FileNames *out, Arena *result, Error *error);

/* Writes all at once: temporary file beside it, fsync, rename. A reader sees the old file or the new one. */
MUST_USE Status file_write(const char *path, Bytes content, Error *error);

/* For tests: the Nth file call from now on (1-based) fails with this errno value; 0 stops that. */
void file_fail_at(uint64_t call_number, int errno_value);

#endif
