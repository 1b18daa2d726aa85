/*
 * What explaining one article needs of a collection: the article, and those that it may share text with.
 *
 * In:  a traced collection and an article's id.
 * Out: a corpus of a few articles in which every word has the rareness it has in the whole collection.
 *
 * Candidates come from the word index that a trace leaves: the articles that have all the words of one of the article's
 * seeds, in whatever order. An article that shares a seed is always one of them, so none is missed, except where the
 * rarest word of a seed stands in more than SEED_ARTICLES_MAX articles: such seeds ("one of the first of") would bring
 * in half the collection, and are counted instead. Where there are more than CANDIDATES_MAX, those with fewer such
 * seeds are left out, as many as have the same number of them. Articles with a stored passage always come.
 */
#include <string.h>

#include "base/radix.h"
#include "explain_parts.h"
#include "match/seeds.h"

enum { SEED_ARTICLES_MAX = 2000, CANDIDATES_MAX = 2000 };

typedef struct KeyList ARRAY_OF(KeyValue) KeyList; /* key: an article's; value: 1 where it must come */

static Status passage_partners(Explainer *explainer, KeyList *keys, Arena *result, Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_PASSAGES, &filter, &cursor, error);
    if (status) return status;
    StemmaPassage passage;
    while ((status = stemma_passage_next(cursor, &passage, error)) == STEMMA_OK) {
        bool is_a = strcmp(passage.a_article_id, explainer->article_id) == 0;
        int64_t key = 0;
        status = store_article_key(explainer->collection->store, is_a ? passage.b_article_id : passage.a_article_id,
                                   &key, error);
        if (status) break;
        *array_push(keys, result) = (KeyValue){(uint64_t)key, 1};
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

static bool has_key(const WordArticles *articles, int64_t key) {
    uint32_t low = 0, high = articles->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (articles->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < articles->count && articles->keys[low] == key;
}

/* Adds the articles that have all words of the seed; false where its rarest word is too frequent. */
static bool add_seed(const uint32_t *word_ids, uint32_t seed_words, const WordArticles *articles, KeyList *keys,
                     Arena *result) {
    uint32_t rarest = 0;
    for (uint32_t i = 1; i < seed_words; i++) {
        if (articles[word_ids[i]].count < articles[word_ids[rarest]].count) rarest = i;
    }
    const WordArticles *list = &articles[word_ids[rarest]];
    if (list->count > SEED_ARTICLES_MAX) return false;
    for (uint32_t k = 0; k < list->count; k++) {
        bool all = true;
        for (uint32_t i = 0; i < seed_words && all; i++) {
            all = i == rarest || has_key(&articles[word_ids[i]], list->keys[k]);
        }
        if (all) *array_push(keys, result) = (KeyValue){(uint64_t)list->keys[k], 0};
    }
    return true;
}

/* Each key once; those that came by too few seeds are left out. */
static int64_t *choose_keys(KeyList *keys, int64_t own, uint32_t *count, Arena *result, Arena scratch) {
    radix_sort(keys->items, keys->count, scratch);
    uint32_t by_seeds[64] = {0}; /* how many articles came by so many seeds */
    int64_t *chosen = arena_new_array_uncleared(result, int64_t, keys->count + 1);
    uint32_t least = 0;
    for (int pass = 0; pass < 2; pass++) {
        *count = 0;
        chosen[(*count)++] = own;
        for (size_t begin = 0, end = 0; begin < keys->count; begin = end) {
            bool must = false;
            for (; end < keys->count && keys->items[end].key == keys->items[begin].key; end++) {
                must |= keys->items[end].value == 1;
            }
            uint32_t seeds = end - begin < 63 ? (uint32_t)(end - begin) : 63;
            if ((int64_t)keys->items[begin].key == own) continue;
            if (pass == 0 && !must) by_seeds[seeds]++;
            if (pass == 1 && (must || seeds >= least)) chosen[(*count)++] = (int64_t)keys->items[begin].key;
        }
        uint32_t kept = 0;
        for (least = 64; least > 1 && kept + by_seeds[least - 1] <= CANDIDATES_MAX; least--)
            kept += by_seeds[least - 1];
    }
    return chosen;
}

/* The collection's counts for the words of the article; no other word can be equal to one of it. */
static void count_words(Corpus *corpus, const Vocabulary *own, const WordArticles *articles, uint32_t total) {
    corpus->vocabulary.article_total = total;
    for (uint32_t id = 0; id < own->count; id++) {
        uint32_t known = vocabulary_find(&corpus->vocabulary, own->words[id]);
        if (known != WORD_ID_NONE) corpus->vocabulary.article_counts[known] = articles[id].count;
    }
}

static Status read_candidates(Explainer *explainer, const Article *own, int64_t own_key, Arena *result, Error *error) {
    Store *store = explainer->collection->store;
    const MatchOptions options = match_options_default();
    Arena scratch = arena_open(0), memory = arena_open(0);
    Vocabulary vocabulary = {0};
    Text text = text_build(own->text, &vocabulary, &memory, scratch);
    WordArticles *articles = arena_new_array(&memory, WordArticles, vocabulary.count);
    KeyList keys = {0};
    uint32_t total = 0;
    Status status = store_words_read(store, vocabulary.words, vocabulary.count, articles, &memory, error);
    if (!status) status = store_articles_count(store, &total, error);
    if (!status) status = passage_partners(explainer, &keys, &memory, error);
    if (!status) {
        Seed *seeds = arena_new_array(&memory, Seed, text.word_count);
        uint32_t seed_count =
            seeds_choose((Sequence){text.word_ids, text.word_count}, vocabulary.hashes, &options, seeds);
        for (uint32_t i = 0; i < seed_count; i++) {
            bool looked_up =
                add_seed(text.word_ids + seeds[i].word_index, options.seed_words, articles, &keys, &memory);
            explainer->common_seeds += !looked_up;
        }
        uint32_t count = 0;
        const int64_t *chosen = choose_keys(&keys, own_key, &count, &memory, scratch);
        Articles read;
        status = store_articles_read_some(store, chosen, count, &read, result, error);
        if (!status) explainer->corpus = corpus_build(read.items, read.count, 0, result);
        if (!status) count_words(&explainer->corpus, &vocabulary, articles, total);
    }
    arena_close(&memory);
    arena_close(&scratch);
    return status;
}

Status explain_read(Explainer *explainer, Arena *result, Error *error) {
    Store *store = explainer->collection->store;
    int64_t key = 0;
    Articles own;
    Status status = store_article_key(store, explainer->article_id, &key, error);
    if (!status) status = store_articles_read_some(store, &key, 1, &own, result, error);
    if (!status && own.count == 0) {
        status = error_set(error, STEMMA_NOT_FOUND, "no article has the id '%.40s'", explainer->article_id);
    }
    if (!status) status = read_candidates(explainer, &own.items[0], key, result, error);
    if (status) return status;
    const Corpus *corpus = &explainer->corpus;
    while (strcmp(corpus->articles[explainer->article].id, explainer->article_id) != 0) explainer->article++;
    explainer->text = &corpus->texts[explainer->article];
    explainer->index = code_point_index_build(explainer->text->bytes, result);
    return STEMMA_OK;
}
