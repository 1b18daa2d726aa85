/* Alignments -> passages: what two articles share word for word, or nearly. */
#ifndef STEMMA_REUSE_COPIES_H
#define STEMMA_REUSE_COPIES_H

#include "passages.h"

/* alignments: as match_find gives them for the corpus's articles. Passages in the order of passages.h. */
Passages copies_build(const PassageWords *words, const Alignments *alignments, const PassageOptions *options,
                      Arena *result, Arena scratch);

/* Puts passages in their order: by articles, then places. */
void passages_sort(Passages *passages, Arena scratch);

/* True where left was surely published after right; both must be dated. */
bool article_surely_later(const Article *left, const Article *right);

#endif
