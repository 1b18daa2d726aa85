/*
 * extend: one chain -> the stretches of its pair that are worth showing.
 *
 * 1. Early cut: the runs of equal words around the anchors are weighed. A chain of one or two anchors in common words
 *    is dropped here, before anything costly: most pairs of articles that share a seed share only a stock phrase.
 * 2. The path: equal words from each anchor on, align_words in the gaps between.
 * 3. Both ends are extended by a banded dynamic program that gives up when the score has fallen by DROP_WORDS
 *    differences (the X-drop of Zhang, Schwartz, Wagner and Miller 2000) and keeps what lies before the best place.
 * 4. The path is cut into its stretches of rising score by the same score and the same drop, so that an alignment
 *    begins and ends in equal words that pay for the differences next to them: neither end hangs over.
 *
 * The score: an equal word gains GAIN_BASE plus a share of its weight, a difference costs difference_cost_permille a
 * word. With ordinary English weights (about 200 a running word) an equal word gains some 440, so a differing word at
 * the edge must be followed by three equal ones, or two that are rare, to be taken in.
 */
#include "extend.h"

#include <string.h>

#include "align.h"

enum {
    GAIN_BASE = 300,
    GAIN_WEIGHT_PERCENT = 70, /* with all weights 1000 a word gains 1000, as much as a difference costs */
    DROP_WORDS = 12, /* so many words of other text end an alignment, as they end a passage */
    BLOCK_WORDS = 48, /* rows of the extension computed at a time */
    BAND_MARGIN = 12, /* words one side may run ahead of the other: no more than DROP_WORDS pay for anyway */
    BAND_WIDTH = 2 * BAND_MARGIN + 1
};

/* Chains whose equal runs weigh less than so much of the least weight are not aligned. */
enum { EARLY_WEIGHT_PERCENT = 50 };

typedef struct StepList ARRAY_OF(AlignStep) StepList;

static uint32_t word_weight(const SequencePair *pair, uint32_t word_id) {
    return pair->weights_permille != NULL ? pair->weights_permille[word_id] : 1000;
}

static int32_t word_gain(const SequencePair *pair, uint32_t word_id) {
    return GAIN_BASE + (int32_t)(word_weight(pair, word_id) * GAIN_WEIGHT_PERCENT / 100);
}

static int32_t difference_cost(const SequencePair *pair) {
    return (int32_t)pair->options->difference_cost_permille;
}

static int32_t drop_max(const SequencePair *pair) {
    return DROP_WORDS * difference_cost(pair);
}

static uint32_t smaller(uint32_t left, uint32_t right) {
    return left < right ? left : right;
}

/* --- The path ----------------------------------------------------------------------------------------------------- */

typedef struct Path {
    const SequencePair *pair;
    StepList steps;
    Arena *arena; /* of the steps */
    Arena gap_scratch; /* another one, for the moment only */
    uint32_t source_end; /* how far it has come */
    uint32_t target_end;
} Path;

static void add_step(Path *path, AlignOperation operation, uint32_t source_words, uint32_t target_words) {
    if (source_words == 0 && target_words == 0) return;
    if (path->steps.count == 0 || array_last(&path->steps)->operation != operation) {
        *array_push(&path->steps, path->arena) = (AlignStep){.operation = operation,
                                                             .source_words = {path->source_end, path->source_end},
                                                             .target_words = {path->target_end, path->target_end}};
    }
    AlignStep *last = array_last(&path->steps);
    path->source_end = last->source_words.end += source_words;
    path->target_end = last->target_words.end += target_words;
}

/* Goes on over equal words up to the given ends; returns how many. */
static uint32_t add_equal_run(Path *path, uint32_t source_end_max, uint32_t target_end_max) {
    const uint32_t *source = path->pair->source.ids + path->source_end;
    const uint32_t *target = path->pair->target.ids + path->target_end;
    uint32_t count_max = smaller(source_end_max - path->source_end, target_end_max - path->target_end);
    uint32_t count = 0;
    while (count < count_max && source[count] == target[count]) ++count;
    add_step(path, ALIGN_EQUAL, count, count);
    return count;
}

/* Goes on to an anchor that lies ahead on both sides. */
static void add_gap(Path *path, Anchor anchor) {
    const SequencePair *pair = path->pair;
    add_equal_run(path, anchor.source_word, anchor.target_word);
    Sequence source = {pair->source.ids + path->source_end, anchor.source_word - path->source_end};
    Sequence target = {pair->target.ids + path->target_end, anchor.target_word - path->target_end};
    if (source.count == 0 && target.count == 0) return;
    Arena gap_steps = path->gap_scratch;
    AlignPath gap = align_words(source, target, &gap_steps, *path->arena);
    for (uint32_t i = 0; i < gap.step_count; ++i) {
        const AlignStep *step = &gap.steps[i];
        add_step(path, step->operation, step->source_words.end - step->source_words.begin,
                 step->target_words.end - step->target_words.begin);
    }
}

static bool same_diagonal(Anchor left, Anchor right) {
    return left.source_word - left.target_word == right.source_word - right.target_word;
}

/*
 * From the first anchor over the others. Equal words are taken up to where the next anchor of another diagonal starts;
 * of an anchor that overlaps what the path has passed, the rest is taken. Every run is compared word by word, so an
 * anchor that two different seeds of equal hash made adds nothing.
 */
static void follow_anchors(Path *path, Anchors anchors) {
    const uint32_t seed_words = path->pair->options->seed_words;
    uint32_t turn = 0; /* the next anchor on another diagonal than the current one, or their count */
    for (uint32_t i = 0; i < anchors.count; ++i) {
        Anchor anchor = anchors.items[i];
        if (turn <= i) {
            for (turn = i + 1; turn < anchors.count && same_diagonal(anchor, anchors.items[turn]);) ++turn;
        }
        uint32_t source_passed = path->source_end > anchor.source_word ? path->source_end - anchor.source_word : 0;
        uint32_t target_passed = path->target_end > anchor.target_word ? path->target_end - anchor.target_word : 0;
        uint32_t passed = source_passed > target_passed ? source_passed : target_passed;
        if (passed >= seed_words) continue;
        anchor.source_word += passed;
        anchor.target_word += passed;
        add_gap(path, anchor);
        add_equal_run(path, anchor.source_word + seed_words - passed, anchor.target_word + seed_words - passed);
        uint32_t source_end_max = turn < anchors.count ? anchors.items[turn].source_word : path->pair->source.count;
        uint32_t target_end_max = turn < anchors.count ? anchors.items[turn].target_word : path->pair->target.count;
        if (source_end_max > path->source_end && target_end_max > path->target_end) {
            add_equal_run(path, source_end_max, target_end_max);
        }
    }
}

/* --- Extension ---------------------------------------------------------------------------------------------------- */

/* One end of a path: the places of the next words, and which way they go. */
typedef struct End {
    const SequencePair *pair;
    uint32_t source_word; /* words before it are behind: forwards the next word is ids[source_word], */
    uint32_t target_word; /* backwards ids[source_word - 1] */
    bool backwards;
} End;

typedef struct Run {
    AlignOperation operation;
    uint32_t words;
} Run;

typedef struct RunList ARRAY_OF(Run) RunList;

static uint32_t source_left(const End *end) {
    return end->backwards ? end->source_word : end->pair->source.count - end->source_word;
}

static uint32_t target_left(const End *end) {
    return end->backwards ? end->target_word : end->pair->target.count - end->target_word;
}

/* The word number `ahead` (from 0) of the end. */
static uint32_t source_ahead(const End *end, uint32_t ahead) {
    return end->pair->source.ids[end->backwards ? end->source_word - 1 - ahead : end->source_word + ahead];
}

static uint32_t target_ahead(const End *end, uint32_t ahead) {
    return end->pair->target.ids[end->backwards ? end->target_word - 1 - ahead : end->target_word + ahead];
}

static void move_end(End *end, uint32_t source_words, uint32_t target_words) {
    if (end->backwards) {
        end->source_word -= source_words;
        end->target_word -= target_words;
    } else {
        end->source_word += source_words;
        end->target_word += target_words;
    }
}

static void add_run(RunList *runs, AlignOperation operation, uint32_t words, Arena *arena) {
    if (words == 0) return;
    if (runs->count > 0 && array_last(runs)->operation == operation)
        array_last(runs)->words += words;
    else
        *array_push(runs, arena) = (Run){operation, words};
}

#define SCORE_NONE (INT32_MIN / 2)

/* A block of the banded program: row i (source words taken), column j - i + BAND_MARGIN + 1 (target words taken: j). */
typedef struct Block {
    uint32_t target_ids[BLOCK_WORDS + BAND_MARGIN]; /* the words ahead */
    uint32_t target_count;
    int32_t cost; /* of a difference */
    int32_t drop_max;
    int32_t scores[BAND_WIDTH + 2]; /* of the row in hand, with a column of SCORE_NONE at both sides */
    uint8_t trace[BLOCK_WORDS + 1][BAND_WIDTH + 2];
    int32_t best;
    uint32_t best_source;
    uint32_t best_target;
    bool cut; /* the block ended before the score fell for good */
} Block;

/* Fills row i > 0, whose source word is given; false where all of it has fallen too far. */
static bool fill_row(Block *block, uint32_t i, uint32_t word_id, int32_t gain) {
    int32_t above[BAND_WIDTH + 2];
    memcpy(above, block->scores, sizeof above);
    const uint32_t first = i <= BAND_MARGIN ? 1 + BAND_MARGIN - i : 1;
    const uint32_t last = smaller(BAND_WIDTH, block->target_count + BAND_MARGIN + 1 - i);
    for (uint32_t column = 0; column < BAND_WIDTH + 2; ++column) block->scores[column] = SCORE_NONE;
    bool alive = false;
    for (uint32_t column = first; column <= last; ++column) {
        const uint32_t j = i + column - 1 - BAND_MARGIN;
        const bool equal = j > 0 && block->target_ids[j - 1] == word_id;
        int32_t score = above[column] + (equal ? gain : -block->cost);
        AlignOperation operation = equal ? ALIGN_EQUAL : ALIGN_SUBSTITUTE;
        if (above[column + 1] - block->cost > score) {
            score = above[column + 1] - block->cost;
            operation = ALIGN_DELETE;
        }
        if (block->scores[column - 1] - block->cost > score) {
            score = block->scores[column - 1] - block->cost;
            operation = ALIGN_INSERT;
        }
        if (score < block->best - block->drop_max) continue;
        alive = true;
        block->scores[column] = score;
        block->trace[i][column] = (uint8_t)operation;
        if (score > block->best) {
            block->best = score;
            block->best_source = i;
            block->best_target = j;
        }
    }
    return alive;
}

static void fill_block(const End *end, Block *block) {
    block->cost = difference_cost(end->pair);
    block->drop_max = drop_max(end->pair);
    block->target_count = smaller(BLOCK_WORDS + BAND_MARGIN, target_left(end));
    for (uint32_t j = 0; j < block->target_count; ++j) block->target_ids[j] = target_ahead(end, j);
    block->best = 0;
    block->best_source = block->best_target = 0;
    block->cut = false;
    for (uint32_t column = 0; column < BAND_WIDTH + 2; ++column) block->scores[column] = SCORE_NONE;
    for (uint32_t j = 0; j <= smaller(BAND_MARGIN, block->target_count); ++j) {
        block->scores[1 + BAND_MARGIN + j] = -(int32_t)j * block->cost;
        block->trace[0][1 + BAND_MARGIN + j] = ALIGN_INSERT;
    }
    const uint32_t row_max = smaller(smaller(BLOCK_WORDS, source_left(end)), block->target_count + BAND_MARGIN);
    for (uint32_t i = 1; i <= row_max; ++i) {
        uint32_t word_id = source_ahead(end, i - 1);
        if (!fill_row(block, i, word_id, word_gain(end->pair, word_id))) return;
    }
    block->cut = row_max == BLOCK_WORDS;
}

/*
 * False where no way ahead can reach a score above nothing, as at most ends: each source word is given what it would
 * gain if any target word within the band is equal to it. Spares the program, and changes nothing it would find: the
 * next words differ, so a difference comes first, and a word without an equal one is a difference.
 */
static bool extension_may_pay(const End *end) {
    enum { SENTINELS = BAND_MARGIN, LOOKED_AT = BAND_WIDTH + 3 /* a multiple of four compares at a time */ };
    uint32_t target[SENTINELS + BLOCK_WORDS + BAND_MARGIN + LOOKED_AT];
    const uint32_t target_count = smaller(BLOCK_WORDS + BAND_MARGIN, target_left(end));
    const uint32_t row_max = smaller(smaller(BLOCK_WORDS, source_left(end)), target_count + BAND_MARGIN);
    for (uint32_t i = 0; i < SENTINELS; ++i) target[i] = UINT32_MAX;
    for (uint32_t j = 0; j < target_count; ++j) target[SENTINELS + j] = target_ahead(end, j);
    for (uint32_t j = 0; j < LOOKED_AT; ++j) target[SENTINELS + target_count + j] = UINT32_MAX;
    const int32_t cost = difference_cost(end->pair);
    const int32_t lowest = -drop_max(end->pair);
    int32_t bound = -cost;
    for (uint32_t row = 0; row < row_max && bound >= lowest; ++row) {
        const uint32_t word_id = source_ahead(end, row);
        uint32_t equal = 0;
        for (uint32_t j = 0; j < LOOKED_AT; ++j) equal |= target[row + j] == word_id;
        if (equal)
            bound += word_gain(end->pair, word_id);
        else if (row > 0) /* the first word's difference is counted already */
            bound -= cost;
        if (bound > 0) return true;
    }
    return false;
}

/* The way to the block's best place, nearest words first. */
static void add_block(RunList *runs, const Block *block, Arena *arena) {
    uint8_t operations[2 * BLOCK_WORDS + BAND_WIDTH];
    uint32_t count = 0;
    uint32_t i = block->best_source;
    uint32_t j = block->best_target;
    while (i > 0 || j > 0) {
        uint8_t operation = block->trace[i][j + BAND_MARGIN + 1 - i];
        operations[count++] = operation;
        if (operation != ALIGN_INSERT) --i;
        if (operation != ALIGN_DELETE) --j;
    }
    while (count-- > 0) add_run(runs, (AlignOperation)operations[count], 1, arena);
}

/* Moves the end on as far as it pays. */
static RunList extend_end(End *end, Arena *arena) {
    RunList runs = {0};
    Block block;
    do {
        uint32_t equal_max = smaller(source_left(end), target_left(end));
        uint32_t equal = 0;
        while (equal < equal_max && source_ahead(end, equal) == target_ahead(end, equal)) ++equal;
        add_run(&runs, ALIGN_EQUAL, equal, arena);
        move_end(end, equal, equal);
        if (!extension_may_pay(end)) break;
        fill_block(end, &block);
        add_block(&runs, &block, arena);
        move_end(end, block.best_source, block.best_target);
    } while (block.best > 0 && block.cut);
    return runs;
}

static void add_run_step(Path *path, Run run) {
    add_step(path, run.operation, run.operation != ALIGN_INSERT ? run.words : 0,
             run.operation != ALIGN_DELETE ? run.words : 0);
}

static Path build_path(const SequencePair *pair, Anchors anchors, Arena gap_scratch, Arena *scratch) {
    End front = {pair, anchors.items[0].source_word, anchors.items[0].target_word, true};
    RunList runs = extend_end(&front, scratch);
    Path path = {.pair = pair,
                 .arena = scratch,
                 .gap_scratch = gap_scratch,
                 .source_end = front.source_word,
                 .target_end = front.target_word};
    for (size_t i = runs.count; i-- > 0;) add_run_step(&path, runs.items[i]);
    follow_anchors(&path, anchors);
    End back = {pair, path.source_end, path.target_end, false};
    runs = extend_end(&back, scratch);
    for (size_t i = 0; i < runs.count; ++i) add_run_step(&path, runs.items[i]);
    return path;
}

/* --- From path to alignments -------------------------------------------------------------------------------------- */

static int32_t step_score(const SequencePair *pair, const AlignStep *step) {
    uint32_t source_words = step->source_words.end - step->source_words.begin;
    uint32_t target_words = step->target_words.end - step->target_words.begin;
    if (step->operation != ALIGN_EQUAL) {
        uint32_t words = source_words > target_words ? source_words : target_words;
        return words > DROP_WORDS ? -drop_max(pair) - 1 : -(int32_t)words * difference_cost(pair);
    }
    int64_t gain = 0;
    for (uint32_t i = step->source_words.begin; i < step->source_words.end; ++i) {
        gain += word_gain(pair, pair->source.ids[i]);
    }
    return gain < INT32_MAX ? (int32_t)gain : INT32_MAX;
}

/*
 * Takes in the equal words next to both ends, which the path may have spent on a neighbour: text that stands once in
 * the source and twice in the target belongs to both alignments.
 */
static void grow_over_equal_words(const SequencePair *pair, Alignment *alignment) {
    WordSpan *source = &alignment->source_words;
    WordSpan *target = &alignment->target_words;
    const uint32_t words_before = source->end - source->begin;
    while (source->begin > 0 && target->begin > 0 &&
           pair->source.ids[source->begin - 1] == pair->target.ids[target->begin - 1]) {
        --source->begin;
        --target->begin;
        alignment->weight_permille += word_weight(pair, pair->source.ids[source->begin]);
    }
    while (source->end < pair->source.count && target->end < pair->target.count &&
           pair->source.ids[source->end] == pair->target.ids[target->end]) {
        alignment->weight_permille += word_weight(pair, pair->source.ids[source->end]);
        ++source->end;
        ++target->end;
    }
    const uint32_t grown = source->end - source->begin - words_before;
    alignment->matched_words += grown;
    alignment->aligned_words += grown;
}

/* Adds what lies between two steps of equal words, if it is enough. */
static void add_alignment(const Path *path, size_t first_step, size_t last_step, AlignmentList *alignments,
                          Arena *result) {
    const SequencePair *pair = path->pair;
    const AlignStep *first = &path->steps.items[first_step];
    const AlignStep *last = &path->steps.items[last_step];
    Alignment alignment = {.source_index = pair->source_index,
                           .target_index = pair->target_index,
                           .source_words = {first->source_words.begin, last->source_words.end},
                           .target_words = {first->target_words.begin, last->target_words.end}};
    for (const AlignStep *step = first; step <= last; ++step) {
        uint32_t source_words = step->source_words.end - step->source_words.begin;
        uint32_t target_words = step->target_words.end - step->target_words.begin;
        alignment.aligned_words += source_words > target_words ? source_words : target_words;
        if (step->operation != ALIGN_EQUAL) continue;
        alignment.matched_words += source_words;
        for (uint32_t i = step->source_words.begin; i < step->source_words.end; ++i) {
            alignment.weight_permille += word_weight(pair, pair->source.ids[i]);
        }
    }
    grow_over_equal_words(pair, &alignment);
    if (alignment.matched_words < pair->options->matched_words_min) return;
    if (alignment.weight_permille < match_weight_wanted_permille(pair->options, alignment.matched_words)) return;
    *array_push(alignments, result) = alignment;
}

/*
 * Walks the steps with a running score. Where it is used up, or has fallen by DROP_WORDS differences, the stretch up to
 * the best place is an alignment, and the walk goes on right behind that place: so no later run of equal words is lost.
 */
static void cut_path(const Path *path, AlignmentList *alignments, Arena *result) {
    const StepList *steps = &path->steps;
    size_t i = 0;
    while (i < steps->count) {
        if (steps->items[i].operation != ALIGN_EQUAL) {
            ++i;
            continue;
        }
        size_t first = i;
        size_t best_step = i;
        int64_t score = step_score(path->pair, &steps->items[i]);
        int64_t best = score;
        for (++i; i < steps->count && score > 0 && score >= best - drop_max(path->pair); ++i) {
            score += step_score(path->pair, &steps->items[i]);
            if (score <= best) continue;
            best = score;
            best_step = i;
        }
        add_alignment(path, first, best_step, alignments, result);
        i = best_step + 1;
    }
}

uint32_t extend_runs_weight_min(const MatchOptions *options) {
    return options->weight_min_permille * EARLY_WEIGHT_PERCENT / 100;
}

uint32_t extend_runs_words_enough(const MatchOptions *options) {
    return options->matched_words_enough * EARLY_WEIGHT_PERCENT / 100;
}

/* True where the equal runs around the anchors weigh enough to look closer, no word of either side counted twice. */
static bool worth_aligning(const SequencePair *pair, Anchors anchors) {
    const uint32_t weight_wanted = extend_runs_weight_min(pair->options);
    const uint32_t words_wanted = extend_runs_words_enough(pair->options);
    uint32_t weight = 0;
    uint32_t words = 0;
    uint32_t source_passed = 0;
    uint32_t target_passed = 0;
    for (uint32_t i = 0; i < anchors.count; ++i) {
        uint32_t source = anchors.items[i].source_word;
        uint32_t target = anchors.items[i].target_word;
        for (; source > source_passed && target > target_passed; --source, --target) {
            if (pair->source.ids[source - 1] != pair->target.ids[target - 1]) break;
        }
        for (; source < pair->source.count && target < pair->target.count; ++source, ++target) {
            if (pair->source.ids[source] != pair->target.ids[target]) break;
            if (source < source_passed || target < target_passed) continue;
            weight += word_weight(pair, pair->source.ids[source]);
            source_passed = source + 1;
            target_passed = target + 1;
            if (weight >= weight_wanted || ++words >= words_wanted) return true;
        }
    }
    return weight >= weight_wanted;
}

void extend_chain(const SequencePair *pair, Anchors anchors, AlignmentList *alignments, Arena *result, Arena scratch) {
    if (!worth_aligning(pair, anchors)) return;
    /* Nothing is added to result before the path is complete: until then its free part serves as scratch. */
    Path path = build_path(pair, anchors, *result, &scratch);
    cut_path(&path, alignments, result);
}
