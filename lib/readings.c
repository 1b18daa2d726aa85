/*
 * A family's readings side by side, as the public interface shows them.
 *
 * In:  the family, its members and their quotations, through the public cursors of stemma.h: what any other program
 *      could read.
 * Out: StemmaReadings, in memory of its own.
 *
 * What a change is called and weighs was decided when the collection was traced, with the whole vocabulary and the
 * other members at hand; where the family lists a variant for a witness's words, its name is taken.
 *
 * A witness's text holds what of it is the speaker's, the parts joined by an ellipsis; whether it stands in quotation
 * marks is known from its quotation. lib/families/readings.c does the rest on bare texts.
 */
#include "families/readings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/map.h"
#include "base/status.h"
#include "collection.h"

/* What of a quotation the readings need. */
typedef struct QuotationWords {
    const char *name;
    bool quoted; /* some of it stands in quotation marks */
} QuotationWords;

/* A variant that a quotation has. */
typedef struct Listed {
    const char *quotation;
    const char *to; /* the quotation's words; "" where it has none */
    StemmaReadingPiece name; /* change, weight and detail */
} Listed;

typedef struct FamilyWords {
    const StemmaWitness *members;
    uint32_t member_count;
    QuotationWords *quotations;
    Map by_id; /* hash of the quotation's id -> index */
    Listed *listed; /* by quotation, then as the family lists them */
    uint32_t listed_count;
} FamilyWords;

static const char *string_copy(const char *string, Arena *result) {
    return string == NULL ? NULL : bytes_to_string(bytes_from_string(string), result);
}

static int listed_compare(const void *left, const void *right) {
    const Listed *one = left, *other = right;
    int order = strcmp(one->quotation, other->quotation);
    return order != 0 ? order : (one->name.column > other->name.column) - (one->name.column < other->name.column);
}

/* The variants by who has them. Other sources and framings are no words of a reading. */
static void variants_keep(const StemmaFamily *record, FamilyWords *out, Arena *result) {
    struct ARRAY_OF(Listed) listed = {0};
    for (size_t i = 0; i < record->variant_count; i++) {
        const StemmaVariant *variant = &record->variants[i];
        if (strcmp(variant->change, "source") == 0 || strcmp(variant->change, "framing") == 0) continue;
        StemmaReadingPiece name = {.column = (uint32_t)i,
                                   .change = string_copy(variant->change, result),
                                   .weight = string_copy(variant->weight, result),
                                   .detail = string_copy(variant->detail, result)};
        const char *to = variant->to == NULL ? "" : string_copy(variant->to, result);
        for (size_t k = 0; k < variant->quotation_count; k++)
            *array_push(&listed, result) = (Listed){string_copy(variant->quotations[k], result), to, name};
    }
    if (listed.count > 1) qsort(listed.items, listed.count, sizeof *listed.items, listed_compare);
    out->listed = listed.items;
    out->listed_count = (uint32_t)listed.count;
}

static Status members_read(StemmaCollection *collection, const char *family, FamilyWords *out, Arena *result,
                           Error *error) {
    StemmaFilter filter = {.family = family};
    StemmaCursor *cursor = NULL;
    Status status = stemma_cursor_open(collection, STEMMA_FAMILIES, &filter, &cursor, error);
    if (status) return status;
    StemmaFamily record;
    status = stemma_family_next(cursor, &record, error);
    if (status == STEMMA_END) status = error_set(error, STEMMA_NOT_FOUND, "no family '%s' in the collection", family);
    if (!status) {
        StemmaWitness *members = arena_new_array(result, StemmaWitness, record.member_count);
        for (size_t i = 0; i < record.member_count; i++) {
            members[i] = record.members[i];
            members[i].quotation = string_copy(record.members[i].quotation, result);
            members[i].article = string_copy(record.members[i].article, result);
            members[i].article_id = string_copy(record.members[i].article_id, result);
            members[i].text = string_copy(record.members[i].text, result);
        }
        variants_keep(&record, out, result);
        out->members = members;
        out->member_count = (uint32_t)record.member_count;
    }
    stemma_cursor_close(cursor);
    return status;
}

static Status quotations_read(StemmaCollection *collection, const char *family, FamilyWords *out, Arena *result,
                              Error *error) {
    StemmaFilter filter = {.family = family};
    StemmaCursor *cursor = NULL;
    Status status = stemma_cursor_open(collection, STEMMA_QUOTATIONS, &filter, &cursor, error);
    if (status) return status;
    out->quotations = arena_new_array(result, QuotationWords, out->member_count);
    map_reserve(&out->by_id, out->member_count, result);
    StemmaQuotation record;
    uint32_t count = 0;
    while (count < out->member_count && (status = stemma_quotation_next(cursor, &record, error)) == STEMMA_OK) {
        *map_insert(&out->by_id, bytes_hash(bytes_from_string(record.id)), NULL, result) = count;
        out->quotations[count++] = (QuotationWords){string_copy(record.name, result), record.quoted_count > 0};
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

static const QuotationWords *quotation_of(const FamilyWords *words, const StemmaWitness *member) {
    if (member->quotation == NULL) return NULL;
    const uint32_t *index = map_find(&words->by_id, bytes_hash(bytes_from_string(member->quotation)));
    return index == NULL ? NULL : &words->quotations[*index];
}

/*
 * The parts of a witness that are the speaker's. Its text holds them already, joined by " … ": what the article has
 * between them ("he added") is not the speaker's.
 */
static ReadingText reading_text(const StemmaWitness *member, const QuotationWords *quotation, Arena *result) {
    const Bytes joint = BYTES(" … ");
    struct ARRAY_OF(Bytes) parts = {0};
    Bytes rest = bytes_from_string(member->text);
    for (;;) {
        size_t end = bytes_find(rest, joint);
        *array_push(&parts, result) = end == SIZE_MAX ? rest : (Bytes){rest.data, end};
        if (end == SIZE_MAX) break;
        rest = (Bytes){rest.data + end + joint.size, rest.size - end - joint.size};
    }
    return (ReadingText){parts.items, (uint32_t)parts.count, quotation != NULL && quotation->quoted};
}

/* A piece as it is shown: readings_align puts each part on a line of its own. */
static const char *piece_text(Bytes text, Arena *result) {
    Buffer shown = {.arena = result};
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\n')
            buffer_append_string(&shown, " … ");
        else
            buffer_append_byte(&shown, text.data[i]);
    }
    return buffer_string(&shown);
}

static bool is_word_byte(uint8_t byte) {
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Without the points around the words. */
static Bytes words_trimmed(const char *text) {
    Bytes words = bytes_from_string(text);
    while (words.size > 0 && !is_word_byte(words.data[words.size - 1])) words.size--;
    while (words.size > 0 && !is_word_byte(words.data[0])) words = (Bytes){words.data + 1, words.size - 1};
    return words;
}

/* What the family calls these words of this quotation; NULL where it lists none. */
static const Listed *listed_find(const FamilyWords *words, const char *quotation, const char *text) {
    uint32_t begin = 0, end = quotation == NULL ? 0 : words->listed_count;
    while (begin < end) {
        uint32_t middle = begin + (end - begin) / 2;
        if (strcmp(words->listed[middle].quotation, quotation) < 0)
            begin = middle + 1;
        else
            end = middle;
    }
    Bytes wanted = words_trimmed(text);
    for (; quotation != NULL && begin < words->listed_count; begin++) {
        const Listed *listed = &words->listed[begin];
        if (strcmp(listed->quotation, quotation) != 0) return NULL;
        if (listed->to[0] != 0 && bytes_equal(words_trimmed(listed->to), wanted)) return listed;
    }
    return NULL;
}

static StemmaReading reading_show(const FamilyWords *words, const ReadingRow *row, const char *quotation,
                                  Arena *result) {
    StemmaReadingPiece *pieces = arena_new_array(result, StemmaReadingPiece, row->piece_count);
    for (uint32_t i = 0; i < row->piece_count; i++) {
        const ReadingPiece *piece = &row->pieces[i];
        pieces[i] = (StemmaReadingPiece){.column = piece->column, .text = piece_text(piece->text, result)};
        if (!piece->changed) continue;
        pieces[i].change = variant_change_name(piece->change);
        pieces[i].weight = variant_weight_name(piece->weight);
        pieces[i].detail = variant_detail_name(piece->detail);
        const Listed *listed = listed_find(words, quotation, pieces[i].text);
        if (listed == NULL) continue;
        pieces[i].change = listed->name.change;
        pieces[i].weight = listed->name.weight;
        pieces[i].detail = listed->name.detail;
    }
    return (StemmaReading){.pieces = pieces, .piece_count = row->piece_count};
}

static void readings_show(const FamilyWords *words, StemmaReadings *out, Arena *result, Arena scratch) {
    ReadingText *texts = arena_new_array(&scratch, ReadingText, words->member_count);
    for (uint32_t i = 0; i < words->member_count; i++)
        texts[i] = reading_text(&words->members[i], quotation_of(words, &words->members[i]), &scratch);
    ReadingTable table = readings_align(texts, words->member_count, result, scratch);
    StemmaReading *readings = arena_new_array(result, StemmaReading, words->member_count);
    for (uint32_t i = 0; i < words->member_count; i++) {
        const StemmaWitness *member = &words->members[i];
        const QuotationWords *quotation = quotation_of(words, member);
        readings[i] = reading_show(words, &table.rows[i], member->quotation, result);
        readings[i].quotation = member->quotation;
        readings[i].article = member->article;
        readings[i].article_id = member->article_id;
        readings[i].name = quotation == NULL ? NULL : quotation->name;
        readings[i].base = i == table.base_row;
    }
    out->readings = readings;
    out->reading_count = words->member_count;
    out->column_count = table.column_count;
}

STEMMA_API StemmaStatus stemma_family_readings(StemmaCollection *collection, const char *family, StemmaReadings *out,
                                               StemmaError *error) {
    *out = (StemmaReadings){0};
    Arena result = arena_open(0);
    FamilyWords words = {0};
    Status status = members_read(collection, family, &words, &result, error);
    if (!status) status = quotations_read(collection, family, &words, &result, error);
    if (status) {
        arena_close(&result);
        return status;
    }
    Arena scratch = arena_open(0);
    readings_show(&words, out, &result, scratch);
    arena_close(&scratch);
    Arena *memory = arena_new(&result, Arena);
    *memory = result;
    out->memory = memory;
    return STEMMA_OK;
}

STEMMA_API void stemma_readings_free(StemmaReadings *readings) {
    if (readings == NULL || readings->memory == NULL) return;
    Arena memory = *(Arena *)readings->memory;
    *readings = (StemmaReadings){0};
    arena_close(&memory);
}
