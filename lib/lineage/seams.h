/* Seams: where a shared paragraph goes on in one of two articles and has ended in the other. */
#ifndef STEMMA_LINEAGE_SEAMS_H
#define STEMMA_LINEAGE_SEAMS_H

#include "agreements.h"

typedef struct Seams {
    const LineageInput *input;
    const Pairs *pairs;
    WordSet covered; /* words of the pair in hand that lie in its passages; empty between uses */
} Seams;

/* A place within a passage: what each of the two has between words that both have. */
typedef struct Seam {
    WordSpan left;
    WordSpan right;
} Seam;

Seams seams_open(const LineageInput *input, const Pairs *pairs, Arena *result);

/* Adds what is seen at both edges of the pair's passages. */
void seams_at_edges(Seams *seams, const Pair *pair, PairAgreements *result);

/* Adds what is seen at one place inside. */
void seam_inside(const Seams *seams, const Pair *pair, Seam seam, PairAgreements *result);

#endif
