/*
 * Facts: what is known of an article beyond its row.
 *
 * In:  an article as read.
 * Out: at most one row of article_fact, and its places back out of that row.
 *
 * Most articles of a collection have no facts, so they stand in a table of their own; one that was stored by a version
 * without that table simply has none. Places are code points, as everywhere in the file. What comes back is not
 * believed: a place beyond the text is cut, a link that isn't there and a role that is none are left out.
 */
#include "store_facts.h"

#include "places.h"

static bool has_facts(const Article *article) {
    return article->modified.size > 0 || article->section.size > 0 || article->agency.size > 0 ||
           article->link_place_count > 0 || article->statement_count > 0 || article->stated_role_count > 0 ||
           article->aside_count > 0;
}

static void bind_known(sqlite3_stmt *statement, int parameter, Bytes value) {
    if (value.size == 0) return;
    sqlite3_bind_text64(statement, parameter, (const char *)value.data, value.size, SQLITE_STATIC, SQLITE_UTF8);
}

/* ",[3,210,266]" */
static void append_triple(Buffer *json, uint32_t number, StemmaSpan span, bool number_first) {
    buffer_append(json, json->size > 1 ? BYTES(",[") : BYTES("["));
    uint64_t numbers[3] = {span.start, span.end, number};
    if (number_first) {
        numbers[0] = number;
        numbers[1] = span.start;
        numbers[2] = span.end;
    }
    for (int i = 0; i < 3; i++) {
        if (i > 0) buffer_append_byte(json, ',');
        numbers_append_decimal(json, numbers[i]);
    }
    buffer_append_byte(json, ']');
}

static Bytes statements_to_json(const Article *article, Arena *result) {
    Buffer json = {.arena = result};
    buffer_append_byte(&json, '[');
    for (uint32_t i = 0; i < article->statement_count; i++) {
        const Statement *statement = &article->statements[i];
        if (i > 0) buffer_append_byte(&json, ',');
        places_append_json_string(&json, bytes_from_string(statement->field));
        buffer_append_byte(&json, ',');
        places_append_json_string(&json, bytes_from_string(statement->origin));
        buffer_append_byte(&json, ',');
        places_append_json_string(&json, statement->value);
    }
    buffer_append_byte(&json, ']');
    return buffer_bytes(&json);
}

static Bytes asides_to_json(const Article *article, const CodePointIndex *index, Arena *result) {
    Buffer json = {.arena = result};
    buffer_append_byte(&json, '[');
    for (uint32_t i = 0; i < article->aside_count; i++) {
        const Aside *aside = &article->asides[i];
        buffer_append(&json, i > 0 ? BYTES(",\"") : BYTES("\""));
        numbers_append_decimal(&json, code_point_index_find(index, aside->offset));
        buffer_append(&json, BYTES("\","));
        places_append_json_string(&json, bytes_from_string(role_name(aside->role)));
        buffer_append_byte(&json, ',');
        places_append_json_string(&json, aside->text);
    }
    buffer_append_byte(&json, ']');
    return buffer_bytes(&json);
}

Status facts_add(Store *store, const Article *article, int64_t article_key, Arena scratch, Error *error) {
    if (!has_facts(article)) return STEMMA_OK;
    sqlite3_stmt *insert = store->add_statements[ADD_FACT];
    bool places = article->agency_bytes.end > 0 || article->link_place_count + article->stated_role_count > 0 ||
                  article->aside_count > 0;
    CodePointIndex index = {0};
    if (places) index = code_point_index_build(article->text, &scratch);
    sqlite3_bind_int64(insert, 1, article_key);
    bind_known(insert, 2, article->modified);
    bind_known(insert, 3, article->section);
    bind_known(insert, 4, article->agency);
    if (article->agency_bytes.end > article->agency_bytes.begin) {
        StemmaSpan span = places_from_bytes(&index, article->agency_bytes);
        sqlite3_bind_int64(insert, 5, (int64_t)span.start);
        sqlite3_bind_int64(insert, 6, (int64_t)span.end);
    }
    Buffer links = {.arena = &scratch};
    buffer_append_byte(&links, '[');
    for (uint32_t i = 0; i < article->link_place_count; i++) {
        LinkPlace place = article->link_places[i];
        append_triple(&links, place.link, places_from_bytes(&index, place.bytes), true);
    }
    buffer_append_byte(&links, ']');
    bind_known(insert, 7, buffer_bytes(&links));
    Buffer roles = {.arena = &scratch};
    buffer_append_byte(&roles, '[');
    for (uint32_t i = 0; i < article->stated_role_count; i++) {
        StatedRole stated = article->stated_roles[i];
        append_triple(&roles, stated.role, places_from_bytes(&index, stated.bytes), false);
    }
    buffer_append_byte(&roles, ']');
    bind_known(insert, 8, buffer_bytes(&roles));
    bind_known(insert, 9, asides_to_json(article, &index, &scratch));
    bind_known(insert, 10, statements_to_json(article, &scratch));
    Status status = store_execute(store, insert, error);
    sqlite3_clear_bindings(insert);
    return status;
}

static void read_link_places(Numbers numbers, const CodePointIndex *index, Article *article, Arena *result) {
    LinkPlace *places = arena_new_array(result, LinkPlace, numbers.count / 3);
    for (size_t i = 0; i + 2 < numbers.count; i += 3) {
        if (numbers.items[i] >= article->link_count) continue;
        StemmaSpan span = {numbers.items[i + 1], numbers.items[i + 2]};
        LinkPlace place = {(uint32_t)numbers.items[i], places_to_bytes(index, span)};
        places[article->link_place_count++] = place;
    }
    article->link_places = places;
}

/*
 * In text order and without overlaps, whatever the file says: what begins before the end of the one before is left out.
 */
static void read_stated_roles(Numbers numbers, const CodePointIndex *index, Article *article, Arena *result) {
    StatedRole *roles = arena_new_array(result, StatedRole, numbers.count / 3);
    uint32_t end = 0;
    for (size_t i = 0; i + 2 < numbers.count; i += 3) {
        ByteSpan bytes = places_to_bytes(index, (StemmaSpan){numbers.items[i], numbers.items[i + 1]});
        if (numbers.items[i + 2] >= BLOCK_ROLE_COUNT || bytes.begin < end || bytes.end <= bytes.begin) continue;
        roles[article->stated_role_count++] = (StatedRole){bytes, (BlockRole)numbers.items[i + 2]};
        end = bytes.end;
    }
    article->stated_roles = roles;
}

void facts_read_places(sqlite3_stmt *statement, int column, Article *article, Arena *result) {
    Bytes links = store_column_bytes(statement, column + 2);
    Bytes roles = store_column_bytes(statement, column + 3);
    bool agency = sqlite3_column_type(statement, column) != SQLITE_NULL;
    if (!agency && links.size <= 2 && roles.size <= 2) return;
    CodePointIndex index = code_point_index_build(article->text, result);
    if (agency) {
        int64_t start = sqlite3_column_int64(statement, column);
        int64_t end = sqlite3_column_int64(statement, column + 1);
        StemmaSpan span = {start > 0 ? (uint64_t)start : 0, end > 0 ? (uint64_t)end : 0};
        article->agency_bytes = places_to_bytes(&index, span);
    }
    read_link_places(numbers_parse_json(links, result), &index, article, result);
    read_stated_roles(numbers_parse_json(roles, result), &index, article, result);
}
