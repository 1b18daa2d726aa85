/* Posteriors against counting all trees of small graphs, and their sums on large ones. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/lineage/posteriors.h"

enum { NODES_MAX = 6, ARCS_MAX = NODES_MAX * NODES_MAX };

static uint64_t random_next(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static bool is_tree(const ArcGraph *graph, const uint32_t *arc_of_node) {
    for (uint32_t node = 1; node < graph->node_count; node++) {
        uint32_t at = node;
        for (uint32_t steps = 0; at != graph->root; steps++) {
            if (steps > graph->node_count) {
                return false;
            }
            at = graph->arcs[arc_of_node[at]].from;
        }
    }
    return true;
}

/* Tries every choice of one arc into each node. */
static void count_trees(const ArcGraph *graph, uint32_t node, uint32_t *arc_of_node, double *sums) {
    if (node < graph->node_count) {
        for (uint32_t i = 0; i < graph->arc_count; i++) {
            if (graph->arcs[i].to == node) {
                arc_of_node[node] = i;
                count_trees(graph, node + 1, arc_of_node, sums);
            }
        }
        return;
    }
    if (!is_tree(graph, arc_of_node)) {
        return;
    }
    double weight = 0;
    for (uint32_t at = 1; at < graph->node_count; at++) {
        weight += graph->arcs[arc_of_node[at]].weight;
    }
    for (uint32_t at = 1; at < graph->node_count; at++) {
        sums[arc_of_node[at]] += exp(weight);
    }
    sums[graph->arc_count] += exp(weight);
}

static void posteriors_are_shares_of_all_trees(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    uint64_t seed = 7;
    for (int round = 0; round < 300; round++) {
        Arc arcs[ARCS_MAX];
        ArcGraph graph = {arcs, 0, 2 + (uint32_t)(random_next(&seed) % (NODES_MAX - 1)), 0};
        for (uint32_t to = 1; to < graph.node_count; to++) {
            for (uint32_t from = 0; from < graph.node_count; from++) {
                if (from != to && (from == 0 || random_next(&seed) % 3 > 0)) {
                    double weight = (double)(random_next(&seed) % 1000) / 100 - 5;
                    arcs[graph.arc_count++] = (Arc){from, to, weight};
                }
            }
        }
        double sums[ARCS_MAX + 1] = {0};
        uint32_t arc_of_node[NODES_MAX];
        count_trees(&graph, 1, arc_of_node, sums);
        double posteriors[ARCS_MAX];
        posteriors_compute(&graph, posteriors, arena);
        for (uint32_t i = 0; i < graph.arc_count; i++) {
            assert_true(fabs(posteriors[i] - sums[i] / sums[graph.arc_count]) < 1e-9);
        }
    }
    arena_close(&arena);
}

static void arcs_into_one_node_sum_to_one(void **state) {
    (void)state;
    enum { NODES = 3000, ARCS_EACH = 8 };
    Arena arena = arena_open(0);
    Arc *arcs = arena_new_array(&arena, Arc, NODES * (ARCS_EACH + 1));
    ArcGraph graph = {arcs, 0, NODES, 0};
    uint64_t seed = 11;
    for (uint32_t to = 1; to < NODES; to++) {
        arcs[graph.arc_count++] = (Arc){0, to, 0};
        for (int i = 0; i < ARCS_EACH; i++) {
            uint32_t from = 1 + (uint32_t)(random_next(&seed) % (NODES - 1));
            if (from != to) {
                arcs[graph.arc_count++] = (Arc){from, to, (double)(random_next(&seed) % 80) - 40};
            }
        }
    }
    double *posteriors = arena_new_array(&arena, double, graph.arc_count);
    double *sums = arena_new_array(&arena, double, NODES);
    Arena scratch = arena_open(0);
    posteriors_compute(&graph, posteriors, scratch);
    for (uint32_t i = 0; i < graph.arc_count; i++) {
        sums[arcs[i].to] += posteriors[i];
    }
    for (uint32_t node = 1; node < NODES; node++) {
        assert_true(fabs(sums[node] - 1) < 1e-6);
    }
    arena_close(&scratch);
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(posteriors_are_shares_of_all_trees),
        cmocka_unit_test(arcs_into_one_node_sum_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
