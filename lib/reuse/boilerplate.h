/* Tells an outlet's recurring text from what is copied. */
#ifndef STEMMA_REUSE_BOILERPLATE_H
#define STEMMA_REUSE_BOILERPLATE_H

#include "passages.h"

/* Fills Passage.boilerplate. */
void boilerplate_mark(const Corpus *corpus, Passages *passages, Arena scratch);

#endif
