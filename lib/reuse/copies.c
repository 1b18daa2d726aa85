/*
 * copies: alignments of two articles -> passages, copied or edited.
 *
 * An alignment ends where the text differs for a while. A reader sees one passage where an editor has put a sentence
 * in the middle of a copied paragraph or cut one out: so neighbouring alignments of a pair are joined while no more
 * than gap_words_max words lie between them on either side. The words between count as aligned but not as equal, and
 * lower the identity. Alignments in another order in the other article (moved text) stay apart.
 *
 * Invariants: a passage begins and ends in equal words; `a` is the earlier article where dates tell.
 */
#include "copies.h"

#include <stdlib.h>

#include "../base/array.h"
#include "stock.h"

/* How many of a pair's last passages a further alignment may be joined to, and is compared with for being inside one.
 * More than one, because alignments of moved text lie between each other in the order of the source. */
enum { LOOK_BACK = 8 };

/* A passage under construction: still by corpus order. */
typedef struct Draft {
    WordSpan source_words;
    WordSpan target_words;
    uint32_t matched_words;
    uint32_t aligned_words;
    uint32_t weight_permille;
} Draft;

typedef struct DraftList ARRAY_OF(Draft) DraftList;
typedef struct PassageList ARRAY_OF(Passage) PassageList;

static int compare_numbers(uint32_t left, uint32_t right) {
    return (left > right) - (left < right);
}

int passage_compare(const void *left, const void *right) {
    const Passage *x = left;
    const Passage *y = right;
    int order = compare_numbers(x->a_article, y->a_article);
    if (order == 0) order = compare_numbers(x->b_article, y->b_article);
    if (order == 0) order = compare_numbers(x->a_words.begin, y->a_words.begin);
    if (order == 0) order = compare_numbers(x->b_words.begin, y->b_words.begin);
    if (order == 0) order = compare_numbers(x->a_words.end, y->a_words.end);
    if (order == 0) order = compare_numbers(x->b_words.end, y->b_words.end);
    return order;
}

/* The distance from one span to a later one; negative where they overlap. */
static int64_t gap_between(WordSpan before, WordSpan after) {
    return (int64_t)after.begin - before.end;
}

static int64_t larger(int64_t left, int64_t right) {
    return left > right ? left : right;
}

static bool inside(WordSpan inner, WordSpan outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

/* Whether the alignment carries the draft on: after it on both sides, close, and not mostly the same words again. */
static bool carries_on(const Draft *draft, const Alignment *alignment, int64_t gap_max) {
    int64_t source_gap = gap_between(draft->source_words, alignment->source_words);
    int64_t target_gap = gap_between(draft->target_words, alignment->target_words);
    int64_t overlap_max = alignment->matched_words / 2;
    return source_gap <= gap_max && target_gap <= gap_max && source_gap >= -overlap_max && target_gap >= -overlap_max &&
           alignment->source_words.begin > draft->source_words.begin &&
           alignment->target_words.begin > draft->target_words.begin &&
           alignment->source_words.end > draft->source_words.end &&
           alignment->target_words.end > draft->target_words.end;
}

static void carry_on(Draft *draft, const Alignment *alignment) {
    int64_t source_gap = gap_between(draft->source_words, alignment->source_words);
    int64_t target_gap = gap_between(draft->target_words, alignment->target_words);
    int64_t overlap = larger(0, larger(-source_gap, -target_gap)); /* words that both stretches count */
    int64_t gap = larger(0, larger(source_gap, target_gap));
    uint32_t weight = alignment->weight_permille;
    draft->source_words.end = alignment->source_words.end;
    draft->target_words.end = alignment->target_words.end;
    draft->matched_words += alignment->matched_words - (uint32_t)overlap;
    draft->aligned_words += alignment->aligned_words + (uint32_t)gap;
    draft->weight_permille += weight - (uint32_t)(weight * overlap / alignment->matched_words);
}

/* Joins a pair's alignments, which come in the order of the source. */
static void join_pair(const Alignment *items, size_t count, int64_t gap_max, DraftList *drafts, Arena *arena) {
    drafts->count = 0;
    for (size_t i = 0; i < count; ++i) {
        const Alignment *alignment = &items[i];
        size_t first = drafts->count > LOOK_BACK ? drafts->count - LOOK_BACK : 0;
        bool done = false;
        for (size_t d = drafts->count; d-- > first && !done;) {
            Draft *draft = &drafts->items[d];
            done = inside(alignment->source_words, draft->source_words) &&
                   inside(alignment->target_words, draft->target_words);
            if (done || !carries_on(draft, alignment, gap_max)) continue;
            carry_on(draft, alignment);
            done = true;
        }
        if (done) continue;
        *array_push(drafts, arena) = (Draft){.source_words = alignment->source_words,
                                             .target_words = alignment->target_words,
                                             .matched_words = alignment->matched_words,
                                             .aligned_words = alignment->aligned_words,
                                             .weight_permille = alignment->weight_permille};
    }
}

/* True where right was surely published before left; both must be dated. */
static bool surely_later(const Article *left, const Article *right) {
    DateInterval x = left->published_interval;
    DateInterval y = right->published_interval;
    if (x.begin_unix_s == x.end_unix_s || y.begin_unix_s == y.end_unix_s) return false;
    return y.end_unix_s <= x.begin_unix_s;
}

static Passage passage_of(const Corpus *corpus, uint32_t source, uint32_t target, const Draft *draft,
                          float copied_identity_min) {
    bool swapped = surely_later(&corpus->articles[source], &corpus->articles[target]);
    Passage passage = {.a_article = swapped ? target : source,
                       .b_article = swapped ? source : target,
                       .a_words = swapped ? draft->target_words : draft->source_words,
                       .b_words = swapped ? draft->source_words : draft->target_words,
                       .words = draft->matched_words,
                       .weight_permille = draft->weight_permille,
                       .identity = (float)draft->matched_words / (float)draft->aligned_words};
    passage.kind = passage.identity >= copied_identity_min ? PASSAGE_COPIED : PASSAGE_EDITED;
    passage.a_bytes = text_bytes_of(&corpus->texts[passage.a_article], passage.a_words);
    passage.b_bytes = text_bytes_of(&corpus->texts[passage.b_article], passage.b_words);
    return passage;
}

Passages copies_build(const Corpus *corpus, const Alignments *alignments, const PassageOptions *options, Arena *result,
                      Arena scratch) {
    PassageList passages = {0};
    DraftList drafts = {0};
    for (size_t begin = 0, end = 0; begin < alignments->count; begin = end) {
        const Alignment *first = &alignments->items[begin];
        while (end < alignments->count && alignments->items[end].source_index == first->source_index &&
               alignments->items[end].target_index == first->target_index) {
            ++end;
        }
        join_pair(first, end - begin, options->gap_words_max, &drafts, &scratch);
        for (size_t d = 0; d < drafts.count; ++d) {
            Passage passage = passage_of(corpus, first->source_index, first->target_index, &drafts.items[d],
                                         options->copied_identity_min);
            if (stock_is_phrase(corpus, &passage, options->match.weight_min_permille)) continue;
            *array_push(&passages, result) = passage;
        }
    }
    if (passages.count > 1) qsort(passages.items, passages.count, sizeof *passages.items, passage_compare);
    return (Passages){passages.items, passages.count};
}
