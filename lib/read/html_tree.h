/* A web page as a tree: every text and every element that could be told apart, in the order of the source. */
#ifndef STEMMA_READ_HTML_TREE_H
#define STEMMA_READ_HTML_TREE_H

#include "../base/array.h"
#include "../base/bytes.h"

/* Name, and what kind of element it is: B block, I inline, V without content, R content is raw, T block of a table. */
#define HTML_TAGS(TAG)                                                                                                 \
    TAG(A, "a", I)                                                                                                     \
    TAG(ABBR, "abbr", I)                                                                                               \
    TAG(ADDRESS, "address", B)                                                                                         \
    TAG(AREA, "area", V)                                                                                               \
    TAG(ARTICLE, "article", B)                                                                                         \
    TAG(ASIDE, "aside", B)                                                                                             \
    TAG(AUDIO, "audio", I)                                                                                             \
    TAG(B, "b", I)                                                                                                     \
    TAG(BASE, "base", V)                                                                                               \
    TAG(BLOCKQUOTE, "blockquote", B)                                                                                   \
    TAG(BODY, "body", B)                                                                                               \
    TAG(BR, "br", V)                                                                                                   \
    TAG(BUTTON, "button", I)                                                                                           \
    TAG(CANVAS, "canvas", I)                                                                                           \
    TAG(CAPTION, "caption", T)                                                                                         \
    TAG(CENTER, "center", B)                                                                                           \
    TAG(CITE, "cite", I)                                                                                               \
    TAG(CODE, "code", I)                                                                                               \
    TAG(COL, "col", V)                                                                                                 \
    TAG(DD, "dd", B)                                                                                                   \
    TAG(DETAILS, "details", B)                                                                                         \
    TAG(DIV, "div", B)                                                                                                 \
    TAG(DL, "dl", B)                                                                                                   \
    TAG(DT, "dt", B)                                                                                                   \
    TAG(EM, "em", I)                                                                                                   \
    TAG(EMBED, "embed", V)                                                                                             \
    TAG(FIELDSET, "fieldset", B)                                                                                       \
    TAG(FIGCAPTION, "figcaption", B)                                                                                   \
    TAG(FIGURE, "figure", B)                                                                                           \
    TAG(FONT, "font", I)                                                                                               \
    TAG(FOOTER, "footer", B)                                                                                           \
    TAG(FORM, "form", B)                                                                                               \
    TAG(H1, "h1", B)                                                                                                   \
    TAG(H2, "h2", B)                                                                                                   \
    TAG(H3, "h3", B)                                                                                                   \
    TAG(H4, "h4", B)                                                                                                   \
    TAG(H5, "h5", B)                                                                                                   \
    TAG(H6, "h6", B)                                                                                                   \
    TAG(HEAD, "head", B)                                                                                               \
    TAG(HEADER, "header", B)                                                                                           \
    TAG(HR, "hr", V)                                                                                                   \
    TAG(HTML, "html", B)                                                                                               \
    TAG(I, "i", I)                                                                                                     \
    TAG(IFRAME, "iframe", R)                                                                                           \
    TAG(IMG, "img", V)                                                                                                 \
    TAG(INPUT, "input", V)                                                                                             \
    TAG(LABEL, "label", I)                                                                                             \
    TAG(LI, "li", B)                                                                                                   \
    TAG(LINK, "link", V)                                                                                               \
    TAG(MAIN, "main", B)                                                                                               \
    TAG(META, "meta", V)                                                                                               \
    TAG(NAV, "nav", B)                                                                                                 \
    TAG(NOEMBED, "noembed", R)                                                                                         \
    TAG(NOSCRIPT, "noscript", B)                                                                                       \
    TAG(OBJECT, "object", I)                                                                                           \
    TAG(OL, "ol", B)                                                                                                   \
    TAG(OPTION, "option", B)                                                                                           \
    TAG(P, "p", B)                                                                                                     \
    TAG(PARAM, "param", V)                                                                                             \
    TAG(PRE, "pre", B)                                                                                                 \
    TAG(Q, "q", I)                                                                                                     \
    TAG(S, "s", I)                                                                                                     \
    TAG(SCRIPT, "script", R)                                                                                           \
    TAG(SECTION, "section", B)                                                                                         \
    TAG(SELECT, "select", I)                                                                                           \
    TAG(SMALL, "small", I)                                                                                             \
    TAG(SOURCE, "source", V)                                                                                           \
    TAG(SPAN, "span", I)                                                                                               \
    TAG(STRONG, "strong", I)                                                                                           \
    TAG(STYLE, "style", R)                                                                                             \
    TAG(SUB, "sub", I)                                                                                                 \
    TAG(SUMMARY, "summary", B)                                                                                         \
    TAG(SUP, "sup", I)                                                                                                 \
    TAG(SVG, "svg", I)                                                                                                 \
    TAG(TABLE, "table", T)                                                                                             \
    TAG(TBODY, "tbody", T)                                                                                             \
    TAG(TD, "td", T)                                                                                                   \
    TAG(TEMPLATE, "template", B)                                                                                       \
    TAG(TEXTAREA, "textarea", R)                                                                                       \
    TAG(TFOOT, "tfoot", T)                                                                                             \
    TAG(TH, "th", T)                                                                                                   \
    TAG(THEAD, "thead", T)                                                                                             \
    TAG(TIME, "time", I)                                                                                               \
    TAG(TITLE, "title", R)                                                                                             \
    TAG(TR, "tr", T)                                                                                                   \
    TAG(TRACK, "track", V)                                                                                             \
    TAG(U, "u", I)                                                                                                     \
    TAG(UL, "ul", B)                                                                                                   \
    TAG(VIDEO, "video", I)                                                                                             \
    TAG(WBR, "wbr", V)                                                                                                 \
    TAG(XMP, "xmp", R)

#define HTML_TAG_NAME(name, text, kind) HTML_##name,
typedef enum HtmlTag { HTML_TAGS(HTML_TAG_NAME) HTML_OTHER, HTML_TEXT } HtmlTag;
#undef HTML_TAG_NAME

typedef struct HtmlAttribute {
    Bytes name;
    Bytes value; /* as in the source: see html_decode */
} HtmlAttribute;

/* Node 0 is the page itself, an element HTML_OTHER. Children have larger numbers than their parents; 0: none. */
typedef struct HtmlNode {
    HtmlTag tag;
    uint32_t parent;
    uint32_t first_child;
    uint32_t last_child;
    uint32_t next;
    uint32_t attribute_index;
    uint32_t attribute_count;
    Bytes text; /* of HTML_TEXT, as in the source; of other elements their name */
} HtmlNode;

typedef struct HtmlTree {
    struct ARRAY_OF(HtmlNode) nodes;
    struct ARRAY_OF(HtmlAttribute) attributes;
} HtmlTree;

/* Elements inside more than this many others are kept beside one another instead: their text is. */
#define HTML_DEPTH_MAX 400u
/* A tree that has as many is cut off. Pages have some thousands. */
#define HTML_NODES_MAX 1200000u

/* Always gives a tree. source is UTF-8 and borrowed: the tree points into it. */
HtmlTree html_tree_build(Bytes source, Arena *result);

bool html_tag_is_block(HtmlTag tag);

/* The value of an attribute as in the source; empty where there is none. name is in lower case. */
Bytes html_attribute(const HtmlTree *tree, uint32_t node, const char *name);

bool html_has_attribute(const HtmlTree *tree, uint32_t node, const char *name); /* with a value or without */

/* Appends what source stands for: character references are replaced, NUL is left out. */
void html_decode(Bytes source, Buffer *out);
/* The same as one line: white space collapsed and trimmed. */
Bytes html_decode_line(Bytes source, Arena *result);

/* The code point that a character reference's name ("nbsp") stands for; 0 where it is none. */
uint32_t html_entity_find(Bytes name);

#endif
