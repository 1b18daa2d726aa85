/*
 * summaries: like sentences of two texts -> short stretches of one that sum up a long stretch of the other.
 *
 * A summary takes a sentence here and a clause there, so its like sentences lie close together on its own side and far
 * apart on the other, and no two neighbours match two neighbours. They are therefore joined on the short side only.
 * What makes it a summary and no chance is that nearly all the short stretch says is said in the long one, while the
 * text around it is on something else: COVERED_MIN of its weighed stems are found there, CONTRAST_MIN more than of the
 * rest of its text. Two reports of one event share much all over and have no such contrast.
 *
 * The long side reaches from the first to the last like sentence; where that is most of the text, it is all of it.
 * Where a stretch of the long side no longer than NARROW_RATIO times the short one has nearly all of it, the text was
 * reworded there and the rest is chance: that is an ordinary fragment.
 *
 * Measured on 238 planted summaries: of the stretches joined like this, the summaries have .61 to .98 of their stems
 * covered and .06 to .20 of the rest, stretches by chance .32 to .68 (5th to 95th percentile).
 */
#include "summaries.h"

#include <stdlib.h>

enum {
    GAP_UNITS_MAX = 3, /* between like sentences on the short side */
    SHORT_UNITS_MIN = 3, /* like sentences on the short side … */
    LONG_UNITS_MIN = 4, /* … and on the long one */
    COLLECTED_WORDS_MIN = 30 /* what a summary takes from one place is a sentence or two */
};

/* Tuned on one half of the planted summaries; the other half's figure is within a hundredth. */
#define LENGTH_RATIO_MIN 2.5
#define COVERED_MIN 0.65
#define CONTRAST_MIN 0.5
#define RARENESS_MIN 9.0 /* nine words that stand in one article only, or more that are less rare */
#define NARROW_RATIO 1.2
#define NARROW_SHARE_MAX 0.66
#define WHOLE_SHARE_MIN 0.5
#define WHOLE_TEXT_SHARE 0.8
#define COLLECTED_RATIO_MAX 1.5
#define COLLECTED_SHARE_MIN 0.4

/* One way round: which side is short. */
typedef struct Direction {
    const Units *short_units;
    const Units *long_units;
    BagSlot *bag;
    FragmentList *dropped; /* UnitsPair */
    bool short_is_target;
} Direction;

/* A like pair seen from the short side. */
typedef struct Link {
    uint32_t short_unit;
    uint32_t long_unit;
} Link;

/* All of one way round. */
typedef struct Links {
    Link *items;
    size_t count;
} Links;

static int compare_links(const void *left, const void *right) {
    const Link *x = left;
    const Link *y = right;
    if (x->short_unit != y->short_unit) return x->short_unit < y->short_unit ? -1 : 1;
    return (x->long_unit > y->long_unit) - (x->long_unit < y->long_unit);
}

static int compare_units(const void *left, const void *right) {
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;
    return (x > y) - (x < y);
}

static uint32_t count_short_units(const Link *links, size_t count) {
    uint32_t units = 0;
    for (size_t i = 0; i < count; ++i) units += i == 0 || links[i].short_unit != links[i - 1].short_unit;
    return units;
}

static uint32_t count_long_units(const Link *links, size_t count, Arena scratch) {
    uint32_t *units = arena_new_array_uncleared(&scratch, uint32_t, count);
    for (size_t i = 0; i < count; ++i) units[i] = links[i].long_unit;
    qsort(units, count, sizeof *units, compare_units);
    uint32_t distinct = 0;
    for (size_t i = 0; i < count; ++i) distinct += i == 0 || units[i] != units[i - 1];
    return distinct;
}

static UnitSpan long_span(const Direction *direction, const Link *links, size_t count) {
    UnitSpan span = {UINT32_MAX, 0};
    for (size_t i = 0; i < count; ++i) {
        if (links[i].long_unit < span.begin) span.begin = links[i].long_unit;
        if (links[i].long_unit >= span.end) span.end = links[i].long_unit + 1;
    }
    UnitSpan whole = {0, direction->long_units->count};
    double share = (double)bag_words(direction->long_units, span) / bag_words(direction->long_units, whole);
    return share >= WHOLE_SHARE_MIN ? whole : span;
}

static UnitSpan short_side(const Fragment *fragment, bool target) {
    return target ? fragment->target : fragment->source;
}

static UnitSpan common_units(UnitSpan left, UnitSpan right) {
    UnitSpan common = {left.begin > right.begin ? left.begin : right.begin,
                       left.end < right.end ? left.end : right.end};
    return common.begin < common.end ? common : (UnitSpan){0, 0};
}

/* Of the long side, the stretch of NARROW_RATIO times the short one's length that has most of it. */
static UnitSpan densest_stretch(const Direction *direction, UnitSpan span, UnitSpan drawn_on) {
    const Units *units = direction->long_units;
    const double words_max = NARROW_RATIO * bag_words(direction->short_units, span);
    UnitSpan best = {drawn_on.begin, drawn_on.begin + 1}, open = {drawn_on.begin, drawn_on.begin};
    double best_weight = 0, weight = 0;
    bag_fill(direction->bag, direction->short_units, span);
    while (open.end < drawn_on.end) {
        weight += bag_match(direction->bag, units, (UnitSpan){open.end, open.end + 1}).rareness;
        ++open.end;
        while (open.end - open.begin > 1 && bag_words(units, open) > words_max) {
            weight -= bag_match(direction->bag, units, (UnitSpan){open.begin, open.begin + 1}).rareness;
            ++open.begin;
        }
        if (weight <= best_weight) continue;
        best_weight = weight;
        best = open;
    }
    bag_empty(direction->bag, direction->short_units, span);
    return best;
}

/* The share of the short stretch's stems that are on a stretch of the long side. */
static double covered_share(const Direction *direction, UnitSpan span, UnitSpan by) {
    bag_fill(direction->bag, direction->long_units, by);
    BagMatch match = bag_match(direction->bag, direction->short_units, span);
    bag_empty(direction->bag, direction->long_units, by);
    return match.rareness / (match.rareness_all + 1e-9);
}

static WordSpan unit_words(const Units *units, UnitSpan span) {
    return (WordSpan){units->items[span.begin].words.begin, units->items[span.end - 1].words.end};
}

static bool is_longer(const Direction *direction, UnitSpan span, UnitSpan drawn_on) {
    double short_words = bag_words(direction->short_units, span);
    double long_words = bag_words(direction->long_units, drawn_on);
    return long_words >= LENGTH_RATIO_MIN * short_words;
}

/* Fills in what a fragment tells, and gives what speaks against a summary. */
static RewordingVerdict judge(const Direction *direction, UnitSpan span, UnitSpan drawn_on, Fragment *out) {
    const Units *units = direction->short_units;
    bag_fill(direction->bag, direction->long_units, drawn_on);
    BagMatch match = bag_match(direction->bag, units, span);
    BagMatch before = bag_match(direction->bag, units, (UnitSpan){0, span.begin});
    BagMatch after = bag_match(direction->bag, units, (UnitSpan){span.end, units->count});
    bag_empty(direction->bag, direction->long_units, drawn_on);
    double covered = match.rareness / (match.rareness_all + 1e-9);
    double rest = (before.rareness + after.rareness) / (before.rareness_all + after.rareness_all + 1e-9);
    *out = (Fragment){.source = direction->short_is_target ? drawn_on : span,
                      .target = direction->short_is_target ? span : drawn_on,
                      .source_words = unit_words(direction->short_is_target ? direction->long_units : units,
                                                 direction->short_is_target ? drawn_on : span),
                      .target_words = unit_words(direction->short_is_target ? units : direction->long_units,
                                                 direction->short_is_target ? span : drawn_on),
                      .shared_weight = (float)match.rareness,
                      .shared_words = match.stems,
                      .score = (float)covered,
                      .score_min = (float)COVERED_MIN,
                      .rest_share = (float)rest,
                      .summary = true};
    if (covered_share(direction, span, densest_stretch(direction, span, drawn_on)) > NARROW_SHARE_MAX * covered)
        return REWORDING_IN_ONE_PLACE;
    if (covered < COVERED_MIN) return REWORDING_NOT_COVERED;
    if (covered - rest < CONTRAST_MIN) return REWORDING_NO_CONTRAST;
    return match.rareness < RARENESS_MIN ? REWORDING_SUMMARY_LIGHT : REWORDING_KEPT;
}

/*
 * Whether what is all there is of a text is several stretches of the other, each of them long: passages that were taken
 * apart, and no summary. Where there is text around it, its contrast tells (is_summary).
 */
static bool is_collected(const Direction *direction, UnitSpan span, const FragmentList *fragments) {
    const Units *units = direction->short_units;
    const uint32_t words = bag_words(units, span);
    if (words < WHOLE_TEXT_SHARE * bag_words(units, (UnitSpan){0, units->count})) return false;
    uint32_t collected_words = 0;
    for (size_t i = 0; i < fragments->count; ++i) {
        const Fragment *fragment = &fragments->items[i];
        if (fragment->summary) continue;
        WordSpan here = direction->short_is_target ? fragment->target_words : fragment->source_words;
        WordSpan there = direction->short_is_target ? fragment->source_words : fragment->target_words;
        uint32_t size = here.end - here.begin;
        if (size >= COLLECTED_WORDS_MIN && there.end - there.begin <= COLLECTED_RATIO_MAX * size) {
            collected_words += size;
        }
    }
    return collected_words >= COLLECTED_SHARE_MIN * words;
}

static void tell_dropped(const Direction *direction, const Fragment *fragment, RewordingVerdict verdict,
                         Arena *result) {
    if (!direction->dropped) return;
    *array_push(direction->dropped, result) = *fragment;
    array_last(direction->dropped)->verdict = verdict;
}

/* Puts the summary in the place of the fragments that are pieces of it. */
static void replace_pieces(const Direction *direction, const Fragment *summary, FragmentList *fragments,
                           Arena *result) {
    UnitSpan span = short_side(summary, direction->short_is_target);
    size_t kept = 0;
    for (size_t i = 0; i < fragments->count; ++i) {
        UnitSpan other = short_side(&fragments->items[i], direction->short_is_target);
        UnitSpan common = common_units(span, other);
        bool piece = !fragments->items[i].summary && 2 * (common.end - common.begin) > other.end - other.begin;
        if (piece)
            tell_dropped(direction, &fragments->items[i], REWORDING_SUMMED_UP, result);
        else
            fragments->items[kept++] = fragments->items[i];
    }
    fragments->count = kept;
    *array_push(fragments, result) = *summary;
}

static void find_one_way(const Direction *direction, Links all, FragmentList *fragments, Arena *result, Arena scratch) {
    Link *links = all.items;
    const size_t count = all.count;
    qsort(links, count, sizeof *links, compare_links);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        end = begin + 1;
        while (end < count && links[end].short_unit - links[end - 1].short_unit <= GAP_UNITS_MAX) ++end;
        const Link *group = links + begin;
        const size_t size = end - begin;
        if (count_short_units(group, size) < SHORT_UNITS_MIN) continue;
        if (count_long_units(group, size, scratch) < LONG_UNITS_MIN) continue;
        UnitSpan span = {group[0].short_unit, group[size - 1].short_unit + 1};
        UnitSpan drawn_on = long_span(direction, group, size);
        if (!is_longer(direction, span, drawn_on)) continue;
        Fragment summary;
        RewordingVerdict verdict = judge(direction, span, drawn_on, &summary);
        if (verdict == REWORDING_KEPT && is_collected(direction, span, fragments)) verdict = REWORDING_COLLECTED;
        if (verdict == REWORDING_KEPT)
            replace_pieces(direction, &summary, fragments, result);
        else
            tell_dropped(direction, &summary, verdict, result);
    }
}

void summaries_find(const UnitsPair *pair, LikePairList *pairs, FragmentList *fragments, Arena *result) {
    if (pairs->count == 0) return;
    Arena scratch = arena_open(0);
    Link *links = arena_new_array_uncleared(&scratch, Link, pairs->count);
    for (uint32_t way = 0; way < 2; ++way) {
        bool target = way == 0;
        for (size_t i = 0; i < pairs->count; ++i) {
            LikePair like = pairs->items[i];
            links[i] = target ? (Link){like.target_unit, like.source_unit} : (Link){like.source_unit, like.target_unit};
        }
        Direction direction = {.short_units = target ? pair->target : pair->source,
                               .long_units = target ? pair->source : pair->target,
                               .bag = pair->bag,
                               .dropped = pair->dropped,
                               .short_is_target = target};
        find_one_way(&direction, (Links){links, pairs->count}, fragments, result, scratch);
    }
    arena_close(&scratch);
}
