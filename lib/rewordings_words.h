/* Verdicts on rewording, in words. */
#ifndef STEMMA_REWORDINGS_WORDS_H
#define STEMMA_REWORDINGS_WORDS_H

#include "reuse/reworded_report.h"
#include "stemma/stemma.h"

/* Each appends one line without its end. */
void words_of_candidate(const Candidate *candidate, Buffer *out);
void words_of_pair(const RewordingPair *pair, Buffer *out);
void words_of_stretch(const Rewording *stretch, Buffer *out);
/* Why strict or wide; `grounds` of a reworded passage. */
void words_of_level(const StemmaGrounds *grounds, Buffer *out);
/* What the passage's rule went by, in numbers. */
void words_of_score(const StemmaGrounds *grounds, Buffer *out);

const char *candidate_verdict_name(CandidateVerdict verdict);

#endif
