/* Speakers by the words of their names. Inside lib/store; store.h has what others call. */
#ifndef STEMMA_STORE_STORE_SPEAKERS_H
#define STEMMA_STORE_STORE_SPEAKERS_H

#include "store_private.h"

/* Fills the empty table speaker_word. Runs inside the caller's transaction. */
MUST_USE Status store_speaker_words_write(Store *store, const Speakers *speakers, FindingNumbers numbers, Error *error);

#endif
