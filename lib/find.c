/*
 * find: a text -> where it, or something close to it, occurs in a collection (stemma_find of stemma.h).
 *
 *     the query's words -> the word index -> candidates: the articles that may hold a run of them (find_candidates.c)
 *     candidates -> where the query's words stand in them (find_texts.c) -> seeds -> alignments (match/query.c)
 *     -> hits, best first
 *
 * Where the collection is not traced, or the query is so long that looking its words up costs more than reading, all
 * articles are read.
 *
 * Invariants: no article but a candidate can hold a hit, so the hits are those that reading everything would give;
 * rareness is that of the whole collection, however few articles are read.
 */
#include <stemma/stemma.h>

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "collection.h"
#include "find_candidates.h"
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

/* What was compared, and where its words stand in code points: made when an article is first asked for. */
typedef struct Compared {
    const Corpus *corpus;
    const Text *query;
    CodePointIndex query_places;
    CodePointIndex *places; /* by article */
    bool *known;
} Compared;

static StemmaHit hit_of(Compared *compared, RankedHit ranked, Arena *result, Arena *scratch) {
    const Alignment *alignment = ranked.alignment;
    const Article *article = &compared->corpus->articles[alignment->source_index];
    const Text *text = &compared->corpus->texts[alignment->source_index];
    ByteSpan bytes = text_bytes_of(text, alignment->source_words);
    ByteSpan query_bytes = text_bytes_of(compared->query, alignment->target_words);
    CodePointIndex *here = &compared->places[alignment->source_index];
    if (!compared->known[alignment->source_index]) *here = code_point_index_build(text->bytes, scratch);
    compared->known[alignment->source_index] = true;
    return (StemmaHit){.article = bytes_to_string(article->path, result),
                       .article_id = bytes_to_string(bytes_from_string(article->id), result),
                       .span = {code_point_index_find(here, bytes.begin), code_point_index_find(here, bytes.end)},
                       .query_span = {code_point_index_find(&compared->query_places, query_bytes.begin),
                                      code_point_index_find(&compared->query_places, query_bytes.end)},
                       .text = bytes_to_string(bytes_slice(text->bytes, bytes), result),
                       .words = alignment->matched_words,
                       .identity = ranked.identity};
}

static Alignments match_query(const Corpus *corpus, const Text *query, Arena *result, Arena scratch) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    const uint16_t *weights = find_list_weights(vocabulary, &scratch);
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

/* What is looked for, and in how much of the collection. */
typedef struct Search {
    Store *store;
    Bytes query;
    StemmaFindPortion portion;
    uint64_t candidate_count;
    Arena *scratch;
} Search;

/* The candidates, as many as the portion allows, or everything. */
static Status read_articles(Search *search, const FindLookup *lookup, Articles *out, Error *error) {
    Store *store = search->store;
    Status status;
    if (!lookup->indexed) {
        status = store_articles_read(store, out, search->scratch, error);
        search->candidate_count = out->count;
        return status;
    }
    Arena memory = arena_open(0);
    uint32_t count = 0;
    const uint32_t *ranks = find_candidates_choose(lookup, &count, search->scratch, memory);
    arena_close(&memory);
    search->candidate_count = count;
    uint64_t begin = search->portion.articles_skip < count ? search->portion.articles_skip : count;
    uint64_t end = count;
    if (search->portion.articles_max > 0 && search->portion.articles_max < end - begin)
        end = begin + search->portion.articles_max;
    const uint32_t chosen = (uint32_t)(end - begin);
    int64_t *keys = arena_new_array(search->scratch, int64_t, chosen);
    status = store_ranks_to_keys(&lookup->index, ranks + begin, chosen, keys, error);
    if (!status) status = store_articles_read_some(store, (ArticleKeys){keys, chosen}, out, search->scratch, error);
    return status;
}

/* --- Hits --------------------------------------------------------------------------------------------------------- */

static void fill_hits(const Corpus *corpus, const Text *query, StemmaHits *out, Arena *result, Arena *scratch) {
    Alignments found = match_query(corpus, query, scratch, *result);
    RankedHit *ranked = arena_new_array(scratch, RankedHit, found.count);
    for (size_t i = 0; i < found.count; ++i) {
        const Alignment *alignment = &found.items[i];
        ranked[i] = (RankedHit){alignment, (double)alignment->matched_words / alignment->aligned_words};
    }
    if (found.count > 1) qsort(ranked, found.count, sizeof *ranked, compare_hits);
    Compared compared = {.corpus = corpus,
                         .query = query,
                         .query_places = code_point_index_build(query->bytes, scratch),
                         .places = arena_new_array(scratch, CodePointIndex, corpus->article_count),
                         .known = arena_new_array(scratch, bool, corpus->article_count)};
    StemmaHit *hits = arena_new_array(result, StemmaHit, found.count);
    for (size_t i = 0; i < found.count; ++i) hits[i] = hit_of(&compared, ranked[i], result, scratch);
    out->hits = hits;
    out->hit_count = found.count;
}

/* From the index to the articles one state of the collection, and one lock for all of it. */
static Status read_collection(Search *search, FindLookup *lookup, Articles *articles, Error *error) {
    const bool inside = store_in_snapshot(search->store);
    uint64_t state;
    Status status = inside ? STEMMA_OK : store_snapshot_begin(search->store, &state, error);
    if (!status) status = find_look_up(search->store, search->query, lookup, search->scratch, error);
    if (!status) status = read_articles(search, lookup, articles, error);
    if (!inside) store_snapshot_end(search->store);
    return status;
}

static Status search_articles(Search *search, StemmaHits *out, Arena *result, Error *error) {
    FindLookup lookup;
    Articles articles;
    Status status = read_collection(search, &lookup, &articles, error);
    if (status) return status;
    out->candidate_count = search->candidate_count;
    out->searched_count = articles.count;
    const Text *query = &lookup.text;
    const Sequence sequence = {query->word_ids, query->word_count};
    FindTexts texts =
        find_texts_scan(&articles, &lookup, query_options_for(sequence, NULL).seed_words, search->scratch);
    if (!lookup.indexed) {
        lookup.vocabulary.article_total = articles.count;
        for (uint32_t id = 0; id < lookup.vocabulary.count; ++id) {
            lookup.vocabulary.article_counts[id] = texts.article_counts[id];
        }
    }
    Corpus corpus = {.articles = articles.items,
                     .texts = texts.items,
                     .article_count = articles.count,
                     .vocabulary = lookup.vocabulary};
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
