/*
 * Escaping by construction: text reaches the page only through html_text, which leaves nothing of HTML's own signs in
 * it; so it is safe as element content and inside a double-quoted attribute. Control characters become U+FFFD.
 */
#include "html.h"

#include <stdarg.h>
#include <string.h>

void html_markup(Html *html, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(html->stream, format, arguments);
    va_end(arguments);
}

void html_text_sized(Html *html, const char *text, size_t size) {
    size_t plain_begin = 0;
    for (size_t i = 0; text && i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        const char *escaped = byte == '<'                                   ? "&lt;"
                              : byte == '>'                                 ? "&gt;"
                              : byte == '&'                                 ? "&amp;"
                              : byte == '"'                                 ? "&quot;"
                              : byte == '\''                                ? "&#39;"
                              : byte < 0x20 && byte != '\n' && byte != '\t' ? "\xEF\xBF\xBD"
                              : byte == 0x7F                                ? "\xEF\xBF\xBD"
                                                                            : NULL;
        if (!escaped) continue;
        fwrite(text + plain_begin, 1, i - plain_begin, html->stream);
        fputs(escaped, html->stream);
        plain_begin = i + 1;
    }
    if (text && size > plain_begin) fwrite(text + plain_begin, 1, size - plain_begin, html->stream);
}

void html_text(Html *html, const char *text) {
    if (text) html_text_sized(html, text, strlen(text));
}
