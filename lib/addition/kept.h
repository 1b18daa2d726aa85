/* Of which quotations families are built again, of all in a small corpus. */
#ifndef STEMMA_ADDITION_KEPT_H
#define STEMMA_ADDITION_KEPT_H

#include "../families/families.h"
#include "known.h"

typedef struct KeptInput {
    const KnownFindings *known;
    const Quotations *quotations;
    uint32_t article_count;
    const bool *articles; /* whose quotations are all kept: new ones, and those that may come to one's story … */
    const bool *mates; /* … and those in a story with these, of whom all are kept that are in some family */
    const bool *concerned; /* by quotation: words of it stand in a new article */
} KeptInput;

typedef struct Kept {
    Quotations quotations;
    const uint32_t *places; /* of each among all */
    Quotations left_out; /* the others */
    KnownNumbers families; /* ascending: all of whose members are kept */
} Kept;

Kept kept_choose(const KeptInput *input, Arena *result, Arena scratch);

/* Families of kept quotations as families of all; and each quotation's family. */
void kept_return(const Kept *kept, Families *families, Quotations *quotations, Arena *result);

#endif
