/* From a page's bytes to UTF-8. */
#ifndef STEMMA_READ_HTML_CHARSET_H
#define STEMMA_READ_HTML_CHARSET_H

#include "../base/bytes.h"

/*
 * Always gives well-formed UTF-8 without NUL. declared: the server's word; the page's own is looked for. *guessed (may
 * be NULL) gets the encoding's name where nothing declares it and it isn't Windows-1252, else NULL.
 */
Bytes html_charset_decode(Bytes raw, Bytes declared, const char **guessed, Arena *result);

/* Well-formed UTF-8 without NUL; what is malformed becomes U+FFFD. The bytes themselves where they are that already. */
Bytes html_charset_repair(Bytes raw, Arena *result);

#endif
