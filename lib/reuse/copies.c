/*
 * copies: alignments of two articles -> passages, copied or edited.
 *
 * An alignment ends where the text differs for a while. A reader sees one passage where an editor has put a sentence
 * in the middle of a copied paragraph or cut one out: so neighbouring alignments of a pair are joined while no more
 * than gap_words_max words lie between them on either side. The words between count as aligned but not as equal, and
 * lower the identity. Alignments in another order in the other article (moved text) stay apart.
 *
 * Unrelated texts go on with the same word often enough: "... by the depot. The" and "... by the depot, the". A passage
 * that hangs over the edge of a sentence by a few words that tell nothing is cut back to that edge.
 *
 * Invariants: a passage begins and ends in equal words; `a` is the earlier article where dates tell.
 */
#include "copies.h"

#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "../base/parallel.h"
#include "../base/radix.h"
#include "stock.h"

/* How many of a pair's last passages a further alignment may be joined to, and is compared with for being inside one.
 * More than one, because alignments of moved text lie between each other in the order of the source. */
enum { LOOK_BACK = 8 };

/*
 * What may be left off at the edge of a sentence: "said on Monday" and "But he was" weigh less, any name weighs more.
 */
enum { OVERHANG_WORDS_MAX = 4, OVERHANG_WEIGHT_MAX = 450 };

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

/* Of the same articles; total for passages that differ. */
static int compare_passages(const void *left, const void *right) {
    const Passage *x = left;
    const Passage *y = right;
    int order = compare_numbers(x->a_words.begin, y->a_words.begin);
    if (order == 0) order = compare_numbers(x->b_words.begin, y->b_words.begin);
    if (order == 0) order = compare_numbers(x->a_words.end, y->a_words.end);
    if (order == 0) order = compare_numbers(x->b_words.end, y->b_words.end);
    return order;
}

void passages_sort(Passages *passages, Arena scratch) {
    Passage *items = passages->items;
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, passages->count);
    Passage *unsorted = arena_new_array_uncleared(&scratch, Passage, passages->count);
    if (passages->count > 0) memcpy(unsorted, items, passages->count * sizeof *items);
    for (size_t i = 0; i < passages->count; ++i) {
        order[i] = (KeyValue){(uint64_t)items[i].a_article << 32 | items[i].b_article, i};
    }
    radix_sort(order, passages->count, scratch);
    for (size_t begin = 0, end = 0; begin < passages->count; begin = end) {
        for (; end < passages->count && order[end].key == order[begin].key; ++end)
            items[end] = unsorted[order[end].value];
        if (end - begin > 1) qsort(items + begin, end - begin, sizeof *items, compare_passages);
    }
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

/* --- Edges -------------------------------------------------------------------------------------------------------- */

/* A draft's two texts. */
typedef struct DraftTexts {
    const Text *source;
    const Text *target;
    const PassageWords *words;
} DraftTexts;

/* How many words at the end of the span belong to a sentence that begins inside it; 0 where none begins. */
static uint32_t words_past_sentence_end(const Text *text, WordSpan words) {
    WordSpan sentence = text->sentences[text_sentence_of(text, words.end - 1)].words;
    return sentence.begin > words.begin ? words.end - sentence.begin : 0;
}

/* How many words at the front of the span end a sentence that began before it; 0 where one begins there. */
static uint32_t words_before_sentence_start(const Text *text, WordSpan words) {
    WordSpan sentence = text->sentences[text_sentence_of(text, words.begin)].words;
    return sentence.begin < words.begin && sentence.end < words.end ? sentence.end - words.begin : 0;
}

static uint32_t smaller_but_not_none(uint32_t left, uint32_t right) {
    if (left == 0 || right == 0) return left + right;
    return left < right ? left : right;
}

/*
 * Whether the words from the two places on can be left off: the same words on both sides, next to a word that is the
 * same too, and telling little. *weight is how much.
 */
static bool can_leave_off(const DraftTexts *texts, uint32_t source_word, uint32_t target_word, uint32_t count,
                          uint32_t *weight) {
    *weight = 0;
    for (uint32_t i = 0; i < count; ++i) {
        uint32_t word_id = texts->source->word_ids[source_word + i];
        if (word_id != texts->target->word_ids[target_word + i]) return false;
        *weight += passage_word_weight(texts->words, word_id);
    }
    return *weight < OVERHANG_WEIGHT_MAX;
}

static void leave_off(Draft *draft, uint32_t count, uint32_t weight) {
    draft->matched_words -= count;
    draft->aligned_words -= count;
    draft->weight_permille -= weight < draft->weight_permille ? weight : draft->weight_permille;
}

static void trim_end(Draft *draft, const DraftTexts *texts) {
    uint32_t count = smaller_but_not_none(words_past_sentence_end(texts->source, draft->source_words),
                                          words_past_sentence_end(texts->target, draft->target_words));
    if (count == 0 || count > OVERHANG_WORDS_MAX || count >= draft->matched_words) return;
    uint32_t weight;
    uint32_t source_end = draft->source_words.end - count;
    uint32_t target_end = draft->target_words.end - count;
    if (texts->source->word_ids[source_end - 1] != texts->target->word_ids[target_end - 1]) return;
    if (!can_leave_off(texts, source_end, target_end, count, &weight)) return;
    draft->source_words.end = source_end;
    draft->target_words.end = target_end;
    leave_off(draft, count, weight);
}

static void trim_front(Draft *draft, const DraftTexts *texts) {
    uint32_t count = smaller_but_not_none(words_before_sentence_start(texts->source, draft->source_words),
                                          words_before_sentence_start(texts->target, draft->target_words));
    if (count == 0 || count > OVERHANG_WORDS_MAX || count >= draft->matched_words) return;
    uint32_t weight;
    uint32_t source_begin = draft->source_words.begin + count;
    uint32_t target_begin = draft->target_words.begin + count;
    if (texts->source->word_ids[source_begin] != texts->target->word_ids[target_begin]) return;
    if (!can_leave_off(texts, draft->source_words.begin, draft->target_words.begin, count, &weight)) return;
    draft->source_words.begin = source_begin;
    draft->target_words.begin = target_begin;
    leave_off(draft, count, weight);
}

/* --- Passages ----------------------------------------------------------------------------------------------------- */

bool article_surely_later(const Article *left, const Article *right) {
    DateInterval x = left->published_interval;
    DateInterval y = right->published_interval;
    if (x.begin_unix_s == x.end_unix_s || y.begin_unix_s == y.end_unix_s) return false;
    return y.end_unix_s <= x.begin_unix_s;
}

static Passage passage_of(const Corpus *corpus, uint32_t source, uint32_t target, const Draft *draft,
                          float copied_identity_min) {
    bool swapped = article_surely_later(&corpus->articles[source], &corpus->articles[target]);
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

enum { PORTION_ALIGNMENTS = 4096 }; /* about; a pair's stand in one portion */

typedef struct CopiesBuild {
    const PassageWords *words;
    const Alignments *alignments;
    const PassageOptions *options;
    Workers workers;
    PassageList *passages; /* by portion */
} CopiesBuild;

static bool same_pair(const Alignment *left, const Alignment *right) {
    return left->source_index == right->source_index && left->target_index == right->target_index;
}

/* All alignments of two articles. */
static void add_pair(const CopiesBuild *build, const Alignment *items, size_t count, uint32_t worker_index,
                     PassageList *passages) {
    Arena scratch = build->workers.scratches[worker_index];
    const Corpus *corpus = build->words->corpus;
    const uint32_t source = items->source_index, target = items->target_index;
    DraftList drafts = {0};
    join_pair(items, count, build->options->gap_words_max, &drafts, &scratch);
    for (size_t d = 0; d < drafts.count; ++d) {
        const DraftTexts texts = {&corpus->texts[source], &corpus->texts[target], build->words};
        trim_front(&drafts.items[d], &texts);
        trim_end(&drafts.items[d], &texts);
        Passage passage = passage_of(corpus, source, target, &drafts.items[d], build->options->copied_identity_min);
        if (stock_is_phrase(build->words, &passage, build->options->match.weight_min_permille)) continue;
        *array_push(passages, &build->workers.results[worker_index]) = passage;
    }
}

/* Where the first pair begins that begins at the alignment or behind it. */
static size_t pair_begin(const Alignments *alignments, size_t at) {
    if (at >= alignments->count) return alignments->count;
    while (at > 0 && at < alignments->count && same_pair(&alignments->items[at - 1], &alignments->items[at])) ++at;
    return at;
}

static void build_portion(void *context, uint32_t worker_index, size_t item_index) {
    CopiesBuild *build = context;
    const Alignment *items = build->alignments->items;
    const size_t portion_end = pair_begin(build->alignments, (item_index + 1) * PORTION_ALIGNMENTS);
    size_t begin = pair_begin(build->alignments, item_index * PORTION_ALIGNMENTS);
    for (size_t end = begin; begin < portion_end; begin = end) {
        while (end < portion_end && same_pair(&items[end], &items[begin])) ++end;
        add_pair(build, items + begin, end - begin, worker_index, &build->passages[item_index]);
    }
}

Passages copies_build(const PassageWords *words, const Alignments *alignments, const PassageOptions *options,
                      Arena *result, Arena scratch) {
    const size_t portion_count = alignments->count / PORTION_ALIGNMENTS + 1;
    CopiesBuild build = {.words = words,
                         .alignments = alignments,
                         .options = options,
                         .workers = workers_open(options->match.threads, &scratch),
                         .passages = arena_new_array(&scratch, PassageList, portion_count)};
    parallel_for(build.workers.count, portion_count, build_portion, &build);
    Passages passages = {0};
    for (size_t i = 0; i < portion_count; ++i) passages.count += build.passages[i].count;
    passages.items = arena_new_array_uncleared(result, Passage, passages.count);
    size_t filled = 0;
    for (size_t i = 0; i < portion_count; ++i) {
        const PassageList *found = &build.passages[i];
        if (found->count > 0) memcpy(passages.items + filled, found->items, found->count * sizeof *found->items);
        filled += found->count;
    }
    workers_close(&build.workers);
    passages_sort(&passages, scratch);
    return passages;
}
