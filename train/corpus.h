/* Annotated articles as the tagger sees them. */
#ifndef STEMMA_TRAIN_CORPUS_H
#define STEMMA_TRAIN_CORPUS_H

#include "../lib/quote/tagger.h"
#include "../lib/text/text.h"
#include "brat.h"

/* One article with everything the model is trained on. */
typedef struct TrainArticle {
    const GoldArticle *gold;
    AttributionInput input;
    Clauses clauses;
    Drafts rules;
    TaggerView view;
    uint8_t *tags; /* gold, by place in the view */
    int32_t *margins; /* of the tags found */
    uint32_t fold;
} TrainArticle;

typedef struct TrainCorpus {
    const Corpus *corpus;
    const WordClass *classes;
    const TaggerLexicon *lexicon; /* without scores */
    TrainArticle *articles;
    uint32_t count;
} TrainCorpus;

TrainCorpus train_corpus_build(const GoldArticles *gold, uint32_t folds, const TaggerModel *model, Arena *result,
                               Arena scratch);

#endif
