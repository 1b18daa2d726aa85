/* Which of a page's blocks are the article. */
#ifndef STEMMA_READ_HTML_MAIN_H
#define STEMMA_READ_HTML_MAIN_H

#include "html_blocks.h"

typedef struct HtmlMain {
    Bytes text; /* paragraphs with a blank line between; empty where the page has no article */
    struct ARRAY_OF(uint32_t) links; /* the elements a inside them */
} HtmlMain;

/* title: the article's; a heading that only repeats it is left out. */
HtmlMain html_main_find(const HtmlTree *tree, Bytes title, Arena *result, Arena scratch);

#endif
