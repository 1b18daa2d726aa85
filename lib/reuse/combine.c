/*
 * combine: the passages found by runs of words and those found by like sentences -> one list.
 *
 * One stretch is reported once, by what describes it best. Shuffled and translated text keeps short runs, and half of
 * it may be found as they stand: the runs are pieces then, and go. But where a reworded passage is next to nothing but
 * copied words (COPIED_PERCENT), or half of it is long copies, it says nothing new and its edges are worse: it goes.
 * How much an edited copy counts for depends on the texts (combine_copied_share). A piece longer than PIECE_WORDS_MAX
 * without any change stays, for it is evidence of copying.
 *
 * Takes time by the passages of one pair multiplied: PIECES_MAX bounds the look at copied ones.
 */
#include "combine.h"

#include <stdlib.h>
#include <string.h>

#include "copies.h"

enum {
    COPIED_PERCENT = 90,
    LONG_COPY_WORDS = 50,
    LONG_COPIED_PERCENT = 50,
    PIECE_PERCENT = 50,
    PIECE_WORDS_MAX = 40,
    PIECES_MAX = 1024
};

/* A run of passages of the same two articles. */
typedef struct PairRun {
    const Passage *items;
    size_t count;
} PairRun;

static int compare_pairs(const Passage *left, const Passage *right) {
    if (left->a_article != right->a_article) return left->a_article < right->a_article ? -1 : 1;
    if (left->b_article != right->b_article) return left->b_article < right->b_article ? -1 : 1;
    return 0;
}

static bool at_least(uint32_t part, uint32_t whole, uint32_t percent) {
    return (uint64_t)part * 100 >= (uint64_t)whole * percent;
}

float combine_copied_share(const Grounds *grounds, const Passage *copy) {
    return grounds_are_of_bare_texts(grounds) ? copy->identity : 1;
}

static bool mostly_copied(const Passage *reworded, const Grounds *grounds, PairRun copies) {
    uint32_t a_words = 0, b_words = 0; /* copied */
    uint32_t a_long = 0, b_long = 0; /* in long copies */
    for (size_t i = 0; i < copies.count; ++i) {
        const Passage *copy = &copies.items[i];
        const float share = combine_copied_share(grounds, copy);
        uint32_t a_common = (uint32_t)(share * (float)word_span_common(copy->a_words, reworded->a_words));
        uint32_t b_common = (uint32_t)(share * (float)word_span_common(copy->b_words, reworded->b_words));
        if (a_common == 0 || b_common == 0) continue;
        a_words += a_common;
        b_words += b_common;
        if (a_common >= LONG_COPY_WORDS && b_common >= LONG_COPY_WORDS) {
            a_long += a_common;
            b_long += b_common;
        }
    }
    if (at_least(a_long, word_span_size(reworded->a_words), LONG_COPIED_PERCENT) ||
        at_least(b_long, word_span_size(reworded->b_words), LONG_COPIED_PERCENT))
        return true;
    return at_least(a_words, word_span_size(reworded->a_words), COPIED_PERCENT) ||
           at_least(b_words, word_span_size(reworded->b_words), COPIED_PERCENT);
}

static bool is_piece(const Passage *copy, const Passage *reworded) {
    return (copy->kind != PASSAGE_COPIED || copy->words <= PIECE_WORDS_MAX) &&
           at_least(word_span_common(copy->a_words, reworded->a_words), word_span_size(copy->a_words), PIECE_PERCENT) &&
           at_least(word_span_common(copy->b_words, reworded->b_words), word_span_size(copy->b_words), PIECE_PERCENT);
}

static PairRun bounded(PairRun copies) {
    return (PairRun){copies.items, copies.count < PIECES_MAX ? copies.count : PIECES_MAX};
}

static size_t combine_pair(PairRun copies, PairRun reworded, Passage *out, Arena *result) {
    const PairRun looked_at = bounded(copies);
    size_t count = 0;
    for (size_t i = 0; i < reworded.count; ++i) {
        if (mostly_copied(&reworded.items[i], reworded.items[i].grounds, looked_at)) continue;
        Grounds *grounds = arena_new_array_uncleared(result, Grounds, 1);
        *grounds = *reworded.items[i].grounds;
        out[count] = reworded.items[i];
        out[count++].grounds = grounds;
    }
    const size_t kept = count;
    for (size_t i = 0; i < copies.count; ++i) {
        bool piece = false;
        for (size_t k = 0; k < kept && i < looked_at.count && !piece; ++k) piece = is_piece(&copies.items[i], &out[k]);
        if (!piece) out[count++] = copies.items[i];
    }
    return count;
}

/* The passages from `begin` on that are of the same articles as `first`. */
static PairRun run_of(const Passages *passages, size_t begin, const Passage *first) {
    size_t end = begin;
    while (end < passages->count && compare_pairs(&passages->items[end], first) == 0) ++end;
    return (PairRun){passages->items + begin, end - begin};
}

bool passages_tell_copied(const Passages *copies, const Passage *reworded, const Grounds *grounds) {
    size_t low = 0, high = copies->count; /* the first passage of the pair, or of a later one */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_pairs(&copies->items[middle], reworded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return mostly_copied(reworded, grounds, bounded(run_of(copies, low, reworded)));
}

Passages passages_combine(const Passages *copies, const Passages *reworded, Arena *result, Arena scratch) {
    Passages all = {arena_new_array_uncleared(result, Passage, copies->count + reworded->count), 0};
    for (size_t c = 0, r = 0; c < copies->count || r < reworded->count;) {
        bool copy_first =
            r == reworded->count || (c < copies->count && compare_pairs(&copies->items[c], &reworded->items[r]) <= 0);
        const Passage *first = copy_first ? &copies->items[c] : &reworded->items[r];
        PairRun copied = run_of(copies, c, first);
        PairRun other = run_of(reworded, r, first);
        all.count += combine_pair(copied, other, all.items + all.count, result);
        c += copied.count;
        r += other.count;
    }
    passages_sort(&all, scratch);
    return all;
}
