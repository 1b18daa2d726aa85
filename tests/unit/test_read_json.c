/* JSON: what is taken and refused, and the same as another library takes it, on random damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/read/json.h"

static Arena arena;

static int open_arena(void **state) {
    (void)state;
    arena = arena_open(0);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static bool accepts(Bytes text, uint32_t depth_max, const char **problem, size_t *offset) {
    JsonReader reader = {.text = text, .depth_max = depth_max};
    JsonValue value;
    bool good = json_value_next(&reader, &value) && json_at_end(&reader);
    if (problem) *problem = reader.problem;
    if (offset) *offset = reader.offset;
    return good;
}

static void takes_what_is_json(void **state) {
    (void)state;
    static const char *const texts[] = {
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "0",
        "-0",
        "12.5e-3",
        "1E5",
        "\"\"",
        " [ 1 , 2 ] ",
        "{\"a\":{\"b\":[{}]}}",
        "[[],{},[{}]]",
        "\"\\u00e9\\n\\\"\\\\\\/\"",
        "{ \"a\" : 1 , \"b\" : [ ] }",
        "NaN",
        "[Infinity,-Infinity]",
        "\"tab\there\"",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!accepts(bytes_from_string(texts[i]), 128, NULL, NULL)) fail_msg("refused: %s", texts[i]);
}

static void refuses_what_is_not(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",        "{",           "[",       "{\"a\"}", "{\"a\":}",  "{\"a\":1,}",  "[1,]",      "[1 2]", "{a:1}",
        "01",      "1.",          ".5",      "-",       "1e",        "+1",          "tru",       "nul",   "\"abc",
        "\"\\x\"", "\"\\u12g4\"", "\"\\u12", "\"\\",    "[1}",       "{\"a\":1]",   "{1:2}",     "[,1]",  "{,}",
        "{} {}",   "1 2",         "]",       "}",       "[\"a\":1]", "\"a\" \"b\"", "{\"a\" 1}", "'a'",   "\"\\u\"",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (accepts(bytes_from_string(texts[i]), 128, NULL, NULL)) fail_msg("taken: %s", texts[i]);
    assert_false(accepts((Bytes){(const uint8_t *)"\"a\0b\"", 5}, 128, NULL, NULL));
}

static void says_where_a_line_breaks(void **state) {
    (void)state;
    const char *problem;
    size_t offset;
    assert_false(accepts(BYTES("{\"text\": \"abc"), 128, &problem, &offset));
    assert_string_equal(problem, "it ends inside a string");
    assert_int_equal(offset, 13);
    assert_false(accepts(BYTES("{\"a\": 1 \"b\": 2}"), 128, &problem, &offset));
    assert_string_equal(problem, "a comma or } is wanted");
    assert_int_equal(offset, 8);
}

static void depth_has_a_limit_and_a_million_brackets_no_stack(void **state) {
    (void)state;
    size_t size = 1000000;
    char *deep = malloc(size);
    memset(deep, '[', size);
    const char *problem;
    assert_false(accepts((Bytes){(uint8_t *)deep, size}, UINT32_MAX, &problem, NULL));
    assert_non_null(strstr(problem, "--limit json-depth"));
    assert_true(accepts(BYTES("[[[]]]"), 3, NULL, NULL));
    assert_false(accepts(BYTES("[[[]]]"), 2, NULL, NULL));
    assert_true(accepts(BYTES("{\"a\":[[]]}"), 3, NULL, NULL));
    memset(deep, '[', 4096);
    memset(deep + 4096, ']', 4096);
    assert_true(accepts((Bytes){(uint8_t *)deep, 8192}, UINT32_MAX, NULL, NULL));
    free(deep);
}

static const char *decoded(const char *raw) {
    return bytes_to_string(json_string_decode(bytes_from_string(raw), &arena), &arena);
}

static void strings_decode(void **state) {
    (void)state;
    assert_string_equal(decoded("\"\""), "");
    assert_string_equal(decoded("\"plain\""), "plain");
    assert_string_equal(decoded("\"a\\nb\\tc\\\"d\\\\e\\/f\""), "a\nb\tc\"d\\e/f");
    assert_string_equal(decoded("\"\\u0041\\u00e9\\u20AC\""), "A\xC3\xA9\xE2\x82\xAC");
    assert_string_equal(decoded("\"\\ud83d\\ude00\""), "\xF0\x9F\x98\x80");
    /* what no text can hold becomes one replacement character each */
    assert_string_equal(decoded("\"a\\u0000b\""), "a\xEF\xBF\xBD"
                                                  "b");
    assert_string_equal(decoded("\"\\ud83dx\""), "\xEF\xBF\xBDx");
    assert_string_equal(decoded("\"\\ud83d\\n\""), "\xEF\xBF\xBD\n");
    assert_string_equal(decoded("\"\\ude00\\ud83d\""), "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(decoded("\"\\ud83d\\ud83d\\ude00\""), "\xEF\xBF\xBD\xF0\x9F\x98\x80");
}

static void members_and_items_in_order(void **state) {
    (void)state;
    JsonReader reader = {.text = BYTES(" { \"a\" : 1 , \"b\":[ \"x\", {\"y\":2} ] ,\"\":null } "), .depth_max = 10};
    Bytes key;
    JsonValue value;
    assert_true(json_enter(&reader, '{'));
    assert_true(json_member_next(&reader, &key, &value));
    assert_true(json_string_equals(key, "a") && value.kind == JSON_NUMBER);
    assert_true(json_member_next(&reader, &key, &value));
    assert_true(json_string_equals(key, "b") && value.kind == JSON_ARRAY);
    JsonReader inside = json_inside(value);
    JsonValue item;
    assert_true(json_enter(&inside, '['));
    assert_true(json_item_next(&inside, &item) && item.kind == JSON_STRING);
    assert_true(json_item_next(&inside, &item) && item.kind == JSON_OBJECT);
    assert_false(json_item_next(&inside, &item));
    assert_null(inside.problem);
    assert_true(json_member_next(&reader, &key, &value));
    assert_true(json_string_equals(key, "") && value.kind == JSON_NULL);
    assert_false(json_member_next(&reader, &key, &value));
    assert_null(reader.problem);
    assert_true(json_at_end(&reader));
}

/* --- The twin ----------------------------------------------------------------------------------------------------- */

static uint64_t random_state = 42;
static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)((random_state >> 33) % limit);
}

static void write_random_value(Buffer *out, int depth) {
    static const char *const scalars[] = {"null",
                                          "true",
                                          "0",
                                          "-1.5e3",
                                          "\"\"",
                                          "\"plain words\"",
                                          "\"\\u00e9\\n\"",
                                          "\"\\ud83d\\ude00\"",
                                          "\"a\\\"b\"",
                                          "12345678901",
                                          "\"\xC3\xA9\xE2\x80\x9C\""};
    uint32_t kind = random_below(depth > 4 ? 1 : 4);
    if (kind <= 1) {
        buffer_append_string(out, scalars[random_below(sizeof scalars / sizeof *scalars)]);
        return;
    }
    uint32_t count = random_below(4);
    buffer_append_byte(out, kind == 2 ? '[' : '{');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) buffer_append_string(out, random_below(2) ? "," : " , ");
        if (kind == 3) buffer_printf(out, "\"k%u\"%s:", i, random_below(2) ? "" : " ");
        write_random_value(out, depth + 1);
    }
    buffer_append_byte(out, kind == 2 ? ']' : '}');
}

/* Differences that are meant: the twin takes numbers as strtod does, and it refuses half a surrogate pair. */
static bool twin_differs_on_purpose(Bytes text) {
    for (size_t i = 0; i + 1 < text.size; i++) {
        uint8_t byte = text.data[i];
        bool before_digit = i > 0 && text.data[i - 1] >= '0' && text.data[i - 1] <= '9';
        if (byte == '0' && !before_digit && text.data[i + 1] >= '0' && text.data[i + 1] <= '9') return true; /* 01 */
        if (byte == '.' || byte == '+' || byte == '-') return true;
    }
    for (size_t i = 0; i < text.size; i++) /* it takes every control character for white space */
        if (text.data[i] < ' ' && text.data[i] != '\n' && text.data[i] != '\t') return true;
    return bytes_find(text, BYTES("\\u")) != SIZE_MAX || bytes_find(text, BYTES("NaN")) != SIZE_MAX;
}

static void same_verdict_as_the_twin(void **state) {
    (void)state;
    static const char damage[] = "{}[]\",:\\ntrue01 x";
    uint32_t good = 0, bad = 0;
    for (int round = 0; round < 200000; round++) {
        Arena scratch = arena;
        Buffer text = {.arena = &scratch};
        write_random_value(&text, 0);
        uint32_t changes = random_below(3);
        for (uint32_t i = 0; i < changes && text.size > 0; i++)
            text.data[random_below((uint32_t)text.size)] = (uint8_t)damage[random_below(sizeof damage - 1)];
        Bytes bytes = buffer_bytes(&text);
        const char *end = NULL;
        cJSON *twin = cJSON_ParseWithOpts(buffer_string(&text), &end, 1);
        bool taken = accepts(bytes, 1000, NULL, NULL);
        if (taken != (twin != NULL) && !twin_differs_on_purpose(bytes))
            fail_msg("%s, the twin says otherwise: %s", taken ? "taken" : "refused", buffer_string(&text));
        if (taken && twin && cJSON_IsString(twin)) {
            JsonReader reader = {.text = bytes, .depth_max = 10};
            JsonValue value;
            assert_true(json_value_next(&reader, &value));
            Bytes mine = json_string_decode(value.raw, &scratch);
            assert_string_equal(bytes_to_string(mine, &scratch), cJSON_GetStringValue(twin));
        }
        good += taken;
        bad += !taken;
        cJSON_Delete(twin);
    }
    assert_true(good > 10000 && bad > 10000);
}

/* Random bytes must neither crash nor be decoded to something that isn't UTF-8. */
static void random_bytes_do_no_harm(void **state) {
    (void)state;
    for (int round = 0; round < 100000; round++) {
        Arena scratch = arena;
        uint8_t text[64];
        uint32_t size = random_below(sizeof text);
        for (uint32_t i = 0; i < size; i++) text[i] = (uint8_t)("{}[]\":,\\uD83dE0"[random_below(15)]);
        JsonReader reader = {.text = {text, size}, .depth_max = 100};
        JsonValue value;
        while (json_value_next(&reader, &value)) {
            if (value.kind != JSON_STRING) continue;
            assert_int_equal(utf8_find_malformed(json_string_decode(value.raw, &scratch)), SIZE_MAX);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_is_json),       cmocka_unit_test(refuses_what_is_not),
        cmocka_unit_test(says_where_a_line_breaks), cmocka_unit_test(depth_has_a_limit_and_a_million_brackets_no_stack),
        cmocka_unit_test(strings_decode),           cmocka_unit_test(members_and_items_in_order),
        cmocka_unit_test(same_verdict_as_the_twin), cmocka_unit_test(random_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
