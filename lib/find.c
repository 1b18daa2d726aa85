/*
 * find: a text -> where it, or something close to it, occurs in a collection (stemma_find of stemma.h).
 *
 *     stored articles -> words -> the query's seeds looked up in each article (match/query.c) -> hits, best first
 *
 * Works on the articles themselves, so it needs no trace. All articles are read and cut into words on each call; an
 * index kept in the collection would spare that, and is not there yet.
 */
#include <stemma/stemma.h>

#include <stdlib.h>
#include <string.h>

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

static Alignments match_query(Corpus *corpus, const Text *query, Arena *result, Arena scratch) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    uint16_t *weights = arena_new_array(&scratch, uint16_t, vocabulary->count);
    for (uint32_t id = 0; id < vocabulary->count; ++id) {
        weights[id] = (uint16_t)vocabulary_rareness_permille(vocabulary, id);
    }
    Sequence *sequences = arena_new_array(&scratch, Sequence, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; ++i) {
        sequences[i] = (Sequence){corpus->texts[i].word_ids, corpus->texts[i].word_count};
    }
    MatchInput input = {.sequences = sequences,
                        .sequence_count = corpus->article_count,
                        .weights_permille = weights,
                        .word_id_count = vocabulary->count};
    Sequence sequence = {query->word_ids, query->word_count};
    MatchOptions options = query_options_for(sequence, weights);
    return query_find(&input, sequence, &options, result, scratch);
}

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
    Articles articles;
    Status status = store_articles_read(collection->store, &articles, &scratch, error);
    if (status == STEMMA_OK) {
        Corpus corpus = corpus_build(articles.items, articles.count, 0, &scratch);
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
