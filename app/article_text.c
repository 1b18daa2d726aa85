/* One article's record with its text, held by its cursor until another one is wanted. See article_text.h. */
#include "article_text.h"

#include <stdio.h>
#include <string.h>

#include "command.h"

StemmaStatus article_text_open(ArticleText *text, const char *article_id, StemmaError *error) {
    if (text->cursor && strcmp(text->article.id, article_id) == 0) return STEMMA_OK;
    article_text_close(text);
    StemmaFilter filter = {.article_id = article_id, .with_text = true};
    StemmaStatus status = stemma_cursor_open(text->collection, STEMMA_ARTICLES, &filter, &text->cursor, error);
    if (status == STEMMA_OK) status = stemma_article_next(text->cursor, &text->article, error);
    if (status == STEMMA_OK) {
        text->points = (CodePoints){.text = text->article.text, .size = text->article.text_size};
        return STEMMA_OK;
    }
    article_text_close(text);
    if (status != STEMMA_END) return status;
    *error = (StemmaError){.status = STEMMA_NOT_FOUND};
    snprintf(error->message, sizeof error->message, "article %.40s is not in the collection", article_id);
    return STEMMA_NOT_FOUND;
}

bool article_text_read(ArticleText *text, const char *article_id) {
    StemmaError error;
    if (article_text_open(text, article_id, &error) == STEMMA_OK) return true;
    report_error(&error);
    return false;
}

void article_text_close(ArticleText *text) {
    stemma_cursor_close(text->cursor);
    text->cursor = NULL;
}

const char *article_text_find(ArticleText *text, StemmaSpan span, size_t *size) {
    size_t begin = code_points_to_byte(&text->points, span.start);
    size_t end = code_points_to_byte(&text->points, span.end);
    *size = end - begin;
    return begin <= text->points.size ? text->points.text + begin : NULL;
}
