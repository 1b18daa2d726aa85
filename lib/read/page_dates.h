/* When a page's article was published and changed. */
#ifndef STEMMA_READ_PAGE_DATES_H
#define STEMMA_READ_PAGE_DATES_H

#include "html_blocks.h"
#include "html_main.h"
#include "page_facts.h"

/* Adds what readers see (ORIGIN_TEXT) and what the address says (ORIGIN_ADDRESS) to the facts. */
void page_dates_find(PageFacts *facts, const HtmlBlocks *blocks, const HtmlMain *found, Arena *result);

/* Sets published and modified: of each the surest statement that can be understood. */
void page_dates_choose(Article *article, const PageFacts *facts, Arena *result);

#endif
