/*
 * Articles back out of the file, totals, and names of articles.
 *
 * In:  a store.
 * Out: all articles in canonical order, every text copied once, or the id behind a name.
 *
 * A file may have been made by anybody, and the stages rely on well-formed text: every string is checked on the way.
 *
 * Invariant: the same articles give the same array, whatever the order of adding.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/utf8.h"
#include "store_facts.h"
#include "store_private.h"

/* So many ids are listed where a name stands for more than one article. */
#define CANDIDATES_MAX 4

#define SELECT_ARTICLES                                                                                                \
    "SELECT id, path, title, outlet, byline, url, language, published, text, published_begin_unix_s,"                  \
    " published_end_unix_s, links, modified, section, agency, agency_start, agency_end, link_places, stated_roles"     \
    " FROM article LEFT JOIN article_fact USING (article_key)"
#define PREFIX_DIGITS_MIN 4

/* Of SELECT_ARTICLES. */
enum { COLUMN_MODIFIED = 12, COLUMN_AGENCY_START = 15, COLUMN_LINK_PLACES = 17 };

static bool is_well_formed(Bytes text) {
    return text.size == 0 || (!memchr(text.data, 0, text.size) && utf8_find_malformed(text) == SIZE_MAX);
}

static Status damaged_article(const Store *store, const Article *article, Error *error) {
    Status status =
        error_set(error, STEMMA_DAMAGED,
                  "the collection is damaged: article %s is not well-formed text; go back to a copy", article->id);
    error_locate(error, store->path, 0, 0);
    return status;
}

/* Links are rare enough for a statement of their own. */
static Status read_links(Store *store, Bytes json, Article *article, Arena *result, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store, "SELECT value FROM json_each(?1) WHERE type = 'text'", &statement, error);
    if (status) return status;
    sqlite3_bind_text64(statement, 1, (const char *)json.data, json.size, SQLITE_STATIC, SQLITE_UTF8);
    bool row = false;
    Bytes *links = arena_new_array(result, Bytes, json.size / 3 + 1); /* each takes its two marks and a comma */
    while ((status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
        Bytes link = store_column_bytes(statement, 0);
        if (is_well_formed(link)) links[article->link_count++] = bytes_copy(link, result);
    }
    article->links = links;
    store_release(store, statement);
    return status;
}

static Status read_article(Store *store, sqlite3_stmt *statement, Article *article, Arena *result, Error *error) {
    *article = (Article){0};
    if (sqlite3_column_bytes(statement, 0) != 16) return damaged_article(store, article, error);
    store_id_from_bytes(sqlite3_column_blob(statement, 0), article->id);
    Bytes *const fields[] = {&article->path, &article->title,    &article->outlet,    &article->byline,
                             &article->url,  &article->language, &article->published, &article->text};
    for (int i = 0; i < (int)(sizeof fields / sizeof fields[0]); i++) {
        Bytes value = store_column_bytes(statement, 1 + i);
        if (!is_well_formed(value)) return damaged_article(store, article, error);
        if (value.size > 0) *fields[i] = bytes_copy(value, result);
    }
    article->published_interval.begin_unix_s = sqlite3_column_int64(statement, 9);
    article->published_interval.end_unix_s = sqlite3_column_int64(statement, 10);
    Bytes links = store_column_bytes(statement, 11);
    Status status = links.size > 2 ? read_links(store, links, article, result, error) : STEMMA_OK;
    if (status || sqlite3_column_type(statement, COLUMN_LINK_PLACES) == SQLITE_NULL) return status;
    Bytes *const facts[] = {&article->modified, &article->section, &article->agency};
    for (int i = 0; i < 3; i++) {
        Bytes value = store_column_bytes(statement, COLUMN_MODIFIED + i);
        if (!is_well_formed(value)) return damaged_article(store, article, error);
        if (value.size > 0) *facts[i] = bytes_copy(value, result);
    }
    facts_read_places(statement, COLUMN_AGENCY_START, article, result);
    return STEMMA_OK;
}

Status store_articles_count(Store *store, uint32_t *out, Error *error) {
    int64_t count = 0;
    Status status = store_number(store, "SELECT count(*) FROM article", &count, error);
    if (!status && count >= UINT32_MAX) status = error_set(error, STEMMA_LIMIT, "more than 4,294,967,294 articles");
    *out = (uint32_t)count;
    return status;
}

/* An article and its key; what compares articles compares these too. */
typedef struct KeyedArticle {
    Article article;
    int64_t key;
} KeyedArticle;

/* In canonical order. */
static void lay_out(KeyedArticle *read, uint32_t count, Articles *out, Arena *result) {
    if (count > 0) qsort(read, count, sizeof *read, article_compare);
    int64_t *keys = arena_new_array_uncleared(result, int64_t, count + 1u);
    *out = (Articles){arena_new_array_uncleared(result, Article, count + 1u), count, keys};
    for (uint32_t i = 0; i < count; i++) {
        out->items[i] = read[i].article;
        keys[i] = read[i].key;
    }
}

Status store_articles_read_some(Store *store, ArticleKeys keys, Articles *out, Arena *result, Error *error) {
    Arena scratch = arena_open(0);
    KeyedArticle *read = arena_new_array_uncleared(&scratch, KeyedArticle, keys.count + 1u);
    uint32_t count = 0;
    sqlite3_stmt *statement;
    Status status = store_prepare(store, SELECT_ARTICLES " WHERE article_key = ?1", &statement, error);
    for (uint32_t i = 0; i < keys.count && !status; i++) {
        bool row = false;
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, keys.items[i]);
        status = store_step(store, statement, &row, error);
        if (status || !row) continue;
        read[count].key = keys.items[i];
        status = read_article(store, statement, &read[count].article, result, error);
        if (!status) count++;
    }
    store_release(store, statement);
    lay_out(read, count, out, result);
    arena_close(&scratch);
    return status;
}

Status store_articles_read(Store *store, Articles *out, Arena *result, Error *error) {
    *out = (Articles){0};
    sqlite3_stmt *statement = NULL;
    uint32_t count = 0;
    /* One transaction, so that the count is that of the rows; in the order of storing, which is the fastest. */
    bool inside = store_in_snapshot(store);
    Status status = inside ? STEMMA_OK : store_run(store, "BEGIN", error);
    if (status) return status;
    status = store_articles_count(store, &count, error);
    if (!status) {
        status = store_prepare(store, SELECT_ARTICLES " ORDER BY article_key", &statement, error);
    }
    if (!status) out->items = arena_new_array(result, Article, count);
    bool row = false;
    while (!status && (status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
        if (out->count == count) {
            status = error_set(error, STEMMA_DAMAGED, "the collection is damaged: its index of articles is too short");
            error_locate(error, store->path, 0, 0);
            break;
        }
        status = read_article(store, statement, &out->items[out->count], result, error);
        if (!status) out->count++;
    }
    store_release(store, statement);
    if (!inside) store_transaction_roll_back(store);
    if (!status && out->count > 0) qsort(out->items, out->count, sizeof(Article), article_compare);
    return status;
}

static Status totals_count(Store *store, StemmaTotals *out, Error *error) {
    *out = (StemmaTotals){0};
    sqlite3_stmt *statement;
    Status status =
        store_prepare(store,
                      "SELECT (SELECT count(*) FROM article), (SELECT count(DISTINCT outlet) FROM article),"
                      " t.words, t.stories, t.passages, t.quotations, t.families, t.derivations,"
                      " (SELECT count(*) FROM speaker), (SELECT count(*) FROM source),"
                      " (SELECT count(*) FROM record INDEXED BY record_duplicate WHERE outcome = 'duplicate'),"
                      " (SELECT count(*) FROM record INDEXED BY record_not_kept WHERE article_key IS NULL),"
                      " (SELECT count(*) FROM article WHERE article_key > t.full_last_article_key AND"
                      " article_key <= t.last_article_key)"
                      " FROM (SELECT 1) LEFT JOIN trace AS t",
                      &statement, error);
    bool row = false;
    if (!status) status = store_step(store, statement, &row, error);
    uint64_t *const numbers[] = {&out->articles,   &out->outlets,  &out->words,       &out->stories,  &out->passages,
                                 &out->quotations, &out->families, &out->derivations, &out->speakers, &out->files,
                                 &out->duplicates, &out->skips,    &out->added};
    for (int i = 0; i < (int)(sizeof numbers / sizeof numbers[0]) && row; i++) {
        int64_t number = sqlite3_column_int64(statement, i);
        *numbers[i] = number > 0 ? (uint64_t)number : 0;
    }
    store_release(store, statement);
    return status ? status : store_traced(store, &out->traced, error);
}

/* Counting goes over all articles; whoever only reads counts again only where another process has written. */
Status store_totals_read(Store *store, StemmaTotals *out, Error *error) {
    int64_t state = 0;
    if (store->mode == STEMMA_OPEN_READ) {
        Status status = store_number(store, "PRAGMA data_version", &state, error);
        if (status) return status;
    }
    if (state == 0 || state != store->totals_state) {
        Status status = totals_count(store, &store->totals, error);
        if (status) return status;
        store->totals_state = state;
    }
    *out = store->totals;
    return STEMMA_OK;
}

/* --- Ids ---------------------------------------------------------------------------------------------------------- */

static int hexadecimal_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

bool store_id_to_bytes(const char *hexadecimal, uint8_t bytes[16]) {
    if (strlen(hexadecimal) != 32) return false;
    for (size_t i = 0; i < 16; i++) {
        int high = hexadecimal_value(hexadecimal[2 * i]);
        int low = hexadecimal_value(hexadecimal[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

void store_id_from_bytes(const uint8_t *bytes, char hexadecimal[33]) {
    for (size_t i = 0; i < 16; i++) {
        hexadecimal[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        hexadecimal[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    hexadecimal[32] = 0;
}

/* --- Names of articles -------------------------------------------------------------------------------------------- */

static bool is_hexadecimal(const char *name, size_t size) {
    return strspn(name, "0123456789abcdefABCDEF") == size;
}

/* The first few articles a query gives: their count up to a limit, the first one's id, and a list for a message. */
typedef struct Candidates {
    int count;
    char id[33];
    char list[100];
} Candidates;

static Status collect(Store *store, sqlite3_stmt *statement, Candidates *out, Error *error) {
    *out = (Candidates){0};
    size_t used = 0;
    bool row = false;
    Status status;
    while ((status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
        if (sqlite3_column_bytes(statement, 0) != 16) continue;
        char id[33];
        store_id_from_bytes(sqlite3_column_blob(statement, 0), id);
        if (out->count++ == 0) memcpy(out->id, id, sizeof id);
        if (out->count > CANDIDATES_MAX) break;
        used += (size_t)snprintf(out->list + used, sizeof out->list - used, "%s%.12s", used > 0 ? ", " : "", id);
    }
    if (out->count > CANDIDATES_MAX) snprintf(out->list + used, sizeof out->list - used, " …");
    return status;
}

static Status find_by_path(Store *store, const char *path, Candidates *out, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store, "SELECT id FROM article WHERE path = ?1 ORDER BY id", &statement, error);
    if (status) return status;
    sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
    status = collect(store, statement, out, error);
    store_release(store, statement);
    return status;
}

static Status find_by_prefix(Store *store, const char *digits, size_t digit_count, Candidates *out, Error *error) {
    char low[33], high[33];
    memset(low, '0', 32);
    memset(high, 'f', 32);
    low[32] = high[32] = 0;
    memcpy(low, digits, digit_count);
    memcpy(high, digits, digit_count);
    uint8_t low_bytes[16], high_bytes[16];
    sqlite3_stmt *statement;
    Status status =
        store_prepare(store, "SELECT id FROM article WHERE id BETWEEN ?1 AND ?2 ORDER BY id", &statement, error);
    if (status) return status;
    if (store_id_to_bytes(low, low_bytes) && store_id_to_bytes(high, high_bytes)) {
        sqlite3_bind_blob(statement, 1, low_bytes, 16, SQLITE_STATIC);
        sqlite3_bind_blob(statement, 2, high_bytes, 16, SQLITE_STATIC);
    }
    status = collect(store, statement, out, error);
    store_release(store, statement);
    return status;
}

Status store_article_find(Store *store, const char *name, char id[33], Error *error) {
    id[0] = 0;
    size_t size = strlen(name);
    Candidates found;
    Status status = find_by_path(store, name, &found, error);
    if (!status && found.count == 0 && strncmp(name, "./", 2) == 0) {
        status = find_by_path(store, name + 2, &found, error);
    }
    if (!status && found.count == 0 && size >= PREFIX_DIGITS_MIN && size <= 32 && is_hexadecimal(name, size)) {
        status = find_by_prefix(store, name, size, &found, error);
    }
    if (status) return status;
    if (found.count == 0) {
        return error_set(
            error, STEMMA_NOT_FOUND,
            "no article '%.200s' in the collection; an article is named by its path as added, its id or the "
            "first digits of that",
            name);
    }
    if (found.count > 1) {
        return error_set(error, STEMMA_AMBIGUOUS, "'%.60s' stands for more than one article: %s; give one of these ids",
                         name, found.list);
    }
    memcpy(id, found.id, 33);
    return STEMMA_OK;
}
