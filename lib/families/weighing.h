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

/* Base words that are missing behind what the member kept: the rest of a sentence may have qualified it. */
Weighing ending_weigh(const Reading *base, WordSpan missing, const Vocabulary *vocabulary);
/* Base words that are missing before what the member kept. */
Weighing beginning_weigh(const Reading *base, WordSpan missing, const Vocabulary *vocabulary);

/* Some of a reading's words, folded; room is the caller's, for as many. */
WordRow words_row(const Reading *reading, WordSpan span, const Vocabulary *vocabulary, Bytes *room);

/* Capitalised inside a sentence, and no word that is capitalised for another reason. */
bool reading_has_name(const Reading *reading, uint32_t at, const Vocabulary *vocabulary);

bool reading_all_bracketed(const Reading *reading, WordSpan span);
bool reading_any_bracketed(const Reading *reading, WordSpan span);

#endif
