/* Peculiar readings: places where articles that share a passage word it differently, and who goes with whom. */
#ifndef STEMMA_LINEAGE_AGREEMENTS_H
#define STEMMA_LINEAGE_AGREEMENTS_H

#include "pairs.h"

/* What the differing places say of one pair; in the order of Pairs. */
typedef struct PairAgreements {
    uint32_t left_innovations; /* places where the left one stands with the fewer, the right one with the more */
    uint32_t right_innovations;
    uint32_t left_slips; /* other places where the left one has an editor's words, or a word that nobody else has */
    uint32_t right_slips;
    uint32_t left_omissions; /* undecided places where the left one has nothing for what the right one has */
    uint32_t right_omissions;
    uint32_t even; /* other places where the two differ and nothing tells who changed */
    double
        left_oddness; /* over these: by how much the left one's words follow one another more oddly; negative: less */
    uint32_t left_extra_words; /* in longer stretches, inside passages, that the right one does not have */
    uint32_t right_extra_words;
    WordSpan left_change; /* the first place where the two differ; both empty where there is none */
    WordSpan right_change;
    uint32_t both_shared; /* places where others have either reading */
    uint32_t left_added; /* stretches of narration that the left one alone has, in a paragraph that is else shared */
    uint32_t right_added;
    uint32_t left_spoken; /* the same of quoted speech: the other one has cut it */
    uint32_t right_spoken;
    uint32_t shared_peculiar; /* places where the two agree in a reading that others, as many or more, do not have */
    WordSpan left_example; /* of an agreement; empty where there is none */
    WordSpan right_example;
} PairAgreements;

/* Fills results, which is cleared, by pair. */
void agreements_find(const LineageInput *input, const Pairs *pairs, PairAgreements *results, Arena scratch);

#endif
