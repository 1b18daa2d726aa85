/*
 * Gives sources their names: full name, surname, title and surname, role, pronoun, organisation, acronym; first within
 * the article, then across the collection. Nobody is made to say what nobody is shown saying.
 */
#ifndef STEMMA_SPEAKERS_SPEAKERS_H
#define STEMMA_SPEAKERS_SPEAKERS_H

#include "../quote/quotation.h"

/* Fills Quotation.speaker, joint and speaks_for, and, where nobody can be named, unattributed. */
Speakers speakers_resolve(const Corpus *corpus, Quotations *quotations, uint32_t threads, Arena *result, Arena scratch);

#endif
