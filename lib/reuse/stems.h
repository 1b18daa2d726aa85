/* Stems: words that differ in their ending only, as one number. */
#ifndef STEMMA_REUSE_STEMS_H
#define STEMMA_REUSE_STEMS_H

#include "../base/status.h"
#include "../text/vocabulary.h"

typedef struct Stems {
    const uint32_t *by_word; /* stem number by word id */
    const uint16_t *rareness_permille; /* by stem: as telling as its most frequent word */
    const uint32_t *article_counts; /* by stem: the sum over its words, so at least the articles it stands in */
    uint32_t count;
} Stems;

/* Before a trace: without the stemmer every word is its own stem, and other things are found. */
MUST_USE Status stems_prepare(Error *error);

/* threads: 0 for one a processor. */
Stems stems_build(const Vocabulary *vocabulary, uint32_t threads, Arena *result, Arena scratch);

#endif
