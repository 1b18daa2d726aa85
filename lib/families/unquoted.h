/* Words quoted in one article and run as plain text in another. */
#ifndef STEMMA_FAMILIES_UNQUOTED_H
#define STEMMA_FAMILIES_UNQUOTED_H

#include "../quote/quotation.h"
#include "utterances.h"

typedef struct UnquotedInput {
    const Corpus *corpus;
    const Quotations *quotations;
    const Quotations *left_out; /* FamiliesInput.left_out */
    WordWeights weights;
    Workers *workers;
} UnquotedInput;

/*
 * Appends a report for every article that runs a base reading's words, or a good part of them, without attributing them
 * in quotation marks: to *reports (whose items must have been allocated in result), and its base to *utterances.
 * A report that lies inside an indirect quotation or in quotation marks nobody is shown speaking gets that quotation.
 */
void unquoted_find(const UnquotedInput *input, Reports *reports, Utterances *utterances, Arena *result, Arena scratch);

#endif
