/* Words of a few articles -> numbers in a vocabulary of their own, and in how many of the articles each stands. */
#ifndef STEMMA_TEXT_NUMBERING_H
#define STEMMA_TEXT_NUMBERING_H

#include "../base/array.h"
#include "text.h"

typedef struct WordIds ARRAY_OF(uint32_t) WordIds;

typedef struct Spelling Spelling;
typedef struct WordUse WordUse;

/* Zero-initialise with its arena; give it the articles one after another, then take its counts. */
typedef struct Numbering {
    Arena *arena;
    Vocabulary vocabulary;
    WordIds word_ids; /* of all words, in the order they came in */
    Spelling *spellings;
    uint32_t spelling_capacity;
    uint32_t spelling_count;
    WordUse *uses; /* by number */
    uint32_t use_capacity;
    uint32_t article_count;
} Numbering;

/* The next article's words, in text order. */
void numbering_add(Numbering *numbering, Bytes text, const Word *words, size_t count);
/* Fills in the vocabulary's article_counts; nothing is added behind it. */
void numbering_count(Numbering *numbering);

#endif
