/*
 * stemma report: the page of `stemma serve` in one file, to hand on.
 *
 * In:  a traced collection and the built page (assets.h). Out: an HTML file that holds the page's script and style, and
 *      the data of its views in a block that is not run; it needs no network and no server.
 *
 * The data is one JSON object from addresses (as serve answers them) to what they give. Lists come whole, up to
 * LIST_MAX; of single views the largest stories with their articles, quotations, comparisons and speakers, up to
 * STORIES_MAX and ARTICLES_MAX. --all lifts these limits. What a report does not hold, it says where it is asked for.
 *
 * Invariants: a "<" of the data is written as \u003c, so that no text can end the block; the file's policy allows
 * exactly this script and this style by their hashes, and nothing else; the file is there whole or not at all.
 */
#include <stdlib.h>
#include <string.h>

#include "assets.h"
#include "command.h"
#include "html.h"
#include "memory.h"
#include "output_file.h"
#include "view.h"

#define STORIES_MAX 60
#define ARTICLES_MAX 250
#define PEOPLE_MAX 100
#define LIST_MAX "500"

typedef struct Ids {
    char (*items)[33];
    size_t count, capacity;
} Ids;

/* An edge as the page compares its ends. */
typedef struct Ends {
    char from[33], to[33];
} Ends;

typedef struct Report {
    StemmaCollection *collection;
    const char *collection_name;
    FILE *stream;
    bool all;
    size_t entries;
    StemmaError error;
    Ids articles, families, people;
    Ends *ends;
    size_t end_count, end_capacity;
    size_t story_count;
} Report;

/* --- Data --------------------------------------------------------------------------------------------------------- */

/* JSON with every "<" escaped; without the line's end. */
static void write_inert(FILE *stream, const char *json, size_t size) {
    if (size > 0 && json[size - 1] == '\n') size--;
    size_t plain_begin = 0;
    for (size_t i = 0; i < size; i++) {
        if (json[i] != '<') continue;
        fwrite(json + plain_begin, 1, i - plain_begin, stream);
        fputs("\\u003c", stream);
        plain_begin = i + 1;
    }
    fwrite(json + plain_begin, 1, size - plain_begin, stream);
}

/* One view under its address. A subject that is gone is no trouble. */
static StemmaStatus write_view(Report *report, const char *name, const char *subject, const Ends *ends) {
    ViewRequest request = {
        .collection = report->collection, .collection_name = report->collection_name, .subject = subject};
    request.parameters[request.parameter_count++] = (ViewParameter){"limit", LIST_MAX};
    if (ends) {
        request.parameters[request.parameter_count++] = (ViewParameter){"a", ends->from};
        request.parameters[request.parameter_count++] = (ViewParameter){"b", ends->to};
    }
    char *data = NULL;
    size_t size = 0;
    request.out = open_memstream(&data, &size);
    if (!request.out) return STEMMA_OUT_OF_MEMORY;
    StemmaStatus status = view_write(view_find(name), &request);
    fclose(request.out);
    if (status == STEMMA_OK) {
        fprintf(report->stream, "%s\n\"/%s%s%s.json", report->entries++ > 0 ? "," : "", name, subject ? "/" : "",
                subject ? subject : "");
        if (ends) fprintf(report->stream, "?a=%s&b=%s", ends->from, ends->to);
        fputs("\":", report->stream);
        write_inert(report->stream, data, size);
    } else {
        report->error = request.error;
    }
    free(data);
    return status;
}

/* --- What to take ------------------------------------------------------------------------------------------------- */

static void ids_add(Ids *ids, const char *id) {
    ids->items = memory_grow(ids->items, ids->count, &ids->capacity, sizeof *ids->items);
    snprintf(ids->items[ids->count++], sizeof *ids->items, "%s", id);
}

static int compare_ids(const void *left, const void *right) {
    return strcmp(left, right);
}

/* Sorted, each once. */
static void ids_settle(Ids *ids) {
    if (ids->count == 0) return;
    qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
    size_t kept = 1;
    for (size_t i = 1; i < ids->count; i++)
        if (strcmp(ids->items[i], ids->items[kept - 1]) != 0) memmove(ids->items[kept++], ids->items[i], 33);
    ids->count = kept;
}

static bool each_article(void *context, const ViewRecord *record) {
    Report *report = context;
    if (!report->all && report->articles.count >= ARTICLES_MAX) return false;
    ids_add(&report->articles, record->article.id);
    return true;
}

static bool each_family(void *context, const ViewRecord *record) {
    ids_add(&((Report *)context)->families, record->family.id);
    return true;
}

static bool each_speaker(void *context, const ViewRecord *record) {
    ids_add(&((Report *)context)->people, record->speaker.id);
    return true;
}

static bool each_edge(void *context, const ViewRecord *record) {
    Report *report = context;
    report->ends = memory_grow(report->ends, report->end_count, &report->end_capacity, sizeof *report->ends);
    Ends *ends = &report->ends[report->end_count++];
    snprintf(ends->from, sizeof ends->from, "%s", record->derivation.from_id);
    snprintf(ends->to, sizeof ends->to, "%s", record->derivation.to_id);
    return true;
}

static StemmaStatus take_story(Report *report, ViewRequest *request, const char *story) {
    StemmaFilter filter = {.story = story, .order = STEMMA_ORDER_TIME, .numbers_only = true};
    StemmaStatus status = write_view(report, "story", story, NULL);
    if (!status) status = view_walk(request, STEMMA_ARTICLES, &filter, each_article, report);
    if (!status) status = view_walk(request, STEMMA_FAMILIES, &filter, each_family, report);
    if (!status) status = view_walk(request, STEMMA_DERIVATIONS, &filter, each_edge, report);
    report->story_count++;
    return status;
}

static bool each_story(void *context, const ViewRecord *record) {
    ids_add(context, record->story.id);
    return true;
}

static StemmaStatus write_subjects(Report *report, const char *name, Ids *ids) {
    StemmaStatus status = STEMMA_OK;
    ids_settle(ids);
    for (size_t i = 0; i < ids->count && !status; i++) status = write_view(report, name, ids->items[i], NULL);
    return status;
}

static StemmaStatus write_data(Report *report) {
    static const char *const lists[] = {"start",    "stories", "families", "articles", "people",    "outlets",
                                        "versions", "reading", "sources",  "notes",    "duplicates"};
    ViewRequest request = {.collection = report->collection};
    StemmaStatus status = STEMMA_OK;
    for (size_t i = 0; i < sizeof lists / sizeof *lists && !status; i++)
        status = write_view(report, lists[i], NULL, NULL);
    Ids stories = {0};
    StemmaFilter filter = {.order = STEMMA_ORDER_SIZE, .count_max = report->all ? 0 : STORIES_MAX};
    StemmaFilter people = {.count_max = report->all ? 0 : PEOPLE_MAX};
    if (!status) status = view_walk(&request, STEMMA_STORIES, &filter, each_story, &stories);
    for (size_t i = 0; i < stories.count && !status; i++) {
        if (!report->all && report->articles.count >= ARTICLES_MAX) break;
        status = take_story(report, &request, stories.items[i]);
    }
    if (!status) status = view_walk(&request, STEMMA_SPEAKERS, &people, each_speaker, report);
    if (!status) status = write_subjects(report, "article", &report->articles);
    if (!status) status = write_subjects(report, "family", &report->families);
    if (!status) status = write_subjects(report, "person", &report->people);
    for (size_t i = 0; i < report->end_count && !status; i++)
        status = write_view(report, "compare", NULL, &report->ends[i]);
    if (status && report->error.message[0] == 0) report->error = request.error;
    free(stories.items);
    return status;
}

/* --- The file ----------------------------------------------------------------------------------------------------- */

static StemmaStatus write_file(Report *report, const Asset *style, const Asset *script) {
    Html html = {.stream = report->stream};
    html_markup(
        &html,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-%s'; "
        "style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>",
        script->hash, style->hash);
    html_text(&html, report->collection_name);
    html_markup(&html, "</title>\n<style>");
    fwrite(style->data, 1, style->size, report->stream);
    html_markup(&html, "</style>\n</head>\n<body>\n<noscript>This page needs its script. <code>stemma trace -o "
                       "report.html</code> writes one that needs none.</noscript>\n<div id=\"app\"></div>\n"
                       "<script type=\"application/json\" id=\"stemma-data\">{");
    StemmaStatus status = write_data(report);
    html_markup(&html, "}</script>\n<script type=\"module\">");
    fwrite(script->data, 1, script->size, report->stream);
    html_markup(&html, "</script>\n</body>\n</html>\n");
    return status;
}

static void print_report(const Report *report, const Arguments *arguments) {
    StemmaTotals totals;
    StemmaError error;
    if (arguments->quiet || stemma_collection_totals(report->collection, &totals, &error) != STEMMA_OK) return;
    Output output = output_open(stdout, arguments->color);
    output_text(&output, arguments->output_path);
    output_printf(&output, ": %zu of %llu stories, %zu of %llu articles%s\n", report->story_count,
                  (unsigned long long)totals.stories, report->articles.count, (unsigned long long)totals.articles,
                  report->articles.count < totals.articles && !report->all ? ": --all takes all" : "");
}

ExitCode command_report(const Arguments *arguments) {
    Asset script, style;
    if (!arguments->output_path) return report_trouble("-o FILE says where the report goes");
    if (!assets_built() || !asset_find("/app.js", &script) || !asset_find("/app.css", &style))
        return report_trouble(
            "this program was built without its page: apt install nodejs npm, then make build; stemma "
            "trace -o writes a page without a script");
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!collection) return EXIT_TROUBLE;
    warn_if_not_traced(collection);
    const char *slash = strrchr(arguments->collection, '/');
    Report report = {
        .collection = collection, .collection_name = slash ? slash + 1 : arguments->collection, .all = arguments->all};
    OutputFile file;
    bool good = output_file_open(&file, arguments->output_path);
    if (good) {
        report.stream = file.stream;
        StemmaStatus status = write_file(&report, &style, &script);
        if (status) report_error(&report.error);
        good = output_file_close(&file, status == STEMMA_OK);
    }
    if (good) print_report(&report, arguments);
    free(report.articles.items);
    free(report.families.items);
    free(report.people.items);
    free(report.ends);
    stemma_collection_close(collection);
    return good ? EXIT_FOUND : EXIT_TROUBLE;
}
