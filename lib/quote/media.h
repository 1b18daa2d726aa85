/* Through whom the words came: told X, published by X, seen by X, shown in a video. */
#ifndef STEMMA_QUOTE_MEDIA_H
#define STEMMA_QUOTE_MEDIA_H

#include "draft.h"

/* Adds to every draft the media named with it; moves what a medium only reports to whoever says it. */
void media_add(const Clauses *clauses, Drafts *drafts);

/* Adds one medium in its place, unless it is the source, a part of the content, or there already. */
void media_append(Draft *draft, ByteSpan via);
bool media_lies_in_content(const Draft *draft, ByteSpan span);

#endif
