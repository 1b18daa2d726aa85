/* An addition's neighbours: which articles of the file may share something with new ones, by their signatures. */
#ifndef STEMMA_ADDITION_SCAN_H
#define STEMMA_ADDITION_SCAN_H

#include "addition/neighbours.h"
#include "store/store.h"

typedef struct SignatureScan SignatureScan;

/*
 * Begins to read the file's signatures in the background. Until signature_scan_close nobody else may use the store.
 * 0 threads means one for each processor. result holds the scan, and must outlive it.
 */
SignatureScan *signature_scan_open(Store *store, uint32_t threads, Arena *result);

typedef struct NeighboursFound {
    ArticleKeyArray keys; /* of neighbours, ascending */
    uint32_t asked; /* articles that have a signature */
} NeighboursFound;

/* Asks each signature about the new articles; once. The answers don't depend on the number of threads. */
void signature_scan_ask(SignatureScan *scan, const NeighboursInput *input, NeighboursFound *out, Arena *result);

/* In any case. What went wrong while reading is told here. */
MUST_USE Status signature_scan_close(SignatureScan *scan, Error *error);

#endif
