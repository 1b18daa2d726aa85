/* Noun phrases around a cue: who is the source. No grammar, only what the closed classes of words and commas show. */
#ifndef STEMMA_QUOTE_PHRASES_H
#define STEMMA_QUOTE_PHRASES_H

#include "clauses.h"

/* The noun phrase that ends just before token `end`, not before `first`; empty where there is none. */
TokenSpan phrase_before(const Clauses *clauses, uint32_t first, uint32_t end);
/* The same for a subject that may be set off by commas: "Marsh, a farmer, (said)". */
TokenSpan phrase_subject_before(const Clauses *clauses, uint32_t first, uint32_t end);
/* The noun phrase that begins at token `begin`, with an apposition behind it; empty where there is none. */
TokenSpan phrase_after(const Clauses *clauses, uint32_t begin, uint32_t end);
/* The subject of the clause that begins at `first`: what stands before its first finite verb, before `limit`. */
TokenSpan phrase_main_subject(const Clauses *clauses, uint32_t first, uint32_t limit);
/* First token of the verb group whose last one is `verb`: auxiliaries and adverbs before it belong to it. */
uint32_t phrase_verb_group_begin(const Clauses *clauses, uint32_t first, uint32_t verb);

bool phrase_is_finite_verb(const Clauses *clauses, uint32_t token);
bool phrase_is_nominal(const Clauses *clauses, uint32_t token); /* may stand inside a noun phrase */

#endif
