/*
 * From features to tags.
 *
 * In:  a view, one pass of the model.
 * Out: the best sequence of tags for each paragraph (Viterbi), and by what margin each tag won.
 *
 * A word's score for a tag is the sum of its features' weights; going from one tag to the next costs what the kind of
 * place between the two words says: an attribution's parts seldom end anywhere but at punctuation. The weights of all
 * tags for one feature stand in one row, and four rows in one cache line: a feature costs one look into memory.
 *
 * Invariant: a later word of a part stands only behind a word of the same part.
 */
#include <stddef.h>

#include "tagger.h"

#define SCORE_NONE (INT32_MIN / 4)
#define QUIET_MARGIN 100 /* measured: where the first pass is so sure of nothing the second never finds anything */

SegmentKind tag_kind(uint8_t tag) {
    static const uint8_t kinds[TAG_COUNT] = {SEGMENT_NONE,    SEGMENT_SOURCE,  SEGMENT_SOURCE, SEGMENT_SOURCE,
                                             SEGMENT_SOURCE,  SEGMENT_CUE,     SEGMENT_CUE,    SEGMENT_CONTENT,
                                             SEGMENT_CONTENT, SEGMENT_CONTENT, SEGMENT_CONTENT};
    return (SegmentKind)kinds[tag];
}

bool tag_begins(uint8_t tag) {
    return (tag & 1) != 0;
}

bool tag_is_behind(uint8_t tag) {
    uint32_t first = tag - (tag != TAG_OUT && !tag_begins(tag));
    return first == TAG_SOURCE_BEHIND || first == TAG_CONTENT_BEHIND;
}

bool tag_may_follow(uint32_t from, uint32_t to) {
    if (to == TAG_OUT || (to & 1) != 0) return true;
    return from == to || from + 1 == to;
}

static void step(const int32_t *before, const TagScores *scores, const int32_t *transitions, int32_t *now,
                 uint8_t *back) {
    for (uint32_t to = 0; to < TAG_COUNT; to++) {
        int32_t best = SCORE_NONE;
        uint8_t best_from = 0;
        bool inside = to != TAG_OUT && (to & 1) == 0;
        uint32_t first = inside ? to - 1 : 0;
        uint32_t last = inside ? to : TAG_COUNT - 1;
        for (uint32_t from = first; from <= last; from++) {
            int32_t score = before[from] + transitions[from * TAG_COUNT + to];
            if (score > best) {
                best = score;
                best_from = (uint8_t)from;
            }
        }
        now[to] = best + scores->tags[to];
        back[to] = best_from;
    }
}

void tagger_decode(const TaggerView *view, WordSpan run, const TagScores *scores, const int32_t *transitions,
                   uint8_t *tags, Arena scratch) {
    uint32_t count = run.end - run.begin;
    if (count == 0) return;
    uint8_t *back = arena_new_array_uncleared(&scratch, uint8_t, (size_t)count * TAG_COUNT);
    int32_t columns[2][TAG_COUNT];
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) columns[1][tag] = tag == TAG_OUT ? 0 : SCORE_NONE;
    for (uint32_t i = 0; i < count; i++) {
        const int32_t *table = transitions + (size_t)view->words[run.begin + i].context * TAG_COUNT * TAG_COUNT;
        step(columns[(i + 1) & 1], &scores[i], table, columns[i & 1], &back[(size_t)i * TAG_COUNT]);
    }
    const int32_t *last = columns[(count - 1) & 1];
    uint8_t tag = 0;
    for (uint8_t to = 1; to < TAG_COUNT; to++) {
        if (last[to] > last[tag]) tag = to;
    }
    for (uint32_t i = count; i-- > 0;) {
        tags[i] = tag;
        tag = back[(size_t)i * TAG_COUNT + tag];
    }
}

/*
 * Whether a feature is among its bucket's four can't be guessed by the processor's branch prediction, so there is no
 * branch: what is not there adds a row of nothing. Rows are added whole, their checks too, in lanes nobody reads.
 */
static void word_score(const TaggerView *view, const TaggerPass *pass, uint32_t pass_index, uint32_t word,
                       TagScores *scores) {
    static const TaggerRow nothing = {0};
    uint64_t features[TAGGER_FEATURES_MAX];
    const TaggerRow *buckets[TAGGER_FEATURES_MAX];
    uint32_t count = tagger_features(view, word, pass_index, features);
    for (uint32_t i = 0; i < count; i++) {
        buckets[i] = &pass->rows[((features[i] >> 32) * pass->bucket_count >> 32) * TAGGER_BUCKET_ROWS];
        __builtin_prefetch(buckets[i]);
    }
    int16_t sums[sizeof(TaggerRow)] = {0};
    for (uint32_t i = 0; i < count; i++) {
        const TaggerRow *row = buckets[i];
        uint16_t check = (uint16_t)(features[i] | 1);
        const TaggerRow *found = &nothing;
        found = row[0].check == check ? &row[0] : found;
        found = row[1].check == check ? &row[1] : found;
        found = row[2].check == check ? &row[2] : found;
        found = row[3].check == check ? &row[3] : found;
        const int8_t *lanes = (const int8_t *)found;
        for (uint32_t lane = 0; lane < sizeof(TaggerRow); lane++) sums[lane] = (int16_t)(sums[lane] + lanes[lane]);
    }
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) scores->tags[tag] = sums[offsetof(TaggerRow, weights) + tag];
    scores->tags[TAG_OUT] -= pass->eagerness;
}

/* By how much the chosen tag beats the best of another kind, its neighbours taken as given. */
static int32_t margin_of(const TagScores *scores, uint8_t tag) {
    int32_t best = SCORE_NONE;
    for (uint8_t other = 0; other < TAG_COUNT; other++) {
        if (tag_kind(other) != tag_kind(tag) && scores->tags[other] > best) best = scores->tags[other];
    }
    return scores->tags[tag] - best;
}

/*
 * A sentence in which the first pass saw nothing, nor the rules, by a wide margin everywhere, is not looked at a second
 * time. (Leaving out the middle of long quotations as well was tried: it costs four points of content.)
 */
static void quiet_mark(const TaggerView *view, const int32_t *margins, bool *quiet) {
    for (uint32_t first = 0; first < view->count;) {
        uint32_t end = first + 1;
        bool all = view->words[first].word != INDEX_NONE;
        if (all) {
            for (end = first; view->words[end].word != INDEX_NONE && view->words[end].unit == view->words[first].unit;
                 end++)
                all = all && view->words[end].tag == TAG_OUT && view->words[end].rule == TAG_OUT &&
                      margins[end] >= QUIET_MARGIN;
        }
        for (uint32_t i = first; i < end; i++) quiet[i] = all;
        first = end;
    }
}

void tagger_pass_run(TaggerView *view, const TaggerModel *model, uint32_t pass_index, int32_t *margins, Arena scratch) {
    const TaggerPass *pass = &model->passes[pass_index];
    size_t transition_count = (size_t)TAGGER_CONTEXTS * TAG_COUNT * TAG_COUNT;
    int32_t *transitions = arena_new_array_uncleared(&scratch, int32_t, transition_count);
    for (size_t i = 0; i < transition_count; i++) transitions[i] = pass->transitions[i];
    TagScores *scores = arena_new_array_uncleared(&scratch, TagScores, view->count + 1);
    uint8_t *tags = arena_new_array(&scratch, uint8_t, view->count + 1);
    bool *quiet = arena_new_array(&scratch, bool, view->count + 1);
    if (pass_index > 0) {
        tagger_outline(view);
        quiet_mark(view, margins, quiet);
    }
    TagScores silent = {{0}};
    silent.tags[TAG_OUT] = QUIET_MARGIN;
    for (uint32_t first = 0; first < view->count;) {
        if (view->words[first].word == INDEX_NONE) {
            first++;
            continue;
        }
        uint32_t end = first;
        for (; view->words[end].word != INDEX_NONE; end++) {
            if (quiet[end])
                scores[end] = silent;
            else
                word_score(view, pass, pass_index, end, &scores[end]);
        }
        tagger_decode(view, (WordSpan){first, end}, &scores[first], transitions, &tags[first], scratch);
        first = end;
    }
    for (uint32_t i = 0; i < view->count; i++) {
        if (view->words[i].word == INDEX_NONE || (quiet[i] && tags[i] == TAG_OUT)) continue;
        view->words[i].tag = tags[i];
        margins[i] = margin_of(&scores[i], tags[i]);
    }
}
