/* Fitting the weights of the derivation model, and its calibration. */
#ifndef STEMMA_TRAIN_FIT_H
#define STEMMA_TRAIN_FIT_H

#include "../../lib/lineage/arborescence.h"
#include "tradition.h"

/* A story as the learner sees it: nodes 1.. are its articles, node 0 the event. */
typedef struct Example {
    const Arc *arcs; /* candidates, then one from the root to each node; weights unused */
    const FeatureRow *rows; /* of the candidates */
    const uint32_t *true_arcs; /* by node: index of the right arc; INDEX_NONE: not among them */
    const uint32_t *articles; /* by node, from node 1 on */
    uint32_t candidate_count;
    uint32_t node_count;
} Example;

typedef struct Examples ARRAY_OF(Example) Examples;

/* Adds the stories of a tradition in which anything could derive from anything. */
void examples_append(const Tradition *tradition, Examples *examples, Arena *result);

/* The posteriors of an example's arcs. */
double *example_posteriors(const Example *example, const DerivationModel *model, Arena *result, Arena scratch);

/* The weights under which the true trees are likeliest; those fixed by hand stay as they are. */
void weights_fit(const Examples *examples, DerivationModel *model);

/* What became of the arcs shown with a direction: their log-odds before calibration, and whether they are right. */
typedef struct Outcome {
    double log_odds;
    bool right;
} Outcome;

typedef struct Outcomes ARRAY_OF(Outcome) Outcomes;

/* Counts of one run, to be divided by the reader. */
typedef struct Score {
    uint32_t pairs;
    uint32_t parents_found;
    uint32_t directed;
    uint32_t ancestors;
    uint32_t alien; /* joins of articles that have nothing to do with one another */
    uint32_t articles;
    double bin_sums[10]; /* stated confidence … */
    uint32_t bin_rights[10]; /* … and how many were right */
} Score;

void tradition_score(const Tradition *tradition, const DerivationModel *model, Score *score);

/* Of a model without calibration. */
void outcomes_append(const Tradition *tradition, const DerivationModel *model, Outcomes *outcomes, Arena *result);

void calibration_fit(const Outcomes *outcomes, DerivationModel *model);

#endif
