/*
 * Records as JSON Lines. Field names and their meaning are a promise: fields may be added, never renamed or dropped.
 * In: a record as the public interface gives it. Out: one line.
 */
#include "records_json.h"

#include <string.h>

/* Its name, and where the text says so: null where it is said elsewhere, in the byline. */
static void json_agency(Json *json, const StemmaMention *agency) {
    if (!agency->text) {
        json_null(json, "agency");
        return;
    }
    json_object_begin(json, "agency");
    json_string(json, "name", agency->text);
    if (agency->span.end > agency->span.start)
        json_span(json, "place", agency->span);
    else
        json_null(json, "place");
    json_object_end(json);
}

void json_article_dates(Json *json, const StemmaArticle *article) {
    StemmaDates dates;
    stemma_dates_find(article, &dates);
    json_array_begin(json, "dates");
    for (size_t i = 0; i < dates.date_count; i++) {
        const StemmaDate *date = &dates.dates[i];
        json_object_begin(json, NULL);
        json_number(json, "start", date->span.start);
        json_number(json, "end", date->span.end);
        json_string(json, "text", date->text);
        json_string(json, "from", date->from);
        json_string(json, "to", date->to);
        json_string(json, "precision", date->precision);
        json_boolean(json, "relative", date->relative);
        json_boolean(json, "ahead", date->ahead);
        json_object_end(json);
    }
    json_array_end(json);
    stemma_dates_free(&dates);
}

void json_article_fields(Json *json, const StemmaArticle *article) {
    json_string(json, "article", article->id);
    json_string(json, "path", article->path);
    json_string(json, "title", article->title);
    json_string(json, "outlet", article->outlet);
    json_string(json, "byline", article->byline);
    json_string(json, "published", article->published);
    json_string(json, "url", article->url);
    json_number(json, "words", article->words);
    json_string(json, "story", article->story);
    json_string(json, "language", article->language);
    json_strings(json, "links", article->links, article->link_count);
    json_string(json, "modified", article->modified);
    json_string(json, "section", article->section);
    json_agency(json, &article->agency);
    json_array_begin(json, "link_places");
    for (size_t i = 0; i < article->link_place_count; i++) {
        json_object_begin(json, NULL);
        json_string(json, "url", article->link_places[i].url);
        json_number(json, "start", article->link_places[i].span.start);
        json_number(json, "end", article->link_places[i].span.end);
        json_object_end(json);
    }
    json_array_end(json);
    json_array_begin(json, "asides");
    for (size_t i = 0; i < article->aside_count; i++) {
        json_object_begin(json, NULL);
        json_string(json, "role", article->asides[i].role);
        json_number(json, "place", article->asides[i].place);
        json_string(json, "text", article->asides[i].text);
        json_object_end(json);
    }
    json_array_end(json);
    json_array_begin(json, "statements");
    for (size_t i = 0; i < article->statement_count; i++) {
        json_object_begin(json, NULL);
        json_string(json, "field", article->statements[i].field);
        json_string(json, "origin", article->statements[i].origin);
        json_string(json, "value", article->statements[i].value);
        json_object_end(json);
    }
    json_array_end(json);
}

void json_article(Json *json, const StemmaArticle *article) {
    json_line_begin(json);
    json_article_fields(json, article);
    if (article->text) {
        json_article_dates(json, article);
        json_string_sized(json, "text", article->text, article->text_size);
    }
    json_line_end(json);
}

/* The span's fields and its words in one object, null where there are no words. */
static void json_mention_begin(Json *json, const char *key, const StemmaMention *mention) {
    json_object_begin(json, key);
    json_number(json, "start", mention->span.start);
    json_number(json, "end", mention->span.end);
    json_string(json, "text", mention->text);
}

static void json_spans(Json *json, const char *key, const StemmaSpan *spans, size_t count) {
    json_array_begin(json, key);
    for (size_t i = 0; i < count; i++) json_span(json, NULL, spans[i]);
    json_array_end(json);
}

void json_quotation_fields(Json *json, const StemmaQuotation *quotation) {
    json_string(json, "id", quotation->id);
    json_string(json, "article", quotation->article);
    json_string(json, "kind", quotation->kind);
    json_string(json, "text", quotation->text);
    json_spans(json, "content", quotation->content, quotation->content_count);
    json_spans(json, "quoted", quotation->quoted, quotation->quoted_count);
    if (quotation->cue.text) {
        json_mention_begin(json, "cue", &quotation->cue);
        json_string(json, "class", quotation->cue_class);
        json_object_end(json);
    } else {
        json_null(json, "cue");
    }
    if (quotation->source.text) {
        json_mention_begin(json, "source", &quotation->source);
        json_string(json, "name", quotation->name);
        if (quotation->joint_count > 0) json_strings(json, "joint", quotation->joint_names, quotation->joint_count);
        json_object_end(json);
    } else {
        json_null(json, "source");
    }
    json_array_begin(json, "via");
    for (size_t i = 0; i < quotation->via_count; i++) {
        json_mention_begin(json, NULL, &quotation->via[i]);
        json_object_end(json);
    }
    json_array_end(json);
    json_string(json, "unattributed", quotation->unattributed);
    json_decimal(json, "confidence", quotation->confidence);
    json_string(json, "family", quotation->family);
    json_string(json, "speaker", quotation->speaker);
    if (quotation->speaks_for.text) {
        json_mention_begin(json, "speaks_for", &quotation->speaks_for);
        json_object_end(json);
    }
}

void json_quotation(Json *json, const StemmaQuotation *quotation) {
    json_line_begin(json);
    json_quotation_fields(json, quotation);
    json_line_end(json);
}

void json_statement(Json *json, const StemmaQuotation *quotation) {
    json_line_begin(json);
    json_string(json, "published", quotation->published);
    json_string(json, "outlet", quotation->outlet);
    json_quotation_fields(json, quotation);
    json_line_end(json);
}

void json_speaker_fields(Json *json, const StemmaSpeaker *speaker) {
    json_string(json, "id", speaker->id);
    json_string(json, "name", speaker->name);
    json_string(json, "kind", speaker->kind);
    json_strings(json, "spellings", speaker->spellings, speaker->spelling_count);
    json_number(json, "quotations", speaker->quotation_count);
    json_string(json, "first_published", speaker->first_published);
    json_string(json, "last_published", speaker->last_published);
}

void json_speaker(Json *json, const StemmaSpeaker *speaker) {
    json_line_begin(json);
    json_speaker_fields(json, speaker);
    json_line_end(json);
}

static void json_side(Json *json, const char *key, const char *article, StemmaSpan span) {
    json_object_begin(json, key);
    json_string(json, "article", article);
    json_number(json, "start", span.start);
    json_number(json, "end", span.end);
    json_object_end(json);
}

void json_grounds(Json *json, const StemmaGrounds *grounds) {
    if (!grounds->rule) {
        json_null(json, "grounds");
        return;
    }
    json_object_begin(json, "grounds");
    json_string(json, "why", grounds->why);
    json_string(json, "level", grounds->level);
    json_string(json, "cause", grounds->cause);
    json_string(json, "rule", grounds->rule);
    bool strict = strcmp(grounds->level, "strict") == 0, summary = strcmp(grounds->rule, "summary") == 0;
    if (!summary) json_decimal(json, "log_odds", grounds->log_odds);
    json_decimal(json, "score", grounds->score);
    json_decimal(json, "score_wanted", grounds->score_wanted);
    if (strict) json_share(json, "phrase_share", grounds->phrase_share);
    if (strict) json_share(json, "plain_share", grounds->plain_share);
    if (summary) json_share(json, "rest_share", grounds->rest_share);
    json_object_end(json);
}

static void json_place(Json *json, const char *key, StemmaSpan span, const char *text) {
    json_object_begin(json, key);
    json_number(json, "start", span.start);
    json_number(json, "end", span.end);
    json_string(json, "text", text);
    json_object_end(json);
}

static void json_reworded_stretch(Json *json, const StemmaRewordedStretch *stretch) {
    json_object_begin(json, NULL);
    json_place(json, "here", stretch->here, stretch->here_text);
    json_place(json, "there", stretch->there, stretch->there_text);
    json_string(json, "verdict", stretch->verdict);
    json_string(json, "passage", stretch->passage);
    json_grounds(json, &stretch->grounds);
    json_object_end(json);
}

void json_reworded_pair(Json *json, const StemmaRewordedPair *pair) {
    json_line_begin(json);
    json_string(json, "article", pair->article);
    json_string(json, "article_id", pair->article_id);
    json_string(json, "verdict", pair->verdict);
    json_string(json, "why", pair->why);
    json_number(json, "shared_places", pair->shared_places);
    json_number(json, "places_wanted", pair->places_wanted);
    json_number(json, "like_sentences", pair->like_sentences);
    json_string(json, "level", pair->level);
    json_string(json, "cause", pair->cause);
    json_array_begin(json, "stretches");
    for (size_t i = 0; i < pair->stretch_count; i++) json_reworded_stretch(json, &pair->stretches[i]);
    json_array_end(json);
    json_line_end(json);
}

void json_passage(Json *json, const StemmaPassage *passage) {
    json_line_begin(json);
    json_string(json, "id", passage->id);
    json_side(json, "a", passage->a_article, passage->a);
    json_side(json, "b", passage->b_article, passage->b);
    json_number(json, "words", passage->words);
    json_decimal(json, "identity", passage->identity);
    json_string(json, "kind", passage->kind);
    json_boolean(json, "quotation", passage->quotation);
    json_boolean(json, "boilerplate", passage->boilerplate);
    json_grounds(json, &passage->grounds);
    json_line_end(json);
}

void json_family_fields(Json *json, const StemmaFamily *family) {
    json_string(json, "id", family->id);
    json_string(json, "text", family->text);
    json_strings(json, "names", family->names, family->name_count);
    json_array_begin(json, "members");
    for (size_t i = 0; i < family->member_count; i++) {
        const StemmaWitness *member = &family->members[i];
        json_object_begin(json, NULL);
        json_string(json, "quotation", member->quotation);
        json_string(json, "article", member->article);
        json_number(json, "start", member->span.start);
        json_number(json, "end", member->span.end);
        json_string(json, "text", member->text);
        json_object_end(json);
    }
    json_array_end(json);
    json_array_begin(json, "variants");
    for (size_t i = 0; i < family->variant_count; i++) {
        const StemmaVariant *variant = &family->variants[i];
        json_object_begin(json, NULL);
        json_string(json, "change", variant->change);
        json_string(json, "from", variant->from);
        json_string(json, "to", variant->to);
        json_strings(json, "quotations", variant->quotations, variant->quotation_count);
        json_string(json, "weight", variant->weight);
        json_string(json, "detail", variant->detail);
        json_object_end(json);
    }
    json_array_end(json);
}

void json_family(Json *json, const StemmaFamily *family) {
    json_line_begin(json);
    json_family_fields(json, family);
    json_line_end(json);
}

void json_story_fields(Json *json, const StemmaStory *story) {
    json_string(json, "id", story->id);
    json_string(json, "title", story->title);
    json_number(json, "articles", story->article_count);
    json_number(json, "origins", story->origin_count);
    json_string(json, "first_published", story->first_published);
    json_string(json, "last_published", story->last_published);
    json_number(json, "outlets", story->outlet_count);
}

void json_story(Json *json, const StemmaStory *story) {
    json_line_begin(json);
    json_story_fields(json, story);
    json_line_end(json);
}

/* What the evidence says the two articles are to one another. */
static const char *derivation_relation(const StemmaDerivation *derivation) {
    for (size_t i = 0; i < derivation->evidence_count; i++) {
        if (strcmp(derivation->evidence[i].kind, "version") == 0) return "version";
        if (strcmp(derivation->evidence[i].kind, "lost-ancestor") == 0) return "lost-ancestor";
    }
    return "derivation";
}

void json_derivation_fields(Json *json, const StemmaDerivation *derivation) {
    json_string(json, "from", derivation->from);
    json_string(json, "to", derivation->to);
    json_string(json, "story", derivation->story);
    json_string(json, "direction", derivation->direction);
    json_decimal(json, "confidence", derivation->confidence);
    json_string(json, "relation", derivation_relation(derivation));
    json_string(json, "lost_ancestor", derivation->lost_ancestor);
    json_array_begin(json, "evidence");
    for (size_t i = 0; i < derivation->evidence_count; i++) {
        const StemmaEvidence *evidence = &derivation->evidence[i];
        json_object_begin(json, NULL);
        json_string(json, "kind", evidence->kind);
        json_string(json, "article", evidence->article);
        json_number(json, "start", evidence->span.start);
        json_number(json, "end", evidence->span.end);
        json_string(json, "text", evidence->text);
        json_string(json, "article_id", evidence->article_id);
        json_object_end(json);
    }
    json_array_end(json);
}

void json_derivation(Json *json, const StemmaDerivation *derivation) {
    json_line_begin(json);
    json_derivation_fields(json, derivation);
    json_line_end(json);
}
