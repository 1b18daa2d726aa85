/*
 * units: one text -> its sentences as bags of stems, ready for comparison.
 *
 * A word tells as much as it is rare in the collection (vocabulary_rareness_permille) and rare in its own text: the
 * topic's words stand in every second sentence of an article on that topic, and of all others on it, so two such
 * sentences are not alike for having them. The second factor is the inverse sentence frequency of Sanchez-Perez et al.
 * (PAN 2014), here scaled to 1 for a word that stands in one unit only; without it half of what is found on pairs of
 * one topic is wrong. Names count half: reports of one event share them all.
 *
 * Sentences shorter than UNIT_WORDS_MIN are joined with the next one, those longer than UNIT_WORDS_MAX are cut, so that
 * a text without sentences, or made of headings, is compared as well.
 */
#include "units.h"

#include <math.h>

enum {
    UNIT_WORDS_MIN = 6, /* two or three telling words at least */
    UNIT_WORDS_MAX = 40,
    LOGARITHMS = 32, /* most stems stand in fewer units */

    TELLING_PERMILLE_MIN = 50, /* "said", "the": no term */
    UNITS_SMOOTHING = 5 /* added to the count of units: in a text of three, a word in two of them still tells */
};

#define NAME_FACTOR 0.5F /* .25 and 1 find less at equal precision */

typedef struct UnitsBuilder {
    Units units;
    Unit open;
    const Stems *stems;
    uint32_t *slots; /* by stem: its term in the open unit, plus one */
} UnitsBuilder;

static void close_unit(UnitsBuilder *builder, uint32_t word_end) {
    Units *units = &builder->units;
    for (uint32_t t = builder->open.term_begin; t < units->term_count; ++t) builder->slots[units->terms[t].stem] = 0;
    builder->open.words.end = word_end;
    builder->open.term_end = units->term_count;
    units->items[units->count++] = builder->open;
    builder->open = (Unit){.words = {word_end, word_end}, .term_begin = units->term_count};
}

static void add_word(UnitsBuilder *builder, uint32_t stem, uint16_t flags) {
    Units *units = &builder->units;
    uint16_t permille = builder->stems->rareness_permille[stem];
    if (permille < TELLING_PERMILLE_MIN) permille = 0;
    if (builder->slots[stem] == 0) {
        units->terms[units->term_count++] = (Term){.stem = stem, .unit_index = units->count};
        builder->slots[stem] = units->term_count;
    }
    bool name = (flags & WORD_CAPITALISED) && !(flags & WORD_SENTENCE_START);
    ++units->terms[builder->slots[stem] - 1].count;
    units->terms[builder->slots[stem] - 1].weight += (float)permille / 1000.0F * (name ? NAME_FACTOR : 1.0F);
}

/* Brings in how many units of the text a stem stands in, and sums up. */
static void weigh(UnitsBuilder *builder) {
    Units *units = &builder->units;
    for (uint32_t t = 0; t < units->term_count; ++t) ++builder->slots[units->terms[t].stem];
    const double scale = 1 / log((double)units->count + UNITS_SMOOTHING);
    double logarithms[LOGARITHMS];
    for (uint32_t i = 1; i < LOGARITHMS; ++i) logarithms[i] = log((double)i);
    for (uint32_t u = 0; u < units->count; ++u) {
        Unit *unit = &units->items[u];
        for (uint32_t t = unit->term_begin; t < unit->term_end; ++t) {
            Term *term = &units->terms[t];
            uint32_t unit_count = builder->slots[term->stem];
            double logarithm = unit_count < LOGARITHMS ? logarithms[unit_count] : log((double)unit_count);
            float factor = (float)(1 - logarithm * scale);
            uint16_t permille = builder->stems->rareness_permille[term->stem];
            term->rareness = permille < TELLING_PERMILLE_MIN ? 0 : factor * (float)permille / 1000.0F;
            term->weight *= factor;
            unit->length += term->weight * term->weight;
            unit->rareness += term->rareness;
        }
        unit->length = sqrtf(unit->length);
    }
    for (uint32_t t = 0; t < units->term_count; ++t) builder->slots[units->terms[t].stem] = 0;
}

Units units_build(const Text *text, const Stems *stems, uint32_t *slots, Arena *result) {
    UnitsBuilder builder = {.stems = stems, .slots = slots};
    const uint32_t count_max = text->word_count / UNIT_WORDS_MIN + 2;
    builder.units.items = arena_new_array_uncleared(result, Unit, count_max);
    builder.units.terms = arena_new_array_uncleared(result, Term, text->word_count);
    builder.units.stems = arena_new_array_uncleared(result, uint32_t, text->word_count);
    uint32_t sentence = 0;
    for (uint32_t w = 0; w < text->word_count; ++w) {
        bool starts = sentence < text->sentence_count && text->sentences[sentence].words.begin == w;
        if (starts) ++sentence;
        uint32_t size = w - builder.open.words.begin;
        if ((starts && size >= UNIT_WORDS_MIN) || size >= UNIT_WORDS_MAX) close_unit(&builder, w);
        builder.units.stems[w] = stems->by_word[text->word_ids[w]];
        add_word(&builder, builder.units.stems[w], text->words[w].flags);
    }
    if (text->word_count > 0) close_unit(&builder, text->word_count);
    weigh(&builder);
    return builder.units;
}
