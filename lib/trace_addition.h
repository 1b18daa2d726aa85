/* Tracing a few articles into what is known of many. */
#ifndef STEMMA_TRACE_ADDITION_H
#define STEMMA_TRACE_ADDITION_H

#include "store/store.h"

/* Smaller collections are traced anew: that takes a second or two. */
#define ADDITION_ARTICLES_MIN 4096
/* One in so many of the articles of the latest trace of all may be new. */
#define ADDITION_SHARE 64

/*
 * Finds what the articles added since the latest trace have with the others and among themselves, by the counts of the
 * latest trace of all articles, and writes it. *done is false where nothing was done, because all articles are to be
 * traced anew: the collection is small, or much was added, or what an addition needs is not there.
 */
MUST_USE Status trace_addition(Store *store, const StemmaTraceOptions *options, bool *done, Error *error);

#endif
