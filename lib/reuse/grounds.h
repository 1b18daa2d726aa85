/* Grounds: what speaks for two stretches being one text in other words, and which rule kept or dropped them. */
#ifndef STEMMA_REUSE_GROUNDS_H
#define STEMMA_REUSE_GROUNDS_H

#include "../base/bytes.h"

/* Why strict or wide was asked of a pair of articles (RewordedLevel). */
typedef enum LevelCause {
    LEVEL_ASKED_FOR, /* by the options */
    LEVEL_NEWS, /* strict: one has a date or an outlet */
    LEVEL_OPENINGS, /* strict: they set out to tell the same */
    LEVEL_BARE_TEXTS /* wide: neither of both */
} LevelCause;

/* What a reported passage is reported by. */
typedef enum RewordedRule {
    REWORDED_BY_LIKENESS, /* wide: the odds of its words */
    REWORDED_BY_SUMMARY, /* wide: one side sums up the other */
    REWORDED_BY_WORDS, /* strict: nearly all plain words are on both sides */
    REWORDED_BY_PHRASES /* strict: phrases, plain words and odds taken together */
} RewordedRule;

/* What became of a stretch that was looked at, in the order in which it is asked. */
typedef enum RewordingVerdict {
    REWORDING_KEPT,
    REWORDING_UNLIKE, /* taken word by word, nothing speaks for one text */
    REWORDING_UNLIKELY, /* the odds of its words are below score_min */
    REWORDING_REPEATED, /* a stretch of it has a surer counterpart */
    REWORDING_SUMMED_UP, /* a piece of a summary */
    REWORDING_IN_ONE_PLACE, /* no summary, as the next four: it draws on one place of the other text */
    REWORDING_NOT_COVERED, /* too little of it is in the other text */
    REWORDING_NO_CONTRAST, /* the text around it is in the other text as well */
    REWORDING_SUMMARY_LIGHT, /* what is in the other text tells too little */
    REWORDING_COLLECTED, /* several passages side by side */
    REWORDING_SHORT, /* in words, on either side */
    REWORDING_LIGHT, /* the shared words tell too little */
    REWORDING_COPIED, /* strict: much of it is copied as it stands */
    REWORDING_ASIDE, /* strict: a caption, a list of links, a line about the author */
    REWORDING_FEW_PHRASES, /* strict: told in other phrases, as two reports of one event are */
    REWORDING_UNSURE, /* strict: phrases, plain words and odds together are below score_min */
    REWORDING_TOLD_BY_COPIES /* copied passages of the same place tell all of it */
} RewordingVerdict;

/* Shares are 0..1; what a rule did not ask for is 0. */
typedef struct Grounds {
    RewordedRule rule;
    LevelCause cause;
    float log_odds; /* of being one text against two, by its words: fragments.c; not of a summary */
    float score; /* what the rule compares: log odds, moved by the shares; of a summary, the share covered */
    float score_min;
    float phrase_share; /* of its pairs of neighbouring words, those side by side on the other side too */
    float plain_share; /* of its plain words, weighed by rareness, those on the other side too */
    float rest_share; /* of a summary: how much of the text around it is on the other side */
} Grounds;

/* Names as stored and printed; *_find gives false for an unknown one. */
const char *grounds_rule_name(RewordedRule rule);
bool grounds_rule_find(const char *name, RewordedRule *out);
const char *grounds_cause_name(LevelCause cause);
bool grounds_cause_find(const char *name, LevelCause *out);
const char *rewording_verdict_name(RewordingVerdict verdict);

/* Strict, or wide. */
bool grounds_are_strict(const Grounds *grounds);

/* Of two articles of which nothing is known: neither a date nor an outlet. */
bool grounds_are_of_bare_texts(const Grounds *grounds);

/* One line in words: why the passage is reported. */
void grounds_write(const Grounds *grounds, Buffer *out);

/* A share as whole percent, rounded down; 0 for what is no number. */
uint32_t grounds_percent(double share);

#endif
