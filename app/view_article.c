/*
 * One article: its text, what was found in it and where each part of it came from.
 *
 * In:  the article, by id or path.
 * Out: its record with text, blocks, quotations, passages, the derivations it takes part in; `parts`, which cover the
 *      text from its first to its last code point in order, each saying what it is and from whom; `shares`, the same in
 *      numbers.
 *
 * The idea: every code point has one verdict. Speech comes first: a copied quotation is quoted speech, credited or not.
 * Then what it took, copied before edited before reworded. Text that others took from it is its own. Which side took is
 * told by the derivation between the two articles; where there is none, side `a` of the passage is taken to have given:
 * the earlier article by date, where dates don't tell the first by path.
 *
 * Invariants: parts neither overlap nor leave gaps; shares add up to 1.
 */
#include <stdlib.h>
#include <string.h>

#include "article_text.h"
#include "memory.h"
#include "records_json.h"
#include "view.h"

typedef enum Verdict {
    VERDICT_OWN,
    VERDICT_REWORDED,
    VERDICT_EDITED,
    VERDICT_COPIED,
    VERDICT_BOILERPLATE,
    VERDICT_UNCREDITED,
    VERDICT_CREDITED,
    VERDICTS
} Verdict;

static const char *const verdict_names[VERDICTS] = {"own",         "reworded",   "edited",  "copied",
                                                    "boilerplate", "uncredited", "credited"};

/* Another article that this one shares text with. */
typedef struct Relative {
    char id[33];
    bool source; /* this article took from it; else it took from this one */
} Relative;

typedef struct Point {
    uint32_t passage; /* index + 1 of the passage it was taken by, the closest copy where there are several; 0: none */
    uint8_t verdict;
    uint8_t passage_verdict; /* what the passage alone makes of it */
} Point;

typedef struct Taken {
    char passage[16];
    char from[33];
} Taken;

typedef struct Portrait {
    ViewRequest *request;
    Json *json;
    ViewArticles articles;
    const StemmaArticle *article;
    Relative *relatives;
    size_t relative_count, relative_capacity;
    Taken *taken;
    size_t taken_count, taken_capacity;
    Point *points; /* one for each code point */
    uint64_t length;
} Portrait;

/* --- Who took from whom ------------------------------------------------------------------------------------------- */

static bool each_derivation(void *context, const ViewRecord *record) {
    Portrait *portrait = context;
    const StemmaDerivation *edge = &record->derivation;
    view_json_derivation(portrait->json, edge);
    bool from_here = strcmp(edge->from_id, portrait->article->id) == 0;
    const char *other = from_here ? edge->to_id : edge->from_id;
    view_articles_add(&portrait->articles, other);
    if (strcmp(edge->direction, "unknown") == 0) return true;
    portrait->relatives = memory_grow(portrait->relatives, portrait->relative_count, &portrait->relative_capacity,
                                      sizeof *portrait->relatives);
    Relative relative = {.source = !from_here};
    snprintf(relative.id, sizeof relative.id, "%s", other);
    portrait->relatives[portrait->relative_count++] = relative;
    return true;
}

static int compare_relatives(const void *left, const void *right) {
    return strcmp(((const Relative *)left)->id, ((const Relative *)right)->id);
}

static const Relative *find_relative(const Portrait *portrait, const char *id) {
    if (portrait->relative_count == 0) return NULL;
    Relative wanted = {0};
    snprintf(wanted.id, sizeof wanted.id, "%s", id);
    return bsearch(&wanted, portrait->relatives, portrait->relative_count, sizeof wanted, compare_relatives);
}

/* --- Painting ----------------------------------------------------------------------------------------------------- */

static void paint(Portrait *portrait, StemmaSpan span, Verdict verdict, uint32_t passage) {
    uint64_t end = span.end < portrait->length ? span.end : portrait->length;
    for (uint64_t i = span.start; i < end; i++) {
        Point *point = &portrait->points[i];
        if (point->verdict < verdict) point->verdict = (uint8_t)verdict;
        if (passage == 0 || point->passage_verdict >= verdict) continue;
        point->passage = passage;
        point->passage_verdict = (uint8_t)verdict;
    }
}

static bool each_quotation(void *context, const ViewRecord *record) {
    Portrait *portrait = context;
    const StemmaQuotation *quotation = &record->quotation;
    view_json_quotation(portrait->json, quotation);
    Verdict verdict = quotation->source.text ? VERDICT_CREDITED : VERDICT_UNCREDITED;
    if (strcmp(quotation->kind, "scare") == 0) return true;
    for (size_t i = 0; i < quotation->quoted_count; i++) paint(portrait, quotation->quoted[i], verdict, 0);
    return true;
}

/* Did this article take a passage from the other? *told: a derivation says who took. */
static bool took(const Portrait *portrait, bool here_is_a, const char *other, bool *told) {
    const Relative *relative = find_relative(portrait, other);
    *told = relative != NULL;
    return relative ? relative->source : !here_is_a;
}

static bool each_passage(void *context, const ViewRecord *record) {
    Portrait *portrait = context;
    const StemmaPassage *passage = &record->passage;
    bool here_is_a = strcmp(passage->a_article_id, portrait->article->id) == 0;
    const char *other = here_is_a ? passage->b_article_id : passage->a_article_id;
    StemmaSpan here = here_is_a ? passage->a : passage->b, there = here_is_a ? passage->b : passage->a;
    bool told, taken = took(portrait, here_is_a, other, &told);
    Json *json = portrait->json;
    json_object_begin(json, NULL);
    json_string(json, "id", passage->id);
    json_span(json, "here", here);
    json_object_begin(json, "there");
    json_string(json, "article", here_is_a ? passage->b_article : passage->a_article);
    json_string(json, "article_id", other);
    json_number(json, "start", there.start);
    json_number(json, "end", there.end);
    json_object_end(json);
    json_number(json, "words", passage->words);
    json_decimal(json, "identity", passage->identity);
    json_string(json, "kind", passage->kind);
    json_boolean(json, "quotation", passage->quotation);
    json_boolean(json, "boilerplate", passage->boilerplate);
    json_string(json, "role", passage->boilerplate ? "boilerplate" : taken ? "taken" : "given");
    json_boolean(json, "told", told);
    json_grounds(json, &passage->grounds);
    json_object_end(json);
    view_articles_add(&portrait->articles, other);
    if (passage->boilerplate) {
        paint(portrait, here, VERDICT_BOILERPLATE, 0);
    } else if (taken) {
        portrait->taken =
            memory_grow(portrait->taken, portrait->taken_count, &portrait->taken_capacity, sizeof *portrait->taken);
        Taken *entry = &portrait->taken[portrait->taken_count++];
        snprintf(entry->passage, sizeof entry->passage, "%s", passage->id);
        snprintf(entry->from, sizeof entry->from, "%s", other);
        paint(portrait, here,
              strcmp(passage->kind, "copied") == 0   ? VERDICT_COPIED
              : strcmp(passage->kind, "edited") == 0 ? VERDICT_EDITED
                                                     : VERDICT_REWORDED,
              (uint32_t)portrait->taken_count);
    }
    return true;
}

static bool each_block(void *context, const ViewRecord *record) {
    Json *json = context;
    json_object_begin(json, NULL);
    json_string(json, "role", record->block.role);
    json_number(json, "start", record->block.span.start);
    json_number(json, "end", record->block.span.end);
    json_object_end(json);
    return true;
}

/* Standing text has no source, whatever copy it is part of. */
static uint32_t passage_of(Point point) {
    return point.verdict == VERDICT_BOILERPLATE ? 0 : point.passage;
}

static void write_parts(Portrait *portrait) {
    uint64_t counts[VERDICTS] = {0};
    Json *json = portrait->json;
    json_array_begin(json, "parts");
    for (uint64_t start = 0; start < portrait->length;) {
        Point point = portrait->points[start];
        uint64_t end = start + 1;
        while (end < portrait->length && portrait->points[end].verdict == point.verdict &&
               passage_of(portrait->points[end]) == passage_of(point))
            end++;
        counts[point.verdict] += end - start;
        json_object_begin(json, NULL);
        json_number(json, "start", start);
        json_number(json, "end", end);
        json_string(json, "what", verdict_names[point.verdict]);
        if (passage_of(point) > 0) {
            const Taken *taken = &portrait->taken[passage_of(point) - 1];
            json_string(json, "from", taken->from);
            json_string(json, "passage", taken->passage);
        }
        json_object_end(json);
        start = end;
    }
    json_array_end(json);
    json_object_begin(json, "shares");
    for (int i = VERDICTS - 1; i >= 0; i--)
        json_share(json, verdict_names[i],
                   portrait->length > 0 ? (double)counts[i] / (double)portrait->length : i == VERDICT_OWN);
    json_object_end(json);
}

static uint64_t count_points(const char *text, size_t size) {
    uint64_t count = 0;
    for (size_t i = 0; i < size; i++) count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static StemmaStatus write_list(Portrait *portrait, StemmaRecord kind, const char *key, ViewEach each, void *context) {
    StemmaFilter filter = {.article_id = portrait->article->id};
    json_array_begin(portrait->json, key);
    StemmaStatus status = view_walk(portrait->request, kind, &filter, each, context);
    json_array_end(portrait->json);
    return status;
}

static StemmaStatus article_open(ViewRequest *request, ArticleText *text) {
    char id[33];
    StemmaStatus status = stemma_article_find(request->collection, request->subject, id, &request->error);
    if (status) return status;
    text->collection = request->collection;
    return article_text_open(text, id, &request->error);
}

StemmaStatus view_article_json(ViewRequest *request, Json *json) {
    ArticleText text = {0};
    StemmaStatus status = article_open(request, &text);
    if (status) return status;
    Portrait portrait = {.request = request, .json = json, .article = &text.article};
    portrait.length = count_points(text.article.text, text.article.text_size);
    size_t capacity = portrait.length;
    portrait.points = memory_grow(NULL, capacity, &capacity, sizeof *portrait.points);
    memset(portrait.points, 0, capacity * sizeof *portrait.points);
    view_json_article_dated(json, "article", &text.article);
    status = write_list(&portrait, STEMMA_BLOCKS, "blocks", each_block, json);
    if (!status) status = write_list(&portrait, STEMMA_DERIVATIONS, "edges", each_derivation, &portrait);
    if (portrait.relative_count > 0)
        qsort(portrait.relatives, portrait.relative_count, sizeof *portrait.relatives, compare_relatives);
    if (!status) status = write_list(&portrait, STEMMA_QUOTATIONS, "quotations", each_quotation, &portrait);
    if (!status) status = write_list(&portrait, STEMMA_PASSAGES, "passages", each_passage, &portrait);
    if (!status) {
        write_parts(&portrait);
        status = view_articles_write(request, json, &portrait.articles);
    }
    view_articles_free(&portrait.articles);
    free(portrait.relatives);
    free(portrait.taken);
    free(portrait.points);
    article_text_close(&text);
    return status;
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

typedef struct Rows {
    Csv *csv;
    ArticleText *text;
} Rows;

static void write_row_words(Rows *rows, StemmaSpan span) {
    size_t size;
    const char *words = article_text_find(rows->text, span, &size);
    csv_text_sized(rows->csv, words, words ? size : 0);
}

static bool each_quotation_row(void *context, const ViewRecord *record) {
    Rows *rows = context;
    const StemmaQuotation *quotation = &record->quotation;
    for (size_t i = 0; i < quotation->content_count; i++) {
        csv_text(rows->csv, "quotation");
        csv_text(rows->csv, quotation->id);
        csv_number(rows->csv, quotation->content[i].start);
        csv_number(rows->csv, quotation->content[i].end);
        csv_text(rows->csv, quotation->kind);
        csv_text(rows->csv, quotation->name ? quotation->name : quotation->source.text);
        csv_text(rows->csv, NULL);
        write_row_words(rows, quotation->content[i]);
        csv_row_end(rows->csv);
    }
    return true;
}

static bool each_passage_row(void *context, const ViewRecord *record) {
    Rows *rows = context;
    const StemmaPassage *passage = &record->passage;
    bool here_is_a = strcmp(passage->a_article_id, rows->text->article.id) == 0;
    StemmaSpan here = here_is_a ? passage->a : passage->b;
    csv_text(rows->csv, "passage");
    csv_text(rows->csv, passage->id);
    csv_number(rows->csv, here.start);
    csv_number(rows->csv, here.end);
    csv_text(rows->csv, passage->boilerplate ? "boilerplate" : passage->kind);
    csv_text(rows->csv, NULL);
    csv_text(rows->csv, here_is_a ? passage->b_article : passage->a_article);
    write_row_words(rows, here);
    csv_row_end(rows->csv);
    return true;
}

StemmaStatus view_article_table(ViewRequest *request, Csv *csv) {
    ArticleText text = {0};
    StemmaStatus status = article_open(request, &text);
    if (status) return status;
    csv_header(csv, "finding,id,start,end,kind,name,other_article,text");
    Rows rows = {csv, &text};
    StemmaFilter filter = {.article_id = text.article.id};
    status = view_walk(request, STEMMA_QUOTATIONS, &filter, each_quotation_row, &rows);
    if (!status) status = view_walk(request, STEMMA_PASSAGES, &filter, each_passage_row, &rows);
    article_text_close(&text);
    return status;
}
