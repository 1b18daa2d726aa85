/* What a page says about its article in places that are not its text. */
#ifndef STEMMA_READ_PAGE_FACTS_H
#define STEMMA_READ_PAGE_FACTS_H

#include "html_tree.h"

/* Where a fact was found; a smaller number is the surer one. */
typedef enum PageOrigin {
    ORIGIN_JSON_LD,
    ORIGIN_OPEN_GRAPH,
    ORIGIN_META,
    ORIGIN_ITEMPROP,
    ORIGIN_HEADING,
    ORIGIN_TIME,
    ORIGIN_TITLE,
    ORIGIN_COUNT
} PageOrigin;

typedef enum PageField {
    PAGE_TITLE,
    PAGE_BYLINE,
    PAGE_OUTLET,
    PAGE_PUBLISHED,
    PAGE_URL,
    PAGE_LANGUAGE,
    PAGE_BASE,
    PAGE_FIELD_COUNT
} PageField;

/* Every candidate, as one line of decoded text; empty where the page has none. */
typedef struct PageFacts {
    Bytes values[PAGE_FIELD_COUNT][ORIGIN_COUNT];
} PageFacts;

PageFacts page_facts_find(const HtmlTree *tree, Arena *result);

/* The surest candidate that isn't empty. */
Bytes page_facts_best(const PageFacts *facts, PageField field);

/* The title without the outlet's name that pages put behind it. */
Bytes page_facts_title(const PageFacts *facts);

#endif
