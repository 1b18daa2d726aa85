/* How likely each arc is, over all trees that lead from one root to every node. Knows nothing of articles. */
#ifndef STEMMA_LINEAGE_POSTERIORS_H
#define STEMMA_LINEAGE_POSTERIORS_H

#include "arborescence.h"

/*
 * A tree is as likely as e to the sum of its arcs' weights. Fills posteriors, by arc: the share of all trees that
 * have it, 0..1. Arcs into one node sum to 1.
 */
void posteriors_compute(const ArcGraph *graph, double *posteriors, Arena scratch);

#endif
