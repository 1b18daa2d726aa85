/* Wording: how much of two stretches' own words is the same, beside names, numbers and quoted speech. */
#ifndef STEMMA_REUSE_WORDING_H
#define STEMMA_REUSE_WORDING_H

#include "passages.h"
#include "stems.h"

/* The smaller of both sides, 0..1. */
typedef struct Wording {
    float phrase_share; /* of its pairs of neighbouring words, those that are neighbours on the other side too */
    float plain_share; /* of its plain words, weighed by rareness, those that are on the other side too */
} Wording;

/* A text and which of its words are quoted, found when it is first asked for. */
typedef struct ToldText {
    const Text *text;
    bool *quoted; /* by word */
    bool known;
} ToldText;

ToldText told_text_open(const Text *text, Arena *result);

/* a, b: the texts of the passage's articles. */
Wording wording_compare(ToldText *a, ToldText *b, const Stems *stems, const Passage *passage, Arena scratch);

#endif
