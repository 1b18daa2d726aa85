/*
 * One story: its articles, which derives from which on what evidence, and the utterances it is made of.
 *
 * In:  the story's id. Out: `nodes` in the order of articles, `edges` in the order of derivations, so that the page can
 * draw and list the same things. versions is the same kind of list over the whole collection: articles that are
 * versions of one another.
 */
#include "view.h"

static bool each_node(void *context, const ViewRecord *record) {
    view_json_article(context, NULL, &record->article);
    return true;
}

static bool each_edge(void *context, const ViewRecord *record) {
    view_json_derivation(context, &record->derivation);
    return true;
}

static bool each_family(void *context, const ViewRecord *record) {
    view_json_family(context, &record->family);
    return true;
}

typedef struct StoryFound {
    Json *json;
    bool found;
} StoryFound;

static bool each_story(void *context, const ViewRecord *record) {
    StoryFound *story = context;
    story->found = true;
    view_json_story(story->json, "story", &record->story);
    return false;
}

StemmaStatus view_story_json(ViewRequest *request, Json *json) {
    StemmaFilter filter = {.story = request->subject, .order = STEMMA_ORDER_TIME};
    StoryFound story = {.json = json};
    StemmaStatus status = view_walk(request, STEMMA_STORIES, &filter, each_story, &story);
    if (!status && !story.found) return view_refuse(request, STEMMA_NOT_FOUND, "there is no such story");
    if (!status) {
        json_array_begin(json, "nodes");
        status = view_walk(request, STEMMA_ARTICLES, &filter, each_node, json);
        json_array_end(json);
    }
    filter.order = STEMMA_ORDER_USUAL;
    if (!status) {
        json_array_begin(json, "edges");
        status = view_walk(request, STEMMA_DERIVATIONS, &filter, each_edge, json);
        json_array_end(json);
    }
    filter.order = STEMMA_ORDER_CHANGE;
    if (!status) {
        json_array_begin(json, "families");
        status = view_walk(request, STEMMA_FAMILIES, &filter, each_family, json);
        json_array_end(json);
    }
    return status;
}

/* --- Derivations as rows ------------------------------------------------------------------------------------------ */

#define EDGE_COLUMNS "story,from,from_path,to,to_path,direction,confidence,evidence,article,start,end,text"

/* One row for each piece of evidence. */
static void edge_rows(Csv *csv, const StemmaDerivation *edge) {
    for (size_t i = 0; i < edge->evidence_count; i++) {
        const StemmaEvidence *evidence = &edge->evidence[i];
        csv_text(csv, edge->story);
        csv_text(csv, edge->from_id);
        csv_text(csv, edge->from);
        csv_text(csv, edge->to_id);
        csv_text(csv, edge->to);
        csv_text(csv, edge->direction);
        csv_decimal(csv, edge->confidence);
        csv_text(csv, evidence->kind);
        csv_text(csv, evidence->article);
        csv_number(csv, evidence->span.start);
        csv_number(csv, evidence->span.end);
        csv_text(csv, evidence->text);
        csv_row_end(csv);
    }
}

static bool each_edge_row(void *context, const ViewRecord *record) {
    edge_rows(context, &record->derivation);
    return true;
}

StemmaStatus view_story_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, EDGE_COLUMNS);
    StemmaFilter filter = {.story = request->subject};
    return view_walk(request, STEMMA_DERIVATIONS, &filter, each_edge_row, csv);
}

/* --- Versions ----------------------------------------------------------------------------------------------------- */

typedef struct Versions {
    Json *json;
    ViewArticles articles;
} Versions;

static bool each_version(void *context, const ViewRecord *record) {
    Versions *versions = context;
    view_articles_add(&versions->articles, record->derivation.from_id);
    view_articles_add(&versions->articles, record->derivation.to_id);
    view_json_derivation(versions->json, &record->derivation);
    return true;
}

StemmaStatus view_versions_json(ViewRequest *request, Json *json) {
    Versions versions = {.json = json};
    StemmaFilter filter = {.relation = "version"};
    StemmaStatus status = view_page_write(request, json, STEMMA_DERIVATIONS, &filter);
    filter.skip_count = request->skip_count;
    filter.count_max = request->count_max;
    json_array_begin(json, "items");
    if (!status) status = view_walk(request, STEMMA_DERIVATIONS, &filter, each_version, &versions);
    json_array_end(json);
    if (!status) status = view_articles_write(request, json, &versions.articles);
    view_articles_free(&versions.articles);
    return status;
}

StemmaStatus view_versions_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, EDGE_COLUMNS);
    StemmaFilter filter = {.relation = "version", .skip_count = request->skip_count, .count_max = request->count_max};
    return view_walk(request, STEMMA_DERIVATIONS, &filter, each_edge_row, csv);
}
