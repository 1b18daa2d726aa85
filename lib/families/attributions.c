/*
 * Attributions compared: who is shown saying the words, and in what light.
 *
 * In:  two quotations that report one utterance, with their speakers.
 * Out: whether they give it to different speakers, and whether their cues frame it differently.
 *
 * Another speaker is a grave finding, and most attributions that differ do so because one article says "he" or "the
 * senator" and the reader has to work out who that is. So only
 * what both articles say themselves counts: words for the source that hold the speaker's surname, or a paragraph that
 * names the speaker before them and nobody and nothing else. Persons of one surname are one unless both get other first
 * names; and nobody is another whose name stands in the other's words for the source ("the institute's director, Ada
 * Marsh"). An institution beside a person may well be what that person speaks for, or the outlet that the words were
 * said to: no other source.
 *
 * Cue classes fall into what the outlet thinks of the words: nothing (said, wrote, believes, asked), doubt (claimed),
 * admission (conceded), attack (slammed), and so on. Denying and confirming one thing contradict each other.
 *
 * Invariant: both comparisons are symmetric.
 */
#include "attributions.h"

#include "../speakers/spelling.h"

#define NAME_WORDS_MAX 16

typedef struct NameWords {
    Bytes items[NAME_WORDS_MAX];
    uint32_t count;
} NameWords;

static bool is_space(uint8_t byte) {
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static bool is_point(uint8_t byte) {
    return byte == ',' || byte == '.' || byte == '(' || byte == ')' || byte == '"' || byte == ':';
}

/* Between spaces, without points at either end and without a possessive. */
static NameWords name_words(Bytes name) {
    NameWords words = {.count = 0};
    for (size_t at = 0; at < name.size && words.count < NAME_WORDS_MAX;) {
        while (at < name.size && (is_space(name.data[at]) || is_point(name.data[at]))) at++;
        size_t end = at;
        while (end < name.size && !is_space(name.data[end])) end++;
        Bytes word = {name.data + at, end - at};
        at = end;
        while (word.size > 0 && is_point(word.data[word.size - 1])) word.size--;
        if (bytes_end_with(word, BYTES("'s"))) word.size -= 2;
        if (bytes_end_with(word, BYTES("’s"))) word.size -= 4;
        if (word.size > 0) words.items[words.count++] = word;
    }
    return words;
}

static uint8_t lower(uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + 32) : byte;
}

/* The same, or one letter away from it in a longer word: a typing error makes nobody else. */
static bool names_alike(Bytes left, Bytes right) {
    return bytes_equal_ignoring_case(left, right) || spelling_same(left, right, true);
}

static bool has_word(const NameWords *words, Bytes word) {
    for (uint32_t i = 0; i < words->count; i++)
        if (names_alike(words->items[i], word)) return true;
    return false;
}

/* Nobody reads back further for whom "he" means; and a paragraph may be as long as an article. */
#define NAMED_LOOK_BACK_WORDS_MAX 200

/* Is the speaker's the only name that the paragraph has before the words for the source? */
static bool only_named_before(const Text *text, const Quotation *quotation, const NameWords *full) {
    uint32_t end = text_word_at(text, quotation->source.begin);
    if (end >= text->word_count) return false;
    bool named = false;
    uint32_t begin = text->paragraphs[text_paragraph_of(text, end)].words.begin;
    if (end - begin > NAMED_LOOK_BACK_WORDS_MAX) begin = end - NAMED_LOOK_BACK_WORDS_MAX;
    for (uint32_t word = begin; word < end; word++) {
        const Word *at = &text->words[word];
        if ((at->flags & WORD_CAPITALISED) == 0 || quotation_holds(quotation, at->byte_begin)) continue;
        NameWords one = name_words(text_word_bytes(text, word));
        if (one.count == 1 && has_word(full, one.items[0]))
            named = true;
        else if ((at->flags & WORD_SENTENCE_START) == 0)
            return false;
    }
    return named;
}

Credit credit_read(const Corpus *corpus, const Quotation *quotation, const Speakers *speakers) {
    Credit credit = {.kind = SPEAKER_OTHER};
    if (quotation == NULL || quotation->speaker == INDEX_NONE) return credit;
    const Speaker *speaker = &speakers->items[quotation->speaker];
    credit.name = speaker->name;
    credit.kind = speaker->kind;
    credit.shown = bytes_slice(corpus->texts[quotation->article].bytes, quotation->source);
    NameWords shown = name_words(credit.shown), full = name_words(credit.name);
    if (full.count < 2) return credit;
    for (uint32_t i = 0; i < shown.count; i++) {
        bool capital = shown.items[i].data[0] >= 'A' && shown.items[i].data[0] <= 'Z';
        bool surname = names_alike(shown.items[i], full.items[full.count - 1]);
        if ((capital || shown.items[i].data[0] >= 0x80) && surname) credit.explicit = true;
    }
    const Text *text = &corpus->texts[quotation->article];
    if (!credit.explicit && shown.count > 0) credit.explicit = only_named_before(text, quotation, &full);
    return credit;
}

/* The first name as the article gives it: a word before the surname that belongs to the full name. */
static Bytes first_name(const NameWords *shown, const NameWords *full) {
    if (full->count < 2 || shown->count < 2) return (Bytes){0};
    for (uint32_t i = 0; i + 1 < shown->count; i++)
        if (bytes_equal_ignoring_case(shown->items[i], full->items[0])) return shown->items[i];
    return (Bytes){0};
}

static bool share_word(const NameWords *left, const NameWords *right) {
    for (uint32_t i = 0; i < left->count; i++)
        if (has_word(right, left->items[i])) return true;
    return false;
}

bool credits_differ(const Credit *left, const Credit *right) {
    if (!left->explicit || !right->explicit || left->kind != SPEAKER_PERSON || right->kind != SPEAKER_PERSON)
        return false;
    NameWords left_full = name_words(left->name), right_full = name_words(right->name);
    NameWords left_shown = name_words(left->shown), right_shown = name_words(right->shown);
    if (names_alike(left_full.items[left_full.count - 1], right_full.items[right_full.count - 1])) {
        Bytes left_first = first_name(&left_shown, &left_full), right_first = first_name(&right_shown, &right_full);
        /* Short forms of a first name mostly keep its first letter. */
        return left_first.size > 1 && right_first.size > 1 && lower(left_first.data[0]) != lower(right_first.data[0]);
    }
    return !share_word(&left_full, &right_full) && !share_word(&left_full, &right_shown) &&
           !share_word(&right_full, &left_shown);
}

FramingRelation framings_compare(CueClass left, CueClass right) {
    if (left == CUE_NONE || right == CUE_NONE) return FRAMING_SAME;
    if ((left == CUE_DENYING && right == CUE_CONFIRMING) || (left == CUE_CONFIRMING && right == CUE_DENYING))
        return FRAMING_CONTRARY;
    /* To say, to think, to write and to ask are what the speaker did, not what the outlet makes of it. */
    if (left == CUE_THOUGHT || left == CUE_WRITING || left == CUE_ASKING) left = CUE_SPEECH;
    if (right == CUE_THOUGHT || right == CUE_WRITING || right == CUE_ASKING) right = CUE_SPEECH;
    return left == right ? FRAMING_SAME : FRAMING_OTHER;
}
