/*
 * align: two wordings -> the steps that turn one into the other.
 *
 * What "best" means, in this order: fewest differences (a word for a word, a word too many, a word missing count one
 * each); then most equal words; then fewest stretches of difference, which keeps equal words together. The three are
 * digits of one number, so that the dynamic program compares plain integers. It has two states for each pair of
 * places, "the last step was equal words" and "the last step was a difference", since opening a stretch of difference
 * costs and going on does not (affine gaps: Gotoh 1982).
 *
 * Equal words at both ends are set aside first; the rest is computed in a band around the diagonal that is doubled
 * until no path outside it could be better (Ukkonen 1985), hence O((source + target) * differences).
 *
 * The two sides are first put into an order that depends on their words alone (the shorter first, then by word
 * numbers) and exchanged back at the end: so the result mirrors exactly when the caller swaps the sides.
 *
 * Not done: beyond CELLS_MAX no path is proven best. A band that would not fit keeps the best path of the last one
 * that did; two texts so long and so unequal that no band fits become one difference between their equal ends.
 */
#include "align.h"

#include <assert.h>
#include <string.h>

enum {
    BAND_FIRST = 8,
    CELLS_MAX = 1 << 26, /* one byte each */
    WORDS_MAX = 1 << 20 /* of both sides, so that the digits below can't overflow */
};

/* The digits of a cost. */
#define COST_RUN UINT64_C(1) /* a stretch of difference */
#define COST_UNMATCHED (UINT64_C(1) << 21) /* a word without an equal partner */
#define COST_DIFFERENCE (UINT64_C(1) << 42)
#define COST_NONE UINT64_MAX

/* What a traced cell remembers: for the equal state and for the difference state, where each came from. */
enum {
    TRACE_EQUAL_FROM_DIFFERENCE = 1,
    TRACE_DIFFERENCE_FROM_DIFFERENCE = 2,
    TRACE_OPERATION_SHIFT = 2 /* an AlignOperation */
};

typedef struct Cell {
    uint64_t equal;
    uint64_t difference;
} Cell;

/* Cells are kept for diagonals (target - source) from -margin to target.count - source.count + margin. */
typedef struct Band {
    Sequence source; /* not longer than target */
    Sequence target;
    uint32_t margin;
    uint32_t width;
    uint8_t *trace; /* (source.count + 1) * width */
} Band;

static uint64_t smaller_cost(uint64_t left, uint64_t right) {
    return left < right ? left : right;
}

/* Going on from `from` by a difference that leaves unmatched words. */
static uint64_t difference_cost(Cell from, uint32_t unmatched, bool *from_difference) {
    uint64_t opened = from.equal == COST_NONE ? COST_NONE : from.equal + COST_RUN;
    *from_difference = from.difference <= opened;
    uint64_t base = smaller_cost(opened, from.difference);
    return base == COST_NONE ? COST_NONE : base + COST_DIFFERENCE + unmatched * COST_UNMATCHED;
}

static void consider(Cell *cell, uint8_t *trace, Cell from, AlignOperation operation) {
    bool from_difference;
    uint64_t cost = difference_cost(from, operation == ALIGN_SUBSTITUTE ? 2 : 1, &from_difference);
    if (cost >= cell->difference) return;
    cell->difference = cost;
    *trace = (uint8_t)((*trace & TRACE_EQUAL_FROM_DIFFERENCE) |
                       (from_difference ? TRACE_DIFFERENCE_FROM_DIFFERENCE : 0) | operation << TRACE_OPERATION_SHIFT);
}

/* Fills the trace; returns the cost of the best path inside the band. */
static uint64_t fill_band(const Band *band, Arena scratch) {
    const Cell none = {COST_NONE, COST_NONE};
    Cell *row = arena_new_array_uncleared(&scratch, Cell, (size_t)band->width + 1);
    Cell *above = arena_new_array_uncleared(&scratch, Cell, (size_t)band->width + 1);
    for (uint32_t column = 0; column <= band->width; ++column) above[column] = none;
    for (uint32_t i = 0; i <= band->source.count; ++i) {
        for (uint32_t column = 0; column < band->width; ++column) {
            row[column] = none;
            int64_t j = (int64_t)i + column - band->margin;
            if (j < 0 || j > band->target.count) continue;
            uint8_t *trace = &band->trace[(size_t)i * band->width + column];
            *trace = 0;
            if (i == 0 && j == 0) {
                row[column].equal = 0;
                continue;
            }
            Cell diagonal = i > 0 && j > 0 ? above[column] : none;
            if (i > 0 && j > 0 && band->source.ids[i - 1] == band->target.ids[j - 1]) {
                row[column].equal = smaller_cost(diagonal.equal, diagonal.difference);
                if (diagonal.difference < diagonal.equal) *trace = TRACE_EQUAL_FROM_DIFFERENCE;
            } else {
                consider(&row[column], trace, diagonal, ALIGN_SUBSTITUTE);
            }
            if (i > 0) consider(&row[column], trace, above[column + 1], ALIGN_DELETE);
            if (j > 0 && column > 0) consider(&row[column], trace, row[column - 1], ALIGN_INSERT);
        }
        row[band->width] = none;
        Cell *swapped = row;
        row = above;
        above = swapped;
    }
    Cell last = above[band->margin + band->target.count - band->source.count];
    return smaller_cost(last.equal, last.difference);
}

/* Adds to a path that is built front to back, joining steps of the same operation. */
static void add_step(AlignPath *path, AlignOperation operation, uint32_t source_words, uint32_t target_words) {
    if (source_words == 0 && target_words == 0) return;
    AlignStep *last = path->step_count > 0 ? &path->steps[path->step_count - 1] : NULL;
    if (last == NULL || last->operation != operation) {
        uint32_t source_begin = last != NULL ? last->source_words.end : 0;
        uint32_t target_begin = last != NULL ? last->target_words.end : 0;
        last = &path->steps[path->step_count++];
        *last = (AlignStep){.operation = operation,
                            .source_words = {source_begin, source_begin},
                            .target_words = {target_begin, target_begin}};
    }
    last->source_words.end += source_words;
    last->target_words.end += target_words;
    path->aligned_words += source_words > target_words ? source_words : target_words;
    if (operation == ALIGN_EQUAL) path->matched_words += source_words;
}

/* A stretch of difference, written one way: words for words first, then what is left on one side. */
static void add_difference(AlignPath *path, uint32_t source_words, uint32_t target_words) {
    uint32_t both = source_words < target_words ? source_words : target_words;
    add_step(path, ALIGN_SUBSTITUTE, both, both);
    add_step(path, ALIGN_DELETE, source_words - both, 0);
    add_step(path, ALIGN_INSERT, 0, target_words - both);
}

/*
 * Walks the trace back from the end; operations come out last first. Returns how many. The last two words differ (equal
 * ends were set aside), so the best path ends in a difference.
 */
static uint32_t trace_back(const Band *band, uint8_t *operations) {
    uint32_t count = 0;
    uint32_t i = band->source.count;
    uint32_t j = band->target.count;
    bool equal = false;
    while (i > 0 || j > 0) {
        uint8_t trace = band->trace[(size_t)i * band->width + (j + band->margin - i)];
        AlignOperation operation = equal ? ALIGN_EQUAL : (AlignOperation)(trace >> TRACE_OPERATION_SHIFT);
        equal = !(trace & (equal ? TRACE_EQUAL_FROM_DIFFERENCE : TRACE_DIFFERENCE_FROM_DIFFERENCE));
        operations[count++] = (uint8_t)operation;
        if (operation != ALIGN_INSERT) --i;
        if (operation != ALIGN_DELETE) --j;
    }
    return count;
}

/* operations: last first. */
static void add_operations(AlignPath *path, const uint8_t *operations, uint32_t count) {
    uint32_t source_words = 0;
    uint32_t target_words = 0;
    for (uint32_t i = count; i-- > 0;) {
        if (operations[i] == ALIGN_EQUAL) {
            add_difference(path, source_words, target_words);
            source_words = target_words = 0;
            add_step(path, ALIGN_EQUAL, 1, 1);
        } else {
            source_words += operations[i] != ALIGN_INSERT;
            target_words += operations[i] != ALIGN_DELETE;
        }
    }
    add_difference(path, source_words, target_words);
}

/* Aligns what is left between the equal ends. */
static void align_core(AlignPath *path, Sequence source, Sequence target, Arena scratch) {
    if (source.count == 0 || (uint64_t)source.count + target.count > WORDS_MAX) {
        add_difference(path, source.count, target.count);
        return;
    }
    uint8_t *operations = arena_new_array_uncleared(&scratch, uint8_t, (size_t)source.count + target.count);
    uint32_t operation_count = 0;
    for (uint32_t margin = BAND_FIRST;; margin *= 2) {
        Band band = {.source = source, .target = target, .margin = margin < source.count ? margin : source.count};
        band.width = target.count - source.count + 2 * band.margin + 1;
        uint64_t cells = (uint64_t)band.width * ((uint64_t)source.count + 1);
        if (cells > CELLS_MAX) break;
        Arena band_scratch = scratch;
        band.trace = arena_new_array_uncleared(&band_scratch, uint8_t, cells);
        uint64_t differences = fill_band(&band, band_scratch) / COST_DIFFERENCE;
        operation_count = trace_back(&band, operations);
        /* Leaving the band takes margin + 1 steps to one side, and as many back. */
        uint64_t differences_outside = 2 * ((uint64_t)band.margin + 1) + target.count - source.count;
        if (band.margin == source.count || differences < differences_outside) break;
    }
    if (operation_count == 0)
        add_difference(path, source.count, target.count);
    else
        add_operations(path, operations, operation_count);
}

static bool in_canonical_order(Sequence source, Sequence target) {
    if (source.count != target.count) return source.count < target.count;
    for (uint32_t i = 0; i < source.count; ++i) {
        if (source.ids[i] != target.ids[i]) return source.ids[i] < target.ids[i];
    }
    return true;
}

static void swap_sides(AlignPath *path) {
    for (uint32_t i = 0; i < path->step_count; ++i) {
        AlignStep *step = &path->steps[i];
        WordSpan source_words = step->source_words;
        step->source_words = step->target_words;
        step->target_words = source_words;
        if (step->operation == ALIGN_DELETE)
            step->operation = ALIGN_INSERT;
        else if (step->operation == ALIGN_INSERT)
            step->operation = ALIGN_DELETE;
    }
}

AlignPath align_words(Sequence source, Sequence target, Arena *result, Arena scratch) {
    bool swapped = !in_canonical_order(source, target);
    Sequence shorter = swapped ? target : source;
    Sequence longer = swapped ? source : target;
    uint32_t front = 0;
    while (front < shorter.count && shorter.ids[front] == longer.ids[front]) ++front;
    uint32_t back = 0;
    while (back < shorter.count - front &&
           shorter.ids[shorter.count - 1 - back] == longer.ids[longer.count - 1 - back]) {
        ++back;
    }
    AlignPath path = {.steps = arena_new_array_uncleared(&scratch, AlignStep, (size_t)shorter.count + longer.count)};
    add_step(&path, ALIGN_EQUAL, front, front);
    align_core(&path, (Sequence){shorter.ids + front, shorter.count - front - back},
               (Sequence){longer.ids + front, longer.count - front - back}, scratch);
    add_step(&path, ALIGN_EQUAL, back, back);
    if (swapped) swap_sides(&path);
    AlignStep *steps = arena_new_array_uncleared(result, AlignStep, path.step_count);
    memcpy(steps, path.steps, sizeof *steps * path.step_count);
    path.steps = steps;
    return path;
}
