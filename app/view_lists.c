/*
 * The views that are lists: stories, articles, families, people, what was skipped; and the start, which has the first
 * few of each beside the counts.
 *
 * In:  the request's page and order. Out: records in that order; as a table every one.
 */
#include <string.h>

#include "records_json.h"
#include "view.h"

#define START_COUNT 12

/* --- One record of each kind -------------------------------------------------------------------------------------- */

static bool each_story(void *context, const ViewRecord *record) {
    view_json_story(context, NULL, &record->story);
    return true;
}

static bool each_article(void *context, const ViewRecord *record) {
    view_json_article(context, NULL, &record->article);
    return true;
}

static bool each_family(void *context, const ViewRecord *record) {
    view_json_family(context, &record->family);
    return true;
}

static bool each_speaker(void *context, const ViewRecord *record) {
    view_json_speaker(context, NULL, &record->speaker);
    return true;
}

static const char *outcome_name(StemmaOutcome outcome) {
    return outcome == STEMMA_FAILED ? "failed" : outcome == STEMMA_NOTED ? "noted" : "skipped";
}

static bool each_skip(void *context, const ViewRecord *record) {
    Json *json = context;
    json_object_begin(json, NULL);
    json_string(json, "path", record->skip.path);
    json_number(json, "line", record->skip.line);
    json_number(json, "byte_offset", record->skip.byte_offset);
    json_string(json, "status", stemma_status_text(record->skip.status));
    json_string(json, "reason", record->skip.reason);
    json_string(json, "outcome", outcome_name(record->skip.outcome));
    json_object_end(json);
    return true;
}

static bool each_source(void *context, const ViewRecord *record) {
    Json *json = context;
    const StemmaSource *source = &record->source;
    json_object_begin(json, NULL);
    json_string(json, "path", source->path);
    json_string(json, "format", source->format);
    json_number(json, "size_bytes", source->size_bytes);
    json_number(json, "read_bytes", source->read_bytes);
    json_number(json, "seen", source->seen);
    json_number(json, "kept", source->kept);
    json_number(json, "duplicate", source->duplicate);
    json_number(json, "skipped", source->skipped);
    json_number(json, "failed", source->failed);
    json_object_end(json);
    return true;
}

static bool each_duplicate(void *context, const ViewRecord *record) {
    Json *json = context;
    json_object_begin(json, NULL);
    json_string(json, "source", record->duplicate.source);
    json_number(json, "record", record->duplicate.record);
    json_string(json, "article", record->duplicate.article);
    json_string(json, "article_id", record->duplicate.article_id);
    json_object_end(json);
    return true;
}

static bool each_outlet(void *context, const ViewRecord *record) {
    Json *json = context;
    json_object_begin(json, NULL);
    json_string(json, "name", record->outlet.name);
    json_number(json, "articles", record->outlet.article_count);
    json_number(json, "given", record->outlet.given_count);
    json_number(json, "taken", record->outlet.taken_count);
    json_object_end(json);
    return true;
}

static bool each_taking(void *context, const ViewRecord *record) {
    Json *json = context;
    json_object_begin(json, NULL);
    json_string(json, "from", record->taking.from);
    json_string(json, "to", record->taking.to);
    json_number(json, "derivations", record->taking.derivation_count);
    json_string(json, "from_id", record->taking.from_article_id);
    json_string(json, "to_id", record->taking.to_article_id);
    json_object_end(json);
    return true;
}

/* The same as rows. */

static bool each_story_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    const StemmaStory *story = &record->story;
    csv_text(csv, story->id);
    csv_text(csv, story->title);
    csv_number(csv, story->article_count);
    csv_number(csv, story->outlet_count);
    csv_number(csv, story->origin_count);
    csv_text(csv, story->first_published);
    csv_text(csv, story->last_published);
    csv_row_end(csv);
    return true;
}

static bool each_article_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    const StemmaArticle *article = &record->article;
    csv_text(csv, article->id);
    csv_text(csv, article->path);
    csv_text(csv, article->title);
    csv_text(csv, article->outlet);
    csv_text(csv, article->byline);
    csv_text(csv, article->published);
    csv_text(csv, article->url);
    csv_text(csv, article->language);
    csv_text(csv, article->story);
    csv_number(csv, article->words);
    csv_number(csv, article->taker_count);
    csv_number(csv, article->source_count);
    csv_row_end(csv);
    return true;
}

static bool each_family_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    const StemmaFamily *family = &record->family;
    csv_text(csv, family->id);
    csv_text(csv, family->text);
    csv_text(csv, family->name_count > 0 ? family->names[0] : NULL);
    csv_number(csv, family->report_count);
    csv_number(csv, family->article_count);
    csv_number(csv, family->outlet_count);
    csv_number(csv, family->change_count);
    csv_number(csv, family->meaning_count);
    csv_row_end(csv);
    return true;
}

static bool each_speaker_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    const StemmaSpeaker *speaker = &record->speaker;
    csv_text(csv, speaker->id);
    csv_text(csv, speaker->name);
    csv_text(csv, speaker->kind);
    csv_number(csv, speaker->quotation_count);
    csv_text(csv, speaker->first_published);
    csv_text(csv, speaker->last_published);
    csv_row_end(csv);
    return true;
}

static bool each_skip_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    const StemmaSkip *skip = &record->skip;
    csv_text(csv, skip->path);
    csv_number(csv, skip->line);
    csv_number(csv, skip->byte_offset);
    csv_text(csv, stemma_status_text(skip->status));
    csv_text(csv, skip->reason);
    csv_text(csv, outcome_name(skip->outcome));
    csv_row_end(csv);
    return true;
}

static bool each_source_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    const StemmaSource *source = &record->source;
    csv_text(csv, source->path);
    csv_text(csv, source->format);
    csv_number(csv, source->size_bytes);
    csv_number(csv, source->read_bytes);
    csv_number(csv, source->seen);
    csv_number(csv, source->kept);
    csv_number(csv, source->duplicate);
    csv_number(csv, source->skipped);
    csv_number(csv, source->failed);
    csv_row_end(csv);
    return true;
}

static bool each_duplicate_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    csv_text(csv, record->duplicate.source);
    csv_number(csv, record->duplicate.record);
    csv_text(csv, record->duplicate.article_id);
    csv_text(csv, record->duplicate.article);
    csv_row_end(csv);
    return true;
}

static bool each_taking_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    csv_text(csv, record->taking.from);
    csv_text(csv, record->taking.to);
    csv_number(csv, record->taking.derivation_count);
    csv_row_end(csv);
    return true;
}

/* --- Lists -------------------------------------------------------------------------------------------------------- */

/* How a record of each kind is written, a list's item. */
static const ViewEach each_item[] = {
    [STEMMA_STORIES] = each_story,    [STEMMA_ARTICLES] = each_article,     [STEMMA_FAMILIES] = each_family,
    [STEMMA_SPEAKERS] = each_speaker, [STEMMA_SKIPS] = each_skip,           [STEMMA_NOTES] = each_skip,
    [STEMMA_SOURCES] = each_source,   [STEMMA_DUPLICATES] = each_duplicate, [STEMMA_OUTLETS] = each_outlet,
    [STEMMA_TAKINGS] = each_taking,
};

static StemmaStatus write_items(ViewRequest *request, Json *json, StemmaRecord kind, const StemmaFilter *filter,
                                const char *key) {
    json_array_begin(json, key);
    StemmaStatus status = view_walk(request, kind, filter, each_item[kind], json);
    json_array_end(json);
    return status;
}

static StemmaStatus write_page(ViewRequest *request, Json *json, StemmaRecord kind, StemmaFilter filter) {
    StemmaStatus status = view_page_write(request, json, kind, &filter);
    if (status) return status;
    filter.skip_count = request->skip_count;
    filter.count_max = request->count_max;
    return write_items(request, json, kind, &filter, "items");
}

static StemmaStatus write_rows(ViewRequest *request, Csv *csv, StemmaRecord kind, StemmaFilter filter, ViewEach each) {
    filter.skip_count = request->skip_count;
    filter.count_max = request->count_max;
    return view_walk(request, kind, &filter, each, csv);
}

StemmaStatus view_stories_json(ViewRequest *request, Json *json) {
    StemmaFilter filter = {.order = view_order(request, STEMMA_ORDER_SIZE), .contains = view_words(request)};
    return write_page(request, json, STEMMA_STORIES, filter);
}

StemmaStatus view_stories_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "story,title,articles,outlets,origins,first_published,last_published");
    StemmaFilter filter = {.order = view_order(request, STEMMA_ORDER_SIZE), .contains = view_words(request)};
    return write_rows(request, csv, STEMMA_STORIES, filter, each_story_row);
}

static StemmaFilter articles_filter(const ViewRequest *request) {
    return (StemmaFilter){.order = view_order(request, STEMMA_ORDER_USUAL),
                          .outlet = view_parameter(request, "outlet"),
                          .contains = view_words(request),
                          .story = view_parameter(request, "story")};
}

StemmaStatus view_articles_json(ViewRequest *request, Json *json) {
    return write_page(request, json, STEMMA_ARTICLES, articles_filter(request));
}

StemmaStatus view_articles_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "article,path,title,outlet,byline,published,url,language,story,words,takers,sources");
    return write_rows(request, csv, STEMMA_ARTICLES, articles_filter(request), each_article_row);
}

static StemmaFilter families_filter(const ViewRequest *request) {
    return (StemmaFilter){.order = view_order(request, STEMMA_ORDER_CHANGE),
                          .contains = view_words(request),
                          .speaker = view_parameter(request, "person"),
                          .changes_only = true};
}

/* With the changes, of which each record shows the gravest. */
StemmaStatus view_families_json(ViewRequest *request, Json *json) {
    return write_page(request, json, STEMMA_FAMILIES, families_filter(request));
}

StemmaStatus view_families_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "family,text,name,reports,articles,outlets,changes,meaning_changes");
    StemmaFilter filter = families_filter(request);
    filter.numbers_only = true;
    return write_rows(request, csv, STEMMA_FAMILIES, filter, each_family_row);
}

StemmaStatus view_people_json(ViewRequest *request, Json *json) {
    StemmaFilter filter = {.contains = view_words(request)};
    return write_page(request, json, STEMMA_SPEAKERS, filter);
}

StemmaStatus view_people_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "person,name,kind,quotations,first_published,last_published");
    StemmaFilter filter = {.contains = view_words(request)};
    return write_rows(request, csv, STEMMA_SPEAKERS, filter, each_speaker_row);
}

StemmaStatus view_outlets_json(ViewRequest *request, Json *json) {
    StemmaFilter filter = {.order = STEMMA_ORDER_SIZE};
    StemmaFilter takings = {.outlet = view_parameter(request, "outlet")};
    StemmaStatus status = write_items(request, json, STEMMA_OUTLETS, &filter, "outlets");
    return status ? status : write_items(request, json, STEMMA_TAKINGS, &takings, "takings");
}

StemmaStatus view_outlets_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "from,to,derivations");
    return write_rows(request, csv, STEMMA_TAKINGS, (StemmaFilter){0}, each_taking_row);
}

/* --- Counts ------------------------------------------------------------------------------------------------------- */

typedef struct Total {
    const char *name;
    uint64_t count;
} Total;

#define TOTAL_KINDS 12

static StemmaStatus read_totals(ViewRequest *request, StemmaTotals *totals, Total list[TOTAL_KINDS]) {
    StemmaStatus status = stemma_collection_totals(request->collection, totals, &request->error);
    const Total all[TOTAL_KINDS] = {
        {"articles", totals->articles}, {"words", totals->words},           {"outlets", totals->outlets},
        {"stories", totals->stories},   {"quotations", totals->quotations}, {"speakers", totals->speakers},
        {"families", totals->families}, {"passages", totals->passages},     {"derivations", totals->derivations},
        {"files", totals->files},       {"duplicates", totals->duplicates}, {"skips", totals->skips}};
    memcpy(list, all, sizeof all);
    return status;
}

static StemmaStatus write_totals(ViewRequest *request, Json *json) {
    StemmaTotals totals;
    Total list[TOTAL_KINDS];
    StemmaStatus status = read_totals(request, &totals, list);
    if (status) return status;
    json_string(json, "collection", request->collection_name);
    json_string(json, "version", stemma_version());
    json_boolean(json, "traced", totals.traced);
    json_object_begin(json, "totals");
    for (size_t i = 0; i < TOTAL_KINDS; i++) json_number(json, list[i].name, list[i].count);
    json_object_end(json);
    return STEMMA_OK;
}

StemmaStatus view_start_json(ViewRequest *request, Json *json) {
    StemmaFilter filter = {.order = STEMMA_ORDER_SIZE, .count_max = START_COUNT, .numbers_only = true};
    StemmaFilter spread = filter, change = filter;
    spread.order = STEMMA_ORDER_SPREAD;
    change.order = STEMMA_ORDER_CHANGE;
    change.numbers_only = false;
    change.changes_only = true; /* to show the gravest */
    StemmaStatus status = write_totals(request, json);
    if (!status) status = write_items(request, json, STEMMA_STORIES, &filter, "largest_stories");
    if (!status) status = write_items(request, json, STEMMA_STORIES, &spread, "widest_stories");
    if (!status) status = write_items(request, json, STEMMA_FAMILIES, &change, "most_changed");
    if (!status) status = write_items(request, json, STEMMA_FAMILIES, &spread, "widest_quotations");
    if (!status) status = write_items(request, json, STEMMA_ARTICLES, &filter, "most_copied");
    if (!status) status = write_items(request, json, STEMMA_SPEAKERS, &filter, "most_quoted");
    if (!status) status = write_items(request, json, STEMMA_SKIPS, &filter, "skipped");
    return status;
}

StemmaStatus view_start_table(ViewRequest *request, Csv *csv) {
    StemmaTotals totals;
    Total list[TOTAL_KINDS];
    StemmaStatus status = read_totals(request, &totals, list);
    if (status) return status;
    csv_header(csv, "what,count");
    for (size_t i = 0; i < TOTAL_KINDS; i++) {
        csv_text(csv, list[i].name);
        csv_number(csv, list[i].count);
        csv_row_end(csv);
    }
    return STEMMA_OK;
}

StemmaStatus view_reading_json(ViewRequest *request, Json *json) {
    StemmaStatus status = write_totals(request, json);
    return status ? status : write_page(request, json, STEMMA_SKIPS, (StemmaFilter){0});
}

StemmaStatus view_reading_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "path,line,byte_offset,status,reason,outcome");
    return write_rows(request, csv, STEMMA_SKIPS, (StemmaFilter){0}, each_skip_row);
}

StemmaStatus view_notes_json(ViewRequest *request, Json *json) {
    return write_page(request, json, STEMMA_NOTES, (StemmaFilter){0});
}

StemmaStatus view_notes_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "path,line,byte_offset,status,reason,outcome");
    return write_rows(request, csv, STEMMA_NOTES, (StemmaFilter){0}, each_skip_row);
}

StemmaStatus view_sources_json(ViewRequest *request, Json *json) {
    return write_page(request, json, STEMMA_SOURCES, (StemmaFilter){0});
}

StemmaStatus view_sources_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "path,format,size_bytes,read_bytes,seen,kept,duplicate,skipped,failed");
    return write_rows(request, csv, STEMMA_SOURCES, (StemmaFilter){0}, each_source_row);
}

StemmaStatus view_duplicates_json(ViewRequest *request, Json *json) {
    return write_page(request, json, STEMMA_DUPLICATES, (StemmaFilter){0});
}

StemmaStatus view_duplicates_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "source,record,article,path");
    return write_rows(request, csv, STEMMA_DUPLICATES, (StemmaFilter){0}, each_duplicate_row);
}
