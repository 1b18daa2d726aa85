/*
 * What a block of an article is.
 *
 * Two kinds of evidence tell it: the record's markup (lib/read states it, and the article keeps it) and the block's own
 * form (lib/text). lib/text/roles.c weighs both and is the only place that decides.
 */
#ifndef STEMMA_READ_ROLE_H
#define STEMMA_READ_ROLE_H

#include <stdbool.h>

/* X(name, word shown to people). The order is stored in collections: append only. */
#define BLOCK_ROLES(X)                                                                                                 \
    X(NARRATION, "narration") /* the article's own telling */                                                          \
    X(HEADLINE, "headline") /* the title at the top of a plain text, and headings between paragraphs */                \
    X(CAPTION, "caption") /* a picture's description, its credit */                                                    \
    X(KEYWORDS, "keywords") /* "harbour, bridge, storm, city" */                                                       \
    X(FURNITURE, "furniture") /* controls, advertisements, legal lines: all that has no name of its own below */       \
    X(CORRECTION, "correction") /* "Correction Feb. 25: …", "This story has been updated …" */                     \
    X(BYLINE, "byline") /* "By Ada Finch", and the date below it */                                                    \
    X(RELATED, "related") /* pointers to other articles: "More news: …", "Read also: …" */                         \
    X(SHARE, "share") /* "Share on Facebook", "Tweet this" */                                                          \
    X(COMMENTS, "comments") /* "12 comments", "Leave a comment" */                                                     \
    X(NEWSLETTER, "newsletter") /* "Sign up for …", subscriptions, apps to install */                                \
    X(CREDIT, "credit") /* "Reuters contributed to this report" */

#define BLOCK_ROLE_ENUM(name, word) BLOCK_##name,
typedef enum BlockRole { BLOCK_ROLES(BLOCK_ROLE_ENUM) BLOCK_ROLE_COUNT } BlockRole;
#undef BLOCK_ROLE_ENUM

/* The word shown to people; "narration" for what is no role. Static. */
const char *role_name(BlockRole role);

/* What belongs to the page and not to the article's telling: nobody's reporting, and much of it on every page. */
bool role_is_furniture(BlockRole role);

#endif
