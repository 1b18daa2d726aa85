/*
 * From scores to tags.
 *
 * In:  a view, a model.
 * Out: the best sequence of tags for each paragraph (Viterbi), and by what margin each tag won.
 *
 * Going from one tag to the next costs what the kind of place between the two words says: an attribution's parts seldom
 * end anywhere but at punctuation. All tags a word can go to are weighed at once, as vectors of 16-bit numbers: after
 * each word the score of TAG_OUT, to which everything can go, is taken off all, so that they stay small, and what is
 * hopelessly far behind stays where it is. What can't be (a later word of a part behind anything but its own part) stands
 * in the table as a price nobody can pay. Only the scores are kept; the way back asks once more where the best came from.
 *
 * Invariant: a later word of a part stands only behind a word of the same part.
 */
#include "tagger.h"

#define SCORE_NONE (-8000) /* behind TAG_OUT: what is farther behind can't catch up */

SegmentKind tag_kind(uint8_t tag) {
    static const uint8_t kinds[TAG_COUNT] = {
        SEGMENT_NONE,    SEGMENT_SOURCE,  SEGMENT_SOURCE,  SEGMENT_SOURCE,  SEGMENT_SOURCE, SEGMENT_CUE,  SEGMENT_CUE,
        SEGMENT_CONTENT, SEGMENT_CONTENT, SEGMENT_CONTENT, SEGMENT_CONTENT, SEGMENT_NONE,   SEGMENT_NONE, SEGMENT_NONE};
    return (SegmentKind)kinds[tag];
}

bool tag_is_out(uint8_t tag) {
    return tag_kind(tag) == SEGMENT_NONE;
}

bool tag_begins(uint8_t tag) {
    return (tag & 1) != 0 && !tag_is_out(tag);
}

bool tag_is_behind(uint8_t tag) {
    return (tag >= TAG_SOURCE_BEHIND && tag < TAG_CUE) || (tag >= TAG_CONTENT_BEHIND && tag < TAG_OUT_SOURCE);
}

bool tag_may_follow(uint32_t from, uint32_t to) {
    SegmentKind kind = tag_kind((uint8_t)from);
    switch (to) {
    case TAG_OUT: return true;
    case TAG_OUT_SOURCE: return from == to || kind == SEGMENT_SOURCE;
    case TAG_OUT_CUE: return from == to || kind == SEGMENT_CUE;
    case TAG_OUT_CONTENT: return from == to || kind == SEGMENT_CONTENT;
    default: return tag_begins((uint8_t)to) || from == to || (from + 1 == to && tag_begins((uint8_t)from));
    }
}

/*
 * From the scores before a word to those behind it, that of TAG_OUT taken off all. The inner loop is written out so that
 * the compiler makes vectors of the outer one.
 */
static inline void step(const int16_t *restrict before, const int16_t *restrict scores, const int16_t *restrict table,
                        int16_t *restrict now) {
    for (uint32_t to = 0; to < TAGGER_LANES; to++) {
        int16_t best = (int16_t)(table[to] + before[0]);
#pragma GCC unroll 16
        for (uint32_t from = 1; from < TAG_COUNT; from++) {
            int16_t score = (int16_t)(table[from * TAGGER_LANES + to] + before[from]);
            best = score > best ? score : best;
        }
        now[to] = (int16_t)(best + scores[to]);
    }
    int16_t out = now[TAG_OUT];
    for (uint32_t to = 0; to < TAGGER_LANES; to++) {
        int16_t score = (int16_t)(now[to] - out);
        now[to] = score > SCORE_NONE ? score : SCORE_NONE;
    }
}

/* The first tag from which `to` is reached at the best price. */
static uint8_t best_from(const int16_t *before, const int16_t *table, uint32_t to) {
    uint32_t best = 0;
    for (uint32_t from = 1; from < TAG_COUNT; from++) {
        int32_t score = before[from] + table[from * TAGGER_LANES + to];
        if (score > before[best] + table[best * TAGGER_LANES + to]) best = from;
    }
    return (uint8_t)best;
}

void tagger_decode(const TaggerView *view, WordSpan run, const TagScores *scores, const int16_t *transitions,
                   uint8_t *tags, Arena scratch) {
    uint32_t count = run.end - run.begin;
    if (count == 0) return;
    TagScores *columns = arena_new_array_uncleared(&scratch, TagScores, count + 1); /* before each word */
    for (uint32_t tag = 0; tag < TAGGER_LANES; tag++) columns[0].tags[tag] = tag == TAG_OUT ? 0 : SCORE_NONE;
    for (uint32_t i = 0; i < count; i++) {
        const int16_t *table = transitions + (size_t)view->words[run.begin + i].context * TAG_COUNT * TAGGER_LANES;
        step(columns[i].tags, scores[i].tags, table, columns[i + 1].tags);
    }
    uint8_t tag = 0;
    for (uint8_t to = 1; to < TAG_COUNT; to++) {
        if (columns[count].tags[to] > columns[count].tags[tag]) tag = to;
    }
    for (uint32_t i = count; i-- > 0;) {
        const int16_t *table = transitions + (size_t)view->words[run.begin + i].context * TAG_COUNT * TAGGER_LANES;
        tags[i] = tag;
        tag = best_from(columns[i].tags, table, tag);
    }
}

/* By how much the chosen tag beats the best of another kind, its neighbours taken as given. */
static int32_t margin_of(const TagScores *scores, uint8_t tag) {
    int32_t best = -TAGGER_SCORE_MAX;
    for (uint8_t other = 0; other < TAG_COUNT; other++) {
        if (tag_kind(other) != tag_kind(tag) && scores->tags[other] > best) best = scores->tags[other];
    }
    return scores->tags[tag] - best;
}

/* The sums of 16 bits hold as long as this does. */
static void score_bound(TagScores *scores) {
    for (uint32_t lane = 0; lane < TAGGER_LANES; lane++) {
        int16_t score = scores->tags[lane];
        score = score > TAGGER_SCORE_MAX ? TAGGER_SCORE_MAX : score;
        scores->tags[lane] = score < -TAGGER_SCORE_MAX ? -TAGGER_SCORE_MAX : score;
    }
}

void tagger_tag(TaggerView *view, Tagger *tagger, int32_t *margins, Arena scratch) {
    const TaggerWeights *weights = &tagger->lexicon->model->tags;
    TagScores *scores = arena_new_array_uncleared(&scratch, TagScores, view->count + 1);
    uint8_t *tags = arena_new_array_uncleared(&scratch, uint8_t, view->count + 1);
    for (uint32_t first = 0; first < view->count;) {
        if (view->words[first].word == INDEX_NONE) {
            first++;
            continue;
        }
        uint32_t end = first;
        while (view->words[end].word != INDEX_NONE) end++;
        tagger_score(tagger, view, (WordSpan){first, end}, &scores[first]);
        for (uint32_t i = first; i < end; i++) score_bound(&scores[i]);
        tagger_decode(view, (WordSpan){first, end}, &scores[first], weights->transitions, &tags[first], scratch);
        for (uint32_t i = first; i < end; i++) {
            view->words[i].tag = tag_is_out(tags[i]) ? TAG_OUT : tags[i];
            if (!tag_is_out(tags[i])) margins[i] = margin_of(&scores[i], tags[i]);
        }
        first = end;
    }
}
