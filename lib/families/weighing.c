/*
 * Weighing a change.
 *
 * In:  the words two readings have at one place.
 * Out: wording or meaning, with what decided it.
 *
 * The rules, the first that applies:
 *
 *     a number on one side that the other hasn't       meaning, number     ("12" and "twelve" are one number)
 *     more negations on one side, or a word's contrary meaning, negation   ("never" for "not" is none)
 *     a condition on one side only                     meaning, condition  ("if", "unless", "only")
 *     "may" for "will", "allegedly" gone               meaning, hedge
 *     another modal verb                               meaning, modal      (narrated: "would" for "will" is grammar)
 *     another name, a name gone or added               meaning, name       (editor's words apart; a title is no name)
 *     a name told more or less fully                   wording, name
 *     the same word in another form                    wording, inflection
 *     anything else                                    wording
 *
 * At an end of the reading only the rest of the sentence that was cut counts, and there what may hang on the words that
 * stayed: a condition, a negation near by, a contrast that begins right there ("but …"). Everything else is what
 * leaving out means.
 *
 * Invariant: words_weigh gives the same for either direction.
 */
#include "weighing.h"

#include "senses.h"

/* How far behind or before the cut a word may stand and still qualify what stayed. Set by reading real truncations. */
#define CONDITION_WORDS_MAX 10
#define NEGATION_WORDS_MAX 4
#define NEGATION_BEFORE_WORDS_MAX 8
/* Contraries are looked for among so few words on either side; in longer stretches everything is new anyway. */
#define OPPOSED_WORDS_MAX 4

/* What the words of one side say, independent of their order. */
typedef struct SenseProfile {
    uint64_t numbers;
    uint64_t modals;
    uint64_t names;
    uint32_t negations;
    uint32_t conditions;
    uint32_t hedges;
    uint32_t modal_count;
} SenseProfile;

static Bytes word_folded(const Reading *reading, uint32_t at, const Vocabulary *vocabulary) {
    return vocabulary->words[reading->ids[at]];
}

static uint16_t word_flags(const Reading *reading, uint32_t at) {
    return reading->text->words[reading->words[at]].flags;
}

bool reading_has_name(const Reading *reading, uint32_t at, const Vocabulary *vocabulary) {
    uint16_t flags = word_flags(reading, at);
    if (at == 0 || (flags & WORD_CAPITALISED) == 0 || (flags & WORD_SENTENCE_START) != 0) return false;
    return (word_sense(word_folded(reading, at, vocabulary)) & ~(uint32_t)SENSE_HEDGE) == 0;
}

bool reading_all_bracketed(const Reading *reading, WordSpan span) {
    for (uint32_t i = span.begin; i < span.end; i++)
        if ((reading->marks[i] & READING_BRACKETED) == 0) return false;
    return span.begin < span.end;
}

bool reading_any_bracketed(const Reading *reading, WordSpan span) {
    for (uint32_t i = span.begin; i < span.end; i++)
        if (reading->marks[i] & READING_BRACKETED) return true;
    return false;
}

/* What the narrator's tense makes of a modal verb: "will" becomes "would". */
static uint64_t modal_key(Bytes word, bool narrated) {
    static const char *const shifts[][2] = {{"will", "would"}, {"shall", "would"}, {"may", "might"}, {"can", "could"}};
    uint64_t key = word_key(word);
    for (size_t i = 0; narrated && i < sizeof shifts / sizeof *shifts; i++)
        if (key == bytes_hash(bytes_from_string(shifts[i][0]))) return bytes_hash(bytes_from_string(shifts[i][1]));
    return key;
}

/* "one" and "first" count where they stand against something; by themselves they are as often no number at all. */
static bool is_weak_number(Bytes word) {
    return bytes_equal(word, BYTES("one")) || bytes_equal(word, BYTES("first")) || bytes_equal(word, BYTES("second")) ||
           bytes_equal(word, BYTES("all")) || bytes_equal(word, BYTES("some"));
}

/* The name beside it was kept: "Clinton" of "Hillary Clinton" gone. */
static bool is_part_of_name(const Reading *reading, WordSpan span, const Vocabulary *vocabulary) {
    for (uint32_t i = span.begin; i < span.end; i++)
        if (!reading_has_name(reading, i, vocabulary)) return false;
    bool before = span.begin > 0 && (word_flags(reading, span.begin - 1) & WORD_CAPITALISED) != 0 &&
                  word_sense(word_folded(reading, span.begin - 1, vocabulary)) == SENSE_NONE;
    return before || (span.end < reading->word_count && reading_has_name(reading, span.end, vocabulary));
}

static SenseProfile profile_build(const Comparison *comparison, const Reading *reading, WordSpan span) {
    SenseProfile profile = {0};
    const Vocabulary *vocabulary = comparison->vocabulary;
    bool narrated = comparison->base->narrated || comparison->member->narrated;
    bool alone = comparison->base_words.begin == comparison->base_words.end ||
                 comparison->member_words.begin == comparison->member_words.end;
    for (uint32_t i = span.begin; i < span.end; i++) {
        Bytes word = word_folded(reading, i, vocabulary);
        uint32_t senses = word_sense(word);
        if ((senses & SENSE_NUMBER) && !(alone && is_weak_number(word))) profile.numbers += word_key(word);
        if (senses & SENSE_MODAL) profile.modals += modal_key(word, narrated);
        if (senses & SENSE_MODAL) profile.modal_count++;
        if (senses & SENSE_NEGATION) profile.negations++;
        if (senses & SENSE_CONDITION) profile.conditions++;
        if (senses & SENSE_HEDGE) profile.hedges++;
        if (reading_has_name(reading, i, vocabulary)) profile.names += bytes_hash(word);
    }
    return profile;
}

/* One word against one word. */
static bool is_pair(const Comparison *comparison, bool (*related)(Bytes, Bytes)) {
    if (comparison->base_words.end - comparison->base_words.begin != 1) return false;
    if (comparison->member_words.end - comparison->member_words.begin != 1) return false;
    return related(word_folded(comparison->base, comparison->base_words.begin, comparison->vocabulary),
                   word_folded(comparison->member, comparison->member_words.begin, comparison->vocabulary));
}

/* A word on one side is the contrary of one on the other: "a lawful", "an unlawful". */
static bool any_opposed(const Comparison *comparison) {
    WordSpan base = comparison->base_words, member = comparison->member_words;
    if (base.end - base.begin > OPPOSED_WORDS_MAX || member.end - member.begin > OPPOSED_WORDS_MAX) return false;
    for (uint32_t i = base.begin; i < base.end; i++)
        for (uint32_t j = member.begin; j < member.end; j++)
            if (words_opposed(word_folded(comparison->base, i, comparison->vocabulary),
                              word_folded(comparison->member, j, comparison->vocabulary)))
                return true;
    return false;
}

Weighing words_weigh(const Comparison *comparison) {
    const Vocabulary *vocabulary = comparison->vocabulary;
    SenseProfile base = profile_build(comparison, comparison->base, comparison->base_words);
    SenseProfile member = profile_build(comparison, comparison->member, comparison->member_words);
    if (base.numbers != member.numbers) return (Weighing){VARIANT_MEANING, DETAIL_NUMBER};
    if (base.negations != member.negations || any_opposed(comparison))
        return (Weighing){VARIANT_MEANING, DETAIL_NEGATION};
    if (base.conditions != member.conditions) return (Weighing){VARIANT_MEANING, DETAIL_CONDITION};
    bool modal = base.modals != member.modals;
    bool hedge = base.hedges != member.hedges;
    /* "might" for "may" is as uncertain as before. */
    if (hedge && (modal || base.modal_count == member.modal_count)) return (Weighing){VARIANT_MEANING, DETAIL_HEDGE};
    if (modal) return (Weighing){VARIANT_MEANING, DETAIL_MODAL};
    bool editor = reading_any_bracketed(comparison->base, comparison->base_words) ||
                  reading_any_bracketed(comparison->member, comparison->member_words);
    if (!editor && base.names != member.names) {
        bool shorter = comparison->base_words.begin == comparison->base_words.end
                           ? is_part_of_name(comparison->member, comparison->member_words, vocabulary)
                           : comparison->member_words.begin == comparison->member_words.end &&
                                 is_part_of_name(comparison->base, comparison->base_words, vocabulary);
        return (Weighing){shorter ? VARIANT_WORDING : VARIANT_MEANING, DETAIL_NAME};
    }
    return (Weighing){VARIANT_WORDING, is_pair(comparison, words_inflected) ? DETAIL_INFLECTION : DETAIL_NONE};
}

static bool starts_sentence(const Reading *reading, uint32_t at) {
    return (word_flags(reading, at) & WORD_SENTENCE_START) != 0;
}

/* What the words that were cut off did to those that stayed. */
static bool word_qualifies(const Reading *base, uint32_t at, uint32_t senses, const Vocabulary *vocabulary,
                           Weighing *out) {
    senses &= word_sense(word_folded(base, at, vocabulary));
    if (senses == SENSE_NONE) return false;
    *out = (Weighing){VARIANT_MEANING, senses & SENSE_NEGATION ? DETAIL_NEGATION : DETAIL_CONDITION};
    return true;
}

Weighing ending_weigh(const Reading *base, WordSpan missing, const Vocabulary *vocabulary) {
    Weighing weighing = {VARIANT_WORDING, DETAIL_END};
    for (uint32_t i = missing.begin; i < missing.end && !starts_sentence(base, i); i++) {
        uint32_t senses = SENSE_NONE;
        if (i < missing.begin + CONDITION_WORDS_MAX) senses |= SENSE_CONDITION;
        if (i < missing.begin + NEGATION_WORDS_MAX) senses |= SENSE_NEGATION;
        if (i == missing.begin) senses |= SENSE_CONTRAST;
        if (senses == SENSE_NONE || word_qualifies(base, i, senses, vocabulary, &weighing)) break;
    }
    return weighing;
}

Weighing beginning_weigh(const Reading *base, WordSpan missing, const Vocabulary *vocabulary) {
    Weighing weighing = {VARIANT_WORDING, DETAIL_BEGINNING};
    bool cut_inside = missing.end < base->word_count && !starts_sentence(base, missing.end);
    for (uint32_t i = missing.end; cut_inside && i-- > missing.begin;) {
        uint32_t senses = SENSE_CONDITION;
        if (i + NEGATION_BEFORE_WORDS_MAX >= missing.end) senses |= SENSE_NEGATION;
        if (word_qualifies(base, i, senses, vocabulary, &weighing) || starts_sentence(base, i)) break;
        /* "This may not be polite, but" takes nothing away from what follows. */
        if (word_sense(word_folded(base, i, vocabulary)) & SENSE_CONTRAST) break;
    }
    return weighing;
}
