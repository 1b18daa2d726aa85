/* Names and weighs every difference between two readings of one utterance. A pure function of the two readings. */
#ifndef STEMMA_FAMILIES_VARIANTS_H
#define STEMMA_FAMILIES_VARIANTS_H

#include "../base/map.h"
#include "families.h"
#include "reading.h"

/* The base reading, prepared once so that each member costs its own length. */
typedef struct BaseReading {
    Reading reading;
    Map runs; /* hash of three words -> 1 + first place */
    uint32_t *next; /* the next place of the same three words, UINT32_MAX at the end */
} BaseReading;

BaseReading base_reading_build(const Reading *reading, Arena *result);

/* Word positions are indexes into the readings, not into their texts. Equal spans of both lie between the changes. */
typedef struct Change {
    VariantChange change;
    VariantWeight weight;
    VariantDetail detail;
    WordSpan base_words;
    WordSpan member_words;
} Change;

typedef struct Changes {
    Change *items; /* by place; never overlapping */
    uint32_t count;
    WordSpan base_words; /* from the first to the last equal word, in both readings; empty where nothing is equal */
    WordSpan member_words;
    uint32_t equal_words;
} Changes;

/* Both readings' word numbers must come from this vocabulary. */
Changes changes_find(const BaseReading *base, const Reading *member, const Vocabulary *vocabulary, Arena *result,
                     Arena scratch);

/* Two different arenas, both by value: all that is taken from them is free again when the function returns. */
typedef struct Workspace {
    Arena first;
    Arena second;
} Workspace;

/* What two readings have in common. */
typedef struct Overlap {
    WordSpan base_words; /* from the first to the last equal word */
    WordSpan member_words;
    uint32_t equal_words;
    uint32_t weight_permille; /* sum of the equal words' weights */
} Overlap;

/*
 * Aligns the member with one stretch of the base. weights_permille: by word number.
 */
Overlap overlap_measure(const Reading *base, WordSpan window, const Reading *member, const uint16_t *weights_permille,
                        Workspace work);

#endif
