/*
 * The table of views, and what they share: parameters, pages, walking a cursor, the articles a response speaks of.
 *
 * In:  a request that names a view, perhaps a subject, and parameters.
 * Out: one JSON object on one line, or a CSV table, on request->out.
 *
 * Invariants: a view reads through stemma.h only and keeps nothing between requests; lists in JSON come in pages of at
 * most PAGE_MAX records, tables are complete unless a limit is asked for.
 */
#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "records_json.h"

#define PAGE_USUAL 50
#define PAGE_MAX 500

static const View views[] = {
    {"start", false, view_start_json, view_start_table},
    {"stories", false, view_stories_json, view_stories_table},
    {"story", true, view_story_json, view_story_table},
    {"articles", false, view_articles_json, view_articles_table},
    {"article", true, view_article_json, view_article_table},
    {"families", false, view_families_json, view_families_table},
    {"family", true, view_family_json, view_family_table},
    {"people", false, view_people_json, view_people_table},
    {"person", true, view_person_json, view_person_table},
    {"outlets", false, view_outlets_json, view_outlets_table},
    {"versions", false, view_versions_json, view_versions_table},
    {"duplicates", false, view_duplicates_json, view_duplicates_table},
    {"reading", false, view_reading_json, view_reading_table},
    {"sources", false, view_sources_json, view_sources_table},
    {"notes", false, view_notes_json, view_notes_table},
    {"compare", false, view_compare_json, view_compare_table},
    {"find", false, view_find_json, view_find_table},
};

const View *view_find(const char *name) {
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (strcmp(views[i].name, name) == 0) return &views[i];
    return NULL;
}

const char *view_parameter(const ViewRequest *request, const char *name) {
    for (size_t i = 0; i < request->parameter_count; i++)
        if (strcmp(request->parameters[i].name, name) == 0) return request->parameters[i].value;
    return NULL;
}

StemmaStatus view_refuse(ViewRequest *request, StemmaStatus status, const char *message) {
    request->error = (StemmaError){.status = status};
    snprintf(request->error.message, sizeof request->error.message, "%s", message);
    return status;
}

bool view_number(const ViewRequest *request, const char *name, uint64_t *out) {
    const char *value = view_parameter(request, name);
    if (!value) return true;
    size_t size = strlen(value);
    if (size == 0 || size > 12 || strspn(value, "0123456789") != size) return false;
    *out = strtoull(value, NULL, 10);
    return true;
}

StemmaStatus view_write(const View *view, ViewRequest *request) {
    request->skip_count = 0;
    request->count_max = request->table ? 0 : PAGE_USUAL;
    if (!view_number(request, "offset", &request->skip_count) || !view_number(request, "limit", &request->count_max))
        return view_refuse(request, STEMMA_BAD_ARGUMENT, "offset and limit are numbers");
    if (!request->table && (request->count_max == 0 || request->count_max > PAGE_MAX)) request->count_max = PAGE_MAX;
    if (view->has_subject != (request->subject != NULL && request->subject[0] != 0))
        return view_refuse(request, STEMMA_NOT_FOUND, "there is no such page");
    if (request->table) {
        Csv csv = {.stream = request->out};
        return view->table(request, &csv);
    }
    Json json = {.stream = request->out};
    json_line_begin(&json);
    StemmaStatus status = view->json(request, &json);
    if (status == STEMMA_OK) json_line_end(&json);
    return status;
}

const char *view_words(const ViewRequest *request) {
    const char *words = view_parameter(request, "q");
    return words && words[0] ? words : NULL;
}

StemmaOrder view_order(const ViewRequest *request, StemmaOrder otherwise) {
    static const char *const names[] = {[STEMMA_ORDER_USUAL] = "usual",
                                        [STEMMA_ORDER_SIZE] = "size",
                                        [STEMMA_ORDER_SPREAD] = "spread",
                                        [STEMMA_ORDER_CHANGE] = "change",
                                        [STEMMA_ORDER_TIME] = "time"};
    const char *value = view_parameter(request, "order");
    for (size_t i = 0; value && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], value) == 0) return (StemmaOrder)i;
    return otherwise;
}

StemmaStatus view_page_write(ViewRequest *request, Json *json, StemmaRecord kind, const StemmaFilter *filter) {
    uint64_t total;
    StemmaStatus status = stemma_records_count(request->collection, kind, filter, &total, &request->error);
    if (status) return status;
    json_number(json, "total", total);
    json_number(json, "offset", request->skip_count);
    json_number(json, "limit", request->count_max);
    return STEMMA_OK;
}

/* --- Walking ------------------------------------------------------------------------------------------------------ */

static StemmaStatus next_record(StemmaCursor *cursor, StemmaRecord kind, ViewRecord *out, StemmaError *error) {
    switch (kind) {
    case STEMMA_ARTICLES: return stemma_article_next(cursor, &out->article, error);
    case STEMMA_BLOCKS: return stemma_block_next(cursor, &out->block, error);
    case STEMMA_QUOTATIONS: return stemma_quotation_next(cursor, &out->quotation, error);
    case STEMMA_PASSAGES: return stemma_passage_next(cursor, &out->passage, error);
    case STEMMA_FAMILIES: return stemma_family_next(cursor, &out->family, error);
    case STEMMA_STORIES: return stemma_story_next(cursor, &out->story, error);
    case STEMMA_DERIVATIONS: return stemma_derivation_next(cursor, &out->derivation, error);
    case STEMMA_SPEAKERS: return stemma_speaker_next(cursor, &out->speaker, error);
    case STEMMA_OUTLETS: return stemma_outlet_next(cursor, &out->outlet, error);
    case STEMMA_TAKINGS: return stemma_taking_next(cursor, &out->taking, error);
    case STEMMA_SOURCES: return stemma_source_next(cursor, &out->source, error);
    case STEMMA_DUPLICATES: return stemma_duplicate_next(cursor, &out->duplicate, error);
    case STEMMA_SKIPS:
    case STEMMA_NOTES: return stemma_skip_next(cursor, &out->skip, error);
    case STEMMA_RECORD_KINDS: break;
    }
    return STEMMA_END;
}

StemmaStatus view_walk(ViewRequest *request, StemmaRecord kind, const StemmaFilter *filter, ViewEach each,
                       void *context) {
    StemmaCursor *cursor;
    StemmaStatus status = stemma_cursor_open(request->collection, kind, filter, &cursor, &request->error);
    if (status) return status;
    ViewRecord record;
    while ((status = next_record(cursor, kind, &record, &request->error)) == STEMMA_OK)
        if (!each(context, &record) || (request->out && ferror(request->out))) break; /* nobody takes it any more */
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

/* --- Articles spoken of ------------------------------------------------------------------------------------------- */

void view_articles_add(ViewArticles *articles, const char *id) {
    if (!id || strlen(id) != 32) return;
    articles->ids = memory_grow(articles->ids, articles->count, &articles->capacity, sizeof *articles->ids);
    memcpy(articles->ids[articles->count++], id, 33);
}

void view_articles_free(ViewArticles *articles) {
    free(articles->ids);
    *articles = (ViewArticles){0};
}

static int compare_ids(const void *left, const void *right) {
    return memcmp(left, right, 33);
}

static bool each_reference(void *context, const ViewRecord *record) {
    Json *json = context;
    const StemmaArticle *article = &record->article;
    json_object_begin(json, article->id);
    json_string(json, "path", article->path);
    json_string(json, "title", article->title);
    json_string(json, "outlet", article->outlet);
    json_string(json, "published", article->published);
    json_string(json, "story", article->story);
    json_object_end(json);
    return true;
}

StemmaStatus view_articles_write(ViewRequest *request, Json *json, ViewArticles *articles) {
    if (articles->count > 0) qsort(articles->ids, articles->count, sizeof *articles->ids, compare_ids);
    size_t count = 0, capacity = articles->count;
    const char **ids = memory_grow(NULL, capacity, &capacity, sizeof *ids);
    for (size_t i = 0; i < articles->count; i++)
        if (i == 0 || memcmp(articles->ids[i], articles->ids[i - 1], 33) != 0) ids[count++] = articles->ids[i];
    StemmaFilter filter = {.article_ids = ids, .article_id_count = count};
    json_object_begin(json, "articles");
    StemmaStatus status = view_walk(request, STEMMA_ARTICLES, &filter, each_reference, json);
    json_object_end(json);
    free(ids);
    view_articles_free(articles);
    return status;
}
