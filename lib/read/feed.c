/*
 * Feeds.
 *
 * In:  a feed's tree, perhaps only the first part of one.
 * Out: an article for each whole item; a skip for each item without text.
 *
 * The text is the item's full content where the feed has it, else its summary. Both are HTML inside XML: in RSS always,
 * in Atom as the element says. Names are looked up without their prefix, but not those of extensions that use the same
 * words for other things (media:title is a picture's).
 */
#include "feed.h"

#include "draft.h"
#include "html_blocks.h"
#include "json_record.h"

static uint32_t root_of(const XmlTree *tree) {
    uint32_t node = tree->nodes.items[0].first_child;
    while (node != 0 && tree->nodes.items[node].name.size == 0) node = tree->nodes.items[node].next;
    return node;
}

static bool is_named(const XmlTree *tree, uint32_t node, const char *name) {
    return bytes_equal_ignoring_case(tree->nodes.items[node].name, bytes_from_string(name));
}

bool feed_is(const XmlTree *tree) {
    uint32_t root = root_of(tree);
    if (root == 0) return false;
    return is_named(tree, root, "rss") || is_named(tree, root, "feed") || is_named(tree, root, "RDF");
}

static bool is_extension(Bytes prefix) {
    static const char *const prefixes[] = {"media", "itunes", "image", "thr", "slash",
                                           "wfw",   "geo",    "g",     "yt",  "podcast"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (bytes_equal_ignoring_case(prefix, bytes_from_string(prefixes[i]))) return true;
    return false;
}

/* The first child by one of these names that isn't empty, the first name first. */
static uint32_t find_child(const XmlTree *tree, uint32_t parent, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (uint32_t node = xml_child(tree, parent, names[i], 0); node != 0;
             node = xml_child(tree, parent, names[i], node))
            if (!is_extension(tree->nodes.items[node].prefix) && tree->nodes.items[node].first_child != 0) return node;
    }
    return 0;
}

#define FIND(tree, parent, ...)                                                                                        \
    find_child(tree, parent, (const char *const[]){__VA_ARGS__},                                                       \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static Bytes content_text(const XmlTree *tree, uint32_t node, Arena *result) {
    if (node == 0) return (Bytes){0};
    Bytes type = xml_attribute(tree, node, "type");
    Bytes mode = xml_attribute(tree, node, "mode");
    bool atom_text = (is_named(tree, node, "content") || is_named(tree, node, "summary")) &&
                     (type.size == 0 || bytes_equal(type, BYTES("text")) || bytes_equal(type, BYTES("text/plain")));
    bool markup_inside = bytes_find(type, BYTES("xhtml")) != SIZE_MAX || bytes_find(type, BYTES("xml")) != SIZE_MAX;
    for (uint32_t child = tree->nodes.items[node].first_child; child != 0; child = tree->nodes.items[child].next)
        markup_inside = markup_inside || tree->nodes.items[child].name.size > 0;
    if (markup_inside && !bytes_equal(mode, BYTES("escaped")))
        return html_fragment_text(tree->nodes.items[node].inner, result);
    Bytes text = xml_text(tree, node, result);
    bool looks_marked = bytes_find(text, BYTES("</")) != SIZE_MAX || bytes_find(text, BYTES("<p>")) != SIZE_MAX ||
                        bytes_find(text, BYTES("<br")) != SIZE_MAX;
    return atom_text && !looks_marked ? bytes_trim(text) : html_fragment_text(text, result);
}

/* Full content if it is longer than the summary: some feeds give a teaser as content. */
static Bytes item_text(const XmlTree *tree, uint32_t item, Arena *result) {
    Bytes full = content_text(tree, FIND(tree, item, "encoded", "content", "fullText", "body"), result);
    Bytes summary = content_text(tree, FIND(tree, item, "description", "summary"), result);
    return full.size >= summary.size ? full : summary;
}

static Bytes item_url(const XmlTree *tree, uint32_t item, Arena *result) {
    Bytes found = {0};
    for (uint32_t link = xml_child(tree, item, "link", 0); link != 0; link = xml_child(tree, item, "link", link)) {
        Bytes relation = xml_attribute(tree, link, "rel");
        Bytes address = xml_attribute(tree, link, "href");
        if (address.size == 0) address = bytes_trim(xml_text(tree, link, result));
        bool page = relation.size == 0 || bytes_equal(relation, BYTES("alternate"));
        if (page && found.size == 0) found = address;
    }
    if (found.size == 0) found = bytes_trim(xml_text(tree, FIND(tree, item, "origLink"), result));
    uint32_t guid = xml_child(tree, item, "guid", 0);
    if (found.size == 0 && guid != 0 && !bytes_equal(xml_attribute(tree, guid, "isPermaLink"), BYTES("false"))) {
        Bytes name = bytes_trim(xml_text(tree, guid, result));
        if (bytes_start_with(name, BYTES("http"))) found = name;
    }
    return found;
}

static Bytes item_byline(const XmlTree *tree, uint32_t item, Arena *result) {
    uint32_t author = FIND(tree, item, "creator", "author");
    if (author == 0) return (Bytes){0};
    uint32_t name = xml_child(tree, author, "name", 0);
    return xml_line(tree, name != 0 ? name : author, result);
}

static void item_draft(const XmlTree *tree, uint32_t item, const Draft *feed, Draft *draft, Arena *result) {
    *draft = *feed;
    draft->id = bytes_trim(xml_text(tree, FIND(tree, item, "guid", "id", "identifier"), result));
    draft->title = html_fragment_text(xml_text(tree, FIND(tree, item, "title"), result), result);
    draft->title = html_decode_line(draft->title, result);
    draft->byline = item_byline(tree, item, result);
    draft->published = xml_text(
        tree, FIND(tree, item, "pubDate", "published", "issued", "date", "created", "updated", "modified"), result);
    draft->url = item_url(tree, item, result);
    draft->text = item_text(tree, item, result);
}

/* What the feed says about all its items. */
static Draft feed_draft(const XmlTree *tree, Arena *result) {
    uint32_t root = root_of(tree);
    uint32_t channel = xml_child(tree, root, "channel", 0);
    if (channel == 0) channel = root;
    Draft feed = {.outlet = xml_line(tree, FIND(tree, channel, "title"), result),
                  .language = xml_line(tree, FIND(tree, channel, "language"), result)};
    if (feed.language.size == 0) feed.language = xml_attribute(tree, channel, "xml:lang");
    if (feed.outlet.size > 200) feed.outlet = (Bytes){0};
    return feed;
}

Status feed_read(ReadRun *run, const char *path, const XmlTree *tree, uint64_t *count, Error *error) {
    Arena arena = run->workers[0];
    Draft feed = feed_draft(tree, &arena);
    Status status = STEMMA_OK;
    for (uint32_t node = 1; status == STEMMA_OK && node < tree->nodes.count; node++) {
        const XmlNode *item = &tree->nodes.items[node];
        bool is_item = is_named(tree, node, "item") || is_named(tree, node, "entry");
        if (!is_item || !item->closed || is_extension(item->prefix)) continue;
        Arena item_arena = arena;
        Draft draft;
        Record record;
        RecordPlace place = {path, item->line};
        item_draft(tree, node, &feed, &draft, &item_arena);
        draft_finish(&record, &draft, &place, &run->options, &item_arena);
        status = draft_report(run, &place, item->byte_offset, &record, error);
        (*count)++;
    }
    return status;
}
