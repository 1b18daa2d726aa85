/* Credits: the words by which an article says whom it has something from, and the article of the collection meant. */
#ifndef STEMMA_LINEAGE_CREDITS_H
#define STEMMA_LINEAGE_CREDITS_H

#include "pairs.h"

typedef enum CreditKind {
    CREDIT_REPORT, /* "as Newsweek reported", "according to the Herald", "(AP) -", an agency in the byline */
    CREDIT_INTERVIEW /* "told Sky News": where somebody spoke; an outlet says so of itself as well */
} CreditKind;

/* One credit, and one article it can speak for. A credit that fits several articles makes several of these. */
typedef struct CreditLink {
    uint32_t from_article; /* the credited one */
    uint32_t to_article; /* the one that credits */
    uint32_t pair; /* index in Pairs */
    CreditKind kind;
    ByteSpan bytes; /* of the credit in to_article, with the cue: "as Newsweek reported"; empty for a byline */
    Bytes text; /* the same words */
    bool inferred; /* the credited article's outlet is not known: it is the one that has all the shared text */
    bool inherited; /* the credit stands in text that to_article shares with another article, so may be copied too */
} CreditLink;

/* A credit to a medium that none of the articles sharing text with this one can be: its source is not here. */
typedef struct LostCredit {
    uint32_t article;
    uint64_t name_hash; /* the same for the same medium */
    WordSpan words; /* of the credit; empty for a byline */
    bool agency; /* a news agency: its clients print it independently of one another */
} LostCredit;

typedef struct CreditLinks {
    CreditLink *items; /* by pair, crediting article, place */
    uint32_t count;
    const LostCredit *lost; /* by article, place */
    const uint32_t *first_lost; /* by article; one more entry at the end */
} CreditLinks;

/* Looks at articles that share something with another one; the others' credits could not be followed. */
CreditLinks credits_resolve(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch);

#endif
