/* Tables with a header: CSV (RFC 4180), the same with semicolons or tabs. */
#ifndef STEMMA_READ_TABLE_H
#define STEMMA_READ_TABLE_H

#include "report.h"

/* The byte that separates cells; 0 where start doesn't begin like a table of articles. ended: start is all there is. */
uint8_t table_delimiter(Bytes start, bool ended);

/* Whether a file of this name begins like a table, but one without a column of texts. */
bool table_lacks_text(Bytes start, bool ended, Bytes name);

/* Reads the rest of the input, one record a row. The status is the sink's. */
MUST_USE Status table_read(ReadRun *run, Input *input, Error *error);

#endif
