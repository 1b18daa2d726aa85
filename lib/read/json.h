/*
 * JSON as read needs it: check a value and hand out an object's members as slices of the source, without building a
 * tree; decode only the strings that are wanted.
 */
#ifndef STEMMA_READ_JSON_H
#define STEMMA_READ_JSON_H

#include "../base/bytes.h"

/* Deeper nesting than this is refused whatever the option says. */
#define JSON_DEPTH_LIMIT 4096u

typedef enum JsonKind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } JsonKind;

/* A checked value. raw is its source, quotation marks and brackets included. */
typedef struct JsonValue {
    JsonKind kind;
    Bytes raw;
} JsonValue;

/* A place in a text, and what is wrong there. */
typedef struct JsonReader {
    Bytes text;
    size_t offset;
    uint32_t depth_max;
    uint32_t depth; /* brackets entered and not left */
    bool first; /* no entry was taken since the last bracket */
    const char *problem; /* NULL, or what was found or wanted at offset: a static line */
    bool too_deep; /* the problem is the nesting */
} JsonReader;

/* The next value, checked as a whole; white space before it is passed over. False: see problem. */
bool json_value_next(JsonReader *reader, JsonValue *out);
/* True where only white space is left. */
bool json_at_end(JsonReader *reader);

/*
 * The members of an object and the items of an array, one by one. Begin with json_enter, which takes the bracket.
 * json_member_next and json_item_next return false at the closing bracket, which they take, and at a problem.
 */
bool json_enter(JsonReader *reader, char bracket);
bool json_member_next(JsonReader *reader, Bytes *key_raw, JsonValue *value);
bool json_item_next(JsonReader *reader, JsonValue *item);

/* Over a value that was checked: the same walk without looking for mistakes again. */
JsonReader json_inside(JsonValue value);

/*
 * What a checked string stands for. A NUL and half a surrogate pair, which no text can hold, become U+FFFD: one code
 * point each, so that places stay right.
 */
Bytes json_string_decode(Bytes raw, Arena *result);
/* True where the string is written as exactly these letters; escapes aren't looked through. */
bool json_string_equals(Bytes raw, const char *word);

#endif
