/* Chains: the anchors of two sequences that follow one another on both sides, gathered. */
#ifndef STEMMA_MATCH_CHAIN_H
#define STEMMA_MATCH_CHAIN_H

#include "match.h"

/* seed_words equal words, starting here in the source and there in the target. */
typedef struct Anchor {
    uint32_t source_word;
    uint32_t target_word;
} Anchor;

/* Anchors of one pair of sequences, by source word, then target word, each once. Borrowed. */
typedef struct Anchors {
    const Anchor *items;
    uint32_t count;
} Anchors;

/* A run of Chains.anchors, ascending on both sides. */
typedef struct Chain {
    uint32_t begin;
    uint32_t end;
} Chain;

typedef struct Chains {
    Anchor *anchors; /* every anchor given, in exactly one chain */
    Chain *items; /* best first */
    uint32_t count;
} Chains;

Chains chain_build(Anchors anchors, const MatchOptions *options, Arena *result, Arena scratch);
Anchors chain_anchors(const Chains *chains, uint32_t index);

#endif
