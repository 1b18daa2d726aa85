/* Folding: the form of a word that decides whether two words are the same. */
#ifndef STEMMA_TEXT_NORMALISE_H
#define STEMMA_TEXT_NORMALISE_H

#include <stddef.h>
#include <stdint.h>

#include "../base/bytes.h"

/* Room for any folded word of up to 255 bytes: compatibility forms can grow to eighteen code points each. */
#define FOLDED_SIZE_MAX 8192

/*
 * NFKC case-fold; curly and typed apostrophes straight, soft hyphens dropped; the closing point of an abbreviation
 * dropped ("Col." and "Col" are one word), except in "No.", which is not "no". Returns the folded size, never 0 for a
 * word of at least one byte.
 */
size_t normalise_word(Bytes word, uint8_t out[FOLDED_SIZE_MAX]);

#endif
