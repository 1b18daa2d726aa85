/* What a page says about its article in places that are not its text. */
#ifndef STEMMA_READ_PAGE_FACTS_H
#define STEMMA_READ_PAGE_FACTS_H

#include "article.h"
#include "html_tree.h"

/* Where a fact was found; a smaller number is the surer one. X(name, word shown to people) */
#define PAGE_ORIGINS(X)                                                                                                \
    X(CANONICAL, "canonical-link")                                                                                     \
    X(JSON_LD, "json-ld")                                                                                              \
    X(OPEN_GRAPH, "open-graph")                                                                                        \
    X(META, "meta")                                                                                                    \
    X(MICRODATA, "microdata")                                                                                          \
    X(JSON_LD_PAGE, "json-ld-page") /* of the page, not of an article in it */                                         \
    X(JSON_LD_CREATED, "json-ld-created") /* when the article was begun */                                             \
    X(HEADING, "heading")                                                                                              \
    X(TIME, "time") /* a time element behind the heading */                                                            \
    X(TEXT, "text") /* what readers see around the heading */                                                          \
    X(TITLE, "title")                                                                                                  \
    X(ADDRESS, "url")                                                                                                  \
    X(TIME_ABOVE, "time-above") /* a time element above the heading: often of today, or of other articles */

#define PAGE_ORIGIN_ENUM(name, word) ORIGIN_##name,
typedef enum PageOrigin { PAGE_ORIGINS(PAGE_ORIGIN_ENUM) ORIGIN_COUNT } PageOrigin;
#undef PAGE_ORIGIN_ENUM

typedef enum PageField {
    PAGE_TITLE,
    PAGE_BYLINE,
    PAGE_OUTLET,
    PAGE_PUBLISHED,
    PAGE_MODIFIED,
    PAGE_URL,
    PAGE_SECTION,
    PAGE_LANGUAGE,
    PAGE_BASE,
    PAGE_FIELD_COUNT
} PageField;

#define PAGE_HEADINGS_MAX 24

/* A heading of the first or second rank. */
typedef struct PageHeading {
    Bytes text;
    bool first_rank;
} PageHeading;

/* Every candidate, as one line of decoded text; empty where the page has none. */
typedef struct PageFacts {
    Bytes values[PAGE_FIELD_COUNT][ORIGIN_COUNT];
    PageHeading headings[PAGE_HEADINGS_MAX]; /* in the order of the page */
    uint32_t heading_count;
} PageFacts;

PageFacts page_facts_find(const HtmlTree *tree, Arena *result);

/* The surest candidate that isn't empty. */
Bytes page_facts_best(const PageFacts *facts, PageField field);

/* All candidates as the article keeps them: by field, the surest first. Sets both. */
void page_facts_list(const PageFacts *facts, Article *article, Arena *result);

/* page_title.c: the title that readers see; empty where the page has none. */
Bytes page_title_choose(const PageFacts *facts);

#endif
