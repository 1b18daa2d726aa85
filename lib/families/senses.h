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
    SENSE_CONTRAST = 128, /* "but", "although", "before": qualifies what stands before it */
    SENSE_WEAK = 256, /* beside SENSE_NUMBER: "one", "some", as often no number at all */
    SENSE_MAYBE_CONDITION = 512, /* "whether", "just": for "if", "only" */
    SENSE_PRONOUN = 1024 /* of persons and things: stands for a name */
} WordSense;

typedef enum Modal {
    MODAL_CAN,
    MODAL_COULD,
    MODAL_MAY,
    MODAL_MIGHT,
    MODAL_MUST,
    MODAL_NEED,
    MODAL_SHALL,
    MODAL_SHOULD,
    MODAL_WILL,
    MODAL_WOULD,
    MODALS,
    MODAL_NONE = MODALS
} Modal;

/* WordSense flags of a folded word. */
uint32_t word_sense(Bytes word);

/* A hash, the same for all ways of writing one number: "12" and "twelve". */
uint64_t word_key(Bytes word);

/* The modal verb it is or contracts: "will", "won't", "she'll". */
Modal word_modal(Bytes word);
/* Modal verbs that it may stand for, a bit each: "'d" for "would", "going" for "will", "have" for "must". */
uint32_t word_open_modals(Bytes word);

/* "able" and "unable", "legal" and "illegal". */
bool words_opposed(Bytes left, Bytes right);

/* One word in two grammatical forms: "say" and "says", "was" and "were". */
bool words_inflected(Bytes left, Bytes right);

#endif
