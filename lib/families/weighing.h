/* What a change weighs: a change of wording, or one of meaning, and what it touches. */
#ifndef STEMMA_FAMILIES_WEIGHING_H
#define STEMMA_FAMILIES_WEIGHING_H

#include "contractions.h"
#include "families.h"
#include "reading.h"

typedef struct Weighing {
    VariantWeight weight;
    VariantDetail detail;
} Weighing;

/* The words of both readings that stand against each other; either span may be empty. */
typedef struct Comparison {
    const Reading *base;
    const Reading *member;
    WordSpan base_words;
    WordSpan member_words;
    const Vocabulary *vocabulary;
} Comparison;

Weighing words_weigh(const Comparison *comparison);

/* Words of one reading that the other lacks at one of its ends. */
typedef struct Cut {
    const Reading *base; /* the side that has them */
    WordSpan missing; /* of the base */
    uint32_t told; /* narrator_senses of the other side, there */
} Cut;

/* At the end: the rest of a sentence may have qualified what the member kept. */
Weighing ending_weigh(const Cut *cut, const Vocabulary *vocabulary);
Weighing beginning_weigh(const Cut *cut, const Vocabulary *vocabulary);

/*
 * Which of SENSE_NEGATION, SENSE_CONDITION and SENSE_CONTRAST the article's own words have, before or behind the reading
 * in the sentence it stands in. SENSE_NONE where the reading is the narrator's own.
 */
uint32_t narrator_senses(const Reading *reading, bool before, const Vocabulary *vocabulary);

/* Some of a reading's words, folded; room is the caller's, for as many. */
WordRow words_row(const Reading *reading, WordSpan span, const Vocabulary *vocabulary, Bytes *room);

/* Capitalised inside a sentence, and no word that is capitalised for another reason. */
bool reading_has_name(const Reading *reading, uint32_t at, const Vocabulary *vocabulary);

bool reading_all_bracketed(const Reading *reading, WordSpan span);
bool reading_any_bracketed(const Reading *reading, WordSpan span);

#endif
