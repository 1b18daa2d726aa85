/*
 * The derivation tree as a drawing, and as a list that says the same in words.
 *
 * In: a story's graph. Out: SVG with one column for each step away from a root, one row for each article; edges solid
 * where the direction is known, dashed where it is likely, dotted where it can't be told. Every node links to its
 * article. The list below opens each edge to its evidence: the drawing is never the only place that tells something.
 */
#include <string.h>

#include "memory.h"
#include "output.h"
#include "page_parts.h"

#include <stdlib.h>

#define NODE_WIDTH 300
#define NODE_HEIGHT 46
#define COLUMN_WIDTH 370
#define ROW_HEIGHT 64
#define MARGIN 8
#define LABEL_BYTES 38
#define DRAWN_MAX 200

/* Depth-first: children right below their parent. Returns the rows used. */
static size_t place_rows(StoryGraph *graph, size_t node, size_t row, size_t *rows) {
    rows[node] = row;
    graph->nodes[node].visited = true;
    size_t next = row;
    bool first = true;
    for (size_t i = story_graph_edges_from(graph, node); i < graph->edge_count && graph->edges[i].from == node; i++) {
        size_t child = graph->edges[i].to;
        if (!graph->edges[i].known || graph->nodes[child].visited ||
            graph->nodes[child].depth != graph->nodes[node].depth + 1)
            continue;
        next = place_rows(graph, child, first ? row : next, rows);
        first = false;
    }
    return first ? row + 1 : next;
}

/* At most LABEL_BYTES of text, cut between characters. */
static void short_text(Html *html, const char *text) {
    size_t size = text ? strlen(text) : 0;
    if (size <= LABEL_BYTES) {
        html_text(html, text);
        return;
    }
    size_t cut = LABEL_BYTES - 1;
    while (cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80) cut--;
    html_text_sized(html, text, cut);
    html_markup(html, "…");
}

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static void draw_edge(Html *html, const StoryGraph *graph, const size_t *rows, const GraphEdge *edge) {
    size_t x1 = MARGIN + graph->nodes[edge->from].depth * COLUMN_WIDTH + NODE_WIDTH;
    size_t y1 = MARGIN + rows[edge->from] * ROW_HEIGHT + NODE_HEIGHT / 2;
    size_t x2 = MARGIN + graph->nodes[edge->to].depth * COLUMN_WIDTH;
    size_t y2 = MARGIN + rows[edge->to] * ROW_HEIGHT + NODE_HEIGHT / 2;
    if (x2 <= x1) { /* same column or backward: run along the left edge */
        x1 = MARGIN + graph->nodes[edge->from].depth * COLUMN_WIDTH + NODE_WIDTH / 2;
        y1 += NODE_HEIGHT / 2;
        x2 += NODE_WIDTH / 2;
        y2 -= NODE_HEIGHT / 2;
    }
    size_t middle = (x1 + x2) / 2;
    html_markup(html, "<path class=\"%s\" d=\"M%zu %zu C%zu %zu %zu %zu %zu %zu\"%s><title>%s, %u %%</title></path>",
                edge->direction, x1, y1, middle, y1, middle, y2, x2, y2,
                edge->known ? " marker-end=\"url(#arrow)\"" : "", edge->direction, percent_sure(edge->confidence));
}

static void draw_node(Html *html, const GraphNode *node, size_t row) {
    size_t x = MARGIN + node->depth * COLUMN_WIDTH, y = MARGIN + row * ROW_HEIGHT;
    html_markup(html, "<a href=\"#a-%s\"><rect x=\"%zu\" y=\"%zu\" width=\"%d\" height=\"%d\" rx=\"6\"><title>",
                node->id, x, y, NODE_WIDTH, NODE_HEIGHT);
    html_text(html, node->title ? node->title : node->path);
    html_markup(html, "</title></rect><text x=\"%zu\" y=\"%zu\">", x + 10, y + 19);
    short_text(html, node->title ? node->title : file_name(node->path));
    html_markup(html, "</text><text class=\"f\" x=\"%zu\" y=\"%zu\">", x + 10, y + 37);
    short_text(html, node->outlet ? node->outlet : file_name(node->path));
    html_markup(html, ", ");
    html_text(html, node->published ? node->published : "undated");
    html_markup(html, "</text></a>");
}

static void draw(Html *html, StoryGraph *graph) {
    size_t capacity = graph->node_count;
    size_t *rows = memory_grow(NULL, graph->node_count, &capacity, sizeof *rows);
    size_t row = 0, depth = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        if (!graph->nodes[i].has_parent) row = place_rows(graph, i, row, rows);
    for (size_t i = 0; i < graph->node_count; i++) {
        if (!graph->nodes[i].visited) rows[i] = row++;
        if (graph->nodes[i].depth > depth) depth = graph->nodes[i].depth;
    }
    size_t width = 2 * MARGIN + depth * COLUMN_WIDTH + NODE_WIDTH, height = 2 * MARGIN + row * ROW_HEIGHT;
    html_markup(html,
                "<div class=\"scroll\"><svg role=\"img\" aria-label=\"derivation tree; the list below says the same\" "
                "width=\"%zu\" height=\"%zu\" viewBox=\"0 0 %zu %zu\"><defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" "
                "refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8\"/>"
                "</marker></defs>",
                width, height, width, height);
    for (size_t i = 0; i < graph->edge_count; i++) draw_edge(html, graph, rows, &graph->edges[i]);
    for (size_t i = 0; i < graph->node_count; i++) draw_node(html, &graph->nodes[i], rows[i]);
    html_markup(html, "</svg></div>");
    free(rows);
}

static void node_link(Html *html, const GraphNode *node) {
    html_markup(html, "<a href=\"#a-%s\">", node->id);
    html_text(html, node->outlet ? node->outlet : file_name(node->path));
    html_markup(html, "</a>");
    if (node->title) {
        html_markup(html, " <span class=\"faint\">“");
        html_text(html, node->title);
        html_markup(html, "”</span>");
    }
}

static void list_edge(Html *html, const StoryGraph *graph, const GraphEdge *edge) {
    html_markup(html, "<details%s><summary>", graph->edge_count <= 12 ? " open" : "");
    node_link(html, &graph->nodes[edge->to]);
    html_markup(html, edge->known ? " took from " : " and ");
    node_link(html, &graph->nodes[edge->from]);
    if (edge->known)
        html_markup(html, " <span class=\"faint\">%s, %u %% sure</span>", edge->direction,
                    percent_sure(edge->confidence));
    else
        html_markup(html, " share text; <span class=\"faint\">who had it first can’t be told</span>");
    html_markup(html, "</summary><dl class=\"evidence\">");
    for (size_t i = 0; i < edge->evidence_count; i++) {
        html_markup(html, "<dt>");
        html_text(html, edge->evidence[i].kind);
        html_markup(html, ", in ");
        html_text(html, edge->evidence[i].article);
        html_markup(html, "</dt><dd>");
        html_text(html, edge->evidence[i].text);
        html_markup(html, "</dd>");
    }
    html_markup(html, "</dl></details>");
}

void page_tree(Html *html, const StoryGraph *graph) {
    if (graph->edge_count == 0) {
        html_markup(html, "<p>No article of this story is shown to derive from another one.</p>");
        return;
    }
    StoryGraph drawn = *graph; /* rows mark nodes as visited; the arrays themselves are shared */
    if (graph->node_count <= DRAWN_MAX)
        draw(html, &drawn);
    else
        html_markup(html, "<p>%zu articles are too many to draw; the list has them all.</p>", graph->node_count);
    for (size_t i = 0; i < graph->edge_count; i++) list_edge(html, graph, &graph->edges[i]);
}
