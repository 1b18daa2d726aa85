/*
 * The queries behind cursors.
 *
 * In:  a kind of record and a filter. Out: SQL.
 *
 * One table has for each kind of record its columns, where they come from, one condition for each field of the filter,
 * and the orders it can be listed in. Conditions are sets of keys, so that SQLite walks the set in the order of the
 * keys and never the whole table: one article's findings cost what they are, however large the collection. An order
 * other than the usual one walks the index of the table that has the counts (store_numbers.c), so that the first page
 * of a list costs what it shows; where there are conditions too, what they leave is sorted.
 *
 * Invariants: every order is total and depends on findings alone, never on article_key; nothing of a filter gets into
 * the SQL: it is bound.
 */
#include "store_queries.h"
#include "store_private.h"

#define KEY_OF_ARTICLE "(SELECT article_key FROM article WHERE id = :article)"
#define QUOTATIONS_OF_FINDING                                                                                          \
    " FROM article_finding AS f CROSS JOIN quotation AS n"                                                             \
    " ON n.number BETWEEN f.first_quotation AND f.first_quotation + f.quotation_count - 1"
/* :contains is a pattern made by pattern_of. */
#define CONTAINS(column) column " LIKE :contains ESCAPE '\\'"
/* One speaker's quotations in time, where nothing else is asked for and where something is. */
#define SAID_IN_TIME                                                                                                   \
    " FROM said AS o CROSS JOIN quotation AS q ON q.number = o.quotation CROSS JOIN article AS a USING (article_key)"  \
    " LEFT JOIN speaker AS s ON s.number = q.speaker LEFT JOIN reason AS r ON r.number = q.reason"                     \
    " WHERE o.speaker = :speaker ORDER BY o.time_rank, o.quotation"
#define ORDER_IN_TIME "a.published_begin_unix_s NULLS LAST, a.path, a.id, q.number"

/* :ids are article ids of 16 bytes, one after the other: one statement for however many. */
#define EACH_OF_IDS                                                                                                    \
    "WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < length(:ids) / 16)"                \
    " SELECT substr(:ids, 16 * i + 1, 16) FROM n"

typedef struct Order {
    const char *by; /* NULL: the usual order */
    const char *from; /* what to walk where nothing else restricts; NULL: the usual */
} Order;

typedef struct Query {
    const char *select; /* the columns; for articles the text comes before */
    const char *from;
    const char *counted; /* what to count: the first table of `from`, which conditions speak of */
    const char *always; /* a condition whatever the filter */
    const char *of_article, *of_story, *of_family, *of_speaker, *of_outlet, *containing, *of_relation;
    const char *order;
    Order orders[STEMMA_ORDER_TIME + 1];
} Query;

#define STORIES_BY_NUMBER " FROM story_number AS n CROSS JOIN story AS s ON s.number = n.story"
#define FAMILIES_BY_NUMBER " FROM family_number AS n CROSS JOIN family AS f ON f.number = n.family"

static const Query queries[] = {
    [STEMMA_ARTICLES] =
        {.select = " a.id, a.path, a.title, a.outlet, a.byline, a.published, a.url, a.language, a.links, f.story,"
                   " f.words, n.taker_count, n.source_count, x.modified, x.section, x.agency, x.agency_start,"
                   " x.agency_end, x.link_places, x.asides, x.statements",
         .from = " FROM article AS a LEFT JOIN article_finding AS f USING (article_key)"
                 " LEFT JOIN article_number AS n USING (article_key)"
                 " LEFT JOIN article_fact AS x USING (article_key)",
         .counted = " FROM article AS a",
         .of_article = "a.id = :article",
         .of_story = "a.article_key IN (SELECT article_key FROM article_finding WHERE story = :story)",
         .of_family = "a.article_key IN (SELECT article_key FROM member WHERE family = :family)",
         .of_speaker = "a.article_key IN (SELECT q.article_key FROM said AS o CROSS JOIN quotation AS q"
                       " ON q.number = o.quotation WHERE o.speaker = :speaker)",
         .of_outlet = "a.outlet = :outlet",
         .containing = CONTAINS("a.title"),
         .order = "a.path, a.id",
         .orders = {[STEMMA_ORDER_SIZE] = {"n.taker_count DESC, a.path, a.id",
                                           " FROM article_number AS n CROSS JOIN article AS a USING (article_key)"
                                           " LEFT JOIN article_finding AS f USING (article_key)"
                                           " LEFT JOIN article_fact AS x USING (article_key)"},
                    [STEMMA_ORDER_TIME] = {"a.published_begin_unix_s NULLS LAST, a.path, a.id", NULL}}},
    [STEMMA_BLOCKS] = {.select = " role, start, end",
                       .from = " FROM block",
                       .of_article = "article_key = " KEY_OF_ARTICLE,
                       .order = "start"},
    [STEMMA_QUOTATIONS] =
        {.select = " q.number, q.article_key, a.path, a.id, q.kind, q.content, q.quoted, q.via, q.cue_start, q.cue_end,"
                   " q.cue_class, q.source_start, q.source_end, s.name, r.sentence, q.confidence, q.family, q.speaker,"
                   " q.for_start, q.for_end, a.published, a.outlet,"
                   " (SELECT json_group_array(t.name) FROM (SELECT m.name FROM joint_speaker AS j"
                   " CROSS JOIN speaker AS m ON m.number = j.speaker WHERE j.quotation = q.number"
                   " ORDER BY j.position) AS t)",
         .from = " FROM quotation AS q CROSS JOIN article AS a USING (article_key)"
                 " LEFT JOIN speaker AS s ON s.number = q.speaker LEFT JOIN reason AS r ON r.number = q.reason",
         .counted = " FROM quotation AS q",
         .of_article =
             "q.number IN (SELECT n.number" QUOTATIONS_OF_FINDING " WHERE f.article_key = " KEY_OF_ARTICLE ")",
         .of_story = "q.number IN (SELECT n.number" QUOTATIONS_OF_FINDING " WHERE f.story = :story)",
         .of_family = "q.number IN (SELECT quotation FROM member WHERE family = :family)",
         .of_speaker = "q.number IN (SELECT quotation FROM said WHERE speaker = :speaker)",
         .order = "q.number"},
    [STEMMA_PASSAGES] = {.select =
                             " p.number, a.path, a.id, p.a_start, p.a_end, b.path, b.id, p.b_start, p.b_end, p.words,"
                             " p.identity, p.kind, p.quotation, p.boilerplate, p.rule, p.cause, p.log_odds, p.score,"
                             " p.score_wanted, p.phrase_share, p.plain_share, p.rest_share",
                         .from = " FROM passage AS p CROSS JOIN article AS a ON a.article_key = p.a_article_key"
                                 " CROSS JOIN article AS b ON b.article_key = p.b_article_key",
                         .counted = " FROM passage AS p",
                         .of_article = "p.number IN (SELECT number FROM passage WHERE a_article_key = " KEY_OF_ARTICLE
                                       " UNION SELECT number FROM passage WHERE b_article_key = " KEY_OF_ARTICLE ")",
                         .of_story = "p.number IN (SELECT n.number FROM article_finding AS f CROSS JOIN passage AS n"
                                     " ON n.a_article_key = f.article_key CROSS JOIN article_finding AS g"
                                     " ON g.article_key = n.b_article_key WHERE f.story = :story AND g.story = :story)",
                         .order = "p.number"},
    [STEMMA_FAMILIES] =
        {.select = " f.number, f.text, f.names, n.report_count, n.article_count, n.outlet_count, n.change_count,"
                   " n.meaning_count",
         .from = " FROM family AS f LEFT JOIN family_number AS n ON n.family = f.number",
         .counted = " FROM family AS f",
         .of_article = "f.number IN (SELECT family FROM member WHERE article_key = " KEY_OF_ARTICLE ")",
         .of_story = "f.number IN (SELECT m.family FROM article_finding AS a CROSS JOIN member AS m"
                     " ON m.article_key = a.article_key WHERE a.story = :story)",
         .of_family = "f.number = :family",
         .of_speaker = "f.number IN (SELECT family FROM said WHERE speaker = :speaker)",
         .containing = CONTAINS("f.text"),
         .order = "f.number",
         .orders = {[STEMMA_ORDER_SIZE] = {"n.report_count DESC, n.family", FAMILIES_BY_NUMBER},
                    [STEMMA_ORDER_SPREAD] = {"n.outlet_count DESC, n.report_count DESC, n.family", FAMILIES_BY_NUMBER},
                    [STEMMA_ORDER_CHANGE] = {"n.meaning_count DESC, n.change_count DESC, n.report_count DESC, n.family",
                                             FAMILIES_BY_NUMBER}}},
    [STEMMA_STORIES] =
        {.select = " s.number, s.title, s.article_count, s.origin_count, s.first_published, s.last_published,"
                   " n.outlet_count",
         .from = " FROM story AS s LEFT JOIN story_number AS n ON n.story = s.number",
         .counted = " FROM story AS s",
         .of_article = "s.number IN (SELECT story FROM article_finding WHERE article_key = " KEY_OF_ARTICLE ")",
         .of_story = "s.number = :story",
         .containing = CONTAINS("s.title"),
         .order = "s.number",
         .orders = {[STEMMA_ORDER_SIZE] = {"n.article_count DESC, n.story", STORIES_BY_NUMBER},
                    [STEMMA_ORDER_SPREAD] = {"n.outlet_count DESC, n.article_count DESC, n.story", STORIES_BY_NUMBER},
                    [STEMMA_ORDER_TIME] = {"s.first_published NULLS LAST, s.number", NULL}}},
    [STEMMA_DERIVATIONS] = {.select = " d.number, a.path, a.id, b.path, b.id, d.story, d.direction, d.confidence,"
                                      " d.lost_ancestor",
                            .from =
                                " FROM derivation AS d CROSS JOIN article AS a ON a.article_key = d.from_article_key"
                                " CROSS JOIN article AS b ON b.article_key = d.to_article_key",
                            .counted = " FROM derivation AS d",
                            .of_article =
                                "d.number IN (SELECT number FROM derivation WHERE from_article_key = " KEY_OF_ARTICLE
                                " UNION SELECT number FROM derivation WHERE to_article_key = " KEY_OF_ARTICLE ")",
                            .of_story = "d.number IN (SELECT number FROM derivation WHERE story = :story)",
                            .of_relation = "d.number IN (SELECT derivation FROM evidence_item WHERE kind = :relation"
                                           " AND kind IN ('version', 'lost-ancestor'))",
                            .order = "d.number"},
    [STEMMA_SPEAKERS] = {.select = " number, name, kind, spellings, quotation_count, first_published, last_published",
                         .from = " FROM speaker",
                         .of_article = "number IN (SELECT n.speaker" QUOTATIONS_OF_FINDING
                                       " WHERE f.article_key = " KEY_OF_ARTICLE ")",
                         .of_story = "number IN (SELECT n.speaker" QUOTATIONS_OF_FINDING " WHERE f.story = :story)",
                         .of_family = "number IN (SELECT q.speaker FROM member AS m CROSS JOIN quotation AS q"
                                      " ON q.number = m.quotation WHERE m.family = :family)",
                         .of_speaker = "number = :speaker",
                         .containing = CONTAINS("name"),
                         .order = "quotation_count DESC, number"},
    [STEMMA_OUTLETS] = {.select = " outlet, article_count, given_count, taken_count",
                        .from = " FROM outlet_number",
                        .of_outlet = "outlet = :outlet",
                        .containing = CONTAINS("outlet"),
                        .order = "outlet",
                        .orders = {[STEMMA_ORDER_SIZE] = {"article_count DESC, outlet", NULL}}},
    [STEMMA_TAKINGS] = {.select = " t.from_outlet, t.to_outlet, t.derivation_count, a.id, b.id",
                        .from = " FROM taking AS t CROSS JOIN derivation AS d ON d.number = t.derivation"
                                " CROSS JOIN article AS a ON a.article_key = d.from_article_key"
                                " CROSS JOIN article AS b ON b.article_key = d.to_article_key",
                        .of_outlet = "(t.from_outlet = :outlet OR t.to_outlet = :outlet)",
                        .order = "t.derivation_count DESC, t.from_outlet, t.to_outlet"},
    [STEMMA_SKIPS] = {.select = " coalesce(r.path, s.path), r.line, r.byte_offset, r.status, r.reason, r.outcome",
                      .from = " FROM source AS s CROSS JOIN record AS r INDEXED BY record_not_kept USING (source_key)",
                      .always = "r.article_key IS NULL",
                      .order = "s.path, r.number"},
    [STEMMA_NOTES] = {.select = " n.path, n.line, 0, '', n.reason, 'noted'",
                      .from = " FROM source AS s CROSS JOIN note AS n USING (source_key)",
                      .order = "s.path, n.number, n.reason"},
    [STEMMA_SOURCES] = {.select = " path, format, size_bytes, read_bytes, seen, kept, duplicate, skipped, failed",
                        .from = " FROM source",
                        .order = "path"},
    [STEMMA_DUPLICATES] = {.select = " s.path, r.number, a.path, a.id",
                           .from =
                               " FROM source AS s CROSS JOIN record AS r INDEXED BY record_duplicate USING (source_key)"
                               " CROSS JOIN article AS a USING (article_key)",
                           .always = "r.outcome = 'duplicate'",
                           .of_article = "r.article_key = " KEY_OF_ARTICLE,
                           .order = "s.path, r.number"},
};

static void append_condition(Buffer *sql, const char *condition, bool *first) {
    buffer_append_string(sql, *first ? " WHERE " : " AND ");
    /* A filter that makes no sense for this kind of record finds nothing rather than everything. */
    buffer_append_string(sql, condition ? condition : "0");
    *first = false;
}

/* *none: no condition was appended. */
static void append_conditions(Buffer *sql, StemmaRecord record, const StemmaFilter *filter, bool *none) {
    const Query *query = &queries[record];
    bool first = true;
    if (query->always) append_condition(sql, query->always, &first);
    if (filter->article_id) append_condition(sql, query->of_article, &first);
    if (filter->story) append_condition(sql, query->of_story, &first);
    if (filter->family) append_condition(sql, query->of_family, &first);
    if (filter->speaker) append_condition(sql, query->of_speaker, &first);
    if (filter->outlet) append_condition(sql, query->of_outlet, &first);
    if (filter->contains) append_condition(sql, query->containing, &first);
    if (filter->relation) append_condition(sql, query->of_relation, &first);
    if (record == STEMMA_BLOCKS && !filter->article_id) append_condition(sql, NULL, &first);
    if (filter->article_ids && record != STEMMA_ARTICLES) append_condition(sql, NULL, &first);
    if (filter->article_ids && record == STEMMA_ARTICLES) {
        append_condition(sql, "a.id IN (" EACH_OF_IDS ")", &first);
    }
    *none = first;
}

static bool is_said_alone(StemmaRecord record, const StemmaFilter *filter) {
    return record == STEMMA_QUOTATIONS && filter->speaker && !filter->article_id && !filter->story && !filter->family;
}

const char *query_build(StemmaRecord record, const StemmaFilter *filter, Arena *result) {
    const Query *query = &queries[record];
    const Order *order = filter->order <= STEMMA_ORDER_TIME ? &query->orders[filter->order] : &query->orders[0];
    bool in_time = record == STEMMA_QUOTATIONS && filter->speaker;
    bool said_alone = is_said_alone(record, filter);
    Buffer conditions = {.arena = result};
    bool none;
    append_conditions(&conditions, record, filter, &none);
    const char *conditions_text = buffer_string(&conditions);
    Buffer sql = {.arena = result};
    buffer_append_string(&sql, "SELECT");
    if (record == STEMMA_ARTICLES) buffer_append_string(&sql, filter->with_text ? " a.text," : " NULL,");
    buffer_append_string(&sql, query->select);
    if (said_alone) {
        buffer_append_string(&sql, SAID_IN_TIME);
    } else {
        buffer_append_string(&sql, none && order->from ? order->from : query->from);
        buffer_append_string(&sql, conditions_text);
        buffer_append_string(&sql, " ORDER BY ");
        buffer_append_string(&sql, in_time ? ORDER_IN_TIME : order->by ? order->by : query->order);
    }
    if (filter->count_max > 0 || filter->skip_count > 0) buffer_append_string(&sql, " LIMIT :count OFFSET :skip");
    return buffer_string(&sql);
}

const char *query_count_build(StemmaRecord record, const StemmaFilter *filter, Arena *result) {
    if (is_said_alone(record, filter)) return "SELECT count(*) FROM said WHERE speaker = :speaker";
    Buffer sql = {.arena = result};
    buffer_append_string(&sql, "SELECT count(*)");
    buffer_append_string(&sql, queries[record].counted ? queries[record].counted : queries[record].from);
    bool none;
    append_conditions(&sql, record, filter, &none);
    return buffer_string(&sql);
}
