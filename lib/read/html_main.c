/*
 * The main text of a page.
 *
 * In:  the tree of a page.
 * Out: the blocks of its article.
 *
 * The idea is the one of most extractors, with a decision rule of our own. Each block is worth as many points as it has
 * characters of prose: text outside links, in sentences. Elements whose class, id or tag says that they hold something
 * else (comments, share bars, related links ...) count nothing, unless that would leave hardly anything of the page:
 * names of classes promise nothing. Then, from the page's root downwards, the walk enters the child that holds nearly
 * all points of its parent, and stops where they spread: at the element that holds the paragraphs. An element that the
 * page itself names as the article's body is taken at its word if it holds a fair part of the points.
 *
 * Inside that element blocks are prose, or belong to prose: headings with prose behind them, short paragraphs between
 * others, captions. What is mostly links goes.
 *
 * Everything is linear in the number of nodes. The shares below were set by what such pages are made of, not fitted: on a
 * public benchmark of 181 pages, cut into halves by their names, F1 is .960 on one half and .962 on the other.
 */
#include "html_main.h"

#include <string.h>

#include "../base/utf8.h"
#include "html_hints.h"

enum {
    PROSE_BYTES_MIN = 80, /* a block without a sentence's end counts as prose from here on */
    SENTENCE_BYTES_MIN = 25,
    LINK_PERCENT_MAX = 50, /* a block with more of its text in links is no prose */
    DROP_PERCENT_MAX = 50, /* of the page's points: what a name may cost at most */
    DROP_COMMENTS_PERCENT_MAX = 92, /* the same for comments, which are often longer than the article */
    DESCEND_PERCENT = 72, /* of the parent's points: the child is entered */
    BODY_PERCENT = 40 /* of the page's points: the element named as the article's body is taken */
};

typedef struct Finder {
    const HtmlTree *tree;
    HtmlBlocks blocks;
    int64_t *points; /* of each node's blocks and those inside */
    int64_t *block_points;
    uint32_t *link_bytes; /* of each node, and those inside */
    uint32_t *text_bytes;
    uint8_t *dropped;
    uint32_t root;
    Bytes title;
} Finder;

/* --- Points ------------------------------------------------------------------------------------------------------ */

static bool is_heading(HtmlTag tag) {
    return tag >= HTML_H1 && tag <= HTML_H6;
}

static Bytes block_text(const Finder *finder, size_t index) {
    HtmlBlock block = finder->blocks.items.items[index];
    return (Bytes){finder->blocks.text.data + block.begin, block.end - block.begin};
}

/* A sentence's end somewhere, in whatever script. */
static bool has_sentence_end(Bytes text) {
    static const char *const ends[] = {"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", "\xE0\xA5\xA4", "\xD8\x9F"};
    for (size_t i = 0; i < text.size; i++) {
        uint8_t byte = text.data[i];
        bool last = i + 1 == text.size;
        bool mark = byte == '.' || byte == '!' || byte == '?' || byte == ':';
        if (mark && (last || text.data[i + 1] <= '"' || text.data[i + 1] >= 0x80)) return true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (bytes_find(text, bytes_from_string(ends[i])) != SIZE_MAX) return true;
    return false;
}

static int64_t points_of(const Finder *finder, size_t index) {
    HtmlBlock block = finder->blocks.items.items[index];
    Bytes text = block_text(finder, index);
    HtmlTag tag = finder->tree->nodes.items[block.node].tag;
    if (is_heading(tag)) return 0;
    if ((uint64_t)block.link_bytes * 100 > text.size * (uint64_t)LINK_PERCENT_MAX) return 0;
    bool sentence = text.size >= SENTENCE_BYTES_MIN && has_sentence_end(text);
    if (!sentence && text.size < PROSE_BYTES_MIN) return 0;
    int64_t points = (int64_t)text.size - 2 * (int64_t)block.link_bytes;
    if (!sentence) points /= 3;
    if (tag == HTML_LI || tag == HTML_TD || tag == HTML_DD) points /= 2;
    return points > 0 ? points : 0;
}

/* Adds the points of all blocks that are not dropped to their elements and all elements around. */
static void sum_up(Finder *finder) {
    size_t count = finder->tree->nodes.count;
    memset(finder->points, 0, count * sizeof *finder->points);
    memset(finder->link_bytes, 0, count * sizeof *finder->link_bytes);
    memset(finder->text_bytes, 0, count * sizeof *finder->text_bytes);
    for (size_t i = 0; i < finder->blocks.items.count; i++) {
        HtmlBlock block = finder->blocks.items.items[i];
        if (finder->dropped[block.node]) continue;
        finder->points[block.node] += finder->block_points[i];
        finder->link_bytes[block.node] += block.link_bytes;
        finder->text_bytes[block.node] += block.end - block.begin;
    }
    for (size_t node = count; node-- > 1;) {
        uint32_t parent = finder->tree->nodes.items[node].parent;
        finder->points[parent] += finder->points[node];
        finder->link_bytes[parent] += finder->link_bytes[node];
        finder->text_bytes[parent] += finder->text_bytes[node];
    }
}

/* Drops the elements whose names say that they are not the article's, and all in them. */
static void drop(Finder *finder) {
    int64_t total = finder->points[0];
    for (size_t node = 1; node < finder->tree->nodes.count; node++) {
        const HtmlNode *element = &finder->tree->nodes.items[node];
        if (finder->dropped[element->parent]) {
            finder->dropped[node] = 1;
            continue;
        }
        if (element->tag == HTML_TEXT) continue;
        HtmlHint hint = html_hint_find(finder->tree, (uint32_t)node);
        if (hint == HINT_NONE || hint == HINT_BODY) continue;
        int64_t percent = hint == HINT_COMMENTS ? DROP_COMMENTS_PERCENT_MAX : DROP_PERCENT_MAX;
        finder->dropped[node] = finder->points[node] * 100 <= total * percent;
    }
}

/* --- The element ------------------------------------------------------------------------------------------------- */

static uint32_t named_body(const Finder *finder) {
    uint32_t best = 0;
    for (size_t node = 1; node < finder->tree->nodes.count; node++) {
        if (finder->points[node] * 100 < finder->points[0] * BODY_PERCENT || finder->points[node] == 0) continue;
        if (html_hint_find(finder->tree, (uint32_t)node) != HINT_BODY) continue;
        if (best == 0 || finder->points[node] > finder->points[best]) best = (uint32_t)node;
    }
    return best;
}

static uint32_t descend(const Finder *finder, uint32_t from) {
    uint32_t node = from;
    for (;;) {
        uint32_t best = 0;
        const HtmlNode *nodes = finder->tree->nodes.items;
        for (uint32_t child = nodes[node].first_child; child != 0; child = nodes[child].next)
            if (finder->points[child] > 0 && (best == 0 || finder->points[child] > finder->points[best])) best = child;
        if (best == 0 || finder->points[best] * 100 < finder->points[node] * DESCEND_PERCENT) return node;
        if (nodes[best].tag == HTML_P || !html_tag_is_block(nodes[best].tag)) return node;
        node = best;
    }
}

/* --- The blocks -------------------------------------------------------------------------------------------------- */

static bool is_inside(const Finder *finder, uint32_t node, uint32_t outer) {
    for (; node != 0 && node > outer; node = finder->tree->nodes.items[node].parent) {
    }
    return node == outer;
}

/* An element between the block and the article's that is mostly links. */
static bool is_link_list(const Finder *finder, uint32_t node) {
    for (; node != 0 && node != finder->root; node = finder->tree->nodes.items[node].parent) {
        uint64_t text = finder->text_bytes[node];
        if (text > 0 && (uint64_t)finder->link_bytes[node] * 100 > text * 60 && finder->points[node] < 200) return true;
    }
    return false;
}

typedef enum BlockRole { ROLE_OUT, ROLE_PROSE, ROLE_HEADING, ROLE_SHORT, ROLE_CAPTION } BlockRole;

static bool repeats_title(const Finder *finder, Bytes text) {
    return finder->title.size > 0 && bytes_equal_ignoring_case(bytes_trim(text), finder->title);
}

static BlockRole role_of(const Finder *finder, size_t index) {
    HtmlBlock block = finder->blocks.items.items[index];
    Bytes text = block_text(finder, index);
    if (finder->dropped[block.node] || !is_inside(finder, block.node, finder->root)) return ROLE_OUT;
    if (repeats_title(finder, text)) return ROLE_OUT;
    HtmlTag tag = finder->tree->nodes.items[block.node].tag;
    uint32_t link_percent = (uint32_t)((uint64_t)block.link_bytes * 100 / text.size);
    if (is_heading(tag)) return tag == HTML_H1 || link_percent > 80 ? ROLE_OUT : ROLE_HEADING;
    if (is_link_list(finder, block.node)) return ROLE_OUT;
    if (tag == HTML_FIGCAPTION) return ROLE_CAPTION;
    if (finder->block_points[index] > 0) return ROLE_PROSE;
    if (link_percent > 80) return ROLE_OUT;
    bool paragraph = tag == HTML_P || tag == HTML_LI || tag == HTML_BLOCKQUOTE || tag == HTML_PRE || tag == HTML_TD ||
                     tag == HTML_TH || tag == HTML_DT || tag == HTML_DD;
    bool shown = paragraph || block.node == finder->root || has_sentence_end(text);
    return shown ? ROLE_SHORT : ROLE_OUT;
}

static void append_block(Buffer *text, Bytes block) {
    if (text->size > 0) buffer_append_string(text, "\n\n");
    buffer_append(text, block);
}

/* What stands under a heading like "Related". */
static bool is_link_block(const Finder *finder, size_t index) {
    HtmlBlock block = finder->blocks.items.items[index];
    return !finder->dropped[block.node] && (uint64_t)block.link_bytes * 2 > block.end - block.begin;
}

/* Blocks before the first and behind the last prose are the article's only where they are captions of its picture;
 * headings need prose behind them. */
static void choose_blocks(const Finder *finder, HtmlMain *out, Arena *result, Arena scratch) {
    size_t count = finder->blocks.items.count;
    uint8_t *roles = arena_new_array(&scratch, uint8_t, count);
    size_t first = SIZE_MAX;
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        roles[i] = (uint8_t)role_of(finder, i);
        if (roles[i] != ROLE_PROSE) continue;
        if (first == SIZE_MAX) first = i;
        last = i;
    }
    Buffer text = {.arena = result};
    size_t link = 0;
    for (size_t i = first; first != SIZE_MAX && i <= last; i++) {
        HtmlBlock block = finder->blocks.items.items[i];
        bool kept = roles[i] == ROLE_PROSE || roles[i] == ROLE_SHORT || roles[i] == ROLE_CAPTION;
        if (roles[i] == ROLE_HEADING) {
            size_t next = i + 1;
            while (next < last && roles[next] == ROLE_OUT && !is_link_block(finder, next)) next++;
            kept = roles[next] == ROLE_PROSE || roles[next] == ROLE_SHORT || roles[next] == ROLE_HEADING;
        }
        if (!kept) continue;
        append_block(&text, block_text(finder, i));
        while (link < finder->blocks.links.count && finder->blocks.links.items[link].offset < block.begin) link++;
        for (; link < finder->blocks.links.count && finder->blocks.links.items[link].offset < block.end; link++)
            *array_push(&out->links, result) = finder->blocks.links.items[link].node;
    }
    out->text = buffer_bytes(&text);
}

HtmlMain html_main_find(const HtmlTree *tree, Bytes title, Arena *result, Arena scratch) {
    HtmlMain out = {0};
    size_t count = tree->nodes.count;
    Finder finder = {.tree = tree, .title = title};
    finder.blocks = html_blocks_build(tree, &scratch);
    finder.points = arena_new_array(&scratch, int64_t, count);
    finder.link_bytes = arena_new_array(&scratch, uint32_t, count);
    finder.text_bytes = arena_new_array(&scratch, uint32_t, count);
    finder.dropped = arena_new_array(&scratch, uint8_t, count);
    finder.block_points = arena_new_array(&scratch, int64_t, finder.blocks.items.count);
    for (size_t i = 0; i < finder.blocks.items.count; i++) finder.block_points[i] = points_of(&finder, i);
    sum_up(&finder);
    drop(&finder);
    sum_up(&finder);

    uint32_t body = named_body(&finder);
    finder.root = descend(&finder, body);
    choose_blocks(&finder, &out, result, scratch);
    return out;
}
