/* Reports: what each quotation gives of somebody's words, ready to be compared with the others. */
#ifndef STEMMA_FAMILIES_REPORTS_H
#define STEMMA_FAMILIES_REPORTS_H

#include "../base/parallel.h"
#include "../base/radix.h"
#include "../quote/quotation.h"
#include "reading.h"

/* One quotation's own words: what stands in quotation marks, or the whole content of an indirect one. */
typedef struct Report {
    Reading reading;
    uint32_t quotation; /* INDEX_NONE where the article runs the words as plain text */
    uint32_t article;
    uint32_t speaker; /* INDEX_NONE where it can't be told */
    bool quoted; /* in quotation marks */
} Report;

typedef struct Reports {
    Report *items;
    uint32_t count;
} Reports;

/*
 * The quotations long enough to recognise an utterance by, in their order. Their readings lie in the workers' results.
 */
Reports reports_collect(const Corpus *corpus, const Quotations *quotations, Workers *workers, Arena *result);

/* Report indexes (the values) by article and place. */
KeyValue *reports_by_place(const Reports *reports, Arena *result);

/* Some words of one article belong to both: a quotation inside a quotation. */
bool reports_overlap(const Report *left, const Report *right);

#endif
