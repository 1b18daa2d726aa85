/*
 * Blocks: text -> paragraphs.
 *
 * In:  a text with line ends of any system.
 * Out: byte spans of paragraphs, without the white space around them.
 *
 * A blank line always separates. What a single line end means depends on the text: most pages give one paragraph a
 * line, but some texts are wrapped at 60 to 80 columns, and there a single line end is a space. Wrapping leaves a
 * trace: a line was broken because the next word would not have fitted. Where that holds for nearly all line ends that
 * are not followed by a blank line, the text is wrapped, and lines are joined until one that stopped short of the
 * margin.
 *
 * Columns are counted in bytes without UTF-8 continuation bytes; characters of double width count once.
 */
#include <string.h>

#include "builder.h"

/* Wider "wrapped" lines than this are paragraphs of a line each. */
#define WRAP_COLUMNS_MAX 120
#define WRAP_COLUMNS_MIN 40
/* So many line ends are needed before wrapping is believed. */
#define WRAP_LINE_ENDS_MIN 3
/* Wrapped by hand or around hyphens, a line may stop this much before its margin. */
#define WRAP_SLACK_COLUMNS 12

static bool is_line_end(uint8_t byte) {
    return byte == '\n' || byte == '\r' || byte == '\f' || byte == '\v';
}

/* The size of white space at offset, 0 where there is none: ASCII, no-break and zero-width space. */
static size_t space_size(Bytes text, size_t offset, size_t end) {
    const uint8_t *at = text.data + offset;
    if (*at == ' ' || *at == '\t') return 1;
    if (end - offset >= 2 && at[0] == 0xC2 && at[1] == 0xA0) return 2;
    if (end - offset >= 3 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0x8B || at[2] == 0xAF || at[2] == 0x89))
        return 3;
    if (end - offset >= 3 && at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF) return 3;
    return 0;
}

static size_t skip_spaces(Bytes text, size_t offset, size_t end) {
    while (offset < end) {
        size_t size = space_size(text, offset, end);
        if (size == 0) return offset;
        offset += size;
    }
    return end;
}

static size_t trim_end(Bytes text, size_t begin, size_t end) {
    for (;;) {
        if (end > begin && (text.data[end - 1] == ' ' || text.data[end - 1] == '\t'))
            end--;
        else if (end >= begin + 2 && space_size(text, end - 2, end) == 2)
            end -= 2;
        else if (end >= begin + 3 && space_size(text, end - 3, end) == 3)
            end -= 3;
        else
            return end;
    }
}

static uint32_t count_columns(Bytes text, size_t begin, size_t end) {
    uint32_t columns = 0;
    for (size_t i = begin; i < end; i++) columns += (text.data[i] & 0xC0) != 0x80;
    return columns;
}

static Line read_line(Bytes text, size_t begin, size_t end) {
    size_t start = skip_spaces(text, begin, end);
    size_t stop = trim_end(text, start, end);
    return (Line){{(uint32_t)begin, (uint32_t)stop}, .blank = stop == start, .indented = start >= begin + 2};
}

/* Columns are wanted only where a line stands next to another, which few do. */
static void measure_line(Bytes text, Line *line) {
    if (line->columns > 0) return;
    size_t start = skip_spaces(text, line->bytes.begin, line->bytes.end);
    size_t word_end = start;
    while (word_end < line->bytes.end && text.data[word_end] != ' ') word_end++;
    line->columns = count_columns(text, line->bytes.begin, line->bytes.end);
    line->first_word_columns = count_columns(text, start, word_end);
}

/* Offset of the next line end, text.size where there is none: eight bytes at a time while none is below 0x0E. */
static size_t find_line_end(Bytes text, size_t offset) {
    const uint64_t low = 0x0E0E0E0E0E0E0E0EULL;
    for (; offset + 8 <= text.size; offset += 8) {
        uint64_t eight;
        memcpy(&eight, text.data + offset, 8);
        if ((eight - low) & ~eight & 0x8080808080808080ULL) break;
    }
    while (offset < text.size && !is_line_end(text.data[offset])) offset++;
    return offset;
}

static void split_lines(TextBuilder *builder, Bytes text) {
    builder->lines.count = 0;
    size_t begin = 0;
    while (begin < text.size) {
        size_t end = find_line_end(text, begin);
        *array_push(&builder->lines, builder->arena) = read_line(text, begin, end);
        begin = end + 1;
        if (end + 1 < text.size && text.data[end] == '\r' && text.data[end + 1] == '\n') begin++;
    }
}

/* The margin lines are wrapped at, in columns; 0 where the text is not wrapped. */
static uint32_t find_margin(Bytes text, const LineArray *lines) {
    uint32_t margin = 0;
    size_t line_ends = 0;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        if (lines->items[i].blank || lines->items[i + 1].blank) continue;
        line_ends++;
        measure_line(text, &lines->items[i]);
        measure_line(text, &lines->items[i + 1]);
        if (lines->items[i].columns > margin) margin = lines->items[i].columns;
    }
    if (line_ends < WRAP_LINE_ENDS_MIN || margin < WRAP_COLUMNS_MIN || margin > WRAP_COLUMNS_MAX) return 0;
    size_t forced = 0;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        const Line *line = &lines->items[i];
        if (line->blank || line[1].blank) continue;
        forced += line->columns + 1 + line[1].first_word_columns + WRAP_SLACK_COLUMNS > margin;
    }
    return forced * 10 >= line_ends * 8 ? margin : 0;
}

static bool continues_on_next(const Line *line, uint32_t margin) {
    if (margin == 0 || line[0].blank || line[1].blank || line[1].indented) return false;
    return line->columns + 1 + line[1].first_word_columns + WRAP_SLACK_COLUMNS > margin;
}

void blocks_find(TextBuilder *builder, Bytes text) {
    split_lines(builder, text);
    builder->blocks.count = 0;
    const LineArray *lines = &builder->lines;
    uint32_t margin = find_margin(text, lines);
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->items[i].blank) continue;
        size_t begin = skip_spaces(text, lines->items[i].bytes.begin, lines->items[i].bytes.end);
        while (i + 1 < lines->count && continues_on_next(&lines->items[i], margin)) i++;
        *array_push(&builder->blocks, builder->arena) = (ByteSpan){(uint32_t)begin, lines->items[i].bytes.end};
    }
}
