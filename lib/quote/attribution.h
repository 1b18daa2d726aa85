/*
 * Who said what: the seam between rules and learning. Rules and a lexicon of cues (attribution_rules.c) and,
 * where one is given, a trained tagger beside them (tagger.h) stand behind it.
 */
#ifndef STEMMA_QUOTE_ATTRIBUTION_H
#define STEMMA_QUOTE_ATTRIBUTION_H

#include "lexicon.h"
#include "quotation.h"

/* Where the tagger looks. */
typedef enum TaggerReach {
    TAGGER_EVERYWHERE,
    TAGGER_MARKED, /* in paragraphs with something in quotation marks */
    TAGGER_NOWHERE
} TaggerReach;

/*
 * Everything one article's attribution may look at: nothing that depends on other articles, for what is found is kept
 * while these come and go (quotation_record.h). The vocabulary numbers the words; its counts are not looked at.
 */
typedef struct AttributionInput {
    const Text *text;
    const QuotedSpans *quoted;
    const Vocabulary *vocabulary;
    const WordClass *word_classes; /* by word id: lexicon_classes_build, once for the vocabulary */
    uint32_t article_index; /* goes into Quotation.article */
    struct Tagger *tagger; /* NULL: rules alone */
    TaggerReach reach;
    bool other_language; /* known not to be English: the marks are reported, and nobody is given the words */
} AttributionInput;

/* The article's quotations by place; speaker and family are INDEX_NONE. */
Quotations attribution_find(const AttributionInput *input, Arena *result, Arena scratch);

/* One plain sentence for `unattributed`; NULL for UNATTRIBUTED_NO. */
const char *unattributed_reason_text(UnattributedReason reason);
const char *cue_class_name(CueClass cue_class); /* "speech", …; NULL for CUE_NONE */
const char *quotation_finder_name(QuotationFinder finder); /* "rules", "model", … */
const char *quotation_kind_name(QuotationKind kind); /* "direct", … */

#endif
