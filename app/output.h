/*
 * The one way from findings to a terminal: every word that comes from outside goes through output_text, which leaves
 * nothing a terminal would obey.
 */
#ifndef STEMMA_APP_OUTPUT_H
#define STEMMA_APP_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum OutputStyle {
    STYLE_PLAIN,
    STYLE_STRONG, /* names, ids */
    STYLE_FAINT, /* places, counts */
    STYLE_CHANGE, /* a difference of wording */
    STYLE_MEANING /* a difference of meaning */
} OutputStyle;

typedef struct Output {
    FILE *stream;
    bool colour;
    unsigned width; /* columns of the terminal, 100 where it is none */
    unsigned column; /* where the next character goes, 0-based */
} Output;

/* colour: "auto" (a terminal and no NO_COLOR), "always" or "never". */
Output output_open(FILE *stream, const char *colour);

/*
 * Text from outside: control and bidirectional characters are shown as marks, white space becomes one space. NULL is
 * nothing.
 */
void output_text(Output *output, const char *text);
/* The same, at most size bytes of it. */
void output_text_sized(Output *output, const char *text, size_t size);
/* The project's own words: printf without any checking of what they hold. Newlines reset the column. */
void output_printf(Output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
void output_style(Output *output, OutputStyle style);

/* Text from outside in lines that fit the width, each but the first indented; at most lines_max lines (0: all). */
void output_wrapped(Output *output, unsigned indent, const char *text, unsigned lines_max);

/* A confidence for people, in percent: never 100, since nothing inferred is certain. */
unsigned percent_sure(double confidence);

/* Columns that text takes on a terminal once made inert. */
unsigned output_width_of(const char *text);
/* One table cell: cut with an ellipsis or padded to the width. */
void output_cell(Output *output, const char *text, unsigned width);

#endif
