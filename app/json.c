/*
 * A JSON writer. Output is UTF-8; control characters, and the bidirectional and line-separator characters that could
 * make a line look like something else, are written as \u escapes, so that a printed line is what it seems.
 */
#include "json.h"

#include <assert.h>
#include <string.h>

static void key_begin(Json *json, const char *key) {
    if (json->has_items[json->depth]) putc_unlocked(',', json->stream);
    json->has_items[json->depth] = true;
    if (key) fprintf(json->stream, "\"%s\":", key);
}

static void open_level(Json *json, char bracket) {
    putc_unlocked(bracket, json->stream);
    json->depth++;
    assert(json->depth < JSON_DEPTH_MAX);
    json->has_items[json->depth] = false;
}

static void close_level(Json *json, char bracket) {
    assert(json->depth > 0);
    json->depth--;
    putc_unlocked(bracket, json->stream);
}

void json_line_begin(Json *json) {
    json->depth = 0;
    json->has_items[0] = false;
    open_level(json, '{');
    json_number(json, "v", 1);
}

void json_line_end(Json *json) {
    close_level(json, '}');
    assert(json->depth == 0);
    putc_unlocked('\n', json->stream);
}

void json_object_begin(Json *json, const char *key) {
    key_begin(json, key);
    open_level(json, '{');
}

void json_object_end(Json *json) {
    close_level(json, '}');
}

void json_array_begin(Json *json, const char *key) {
    key_begin(json, key);
    open_level(json, '[');
}

void json_array_end(Json *json) {
    close_level(json, ']');
}

/* Length of the three-byte UTF-8 character at text that is escaped: U+200E/F, U+2028..202E, U+2066..2069. */
static unsigned escaped_code_point(const char *text, size_t left) {
    if (left < 3 || (unsigned char)text[0] != 0xE2) return 0;
    unsigned code_point = 0x2000u | ((unsigned)(unsigned char)text[1] & 0x3F) << 6 | ((unsigned char)text[2] & 0x3F);
    bool escaped = (code_point >= 0x200E && code_point <= 0x200F) || (code_point >= 0x2028 && code_point <= 0x202E) ||
                   (code_point >= 0x2066 && code_point <= 0x2069);
    return escaped ? code_point : 0;
}

void json_string_sized(Json *json, const char *key, const char *value, size_t size) {
    key_begin(json, key);
    FILE *stream = json->stream;
    putc_unlocked('"', stream);
    size_t plain_begin = 0;
    for (size_t at = 0; at < size;) {
        unsigned char byte = (unsigned char)value[at];
        unsigned wide = byte == 0xE2 ? escaped_code_point(value + at, size - at) : 0;
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F && !wide) {
            at++;
            continue;
        }
        fwrite(value + plain_begin, 1, at - plain_begin, stream);
        if (byte == '"' || byte == '\\')
            fprintf(stream, "\\%c", byte);
        else if (byte == '\n')
            fputs("\\n", stream);
        else if (byte == '\t')
            fputs("\\t", stream);
        else
            fprintf(stream, "\\u%04x", wide ? wide : byte);
        at += wide ? 3 : 1;
        plain_begin = at;
    }
    fwrite(value + plain_begin, 1, size - plain_begin, stream);
    putc_unlocked('"', stream);
}

void json_string(Json *json, const char *key, const char *value) {
    if (value)
        json_string_sized(json, key, value, strlen(value));
    else
        json_null(json, key);
}

void json_number(Json *json, const char *key, uint64_t value) {
    key_begin(json, key);
    fprintf(json->stream, "%llu", (unsigned long long)value);
}

void json_decimal(Json *json, const char *key, double value) {
    key_begin(json, key);
    fprintf(json->stream, "%.2f", value);
}

void json_share(Json *json, const char *key, double value) {
    key_begin(json, key);
    fprintf(json->stream, "%.4f", value);
}

void json_boolean(Json *json, const char *key, bool value) {
    key_begin(json, key);
    fputs(value ? "true" : "false", json->stream);
}

void json_null(Json *json, const char *key) {
    key_begin(json, key);
    fputs("null", json->stream);
}

void json_span(Json *json, const char *key, StemmaSpan span) {
    json_object_begin(json, key);
    json_number(json, "start", span.start);
    json_number(json, "end", span.end);
    json_object_end(json);
}

void json_strings(Json *json, const char *key, const char *const *values, size_t count) {
    json_array_begin(json, key);
    for (size_t i = 0; i < count; i++) json_string(json, NULL, values[i]);
    json_array_end(json);
}
