/* Learning what stands on top of the tags: links and trust; and measuring the whole. */
#ifndef STEMMA_TRAIN_JOINS_H
#define STEMMA_TRAIN_JOINS_H

#include "corpus.h"

/* Each needs the tags and margins of unseen articles in the views; fills in model->links, then model->trust. */
void joins_learn_links(TrainCorpus *corpus, TaggerModel *model, Arena *result);
void joins_learn_trust(TrainCorpus *corpus, TaggerModel *model, Arena *result);

/* The limits below which nothing is reported: where F1 is highest. */
void joins_learn_limits(TrainCorpus *corpus, TaggerModel *model);

/* What would be reported of these articles against what is marked in them, printed. */
void joins_measure(const TrainCorpus *corpus, const TaggerModel *model);

#endif
