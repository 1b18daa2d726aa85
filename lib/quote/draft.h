/*
 * Between finding attributions and reporting them: what rules, or a trained tagger, say of one attribution. Everything
 * that follows from it (kind, quoted parts, follow-on sentences, media, the quotations nobody claimed) is computed from
 * drafts in attribution.c and links.c, whoever made them.
 */
#ifndef STEMMA_QUOTE_DRAFT_H
#define STEMMA_QUOTE_DRAFT_H

#include "../base/array.h"
#include "clauses.h"

#define DRAFT_PARTS_MAX 16 /* more parts than this end the draft's growth; a real one has two or three */
#define DRAFT_VIA_MAX 8
#define DRAFT_QUOTED_MAX 64 /* of all parts together */

typedef struct Draft {
    ByteSpan content[DRAFT_PARTS_MAX]; /* in text order, without marks at the edges */
    uint32_t content_count;
    ByteSpan cue;
    CueClass cue_class;
    ByteSpan source; /* empty: nobody is with the cue */
    ByteSpan via[DRAFT_VIA_MAX];
    uint32_t via_count;
    uint32_t unit; /* index of the unit the cue stands in */
    float confidence;
    QuotationFinder found_by;
    bool guess; /* shown by form alone; stands only where the source is met elsewhere */
    bool object; /* the content is what the cue acts on or aims at, not what was said */
    bool verbatim; /* shown word for word without marks, as a transcript does */
    bool distant; /* and the cue is no speech: short words in marks are not shown as the source's own */
} Draft;

typedef struct Drafts ARRAY_OF(Draft) Drafts;

/* Rules and the lexicon: attribution_rules.c. Appends the article's drafts by place of their cues. */
void attribution_rules_find(const Clauses *clauses, Drafts *drafts, Arena *scratch);

/* Words in quotation marks inside other quotation marks, given to their own source where one stands with them. */
void attribution_rules_find_nested(const AttributionInput *input, Drafts *drafts, Arena *scratch);

/*
 * Quotations that a layout or a credit gives to somebody without a cue: a name behind a dash, a predicate in marks with
 * "as the Courier reported". Looks only at quoted spans that are not claimed (by span). attribution_cases.c.
 */
void attribution_cases_find(const Clauses *clauses, const bool *claimed, Drafts *drafts, Arena *scratch);

/* Transcripts and interviews in blocks, by their labels: attribution_scripts.c. */
void attribution_scripts_find(const AttributionInput *input, Drafts *drafts, Arena *scratch);

/*
 * What follows from where things stand, for drafts of any origin: sentences that go on with a quotation, quotations
 * alone in a paragraph behind a speaker. Changes drafts in place and may append.
 */
void links_add(const Clauses *clauses, Drafts *drafts, Arena *scratch);

#endif
