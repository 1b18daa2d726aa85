/*
 * stemma tree: who took from whom, drawn as a tree with the evidence behind each edge.
 *
 * In: one story's graph. Out: roots (articles that derive from no other) in order, children below their parent; an
 * article with a second parent is shown once in full and named again under the other. A lost ancestor stands as a root
 * of its own above the articles that are from it. Pairs whose direction can't be
 * told are listed after the tree.
 */
#include <string.h>

#include "command.h"
#include "records_text.h"
#include "story_graph.h"
#include "tree.h"

#define EVIDENCE_SHOWN 4
#define EVIDENCE_LINES 2
#define DEPTH_MAX 64
#define INDENT 4

static void print_node(Output *output, const GraphNode *node) {
    output_style(output, STYLE_STRONG);
    output_text(output, node->path);
    output_style(output, STYLE_PLAIN);
    if (node->outlet) {
        output_printf(output, "  ");
        output_text(output, node->outlet);
    }
    if (node->published) {
        output_printf(output, "  ");
        output_text(output, node->published);
    }
}

/* What says how the two articles stand to one another is shown however much else there is. */
static bool is_about_the_edge(const char *kind) {
    static const char *const kinds[] = {"version", "correction", "lost-ancestor", "alternative"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i]) == 0) return true;
    return false;
}

static void print_evidence(Output *output, const GraphEdge *edge, unsigned depth) {
    size_t left_out = 0;
    for (size_t i = 0; i < edge->evidence_count; i++) {
        if (i >= EVIDENCE_SHOWN && !is_about_the_edge(edge->evidence[i].kind)) {
            left_out++;
            continue;
        }
        output_style(output, STYLE_FAINT);
        output_printf(output, "%*s· %-14s ", (int)(depth * INDENT), "", edge->evidence[i].kind);
        output_style(output, STYLE_PLAIN);
        output_wrapped(output, depth * INDENT + 17, edge->evidence[i].text, EVIDENCE_LINES);
        output_printf(output, "\n");
    }
    if (left_out > 0) output_printf(output, "%*s· and %zu more: stemma lineage\n", (int)(depth * INDENT), "", left_out);
}

static void print_below(Output *output, StoryGraph *graph, size_t node, unsigned depth) {
    for (size_t i = story_graph_edges_from(graph, node); i < graph->edge_count && graph->edges[i].from == node; i++) {
        const GraphEdge *edge = &graph->edges[i];
        if (!edge->known) continue;
        GraphNode *child = &graph->nodes[edge->to];
        output_printf(output, "%*s└─ ", (int)(depth * INDENT), "");
        print_node(output, child);
        output_printf(output, "  (%s, %u %% sure)\n", edge->direction, percent_sure(edge->confidence));
        print_evidence(output, edge, depth + 1);
        if (child->visited || depth >= DEPTH_MAX) continue;
        child->visited = true;
        print_below(output, graph, edge->to, depth + 1);
    }
}

static void print_root(Output *output, StoryGraph *graph, size_t node, unsigned depth) {
    print_node(output, &graph->nodes[node]);
    output_printf(output, "\n");
    graph->nodes[node].visited = true;
    print_below(output, graph, node, depth + 1);
}

/* The lost article as a node of its own, and below it those that are from it, in their order. */
static void print_lost(Output *output, StoryGraph *graph, const char *lost_ancestor) {
    output_printf(output, "  (%s: an article that is not here)\n", lost_ancestor);
    for (size_t i = 0; i < graph->node_count; i++) {
        const GraphNode *node = &graph->nodes[i];
        if (node->has_parent || !node->lost_ancestor || strcmp(node->lost_ancestor, lost_ancestor) != 0) continue;
        output_printf(output, "%*s└─ ", INDENT, "");
        print_root(output, graph, i, 1);
    }
}

static void print_graph(Output *output, StoryGraph *graph) {
    for (size_t i = 0; i < graph->node_count; i++) {
        const GraphNode *node = &graph->nodes[i];
        if (node->has_parent || node->visited) continue;
        if (node->lost_ancestor) {
            print_lost(output, graph, node->lost_ancestor);
            continue;
        }
        output_printf(output, "  ");
        print_root(output, graph, i, 0);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const GraphEdge *edge = &graph->edges[i];
        if (edge->known) continue;
        if (edge->lost_ancestor)
            output_printf(output, "  both from %s: ", edge->lost_ancestor);
        else
            output_printf(output, "  direction unknown: ");
        print_node(output, &graph->nodes[edge->from]);
        output_printf(output, " – ");
        print_node(output, &graph->nodes[edge->to]);
        output_printf(output, "\n");
        print_evidence(output, edge, 2);
    }
}

typedef struct TreeWalk {
    StemmaCollection *collection;
    const char *story;
    Output *output;
    uint64_t stories_max;
    uint64_t shown;
    uint64_t left_out;
    uint64_t alone;
    bool good;
} TreeWalk;

static bool each_story_tree(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    TreeWalk *walk = context;
    StemmaStory story;
    *status = stemma_story_next(cursor, &story, error);
    if (*status != STEMMA_OK) return false;
    if (walk->story && strcmp(walk->story, story.id) != 0) return true;
    if (!walk->story && story.article_count < 2) {
        walk->alone++;
        return true;
    }
    if (walk->stories_max > 0 && walk->shown == walk->stories_max) {
        walk->left_out++;
        return true;
    }
    walk->shown++;
    StoryGraph graph;
    walk->good = story_graph_read(walk->collection, story.id, &graph);
    if (walk->good) {
        text_story(walk->output, &story);
        print_graph(walk->output, &graph);
    }
    story_graph_free(&graph);
    return walk->good;
}

bool print_trees(StemmaCollection *collection, const char *story, uint64_t stories_max, Output *output) {
    TreeWalk walk = {
        .collection = collection, .story = story, .output = output, .stories_max = stories_max, .good = true};
    if (!for_each_record(collection, STEMMA_STORIES, NULL, each_story_tree, &walk) || !walk.good) return false;
    if (walk.left_out > 0)
        output_printf(output, "… %llu more stories: --all shows them\n", (unsigned long long)walk.left_out);
    if (walk.alone > 0)
        output_printf(output, "%llu article%s stand%s alone\n", (unsigned long long)walk.alone,
                      walk.alone == 1 ? "" : "s", walk.alone == 1 ? "s" : "");
    if (story && walk.shown == 0) {
        report_trouble("there is no story %s: stemma stories lists them", story);
        return false;
    }
    return true;
}

ExitCode command_tree(const Arguments *arguments) {
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!collection) return EXIT_TROUBLE;
    warn_if_not_traced(collection);
    Output output = output_open(stdout, arguments->color);
    StemmaTotals totals = {0};
    StemmaError error;
    ExitCode code = EXIT_TROUBLE;
    if (stemma_collection_totals(collection, &totals, &error) != STEMMA_OK)
        report_error(&error);
    else if (print_trees(collection, arguments->operand_count > 0 ? arguments->operands[0] : NULL, 0, &output))
        code = totals.stories > 0 ? EXIT_FOUND : EXIT_NOTHING;
    stemma_collection_close(collection);
    return code;
}
