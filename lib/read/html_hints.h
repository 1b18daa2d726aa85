/* What an element's tag, class and id say about its content. */
#ifndef STEMMA_READ_HTML_HINTS_H
#define STEMMA_READ_HTML_HINTS_H

#include "html_tree.h"
#include "role.h"

typedef enum HtmlHintKind {
    HINT_NONE,
    HINT_BODY, /* the article's text */
    HINT_COMMENTS, /* readers' comments */
    HINT_CAPTION, /* what stands under a picture, or a row of pictures */
    HINT_HIDDEN, /* not shown */
    HINT_FURNITURE /* something else around the article */
} HtmlHintKind;

typedef struct HtmlHint {
    HtmlHintKind kind;
    BlockRole role; /* of what is neither the article's text nor unknown */
} HtmlHint;

HtmlHint html_hint_find(const HtmlTree *tree, uint32_t node);

#endif
