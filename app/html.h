/* HTML into a stream: the project's markup as it is, text from outside always escaped. */
#ifndef STEMMA_APP_HTML_H
#define STEMMA_APP_HTML_H

#include <stdio.h>

typedef struct Html {
    FILE *stream;
} Html;

/* Markup of the project's own; no value from outside may be in its arguments, save numbers. */
void html_markup(Html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text from outside, for element content and quoted attribute values alike. NULL is nothing. */
void html_text(Html *html, const char *text);
void html_text_sized(Html *html, const char *text, size_t size);

#endif
