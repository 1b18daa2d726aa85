/* The heaviest tree of arcs that leads from one root to every node. Knows nothing of articles. */
#ifndef STEMMA_LINEAGE_ARBORESCENCE_H
#define STEMMA_LINEAGE_ARBORESCENCE_H

#include <stdint.h>

#include "../base/arena.h"

typedef struct Arc {
    uint32_t from;
    uint32_t to;
    double weight;
} Arc;

typedef struct ArcGraph {
    const Arc *arcs; /* every node but the root must be reachable from it; no arcs lead to the root */
    uint32_t arc_count;
    uint32_t node_count;
    uint32_t root;
} ArcGraph;

/*
 * Fills chosen, by node: the index of the arc that leads to it, UINT32_MAX for the root. Equal weights: the lower
 * index.
 */
void arborescence_maximum(const ArcGraph *graph, uint32_t *chosen, Arena scratch);

#endif
