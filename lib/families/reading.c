/*
 * Readings.
 *
 * In:  a text and the spans of one quotation in it.
 * Out: its words as plain arrays, and for each word whether an editor put it there, whether the text shows an omission
 *      before it, and whether a narrator speaks before it.
 *
 * A quotation cut by "he added" is one reading: its parts stand one behind the other, so that an uncut report of the
 * same words aligns with it. Where a part begins is only a mark.
 *
 * Invariant: word indexes strictly grow.
 */
#include "reading.h"

#include <string.h>

#include "../base/utf8.h"

/* An editor's insertion is short; a bracket that does not close within this is no insertion. */
#define BRACKET_BYTES_MAX 200

/* Wire services have no brackets in their character set, and put an editor's words in parentheses. */
static uint8_t closing_of(uint8_t byte) {
    return byte == '[' ? ']' : byte == '(' ? ')' : 0;
}

static bool is_opening(uint8_t byte) {
    return closing_of(byte) != 0;
}

static bool is_closing(uint8_t byte) {
    return byte == ']' || byte == ')';
}

static bool is_mark(Bytes text, size_t offset, const char *mark) {
    size_t size = strlen(mark);
    return offset + size <= text.size && memcmp(text.data + offset, mark, size) == 0;
}

/* Offset of the bracket that closes the one at `open`, SIZE_MAX where there is none near. */
static size_t bracket_close(Bytes text, size_t open) {
    size_t limit = open + BRACKET_BYTES_MAX < text.size ? open + BRACKET_BYTES_MAX : text.size;
    for (size_t offset = open + 1; offset < limit; offset++) {
        if (text.data[offset] == closing_of(text.data[open])) return offset;
        if (text.data[offset] == text.data[open] || text.data[offset] == '\n') return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* A bracket right before the first word belongs to the reading. */
static size_t reading_first_byte(Bytes text, size_t offset) {
    while (offset > 0 && (is_opening(text.data[offset - 1]) || text.data[offset - 1] == '.')) offset--;
    return offset;
}

static void mark_words(const Text *text, const uint32_t *words, uint32_t word_count, uint8_t *marks) {
    if (word_count == 0) return;
    size_t offset = reading_first_byte(text->bytes, text->words[words[0]].byte_begin);
    size_t bracket_end = 0;
    for (uint32_t i = 0; i < word_count; i++) {
        const Word *word = &text->words[words[i]];
        if (i > 0 && words[i] != words[i - 1] + 1) {
            marks[i] |= READING_AFTER_GAP;
            offset = reading_first_byte(text->bytes, word->byte_begin);
        }
        for (; offset < word->byte_begin; offset++) {
            if (is_opening(text->bytes.data[offset])) {
                size_t close = bracket_close(text->bytes, offset);
                if (close != SIZE_MAX) bracket_end = close;
            }
            if (is_mark(text->bytes, offset, "…") || is_mark(text->bytes, offset, "...") ||
                is_mark(text->bytes, offset, ". . ."))
                marks[i] |= READING_AFTER_ELLIPSIS;
        }
        if (word->byte_begin < bracket_end) marks[i] |= READING_BRACKETED;
        offset = (size_t)word->byte_begin + word->byte_size;
    }
}

Reading reading_build(const Text *text, const ByteSpan *spans, uint32_t span_count, Arena *result, Arena scratch) {
    WordSpan *runs = arena_new_array(&scratch, WordSpan, span_count + 1);
    uint32_t run_count = 0;
    for (uint32_t i = 0; i < span_count; i++) {
        WordSpan run = text_words_of(text, spans[i]);
        if (run.begin >= run.end) continue;
        uint32_t place = run_count++;
        while (place > 0 && runs[place - 1].begin > run.begin) {
            runs[place] = runs[place - 1];
            place--;
        }
        runs[place] = run;
    }
    uint32_t count = 0;
    for (uint32_t i = 0, next = 0; i < run_count; i++) {
        if (runs[i].begin < next) runs[i].begin = next < runs[i].end ? next : runs[i].end;
        count += runs[i].end - runs[i].begin;
        if (runs[i].end > next) next = runs[i].end;
    }
    if (count > READING_WORDS_MAX) count = READING_WORDS_MAX;
    uint32_t *words = arena_new_array_uncleared(result, uint32_t, count);
    uint32_t *ids = arena_new_array_uncleared(result, uint32_t, count);
    uint8_t *marks = arena_new_array(result, uint8_t, count);
    uint32_t filled = 0;
    for (uint32_t i = 0; i < run_count; i++) {
        for (uint32_t word = runs[i].begin; word < runs[i].end && filled < count; word++) {
            words[filled] = word;
            ids[filled++] = text->word_ids[word];
        }
    }
    mark_words(text, words, count, marks);
    return (Reading){text, words, ids, marks, count, false};
}

Reading reading_slice(const Reading *reading, WordSpan span) {
    return (Reading){reading->text,
                     reading->words + span.begin,
                     reading->ids + span.begin,
                     reading->marks + span.begin,
                     span.end - span.begin,
                     reading->narrated};
}

Sequence reading_sequence(const Reading *reading) {
    return (Sequence){reading->ids, reading->word_count};
}

uint32_t reading_spoken_words(const Reading *reading) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < reading->word_count; i++) count += (reading->marks[i] & READING_BRACKETED) == 0;
    return count;
}

/* Widened by the brackets that stand around it. */
static ByteSpan with_brackets(const Reading *reading, ByteSpan bytes, WordSpan span) {
    Bytes text = reading->text->bytes;
    if (reading->marks[span.begin] & READING_BRACKETED) {
        uint32_t begin = bytes.begin;
        while (begin > 0 && bytes.begin - begin < 2 && !is_opening(text.data[begin - 1])) begin--;
        if (begin > 0 && is_opening(text.data[begin - 1])) bytes.begin = begin - 1;
    }
    if (reading->marks[span.end - 1] & READING_BRACKETED) {
        uint32_t end = bytes.end;
        while (end < text.size && end - bytes.end < 2 && !is_closing(text.data[end])) end++;
        if (end < text.size && is_closing(text.data[end])) bytes.end = end + 1;
    }
    return bytes;
}

ByteSpan reading_bytes(const Reading *reading) {
    if (reading->word_count == 0) return (ByteSpan){0, 0};
    const Word *last = &reading->text->words[reading->words[reading->word_count - 1]];
    ByteSpan bytes = {reading->text->words[reading->words[0]].byte_begin, last->byte_begin + last->byte_size};
    return with_brackets(reading, bytes, (WordSpan){0, reading->word_count});
}

Bytes reading_surface(const Reading *reading, WordSpan span, Arena *result) {
    if (span.begin >= span.end) return (Bytes){0};
    Buffer joined = {.arena = result};
    uint32_t part = span.begin;
    for (uint32_t i = span.begin + 1; i <= span.end; i++) {
        if (i < span.end && (reading->marks[i] & READING_AFTER_GAP) == 0) continue;
        WordSpan words = {part, i};
        Reading slice = reading_slice(reading, words);
        Bytes piece = bytes_slice(reading->text->bytes, reading_bytes(&slice));
        if (part == span.begin && i == span.end) return piece;
        if (joined.size > 0) buffer_append_string(&joined, " … ");
        buffer_append(&joined, piece);
        part = i;
    }
    return buffer_bytes(&joined);
}
