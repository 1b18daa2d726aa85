/*
 * Records for the page: the fields of records_json.c, which are the contract of the command line, and beside them what
 * a page needs to make links: article ids next to paths.
 */
#include "records_json.h"
#include "view.h"

void view_json_article(Json *json, const char *key, const StemmaArticle *article) {
    json_object_begin(json, key);
    json_article_fields(json, article);
    json_number(json, "takers", article->taker_count);
    json_number(json, "sources", article->source_count);
    json_object_end(json);
}

void view_json_story(Json *json, const char *key, const StemmaStory *story) {
    json_object_begin(json, key);
    json_story_fields(json, story);
    json_object_end(json);
}

void view_json_family(Json *json, const StemmaFamily *family) {
    json_object_begin(json, NULL);
    json_string(json, "id", family->id);
    json_string(json, "text", family->text);
    json_strings(json, "names", family->names, family->name_count);
    json_number(json, "reports", family->report_count);
    json_number(json, "articles", family->article_count);
    json_number(json, "outlets", family->outlet_count);
    json_number(json, "changes", family->change_count);
    json_number(json, "meaning_changes", family->meaning_count);
    json_object_end(json);
}

void view_json_quotation(Json *json, const StemmaQuotation *quotation) {
    json_object_begin(json, NULL);
    json_quotation_fields(json, quotation);
    json_string(json, "article_id", quotation->article_id);
    json_string(json, "published", quotation->published);
    json_string(json, "outlet", quotation->outlet);
    json_object_end(json);
}

void view_json_derivation(Json *json, const StemmaDerivation *derivation) {
    json_object_begin(json, NULL);
    json_string(json, "from_id", derivation->from_id);
    json_string(json, "to_id", derivation->to_id);
    json_derivation_fields(json, derivation);
    json_object_end(json);
}

void view_json_speaker(Json *json, const char *key, const StemmaSpeaker *speaker) {
    json_object_begin(json, key);
    json_speaker_fields(json, speaker);
    json_object_end(json);
}
