/* From a file's bytes to UTF-8: UTF-8 as it is, Windows-1252 and Latin-1 by their look, others by a guess. */
#ifndef STEMMA_READ_CHARSET_H
#define STEMMA_READ_CHARSET_H

#include "../base/bytes.h"
#include "../base/status.h"

typedef enum ByteOrderMark { MARK_NONE, MARK_UTF8, MARK_UTF16_LITTLE, MARK_UTF16_BIG, MARK_UTF32 } ByteOrderMark;

/* *size gets the mark's bytes. */
ByteOrderMark charset_mark(Bytes start, size_t *size);

/* What had to be done to make bytes a text. */
typedef struct CharsetRemark {
    uint32_t replaced; /* bytes that became U+FFFD */
    uint32_t guessed; /* bytes among UTF-8 that were read as Windows-1252 */
    const char *encoding; /* NULL, or the encoding that the whole text was guessed to be in */
} CharsetRemark;

/*
 * The content of a text file as well-formed UTF-8 without NUL and without a mark; the bytes themselves where they are
 * that already. STEMMA_NOT_TEXT where they are no text, or one in an encoding that can't be told.
 */
MUST_USE Status charset_decode(Bytes raw, Bytes *text, CharsetRemark *remark, Arena *result, Error *error);

/* The same for a piece of a file, which is too short to guess an encoding from: UTF-8 or Windows-1252. */
MUST_USE Status charset_decode_piece(Bytes raw, Bytes *text, CharsetRemark *remark, Arena *result, Error *error);

/*
 * Where the beginning of a file that isn't UTF-8 is in a guessed encoding: its name for charset_convert, and as people
 * write it in *shown. NULL: it isn't.
 */
const char *charset_guess_file(Bytes start, const char **shown, Arena scratch);

/* Whether it has the escapes that begin Japanese in ISO-2022-JP. */
bool charset_has_escapes(Bytes raw);

/* Whether bytes that are no UTF-8 look like Windows-1252: any bytes can be read as that, few are meant so. */
bool charset_looks_western(Bytes raw);

/* One line about it; NULL where there is nothing to say. */
const char *charset_remark_text(const CharsetRemark *remark, Arena *result);

/* Any bytes as well-formed UTF-8: malformed ones become \xNN. For file names. */
Bytes charset_escape(Bytes raw, Arena *result);

#endif
