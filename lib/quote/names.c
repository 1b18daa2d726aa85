/*
 * In:  the words of a name. Out: its parts as keys, a key for the whole, and how it is written.
 *
 * Western order is taken for granted: given names first, the surname last, particles and suffixes aside. Names in other
 * orders ("Xi Jinping") still meet themselves, as both parts take part in every comparison.
 */
#include "names.h"

#include <string.h>

#include "../base/utf8.h"

#define SLIP_LETTERS_MIN 6 /* given names shorter than this must agree in every letter */

uint64_t names_mix(uint64_t hash, uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ull + (hash << 6) + (hash >> 2);
    hash *= 0xFF51AFD7ED558CCDull;
    return hash ^ (hash >> 32);
}

static bool is_core(const Text *text, const NameLexicon *lexicon, uint32_t word, bool first) {
    uint32_t flags = lexicon->words[text->word_ids[word]].flags;
    if (flags & NAME_SUFFIX) return false;
    if (!(flags & NAME_PARTICLE)) return true;
    return first && (flags & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE)) && (text->words[word].flags & WORD_CAPITALISED);
}

static uint32_t first_letter(const Text *text, uint32_t word) {
    size_t offset = 0;
    return utf8_next(text_word_bytes(text, word), &offset);
}

NameParts name_parts(const Text *text, const NameLexicon *lexicon, WordSpan name) {
    NameParts parts = {.surname_word = name.begin, .given_word = name.begin};
    uint32_t middle_word = name.begin;
    for (uint32_t w = name.begin; w < name.end; w++) {
        if (!is_core(text, lexicon, w, w == name.begin)) continue;
        if (parts.core_count == 0) parts.given_word = w;
        if (parts.core_count == 1) middle_word = w;
        parts.surname_word = w;
        parts.core_count++;
    }
    const NameWord *last = &lexicon->words[text->word_ids[name.end - 1]];
    if ((last->flags & NAME_SUFFIX) && name.end - name.begin > 1) parts.suffix = last->skeleton;
    parts.surname = lexicon->words[text->word_ids[parts.surname_word]].skeleton;
    if (parts.core_count > 1) {
        parts.given = lexicon->words[text->word_ids[parts.given_word]].given;
        Bytes given = text_word_bytes(text, parts.given_word);
        parts.given_initial = given.size <= 2;
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

bool name_parts_agree(const Text *text, const NameParts *left, const NameParts *right) {
    if (left->suffix != right->suffix && left->suffix != 0 && right->suffix != 0) return false;
    if (left->middle != 0 && right->middle != 0 && left->middle != right->middle) return false;
    if (left->given == right->given) return true;
    Bytes left_given = text_word_bytes(text, left->given_word);
    Bytes right_given = text_word_bytes(text, right->given_word);
    if (left->given_initial || right->given_initial) {
        return first_letter(text, left->given_word) == first_letter(text, right->given_word);
    }
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
    return key;
}

static bool single_spaced(Bytes bytes) {
    for (size_t i = 0; i < bytes.size; i++) {
        if (bytes.data[i] < ' ' || bytes.data[i] == 0xC2) return false;
        if (bytes.data[i] == ' ' && i + 1 < bytes.size && bytes.data[i + 1] == ' ') return false;
    }
    return true;
}

Bytes name_surface(const Text *text, WordSpan name, Arena *result) {
    Bytes whole = bytes_slice(text->bytes, text_bytes_of(text, name));
    if (text->words[name.end - 1].flags & WORD_POSSESSIVE) {
        if (bytes_end_with(whole, BYTES("'s"))) whole.size -= 2;
        if (bytes_end_with(whole, BYTES("\xE2\x80\x99s"))) whole.size -= 4;
    }
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
