/* The text of one article at a time, kept while the same article is asked for. */
#ifndef STEMMA_APP_ARTICLE_TEXT_H
#define STEMMA_APP_ARTICLE_TEXT_H

#include <stdbool.h>

#include <stemma/stemma.h>

#include "code_points.h"

/* Zero-initialise with the collection; close in the end. */
typedef struct ArticleText {
    StemmaCollection *collection;
    StemmaCursor *cursor;
    StemmaArticle article;
    CodePoints points;
} ArticleText;

/* The article's record is in text->article afterwards. */
StemmaStatus article_text_open(ArticleText *text, const char *article_id, StemmaError *error);
/* The same, false after an error, which is reported. The article's record is in text->article. */
bool article_text_read(ArticleText *text, const char *article_id);
void article_text_close(ArticleText *text);

/* The bytes of a span; NULL where the text is not that long. */
const char *article_text_find(ArticleText *text, StemmaSpan span, size_t *size);

#endif
