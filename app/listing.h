/* Printing every record of one kind: for the listing commands and for `trace`. */
#ifndef STEMMA_APP_LISTING_H
#define STEMMA_APP_LISTING_H

#include "command.h"

/* What to list, and how. */
typedef struct ListingRequest {
    StemmaRecord record; /* any but blocks */
    StemmaFilter filter;
    uint64_t count_max; /* 0: all */
    bool json;
    const char *color;
} ListingRequest;

/* *count gets the number of records printed. False after an error, which is reported. */
bool list_records(StemmaCollection *collection, const ListingRequest *request, uint64_t *count);

#endif
