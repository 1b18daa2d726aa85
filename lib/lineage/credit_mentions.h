/* Credits as an article words them: a name beside a cue, before anybody asks which article is meant. */
#ifndef STEMMA_LINEAGE_CREDIT_MENTIONS_H
#define STEMMA_LINEAGE_CREDIT_MENTIONS_H

#include "../base/map.h"
#include "credits.h"
#include "outlets.h"

/* A name beside a cue. */
typedef struct CreditMention {
    uint32_t article;
    CreditKind kind;
    WordSpan words; /* the whole credit, cue and name; empty for a byline */
    uint32_t outlet; /* of the collection, INDEX_NONE for another */
    uint64_t name_hash; /* of the canonical name */
    bool medium; /* the name is one of a medium */
    bool agency;
} CreditMention;

typedef struct CreditMentions {
    const CreditMention *items; /* by article; within one: byline, top, then by place */
    uint32_t count;
    const uint32_t *first; /* by article; one more entry at the end */
    Map media; /* hashes of names credited somewhere in words used of media only */
} CreditMentions;

/* Reads the articles that share something with another one. The result lives in `result`. */
CreditMentions credit_mentions_read(const LineageInput *input, const Outlets *outlets, const Pairs *pairs,
                                    Arena *result);

#endif
