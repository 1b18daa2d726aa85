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
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "tagger.h"

#define GUESSES_MAX 3 /* a sentence */
#define GUESS_MARGIN_MIN (-56) /* three units of log odds */
#define GUESS_PRICE_MAX 120
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

/* Half of a word's scores, as one of the processor's least vectors. Sums run over only in lanes that nobody reads. */
typedef uint16_t HalfLanes __attribute__((vector_size(TAGGER_LANES)));
typedef int16_t SignedLanes __attribute__((vector_size(TAGGER_LANES)));
typedef struct Column {
    HalfLanes low;
    HalfLanes high;
} Column;

static inline HalfLanes lanes_larger(HalfLanes left, HalfLanes right) {
#ifdef __SSE2__
    return (HalfLanes)_mm_max_epi16((__m128i)left, (__m128i)right);
#else
    HalfLanes more = (HalfLanes)((SignedLanes)left > (SignedLanes)right);
    return (left & more) | (right & ~more);
#endif
}

static inline Column column_read(const int16_t *values) {
    Column column;
    memcpy(&column, values, sizeof column);
    return column;
}

#define LANES_ALL(half, lane) __builtin_shufflevector(half, half, lane, lane, lane, lane, lane, lane, lane, lane)

/* What is reached from one tag, where it is better than `best`. */
static inline Column column_reach(Column best, HalfLanes before, const int16_t *table, uint32_t from) {
    Column price = column_read(table + (size_t)from * TAGGER_LANES);
    return (Column){lanes_larger(best.low, before + price.low), lanes_larger(best.high, before + price.high)};
}

/* From the scores before a word to those behind it, that of TAG_OUT taken off all. */
static inline Column step(Column before, Column scores, const int16_t *table) {
    Column out = column_read(table);
    HalfLanes first = LANES_ALL(before.low, 0);
    Column best = {out.low + first, out.high + first};
    best = column_reach(best, LANES_ALL(before.low, 1), table, 1);
    best = column_reach(best, LANES_ALL(before.low, 2), table, 2);
    best = column_reach(best, LANES_ALL(before.low, 3), table, 3);
    best = column_reach(best, LANES_ALL(before.low, 4), table, 4);
    best = column_reach(best, LANES_ALL(before.low, 5), table, 5);
    best = column_reach(best, LANES_ALL(before.low, 6), table, 6);
    best = column_reach(best, LANES_ALL(before.low, 7), table, 7);
    best = column_reach(best, LANES_ALL(before.high, 0), table, 8);
    best = column_reach(best, LANES_ALL(before.high, 1), table, 9);
    best = column_reach(best, LANES_ALL(before.high, 2), table, 10);
    best = column_reach(best, LANES_ALL(before.high, 3), table, 11);
    best = column_reach(best, LANES_ALL(before.high, 4), table, 12);
    best = column_reach(best, LANES_ALL(before.high, 5), table, 13);
    best.low += scores.low;
    best.high += scores.high;
    const HalfLanes none = (HalfLanes){0} + (uint16_t)SCORE_NONE;
    HalfLanes taken = LANES_ALL(best.low, 0);
    return (Column){lanes_larger(best.low - taken, none), lanes_larger(best.high - taken, none)};
}
_Static_assert(TAG_COUNT == 14 && TAG_OUT == 0, "step has a line for each tag");

/*
 * The first tag from which `to` is reached at the best price. Only what may stand before it is asked: most words go on
 * with something, which two tags can do.
 */
static uint8_t best_from(const int16_t *before, const int16_t *table, uint32_t to) {
    static const uint8_t any[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    static const struct Sources {
        uint8_t count;
        uint8_t tags[5];
    } few[TAG_COUNT] = {
        [TAG_SOURCE_BEFORE + 1] = {2, {TAG_SOURCE_BEFORE, TAG_SOURCE_BEFORE + 1}},
        [TAG_SOURCE_BEHIND + 1] = {2, {TAG_SOURCE_BEHIND, TAG_SOURCE_BEHIND + 1}},
        [TAG_CUE + 1] = {2, {TAG_CUE, TAG_CUE + 1}},
        [TAG_CONTENT_BEFORE + 1] = {2, {TAG_CONTENT_BEFORE, TAG_CONTENT_BEFORE + 1}},
        [TAG_CONTENT_BEHIND + 1] = {2, {TAG_CONTENT_BEHIND, TAG_CONTENT_BEHIND + 1}},
        [TAG_OUT_SOURCE] = {5, {1, 2, 3, 4, TAG_OUT_SOURCE}},
        [TAG_OUT_CUE] = {3, {5, 6, TAG_OUT_CUE}},
        [TAG_OUT_CONTENT] = {5, {7, 8, 9, 10, TAG_OUT_CONTENT}},
    };
    const uint8_t *sources = few[to].count > 0 ? few[to].tags : any;
    uint32_t count = few[to].count > 0 ? few[to].count : TAG_COUNT;
    uint32_t best = sources[0];
    int32_t most = before[best] + table[best * TAGGER_LANES + to];
    for (uint32_t i = 1; i < count; i++) {
        int32_t score = before[sources[i]] + table[sources[i] * TAGGER_LANES + to];
        if (score <= most) continue;
        most = score;
        best = sources[i];
    }
    return (uint8_t)best;
}

/* A word far inside a quotation is what the word before it is. */
static uint8_t tag_going_on(uint8_t tag) {
    return tag_begins(tag) ? (uint8_t)(tag + 1) : tag;
}

void tagger_decode(const TaggerView *view, const TagRun *run, const int16_t *transitions, Arena scratch) {
    const WordSpan span = run->words;
    const TagScores *scores = run->scores;
    uint8_t *tags = run->tags;
    uint32_t *places = arena_new_array_uncleared(&scratch, uint32_t, span.end - span.begin + 1);
    uint32_t count = 0;
    for (uint32_t i = span.begin; i < span.end; i++) {
        if (!view->words[i].deep) places[count++] = i - span.begin;
    }
    if (count == 0) return;
    TagScores *columns = arena_new_array_uncleared(&scratch, TagScores, count + 1); /* before each word */
    for (uint32_t tag = 0; tag < TAGGER_LANES; tag++) columns[0].tags[tag] = tag == TAG_OUT ? 0 : SCORE_NONE;
    const TaggerWord *words = view->words + span.begin;
    Column column = column_read(columns[0].tags);
    for (uint32_t i = 0; i < count; i++) {
        const int16_t *table = transitions + (size_t)words[places[i]].context * TAG_COUNT * TAGGER_LANES;
        column = step(column, column_read(scores[places[i]].tags), table);
        memcpy(columns[i + 1].tags, &column, sizeof column);
    }
    uint8_t tag = 0;
    for (uint8_t to = 1; to < TAG_COUNT; to++) {
        if (columns[count].tags[to] > columns[count].tags[tag]) tag = to;
    }
    for (uint32_t i = count; i-- > 0;) {
        const int16_t *table = transitions + (size_t)words[places[i]].context * TAG_COUNT * TAGGER_LANES;
        tags[places[i]] = tag;
        tag = best_from(columns[i].tags, table, tag);
    }
    for (uint32_t i = 1; i < span.end - span.begin; i++) {
        if (words[i].deep) tags[i] = tag_going_on(tags[i - 1]);
    }
}

static inline int32_t larger(int32_t left, int32_t right) {
    return left > right ? left : right;
}

/* By how much the chosen tag beats the best of another kind, its neighbours taken as given. */
static int32_t margin_of(const TagScores *scores, uint8_t tag) {
    const int16_t *of = scores->tags;
    int32_t kinds[] = {
        [SEGMENT_NONE] = larger(larger(of[TAG_OUT], of[TAG_OUT_SOURCE]), larger(of[TAG_OUT_CUE], of[TAG_OUT_CONTENT])),
        [SEGMENT_SOURCE] = larger(larger(of[1], of[2]), larger(of[3], of[4])),
        [SEGMENT_CUE] = larger(of[TAG_CUE], of[TAG_CUE + 1]),
        [SEGMENT_CONTENT] = larger(larger(of[7], of[8]), larger(of[9], of[10]))};
    kinds[tag_kind(tag)] = -TAGGER_SCORE_MAX;
    return of[tag] - larger(larger(kinds[0], kinds[1]), larger(kinds[2], kinds[3]));
}

/* The sums of 16 bits hold as long as this does. */
static void score_bound(TagScores *scores) {
    for (uint32_t lane = 0; lane < TAGGER_LANES; lane++) {
        int16_t score = scores->tags[lane];
        score = score > TAGGER_SCORE_MAX ? TAGGER_SCORE_MAX : score;
        scores->tags[lane] = score < -TAGGER_SCORE_MAX ? -TAGGER_SCORE_MAX : score;
    }
}

/* One paragraph at work. */
typedef struct Tagging {
    TaggerView *view;
    const int16_t *transitions;
    uint32_t first; /* place of the paragraph's first word */
    TagScores *scores; /* from there, as all below */
    uint8_t *tags;
} Tagging;

static void margins_read(const Tagging *tagging, WordSpan words, const uint8_t *tags, int32_t *margins) {
    for (uint32_t i = words.begin; i < words.end; i++) {
        uint8_t tag = tags[i - words.begin];
        if (tagging->view->words[i].deep)
            margins[i - words.begin] = margins[i - words.begin - 1];
        else
            margins[i - words.begin] = tag_is_out(tag) ? 0 : margin_of(&tagging->scores[i - tagging->first], tag);
    }
}

/* What a sentence's tags score together. */
static int32_t path_score(const Tagging *tagging, WordSpan words, const uint8_t *tags) {
    int32_t sum = 0;
    uint8_t from = TAG_OUT;
    for (uint32_t i = words.begin; i < words.end; i++) {
        const TaggerWord *it = &tagging->view->words[i];
        uint8_t tag = tags[i - words.begin];
        if (it->deep) continue;
        size_t place = ((size_t)it->context * TAG_COUNT + from) * TAGGER_LANES + tag;
        if (i > words.begin) sum += tagging->transitions[place];
        sum += tagging->scores[i - tagging->first].tags[tag];
        from = tag;
    }
    return sum;
}

/* The best tags of a sentence in which a word is a cue, unless they are hopeless. */
static void guess_add(const Tagging *tagging, WordSpan words, uint32_t cue, Arena *scratch) {
    uint32_t count = words.end - words.begin;
    TagScores *scores = arena_new_array_uncleared(scratch, TagScores, count);
    memcpy(scores, &tagging->scores[words.begin - tagging->first], sizeof *scores * count);
    scores[cue - words.begin].tags[TAG_CUE] = scores[cue - words.begin].tags[TAG_CUE + 1] = TAGGER_SCORE_MAX;
    TaggerGuess guess = {.cue = cue, .words = words};
    guess.tags = arena_new_array_uncleared(scratch, uint8_t, count);
    const TagRun run = {words, scores, guess.tags};
    tagger_decode(tagging->view, &run, tagging->transitions, *scratch);
    guess.price = path_score(tagging, words, &tagging->tags[words.begin - tagging->first]) -
                  path_score(tagging, words, guess.tags);
    if (guess.price > GUESS_PRICE_MAX) return;
    guess.margins = arena_new_array_uncleared(scratch, int32_t, count);
    for (uint32_t i = 0; i < count; i++) guess.tags[i] = tag_is_out(guess.tags[i]) ? TAG_OUT : guess.tags[i];
    margins_read(tagging, words, guess.tags, guess.margins);
    *array_push(&tagging->view->guesses, scratch) = guess;
}

/* How near a word is to being a cue, INT32_MIN where it is one or can be none. */
static int32_t cue_margin(const Tagging *tagging, uint32_t place) {
    const TaggerWord *it = &tagging->view->words[place];
    if (it->word == INDEX_NONE || it->span != INDEX_NONE) return INT32_MIN;
    if (tag_kind(tagging->tags[place - tagging->first]) == SEGMENT_CUE) return INT32_MIN;
    return margin_of(&tagging->scores[place - tagging->first], TAG_CUE);
}

/* The words of a sentence that come nearest to being cues: those that come nearer than their neighbours. */
static void cues_guess(const Tagging *tagging, WordSpan words, Arena *scratch) {
    uint32_t count = 0;
    int32_t before = INT32_MIN;
    int32_t margin = cue_margin(tagging, words.begin);
    for (uint32_t i = words.begin; i < words.end && count < GUESSES_MAX; i++) {
        int32_t next = i + 1 < words.end ? cue_margin(tagging, i + 1) : INT32_MIN;
        if (margin >= GUESS_MARGIN_MIN && (i == words.begin || before < margin) && next <= margin) {
            guess_add(tagging, words, i, scratch);
            count++;
        }
        before = margin;
        margin = next;
    }
}

static int32_t step_score(const Tagging *tagging, uint32_t place, uint8_t from, uint8_t tag) {
    const TaggerWord *it = &tagging->view->words[place];
    if (it->deep) return 0;
    return tagging->scores[place - tagging->first].tags[tag] +
           tagging->transitions[((size_t)it->context * TAG_COUNT + from) * TAGGER_LANES + tag];
}

static void ending_add(const Tagging *tagging, uint32_t end, uint32_t other_end, int32_t price, Arena *scratch) {
    if (price > GUESS_PRICE_MAX) return;
    *array_push(&tagging->view->endings, scratch) = (TaggerEnding){end, other_end, price};
}

/* Where a content may end earlier: at the punctuation where that costs least. */
static void content_cut(const Tagging *tagging, uint32_t sentence_end, WordSpan content, Arena *scratch) {
    const uint8_t *tags = tagging->tags - tagging->first;
    int32_t price = 0;
    int32_t least = INT32_MAX;
    uint32_t at = 0;
    if (content.end < sentence_end) {
        price += step_score(tagging, content.end, tags[content.end - 1], tags[content.end]);
        price -= step_score(tagging, content.end, TAG_OUT_CONTENT, tags[content.end]);
    }
    for (uint32_t i = content.end; --i > content.begin;) {
        price += step_score(tagging, i, tags[i - 1], tags[i]);
        int32_t cut = price - step_score(tagging, i, tags[i - 1], TAG_OUT_CONTENT);
        const TaggerWord *it = &tagging->view->words[i];
        if (it->context != 0 && it->span == INDEX_NONE && cut < least) {
            least = cut;
            at = i;
        }
        price -= step_score(tagging, i, TAG_OUT_CONTENT, TAG_OUT_CONTENT);
    }
    if (least < INT32_MAX) ending_add(tagging, content.end, at, least, scratch);
}

/* Where it may go on: to the next punctuation, or to what is something else. */
static void content_extend(const Tagging *tagging, uint32_t sentence_end, WordSpan content, Arena *scratch) {
    const uint8_t *tags = tagging->tags - tagging->first;
    uint8_t last = tags[content.end - 1];
    uint8_t on = tag_going_on(last);
    uint8_t from = last;
    int32_t price = 0;
    uint32_t end = content.end;
    for (; end < sentence_end && tag_is_out(tags[end]); end++) {
        if (end > content.end && tagging->view->words[end].context != 0) break;
        price += step_score(tagging, end, tags[end - 1], tags[end]) - step_score(tagging, end, from, on);
        from = on;
    }
    if (end == content.end) return;
    if (end < sentence_end)
        price += step_score(tagging, end, tags[end - 1], tags[end]) - step_score(tagging, end, from, tags[end]);
    ending_add(tagging, content.end, end, price, scratch);
}

static void guesses_find(const Tagging *tagging, WordSpan words, Arena *scratch) {
    cues_guess(tagging, words, scratch);
    for (uint32_t i = words.begin; i < words.end;) {
        uint32_t end = i + 1;
        if (tag_kind(tagging->tags[i - tagging->first]) == SEGMENT_CONTENT) {
            while (end < words.end && tag_kind(tagging->tags[end - tagging->first]) == SEGMENT_CONTENT &&
                   !tag_begins(tagging->tags[end - tagging->first]))
                end++;
            content_cut(tagging, words.end, (WordSpan){i, end}, scratch);
            content_extend(tagging, words.end, (WordSpan){i, end}, scratch);
        }
        i = end;
    }
}

static void paragraph_tag(const Tagging *tagging, uint32_t end, int32_t *margins, Arena *scratch) {
    TaggerView *view = tagging->view;
    const TagRun run = {{tagging->first, end}, tagging->scores, tagging->tags};
    tagger_decode(view, &run, tagging->transitions, *scratch);
    for (uint32_t i = tagging->first; i < end; i++) {
        uint8_t tag = tagging->tags[i - tagging->first];
        view->words[i].tag = tag_is_out(tag) ? TAG_OUT : tag;
    }
    margins_read(tagging, (WordSpan){tagging->first, end}, tagging->tags, &margins[tagging->first]);
    for (uint32_t first = tagging->first; first < end;) {
        uint32_t behind = first + 1;
        while (behind < end && view->words[behind].unit == view->words[first].unit) behind++;
        guesses_find(tagging, (WordSpan){first, behind}, scratch);
        first = behind;
    }
}

void tagger_tag(TaggerView *view, const Tagger *tagger, int32_t *margins, Arena *scratch) {
    Tagging tagging = {.view = view, .transitions = tagger->lexicon->model->tags.transitions};
    tagging.scores = arena_new_array_uncleared(scratch, TagScores, view->count + 1);
    tagging.tags = arena_new_array_uncleared(scratch, uint8_t, view->count + 1);
    for (uint32_t first = 0; first < view->count;) {
        if (view->words[first].word == INDEX_NONE) {
            first++;
            continue;
        }
        uint32_t end = first;
        while (view->words[end].word != INDEX_NONE) end++;
        tagging.first = first;
        tagger_score(tagger, view, (WordSpan){first, end}, tagging.scores);
        for (uint32_t i = first; i < end; i++) {
            if (!view->words[i].deep) score_bound(&tagging.scores[i - first]);
        }
        paragraph_tag(&tagging, end, margins, scratch);
        first = end;
    }
}
