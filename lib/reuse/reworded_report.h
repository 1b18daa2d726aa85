/* What reworded_find does with one article, step by step: for whoever asks why something was found, or was not. */
#ifndef STEMMA_REUSE_REWORDED_REPORT_H
#define STEMMA_REUSE_REWORDED_REPORT_H

#include "passages.h"
#include "rewording.h"

/* Another article that shares at least one collocation with this one. */
typedef struct RewordedReportPair {
    uint32_t other;
    Candidate candidate; /* whether the two were compared; its article is the later of both */
    RewordingPair pair; /* where they were */
    uint32_t first_stretch; /* in RewordedReport.stretches; what came furthest first, then by place */
    uint32_t stretch_count;
} RewordedReportPair;

typedef struct RewordedReport {
    RewordedReportPair *pairs; /* by other */
    uint32_t pair_count;
    Rewording *stretches; /* oriented, as passages are */
} RewordedReport;

typedef struct RewordedQuestion {
    const Corpus *corpus; /* all of the collection: how rare a word is, and who else shares it, decides */
    const Passages *copies; /* as for reworded_find */
    RewordedOptions options;
    uint32_t article;
} RewordedQuestion;

RewordedReport reworded_report(const RewordedQuestion *question, Arena *result, Arena scratch);

#endif
