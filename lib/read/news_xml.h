/* What news agencies send: NITF, one article a document, and NewsML-G2, one article a news item. */
#ifndef STEMMA_READ_NEWS_XML_H
#define STEMMA_READ_NEWS_XML_H

#include "report.h"
#include "xml_tree.h"

/* True where the document's root is one of these. */
bool news_xml_is(const XmlTree *tree);

/* Adds the number of items seen to *count. The status is the sink's. */
MUST_USE Status news_xml_read(ReadRun *run, const char *path, const XmlTree *tree, uint64_t *count, Error *error);

#endif
