/*
 * Whom an addition's quotations and names bring along.
 *
 * In:  numbers of families and stories, places of quotations, names.
 * Out: keys of the articles that belong to these; by which number somebody is known as a speaker.
 *
 * Everything is looked up by itself, by the indexes of the tables: the cost is that of what is asked for.
 */
#include "places.h"
#include "store_private.h"

/* --- Articles ----------------------------------------------------------------------------------------------------- */

/* Adds the keys that the statement gives for each number. */
static Status add_keys(Store *store, const char *sql, KnownNumbers numbers, ArticleKeyList *keys, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store, sql, &statement, error);
    for (uint32_t i = 0; i < numbers.count && !status; i++) {
        bool row = false;
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, numbers.items[i]);
        while ((status = store_step(store, statement, &row, error)) == STEMMA_OK && row)
            *array_push(&keys->keys, keys->memory) = sqlite3_column_int64(statement, 0);
    }
    store_release(store, statement);
    return status;
}

Status store_family_articles(Store *store, KnownNumbers families, ArticleKeyList *keys, Error *error) {
    return add_keys(store, "SELECT article_key FROM member WHERE family = ?1", families, keys, error);
}

Status store_story_articles(Store *store, KnownNumbers stories, ArticleKeyList *keys, Error *error) {
    return add_keys(store, "SELECT article_key FROM article_finding WHERE story = ?1", stories, keys, error);
}

Status store_company_add(Store *store, const QuotationPlaces *places, ArticleKeyList *keys, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store,
                                  "SELECT article_key FROM article_finding WHERE ?2 IS NULL AND story = (SELECT story"
                                  " FROM article_finding WHERE article_key = ?1) UNION SELECT m.article_key FROM"
                                  " article_finding AS f JOIN quotation AS q ON q.number = f.first_quotation + ?2"
                                  " JOIN member AS m ON m.family = q.family WHERE f.article_key = ?1",
                                  &statement, error);
    for (size_t i = 0; i < places->count && !status; i++) {
        const QuotationPlace place = places->items[i];
        bool row = false;
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        sqlite3_bind_int64(statement, 1, place.article_key);
        if (place.place != INDEX_NONE) sqlite3_bind_int64(statement, 2, place.place);
        while ((status = store_step(store, statement, &row, error)) == STEMMA_OK && row)
            *array_push(&keys->keys, keys->memory) = sqlite3_column_int64(statement, 0);
    }
    store_release(store, statement);
    return status;
}

/* --- By which number a name is known ------------------------------------------------------------------------------ */

/*
 * A full name is its bearer's; a single word too, where somebody stands under it. Else it is the most quoted one's who is
 * spelt so: with a rival he would not have been given the bare name.
 */
#define SELECT_KNOWN_SPEAKER                                                                                           \
    "SELECT s.number FROM speaker_word AS w CROSS JOIN speaker AS s ON s.number = w.speaker"                           \
    " WHERE w.word = lower(?4)"                                                                                        \
    " AND (s.name = ?1 OR (s.kind = ?2 AND instr(s.spellings, ?3) > 0))"                                               \
    " ORDER BY s.name = ?1 DESC, s.kind = ?2 DESC, s.quotation_count DESC, s.number LIMIT 1"

static Status find_speaker(Store *store, sqlite3_stmt *statement, const Speaker *speaker, int64_t *number,
                           Error *error) {
    static const char *const kinds[] = {"person", "organisation", "other"};
    Arena scratch = arena_open(0);
    Buffer spelling = {.arena = &scratch};
    places_append_json_string(&spelling, speaker->name);
    const Bytes json = buffer_bytes(&spelling), name = speaker->name;
    size_t last = name.size; /* word: fewer bear a surname than a given name */
    while (last > 0 && name.data[last - 1] != ' ') last--;
    bool row = false;
    sqlite3_reset(statement);
    sqlite3_bind_text64(statement, 1, (const char *)name.data, name.size, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text(statement, 2, kinds[speaker->kind], -1, SQLITE_STATIC);
    sqlite3_bind_text64(statement, 3, (const char *)json.data, json.size, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text64(statement, 4, (const char *)name.data + last, name.size - last, SQLITE_STATIC, SQLITE_UTF8);
    Status status = store_step(store, statement, &row, error);
    *number = !status && row ? sqlite3_column_int64(statement, 0) : 0;
    arena_close(&scratch);
    return status;
}

Status store_speakers_known(Store *store, const Speakers *speakers, int64_t *numbers, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store, SELECT_KNOWN_SPEAKER, &statement, error);
    for (uint32_t i = 0; i < speakers->count && !status; i++)
        status = find_speaker(store, statement, &speakers->items[i], &numbers[i], error);
    store_release(store, statement);
    return status;
}
