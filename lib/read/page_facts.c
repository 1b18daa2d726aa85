/*
 * Facts about a page's article.
 *
 * In:  the tree of a page.
 * Out: for each field what each origin says: JSON-LD (schema.org), Open Graph, other meta elements, microdata, headings
 *      and time elements.
 *
 * The first of two statements by the same origin counts: what follows is about other articles, which pages list below
 * their own. Only time elements before the first heading come after those behind it: pages show today's date and their
 * latest news above an article. In JSON-LD the objects of a kind of article are asked, wherever they stand in the
 * page's graph, and for dates the page itself.
 */
#include "page_facts.h"

#include <string.h>

#include "json.h"

enum { JSON_LD_DEPTH_MAX = 16, VALUE_BYTES_MAX = 2000, TEXT_NODES_MAX = 200 };

static void offer(PageFacts *facts, PageField field, PageOrigin origin, Bytes value) {
    if (value.size > 0 && value.size <= VALUE_BYTES_MAX && facts->values[field][origin].size == 0)
        facts->values[field][origin] = value;
}

/* --- JSON-LD ------------------------------------------------------------------------------------------------------ */

static Bytes json_text(JsonValue value, Arena *result) {
    if (value.kind == JSON_STRING) return html_decode_line(json_string_decode(value.raw, result), result);
    if (value.kind != JSON_OBJECT && value.kind != JSON_ARRAY) return (Bytes){0};
    JsonReader reader = json_inside(value);
    JsonValue inner;
    Bytes key;
    if (value.kind == JSON_OBJECT) {
        (void)json_enter(&reader, '{');
        while (json_member_next(&reader, &key, &inner)) {
            bool named = json_string_equals(key, "name") || json_string_equals(key, "@id");
            if (named && inner.kind == JSON_STRING) return json_text(inner, result);
        }
        return (Bytes){0};
    }
    Buffer text = {.arena = result};
    (void)json_enter(&reader, '[');
    while (json_item_next(&reader, &inner)) {
        if (inner.kind == JSON_ARRAY) continue;
        Bytes part = json_text(inner, result);
        if (part.size == 0) continue;
        if (text.size > 0) buffer_append_string(&text, ", ");
        buffer_append(&text, part);
    }
    return buffer_bytes(&text);
}

/* What an object of JSON-LD is about. */
typedef enum LinkedKind { LINKED_OTHER, LINKED_PAGE, LINKED_ARTICLE } LinkedKind;

static LinkedKind kind_of(JsonValue type) {
    static const char *const kinds[] = {"Article", "BlogPosting", "Report"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (bytes_find(type.raw, bytes_from_string(kinds[i])) != SIZE_MAX) return LINKED_ARTICLE;
    return bytes_find(type.raw, BYTES("WebPage")) != SIZE_MAX ? LINKED_PAGE : LINKED_OTHER;
}

static const struct {
    const char *name;
    PageField field;
    PageOrigin origin;
    bool of_page; /* taken from a page's object, too */
} json_names[] = {
    {"headline", PAGE_TITLE, ORIGIN_JSON_LD, false},
    {"author", PAGE_BYLINE, ORIGIN_JSON_LD, false},
    {"publisher", PAGE_OUTLET, ORIGIN_JSON_LD, false},
    {"datePublished", PAGE_PUBLISHED, ORIGIN_JSON_LD, true},
    {"dateCreated", PAGE_PUBLISHED, ORIGIN_JSON_LD_CREATED, false},
    {"dateModified", PAGE_MODIFIED, ORIGIN_JSON_LD, true},
    {"articleSection", PAGE_SECTION, ORIGIN_JSON_LD, false},
    {"url", PAGE_URL, ORIGIN_JSON_LD, false},
    {"inLanguage", PAGE_LANGUAGE, ORIGIN_JSON_LD, false},
};

static void take_json_members(PageFacts *facts, JsonValue object, LinkedKind kind, Arena *result) {
    JsonReader reader = json_inside(object);
    JsonValue inner;
    Bytes key;
    (void)json_enter(&reader, '{');
    while (json_member_next(&reader, &key, &inner)) {
        for (size_t i = 0; i < sizeof json_names / sizeof *json_names; i++) {
            if (!json_string_equals(key, json_names[i].name)) continue;
            if (kind == LINKED_ARTICLE)
                offer(facts, json_names[i].field, json_names[i].origin, json_text(inner, result));
            else if (json_names[i].of_page)
                offer(facts, json_names[i].field, ORIGIN_JSON_LD_PAGE, json_text(inner, result));
        }
    }
}

static void take_json(PageFacts *facts, JsonValue value, uint32_t depth, Arena *result) {
    JsonReader reader = json_inside(value);
    JsonValue inner;
    Bytes key;
    if (depth > JSON_LD_DEPTH_MAX) return;
    if (value.kind == JSON_ARRAY) {
        (void)json_enter(&reader, '[');
        while (json_item_next(&reader, &inner)) take_json(facts, inner, depth + 1, result);
        return;
    }
    if (value.kind != JSON_OBJECT) return;
    LinkedKind kind = LINKED_OTHER;
    (void)json_enter(&reader, '{');
    while (json_member_next(&reader, &key, &inner)) {
        if (json_string_equals(key, "@type")) kind = kind_of(inner);
        if (json_string_equals(key, "@graph") || json_string_equals(key, "mainEntity"))
            take_json(facts, inner, depth + 1, result);
    }
    if (kind != LINKED_OTHER) take_json_members(facts, value, kind, result);
}

/* Sites write line breaks into strings, which JSON forbids: they are read as spaces. */
static void take_script(PageFacts *facts, Bytes source, Arena *result) {
    Bytes copy = bytes_copy(source, result);
    uint8_t *data = (uint8_t *)copy.data;
    for (size_t i = 0; i < copy.size; i++)
        if (data[i] < ' ') data[i] = ' ';
    JsonReader reader = {.text = copy, .depth_max = JSON_LD_DEPTH_MAX * 4};
    JsonValue value;
    if (json_value_next(&reader, &value)) take_json(facts, value, 0, result);
}

/* --- Elements ----------------------------------------------------------------------------------------------------- */

typedef struct MetaName {
    const char *name;
    PageField field;
    PageOrigin origin;
} MetaName;

static const MetaName meta_names[] = {
    {"og:title", PAGE_TITLE, ORIGIN_OPEN_GRAPH},
    {"og:site_name", PAGE_OUTLET, ORIGIN_OPEN_GRAPH},
    {"og:url", PAGE_URL, ORIGIN_OPEN_GRAPH},
    {"og:article:published_time", PAGE_PUBLISHED, ORIGIN_OPEN_GRAPH},
    {"article:published_time", PAGE_PUBLISHED, ORIGIN_OPEN_GRAPH},
    {"article:published", PAGE_PUBLISHED, ORIGIN_OPEN_GRAPH},
    {"og:article:modified_time", PAGE_MODIFIED, ORIGIN_OPEN_GRAPH},
    {"article:modified_time", PAGE_MODIFIED, ORIGIN_OPEN_GRAPH},
    {"article:modified", PAGE_MODIFIED, ORIGIN_OPEN_GRAPH},
    {"og:updated_time", PAGE_MODIFIED, ORIGIN_META},
    {"article:author", PAGE_BYLINE, ORIGIN_OPEN_GRAPH},
    {"article:section", PAGE_SECTION, ORIGIN_OPEN_GRAPH},
    {"og:article:section", PAGE_SECTION, ORIGIN_OPEN_GRAPH},
    {"og:locale", PAGE_LANGUAGE, ORIGIN_OPEN_GRAPH},
    {"author", PAGE_BYLINE, ORIGIN_META},
    {"byl", PAGE_BYLINE, ORIGIN_META},
    {"dc.creator", PAGE_BYLINE, ORIGIN_META},
    {"sailthru.author", PAGE_BYLINE, ORIGIN_META},
    {"parsely-author", PAGE_BYLINE, ORIGIN_META},
    {"dcterms.creator", PAGE_BYLINE, ORIGIN_META},
    {"twitter:title", PAGE_TITLE, ORIGIN_META},
    {"dc.title", PAGE_TITLE, ORIGIN_META},
    {"dcterms.title", PAGE_TITLE, ORIGIN_META},
    {"sailthru.title", PAGE_TITLE, ORIGIN_META},
    {"parsely-title", PAGE_TITLE, ORIGIN_META},
    {"application-name", PAGE_OUTLET, ORIGIN_META},
    {"dc.publisher", PAGE_OUTLET, ORIGIN_META},
    {"dcterms.publisher", PAGE_OUTLET, ORIGIN_META},
    {"date", PAGE_PUBLISHED, ORIGIN_META},
    {"pubdate", PAGE_PUBLISHED, ORIGIN_META},
    {"publishdate", PAGE_PUBLISHED, ORIGIN_META},
    {"publish-date", PAGE_PUBLISHED, ORIGIN_META},
    {"publish_date", PAGE_PUBLISHED, ORIGIN_META},
    {"published", PAGE_PUBLISHED, ORIGIN_META},
    {"pub_date", PAGE_PUBLISHED, ORIGIN_META},
    {"pdate", PAGE_PUBLISHED, ORIGIN_META},
    {"ptime", PAGE_PUBLISHED, ORIGIN_META},
    {"dc.date", PAGE_PUBLISHED, ORIGIN_META},
    {"dc.date.issued", PAGE_PUBLISHED, ORIGIN_META},
    {"dc.date.created", PAGE_PUBLISHED, ORIGIN_META},
    {"dcterms.created", PAGE_PUBLISHED, ORIGIN_META},
    {"dcterms.issued", PAGE_PUBLISHED, ORIGIN_META},
    {"dcterms.date", PAGE_PUBLISHED, ORIGIN_META},
    {"sailthru.date", PAGE_PUBLISHED, ORIGIN_META},
    {"parsely-pub-date", PAGE_PUBLISHED, ORIGIN_META},
    {"article.published", PAGE_PUBLISHED, ORIGIN_META},
    {"article:publicationdate", PAGE_PUBLISHED, ORIGIN_META},
    {"article_date_original", PAGE_PUBLISHED, ORIGIN_META},
    {"originalpublicationdate", PAGE_PUBLISHED, ORIGIN_META},
    {"cxenseparse:recs:publishtime", PAGE_PUBLISHED, ORIGIN_META},
    {"og:pubdate", PAGE_PUBLISHED, ORIGIN_META},
    {"og:datepublished", PAGE_PUBLISHED, ORIGIN_META},
    {"og:published_time", PAGE_PUBLISHED, ORIGIN_META},
    {"og:publish_date", PAGE_PUBLISHED, ORIGIN_META},
    {"date.release", PAGE_PUBLISHED, ORIGIN_META},
    {"rnews:datepublished", PAGE_PUBLISHED, ORIGIN_META},
    {"lastmod", PAGE_MODIFIED, ORIGIN_META},
    {"last-modified", PAGE_MODIFIED, ORIGIN_META},
    {"revised", PAGE_MODIFIED, ORIGIN_META},
    {"dc.date.modified", PAGE_MODIFIED, ORIGIN_META},
    {"dcterms.modified", PAGE_MODIFIED, ORIGIN_META},
    {"article.updated", PAGE_MODIFIED, ORIGIN_META},
    {"datelastpubbed", PAGE_MODIFIED, ORIGIN_META},
    {"updated_time", PAGE_MODIFIED, ORIGIN_META},
    {"moddate", PAGE_MODIFIED, ORIGIN_META},
    {"article:updated_time", PAGE_MODIFIED, ORIGIN_META},
    {"section", PAGE_SECTION, ORIGIN_META},
    {"parsely-section", PAGE_SECTION, ORIGIN_META},
    {"sailthru.section", PAGE_SECTION, ORIGIN_META},
    {"article.section", PAGE_SECTION, ORIGIN_META},
    {"dc.subject.category", PAGE_SECTION, ORIGIN_META},
    {"cxenseparse:recs:category", PAGE_SECTION, ORIGIN_META},
    {"category", PAGE_SECTION, ORIGIN_META},
    {"content-language", PAGE_LANGUAGE, ORIGIN_META},
    {"dc.language", PAGE_LANGUAGE, ORIGIN_META},
    {"language", PAGE_LANGUAGE, ORIGIN_META},
};

static void take_meta(PageFacts *facts, const HtmlTree *tree, uint32_t node, Arena *result) {
    static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
    Bytes content = html_attribute(tree, node, "content");
    if (content.size == 0 || content.size > VALUE_BYTES_MAX) return;
    for (size_t k = 0; k < sizeof attributes / sizeof *attributes; k++) {
        Bytes name = html_attribute(tree, node, attributes[k]);
        for (size_t i = 0; name.size > 0 && i < sizeof meta_names / sizeof *meta_names; i++)
            if (bytes_equal_ignoring_case(name, bytes_from_string(meta_names[i].name)))
                offer(facts, meta_names[i].field, meta_names[i].origin, html_decode_line(content, result));
    }
}

#define ELEMENT_BYTES_MAX 16000 /* with the blanks of its markup */

/* The text inside an element, as one line; empty where it is too long to be a fact. */
static Bytes element_text(const HtmlTree *tree, uint32_t element, Arena *result) {
    Buffer source = {.arena = result};
    uint32_t node = tree->nodes.items[element].first_child;
    for (uint32_t steps = 0; node != 0 && steps < TEXT_NODES_MAX; steps++) {
        const HtmlNode *item = &tree->nodes.items[node];
        /* no fact is so long; elements inside one another would each hold all of it */
        if (item->tag == HTML_TEXT && source.size + item->text.size > ELEMENT_BYTES_MAX) return (Bytes){0};
        if (item->tag == HTML_TEXT) buffer_append(&source, item->text);
        if (item->tag == HTML_BR) buffer_append_byte(&source, ' ');
        bool inside = item->first_child != 0 && item->tag != HTML_SCRIPT && item->tag != HTML_STYLE;
        if (inside) {
            node = item->first_child;
            continue;
        }
        while (node != element && tree->nodes.items[node].next == 0) node = tree->nodes.items[node].parent;
        node = node == element ? 0 : tree->nodes.items[node].next;
    }
    return html_decode_line(buffer_bytes(&source), result);
}

static void take_itemprop(PageFacts *facts, const HtmlTree *tree, uint32_t node, Arena *result) {
    static const struct {
        const char *name;
        PageField field;
    } names[] = {{"datePublished", PAGE_PUBLISHED}, {"datepublished", PAGE_PUBLISHED}, {"dateModified", PAGE_MODIFIED},
                 {"articleSection", PAGE_SECTION},  {"author", PAGE_BYLINE},           {"headline", PAGE_TITLE},
                 {"inLanguage", PAGE_LANGUAGE}};
    Bytes name = html_attribute(tree, node, "itemprop");
    for (size_t i = 0; name.size > 0 && i < sizeof names / sizeof *names; i++) {
        Bytes wanted = bytes_from_string(names[i].name);
        bool is_date = names[i].field == PAGE_PUBLISHED || names[i].field == PAGE_MODIFIED;
        if (is_date ? bytes_find(name, wanted) == SIZE_MAX : !bytes_equal(name, wanted)) continue;
        Bytes value = html_attribute(tree, node, "content");
        if (value.size == 0) value = html_attribute(tree, node, "datetime");
        value = value.size > 0 ? html_decode_line(value, result) : element_text(tree, node, result);
        offer(facts, names[i].field, ORIGIN_MICRODATA, value);
        return;
    }
}

/* The element's own class says that it is the time of a change: "entry-updated", but not "published updated". */
static bool is_time_of_change(const HtmlTree *tree, uint32_t node) {
    Bytes names = html_attribute(tree, node, "class");
    bool changed = bytes_find(names, BYTES("updated")) != SIZE_MAX || bytes_find(names, BYTES("modified")) != SIZE_MAX;
    return changed && bytes_find(names, BYTES("publish")) == SIZE_MAX;
}

static void take_time(PageFacts *facts, const HtmlTree *tree, uint32_t node, Arena *result) {
    Bytes moment = html_decode_line(html_attribute(tree, node, "datetime"), result);
    if (moment.size == 0) moment = element_text(tree, node, result);
    bool behind_heading = facts->values[PAGE_TITLE][ORIGIN_HEADING].size > 0;
    PageField field = is_time_of_change(tree, node) ? PAGE_MODIFIED : PAGE_PUBLISHED;
    offer(facts, field, behind_heading ? ORIGIN_TIME : ORIGIN_TIME_ABOVE, moment);
}

static void take_heading(PageFacts *facts, const HtmlTree *tree, uint32_t node, Arena *result) {
    if (facts->heading_count == PAGE_HEADINGS_MAX) return;
    Bytes text = element_text(tree, node, result);
    if (text.size == 0 || text.size > VALUE_BYTES_MAX) return;
    bool first_rank = tree->nodes.items[node].tag == HTML_H1;
    facts->headings[facts->heading_count++] = (PageHeading){text, first_rank};
    if (first_rank) offer(facts, PAGE_TITLE, ORIGIN_HEADING, text);
}

static void take_element(PageFacts *facts, const HtmlTree *tree, uint32_t node, Arena *result) {
    const HtmlNode *element = &tree->nodes.items[node];
    switch (element->tag) {
    case HTML_META: take_meta(facts, tree, node, result); break;
    case HTML_TITLE: offer(facts, PAGE_TITLE, ORIGIN_TITLE, element_text(tree, node, result)); break;
    case HTML_H1:
    case HTML_H2: take_heading(facts, tree, node, result); break;
    case HTML_HTML:
        offer(facts, PAGE_LANGUAGE, ORIGIN_HEADING, html_decode_line(html_attribute(tree, node, "lang"), result));
        break;
    case HTML_BASE:
        offer(facts, PAGE_BASE, ORIGIN_HEADING, html_decode_line(html_attribute(tree, node, "href"), result));
        break;
    case HTML_LINK:
        if (bytes_equal_ignoring_case(html_attribute(tree, node, "rel"), BYTES("canonical")))
            offer(facts, PAGE_URL, ORIGIN_CANONICAL, html_decode_line(html_attribute(tree, node, "href"), result));
        break;
    case HTML_TIME: take_time(facts, tree, node, result); break;
    case HTML_SCRIPT:
        if (element->first_child != 0 &&
            bytes_equal_ignoring_case(html_attribute(tree, node, "type"), BYTES("application/ld+json")))
            take_script(facts, tree->nodes.items[element->first_child].text, result);
        break;
    case HTML_A:
        if (bytes_equal_ignoring_case(html_attribute(tree, node, "rel"), BYTES("author")))
            offer(facts, PAGE_BYLINE, ORIGIN_HEADING, element_text(tree, node, result));
        break;
    default: break;
    }
    if (element->tag != HTML_BODY && element->attribute_count > 0) take_itemprop(facts, tree, node, result);
}

PageFacts page_facts_find(const HtmlTree *tree, Arena *result) {
    PageFacts facts = {0};
    for (size_t node = 1; node < tree->nodes.count; node++)
        if (tree->nodes.items[node].tag != HTML_TEXT) take_element(&facts, tree, (uint32_t)node, result);
    return facts;
}

Bytes page_facts_best(const PageFacts *facts, PageField field) {
    for (int origin = 0; origin < ORIGIN_COUNT; origin++)
        if (facts->values[field][origin].size > 0) return facts->values[field][origin];
    return (Bytes){0};
}

/* --- Everything that was said ------------------------------------------------------------------------------------- */

void page_facts_list(const PageFacts *facts, Article *article, Arena *result) {
#define PAGE_ORIGIN_WORD(name, word) word,
    static const char *const origins[] = {PAGE_ORIGINS(PAGE_ORIGIN_WORD)};
#undef PAGE_ORIGIN_WORD
    static const char *const fields[] = {
        [PAGE_TITLE] = "title",         [PAGE_BYLINE] = "byline",     [PAGE_OUTLET] = "outlet",
        [PAGE_PUBLISHED] = "published", [PAGE_MODIFIED] = "modified", [PAGE_URL] = "url",
        [PAGE_SECTION] = "section",     [PAGE_LANGUAGE] = "language", [PAGE_BASE] = NULL};
    struct ARRAY_OF(Statement) statements = {0};
    for (int field = 0; field < PAGE_FIELD_COUNT; field++) {
        for (int origin = 0; fields[field] && origin < ORIGIN_COUNT; origin++) {
            Bytes value = facts->values[field][origin];
            if (value.size == 0) continue;
            *array_push(&statements, result) = (Statement){fields[field], origins[origin], value};
        }
    }
    article->statements = statements.items;
    article->statement_count = (uint32_t)statements.count;
}
