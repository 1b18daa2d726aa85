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
 *     the same word in another form                    wording, inflection
 *     anything else                                    wording
 *
 * At an end of the reading only the rest of the sentence that was cut counts, and there a negation, a condition or a
 * contrast ("but …"): everything else is what leaving out means.
 *
 * Invariant: words_weigh gives the same for either direction.
 */
#include "weighing.h"

#include "senses.h"

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

static SenseProfile profile_build(const Reading *reading, WordSpan span, const Vocabulary *vocabulary, bool narrated) {
    SenseProfile profile = {0};
    for (uint32_t i = span.begin; i < span.end; i++) {
        Bytes word = word_folded(reading, i, vocabulary);
        uint32_t senses = word_sense(word);
        if (senses & SENSE_NUMBER) profile.numbers += word_key(word);
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

Weighing words_weigh(const Comparison *comparison) {
    bool narrated = comparison->base->narrated || comparison->member->narrated;
    const Vocabulary *vocabulary = comparison->vocabulary;
    SenseProfile base = profile_build(comparison->base, comparison->base_words, vocabulary, narrated);
    SenseProfile member = profile_build(comparison->member, comparison->member_words, vocabulary, narrated);
    if (base.numbers != member.numbers) return (Weighing){VARIANT_MEANING, DETAIL_NUMBER};
    if (base.negations != member.negations || is_pair(comparison, words_opposed))
        return (Weighing){VARIANT_MEANING, DETAIL_NEGATION};
    if (base.conditions != member.conditions) return (Weighing){VARIANT_MEANING, DETAIL_CONDITION};
    bool modal = base.modals != member.modals;
    bool hedge = base.hedges != member.hedges;
    /* "might" for "may" is as uncertain as before. */
    if (hedge && (modal || base.modal_count == member.modal_count)) return (Weighing){VARIANT_MEANING, DETAIL_HEDGE};
    if (modal) return (Weighing){VARIANT_MEANING, DETAIL_MODAL};
    bool editor = reading_any_bracketed(comparison->base, comparison->base_words) ||
                  reading_any_bracketed(comparison->member, comparison->member_words);
    if (!editor && base.names != member.names) return (Weighing){VARIANT_MEANING, DETAIL_NAME};
    return (Weighing){VARIANT_WORDING, is_pair(comparison, words_inflected) ? DETAIL_INFLECTION : DETAIL_NONE};
}

static bool starts_sentence(const Reading *reading, uint32_t at) {
    return (word_flags(reading, at) & WORD_SENTENCE_START) != 0;
}

/* What a word of a stretch that was cut off did to the stretch that stayed. */
static bool word_qualifies(const Reading *base, uint32_t at, const Vocabulary *vocabulary, Weighing *out) {
    uint32_t senses = word_sense(word_folded(base, at, vocabulary));
    if ((senses & (SENSE_CONDITION | SENSE_CONTRAST | SENSE_NEGATION)) == 0) return false;
    *out = (Weighing){VARIANT_MEANING, senses & SENSE_NEGATION ? DETAIL_NEGATION : DETAIL_CONDITION};
    return true;
}

Weighing ending_weigh(const Reading *base, WordSpan missing, const Vocabulary *vocabulary) {
    Weighing weighing = {VARIANT_WORDING, DETAIL_END};
    for (uint32_t i = missing.begin; i < missing.end && !starts_sentence(base, i); i++)
        if (word_qualifies(base, i, vocabulary, &weighing)) break;
    return weighing;
}

Weighing beginning_weigh(const Reading *base, WordSpan missing, const Vocabulary *vocabulary) {
    Weighing weighing = {VARIANT_WORDING, DETAIL_BEGINNING};
    bool cut_inside = missing.end < base->word_count && !starts_sentence(base, missing.end);
    for (uint32_t i = missing.end; cut_inside && i-- > missing.begin;)
        if (word_qualifies(base, i, vocabulary, &weighing) || starts_sentence(base, i)) break;
    return weighing;
}
