/* What a file is, told by its first bytes. */
#ifndef STEMMA_READ_FORMAT_H
#define STEMMA_READ_FORMAT_H

#include "../base/bytes.h"

typedef enum FormatKind {
    FORMAT_EMPTY,
    FORMAT_PLAIN_TEXT,
    FORMAT_JSON_LINES,
    FORMAT_JSON_VALUES, /* an array of objects, or objects over several lines */
    FORMAT_PAGE, /* HTML */
    FORMAT_XML, /* feeds, and what the document's root says */
    FORMAT_WARC,
    FORMAT_ARC,
    FORMAT_TABLE, /* CSV and its relatives */
    FORMAT_MARKDOWN,
    FORMAT_MAIL,
    FORMAT_MAILBOX, /* mails one after the other */
    FORMAT_ARCHIVE, /* of files: zip, tar */
    FORMAT_BINARY /* looks_like says what */
} FormatKind;

typedef struct Format {
    FormatKind kind;
    const char *looks_like; /* static; NULL for the kinds that are read */
} Format;

/* What people call it; static. */
const char *format_name(FormatKind kind);

/* start: the first bytes without a byte-order mark, as many as can be had; ended: they are all. name: of the file. */
Format format_recognise(Bytes start, bool ended, Bytes name);

#endif
