/* One text by one outlet, with what is known of it: what `read` gives and every later stage takes. */
#ifndef STEMMA_READ_ARTICLE_H
#define STEMMA_READ_ARTICLE_H

#include <stdint.h>

#include "../base/bytes.h"

/*
 * A point in time as far as it is known: the interval of seconds it may lie in, half-open, Unix time. "2020-02-25"
 * covers that whole day in UTC, "2020-02" the month. begin == end means unknown.
 */
typedef struct DateInterval {
    int64_t begin_unix_s;
    int64_t end_unix_s;
} DateInterval;

/* All text is well-formed UTF-8 without NUL. Absent fields are empty. */
typedef struct Article {
    char id[33]; /* 32 hexadecimal digits over path, outlet, title, date and text, and a NUL: article_id_build */
    Bytes path; /* as added; for a record in a container its own id or URL, else "file:line" */
    Bytes title;
    Bytes outlet;
    Bytes byline;
    Bytes published; /* ISO 8601, as precise as the source: "2020-02-25", "2020-02-25T14:30", … */
    Bytes url;
    Bytes language; /* "en", …; empty where it can't be told */
    Bytes text; /* the stored text; for a .txt file the file's own text, unchanged, a byte-order mark aside */
    const Bytes *links;
    uint32_t link_count;
    DateInterval published_interval; /* from `published` */
} Article;

/*
 * The order of articles everywhere: by path, then id. It makes every result independent of the order of adding.
 * For qsort.
 */
int article_compare(const void *left, const void *right);

/* Fills article->id from its other fields: the same record gives the same id on every machine. */
void article_id_build(Article *article);

#endif
