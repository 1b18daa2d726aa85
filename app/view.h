/*
 * Views: what the page shows, one function for each, as JSON and as a table (CSV). serve answers requests with them,
 * report writes their JSON into one file. docs/serve.md is their contract.
 */
#ifndef STEMMA_APP_VIEW_H
#define STEMMA_APP_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <stemma/stemma.h>

#include "csv.h"
#include "json.h"

typedef struct ViewParameter {
    const char *name;
    const char *value;
} ViewParameter;

#define VIEW_PARAMETERS_MAX 16

typedef struct ViewRequest {
    StemmaCollection *collection;
    const char *collection_name; /* for people: the file's name without its folder */
    const char *subject; /* what stands behind the view's name: s1, an article, a family, a person; NULL for lists */
    ViewParameter parameters[VIEW_PARAMETERS_MAX];
    size_t parameter_count;
    bool table; /* CSV instead of JSON */
    FILE *out;
    uint64_t skip_count; /* ?offset= */
    uint64_t count_max; /* ?limit=; 0: everything, tables only */
    StemmaError error;
} ViewRequest;

typedef struct View {
    const char *name;
    bool has_subject;
    StemmaStatus (*json)(ViewRequest *request, Json *json);
    StemmaStatus (*table)(ViewRequest *request, Csv *csv);
} View;

/* NULL where there is no such view. */
const View *view_find(const char *name);
/* Writes the view to request->out. Anything but OK: nothing of what was written counts, request->error tells why. */
StemmaStatus view_write(const View *view, ViewRequest *request);

/* NULL where the request does not say. */
const char *view_parameter(const ViewRequest *request, const char *name);
StemmaStatus view_refuse(ViewRequest *request, StemmaStatus status, const char *message);

/*
 * Walks a cursor: one call of `each` for every record, which is of the kind's type; closes the cursor. `each` returns
 * false to stop.
 */
typedef union ViewRecord {
    StemmaArticle article;
    StemmaBlock block;
    StemmaQuotation quotation;
    StemmaPassage passage;
    StemmaFamily family;
    StemmaStory story;
    StemmaDerivation derivation;
    StemmaSpeaker speaker;
    StemmaOutlet outlet;
    StemmaTaking taking;
    StemmaSkip skip;
    StemmaSource source;
    StemmaDuplicate duplicate;
} ViewRecord;
typedef bool (*ViewEach)(void *context, const ViewRecord *record);
StemmaStatus view_walk(ViewRequest *request, StemmaRecord kind, const StemmaFilter *filter, ViewEach each,
                       void *context);

/* The articles that a response speaks of, each told once: {"ID":{"path":…,"title":…,"outlet":…,"published":…}}. */
typedef struct ViewArticles {
    char (*ids)[33];
    size_t count, capacity;
} ViewArticles;
void view_articles_add(ViewArticles *articles, const char *id);
/* Writes them under "articles" and gives the memory back. */
StemmaStatus view_articles_write(ViewRequest *request, Json *json, ViewArticles *articles);
void view_articles_free(ViewArticles *articles);

/* {"total":…,"offset":…,"limit":…} of a list in pages. */
StemmaStatus view_page_write(ViewRequest *request, Json *json, StemmaRecord kind, const StemmaFilter *filter);
/* False where the parameter is there and no number; *out stays as it is where it is not there. */
bool view_number(const ViewRequest *request, const char *name, uint64_t *out);
/* ?q= of a list: what its titles or names are to contain; NULL where nothing is asked for. */
const char *view_words(const ViewRequest *request);
/* The order asked for with ?order=, among "size", "spread", "change", "time". */
StemmaOrder view_order(const ViewRequest *request, StemmaOrder otherwise);

/* view_json.c: records with what the page needs beside the contract's fields, each an object of its own. */
void view_json_article(Json *json, const char *key, const StemmaArticle *article);
/* The same with the dates its text speaks of, which are computed. */
void view_json_article_dated(Json *json, const char *key, const StemmaArticle *article);
void view_json_story(Json *json, const char *key, const StemmaStory *story);
void view_json_family(Json *json, const StemmaFamily *family); /* in numbers */
void view_json_quotation(Json *json, const StemmaQuotation *quotation);
void view_json_derivation(Json *json, const StemmaDerivation *derivation);
void view_json_speaker(Json *json, const char *key, const StemmaSpeaker *speaker);

StemmaStatus view_start_json(ViewRequest *request, Json *json);
StemmaStatus view_start_table(ViewRequest *request, Csv *csv);
StemmaStatus view_stories_json(ViewRequest *request, Json *json);
StemmaStatus view_stories_table(ViewRequest *request, Csv *csv);
StemmaStatus view_families_json(ViewRequest *request, Json *json);
StemmaStatus view_families_table(ViewRequest *request, Csv *csv);
StemmaStatus view_articles_json(ViewRequest *request, Json *json);
StemmaStatus view_articles_table(ViewRequest *request, Csv *csv);
StemmaStatus view_people_json(ViewRequest *request, Json *json);
StemmaStatus view_people_table(ViewRequest *request, Csv *csv);
StemmaStatus view_reading_json(ViewRequest *request, Json *json);
StemmaStatus view_reading_table(ViewRequest *request, Csv *csv);
StemmaStatus view_sources_json(ViewRequest *request, Json *json);
StemmaStatus view_sources_table(ViewRequest *request, Csv *csv);
StemmaStatus view_notes_json(ViewRequest *request, Json *json);
StemmaStatus view_notes_table(ViewRequest *request, Csv *csv);
StemmaStatus view_duplicates_json(ViewRequest *request, Json *json);
StemmaStatus view_duplicates_table(ViewRequest *request, Csv *csv);
StemmaStatus view_outlets_json(ViewRequest *request, Json *json);
StemmaStatus view_outlets_table(ViewRequest *request, Csv *csv);
StemmaStatus view_versions_json(ViewRequest *request, Json *json);
StemmaStatus view_versions_table(ViewRequest *request, Csv *csv);
StemmaStatus view_story_json(ViewRequest *request, Json *json);
StemmaStatus view_story_table(ViewRequest *request, Csv *csv);
StemmaStatus view_article_json(ViewRequest *request, Json *json);
StemmaStatus view_article_table(ViewRequest *request, Csv *csv);
StemmaStatus view_family_json(ViewRequest *request, Json *json);
StemmaStatus view_family_table(ViewRequest *request, Csv *csv);
StemmaStatus view_person_json(ViewRequest *request, Json *json);
StemmaStatus view_person_table(ViewRequest *request, Csv *csv);
StemmaStatus view_compare_json(ViewRequest *request, Json *json);
StemmaStatus view_compare_table(ViewRequest *request, Csv *csv);
StemmaStatus view_find_json(ViewRequest *request, Json *json);
StemmaStatus view_find_table(ViewRequest *request, Csv *csv);

#endif
