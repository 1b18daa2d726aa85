/* Fragments: pairs of like sentences -> the stretches of two texts that say the same. */
#ifndef STEMMA_REUSE_FRAGMENTS_H
#define STEMMA_REUSE_FRAGMENTS_H

#include "../base/array.h"
#include "bags.h"

/* Two like units, by index. */
typedef struct LikePair {
    uint32_t source_unit;
    uint32_t target_unit;
} LikePair;

typedef struct LikePairList ARRAY_OF(LikePair) LikePairList;

typedef struct Fragment {
    UnitSpan source;
    UnitSpan target;
    float likeness; /* cosine of the two bags of stems */
    float shared_weight; /* of the stems in common */
    float source_share; /* of its words, common ones too, as far as they stand on the other side */
    float target_share;
    uint32_t shared_words; /* how many those are, in the target */
    float score; /* how surely one is the other reworded, as log odds: see fragments.c */
    bool summary; /* one side sums up the other: summaries.c */
} Fragment;

typedef struct FragmentList ARRAY_OF(Fragment) FragmentList;

/* Two texts under comparison. */
typedef struct UnitsPair {
    const Units *source;
    const Units *target;
    BagSlot *bag; /* by stem, all 0 between calls */
} UnitsPair;

/* Appends those of the pair that score score_min or more, none overlapping another on both sides. Reorders pairs. */
void fragments_find(const UnitsPair *pair, LikePairList *pairs, double score_min, FragmentList *fragments,
                    Arena *result);

#endif
