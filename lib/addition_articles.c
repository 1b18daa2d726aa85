/*
 * The articles of an addition: keys -> corpora.
 *
 * In:  keys of articles, again and again: the new ones, their neighbours, whoever shares families and stories with these.
 * Out: corpora of some of them, in canonical order, with the records of their quotations.
 *
 * Most are asked for twice or thrice, and to make words of a text is a good part of what the stages cost. So each is
 * read once, all have one vocabulary, and a corpus is a choice of texts. It has more words than its articles: words that
 * none of them has tell nothing.
 *
 * A word counts as in the collection: by the statistics of the latest trace of all, and those articles among the ones
 * read that came later.
 *
 * Invariant: what is chosen depends on the articles that were read and the order of reading, on nothing else.
 */
#include "addition_articles.h"

#include <stdlib.h>
#include <string.h>

static void *grown(const void *items, size_t count, size_t more, size_t item_bytes, Arena *result) {
    uint8_t *all = arena_allocate_zeroed(result, (count + more + 1) * item_bytes, _Alignof(max_align_t));
    if (count > 0) memcpy(all, items, count * item_bytes);
    return all;
}

static void make_room(AdditionArticles *articles, uint32_t more) {
    const uint32_t count = articles->corpus.article_count;
    articles->keys = grown(articles->keys, count, more, sizeof *articles->keys, articles->with.result);
    articles->is_new = grown(articles->is_new, count, more, sizeof *articles->is_new, articles->with.result);
    articles->is_uncounted =
        grown(articles->is_uncounted, count, more, sizeof *articles->is_uncounted, articles->with.result);
    articles->records = grown(articles->records, count, more, sizeof *articles->records, articles->with.result);
}

/* Whether the key is one of these, which ascend. */
static bool keys_have(ArticleKeys keys, int64_t key) {
    return known_numbers_have((KnownNumbers){keys.items, keys.count}, key);
}

/* Of those that are known; how new ones are to be asked is not known before all of these are read. */
static Status read_records(AdditionArticles *articles, uint32_t first, Error *error) {
    const Corpus *all = &articles->corpus;
    const Corpus more = {.articles = all->articles + first,
                         .article_count = all->article_count - first,
                         .article_keys = articles->keys + first};
    QuotationOptions options = articles->quotation_options;
    Status status = store_quotation_records_read(articles->with.store, &more, &options, articles->with.result, error);
    for (uint32_t i = 0; i < more.article_count && !status; i++)
        if (!articles->is_new[first + i]) articles->records[first + i] = options.known[i];
    return status;
}

static Status add_articles(AdditionArticles *articles, ArticleKeys keys, Arena scratch, Error *error) {
    const AdditionReading *with = &articles->with;
    const uint32_t first = articles->corpus.article_count;
    Articles more;
    Status status = store_articles_read_some(with->store, keys, &more, with->result, error);
    if (status) return status;
    make_room(articles, more.count);
    for (uint32_t i = 0; i < more.count; i++) {
        articles->keys[first + i] = more.keys[i];
        articles->is_new[first + i] = keys_have(with->state->added, more.keys[i]);
        articles->is_uncounted[first + i] = more.keys[i] > with->state->full_last_key;
        *map_insert(&articles->places, (uint64_t)more.keys[i], NULL, with->result) = 1 + first + i;
    }
    corpus_extend(&articles->corpus, (CorpusArticles){more.items, more.count}, with->threads, with->result);
    articles->corpus.article_keys = articles->keys;
    word_statistics_lay(with->statistics, &articles->corpus, articles->is_uncounted, with->result, scratch);
    return read_records(articles, first, error);
}

AdditionArticles addition_articles_open(const AdditionReading *with) {
    return (AdditionArticles){
        .with = *with, .quotation_options = {.threads = with->threads, .per_article_max = STEMMA_QUOTATIONS_MAX}};
}

Status addition_articles_read(AdditionArticles *articles, ArticleKeys keys, Error *error) {
    Arena scratch = arena_open(0);
    int64_t *unread = arena_new_array_uncleared(&scratch, int64_t, keys.count + 1u);
    uint32_t count = 0;
    for (uint32_t i = 0; i < keys.count; i++)
        if (!map_find(&articles->places, (uint64_t)keys.items[i])) unread[count++] = keys.items[i];
    Status status = STEMMA_OK;
    if (count > 0) status = add_articles(articles, (ArticleKeys){unread, count}, scratch, error);
    arena_close(&scratch);
    return status;
}

/* --- Choosing ----------------------------------------------------------------------------------------------------- */

void addition_articles_record(AdditionArticles *articles, const SmallCorpus *chosen, const Bytes *records) {
    for (uint32_t i = 0; i < chosen->corpus.article_count; i++) {
        const uint32_t *place = map_find(&articles->places, (uint64_t)chosen->corpus.article_keys[i]);
        if (place) articles->records[*place - 1] = records[i];
    }
}

/* An article, and which of those read it is; what compares articles compares these too. */
typedef struct ChosenArticle {
    Article article;
    uint32_t index;
} ChosenArticle;

void addition_articles_choose(const AdditionArticles *articles, ArticleKeys keys, SmallCorpus *out, Arena *result) {
    const Corpus *all = &articles->corpus;
    Arena scratch = arena_open(0);
    ChosenArticle *chosen = arena_new_array_uncleared(&scratch, ChosenArticle, keys.count + 1u);
    uint32_t count = 0;
    for (uint32_t i = 0; i < keys.count; i++) {
        const uint32_t *place = map_find(&articles->places, (uint64_t)keys.items[i]);
        if (place) chosen[count++] = (ChosenArticle){all->articles[*place - 1], *place - 1};
    }
    if (count > 0) qsort(chosen, count, sizeof *chosen, article_compare);
    Article *items = arena_new_array_uncleared(result, Article, count + 1u);
    Text *texts = arena_new_array_uncleared(result, Text, count + 1u);
    int64_t *article_keys = arena_new_array_uncleared(result, int64_t, count + 1u);
    bool *is_new = arena_new_array(result, bool, count + 1u);
    Bytes *records = arena_new_array_uncleared(result, Bytes, count + 1u);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t index = chosen[i].index;
        items[i] = chosen[i].article;
        texts[i] = all->texts[index];
        article_keys[i] = articles->keys[index];
        is_new[i] = articles->is_new[index];
        records[i] = articles->records[index];
    }
    *out = (SmallCorpus){.corpus = *all, .is_new = is_new, .quotation_options = articles->quotation_options};
    out->corpus.articles = items;
    out->corpus.texts = texts;
    out->corpus.article_count = count;
    out->corpus.article_keys = article_keys;
    out->quotation_options.known = records;
    arena_close(&scratch);
}
