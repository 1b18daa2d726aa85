/* Whether an article says that the words it quotes were spoken or written in another language. */
#ifndef STEMMA_FAMILIES_TRANSLATION_H
#define STEMMA_FAMILIES_TRANSLATION_H

#include "../quote/quotation.h"

/* Looks at the paragraph's words near the source and the cue, outside the quoted words. */
bool translation_noted(const Text *text, const Quotation *quotation);

#endif
