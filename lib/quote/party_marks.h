/* Party marks: "R-Texas" behind a politician's name. */
#ifndef STEMMA_QUOTE_PARTY_MARKS_H
#define STEMMA_QUOTE_PARTY_MARKS_H

#include "../text/text.h"

/* A party's letter and where somebody was elected: "R-Texas", "D-N.Y.", "I-Vt.". */
bool party_mark_is(const Text *text, uint32_t word);

/* Where the name begins that the mark stands behind, titles included; the mark itself where no name does. */
uint32_t party_mark_bearer(const Text *text, uint32_t mark);

#endif
