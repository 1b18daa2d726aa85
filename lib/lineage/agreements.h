/* Peculiar readings: places where articles that share a passage word it differently, and who goes with whom. */
#ifndef STEMMA_LINEAGE_AGREEMENTS_H
#define STEMMA_LINEAGE_AGREEMENTS_H

#include "pairs.h"

/* What the differing places say of one pair; in the order of Pairs. */
typedef struct PairAgreements {
    uint32_t left_innovations; /* places where the left one stands with the fewer, the right one with the more */
    uint32_t right_innovations;
    uint32_t shared_peculiar; /* places where the two agree in a reading that others, as many or more, do not have */
    WordSpan left_example; /* of an agreement; empty where there is none */
    WordSpan right_example;
} PairAgreements;

const PairAgreements *agreements_find(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch);

#endif
