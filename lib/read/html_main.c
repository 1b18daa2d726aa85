/*
 * The main text of a page: the element that holds it.
 *
 * In:  the tree of a page and its blocks.
 * Out: the blocks of its article.
 *
 * The idea is the one of most extractors, with a decision rule of our own. Each block is worth as many points as it has
 * characters of prose: text outside links, in sentences. Characters are counted, not bytes or words, so that no script
 * is favoured; one of Chinese, Japanese or Korean says as much as two of an alphabet. Elements whose class, id or tag
 * says that they hold something else (comments, share bars, related links, captions ...) count nothing, unless that
 * would leave hardly anything of the page: names of classes promise nothing. Then, from the page's root downwards, the
 * walk enters the child that holds nearly all points of its parent, and stops where they spread: at the element that
 * holds the paragraphs. An element that the page itself names as the article's body is taken at its word if it holds a
 * fair part of the points.
 *
 * Which blocks of that element are taken is html_choose.c's business.
 *
 * Everything is linear in the number of nodes. The shares below were set by what such pages are made of and looked at
 * on one half of a public benchmark of 181 pages only (the pages at even places in the order of their names).
 */
#include "html_main.h"

#include <string.h>

#include "html_finder.h"
#include "html_hints.h"

enum {
    PROSE_SIZE_MIN = 80, /* a block without a sentence's end counts as prose from here on */
    SENTENCE_SIZE_MIN = 25,
    LINK_PERCENT_MAX = 50, /* a block with more of its text in links is no prose */
    DROP_PERCENT_MAX = 50, /* of the page's points: what a name may cost at most */
    DROP_CAPTIONS_PERCENT_MAX = 40, /* the same for pictures' texts: some pages are told in them */
    DROP_COMMENTS_PERCENT_MAX = 92, /* the same for comments, which are often longer than the article */
    DESCEND_PERCENT = 72, /* of the parent's points: the child is entered */
    BODY_PERCENT = 40 /* of the page's points: the element named as the article's body is taken */
};

/* --- Points ------------------------------------------------------------------------------------------------------- */

Bytes html_finder_text(const HtmlFinder *finder, size_t block) {
    HtmlBlock item = finder->blocks->items.items[block];
    return (Bytes){finder->blocks->text.data + item.begin, item.end - item.begin};
}

/*
 * Three bytes that end a sentence: the ideographic full stop and its wide brothers, dandas, and those of Khmer, Burmese
 * and Ethiopic.
 */
static bool is_wide_end(const uint8_t *at) {
    static const uint8_t ends[][3] = {{0xE3, 0x80, 0x82}, {0xEF, 0xBC, 0x81}, {0xEF, 0xBC, 0x9F}, {0xEF, 0xBC, 0x8E},
                                      {0xE0, 0xA5, 0xA4}, {0xE1, 0x9F, 0x94}, {0xE1, 0x81, 0x8B}, {0xE1, 0x8D, 0xA2}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (memcmp(at, ends[i], 3) == 0) return true;
    return false;
}

/* Size, and whether a sentence ends somewhere, in whatever script. */
static void measure_text(Bytes text, BlockMeasure *measure) {
    for (size_t i = 0; i < text.size; i++) {
        uint8_t byte = text.data[i];
        if (byte < 0x80) {
            measure->size++;
            bool mark = byte == '.' || byte == '!' || byte == '?' || byte == ':';
            if (mark && (i + 1 == text.size || text.data[i + 1] <= '"' || text.data[i + 1] >= 0x80))
                measure->sentence = true;
        } else if (byte >= 0xC0) {
            measure->size += 1u + (byte >= 0xE3);
            if (byte >= 0xE0 && i + 2 < text.size && is_wide_end(text.data + i)) measure->sentence = true;
            /* the Arabic question mark and full stop, the Armenian full stop */
            if (byte == 0xD8 || byte == 0xDB || byte == 0xD6) {
                uint8_t next = i + 1 < text.size ? text.data[i + 1] : 0;
                if ((byte == 0xD8 && next == 0x9F) || (byte == 0xDB && next == 0x94) || (byte == 0xD6 && next == 0x89))
                    measure->sentence = true;
            }
        }
    }
}

static int64_t points_of(const BlockMeasure *measure, HtmlTag tag) {
    bool heading = tag >= HTML_H1 && tag <= HTML_H6;
    if (heading || measure->link_percent > LINK_PERCENT_MAX) return 0;
    bool sentence = measure->size >= SENTENCE_SIZE_MIN && measure->sentence;
    if (!sentence && measure->size < PROSE_SIZE_MIN) return 0;
    int64_t points = (int64_t)measure->size * (100 - 2 * (int64_t)measure->link_percent) / 100;
    if (!sentence) points /= 3;
    if (tag == HTML_LI || tag == HTML_TD || tag == HTML_DD) points /= 2;
    return points;
}

static const BlockMeasure *measure_blocks(const HtmlTree *tree, const HtmlBlocks *blocks, Arena *result) {
    BlockMeasure *measures = arena_new_array(result, BlockMeasure, blocks->items.count);
    for (size_t i = 0; i < blocks->items.count; i++) {
        HtmlBlock block = blocks->items.items[i];
        measure_text((Bytes){blocks->text.data + block.begin, block.end - block.begin}, &measures[i]);
        measures[i].link_percent = (uint32_t)((uint64_t)block.link_bytes * 100 / (block.end - block.begin));
        measures[i].points = points_of(&measures[i], tree->nodes.items[block.node].tag);
    }
    return measures;
}

/* Adds the points of all blocks that are not dropped to their elements and all elements around. */
static void sum_up(HtmlFinder *finder) {
    size_t count = finder->tree->nodes.count;
    memset(finder->points, 0, count * sizeof *finder->points);
    memset(finder->link_bytes, 0, count * sizeof *finder->link_bytes);
    memset(finder->text_bytes, 0, count * sizeof *finder->text_bytes);
    for (size_t i = 0; i < finder->blocks->items.count; i++) {
        HtmlBlock block = finder->blocks->items.items[i];
        if (finder->dropped[block.node]) continue;
        finder->points[block.node] += finder->measures[i].points;
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

/*
 * Drops the elements whose names say that they are not the article's, and all in them. bodies gets the elements named
 * as the article's body.
 */
static void drop(HtmlFinder *finder, uint8_t *bodies) {
    int64_t total = finder->points[0];
    for (size_t node = 1; node < finder->tree->nodes.count; node++) {
        const HtmlNode *element = &finder->tree->nodes.items[node];
        if (finder->dropped[element->parent]) {
            finder->dropped[node] = finder->dropped[element->parent];
            continue;
        }
        if (element->tag == HTML_TEXT) continue;
        HtmlHint hint = html_hint_find(finder->tree, (uint32_t)node);
        bodies[node] = hint.kind == HINT_BODY;
        if (hint.kind == HINT_NONE || hint.kind == HINT_BODY) continue;
        int64_t percent = hint.kind == HINT_COMMENTS  ? DROP_COMMENTS_PERCENT_MAX
                          : hint.kind == HINT_CAPTION ? DROP_CAPTIONS_PERCENT_MAX
                                                      : DROP_PERCENT_MAX;
        if (finder->points[node] * 100 <= total * percent) finder->dropped[node] = (uint8_t)(1 + hint.role);
    }
}

/* --- The element -------------------------------------------------------------------------------------------------- */

static uint32_t named_body(const HtmlFinder *finder, const uint8_t *bodies) {
    uint32_t best = 0;
    for (size_t node = 1; node < finder->tree->nodes.count; node++) {
        if (!bodies[node] || finder->points[node] == 0) continue;
        if (finder->points[node] * 100 < finder->points[0] * BODY_PERCENT) continue;
        if (best == 0 || finder->points[node] > finder->points[best]) best = (uint32_t)node;
    }
    return best;
}

static uint32_t descend(const HtmlFinder *finder, uint32_t from) {
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

HtmlMain html_main_find(const HtmlTree *tree, const HtmlBlocks *blocks, Bytes title, Arena *result, Arena scratch) {
    HtmlMain out = {0};
    size_t count = tree->nodes.count;
    HtmlFinder finder = {.tree = tree, .blocks = blocks, .title = title};
    finder.points = arena_new_array(&scratch, int64_t, count);
    finder.link_bytes = arena_new_array(&scratch, uint32_t, count);
    finder.text_bytes = arena_new_array(&scratch, uint32_t, count);
    finder.dropped = arena_new_array(&scratch, uint8_t, count);
    finder.measures = measure_blocks(tree, blocks, &scratch);
    uint8_t *bodies = arena_new_array(&scratch, uint8_t, count);
    sum_up(&finder);
    drop(&finder, bodies);
    sum_up(&finder);
    finder.root = descend(&finder, named_body(&finder, bodies));
    html_choose(&finder, &out, result, scratch);
    return out;
}
