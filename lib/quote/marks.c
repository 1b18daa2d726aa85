/*
 * The quotation-mark machine.
 *
 * In:  a text with its paragraphs.
 * Out: what stands between quotation marks, nested, by place.
 *
 * Paragraph by paragraph, in two steps. First every character that may be a quotation mark is read with its
 * neighbours: which family it belongs to and whether it can open, close, or either. Then a stack matches them like
 * brackets: a closing mark closes the latest open one of its family and drops what was opened above it. A straight
 * mark opens or closes by the spaces around it, and by what is open where these don't tell.
 *
 * Apostrophes look like single marks. Between letters one is never a mark; before a letter it is one only when
 * something closes it in the same paragraph and the word is no known elision ('tis, '90s); after "s" it may be a
 * possessive (the dogs' owner) and closes only when no later mark would. Inches (6'2") are sorted out the same way, and
 * what is left of markup (poster="…") has no quotation marks.
 *
 * What is left open: a paragraph that ends inside a quotation is an unclosed span up to its end; where the next one
 * re-opens with a mark, that span continues it. An open mark that is not re-opened ends before the next span, so one
 * missing mark costs one span and never the rest of the article: no state but "was left open" crosses a paragraph.
 *
 * Invariants: spans are sorted by outer.begin and are properly nested, up to MARKS_NESTING_MAX levels; each has at least one word. Cost is linear:
 * every mark is pushed and popped once, and look-back and look-ahead are bounded.
 */
#include "marks.h"

#include "../base/array.h"
#include "../base/utf8.h"

#define ATTRIBUTE_BYTES_MAX 2048
#define PARAGRAPHS_SKIPPED_MAX 4 /* captions and furniture between a paragraph and the one that re-opens */

typedef enum MarkFamily { FAMILY_SINGLE, FAMILY_DOUBLE, FAMILY_GUILLEMET, FAMILY_CORNER, FAMILY_COUNT } MarkFamily;

typedef enum MarkRole {
    ROLE_NONE, /* an apostrophe, an inch, a stray mark */
    ROLE_OPEN,
    ROLE_CLOSE,
    ROLE_EITHER /* the state decides */
} MarkRole;

typedef struct Mark {
    ByteSpan bytes;
    uint32_t code_point;
    MarkFamily family;
    MarkRole role;
    bool weak; /* a closing mark that may as well be an apostrophe or inches */
    bool lone; /* blanks on both sides */
    bool later_close; /* another closing mark of the family follows before the next opening one */
    uint32_t match; /* index of the mark that closes it; INDEX_NONE */
    bool open; /* it opened a span: with a match, or left unclosed */
} Mark;

typedef struct Marks ARRAY_OF(Mark) Marks;
typedef struct Spans ARRAY_OF(QuotedSpan) Spans;
typedef struct Indexes ARRAY_OF(uint32_t) Indexes;

typedef struct Machine {
    const Text *text;
    Arena *result;
    Arena *scratch;
    Spans spans;
    Marks marks; /* of the paragraph in hand */
    Indexes stack; /* open marks of the paragraph in hand */
    uint32_t open_counts[FAMILY_COUNT];
    uint32_t left_open; /* the span the paragraph before ended in, INDEX_NONE */
    MarkFamily left_open_family;
} Machine;

static bool is_word_character(uint32_t code_point) {
    return utf8_is_letter(code_point) || utf8_is_digit(code_point);
}

static bool is_double_mark(uint32_t code_point) {
    return code_point == '"' || (code_point >= 0x201C && code_point <= 0x201F);
}

static bool is_blank(uint32_t code_point) {
    return code_point == 0 || utf8_is_space(code_point);
}

/* Before a mark these leave room for a quotation to open. */
static bool is_opening_context(uint32_t before) {
    return is_blank(before) || before == '(' || before == '[' || before == '{' || before == '/' || before == '>' ||
           before == '-' || before == 0x2010 || before == 0x2011 || before == 0x2012 || before == 0x2013 ||
           before == 0x2014 || before == 0x2015 || before == 0xA1 || before == 0xBF;
}

/* Behind a mark these show that a quotation has closed. */
static bool is_closing_context(uint32_t after) {
    return is_blank(after) || after == ',' || after == '.' || after == ';' || after == ':' || after == '!' ||
           after == '?' || after == ')' || after == ']' || after == '}' || after == 0x2013 || after == 0x2014 ||
           after == '-' || after == 0x2026 || after == '/' || after == '<';
}

static uint32_t character_before(Bytes text, uint32_t offset, uint32_t limit) {
    if (offset <= limit) return 0;
    size_t place = offset;
    return utf8_previous(text, &place);
}

static uint32_t character_at(Bytes text, size_t offset, uint32_t limit) {
    if (offset >= limit) return 0;
    return utf8_next(text, &offset);
}

/* 'tis, 'em, '90s: the apostrophe stands for something left out. offset: behind the mark. */
static bool is_elision(Bytes text, uint32_t offset, uint32_t limit) {
    static const char *const elisions[] = {"tis",  "twas", "twere", "em",   "til",   "till", "cause", "cos", "round",
                                           "bout", "n",    "nuff",  "tude", "neath", "er",   "ere",   "sup"};
    uint32_t end = offset;
    while (end < limit && end - offset < 8 && text.data[end] < 0x80 && is_word_character(text.data[end])) end++;
    Bytes word = bytes_slice(text, (ByteSpan){offset, end});
    if (word.size >= 2 && utf8_is_digit(word.data[0]) && utf8_is_digit(word.data[1])) {
        return word.size == 2 || (word.size == 3 && word.data[2] == 's');
    }
    for (size_t i = 0; i < sizeof elisions / sizeof elisions[0]; i++) {
        if (bytes_equal_ignoring_case(word, bytes_from_string(elisions[i]))) return true;
    }
    return false;
}

/* A straight or unsure mark by its surroundings. */
static MarkRole role_by_surroundings(uint32_t before, uint32_t after) {
    bool opens = is_opening_context(before) && !is_blank(after);
    bool closes = is_closing_context(after) && !is_blank(before);
    if (opens && closes) return ROLE_EITHER;
    if (opens) return ROLE_OPEN;
    if (closes) return ROLE_CLOSE;
    if (!is_blank(before) && !is_word_character(before) && is_word_character(after)) return ROLE_OPEN;
    if (is_word_character(before) && !is_blank(after) && !is_word_character(after)) return ROLE_CLOSE;
    return ROLE_EITHER;
}

static void single_read(Mark *mark, Bytes text, ByteSpan limits, uint32_t before, uint32_t after) {
    bool letter_before = is_word_character(before);
    bool letter_after = is_word_character(after);
    mark->role = ROLE_NONE;
    if (letter_before && letter_after) return;
    bool may_open = mark->code_point != 0x2019 && !letter_before && !is_blank(after) &&
                    (is_opening_context(before) || is_double_mark(before) || before == ':' || before == 0x2018);
    if (mark->code_point == 0x2018 && letter_before) may_open = false;
    if (may_open && !letter_after && is_closing_context(after) && mark->code_point != 0x2018) may_open = false;
    if (may_open && is_double_mark(after) && is_blank(before) && mark->code_point != 0x2018 &&
        mark->code_point != 0x201A) {
        may_open = false; /* the pair at the end of a nested quotation, set apart by a space: ...,' " */
    }
    if (may_open) {
        if (letter_after && is_elision(text, mark->bytes.end, limits.end)) return;
        mark->role = ROLE_OPEN;
        return;
    }
    if (mark->code_point == 0x201A || is_blank(before)) return;
    if (mark->code_point == 0x2018 && !letter_before) return;
    mark->role = ROLE_CLOSE;
    if (letter_before && utf8_is_space(after)) {
        size_t next = mark->bytes.end;
        (void)utf8_next(text, &next);
        bool word_follows = is_word_character(character_at(text, next, limits.end));
        bool dropped_g =
            before == 'n' && mark->bytes.begin >= limits.begin + 2 && text.data[mark->bytes.begin - 2] == 'i';
        mark->weak = word_follows && (before == 's' || before == 'z' || before == 'x' || dropped_g);
    }
}

static void double_read(Mark *mark, Bytes text, ByteSpan limits, uint32_t before, uint32_t after) {
    MarkRole seen = role_by_surroundings(before, after);
    switch (mark->code_point) {
    case 0x201E: mark->role = ROLE_OPEN; break;
    case 0x201C:
    case 0x201F: mark->role = seen == ROLE_CLOSE ? ROLE_EITHER : ROLE_OPEN; break;
    case 0x201D: mark->role = seen == ROLE_OPEN ? ROLE_EITHER : ROLE_CLOSE; break;
    case 0xAB:
    case 0x2039: mark->role = seen == ROLE_CLOSE ? ROLE_EITHER : ROLE_OPEN; break;
    case 0xBB:
    case 0x203A: mark->role = seen == ROLE_OPEN ? ROLE_EITHER : ROLE_CLOSE; break;
    default: mark->role = seen; break;
    }
    if (mark->code_point == '"' && utf8_is_digit(before) && mark->role != ROLE_OPEN) {
        uint32_t feet = mark->bytes.begin;
        while (feet > limits.begin && utf8_is_digit(text.data[feet - 1]) && mark->bytes.begin - feet < 3) feet--;
        uint32_t sign = character_before(text, feet, limits.begin);
        if (sign == '\'' && utf8_is_digit(character_before(text, feet - 1, limits.begin))) mark->role = ROLE_NONE;
        mark->weak = utf8_is_space(after);
    }
}

/* Size in bytes of the quotation mark at offset, 0 where there is none. Fills code point and family. */
static uint32_t mark_at(Bytes text, uint32_t offset, uint32_t limit, Mark *mark) {
    uint8_t byte = text.data[offset];
    uint8_t next = offset + 1 < limit ? text.data[offset + 1] : 0;
    mark->family = FAMILY_DOUBLE;
    mark->code_point = byte;
    if (byte == '"') return 1;
    if (byte == '\'' || byte == '`') {
        if (next == byte) {
            mark->code_point = byte == '`' ? 0x201C : '"';
            return 2;
        }
        mark->family = FAMILY_SINGLE;
        mark->code_point = byte == '`' ? 0x2018 : '\'';
        return 1;
    }
    if (byte != 0xE2 && byte != 0xC2 && byte != 0xE3 && byte != 0xEF) return 0;
    size_t end = offset;
    mark->code_point = utf8_next(text, &end);
    switch (mark->code_point) {
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F: break;
    case 0xFF02: mark->code_point = '"'; break;
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B: mark->family = FAMILY_SINGLE; break;
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A: mark->family = FAMILY_GUILLEMET; break;
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F: mark->family = FAMILY_CORNER; break;
    default: return 0;
    }
    return (uint32_t)end - offset;
}

/* Left-over markup: behind the value of name="value", 0 where the mark at offset doesn't begin one. */
static uint32_t attribute_end(Bytes text, uint32_t offset, ByteSpan limits) {
    if (offset < limits.begin + 2 || text.data[offset - 1] != '=' || !is_word_character(text.data[offset - 2]))
        return 0;
    uint32_t limit = limits.end - offset > ATTRIBUTE_BYTES_MAX ? offset + ATTRIBUTE_BYTES_MAX : limits.end;
    for (uint32_t end = offset + 1; end < limit; end++)
        if (text.data[end] == text.data[offset]) return end + 1;
    return 0;
}

/* Every byte of the collection is asked: the first bytes of the marks that mark_at knows. */
static const bool may_begin_mark[256] = {
    ['"'] = true, ['\''] = true, ['`'] = true, [0xC2] = true, [0xE2] = true, [0xE3] = true, [0xEF] = true};

static void marks_read(Machine *machine, ByteSpan limits) {
    Bytes text = machine->text->bytes;
    machine->marks.count = 0;
    for (uint32_t offset = limits.begin; offset < limits.end;) {
        if (!may_begin_mark[text.data[offset]]) {
            offset++;
            continue;
        }
        Mark mark = {.match = INDEX_NONE};
        uint32_t value_end = attribute_end(text, offset, limits);
        if (value_end > 0) {
            offset = value_end;
            continue;
        }
        uint32_t size = mark_at(text, offset, limits.end, &mark);
        if (size == 0) {
            offset++;
            continue;
        }
        mark.bytes = (ByteSpan){offset, offset + size};
        uint32_t before = character_before(text, offset, limits.begin);
        uint32_t after = character_at(text, mark.bytes.end, limits.end);
        mark.lone = is_blank(before) && is_blank(after);
        if (mark.family == FAMILY_SINGLE) {
            single_read(&mark, text, limits, before, after);
        } else if (mark.family == FAMILY_CORNER) {
            mark.role = mark.code_point == 0x300C || mark.code_point == 0x300E ? ROLE_OPEN : ROLE_CLOSE;
        } else {
            double_read(&mark, text, limits, before, after);
        }
        if (mark.role != ROLE_NONE) *array_push(&machine->marks, machine->scratch) = mark;
        offset += size;
    }
    bool later[FAMILY_COUNT] = {false};
    for (size_t i = machine->marks.count; i-- > 0;) {
        Mark *mark = &machine->marks.items[i];
        mark->later_close = later[mark->family];
        if (mark->role != ROLE_EITHER) later[mark->family] = mark->role == ROLE_CLOSE;
    }
}

static void mark_open(Machine *machine, uint32_t index) {
    machine->marks.items[index].open = machine->stack.count < MARKS_NESTING_MAX;
    machine->open_counts[machine->marks.items[index].family]++;
    *array_push(&machine->stack, machine->scratch) = index;
}

/* Closes the latest open mark of the family; what was opened above it was no mark. */
static void mark_close(Machine *machine, uint32_t index) {
    Mark *marks = machine->marks.items;
    MarkFamily family = marks[index].family;
    while (machine->stack.count > 0) {
        uint32_t opened = machine->stack.items[--machine->stack.count];
        machine->open_counts[marks[opened].family]--;
        if (marks[opened].family == family) {
            marks[opened].match = index;
            return;
        }
        marks[opened].open = false;
    }
}

static MarkFamily stack_top_family(const Machine *machine) {
    return machine->marks.items[machine->stack.items[machine->stack.count - 1]].family;
}

static void marks_match(Machine *machine) {
    machine->stack.count = 0;
    for (int family = 0; family < FAMILY_COUNT; family++) machine->open_counts[family] = 0;
    for (uint32_t index = 0; index < machine->marks.count; index++) {
        Mark *mark = &machine->marks.items[index];
        bool family_open = machine->open_counts[mark->family] > 0;
        if (mark->role == ROLE_EITHER && !family_open && !mark->later_close && mark->lone) continue;
        if (mark->role == ROLE_OPEN || (mark->role == ROLE_EITHER && !family_open)) {
            mark_open(machine, index);
            continue;
        }
        if (!family_open) continue;
        if (mark->weak && mark->later_close) continue;
        /* Single marks are the unsure ones: they never break up a double one that was opened inside. */
        if (mark->family == FAMILY_SINGLE && stack_top_family(machine) != FAMILY_SINGLE) continue;
        mark_close(machine, index);
    }
}

/* The family of the mark the next paragraph opens with, or FAMILY_COUNT. */
static MarkFamily next_paragraph_opening(const Machine *machine, uint32_t paragraph_index) {
    const Text *text = machine->text;
    for (uint32_t i = paragraph_index + 1;
         i < text->paragraph_count && i <= paragraph_index + 1 + PARAGRAPHS_SKIPPED_MAX; i++) {
        const Paragraph *paragraph = &text->paragraphs[i];
        if (paragraph->role != BLOCK_NARRATION) continue;
        Mark mark = {.match = INDEX_NONE};
        ByteSpan bytes = paragraph->bytes;
        uint32_t size = bytes.begin < bytes.end ? mark_at(text->bytes, bytes.begin, bytes.end, &mark) : 0;
        if (size == 0 || mark.code_point == 0x2019) return FAMILY_COUNT;
        if (is_blank(character_at(text->bytes, bytes.begin + size, bytes.end))) return FAMILY_COUNT;
        return mark.family;
    }
    return FAMILY_COUNT;
}

static ByteSpan span_trim(Bytes text, ByteSpan span) {
    while (span.begin < span.end) {
        size_t next = span.begin;
        if (!utf8_is_space(utf8_next(text, &next))) break;
        span.begin = (uint32_t)next;
    }
    while (span.begin < span.end) {
        size_t last = span.end;
        if (!utf8_is_space(utf8_previous(text, &last))) break;
        span.end = (uint32_t)last;
    }
    return span;
}

/* Adds a span where it holds a word; its index, or INDEX_NONE. */
static uint32_t span_add(Machine *machine, ByteSpan outer, ByteSpan inner, bool unclosed) {
    if (inner.end < inner.begin) return INDEX_NONE;
    inner = span_trim(machine->text->bytes, inner);
    WordSpan words = text_words_of(machine->text, inner);
    if (words.begin >= words.end) return INDEX_NONE;
    if (unclosed) outer.end = inner.end;
    *array_push(&machine->spans, machine->result) = (QuotedSpan){.outer = outer,
                                                                 .inner = inner,
                                                                 .words = words,
                                                                 .parent = INDEX_NONE,
                                                                 .continues = INDEX_NONE,
                                                                 .unclosed = unclosed};
    return (uint32_t)machine->spans.count - 1;
}

/* A paragraph that goes on with a quotation without a mark of its own and closes it: "… and so on," he said. */
static void implied_opening_add(Machine *machine, ByteSpan limits) {
    if (machine->left_open == INDEX_NONE || machine->marks.count == 0) return;
    const Mark *first = &machine->marks.items[0];
    if (first->role != ROLE_CLOSE || first->weak || first->family != machine->left_open_family) return;
    if (first->family == FAMILY_SINGLE) return;
    uint32_t index = span_add(machine, (ByteSpan){limits.begin, first->bytes.end},
                              (ByteSpan){limits.begin, first->bytes.begin}, false);
    if (index != INDEX_NONE) machine->spans.items[index].continues = machine->left_open;
}

/* Where an unclosed mark's span ends: before the next span that opens, or with the paragraph. */
static uint32_t unclosed_end(const Machine *machine, uint32_t index, ByteSpan limits) {
    for (uint32_t later = index + 1; later < machine->marks.count; later++) {
        const Mark *mark = &machine->marks.items[later];
        if (mark->open && mark->family != FAMILY_SINGLE) return mark->bytes.begin;
    }
    return limits.end;
}

/* The spans of one paragraph from its matched marks, by place; parents by what is still open around them. */
static void spans_add(Machine *machine, uint32_t paragraph_index) {
    ByteSpan limits = machine->text->paragraphs[paragraph_index].bytes;
    MarkFamily reopening = machine->stack.count > 0 ? next_paragraph_opening(machine, paragraph_index) : FAMILY_COUNT;
    size_t first_span = machine->spans.count;
    uint32_t before = machine->left_open;
    MarkFamily before_family = machine->left_open_family;
    implied_opening_add(machine, limits);
    machine->left_open = INDEX_NONE;
    uint32_t enclosing = INDEX_NONE;
    for (uint32_t index = 0; index < machine->marks.count; index++) {
        const Mark *mark = &machine->marks.items[index];
        if (!mark->open) continue;
        bool unclosed = mark->match == INDEX_NONE;
        bool goes_on = unclosed && mark->family == reopening && machine->left_open == INDEX_NONE;
        if (unclosed && mark->family == FAMILY_SINGLE && !goes_on) continue;
        uint32_t end = !unclosed ? machine->marks.items[mark->match].bytes.begin
                       : goes_on ? limits.end
                                 : unclosed_end(machine, index, limits);
        ByteSpan outer = {mark->bytes.begin, unclosed ? end : machine->marks.items[mark->match].bytes.end};
        uint32_t span = span_add(machine, outer, (ByteSpan){mark->bytes.end, end}, unclosed);
        if (span == INDEX_NONE) continue;
        QuotedSpan *spans = machine->spans.items;
        while (enclosing != INDEX_NONE && spans[enclosing].outer.end <= outer.begin)
            enclosing = spans[enclosing].parent;
        spans[span].parent = enclosing;
        enclosing = span;
        if (span == first_span && mark->bytes.begin == limits.begin && mark->family == before_family) {
            spans[span].continues = before;
        }
        if (unclosed && end == limits.end && (goes_on || machine->left_open == INDEX_NONE)) {
            machine->left_open = span;
            machine->left_open_family = mark->family;
        }
    }
}

QuotedSpans marks_find(const Text *text, Arena *result, Arena scratch) {
    Machine machine = {.text = text, .result = result, .scratch = &scratch, .left_open = INDEX_NONE};
    for (uint32_t index = 0; index < text->paragraph_count; index++) {
        BlockRole role = text->paragraphs[index].role;
        uint32_t left_open = machine.left_open;
        MarkFamily left_open_family = machine.left_open_family;
        if (role != BLOCK_NARRATION) machine.left_open = INDEX_NONE;
        marks_read(&machine, text->paragraphs[index].bytes);
        marks_match(&machine);
        spans_add(&machine, index);
        if (role != BLOCK_NARRATION) {
            machine.left_open = left_open;
            machine.left_open_family = left_open_family;
        }
    }
    return (QuotedSpans){machine.spans.items, (uint32_t)machine.spans.count};
}

uint32_t marks_span_from(const QuotedSpans *quoted, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = quoted->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (quoted->items[middle].outer.begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    /* What is around the offset is the span before it, or encloses that one. */
    uint32_t from = low;
    for (uint32_t i = low > 0 ? low - 1 : INDEX_NONE; i != INDEX_NONE; i = quoted->items[i].parent)
        if (quoted->items[i].outer.end > offset) from = i;
    return from;
}
