/*
 * In:  the words of a name. Out: its parts as keys, a key for the whole, and how it is written.
 *
 * Western order is taken for granted: given names first, the surname last, particles and suffixes aside; but where the
 * spelling shows another, a given name in two syllables ("Park Geun-hye"). Other names in that order ("Xi Jinping") still
 * meet themselves, as both parts take part in every comparison.
 */
#include "names.h"

#include <string.h>

#include "../base/utf8.h"

#define ROUGH_LETTERS_MIN 8
#define SYLLABLES_BYTES_MAX 12 /* of a given name: "Seung-hwan" */
#define SYLLABLE_BYTES_MAX 5
#define SLIP_LETTERS_MIN 6 /* given names shorter than this must agree in every letter */

uint64_t names_mix(uint64_t hash, uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ull + (hash << 6) + (hash >> 2);
    hash *= 0xFF51AFD7ED558CCDull;
    return hash ^ (hash >> 32);
}

static bool is_core(const Text *text, const NameLexicon *lexicon, uint32_t word, bool first) {
    uint32_t flags = lexicon->words[text->word_ids[word]].flags;
    if (flags & (NAME_SUFFIX | NAME_DEFINITE)) return false;
    if (!(flags & NAME_PARTICLE)) return true;
    return first && (flags & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE)) && (text->words[word].flags & WORD_CAPITALISED);
}

static uint32_t first_letter(const Text *text, uint32_t word) {
    size_t offset = 0;
    return utf8_next(text_word_bytes(text, word), &offset);
}

/* Whether the word opens a stretch in marks or brackets: Ann "Nan" Roe. */
static bool opens_aside(const Text *text, uint32_t word) {
    const Word *at = &text->words[word];
    uint32_t before = text->words[word - 1].byte_begin + text->words[word - 1].byte_size;
    if (at->byte_begin < before + 2) return false;
    uint8_t mark = text->bytes.data[at->byte_begin - 1];
    return mark == '"' || mark == '\'' || mark == '(' || mark >= 0x80;
}

static bool closes_aside(const Text *text, uint32_t word) {
    uint32_t behind = text->words[word].byte_begin + text->words[word].byte_size;
    uint8_t mark = behind < text->bytes.size ? text->bytes.data[behind] : ' ';
    return mark == '"' || mark == '\'' || mark == ')' || mark >= 0x80;
}

bool name_given_follows_family(const Text *text, const NameLexicon *lexicon, uint32_t word) {
    const Word *before = &text->words[word - 1];
    const Bytes given = text_word_bytes(text, word);
    if ((text->words[word].flags & before->flags & WORD_CAPITALISED) == 0 || given.size > SYLLABLES_BYTES_MAX)
        return false;
    if ((lexicon->words[text->word_ids[word - 1]].flags & NAME_FAMILY_FIRST) == 0) return false;
    const size_t hyphen = bytes_find(given, BYTES("-"));
    return hyphen < given.size && hyphen + 1 < given.size && hyphen > 1 && given.data[hyphen + 1] >= 'a' &&
           given.data[hyphen + 1] <= 'z';
}

/* "Jong" or "Un" of "Kim Jong Un". */
static bool is_syllable(const Text *text, const NameLexicon *lexicon, uint32_t word) {
    const Bytes bytes = text_word_bytes(text, word);
    if (bytes.size < 2 || bytes.size > SYLLABLE_BYTES_MAX || bytes.data[bytes.size - 1] == '.') return false;
    return (lexicon->words[text->word_ids[word]].flags & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE)) == 0 &&
           (text->words[word].flags & (WORD_CAPITALISED | WORD_ALL_CAPITALS)) == WORD_CAPITALISED;
}

/* "Kim Jong Un"; but "Lee Boyd Malvo" has a given name in front, as far as length tells. */
static bool given_is_spaced(const Text *text, const NameLexicon *lexicon, uint32_t family) {
    const uint32_t flags = lexicon->words[text->word_ids[family]].flags;
    bool may_be_given = (flags & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE)) != 0;
    if (may_be_given && text->words[family + 2].byte_size >= SYLLABLE_BYTES_MAX) return false;
    return (flags & NAME_FAMILY_FIRST) != 0 && is_syllable(text, lexicon, family + 1) &&
           is_syllable(text, lexicon, family + 2);
}

/* "Kim Jong-un" and "Kim Jong Un": the first syllable is the given name, the second tells people apart. */
static NameParts family_first_parts(const Text *text, const NameLexicon *lexicon, NameParts parts) {
    parts.surname_word = parts.given_word++;
    parts.surname = lexicon->words[text->word_ids[parts.surname_word]].skeleton;
    Bytes syllable = text_word_bytes(text, parts.given_word);
    const size_t hyphen = bytes_find(syllable, BYTES("-"));
    const bool hyphened = hyphen < syllable.size;
    size_t second = hyphened ? hyphen + 1 : 0;
    uint32_t letter = utf8_next(hyphened ? syllable : text_word_bytes(text, parts.given_word + 1), &second);
    if (letter >= 'a' && letter <= 'z') letter -= 'a' - 'A';
    if (hyphened) syllable.size = hyphen;
    parts.given = name_lexicon_skeleton(syllable);
    parts.middle = letter;
    return parts;
}

NameParts name_parts(const Text *text, const NameLexicon *lexicon, WordSpan name) {
    NameParts parts = {.surname_word = name.begin, .given_word = name.begin};
    uint32_t middle_word = name.begin;
    bool aside = false;
    for (uint32_t w = name.begin; w < name.end; w++) {
        aside = aside || (w > name.begin && opens_aside(text, w));
        if (aside) {
            aside = !closes_aside(text, w);
            continue;
        }
        if (!is_core(text, lexicon, w, w == name.begin)) continue;
        if (parts.core_count == 0) parts.given_word = w;
        if (parts.core_count == 1) middle_word = w;
        parts.surname_word = w;
        parts.core_count++;
    }
    const bool hyphened = parts.core_count == 2 && parts.surname_word == parts.given_word + 1 &&
                          name_given_follows_family(text, lexicon, parts.surname_word);
    const bool spaced = parts.core_count == 3 && parts.surname_word == parts.given_word + 2 &&
                        given_is_spaced(text, lexicon, parts.given_word);
    if (hyphened || spaced) return family_first_parts(text, lexicon, parts);
    const NameWord *last = &lexicon->words[text->word_ids[name.end - 1]];
    if ((last->flags & NAME_SUFFIX) && name.end - name.begin > 1) parts.suffix = last->skeleton;
    parts.surname = lexicon->words[text->word_ids[parts.surname_word]].skeleton;
    if (parts.core_count > 1) {
        const NameWord *given_word = &lexicon->words[text->word_ids[parts.given_word]];
        parts.given = given_word->given;
        parts.given_known = (given_word->flags & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE)) != 0;
        parts.twin = given_word->flags & NAME_TWIN ? given_word->skeleton : 0;
        Bytes given = text_word_bytes(text, parts.given_word);
        bool capitals = given.size == 2 && given.data[1] >= 'A' && given.data[1] <= 'Z'; /* "JD"; "Ed" is a name */
        parts.given_initial = given.size == 1 || given.data[1] == '.' || capitals;
    }
    if (parts.core_count > 2) parts.middle = first_letter(text, middle_word);
    return parts;
}

bool names_nearly_equal(Bytes left, Bytes right) {
    if (left.size > right.size) {
        Bytes swap = left;
        left = right;
        right = swap;
    }
    if (right.size - left.size > 1) return false;
    size_t head = 0;
    while (head < left.size && left.data[head] == right.data[head]) head++;
    if (head == left.size) return true;
    if (left.size != right.size) {
        return memcmp(left.data + head, right.data + head + 1, left.size - head) == 0;
    }
    size_t rest = left.size - head - 1;
    if (memcmp(left.data + head + 1, right.data + head + 1, rest) == 0) return true;
    return rest >= 1 && left.data[head] == right.data[head + 1] && left.data[head + 1] == right.data[head] &&
           memcmp(left.data + head + 2, right.data + head + 2, rest - 1) == 0;
}

bool names_roughly_equal(Bytes left, Bytes right) {
    if (left.size < ROUGH_LETTERS_MIN || right.size < ROUGH_LETTERS_MIN) return false;
    size_t head = 0;
    while (head < left.size && head < right.size && left.data[head] == right.data[head]) head++;
    size_t tail = 0;
    while (tail + head < left.size && tail + head < right.size &&
           left.data[left.size - 1 - tail] == right.data[right.size - 1 - tail]) {
        tail++;
    }
    Bytes left_middle = {left.data + head, left.size - head - tail};
    Bytes right_middle = {right.data + head, right.size - head - tail};
    if (left_middle.size <= 2 && right_middle.size <= 2) return true;
    if (left_middle.size == 0 || right_middle.size == 0) return false;
    /* one slip at the front of what differs, one anywhere behind it */
    Bytes left_rest = {left_middle.data + 1, left_middle.size - 1};
    Bytes right_rest = {right_middle.data + 1, right_middle.size - 1};
    return names_nearly_equal(left_rest, right_rest) || names_nearly_equal(left_rest, right_middle) ||
           names_nearly_equal(left_middle, right_rest);
}

bool name_parts_agree(const Text *text, const NameParts *left, const NameParts *right) {
    if (left->twin != 0 && right->twin != 0 && left->twin != right->twin) return false;
    if (left->suffix != right->suffix) return false;
    if (left->middle != 0 && right->middle != 0 && left->middle != right->middle) return false;
    if (left->given == right->given) return true;
    Bytes left_given = text_word_bytes(text, left->given_word);
    Bytes right_given = text_word_bytes(text, right->given_word);
    if (left->given_initial || right->given_initial) {
        return first_letter(text, left->given_word) == first_letter(text, right->given_word);
    }
    /* "Donald" is no slip for "Ronald" */
    if (left->given_known && right->given_known) return false;
    return left_given.size >= SLIP_LETTERS_MIN && right_given.size >= SLIP_LETTERS_MIN &&
           names_nearly_equal(left_given, right_given);
}

uint64_t name_key(const Text *text, const NameLexicon *lexicon, WordSpan name) {
    uint64_t key = 1;
    for (uint32_t w = name.begin; w < name.end; w++) {
        const NameWord *word = &lexicon->words[text->word_ids[w]];
        if (word->flags & (NAME_DEFINITE | NAME_CONNECTOR | NAME_PARTICLE)) continue;
        key = names_mix(key, word->skeleton);
    }
    /* "La.", "Van": nothing but particles is a name by itself */
    return key == 1 ? names_mix(key, lexicon->words[text->word_ids[name.begin]].base_id + 1u) : key;
}

uint64_t name_initials(const Text *text, WordSpan name) {
    uint8_t letters[16];
    size_t count = 0;
    for (uint32_t w = name.begin; w < name.end; w++) {
        Bytes word = text_word_bytes(text, w);
        size_t at = 0;
        for (size_t i = 0; i + 1 < word.size && i < 4; i++) {
            if (word.data[i] == '-') at = i + 1;
        }
        if (word.data[at] >= 'A' && word.data[at] <= 'Z' && count < sizeof letters) letters[count++] = word.data[at];
    }
    return count < 2 ? 0 : bytes_hash((Bytes){letters, count});
}

uint64_t name_acronym(const Text *text, WordSpan name) {
    if (name.end - name.begin != 1 || !(text->words[name.begin].flags & WORD_ALL_CAPITALS)) return 0;
    Bytes word = text_word_bytes(text, name.begin);
    uint8_t letters[16];
    size_t count = 0;
    for (size_t i = 0; i < word.size && count < sizeof letters; i++) {
        if (word.data[i] >= 'A' && word.data[i] <= 'Z') letters[count++] = word.data[i];
        if (word.data[i] == '\'') break;
        if (word.data[i] >= 0x80) break;
    }
    return count < 2 ? 0 : bytes_hash((Bytes){letters, count});
}

static bool single_spaced(Bytes bytes) {
    for (size_t i = 0; i < bytes.size; i++) {
        if (bytes.data[i] < ' ' || bytes.data[i] == 0xC2) return false;
        if (bytes.data[i] == ' ' && i + 1 < bytes.size && bytes.data[i + 1] == ' ') return false;
    }
    return true;
}

ByteSpan name_bytes(const Text *text, WordSpan name) {
    ByteSpan span = text_bytes_of(text, name);
    Bytes whole = bytes_slice(text->bytes, span);
    if (text->words[name.end - 1].flags & WORD_POSSESSIVE) {
        if (bytes_end_with(whole, BYTES("'s"))) span.end -= 2;
        if (bytes_end_with(whole, BYTES("\xE2\x80\x99s"))) span.end -= 4;
    }
    return span;
}

Bytes name_surface(const Text *text, WordSpan name, Arena *result) {
    Bytes whole = bytes_slice(text->bytes, name_bytes(text, name));
    if (single_spaced(whole)) return whole;
    Buffer buffer = {.arena = result};
    size_t offset = 0;
    bool space = false;
    while (offset < whole.size) {
        uint32_t code_point = utf8_next(whole, &offset);
        if (utf8_is_space(code_point)) {
            space = true;
            continue;
        }
        if (space && buffer.size > 0) buffer_append_byte(&buffer, ' ');
        space = false;
        buffer_append_code_point(&buffer, code_point);
    }
    return buffer_bytes(&buffer);
}
