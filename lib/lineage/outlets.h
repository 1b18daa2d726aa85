/* The names of outlets: which articles come from one and the same outlet, and which outlet a name in a text means. */
#ifndef STEMMA_LINEAGE_OUTLETS_H
#define STEMMA_LINEAGE_OUTLETS_H

#include "../base/map.h"
#include "lineage.h"

typedef struct Outlets {
    const Bytes *names; /* canonical, by outlet */
    uint32_t count;
    const uint32_t *by_article; /* index of the article's outlet, INDEX_NONE where it has none */
    Map by_name; /* hash of a canonical name -> outlet + 1 */
    Map by_initials; /* hash of "nyt" -> outlet + 1; 0 where several outlets have these initials */
    Map persons; /* hashes of the spellings of persons who speak in the collection */
} Outlets;

Outlets outlets_build(const Corpus *corpus, const Speakers *speakers, Arena *result);

/* Lower case, words parted by one space, without leading "the", section ("- News", "(online)") and ".com". */
Bytes outlet_name_canonical(Bytes name, Arena *result);

/*
 * The outlet of the collection that a canonical name means, by name, initials or spelt-out initials; else INDEX_NONE.
 */
uint32_t outlets_find(const Outlets *outlets, Bytes canonical, Arena scratch);

/* Whether a canonical name sounds like a medium: "the ... Herald", an agency everybody knows. */
bool outlet_name_is_medium(Bytes canonical);

/* Whether it is a news agency, whose text many outlets print independently of one another. */
bool outlet_name_is_agency(Bytes canonical);

#endif
