/* Words of many articles -> numbers in a vocabulary of their own, and in how many of the articles each stands. */
#ifndef STEMMA_TEXT_NUMBERING_H
#define STEMMA_TEXT_NUMBERING_H

#include "text.h"

typedef struct Spelling Spelling;
typedef struct WordUse WordUse;

/* Zero-initialise with its arena; give it the articles one after another, then take its counts. */
typedef struct Numbering {
    Arena *arena;
    Vocabulary vocabulary; /* words by number only, never looked up; article_counts are filled in by numbering_count */
    Vocabulary long_words; /* those that no spelling's key can hold, to be looked up … */
    uint32_t *long_ids; /* … and their numbers in the vocabulary */
    uint32_t long_capacity;
    Spelling *spellings;
    uint32_t spelling_capacity;
    uint32_t spelling_count;
    WordUse *uses; /* by number */
    uint32_t use_capacity;
    uint32_t article_count;
} Numbering;

/* The next article's words, in text order; writes the number of each. */
void numbering_add(Numbering *numbering, Bytes text, const Word *words, size_t count, uint32_t *word_ids);
/* Fills in the vocabulary's article_counts. */
void numbering_count(Numbering *numbering);

#endif
