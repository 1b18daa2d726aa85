/*
 * fragments: like sentences of two texts -> the stretches that say the same.
 *
 * The plan is that of Sanchez-Perez, Sidorov and Gelbukh ("A winning approach to text alignment for text reuse
 * detection at PAN 2014"): neighbouring pairs are joined over gaps, on either side and in any order (shuffled text); a
 * stretch that is not good enough as a whole is cut at narrower gaps, and so on. The edges are our own: edges.c moves
 * them to where the two are most surely one text, word by word, and what it leaves outside is looked at again. So is
 * the score:
 *
 *     log odds = a + b * log(sum of the words' odds over both sides) - c * |log(ratio of the lengths)|
 *
 * The words' odds are added up as if each spoke for itself, which they don't; the logarithm, fitted to planted passages
 * and to what was found beside them, says what such a sum is worth. It tells them apart as well as a sum of ten
 * features did (density, cosine, shares of common words, of neighbours, the logarithm of each length): 5 in 100 wrong,
 * and most of those are real rewording that nobody had marked.
 *
 * A stretch is reported once, with its best counterpart: a text that says the same thing five times would otherwise
 * have five passages with every article that says it. One close to another on the same side must be surer.
 *
 * Bounds: gaps only get narrower, so a pair takes part in GAP_UNITS_MAX + 1 stretches for each time it is left outside;
 * SETTLED_TEXTS_MAX times the words of the two texts are looked at, no more.
 */
#include "fragments.h"

#include <math.h>
#include <stdlib.h>

enum {
    GAP_UNITS_MAX = 4, /* 6 and more join what is apart */
    GAP_UNITS_MIN = 1,
    SETTLED_TEXTS_MAX = 32,
    NEAR_WORDS = 30
};

/* Fitted to one half of the planted passages and their false neighbours; one point less, for precision. */
#define ODDS_NONE (-7.6)
#define ODDS_SUM 2.05
#define ODDS_RATIO (-2.0)
#define NEAR_SCORE_MIN 1.0

typedef struct FragmentFinder {
    const UnitsPair *pair;
    FragmentList *fragments;
    size_t first_fragment; /* of this pair */
    uint64_t words_left; /* to be settled */
    Arena *result;
    Arena scratch;
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

/* --- One stretch -------------------------------------------------------------------------------------------------- */

static WordSpan words_of(const Units *units, UnitSpan span) {
    return (WordSpan){units->items[span.begin].words.begin, units->items[span.end - 1].words.end};
}

static uint32_t unit_at(const Units *units, uint32_t word) {
    uint32_t low = 0, high = units->count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (units->items[middle].words.end <= word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static UnitSpan units_of(const Units *units, WordSpan words) {
    return (UnitSpan){unit_at(units, words.begin), unit_at(units, words.end - 1) + 1};
}

/* What is said of the stretch beside its score. */
static void measure(const UnitsPair *pair, Fragment *fragment) {
    bag_fill(pair->bag, pair->source, fragment->source);
    BagMatch match = bag_match(pair->bag, pair->target, fragment->target);
    bag_empty(pair->bag, pair->source, fragment->source);
    fragment->shared_weight = (float)match.weight;
    fragment->shared_words = match.stems;
}

static double score_of(const Stretches *stretches) {
    double ratio = (double)word_span_size(stretches->source) / word_span_size(stretches->target);
    return ODDS_NONE + ODDS_SUM * log(stretches->odds) + ODDS_RATIO * fabs(log(ratio));
}

static bool close_by(WordSpan left, WordSpan right) {
    return left.begin < right.end + NEAR_WORDS && right.begin < left.end + NEAR_WORDS;
}

static double score_min_of(const FragmentFinder *finder, const Stretches *stretches) {
    for (size_t i = finder->first_fragment; i < finder->fragments->count; ++i) {
        const Fragment *other = &finder->fragments->items[i];
        if (close_by(other->source_words, stretches->source) || close_by(other->target_words, stretches->target)) {
            return NEAR_SCORE_MIN;
        }
    }
    return 0;
}

/* --- Joining and cutting ------------------------------------------------------------------------------------------ */

static void cut(FragmentFinder *finder, LikePair *pairs, uint32_t count, uint32_t gap_units);

static Stretches stretches_of(const UnitsPair *pair, const LikePair *pairs, uint32_t count) {
    UnitSpan source = {UINT32_MAX, 0}, target = {UINT32_MAX, 0};
    for (uint32_t i = 0; i < count; ++i) {
        if (pairs[i].source_unit < source.begin) source.begin = pairs[i].source_unit;
        if (pairs[i].source_unit >= source.end) source.end = pairs[i].source_unit + 1;
        if (pairs[i].target_unit < target.begin) target.begin = pairs[i].target_unit;
        if (pairs[i].target_unit >= target.end) target.end = pairs[i].target_unit + 1;
    }
    return (Stretches){.source = words_of(pair->source, source), .target = words_of(pair->target, target)};
}

static bool in_units(UnitSpan span, uint32_t unit) {
    return unit >= span.begin && unit < span.end;
}

/* Brings the pairs that are not inside the fragment to the front. */
static uint32_t keep_outside(const Fragment *fragment, LikePair *pairs, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; ++i) {
        LikePair pair = pairs[i];
        if (in_units(fragment->source, pair.source_unit) && in_units(fragment->target, pair.target_unit)) continue;
        pairs[i] = pairs[kept];
        pairs[kept++] = pair;
    }
    return kept;
}

static uint32_t side_of(const LikePair *pair, bool target) {
    return target ? pair->target_unit : pair->source_unit;
}

static void sort_by_side(LikePair *pairs, uint32_t count, bool target) {
    if (count > 1) qsort(pairs, count, sizeof *pairs, target ? compare_by_target : compare_by_source);
}

/* The units of the widest gap between neighbours on either side: no narrower one cuts them. */
static uint32_t widest_gap(LikePair *pairs, uint32_t count) {
    uint32_t widest = 1; /* from one unit to the next */
    for (uint32_t side = 0; side < 2; ++side) {
        bool target = side == 1;
        sort_by_side(pairs, count, target);
        for (uint32_t i = 1; i < count; ++i) {
            uint32_t apart = side_of(&pairs[i], target) - side_of(&pairs[i - 1], target);
            if (apart > widest) widest = apart;
        }
    }
    return widest - 1;
}

static void judge(FragmentFinder *finder, LikePair *pairs, uint32_t count, uint32_t gap_units) {
    const UnitsPair *pair = finder->pair;
    const Stretches whole = stretches_of(pair, pairs, count);
    Stretches stretches = whole;
    uint64_t words = (uint64_t)word_span_size(stretches.source) + word_span_size(stretches.target);
    if (words > finder->words_left) return;
    finder->words_left -= words;
    bool settled = edges_settle(pair->texts, &stretches, finder->scratch);
    double score = settled ? score_of(&stretches) : -1;
    double score_min = settled ? score_min_of(finder, &stretches) : 0;
    if (settled && score >= score_min) {
        Fragment *fragment = array_push(finder->fragments, finder->result);
        *fragment = (Fragment){.source = units_of(pair->source, stretches.source),
                               .target = units_of(pair->target, stretches.target),
                               .source_words = stretches.source,
                               .target_words = stretches.target,
                               .score = (float)score,
                               .score_min = (float)score_min};
        measure(pair, fragment);
        uint32_t outside = keep_outside(fragment, pairs, count);
        if (outside > 0 && outside < count) cut(finder, pairs, outside, gap_units);
        return;
    }
    uint32_t widest = widest_gap(pairs, count);
    uint32_t narrower = (widest < gap_units ? widest : gap_units) - 1;
    if (widest > 0 && narrower >= GAP_UNITS_MIN) {
        cut(finder, pairs, count, narrower);
    } else if (pair->dropped) {
        const Stretches *last = settled ? &stretches : &whole;
        *array_push(pair->dropped, finder->result) =
            (Fragment){.source_words = last->source,
                       .target_words = last->target,
                       .score = settled ? (float)score : 0,
                       .score_min = (float)score_min,
                       .verdict = settled ? REWORDING_UNLIKELY : REWORDING_UNLIKE};
    }
}

/* Cuts the pairs where a gap is too wide, on one side, then on the other, until nothing is left to cut. */
static void cut(FragmentFinder *finder, LikePair *pairs, uint32_t count, uint32_t gap_units) {
    for (uint32_t side = 0; side < 2; ++side) {
        bool target = side == 1;
        sort_by_side(pairs, count, target);
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

static bool mostly_in(WordSpan words, WordSpan other) {
    uint32_t begin = words.begin > other.begin ? words.begin : other.begin;
    uint32_t end = words.end < other.end ? words.end : other.end;
    return end > begin && 2 * (end - begin) >= word_span_size(words);
}

/* Of two fragments of one stretch, on either side, the lower scoring one goes. They are few: each has several units. */
static void drop_repeated(const FragmentFinder *finder, Arena scratch) {
    FragmentList *fragments = finder->fragments, *told = finder->pair->dropped;
    const size_t first = finder->first_fragment;
    bool *dropped = arena_new_array(&scratch, bool, fragments->count - first);
    for (size_t i = first; i < fragments->count; ++i) {
        const Fragment *fragment = &fragments->items[i];
        for (size_t k = first; k < fragments->count && !dropped[i - first]; ++k) {
            const Fragment *other = &fragments->items[k];
            bool better = other->score > fragment->score || (other->score >= fragment->score && k < i);
            dropped[i - first] = better && (mostly_in(fragment->source_words, other->source_words) ||
                                            mostly_in(fragment->target_words, other->target_words));
        }
    }
    size_t kept = first;
    for (size_t i = first; i < fragments->count; ++i) {
        if (!dropped[i - first]) {
            fragments->items[kept++] = fragments->items[i];
        } else if (told) {
            *array_push(told, finder->result) = fragments->items[i];
            array_last(told)->verdict = REWORDING_REPEATED;
        }
    }
    fragments->count = kept;
}

void fragments_find(const UnitsPair *pair, LikePairList *pairs, FragmentList *fragments, Arena *result, Arena scratch) {
    if (pairs->count == 0) return;
    const uint64_t words = (uint64_t)pair->texts->source.text->word_count + pair->texts->target.text->word_count;
    FragmentFinder finder = {.pair = pair,
                             .fragments = fragments,
                             .first_fragment = fragments->count,
                             .words_left = SETTLED_TEXTS_MAX * words,
                             .result = result,
                             .scratch = scratch};
    cut(&finder, pairs->items, (uint32_t)pairs->count, GAP_UNITS_MAX);
    drop_repeated(&finder, scratch);
}
