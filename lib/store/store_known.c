/*
 * What the file knows of a few articles, for an addition.
 *
 * In:  small corpora, one after another: articles that were traced before, and new ones.
 * Out: by article its story, its quotations' speakers, the families it is a witness of, its stretches of boilerplate; the
 *      passages that two of them share.
 *
 * Each article is looked up by itself, by the indexes of the tables: the cost is that of the articles asked for. It is
 * read once; each corpus then gets what was read of its articles, under its own indexes. A file may have been made by
 * anybody: a speaker who is not there has no name, and the caller traces everything anew where what is there does not fit
 * together.
 */
#include <stdlib.h>

#include "../base/array.h"
#include "../base/map.h"
#include "places.h"
#include "store_keys.h"
#include "store_private.h"

/* A passage of an article that is its `a`. */
typedef struct StoredPassage {
    int64_t other_key;
    ByteSpan bytes;
    StemmaSpan other; /* in code points: its text may not be there yet */
    uint32_t words;
    float identity;
    PassageKind kind;
    bool boilerplate;
} StoredPassage;

typedef struct KnownQuotationList ARRAY_OF(KnownQuotation) KnownQuotationList;
typedef struct KnownMemberList ARRAY_OF(KnownMember) KnownMemberList;
typedef struct ByteSpanList ARRAY_OF(ByteSpan) ByteSpanList;
typedef struct PassageList ARRAY_OF(Passage) PassageList;
typedef struct StoredPassageList ARRAY_OF(StoredPassage) StoredPassageList;
typedef struct NumberList ARRAY_OF(int64_t) NumberList;
typedef struct SpeakerList ARRAY_OF(Speaker) SpeakerList;

typedef enum KnownStatement {
    KNOWN_ARTICLE,
    KNOWN_QUOTATIONS,
    KNOWN_JOINT,
    KNOWN_MEMBERS,
    KNOWN_STRETCHES,
    KNOWN_PASSAGES,
    KNOWN_SPEAKER,
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
    [KNOWN_STRETCHES] = "SELECT b_start, b_end FROM passage WHERE b_article_key = ?1 AND boilerplate",
    [KNOWN_PASSAGES] = "SELECT b_article_key, a_start, a_end, b_start, b_end, words, identity, kind, boilerplate"
                       " FROM passage WHERE a_article_key = ?1 ORDER BY number",
    [KNOWN_SPEAKER] = "SELECT name, kind FROM speaker WHERE number = ?1",
};

/* In the lists below, from `begin` on. */
typedef struct Portion {
    uint32_t begin;
    uint32_t count;
} Portion;

/* What was read of an article. */
typedef struct ReadArticle {
    CodePointIndex index;
    KnownArticle known; /* first_quotation is 0 where nothing is known */
    Portion members;
    Portion stretches;
    Portion passages;
} ReadArticle;

typedef struct ReadArticleList ARRAY_OF(ReadArticle) ReadArticleList;

struct KnownReader {
    Store *store;
    sqlite3_stmt *statements[KNOWN_STATEMENTS];
    Map places; /* key -> place in `articles` */
    ReadArticleList articles;
    KnownQuotationList quotations;
    KnownMemberList members; /* KnownMember.article is left open */
    ByteSpanList stretches;
    StoredPassageList passages;
    Map speaker_places; /* number -> place in `speaker_numbers` */
    NumberList speaker_numbers;
    SpeakerList speakers; /* as many of these as were read */
    Arena *memory;
};

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

/* --- Quotations --------------------------------------------------------------------------------------------------- */

static uint32_t speaker_place(KnownReader *reader, int64_t number) {
    bool inserted;
    uint32_t *place = map_insert(&reader->speaker_places, (uint64_t)number, &inserted, reader->memory);
    if (inserted) {
        *place = (uint32_t)reader->speaker_numbers.count;
        *array_push(&reader->speaker_numbers, reader->memory) = number;
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
        KnownQuotation *quotation = array_push(&reader->quotations, reader->memory);
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

/* --- Places ------------------------------------------------------------------------------------------------------- */

static StemmaSpan read_span(sqlite3_stmt *statement, int column) {
    const int64_t start = sqlite3_column_int64(statement, column), end = sqlite3_column_int64(statement, column + 1);
    return (StemmaSpan){start > 0 ? (uint64_t)start : 0, end > start && end > 0 ? (uint64_t)end : 0};
}

static Status read_members(KnownReader *reader, ReadArticle *article, int64_t key, Error *error) {
    sqlite3_stmt *statement = ask(reader, KNOWN_MEMBERS, key, 0);
    Status status;
    bool row = false;
    article->members.begin = (uint32_t)reader->members.count;
    while ((status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row)
        *array_push(&reader->members, reader->memory) =
            (KnownMember){.family = sqlite3_column_int64(statement, 0),
                          .bytes = places_to_bytes(&article->index, read_span(statement, 1))};
    article->members.count = (uint32_t)reader->members.count - article->members.begin;
    return status;
}

static StoredPassage read_passage(sqlite3_stmt *row, const CodePointIndex *index) {
    const Bytes kind = store_column_bytes(row, 7);
    StoredPassage passage = {.other_key = sqlite3_column_int64(row, 0),
                             .bytes = places_to_bytes(index, read_span(row, 1)),
                             .other = read_span(row, 3),
                             .words = (uint32_t)sqlite3_column_int64(row, 5),
                             .identity = (float)sqlite3_column_double(row, 6),
                             .boilerplate = sqlite3_column_int(row, 8) != 0};
    if (bytes_equal(kind, BYTES("edited"))) passage.kind = PASSAGE_EDITED;
    if (bytes_equal(kind, BYTES("reworded"))) passage.kind = PASSAGE_REWORDED;
    return passage;
}

static int span_compare(const void *left, const void *right) {
    const ByteSpan *a = left, *b = right;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* What hundreds of articles share is one stretch. */
static void stretches_join(KnownReader *reader, Portion *stretches) {
    ByteSpan *spans = reader->stretches.items + stretches->begin;
    const uint32_t count = (uint32_t)reader->stretches.count - stretches->begin;
    if (count > 1) qsort(spans, count, sizeof *spans, span_compare);
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || span_compare(&spans[i], &spans[stretches->count - 1]) != 0) spans[stretches->count++] = spans[i];
    reader->stretches.count = stretches->begin + stretches->count;
}

/* And the stretches of boilerplate on either side. */
static Status read_passages(KnownReader *reader, ReadArticle *article, int64_t key, Error *error) {
    sqlite3_stmt *statement = ask(reader, KNOWN_PASSAGES, key, 0);
    Status status;
    bool row = false;
    article->passages.begin = (uint32_t)reader->passages.count;
    article->stretches.begin = (uint32_t)reader->stretches.count;
    while ((status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row) {
        const StoredPassage passage = read_passage(statement, &article->index);
        *array_push(&reader->passages, reader->memory) = passage;
        if (passage.boilerplate) *array_push(&reader->stretches, reader->memory) = passage.bytes;
    }
    article->passages.count = (uint32_t)reader->passages.count - article->passages.begin;
    if (!status) statement = ask(reader, KNOWN_STRETCHES, key, 0);
    while (!status && (status = store_step(reader->store, statement, &row, error)) == STEMMA_OK && row)
        *array_push(&reader->stretches, reader->memory) = places_to_bytes(&article->index, read_span(statement, 0));
    stretches_join(reader, &article->stretches);
    return status;
}

static Status read_article(KnownReader *reader, int64_t key, Bytes text, Error *error) {
    ReadArticle article = {.index = code_point_index_build(text, reader->memory)};
    sqlite3_stmt *statement = ask(reader, KNOWN_ARTICLE, key, 0);
    bool row = false;
    Status status = store_step(reader->store, statement, &row, error);
    if (!status && row) {
        const int64_t story = sqlite3_column_int64(statement, 0), first = sqlite3_column_int64(statement, 1);
        const int64_t count = sqlite3_column_int64(statement, 2);
        article.known.story = is_number(story) ? story : 0;
        article.known.first_quotation = is_number(first) ? first : 1;
        if (is_number(first) && count > 0 && count < UINT32_MAX) article.known.quotation_count = (uint32_t)count;
        status = read_quotations(reader, &article.known, key, error);
        if (!status) status = read_members(reader, &article, key, error);
        if (!status) status = read_passages(reader, &article, key, error);
    }
    *map_insert(&reader->places, (uint64_t)key, NULL, reader->memory) = (uint32_t)reader->articles.count;
    *array_push(&reader->articles, reader->memory) = article;
    return status;
}

/* --- Speakers ----------------------------------------------------------------------------------------------------- */

static SpeakerKind read_kind(Bytes name) {
    if (bytes_equal(name, BYTES("person"))) return SPEAKER_PERSON;
    return bytes_equal(name, BYTES("organisation")) ? SPEAKER_ORGANISATION : SPEAKER_OTHER;
}

static Status read_speakers(KnownReader *reader, Error *error) {
    Status status = STEMMA_OK;
    for (size_t i = reader->speakers.count; i < reader->speaker_numbers.count && !status; i++) {
        sqlite3_stmt *statement = ask(reader, KNOWN_SPEAKER, reader->speaker_numbers.items[i], 0);
        Speaker *speaker = array_push(&reader->speakers, reader->memory);
        *speaker = (Speaker){0};
        bool row = false;
        status = store_step(reader->store, statement, &row, error);
        if (status || !row) continue;
        speaker->name = bytes_copy(store_column_bytes(statement, 0), reader->memory);
        speaker->kind = read_kind(store_column_bytes(statement, 1));
    }
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

/* A corpus, and what was read of its articles. */
typedef struct Layout {
    const KnownReader *reader;
    const Corpus *corpus;
    const ReadArticle **articles; /* by article of the corpus */
    Map places; /* key -> 1 + article of the corpus */
    PassageList passages;
} Layout;

/* None where its other side is not in the corpus or not known, or there is no word in it. */
static void lay_passage(Layout *layout, uint32_t article, const StoredPassage *stored) {
    const uint32_t *place = map_find(&layout->places, (uint64_t)stored->other_key);
    const uint32_t other = place ? *place - 1 : article;
    if (other == article || layout->articles[other]->known.first_quotation == 0) return;
    Passage passage = {.a_article = article,
                       .b_article = other,
                       .a_bytes = stored->bytes,
                       .b_bytes = places_to_bytes(&layout->articles[other]->index, stored->other),
                       .words = stored->words,
                       .identity = stored->identity,
                       .kind = stored->kind,
                       .boilerplate = stored->boilerplate};
    passage.a_words = text_words_of(&layout->corpus->texts[article], passage.a_bytes);
    passage.b_words = text_words_of(&layout->corpus->texts[other], passage.b_bytes);
    if (word_span_size(passage.a_words) == 0 || word_span_size(passage.b_words) == 0) return;
    *array_push(&layout->passages, layout->reader->memory) = passage;
}

static KnownFindings lay_out(Layout *layout) {
    const KnownReader *reader = layout->reader;
    const uint32_t count = layout->corpus->article_count;
    uint32_t member_count = 0, stretch_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        member_count += layout->articles[i]->members.count;
        stretch_count += layout->articles[i]->stretches.count;
    }
    KnownArticle *articles = arena_new_array_uncleared(reader->memory, KnownArticle, count);
    KnownMember *members = arena_new_array_uncleared(reader->memory, KnownMember, member_count);
    KnownStretch *stretches = arena_new_array_uncleared(reader->memory, KnownStretch, stretch_count);
    member_count = stretch_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const ReadArticle *article = layout->articles[i];
        articles[i] = article->known;
        for (uint32_t k = 0; k < article->members.count; k++) {
            members[member_count] = reader->members.items[article->members.begin + k];
            members[member_count++].article = i;
        }
        for (uint32_t k = 0; k < article->stretches.count; k++)
            stretches[stretch_count++] = (KnownStretch){i, reader->stretches.items[article->stretches.begin + k]};
        for (uint32_t k = 0; k < article->passages.count; k++)
            lay_passage(layout, i, &reader->passages.items[article->passages.begin + k]);
    }
    return (KnownFindings){.articles = articles,
                           .quotations = reader->quotations.items,
                           .speakers = reader->speakers.items,
                           .speaker_numbers = reader->speaker_numbers.items,
                           .speaker_count = (uint32_t)reader->speakers.count,
                           .members = members,
                           .member_count = member_count,
                           .stretches = stretches,
                           .stretch_count = stretch_count,
                           .passages = {layout->passages.items, layout->passages.count}};
}

Status store_known_open(Store *store, KnownReader **out, Arena *memory, Error *error) {
    KnownReader *reader = *out = arena_new(memory, KnownReader);
    reader->store = store;
    reader->memory = memory;
    Status status = STEMMA_OK;
    for (int i = 0; i < KNOWN_STATEMENTS && !status; i++)
        status = store_prepare(store, known_sql[i], &reader->statements[i], error);
    return status;
}

void store_known_close(KnownReader *reader) {
    if (!reader) return;
    for (int i = 0; i < KNOWN_STATEMENTS; i++) store_release(reader->store, reader->statements[i]);
}

Status store_known_read(KnownReader *reader, const Corpus *corpus, KnownFindings *out, Error *error) {
    *out = (KnownFindings){0};
    StoredArticles stored = {0};
    Status status = store_keys_find(reader->store, corpus, &stored, reader->memory, error);
    for (uint32_t i = 0; i < corpus->article_count && !status; i++)
        if (!map_find(&reader->places, (uint64_t)stored.keys[i]))
            status = read_article(reader, stored.keys[i], corpus->texts[i].bytes, error);
    if (!status) status = read_speakers(reader, error);
    if (status) return status;
    Layout layout = {.reader = reader,
                     .corpus = corpus,
                     .articles = arena_new_array(reader->memory, const ReadArticle *, corpus->article_count)};
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        layout.articles[i] = &reader->articles.items[*map_find(&reader->places, (uint64_t)stored.keys[i])];
        *map_insert(&layout.places, (uint64_t)stored.keys[i], NULL, reader->memory) = 1 + i;
    }
    *out = lay_out(&layout);
    return read_last_numbers(reader->store, &out->last, error);
}
