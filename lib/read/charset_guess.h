/* The encoding of a text that doesn't say it and isn't UTF-8, and from any encoding to UTF-8. */
#ifndef STEMMA_READ_CHARSET_GUESS_H
#define STEMMA_READ_CHARSET_GUESS_H

#include "../base/bytes.h"
#include "../base/status.h"

/* At most one of encoding and reason is set; none: it is Windows-1252, or Latin-1, its part. */
typedef struct CharsetGuess {
    const char *encoding; /* as people write it: "Windows-1251"; static */
    const char *name; /* the same for charset_convert */
    Bytes text; /* in UTF-8 */
    const char *reason; /* why the encoding can't be told; static */
} CharsetGuess;

/* Before anything is read: a page whose encoding can't be told is read all the same, so a library must not be missing. */
MUST_USE Status charset_guess_prepare(Error *error);

CharsetGuess charset_guess(Bytes raw, Arena *result);

/*
 * By a name that iconv knows; false where it knows none such. What isn't in the encoding becomes U+FFFD, and NUL is
 * left out. *text is well-formed UTF-8.
 */
bool charset_convert(Bytes raw, const char *name, Bytes *text, Arena *result);

#endif
