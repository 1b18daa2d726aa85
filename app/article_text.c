/* One article's record with its text, held by its cursor until another one is wanted. See article_text.h. */
#include "article_text.h"

#include <string.h>

#include "command.h"

bool article_text_read(ArticleText *text, const char *article_id) {
    if (text->cursor && strcmp(text->article.id, article_id) == 0) return true;
    article_text_close(text);
    StemmaFilter filter = {.article_id = article_id, .with_text = true};
    StemmaError error;
    StemmaStatus status = stemma_cursor_open(text->collection, STEMMA_ARTICLES, &filter, &text->cursor, &error);
    if (status == STEMMA_OK) status = stemma_article_next(text->cursor, &text->article, &error);
    if (status == STEMMA_OK) {
        text->points = (CodePoints){.text = text->article.text, .size = text->article.text_size};
        return true;
    }
    if (status == STEMMA_END)
        report_trouble("article %s is not in the collection", article_id);
    else
        report_error(&error);
    article_text_close(text);
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
