/*
 * Weighing a change.
 *
 * In:  the words two readings have at one place.
 * Out: wording or meaning, with what decided it.
 *
 * The rules, the first that applies:
 *
 *     a number on one side that the other hasn't       meaning, number     ("12" and "twelve" are one number)
 *     more negations on one side, or a word's contrary meaning, negation   ("never" for "not" is none, nor is
 *                                                                          "unfit" for "not fit")
 *     a condition on one side only                     meaning, condition  ("if", "unless", "only")
 *     "may" for "will", "allegedly" gone               meaning, hedge
 *     another modal verb                               meaning, modal      (narrated: "would" for "will" is grammar)
 *     one name, told more or less fully, or its pronoun wording, name      (names_alike.c)
 *     another name, a name gone or added               meaning, name       (editor's words apart; a title is no name)
 *     the same word in another form                    wording, inflection
 *     anything else                                    wording
 *
 * Words that only may have a sense stand for it where the other side has it: "he'd" and "he would" are one, and so are
 * "whether" and "if", "going to" and "will"; "one" and "many" are numbers against numbers only. In longer stretches
 * everything is new: there only negations and conditions count, and nothing where both sides are long. What a narrator
 * tells in words of his own may lack a modal verb or a name, and name what the speaker did not; he may not tell another.
 *
 * At an end of the reading only the rest of the sentence that was cut counts, and there what may hang on the words that
 * stayed: a condition, a negation near by, a contrast that begins right there ("but …"). Everything else is what
 * leaving out means, whichever side left out; a sentence of its own says its own thing. What was cut inside the marks
 * may be told outside: where the narrator's own words of that sentence deny ("said it was not 'the end of the road'"),
 * the negation is not gone.
 *
 * Invariant: words_weigh gives the same for either direction.
 */
#include "weighing.h"

#include "names_alike.h"
#include "senses.h"

/* How far behind or before the cut a word may stand and still qualify what stayed. Set by reading real truncations. */
#define CONDITION_WORDS_MAX 10
#define NEGATION_WORDS_MAX 4
#define NEGATION_BEFORE_WORDS_MAX 8
/* So far from the quotation its sentence is read; a text without stops is one sentence. */
#define TOLD_WORDS_MAX 60
/* Contraries are looked for among so few words on either side; in longer stretches everything is new anyway. */
#define OPPOSED_WORDS_MAX 4

/* A side with more words is a longer stretch. Set by reading what weighed how. */
#define LONG_WORDS_MIN 9

/* What the words of one side say, independent of their order. */
typedef struct SenseProfile {
    uint64_t numbers; /* sums of keys */
    uint64_t weak_numbers;
    uint32_t number_count;
    uint32_t weak_number_count;
    uint8_t modals[MODALS]; /* how many, by Modal */
    uint8_t open_modals[MODALS]; /* words that may stand for one */
    uint32_t modal_count;
    uint32_t modal_hedges; /* modal verbs that are hedges as well: "may" */
    uint64_t names;
    uint32_t name_count;
    uint32_t other_count; /* words that are neither names, nor small words, nor titles */
    uint32_t pronouns;
    uint32_t negations;
    uint32_t conditions;
    uint32_t open_conditions;
    uint32_t hedges;
} SenseProfile;

static Bytes word_folded(const Reading *reading, uint32_t at, const Vocabulary *vocabulary) {
    return vocabulary->words[reading->ids[at]];
}

static uint16_t word_flags(const Reading *reading, uint32_t at) {
    return reading->text->words[reading->words[at]].flags;
}

WordRow words_row(const Reading *reading, WordSpan span, const Vocabulary *vocabulary, Bytes *room) {
    for (uint32_t i = span.begin; i < span.end; i++) room[i - span.begin] = word_folded(reading, i, vocabulary);
    return (WordRow){room, word_span_size(span)};
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
static Modal modal_narrated(Modal modal) {
    switch (modal) {
    case MODAL_WILL:
    case MODAL_SHALL: return MODAL_WOULD;
    case MODAL_MAY: return MODAL_MIGHT;
    case MODAL_CAN: return MODAL_COULD;
    default: return modal;
    }
}

/* The name beside it was kept: "Clinton" of "Hillary Clinton" gone. */
static bool is_part_of_name(const Reading *reading, WordSpan span, const Vocabulary *vocabulary) {
    for (uint32_t i = span.begin; i < span.end; i++)
        if (!reading_has_name(reading, i, vocabulary)) return false;
    bool before = span.begin > 0 && (word_flags(reading, span.begin - 1) & WORD_CAPITALISED) != 0 &&
                  word_sense(word_folded(reading, span.begin - 1, vocabulary)) == SENSE_NONE;
    return before || (span.end < reading->word_count && reading_has_name(reading, span.end, vocabulary));
}

static void modals_add(SenseProfile *profile, Bytes word, bool narrated) {
    uint32_t open = word_open_modals(word);
    Modal modal = word_modal(word);
    if (modal != MODAL_NONE) {
        profile->modals[narrated ? modal_narrated(modal) : modal]++;
        profile->modal_count++;
    }
    for (uint32_t m = 0; m < MODALS; m++)
        if (open >> m & 1) profile->open_modals[narrated ? modal_narrated((Modal)m) : (Modal)m]++;
}

static void number_add(SenseProfile *profile, Bytes word, bool weak) {
    if (weak) {
        profile->weak_numbers += word_key(word);
        profile->weak_number_count++;
    } else {
        profile->numbers += word_key(word);
        profile->number_count++;
    }
}

static SenseProfile profile_build(const Comparison *comparison, const Reading *reading, WordSpan span) {
    SenseProfile profile = {0};
    const Vocabulary *vocabulary = comparison->vocabulary;
    bool narrated = comparison->base->narrated || comparison->member->narrated;
    for (uint32_t i = span.begin; i < span.end; i++) {
        Bytes word = word_folded(reading, i, vocabulary);
        uint32_t senses = word_sense(word);
        bool name = reading_has_name(reading, i, vocabulary);
        if (senses & SENSE_NUMBER) number_add(&profile, word, (senses & SENSE_WEAK) != 0);
        modals_add(&profile, word, narrated);
        if (senses & SENSE_NEGATION) profile.negations++;
        if (senses & SENSE_CONDITION) profile.conditions++;
        if (senses & SENSE_MAYBE_CONDITION) profile.open_conditions++;
        if (senses & SENSE_HEDGE && senses & SENSE_MODAL) profile.modal_hedges++;
        if (senses & SENSE_HEDGE && !(senses & SENSE_MODAL)) profile.hedges++;
        if (senses & SENSE_PRONOUN) profile.pronouns++;
        if (name) profile.names += bytes_hash(word);
        profile.name_count += name;
        profile.other_count += !name && (senses & (SENSE_FUNCTION | SENSE_TITLE | SENSE_PRONOUN)) == 0;
    }
    return profile;
}

/* Weak numbers count where the other side has a number as well. */
static bool numbers_differ(const SenseProfile *left, const SenseProfile *right) {
    if (left->number_count + right->number_count > 0)
        return left->numbers + left->weak_numbers != right->numbers + right->weak_numbers;
    return left->weak_number_count > 0 && right->weak_number_count > 0 && left->weak_numbers != right->weak_numbers;
}

/* Whether one side has a modal verb for which nothing on the other stands. */
static bool modals_lack(const SenseProfile *has, const SenseProfile *other) {
    for (uint32_t m = 0; m < MODALS; m++)
        if (has->modals[m] > other->modals[m] + other->open_modals[m]) return true;
    return false;
}

static bool conditions_differ(const SenseProfile *left, const SenseProfile *right) {
    return left->conditions > right->conditions + right->open_conditions ||
           right->conditions > left->conditions + left->open_conditions;
}

/* One word against one word. */
static bool is_pair(const Comparison *comparison, bool (*related)(Bytes, Bytes)) {
    if (comparison->base_words.end - comparison->base_words.begin != 1) return false;
    if (comparison->member_words.end - comparison->member_words.begin != 1) return false;
    return related(word_folded(comparison->base, comparison->base_words.begin, comparison->vocabulary),
                   word_folded(comparison->member, comparison->member_words.begin, comparison->vocabulary));
}

/* How many words of one side are the contrary of one on the other: "a lawful", "an unlawful". */
static uint32_t opposed_count(const Comparison *comparison) {
    WordSpan base = comparison->base_words, member = comparison->member_words;
    uint32_t count = 0;
    if (base.end - base.begin > OPPOSED_WORDS_MAX || member.end - member.begin > OPPOSED_WORDS_MAX) return 0;
    for (uint32_t i = base.begin; i < base.end; i++)
        for (uint32_t j = member.begin; j < member.end; j++)
            count += words_opposed(word_folded(comparison->base, i, comparison->vocabulary),
                                   word_folded(comparison->member, j, comparison->vocabulary));
    return count;
}

/* "Not acceptable" and "unacceptable" are one thing: a negation on one side, a contrary on the other. */
static bool negations_differ(const Comparison *comparison, const SenseProfile *base, const SenseProfile *member) {
    uint32_t difference =
        base->negations > member->negations ? base->negations - member->negations : member->negations - base->negations;
    uint32_t opposed = opposed_count(comparison);
    return (difference > 0 || opposed > 0) && !(difference == 1 && opposed == 1);
}

/* One of the sides has nothing but a pronoun, and the other nothing but a name, or what belongs to it. */
static bool is_pronoun_for_name(const SenseProfile *left, const SenseProfile *right) {
    bool left_pronoun = left->pronouns == 1 && left->name_count == 0 && left->other_count == 0;
    bool right_pronoun = right->pronouns == 1 && right->name_count == 0 && right->other_count == 0;
    return (left_pronoun && right->name_count > 0 && right->other_count <= 1) ||
           (right_pronoun && left->name_count > 0 && left->other_count <= 1);
}

/* Names that differ: whether they are one all the same. */
static bool is_one_name(const Comparison *comparison, const SenseProfile *base, const SenseProfile *member) {
    const Vocabulary *vocabulary = comparison->vocabulary;
    Bytes base_room[LONG_WORDS_MIN], member_room[LONG_WORDS_MIN];
    if (is_pronoun_for_name(base, member)) return true;
    if (names_alike(words_row(comparison->base, comparison->base_words, vocabulary, base_room),
                    words_row(comparison->member, comparison->member_words, vocabulary, member_room)))
        return true;
    if (base->name_count > 0 && member->name_count > 0) return false;
    /* "Clinton" and "Secretary Clinton", "Hillary Clinton" */
    if (base->name_count == 0)
        return base->other_count == 0 && is_part_of_name(comparison->member, comparison->member_words, vocabulary);
    return member->other_count == 0 && is_part_of_name(comparison->base, comparison->base_words, vocabulary);
}

static Weighing names_weigh(const Comparison *comparison, const SenseProfile *base, const SenseProfile *member) {
    bool narrated = comparison->base->narrated || comparison->member->narrated;
    bool one_sided = base->name_count == 0 || member->name_count == 0;
    bool same = (narrated && one_sided) || is_one_name(comparison, base, member);
    return (Weighing){same ? VARIANT_WORDING : VARIANT_MEANING, DETAIL_NAME};
}

Weighing words_weigh(const Comparison *comparison) {
    SenseProfile base = profile_build(comparison, comparison->base, comparison->base_words);
    SenseProfile member = profile_build(comparison, comparison->member, comparison->member_words);
    const bool base_long = word_span_size(comparison->base_words) >= LONG_WORDS_MIN;
    const bool member_long = word_span_size(comparison->member_words) >= LONG_WORDS_MIN;
    const bool narrated = comparison->base->narrated || comparison->member->narrated;
    if (base_long && member_long) return (Weighing){VARIANT_WORDING, DETAIL_NONE};
    const bool near = !base_long && !member_long;
    if (near && numbers_differ(&base, &member)) return (Weighing){VARIANT_MEANING, DETAIL_NUMBER};
    if (negations_differ(comparison, &base, &member)) return (Weighing){VARIANT_MEANING, DETAIL_NEGATION};
    if (conditions_differ(&base, &member)) return (Weighing){VARIANT_MEANING, DETAIL_CONDITION};
    if (!near) return (Weighing){VARIANT_WORDING, DETAIL_NONE};
    bool modal = modals_lack(&base, &member) || modals_lack(&member, &base);
    if (narrated && (base.modal_count == 0 || member.modal_count == 0)) modal = false;
    /* "might" for "may" is as uncertain as before. */
    bool hedge = base.hedges != member.hedges || (modal && base.modal_hedges != member.modal_hedges);
    if (hedge) return (Weighing){VARIANT_MEANING, DETAIL_HEDGE};
    if (modal) return (Weighing){VARIANT_MEANING, DETAIL_MODAL};
    bool editor = reading_any_bracketed(comparison->base, comparison->base_words) ||
                  reading_any_bracketed(comparison->member, comparison->member_words);
    if (!editor && base.names != member.names) return names_weigh(comparison, &base, &member);
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

uint32_t narrator_senses(const Reading *reading, bool before, const Vocabulary *vocabulary) {
    const Text *text = reading->text;
    uint32_t senses = SENSE_NONE;
    if (reading->narrated || reading->word_count == 0) return senses;
    const uint32_t first = reading->words[0], last = reading->words[reading->word_count - 1];
    const WordSpan sentence = text->sentences[text_sentence_of(text, before ? first : last)].words;
    WordSpan span = before ? (WordSpan){sentence.begin, first} : (WordSpan){last + 1, sentence.end};
    if (before && span.end - span.begin > TOLD_WORDS_MAX) span.begin = span.end - TOLD_WORDS_MAX;
    if (!before && span.end - span.begin > TOLD_WORDS_MAX) span.end = span.begin + TOLD_WORDS_MAX;
    for (uint32_t word = span.begin; word < span.end; word++)
        senses |= word_sense(vocabulary->words[text->word_ids[word]]);
    if (senses & (SENSE_MAYBE_CONDITION | SENSE_CONTRAST)) senses |= SENSE_CONDITION;
    if (senses & SENSE_CONDITION) senses |= SENSE_CONTRAST;
    return senses & (SENSE_NEGATION | SENSE_CONDITION | SENSE_CONTRAST);
}

Weighing ending_weigh(const Cut *cut, const Vocabulary *vocabulary) {
    const Reading *base = cut->base;
    const WordSpan missing = cut->missing;
    Weighing weighing = {VARIANT_WORDING, DETAIL_END};
    for (uint32_t i = missing.begin; i < missing.end && !starts_sentence(base, i); i++) {
        uint32_t senses = SENSE_NONE;
        if (i < missing.begin + CONDITION_WORDS_MAX) senses |= SENSE_CONDITION;
        if (i < missing.begin + NEGATION_WORDS_MAX) senses |= SENSE_NEGATION;
        if (i == missing.begin) senses |= SENSE_CONTRAST;
        if (senses == SENSE_NONE || word_qualifies(base, i, senses & ~cut->told, vocabulary, &weighing)) break;
    }
    return weighing;
}

Weighing beginning_weigh(const Cut *cut, const Vocabulary *vocabulary) {
    const Reading *base = cut->base;
    const WordSpan missing = cut->missing;
    Weighing weighing = {VARIANT_WORDING, DETAIL_BEGINNING};
    bool cut_inside = missing.end < base->word_count && !starts_sentence(base, missing.end);
    for (uint32_t i = missing.end; cut_inside && i-- > missing.begin;) {
        uint32_t senses = SENSE_CONDITION;
        if (i + NEGATION_BEFORE_WORDS_MAX >= missing.end) senses |= SENSE_NEGATION;
        if (word_qualifies(base, i, senses & ~cut->told, vocabulary, &weighing) || starts_sentence(base, i)) break;
        /* "This may not be polite, but" takes nothing away from what follows. */
        if (word_sense(word_folded(base, i, vocabulary)) & SENSE_CONTRAST) break;
    }
    return weighing;
}
