/* Words of a unit by place and shape, for what is told by single words: media, records, runs of capitals. */
#ifndef STEMMA_QUOTE_CLAUSE_WORDS_H
#define STEMMA_QUOTE_CLAUSE_WORDS_H

#include "clauses.h"

uint32_t clause_words_begin(const Clauses *clauses, uint32_t token); /* byte, marks left out */
/* The first token of the unit that begins at the byte or behind it; unit.end where none does. */
uint32_t clause_words_at(const Clauses *clauses, TokenSpan unit, uint32_t byte);
bool clause_words_among(const Clauses *clauses, uint32_t token, const char *const *words, size_t count);
bool clause_words_capital(const Clauses *clauses, uint32_t token);
bool clause_words_record(const Clauses *clauses, uint32_t token); /* what keeps words and sounds */
/* "the Evening Star": an article, then words with capitals and nothing between them. Empty where there is none. */
TokenSpan clause_words_capital_run(const Clauses *clauses, uint32_t begin, uint32_t end);
/* A phrase that names a medium: "the Courier", "state television"; people who work for one are none. */
bool clause_words_name_medium(const Clauses *clauses, TokenSpan phrase);

#endif
