/* Fragments: pairs of like sentences -> the stretches of two texts that say the same. */
#ifndef STEMMA_REUSE_FRAGMENTS_H
#define STEMMA_REUSE_FRAGMENTS_H

#include "../base/array.h"
#include "bags.h"
#include "edges.h"
#include "grounds.h"

/* Two like units, by index. */
typedef struct LikePair {
    uint32_t source_unit;
    uint32_t target_unit;
} LikePair;

typedef struct LikePairList ARRAY_OF(LikePair) LikePairList;

typedef struct Fragment {
    UnitSpan source; /* the units that the words are in */
    UnitSpan target;
    WordSpan source_words;
    WordSpan target_words;
    float shared_weight; /* of the stems in common */
    uint32_t shared_words; /* how many telling stems those are, in the target */
    float
        score; /* how surely one is the other reworded, as log odds: see fragments.c; of a summary, the share covered */
    float score_min; /* what it had to reach */
    float rest_share; /* of a summary, how much of the text around it is covered */
    bool summary; /* one side sums up the other: summaries.c */
    RewordingVerdict verdict; /* REWORDING_KEPT, but for those in UnitsPair.dropped */
} Fragment;

typedef struct FragmentList ARRAY_OF(Fragment) FragmentList;

/* Two texts under comparison. */
typedef struct UnitsPair {
    const Units *source;
    const Units *target;
    BagSlot *bag; /* by stem, all 0 between calls */
    const TextPair *texts;
    FragmentList *dropped; /* takes what is looked at in vain, in the result's arena; NULL: nobody asks */
} UnitsPair;

/* Appends those of the pair that score 0 or more; no stretch is in two of them. Reorders pairs. */
void fragments_find(const UnitsPair *pair, LikePairList *pairs, FragmentList *fragments, Arena *result, Arena scratch);

#endif
