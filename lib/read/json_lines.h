/* JSON Lines: one object a line, one article an object. */
#ifndef STEMMA_READ_JSON_LINES_H
#define STEMMA_READ_JSON_LINES_H

#include "report.h"

/* Reads the rest of the input. The status is the sink's: what is wrong with lines or the file is a skip. */
MUST_USE Status json_lines_read(ReadRun *run, Input *input, Error *error);

#endif
