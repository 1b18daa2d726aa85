/* The word lists behind lexicon.c. Words are folded (lower case, straight apostrophes) and separated by spaces. */
#ifndef STEMMA_QUOTE_LEXICON_WORDS_H
#define STEMMA_QUOTE_LEXICON_WORDS_H

#include <stdint.h>

#include "quotation.h"

/* Cue verbs by base form; how an entry is written stands at verb_mark in lexicon.c. */
typedef struct CueList {
    CueClass cue;
    uint32_t frames;
    const char *words;
} CueList;

typedef struct WordList {
    uint32_t flags;
    const char *words;
} WordList;

extern const CueList lexicon_cues[]; /* ends with words == NULL */
extern const char *const lexicon_verbs[]; /* common verbs that are no cues; ends with NULL */
extern const WordList lexicon_words[]; /* ends with words == NULL */
extern const char lexicon_ending_exceptions[];
extern const char lexicon_media_leads[]; /* prepositions and verbs that media.c knows a medium behind */

#endif
