/* Units: a text as sentences, each a bag of weighed stems. */
#ifndef STEMMA_REUSE_UNITS_H
#define STEMMA_REUSE_UNITS_H

#include "../text/text.h"
#include "stems.h"

/* A stem in one unit. */
typedef struct Term {
    uint32_t stem;
    uint32_t unit_index;
    uint32_t count; /* how often it stands there */
    float rareness; /* 0..1: in the collection, times in this text */
    float weight; /* the same, times how often it stands in the unit; names count less; 0: too common to tell */
} Term;

/* A sentence, or several short ones, or a part of a very long one. */
typedef struct Unit {
    WordSpan words;
    uint32_t term_begin;
    uint32_t term_end;
    float length; /* Euclidean, of its terms' weights */
    float rareness; /* the sum over its terms */
} Unit;

typedef struct Units {
    Unit *items; /* cover the text, in order; none is empty */
    Term *terms; /* by unit; a stem once a unit */
    uint32_t *stems; /* by word of the text */
    uint32_t count;
    uint32_t term_count;
} Units;

/* slots: by stem, all 0 between calls. */
Units units_build(const Text *text, const Stems *stems, uint32_t *slots, Arena *result);

#endif
