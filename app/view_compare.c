/*
 * Two articles side by side, and where a text occurs: the two views that compute instead of reading findings.
 *
 * In:  compare: ?a= and ?b=, articles; find: ?q=, a text.
 * Out: compare: both texts and the blocks that cover them; find: hits with their surroundings, each with what differs
 *      from the text looked for, word by word, as blocks of stemma_compare.
 */
#include <stdlib.h>
#include <string.h>

#include "article_text.h"
#include "memory.h"
#include "view.h"

#define QUERY_BYTES_MAX 4000
/* Articles that one answer looks at, the most promising first: a phrase of common words may stand anywhere. Some
 * milliseconds of work; tables look at all. */
#define SEARCHED_MAX 20
/* Code points shown before and after a hit. */
#define CONTEXT_POINTS 140

static const char *const kind_names[] = {[STEMMA_COMPARE_EQUAL] = "equal",
                                         [STEMMA_COMPARE_CHANGED] = "changed",
                                         [STEMMA_COMPARE_MOVED] = "moved",
                                         [STEMMA_COMPARE_ONLY_A] = "only-a",
                                         [STEMMA_COMPARE_ONLY_B] = "only-b"};

static void write_blocks(Json *json, const StemmaComparison *comparison) {
    json_array_begin(json, "blocks");
    for (size_t i = 0; i < comparison->block_count; i++) {
        const StemmaCompareBlock *block = &comparison->blocks[i];
        json_object_begin(json, NULL);
        json_string(json, "kind", kind_names[block->kind]);
        json_span(json, "a", block->a);
        json_span(json, "b", block->b);
        json_object_end(json);
    }
    json_array_end(json);
}

/* --- Compare ------------------------------------------------------------------------------------------------------ */

typedef struct Sides {
    ArticleText a, b;
    StemmaComparison comparison;
} Sides;

static StemmaStatus side_read(ViewRequest *request, const char *name, ArticleText *side) {
    const char *value = view_parameter(request, name);
    if (!value) return view_refuse(request, STEMMA_BAD_ARGUMENT, "compare wants two articles: ?a=…&b=…");
    char id[33];
    StemmaStatus status = stemma_article_find(request->collection, value, id, &request->error);
    if (status) return status;
    side->collection = request->collection;
    return article_text_open(side, id, &request->error);
}

static StemmaStatus sides_read(ViewRequest *request, Sides *sides) {
    StemmaStatus status = side_read(request, "a", &sides->a);
    if (!status) status = side_read(request, "b", &sides->b);
    if (!status)
        status = stemma_compare(sides->a.article.text, sides->b.article.text, &sides->comparison, &request->error);
    return status;
}

static void sides_free(Sides *sides) {
    if (sides->comparison.memory) stemma_comparison_free(&sides->comparison);
    article_text_close(&sides->a);
    article_text_close(&sides->b);
}

typedef struct Between {
    Json *json;
    const char *from_or_to; /* the other article */
} Between;

static bool each_derivation(void *context, const ViewRecord *record) {
    Between *between = context;
    const StemmaDerivation *edge = &record->derivation;
    if (strcmp(edge->from_id, between->from_or_to) == 0 || strcmp(edge->to_id, between->from_or_to) == 0)
        view_json_derivation(between->json, edge);
    return true;
}

StemmaStatus view_compare_json(ViewRequest *request, Json *json) {
    Sides sides = {0};
    StemmaStatus status = sides_read(request, &sides);
    if (!status) {
        view_json_article(json, "a", &sides.a.article);
        view_json_article(json, "b", &sides.b.article);
        json_number(json, "a_words", sides.comparison.a_words);
        json_number(json, "b_words", sides.comparison.b_words);
        json_number(json, "a_shared_words", sides.comparison.a_shared_words);
        json_number(json, "b_shared_words", sides.comparison.b_shared_words);
        write_blocks(json, &sides.comparison);
        Between between = {json, sides.b.article.id};
        StemmaFilter filter = {.article_id = sides.a.article.id};
        json_array_begin(json, "edges");
        status = view_walk(request, STEMMA_DERIVATIONS, &filter, each_derivation, &between);
        json_array_end(json);
    }
    sides_free(&sides);
    return status;
}

StemmaStatus view_compare_table(ViewRequest *request, Csv *csv) {
    Sides sides = {0};
    StemmaStatus status = sides_read(request, &sides);
    if (!status) csv_header(csv, "kind,a_start,a_end,a_text,b_start,b_end,b_text");
    for (size_t i = 0; !status && i < sides.comparison.block_count; i++) {
        const StemmaCompareBlock *block = &sides.comparison.blocks[i];
        size_t size;
        csv_text(csv, kind_names[block->kind]);
        csv_number(csv, block->a.start);
        csv_number(csv, block->a.end);
        const char *words = article_text_find(&sides.a, block->a, &size);
        csv_text_sized(csv, words, size);
        csv_number(csv, block->b.start);
        csv_number(csv, block->b.end);
        words = article_text_find(&sides.b, block->b, &size);
        csv_text_sized(csv, words, size);
        csv_row_end(csv);
    }
    sides_free(&sides);
    return status;
}

/* --- Find --------------------------------------------------------------------------------------------------------- */

static StemmaStatus hits_read(ViewRequest *request, const char **query, StemmaHits *hits) {
    *query = view_parameter(request, "q");
    if (!*query || strspn(*query, " \t\r\n") == strlen(*query))
        return view_refuse(request, STEMMA_BAD_ARGUMENT, "find wants some words: ?q=…");
    if (strlen(*query) > QUERY_BYTES_MAX)
        return view_refuse(request, STEMMA_LIMIT, "the text is too long for an address: stemma find - takes more");
    StemmaFindPortion portion = {.articles_max = request->table ? 0 : SEARCHED_MAX};
    if (!view_number(request, "from", &portion.articles_skip))
        return view_refuse(request, STEMMA_BAD_ARGUMENT, "from is a number");
    return stemma_find_portion(request->collection, *query, portion, hits, &request->error);
}

/* Which hits are on this page. */
static size_t page_end(const ViewRequest *request, size_t count, size_t *begin) {
    *begin = request->skip_count < count ? (size_t)request->skip_count : count;
    if (request->count_max == 0 || request->count_max > count - *begin) return count;
    return *begin + (size_t)request->count_max;
}

/* What differs between the words looked for and the words found. */
static StemmaStatus write_differences(ViewRequest *request, Json *json, const char *query, const StemmaHit *hit) {
    CodePoints points = {.text = query, .size = strlen(query)};
    size_t begin = code_points_to_byte(&points, hit->query_span.start);
    size_t end = code_points_to_byte(&points, hit->query_span.end);
    size_t capacity = end - begin + 1;
    char *looked_for = memory_grow(NULL, capacity, &(size_t){capacity}, 1);
    memcpy(looked_for, query + begin, end - begin);
    looked_for[end - begin] = 0;
    StemmaComparison comparison;
    StemmaStatus status = stemma_compare(looked_for, hit->text, &comparison, &request->error);
    if (!status) {
        json_string(json, "looked_for", looked_for);
        write_blocks(json, &comparison);
        stemma_comparison_free(&comparison);
    }
    free(looked_for);
    return status;
}

static StemmaStatus write_hit(ViewRequest *request, Json *json, const char *query, const StemmaHit *hit) {
    ArticleText article = {.collection = request->collection};
    StemmaStatus status = article_text_open(&article, hit->article_id, &request->error);
    if (status) return status;
    json_object_begin(json, NULL);
    json_string(json, "article", hit->article);
    json_string(json, "article_id", hit->article_id);
    json_string(json, "title", article.article.title);
    json_string(json, "outlet", article.article.outlet);
    json_string(json, "published", article.article.published);
    json_string(json, "story", article.article.story);
    json_number(json, "start", hit->span.start);
    json_number(json, "end", hit->span.end);
    StemmaSpan before = {hit->span.start > CONTEXT_POINTS ? hit->span.start - CONTEXT_POINTS : 0, hit->span.start};
    StemmaSpan after = {hit->span.end, hit->span.end + CONTEXT_POINTS};
    size_t size;
    const char *words = article_text_find(&article, before, &size);
    json_string_sized(json, "before", words, size);
    json_string(json, "text", hit->text);
    words = article_text_find(&article, after, &size);
    json_string_sized(json, "after", words, size);
    json_span(json, "query", hit->query_span);
    json_number(json, "words", hit->words);
    json_decimal(json, "identity", hit->identity);
    article_text_close(&article);
    status = write_differences(request, json, query, hit);
    json_object_end(json);
    return status;
}

StemmaStatus view_find_json(ViewRequest *request, Json *json) {
    const char *query;
    StemmaHits hits = {0};
    StemmaStatus status = hits_read(request, &query, &hits);
    if (status) return status;
    size_t begin, end = page_end(request, hits.hit_count, &begin);
    json_string(json, "q", query);
    json_number(json, "candidates", hits.candidate_count);
    json_number(json, "searched", hits.searched_count);
    uint64_t from = 0;
    view_number(request, "from", &from);
    json_number(json, "from", from);
    json_number(json, "total", hits.hit_count);
    json_number(json, "offset", request->skip_count);
    json_number(json, "limit", request->count_max);
    json_array_begin(json, "items");
    for (size_t i = begin; i < end && !status; i++) status = write_hit(request, json, query, &hits.hits[i]);
    json_array_end(json);
    stemma_hits_free(&hits);
    return status;
}

StemmaStatus view_find_table(ViewRequest *request, Csv *csv) {
    const char *query;
    StemmaHits hits = {0};
    StemmaStatus status = hits_read(request, &query, &hits);
    if (status) return status;
    csv_header(csv, "article,path,start,end,words,identity,text");
    size_t begin, end = page_end(request, hits.hit_count, &begin);
    for (size_t i = begin; i < end; i++) {
        const StemmaHit *hit = &hits.hits[i];
        csv_text(csv, hit->article_id);
        csv_text(csv, hit->article);
        csv_number(csv, hit->span.start);
        csv_number(csv, hit->span.end);
        csv_number(csv, hit->words);
        csv_decimal(csv, hit->identity);
        csv_text(csv, hit->text);
        csv_row_end(csv);
    }
    stemma_hits_free(&hits);
    return STEMMA_OK;
}
