/*
 * grounds: the names of rules and verdicts on passages in other words, and a line for whoever asks why one is reported.
 *
 * The numbers come from the functions that decide (fragments.c, summaries.c, rewording.c); nothing is decided here. The
 * line is the same wherever a passage is shown.
 */
#include "grounds.h"

#include <string.h>

static const char *const rule_names[] = {"likeness", "summary", "words", "phrases"};
static const char *const cause_names[] = {"asked", "news", "openings", "bare-texts"};
static const char *const verdict_names[] = {"kept",      "unlike",        "unlikely",    "repeated",      "summed-up",
                                            "one-place", "not-covered",   "no-contrast", "light-summary", "collected",
                                            "short",     "light",         "copied",      "aside",         "few-phrases",
                                            "unsure",    "told-by-copies"};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static bool find_name(const char *const *names, size_t count, const char *name, size_t *out) {
    for (*out = 0; *out < count; ++*out) {
        if (strcmp(names[*out], name) == 0) return true;
    }
    return false;
}

const char *grounds_rule_name(RewordedRule rule) {
    return rule_names[rule];
}

bool grounds_rule_find(const char *name, RewordedRule *out) {
    size_t index;
    if (!find_name(rule_names, COUNT_OF(rule_names), name, &index)) return false;
    *out = (RewordedRule)index;
    return true;
}

const char *grounds_cause_name(LevelCause cause) {
    return cause_names[cause];
}

bool grounds_cause_find(const char *name, LevelCause *out) {
    size_t index;
    if (!find_name(cause_names, COUNT_OF(cause_names), name, &index)) return false;
    *out = (LevelCause)index;
    return true;
}

const char *rewording_verdict_name(RewordingVerdict verdict) {
    return verdict_names[verdict];
}

bool grounds_are_strict(const Grounds *grounds) {
    return grounds->rule == REWORDED_BY_WORDS || grounds->rule == REWORDED_BY_PHRASES;
}

bool grounds_are_of_bare_texts(const Grounds *grounds) {
    return grounds->cause == LEVEL_OPENINGS || grounds->cause == LEVEL_BARE_TEXTS;
}

uint32_t grounds_percent(double share) {
    if (!(share > 0)) return 0; /* what is no number as well */
    return share < 1 ? (uint32_t)(share * 100 + 0.001) : 100; /* rounded down: 29.9 is less than 30 */
}

void grounds_write(const Grounds *grounds, Buffer *out) {
    const uint32_t phrases = grounds_percent((double)grounds->phrase_share),
                   plain = grounds_percent((double)grounds->plain_share);
    switch (grounds->rule) {
    case REWORDED_BY_LIKENESS:
        buffer_append_string(out, "the same rare words on both sides, in other order or wording");
        return;
    case REWORDED_BY_SUMMARY:
        buffer_printf(out,
                      "one sums up the other: %u %% of what the short side says in rare words stands on the long side, "
                      "and %u %% of the text around it",
                      grounds_percent((double)grounds->score), grounds_percent((double)grounds->rest_share));
        return;
    case REWORDED_BY_WORDS:
        buffer_printf(
            out,
            "told in the same words: both sides have %u %% of them (without names, numbers, common words and quoted "
            "speech)",
            plain);
        return;
    case REWORDED_BY_PHRASES:
        buffer_printf(
            out,
            "told in the same words: both sides have %u %% of them (without names, numbers and common words) and %u "
            "%% of the pairs of neighbouring words; quoted speech not counted",
            plain, phrases);
        return;
    }
}
