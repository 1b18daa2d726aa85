/*
 * The quotation-mark machine: curly, straight, single, guillemets, low-9; nested; paragraphs re-opened without closing;
 * unclosed ones closed at the paragraph; apostrophes are no marks. Deterministic, one pass.
 */
#ifndef STEMMA_QUOTE_MARKS_H
#define STEMMA_QUOTE_MARKS_H

#include "quotation.h"

QuotedSpans marks_find(const Text *text, Arena *result, Arena scratch);

/* The first span that begins at the offset or behind it, or one of those around it: where to begin looking. */
uint32_t marks_span_from(const QuotedSpans *quoted, uint32_t offset);

#endif
