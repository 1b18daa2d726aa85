/*
 * JSON (RFC 8259), read in one pass over the bytes.
 *
 * In:  UTF-8 that was checked to be well-formed.
 * Out: members and items as slices of the source; decoded strings.
 *
 * An article's record is one object with one long string in it. So a value is only stepped over, with a stack of one
 * bit for each open bracket instead of recursion, and many bytes at a time inside strings; nothing is allocated until a
 * wanted string is decoded. A place in the source is all that is needed to say where a line is broken.
 *
 * More generous than the standard in two things that real files need: control characters inside strings (a NUL aside),
 * and NaN and Infinity, as Python writes them, which count as null.
 *
 * Why not the JSON library the project's tests use as a twin: it allocates each value with malloc, behind process-wide
 * hooks; keeps its last error in a global that threads share; reads numbers through the locale; ends a string at an
 * escaped NUL, which would cut an article short without a word; and fixes its depth when it is compiled.
 */
#include "json.h"

#include <string.h>

#include "../base/scan.h"
#include "../base/utf8.h"

static bool fail(JsonReader *reader, const char *problem) {
    if (!reader->problem) reader->problem = problem;
    return false;
}

static void skip_space(JsonReader *reader) {
    while (reader->offset < reader->text.size) {
        uint8_t byte = reader->text.data[reader->offset];
        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') return;
        reader->offset++;
    }
}

/* 0 at the end. */
static uint8_t peek(const JsonReader *reader) {
    return reader->offset < reader->text.size ? reader->text.data[reader->offset] : 0;
}

/* --- Stepping over ------------------------------------------------------------------------------------------------ */

static bool is_hexadecimal(uint8_t byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'f');
}

static bool skip_escape(JsonReader *reader) {
    Bytes text = reader->text;
    size_t at = reader->offset + 1;
    if (at >= text.size) return fail(reader, "it ends inside a string");
    if (text.data[at] == 'u') {
        for (size_t i = 1; i <= 4; i++) {
            if (at + i >= text.size) return fail(reader, "it ends inside a string");
            if (!is_hexadecimal(text.data[at + i])) return fail(reader, "\\u wants four hexadecimal digits");
        }
        reader->offset = at + 5;
        return true;
    }
    if (!memchr("\"\\/bfnrt", text.data[at], 8)) return fail(reader, "an escape that JSON doesn't have");
    reader->offset = at + 1;
    return true;
}

static bool skip_string(JsonReader *reader) {
    Bytes text = reader->text;
    reader->offset++;
    for (;;) {
        size_t at = reader->offset + scan_json_string(text.data + reader->offset, text.size - reader->offset);
        reader->offset = at;
        if (at >= text.size) return fail(reader, "it ends inside a string");
        if (text.data[at] == 0) return fail(reader, "a NUL byte inside a string");
        if (text.data[at] == '"') {
            reader->offset++;
            return true;
        }
        if (!skip_escape(reader)) return false;
    }
}

static size_t skip_digits(JsonReader *reader) {
    size_t begin = reader->offset;
    while (peek(reader) >= '0' && peek(reader) <= '9') reader->offset++;
    return reader->offset - begin;
}

static bool skip_number(JsonReader *reader) {
    if (peek(reader) == '-') reader->offset++;
    bool zero = peek(reader) == '0';
    size_t digits = skip_digits(reader);
    if (digits == 0) return fail(reader, "a number wants digits");
    if (zero && digits > 1) return fail(reader, "a number must not begin with 0");
    if (peek(reader) == '.') {
        reader->offset++;
        if (skip_digits(reader) == 0) return fail(reader, "a number wants digits behind its point");
    }
    if ((peek(reader) | 32) == 'e') {
        reader->offset++;
        if (peek(reader) == '+' || peek(reader) == '-') reader->offset++;
        if (skip_digits(reader) == 0) return fail(reader, "a number wants digits in its exponent");
    }
    return true;
}

static bool skip_word(JsonReader *reader, const char *word) {
    size_t size = strlen(word);
    if (reader->text.size - reader->offset < size) return false;
    if (memcmp(reader->text.data + reader->offset, word, size) != 0) return false;
    reader->offset += size;
    return true;
}

/* A value that is not a bracket. */
static bool skip_scalar(JsonReader *reader, JsonKind *kind) {
    uint8_t byte = peek(reader);
    if (byte == '"') {
        *kind = JSON_STRING;
        return skip_string(reader);
    }
    if (skip_word(reader, "true") || skip_word(reader, "false")) {
        *kind = JSON_BOOLEAN;
        return true;
    }
    if (skip_word(reader, "null") || skip_word(reader, "NaN") || skip_word(reader, "Infinity") ||
        skip_word(reader, "-Infinity")) {
        *kind = JSON_NULL;
        return true;
    }
    if (byte == '-' || (byte >= '0' && byte <= '9')) {
        *kind = JSON_NUMBER;
        return skip_number(reader);
    }
    return fail(reader, reader->offset >= reader->text.size ? "it ends where a value is wanted" : "a value is wanted");
}

/* One bit for each open bracket: set where it is an object's. */
typedef struct Brackets {
    uint32_t depth;
    uint8_t objects[JSON_DEPTH_LIMIT / 8];
} Brackets;

static bool is_in_object(const Brackets *brackets) {
    uint32_t top = brackets->depth - 1;
    return brackets->objects[top / 8] >> (top % 8) & 1;
}

static bool open_bracket(JsonReader *reader, Brackets *brackets) {
    uint32_t depth_max = reader->depth_max < JSON_DEPTH_LIMIT ? reader->depth_max : JSON_DEPTH_LIMIT;
    if (reader->depth + brackets->depth >= depth_max) {
        reader->too_deep = true;
        return fail(reader, "nested too deep; --limit json-depth=N lifts it");
    }
    uint8_t bit = (uint8_t)(1u << (brackets->depth % 8));
    if (peek(reader) == '{')
        brackets->objects[brackets->depth / 8] |= bit;
    else
        brackets->objects[brackets->depth / 8] &= (uint8_t)~bit;
    brackets->depth++;
    reader->offset++;
    return true;
}

static bool skip_key(JsonReader *reader) {
    skip_space(reader);
    if (peek(reader) != '"')
        return fail(reader, reader->offset >= reader->text.size ? "it ends inside an object"
                                                                : "a name in quotation marks is wanted");
    if (!skip_string(reader)) return false;
    skip_space(reader);
    if (peek(reader) != ':') return fail(reader, "a colon is wanted behind a name");
    reader->offset++;
    return true;
}

/* Behind a value: takes closing brackets, and the comma before the next value. False: a problem. */
static bool skip_to_next(JsonReader *reader, Brackets *brackets) {
    while (brackets->depth > 0) {
        bool object = is_in_object(brackets);
        skip_space(reader);
        uint8_t byte = peek(reader);
        if (byte == ',') {
            reader->offset++;
            return !object || skip_key(reader);
        }
        if (byte != (object ? '}' : ']')) {
            if (reader->offset >= reader->text.size)
                return fail(reader, object ? "it ends inside an object" : "it ends inside an array");
            return fail(reader, object ? "a comma or } is wanted" : "a comma or ] is wanted");
        }
        reader->offset++;
        brackets->depth--;
    }
    return true;
}

static bool skip_brackets(JsonReader *reader) {
    Brackets brackets; /* the bits are written before they are read */
    brackets.depth = 0;
    do {
        skip_space(reader);
        uint8_t byte = peek(reader);
        JsonKind kind;
        if (byte == '{' || byte == '[') {
            if (!open_bracket(reader, &brackets)) return false;
            skip_space(reader);
            bool closed = peek(reader) == (byte == '{' ? '}' : ']');
            if (!closed) {
                if (byte == '{' && !skip_key(reader)) return false;
                continue;
            }
            reader->offset++;
            brackets.depth--;
        } else if (!skip_scalar(reader, &kind)) {
            return false;
        }
        if (!skip_to_next(reader, &brackets)) return false;
    } while (brackets.depth > 0);
    return true;
}

/* --- Walking ------------------------------------------------------------------------------------------------------ */

bool json_value_next(JsonReader *reader, JsonValue *out) {
    skip_space(reader);
    size_t begin = reader->offset;
    uint8_t byte = peek(reader);
    bool bracket = byte == '{' || byte == '[';
    *out = (JsonValue){.kind = byte == '{' ? JSON_OBJECT : JSON_ARRAY};
    if (!(bracket ? skip_brackets(reader) : skip_scalar(reader, &out->kind))) return false;
    out->raw = (Bytes){reader->text.data + begin, reader->offset - begin};
    return true;
}

bool json_at_end(JsonReader *reader) {
    skip_space(reader);
    return reader->offset == reader->text.size;
}

bool json_enter(JsonReader *reader, char bracket) {
    skip_space(reader);
    if (peek(reader) != (uint8_t)bracket) return fail(reader, bracket == '{' ? "{ is wanted" : "[ is wanted");
    reader->offset++;
    reader->depth++;
    reader->first = true;
    return true;
}

/* Takes the comma before an entry, or the closing bracket. True where an entry follows. */
static bool at_entry(JsonReader *reader, uint8_t closing) {
    if (reader->problem) return false;
    skip_space(reader);
    uint8_t byte = peek(reader);
    if (byte == closing && byte != 0) {
        reader->offset++;
        reader->depth--;
        return false;
    }
    if (reader->offset >= reader->text.size)
        return fail(reader, closing == '}' ? "it ends inside an object" : "it ends inside an array");
    if (!reader->first) {
        if (byte != ',') return fail(reader, closing == '}' ? "a comma or } is wanted" : "a comma or ] is wanted");
        reader->offset++;
    }
    reader->first = false;
    return true;
}

bool json_member_next(JsonReader *reader, Bytes *key_raw, JsonValue *value) {
    if (!at_entry(reader, '}')) return false;
    skip_space(reader);
    size_t begin = reader->offset;
    if (!skip_key(reader)) return false;
    size_t end = reader->offset - 1; /* the colon; white space before it doesn't hurt a key */
    while (reader->text.data[end - 1] != '"') end--;
    *key_raw = (Bytes){reader->text.data + begin, end - begin};
    return json_value_next(reader, value);
}

bool json_item_next(JsonReader *reader, JsonValue *item) {
    return at_entry(reader, ']') && json_value_next(reader, item);
}

JsonReader json_inside(JsonValue value) {
    return (JsonReader){.text = value.raw, .depth_max = JSON_DEPTH_LIMIT};
}

/* --- Decoding ----------------------------------------------------------------------------------------------------- */

static uint32_t hexadecimal_value(const uint8_t *digits) {
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++) {
        uint8_t digit = digits[i];
        value = value << 4 | (uint32_t)(digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10);
    }
    return value;
}

/* The code point of the \u escape at *at (its backslash), which moves behind it and behind its second half. */
static uint32_t unicode_escape(Bytes raw, size_t *at) {
    uint32_t code_point = hexadecimal_value(raw.data + *at + 2);
    *at += 6;
    if (code_point == 0 || (code_point >= 0xDC00 && code_point <= 0xDFFF)) return UTF8_REPLACEMENT;
    if (code_point < 0xD800 || code_point > 0xDBFF) return code_point;

    if (*at + 6 > raw.size || raw.data[*at] != '\\' || raw.data[*at + 1] != 'u') return UTF8_REPLACEMENT;
    uint32_t second = hexadecimal_value(raw.data + *at + 2);
    if (second < 0xDC00 || second > 0xDFFF) return UTF8_REPLACEMENT;
    *at += 6;
    return 0x10000 + ((code_point - 0xD800) << 10) + (second - 0xDC00);
}

/* What a backslash and this letter stand for; \u aside. */
static uint8_t escaped_byte(uint8_t letter) {
    switch (letter) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return '\f';
    default: return letter;
    }
}

Bytes json_string_decode(Bytes raw, Arena *result) {
    Bytes inside = {raw.data + 1, raw.size - 2};
    if (inside.size == 0 || !memchr(inside.data, '\\', inside.size)) return inside;
    /* No escape is shorter than what it stands for: \u0800 is six bytes for three, and \u0000 six for U+FFFD's three. */
    Buffer text = {.arena = result, .capacity = inside.size + SCAN_SLACK};
    text.data = arena_allocate(result, text.capacity, 1);
    for (size_t at = 0; at < inside.size;) {
        size_t plain = scan_copy_plain(text.data + text.size, inside.data + at, inside.size - at);
        text.size += plain;
        at += plain;
        if (at >= inside.size) break;
        if (inside.data[at + 1] == 'u') {
            buffer_append_code_point(&text, unicode_escape(inside, &at));
        } else {
            text.data[text.size++] = escaped_byte(inside.data[at + 1]);
            at += 2;
        }
    }
    return buffer_bytes(&text);
}

bool json_string_equals(Bytes raw, const char *word) {
    size_t size = strlen(word);
    return raw.size == size + 2 && memcmp(raw.data + 1, word, size) == 0;
}
