/* Learning the weights of one pass: an averaged structured perceptron over features in a dense table. */
#ifndef STEMMA_TRAIN_LEARN_H
#define STEMMA_TRAIN_LEARN_H

#include "../lib/quote/tagger.h"

/* An article as the learner sees it: the features of each of its words, as rows of the table. */
typedef struct LearnArticle {
    const TaggerView *view;
    const uint8_t *gold; /* tags, by place in the view */
    uint32_t *rows; /* of all its words, one behind the other */
    uint32_t *row_begins; /* by place in the view, view->count + 1 of them */
    uint32_t fold;
} LearnArticle;

typedef struct LearnSet {
    LearnArticle *articles;
    uint32_t article_count;
    const uint64_t *hashes; /* by row: the feature */
    uint32_t row_count;
    uint32_t pass;
} LearnSet;

typedef struct LearnOptions {
    uint32_t rounds; /* learned one after another in different orders, and averaged */
    uint32_t epochs; /* of each */
    int32_t margin; /* added to the score of every wrong tag while learning, in steps of an update */
    uint32_t bucket_count; /* rows kept, a quarter of them */
    uint32_t occurrences_min; /* a feature seen less often is no feature */
    int32_t eagerness; /* of the pass when it is used; nothing is learned from it */
    uint64_t seed;
} LearnOptions;

/* Numbers the features that occur often enough. views' tags must be filled in for pass 1. */
LearnSet learn_set_build(LearnArticle *articles, uint32_t article_count, uint32_t pass, const LearnOptions *options,
                         Arena *result);
/* Learns from all articles but those of fold `left_out` (UINT32_MAX: from all); what is kept is quantised. */
TaggerPass learn_pass(const LearnSet *set, uint32_t left_out, const LearnOptions *options, Arena *result,
                      Arena scratch);

#endif
