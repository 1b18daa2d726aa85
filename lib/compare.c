/*
 * compare: two texts -> blocks that are equal, changed, moved, or only in one of them (stemma_compare of stemma.h).
 *
 *     texts -> words -> alignments (as for passages, with shorter seeds)
 *     -> backbone: the heaviest row of alignments in the same order on both sides
 *     -> the others, where they stand free on both sides: moved
 *     -> blocks: the backbone word by word, what lies between aligned if it is short, else only in one
 *
 * Every word of both texts is in exactly one block. Words count as shared when they stand in an alignment that would
 * be a passage in a collection, moved or not.
 */
#include <stemma/stemma.h>

#include <string.h>

#include "base/array.h"
#include "base/radix.h"
#include "base/status.h"
#include "base/utf8.h"
#include "match/align.h"
#include "match/match.h"
#include "text/text.h"

enum {
    SEED_WORDS = 4, /* the two texts are compared because somebody thinks they are related: look closer than usual */
    WEIGHT_MIN_PERMILLE = 1500,
    BETWEEN_WORDS_MAX = 40, /* a longer stretch between two alignments is not aligned: nothing in it corresponds */
    BETWEEN_MATCHED_PERCENT_MIN = 30, /* fewer equal words ("the", "of") are chance: the whole stretch is changed */
    BACKBONE_LOOK_BACK = 256
};

typedef struct BlockList ARRAY_OF(StemmaCompareBlock) BlockList;

typedef enum WordState { WORD_FREE, WORD_TAKEN } WordState;

typedef struct Comparing {
    Text a;
    Text b;
    CodePointIndex a_places;
    CodePointIndex b_places;
    Alignments alignments; /* a is the source */
    const Alignment **backbone;
    uint32_t backbone_count;
    const Alignment **moved; /* by place in a */
    const Alignment **moved_in_b; /* the same by place in b */
    uint32_t moved_count;
    uint32_t moved_done; /* how many of each order have their place in the blocks */
    uint32_t moved_in_b_done;
    BlockList blocks;
    Arena *result;
} Comparing;

/* --- Which alignments --------------------------------------------------------------------------------------------- */

static bool follows(const Alignment *before, const Alignment *after) {
    return before->source_words.end <= after->source_words.begin &&
           before->target_words.end <= after->target_words.begin;
}

/* The heaviest row of alignments, each after the one before on both sides. Ties go to the earlier one. */
static void choose_backbone(Comparing *comparing, bool *in_backbone, Arena scratch) {
    const Alignments *all = &comparing->alignments;
    uint64_t *weights = arena_new_array(&scratch, uint64_t, all->count);
    size_t *previous = arena_new_array(&scratch, size_t, all->count);
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < all->count; ++i) {
        previous[i] = SIZE_MAX;
        size_t first = i > BACKBONE_LOOK_BACK ? i - BACKBONE_LOOK_BACK : 0;
        for (size_t j = first; j < i; ++j) {
            if (weights[j] <= weights[i] || !follows(&all->items[j], &all->items[i])) continue;
            weights[i] = weights[j];
            previous[i] = j;
        }
        weights[i] += (uint64_t)all->items[i].weight_permille + 1;
        if (best == SIZE_MAX || weights[i] > weights[best]) best = i;
    }
    for (size_t i = best; i != SIZE_MAX; i = previous[i]) {
        in_backbone[i] = true;
        ++comparing->backbone_count;
    }
}

static bool all_free(const uint8_t *states, WordSpan words) {
    return memchr(states + words.begin, WORD_TAKEN, words.end - words.begin) == NULL;
}

static void take(uint8_t *states, WordSpan words) {
    memset(states + words.begin, WORD_TAKEN, words.end - words.begin);
}

/*
 * Fills backbone and moved, both by place in a. Only what would be a passage by itself counts as moved: a phrase that
 * both texts use here and there did not move. Of two that overlap, the first in a stays.
 */
static void sort_out_alignments(Comparing *comparing, Arena *scratch) {
    const Alignments *all = &comparing->alignments;
    bool *in_backbone = arena_new_array(scratch, bool, all->count);
    uint8_t *a_states = arena_new_array(scratch, uint8_t, comparing->a.word_count);
    uint8_t *b_states = arena_new_array(scratch, uint8_t, comparing->b.word_count);
    choose_backbone(comparing, in_backbone, *scratch);
    comparing->backbone = arena_new_array(scratch, const Alignment *, comparing->backbone_count);
    comparing->moved = arena_new_array(scratch, const Alignment *, all->count);
    uint32_t chosen = 0;
    for (size_t i = 0; i < all->count; ++i) {
        if (!in_backbone[i]) continue;
        comparing->backbone[chosen++] = &all->items[i];
        take(a_states, all->items[i].source_words);
        take(b_states, all->items[i].target_words);
    }
    const MatchOptions passage = match_options_default();
    for (size_t i = 0; i < all->count; ++i) {
        const Alignment *alignment = &all->items[i];
        if (alignment->weight_permille < match_weight_wanted_permille(&passage, alignment->matched_words)) continue;
        if (!all_free(a_states, alignment->source_words) || !all_free(b_states, alignment->target_words)) continue;
        comparing->moved[comparing->moved_count++] = alignment;
        take(a_states, alignment->source_words);
        take(b_states, alignment->target_words);
    }
    KeyValue *order = arena_new_array(scratch, KeyValue, comparing->moved_count);
    for (uint32_t m = 0; m < comparing->moved_count; ++m) {
        order[m] = (KeyValue){.key = comparing->moved[m]->target_words.begin, .value = m};
    }
    radix_sort(order, comparing->moved_count, *scratch);
    comparing->moved_in_b = arena_new_array(scratch, const Alignment *, comparing->moved_count);
    for (uint32_t m = 0; m < comparing->moved_count; ++m) {
        comparing->moved_in_b[m] = comparing->moved[order[m].value];
    }
}

/* Words of one side that lie in any alignment. */
static uint64_t count_shared(const Comparing *comparing, bool of_a, Arena scratch) {
    uint32_t word_count = of_a ? comparing->a.word_count : comparing->b.word_count;
    uint8_t *states = arena_new_array(&scratch, uint8_t, word_count);
    const MatchOptions passage = match_options_default();
    for (size_t i = 0; i < comparing->alignments.count; ++i) {
        const Alignment *alignment = &comparing->alignments.items[i];
        if (alignment->weight_permille < match_weight_wanted_permille(&passage, alignment->matched_words)) continue;
        take(states, of_a ? alignment->source_words : alignment->target_words);
    }
    uint64_t shared = 0;
    for (uint32_t i = 0; i < word_count; ++i) shared += states[i] == WORD_TAKEN;
    return shared;
}

/* --- Blocks ------------------------------------------------------------------------------------------------------- */

static StemmaSpan place_of(const Text *text, const CodePointIndex *places, WordSpan words) {
    ByteSpan bytes = text_bytes_of(text, words);
    return (StemmaSpan){code_point_index_find(places, bytes.begin), code_point_index_find(places, bytes.end)};
}

/* An empty side's span is the place where the words would stand. */
static void add_block(Comparing *comparing, StemmaCompareKind kind, WordSpan a_words, WordSpan b_words) {
    if (a_words.begin == a_words.end && b_words.begin == b_words.end) return;
    *array_push(&comparing->blocks, comparing->result) =
        (StemmaCompareBlock){.kind = kind,
                             .a = place_of(&comparing->a, &comparing->a_places, a_words),
                             .b = place_of(&comparing->b, &comparing->b_places, b_words)};
}

static void add_difference(Comparing *comparing, WordSpan a_words, WordSpan b_words) {
    StemmaCompareKind kind = a_words.begin == a_words.end   ? STEMMA_COMPARE_ONLY_B
                             : b_words.begin == b_words.end ? STEMMA_COMPARE_ONLY_A
                                                            : STEMMA_COMPARE_CHANGED;
    add_block(comparing, kind, a_words, b_words);
}

static AlignPath align_spans(const Comparing *comparing, WordSpan a_words, WordSpan b_words, Arena *result,
                             Arena scratch) {
    return align_words((Sequence){comparing->a.word_ids + a_words.begin, a_words.end - a_words.begin},
                       (Sequence){comparing->b.word_ids + b_words.begin, b_words.end - b_words.begin}, result, scratch);
}

/* One block for every run of equal words and for every stretch of difference of the path. */
static void add_path(Comparing *comparing, const AlignPath *path, uint32_t a_base, uint32_t b_base) {
    WordSpan a_words = {a_base, a_base};
    WordSpan b_words = {b_base, b_base};
    for (uint32_t i = 0; i < path->step_count; ++i) {
        const AlignStep *step = &path->steps[i];
        if (step->operation != ALIGN_EQUAL) {
            a_words.end = a_base + step->source_words.end;
            b_words.end = b_base + step->target_words.end;
            continue;
        }
        add_difference(comparing, a_words, b_words);
        a_words = (WordSpan){a_base + step->source_words.begin, a_base + step->source_words.end};
        b_words = (WordSpan){b_base + step->target_words.begin, b_base + step->target_words.end};
        add_block(comparing, STEMMA_COMPARE_EQUAL, a_words, b_words);
        a_words.begin = a_words.end;
        b_words.begin = b_words.end;
    }
    add_difference(comparing, a_words, b_words);
}

/* a's words between two alignments of the backbone, pieces that moved elsewhere as such. */
static void add_only_a(Comparing *comparing, WordSpan a_words, uint32_t b_place) {
    const WordSpan nothing = {b_place, b_place};
    for (; comparing->moved_done < comparing->moved_count; ++comparing->moved_done) {
        const Alignment *moved = comparing->moved[comparing->moved_done];
        if (moved->source_words.begin >= a_words.end) break;
        add_block(comparing, STEMMA_COMPARE_ONLY_A, (WordSpan){a_words.begin, moved->source_words.begin}, nothing);
        add_block(comparing, STEMMA_COMPARE_MOVED, moved->source_words, moved->target_words);
        a_words.begin = moved->source_words.end;
    }
    add_block(comparing, STEMMA_COMPARE_ONLY_A, a_words, nothing);
}

/* b's words between two alignments of the backbone; the moved ones have their block at their place in a. */
static void add_only_b(Comparing *comparing, uint32_t a_place, WordSpan b_words) {
    const WordSpan nothing = {a_place, a_place};
    for (; comparing->moved_in_b_done < comparing->moved_count; ++comparing->moved_in_b_done) {
        const Alignment *moved = comparing->moved_in_b[comparing->moved_in_b_done];
        if (moved->target_words.begin >= b_words.end) break;
        add_block(comparing, STEMMA_COMPARE_ONLY_B, nothing, (WordSpan){b_words.begin, moved->target_words.begin});
        b_words.begin = moved->target_words.end;
    }
    add_block(comparing, STEMMA_COMPARE_ONLY_B, nothing, b_words);
}

static bool has_moved(const Comparing *comparing, WordSpan a_words, WordSpan b_words) {
    return (comparing->moved_done < comparing->moved_count &&
            comparing->moved[comparing->moved_done]->source_words.begin < a_words.end) ||
           (comparing->moved_in_b_done < comparing->moved_count &&
            comparing->moved_in_b[comparing->moved_in_b_done]->target_words.begin < b_words.end);
}

/* What lies between two alignments of the backbone. */
static void add_between(Comparing *comparing, WordSpan a_words, WordSpan b_words, Arena scratch) {
    uint32_t a_count = a_words.end - a_words.begin;
    uint32_t b_count = b_words.end - b_words.begin;
    if (a_count > BETWEEN_WORDS_MAX || b_count > BETWEEN_WORDS_MAX || has_moved(comparing, a_words, b_words)) {
        add_only_a(comparing, a_words, b_words.begin);
        add_only_b(comparing, a_words.end, b_words);
        return;
    }
    Arena path_memory = *comparing->result; /* no block is added before the path is done with */
    AlignPath path = align_spans(comparing, a_words, b_words, &scratch, path_memory);
    if (path.matched_words * 100 >= path.aligned_words * BETWEEN_MATCHED_PERCENT_MIN) {
        add_path(comparing, &path, a_words.begin, b_words.begin);
    } else {
        add_difference(comparing, a_words, b_words);
    }
}

static void add_blocks(Comparing *comparing, Arena scratch) {
    uint32_t a_done = 0;
    uint32_t b_done = 0;
    for (uint32_t i = 0; i < comparing->backbone_count; ++i) {
        const Alignment *alignment = comparing->backbone[i];
        WordSpan a_words = alignment->source_words;
        WordSpan b_words = alignment->target_words;
        add_between(comparing, (WordSpan){a_done, a_words.begin}, (WordSpan){b_done, b_words.begin}, scratch);
        Arena step_memory = scratch;
        AlignPath path = align_spans(comparing, a_words, b_words, &step_memory, *comparing->result);
        add_path(comparing, &path, a_words.begin, b_words.begin);
        a_done = a_words.end;
        b_done = b_words.end;
    }
    add_between(comparing, (WordSpan){a_done, comparing->a.word_count}, (WordSpan){b_done, comparing->b.word_count},
                scratch);
}

/* --- The public functions ----------------------------------------------------------------------------------------- */

static Alignments match_texts(const Text *a, const Text *b, const Vocabulary *vocabulary, Arena *result,
                              Arena scratch) {
    uint16_t *weights = vocabulary_rareness_list(vocabulary, &scratch);
    const Sequence sequences[2] = {{a->word_ids, a->word_count}, {b->word_ids, b->word_count}};
    MatchInput input = {
        .sequences = sequences, .sequence_count = 2, .weights_permille = weights, .word_id_count = vocabulary->count};
    MatchOptions options = match_options_default();
    options.seed_words = SEED_WORDS;
    options.window_seeds = 1;
    options.matched_words_min = SEED_WORDS;
    options.weight_min_permille = WEIGHT_MIN_PERMILLE;
    options.threads = 1;
    return match_find(&input, &options, result, scratch);
}

static Status check_text(Bytes text, const char *name, Error *error) {
    if (text.size > UINT32_MAX) return error_set(error, STEMMA_LIMIT, "the %s text is longer than 4 GiB", name);
    size_t malformed = utf8_find_malformed(text);
    if (malformed == SIZE_MAX) return STEMMA_OK;
    return error_set(error, STEMMA_NOT_TEXT, "the %s text is not UTF-8 at byte %zu", name, malformed);
}

StemmaStatus stemma_compare(const char *a_text, const char *b_text, StemmaComparison *out, StemmaError *error) {
    *out = (StemmaComparison){0};
    if (a_text == NULL || b_text == NULL) return error_set(error, STEMMA_BAD_ARGUMENT, "two texts are needed");
    Bytes a_bytes = bytes_from_string(a_text);
    Bytes b_bytes = bytes_from_string(b_text);
    Status status = check_text(a_bytes, "first", error);
    if (status == STEMMA_OK) status = check_text(b_bytes, "second", error);
    if (status != STEMMA_OK) return status;

    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    Arena *kept = arena_new(&result, Arena); /* the arena keeps itself: stemma_comparison_free closes it */
    Bytes a_copy = bytes_copy(a_bytes, &result);
    Bytes b_copy = bytes_copy(b_bytes, &result);
    Vocabulary vocabulary = {.article_total = 2};
    Comparing comparing = {.result = &result};
    comparing.a = text_build(a_copy, &vocabulary, &scratch, result);
    comparing.b = text_build(b_copy, &vocabulary, &scratch, result);
    comparing.a_places = code_point_index_build(a_copy, &scratch);
    comparing.b_places = code_point_index_build(b_copy, &scratch);
    comparing.alignments = match_texts(&comparing.a, &comparing.b, &vocabulary, &scratch, result);
    sort_out_alignments(&comparing, &scratch);
    add_blocks(&comparing, scratch);
    *out = (StemmaComparison){.a_text = (const char *)a_copy.data,
                              .b_text = (const char *)b_copy.data,
                              .a_words = comparing.a.word_count,
                              .b_words = comparing.b.word_count,
                              .a_shared_words = count_shared(&comparing, true, scratch),
                              .b_shared_words = count_shared(&comparing, false, scratch),
                              .blocks = comparing.blocks.items,
                              .block_count = comparing.blocks.count,
                              .memory = kept};
    arena_close(&scratch);
    *kept = result;
    return STEMMA_OK;
}

void stemma_comparison_free(StemmaComparison *comparison) {
    if (comparison == NULL || comparison->memory == NULL) return;
    Arena memory = *(Arena *)comparison->memory;
    *comparison = (StemmaComparison){0};
    arena_close(&memory);
}
