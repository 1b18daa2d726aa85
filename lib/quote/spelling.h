/* When two words are one word spelt differently, and the words whose change is a change of meaning. */
#ifndef STEMMA_QUOTE_SPELLING_H
#define STEMMA_QUOTE_SPELLING_H

#include <stdbool.h>

#include "../base/bytes.h"

/* Folded words, as in the vocabulary. names: both stand as names, so that a transliteration may differ in more. */
bool spelling_same(Bytes left, Bytes right, bool names);

typedef enum WordSense {
    SENSE_NONE = 0,
    SENSE_NUMBER = 1, /* "twelve", "million", "half", "all": how many */
    SENSE_NEGATION = 2, /* "not", "never", "don't" */
    SENSE_MODAL = 4, /* "will", "must", "may" */
    SENSE_CONDITION = 8, /* "if", "unless", "until" */
    SENSE_FUNCTION = 16 /* articles, pronouns, prepositions: no names, however they are capitalised */
} WordSense;

/* WordSense flags of a folded word. */
uint32_t word_sense(Bytes word);

#endif
