/* The earliest time an article can be from, by the days that its text speaks of as past. */
#ifndef STEMMA_LINEAGE_BOUNDS_H
#define STEMMA_LINEAGE_BOUNDS_H

#include "lineage.h"
#include "pairs.h"

/* bytes are the words that say so; empty where nothing does. */
typedef struct Bound {
    int64_t begin_unix_s;
    ByteSpan bytes;
} Bound;

/* By article; only for those that share something and are not dated to the day. */
const Bound *bounds_find(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch);

/* What is known of the article's time when the bound is heeded; never outside of what its date states. */
DateInterval bound_narrow(DateInterval published, const Bound *bound);

/* Negative where the bound tells that `one`, which is dated, appeared before `other`, which is not; else 0. */
int bound_order(const Article *one, const Article *other, const Bound *other_bound);

#endif
