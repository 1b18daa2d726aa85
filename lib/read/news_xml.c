/*
 * NITF, NewsML-G2 and NewsML 1.
 *
 * In:  a document's tree, perhaps only the first part of one.
 * Out: an article for each whole item that has text; a skip for each that has none (a picture, a package).
 *
 * In both the text is markup close to HTML, and read as such. NewsML-G2 wraps HTML or NITF; where it wraps a document,
 * only the document's body counts, since its head says again what the item says. An item of NewsML 1 may hold several
 * contents (a text, its captions, its translations): the longest is the article, the others are counted in a remark.
 */
#include "news_xml.h"

#include "draft.h"
#include "html_blocks.h"

static uint32_t root_of(const XmlTree *tree) {
    uint32_t node = tree->nodes.items[0].first_child;
    while (node != 0 && tree->nodes.items[node].name.size == 0) node = tree->nodes.items[node].next;
    return node;
}

static bool is_named(const XmlTree *tree, uint32_t node, const char *name) {
    return node != 0 && bytes_equal(tree->nodes.items[node].name, bytes_from_string(name));
}

bool news_xml_is(const XmlTree *tree) {
    uint32_t root = root_of(tree);
    return is_named(tree, root, "nitf") || is_named(tree, root, "newsItem") || is_named(tree, root, "newsMessage") ||
           is_named(tree, root, "NewsML");
}

/* The text of the first element by this name inside another, as one line; empty where there is none. */
static Bytes line_of(const XmlTree *tree, uint32_t inside, const char *name, Arena *result) {
    uint32_t node = inside == 0 ? 0 : xml_next(tree, inside, name, inside);
    return node == 0 ? (Bytes){0} : xml_line(tree, node, result);
}

static Bytes attribute_of(const XmlTree *tree, uint32_t inside, const char *name, const char *attribute) {
    uint32_t node = inside == 0 ? 0 : xml_next(tree, inside, name, inside);
    return node == 0 ? (Bytes){0} : xml_attribute(tree, node, attribute);
}

static Bytes inner_text(const XmlTree *tree, uint32_t node, Arena *result) {
    return html_fragment_text(tree->nodes.items[node].inner, result);
}

static Bytes or_else(Bytes first, Bytes second) {
    return first.size > 0 ? first : second;
}

static void nitf_draft(const XmlTree *tree, uint32_t nitf, Draft *draft, Arena *result) {
    uint32_t content = xml_next(tree, nitf, "body.content", nitf);
    uint32_t head = xml_child(tree, nitf, "head", 0);
    draft->title = or_else(line_of(tree, nitf, "hl1", result), line_of(tree, head, "title", result));
    draft->byline = or_else(line_of(tree, nitf, "bytag", result), line_of(tree, nitf, "byline", result));
    draft->outlet = or_else(attribute_of(tree, nitf, "pubdata", "name"), line_of(tree, nitf, "distributor", result));
    draft->published = attribute_of(tree, nitf, "date.issue", "norm");
    draft->id = attribute_of(tree, nitf, "doc-id", "id-string");
    if (content != 0) draft->text = inner_text(tree, content, result);
}

/* The text of a news item: inline markup, or inline data that is text. */
static Bytes item_text(const XmlTree *tree, uint32_t item, Arena *result) {
    uint32_t set = xml_child(tree, item, "contentSet", 0);
    if (set == 0) return (Bytes){0};
    uint32_t content = xml_child(tree, set, "inlineXML", 0);
    if (content != 0) {
        uint32_t body = xml_next(tree, content, "body.content", content);
        if (body == 0) body = xml_next(tree, content, "body", content);
        return inner_text(tree, body != 0 ? body : content, result);
    }
    content = xml_child(tree, set, "inlineData", 0);
    return content != 0 ? html_fragment_text(xml_text(tree, content, result), result) : (Bytes){0};
}

static void item_draft(const XmlTree *tree, uint32_t item, Draft *draft, Arena *result) {
    uint32_t about = xml_child(tree, item, "contentMeta", 0);
    uint32_t meta = xml_child(tree, item, "itemMeta", 0);
    uint32_t provider = meta == 0 ? 0 : xml_child(tree, meta, "provider", 0);
    draft->id = xml_attribute(tree, item, "guid");
    draft->title = or_else(line_of(tree, about, "headline", result), line_of(tree, meta, "title", result));
    draft->byline = line_of(tree, about, "by", result);
    if (provider != 0)
        draft->outlet = or_else(line_of(tree, provider, "name", result), xml_attribute(tree, provider, "literal"));
    draft->published =
        or_else(line_of(tree, meta, "firstCreated", result), line_of(tree, meta, "versionCreated", result));
    draft->language = or_else(attribute_of(tree, about, "language", "tag"), xml_attribute(tree, item, "xml:lang"));
    draft->text = item_text(tree, item, result);
}

/* --- NewsML 1 ---------------------------------------------------------------------------------------------------- */

/* "20190920T101500+0200" as "2019-09-20T10:15:00+02:00"; what is something else as it stands. */
static Bytes extended_date(Bytes date, Arena *result) {
    date = bytes_trim(date);
    size_t digits = 0;
    while (digits < date.size && date.data[digits] >= '0' && date.data[digits] <= '9') digits++;
    if (digits != 8) return date;
    Buffer out = {.arena = result};
    const char *d = (const char *)date.data;
    buffer_printf(&out, "%.4s-%.2s-%.2s", d, d + 4, d + 6);
    if (date.size < 15 || d[8] != 'T') return buffer_bytes(&out);
    buffer_printf(&out, "T%.2s:%.2s:%.2s", d + 9, d + 11, d + 13);
    Bytes zone = {date.data + 15, date.size - 15};
    if (zone.size == 5 && (zone.data[0] == '+' || zone.data[0] == '-'))
        buffer_printf(&out, "%.3s:%.2s", d + 15, d + 18);
    else
        buffer_append(&out, zone);
    return buffer_bytes(&out);
}

static Bytes content_text(const XmlTree *tree, uint32_t content, Arena *result) {
    uint32_t body = xml_next(tree, content, "body.content", content);
    if (body == 0) body = xml_next(tree, content, "body", content);
    if (body != 0) return inner_text(tree, body, result);
    for (uint32_t node = tree->nodes.items[content].first_child; node != 0; node = tree->nodes.items[node].next)
        if (tree->nodes.items[node].name.size > 0) return inner_text(tree, content, result);
    Bytes text = xml_text(tree, content, result); /* no markup inside, or markup that was escaped */
    return bytes_find(text, BYTES("</")) != SIZE_MAX ? html_fragment_text(text, result) : bytes_trim(text);
}

/* The element by this name nearest above a node; 0: none. */
static uint32_t find_above(const XmlTree *tree, uint32_t node, const char *name) {
    for (node = tree->nodes.items[node].parent; node != 0; node = tree->nodes.items[node].parent)
        if (is_named(tree, node, name)) return node;
    return 0;
}

static void newsml1_draft(const XmlTree *tree, uint32_t item, Draft *draft, Arena *result) {
    uint32_t chosen = 0;
    unsigned texts = 0;
    for (uint32_t node = xml_next(tree, item, "DataContent", item); node != 0;
         node = xml_next(tree, item, "DataContent", node)) {
        Bytes text = content_text(tree, node, result);
        texts += text.size > 0;
        if (text.size <= draft->text.size) continue;
        draft->text = text;
        chosen = node;
    }
    uint32_t component = chosen != 0 ? find_above(tree, chosen, "NewsComponent") : 0;
    uint32_t lines = component != 0 ? xml_child(tree, component, "NewsLines", 0) : 0;
    while (lines == 0 && component != 0 && (component = find_above(tree, component, "NewsComponent")) != 0)
        lines = xml_child(tree, component, "NewsLines", 0);
    if (lines == 0) lines = item;
    draft->title = or_else(line_of(tree, lines, "HeadLine", result), line_of(tree, item, "hl1", result));
    draft->byline = or_else(line_of(tree, lines, "ByLine", result), line_of(tree, item, "byline", result));
    uint32_t provider = xml_next(tree, item, "Provider", item);
    draft->outlet =
        or_else(attribute_of(tree, provider, "Party", "FormalName"), line_of(tree, item, "ProviderId", result));
    draft->published = extended_date(
        or_else(line_of(tree, item, "FirstCreated", result), line_of(tree, item, "ThisRevisionCreated", result)),
        result);
    draft->id = or_else(line_of(tree, item, "PublicIdentifier", result), line_of(tree, item, "NewsItemId", result));
    draft->language =
        or_else(attribute_of(tree, item, "Language", "FormalName"), xml_attribute(tree, item, "xml:lang"));
    if (texts < 2) return;
    Buffer remark = {.arena = result};
    buffer_printf(&remark, "the longest of %u texts in one item; the others are not read", texts);
    draft->remark = buffer_string(&remark);
}

/* --- All of them ------------------------------------------------------------------------------------------------- */

Status news_xml_read(ReadRun *run, const char *path, const XmlTree *tree, uint64_t *count, Error *error) {
    uint32_t root = root_of(tree);
    bool nitf = is_named(tree, root, "nitf");
    bool newsml1 = is_named(tree, root, "NewsML");
    const char *name = newsml1 ? "NewsItem" : "newsItem";
    Status status = STEMMA_OK;
    for (uint32_t node = root; status == STEMMA_OK && node < tree->nodes.count; node++) {
        const XmlNode *item = &tree->nodes.items[node];
        if (!item->closed || !(nitf ? node == root : is_named(tree, node, name))) continue;
        Arena arena = run->workers[0];
        Draft draft = {0};
        Record record;
        RecordPlace place = {path, item->line};
        if (nitf)
            nitf_draft(tree, node, &draft, &arena);
        else if (newsml1)
            newsml1_draft(tree, node, &draft, &arena);
        else
            item_draft(tree, node, &draft, &arena);
        draft_finish(&record, &draft, &place, &run->options, &arena);
        status = draft_report(run, &place, item->byte_offset, &record, error);
        (*count)++;
    }
    return status;
}
