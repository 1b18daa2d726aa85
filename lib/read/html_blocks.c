/*
 * The text of a page as a reader sees it.
 *
 * In:  the tree of a page.
 * Out: its blocks in the order of the source, and its links.
 *
 * A block is what stands between two borders of block elements, or between two line breaks in a row, which old pages
 * use for paragraphs. White space counts as one space, whatever it was. What is no text for readers (scripts, styles,
 * forms' buttons, what is shown only where scripts don't run) is left out here; what is text but not the article's is
 * not this file's business.
 */
#include "html_blocks.h"

typedef struct Walker {
    const HtmlTree *tree;
    HtmlBlocks *out;
    Arena *arena;
    Buffer text;
    Buffer decoded; /* of one text node */
    uint32_t block_begin;
    uint32_t link_bytes;
    uint32_t breaks; /* line breaks in a row */
    uint32_t link_depth;
    uint32_t raw_depth; /* elements whose white space counts */
    bool space; /* white space is due before the next character */
} Walker;

static bool is_invisible(const HtmlTree *tree, uint32_t node) {
    switch (tree->nodes.items[node].tag) {
    case HTML_HEAD:
    case HTML_SCRIPT:
    case HTML_STYLE:
    case HTML_NOSCRIPT:
    case HTML_TEMPLATE:
    case HTML_TITLE:
    case HTML_IFRAME:
    case HTML_NOEMBED:
    case HTML_SVG:
    case HTML_CANVAS:
    case HTML_AUDIO:
    case HTML_VIDEO:
    case HTML_OBJECT:
    case HTML_SELECT:
    case HTML_BUTTON:
    case HTML_TEXTAREA: return true;
    default: return false;
    }
}

static void end_block(Walker *walker, uint32_t node) {
    while (walker->text.size > walker->block_begin && walker->text.data[walker->text.size - 1] <= ' ')
        walker->text.size--;
    if (walker->text.size > walker->block_begin) {
        *array_push(&walker->out->items, walker->arena) =
            (HtmlBlock){node, walker->block_begin, (uint32_t)walker->text.size, walker->link_bytes};
        buffer_append_byte(&walker->text, '\n'); /* so that blocks never touch */
    }
    walker->block_begin = (uint32_t)walker->text.size;
    walker->link_bytes = 0;
    walker->breaks = 0;
    walker->space = false;
}

/*
 * Bytes of white space at the start of text: ASCII, the no-break space and the mark of byte order, which pages have
 * between words.
 */
static size_t space_size(Bytes text, size_t at) {
    uint8_t byte = text.data[at];
    if (byte <= ' ' || byte == 0x7F) return 1;
    if (byte == 0xC2 && at + 1 < text.size && (text.data[at + 1] == 0xA0 || text.data[at + 1] < 0xA0)) return 2;
    if (byte == 0xEF && at + 2 < text.size && text.data[at + 1] == 0xBB && text.data[at + 2] == 0xBF) return 3;
    return 0;
}

static void append_text(Walker *walker, Bytes source) {
    walker->decoded.size = 0;
    html_decode(source, &walker->decoded);
    Bytes text = buffer_bytes(&walker->decoded);
    size_t size_before = walker->text.size;
    for (size_t at = 0; at < text.size;) {
        size_t skipped = space_size(text, at);
        if (skipped > 0) {
            if (walker->raw_depth > 0 && text.data[at] == '\n' && walker->text.size > walker->block_begin)
                buffer_append_byte(&walker->text, '\n');
            else
                walker->space = true;
            at += skipped;
            continue;
        }
        size_t begin = at;
        while (at < text.size && space_size(text, at) == 0) at++;
        bool at_start = walker->text.size == walker->block_begin || walker->text.data[walker->text.size - 1] == '\n';
        if (walker->space && !at_start) buffer_append_byte(&walker->text, ' ');
        walker->space = false;
        walker->breaks = 0;
        buffer_append(&walker->text, (Bytes){text.data + begin, at - begin});
    }
    if (walker->link_depth > 0) walker->link_bytes += (uint32_t)(walker->text.size - size_before);
}

static void append_break(Walker *walker, uint32_t owner) {
    if (++walker->breaks >= 2) {
        end_block(walker, owner);
    } else if (walker->text.size > walker->block_begin) {
        buffer_append_byte(&walker->text, '\n');
        walker->space = false;
    }
}

/* A caption stands apart from what is around it, whatever element it is put in. */
static bool is_inline_caption(const HtmlTree *tree, uint32_t node) {
    if (tree->nodes.items[node].attribute_count == 0) return false;
    Bytes names = html_attribute(tree, node, "class");
    return bytes_find(names, BYTES("caption")) != SIZE_MAX || bytes_find(names, BYTES("Caption")) != SIZE_MAX;
}

/* As deep as the tree, which has a limit. */
static void walk(Walker *walker, uint32_t node, uint32_t owner) {
    const HtmlNode *nodes = walker->tree->nodes.items;
    HtmlTag tag = nodes[node].tag;
    if (tag == HTML_TEXT) return append_text(walker, nodes[node].text);
    if (tag == HTML_BR) return append_break(walker, owner);
    if (is_invisible(walker->tree, node)) return;

    bool block = html_tag_is_block(tag) || is_inline_caption(walker->tree, node);
    bool link = tag == HTML_A && html_attribute(walker->tree, node, "href").size > 0;
    if (block) {
        end_block(walker, owner);
        owner = node;
    }
    size_t link_index = walker->out->links.count;
    if (link) {
        walker->link_depth++;
        uint32_t begin = (uint32_t)walker->text.size;
        *array_push(&walker->out->links, walker->arena) = (HtmlLink){node, begin, begin};
    }
    walker->raw_depth += tag == HTML_PRE;
    for (uint32_t child = nodes[node].first_child; child != 0; child = nodes[child].next) walk(walker, child, owner);
    walker->raw_depth -= tag == HTML_PRE;
    walker->link_depth -= link;
    if (link) walker->out->links.items[link_index].end = (uint32_t)walker->text.size;
    if (block) end_block(walker, owner);
}

HtmlBlocks html_blocks_build(const HtmlTree *tree, Arena *result) {
    HtmlBlocks blocks = {0};
    Walker walker = {.tree = tree, .out = &blocks, .arena = result};
    walker.text.arena = result;
    walker.decoded.arena = result;
    walk(&walker, 0, 0);
    end_block(&walker, 0);
    blocks.text = buffer_bytes(&walker.text);
    return blocks;
}

Bytes html_fragment_text(Bytes source, Arena *result) {
    HtmlTree tree = html_tree_build(source, result);
    HtmlBlocks blocks = html_blocks_build(&tree, result);
    Buffer text = {.arena = result};
    for (size_t i = 0; i < blocks.items.count; i++) {
        HtmlBlock block = blocks.items.items[i];
        if (text.size > 0) buffer_append_string(&text, "\n\n");
        buffer_append(&text, (Bytes){blocks.text.data + block.begin, block.end - block.begin});
    }
    return buffer_bytes(&text);
}
