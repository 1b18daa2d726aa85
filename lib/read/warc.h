/* Web archives: WARC 1.0 and 1.1, and ARC, their predecessor. */
#ifndef STEMMA_READ_WARC_H
#define STEMMA_READ_WARC_H

#include "report.h"

/* Reads the rest of the input. The status is the sink's: what is wrong with records or the file is a skip. */
MUST_USE Status warc_read(ReadRun *run, Input *input, Error *error);
MUST_USE Status arc_read(ReadRun *run, Input *input, Error *error);

#endif
