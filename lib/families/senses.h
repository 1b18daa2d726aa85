/* The words whose change is a change of meaning. */
#ifndef STEMMA_FAMILIES_SENSES_H
#define STEMMA_FAMILIES_SENSES_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/bytes.h"

typedef enum WordSense {
    SENSE_NONE = 0,
    SENSE_NUMBER = 1, /* "12", "twelve", "million", "half", "all": how many */
    SENSE_NEGATION = 2, /* "not", "never", "don't" */
    SENSE_MODAL = 4, /* "will", "must", "may" */
    SENSE_CONDITION = 8, /* "if", "unless", "until": what hangs on it holds only then */
    SENSE_FUNCTION = 16, /* articles, pronouns, prepositions: no names, however they are capitalised */
    SENSE_HEDGE = 32, /* "may", "perhaps", "allegedly": the speaker does not vouch for it */
    SENSE_TITLE = 64, /* "President", "Sen.": says nothing that the name behind it doesn't */
    SENSE_CONTRAST = 128 /* "but", "although", "before": qualifies what stands before it */
} WordSense;

/* WordSense flags of a folded word. */
uint32_t word_sense(Bytes word);

/* A hash, the same for all ways of writing one number, one modal verb: "12" and "twelve", "will" and "won't". */
uint64_t word_key(Bytes word);

/* "able" and "unable", "legal" and "illegal". */
bool words_opposed(Bytes left, Bytes right);

/* One word in two grammatical forms: "say" and "says", "was" and "were". */
bool words_inflected(Bytes left, Bytes right);

#endif
