/* Where the content of a cue begins and ends. */
#ifndef STEMMA_QUOTE_CONTENTS_H
#define STEMMA_QUOTE_CONTENTS_H

#include "clauses.h"

/* A cue in its unit, with what has been found of it. */
typedef struct Cue {
    uint32_t verb; /* token */
    TokenSpan group; /* verb with its auxiliaries, adverbs and particle */
    TokenSpan source;
    uint32_t frames; /* CueFrame */
    CueClass cue_class;
    bool inverted; /* the source stands behind the cue: said Marsh */
    bool object; /* the content found is what the cue acts on or aims at, not what was said */
} Cue;

/* What stands behind the cue as its content, before `end`; empty where nothing does. May extend cue->group by a particle. */
TokenSpan content_after(const Clauses *clauses, Cue *cue, uint32_t end);
/* What stands before the cue and its source as its content, from `first` on; empty where nothing does. */
TokenSpan content_before(const Clauses *clauses, const Cue *cue, uint32_t first);
/* ", as the Courier reported", ", according to the Courier": does a credit begin here? */
bool content_is_credit(const Clauses *clauses, uint32_t token, uint32_t end);
/* Where a content that begins at `begin` ends. */
uint32_t content_end(const Clauses *clauses, uint32_t begin, uint32_t end);

#endif
