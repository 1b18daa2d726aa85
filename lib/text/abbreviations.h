/* English abbreviations that carry a point, and what may follow them. Inside lib/text only. */
#ifndef STEMMA_TEXT_ABBREVIATIONS_H
#define STEMMA_TEXT_ABBREVIATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/bytes.h"

/* How an abbreviation stands to the end of a sentence when a capitalised word follows. */
typedef enum AbbreviationKind {
    ABBREVIATION_NONE,
    ABBREVIATION_TITLE, /* before a name or a clause: never ends a sentence */
    ABBREVIATION_NUMBER, /* before a number: never ends a sentence */
    ABBREVIATION_NAME_PART, /* "Inc.", "U.S.", initials: ends one only before a word that opens sentences */
    ABBREVIATION_TIME, /* "a.m.": ends one unless a day, a month or a time zone follows */
    ABBREVIATION_DATE, /* "Sept.", "Tues.": ends one before any capitalised word */
    ABBREVIATION_PLACE, /* "Calif.": ends one unless an office follows ("Calif. Gov. …") */
    ABBREVIATION_LAST /* "etc.": ends one before any capitalised word */
} AbbreviationKind;

/* Whether the point at word.end belongs to the word; what stands behind it, up to `end`, has a say. */
bool abbreviation_owns_point(Bytes text, ByteSpan word, size_t end);

/* For a word that ends in its own point; spelt with that point or without. */
AbbreviationKind abbreviation_kind(Bytes word);

/* Words that seldom stand capitalised but at the start of a sentence: "The", "He", "But". */
bool abbreviation_word_opens_sentence(Bytes word);
/* Words that go on after "5 p.m.": days, months, time zones. */
bool abbreviation_word_continues_time(Bytes word);

#endif
