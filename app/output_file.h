/* A file that is there whole or not at all: written beside its place, synced, renamed. */
#ifndef STEMMA_APP_OUTPUT_FILE_H
#define STEMMA_APP_OUTPUT_FILE_H

#include <stdbool.h>
#include <stdio.h>

typedef struct OutputFile {
    FILE *stream;
    const char *path; /* borrowed */
    char *temporary;
    int descriptor;
} OutputFile;

/* False after a message. */
bool output_file_open(OutputFile *file, const char *path);
/* good: what was written is whole; else the file is thrown away. False after a message, or where it was not good. */
bool output_file_close(OutputFile *file, bool good);

#endif
