/*
 * fragments: like sentences of two texts -> the stretches that say the same.
 *
 * The plan is that of Sanchez-Perez, Sidorov and Gelbukh ("A winning approach to text alignment for text reuse
 * detection at PAN 2014"): neighbouring pairs are joined over gaps, on either side and in any order (shuffled text); a
 * stretch that is not good enough as a whole is cut at narrower gaps, and so on. Scoring and edges are our own:
 *
 *     density = shared weight ^ 2 * cosine / geometric mean of the two lengths in words
 *     score   = log odds of density, of the share of either side's words (common ones too) that stand on the other
 *               side, and of the ratio of the lengths
 *
 * Much in common, in little text, and little else beside it. Common words say nothing of the topic, so their share tells
 * a text that was taken over from one on the same matter: without them a third more of what is found is wrong. Edges
 * are where a unit begins to cost more than it gains, seen from the other side; then they are moved by a unit at a
 * time, on one side or both, as long as shared weight ^ 2 / length grows.
 *
 * Bounds: gaps only get narrower, so a pair takes part in GAP_UNITS_MAX + 1 stretches; the edges move EDGE_MOVES_MAX
 * times at most.
 */
#include "fragments.h"

#include <math.h>
#include <stdlib.h>

enum {
    GAP_UNITS_MAX = 4, /* 6 and more join what is apart */
    GAP_UNITS_MIN = 1,
    NARROW_ROUNDS_MAX = 3,
    EDGE_MOVES_MAX = 40
};

#define LIKENESS_MIN 0.2F

/* Edges: what a word too common to tell weighs, and what a word that is not on the other side costs where one that is
 * gains the rest of its weight. At .4 the short sides are cut too far, at .2 they run on. */
#define COMMON_WEIGHT 0.05
#define ABSENT_COST 0.3

/* The likelihood: fitted to one half of the planted passages and their false neighbours. */
#define ODDS_NONE (-2.0)
#define ODDS_DENSITY 1.2
#define ODDS_SHORT_SHARE 5.9
#define ODDS_LONG_SHARE 1.84
#define ODDS_RATIO (-1.3)

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

static double length_of(const UnitsPair *pair, const Fragment *fragment) {
    return sqrt((double)bag_words(pair->source, fragment->source) * bag_words(pair->target, fragment->target));
}

/* How surely this is one text reworded: see the head of the file. */
static double likelihood(const UnitsPair *pair, const Fragment *fragment, double density) {
    double source_words = bag_words(pair->source, fragment->source);
    double target_words = bag_words(pair->target, fragment->target);
    bool target_shorter = target_words <= source_words;
    double short_share = (double)(target_shorter ? fragment->target_share : fragment->source_share);
    double long_share = (double)(target_shorter ? fragment->source_share : fragment->target_share);
    double ratio = target_shorter ? source_words / target_words : target_words / source_words;
    return ODDS_NONE + ODDS_DENSITY * log(density + 1e-9) + ODDS_SHORT_SHARE * short_share +
           ODDS_LONG_SHARE * long_share + ODDS_RATIO * log(ratio);
}

static void measure(const UnitsPair *pair, Fragment *fragment) {
    double squares = bag_fill(pair->bag, pair->source, fragment->source);
    BagMatch match = bag_match(pair->bag, pair->target, fragment->target);
    bag_empty(pair->bag, pair->source, fragment->source);
    squares *= bag_fill(pair->bag, pair->target, fragment->target);
    BagMatch back = bag_match(pair->bag, pair->source, fragment->source);
    bag_empty(pair->bag, pair->target, fragment->target);
    fragment->likeness = squares > 0 ? (float)(match.product / sqrt(squares)) : 0;
    fragment->shared_weight = (float)match.weight;
    fragment->shared_words = match.stems;
    fragment->target_share = (float)match.words / (float)bag_words(pair->target, fragment->target);
    fragment->source_share = (float)back.words / (float)bag_words(pair->source, fragment->source);
    double density = match.weight * match.weight * (double)fragment->likeness / length_of(pair, fragment);
    fragment->score = (float)likelihood(pair, fragment, density);
}

/* --- Edges ---------------------------------------------------------------------------------------------------------- */

/* What a unit adds to a stretch: its words in the bag, less a share of all its words. */
static double gain_of(const Units *units, const Unit *unit, const BagSlot *bag) {
    double gain = 0;
    for (uint32_t t = unit->term_begin; t < unit->term_end; ++t) {
        const Term *term = &units->terms[t];
        double weight = COMMON_WEIGHT * term->count + (double)term->weight;
        gain += bag[term->stem].count > 0 ? weight * (1 - ABSENT_COST) : -weight * ABSENT_COST;
    }
    return gain;
}

/* The run of units in or next to `span` with the largest gain. */
static UnitSpan best_stretch(const Units *units, UnitSpan span, const BagSlot *bag) {
    uint32_t begin = span.begin > 0 ? span.begin - 1 : 0;
    uint32_t end = span.end < units->count ? span.end + 1 : units->count;
    UnitSpan best = span;
    uint32_t open = begin;
    double best_sum = 0, sum = 0;
    for (uint32_t u = begin; u < end; ++u) {
        if (sum <= 0) {
            sum = 0;
            open = u;
        }
        sum += gain_of(units, &units->items[u], bag);
        if (sum <= best_sum) continue;
        best_sum = sum;
        best = (UnitSpan){open, u + 1};
    }
    return best;
}

static bool same_units(UnitSpan left, UnitSpan right) {
    return left.begin == right.begin && left.end == right.end;
}

/* Brings either side down to what is on the other, until nothing changes. */
static void narrow(const UnitsPair *pair, Fragment *fragment) {
    for (uint32_t round = 0; round < NARROW_ROUNDS_MAX; ++round) {
        UnitSpan source = fragment->source, target = fragment->target;
        bag_fill(pair->bag, pair->source, source);
        fragment->target = best_stretch(pair->target, target, pair->bag);
        bag_empty(pair->bag, pair->source, source);
        bag_fill(pair->bag, pair->target, fragment->target);
        fragment->source = best_stretch(pair->source, source, pair->bag);
        bag_empty(pair->bag, pair->target, fragment->target);
        if (same_units(source, fragment->source) && same_units(target, fragment->target)) return;
    }
}

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
    narrow(finder->pair, &fragment);
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
