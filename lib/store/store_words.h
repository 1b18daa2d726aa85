/* The word index of a traced collection: which articles have a word. Inside lib/store; store.h has what others call. */
#ifndef STEMMA_STORE_STORE_WORDS_H
#define STEMMA_STORE_STORE_WORDS_H

#include "store_private.h"

typedef struct GatheredWords GatheredWords;

/* Needs the corpus alone: may run beside the writing of other tables. */
GatheredWords *store_words_gather(const Corpus *corpus, const StoredArticles *stored, Arena *result);
void store_words_close(GatheredWords *index); /* accepts NULL */
/* Fills the empty table word_index. Runs inside the caller's transaction. */
MUST_USE Status store_words_write(Store *store, const GatheredWords *index, Error *error);

#endif
