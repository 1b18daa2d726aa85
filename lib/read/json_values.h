/* JSON that is not in lines: an array of objects, or objects one after the other, over as many lines as they like. */
#ifndef STEMMA_READ_JSON_VALUES_H
#define STEMMA_READ_JSON_VALUES_H

#include "report.h"

/*
 * Reads the rest of the input: each object is a record. The status is the sink's: what is wrong with the file is a
 * skip. Behind broken JSON nothing can be told apart any more, so the skip that says so is the last.
 */
MUST_USE Status json_values_read(ReadRun *run, Input *input, Error *error);

#endif
