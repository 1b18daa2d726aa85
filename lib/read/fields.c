/*
 * Names of fields.
 *
 * In:  a name.
 * Out: what it stands for.
 *
 * Every archive names its fields differently; the table holds the usual names, the surest first. Where a record has
 * several of them the first that isn't empty counts.
 */
#include "fields.h"

enum { NAMES_MAX = 14 };

static const char *const names[FIELD_COUNT][NAMES_MAX] = {
    [FIELD_TEXT] = {"text", "content", "body", "articleBody", "maintext", "article_text", "full_text", "fulltext",
                    "article", "paragraphs", "body_text", "body_xhtml", "body_html"},
    [FIELD_TITLE] = {"title", "headline", "heading", "name"},
    [FIELD_URL] = {"url", "link", "canonical_url", "source_url", "uri", "href"},
    [FIELD_OUTLET] = {"outlet", "source", "publisher", "source_name", "site_name", "sitename", "publication",
                      "newspaper", "site", "domain", "source_domain", "hostname"},
    [FIELD_PUBLISHED] = {"published", "date", "published_at", "publishedAt", "datePublished", "date_publish",
                         "publish_date", "publication_date", "pubDate", "date_published", "timestamp", "time",
                         "versioncreated"},
    [FIELD_AUTHORS] = {"authors", "byline", "author", "creator", "by"},
    [FIELD_ID] = {"id", "_id", "article_id", "uuid", "guid", "docid", "doc_id"},
    [FIELD_LINKS] = {"links", "outlinks", "hyperlinks", "urls"},
    [FIELD_LANGUAGE] = {"language", "lang"},
};

Field field_find(Bytes name, int *rank) {
    if (name.size == 0) return FIELD_COUNT;
    for (int field = 0; field < FIELD_COUNT; field++)
        for (*rank = 0; *rank < NAMES_MAX && names[field][*rank]; (*rank)++) {
            const char *known = names[field][*rank];
            bool begins_so =
                ((uint8_t)known[0] | 0x20) == (name.data[0] | 0x20); /* most don't: cheaper than the rest */
            if (begins_so && bytes_equal_ignoring_case(name, bytes_from_string(known))) return (Field)field;
        }
    return FIELD_COUNT;
}
