/*
 * Findings back out of the file, one record at a time.
 *
 * In:  a kind of record and a filter.
 * Out: the public records of stemma.h, in their fixed order, with every stretch of text cut from its article.
 *
 * A cursor is one main statement, the statements for what hangs on a record (members, variants, evidence, strings of a
 * JSON array), and two arenas: one emptied at each record, one that keeps the text of the article at hand, because
 * neighbouring records mostly stand in the same article.
 *
 * Invariants: what is read is not trusted: a place beyond its text is cut, a missing string is "", malformed text is
 * DAMAGED. What *out points to lives until the next call.
 */
#include <assert.h>
#include <string.h>

#include "../base/array.h"
#include "../base/utf8.h"
#include "places.h"
#include "store_filters.h"
#include "store_grounds.h"
#include "store_private.h"
#include "store_queries.h"

/* Address space only: a family's readings of a large collection fit many times over. */
#define CURSOR_BYTES_MAX ((size_t)4 << 30)
#define TEXT_BYTES_MAX ((size_t)1 << 30)

struct StoreCursor {
    Arena memory;
    size_t memory_mark; /* behind this struct: where a record begins */
    Arena text_memory;
    size_t text_mark;
    Store *store;
    StemmaRecord record;
    bool numbers_only, changes_only;
    sqlite3_stmt *main;
    sqlite3_stmt *parts; /* a family's members, a derivation's evidence */
    sqlite3_stmt *variants;
    sqlite3_stmt *strings; /* of a JSON array */
    sqlite3_stmt *text;
    int64_t text_article_key; /* 0: no text at hand */
    CodePointIndex text_index;
};

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static Status prepare_parts(StoreCursor *cursor, Error *error) {
    Store *store = cursor->store;
    Status status = STEMMA_OK;
    if (cursor->record == STEMMA_FAMILIES) {
        status = store_prepare(store,
                               "SELECT m.quotation, m.article_key, a.path, a.id, m.start, m.end, q.content"
                               " FROM member AS m CROSS JOIN article AS a USING (article_key)"
                               " LEFT JOIN quotation AS q ON q.number = m.quotation"
                               " WHERE m.family = ?1 ORDER BY m.position",
                               &cursor->parts, error);
        if (!status) {
            status = store_prepare(store,
                                   "SELECT change, weight, base_words, member_words, members, detail FROM variant"
                                   " WHERE family = ?1 ORDER BY position",
                                   &cursor->variants, error);
        }
    } else if (cursor->record == STEMMA_DERIVATIONS) {
        status = store_prepare(store,
                               "SELECT e.kind, a.path, e.start, e.end, e.text, a.id FROM evidence_item AS e"
                               " CROSS JOIN article AS a USING (article_key) WHERE e.derivation = ?1"
                               " ORDER BY e.position",
                               &cursor->parts, error);
    }
    if (!status) {
        status = store_prepare(store, "SELECT value FROM json_each(?1) WHERE type = 'text'", &cursor->strings, error);
    }
    if (!status) {
        status = store_prepare(store, "SELECT text FROM article WHERE article_key = ?1", &cursor->text, error);
    }
    return status;
}

Status store_cursor_open(Store *store, StemmaRecord record, const StemmaFilter *filter, StoreCursor **out,
                         Error *error) {
    static const StemmaFilter no_filter;
    *out = NULL;
    Arena memory = arena_open(CURSOR_BYTES_MAX);
    StoreCursor *cursor = arena_new(&memory, StoreCursor);
    cursor->store = store;
    cursor->record = record;
    cursor->memory = memory;
    cursor->memory_mark = memory.used_bytes;
    cursor->text_memory = arena_open(TEXT_BYTES_MAX);
    cursor->text_mark = cursor->text_memory.used_bytes;
    filter = filter ? filter : &no_filter;
    cursor->numbers_only = filter->numbers_only;
    cursor->changes_only = filter->changes_only;
    Status status = store_prepare(store, query_build(record, filter, &memory), &cursor->main, error);
    if (!status) status = prepare_parts(cursor, error);
    if (status) {
        store_cursor_close(cursor);
        return status;
    }
    filters_bind(cursor->main, filter, memory);
    *out = cursor;
    return STEMMA_OK;
}

void store_cursor_close(StoreCursor *cursor) {
    if (!cursor) return;
    store_release(cursor->store, cursor->main);
    store_release(cursor->store, cursor->parts);
    store_release(cursor->store, cursor->variants);
    store_release(cursor->store, cursor->strings);
    store_release(cursor->store, cursor->text);
    Arena text_memory = cursor->text_memory;
    arena_close(&text_memory);
    Arena memory = cursor->memory;
    arena_close(&memory);
}

static uint64_t number(sqlite3_stmt *statement, int column) {
    int64_t value = sqlite3_column_int64(statement, column);
    return value > 0 ? (uint64_t)value : 0;
}

Status store_records_count(Store *store, StemmaRecord record, const StemmaFilter *filter, uint64_t *out, Error *error) {
    static const StemmaFilter no_filter;
    *out = 0;
    filter = filter ? filter : &no_filter;
    Arena memory = store->memory;
    sqlite3_stmt *statement;
    Status status = store_prepare(store, query_count_build(record, filter, &memory), &statement, error);
    if (status) return status;
    filters_bind(statement, filter, memory);
    bool row = false;
    status = store_step(store, statement, &row, error);
    if (row) *out = number(statement, 0);
    store_release(store, statement);
    return status;
}

StemmaRecord store_cursor_record(const StoreCursor *cursor) {
    return cursor->record;
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

/* The next row of the main statement, with the memory of the record before taken back. */
static Status next_row(StoreCursor *cursor, Error *error) {
    bool row;
    arena_reset(&cursor->memory, cursor->memory_mark);
    Status status = store_step(cursor->store, cursor->main, &row, error);
    return status || row ? status : STEMMA_END;
}

static const char *optional_string(StoreCursor *cursor, sqlite3_stmt *statement, int column) {
    return store_column_string(statement, column, &cursor->memory);
}

static const char *string(StoreCursor *cursor, sqlite3_stmt *statement, int column) {
    const char *value = optional_string(cursor, statement, column);
    return value ? value : "";
}

static const char *article_id(StoreCursor *cursor, sqlite3_stmt *statement, int column) {
    char *id = arena_allocate(&cursor->memory, 33, 1);
    id[0] = 0;
    if (sqlite3_column_bytes(statement, column) == 16) store_id_from_bytes(sqlite3_column_blob(statement, column), id);
    return id;
}

/* A number with its letter before it; NULL for NULL. */
static const char *ordinal_id(StoreCursor *cursor, char letter, sqlite3_stmt *statement, int column) {
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) return NULL;
    Buffer id = {.arena = &cursor->memory};
    buffer_append_byte(&id, (uint8_t)letter);
    numbers_append_decimal(&id, number(statement, column));
    return buffer_string(&id);
}

/* start at the column and end at the next. */
static StemmaSpan place(sqlite3_stmt *statement, int column) {
    StemmaSpan span = {number(statement, column), number(statement, column + 1)};
    if (span.end < span.start) span.end = span.start;
    return span;
}

static Status read_strings(StoreCursor *cursor, Bytes json, const char *const **out, size_t *count, Error *error) {
    *out = NULL;
    *count = 0;
    if (json.size <= 2) return STEMMA_OK; /* [] */
    const char **strings = arena_new_array(&cursor->memory, const char *, json.size / 3 + 1);
    sqlite3_bind_text64(cursor->strings, 1, (const char *)json.data, json.size, SQLITE_STATIC, SQLITE_UTF8);
    bool row = false;
    Status status;
    while ((status = store_step(cursor->store, cursor->strings, &row, error)) == STEMMA_OK && row) {
        strings[(*count)++] = string(cursor, cursor->strings, 0);
    }
    sqlite3_reset(cursor->strings);
    sqlite3_clear_bindings(cursor->strings);
    *out = strings;
    return status;
}

/* --- Words of an article ------------------------------------------------------------------------------------------ */

static Status load_text(StoreCursor *cursor, int64_t article_key, Error *error) {
    if (cursor->text_article_key == article_key) return STEMMA_OK;
    cursor->text_article_key = 0;
    arena_reset(&cursor->text_memory, cursor->text_mark);
    sqlite3_bind_int64(cursor->text, 1, article_key);
    bool row = false;
    Status status = store_step(cursor->store, cursor->text, &row, error);
    if (!status) {
        Bytes text = row ? bytes_copy(store_column_bytes(cursor->text, 0), &cursor->text_memory) : (Bytes){0};
        if (utf8_find_malformed(text) != SIZE_MAX) {
            status = error_set(error, STEMMA_DAMAGED, "the collection is damaged: an article is not well-formed text");
            error_locate(error, cursor->store->path, 0, 0);
        } else {
            cursor->text_index = code_point_index_build(text, &cursor->text_memory);
            cursor->text_article_key = article_key;
        }
    }
    sqlite3_reset(cursor->text);
    return status;
}

static void append_words(StoreCursor *cursor, StemmaSpan span, Buffer *out) {
    buffer_append(out, bytes_slice(cursor->text_index.text, places_to_bytes(&cursor->text_index, span)));
}

static const char *words_at(StoreCursor *cursor, StemmaSpan span) {
    Buffer words = {.arena = &cursor->memory};
    append_words(cursor, span, &words);
    return buffer_string(&words);
}

/* The parts as far as they lie inside `within`, joined by " … ". */
static const char *joined_words(StoreCursor *cursor, Places parts, StemmaSpan within) {
    Buffer words = {.arena = &cursor->memory};
    for (size_t i = 0; i < parts.count; i++) {
        StemmaSpan part = parts.items[i];
        if (part.start < within.start) part.start = within.start;
        if (part.end > within.end) part.end = within.end;
        if (part.start >= part.end) continue;
        if (words.size > 0) buffer_append_string(&words, " … ");
        append_words(cursor, part, &words);
    }
    return buffer_string(&words);
}

/* text is NULL where the columns are. */
static StemmaMention mention(StoreCursor *cursor, sqlite3_stmt *statement, int column) {
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) return (StemmaMention){0};
    StemmaSpan span = place(statement, column);
    return (StemmaMention){span, words_at(cursor, span)};
}

/* --- Records ------------------------------------------------------------------------------------------------------ */

/* The columns of article_fact, which most articles have no row in. */
static Status read_facts(StoreCursor *cursor, StemmaArticle *out, Error *error) {
    enum { MODIFIED = 14, SECTION, AGENCY, AGENCY_START, AGENCY_END, LINK_PLACES, ASIDES, STATEMENTS };
    sqlite3_stmt *row = cursor->main;
    if (sqlite3_column_type(row, STATEMENTS) == SQLITE_NULL) return STEMMA_OK;
    out->modified = optional_string(cursor, row, MODIFIED);
    out->section = optional_string(cursor, row, SECTION);
    out->agency.text = optional_string(cursor, row, AGENCY);
    out->agency.span = place(row, AGENCY_START);
    Numbers numbers = numbers_parse_json(store_column_bytes(row, LINK_PLACES), &cursor->memory);
    StemmaLink *links = arena_new_array(&cursor->memory, StemmaLink, numbers.count / 3);
    for (size_t i = 0; i + 2 < numbers.count; i += 3) {
        if (numbers.items[i] >= out->link_count || numbers.items[i + 2] < numbers.items[i + 1]) continue;
        StemmaSpan span = {numbers.items[i + 1], numbers.items[i + 2]};
        links[out->link_place_count++] = (StemmaLink){out->links[numbers.items[i]], span};
    }
    out->link_places = links;
    const char *const *strings;
    size_t count;
    Status status = read_strings(cursor, store_column_bytes(row, STATEMENTS), &strings, &count, error);
    if (status) return status;
    StemmaStatement *statements = arena_new_array(&cursor->memory, StemmaStatement, count / 3);
    for (size_t i = 0; i + 2 < count; i += 3)
        statements[out->statement_count++] = (StemmaStatement){strings[i], strings[i + 1], strings[i + 2]};
    out->statements = statements;
    status = read_strings(cursor, store_column_bytes(row, ASIDES), &strings, &count, error);
    if (status) return status;
    StemmaAside *asides = arena_new_array(&cursor->memory, StemmaAside, count / 3);
    for (size_t i = 0; i + 2 < count; i += 3) {
        Numbers place = numbers_parse_json(bytes_from_string(strings[i]), &cursor->memory);
        asides[out->aside_count++] =
            (StemmaAside){place.count > 0 ? place.items[0] : 0, strings[i + 1], strings[i + 2]};
    }
    out->asides = asides;
    return STEMMA_OK;
}

Status store_article_next(StoreCursor *cursor, StemmaArticle *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaArticle){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->text = optional_string(cursor, row, 0);
    out->text_size = out->text ? (size_t)sqlite3_column_bytes(row, 0) : 0;
    out->id = article_id(cursor, row, 1);
    out->path = string(cursor, row, 2);
    out->title = optional_string(cursor, row, 3);
    out->outlet = optional_string(cursor, row, 4);
    out->byline = optional_string(cursor, row, 5);
    out->published = optional_string(cursor, row, 6);
    out->url = optional_string(cursor, row, 7);
    out->language = optional_string(cursor, row, 8);
    out->story = ordinal_id(cursor, 's', row, 10);
    out->words = number(row, 11);
    out->taker_count = number(row, 12);
    out->source_count = number(row, 13);
    status = read_strings(cursor, store_column_bytes(row, 9), &out->links, &out->link_count, error);
    return status ? status : read_facts(cursor, out, error);
}

Status store_block_next(StoreCursor *cursor, StemmaBlock *out, Error *error) {
    *out = (StemmaBlock){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->role = string(cursor, cursor->main, 0);
    out->span = place(cursor->main, 1);
    return STEMMA_OK;
}

Status store_quotation_next(StoreCursor *cursor, StemmaQuotation *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaQuotation){0};
    Status status = next_row(cursor, error);
    if (!status) status = load_text(cursor, sqlite3_column_int64(row, 1), error);
    if (status) return status;
    Places content = places_parse_json(store_column_bytes(row, 5), &cursor->memory);
    Places quoted = places_parse_json(store_column_bytes(row, 6), &cursor->memory);
    Places via = places_parse_json(store_column_bytes(row, 7), &cursor->memory);
    StemmaMention *media = arena_new_array(&cursor->memory, StemmaMention, via.count);
    for (size_t i = 0; i < via.count; i++) media[i] = (StemmaMention){via.items[i], words_at(cursor, via.items[i])};
    out->id = ordinal_id(cursor, 'q', row, 0);
    out->article = string(cursor, row, 2);
    out->article_id = article_id(cursor, row, 3);
    out->kind = string(cursor, row, 4);
    out->text = joined_words(cursor, content, (StemmaSpan){0, UINT64_MAX});
    out->content = content.items;
    out->content_count = content.count;
    out->quoted = quoted.items;
    out->quoted_count = quoted.count;
    out->via = media;
    out->via_count = via.count;
    out->cue = mention(cursor, row, 8);
    out->cue_class = optional_string(cursor, row, 10);
    out->source = mention(cursor, row, 11);
    out->name = optional_string(cursor, row, 13);
    out->unattributed = optional_string(cursor, row, 14);
    out->confidence = sqlite3_column_double(row, 15);
    out->family = ordinal_id(cursor, 'f', row, 16);
    out->speaker = ordinal_id(cursor, 'n', row, 17);
    out->speaks_for = mention(cursor, row, 18);
    out->published = optional_string(cursor, row, 20);
    out->outlet = optional_string(cursor, row, 21);
    return read_strings(cursor, store_column_bytes(row, 22), &out->joint_names, &out->joint_count, error);
}

Status store_speaker_next(StoreCursor *cursor, StemmaSpeaker *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaSpeaker){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->id = ordinal_id(cursor, 'n', row, 0);
    out->name = string(cursor, row, 1);
    out->kind = string(cursor, row, 2);
    out->quotation_count = number(row, 4);
    out->first_published = optional_string(cursor, row, 5);
    out->last_published = optional_string(cursor, row, 6);
    return read_strings(cursor, store_column_bytes(row, 3), &out->spellings, &out->spelling_count, error);
}

Status store_passage_next(StoreCursor *cursor, StemmaPassage *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaPassage){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->id = ordinal_id(cursor, 'p', row, 0);
    out->a_article = string(cursor, row, 1);
    out->a_article_id = article_id(cursor, row, 2);
    out->a = place(row, 3);
    out->b_article = string(cursor, row, 5);
    out->b_article_id = article_id(cursor, row, 6);
    out->b = place(row, 7);
    out->words = number(row, 9);
    out->identity = sqlite3_column_double(row, 10);
    out->kind = string(cursor, row, 11);
    out->quotation = sqlite3_column_int(row, 12) != 0;
    out->boilerplate = sqlite3_column_int(row, 13) != 0;
    out->grounds = grounds_read(row, 14, &cursor->memory);
    return STEMMA_OK;
}

typedef struct Witnesses ARRAY_OF(StemmaWitness) Witnesses;
typedef struct VariantList ARRAY_OF(StemmaVariant) VariantList;
typedef struct EvidenceList ARRAY_OF(StemmaEvidence) EvidenceList;

static Status read_members(StoreCursor *cursor, int64_t family, Witnesses *out, Error *error) {
    sqlite3_stmt *row = cursor->parts;
    sqlite3_bind_int64(row, 1, family);
    bool more = false;
    Status status;
    while ((status = store_step(cursor->store, row, &more, error)) == STEMMA_OK && more) {
        status = load_text(cursor, sqlite3_column_int64(row, 1), error);
        if (status) break;
        StemmaWitness member = {.quotation = ordinal_id(cursor, 'q', row, 0)};
        member.article = string(cursor, row, 2);
        member.article_id = article_id(cursor, row, 3);
        member.span = place(row, 4);
        member.text = joined_words(cursor, places_parse_json(store_column_bytes(row, 6), &cursor->memory), member.span);
        if (member.text[0] == 0) member.text = words_at(cursor, member.span);
        *array_push(out, &cursor->memory) = member;
    }
    sqlite3_reset(row);
    return status;
}

static Status read_variants(StoreCursor *cursor, int64_t family, const Witnesses *members, VariantList *out,
                            Error *error) {
    sqlite3_stmt *row = cursor->variants;
    sqlite3_bind_int64(row, 1, family);
    bool more = false;
    Status status;
    while ((status = store_step(cursor->store, row, &more, error)) == STEMMA_OK && more) {
        StemmaVariant variant = {.change = string(cursor, row, 0), .weight = string(cursor, row, 1)};
        variant.from = string(cursor, row, 2);
        variant.to = string(cursor, row, 3);
        variant.detail = optional_string(cursor, row, 5);
        Numbers positions = numbers_parse_json(store_column_bytes(row, 4), &cursor->memory);
        const char **ids = arena_new_array(&cursor->memory, const char *, positions.count);
        for (size_t i = 0; i < positions.count; i++) {
            uint64_t position = positions.items[i];
            const char *id = position < members->count ? members->items[position].quotation : NULL;
            if (id) ids[variant.quotation_count++] = id;
        }
        variant.quotations = ids;
        *array_push(out, &cursor->memory) = variant;
    }
    sqlite3_reset(row);
    return status;
}

Status store_family_next(StoreCursor *cursor, StemmaFamily *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaFamily){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    int64_t family = sqlite3_column_int64(row, 0);
    Witnesses members = {0};
    VariantList variants = {0};
    out->id = ordinal_id(cursor, 'f', row, 0);
    out->text = string(cursor, row, 1);
    out->report_count = number(row, 3);
    out->article_count = number(row, 4);
    out->outlet_count = number(row, 5);
    out->change_count = number(row, 6);
    out->meaning_count = number(row, 7);
    status = read_strings(cursor, store_column_bytes(row, 2), &out->names, &out->name_count, error);
    if (status || cursor->numbers_only) return status;
    if (!cursor->changes_only) status = read_members(cursor, family, &members, error);
    if (!status) status = read_variants(cursor, family, &members, &variants, error);
    out->members = members.items;
    out->member_count = members.count;
    out->variants = variants.items;
    out->variant_count = variants.count;
    return status;
}

Status store_story_next(StoreCursor *cursor, StemmaStory *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaStory){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->id = ordinal_id(cursor, 's', row, 0);
    out->title = optional_string(cursor, row, 1);
    out->article_count = number(row, 2);
    out->origin_count = number(row, 3);
    out->first_published = optional_string(cursor, row, 4);
    out->last_published = optional_string(cursor, row, 5);
    out->outlet_count = number(row, 6);
    return STEMMA_OK;
}

Status store_outlet_next(StoreCursor *cursor, StemmaOutlet *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaOutlet){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->name = string(cursor, row, 0);
    out->article_count = number(row, 1);
    out->given_count = number(row, 2);
    out->taken_count = number(row, 3);
    return STEMMA_OK;
}

Status store_taking_next(StoreCursor *cursor, StemmaTaking *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaTaking){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->from = string(cursor, row, 0);
    out->to = string(cursor, row, 1);
    out->derivation_count = number(row, 2);
    out->from_article_id = article_id(cursor, row, 3);
    out->to_article_id = article_id(cursor, row, 4);
    return STEMMA_OK;
}

/* The file keeps the text; a text of no status is an internal error. A remark has none, since nothing failed. */
static StemmaStatus status_of(const char *text) {
    if (text[0] == 0) return STEMMA_OK;
    for (StemmaStatus status = STEMMA_OK; status < STEMMA_INTERNAL; status++) {
        if (strcmp(text, stemma_status_text(status)) == 0) return status;
    }
    return STEMMA_INTERNAL;
}

Status store_skip_next(StoreCursor *cursor, StemmaSkip *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaSkip){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->path = string(cursor, row, 0);
    out->line = number(row, 1);
    out->byte_offset = number(row, 2);
    out->status = status_of(string(cursor, row, 3));
    out->reason = string(cursor, row, 4);
    const char *outcome = string(cursor, row, 5);
    out->outcome = strcmp(outcome, "failed") == 0  ? STEMMA_FAILED
                   : strcmp(outcome, "noted") == 0 ? STEMMA_NOTED
                                                   : STEMMA_SKIPPED;
    return STEMMA_OK;
}

Status store_source_next(StoreCursor *cursor, StemmaSource *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaSource){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->path = string(cursor, row, 0);
    out->format = optional_string(cursor, row, 1);
    out->size_bytes = number(row, 2);
    out->read_bytes = number(row, 3);
    out->seen = number(row, 4);
    out->kept = number(row, 5);
    out->duplicate = number(row, 6);
    out->skipped = number(row, 7);
    out->failed = number(row, 8);
    return STEMMA_OK;
}

Status store_duplicate_next(StoreCursor *cursor, StemmaDuplicate *out, Error *error) {
    sqlite3_stmt *row = cursor->main;
    *out = (StemmaDuplicate){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->source = string(cursor, row, 0);
    out->record = number(row, 1);
    out->article = string(cursor, row, 2);
    out->article_id = article_id(cursor, row, 3);
    return STEMMA_OK;
}

Status store_derivation_next(StoreCursor *cursor, StemmaDerivation *out, Error *error) {
    sqlite3_stmt *row = cursor->main, *part = cursor->parts;
    *out = (StemmaDerivation){0};
    Status status = next_row(cursor, error);
    if (status) return status;
    out->from = string(cursor, row, 1);
    out->from_id = article_id(cursor, row, 2);
    out->to = string(cursor, row, 3);
    out->to_id = article_id(cursor, row, 4);
    out->story = ordinal_id(cursor, 's', row, 5);
    out->direction = string(cursor, row, 6);
    out->confidence = sqlite3_column_double(row, 7);
    out->lost_ancestor = ordinal_id(cursor, 'x', row, 8);
    EvidenceList evidence = {0};
    sqlite3_bind_int64(part, 1, sqlite3_column_int64(row, 0));
    bool more = false;
    while ((status = store_step(cursor->store, part, &more, error)) == STEMMA_OK && more) {
        StemmaEvidence item = {.kind = string(cursor, part, 0), .article = string(cursor, part, 1)};
        item.span = place(part, 2);
        item.text = string(cursor, part, 4);
        item.article_id = article_id(cursor, part, 5);
        *array_push(&evidence, &cursor->memory) = item;
    }
    sqlite3_reset(part);
    out->evidence = evidence.items;
    out->evidence_count = evidence.count;
    return status;
}
