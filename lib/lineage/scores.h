/* How well each article of a story would do as the parent of another one. */
#ifndef STEMMA_LINEAGE_SCORES_H
#define STEMMA_LINEAGE_SCORES_H

#include "../base/array.h"
#include "evidence.h"

enum { SCORES_CANDIDATES_MAX = 12 }; /* kept for one article, the best */

/* What a score comes from. */
typedef enum ScorePart {
    SCORE_TEXT, /* how much of the child's text it has */
    SCORE_READINGS, /* its own changes */
    SCORE_DATES,
    SCORE_CREDITS,
    SCORE_TITLE,
    SCORE_PART_COUNT
} ScorePart;

/* An ordered pair that could be a derivation. */
typedef struct Candidate {
    uint32_t from_article;
    uint32_t to_article;
    uint32_t pair;
    double score; /* log-odds that the one was made from the other, against from none of the articles here */
    float parts[SCORE_PART_COUNT]; /* the score, by what it comes from */
    bool dated; /* from is known to be earlier */
    bool credited; /* by a credit or a link that is not contradicted */
} Candidate;

typedef struct Candidates ARRAY_OF(Candidate) Candidates;

/* What tells most for the one and against the other, as words about the other: "has less of the text". */
const char *scores_reason(const Candidate *better, const Candidate *worse);

typedef struct Scorer {
    const Signs *signs;
    const Stories *stories;
} Scorer;

/* Appends an article's candidates within its story, best first, a bounded number. */
void scores_append(const Scorer *scorer, uint32_t article, Candidates *candidates, Arena *arena, Arena scratch);

#endif
