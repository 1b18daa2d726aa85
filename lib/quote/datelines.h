/* Datelines: "PORT ELLERY, March 3 (Northern Wire) - " before a report's first sentence. No part of what anybody says. */
#ifndef STEMMA_QUOTE_DATELINES_H
#define STEMMA_QUOTE_DATELINES_H

#include "../text/text.h"

/* The byte behind the paragraph's dateline and the white space after it; the paragraph's begin where it has none. */
uint32_t datelines_end(const Text *text, const Paragraph *paragraph);

#endif
