/* Markdown (CommonMark), with or without front matter: one file, one article. */
#ifndef STEMMA_READ_MARKDOWN_H
#define STEMMA_READ_MARKDOWN_H

#include "draft.h"

/* Whether a text with this file name, or with this beginning, is Markdown. */
bool markdown_is(Bytes start, Bytes name);

/* What a Markdown text says: its text without markup, its title, its links, and what its front matter names. */
MUST_USE Status markdown_draft(Bytes source, Draft *draft, Arena *result, Error *error);

/* Reads the rest of the input as one article. The status is the sink's. */
MUST_USE Status markdown_read(ReadRun *run, Input *input, Error *error);

#endif
