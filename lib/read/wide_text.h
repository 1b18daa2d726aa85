/* Text in units of two or four bytes, to UTF-8. */
#ifndef STEMMA_READ_WIDE_TEXT_H
#define STEMMA_READ_WIDE_TEXT_H

#include "../base/bytes.h"
#include "../base/status.h"

typedef enum WideEncoding {
    WIDE_NONE,
    WIDE_UTF16_LITTLE,
    WIDE_UTF16_BIG,
    WIDE_UTF32_LITTLE,
    WIDE_UTF32_BIG
} WideEncoding;

/* By the byte-order mark, whose size *mark_size gets, or by the look of the first bytes. WIDE_NONE: bytes of ASCII. */
WideEncoding wide_text_recognise(Bytes start, size_t *mark_size);

/* A text that comes in portions. */
typedef struct WideText {
    WideEncoding encoding;
    uint64_t offset; /* bytes taken so far, for messages */
} WideText;

enum { WIDE_TEXT_CHARACTER_BYTES = 4 }; /* the most that one takes, before and behind */

typedef struct WidePortion {
    Bytes raw;
    bool last; /* nothing comes behind raw */
    uint8_t *out;
    size_t room;
    size_t taken; /* how far it came */
    size_t written;
} WidePortion;

/*
 * Takes characters while raw has whole ones and out has room for any. STEMMA_NOT_TEXT: half a character, a NUL, or a
 * number that is no character; what came before it is written.
 */
MUST_USE Status wide_text_decode(WideText *text, WidePortion *portion, Error *error);

#endif
