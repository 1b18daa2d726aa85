/* The heaviest tree against every possible one, on random graphs with a fixed seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/lineage/arborescence.h"

enum { NODES_MAX = 7, ARCS_MAX = 64 };

static uint32_t random_next(uint64_t *state, uint32_t below) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

static bool leads_to_root(const ArcGraph *graph, const uint32_t *chosen) {
    for (uint32_t node = 1; node < graph->node_count; node++) {
        uint32_t at = node;
        uint32_t steps = 0;
        while (at != 0 && steps++ < graph->node_count) at = graph->arcs[chosen[at]].from;
        if (at != 0) return false;
    }
    return true;
}

/* Tries every choice of one arc into each node. */
static double best_weight(const ArcGraph *graph, uint32_t node, uint32_t *chosen) {
    if (node == graph->node_count) {
        double weight = leads_to_root(graph, chosen) ? 0 : -1e9;
        for (uint32_t i = 1; i < graph->node_count; i++) weight += graph->arcs[chosen[i]].weight;
        return weight;
    }
    double best = -1e18;
    for (uint32_t arc = 0; arc < graph->arc_count; arc++) {
        if (graph->arcs[arc].to != node) continue;
        chosen[node] = arc;
        double weight = best_weight(graph, node + 1, chosen);
        if (weight > best) best = weight;
    }
    return best;
}

static void random_graphs_agree_with_trying_all(void **state) {
    (void)state;
    Arena scratch = arena_open(0);
    uint64_t seed = 42;
    for (int round = 0; round < 400; round++) {
        Arc arcs[ARCS_MAX];
        ArcGraph graph = {.arcs = arcs, .node_count = 2 + random_next(&seed, NODES_MAX - 1)};
        for (uint32_t to = 1; to < graph.node_count; to++) {
            arcs[graph.arc_count++] = (Arc){0, to, random_next(&seed, 4)};
            for (uint32_t i = random_next(&seed, 4); i > 0; i--) {
                uint32_t from = 1 + random_next(&seed, graph.node_count - 1);
                if (from != to) arcs[graph.arc_count++] = (Arc){from, to, random_next(&seed, 12)};
            }
        }
        uint32_t chosen[NODES_MAX + 1];
        arborescence_maximum(&graph, chosen, scratch);
        double weight = 0;
        for (uint32_t node = 1; node < graph.node_count; node++) {
            assert_int_equal(arcs[chosen[node]].to, node);
            weight += arcs[chosen[node]].weight;
        }
        assert_true(leads_to_root(&graph, chosen));
        assert_int_equal(chosen[0], UINT32_MAX);
        uint32_t tried[NODES_MAX + 1];
        assert_float_equal(weight, best_weight(&graph, 1, tried), 1e-9);
    }
    arena_close(&scratch);
}

static void a_chain_of_nested_cycles_stays_quick(void **state) {
    (void)state;
    enum { LONG = 20000 };
    Arena scratch = arena_open(0);
    Arc *arcs = arena_new_array(&scratch, Arc, LONG * 3);
    ArcGraph graph = {.arcs = arcs, .node_count = LONG};
    for (uint32_t node = 1; node < LONG; node++) {
        arcs[graph.arc_count++] = (Arc){0, node, -1.0 * node};
        if (node > 1) arcs[graph.arc_count++] = (Arc){node - 1, node, 1.0 + node};
        if (node + 1 < LONG) arcs[graph.arc_count++] = (Arc){node + 1, node, 2.0 + node};
    }
    uint32_t *chosen = arena_new_array(&scratch, uint32_t, LONG);
    arborescence_maximum(&graph, chosen, scratch);
    for (uint32_t node = 1; node < LONG; node++) assert_int_equal(arcs[chosen[node]].to, node);
    arena_close(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_graphs_agree_with_trying_all),
        cmocka_unit_test(a_chain_of_nested_cycles_stays_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
