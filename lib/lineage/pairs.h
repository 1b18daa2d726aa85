/* What any two articles share, summed up: the sparse graph on which stories and derivations are found. */
#ifndef STEMMA_LINEAGE_PAIRS_H
#define STEMMA_LINEAGE_PAIRS_H

#include "lineage.h"

/* Two articles with a passage or an utterance in common. left < right by index. Ignored passages count nowhere. */
typedef struct Pair {
    uint32_t left_article;
    uint32_t right_article;
    uint32_t first_passage; /* Passages.items[first_passage .. + passage_count], ignored ones among them */
    uint32_t passage_count; /* 0: only utterances in common */
    uint32_t matched_words; /* equal words, of narration and of quotations */
    uint32_t narration_words; /* those that stand in runs of narration on both sides */
    uint32_t framing_words; /* words beside the speech in paragraphs that are shared from end to end */
    uint32_t left_shared_words; /* words of each article that lie in a shared passage */
    uint32_t right_shared_words;
    uint32_t utterance_count; /* families with a member in both, or paragraphs of speech where those are more */
} Pair;

/* Seen from one article: another one, and what they share. */
typedef struct Neighbour {
    uint32_t article;
    uint32_t pair; /* index in Pairs.items */
} Neighbour;

/* A set of words of all articles, one bit each; where each article's words begin. */
typedef struct WordSet {
    uint64_t *bits;
    const uint64_t *first_words; /* by article; one more entry at the end */
} WordSet;

typedef struct Pairs {
    Pair *items; /* by left article, then right */
    uint32_t count;
    const Neighbour *neighbours; /* by article, then neighbour */
    const uint32_t *first_neighbours; /* by article; one more entry at the end */
    const bool *ignored; /* by passage: boilerplate, and captions and other blocks that tell nothing */
    WordSet speech; /* words in quotation marks */
} Pairs;

/* Fills Passage.quotation as well, and marks standing text as boilerplate. */
Pairs pairs_build(const LineageInput *input, Arena *result, Arena scratch);

/* The side of a passage that lies in this article, one of its two. */
WordSpan pair_passage_words(const Passage *passage, uint32_t article);
ByteSpan pair_passage_bytes(const Passage *passage, uint32_t article);

/* Whether these words of the article lie in, or touch, a passage of the pair that counts. */
bool pair_touches(const Pairs *pairs, const Passages *passages, uint32_t pair, uint32_t article, WordSpan words);
/* The pair of two articles, INDEX_NONE for none. */
uint32_t pair_find(const Pairs *pairs, uint32_t article, uint32_t other);

/* For qsort: by begin, then end. */
int word_span_compare(const void *left, const void *right);

/* Both are named, and the names are the same but for the case. */
bool outlets_are_equal(const Article *one, const Article *other);
/* Whether it is known when the article appeared, however roughly. */
bool date_is_known(const Article *article);

WordSet word_set_build(const Corpus *corpus, Arena *result); /* empty */
void word_set_add(WordSet *set, uint32_t article, WordSpan words);
bool word_set_has(const WordSet *set, uint32_t article, uint32_t word);
uint32_t word_set_count(const WordSet *set, uint32_t article, WordSpan words);
void word_set_remove(WordSet *set, uint32_t article, WordSpan words);

#endif
