/* A page's visible text, cut into blocks: paragraphs, headings, list items, captions ... */
#ifndef STEMMA_READ_HTML_BLOCKS_H
#define STEMMA_READ_HTML_BLOCKS_H

#include "html_tree.h"

typedef struct HtmlBlock {
    uint32_t node; /* the block element it stands in */
    uint32_t begin; /* in the text */
    uint32_t end;
    uint32_t link_bytes; /* of the text, inside links */
} HtmlBlock;

/* An element a with an address, and where its text stands. */
typedef struct HtmlLink {
    uint32_t node;
    uint32_t begin;
    uint32_t end;
} HtmlLink;

typedef struct HtmlBlocks {
    Bytes text; /* the blocks one behind the other, white space collapsed; line breaks are newlines */
    struct ARRAY_OF(HtmlBlock) items;
    struct ARRAY_OF(HtmlLink) links;
} HtmlBlocks;

HtmlBlocks html_blocks_build(const HtmlTree *tree, Arena *result);

/* All blocks with a blank line between: for a text that is known to be an article's and nothing else. */
Bytes html_fragment_text(Bytes source, Arena *result);

#endif
