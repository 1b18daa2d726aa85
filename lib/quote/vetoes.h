/* Drafts that look like attributions and are none. */
#ifndef STEMMA_QUOTE_VETOES_H
#define STEMMA_QUOTE_VETOES_H

#include "draft.h"

bool vetoes_span_is_capitalised(const Text *text, const QuotedSpan *span); /* as titles are printed */
bool vetoes_span_is_title(const AttributionInput *input, const QuotedSpan *span); /* of a work */
bool vetoes_span_is_name(const AttributionInput *input, const QuotedSpan *span); /* of a programme, a work */
/* What a draft shows by itself; then also what those beside it show. */
bool vetoes_draft_alone(const AttributionInput *input, const Draft *draft);
bool vetoes_draft_says_nothing(const AttributionInput *input, const Drafts *drafts, size_t index);
/* Leaves out parts that name something; never all of them. */
void vetoes_draft_drop_names(const AttributionInput *input, Draft *draft);

#endif
