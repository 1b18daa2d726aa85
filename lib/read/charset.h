/* From a file's bytes to UTF-8: UTF-8 as it is, UTF-16 by its mark, Windows-1252 and Latin-1 by their look. */
#ifndef STEMMA_READ_CHARSET_H
#define STEMMA_READ_CHARSET_H

#include "../base/bytes.h"
#include "../base/status.h"

typedef enum ByteOrderMark { MARK_NONE, MARK_UTF8, MARK_UTF16_LITTLE, MARK_UTF16_BIG, MARK_UTF32 } ByteOrderMark;

/* *size gets the mark's bytes. */
ByteOrderMark charset_mark(Bytes start, size_t *size);

/*
 * The whole content of a text file as well-formed UTF-8 without NUL and without a mark; the bytes themselves where
 * they are that already. STEMMA_NOT_TEXT, or STEMMA_UNSUPPORTED for an encoding that is known and not read.
 */
MUST_USE Status charset_decode(Bytes raw, Bytes *text, Arena *result, Error *error);

/* Any bytes as well-formed UTF-8: malformed ones become \xNN. For file names. */
Bytes charset_escape(Bytes raw, Arena *result);

#endif
