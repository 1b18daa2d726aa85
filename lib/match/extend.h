/* Chains -> alignments: the words between the anchors aligned, both ends
 * extended while it pays, then cut to what pays. */
#ifndef STEMMA_MATCH_EXTEND_H
#define STEMMA_MATCH_EXTEND_H

#include "../base/array.h"
#include "chain.h"

typedef struct AlignmentList ARRAY_OF(Alignment) AlignmentList;

/* Two sequences under comparison. */
typedef struct SequencePair {
    Sequence source;
    Sequence target;
    uint32_t source_index;
    uint32_t target_index;
    const uint16_t *weights_permille; /* as in MatchInput */
    const MatchOptions *options;
} SequencePair;

/*
 * The alignments that grow out of one chain of anchors, at least one, appended to alignments in the order of the source:
 * several where the text between is too different, none where the equal words are too few or too common.
 */
void extend_chain(const SequencePair *pair, Anchors anchors, AlignmentList *alignments, Arena *result, Arena scratch);

/*
 * What equal runs must weigh for their chain to be looked at, unless they have so many words. A run begins with a seed,
 * so words of which no three or so stand in a row in the other text can be left out of the reckoning.
 */
uint32_t extend_runs_weight_min(const MatchOptions *options);
uint32_t extend_runs_words_enough(const MatchOptions *options);

#endif
