/*
 * In:  a path.
 * Out: a corpus of the articles' texts.
 *
 * What learns counts words: who wrote an article, and where it stands, is not kept.
 */
#include "articles.h"

#include "../lib/base/array.h"
#include "../lib/read/read.h"

typedef struct Gathering {
    struct Articles ARRAY_OF(Article) articles;
    Arena *memory;
} Gathering;

static Status article_keep(void *context, const Article *article, bool *duplicate, Error *error) {
    (void)error;
    *duplicate = false;
    Gathering *gathering = context;
    Article copy = {.text = bytes_copy(article->text, gathering->memory)};
    *array_push(&gathering->articles, gathering->memory) = copy;
    return STEMMA_OK;
}

static Status record_skip(void *context, const ReadSkip *skip, Error *error) {
    (void)context;
    (void)skip;
    (void)error;
    return STEMMA_OK;
}

Status articles_learn_from(const char *path, Corpus *out, Arena *result, Error *error) {
    Gathering gathering = {.memory = result};
    ReadSink sink = {.context = &gathering, .article = article_keep, .skip = record_skip};
    ReadOptions options = read_options_default();
    ReadCounts read = {0};
    Status status = read_path(path, &options, &sink, &read, error);
    if (status) return status;
    *out = corpus_build(gathering.articles.items, (uint32_t)gathering.articles.count, 0, result);
    return STEMMA_OK;
}
