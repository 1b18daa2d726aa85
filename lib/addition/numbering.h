/* Under which numbers an addition's findings stand in the file, and which of them are written. */
#ifndef STEMMA_ADDITION_NUMBERING_H
#define STEMMA_ADDITION_NUMBERING_H

#include "../families/families.h"
#include "../lineage/lineage.h"
#include "../reuse/passages.h"
#include "known.h"
#include "numbers.h"

/* Of an addition: most of what the stages hand over is known already. Numbers and flags by index in their arrays. */
typedef struct AdditionNumbers {
    const bool *new_articles; /* by article */
    FindingNumbers passages;
    FindingNumbers quotations;
    FindingNumbers speakers;
    FindingNumbers families;
    FindingNumbers stories;
    FindingNumbers derivations;
    uint32_t lost_ancestors_before; /* the largest number of one in the file */
    const bool *touched_quotations; /* by quotation: known before, and its family may be another now */
    KnownNumbers replaced_families; /* whose rows give way to those written */
    KnownNumbers replaced_stories;
} AdditionNumbers;

typedef struct NumberingInput {
    const Corpus *corpus;
    const bool *is_new; /* by article */
    const KnownFindings *known;
    KnownNumbers kept_families; /* ascending: known families that were built again; no other gives way */
    const Passages *passages;
    const Quotations *quotations;
    const Families *families;
    const Lineage *lineage;
    FindingNumbers speakers;
} NumberingInput;

/*
 * What concerns a new article is written: its passages and quotations; families and stories that it belongs to, in the
 * place of those that their other members belonged to (replaced_…), together with what else becomes of these.
 */
AdditionNumbers numbering_build(const NumberingInput *input, Arena *result, Arena scratch);

/* AdditionNumbers.replaced_families before there are stories: lineage and speakers are not looked at. */
KnownNumbers numbering_families(const NumberingInput *input, Arena *result, Arena scratch);

#endif
