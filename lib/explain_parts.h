/* What the files behind stemma_explain share: the article with those it may share text with, and pieces of lines. */
#ifndef STEMMA_EXPLAIN_PARTS_H
#define STEMMA_EXPLAIN_PARTS_H

#include "base/array.h"
#include "base/utf8.h"
#include "collection.h"

typedef struct Explainer {
    StemmaCollection *collection;
    const char *article_id;
    StemmaExplainOptions options;
    Corpus corpus; /* the article and its candidates only; word counts are those of the whole collection */
    uint32_t article; /* index in the corpus */
    uint32_t common_seeds; /* whose words stand together in so many articles that these were not looked up */
    const Text *text;
    CodePointIndex index;
    Buffer out;
} Explainer;

/* The article, the articles it has passages with, and those that have all words of one of its seeds. */
MUST_USE Status explain_read(Explainer *explainer, Arena *result, Error *error);
/* Seeds, pairs, chains, alignments, and what became of each. */
MUST_USE Status explain_matches(Explainer *explainer, Arena scratch, Error *error);

/* With which articles it was compared for rewording, and what became of each stretch. */
MUST_USE Status explain_reworded(Explainer *explainer, Error *error);

/* What is stored of the article, and, by `quotations`, who found each. */
MUST_USE Status explain_quotations(Explainer *explainer, const Quotations *quotations, Error *error);
MUST_USE Status explain_speakers(Explainer *explainer, Error *error);
MUST_USE Status explain_passages(Explainer *explainer, Arena scratch, Error *error);
MUST_USE Status explain_families(Explainer *explainer, Error *error);
MUST_USE Status explain_lineage(Explainer *explainer, Error *error);

/* Whether a record of this and the other article is to be told. */
bool explain_concerns(const Explainer *explainer, const char *other_id);

/* In quotation marks, white space made single, the end left out where it is long. */
void explain_excerpt(Buffer *out, Bytes words);
/* With so many decimals, and a point whatever the locale; below 0 with a sign. */
void explain_number(Buffer *out, const char *label, double value, uint32_t decimals);
/* "  cue 205-209 "said"" and the like, without a line end. */
void explain_words(Explainer *explainer, const char *label, ByteSpan bytes);
/* The same for a place in code points. */
void explain_span(Explainer *explainer, const char *label, StemmaSpan span);
/* label, value and a line end; nothing where the value is NULL or empty. */
void explain_line(Explainer *explainer, const char *label, const char *value);
void explain_bytes_line(Explainer *explainer, const char *label, Bytes value);

#endif
