/*
 * The apparatus of one family.
 *
 * In:  the family with its variants, and its readings side by side.
 * Out: places in the order of the base reading, each with what others have there, and who.
 *
 * The columns of the readings table are the places. A witness has an entry where its piece differs from the base's,
 * where it lacks a piece between its first and its last, and where it begins or ends inside the base. Entries are
 * sorted by column, text and witness, so that those who agree stand together. An apparatus of this kind is negative:
 * who is not named at a place, and has begun and not ended, reads as the base does. So it is as long as the differences
 * are many.
 *
 * What a change is called and weighs comes with the pieces; for words that a witness lacks, and so has no piece for,
 * from the variant that the family lists.
 *
 * Invariant: each witness has at most one entry in a column, the base witness none.
 */
#include "apparatus.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* A variant that a quotation takes part in. */
typedef struct VariantUse {
    const char *quotation;
    const StemmaVariant *variant;
    size_t order;
} VariantUse;

typedef struct VariantUses {
    VariantUse *items;
    size_t count;
    size_t capacity;
} VariantUses;

static int compare_uses(const void *left, const void *right) {
    const VariantUse *a = left, *b = right;
    int order = strcmp(a->quotation, b->quotation);
    if (order != 0) return order;
    return (a->order > b->order) - (a->order < b->order);
}

static VariantUses uses_list(const StemmaFamily *family) {
    VariantUses uses = {0};
    for (size_t i = 0; i < family->variant_count; i++) {
        const StemmaVariant *variant = &family->variants[i];
        for (size_t j = 0; j < variant->quotation_count; j++) {
            uses.items = memory_grow(uses.items, uses.count, &uses.capacity, sizeof *uses.items);
            uses.items[uses.count++] = (VariantUse){variant->quotations[j], variant, i};
        }
    }
    if (uses.count > 0) qsort(uses.items, uses.count, sizeof *uses.items, compare_uses);
    return uses;
}

static bool is_word_byte(unsigned char byte) {
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Without the points around the words. */
static size_t trimmed(const char **text) {
    size_t size = strlen(*text);
    while (size > 0 && !is_word_byte((unsigned char)(*text)[size - 1])) size--;
    while (size > 0 && !is_word_byte((unsigned char)**text)) {
        *text += 1;
        size--;
    }
    return size;
}

/* Whole words only: "art" is no part of "party". */
static bool contains_words(const char *whole, const char *part) {
    const size_t size = trimmed(&part), whole_size = strlen(whole);
    for (size_t begin = 0; begin + size <= whole_size; begin++) {
        const size_t end = begin + size;
        bool begins = begin == 0 || !is_word_byte((unsigned char)whole[begin - 1]);
        bool ends = end == whole_size || !is_word_byte((unsigned char)whole[end]);
        if (begins && ends && memcmp(whole + begin, part, size) == 0) return true;
    }
    return false;
}

/* What the family calls it that this witness lacks the base's words; NULL where it lists nothing of the kind. */
static const StemmaVariant *omission_listed(const VariantUses *uses, const char *quotation, const char *base) {
    if (!quotation) return NULL;
    size_t begin = 0, end = uses->count;
    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        if (strcmp(uses->items[middle].quotation, quotation) < 0) {
            begin = middle + 1;
        } else {
            end = middle;
        }
    }
    for (; begin < uses->count && strcmp(uses->items[begin].quotation, quotation) == 0; begin++) {
        const StemmaVariant *variant = uses->items[begin].variant;
        if (strcmp(variant->change, "source") == 0 || strcmp(variant->change, "framing") == 0) continue;
        if (variant->to[0] == 0 && contains_words(variant->from, base)) return variant;
    }
    return NULL;
}

typedef struct Builder {
    Apparatus *apparatus;
    VariantUses uses;
    size_t entry_capacity;
} Builder;

static void entry_add(Builder *builder, size_t witness, uint32_t column, const StemmaReadingPiece *piece,
                      ApparatusReading ends) {
    Apparatus *apparatus = builder->apparatus;
    const char *base = apparatus->places[column].text;
    ApparatusReading reading = {.text = piece ? piece->text : "", .begins = ends.begins, .ends = ends.ends};
    if (piece && piece->change) {
        reading.change = piece->change;
        reading.weight = piece->weight;
        reading.detail = piece->detail;
    }
    if (!piece) {
        if (base[0] == 0) return; /* what only others add is not missing here */
        const char *quotation = apparatus->witnesses[witness].reading->quotation;
        const StemmaVariant *listed = omission_listed(&builder->uses, quotation, base);
        reading.change = listed ? listed->change : "deletion";
        reading.weight = listed ? listed->weight : "wording";
        reading.detail = listed ? listed->detail : NULL;
    }
    if (!reading.change && !reading.begins && !reading.ends) return;
    apparatus->entries =
        memory_grow(apparatus->entries, apparatus->entry_count, &builder->entry_capacity, sizeof *apparatus->entries);
    apparatus->entries[apparatus->entry_count++] = (ApparatusEntry){column, (uint32_t)witness, reading};
}

static void witness_enter(Builder *builder, size_t witness) {
    const StemmaReading *reading = builder->apparatus->witnesses[witness].reading;
    const StemmaReading *base = builder->apparatus->witnesses[builder->apparatus->base_witness].reading;
    if (reading->piece_count == 0 || base->piece_count == 0) return;
    uint32_t base_first = base->pieces[0].column, base_last = base->pieces[base->piece_count - 1].column;
    for (size_t i = 0; i < reading->piece_count; i++) {
        const StemmaReadingPiece *piece = &reading->pieces[i];
        uint32_t next = i == 0 ? piece->column : reading->pieces[i - 1].column + 1;
        for (; next < piece->column; next++) entry_add(builder, witness, next, NULL, (ApparatusReading){0});
        ApparatusReading ends = {.begins = i == 0 && piece->column > base_first,
                                 .ends = i + 1 == reading->piece_count && piece->column < base_last};
        entry_add(builder, witness, piece->column, piece, ends);
    }
}

static int compare_optional(const char *left, const char *right) {
    return strcmp(left ? left : "", right ? right : "");
}

static int compare_readings(const ApparatusReading *left, const ApparatusReading *right) {
    int order = strcmp(left->text, right->text);
    if (order == 0) order = compare_optional(left->change, right->change);
    if (order == 0) order = compare_optional(left->weight, right->weight);
    if (order == 0) order = compare_optional(left->detail, right->detail);
    if (order == 0) order = left->begins - right->begins;
    return order == 0 ? left->ends - right->ends : order;
}

static int compare_entries(const void *left, const void *right) {
    const ApparatusEntry *a = left, *b = right;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    int order = compare_readings(&a->reading, &b->reading);
    if (order != 0) return order;
    return (a->witness > b->witness) - (a->witness < b->witness);
}

/* Equal entries become one reading; columns with readings get their numbers. */
static void places_fill(Apparatus *apparatus) {
    size_t reading_capacity = 0, number = 0;
    if (apparatus->entry_count > 0)
        qsort(apparatus->entries, apparatus->entry_count, sizeof *apparatus->entries, compare_entries);
    for (size_t i = 0; i < apparatus->entry_count;) {
        const ApparatusEntry *first = &apparatus->entries[i];
        ApparatusPlace *place = &apparatus->places[first->column];
        if (place->reading_count == 0) {
            place->number = ++number;
            place->first_reading = apparatus->reading_count;
        }
        apparatus->readings =
            memory_grow(apparatus->readings, apparatus->reading_count, &reading_capacity, sizeof *apparatus->readings);
        ApparatusReading *reading = &apparatus->readings[apparatus->reading_count++];
        *reading = first->reading;
        reading->first_witness = i;
        while (i < apparatus->entry_count && apparatus->entries[i].column == first->column &&
               compare_readings(&apparatus->entries[i].reading, &first->reading) == 0)
            i++;
        reading->witness_count = i - reading->first_witness;
        place->reading_count++;
    }
}

static bool witness_describe(StemmaCollection *collection, ApparatusWitness *witness, StemmaError *error) {
    StemmaFilter filter = {.article_id = witness->reading->article_id};
    StemmaCursor *cursor;
    if (stemma_cursor_open(collection, STEMMA_ARTICLES, &filter, &cursor, error) != STEMMA_OK) return false;
    StemmaArticle article;
    StemmaStatus status = stemma_article_next(cursor, &article, error);
    if (status == STEMMA_OK) {
        witness->title = memory_copy(article.title);
        witness->outlet = memory_copy(article.outlet);
        witness->published = memory_copy(article.published);
        witness->url = memory_copy(article.url);
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_OK || status == STEMMA_END;
}

static void places_open(Apparatus *apparatus) {
    size_t capacity = 0;
    for (uint32_t i = 0; i < apparatus->table.column_count; i++) {
        apparatus->places = memory_grow(apparatus->places, i, &capacity, sizeof *apparatus->places);
        apparatus->places[i] = (ApparatusPlace){.text = ""};
    }
    apparatus->place_count = apparatus->table.column_count;
    const StemmaReading *base = apparatus->witnesses[apparatus->base_witness].reading;
    for (size_t i = 0; i < base->piece_count; i++)
        apparatus->places[base->pieces[i].column].text = base->pieces[i].text;
}

bool apparatus_open(StemmaCollection *collection, const StemmaFamily *family, Apparatus *out, StemmaError *error) {
    *out = (Apparatus){.family = family};
    if (stemma_family_readings(collection, family->id, &out->table, error) != STEMMA_OK) return false;
    size_t capacity = 0;
    for (size_t i = 0; i < out->table.reading_count; i++) {
        out->witnesses = memory_grow(out->witnesses, i, &capacity, sizeof *out->witnesses);
        out->witnesses[out->witness_count++] = (ApparatusWitness){.reading = &out->table.readings[i]};
        if (out->table.readings[i].base) out->base_witness = i;
        if (!witness_describe(collection, &out->witnesses[i], error)) return false;
    }
    if (out->witness_count == 0) return true;
    places_open(out);
    Builder builder = {.apparatus = out, .uses = uses_list(family)};
    for (size_t i = 0; i < out->witness_count; i++)
        if (i != out->base_witness) witness_enter(&builder, i);
    free(builder.uses.items);
    places_fill(out);
    return true;
}

void apparatus_close(Apparatus *apparatus) {
    for (size_t i = 0; i < apparatus->witness_count; i++) {
        free(apparatus->witnesses[i].title);
        free(apparatus->witnesses[i].outlet);
        free(apparatus->witnesses[i].published);
        free(apparatus->witnesses[i].url);
    }
    free(apparatus->witnesses);
    free(apparatus->places);
    free(apparatus->readings);
    free(apparatus->entries);
    stemma_readings_free(&apparatus->table);
    *apparatus = (Apparatus){0};
}
