/* Openings: whether two articles set out to tell the same. */
#ifndef STEMMA_REUSE_OPENINGS_H
#define STEMMA_REUSE_OPENINGS_H

#include "bags.h"

/* Cosine of the rare stems of both texts' first words, 0..1. bag: by stem, empty before and after. */
double openings_likeness(const Text *source, const Text *target, const Stems *stems, BagSlot *bag);

#endif
