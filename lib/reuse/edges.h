/* Edges: where, to the word, the stretches of two texts that say the same begin and end. */
#ifndef STEMMA_REUSE_EDGES_H
#define STEMMA_REUSE_EDGES_H

#include "../text/text.h"

/* A text and how often each stem stands in it. */
typedef struct CountedText {
    const Text *text;
    const uint32_t *stems; /* by word (Units) */
    uint32_t *counts; /* by stem, all 0 before it is opened and after it is closed */
} CountedText;

CountedText counted_text_open(const Text *text, const uint32_t *stems, uint32_t *counts);
void counted_text_close(const CountedText *counted);

typedef struct TextPair {
    CountedText source;
    CountedText target;
    uint8_t *inside; /* by stem, all 0 between calls */
} TextPair;

/* A stretch of either text. */
typedef struct Stretches {
    WordSpan source;
    WordSpan target;
    double odds; /* log odds of being one text against two, summed over the words of both as if they were independent */
} Stretches;

/* Moves the edges to where the odds are best, and fills those in; false where nothing speaks for one text. */
bool edges_settle(const TextPair *pair, Stretches *stretches, Arena scratch);

#endif
