/*
 * The quotation-mark machine: curly, straight, single, guillemets, low-9; nested; paragraphs re-opened without closing;
 * unclosed ones closed at the paragraph; apostrophes are no marks. Deterministic, one pass.
 */
#ifndef STEMMA_QUOTE_MARKS_H
#define STEMMA_QUOTE_MARKS_H

#include "quotation.h"

#define MARKS_NESTING_MAX 16 /* prose has up to four levels; deeper ones would each repeat what stands inside them */

QuotedSpans marks_find(const Text *text, Arena *result, Arena scratch);

/*
 * Where to begin looking: the outermost span around the offset, else the first that begins at it or behind it. Spans that
 * ended before the offset may follow.
 */
uint32_t marks_span_from(const QuotedSpans *quoted, uint32_t offset);

#endif
