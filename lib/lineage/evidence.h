/* What speaks for a derivation between two articles that share something, and how it is shown. */
#ifndef STEMMA_LINEAGE_EVIDENCE_H
#define STEMMA_LINEAGE_EVIDENCE_H

#include "agreements.h"
#include "bounds.h"
#include "credits.h"
#include "pairs.h"

/* A link in one article to the other one of a pair. */
typedef struct LinkSign {
    uint32_t from_article; /* the one linked to */
    uint32_t to_article; /* the one that links */
    uint32_t pair;
    ByteSpan bytes; /* of the address where it stands in the text, else empty */
    Bytes text; /* the address */
} LinkSign;

/* Everything known of all pairs. */
typedef struct Signs {
    const LineageInput *input;
    const Pairs *pairs;
    CreditLinks credits;
    const uint32_t *first_credits; /* by pair; one more entry at the end */
    const LinkSign *links; /* by pair, linking article, place */
    const uint32_t *first_links; /* by pair; one more entry at the end */
    const PairAgreements *readings; /* by pair */
    const Bound *bounds; /* by article: the earliest time it can be from, by its text */
    const uint32_t *shared_words; /* by article: words it shares with anybody, overlaps counted once */
} Signs;

Signs signs_build(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch);

/* Negative where `one` appeared before `other`, positive where after, 0 where their dates do not tell. */
int date_order(const Article *one, const Article *other);

/* The next best parent. */
typedef struct Alternative {
    uint32_t article; /* INDEX_NONE: none of the collection */
    double posterior;
    const char *reason; /* NULL for none */
} Alternative;

/* What evidence is wanted for: a derivation along this pair. */
typedef struct EvidenceWanted {
    uint32_t pair;
    uint32_t from_article;
    const Alternative *alternative; /* NULL where none is worth naming */
    bool ancestor_lost;
} EvidenceWanted;

/* Whether the two are states of one article: same address, or same outlet and most of the text. */
bool evidence_is_version(const Signs *signs, uint32_t pair);

/* A credit of this article to a medium that is not here and that the other one credits too; NULL for none. */
const LostCredit *evidence_common_lost_credit(const CreditLinks *credits, uint32_t article, uint32_t other);

typedef struct EvidenceList {
    const Evidence *items; /* by kind as declared, the strongest of a kind first; a lost ancestor's credits behind it */
    uint32_t count;
} EvidenceList;

/* All there is to show; the longest few of passages. */
EvidenceList evidence_build(const Signs *signs, const EvidenceWanted *wanted, Arena *result, Arena scratch);

#endif
