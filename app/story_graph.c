/*
 * A story as nodes and edges.
 *
 * In: cursors over the story's articles and derivations. Out: arrays with indexes instead of ids, depths filled in, so
 * that the terminal's tree and the page's drawing need no look-ups of their own. Invariant: edges refer to nodes of
 * this story only; a derivation from outside it is left out.
 */
#include "story_graph.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "memory.h"

static bool each_node(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    StoryGraph *graph = context;
    StemmaArticle article;
    *status = stemma_article_next(cursor, &article, error);
    if (*status != STEMMA_OK) return false;
    graph->nodes = memory_grow(graph->nodes, graph->node_count, &graph->node_capacity, sizeof *graph->nodes);
    graph->nodes[graph->node_count++] = (GraphNode){.id = memory_copy(article.id),
                                                    .path = memory_copy(article.path),
                                                    .title = memory_copy(article.title),
                                                    .outlet = memory_copy(article.outlet),
                                                    .published = memory_copy(article.published),
                                                    .words = (size_t)article.words};
    return true;
}

static int compare_by_id(const void *left, const void *right, void *context) {
    const GraphNode *nodes = context;
    return strcmp(nodes[*(const size_t *)left].id, nodes[*(const size_t *)right].id);
}

static bool index_by_id(StoryGraph *graph) {
    size_t capacity = graph->node_count;
    graph->by_id = memory_grow(NULL, graph->node_count, &capacity, sizeof *graph->by_id);
    for (size_t i = 0; i < graph->node_count; i++) graph->by_id[i] = i;
    if (graph->node_count > 0)
        qsort_r(graph->by_id, graph->node_count, sizeof *graph->by_id, compare_by_id, graph->nodes);
    return true;
}

/* SIZE_MAX where the article is not in the story. */
static size_t find_node(const StoryGraph *graph, const char *id) {
    size_t low = 0, high = graph->node_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(graph->nodes[graph->by_id[middle]].id, id);
        if (order == 0) return graph->by_id[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

static bool each_edge(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    StoryGraph *graph = context;
    StemmaDerivation derivation;
    *status = stemma_derivation_next(cursor, &derivation, error);
    if (*status != STEMMA_OK) return false;
    size_t from = find_node(graph, derivation.from_id), to = find_node(graph, derivation.to_id);
    if (from == SIZE_MAX || to == SIZE_MAX) return true;
    GraphEdge edge = {.from = from,
                      .to = to,
                      .direction = memory_copy(derivation.direction),
                      .lost_ancestor = derivation.lost_ancestor ? memory_copy(derivation.lost_ancestor) : NULL,
                      .confidence = derivation.confidence,
                      .known = strcmp(derivation.direction, "unknown") != 0};
    size_t capacity = 0;
    for (size_t i = 0; i < derivation.evidence_count; i++) {
        edge.evidence = memory_grow(edge.evidence, edge.evidence_count, &capacity, sizeof *edge.evidence);
        edge.evidence[edge.evidence_count++] = (GraphEvidence){.kind = memory_copy(derivation.evidence[i].kind),
                                                               .article = memory_copy(derivation.evidence[i].article),
                                                               .text = memory_copy(derivation.evidence[i].text)};
    }
    graph->edges = memory_grow(graph->edges, graph->edge_count, &graph->edge_capacity, sizeof *graph->edges);
    graph->edges[graph->edge_count++] = edge;
    return true;
}

static int compare_edges(const void *left, const void *right) {
    const GraphEdge *a = left, *b = right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return a->to < b->to ? -1 : a->to > b->to;
}

/* Breadth first from the roots; a cycle, which the store never holds, would leave depth 0. */
static void fill_depths(StoryGraph *graph) {
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].known) graph->nodes[graph->edges[i].to].has_parent = true;
    for (size_t i = 0; i < graph->edge_count; i++) {
        if (!graph->edges[i].lost_ancestor) continue;
        graph->nodes[graph->edges[i].from].lost_ancestor = graph->edges[i].lost_ancestor;
        graph->nodes[graph->edges[i].to].lost_ancestor = graph->edges[i].lost_ancestor;
    }
    size_t capacity = graph->node_count, first = 0, last = 0;
    size_t *queue = memory_grow(NULL, graph->node_count, &capacity, sizeof *queue);
    for (size_t i = 0; i < graph->node_count; i++)
        if (!graph->nodes[i].has_parent) {
            graph->nodes[i].visited = true;
            queue[last++] = i;
        }
    while (first < last) {
        size_t node = queue[first++];
        for (size_t i = story_graph_edges_from(graph, node); i < graph->edge_count && graph->edges[i].from == node;
             i++) {
            GraphNode *child = &graph->nodes[graph->edges[i].to];
            if (!graph->edges[i].known || child->visited) continue;
            child->visited = true;
            child->depth = graph->nodes[node].depth + 1;
            queue[last++] = graph->edges[i].to;
        }
    }
    for (size_t i = 0; i < graph->node_count; i++) graph->nodes[i].visited = false;
    free(queue);
}

bool story_graph_read(StemmaCollection *collection, const char *story, StoryGraph *out) {
    *out = (StoryGraph){0};
    StemmaFilter filter = {.story = story};
    if (!for_each_record(collection, STEMMA_ARTICLES, &filter, each_node, out) || !index_by_id(out)) return false;
    if (!for_each_record(collection, STEMMA_DERIVATIONS, &filter, each_edge, out)) return false;
    if (out->edge_count > 0) qsort(out->edges, out->edge_count, sizeof *out->edges, compare_edges);
    fill_depths(out);
    return true;
}

void story_graph_free(StoryGraph *graph) {
    for (size_t i = 0; i < graph->node_count; i++) {
        free(graph->nodes[i].id);
        free(graph->nodes[i].path);
        free(graph->nodes[i].title);
        free(graph->nodes[i].outlet);
        free(graph->nodes[i].published);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        for (size_t j = 0; j < graph->edges[i].evidence_count; j++) {
            free(graph->edges[i].evidence[j].kind);
            free(graph->edges[i].evidence[j].article);
            free(graph->edges[i].evidence[j].text);
        }
        free(graph->edges[i].evidence);
        free(graph->edges[i].direction);
        free(graph->edges[i].lost_ancestor);
    }
    free(graph->nodes);
    free(graph->edges);
    free(graph->by_id);
    *graph = (StoryGraph){0};
}

size_t story_graph_edges_from(const StoryGraph *graph, size_t node) {
    size_t low = 0, high = graph->edge_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (graph->edges[middle].from < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
