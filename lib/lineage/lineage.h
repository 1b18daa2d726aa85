/*
 * lineage: passages, quotations, families -> stories, and which article derives from which, on what evidence.
 *
 * Shared quotations alone mean a common source: the speaker. Shared narration means copying. Absence is not a variant;
 * agreement in error says most. Where direction can't be told, it is unknown.
 */
#ifndef STEMMA_LINEAGE_LINEAGE_H
#define STEMMA_LINEAGE_LINEAGE_H

#include "../families/families.h"
#include "../quote/quotation.h"
#include "../reuse/passages.h"
#include "../text/text.h"

typedef struct Story {
    const uint32_t *articles; /* indexes in the corpus, ascending; one or more */
    uint32_t article_count;
    uint32_t origin_count; /* articles that derive from no other one in the story; those of one lost ancestor are one */
} Story;

typedef struct Stories {
    Story *items; /* every article is in exactly one; by first article */
    uint32_t count;
    const uint32_t *by_article; /* index of each article's story */
} Stories;

typedef enum EvidenceKind {
    EVIDENCE_CREDIT, /* "as Newsweek reported" */
    EVIDENCE_LINK,
    EVIDENCE_DATE,
    EVIDENCE_COPIED, /* shared narration */
    EVIDENCE_SHARED_VARIANT, /* a peculiar reading found in these two only */
    EVIDENCE_CONTAINMENT, /* one is all in the other */
    EVIDENCE_QUOTATION, /* shared quotations: supports a connection, never by itself a direction */
    EVIDENCE_VERSION, /* two states of one article, and no derivation between articles: same outlet or address */
    EVIDENCE_CORRECTION, /* a notice in the later state, then what it says otherwise than the earlier one */
    EVIDENCE_LOST_ANCESTOR, /* both have the text from an article that is not here: neither derives from the other */
    EVIDENCE_ALTERNATIVE /* the next best parent, and why it lost */
} EvidenceKind;

typedef struct Evidence {
    EvidenceKind kind;
    uint32_t article; /* where it is seen */
    ByteSpan bytes; /* empty where it is no place in the text (a date) */
    Bytes text; /* what to show: the words themselves, or for a date one line */
} Evidence;

typedef enum Direction { DIRECTION_KNOWN, DIRECTION_LIKELY, DIRECTION_UNKNOWN } Direction;

typedef struct Derivation {
    uint32_t from_article; /* with direction unknown: the earlier in canonical order */
    uint32_t to_article;
    uint32_t story;
    Direction direction;
    float confidence; /* that the derivation, as directed, is so: 0..1 */
    const Evidence *evidence; /* at least one */
    uint32_t evidence_count;
    uint32_t lost_ancestor; /* number of the lost article that both are from; INDEX_NONE for none */
} Derivation;

typedef struct Derivations {
    Derivation *items; /* by story, to, from */
    uint32_t count;
    uint32_t lost_ancestor_count;
} Derivations;

typedef struct Lineage {
    Stories stories;
    Derivations derivations;
} Lineage;

typedef struct LineageInput {
    const Corpus *corpus;
    Passages *passages; /* `quotation` is filled in, `boilerplate` added to */
    const Quotations *quotations;
    const Speakers *speakers;
    const Families *families;
    uint32_t threads; /* 0: one for each processor */
} LineageInput;

Lineage lineage_build(const LineageInput *input, Arena *result, Arena scratch);

const char *evidence_kind_name(EvidenceKind kind); /* "credit", …, as in the JSON */
const char *direction_name(Direction direction);

#endif
