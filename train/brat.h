/*
 * Annotated articles: a folder with text/NAME.txt and attributions/NAME.ann (or NAME_ANNOTATOR.ann), brat's standoff
 * format: T lines are spans labelled Source, Cue, Content, in code points; E lines join them to attributions.
 */
#ifndef STEMMA_TRAIN_BRAT_H
#define STEMMA_TRAIN_BRAT_H

#include <stdbool.h>

#include "../lib/base/array.h"
#include "../lib/read/article.h"

typedef enum GoldRole { GOLD_SOURCE, GOLD_CUE, GOLD_CONTENT, GOLD_ROLES } GoldRole;
#define GOLD_PARTS_MAX 16

/* One attribution as somebody marked it; bytes in its article. */
typedef struct GoldRelation {
    ByteSpan parts[GOLD_ROLES][GOLD_PARTS_MAX];
    uint32_t counts[GOLD_ROLES];
} GoldRelation;

typedef struct GoldRelations ARRAY_OF(GoldRelation) GoldRelations;

typedef struct GoldArticle {
    Article article;
    GoldRelations relations;
} GoldArticle;

typedef struct GoldArticles ARRAY_OF(GoldArticle) GoldArticles;

/* Reads the folder; articles in order of their names. Says on standard error what it skips; false where it reads none. */
bool brat_read(const char *folder, GoldArticles *articles, Arena *result);

#endif
