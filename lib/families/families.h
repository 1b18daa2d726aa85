/* Families: the quotations that are reports of one utterance, and every difference between them named and weighed. */
#ifndef STEMMA_FAMILIES_FAMILIES_H
#define STEMMA_FAMILIES_FAMILIES_H

#include "../match/match.h"
#include "../quote/quotation.h"

typedef enum VariantChange {
    VARIANT_SUBSTITUTION,
    VARIANT_INSERTION,
    VARIANT_DELETION,
    VARIANT_BRACKET,
    VARIANT_TRUNCATION,
    VARIANT_SPLICE,
    VARIANT_SPELLING,
    VARIANT_SOURCE,
    VARIANT_UNQUOTED,
    VARIANT_TRANSPOSITION, /* the same words in another order */
    VARIANT_FRAMING /* "said" here, "slammed" there: `from` and `to` are the cues */
} VariantChange;

typedef enum VariantWeight { VARIANT_WORDING, VARIANT_MEANING } VariantWeight;

/* What a change touches, or what kind of its sort it is. */
typedef enum VariantDetail {
    DETAIL_NONE,
    DETAIL_NUMBER,
    DETAIL_NEGATION,
    DETAIL_CONDITION, /* "if", "unless"; at an end also "but" */
    DETAIL_HEDGE, /* "may" for "will" */
    DETAIL_MODAL,
    DETAIL_NAME,
    DETAIL_INFLECTION,
    DETAIL_BEGINNING, /* of a truncation: where words are missing */
    DETAIL_END,
    DETAIL_ELLIPSIS, /* the member's text admits to the omission */
    DETAIL_TRANSLATION /* left open: a member says that the words are a translation */
} VariantDetail;

/* One place where readings differ: against the base reading (the fullest), these members have `to` for `from`. */
typedef struct Variant {
    VariantChange change;
    VariantWeight weight;
    VariantDetail detail;
    Bytes from; /* the base's words; empty for an insertion */
    Bytes to; /* the members' words; empty for a deletion */
    const uint32_t *members; /* indexes into Family.members, ascending */
    uint32_t member_count;
} Variant;

/* A witness: one article's report of the utterance. */
typedef struct Witness {
    uint32_t quotation; /* index in Quotations; INDEX_NONE where the article runs the words as plain text */
    uint32_t article;
    ByteSpan bytes; /* from the first to the last word of the reading */
} Witness;

typedef struct Family {
    Bytes text; /* the fullest reading */
    uint32_t base_member; /* whose reading that is */
    const Witness *members; /* by article, then place */
    uint32_t member_count;
    const uint32_t *speakers; /* indexes in Speakers, distinct, most frequent first */
    uint32_t speaker_count;
    const Variant *variants; /* by place in the base reading */
    uint32_t variant_count;
} Family;

typedef struct Families {
    Family *items; /* two members or more each; by first member */
    uint32_t count;
} Families;

typedef struct FamiliesInput {
    const Corpus *corpus;
    Quotations *quotations; /* Quotation.family is filled in */
    const Speakers *speakers;
    uint32_t threads; /* 0: one for each processor */
    /* Those that no family is built of: their words are nobody's plain text all the same. By article; NULL: none. */
    const Quotations *left_out;
} FamiliesInput;

Families families_build(const FamiliesInput *input, Arena *result, Arena scratch);

const char *variant_change_name(VariantChange change); /* "substitution", … */
const char *variant_weight_name(VariantWeight weight);
const char *variant_detail_name(VariantDetail detail); /* NULL for none */

#endif
