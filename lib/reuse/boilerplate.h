/* Tells an outlet's recurring text from what is copied. */
#ifndef STEMMA_REUSE_BOILERPLATE_H
#define STEMMA_REUSE_BOILERPLATE_H

#include "passages.h"

/* Fills Passage.boilerplate. threads: 0 for one a processor. */
void boilerplate_mark(const Corpus *corpus, Passages *passages, uint32_t threads, Arena scratch);

#endif
