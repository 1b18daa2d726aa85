/* One text by one outlet, with what is known of it: what `read` gives and every later stage takes. */
#ifndef STEMMA_READ_ARTICLE_H
#define STEMMA_READ_ARTICLE_H

#include <stdint.h>

#include "../base/bytes.h"
#include "role.h"

/*
 * A point in time as far as it is known: the interval of seconds it may lie in, half-open, Unix time. "2020-02-25"
 * covers that whole day in UTC, "2020-02" the month. begin == end means unknown.
 */
typedef struct DateInterval {
    int64_t begin_unix_s;
    int64_t end_unix_s;
} DateInterval;

/* Where a link stands in the text: the words that lead there, or the address itself. */
typedef struct LinkPlace {
    uint32_t link; /* index in the article's links */
    ByteSpan bytes;
} LinkPlace;

/* What one part of a record says about the article. Parts may disagree: all that was said is kept. */
typedef struct Statement {
    const char *field; /* "title", "byline", "outlet", "published", "modified", "url", "section", "language",
                          "encoding"; static */
    const char *origin; /* as StemmaStatement names them; static */
    Bytes value; /* as it stands there, as one line */
} Statement;

/* A stretch of the text and what the record's markup says that it is. In text order, without overlaps. */
typedef struct StatedRole {
    ByteSpan bytes;
    BlockRole role;
} StatedRole;

/* Something the page has beside the article's text: a caption, a byline, a row of share buttons. */
typedef struct Aside {
    uint32_t offset; /* of the text, in bytes: what stands before it and what behind */
    BlockRole role;
    Bytes text;
} Aside;

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
    Bytes modified; /* ISO 8601, as `published` */
    Bytes section; /* "World", "Sport", as the record names it */
    Bytes agency; /* the news agency it is credited to: "Reuters" */
    ByteSpan agency_bytes; /* the credit's place in the text; empty where it is elsewhere: in the byline */
    const LinkPlace *link_places; /* by place; a link may have none or several */
    uint32_t link_place_count;
    const Statement *statements;
    uint32_t statement_count;
    const StatedRole *stated_roles;
    uint32_t stated_role_count;
    const Aside *asides; /* in the order of the page */
    uint32_t aside_count;
} Article;

/*
 * The order of articles everywhere: by path, then id. It makes every result independent of the order of adding.
 * For qsort.
 */
int article_compare(const void *left, const void *right);

/* Adds the encoding that the article's record was guessed to be in; NULL: none was guessed. */
void article_state_encoding(Article *article, const char *encoding, Arena *result);

/* Fills article->id from its other fields: the same record gives the same id on every machine. */
void article_id_build(Article *article);

#endif
