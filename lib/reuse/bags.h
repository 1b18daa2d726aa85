/* Bags: a stretch of a text as its stems, whatever their order; and what another stretch has in common with it. */
#ifndef STEMMA_REUSE_BAGS_H
#define STEMMA_REUSE_BAGS_H

#include "units.h"

/* Unit indexes, half-open. */
typedef struct UnitSpan {
    uint32_t begin;
    uint32_t end;
} UnitSpan;

/* What a bag has of one stem; a bag is an array of these by stem, all 0 while it is empty. */
typedef struct BagSlot {
    float weight;
    uint32_t count;
} BagSlot;

/* What a stretch has in common with a bag. */
typedef struct BagMatch {
    double product; /* of the two vectors */
    double weight; /* of the stems on both sides, the lighter side */
    double rareness; /* of the stretch's stems that are in the bag, once a unit */
    double rareness_all; /* of all its stems */
    uint32_t stems; /* telling ones on both sides */
    uint32_t words; /* of the stretch, common ones too, that are in the bag */
} BagMatch;

uint32_t bag_words(const Units *units, UnitSpan span); /* how many words the stretch has */
double bag_fill(BagSlot *bag, const Units *units, UnitSpan span); /* gives the square of the vector's length */
void bag_empty(BagSlot *bag, const Units *units, UnitSpan span); /* of what was filled in with the same arguments */
BagMatch bag_match(const BagSlot *bag, const Units *units, UnitSpan span); /* an empty span has nothing in common */

#endif
