/*
 * Pages.
 *
 * In:  the source of a page, well-formed or not.
 * Out: a tree of elements and texts.
 *
 * A small parser of our own, since the general ones read a page in many steps of allocation, cut deep trees short and
 * differ from version to version, so that the same page would give other text on another machine. It follows what
 * browsers do where it matters for text: elements whose content is raw, tags that may be left out (p, li, td ...), end
 * tags without their beginning, comments. It does not move misplaced elements about as browsers do: text stays where it
 * stands in the source.
 *
 * Cost is linear: an end tag whose element isn't open is dropped without a look at the stack, and the stack has at most
 * HTML_DEPTH_MAX elements. Deeper elements become leaves, so that what is in them stays.
 */
#include "html_tree.h"

#include <string.h>

enum { TAG_NAME_BYTES_MAX = 32, ATTRIBUTES_MAX = 100 };

typedef enum TagKind { TAG_B, TAG_I, TAG_V, TAG_R, TAG_T } TagKind;

typedef struct TagRow {
    const char *name;
    TagKind kind;
} TagRow;

#define HTML_TAG_ROW(tag, text, kind) {text, TAG_##kind},
static const TagRow tags[] = {HTML_TAGS(HTML_TAG_ROW)};
#undef HTML_TAG_ROW

/* Where the parser is. */
typedef struct Parser {
    Bytes source;
    size_t at;
    HtmlTree tree;
    Arena *arena;
    uint32_t stack[HTML_DEPTH_MAX]; /* open elements; the first is the page */
    uint32_t depth;
    uint32_t open[HTML_TEXT]; /* how many of each tag are on the stack */
} Parser;

static HtmlTag tag_find(Bytes name) {
    char lower[TAG_NAME_BYTES_MAX];
    const uint8_t *colon = name.size > 0 ? memchr(name.data, ':', name.size) : NULL;
    if (colon) name = (Bytes){colon + 1, name.size - (size_t)(colon + 1 - name.data)}; /* xhtml:p */
    if (name.size == 0 || name.size >= sizeof lower) return HTML_OTHER;
    for (size_t i = 0; i < name.size; i++) {
        uint8_t byte = name.data[i];
        lower[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
    }
    lower[name.size] = 0;
    size_t low = 0;
    size_t high = sizeof tags / sizeof *tags;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(lower, tags[middle].name);
        if (order == 0) return (HtmlTag)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HTML_OTHER;
}

static TagKind kind_of(HtmlTag tag) {
    return tag < HTML_OTHER ? tags[tag].kind : TAG_I;
}

bool html_tag_is_block(HtmlTag tag) {
    TagKind kind = kind_of(tag);
    return kind == TAG_B || kind == TAG_T || tag == HTML_HR;
}

static uint32_t current(const Parser *parser) {
    return parser->stack[parser->depth - 1];
}

static HtmlTag tag_at(const Parser *parser, uint32_t depth) {
    return parser->tree.nodes.items[parser->stack[depth]].tag;
}

static uint32_t add_node(Parser *parser, HtmlTag tag, Bytes text) {
    uint32_t parent = current(parser);
    uint32_t index = (uint32_t)parser->tree.nodes.count;
    HtmlNode *node = array_push(&parser->tree.nodes, parser->arena);
    *node = (HtmlNode){.tag = tag, .parent = parent, .text = text};
    HtmlNode *above = &parser->tree.nodes.items[parent];
    if (above->last_child)
        parser->tree.nodes.items[above->last_child].next = index;
    else
        above->first_child = index;
    above->last_child = index;
    return index;
}

static void add_text(Parser *parser, size_t begin, size_t end) {
    if (end > begin) (void)add_node(parser, HTML_TEXT, (Bytes){parser->source.data + begin, end - begin});
}

static void push(Parser *parser, uint32_t node) {
    if (parser->depth == HTML_DEPTH_MAX) return;
    parser->stack[parser->depth++] = node;
    parser->open[parser->tree.nodes.items[node].tag]++;
}

static void pop_to(Parser *parser, uint32_t depth) {
    while (parser->depth > depth) parser->open[tag_at(parser, --parser->depth)]--;
}

/* --- Tags that may be left out ------------------------------------------------------------------------------------ */

/* The innermost open element of this tag, not looking beyond one of the other kind; 0: none. */
static uint32_t find_open(const Parser *parser, HtmlTag tag, HtmlTag beyond, HtmlTag beyond_too) {
    if (parser->open[tag] == 0) return 0;
    for (uint32_t depth = parser->depth; depth-- > 1;) {
        HtmlTag open = tag_at(parser, depth);
        if (open == tag) return depth;
        if (open == beyond || open == beyond_too || open == HTML_TD || open == HTML_TH || open == HTML_TABLE) return 0;
    }
    return 0;
}

static void close_open(Parser *parser, HtmlTag tag, HtmlTag beyond, HtmlTag beyond_too) {
    uint32_t depth = find_open(parser, tag, beyond, beyond_too);
    if (depth > 0) pop_to(parser, depth);
}

/* Closes cells and rows up to the table, as a new cell, row or part of the table does. */
static void close_table_parts(Parser *parser, HtmlTag tag) {
    bool cell = tag == HTML_TD || tag == HTML_TH;
    bool row = tag == HTML_TR;
    if (parser->open[HTML_TABLE] == 0) return;
    for (uint32_t depth = parser->depth; depth-- > 1;) {
        HtmlTag open = tag_at(parser, depth);
        if (open == HTML_TABLE || (cell && open == HTML_TR)) return pop_to(parser, depth + 1);
        if (row && (open == HTML_TBODY || open == HTML_THEAD || open == HTML_TFOOT)) return pop_to(parser, depth + 1);
    }
}

static void close_implied(Parser *parser, HtmlTag tag) {
    TagKind kind = kind_of(tag);
    if (kind == TAG_T && tag != HTML_TABLE && tag != HTML_CAPTION) {
        close_table_parts(parser, tag);
        return;
    }
    if (tag == HTML_LI) close_open(parser, HTML_LI, HTML_UL, HTML_OL);
    if (tag == HTML_DT || tag == HTML_DD) {
        close_open(parser, HTML_DT, HTML_DL, HTML_DL);
        close_open(parser, HTML_DD, HTML_DL, HTML_DL);
    }
    if (tag == HTML_OPTION) close_open(parser, HTML_OPTION, HTML_SELECT, HTML_SELECT);
    if (kind == TAG_B || tag == HTML_HR || tag == HTML_TABLE) close_open(parser, HTML_P, HTML_OBJECT, HTML_BUTTON);
    if (tag == HTML_BODY) close_open(parser, HTML_HEAD, HTML_BODY, HTML_BODY);
}

/* --- Tokens ------------------------------------------------------------------------------------------------------- */

static bool is_space(uint8_t byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool is_letter(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static size_t find_byte(const Parser *parser, size_t from, uint8_t byte) {
    const uint8_t *found =
        from < parser->source.size ? memchr(parser->source.data + from, byte, parser->source.size - from) : NULL;
    return found ? (size_t)(found - parser->source.data) : parser->source.size;
}

/* One `name`, `name=value`, `name="value"`; false at the tag's end, which is left. */
static bool next_attribute(Parser *parser, HtmlAttribute *out) {
    const uint8_t *data = parser->source.data;
    size_t size = parser->source.size;
    size_t at = parser->at;
    while (at < size && (is_space(data[at]) || data[at] == '/')) at++;
    size_t begin = at;
    while (at < size && !is_space(data[at]) && data[at] != '>' && data[at] != '/' && (data[at] != '=' || at == begin))
        at++;
    *out = (HtmlAttribute){.name = {data + begin, at - begin}};
    parser->at = at;
    if (at == begin) return false;

    while (at < size && is_space(data[at])) at++;
    if (at >= size || data[at] != '=') return true;
    at++;
    while (at < size && is_space(data[at])) at++;
    if (at < size && (data[at] == '"' || data[at] == '\'')) {
        size_t end = find_byte(parser, at + 1, data[at]);
        out->value = (Bytes){data + at + 1, end - at - 1};
        parser->at = end < size ? end + 1 : size;
        return true;
    }
    begin = at;
    while (at < size && !is_space(data[at]) && data[at] != '>') at++;
    out->value = (Bytes){data + begin, at - begin};
    parser->at = at;
    return true;
}

/* The content of script, style, title ...: up to the end tag of the same name. */
static void read_raw(Parser *parser, uint32_t node, Bytes name) {
    size_t begin = parser->at;
    size_t at = begin;
    size_t end = parser->source.size;
    for (; (at = find_byte(parser, at, '<')) < parser->source.size; at++) {
        Bytes rest = {parser->source.data + at + 1, parser->source.size - at - 1};
        if (rest.size <= name.size || rest.data[0] != '/') continue;
        if (!bytes_equal_ignoring_case((Bytes){rest.data + 1, name.size}, name)) continue;
        if (rest.size > name.size + 1 && is_letter(rest.data[name.size + 1])) continue;
        end = at;
        break;
    }
    push(parser, node);
    add_text(parser, begin, end);
    if (current(parser) == node) pop_to(parser, parser->depth - 1);
    size_t closing = find_byte(parser, end, '>');
    parser->at = closing < parser->source.size ? closing + 1 : parser->source.size;
}

static Bytes read_name(Parser *parser) {
    size_t begin = parser->at;
    const uint8_t *data = parser->source.data;
    while (parser->at < parser->source.size && !is_space(data[parser->at]) && data[parser->at] != '>' &&
           data[parser->at] != '/')
        parser->at++;
    return (Bytes){data + begin, parser->at - begin};
}

static void read_start_tag(Parser *parser) {
    Bytes name = read_name(parser);
    HtmlTag tag = tag_find(name);
    bool seen_before = (tag == HTML_HTML || tag == HTML_BODY) && parser->open[tag] > 0;
    if (!seen_before) close_implied(parser, tag);
    uint32_t node = seen_before ? 0 : add_node(parser, tag, name);
    uint32_t first = (uint32_t)parser->tree.attributes.count;
    uint32_t count = 0;
    HtmlAttribute attribute;
    while (next_attribute(parser, &attribute))
        if (count < ATTRIBUTES_MAX && !seen_before) {
            *array_push(&parser->tree.attributes, parser->arena) = attribute;
            count++;
        }
    bool closed = parser->at > 0 && parser->source.data[parser->at - 1] == '/';
    if (parser->at < parser->source.size) parser->at++; /* the > */
    if (seen_before) return;

    parser->tree.nodes.items[node].attribute_index = first;
    parser->tree.nodes.items[node].attribute_count = count;
    TagKind kind = kind_of(tag);
    if (kind == TAG_R) return read_raw(parser, node, name);
    if (kind != TAG_V && !(closed && tag == HTML_OTHER)) push(parser, node);
}

static void read_end_tag(Parser *parser) {
    Bytes name = read_name(parser);
    HtmlTag tag = tag_find(name);
    parser->at = find_byte(parser, parser->at, '>');
    if (parser->at < parser->source.size) parser->at++;
    if (tag == HTML_BR) (void)add_node(parser, HTML_BR, name);
    if (parser->open[tag] == 0 || tag == HTML_BODY || tag == HTML_HTML) return;

    bool is_inline = kind_of(tag) == TAG_I;
    bool is_table = kind_of(tag) == TAG_T;
    for (uint32_t depth = parser->depth; depth-- > 1;) {
        const HtmlNode *open = &parser->tree.nodes.items[parser->stack[depth]];
        bool same = open->tag == tag && (tag != HTML_OTHER || bytes_equal_ignoring_case(open->text, name));
        if (same) return pop_to(parser, depth);
        TagKind kind = kind_of(open->tag);
        if (is_inline && (kind == TAG_B || kind == TAG_T) && tag != HTML_OTHER) return; /* it was opened further out */
        if (!is_table && kind == TAG_T) return;
        if (is_table && open->tag == HTML_TABLE) return;
    }
}

/* `<!-- ... -->`, `<!doctype ...>`, `<?xml ...?>`. */
static void read_comment(Parser *parser) {
    const uint8_t *data = parser->source.data;
    size_t size = parser->source.size;
    size_t at = parser->at;
    bool comment = size - at >= 4 && memcmp(data + at, "<!--", 4) == 0;
    if (!comment) {
        at = find_byte(parser, at, '>');
        parser->at = at < size ? at + 1 : size;
        return;
    }
    for (at += 2; (at = find_byte(parser, at, '>')) < size; at++)
        if (data[at - 1] == '-' && data[at - 2] == '-') break;
    parser->at = at < size ? at + 1 : size;
}

HtmlTree html_tree_build(Bytes source, Arena *result) {
    Parser parser = {.source = source, .arena = result};
    *array_push(&parser.tree.nodes, result) = (HtmlNode){.tag = HTML_OTHER};
    parser.depth = 1; /* the page itself is never closed, and counts as no open element */

    size_t text_begin = 0;
    while (parser.at < source.size && parser.tree.nodes.count < HTML_NODES_MAX) {
        size_t at = find_byte(&parser, parser.at, '<');
        if (at + 1 >= source.size) break;
        uint8_t next = source.data[at + 1];
        bool end_tag = next == '/' && at + 2 < source.size && is_letter(source.data[at + 2]);
        bool tag = is_letter(next) || end_tag || next == '!' || next == '?';
        parser.at = at + 1;
        if (!tag) continue;
        add_text(&parser, text_begin, at);
        if (is_letter(next)) {
            read_start_tag(&parser);
        } else if (end_tag) {
            parser.at = at + 2;
            read_end_tag(&parser);
        } else {
            parser.at = at;
            read_comment(&parser);
        }
        text_begin = parser.at;
    }
    if (parser.tree.nodes.count < HTML_NODES_MAX) add_text(&parser, text_begin, source.size);
    return parser.tree;
}

static const HtmlAttribute *find_attribute(const HtmlTree *tree, uint32_t node, const char *name) {
    const HtmlNode *element = &tree->nodes.items[node];
    Bytes wanted = bytes_from_string(name);
    for (uint32_t i = 0; i < element->attribute_count; i++) {
        const HtmlAttribute *attribute = &tree->attributes.items[element->attribute_index + i];
        if (bytes_equal_ignoring_case(attribute->name, wanted)) return attribute;
    }
    return NULL;
}

Bytes html_attribute(const HtmlTree *tree, uint32_t node, const char *name) {
    const HtmlAttribute *attribute = find_attribute(tree, node, name);
    return attribute ? attribute->value : (Bytes){0};
}

bool html_has_attribute(const HtmlTree *tree, uint32_t node, const char *name) {
    return find_attribute(tree, node, name) != NULL;
}
