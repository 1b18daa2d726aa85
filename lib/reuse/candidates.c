/*
 * candidates: the collocations of one article -> the later articles that share several of them in one place.
 *
 * A shared collocation is a point: where it stands here, where there. Several points within WINDOW_WORDS on both sides,
 * each at another place, make a candidate; points in text that is copied as it stands do not count. Order does not
 * matter: reworded text is often in another one.
 *
 * Cost: an article has a bounded number of points for each word (collocations.c); each looks at LOOK_AHEAD_MAX others,
 * and an article has CANDIDATES_MAX candidates at most, its best. Never all pairs.
 */
#include "candidates.h"

#include <stdlib.h>

enum {
    WINDOW_WORDS = 100, /* a paragraph or two */
    LOOK_AHEAD_MAX = 48, /* points of one article that are looked at together */
    CANDIDATES_MAX = 48,
    COPIED_WORDS_MIN = 20, /* shorter runs are what shuffling leaves of a passage */
    COPIED_LOOK_MAX = 64 /* copied stretches of one pair that are looked at */
};

/* A collocation that the source shares with a target. */
typedef struct SharedPoint {
    uint32_t target;
    uint32_t source_word;
    uint32_t target_word;
} SharedPoint;

typedef struct SharedPointList ARRAY_OF(SharedPoint) SharedPointList;
typedef struct ArticleList ARRAY_OF(uint32_t) ArticleList;

static int compare_numbers(uint32_t left, uint32_t right) {
    return (left > right) - (left < right);
}

static int compare_points(const void *left, const void *right) {
    const SharedPoint *x = left;
    const SharedPoint *y = right;
    int order = compare_numbers(x->target, y->target);
    if (order == 0) order = compare_numbers(x->source_word, y->source_word);
    return order ? order : compare_numbers(x->target_word, y->target_word);
}

static int compare_by_article(const void *left, const void *right) {
    return compare_numbers(((const Candidate *)left)->article, ((const Candidate *)right)->article);
}

/* Best first; equal ones by index. */
static int compare_by_places(const void *left, const void *right) {
    const Candidate *x = left;
    const Candidate *y = right;
    int order = compare_numbers(y->shared_places, x->shared_places);
    return order ? order : compare_numbers(x->article, y->article);
}

/* The most places that lie together on both sides. */
static uint32_t count_together(const SharedPoint *points, size_t count) {
    uint32_t best = 0;
    for (size_t i = 0; i < count; ++i) {
        uint32_t places = 1;
        SharedPoint last = points[i];
        for (size_t k = i + 1; k < count && k < i + LOOK_AHEAD_MAX; ++k) {
            if (points[k].source_word - points[i].source_word >= WINDOW_WORDS) break;
            uint32_t apart = points[k].target_word > points[i].target_word
                                 ? points[k].target_word - points[i].target_word
                                 : points[i].target_word - points[k].target_word;
            if (apart >= WINDOW_WORDS || points[k].source_word == last.source_word ||
                points[k].target_word == last.target_word)
                continue;
            last = points[k];
            ++places;
        }
        if (places > best) best = places;
    }
    return best;
}

static void pass_over(const CandidateFinder *finder, Candidate candidate) {
    *array_push(finder->passed_over, finder->passed_memory) = candidate;
}

/* The points with articles that have enough of them. */
static SharedPointList list_points(CandidateFinder *finder, uint32_t source, uint32_t places_min, Arena *result,
                                   Arena scratch) {
    const CollocationIndex *index = finder->index;
    const CollocationUse *begin = index->uses + index->use_begins[source];
    const CollocationUse *end = index->uses + index->use_begins[source + 1];
    ArticleList touched = {0};
    for (const CollocationUse *use = begin; use < end; ++use) {
        for (uint32_t p = use->others_begin; p < use->others_end; ++p) {
            uint16_t *count = &finder->counts[index->places[p].article];
            if (*count == 0) *array_push(&touched, &scratch) = index->places[p].article;
            *count += *count < UINT16_MAX;
        }
    }
    SharedPointList points = {0};
    for (const CollocationUse *use = begin; use < end; ++use) {
        for (uint32_t p = use->others_begin; p < use->others_end; ++p) {
            CollocationPlace place = index->places[p];
            if (finder->counts[place.article] < places_min) continue;
            *array_push(&points, result) = (SharedPoint){place.article, use->word_index, place.word_index};
        }
    }
    for (size_t i = 0; i < touched.count && finder->passed_over; ++i) {
        uint32_t target = touched.items[i], count = finder->counts[target];
        if (count < places_min) pass_over(finder, (Candidate){target, count, places_min, CANDIDATE_FEW});
    }
    for (size_t i = 0; i < touched.count; ++i) finder->counts[touched.items[i]] = 0;
    return points;
}

/* --- What is copied ----------------------------------------------------------------------------------------------- */

static int compare_copied(const void *left, const void *right) {
    const CopiedStretch *x = left;
    const CopiedStretch *y = right;
    int order = compare_numbers(x->source, y->source);
    if (order == 0) order = compare_numbers(x->target, y->target);
    if (order == 0) order = compare_numbers(x->source_words.begin, y->source_words.begin);
    return order ? order : compare_numbers(x->target_words.begin, y->target_words.begin);
}

CopiedStretch *copied_stretches_list(const Corpus *corpus, const Passages *copies, uint32_t **begins, Arena *result) {
    CopiedStretch *stretches = arena_new_array_uncleared(result, CopiedStretch, copies->count);
    size_t count = 0;
    *begins = arena_new_array(result, uint32_t, (size_t)corpus->article_count + 1);
    for (size_t i = 0; i < copies->count; ++i) {
        const Passage *passage = &copies->items[i];
        bool swapped = passage->a_article > passage->b_article;
        stretches[count++] = (CopiedStretch){.source = swapped ? passage->b_article : passage->a_article,
                                             .target = swapped ? passage->a_article : passage->b_article,
                                             .source_words = swapped ? passage->b_words : passage->a_words,
                                             .target_words = swapped ? passage->a_words : passage->b_words,
                                             .passage = passage};
    }
    if (count > 1) qsort(stretches, count, sizeof *stretches, compare_copied);
    for (size_t i = 0; i < count; ++i) ++(*begins)[stretches[i].source + 1];
    for (uint32_t a = 0; a < corpus->article_count; ++a) (*begins)[a + 1] += (*begins)[a];
    return stretches;
}

static bool holds(WordSpan words, uint32_t word_index) {
    return word_index >= words.begin && word_index < words.end;
}

/* Takes the points out that lie in copied text. Both are sorted by target; a pair has few copied stretches. */
static void drop_copied(const CandidateFinder *finder, uint32_t source, SharedPointList *points) {
    uint32_t first = finder->copied_begins[source];
    const uint32_t end = finder->copied_begins[source + 1];
    size_t kept = 0;
    for (size_t i = 0; i < points->count; ++i) {
        SharedPoint point = points->items[i];
        while (first < end && finder->copied[first].target < point.target) ++first;
        bool copied = false;
        for (uint32_t c = first; c < end && c < first + COPIED_LOOK_MAX && !copied; ++c) {
            const CopiedStretch *stretch = &finder->copied[c];
            if (stretch->target != point.target) break;
            if (stretch->source_words.end - stretch->source_words.begin < COPIED_WORDS_MIN) continue;
            copied = holds(stretch->source_words, point.source_word) && holds(stretch->target_words, point.target_word);
        }
        if (!copied) points->items[kept++] = point;
    }
    points->count = kept;
}

/* --- The search --------------------------------------------------------------------------------------------------- */

/* For whoever asks: the targets that had points enough before what is copied was taken out, and are not found. */
static void pass_over_uncounted(const CandidateFinder *finder, const SharedPointList *before,
                                const SharedPointList *after, const CandidateList *found, uint32_t places_min) {
    for (size_t i = 0, next = 0, at = 0; i < before->count; ++i) {
        const uint32_t target = before->items[i].target;
        if (i > 0 && before->items[i - 1].target == target) continue;
        const size_t begin = at;
        while (at < after->count && after->items[at].target == target) ++at;
        if (next < found->count && found->items[next].article == target) {
            ++next;
            continue;
        }
        const size_t left = at - begin;
        uint32_t places = left > 0 ? count_together(after->items + begin, left) : 0;
        pass_over(finder,
                  (Candidate){target, places, places_min, left < places_min ? CANDIDATE_COPIED : CANDIDATE_SCATTERED});
    }
}

static void crowd_out(const CandidateFinder *finder, CandidateList *found) {
    qsort(found->items, found->count, sizeof *found->items, compare_by_places);
    for (size_t i = CANDIDATES_MAX; i < found->count && finder->passed_over; ++i) {
        Candidate candidate = found->items[i];
        candidate.verdict = CANDIDATE_CROWDED_OUT;
        pass_over(finder, candidate);
    }
    found->count = CANDIDATES_MAX;
    qsort(found->items, found->count, sizeof *found->items, compare_by_article);
}

CandidateList candidates_find(CandidateFinder *finder, uint32_t source, uint32_t places_min, Arena *result,
                              Arena scratch) {
    SharedPointList points = list_points(finder, source, places_min, &scratch, *result);
    CandidateList found = {0};
    if (points.count > 1) qsort(points.items, points.count, sizeof *points.items, compare_points);
    SharedPointList all = {0};
    for (size_t i = 0; i < points.count && finder->passed_over; ++i) *array_push(&all, &scratch) = points.items[i];
    drop_copied(finder, source, &points);
    for (size_t begin = 0, end = 0; begin < points.count; begin = end) {
        while (end < points.count && points.items[end].target == points.items[begin].target) ++end;
        uint32_t places = count_together(points.items + begin, end - begin);
        if (places < places_min) continue;
        *array_push(&found, result) = (Candidate){points.items[begin].target, places, places_min, CANDIDATE_TAKEN};
    }
    if (finder->passed_over) pass_over_uncounted(finder, &all, &points, &found, places_min);
    if (found.count > CANDIDATES_MAX) crowd_out(finder, &found);
    return found;
}
