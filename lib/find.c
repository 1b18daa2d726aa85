/*
 * find: a text -> where it, or something close to it, occurs in a collection (stemma_find of stemma.h).
 *
 *     the query's words -> the word index -> candidates: the articles that have enough of them
 *     candidates -> where the query's words stand in them (find_texts.c) -> seeds -> alignments (match/query.c) -> hits,
 *     best first
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
#include "find_texts.h"
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

/* Where the words of texts stand in code points: made when an article is first asked for. */
typedef struct Places {
    CodePointIndex query;
    CodePointIndex *articles; /* by article */
    bool *known;
} Places;

static StemmaHit hit_of(const Corpus *corpus, const Text *query, Places *places, RankedHit ranked, Arena *result,
                        Arena *scratch) {
    const Alignment *alignment = ranked.alignment;
    const Article *article = &corpus->articles[alignment->source_index];
    const Text *text = &corpus->texts[alignment->source_index];
    ByteSpan bytes = text_bytes_of(text, alignment->source_words);
    ByteSpan query_bytes = text_bytes_of(query, alignment->target_words);
    CodePointIndex *here = &places->articles[alignment->source_index];
    if (!places->known[alignment->source_index]) *here = code_point_index_build(text->bytes, scratch);
    places->known[alignment->source_index] = true;
    return (StemmaHit){.article = bytes_to_string(article->path, result),
                       .article_id = bytes_to_string(bytes_from_string(article->id), result),
                       .span = {code_point_index_find(here, bytes.begin), code_point_index_find(here, bytes.end)},
                       .query_span = {code_point_index_find(&places->query, query_bytes.begin),
                                      code_point_index_find(&places->query, query_bytes.end)},
                       .text = bytes_to_string(bytes_slice(text->bytes, bytes), result),
                       .words = alignment->matched_words,
                       .identity = ranked.identity};
}

/* With one more, for the words that the query does not have: they match nothing. */
static uint16_t *list_weights(const Vocabulary *vocabulary, Arena *result) {
    uint16_t *weights = arena_new_array(result, uint16_t, (size_t)vocabulary->count + 1);
    for (uint32_t id = 0; id < vocabulary->count; ++id) {
        weights[id] = (uint16_t)vocabulary_rareness_permille(vocabulary, id);
    }
    return weights;
}

static Alignments match_query(const Corpus *corpus, const Text *query, Arena *result, Arena scratch) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    const uint16_t *weights = list_weights(vocabulary, &scratch);
    uint64_t *hashes = arena_new_array(&scratch, uint64_t, (size_t)vocabulary->count + 1);
    if (vocabulary->count > 0) memcpy(hashes, vocabulary->hashes, vocabulary->count * sizeof *hashes);
    Sequence *sequences = arena_new_array(&scratch, Sequence, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; ++i) {
        sequences[i] = (Sequence){corpus->texts[i].word_ids, corpus->texts[i].word_count};
    }
    MatchInput input = {.sequences = sequences,
                        .sequence_count = corpus->article_count,
                        .weights_permille = weights,
                        .word_hashes = hashes,
                        .word_id_count = vocabulary->count + 1};
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

/* *indexed says whether the word index can serve; where not, the lookup has the query's words without counts. */
static Status look_up(Store *store, Bytes query_text, Lookup *lookup, bool *indexed, Arena *result, Error *error) {
    *indexed = false;
    *lookup = (Lookup){0};
    Arena scratch = arena_open(0);
    lookup->text = text_build(query_text, &lookup->vocabulary, result, scratch);
    arena_close(&scratch);
    bool traced = false;
    Status status = store_traced(store, &traced, error);
    if (status || !traced) return status;
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
    Arena *scratch;
} Search;

/* The candidates, as many as the portion allows, or everything. */
static Status read_articles(Search *search, const Lookup *lookup, bool indexed, Articles *out, Error *error) {
    Store *store = search->store;
    Status status;
    if (!indexed) {
        status = store_articles_read(store, out, search->scratch, error);
        search->candidate_count = out->count;
        return status;
    }
    Arena memory = arena_open(0);
    uint32_t count = 0;
    int64_t *keys = choose_candidates(lookup, &count, search->scratch, memory);
    arena_close(&memory);
    search->candidate_count = count;
    status = store_articles_choose(store, keys, &count, search->portion, error);
    if (!status) status = store_articles_read_some(store, keys, count, out, search->scratch, error);
    return status;
}

/* --- Hits ----------------------------------------------------------------------------------------------------------- */

static void fill_hits(const Corpus *corpus, const Text *query, StemmaHits *out, Arena *result, Arena *scratch) {
    Alignments found = match_query(corpus, query, scratch, *result);
    RankedHit *ranked = arena_new_array(scratch, RankedHit, found.count);
    for (size_t i = 0; i < found.count; ++i) {
        const Alignment *alignment = &found.items[i];
        ranked[i] = (RankedHit){alignment, (double)alignment->matched_words / alignment->aligned_words};
    }
    if (found.count > 1) qsort(ranked, found.count, sizeof *ranked, compare_hits);
    Places places = {.query = code_point_index_build(query->bytes, scratch),
                     .articles = arena_new_array(scratch, CodePointIndex, corpus->article_count),
                     .known = arena_new_array(scratch, bool, corpus->article_count)};
    StemmaHit *hits = arena_new_array(result, StemmaHit, found.count);
    for (size_t i = 0; i < found.count; ++i) hits[i] = hit_of(corpus, query, &places, ranked[i], result, scratch);
    out->hits = hits;
    out->hit_count = found.count;
}

static Status search_articles(Search *search, StemmaHits *out, Arena *result, Error *error) {
    Lookup lookup;
    Articles articles;
    bool indexed = false;
    Status status = look_up(search->store, search->query, &lookup, &indexed, search->scratch, error);
    if (!status) status = read_articles(search, &lookup, indexed, &articles, error);
    if (status) return status;
    out->candidate_count = search->candidate_count;
    out->searched_count = articles.count;
    const Text *query = &lookup.text;
    const Sequence sequence = {query->word_ids, query->word_count};
    FindTexts texts = find_texts_scan(&articles, query, &lookup.vocabulary,
                                      query_options_for(sequence, NULL).seed_words, search->scratch);
    if (!indexed) {
        lookup.vocabulary.article_total = articles.count;
        for (uint32_t id = 0; id < lookup.vocabulary.count; ++id) {
            lookup.vocabulary.article_counts[id] = texts.article_counts[id];
        }
    }
    Corpus corpus = {articles.items, texts.items, articles.count, lookup.vocabulary};
    fill_hits(&corpus, query, out, result, search->scratch);
    find_texts_free(&texts);
    return STEMMA_OK;
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
    Search search = {.store = collection->store, .query = query_text, .portion = portion, .scratch = &scratch};
    Status status = search_articles(&search, out, &result, error);
    if (status == STEMMA_OK) out->memory = kept;
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
