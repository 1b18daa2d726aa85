/* The language of a text. */
#ifndef STEMMA_READ_LANGUAGE_H
#define STEMMA_READ_LANGUAGE_H

#include "../base/bytes.h"

/* The ISO 639-1 code, static; empty where it can't be told. */
Bytes language_find(Bytes text);

/* What a record calls its language ("en-GB", "English", "ENG") as a code; empty where it is not understood. */
Bytes language_from_name(Bytes name, Arena *result);

/* The small words that languages are told by, in the order of their table; NULL behind the last. */
const char *language_word_at(size_t index);
/* The first of them that begins with a letter, 0 for a to 25 for z, 26 for any other; 27 gives their number. */
size_t language_letter_start(size_t letter);

#endif
