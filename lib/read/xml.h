/* XML files: feeds and news agencies' formats, told apart from what isn't read by their root element. */
#ifndef STEMMA_READ_XML_H
#define STEMMA_READ_XML_H

#include "report.h"

/* Reads the rest of the input as one document. The status is the sink's: what is wrong with the file is a skip. */
MUST_USE Status xml_read(ReadRun *run, Input *input, Error *error);

#endif
