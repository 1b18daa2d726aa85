/* The word index of a traced collection: which articles have a word. Inside lib/store; store.h has what others call. */
#ifndef STEMMA_STORE_STORE_WORDS_H
#define STEMMA_STORE_STORE_WORDS_H

#include "store.h"

/* Fills the empty table word_index. article_keys: by index in the corpus. Runs inside the caller's transaction. */
MUST_USE Status store_words_write(Store *store, const Corpus *corpus, const int64_t *article_keys, Arena scratch,
                                  Error *error);

#endif
