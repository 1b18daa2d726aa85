/*
 * Filters: what a reader asks for -> the parameters of a query.
 *
 * A query has the parameters it uses; ids are taken apart here, and one that is no id finds nothing.
 */
#include "store_filters.h"

#include "../base/bytes.h"
#include "store_private.h"

/* "s12" -> 12; 0, which no record has, where it is something else. */
static int64_t parse_ordinal(const char *id, char letter) {
    if (id[0] != letter || id[1] == 0 || id[1] == '0') return 0;
    int64_t number = 0;
    for (const char *digit = id + 1; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || number > UINT32_MAX) return 0;
        number = number * 10 + (*digit - '0');
    }
    return number;
}

/* For LIKE: what contains these words as they stand. */
static void append_pattern(Buffer *pattern, const char *words) {
    buffer_append_byte(pattern, '%');
    for (const char *byte = words; *byte; byte++) {
        if (*byte == '%' || *byte == '_' || *byte == '\\') buffer_append_byte(pattern, '\\');
        buffer_append_byte(pattern, (uint8_t)*byte);
    }
    buffer_append_byte(pattern, '%');
}

void filters_bind(sqlite3_stmt *statement, const StemmaFilter *filter, Arena scratch) {
    /* An index of 0 stands for a parameter that the query does not have. */
    int article = sqlite3_bind_parameter_index(statement, ":article");
    int story = sqlite3_bind_parameter_index(statement, ":story");
    int family = sqlite3_bind_parameter_index(statement, ":family");
    uint8_t id[16];
    if (article && store_id_to_bytes(filter->article_id, id)) {
        sqlite3_bind_blob(statement, article, id, sizeof id, SQLITE_TRANSIENT);
    }
    if (story) sqlite3_bind_int64(statement, story, parse_ordinal(filter->story, 's'));
    if (family) sqlite3_bind_int64(statement, family, parse_ordinal(filter->family, 'f'));
    int speaker = sqlite3_bind_parameter_index(statement, ":speaker");
    if (speaker) sqlite3_bind_int64(statement, speaker, parse_ordinal(filter->speaker, 'n'));
    int relation = sqlite3_bind_parameter_index(statement, ":relation");
    if (relation) sqlite3_bind_text(statement, relation, filter->relation, -1, SQLITE_TRANSIENT);
    int contains = sqlite3_bind_parameter_index(statement, ":contains");
    if (contains) {
        Buffer pattern = {.arena = &scratch};
        append_pattern(&pattern, filter->contains);
        sqlite3_bind_text(statement, contains, buffer_string(&pattern), -1, SQLITE_TRANSIENT);
    }
    int ids = sqlite3_bind_parameter_index(statement, ":ids");
    if (ids) {
        uint8_t *bytes = arena_allocate(&scratch, filter->article_id_count * sizeof id + 1, 1);
        size_t size = 0;
        for (size_t i = 0; i < filter->article_id_count; i++) {
            if (store_id_to_bytes(filter->article_ids[i], bytes + size)) size += sizeof id;
        }
        sqlite3_bind_blob64(statement, ids, bytes, size, SQLITE_TRANSIENT);
    }
    int outlet = sqlite3_bind_parameter_index(statement, ":outlet");
    if (outlet) sqlite3_bind_text(statement, outlet, filter->outlet, -1, SQLITE_TRANSIENT);
    int count = sqlite3_bind_parameter_index(statement, ":count");
    bool limited = filter->count_max > 0 && filter->count_max < INT64_MAX;
    if (count) sqlite3_bind_int64(statement, count, limited ? (int64_t)filter->count_max : -1);
    int skip = sqlite3_bind_parameter_index(statement, ":skip");
    int64_t skip_count = filter->skip_count < INT64_MAX ? (int64_t)filter->skip_count : INT64_MAX;
    if (skip) sqlite3_bind_int64(statement, skip, skip_count);
}
