/* What html_main.c has found out about a page when html_choose.c takes the article's blocks. Inside lib/read only. */
#ifndef STEMMA_READ_HTML_FINDER_H
#define STEMMA_READ_HTML_FINDER_H

#include "html_main.h"

/* How much a block holds. */
typedef struct BlockMeasure {
    int64_t points; /* characters of prose outside links; 0 where it is none */
    uint32_t size; /* characters; one that stands for a syllable or a word counts twice */
    uint32_t link_percent;
    bool sentence; /* one ends in it */
} BlockMeasure;

typedef struct HtmlFinder {
    const HtmlTree *tree;
    const HtmlBlocks *blocks;
    const BlockMeasure *measures; /* of each block */
    int64_t *points; /* of each node's blocks and those inside */
    uint32_t *link_bytes; /* the same */
    uint32_t *text_bytes;
    uint8_t *dropped; /* the node is not the article's: 1 + its BlockRole; 0 where nothing says so */
    uint32_t root; /* the element that holds the article */
    Bytes title;
} HtmlFinder;

Bytes html_finder_text(const HtmlFinder *finder, size_t block);

/* html_choose.c: fills in everything of out. */
void html_choose(const HtmlFinder *finder, HtmlMain *out, Arena *result, Arena scratch);

#endif
