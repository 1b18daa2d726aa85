/* Copied and reworded passages of the same articles -> one list in which a stretch stands once. */
#ifndef STEMMA_REUSE_COMBINE_H
#define STEMMA_REUSE_COMBINE_H

#include "passages.h"

/*
 * How much of a copy counts as copied beside a reworded passage on these grounds: 0..1. Of news all of it: an edited
 * copy says best what an editor did. Of bare texts only what is equal: what lies between may be reworded as well.
 */
float combine_copied_share(const Grounds *grounds, const Passage *copy);

/* Whether copied passages of the same place tell all of a reworded one, so that it is not reported. */
bool passages_tell_copied(const Passages *copies, const Passage *reworded, const Grounds *grounds);

/* Both in the order of passages.h, and so is the result. */
Passages passages_combine(const Passages *copies, const Passages *reworded, Arena *result, Arena scratch);

#endif
