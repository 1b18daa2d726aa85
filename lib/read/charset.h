/* From a file's bytes to UTF-8: UTF-8 as it is, Windows-1252 and Latin-1 by their look. */
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
} CharsetRemark;

/*
 * The content of a text file as well-formed UTF-8 without NUL and without a mark; the bytes themselves where they are
 * that already. STEMMA_NOT_TEXT where they are no text, or one in an encoding that can't be told.
 */
MUST_USE Status charset_decode(Bytes raw, Bytes *text, CharsetRemark *remark, Arena *result, Error *error);

/* Whether bytes that are no UTF-8 look like Windows-1252: any bytes can be read as that, few are meant so. */
bool charset_looks_western(Bytes raw);

/* One line about it; NULL where there is nothing to say. */
const char *charset_remark_text(const CharsetRemark *remark, Arena *result);

/* Any bytes as well-formed UTF-8: malformed ones become \xNN. For file names. */
Bytes charset_escape(Bytes raw, Arena *result);

#endif
