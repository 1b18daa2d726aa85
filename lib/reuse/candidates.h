/* Candidates: for one article, the others that may say some of it in other words, and where. */
#ifndef STEMMA_REUSE_CANDIDATES_H
#define STEMMA_REUSE_CANDIDATES_H

#include "../base/array.h"
#include "collocations.h"
#include "passages.h"

typedef enum CandidateVerdict {
    CANDIDATE_TAKEN,
    CANDIDATE_FEW, /* too few shared collocations: shared_places counts all there are */
    CANDIDATE_COPIED, /* enough, but in text that is copied as it stands */
    CANDIDATE_SCATTERED, /* enough, but too few in one place */
    CANDIDATE_CROWDED_OUT /* others have more */
} CandidateVerdict;

typedef struct Candidate {
    uint32_t article;
    uint32_t shared_places; /* how many places within a window share a collocation */
    uint32_t places_min; /* how many are wanted */
    CandidateVerdict verdict; /* CANDIDATE_TAKEN, but for those in CandidateFinder.passed_over */
} Candidate;

/* Words that a pair of articles has in common as they stand; source < target by index. */
typedef struct CopiedStretch {
    uint32_t source;
    uint32_t target;
    WordSpan source_words;
    WordSpan target_words;
    const Passage *passage; /* as it was found; borrowed */
} CopiedStretch;

typedef struct CandidateList ARRAY_OF(Candidate) CandidateList;

/* For one thread at a time. */
typedef struct CandidateFinder {
    const CollocationIndex *index;
    const CopiedStretch *copied; /* by source, target and place: what is copied anyway is no reason */
    const uint32_t *copied_begins; /* by source */
    uint16_t *counts; /* by article, all 0 between calls */
    CandidateList *passed_over; /* takes others that share anything; NULL: nobody asks */
    Arena *passed_memory; /* that this list lives in */
} CandidateFinder;

/* `copies` in the order that candidate finders want; *begins by source. */
CopiedStretch *copied_stretches_list(const Corpus *corpus, const Passages *copies, uint32_t **begins, Arena *result);

/* Later articles (by index) that share places_min collocations near one another with `source`, ascending. */
CandidateList candidates_find(CandidateFinder *finder, uint32_t source, uint32_t places_min, Arena *result,
                              Arena scratch);

#endif
