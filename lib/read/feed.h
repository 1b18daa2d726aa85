/* RSS 2.0, RSS 1.0 and Atom: one item, one article. */
#ifndef STEMMA_READ_FEED_H
#define STEMMA_READ_FEED_H

#include "report.h"
#include "xml_tree.h"

/* True where the document's root is a feed's. */
bool feed_is(const XmlTree *tree);

/* Adds the number of items seen to *count. The status is the sink's. */
MUST_USE Status feed_read(ReadRun *run, const char *path, const XmlTree *tree, uint64_t *count, Error *error);

#endif
