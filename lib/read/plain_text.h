/* Plain text: one file, one article. */
#ifndef STEMMA_READ_PLAIN_TEXT_H
#define STEMMA_READ_PLAIN_TEXT_H

#include "input.h"
#include "report.h"

/* The content of a file that is text: well-formed UTF-8 without NUL. */
typedef struct PlainText {
    Bytes text;
    const char *encoding; /* NULL, or what it was guessed to be in */
    const char *remark; /* NULL, or what had to be done to read it */
} PlainText;

/* Takes the rest of the input; within the limit on texts and not empty, or the status says why not. */
MUST_USE Status plain_text_decode(const ReadRun *run, Input *input, PlainText *out, Arena *result, Error *error);

/* Reads the rest of the input as one article. The status is the sink's: what is wrong with the file is a skip. */
MUST_USE Status plain_text_read(ReadRun *run, Input *input, Error *error);

/* The title that a text begins with; empty where its first line is none. Points into text. */
Bytes plain_text_title(Bytes text);

#endif
