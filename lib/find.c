/*
 * find: a text -> where it, or something close to it, occurs in a collection (stemma_find of stemma.h).
 *
 *     the query's words -> the word index -> candidates: the articles that have enough of them
 *     candidates -> words -> the query's seeds looked up in each (match/query.c) -> hits, best first
 *
 * A trace leaves an index of words in the collection. By it an article is a candidate when it has all words of one of
 * the query's seeds, and words that would weigh enough, and be enough, if all of them stood in the right order: no
 * other article can hold a hit, so the hits are those that reading everything would give. Where the collection is not
 * traced, or the query is so long that looking its words up costs more than reading, all articles are read.
 *
 * Invariant: rareness is that of the whole collection, however few articles are read.
 */
#include <stemma/stemma.h>

#include <stdlib.h>
#include <string.h>

#include "base/radix.h"
#include "base/status.h"
#include "base/utf8.h"
#include "collection.h"
#include "match/query.h"
#include "text/text.h"

/* Most equal words first, then identity, then article and place. Articles are in canonical order. */
typedef struct RankedHit {
    const Alignment *alignment;
    double identity;
} RankedHit;

static int compare_hits(const void *left, const void *right) {
    const RankedHit *x = left;
    const RankedHit *y = right;
    if (x->alignment->matched_words != y->alignment->matched_words) {
        return x->alignment->matched_words > y->alignment->matched_words ? -1 : 1;
    }
    if (x->identity != y->identity) return x->identity > y->identity ? -1 : 1;
    return (x->alignment > y->alignment) - (x->alignment < y->alignment); /* by article, then place */
}

static StemmaHit hit_of(const Corpus *corpus, const Text *query, const CodePointIndex *query_places, RankedHit ranked,
                        Arena *result, Arena scratch) {
    const Alignment *alignment = ranked.alignment;
    const Article *article = &corpus->articles[alignment->source_index];
    const Text *text = &corpus->texts[alignment->source_index];
    ByteSpan bytes = text_bytes_of(text, alignment->source_words);
    ByteSpan query_bytes = text_bytes_of(query, alignment->target_words);
    CodePointIndex places = code_point_index_build(text->bytes, &scratch);
    return (StemmaHit){.article = bytes_to_string(article->path, result),
                       .article_id = bytes_to_string(bytes_from_string(article->id), result),
                       .span = {code_point_index_find(&places, bytes.begin), code_point_index_find(&places, bytes.end)},
                       .query_span = {code_point_index_find(query_places, query_bytes.begin),
                                      code_point_index_find(query_places, query_bytes.end)},
                       .text = bytes_to_string(bytes_slice(text->bytes, bytes), result),
                       .words = alignment->matched_words,
                       .identity = ranked.identity};
}

static uint16_t *list_weights(const Vocabulary *vocabulary, Arena *result) {
    uint16_t *weights = arena_new_array(result, uint16_t, vocabulary->count);
    for (uint32_t id = 0; id < vocabulary->count; ++id) {
        weights[id] = (uint16_t)vocabulary_rareness_permille(vocabulary, id);
    }
    return weights;
}

static Alignments match_query(Corpus *corpus, const Text *query, Arena *result, Arena scratch) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    const uint16_t *weights = list_weights(vocabulary, &scratch);
    Sequence *sequences = arena_new_array(&scratch, Sequence, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; ++i) {
        sequences[i] = (Sequence){corpus->texts[i].word_ids, corpus->texts[i].word_count};
    }
    MatchInput input = {.sequences = sequences,
                        .sequence_count = corpus->article_count,
                        .weights_permille = weights,
                        .word_hashes = vocabulary->hashes,
                        .word_id_count = vocabulary->count};
    Sequence sequence = {query->word_ids, query->word_count};
    MatchOptions options = query_options_for(sequence, weights);
    return query_find(&input, sequence, &options, result, scratch);
}

/* --- Candidates ----------------------------------------------------------------------------------------------------- */

enum {
    QUERY_WORDS_MAX = 2000, /* a longer query shares words enough with every article */
    LOOKED_UP_MAX = 4 << 20 /* words of articles: sorting so many costs as much as reading a few thousand articles */
};

/* The query before the collection is read: its distinct words, and the articles that have them. */
typedef struct Lookup {
    Vocabulary vocabulary; /* of the query; counts and total are the collection's */
    Text text;
    WordArticles *articles; /* by word id */
    uint16_t *weights;
    uint32_t *uses; /* by word id: how often it stands in the query */
} Lookup;

/* *indexed says whether the word index can serve. */
static Status look_up(Store *store, Bytes query_text, Lookup *lookup, bool *indexed, Arena *result, Error *error) {
    *indexed = false;
    *lookup = (Lookup){0};
    bool traced = false;
    Status status = store_traced(store, &traced, error);
    if (status || !traced) return status;
    Arena scratch = arena_open(0);
    lookup->text = text_build(query_text, &lookup->vocabulary, result, scratch);
    arena_close(&scratch);
    Vocabulary *vocabulary = &lookup->vocabulary;
    if (lookup->text.word_count == 0 || lookup->text.word_count > QUERY_WORDS_MAX) return STEMMA_OK;
    lookup->articles = arena_new_array(result, WordArticles, vocabulary->count);
    status = store_words_read(store, vocabulary->words, vocabulary->count, lookup->articles, result, error);
    if (!status) status = store_articles_count(store, &vocabulary->article_total, error);
    if (status) return status;
    uint64_t total = 0;
    for (uint32_t id = 0; id < vocabulary->count; ++id) {
        vocabulary->article_counts[id] = lookup->articles[id].count;
        total += lookup->articles[id].count;
    }
    lookup->weights = list_weights(vocabulary, result);
    lookup->uses = arena_new_array(result, uint32_t, vocabulary->count);
    for (uint32_t i = 0; i < lookup->text.word_count; ++i) ++lookup->uses[lookup->text.word_ids[i]];
    *indexed = total <= LOOKED_UP_MAX;
    return STEMMA_OK;
}

/* Whether the words marked with `mark` include all those of one of the query's seeds. */
static bool has_seed(const Text *query, const uint32_t *marks, uint32_t mark, uint32_t seed_words) {
    uint32_t run = 0;
    for (uint32_t i = 0; i < query->word_count && run < seed_words; ++i) {
        run = marks[query->word_ids[i]] == mark ? run + 1 : 0;
    }
    return run >= seed_words;
}

/* The keys of the candidates. */
static int64_t *choose_candidates(const Lookup *lookup, uint32_t *count, Arena *result, Arena scratch) {
    const Sequence sequence = {lookup->text.word_ids, lookup->text.word_count};
    const MatchOptions options = query_options_for(sequence, lookup->weights);
    size_t total = 0;
    for (uint32_t id = 0; id < lookup->vocabulary.count; ++id) total += lookup->articles[id].count;
    KeyValue *items = arena_new_array_uncleared(&scratch, KeyValue, total);
    total = 0;
    for (uint32_t id = 0; id < lookup->vocabulary.count; ++id) {
        const WordArticles *articles = &lookup->articles[id];
        for (uint32_t i = 0; i < articles->count; ++i) items[total++] = (KeyValue){(uint64_t)articles->keys[i], id};
    }
    radix_sort(items, total, scratch);
    uint32_t *marks = arena_new_array(&scratch, uint32_t, lookup->vocabulary.count);
    int64_t *keys = arena_new_array_uncleared(result, int64_t, total);
    uint32_t mark = 0;
    *count = 0;
    for (size_t begin = 0, end = 0; begin < total; begin = end) {
        uint64_t weight = 0;
        uint64_t words = 0;
        ++mark;
        for (; end < total && items[end].key == items[begin].key; ++end) {
            uint32_t id = (uint32_t)items[end].value;
            marks[id] = mark;
            words += lookup->uses[id];
            weight += (uint64_t)lookup->uses[id] * lookup->weights[id];
        }
        if (words < options.matched_words_min) continue;
        if (weight < options.weight_min_permille && words < options.matched_words_enough) continue;
        if (has_seed(&lookup->text, marks, mark, options.seed_words)) keys[(*count)++] = (int64_t)items[begin].key;
    }
    return keys;
}

/* What is looked for, and in how much of the collection. */
typedef struct Search {
    Store *store;
    Bytes query;
    StemmaFindPortion portion;
    uint64_t candidate_count;
} Search;

/*
 * Reads the candidates, as many as the portion allows, or everything, and gives the query's words the counts they have
 * in the whole collection.
 */
static Status read_corpus(Search *search, Corpus *corpus, Arena *scratch, Error *error) {
    Store *store = search->store;
    Bytes query_text = search->query;
    Lookup lookup;
    Articles articles;
    bool indexed = false;
    Status status = look_up(store, query_text, &lookup, &indexed, scratch, error);
    if (status) return status;
    if (!indexed) {
        status = store_articles_read(store, &articles, scratch, error);
        if (!status) *corpus = corpus_build(articles.items, articles.count, 0, scratch);
        search->candidate_count = articles.count;
        return status;
    }
    Arena memory = arena_open(0);
    uint32_t count = 0;
    int64_t *keys = choose_candidates(&lookup, &count, scratch, memory);
    arena_close(&memory);
    search->candidate_count = count;
    status = store_articles_choose(store, keys, &count, search->portion, error);
    if (status) return status;
    status = store_articles_read_some(store, keys, count, &articles, scratch, error);
    if (status) return status;
    *corpus = corpus_build(articles.items, articles.count, 0, scratch);
    corpus->vocabulary.article_total = lookup.vocabulary.article_total;
    for (uint32_t id = 0; id < lookup.vocabulary.count; ++id) {
        Bytes word = lookup.vocabulary.words[id];
        uint32_t known = vocabulary_insert(&corpus->vocabulary, word, bytes_hash(word), scratch);
        corpus->vocabulary.article_counts[known] = lookup.vocabulary.article_counts[id];
    }
    return STEMMA_OK;
}

/* --- Hits ----------------------------------------------------------------------------------------------------------- */

static void fill_hits(Corpus *corpus, Bytes query_text, StemmaHits *out, Arena *result, Arena *scratch) {
    Text query = text_build(query_text, &corpus->vocabulary, scratch, *result);
    CodePointIndex query_places = code_point_index_build(query_text, scratch);
    Alignments found = match_query(corpus, &query, scratch, *result);
    RankedHit *ranked = arena_new_array(scratch, RankedHit, found.count);
    for (size_t i = 0; i < found.count; ++i) {
        const Alignment *alignment = &found.items[i];
        ranked[i] = (RankedHit){alignment, (double)alignment->matched_words / alignment->aligned_words};
    }
    if (found.count > 1) qsort(ranked, found.count, sizeof *ranked, compare_hits);
    StemmaHit *hits = arena_new_array(result, StemmaHit, found.count);
    for (size_t i = 0; i < found.count; ++i) {
        hits[i] = hit_of(corpus, &query, &query_places, ranked[i], result, *scratch);
    }
    out->hits = hits;
    out->hit_count = found.count;
}

StemmaStatus stemma_find(StemmaCollection *collection, const char *text, StemmaHits *out, StemmaError *error) {
    return stemma_find_portion(collection, text, (StemmaFindPortion){0}, out, error);
}

StemmaStatus stemma_find_portion(StemmaCollection *collection, const char *text, StemmaFindPortion portion,
                                 StemmaHits *out, StemmaError *error) {
    *out = (StemmaHits){0};
    if (collection == NULL || text == NULL) {
        return error_set(error, STEMMA_BAD_ARGUMENT, "a collection and a text are needed");
    }
    Bytes query_text = bytes_from_string(text);
    if (query_text.size > UINT32_MAX) {
        return error_set(error, STEMMA_LIMIT, "the text to look for is longer than 4 GiB");
    }
    size_t malformed = utf8_find_malformed(query_text);
    if (malformed != SIZE_MAX) {
        return error_set(error, STEMMA_NOT_TEXT, "the text to look for is not UTF-8 at byte %zu", malformed);
    }
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    Arena *kept = arena_new(&result, Arena); /* the arena keeps itself: stemma_hits_free closes it */
    Corpus corpus;
    Search search = {.store = collection->store, .query = query_text, .portion = portion};
    Status status = read_corpus(&search, &corpus, &scratch, error);
    if (status == STEMMA_OK) {
        out->candidate_count = search.candidate_count;
        out->searched_count = corpus.article_count;
        fill_hits(&corpus, query_text, out, &result, &scratch);
        out->memory = kept;
    }
    arena_close(&scratch);
    if (status == STEMMA_OK)
        *kept = result;
    else
        arena_close(&result);
    return status;
}

void stemma_hits_free(StemmaHits *hits) {
    if (hits == NULL || hits->memory == NULL) return;
    Arena memory = *(Arena *)hits->memory;
    *hits = (StemmaHits){0};
    arena_close(&memory);
}
