/* When two words are one word spelt differently. */
#ifndef STEMMA_SPEAKERS_SPELLING_H
#define STEMMA_SPEAKERS_SPELLING_H

#include <stdbool.h>

#include "../base/bytes.h"

/* Folded words, as in the vocabulary. names: both stand as names, so that a transliteration may differ in more. */
bool spelling_same(Bytes left, Bytes right, bool names);

/* The two halves of it: two ways of spelling one word; a mistake, or a name in other letters. */
/* The same letters once hyphens, points and apostrophes are dropped. */
bool spelling_letters_same(Bytes left, Bytes right);
bool spelling_variant(Bytes left, Bytes right);
bool spelling_slip(Bytes left, Bytes right, bool names);

#endif
