/*
 * One utterance: its readings side by side, who printed which, when and crediting whom; and one person with everything
 * said, in time.
 */
#include <string.h>

#include "records_json.h"
#include "view.h"

/* The most changed of what somebody said. */
#define PERSON_FAMILIES_MAX 50

typedef struct Witnesses {
    Json *json;
    Csv *csv;
    ViewArticles *articles;
    bool found;
} Witnesses;

static bool each_family(void *context, const ViewRecord *record) {
    Witnesses *witnesses = context;
    const StemmaFamily *family = &record->family;
    witnesses->found = true;
    json_object_begin(witnesses->json, "family");
    json_family_fields(witnesses->json, family);
    json_number(witnesses->json, "reports", family->report_count);
    json_number(witnesses->json, "outlets", family->outlet_count);
    json_number(witnesses->json, "changes", family->change_count);
    json_number(witnesses->json, "meaning_changes", family->meaning_count);
    json_object_end(witnesses->json);
    for (size_t i = 0; i < family->member_count; i++)
        view_articles_add(witnesses->articles, family->members[i].article_id);
    return false;
}

static void write_readings(Json *json, const StemmaReadings *readings) {
    json_number(json, "columns", readings->column_count);
    json_array_begin(json, "readings");
    for (size_t i = 0; i < readings->reading_count; i++) {
        const StemmaReading *reading = &readings->readings[i];
        json_object_begin(json, NULL);
        json_string(json, "quotation", reading->quotation);
        json_string(json, "article", reading->article);
        json_string(json, "article_id", reading->article_id);
        json_string(json, "name", reading->name);
        json_boolean(json, "base", reading->base);
        json_array_begin(json, "pieces");
        for (size_t j = 0; j < reading->piece_count; j++) {
            const StemmaReadingPiece *piece = &reading->pieces[j];
            json_object_begin(json, NULL);
            json_number(json, "column", piece->column);
            json_string(json, "text", piece->text);
            if (piece->change) json_string(json, "change", piece->change);
            if (piece->weight) json_string(json, "weight", piece->weight);
            if (piece->detail) json_string(json, "detail", piece->detail);
            json_object_end(json);
        }
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

static bool each_quotation(void *context, const ViewRecord *record) {
    Witnesses *witnesses = context;
    view_json_quotation(witnesses->json, &record->quotation);
    view_articles_add(witnesses->articles, record->quotation.article_id);
    return true;
}

StemmaStatus view_family_json(ViewRequest *request, Json *json) {
    StemmaFilter filter = {.family = request->subject};
    ViewArticles articles = {0};
    Witnesses witnesses = {.json = json, .articles = &articles};
    StemmaReadings readings = {0};
    StemmaStatus status = view_walk(request, STEMMA_FAMILIES, &filter, each_family, &witnesses);
    if (!status && !witnesses.found) return view_refuse(request, STEMMA_NOT_FOUND, "there is no such quotation");
    if (!status) status = stemma_family_readings(request->collection, request->subject, &readings, &request->error);
    if (!status) {
        write_readings(json, &readings);
        json_array_begin(json, "quotations");
        status = view_walk(request, STEMMA_QUOTATIONS, &filter, each_quotation, &witnesses);
        json_array_end(json);
    }
    stemma_readings_free(&readings);
    if (!status) status = view_articles_write(request, json, &articles);
    view_articles_free(&articles);
    return status;
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

#define QUOTATION_COLUMNS                                                                                              \
    "quotation,article,path,outlet,published,kind,name,source,cue,via,unattributed,confidence,family,start,end,text"

static bool each_quotation_row(void *context, const ViewRecord *record) {
    Csv *csv = context;
    const StemmaQuotation *quotation = &record->quotation;
    csv_text(csv, quotation->id);
    csv_text(csv, quotation->article_id);
    csv_text(csv, quotation->article);
    csv_text(csv, quotation->outlet);
    csv_text(csv, quotation->published);
    csv_text(csv, quotation->kind);
    csv_text(csv, quotation->name);
    csv_text(csv, quotation->source.text);
    csv_text(csv, quotation->cue.text);
    csv_text(csv, quotation->via_count > 0 ? quotation->via[0].text : NULL);
    csv_text(csv, quotation->unattributed);
    csv_decimal(csv, quotation->confidence);
    csv_text(csv, quotation->family);
    csv_number(csv, quotation->content_count > 0 ? quotation->content[0].start : 0);
    csv_number(csv, quotation->content_count > 0 ? quotation->content[quotation->content_count - 1].end : 0);
    csv_text(csv, quotation->text);
    csv_row_end(csv);
    return true;
}

static bool each_member_row(void *context, const ViewRecord *record) {
    Witnesses *witnesses = context;
    Csv *csv = witnesses->csv;
    const StemmaFamily *family = &record->family;
    witnesses->found = true;
    for (size_t i = 0; i < family->member_count; i++) {
        const StemmaWitness *member = &family->members[i];
        csv_text(csv, member->quotation);
        csv_text(csv, member->article_id);
        csv_text(csv, member->article);
        csv_number(csv, member->span.start);
        csv_number(csv, member->span.end);
        csv_text(csv, member->text);
        csv_row_end(csv);
    }
    return false;
}

StemmaStatus view_family_table(ViewRequest *request, Csv *csv) {
    csv_header(csv, "quotation,article,path,start,end,text");
    StemmaFilter filter = {.family = request->subject};
    Witnesses witnesses = {.csv = csv};
    StemmaStatus status = view_walk(request, STEMMA_FAMILIES, &filter, each_member_row, &witnesses);
    if (!status && !witnesses.found) return view_refuse(request, STEMMA_NOT_FOUND, "there is no such quotation");
    return status;
}

/* --- People ------------------------------------------------------------------------------------------------------- */

static bool each_person(void *context, const ViewRecord *record) {
    Witnesses *witnesses = context;
    view_json_speaker(witnesses->json, "person", &record->speaker);
    return false;
}

static bool each_person_family(void *context, const ViewRecord *record) {
    Witnesses *witnesses = context;
    view_json_family(witnesses->json, &record->family);
    return true;
}

StemmaStatus view_person_json(ViewRequest *request, Json *json) {
    char id[16];
    StemmaStatus status = stemma_speaker_find(request->collection, request->subject, id, &request->error);
    if (status) return status;
    ViewArticles articles = {0};
    Witnesses witnesses = {.json = json, .articles = &articles};
    StemmaFilter filter = {.speaker = id, .numbers_only = true};
    status = view_walk(request, STEMMA_SPEAKERS, &filter, each_person, &witnesses);
    if (!status) status = view_page_write(request, json, STEMMA_QUOTATIONS, &filter);
    filter.skip_count = request->skip_count;
    filter.count_max = request->count_max;
    json_array_begin(json, "items");
    if (!status) status = view_walk(request, STEMMA_QUOTATIONS, &filter, each_quotation, &witnesses);
    json_array_end(json);
    filter.skip_count = 0;
    filter.count_max = PERSON_FAMILIES_MAX;
    filter.order = STEMMA_ORDER_CHANGE;
    filter.numbers_only = false;
    filter.changes_only = true; /* to show the gravest */
    uint64_t family_count = 0;
    if (!status)
        status = stemma_records_count(request->collection, STEMMA_FAMILIES, &filter, &family_count, &request->error);
    json_number(json, "families_total", family_count);
    json_array_begin(json, "families");
    if (!status) status = view_walk(request, STEMMA_FAMILIES, &filter, each_person_family, &witnesses);
    json_array_end(json);
    if (!status) status = view_articles_write(request, json, &articles);
    view_articles_free(&articles);
    return status;
}

StemmaStatus view_person_table(ViewRequest *request, Csv *csv) {
    char id[16];
    StemmaStatus status = stemma_speaker_find(request->collection, request->subject, id, &request->error);
    if (status) return status;
    csv_header(csv, QUOTATION_COLUMNS);
    StemmaFilter filter = {.speaker = id, .skip_count = request->skip_count, .count_max = request->count_max};
    return view_walk(request, STEMMA_QUOTATIONS, &filter, each_quotation_row, csv);
}
