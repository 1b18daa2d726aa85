/* What match_find does with one sequence, step by step: for whoever asks why something was found, or was not. */
#ifndef STEMMA_MATCH_REPORT_H
#define STEMMA_MATCH_REPORT_H

#include "chain.h"
#include "seeds.h"

typedef enum MatchVerdict {
    MATCH_KEPT,
    MATCH_TOO_SHORT, /* fewer equal words than matched_words_min */
    MATCH_TOO_COMMON, /* they weigh less than match_weight_wanted_permille */
    MATCH_NOT_ALIGNED /* the runs of equal words around its seeds weigh too little to look closer */
} MatchVerdict;

/* A chain of anchors, and what grew out of it. */
typedef struct ReportChain {
    Anchor first;
    Anchor last;
    uint32_t anchor_count;
    bool covered; /* lies inside an alignment that a better chain gave */
    uint32_t first_alignment; /* in MatchReport.alignments */
    uint32_t alignment_count;
} ReportChain;

typedef struct ReportAlignment {
    Alignment alignment; /* source before target, as everywhere */
    MatchVerdict verdict;
} ReportAlignment;

typedef struct ReportPair {
    uint32_t other; /* sequence index */
    uint32_t seed_count; /* seeds that both have */
    uint32_t anchor_count; /* those by which they are compared; 0: too frequent, or a copy stands for one of them */
    uint32_t plain_count; /* anchors left out: plain words all around, and others next to them (plain_seeds.h) */
    uint32_t first_chain; /* in MatchReport.chains, best first */
    uint32_t chain_count;
} ReportPair;

typedef struct MatchReport {
    Seed *seeds; /* of the sequence, in the order of the text */
    uint32_t *sharing; /* by seed: how many other sequences have it */
    uint32_t seed_count;
    ReportPair *pairs; /* every sequence with a common seed, by index */
    uint32_t pair_count;
    ReportChain *chains;
    ReportAlignment *alignments; /* of a chain, by place in the source */
    uint32_t copy_of; /* the sequence that stands for this one, or this one */
} MatchReport;

MatchReport match_report(const MatchInput *input, uint32_t sequence_index, const MatchOptions *options, Arena *result,
                         Arena scratch);

#endif
