/* Cues: a word of the lexicon that is one where it stands, and who its source is. */
#ifndef STEMMA_QUOTE_CUES_H
#define STEMMA_QUOTE_CUES_H

#include "contents.h"
#include "draft.h"

/* Where the rules stand in an article; cues.c reads, attribution_rules.c writes. */
typedef struct CueReader {
    const Clauses *clauses;
    Drafts *drafts;
    Arena *scratch;
    const Unit *unit;
    uint32_t unit_index;
    uint32_t free_from; /* tokens before it belong to drafts */
    TokenSpan last_source; /* of the last cue in the unit */
    bool headline;
} CueReader;

/* Reads the word as a cue; false where it is none or nobody is with it. */
bool cues_read(const CueReader *reader, uint32_t token, Cue *cue);

/* "it", "there" as a subject: nobody. */
bool cues_subject_is_dummy(const Clauses *clauses, TokenSpan subject);
/* A phrase that can be a source: more than adverbs and prepositions. */
bool cues_is_source(const Clauses *clauses, TokenSpan source);

#endif
