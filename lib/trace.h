/* The flow: every stage in order, from the stored articles to the findings. */
#ifndef STEMMA_TRACE_H
#define STEMMA_TRACE_H

#include "store/store.h"

/* All that a trace finds, with the arrays that `findings` points to. */
typedef struct Trace {
    Articles articles;
    Corpus corpus;
    Passages passages;
    Quotations quotations;
    QuotationOptions quotation_options; /* they were found with */
    Speakers speakers;
    Families families;
    Lineage lineage;
} Trace;

/* Runs every stage over the store's articles; writes nothing. options may not be NULL. */
MUST_USE Status trace_find(Store *store, const StemmaTraceOptions *options, Trace *out, Arena *result, Error *error);

/*
 * Where a limit on memory is set, whoever reads all articles keeps to it by leaving in files what is not at hand
 * (base/spill.h); where none is set, a large collection still takes a few times its text only, or a quarter of the
 * machine's memory. True where spill_end must follow.
 */
bool trace_spill_begin(StemmaCollection *collection);

#endif
