/*
 * Contractions.
 *
 * In:  two rows of folded words.
 * Out: whether they are the same words when contractions are written out.
 *
 * A word is one part ("would"), or two ("he'd": "he" and "'d"). What stands behind the apostrophe may be short for
 * several words ("'d": "would" or "had"), so parts are compared, not rewritten: one is equal to the other, or short for
 * it. Contractions that change the whole word ("won't", "gonna") stand in a list with what they are short for.
 *
 * Invariant: symmetrical; rows of the same words are not alike by contraction.
 */
#include "contractions.h"

#include <string.h>

/* A few words at most differ by contraction alone; longer rows are not. */
#define PARTS_MAX 16

/* Of irregular ones, the word and its parts. */
static const char *const whole[][3] = {
    {"won't", "will", "not"}, {"can't", "can", "not"},  {"cannot", "can", "not"},    {"shan't", "shall", "not"},
    {"gonna", "going", "to"}, {"wanna", "want", "to"},  {"gotta", "got", "to"},      {"lemme", "let", "me"},
    {"gimme", "give", "me"},  {"til", "until", NULL},   {"till", "until", NULL},     {"cause", "because", NULL},
    {"'til", "until", NULL},  {"cuz", "because", NULL}, {"'cause", "because", NULL}, {"'em", "them", NULL},
    {"em", "them", NULL},     {"ya", "you", NULL},      {"y'all", "you", "all"},     {"dunno", "know", NULL},
    {"outta", "out", "of"},   {"kinda", "kind", "of"},
};

/* What stands behind an apostrophe, and what it may be short for, each between spaces. */
static const char *const behind[][2] = {
    {"'d", " would had "}, {"'ll", " will shall "}, {"'ve", " have "},
    {"'re", " are "},      {"'m", " am "},          {"'s", " is has us "},
};

typedef struct Parts {
    Bytes items[PARTS_MAX];
    uint32_t count;
    bool too_many;
} Parts;

static void part_add(Parts *parts, Bytes part) {
    if (parts->count == PARTS_MAX) {
        parts->too_many = true;
    } else {
        parts->items[parts->count++] = part;
    }
}

static void word_split(Bytes word, Parts *parts) {
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (!bytes_equal(word, bytes_from_string(whole[i][0]))) continue;
        part_add(parts, bytes_from_string(whole[i][1]));
        if (whole[i][2]) part_add(parts, bytes_from_string(whole[i][2]));
        return;
    }
    if (bytes_end_with(word, BYTES("n't"))) {
        part_add(parts, (Bytes){word.data, word.size - 3});
        part_add(parts, BYTES("not"));
        return;
    }
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        if (!bytes_end_with(word, bytes_from_string(behind[i][0]))) continue;
        size_t size = word.size - strlen(behind[i][0]);
        part_add(parts, (Bytes){word.data, size});
        part_add(parts, (Bytes){word.data + size, word.size - size});
        return;
    }
    part_add(parts, word);
}

static Parts row_split(WordRow row) {
    Parts parts = {.count = 0};
    for (uint32_t i = 0; i < row.count && !parts.too_many; i++) word_split(row.items[i], &parts);
    return parts;
}

static bool is_short_for(Bytes part, Bytes word) {
    char needle[16] = " ";
    if (word.size + 3 > sizeof needle) return false;
    memcpy(needle + 1, word.data, word.size);
    memcpy(needle + 1 + word.size, " ", 2);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (bytes_equal(part, bytes_from_string(behind[i][0]))) return strstr(behind[i][1], needle) != NULL;
    return false;
}

static bool rows_equal(WordRow left, WordRow right) {
    if (left.count != right.count) return false;
    for (uint32_t i = 0; i < left.count; i++)
        if (!bytes_equal(left.items[i], right.items[i])) return false;
    return true;
}

bool contractions_alike(WordRow left, WordRow right) {
    if (left.count == 0 || right.count == 0 || rows_equal(left, right)) return false;
    Parts one = row_split(left), other = row_split(right);
    if (one.too_many || other.too_many || one.count != other.count) return false;
    for (uint32_t i = 0; i < one.count; i++) {
        Bytes a = one.items[i], b = other.items[i];
        if (!bytes_equal(a, b) && !is_short_for(a, b) && !is_short_for(b, a)) return false;
    }
    return true;
}
