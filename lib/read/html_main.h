/* Which of a page's blocks are the article, and what the others are. */
#ifndef STEMMA_READ_HTML_MAIN_H
#define STEMMA_READ_HTML_MAIN_H

#include "article.h"
#include "html_blocks.h"

/* A link of the article: the element a, and the words it stands on in the text. */
typedef struct MainLink {
    uint32_t node;
    ByteSpan bytes;
} MainLink;

typedef struct HtmlMain {
    Bytes text; /* paragraphs with a blank line between; empty where the page has no article */
    struct ARRAY_OF(MainLink) links;
    struct ARRAY_OF(StatedRole) roles; /* of headings */
    struct ARRAY_OF(Aside) asides;
    /* Indexes of blocks; beyond the last block where there is none. */
    size_t heading_block; /* the last one before the text that repeats the title, else the last heading */
    size_t first_block;
    size_t last_block;
} HtmlMain;

/* title: the article's; a heading that only repeats it is left out. blocks are those of the tree. */
HtmlMain html_main_find(const HtmlTree *tree, const HtmlBlocks *blocks, Bytes title, Arena *result, Arena scratch);

#endif
