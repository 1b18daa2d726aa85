/* The same words written out or drawn together: "he would" and "he'd". */
#ifndef STEMMA_FAMILIES_CONTRACTIONS_H
#define STEMMA_FAMILIES_CONTRACTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/bytes.h"

/* Folded words in a row. */
typedef struct WordRow {
    const Bytes *items;
    uint32_t count;
} WordRow;

/* Whether both say the same words, some of them contracted on one side; false where they are written the same. */
bool contractions_alike(WordRow left, WordRow right);

#endif
