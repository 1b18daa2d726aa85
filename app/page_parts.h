/* The parts of the page, each in its own file; page.c puts them together. */
#ifndef STEMMA_APP_PAGE_PARTS_H
#define STEMMA_APP_PAGE_PARTS_H

#include <stemma/stemma.h>

#include "html.h"
#include "story_graph.h"

extern const char page_style[]; /* the page's style sheet */

/* The tree as SVG, and below it each edge with its evidence. */
void page_tree(Html *html, const StoryGraph *graph);

/* The families that have a member in the story, their readings side by side. False after an error, reported. */
bool page_families(Html *html, StemmaCollection *collection, const StoryGraph *graph);

/* One article: its text with quotations and passages marked, and the list of its quotations. */
bool page_article(Html *html, StemmaCollection *collection, const char *article_id);

#endif
