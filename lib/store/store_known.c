/*
 * What the file knows of a few articles, for an addition.
 *
 * In:  a small corpus: articles that were traced before, and new ones.
 * Out: by article its story, its quotations' speakers, the families it is a witness of, its stretches of boilerplate; the
 *      passages that two of them share; who else belongs to these families and stories; by which number somebody is known
 *      as a speaker.
 *
 * Each article is looked up by itself, by the indexes of the tables: the cost is that of the articles asked for. A file may
 * have been made by anybody: a speaker who is not there has no name, and the caller traces everything anew where what is
 * there does not fit together.
 */
#include <string.h>

#include "../base/array.h"
#include "../base/map.h"
#include "../base/radix.h"
#include "places.h"
#include "store_keys.h"
#include "store_private.h"

typedef struct KnownQuotationList ARRAY_OF(KnownQuotation) KnownQuotationList;
typedef struct KnownMemberList ARRAY_OF(KnownMember) KnownMemberList;
typedef struct KnownStretchList ARRAY_OF(KnownStretch) KnownStretchList;
typedef struct PassageList ARRAY_OF(Passage) PassageList;
typedef struct NumberList ARRAY_OF(int64_t) NumberList;

typedef enum KnownStatement {
    KNOWN_ARTICLE,
    KNOWN_QUOTATIONS,
    KNOWN_JOINT,
    KNOWN_MEMBERS,
    KNOWN_STRETCHES,
    KNOWN_PASSAGES,
    KNOWN_STATEMENTS
} KnownStatement;

static const char *const known_sql[KNOWN_STATEMENTS] = {
    [KNOWN_ARTICLE] = "SELECT story, first_quotation, quotation_count FROM article_finding WHERE article_key = ?1",
    [KNOWN_QUOTATIONS] =
        "SELECT number, speaker, reason FROM quotation WHERE number BETWEEN ?1 AND ?2 AND article_key = ?3"
        " ORDER BY number",
    [KNOWN_JOINT] = "SELECT quotation, speaker FROM joint_speaker WHERE quotation BETWEEN ?1 AND ?2"
                    " ORDER BY quotation, position",
    [KNOWN_MEMBERS] = "SELECT family, start, end FROM member WHERE article_key = ?1 ORDER BY family, position",
    [KNOWN_STRETCHES] = "SELECT a_start, a_end FROM passage WHERE a_article_key = ?1 AND boilerplate"
                        " UNION SELECT b_start, b_end FROM passage WHERE b_article_key = ?1 AND boilerplate",
    [KNOWN_PASSAGES] = "SELECT b_article_key, a_start, a_end, b_start, b_end, words, identity, kind, boilerplate"
                       " FROM passage WHERE a_article_key = ?1 ORDER BY number",
};

typedef struct KnownReader {
    Store *store;
    const Corpus *corpus;
    sqlite3_stmt *statements[KNOWN_STATEMENTS];
    Map places; /* key -> 1 + article */
    CodePointIndex *indexes; /* by article */
    KnownArticle *articles;
    KnownQuotationList quotations;
    KnownMemberList members;
    KnownStretchList stretches;
    PassageList passages;
    Map speaker_places; /* number -> place in `speakers` */
    NumberList speakers;
    Arena *result;
} KnownReader;

static Status open_statements(KnownReader *reader, Error *error) {
    Status status = STEMMA_OK;
    for (int i = 0; i < KNOWN_STATEMENTS && !status; i++)
        status = store_prepare(reader->store, known_sql[i], &reader->statements[i], error);
    return status;
}

static void close_statements(KnownReader *reader) {
    for (int i = 0; i < KNOWN_STATEMENTS; i++) store_release(reader->store, reader->statements[i]);
}

/* Numbers of a file made by anybody: larger ones could not be counted on from. */
#define NUMBER_MAX (INT64_C(1) << 53)

static bool is_number(int64_t number) {
    return number > 0 && number <= NUMBER_MAX;
}

/* The statement with its first two numbers, or one. */
static sqlite3_stmt *ask(KnownReader *reader, KnownStatement which, int64_t first, int64_t second) {
    sqlite3_stmt *statement = reader->statements[which];
    sqlite3_reset(statement);
    sqlite3_bind_int64(statement, 1, first);
    if (sqlite3_bind_parameter_count(statement) > 1) sqlite3_bind_int64(statement, 2, second);
    return statement;
}

static uint32_t speaker_place(KnownReader *reader, int64_t number) {
    bool inserted;
    uint32_t *place = map_insert(&reader->speaker_places, (uint64_t)number, &inserted, reader->result);
    if (inserted) {
        *place = (uint32_t)reader->speakers.count;
        *array_push(&reader->speakers, reader->result) = number;
    }
    return *place;
}

static Status read_joint(KnownReader *reader, const KnownArticle *article, Error *error) {
    const int64_t last = article->first_quotation + article->quotation_count - 1;
    sqlite3_stmt *statement = ask(reader, KNOWN_JOINT, article->first_quotation, last);
    Status status;
    bool row = false;
    while ((status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row) {
        const int64_t place = sqlite3_column_int64(statement, 0) - article->first_quotation;
        KnownQuotation *quotation = &reader->quotations.items[article->quotation_begin + (uint32_t)place];
        if (quotation->joint_count == QUOTATION_JOINT_MAX) continue;
        quotation->joint[quotation->joint_count++] = speaker_place(reader, sqlite3_column_int64(statement, 1));
    }
    return status;
}

/* quotation_count becomes the number of those that are there. */
static Status read_quotations(KnownReader *reader, KnownArticle *article, int64_t key, Error *error) {
    const int64_t last = article->first_quotation + article->quotation_count - 1;
    sqlite3_stmt *statement = ask(reader, KNOWN_QUOTATIONS, article->first_quotation, last);
    sqlite3_bind_int64(statement, 3, key);
    article->quotation_begin = (uint32_t)reader->quotations.count;
    Status status;
    bool row = false;
    while ((status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row) {
        KnownQuotation *quotation = array_push(&reader->quotations, reader->result);
        *quotation = (KnownQuotation){.speaker = INDEX_NONE};
        if (sqlite3_column_type(statement, 1) == SQLITE_INTEGER)
            quotation->speaker = speaker_place(reader, sqlite3_column_int64(statement, 1));
        const int64_t reason = sqlite3_column_int64(statement, 2);
        if (reason > 0 && reason < UNATTRIBUTED_COUNT) quotation->reason = (UnattributedReason)reason;
    }
    article->quotation_count = (uint32_t)reader->quotations.count - article->quotation_begin;
    if (!status && article->quotation_count > 0) status = read_joint(reader, article, error);
    return status;
}

/* Of a row's two columns. */
static ByteSpan read_place(sqlite3_stmt *statement, int column, const CodePointIndex *index) {
    const int64_t start = sqlite3_column_int64(statement, column), end = sqlite3_column_int64(statement, column + 1);
    const StemmaSpan span = {start > 0 ? (uint64_t)start : 0, end > start && end > 0 ? (uint64_t)end : 0};
    return places_to_bytes(index, span);
}

static Status read_places(KnownReader *reader, uint32_t article, int64_t key, Error *error) {
    const CodePointIndex *index = &reader->indexes[article];
    sqlite3_stmt *statement = ask(reader, KNOWN_MEMBERS, key, 0);
    Status status;
    bool row = false;
    while ((status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row)
        *array_push(&reader->members, reader->result) =
            (KnownMember){sqlite3_column_int64(statement, 0), article, read_place(statement, 1, index)};
    if (!status) statement = ask(reader, KNOWN_STRETCHES, key, 0);
    while (!status && (status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row)
        *array_push(&reader->stretches, reader->result) = (KnownStretch){article, read_place(statement, 0, index)};
    return status;
}

/* False where it is none: its other side is not known, or there is no word in it. */
static bool read_passage(const KnownReader *reader, uint32_t article, sqlite3_stmt *row, Passage *out) {
    const uint32_t *other = map_find(&reader->places, (uint64_t)sqlite3_column_int64(row, 0));
    if (!other || reader->articles[*other - 1].first_quotation == 0 || *other - 1 == article) return false;
    const Bytes kind = store_column_bytes(row, 7);
    *out = (Passage){.a_article = article,
                     .b_article = *other - 1,
                     .a_bytes = read_place(row, 1, &reader->indexes[article]),
                     .b_bytes = read_place(row, 3, &reader->indexes[*other - 1]),
                     .words = (uint32_t)sqlite3_column_int64(row, 5),
                     .identity = (float)sqlite3_column_double(row, 6),
                     .boilerplate = sqlite3_column_int(row, 8) != 0};
    if (bytes_equal(kind, BYTES("edited"))) out->kind = PASSAGE_EDITED;
    if (bytes_equal(kind, BYTES("reworded"))) out->kind = PASSAGE_REWORDED;
    out->a_words = text_words_of(&reader->corpus->texts[out->a_article], out->a_bytes);
    out->b_words = text_words_of(&reader->corpus->texts[out->b_article], out->b_bytes);
    return word_span_size(out->a_words) > 0 && word_span_size(out->b_words) > 0;
}

static Status read_passages(KnownReader *reader, uint32_t article, int64_t key, Error *error) {
    if (reader->articles[article].first_quotation == 0) return STEMMA_OK;
    sqlite3_stmt *statement = ask(reader, KNOWN_PASSAGES, key, 0);
    Status status;
    bool row = false;
    Passage passage;
    while ((status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row)
        if (read_passage(reader, article, statement, &passage))
            *array_push(&reader->passages, reader->result) = passage;
    return status;
}

/* first_quotation stays 0 where the article is not known. */
static Status read_article(KnownReader *reader, uint32_t article, int64_t key, Error *error) {
    KnownArticle *known = &reader->articles[article];
    sqlite3_stmt *statement = ask(reader, KNOWN_ARTICLE, key, 0);
    bool row = false;
    Status status = store_step(reader->store, statement, &row, error);
    if (status || !row) return status;
    const int64_t story = sqlite3_column_int64(statement, 0), first = sqlite3_column_int64(statement, 1);
    const int64_t count = sqlite3_column_int64(statement, 2);
    *known = (KnownArticle){.story = is_number(story) ? story : 0, .first_quotation = is_number(first) ? first : 1};
    if (is_number(first) && count > 0 && count < UINT32_MAX) known->quotation_count = (uint32_t)count;
    status = read_quotations(reader, known, key, error);
    return status ? status : read_places(reader, article, key, error);
}

/* --- Speakers ----------------------------------------------------------------------------------------------------- */

static SpeakerKind read_kind(Bytes name) {
    if (bytes_equal(name, BYTES("person"))) return SPEAKER_PERSON;
    return bytes_equal(name, BYTES("organisation")) ? SPEAKER_ORGANISATION : SPEAKER_OTHER;
}

static Status read_speakers(Store *store, const NumberList *numbers, KnownFindings *out, Arena *result, Error *error) {
    out->speakers = arena_new_array(result, Speaker, numbers->count + 1);
    out->speaker_numbers = numbers->items;
    out->speaker_count = (uint32_t)numbers->count;
    sqlite3_stmt *statement;
    Status status = store_prepare(store, "SELECT name, kind FROM speaker WHERE number = ?1", &statement, error);
    for (uint32_t i = 0; i < numbers->count && !status; i++) {
        bool row = false;
        sqlite3_reset(statement);
        sqlite3_bind_int64(statement, 1, numbers->items[i]);
        status = store_step(store, statement, &row, error);
        if (status || !row) continue;
        out->speakers[i].name = bytes_copy(store_column_bytes(statement, 0), result);
        out->speakers[i].kind = read_kind(store_column_bytes(statement, 1));
    }
    store_release(store, statement);
    return status;
}

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

/* --- All ---------------------------------------------------------------------------------------------------------- */

static Status read_last_numbers(Store *store, LastNumbers *out, Error *error) {
    const struct {
        const char *sql;
        int64_t *number;
    } asked[] = {
        {"SELECT coalesce(max(number), 0) FROM passage", &out->passage},
        {"SELECT coalesce(max(number), 0) FROM quotation", &out->quotation},
        {"SELECT coalesce(max(number), 0) FROM speaker", &out->speaker},
        {"SELECT coalesce(max(number), 0) FROM family", &out->family},
        {"SELECT coalesce(max(number), 0) FROM story", &out->story},
        {"SELECT coalesce(max(number), 0) FROM derivation", &out->derivation},
        {"SELECT coalesce(max(lost_ancestor), 0) FROM derivation", &out->lost_ancestor},
    };
    Status status = STEMMA_OK;
    out->sound = true;
    for (size_t i = 0; i < sizeof asked / sizeof *asked && !status; i++) {
        status = store_number(store, asked[i].sql, asked[i].number, error);
        out->sound = out->sound && *asked[i].number >= 0 && *asked[i].number < NUMBER_MAX;
    }
    return status;
}

/* Where each article of the corpus stands, and its code points. */
static void lay_out(KnownReader *reader, const int64_t *keys) {
    const Corpus *corpus = reader->corpus;
    reader->articles = arena_new_array(reader->result, KnownArticle, corpus->article_count);
    reader->indexes = arena_new_array(reader->result, CodePointIndex, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        *map_insert(&reader->places, (uint64_t)keys[i], NULL, reader->result) = 1 + i;
        reader->indexes[i] = code_point_index_build(corpus->texts[i].bytes, reader->result);
    }
}

Status store_known_read(Store *store, const Corpus *corpus, KnownFindings *out, Arena *result, Error *error) {
    KnownReader reader = {.store = store, .corpus = corpus, .result = result};
    StoredArticles stored = {0};
    Status status = store_keys_find(store, corpus, &stored, result, error);
    if (!status) status = open_statements(&reader, error);
    if (!status) lay_out(&reader, stored.keys);
    for (uint32_t i = 0; i < corpus->article_count && !status; i++)
        status = read_article(&reader, i, stored.keys[i], error);
    for (uint32_t i = 0; i < corpus->article_count && !status; i++)
        status = read_passages(&reader, i, stored.keys[i], error);
    close_statements(&reader);
    *out = (KnownFindings){.articles = reader.articles,
                           .quotations = reader.quotations.items,
                           .members = reader.members.items,
                           .member_count = (uint32_t)reader.members.count,
                           .stretches = reader.stretches.items,
                           .stretch_count = (uint32_t)reader.stretches.count,
                           .passages = {reader.passages.items, reader.passages.count}};
    if (!status) status = read_speakers(store, &reader.speakers, out, result, error);
    return status ? status : read_last_numbers(store, &out->last, error);
}

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
