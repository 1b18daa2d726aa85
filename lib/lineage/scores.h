/* How well each article of a story would do as the parent of another one. */
#ifndef STEMMA_LINEAGE_SCORES_H
#define STEMMA_LINEAGE_SCORES_H

#include "model.h"

enum { SCORES_CANDIDATES_MAX = 12 }; /* kept for one article, the best */

/* What tells most for the one and against the other, as words about the other: "has less of the text". */
const char *scores_reason(const Candidate *better, const Candidate *worse);

typedef struct Scorer {
    const Signs *signs;
    const Stories *stories;
    const DerivationModel *model;
    FeatureRows *rows; /* where the features of all candidates are kept; NULL: nowhere */
    Arena *rows_arena;
} Scorer;

/* Appends an article's candidates within its story, best first, a bounded number. */
void scores_append(const Scorer *scorer, uint32_t article, Candidates *candidates, Arena *arena, Arena scratch);

#endif
