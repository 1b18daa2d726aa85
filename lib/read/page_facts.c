/*
 * Facts about a page's article.
 *
 * In:  the tree of a page.
 * Out: for each field what each origin says: JSON-LD (schema.org), Open Graph, other meta elements, microdata, headings
 *      and time elements.
 *
 * The first of two statements by the same origin counts: what follows is about other articles, which pages list below
 * their own. In JSON-LD the objects of a kind of article are asked, wherever they stand in the page's graph.
 */
#include "page_facts.h"

#include <string.h>

#include "json.h"

enum { JSON_LD_DEPTH_MAX = 16, VALUE_BYTES_MAX = 2000, TEXT_NODES_MAX = 200 };

static void offer(PageFacts *facts, PageField field, PageOrigin origin, Bytes value) {
    if (value.size > 0 && value.size <= VALUE_BYTES_MAX && facts->values[field][origin].size == 0)
        facts->values[field][origin] = value;
}

/* --- JSON-LD ----------------------------------------------------------------------------------------------------- */

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

static bool names_article(JsonValue type) {
    static const char *const kinds[] = {"Article", "BlogPosting", "Report"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (bytes_find(type.raw, bytes_from_string(kinds[i])) != SIZE_MAX) return true;
    return false;
}

static const struct {
    const char *name;
    PageField field;
} json_names[] = {{"headline", PAGE_TITLE},          {"author", PAGE_BYLINE}, {"publisher", PAGE_OUTLET},
                  {"datePublished", PAGE_PUBLISHED}, {"url", PAGE_URL},       {"inLanguage", PAGE_LANGUAGE}};

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
    bool article = false;
    (void)json_enter(&reader, '{');
    while (json_member_next(&reader, &key, &inner)) {
        if (json_string_equals(key, "@type")) article = names_article(inner);
        if (json_string_equals(key, "@graph") || json_string_equals(key, "mainEntity"))
            take_json(facts, inner, depth + 1, result);
    }
    if (!article) return;
    reader = json_inside(value);
    (void)json_enter(&reader, '{');
    while (json_member_next(&reader, &key, &inner))
        for (size_t i = 0; i < sizeof json_names / sizeof *json_names; i++)
            if (json_string_equals(key, json_names[i].name))
                offer(facts, json_names[i].field, ORIGIN_JSON_LD, json_text(inner, result));
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

/* --- Elements ---------------------------------------------------------------------------------------------------- */

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
    {"article:author", PAGE_BYLINE, ORIGIN_OPEN_GRAPH},
    {"author", PAGE_BYLINE, ORIGIN_META},
    {"byl", PAGE_BYLINE, ORIGIN_META},
    {"dc.creator", PAGE_BYLINE, ORIGIN_META},
    {"sailthru.author", PAGE_BYLINE, ORIGIN_META},
    {"parsely-author", PAGE_BYLINE, ORIGIN_META},
    {"twitter:title", PAGE_TITLE, ORIGIN_META},
    {"dc.title", PAGE_TITLE, ORIGIN_META},
    {"sailthru.title", PAGE_TITLE, ORIGIN_META},
    {"application-name", PAGE_OUTLET, ORIGIN_META},
    {"dc.publisher", PAGE_OUTLET, ORIGIN_META},
    {"date", PAGE_PUBLISHED, ORIGIN_META},
    {"pubdate", PAGE_PUBLISHED, ORIGIN_META},
    {"publishdate", PAGE_PUBLISHED, ORIGIN_META},
    {"publish-date", PAGE_PUBLISHED, ORIGIN_META},
    {"publish_date", PAGE_PUBLISHED, ORIGIN_META},
    {"published", PAGE_PUBLISHED, ORIGIN_META},
    {"ptime", PAGE_PUBLISHED, ORIGIN_META},
    {"dc.date", PAGE_PUBLISHED, ORIGIN_META},
    {"dc.date.issued", PAGE_PUBLISHED, ORIGIN_META},
    {"dcterms.created", PAGE_PUBLISHED, ORIGIN_META},
    {"dcterms.date", PAGE_PUBLISHED, ORIGIN_META},
    {"sailthru.date", PAGE_PUBLISHED, ORIGIN_META},
    {"parsely-pub-date", PAGE_PUBLISHED, ORIGIN_META},
    {"article.published", PAGE_PUBLISHED, ORIGIN_META},
    {"cxenseparse:recs:publishtime", PAGE_PUBLISHED, ORIGIN_META},
    {"content-language", PAGE_LANGUAGE, ORIGIN_META},
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

/* The text inside an element, as one line. */
static Bytes element_text(const HtmlTree *tree, uint32_t element, Arena *result) {
    Buffer source = {.arena = result};
    uint32_t node = tree->nodes.items[element].first_child;
    for (uint32_t steps = 0; node != 0 && steps < TEXT_NODES_MAX; steps++) {
        const HtmlNode *item = &tree->nodes.items[node];
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
    Bytes name = html_attribute(tree, node, "itemprop");
    if (name.size == 0) return;
    Bytes content = html_attribute(tree, node, "content");
    if (content.size == 0) content = html_attribute(tree, node, "datetime");
    Bytes value = content.size > 0 ? html_decode_line(content, result) : (Bytes){0};
    bool date = bytes_find(name, BYTES("datePublished")) != SIZE_MAX;
    bool author = bytes_equal(name, BYTES("author"));
    bool headline = bytes_equal(name, BYTES("headline"));
    if (!date && !author && !headline) return;
    if (value.size == 0) value = element_text(tree, node, result);
    offer(facts, date ? PAGE_PUBLISHED : author ? PAGE_BYLINE : PAGE_TITLE, ORIGIN_ITEMPROP, value);
}

static void take_element(PageFacts *facts, const HtmlTree *tree, uint32_t node, Arena *result) {
    const HtmlNode *element = &tree->nodes.items[node];
    switch (element->tag) {
    case HTML_META: take_meta(facts, tree, node, result); break;
    case HTML_TITLE: offer(facts, PAGE_TITLE, ORIGIN_TITLE, element_text(tree, node, result)); break;
    case HTML_H1: offer(facts, PAGE_TITLE, ORIGIN_HEADING, element_text(tree, node, result)); break;
    case HTML_HTML:
        offer(facts, PAGE_LANGUAGE, ORIGIN_HEADING, html_decode_line(html_attribute(tree, node, "lang"), result));
        break;
    case HTML_BASE:
        offer(facts, PAGE_BASE, ORIGIN_HEADING, html_decode_line(html_attribute(tree, node, "href"), result));
        break;
    case HTML_LINK:
        if (bytes_equal_ignoring_case(html_attribute(tree, node, "rel"), BYTES("canonical")))
            offer(facts, PAGE_URL, ORIGIN_JSON_LD, html_decode_line(html_attribute(tree, node, "href"), result));
        break;
    case HTML_TIME: {
        Bytes moment = html_decode_line(html_attribute(tree, node, "datetime"), result);
        offer(facts, PAGE_PUBLISHED, ORIGIN_TIME, moment.size > 0 ? moment : element_text(tree, node, result));
        break;
    }
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

/* The canonical address stands in a link element, which comes before all others; JSON-LD's is for a page without. */
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

/* "Bridge closed | The Daily Lantern" -> "Bridge closed": a short part behind a bar or a dash between spaces. */
static Bytes without_outlet(Bytes title, Bytes outlet) {
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Bytes mark = bytes_from_string(marks[i]);
        size_t last = SIZE_MAX;
        for (size_t at = 0; at + mark.size <= title.size; at++)
            if (memcmp(title.data + at, mark.data, mark.size) == 0) last = at;
        if (last == SIZE_MAX || last < 10) continue;
        Bytes behind = {title.data + last + mark.size, title.size - last - mark.size};
        bool named = outlet.size > 0 && bytes_equal_ignoring_case(behind, outlet);
        if (named || (i == 0 && behind.size * 2 < title.size)) return without_outlet((Bytes){title.data, last}, outlet);
    }
    return title;
}

/* A heading of the page that the page's title begins with is what readers see; else the surest statement. */
Bytes page_facts_title(const PageFacts *facts) {
    const Bytes *titles = facts->values[PAGE_TITLE];
    Bytes heading = titles[ORIGIN_HEADING];
    for (int origin = 0; heading.size >= 15 && origin < ORIGIN_COUNT; origin++)
        if (origin != ORIGIN_HEADING && bytes_find(titles[origin], heading) == 0) return heading;
    return without_outlet(page_facts_best(facts, PAGE_TITLE), page_facts_best(facts, PAGE_OUTLET));
}
