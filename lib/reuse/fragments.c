/*
 * fragments: like sentences of two texts -> the stretches that say the same.
 *
 * The plan is that of Sanchez-Perez, Sidorov and Gelbukh ("A winning approach to text alignment for text reuse
 * detection at PAN 2014"): neighbouring pairs are joined over gaps, on either side and in any order (shuffled text); a
 * stretch that is not good enough as a whole is cut at narrower gaps, and so on. Scoring and edges are our own:
 *
 *     score = shared weight ^ 2 * cosine / geometric mean of the two lengths in words
 *
 * that is, much in common, in little text, and little else beside it. The same sum decides on a stretch and on where it
 * ends: its edges are moved by a unit at a time, on one side or both, as long as shared weight ^ 2 / length grows.
 *
 * Bounds: gaps only get narrower, so a pair takes part in GAP_UNITS_MAX + 1 stretches; the edges move EDGE_MOVES_MAX
 * times at most.
 */
#include "fragments.h"

#include <math.h>
#include <stdlib.h>

enum {
    GAP_UNITS_MAX = 4, /* 6 and more find more of summaries and join what is apart elsewhere */
    GAP_UNITS_MIN = 1,
    EDGE_MOVES_MAX = 40
};

#define LIKENESS_MIN 0.2F

typedef struct FragmentFinder {
    const UnitsPair *pair;
    double score_min;
    FragmentList *fragments;
    Arena *result;
} FragmentFinder;

static int compare_numbers(uint32_t left, uint32_t right) {
    return (left > right) - (left < right);
}

static int compare_by_source(const void *left, const void *right) {
    const LikePair *x = left;
    const LikePair *y = right;
    int order = compare_numbers(x->source_unit, y->source_unit);
    return order ? order : compare_numbers(x->target_unit, y->target_unit);
}

static int compare_by_target(const void *left, const void *right) {
    const LikePair *x = left;
    const LikePair *y = right;
    int order = compare_numbers(x->target_unit, y->target_unit);
    return order ? order : compare_numbers(x->source_unit, y->source_unit);
}

/* --- Measuring ------------------------------------------------------------------------------------------------------ */

typedef struct TermRun {
    const Term *begin;
    const Term *end;
} TermRun;

static TermRun terms_of(const Units *units, UnitSpan span) {
    return (TermRun){units->terms + units->items[span.begin].term_begin,
                     units->terms + units->items[span.end - 1].term_end};
}

/* Fills the bag; gives the square of its length. */
static double fill_bag(TermRun terms, float *bag) {
    double squares = 0;
    for (const Term *term = terms.begin; term < terms.end; ++term) {
        double before = (double)bag[term->stem];
        double after = before + (double)term->weight;
        squares += after * after - before * before;
        bag[term->stem] = (float)after;
    }
    return squares;
}

static void empty_bag(TermRun terms, float *bag) {
    for (const Term *term = terms.begin; term < terms.end; ++term) bag[term->stem] = 0;
}

static double words_of(const Units *units, UnitSpan span) {
    return units->items[span.end - 1].words.end - units->items[span.begin].words.begin;
}

static double length_of(const UnitsPair *pair, const Fragment *fragment) {
    return sqrt(words_of(pair->source, fragment->source) * words_of(pair->target, fragment->target));
}

static void measure(const UnitsPair *pair, Fragment *fragment) {
    TermRun source = terms_of(pair->source, fragment->source);
    TermRun target = terms_of(pair->target, fragment->target);
    double squares = fill_bag(source, pair->bag);
    double product = 0, shared = 0;
    uint32_t words = 0;
    for (const Term *term = target.begin; term < target.end; ++term) {
        double here = (double)term->weight;
        double there = (double)pair->bag[term->stem];
        if (there <= 0) continue;
        product += here * there;
        shared += here < there ? here : there;
        ++words;
    }
    empty_bag(source, pair->bag);
    squares *= fill_bag(target, pair->bag);
    empty_bag(target, pair->bag);
    fragment->likeness = squares > 0 ? (float)(product / sqrt(squares)) : 0;
    fragment->shared_weight = (float)shared;
    fragment->shared_words = words;
    fragment->score = (float)(shared * shared * (double)fragment->likeness / length_of(pair, fragment));
}

/* --- Edges ---------------------------------------------------------------------------------------------------------- */

/* By how many units each edge moves. */
typedef struct EdgeMove {
    int8_t source_begin;
    int8_t source_end;
    int8_t target_begin;
    int8_t target_end;
} EdgeMove;

static bool move_edges(const UnitsPair *pair, EdgeMove move, Fragment *fragment) {
    int64_t source_begin = (int64_t)fragment->source.begin + move.source_begin;
    int64_t source_end = (int64_t)fragment->source.end + move.source_end;
    int64_t target_begin = (int64_t)fragment->target.begin + move.target_begin;
    int64_t target_end = (int64_t)fragment->target.end + move.target_end;
    if (source_begin < 0 || source_end > pair->source->count || source_begin >= source_end) return false;
    if (target_begin < 0 || target_end > pair->target->count || target_begin >= target_end) return false;
    fragment->source = (UnitSpan){(uint32_t)source_begin, (uint32_t)source_end};
    fragment->target = (UnitSpan){(uint32_t)target_begin, (uint32_t)target_end};
    measure(pair, fragment);
    return true;
}

static double edge_value(const UnitsPair *pair, const Fragment *fragment) {
    double weight = (double)fragment->shared_weight;
    return weight * weight / length_of(pair, fragment);
}

static void settle_edges(const UnitsPair *pair, Fragment *fragment) {
    static const EdgeMove moves[] = {{1, 0, 0, 0},   {0, -1, 0, 0},  {0, 0, 1, 0},  {0, 0, 0, -1},
                                     {-1, 0, 0, 0},  {0, 1, 0, 0},   {0, 0, -1, 0}, {0, 0, 0, 1},
                                     {-1, 0, -1, 0}, {0, 1, 0, 1},   {-1, 0, 0, 1}, {0, 1, -1, 0},
                                     {1, 0, 1, 0},   {0, -1, 0, -1}, {1, 0, 0, -1}, {0, -1, 1, 0}};
    double value = edge_value(pair, fragment);
    for (uint32_t round = 0; round < EDGE_MOVES_MAX; ++round) {
        Fragment best = *fragment;
        double best_value = value;
        for (size_t i = 0; i < sizeof moves / sizeof *moves; ++i) {
            Fragment next = *fragment;
            if (!move_edges(pair, moves[i], &next)) continue;
            double next_value = edge_value(pair, &next);
            if (next_value <= best_value) continue;
            best_value = next_value;
            best = next;
        }
        if (best_value <= value) return;
        value = best_value;
        *fragment = best;
    }
}

/* --- Joining and cutting -------------------------------------------------------------------------------------------- */

static void cut(const FragmentFinder *finder, LikePair *pairs, uint32_t count, uint32_t gap_units);

static void judge(const FragmentFinder *finder, LikePair *pairs, uint32_t count, uint32_t gap_units) {
    Fragment fragment = {.source = {UINT32_MAX, 0}, .target = {UINT32_MAX, 0}};
    for (uint32_t i = 0; i < count; ++i) {
        LikePair pair = pairs[i];
        if (pair.source_unit < fragment.source.begin) fragment.source.begin = pair.source_unit;
        if (pair.source_unit >= fragment.source.end) fragment.source.end = pair.source_unit + 1;
        if (pair.target_unit < fragment.target.begin) fragment.target.begin = pair.target_unit;
        if (pair.target_unit >= fragment.target.end) fragment.target.end = pair.target_unit + 1;
    }
    measure(finder->pair, &fragment);
    if (fragment.likeness >= LIKENESS_MIN && (double)fragment.score >= finder->score_min) {
        settle_edges(finder->pair, &fragment);
        *array_push(finder->fragments, finder->result) = fragment;
    } else if (gap_units > GAP_UNITS_MIN) {
        cut(finder, pairs, count, gap_units - 1);
    }
}

static uint32_t side_of(const LikePair *pair, bool target) {
    return target ? pair->target_unit : pair->source_unit;
}

/* Cuts the pairs where a gap is too wide, on one side, then on the other, until nothing is left to cut. */
static void cut(const FragmentFinder *finder, LikePair *pairs, uint32_t count, uint32_t gap_units) {
    for (uint32_t side = 0; side < 2; ++side) {
        bool target = side == 1;
        qsort(pairs, count, sizeof *pairs, target ? compare_by_target : compare_by_source);
        uint32_t begin = 0;
        for (uint32_t i = 1; i < count; ++i) {
            if (side_of(&pairs[i], target) - side_of(&pairs[i - 1], target) <= gap_units + 1) continue;
            cut(finder, pairs + begin, i - begin, gap_units);
            begin = i;
        }
        if (begin == 0) continue;
        cut(finder, pairs + begin, count - begin, gap_units);
        return;
    }
    judge(finder, pairs, count, gap_units);
}

static bool overlap(UnitSpan left, UnitSpan right) {
    return left.begin < right.end && right.begin < left.end;
}

/* Of two fragments that meet on both sides the lower scoring one goes. They are few: each has several units. */
static void drop_overlapping(FragmentList *fragments, size_t first, Arena *result) {
    bool *dropped = arena_new_array(result, bool, fragments->count - first);
    for (size_t i = first; i < fragments->count; ++i) {
        const Fragment *fragment = &fragments->items[i];
        for (size_t k = first; k < fragments->count && !dropped[i - first]; ++k) {
            const Fragment *other = &fragments->items[k];
            bool better = other->score > fragment->score || (other->score >= fragment->score && k < i);
            dropped[i - first] =
                better && overlap(other->source, fragment->source) && overlap(other->target, fragment->target);
        }
    }
    size_t kept = first;
    for (size_t i = first; i < fragments->count; ++i) {
        if (!dropped[i - first]) fragments->items[kept++] = fragments->items[i];
    }
    fragments->count = kept;
}

void fragments_find(const UnitsPair *pair, LikePairList *pairs, double score_min, FragmentList *fragments,
                    Arena *result) {
    if (pairs->count == 0) return;
    size_t first = fragments->count;
    FragmentFinder finder = {pair, score_min, fragments, result};
    cut(&finder, pairs->items, (uint32_t)pairs->count, GAP_UNITS_MAX);
    drop_overlapping(fragments, first, result);
}
