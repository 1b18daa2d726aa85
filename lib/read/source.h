/* The files that a path stands for, one after the other: the file itself, or a folder's files, recursively. */
#ifndef STEMMA_READ_SOURCE_H
#define STEMMA_READ_SOURCE_H

#include "../base/array.h"
#include "../base/file.h"
#include "../base/status.h"

/* A folder that is being walked. */
typedef struct SourceFolder {
    const char *path;
    FileNames names;
    size_t name_index; /* the next one */
    size_t used_bytes; /* of the names' arena behind this folder's listing: all behind it is free for the next name */
    FileFacts facts;
} SourceFolder;

typedef struct Source {
    Arena names; /* paths and listings; a folder's are given back when it is done */
    Arena stack; /* of the folders from the root to the one in hand */
    struct ARRAY_OF(SourceFolder) folders;
    const char *root; /* NULL once it was given out */
    FileFacts root_facts;
} Source;

/* A file to read, or something that can't be read and why. Lives until the next call. */
typedef struct SourceItem {
    const char *path;
    uint64_t size_bytes;
    Status status; /* STEMMA_OK: read it */
    const char *reason;
} SourceItem;

/* An error where nothing can be found by that name; then there is nothing to close. path is borrowed. */
MUST_USE Status source_open(Source *out, const char *path, Error *error);
bool source_next(Source *source, SourceItem *item); /* false: no more */
void source_close(Source *source);

/* What all the files together have on disk, found by a walk of its own. */
uint64_t source_count_bytes(const char *path);

#endif
