/* Writes JSON Lines as interface.md lays them down: commas by themselves, strings escaped, nothing else. */
#ifndef STEMMA_APP_JSON_H
#define STEMMA_APP_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <stemma/stemma.h>

#define JSON_DEPTH_MAX 16

typedef struct Json {
    FILE *stream;
    unsigned depth;
    bool has_items[JSON_DEPTH_MAX];
} Json;

/* Every line: json_line_begin, fields, json_line_end. key is NULL inside arrays; a NULL string is null. */
void json_line_begin(Json *json);
void json_line_end(Json *json);
void json_object_begin(Json *json, const char *key);
void json_object_end(Json *json);
void json_array_begin(Json *json, const char *key);
void json_array_end(Json *json);
void json_string(Json *json, const char *key, const char *value);
void json_string_sized(Json *json, const char *key, const char *value, size_t size);
void json_number(Json *json, const char *key, uint64_t value);
void json_decimal(Json *json, const char *key, double value); /* two digits behind the point */
void json_share(Json *json, const char *key, double value); /* four digits */
void json_boolean(Json *json, const char *key, bool value);
void json_null(Json *json, const char *key);
void json_span(Json *json, const char *key, StemmaSpan span); /* {"start":…,"end":…} */
void json_strings(Json *json, const char *key, const char *const *values, size_t count);

#endif
