/*
 * Arc posteriors by the matrix-tree theorem (Tutte 1948; Koo, Globerson, Carreras and Collins 2007; Smith and Smith
 * 2007).
 *
 * In:  a graph of weighted arcs. Out: for each arc the probability that a tree drawn by weight has it.
 *
 * With L the matrix that has at (node, node) the sum of e^weight of all arcs into the node, those from the root among
 * them, and at (from, to) minus that of the arcs between them, the determinant of L is the sum over all trees, and an
 * arc's posterior is e^weight * (inverse(to, to) - inverse(to, from)); for an arc from the root the second term is 0.
 *
 * Inverting costs the cube of the nodes, so it is done for one strongly connected component (Tarjan 1972) at a time:
 * ordered by components L is block triangular, so that arcs from one component into another act like arcs from the
 * root. This is exact. Where dates order the articles, components are single nodes and nothing has to be inverted. A
 * component of more than COMPONENT_NODES_MAX nodes is not inverted: its nodes choose independently of one another,
 * which neglects that cycles are impossible.
 *
 * Weights are taken less the largest one into the same node, which changes no posterior and keeps e^weight in range.
 */
#include "posteriors.h"

#include <math.h>

#define NONE UINT32_MAX

enum { COMPONENT_NODES_MAX = 96 };

/* The arcs by the node they come from, and a walk over them in depth. */
typedef struct Components {
    const ArcGraph *graph;
    uint32_t *first_arcs; /* by node; one more entry at the end */
    uint32_t *arcs; /* indexes, by the node they leave */
    uint32_t *order; /* by node: when it was met, plus one */
    uint32_t *low;
    uint32_t *next; /* by node: how many of its arcs have been followed */
    uint32_t *path;
    uint32_t *open; /* nodes met whose component is not known yet */
    uint32_t *component; /* by node */
    uint32_t open_count;
    uint32_t order_count;
    uint32_t count;
} Components;

static Components components_open(const ArcGraph *graph, Arena *arena) {
    uint32_t nodes = graph->node_count;
    Components components = {.graph = graph,
                             .first_arcs = arena_new_array(arena, uint32_t, nodes + 2u),
                             .arcs = arena_new_array(arena, uint32_t, graph->arc_count + 1u),
                             .order = arena_new_array(arena, uint32_t, nodes),
                             .low = arena_new_array(arena, uint32_t, nodes),
                             .next = arena_new_array(arena, uint32_t, nodes),
                             .path = arena_new_array(arena, uint32_t, nodes + 1u),
                             .open = arena_new_array(arena, uint32_t, nodes + 1u),
                             .component = arena_new_array(arena, uint32_t, nodes)};
    for (uint32_t i = 0; i < graph->arc_count; i++) {
        components.first_arcs[graph->arcs[i].from + 1]++;
    }
    for (uint32_t node = 0; node < nodes; node++) {
        components.first_arcs[node + 1] += components.first_arcs[node];
        components.component[node] = NONE;
    }
    for (uint32_t i = 0; i < graph->arc_count; i++) {
        uint32_t from = graph->arcs[i].from;
        components.arcs[components.first_arcs[from] + components.next[from]++] = i;
    }
    for (uint32_t node = 0; node < nodes; node++) {
        components.next[node] = 0;
    }
    return components;
}

static void node_enter(Components *components, uint32_t node) {
    components->order[node] = ++components->order_count;
    components->low[node] = components->order[node];
    components->open[components->open_count++] = node;
}

/* All arcs of the node have been followed: it may be the first one of a component. */
static void node_leave(Components *components, uint32_t node) {
    if (components->low[node] != components->order[node]) {
        return;
    }
    uint32_t member;
    do {
        member = components->open[--components->open_count];
        components->component[member] = components->count;
    } while (member != node);
    components->count++;
}

static void components_walk(Components *components, uint32_t start) {
    uint32_t depth = 0;
    components->path[depth++] = start;
    node_enter(components, start);
    while (depth > 0) {
        uint32_t node = components->path[depth - 1];
        uint32_t at = components->first_arcs[node] + components->next[node];
        if (at < components->first_arcs[node + 1]) {
            components->next[node]++;
            uint32_t to = components->graph->arcs[components->arcs[at]].to;
            if (components->order[to] == 0) {
                components->path[depth++] = to;
                node_enter(components, to);
            } else if (components->component[to] == NONE && components->order[to] < components->low[node]) {
                components->low[node] = components->order[to];
            }
            continue;
        }
        node_leave(components, node);
        depth--;
        if (depth > 0 && components->low[node] < components->low[components->path[depth - 1]]) {
            components->low[components->path[depth - 1]] = components->low[node];
        }
    }
}

typedef struct RowPair {
    uint32_t upper;
    uint32_t lower;
} RowPair;

static void row_exchange_and_divide(double *matrix, uint32_t size, RowPair rows, double divisor) {
    for (uint32_t i = 0; i < size; i++) {
        double upper = matrix[(size_t)rows.upper * size + i];
        double lower = matrix[(size_t)rows.lower * size + i];
        matrix[(size_t)rows.lower * size + i] = upper;
        matrix[(size_t)rows.upper * size + i] = lower / divisor;
    }
}

/* In place, by Gauss and Jordan with row exchange; false where there is no inverse. */
static bool matrix_invert(double *matrix, uint32_t size, Arena scratch) {
    double *inverse = arena_new_array(&scratch, double, (size_t)size *size);
    for (uint32_t i = 0; i < size; i++) {
        inverse[(size_t)i * size + i] = 1.0;
    }
    for (uint32_t column = 0; column < size; column++) {
        uint32_t pivot = column;
        for (uint32_t row = column + 1; row < size; row++) {
            if (fabs(matrix[(size_t)row * size + column]) > fabs(matrix[(size_t)pivot * size + column])) {
                pivot = row;
            }
        }
        double scale = matrix[(size_t)pivot * size + column];
        if (scale == 0.0) {
            return false;
        }
        row_exchange_and_divide(matrix, size, (RowPair){column, pivot}, scale);
        row_exchange_and_divide(inverse, size, (RowPair){column, pivot}, scale);
        for (uint32_t row = 0; row < size; row++) {
            double factor = matrix[(size_t)row * size + column];
            if (row == column || factor == 0.0) {
                continue;
            }
            for (uint32_t i = 0; i < size; i++) {
                matrix[(size_t)row * size + i] -= factor * matrix[(size_t)column * size + i];
                inverse[(size_t)row * size + i] -= factor * inverse[(size_t)column * size + i];
            }
        }
    }
    for (size_t i = 0; i < (size_t)size * size; i++) {
        matrix[i] = inverse[i];
    }
    return true;
}

/* Arcs and nodes sorted by component; and the arcs' factors. */
typedef struct Blocks {
    const ArcGraph *graph;
    const Components *components;
    uint32_t *first_arcs; /* by component of the node they lead to; one more entry at the end */
    uint32_t *arcs;
    uint32_t *places; /* by node: its row within its component */
    uint32_t *sizes; /* by component */
    double *factors; /* by arc: e^weight, scaled by node */
    double *sums; /* by node: of the factors of the arcs into it */
} Blocks;

static Blocks blocks_build(const ArcGraph *graph, const Components *components, Arena *arena) {
    Blocks blocks = {.graph = graph,
                     .components = components,
                     .first_arcs = arena_new_array(arena, uint32_t, components->count + 2u),
                     .arcs = arena_new_array(arena, uint32_t, graph->arc_count + 1u),
                     .places = arena_new_array(arena, uint32_t, graph->node_count),
                     .sizes = arena_new_array(arena, uint32_t, components->count + 1u),
                     .factors = arena_new_array(arena, double, graph->arc_count + 1u),
                     .sums = arena_new_array(arena, double, graph->node_count)};
    double *largest = arena_new_array(arena, double, graph->node_count);
    for (uint32_t node = 0; node < graph->node_count; node++) {
        blocks.places[node] = blocks.sizes[components->component[node]]++;
        largest[node] = -INFINITY;
    }
    for (uint32_t i = 0; i < graph->arc_count; i++) {
        largest[graph->arcs[i].to] = fmax(largest[graph->arcs[i].to], graph->arcs[i].weight);
        blocks.first_arcs[components->component[graph->arcs[i].to] + 1]++;
    }
    for (uint32_t component = 0; component < components->count; component++) {
        blocks.first_arcs[component + 1] += blocks.first_arcs[component];
    }
    uint32_t *next = arena_new_array(arena, uint32_t, components->count + 1u);
    for (uint32_t i = 0; i < graph->arc_count; i++) {
        const Arc *arc = &graph->arcs[i];
        uint32_t component = components->component[arc->to];
        blocks.arcs[blocks.first_arcs[component] + next[component]++] = i;
        blocks.factors[i] = exp(arc->weight - largest[arc->to]);
        blocks.sums[arc->to] += blocks.factors[i];
    }
    return blocks;
}

static double probability(double value) {
    return fmin(1.0, fmax(0.0, value));
}

static void component_solve(const Blocks *blocks, uint32_t component, double *posteriors, Arena scratch) {
    uint32_t size = blocks->sizes[component];
    const Arc *arcs = blocks->graph->arcs;
    const uint32_t *component_of = blocks->components->component;
    double *matrix = NULL;
    if (size > 1 && size <= COMPONENT_NODES_MAX) {
        matrix = arena_new_array(&scratch, double, (size_t)size *size);
        for (uint32_t at = blocks->first_arcs[component]; at < blocks->first_arcs[component + 1]; at++) {
            const Arc *arc = &arcs[blocks->arcs[at]];
            uint32_t to = blocks->places[arc->to];
            matrix[(size_t)to * size + to] += blocks->factors[blocks->arcs[at]];
            if (component_of[arc->from] == component) {
                matrix[(size_t)blocks->places[arc->from] * size + to] -= blocks->factors[blocks->arcs[at]];
            }
        }
        matrix = matrix_invert(matrix, size, scratch) ? matrix : NULL;
    }
    for (uint32_t at = blocks->first_arcs[component]; at < blocks->first_arcs[component + 1]; at++) {
        uint32_t i = blocks->arcs[at];
        const Arc *arc = &arcs[i];
        double share = blocks->factors[i] / blocks->sums[arc->to];
        if (matrix) {
            const double *row = &matrix[(size_t)blocks->places[arc->to] * size];
            double inner = component_of[arc->from] == component ? row[blocks->places[arc->from]] : 0.0;
            share = blocks->factors[i] * (row[blocks->places[arc->to]] - inner);
        }
        posteriors[i] = probability(share);
    }
}

void posteriors_compute(const ArcGraph *graph, double *posteriors, Arena scratch) {
    Components components = components_open(graph, &scratch);
    for (uint32_t node = 0; node < graph->node_count; node++) {
        if (components.order[node] == 0) {
            components_walk(&components, node);
        }
    }
    Blocks blocks = blocks_build(graph, &components, &scratch);
    for (uint32_t component = 0; component < components.count; component++) {
        component_solve(&blocks, component, posteriors, scratch);
    }
}
