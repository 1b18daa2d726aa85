/* Articles as the sets of the word index number them. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_WORD_ARTICLES_H
#define STEMMA_STORE_STORE_WORD_ARTICLES_H

#include "store_private.h"

/* Fills in what an index whose header has been read says of articles that it does not know. */
MUST_USE Status word_articles_find_added(WordIndex *index, Arena *result, Error *error);

typedef struct AddedText {
    int64_t article_key;
    const Text *text; /* numbered by the vocabulary */
} AddedText;
/* What store_added_words_read gives later. Runs inside the caller's transaction, after the rows of the index. */
MUST_USE Status word_articles_write(Store *store, const Vocabulary *vocabulary, const AddedText *texts, uint32_t count,
                                    Error *error);

#endif
