/*
 * From a JSON object to an article.
 *
 * In:  one line of JSON Lines.
 * Out: an article, or one line that says why there is none.
 *
 * fields.c knows the names. Where a record has several of them the first that isn't empty counts, and of one name given
 * twice the last. Values come as strings,
 * numbers, objects with a name inside (as in news APIs and schema.org) and arrays of those (authors, paragraphs).
 *
 * What a record doesn't say is taken from its text where the text says it: title, links, language. The outlet comes
 * from the address. A date that can't be understood is left out: no date is better than a wrong one.
 */
#include "json_record.h"

#include "../base/utf8.h"
#include "agency.h"
#include "charset.h"
#include "date.h"
#include "fields.h"
#include "html_blocks.h"
#include "json.h"
#include "language.h"
#include "outlet.h"
#include "plain_text.h"
#include "urls.h"

/* What the record gives for each field; raw.data is NULL where it gives nothing. */
typedef struct Fields {
    JsonValue values[FIELD_COUNT];
    int ranks[FIELD_COUNT]; /* place in the table of the name it came by */
} Fields;

/* --- Finding the fields ------------------------------------------------------------------------------------------- */

static bool is_empty(JsonValue value) {
    if (value.kind == JSON_NULL || value.kind == JSON_BOOLEAN) return true;
    if (value.kind == JSON_NUMBER) return false;
    return bytes_trim((Bytes){value.raw.data + 1, value.raw.size - 2}).size == 0;
}

static void assign(Fields *fields, Bytes key_raw, JsonValue value) {
    Bytes key = {key_raw.data + 1, key_raw.size - 2};
    int rank;
    Field field = field_find(key, &rank);
    if (field == FIELD_COUNT || is_empty(value)) return;
    if (fields->values[field].raw.data && rank > fields->ranks[field]) return;
    fields->values[field] = value;
    fields->ranks[field] = rank;
}

static void refuse(Record *record, Status status, const char *reason, size_t problem_offset) {
    record->status = status;
    record->reason = reason;
    record->problem_offset = problem_offset;
}

static bool find_fields(Record *record, Bytes line, const ReadOptions *options, Fields *fields, Arena *result) {
    JsonReader reader = {.text = line, .depth_max = options->json_depth_max};
    Bytes key;
    JsonValue value;
    *fields = (Fields){0};
    if (json_enter(&reader, '{')) {
        while (json_member_next(&reader, &key, &value)) assign(fields, key, value);
    }
    if (!reader.problem && !json_at_end(&reader)) reader.problem = "something stands behind the object";
    if (!reader.problem) return true;

    Buffer reason = {.arena = result};
    buffer_printf(&reason, "broken JSON at byte %zu of the line: %s", reader.offset + 1, reader.problem);
    refuse(record, reader.too_deep ? STEMMA_LIMIT : STEMMA_MALFORMED, buffer_string(&reason), reader.offset);
    return false;
}

/* --- Values as text ----------------------------------------------------------------------------------------------- */

/* Of an object: the string under the surest of these names. */
static Bytes object_text(JsonValue object, const char *const *names, size_t name_count, Arena *result) {
    JsonValue found = {0};
    size_t found_rank = name_count;
    JsonReader reader = json_inside(object);
    Bytes key;
    JsonValue value;
    if (!json_enter(&reader, '{')) return (Bytes){0};
    while (json_member_next(&reader, &key, &value)) {
        if (value.kind != JSON_STRING || is_empty(value)) continue;
        for (size_t rank = 0; rank < found_rank; rank++) {
            if (!json_string_equals(key, names[rank])) continue;
            found = value;
            found_rank = rank;
        }
    }
    return found.raw.data ? json_string_decode(found.raw, result) : (Bytes){0};
}

/* A string, a number or an object's name, as one line of text. */
static Bytes scalar_text(JsonValue value, Arena *result) {
    static const char *const names[] = {"name", "title", "display_name", "text",  "value",
                                        "url",  "href",  "$oid",         "$date", "id"};
    switch (value.kind) {
    case JSON_STRING: return bytes_trim(json_string_decode(value.raw, result));
    case JSON_NUMBER: return value.raw;
    case JSON_OBJECT: return bytes_trim(object_text(value, names, sizeof names / sizeof *names, result));
    default: return (Bytes){0};
    }
}

/* The same, and an array's items joined. */
static Bytes joined_text(JsonValue value, Bytes separator, Arena *result) {
    if (value.kind != JSON_ARRAY) return scalar_text(value, result);
    Buffer text = {.arena = result};
    JsonReader reader = json_inside(value);
    JsonValue item;
    (void)json_enter(&reader, '[');
    while (json_item_next(&reader, &item)) {
        Bytes part = scalar_text(item, result);
        if (part.size == 0) continue;
        if (text.size > 0) buffer_append(&text, separator);
        buffer_append(&text, part);
    }
    return buffer_bytes(&text);
}

static Bytes field_text(const Fields *fields, Field field, Arena *result) {
    JsonValue value = fields->values[field];
    return value.raw.data ? joined_text(value, BYTES(", "), result) : (Bytes){0};
}

/* The text itself: not trimmed, so that it is the record's own; paragraphs given one by one get a blank line between. */
static Bytes article_text(const Fields *fields, Arena *result) {
    JsonValue value = fields->values[FIELD_TEXT];
    if (!value.raw.data) return (Bytes){0};
    if (value.kind == JSON_STRING && fields->ranks[FIELD_TEXT] >= FIELD_TEXT_RANK_HTML)
        return html_fragment_text(json_string_decode(value.raw, result), result);
    if (value.kind == JSON_STRING) return json_string_decode(value.raw, result);
    return value.kind == JSON_NUMBER ? (Bytes){0} : joined_text(value, BYTES("\n\n"), result);
}

/* --- The article -------------------------------------------------------------------------------------------------- */

static bool is_address(Bytes text) {
    return outlet_host(text).size > 0;
}

/* As the record names it; an address or a well-known host in its place becomes a name. */
static Bytes article_outlet(Bytes named, Bytes url, Arena *result) {
    if (named.size == 0) return outlet_from_url(url, result);
    if (is_address(named)) return outlet_from_url(named, result);
    Bytes known = outlet_find(named);
    return known.size > 0 ? known : named;
}

static void set_date(Article *article, Bytes text, Arena *result) {
    /* Unix seconds are often written with a fraction. */
    size_t point = bytes_find(text, BYTES("."));
    if (point == 10 && text.data[0] >= '0' && text.data[0] <= '9' && text.data[4] >= '0' && text.data[4] <= '9' &&
        text.data[9] >= '0' && text.data[9] <= '9')
        text.size = point;
    (void)date_parse(text, &article->published, &article->published_interval, result);
}

static void set_links(Article *article, const Fields *fields, Arena *result) {
    Urls links = {0};
    JsonValue value = fields->values[FIELD_LINKS];
    if (value.kind == JSON_ARRAY && value.raw.data) {
        static const char *const names[] = {"url", "href", "link"};
        JsonReader reader = json_inside(value);
        JsonValue item;
        (void)json_enter(&reader, '[');
        while (json_item_next(&reader, &item)) {
            Bytes link = item.kind == JSON_OBJECT   ? object_text(item, names, 3, result)
                         : item.kind == JSON_STRING ? json_string_decode(item.raw, result)
                                                    : (Bytes){0};
            if (is_address(link)) urls_add(&links, link, result);
        }
    }
    urls_find(&links, article->text, result);
    urls_finish(&links, article);
}

static Bytes article_path(Bytes id, Bytes url, const RecordPlace *place, Arena *result) {
    if (id.size > 0) return id;
    if (url.size > 0) return url;
    Buffer path = {.arena = result};
    buffer_append(&path, charset_escape(bytes_from_string(place->path), result));
    buffer_printf(&path, ":%llu", (unsigned long long)place->line);
    return buffer_bytes(&path);
}

static bool check_text(Record *record, Bytes text, const ReadOptions *options, Arena *result) {
    if (bytes_trim(text).size == 0) {
        refuse(record, STEMMA_EMPTY, "no text: a string under text, content or body is wanted", 0);
        return false;
    }
    if (text.size <= options->text_bytes_max) return true;
    Buffer reason = {.arena = result};
    buffer_printf(&reason, "a text of %zu bytes, the limit is %llu; --limit text=SIZE lifts it", text.size,
                  (unsigned long long)options->text_bytes_max);
    refuse(record, STEMMA_LIMIT, buffer_string(&reason), 0);
    return false;
}

void json_record_read(Record *out, Bytes line, const RecordPlace *place, const ReadOptions *options, Arena *result) {
    *out = (Record){0};
    Fields fields;
    size_t malformed_at = utf8_find_malformed(line);
    if (malformed_at != SIZE_MAX) {
        Buffer reason = {.arena = result};
        buffer_printf(&reason, "invalid UTF-8 at byte %zu of the line; JSON is UTF-8", malformed_at + 1);
        refuse(out, STEMMA_NOT_TEXT, buffer_string(&reason), malformed_at);
        return;
    }
    if (!find_fields(out, line, options, &fields, result)) return;

    Article *article = &out->article;
    article->text = article_text(&fields, result);
    if (!check_text(out, article->text, options, result)) return;

    article->url = field_text(&fields, FIELD_URL, result);
    article->path = article_path(field_text(&fields, FIELD_ID, result), article->url, place, result);
    article->title = field_text(&fields, FIELD_TITLE, result);
    if (article->title.size == 0) article->title = plain_text_title(article->text);
    article->outlet = article_outlet(field_text(&fields, FIELD_OUTLET, result), article->url, result);
    article->byline = field_text(&fields, FIELD_AUTHORS, result);
    set_date(article, field_text(&fields, FIELD_PUBLISHED, result), result);
    article->language = language_from_name(field_text(&fields, FIELD_LANGUAGE, result), result);
    if (article->language.size == 0) article->language = language_find(article->text);
    set_links(article, &fields, result);
    agency_find(article);
    article_id_build(article);
    out->signs = text_signs_find(article->text);
}
