/* What an element's tag, class and id say about its content. */
#ifndef STEMMA_READ_HTML_HINTS_H
#define STEMMA_READ_HTML_HINTS_H

#include "html_tree.h"

typedef enum HtmlHint {
    HINT_NONE,
    HINT_BODY, /* the article's text */
    HINT_COMMENTS, /* readers' comments */
    HINT_FURNITURE /* something else around the article */
} HtmlHint;

HtmlHint html_hint_find(const HtmlTree *tree, uint32_t node);

#endif
