/*
 * Records for the page: the fields of records_json.c, which are the contract of the command line, and beside them what
 * a page needs to make links: article ids next to paths.
 */
#include <string.h>

#include "records_json.h"
#include "view.h"

static void article_begin(Json *json, const char *key, const StemmaArticle *article) {
    json_object_begin(json, key);
    json_article_fields(json, article);
    json_number(json, "takers", article->taker_count);
    json_number(json, "sources", article->source_count);
}

static void article_end(Json *json, const StemmaArticle *article) {
    if (article->text) json_string_sized(json, "text", article->text, article->text_size);
    json_object_end(json);
}

void view_json_article(Json *json, const char *key, const StemmaArticle *article) {
    article_begin(json, key, article);
    article_end(json, article);
}

void view_json_article_dated(Json *json, const char *key, const StemmaArticle *article) {
    article_begin(json, key, article);
    json_article_dates(json, article);
    article_end(json, article);
}

void view_json_story(Json *json, const char *key, const StemmaStory *story) {
    json_object_begin(json, key);
    json_story_fields(json, story);
    json_object_end(json);
}

/* What a list shows of all changes, a change of meaning before one of wording: the shortest that puts words for words,
 * which tells most at a glance; of meaning else the first; NULL for none. */
static const StemmaVariant *gravest_change(const StemmaFamily *family) {
    const StemmaVariant *found = NULL;
    size_t found_size = SIZE_MAX;
    bool found_meaning = false;
    for (size_t i = 0; i < family->variant_count; i++) {
        const StemmaVariant *variant = &family->variants[i];
        bool meaning = strcmp(variant->weight, "meaning") == 0;
        bool replaced = variant->from[0] && variant->to[0] && strcmp(variant->from, variant->to) != 0;
        size_t size = replaced ? strlen(variant->from) + strlen(variant->to) : SIZE_MAX - 1;
        if (found_meaning > meaning || (!meaning && !replaced)) continue;
        if (meaning > found_meaning || size < found_size) {
            found = variant;
            found_size = size;
            found_meaning = meaning;
        }
    }
    return found;
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
    const StemmaVariant *change = gravest_change(family);
    if (change) {
        json_object_begin(json, "gravest");
        json_string(json, "change", change->change);
        json_string(json, "from", change->from);
        json_string(json, "to", change->to);
        json_string(json, "weight", change->weight);
        json_string(json, "detail", change->detail);
        json_object_end(json);
    }
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
