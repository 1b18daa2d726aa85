/* Which quotations report one utterance: each with its base, the fullest reading. */
#ifndef STEMMA_FAMILIES_UTTERANCES_H
#define STEMMA_FAMILIES_UTTERANCES_H

#include "reports.h"

/* Word weights by number, 0..1000: how much an equal word tells. */
typedef struct WordWeights {
    const uint16_t *permille;
    uint32_t count;
} WordWeights;

WordWeights word_weights_build(const Vocabulary *vocabulary, Arena *result);

/* For each report the base it belongs to (itself for a base), and where in the base it stands. */
typedef struct Utterances {
    uint32_t *base_of; /* by report */
    WordSpan *base_words; /* by report: words of its base's reading */
} Utterances;

/* Independent of the order of the reports and of the number of workers. Linear in the reports' words. */
Utterances utterances_group(const Reports *reports, WordWeights weights, Workers *workers, Arena *result,
                            Arena scratch);

/* How much a stretch of equal words tells about a common origin: rare words tell much, the run itself something. */
uint32_t evidence_of(uint32_t equal_words, uint32_t weight_permille);

/* A report, or the part of it, that is a witness of one utterance. */
typedef struct Membership {
    uint32_t utterance; /* 0 .. utterance_count - 1 */
    uint32_t report;
    WordSpan words; /* of the report's reading */
} Membership;

typedef struct Memberships {
    Membership *items; /* by utterance, then the report's article and place */
    size_t count;
    uint32_t utterance_count;
} Memberships;

/*
 * The members of each utterance with two or more. Where an article gives to separate quotations what the base reading
 * has on either side of an interruption, those are two utterances, and a report that spans both is a witness of each.
 */
Memberships utterances_split(const Reports *reports, const Utterances *utterances, WordWeights weights, Arena *result,
                             Arena scratch);

#endif
