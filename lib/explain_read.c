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
 * seeds are left out, as many as have the same number of them. Articles with a stored passage always come. Articles
 * that the index does not know are looked for in the same sets, where find_added.c puts them.
 */
#include <string.h>

#include "base/radix.h"
#include "explain_parts.h"
#include "find_added.h"
#include "match/seeds.h"

enum { SEED_ARTICLES_MAX = 2000, CANDIDATES_MAX = 2000 };

typedef struct RankList ARRAY_OF(KeyValue) RankList; /* key: an article's rank; value: 1 where it must come */

static Status passage_partners(Explainer *explainer, const WordIndex *index, RankList *ranks, Arena *result,
                               Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_PASSAGES, &filter, &cursor, error);
    if (status) return status;
    StemmaPassage passage;
    while ((status = stemma_passage_next(cursor, &passage, error)) == STEMMA_OK) {
        bool is_a = strcmp(passage.a_article_id, explainer->article_id) == 0;
        uint32_t rank = 0;
        status = store_article_rank(index, is_a ? passage.b_article_id : passage.a_article_id, &rank, error);
        if (status) break;
        *array_push(ranks, result) = (KeyValue){rank, 1};
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

static Status other_article(Explainer *explainer, const WordIndex *index, RankList *ranks, Arena *result,
                            Error *error) {
    if (!explainer->options.other_id) return STEMMA_OK;
    uint32_t rank = 0;
    Status status = store_article_rank(index, explainer->options.other_id, &rank, error);
    if (!status && rank > 0) *array_push(ranks, result) = (KeyValue){rank, 1};
    return status;
}

/* Adds the articles that have all words of the seed; false where its rarest word is too frequent. */
static bool add_seed(const FindLookup *lookup, Sequence seed, RankList *ranks, Arena *result) {
    const RankSet *articles = lookup->words;
    const size_t set_words = RANK_SET_WORDS(lookup->index.rank_count);
    uint32_t rarest = 0;
    for (uint32_t i = 1; i < seed.count; i++) {
        if (articles[seed.ids[i]].count < articles[seed.ids[rarest]].count) rarest = i;
    }
    const RankSet *list = &articles[seed.ids[rarest]];
    if (list->count > SEED_ARTICLES_MAX) return false;
    for (size_t k = 0; list->bits && k < set_words; k++) {
        for (uint64_t left = list->bits[k]; left; left &= left - 1) {
            uint32_t rank = (uint32_t)(k * 64) + (uint32_t)__builtin_ctzll(left);
            bool all = true;
            for (uint32_t i = 0; i < seed.count && all; i++) all = rank_set_has(&articles[seed.ids[i]], rank);
            if (all) *array_push(ranks, result) = (KeyValue){rank, 0};
        }
    }
    return true;
}

/* Each rank but the own once; those that came by too few seeds are left out. */
static uint32_t *choose_ranks(RankList *ranks, uint32_t own, uint32_t *count, Arena *result, Arena scratch) {
    radix_sort(ranks->items, ranks->count, scratch);
    uint32_t by_seeds[64] = {0}; /* how many articles came by so many seeds */
    uint32_t *chosen = arena_new_array_uncleared(result, uint32_t, ranks->count);
    uint32_t least = 0;
    for (int pass = 0; pass < 2; pass++) {
        *count = 0;
        for (size_t begin = 0, end = 0; begin < ranks->count; begin = end) {
            bool must = false;
            for (; end < ranks->count && ranks->items[end].key == ranks->items[begin].key; end++) {
                must |= ranks->items[end].value == 1;
            }
            uint32_t seeds = end - begin < 63 ? (uint32_t)(end - begin) : 63;
            if ((uint32_t)ranks->items[begin].key == own) continue;
            if (pass == 0 && !must) by_seeds[seeds]++;
            if (pass == 1 && (must || seeds >= least)) chosen[(*count)++] = (uint32_t)ranks->items[begin].key;
        }
        uint32_t kept = 0;
        for (least = 64; least > 1 && kept + by_seeds[least - 1] <= CANDIDATES_MAX; least--)
            kept += by_seeds[least - 1];
    }
    return chosen;
}

/* The collection's counts for the words of the article; no other word can be equal to one of it. */
static void count_words(Corpus *corpus, const Vocabulary *own, const RankSet *articles, uint32_t total) {
    corpus->vocabulary.article_total = total;
    for (uint32_t id = 0; id < own->count; id++) {
        uint32_t known = vocabulary_find(&corpus->vocabulary, own->words[id]);
        if (known != WORD_ID_NONE) corpus->vocabulary.article_counts[known] = articles[id].count;
    }
}

/* The article's words and who else has them. */
static Status look_up(Store *store, const Article *own, FindLookup *lookup, Arena *result, Error *error) {
    Arena scratch = arena_open(0);
    Vocabulary *vocabulary = &lookup->vocabulary;
    lookup->text = text_build(own->text, vocabulary, result, scratch);
    arena_close(&scratch);
    lookup->words = arena_new_array(result, RankSet, vocabulary->count);
    Status status = store_word_index_open(store, &lookup->index, result, error);
    for (uint32_t id = 0; id < vocabulary->count && !status; id++) {
        status = store_word_index_read(&lookup->index, vocabulary->hashes[id], &lookup->words[id], result, error);
    }
    return status ? status : find_added_read(lookup, result, error);
}

/* Adds the articles that have all words of a seed. */
static void add_seeds(Explainer *explainer, const FindLookup *lookup, RankList *ranks, Arena *result) {
    const MatchOptions options = match_options_default();
    const Text *text = &lookup->text;
    Seed *seeds = arena_new_array(result, Seed, text->word_count);
    const Sequence words = {text->word_ids, text->word_count};
    uint32_t seed_count = seeds_choose(words, lookup->vocabulary.hashes, &options, seeds);
    for (uint32_t i = 0; i < seed_count; i++) {
        const Sequence seed = {text->word_ids + seeds[i].word_index, options.seed_words};
        explainer->common_seeds += !add_seed(lookup, seed, ranks, result);
    }
}

static Status read_candidates(Explainer *explainer, const Article *own, int64_t own_key, Arena *result, Error *error) {
    Store *store = explainer->collection->store;
    Arena scratch = arena_open(0), memory = arena_open(0);
    FindLookup lookup = {0};
    RankList ranks = {0};
    uint32_t own_rank = 0, count = 0;
    Status status = look_up(store, own, &lookup, &memory, error);
    const WordIndex *index = &lookup.index;
    if (!status) status = store_article_rank(index, explainer->article_id, &own_rank, error);
    if (!status) status = passage_partners(explainer, index, &ranks, &memory, error);
    if (!status) status = other_article(explainer, index, &ranks, &memory, error);
    if (!status) {
        add_seeds(explainer, &lookup, &ranks, &memory);
        const uint32_t *chosen = choose_ranks(&ranks, own_rank, &count, &memory, scratch);
        int64_t *keys = arena_new_array(&memory, int64_t, (size_t)count + 1);
        Articles read = {0};
        keys[count] = own_key;
        status = store_ranks_to_keys(index, chosen, count, keys, error);
        if (!status) status = store_articles_read_some(store, (ArticleKeys){keys, count + 1}, &read, result, error);
        if (!status) explainer->corpus = corpus_build(read.items, read.count, 0, result);
        if (!status) count_words(&explainer->corpus, &lookup.vocabulary, lookup.words, index->article_count);
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
    if (!status) status = store_articles_read_some(store, (ArticleKeys){&key, 1}, &own, result, error);
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
