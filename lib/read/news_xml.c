/*
 * NITF, NewsML-G2 and NewsML 1.
 *
 * In:  a document's tree, perhaps only the first part of one.
 * Out: an article for each whole item that has text; a skip for each that has none (a picture, a package).
 *
 * In both the text is markup close to HTML, and read as such. NewsML-G2 wraps HTML or NITF; where it wraps a document,
 * only the document's body counts, since its head says again what the item says. An item of NewsML 1 may hold several
 * contents: a report in parts, several reports, captions, the same text in several forms. Its main texts are all kept,
 * those under one headline as one article.
 */
#include "news_xml.h"

#include "draft.h"
#include "html_blocks.h"

enum { MAIN_TEXTS_MAX = 64 }; /* of one item; each is compared with each */

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

/* --- NewsML 1 ----------------------------------------------------------------------------------------------------- */

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

/* A text of an item, and where its headline and byline stand. */
typedef struct MainText {
    uint32_t node;
    uint32_t lines; /* NewsLines, or the item where it has none */
    int rank; /* 3: its component has the role Main; none, and a headline of its own: 2, no such: 1; another role: 0 */
    Bytes text;
} MainText;

typedef struct MainTexts {
    MainText items[MAIN_TEXTS_MAX];
    size_t count;
    size_t left_out;
} MainTexts;

/* The lines nearest above a text. */
static uint32_t lines_above(const XmlTree *tree, uint32_t item, uint32_t node) {
    uint32_t lines = 0;
    for (uint32_t at = find_above(tree, node, "NewsComponent"); at != 0 && lines == 0;
         at = find_above(tree, at, "NewsComponent"))
        lines = xml_child(tree, at, "NewsLines", 0);
    return lines != 0 ? lines : item;
}

static int rank_of(const XmlTree *tree, uint32_t node) {
    for (uint32_t at = find_above(tree, node, "NewsComponent"); at != 0; at = find_above(tree, at, "NewsComponent")) {
        uint32_t role = xml_child(tree, at, "Role", 0);
        if (role == 0) continue;
        return bytes_equal_ignoring_case(xml_attribute(tree, role, "FormalName"), BYTES("Main")) ? 3 : 0;
    }
    uint32_t own = find_above(tree, node, "NewsComponent");
    return own != 0 && xml_child(tree, own, "NewsLines", 0) != 0 ? 2 : 1;
}

/* Adds a text, unless it stands in one that is there; one that stands in it gives way to it. */
static void add_text(MainTexts *texts, MainText added) {
    for (size_t i = 0; i < texts->count; i++) {
        MainText *known = &texts->items[i];
        if (bytes_find(known->text, added.text) != SIZE_MAX) return;
        if (bytes_find(added.text, known->text) == SIZE_MAX) continue;
        *known = added;
        return;
    }
    if (texts->count < MAIN_TEXTS_MAX)
        texts->items[texts->count++] = added;
    else
        texts->left_out++;
}

/*
 * The texts that an item is made of: those whose component has the role Main, else those with a headline
 * of their own, else all without a role; captions and summaries are counted in a remark. The same text
 * in another rendition stands in the longer one. Of components that are equivalents (EquivalentsList) the longest is
 * taken: they are one text in several forms.
 */
static void find_texts(const XmlTree *tree, uint32_t item, MainTexts *out, Arena *result) {
    out->count = out->left_out = 0;
    int best = 0;
    for (uint32_t node = xml_next(tree, item, "DataContent", item); node != 0;
         node = xml_next(tree, item, "DataContent", node)) {
        if (find_above(tree, node, "DataContent") > item) continue; /* read with the one around it */
        MainText found = {node, lines_above(tree, item, node), rank_of(tree, node), content_text(tree, node, result)};
        if (found.text.size == 0) continue;
        if (found.rank < best) {
            out->left_out++;
            continue;
        }
        if (found.rank > best) {
            out->left_out += out->count;
            out->count = 0;
            best = found.rank;
        }
        uint32_t component = find_above(tree, node, "NewsComponent");
        bool equivalent = component != 0 &&
                          bytes_equal_ignoring_case(xml_attribute(tree, component, "EquivalentsList"), BYTES("yes"));
        MainText *last = out->count > 0 ? &out->items[out->count - 1] : NULL;
        if (equivalent && last && find_above(tree, last->node, "NewsComponent") == component) {
            if (found.text.size > last->text.size) *last = found;
        } else {
            add_text(out, found);
        }
    }
}

/* The texts from `first` on that stand under the same lines, as one: a report in several parts. */
static Bytes join_texts(const MainTexts *texts, size_t first, Arena *result) {
    Buffer joined = {.arena = result};
    for (size_t i = first; i < texts->count; i++) {
        if (texts->items[i].lines != texts->items[first].lines) continue;
        if (joined.size > 0) buffer_append_string(&joined, "\n\n");
        buffer_append(&joined, texts->items[i].text);
    }
    return buffer_bytes(&joined);
}

static void newsml1_draft(const XmlTree *tree, uint32_t item, uint32_t lines, Draft *draft, Arena *result) {
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
}

static bool is_first_under_its_lines(const MainTexts *texts, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (texts->items[i].lines == texts->items[index].lines) return false;
    return true;
}

static const char *left_out_remark(size_t count, Arena *result) {
    Buffer remark = {.arena = result};
    buffer_printf(&remark, "%zu more text%s of the item %s not read: captions, summaries and the like", count,
                  count == 1 ? "" : "s", count == 1 ? "is" : "are");
    return buffer_string(&remark);
}

typedef struct NewsItem {
    const char *path; /* of the file it stands in */
    const XmlTree *tree;
    uint32_t node;
} NewsItem;

/* One article for each headline of the item: a package may hold several reports. */
static Status newsml1_report(ReadRun *run, const NewsItem *item, uint64_t *count, Error *error) {
    const XmlTree *tree = item->tree;
    const XmlNode *node = &tree->nodes.items[item->node];
    Status status = STEMMA_OK;
    Arena arena = run->workers[0];
    MainTexts *texts = arena_new(&arena, MainTexts);
    RecordPlace place = {item->path, node->line};
    uint32_t reported = 0;
    find_texts(tree, item->node, texts, &arena);
    for (size_t i = 0; status == STEMMA_OK && (i < texts->count || reported == 0); i++) {
        Arena scratch = arena;
        Draft draft = {0};
        Record record;
        if (texts->count > 0 && !is_first_under_its_lines(texts, i)) continue;
        newsml1_draft(tree, item->node, texts->count > 0 ? texts->items[i].lines : item->node, &draft, &scratch);
        draft.text = join_texts(texts, i, &scratch);
        if (reported > 0 && draft.id.size > 0) {
            Buffer id = {.arena = &scratch};
            buffer_append(&id, draft.id);
            buffer_printf(&id, "#%u", reported + 1);
            draft.id = buffer_bytes(&id);
        }
        if (texts->left_out > 0 && reported == 0) draft.remark = left_out_remark(texts->left_out, &scratch);
        draft_finish(&record, &draft, &place, &run->options, &scratch);
        status = draft_report(run, &place, node->byte_offset, &record, error);
        reported++;
        (*count)++;
    }
    return status;
}

/* --- All of them -------------------------------------------------------------------------------------------------- */

Status news_xml_read(ReadRun *run, const char *path, const XmlTree *tree, uint64_t *count, Error *error) {
    uint32_t root = root_of(tree);
    bool nitf = is_named(tree, root, "nitf");
    bool newsml1 = is_named(tree, root, "NewsML");
    const char *name = newsml1 ? "NewsItem" : "newsItem";
    Status status = STEMMA_OK;
    for (uint32_t node = root; status == STEMMA_OK && node < tree->nodes.count; node++) {
        const XmlNode *item = &tree->nodes.items[node];
        if (!item->closed || !(nitf ? node == root : is_named(tree, node, name))) continue;
        if (newsml1) {
            status = newsml1_report(run, &(NewsItem){path, tree, node}, count, error);
            continue;
        }
        Arena arena = run->workers[0];
        Draft draft = {0};
        Record record;
        RecordPlace place = {path, item->line};
        if (nitf)
            nitf_draft(tree, node, &draft, &arena);
        else
            item_draft(tree, node, &draft, &arena);
        draft_finish(&record, &draft, &place, &run->options, &arena);
        status = draft_report(run, &place, item->byte_offset, &record, error);
        (*count)++;
    }
    return status;
}
