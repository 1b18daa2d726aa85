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
    Speakers speakers;
    Families families;
    Lineage lineage;
} Trace;

/* Runs every stage over the store's articles; writes nothing. options may not be NULL. */
MUST_USE Status trace_find(Store *store, const StemmaTraceOptions *options, Trace *out, Arena *result, Error *error);

#endif
