/*
 * Text for people: inert, width-aware, coloured on a terminal only.
 *
 * In: text of unknown origin. Out: bytes a terminal only displays. Control characters (C0, C1, DEL), bidirectional
 * controls and invisible format characters are shown as U+FFFD or left out; runs of white space become one space.
 * Widths come from utf8proc, as terminals count them.
 */
#include "output.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utf8proc.h>

#define WIDTH_DEFAULT 100
#define WIDTH_LEAST 40

Output output_open(FILE *stream, const char *colour) {
    bool terminal = isatty(fileno(stream)) != 0;
    const char *no_colour = getenv("NO_COLOR");
    Output output = {.stream = stream, .width = WIDTH_DEFAULT};
    output.colour = strcmp(colour, "always") == 0 ||
                    (strcmp(colour, "never") != 0 && terminal && !(no_colour && no_colour[0] != 0));
    struct winsize size;
    if (terminal && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) output.width = size.ws_col;
    if (output.width < WIDTH_LEAST) output.width = WIDTH_LEAST;
    return output;
}

/* True for what a terminal might obey or hide: controls, bidirectional marks, zero-width and tag characters. */
static bool is_unsafe(utf8proc_int32_t code_point) {
    if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0)) return true;
    utf8proc_category_t category = utf8proc_category(code_point);
    return category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS || category == UTF8PROC_CATEGORY_CO ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

static bool is_space(utf8proc_int32_t code_point) {
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') || code_point == 0xA0 ||
           code_point == 0x2028 || code_point == 0x2029;
}

/* One character made inert: its bytes in out, its columns returned. Advances *at. */
typedef struct Character {
    char bytes[5];
    unsigned columns;
    bool space;
} Character;

static Character next_character(const char *text, size_t size, size_t *at) {
    utf8proc_int32_t code_point;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text + *at, (utf8proc_ssize_t)(size - *at), &code_point);
    Character character = {0};
    if (used <= 0) {
        *at += 1;
        code_point = 0xFFFD;
    } else {
        *at += (size_t)used;
    }
    if (is_space(code_point)) {
        character.space = true;
        code_point = ' ';
    } else if (code_point == 0xAD || code_point == 0x200B || code_point == 0xFEFF) {
        return character; /* soft hyphens and zero-width spaces are harmless, and nothing to look at */
    } else if (is_unsafe(code_point)) {
        code_point = 0xFFFD;
    }
    utf8proc_encode_char(code_point, (utf8proc_uint8_t *)character.bytes);
    int columns = utf8proc_charwidth(code_point);
    character.columns = columns > 0 ? (unsigned)columns : 0;
    return character;
}

void output_text_sized(Output *output, const char *text, size_t size) {
    bool after_space = false;
    for (size_t at = 0; text && at < size;) {
        Character character = next_character(text, size, &at);
        if (character.space && after_space) continue;
        after_space = character.space;
        fputs(character.bytes, output->stream);
        output->column += character.columns;
    }
}

void output_text(Output *output, const char *text) {
    if (text) output_text_sized(output, text, strlen(text));
}

void output_printf(Output *output, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (size < 0) return;
    fputs(text, output->stream);
    const char *line = strrchr(text, '\n');
    if (line) output->column = 0;
    output->column += output_width_of(line ? line + 1 : text);
}

void output_style(Output *output, OutputStyle style) {
    static const char *const codes[] = {"\033[0m", "\033[1m", "\033[2m", "\033[33m", "\033[1;31m"};
    if (output->colour) fputs(codes[style], output->stream);
}

unsigned percent_sure(double confidence) {
    unsigned percent = (unsigned)(confidence * 100 + 0.5);
    return percent > 99 ? 99 : percent;
}

unsigned output_width_of(const char *text) {
    unsigned columns = 0;
    size_t size = text ? strlen(text) : 0;
    for (size_t at = 0; at < size;) columns += next_character(text, size, &at).columns;
    return columns;
}

void output_cell(Output *output, const char *text, unsigned width) {
    bool cut = output_width_of(text) > width;
    unsigned room = cut ? width - 1 : width;
    size_t size = text ? strlen(text) : 0;
    unsigned used = 0;
    for (size_t at = 0; at < size;) {
        Character character = next_character(text, size, &at);
        if (used + character.columns > room) break;
        fputs(character.bytes, output->stream);
        used += character.columns;
    }
    if (cut) {
        fputs("…", output->stream);
        used++;
    }
    for (; used < width; used++) fputc(' ', output->stream);
    output->column += width;
}

static void start_line(Output *output, unsigned indent) {
    fputc('\n', output->stream);
    for (unsigned i = 0; i < indent; i++) fputc(' ', output->stream);
    output->column = indent;
}

void output_wrapped(Output *output, unsigned indent, const char *text, unsigned lines_max) {
    size_t size = text ? strlen(text) : 0;
    unsigned lines = 1;
    bool line_has_words = false;
    for (size_t at = 0; at < size;) {
        size_t begin = at;
        Character character = next_character(text, size, &at);
        if (character.space) continue;
        unsigned columns = character.columns;
        size_t end = at;
        while (at < size) {
            character = next_character(text, size, &at);
            if (character.space) break;
            columns += character.columns;
            end = at;
        }
        if (line_has_words && output->column + 1 + columns > output->width) {
            if (lines_max > 0 && lines == lines_max) {
                fputs(" …", output->stream);
                output->column += 2;
                return;
            }
            start_line(output, indent);
            lines++;
        } else if (line_has_words) {
            fputc(' ', output->stream);
            output->column++;
        }
        output_text_sized(output, text + begin, end - begin);
        line_has_words = true;
    }
}
