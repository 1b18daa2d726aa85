/* Plain text: one file, one article. */
#ifndef STEMMA_READ_PLAIN_TEXT_H
#define STEMMA_READ_PLAIN_TEXT_H

#include "input.h"
#include "report.h"

/* Reads the rest of the input as one article. The status is the sink's: what is wrong with the file is a skip. */
MUST_USE Status plain_text_read(ReadRun *run, Input *input, Error *error);

/* The title that a text begins with; empty where its first line is none. Points into text. */
Bytes plain_text_title(Bytes text);

#endif
