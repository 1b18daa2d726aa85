/*
 * Spellings.
 *
 * In:  folded words.
 * Out: whether two are one word in two spellings.
 *
 * Three ways to be one word: the same letters once hyphens, points and apostrophes are dropped; British and American
 * forms, by letter patterns that are tried at every place and by a short list of irregular pairs; and slips and
 * transliterations, which differ by one or two letters inside the word. A difference in the last letters alone is an
 * inflection or another word ("terrorism", "terrorist"), so it never counts as a slip, except between names, where
 * endings are transliterated too ("Sergei", "Sergey").
 */
#include "spelling.h"

#include <string.h>

#define WORD_BYTES_MAX 64

/* Letters and digits only; everything from other alphabets is kept. A point between digits stays: it is a number's. */
static size_t letters_of(Bytes word, uint8_t out[WORD_BYTES_MAX]) {
    size_t size = 0;
    for (size_t i = 0; i < word.size && size < WORD_BYTES_MAX; i++) {
        uint8_t byte = word.data[i];
        bool digit_next = i + 1 < word.size && word.data[i + 1] >= '0' && word.data[i + 1] <= '9';
        bool separator = byte == '-' || byte == '\'' || (byte == '.' && !(i > 0 && digit_next));
        if (!separator) out[size++] = byte;
    }
    return size;
}

typedef struct SpellingPair {
    const char *british;
    const char *american;
} SpellingPair;

/* Letter groups that answer to one another anywhere inside a word. */
static const SpellingPair PATTERNS[] = {
    {"our", "or"},   {"ise", "ize"},   {"isa", "iza"}, {"isi", "izi"},      {"yse", "yze"},      {"ysi", "yzi"},
    {"tre", "ter"},  {"ence", "ense"}, {"ogue", "og"}, {"amme", "am"},      {"lled", "led"},     {"lling", "ling"},
    {"ller", "ler"}, {"ae", "e"},      {"oe", "e"},    {"ilful", "illful"}, {"lment", "llment"}, {"gement", "gment"}};

/* Pairs that no pattern gives. */
static const SpellingPair PAIRS[] = {{"aluminium", "aluminum"},
                                     {"cheque", "check"},
                                     {"grey", "gray"},
                                     {"kerb", "curb"},
                                     {"plough", "plow"},
                                     {"pyjamas", "pajamas"},
                                     {"sceptic", "skeptic"},
                                     {"sceptical", "skeptical"},
                                     {"scepticism", "skepticism"},
                                     {"storey", "story"},
                                     {"tyre", "tire"},
                                     {"tyres", "tires"},
                                     {"jewellery", "jewelry"},
                                     {"licence", "license"},
                                     {"practise", "practice"},
                                     {"towards", "toward"},
                                     {"afterwards", "afterward"},
                                     {"whilst", "while"},
                                     {"amongst", "among"},
                                     {"learnt", "learned"},
                                     {"spelt", "spelled"},
                                     {"burnt", "burned"},
                                     {"dreamt", "dreamed"},
                                     {"advisor", "adviser"},
                                     {"okay", "ok"},
                                     {"percent", "per-cent"},
                                     {"mr", "mister"},
                                     {"col", "colonel"},
                                     {"gen", "general"},
                                     {"sen", "senator"},
                                     {"gov", "governor"},
                                     {"dr", "doctor"},
                                     {"lt", "lieutenant"},
                                     {"sgt", "sergeant"},
                                     {"prof", "professor"},
                                     {"rep", "representative"},
                                     {"vs", "versus"},
                                     {"st", "saint"}};

static bool equals(const uint8_t *left, size_t left_size, const char *right) {
    /* most differ in the first letter */
    return left_size > 0 && left[0] == (uint8_t)right[0] && strlen(right) == left_size &&
           memcmp(left, right, left_size) == 0;
}

static bool is_pair(const uint8_t *left, size_t left_size, const uint8_t *right, size_t right_size) {
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        if (equals(left, left_size, PAIRS[i].british) && equals(right, right_size, PAIRS[i].american)) return true;
        if (equals(right, right_size, PAIRS[i].british) && equals(left, left_size, PAIRS[i].american)) return true;
    }
    return false;
}

/* True where replacing one letter group in `british` by its counterpart gives `american`. */
static bool follows_pattern(const uint8_t *british, size_t british_size, const uint8_t *american,
                            size_t american_size) {
    for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) {
        const char *from = PATTERNS[i].british, *to = PATTERNS[i].american;
        size_t from_size = strlen(from), to_size = strlen(to);
        /* "four" and "for", "filled" and "filed" are words of their own; the true pairs are longer. */
        size_t size_min = from[0] == 'l' ? 8 : 6;
        if (british_size < size_min || british_size - from_size != american_size - to_size) continue;
        for (size_t at = 1; at + from_size <= british_size; at++) {
            size_t rest = british_size - at - from_size;
            if (memcmp(british + at, from, from_size) == 0 && memcmp(american + at, to, to_size) == 0 &&
                memcmp(british, american, at) == 0 &&
                memcmp(british + at + from_size, american + at + to_size, rest) == 0)
                return true;
        }
    }
    return false;
}

/* Letters to insert, delete, replace or swap with a neighbour; the textbook table, in three rows. */
static uint32_t letter_distance(const uint8_t *left, size_t left_size, const uint8_t *right, size_t right_size) {
    uint32_t rows[3][WORD_BYTES_MAX + 1];
    for (size_t j = 0; j <= right_size; j++) rows[0][j] = (uint32_t)j;
    for (size_t i = 1; i <= left_size; i++) {
        uint32_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above_two = rows[(i + 1) % 3];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= right_size; j++) {
            uint32_t best = above[j - 1] + (left[i - 1] != right[j - 1]);
            if (above[j] + 1 < best) best = above[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped && above_two[j - 2] + 1 < best) best = above_two[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[left_size % 3][right_size];
}

/* One letter inside a long word, or for names two anywhere but at the first. */
static bool is_slip(const uint8_t *left, size_t left_size, const uint8_t *right, size_t right_size, bool names) {
    size_t shorter = left_size < right_size ? left_size : right_size;
    size_t longer = left_size < right_size ? right_size : left_size;
    if (shorter < 5 || longer - shorter > 2 || left[0] != right[0]) return false;
    uint32_t distance = letter_distance(left, left_size, right, right_size);
    size_t prefix = 0;
    while (prefix < shorter && left[prefix] == right[prefix]) prefix++;
    uint8_t ending = left_size > right_size ? left[left_size - 1] : right[right_size - 1];
    /* "Americans", "American": inflected and derived names. */
    bool derived = longer > shorter && prefix == shorter && (ending == 's' || ending == 'n');
    if (names) return !derived && distance <= (shorter >= 7 ? 2u : 1u);
    /* The last three letters are where words are inflected; a slip shows before them, in words of some length. */
    return distance == 1 && shorter >= 7 && longer - prefix > 3;
}

/* A word's letters; false for what can be no spelling of anything else. */
typedef struct Letters {
    uint8_t items[WORD_BYTES_MAX];
    size_t size;
} Letters;

static bool letters_read(Bytes word, Letters *out) {
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= '0' && word.data[i] <= '9') return false;
    out->size = letters_of(word, out->items);
    return true;
}

static bool same_possession(Bytes left, Bytes right) {
    return bytes_end_with(left, BYTES("'s")) == bytes_end_with(right, BYTES("'s"));
}

bool spelling_letters_same(Bytes left, Bytes right) {
    Letters first, second;
    if (!letters_read(left, &first) || !letters_read(right, &second)) return bytes_equal(left, right);
    return first.size == second.size && memcmp(first.items, second.items, first.size) == 0;
}

bool spelling_variant(Bytes left, Bytes right) {
    if (spelling_letters_same(left, right)) return true;
    Letters first, second;
    if (!letters_read(left, &first) || !letters_read(right, &second)) return false;
    if (first.size < 2 || second.size < 2 || !same_possession(left, right)) return false;
    return is_pair(first.items, first.size, second.items, second.size) ||
           follows_pattern(first.items, first.size, second.items, second.size) ||
           follows_pattern(second.items, second.size, first.items, first.size);
}

bool spelling_slip(Bytes left, Bytes right, bool names) {
    Letters first, second;
    if (!letters_read(left, &first) || !letters_read(right, &second)) return false;
    return same_possession(left, right) && is_slip(first.items, first.size, second.items, second.size, names);
}

bool spelling_same(Bytes left, Bytes right, bool names) {
    return spelling_variant(left, right) || spelling_slip(left, right, names);
}
