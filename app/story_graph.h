/* One story's articles and derivations in memory, for drawing. */
#ifndef STEMMA_APP_STORY_GRAPH_H
#define STEMMA_APP_STORY_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include <stemma/stemma.h>

typedef struct GraphNode {
    char *id;
    char *path;
    char *title;
    char *outlet;
    char *published;
    size_t words;
    bool has_parent;
    const char *lost_ancestor; /* that of one of its edges; NULL for none */
    bool visited; /* for whoever walks the graph */
    unsigned depth; /* steps from a root along the first parents */
} GraphNode;

typedef struct GraphEvidence {
    char *kind;
    char *article;
    char *text;
} GraphEvidence;

typedef struct GraphEdge {
    size_t from; /* index of a node */
    size_t to;
    char *direction;
    char *lost_ancestor; /* NULL for none */
    double confidence;
    bool known; /* the direction is known or likely */
    GraphEvidence *evidence;
    size_t evidence_count;
} GraphEdge;

/* Nodes in the articles' order; edges by `from`, then `to`. */
typedef struct StoryGraph {
    GraphNode *nodes;
    size_t node_count, node_capacity;
    GraphEdge *edges;
    size_t edge_count, edge_capacity;
    size_t *by_id; /* node indexes sorted by id */
} StoryGraph;

/* False after an error, which is reported. Free it in both cases. */
bool story_graph_read(StemmaCollection *collection, const char *story, StoryGraph *out);
void story_graph_free(StoryGraph *graph);

/* Index of the first edge that leaves a node; the node's edges follow one another. */
size_t story_graph_edges_from(const StoryGraph *graph, size_t node);

#endif
