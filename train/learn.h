/* Learning what the tags are scored by: a conditional random field. */
#ifndef STEMMA_TRAIN_LEARN_H
#define STEMMA_TRAIN_LEARN_H

#include "../lib/quote/tagger.h"

/* An article as the learner sees it: the features of each of its words, as rows of the table. */
typedef struct LearnArticle {
    const TaggerView *view;
    const uint8_t *gold; /* tags, by place in the view; kinds of nothing told apart */
    uint32_t *rows; /* of all its words, one behind the other */
    uint32_t *row_begins; /* by place in the view, view->count + 1 of them */
    uint32_t fold;
} LearnArticle;

typedef struct LearnSet {
    LearnArticle *articles;
    uint32_t article_count;
    const uint64_t *hashes; /* by row: the feature */
    uint32_t row_count;
} LearnSet;

typedef struct LearnOptions {
    uint32_t epochs;
    float rate; /* of the first steps */
    float shrink; /* how strongly a weight is drawn to nought whenever it is moved */
    int32_t unit; /* of the scores that are kept: so much is one natural unit of log odds */
    uint32_t bucket_count; /* rows kept, a quarter of them */
    uint32_t occurrences_min; /* a feature seen less often is no feature */
    int32_t eagerness; /* added to leaving TAG_OUT when the weights are used: what comes later can drop, but not find */
    uint64_t seed;
} LearnOptions;

/* Numbers the features that occur often enough. */
LearnSet learn_set_build(LearnArticle *articles, uint32_t article_count, const LearnOptions *options, Arena *result);
/* Learns from all articles but those of fold `left_out` (one that no article has: from all); quantised. */
TaggerWeights learn_weights(const LearnSet *set, uint32_t left_out, const LearnOptions *options, Arena *result,
                            Arena scratch);

#endif
