/*
 * Checking a collection.
 *
 * In:  a collection, from whomever.
 * Out: one line for each thing that is not as it should be, and counts.
 *
 * Five questions, from the bottom up: is the database sound (SQLite's own check, then its references); does the account
 * of every source add up, against its own numbers and against its records; is every article what its id says, which is
 * a hash over its fields and its text; is every list (JSON) a list of what it should be; does every place lie in its
 * text. Whoever answers yes five times can show any finding in the words it was found in. Of a list that is none, the
 * places are not looked at.
 *
 * Memory: the length of each text. Everything else is looked at row by row.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../base/map.h"
#include "../base/utf8.h"
#include "places.h"
#include "store_private.h"

static void tell(const StoreCheck *check, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void tell(const StoreCheck *check, const char *format, ...) {
    char line[600];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    check->report->problems++;
    if (check->problem) check->problem(check->context, line);
}

/* --- The database ------------------------------------------------------------------------------------------------- */

static Status check_database(Store *store, const StoreCheck *check, Error *error) {
    static const char *const queries[] = {
        "PRAGMA integrity_check", "SELECT 'a row of ' || \"table\" || ' refers to one of ' || parent || ' that is "
                                  "not there' FROM pragma_foreign_key_check"};
    Status status = STEMMA_OK;
    for (size_t i = 0; i < sizeof queries / sizeof *queries && !status; i++) {
        sqlite3_stmt *statement;
        bool row = false;
        status = store_prepare(store, queries[i], &statement, error);
        while (!status && (status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
            const char *line = (const char *)sqlite3_column_text(statement, 0);
            if (line && strcmp(line, "ok") != 0) tell(check, "the database: %s", line);
        }
        store_release(store, statement);
    }
    return status;
}

/* --- The account -------------------------------------------------------------------------------------------------- */

static const char account_sql[] =
    "SELECT s.path, s.seen, s.kept, s.duplicate, s.skipped, s.failed, s.read_bytes < s.size_bytes,"
    " count(r.number), coalesce(max(r.number), 0), sum(r.outcome = 'kept'), sum(r.outcome = 'duplicate'),"
    " sum(r.outcome = 'skipped'), sum(r.outcome = 'failed'),"
    " sum((r.outcome IN ('kept', 'duplicate')) <> (r.article_key IS NOT NULL))"
    " FROM source AS s LEFT JOIN record AS r USING (source_key) GROUP BY s.source_key ORDER BY s.path";

static void check_source(sqlite3_stmt *row, const StoreCheck *check) {
    StemmaCheckReport *report = check->report;
    const char *path = (const char *)sqlite3_column_text(row, 0);
    int64_t stated[5], counted[6];
    report->sources++;
    if (!path) path = "";
    if (sqlite3_column_type(row, 1) == SQLITE_NULL) {
        tell(check, "%s: its reading did not come to its end; add it again", path);
        return;
    }
    for (int i = 0; i < 5; i++) stated[i] = sqlite3_column_int64(row, 1 + i);
    for (int i = 0; i < 6; i++) counted[i] = sqlite3_column_int64(row, 7 + i);
    report->records += (uint64_t)stated[0];
    report->kept += (uint64_t)stated[1];
    report->duplicate += (uint64_t)stated[2];
    report->skipped += (uint64_t)stated[3];
    report->failed += (uint64_t)stated[4];
    if (stated[0] != stated[1] + stated[2] + stated[3] + stated[4])
        tell(check, "%s: %lld records seen, but %lld kept + %lld duplicate + %lld skipped + %lld failed", path,
             (long long)stated[0], (long long)stated[1], (long long)stated[2], (long long)stated[3],
             (long long)stated[4]);
    if (counted[0] != stated[0] || counted[1] != stated[0])
        tell(check, "%s: %lld records seen, but %lld are listed, the last with number %lld", path, (long long)stated[0],
             (long long)counted[0], (long long)counted[1]);
    for (int i = 0; i < 4; i++) {
        static const char *const names[] = {"kept", "duplicate", "skipped", "failed"};
        if (counted[2 + i] != stated[1 + i])
            tell(check, "%s: %lld records %s, but %lld are listed", path, (long long)stated[1 + i], names[i],
                 (long long)counted[2 + i]);
    }
    if (sqlite3_column_int64(row, 13) != 0)
        tell(check, "%s: records without an article, or articles without one", path);
    if (sqlite3_column_int64(row, 6) != 0 && stated[3] + stated[4] == 0)
        tell(check, "%s: not read to its end, and nothing says why", path);
}

static Status check_account(Store *store, const StoreCheck *check, Error *error) {
    sqlite3_stmt *statement;
    bool row = false;
    Status status = store_prepare(store, account_sql, &statement, error);
    while (!status && (status = store_step(store, statement, &row, error)) == STEMMA_OK && row)
        check_source(statement, check);
    store_release(store, statement);
    return status;
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

static Status check_articles(Store *store, const StoreCheck *check, Map *lengths, Arena *result, Error *error) {
    sqlite3_stmt *statement;
    bool row = false;
    Status status = store_prepare(
        store, "SELECT article_key, id, path, outlet, title, published, text FROM article ORDER BY path, id",
        &statement, error);
    while (!status && (status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
        Article article = {.path = store_column_bytes(statement, 2),
                           .outlet = store_column_bytes(statement, 3),
                           .title = store_column_bytes(statement, 4),
                           .published = store_column_bytes(statement, 5),
                           .text = store_column_bytes(statement, 6)};
        Bytes id = store_column_bytes(statement, 1);
        char stored[33] = "";
        if (id.size == 16) store_id_from_bytes(id.data, stored);
        article_id_build(&article);
        check->report->articles++;
        if (strcmp(stored, article.id) != 0)
            tell(check, "article %s (%.*s): its content is not what its id was made from", stored,
                 (int)(article.path.size < 300 ? article.path.size : 300), (const char *)article.path.data);
        bool well_formed = utf8_find_malformed(article.text) == SIZE_MAX && article.text.size > 0 &&
                           !memchr(article.text.data, 0, article.text.size);
        if (!well_formed) tell(check, "article %s: its text is empty or not UTF-8", stored);
        *map_insert(lengths, (uint64_t)sqlite3_column_int64(statement, 0), NULL, result) =
            (uint32_t)utf8_count(article.text);
    }
    store_release(store, statement);
    return status;
}

/* --- Lists of texts ----------------------------------------------------------------------------------------------- */

/* Counts the rows whose column is no JSON array of texts, so many at a time. Only CASE asks nothing of what is no JSON. */
#define COUNT_WRONG(table, column, texts)                                                                              \
    "SELECT count(*) FROM " table " WHERE CASE WHEN NOT json_valid(" column ") THEN 1"                                 \
    " WHEN json_type(" column ") <> 'array' THEN 1 WHEN json_array_length(" column ") % " texts " <> 0 THEN 1"         \
    " ELSE EXISTS (SELECT 1 FROM json_each(" column ") WHERE type <> 'text') END"

static const struct {
    const char *name;
    const char *sql;
} text_lists[] = {
    {"an article's links", COUNT_WRONG("article", "links", "1")},
    {"an article's asides", COUNT_WRONG("article_fact", "asides", "3")},
    {"an article's statements", COUNT_WRONG("article_fact", "statements", "3")},
    {"a speaker's spellings", COUNT_WRONG("speaker", "spellings", "1")},
    {"a family's names", COUNT_WRONG("family", "names", "1")},
};

static void tell_wrong(const StoreCheck *check, uint64_t count, const char *name) {
    if (count > 0) tell(check, "%llu times the list of %s is broken", (unsigned long long)count, name);
}

static Status check_texts(Store *store, const StoreCheck *check, Error *error) {
    Status status = STEMMA_OK;
    for (size_t i = 0; i < sizeof text_lists / sizeof *text_lists && !status; i++) {
        int64_t wrong = 0;
        status = store_number(store, text_lists[i].sql, &wrong, error);
        tell_wrong(check, (uint64_t)wrong, text_lists[i].name);
    }
    return status;
}

/* --- Places and lists of numbers ---------------------------------------------------------------------------------- */

/* What a row of the queries below holds behind the article's key. */
typedef enum Form {
    FORM_PLACE, /* start, end */
    FORM_PLACES, /* [[start,end],…] */
    FORM_LINKS, /* [[number,start,end],…], how many numbers there are */
    FORM_ROLES, /* [[start,end,role],…] */
    FORM_MEMBERS /* [number,…], how many numbers there are */
} Form;

static const struct {
    const char *name;
    Form form;
    const char *sql;
} place_lists[] = {
    {"a block", FORM_PLACE, "SELECT article_key, start, end FROM block"},
    {"an agency's credit", FORM_PLACE,
     "SELECT article_key, agency_start, agency_end FROM article_fact WHERE agency_start IS NOT NULL"},
    {"an article's links", FORM_LINKS,
     "SELECT article_key, link_places, CASE WHEN json_valid(links) THEN json_array_length(links) END FROM article_fact "
     "JOIN article USING (article_key)"},
    {"an article's stated roles", FORM_ROLES, "SELECT article_key, stated_roles FROM article_fact"},
    {"an article's asides", FORM_PLACE,
     "SELECT article_key, value, value FROM article_fact, json_each(CASE WHEN json_valid(asides) THEN asides ELSE '[]' "
     "END) WHERE key % 3 = 0"},
    {"a quotation's content", FORM_PLACES, "SELECT article_key, content FROM quotation"},
    {"a quotation's quoted parts", FORM_PLACES, "SELECT article_key, quoted FROM quotation"},
    {"a quotation's media", FORM_PLACES, "SELECT article_key, via FROM quotation"},
    {"a quotation's cue", FORM_PLACE,
     "SELECT article_key, cue_start, cue_end FROM quotation WHERE cue_start IS NOT NULL"},
    {"a quotation's source", FORM_PLACE,
     "SELECT article_key, source_start, source_end FROM quotation WHERE source_start IS NOT NULL"},
    {"whom a source speaks for", FORM_PLACE,
     "SELECT article_key, for_start, for_end FROM quotation WHERE for_start IS NOT NULL"},
    {"a passage", FORM_PLACE,
     "SELECT a_article_key, a_start, a_end FROM passage UNION ALL SELECT b_article_key, b_start, b_end FROM "
     "passage"},
    {"a witness of a family", FORM_PLACE, "SELECT article_key, start, end FROM member"},
    {"a variant's members", FORM_MEMBERS,
     "SELECT NULL, members, (SELECT max(position) + 1 FROM member AS m WHERE m.family = v.family) FROM variant AS v"},
    {"a piece of evidence", FORM_PLACE, "SELECT article_key, start, end FROM evidence_item"},
};

/* What one query gave. */
typedef struct Tally {
    uint64_t places;
    uint64_t outside; /* of the text they are said to be in */
    uint64_t wrong; /* lists that are none, or that name what is not there */
} Tally;

/* Whether the list is, to the byte, the one that would be written of its numbers. */
static bool is_list_of(Bytes json, Numbers numbers, size_t width, Arena scratch) {
    Buffer written = {.arena = &scratch};
    if (numbers.count % width != 0) return false;
    buffer_append_byte(&written, '[');
    for (size_t i = 0; i < numbers.count; i++) {
        if (i > 0) buffer_append_byte(&written, ',');
        if (width > 1 && i % width == 0) buffer_append_byte(&written, '[');
        numbers_append_decimal(&written, numbers.items[i]);
        if (width > 1 && i % width == width - 1) buffer_append_byte(&written, ']');
    }
    buffer_append_byte(&written, ']');
    return bytes_equal(json, buffer_bytes(&written));
}

static void tally_place(Tally *tally, const uint32_t *length, int64_t start, int64_t end) {
    tally->places++;
    tally->outside += !length || start < 0 || end < start || end > (int64_t)*length;
}

static void tally_list(Tally *tally, sqlite3_stmt *row, Form form, const uint32_t *length, Arena scratch) {
    static const size_t widths[] = {[FORM_PLACES] = 2, [FORM_LINKS] = 3, [FORM_ROLES] = 3, [FORM_MEMBERS] = 1};
    const size_t width = widths[form], start = form == FORM_LINKS ? 1 : 0;
    uint64_t there = form == FORM_ROLES ? BLOCK_ROLE_COUNT : 0;
    if (form == FORM_LINKS || form == FORM_MEMBERS) there = (uint64_t)sqlite3_column_int64(row, 2);
    Bytes json = store_column_bytes(row, 1);
    Numbers numbers = numbers_parse_json(json, &scratch);
    bool wrong = !is_list_of(json, numbers, width, scratch);
    for (size_t i = 0; i < numbers.count && !wrong; i += width) {
        const uint64_t *item = numbers.items + i;
        wrong = form != FORM_PLACES && item[form == FORM_ROLES ? 2 : 0] >= there;
        if (form != FORM_MEMBERS) tally_place(tally, length, (int64_t)item[start], (int64_t)item[start + 1]);
    }
    tally->wrong += wrong;
}

static Status check_places(Store *store, const StoreCheck *check, const Map *lengths, Arena scratch, Error *error) {
    Status status = STEMMA_OK;
    for (size_t i = 0; i < sizeof place_lists / sizeof *place_lists && !status; i++) {
        sqlite3_stmt *statement;
        bool row = false;
        Tally tally = {0};
        status = store_prepare(store, place_lists[i].sql, &statement, error);
        while (!status && (status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
            const uint32_t *length = map_find(lengths, (uint64_t)sqlite3_column_int64(statement, 0));
            if (place_lists[i].form == FORM_PLACE)
                tally_place(&tally, length, sqlite3_column_int64(statement, 1), sqlite3_column_int64(statement, 2));
            else
                tally_list(&tally, statement, place_lists[i].form, length, scratch);
        }
        store_release(store, statement);
        check->report->spans += tally.places;
        tell_wrong(check, tally.wrong, place_lists[i].name);
        if (tally.outside > 0)
            tell(check, "%llu times the place of %s lies outside its text", (unsigned long long)tally.outside,
                 place_lists[i].name);
    }
    return status;
}

Status store_check(Store *store, const StoreCheck *check, Error *error) {
    Arena memory = arena_open(0);
    Map lengths = {0};
    Status status = check_database(store, check, error);
    if (!status) status = check_account(store, check, error);
    if (!status) status = check_articles(store, check, &lengths, &memory, error);
    if (!status) status = check_texts(store, check, error);
    if (!status) status = check_places(store, check, &lengths, memory, error);
    arena_close(&memory);
    return status;
}
