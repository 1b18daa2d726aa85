/* Standing text: formulae of whomever and closing lines of an outlet, printed month after month; nobody's speech. */
#ifndef STEMMA_LINEAGE_STANDING_H
#define STEMMA_LINEAGE_STANDING_H

#include "pairs.h"

/* Sets Passage.boilerplate where a passage is standing text. speech: the words in quotation marks. */
void standing_mark(const LineageInput *input, const WordSet *speech, Arena scratch);

#endif
