/* Which articles share something with one of a few new ones, by their signatures alone. */
#ifndef STEMMA_ADDITION_NEIGHBOURS_H
#define STEMMA_ADDITION_NEIGHBOURS_H

#include "../quote/quotation.h"
#include "../text/text.h"

typedef struct Neighbours Neighbours;

/* The new articles. */
typedef struct NeighboursInput {
    const Corpus *corpus; /* of them alone */
    const Quotations *quotations; /* theirs, by article */
    const uint16_t *weights_permille; /* by word id: how much a word tells, 0..1000 (vocabulary_rareness_list) */
} NeighboursInput;

/* The input is not needed afterwards. */
Neighbours *neighbours_open(const NeighboursInput *input, Arena *result, Arena scratch);

/*
 * Whether the article with this signature is a neighbour of any new one. To be called once for each, in an order that is
 * always the same: what stands in a great many articles makes neighbours of the first of them only. A signature may
 * come from anybody.
 */
bool neighbours_ask(Neighbours *neighbours, Bytes signature, Arena scratch);

#endif
