/* Copied and reworded passages of the same articles -> one list in which a stretch stands once. */
#ifndef STEMMA_REUSE_COMBINE_H
#define STEMMA_REUSE_COMBINE_H

#include "passages.h"

/* Whether copied passages of the same place tell all of a reworded one, so that it is not reported. */
bool passages_tell_copied(const Passages *copies, const Passage *reworded);

/* Both in the order of passages.h, and so is the result. */
Passages passages_combine(const Passages *copies, const Passages *reworded, Arena *result, Arena scratch);

#endif
