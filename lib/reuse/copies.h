/* Alignments -> passages: what two articles share word for word, or nearly. */
#ifndef STEMMA_REUSE_COPIES_H
#define STEMMA_REUSE_COPIES_H

#include "passages.h"

/* alignments: as match_find gives them for the corpus's articles. Passages in the order of passages.h. */
Passages copies_build(const Corpus *corpus, const Alignments *alignments, const PassageOptions *options, Arena *result,
                      Arena scratch);

/* The order of passages: by articles, then places. For qsort; total for passages that differ. */
int passage_compare(const void *left, const void *right);

/* True where left was surely published after right; both must be dated. */
bool article_surely_later(const Article *left, const Article *right);

#endif
