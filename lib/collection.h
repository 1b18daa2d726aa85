/* What stands behind the public handle. For the files at the top of lib/ that implement stemma.h. */
#ifndef STEMMA_COLLECTION_H
#define STEMMA_COLLECTION_H

#include "base/arena.h"
#include "store/store.h"

struct StemmaCollection {
    Arena memory; /* this struct */
    Store *store;
};

#endif
