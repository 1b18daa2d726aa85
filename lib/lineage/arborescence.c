/*
 * Maximum arborescence (Chu and Liu 1965; Edmonds 1967) for sparse graphs, in Tarjan's form (1977): every node keeps
 * its incoming arcs in a meldable heap; walking backwards along the best arcs either meets what is finished or closes a
 * cycle, which becomes one node whose heap is the union of its nodes' heaps. At the end the cycles are opened again,
 * last one first, each losing the arc into the node at which its own incoming arc enters.
 *
 * Taking an arc into a node makes the other arcs into it cost the difference: that is added to the whole heap at once
 * and handed down when a heap is taken apart. Nodes that became one are found by union-find without path compression,
 * so that unions can be undone. O(arcs * log(nodes)).
 */
#include "arborescence.h"

#include <assert.h>
#include <stdbool.h>

#define NONE UINT32_MAX

/* A leftist heap's node; index 0 is the empty heap. */
typedef struct HeapNode {
    double cost;
    double pending; /* still to be added to both children */
    uint32_t left;
    uint32_t right;
    uint32_t rank;
} HeapNode;

typedef struct Cycle {
    uint32_t node; /* the node it became */
    uint32_t history_count; /* unions before it */
    uint32_t first_arc; /* its arcs in cycle_arcs */
    uint32_t arc_count;
} Cycle;

typedef struct Search {
    const ArcGraph *graph;
    HeapNode *heap; /* arc i is heap node i + 1 */
    uint32_t *heaps; /* by node */
    uint32_t *above; /* union-find */
    uint32_t *size;
    uint32_t *history; /* nodes that lost their independence, in order */
    uint32_t history_count;
    uint32_t *seen; /* by node: the walk that met it */
    uint32_t *path_nodes;
    uint32_t *path_arcs;
    uint32_t path_count;
    Cycle *cycles;
    uint32_t cycle_count;
    uint32_t *cycle_arcs;
    uint32_t cycle_arc_count;
} Search;

static void heap_push_down(HeapNode *heap, uint32_t node) {
    double pending = heap[node].pending;
    uint32_t children[2] = {heap[node].left, heap[node].right};
    for (int i = 0; i < 2; i++) {
        if (children[i] == 0) {
            continue;
        }
        heap[children[i]].cost += pending;
        heap[children[i]].pending += pending;
    }
    heap[node].pending = 0;
}

static bool heap_before(const HeapNode *heap, uint32_t one, uint32_t other) {
    if (heap[one].cost != heap[other].cost) {
        return heap[one].cost < heap[other].cost;
    }
    return one < other;
}

/* Recursion is as deep as the right spine: logarithmic. */
static uint32_t heap_meld(HeapNode *heap, uint32_t one, uint32_t other) {
    if (one == 0 || other == 0) {
        return one + other;
    }
    if (heap_before(heap, other, one)) {
        uint32_t swap = one;
        one = other;
        other = swap;
    }
    heap_push_down(heap, one);
    heap[one].right = heap_meld(heap, heap[one].right, other);
    if (heap[heap[one].left].rank < heap[heap[one].right].rank) {
        uint32_t swap = heap[one].left;
        heap[one].left = heap[one].right;
        heap[one].right = swap;
    }
    heap[one].rank = heap[heap[one].right].rank + 1;
    return one;
}

static uint32_t node_find(const Search *search, uint32_t node) {
    while (search->above[node] != node) {
        node = search->above[node];
    }
    return node;
}

static bool node_unite(Search *search, uint32_t one, uint32_t other) {
    one = node_find(search, one);
    other = node_find(search, other);
    if (one == other) {
        return false;
    }
    if (search->size[one] < search->size[other]) {
        uint32_t swap = one;
        one = other;
        other = swap;
    }
    search->above[other] = one;
    search->size[one] += search->size[other];
    search->history[search->history_count++] = other;
    return true;
}

static void history_undo(Search *search, uint32_t history_count) {
    while (search->history_count > history_count) {
        uint32_t node = search->history[--search->history_count];
        search->size[search->above[node]] -= search->size[node];
        search->above[node] = node;
    }
}

/* The path's end has met `node`, which is on it: everything from there on becomes one node, which is returned. */
static uint32_t cycle_contract(Search *search, uint32_t node) {
    Cycle cycle = {.history_count = search->history_count, .first_arc = search->cycle_arc_count};
    uint32_t heap = 0;
    uint32_t member;
    do {
        member = search->path_nodes[--search->path_count];
        search->cycle_arcs[search->cycle_arc_count++] = search->path_arcs[search->path_count];
        heap = heap_meld(search->heap, heap, search->heaps[member]);
    } while (node_unite(search, node, member));
    cycle.arc_count = search->cycle_arc_count - cycle.first_arc;
    cycle.node = node_find(search, node);
    search->heaps[cycle.node] = heap;
    search->seen[cycle.node] = NONE;
    search->cycles[search->cycle_count++] = cycle;
    return cycle.node;
}

static void walk(Search *search, uint32_t start) {
    uint32_t node = node_find(search, start);
    search->path_count = 0;
    while (search->seen[node] == NONE) {
        uint32_t best = search->heaps[node];
        assert(best != 0);
        heap_push_down(search->heap, best);
        double cost = search->heap[best].cost;
        uint32_t rest = heap_meld(search->heap, search->heap[best].left, search->heap[best].right);
        if (rest != 0) {
            search->heap[rest].cost -= cost;
            search->heap[rest].pending -= cost;
        }
        search->heaps[node] = rest;
        search->path_nodes[search->path_count] = node;
        search->path_arcs[search->path_count++] = best - 1;
        search->seen[node] = start;
        node = node_find(search, search->graph->arcs[best - 1].from);
        if (search->seen[node] == start) {
            node = cycle_contract(search, node);
        }
    }
}

static Search search_open(const ArcGraph *graph, Arena *arena) {
    uint32_t nodes = graph->node_count;
    Search search = {.graph = graph,
                     .heap = arena_new_array(arena, HeapNode, graph->arc_count + 1u),
                     .heaps = arena_new_array(arena, uint32_t, nodes),
                     .above = arena_new_array(arena, uint32_t, nodes),
                     .size = arena_new_array(arena, uint32_t, nodes),
                     .history = arena_new_array(arena, uint32_t, nodes),
                     .seen = arena_new_array(arena, uint32_t, nodes),
                     .path_nodes = arena_new_array(arena, uint32_t, nodes + 1u),
                     .path_arcs = arena_new_array(arena, uint32_t, nodes + 1u),
                     .cycles = arena_new_array(arena, Cycle, graph->arc_count + 1u),
                     .cycle_arcs = arena_new_array(arena, uint32_t, graph->arc_count + 1u)};
    for (uint32_t node = 0; node < nodes; node++) {
        search.above[node] = node;
        search.size[node] = 1;
        search.seen[node] = NONE;
    }
    search.seen[graph->root] = graph->root;
    for (uint32_t i = 0; i < graph->arc_count; i++) {
        const Arc *arc = &graph->arcs[i];
        assert(arc->to != graph->root);
        search.heap[i + 1] = (HeapNode){.cost = -arc->weight, .rank = 1};
        search.heaps[arc->to] = heap_meld(search.heap, search.heaps[arc->to], i + 1);
    }
    return search;
}

void arborescence_maximum(const ArcGraph *graph, uint32_t *chosen, Arena scratch) {
    for (uint32_t node = 0; node < graph->node_count; node++) {
        chosen[node] = NONE;
    }
    Search search = search_open(graph, &scratch);
    for (uint32_t start = 0; start < graph->node_count; start++) {
        walk(&search, start);
        for (uint32_t i = 0; i < search.path_count; i++) {
            uint32_t arc = search.path_arcs[i];
            chosen[node_find(&search, graph->arcs[arc].to)] = arc;
        }
    }
    while (search.cycle_count > 0) {
        const Cycle *cycle = &search.cycles[--search.cycle_count];
        uint32_t entering = chosen[cycle->node];
        history_undo(&search, cycle->history_count);
        for (uint32_t i = 0; i < cycle->arc_count; i++) {
            uint32_t arc = search.cycle_arcs[cycle->first_arc + i];
            chosen[node_find(&search, graph->arcs[arc].to)] = arc;
        }
        chosen[node_find(&search, graph->arcs[entering].to)] = entering;
    }
    chosen[graph->root] = NONE;
}
