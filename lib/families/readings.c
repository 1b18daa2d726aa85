/*
 * Readings side by side.
 *
 * In:  the wordings of one family's members.
 * Out: a table. The base reading (the fullest) is cut into columns wherever some reading begins or ends to differ;
 *      every other reading is cut at the same places, so that what stands in one column are the wordings of one place.
 *
 * A change covers a stretch of the base, or a gap between two of its words. Stretches in which readings have other
 * words are never cut: where two overlap they become one column. A missing stretch may be cut anywhere, it has no words
 * to show. So the columns depend on the set of changes alone, not on the order of the readings.
 *
 * Invariants: every word of every reading stands in exactly one piece; columns ascend within a row; the base has no
 * changed piece.
 */
#include "readings.h"

#include <string.h>

#include "reading.h"
#include "variants.h"

/* A gap before base word i is slot 2i, the word itself slot 2i + 1; a column is a run of slots. */
typedef struct Table {
    Reading *readings;
    Changes *changes;
    uint32_t count;
    uint32_t base;
    uint32_t slot_count;
    uint8_t *joined; /* by slot: belongs to the column of the slot before it */
    uint32_t *columns; /* by slot */
} Table;

/* The parts as one text: a line of its own for each, so that no word or sentence spans two. */
static Reading reading_of(const ReadingText *source, Vocabulary *vocabulary, Arena *result, Arena scratch) {
    Buffer joined = {.arena = result};
    ByteSpan *spans = arena_new_array(&scratch, ByteSpan, source->part_count + 1);
    for (uint32_t i = 0; i < source->part_count; i++) {
        if (i > 0) buffer_append_string(&joined, "\n\n");
        spans[i].begin = (uint32_t)joined.size;
        buffer_append(&joined, source->parts[i]);
        spans[i].end = (uint32_t)joined.size;
    }
    Text *text = arena_new(result, Text);
    *text = text_build(bytes_copy(buffer_bytes(&joined), result), vocabulary, result, scratch);
    Reading reading = reading_build(text, spans, source->part_count, result, scratch);
    reading.narrated = !source->quoted;
    return reading;
}

static uint32_t base_choose(const ReadingText *texts, const Reading *readings, uint32_t count) {
    uint32_t best = 0, best_words = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t words = reading_spoken_words(&readings[i]);
        bool better = texts[i].quoted != texts[best].quoted ? texts[i].quoted : words > best_words;
        if (i > 0 && !better) continue;
        best = i;
        best_words = words;
    }
    return best;
}

/* Slots begin..end of a change: the words it stands against, or the gap it fills. */
static WordSpan slots_of(WordSpan base_words) {
    if (base_words.begin == base_words.end) return (WordSpan){2 * base_words.begin, 2 * base_words.begin + 1};
    return (WordSpan){2 * base_words.begin + 1, 2 * base_words.end};
}

/* Decides where the base is cut. Every slot starts out joined to the one before; a border of any change cuts. */
static void columns_cut(Table *table, Arena scratch) {
    uint8_t *cut = arena_new_array(&scratch, uint8_t, table->slot_count + 1);
    uint8_t *whole = arena_new_array(&scratch, uint8_t, table->slot_count + 1);
    for (uint32_t i = 0; i < table->count; i++) {
        for (uint32_t j = 0; j < table->changes[i].count && i != table->base; j++) {
            const Change *change = &table->changes[i].items[j];
            WordSpan slots = slots_of(change->base_words);
            cut[slots.begin] = cut[slots.end] = 1;
            bool shown = change->member_words.begin < change->member_words.end;
            for (uint32_t slot = slots.begin + 1; shown && slot < slots.end; slot++) whole[slot] = 1;
        }
    }
    uint32_t column = 0;
    for (uint32_t slot = 0; slot < table->slot_count; slot++) {
        table->joined[slot] = slot > 0 && (!cut[slot] || whole[slot]);
        if (slot > 0 && !table->joined[slot]) column++;
        table->columns[slot] = column;
    }
}

/* The change a word belongs to; NULL where it agrees with the base. */
static const Change *change_of(const Changes *changes, uint32_t word, uint32_t *at) {
    while (*at < changes->count && changes->items[*at].member_words.end <= word) *at += 1;
    if (*at == changes->count || changes->items[*at].member_words.begin > word) return NULL;
    return &changes->items[*at];
}

/* Slot of each word of a reading. Between changes, readings that agree but for hyphens may have unlike word counts. */
static void words_place(const Table *table, uint32_t row, uint32_t *slots) {
    const Changes *changes = &table->changes[row];
    uint32_t count = table->readings[row].word_count, at = 0, passed = 0;
    /* Words before the first equal one that belong to no change differ by a capital only: they count back from it. */
    uint32_t before = changes->member_words.begin;
    uint32_t base_word = changes->base_words.begin > before ? changes->base_words.begin - before : 0;
    uint32_t base_last = table->readings[table->base].word_count;
    for (uint32_t word = 0; word < count; word++) {
        const Change *change = change_of(changes, word, &at);
        /* Base words that have no counterpart here lie before this word. */
        for (; passed < changes->count && changes->items[passed].member_words.end <= word; passed++)
            if (changes->items[passed].base_words.end > base_word) base_word = changes->items[passed].base_words.end;
        if (change != NULL) {
            slots[word] = slots_of(change->base_words).begin;
        } else {
            uint32_t clamped = base_word < base_last ? base_word : base_last > 0 ? base_last - 1 : 0;
            slots[word] = 2 * clamped + 1;
            base_word++;
        }
        if (word > 0 && slots[word] < slots[word - 1]) slots[word] = slots[word - 1];
    }
}

/* Words begin..end with the punctuation up to the next word of the reading. */
static Bytes piece_text(const Reading *reading, WordSpan words, Arena *result) {
    Bytes shown = reading_surface(reading, words, result);
    bool last = words.end == reading->word_count;
    bool gap = !last && (reading->marks[words.end] & READING_AFTER_GAP) != 0;
    const uint8_t *text = reading->text->bytes.data;
    if (shown.data < text || shown.data > text + reading->text->bytes.size) return shown;
    size_t end = (size_t)(shown.data - text) + shown.size;
    size_t limit = last || gap ? reading->text->bytes.size : reading->text->words[reading->words[words.end]].byte_begin;
    while (end < limit && text[end] > ' ' && text[end] != '[') end++;
    return (Bytes){shown.data, end - (size_t)(shown.data - text)};
}

static ReadingRow row_build(const Table *table, uint32_t row, Arena *result, Arena scratch) {
    const Reading *reading = &table->readings[row];
    const Changes *changes = &table->changes[row];
    uint32_t *slots = arena_new_array_uncleared(&scratch, uint32_t, reading->word_count);
    ReadingPiece *pieces = arena_new_array(result, ReadingPiece, reading->word_count);
    uint32_t piece_count = 0, at = 0;
    if (row == table->base)
        for (uint32_t word = 0; word < reading->word_count; word++) slots[word] = 2 * word + 1;
    else
        words_place(table, row, slots);
    for (uint32_t word = 0; word < reading->word_count;) {
        uint32_t end = word, column = table->columns[slots[word]];
        ReadingPiece *piece = &pieces[piece_count++];
        piece->column = column;
        for (; end < reading->word_count && table->columns[slots[end]] == column; end++) {
            const Change *change = row == table->base ? NULL : change_of(changes, end, &at);
            if (change == NULL) continue;
            /* Of several changes in one column the first of the gravest is shown. */
            if (!piece->changed || change->weight > piece->weight) {
                piece->change = change->change;
                piece->detail = change->detail;
                piece->weight = change->weight;
            }
            piece->changed = true;
        }
        piece->text = piece_text(reading, (WordSpan){word, end}, result);
        word = end;
    }
    return (ReadingRow){pieces, piece_count};
}

ReadingTable readings_align(const ReadingText *texts, uint32_t text_count, Arena *result, Arena scratch) {
    if (text_count == 0) return (ReadingTable){0};
    Vocabulary vocabulary = {0};
    Table table = {.count = text_count};
    table.readings = arena_new_array(&scratch, Reading, text_count);
    table.changes = arena_new_array(&scratch, Changes, text_count);
    for (uint32_t i = 0; i < text_count; i++) table.readings[i] = reading_of(&texts[i], &vocabulary, result, scratch);
    table.base = base_choose(texts, table.readings, text_count);
    BaseReading base = base_reading_build(&table.readings[table.base], &scratch);
    for (uint32_t i = 0; i < text_count; i++)
        table.changes[i] = changes_find(&base, &table.readings[i], &vocabulary, &scratch, *result);
    table.slot_count = 2 * base.reading.word_count + 1;
    table.joined = arena_new_array(&scratch, uint8_t, table.slot_count + 1);
    table.columns = arena_new_array(&scratch, uint32_t, table.slot_count + 1);
    columns_cut(&table, scratch);
    ReadingRow *rows = arena_new_array(result, ReadingRow, text_count);
    for (uint32_t i = 0; i < text_count; i++) rows[i] = row_build(&table, i, result, scratch);
    return (ReadingTable){rows, text_count, table.base, table.columns[table.slot_count - 1] + 1};
}
