/*
 * Names that are alike.
 *
 * In:  two rows of folded words that stand against each other, with a name in each.
 * Out: whether it is one name, told more or less fully, or written another way.
 *
 * Titles, small words and possessives are put aside, words with a hyphen are several. Then the names are alike where
 *
 *     all words of one are words of the other                  "al-Assad", "Assad"; "Ford Motor Co.", "Ford"
 *     one is the first letters of the other                    "European Union", "EU"
 *     word for word, one is cut short                          "Michigan", "Mich."
 *     their letters differ as spellings of one name do         "Al Qaeda", "al-Qaida"
 *     both are a country's, its people's or its capital's      "U.S.", "American"; "Kremlin", "Russians"
 *     everybody knows them for one                             "GOP", "Republicans"
 *
 * Invariant: symmetrical.
 */
#include "names_alike.h"

#include <string.h>

#include "../speakers/name_lexicon.h"
#include "../speakers/spelling.h"
#include "senses.h"

#define NAME_WORDS_MAX 8
#define JOINED_BYTES_MAX 48
#define CUT_BYTES_MIN 3 /* of a word that was cut short, and what was cut off at least */
#define CUT_OFF_BYTES_MIN 2
#define INITIALS_MIN 2

typedef struct NameWords {
    Bytes items[NAME_WORDS_MAX];
    uint32_t count;
    bool too_many;
} NameWords;

static void word_add(NameWords *words, Bytes word) {
    if (word.size == 0) return;
    if (words->count == NAME_WORDS_MAX) {
        words->too_many = true;
    } else {
        words->items[words->count++] = word;
    }
}

static Bytes without_possessive(Bytes word) {
    if (bytes_end_with(word, BYTES("'s"))) word.size -= 2;
    if (bytes_end_with(word, BYTES("'"))) word.size--;
    return word;
}

static NameWords name_words(WordRow row) {
    NameWords words = {.count = 0};
    for (uint32_t i = 0; i < row.count; i++) {
        if (word_sense(row.items[i]) & (SENSE_FUNCTION | SENSE_TITLE)) continue;
        Bytes word = without_possessive(row.items[i]);
        for (size_t begin = 0, at = 0; at <= word.size; at++) {
            if (at < word.size && word.data[at] != '-') continue;
            word_add(&words, bytes_slice(word, (ByteSpan){(uint32_t)begin, (uint32_t)at}));
            begin = at + 1;
        }
    }
    return words;
}

static bool is_within(const NameWords *few, const NameWords *many) {
    for (uint32_t i = 0; i < few->count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < many->count; k++) found = found || bytes_equal(few->items[i], many->items[k]);
        if (!found) return false;
    }
    return true;
}

/* "eu", "u.s.": the first letters of the first words; what is left of them may be "Co." or "Inc." */
static bool is_initials(Bytes word, const NameWords *words) {
    uint32_t letters = 0;
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] == '.') continue;
        if (letters == words->count || word.data[i] != words->items[letters].data[0]) return false;
        letters++;
    }
    return letters >= INITIALS_MIN && words->count - letters <= 1;
}

static bool is_cut_short(Bytes word, Bytes whole) {
    if (bytes_end_with(word, BYTES("."))) word.size--;
    return word.size >= CUT_BYTES_MIN && whole.size >= word.size + CUT_OFF_BYTES_MIN &&
           memcmp(word.data, whole.data, word.size) == 0;
}

static bool are_cut_short(const NameWords *left, const NameWords *right) {
    if (left->count != right->count) return false;
    for (uint32_t i = 0; i < left->count; i++) {
        Bytes a = left->items[i], b = right->items[i];
        if (!bytes_equal(a, b) && !is_cut_short(a, b) && !is_cut_short(b, a)) return false;
    }
    return true;
}

static Bytes joined(const NameWords *words, uint8_t *room) {
    size_t size = 0;
    for (uint32_t i = 0; i < words->count; i++) {
        if (size + words->items[i].size > JOINED_BYTES_MAX) return (Bytes){0};
        memcpy(room + size, words->items[i].data, words->items[i].size);
        size += words->items[i].size;
    }
    return (Bytes){room, size};
}

static Bytes without_plural(Bytes name) {
    if (name.size > 1 && name.data[name.size - 1] == 's') name.size--; /* "Super PACs" */
    return name;
}

/* Whether the list, words between spaces, has the word, but for a plural's "s". */
static bool is_listed(const char *list, Bytes word) {
    const Bytes all = bytes_from_string(list);
    for (size_t begin = 0; begin < all.size;) {
        size_t end = begin;
        while (end < all.size && all.data[end] != ' ') end++;
        Bytes listed = bytes_slice(all, (ByteSpan){(uint32_t)begin, (uint32_t)end});
        if (bytes_equal(listed, word)) return true;
        if (listed.size + 1 == word.size && bytes_end_with(word, BYTES("s")) &&
            memcmp(listed.data, word.data, listed.size) == 0)
            return true;
        begin = end + 1;
    }
    return false;
}

/* Names of one party, body or country whose letters tell nothing; of several words, without spaces. */
static const char *const known_names[] = {
    "gop republican",
    "dem democrat democratic",
    "isis isil daesh islamicstate",
    "eu europe european europeanunion",
};

/* The country's number in the lexicon, 0 for none: "South Korea" is not all of Korea. */
static uint32_t nation_of(Bytes word) {
    if (bytes_equal(word, BYTES("unitedstates"))) word = BYTES("us");
    if (bytes_equal(word, BYTES("unitedkingdom"))) word = BYTES("uk");
    for (uint32_t i = 1; i < name_lexicon_nation_count; i++) {
        const NameLexiconNation *nation = &name_lexicon_nations[i];
        if (is_listed(nation->nouns, word) || is_listed(nation->adjectives, word)) return i;
    }
    return 0;
}

static bool are_known_for_one(const NameWords *one, const NameWords *other) {
    uint8_t one_room[JOINED_BYTES_MAX], other_room[JOINED_BYTES_MAX];
    const Bytes a = joined(one, one_room), b = joined(other, other_room);
    const uint32_t nation = nation_of(a);
    if (nation != 0 && nation == nation_of(b)) return true;
    for (size_t i = 0; i < sizeof known_names / sizeof *known_names; i++)
        if (is_listed(known_names[i], a) && is_listed(known_names[i], b)) return true;
    return false;
}

bool names_alike(WordRow left, WordRow right) {
    NameWords one = name_words(left), other = name_words(right);
    if (one.count == 0 || other.count == 0 || one.too_many || other.too_many) return false;
    if (is_within(&one, &other) || is_within(&other, &one) || are_cut_short(&one, &other)) return true;
    if (one.count == 1 && is_initials(one.items[0], &other)) return true;
    if (other.count == 1 && is_initials(other.items[0], &one)) return true;
    uint8_t one_room[JOINED_BYTES_MAX], other_room[JOINED_BYTES_MAX];
    Bytes a = without_plural(joined(&one, one_room)), b = without_plural(joined(&other, other_room));
    if (a.size > 0 && b.size > 0 && spelling_same(a, b, true)) return true;
    return are_known_for_one(&one, &other);
}
