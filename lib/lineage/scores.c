/*
 * Scores of possible derivations.
 *
 * In:  the signs of all pairs. Out: for one article every other one that it could be made from, with a score: the
 *      log-odds of that against "from none of the articles here".
 *
 * The score is a log-linear model over the signs below. Some signs belong to a pair (who changed what, who has
 * stretches that the other lacks); others set a pair against the article's other pairs: text that stands in another
 * article and not in this one can't come from here, and text that no other one has must.
 *
 * Rules that the scores cannot overturn: shared quotations alone never make a derivation without a credit or a link;
 * an article never derives from one that is known to be later.
 *
 * Cost: linear in the words of an article's passages.
 */
#include "scores.h"

#include <math.h>
#include <stdlib.h>

enum {
    CANDIDATE_NARRATION_WORDS_MIN = 8,
    DAYS_FAR_APART = 21,
    DAYS_KEPT = 2, /* further back counts no more where the source is named, or is the outlet itself */
    UNCOVERED_WORDS_MAX = 4, /* a copyist's own joints may agree with a third article in so many words */
    DATELINE_WORDS_MAX = 25, /* an agency named in so many first words, or in the byline, has written all of it */
    TITLE_BYTES_MIN = 12
};

#define CREDITED_SHARE 0.5
#define DAY_S 86400.0
#define ODDNESS_MAX 6.0
#define DATE_ODDS_MAX 4.0

typedef enum Feature {
    FEATURE_ARC, /* 1: what an arc costs against the root */
    FEATURE_NARRATION, /* log of copied words of narration */
    FEATURE_RANK, /* log of equal words relative to the article's best match */
    FEATURE_BEST, /* 1 where no other article has noticeably more of the child's words */
    FEATURE_TO_SHARE, /* share of the child's words that are in the parent */
    FEATURE_LARGER_SHARE, /* log of the share of words in common, of child or parent, whichever is larger */
    FEATURE_UNCOVERED, /* log of words that the child shares with others and not with the parent */
    FEATURE_UNCOVERED_MORE, /* log of these relative to the candidate with the fewest */
    FEATURE_COVERED, /* 1 where there are practically none */
    FEATURE_UNIQUE, /* log of words that the child shares with the parent only */
    FEATURE_FROM_COVER, /* share of what the parent shares with anybody that is in the child */
    FEATURE_FROM_COVERED, /* 1 where that is practically all */
    FEATURE_LENGTH, /* log of parent's length over child's */
    FEATURE_ORDER, /* log of places where the child has the parent's blocks in another order */
    FEATURE_DATED, /* parent known to be earlier */
    FEATURE_DATE_ODDS, /* log-odds of the parent's being earlier where the dates overlap */
    FEATURE_DAYS, /* log of the days between, where dated */
    FEATURE_FAR, /* dates weeks apart: news is not copied then, stock sentences are */
    FEATURE_TITLE, /* the same title */
    FEATURE_TITLE_OTHER, /* the child has the title of another article, not the parent's */
    FEATURE_CREDIT, /* child credits parent, in words it shares with no other creditor */
    FEATURE_CREDIT_INHERITED, /* … in words it may have copied with the rest */
    FEATURE_CREDIT_INFERRED, /* … where the parent's outlet is not known */
    FEATURE_CREDIT_AGAINST, /* parent credits child */
    FEATURE_LINK, /* child links to parent */
    FEATURE_CHILD_CHANGED, /* log of places where the child has the rarer reading */
    FEATURE_PARENT_CHANGED, /* log of places where the parent has it */
    FEATURE_CHILD_OMITS, /* log of undecided places where the child has nothing */
    FEATURE_PARENT_OMITS, /* log of undecided places where the parent has nothing */
    FEATURE_EVEN, /* log of other undecided places */
    FEATURE_ODDNESS, /* by how much the parent's words are odder there than the child's, of all these places */
    FEATURE_DISTANCE, /* log of differing places relative to the child's closest candidate */
    FEATURE_CHILD_EXTRA, /* log of words in stretches that the parent leaves out or words otherwise */
    FEATURE_PARENT_EXTRA, /* log of words in stretches that the child leaves out or words otherwise */
    FEATURE_AGREEMENT, /* log of peculiar readings in common */
    FEATURE_LOST_CREDIT, /* child credits a medium that is not here, and the parent does not */
    FEATURE_LOST_CREDIT_SHARED, /* … and so does the parent, in words they share */
    FEATURE_LOST_CREDIT_COMMON, /* … and so does the parent, each in words of its own */
    FEATURE_AGENCY, /* … and it is a news agency: both have the text from there */
    FEATURE_COUNT
} Feature;

/*
 * Found by maximising the likelihood of the true trees (Koo et al. 2007) of 480 generated stories, each with its dates
 * and without them, 5,500 articles in all, with a thousand articles from elsewhere beside them. Fixed by hand, as those
 * traditions hold no or too few cases: the weights of inferred credits, links, lost credits and agencies. How they were
 * obtained and what they reach is told in model/derivations.md.
 */
static const double feature_weights[FEATURE_COUNT] = {
    [FEATURE_ARC] = -1.66,
    [FEATURE_NARRATION] = -0.26,
    [FEATURE_RANK] = 0.94,
    [FEATURE_BEST] = 1.00,
    [FEATURE_TO_SHARE] = 7.10,
    [FEATURE_LARGER_SHARE] = 1.10,
    [FEATURE_UNCOVERED_MORE] = 0.27,
    [FEATURE_UNCOVERED] = 0.05,
    [FEATURE_COVERED] = 1.83,
    [FEATURE_UNIQUE] = 0.01,
    [FEATURE_FROM_COVER] = 0.39,
    [FEATURE_FROM_COVERED] = -0.20,
    [FEATURE_LENGTH] = 0.57,
    [FEATURE_ORDER] = -0.07,
    [FEATURE_DATED] = 1.60,
    [FEATURE_DATE_ODDS] = 0.34,
    [FEATURE_DAYS] = -1.01,
    [FEATURE_FAR] = -0.63,
    [FEATURE_TITLE] = 2.03,
    [FEATURE_TITLE_OTHER] = 0.70,
    [FEATURE_CREDIT] = 2.73,
    [FEATURE_CREDIT_INHERITED] = 1.59,
    [FEATURE_CREDIT_INFERRED] = 4.00,
    [FEATURE_CREDIT_AGAINST] = -2.34,
    [FEATURE_LINK] = 2.50,
    [FEATURE_CHILD_CHANGED] = -1.36,
    [FEATURE_PARENT_CHANGED] = -2.26,
    [FEATURE_CHILD_OMITS] = 0.13,
    [FEATURE_PARENT_OMITS] = -3.43,
    [FEATURE_EVEN] = -0.94,
    [FEATURE_ODDNESS] = -0.20,
    [FEATURE_DISTANCE] = -0.43,
    [FEATURE_CHILD_EXTRA] = -0.75,
    [FEATURE_PARENT_EXTRA] = -0.62,
    [FEATURE_AGREEMENT] = 2.28,
    [FEATURE_LOST_CREDIT] = -0.88,
    [FEATURE_LOST_CREDIT_SHARED] = 0.61,
    [FEATURE_LOST_CREDIT_COMMON] = -6.00,
    [FEATURE_AGENCY] = -8.00,
};

typedef struct CreditCounts {
    uint32_t own;
    uint32_t inherited;
    uint32_t inferred;
    uint32_t against;
} CreditCounts;

static CreditCounts credits_count(const Signs *signs, uint32_t pair, uint32_t from_article) {
    CreditCounts counts = {0};
    for (uint32_t i = signs->first_credits[pair]; i < signs->first_credits[pair + 1]; i++) {
        const CreditLink *credit = &signs->credits.items[i];
        if (credit->from_article != from_article) {
            counts.against += credit->kind == CREDIT_REPORT;
        } else if (credit->inferred) {
            counts.inferred++;
        } else if (credit->inherited) {
            counts.inherited++;
        } else {
            counts.own++;
        }
    }
    return counts;
}

static uint32_t links_count(const Signs *signs, uint32_t pair, uint32_t from_article) {
    uint32_t count = 0;
    for (uint32_t i = signs->first_links[pair]; i < signs->first_links[pair + 1]; i++) {
        count += signs->links[i].from_article == from_article;
    }
    return count;
}

static double share(uint32_t part, uint32_t whole) {
    return whole == 0 ? 0.0 : (double)part / whole;
}

static double days_between(const Article *one, const Article *other) {
    double left = ((double)one->published_interval.begin_unix_s + (double)one->published_interval.end_unix_s) / 2;
    double right = ((double)other->published_interval.begin_unix_s + (double)other->published_interval.end_unix_s) / 2;
    return fabs(right - left) / DAY_S;
}

/* One article, and what all that share text with it make of it together. */
typedef struct ChildView {
    uint32_t article;
    uint32_t best_words; /* equal words of the best match that is not known to be later */
    uint32_t shared_words; /* its words that stand in any article not known to be later */
    uint32_t covered_words_max; /* most of its words that any single one of those has */
    uint32_t places_min; /* fewest differing places among matches nearly as good as the best one */
    bool title_shared; /* by one of them */
    const uint32_t *unique_words; /* by neighbour: words shared with that one only */
} ChildView;

static bool title_equal(const Article *one, const Article *other) {
    return one->title.size >= TITLE_BYTES_MIN && bytes_equal_ignoring_case(one->title, other->title);
}

static uint32_t places_count(const PairAgreements *readings) {
    return readings->left_innovations + readings->right_innovations + readings->left_omissions +
           readings->right_omissions + readings->even;
}

static bool neighbour_may_be_earlier(const Signs *signs, uint32_t article, uint32_t neighbour) {
    const Article *articles = signs->input->corpus->articles;
    return date_order(&articles[neighbour], &articles[article]) <= 0;
}

/* Counts, by word of the article, the neighbours that share it; and for each neighbour the words it shares alone. */
static void view_count_words(const Signs *signs, ChildView *view, Arena *arena) {
    const Pairs *pairs = signs->pairs;
    const Passages *passages = signs->input->passages;
    uint32_t word_count = signs->input->corpus->texts[view->article].word_count;
    uint32_t begin = pairs->first_neighbours[view->article];
    uint32_t end = pairs->first_neighbours[view->article + 1];
    uint32_t *unique = arena_new_array(arena, uint32_t, end - begin + 1u);
    uint32_t *last_neighbours = arena_new_array(arena, uint32_t, word_count + 1u); /* by word, plus one */
    uint32_t *counts = arena_new_array(arena, uint32_t, word_count + 1u);
    for (uint32_t i = begin; i < end; i++) {
        const Pair *pair = &pairs->items[pairs->neighbours[i].pair];
        if (!neighbour_may_be_earlier(signs, view->article, pairs->neighbours[i].article)) {
            continue;
        }
        for (uint32_t at = pair->first_passage; at < pair->first_passage + pair->passage_count; at++) {
            WordSpan words = pair_passage_words(&passages->items[at], view->article);
            for (uint32_t word = words.begin; word < words.end && !pairs->ignored[at]; word++) {
                counts[word] += last_neighbours[word] != i + 1;
                last_neighbours[word] = i + 1;
            }
        }
    }
    for (uint32_t word = 0; word < word_count; word++) {
        view->shared_words += counts[word] > 0;
        if (counts[word] == 1) {
            unique[last_neighbours[word] - 1 - begin]++;
        }
    }
    view->unique_words = unique;
}

static ChildView view_build(const Signs *signs, uint32_t article, Arena *arena) {
    const Pairs *pairs = signs->pairs;
    const Article *articles = signs->input->corpus->articles;
    ChildView view = {.article = article, .places_min = UINT32_MAX};
    for (uint32_t i = pairs->first_neighbours[article]; i < pairs->first_neighbours[article + 1]; i++) {
        const Neighbour *neighbour = &pairs->neighbours[i];
        uint32_t words = pairs->items[neighbour->pair].matched_words;
        if (neighbour_may_be_earlier(signs, article, neighbour->article)) {
            const Pair *pair = &pairs->items[neighbour->pair];
            uint32_t covered = pair->left_article == article ? pair->left_shared_words : pair->right_shared_words;
            view.best_words = words > view.best_words ? words : view.best_words;
            view.covered_words_max = covered > view.covered_words_max ? covered : view.covered_words_max;
            view.title_shared |= title_equal(&articles[neighbour->article], &articles[article]);
        }
    }
    for (uint32_t i = pairs->first_neighbours[article]; i < pairs->first_neighbours[article + 1]; i++) {
        const Neighbour *neighbour = &pairs->neighbours[i];
        uint32_t places = places_count(&signs->readings[neighbour->pair]);
        if (neighbour_may_be_earlier(signs, article, neighbour->article) && places < view.places_min &&
            (uint64_t)pairs->items[neighbour->pair].matched_words * 5 >= (uint64_t)view.best_words * 4) {
            view.places_min = places;
        }
    }
    view_count_words(signs, &view, arena);
    return view;
}

/* Breaks in the order of blocks: passages, in the child's order, that stand before the one before in the parent. */
static int passage_place_compare(const void *left, const void *right) {
    const WordSpan *one = left;
    const WordSpan *other = right;
    if (one->begin != other->begin) {
        return one->begin < other->begin ? -1 : 1;
    }
    return (one->end > other->end) - (one->end < other->end);
}

static uint32_t order_breaks(const Signs *signs, uint32_t pair_index, Arena scratch) {
    const Pair *pair = &signs->pairs->items[pair_index];
    WordSpan *places = arena_new_array(&scratch, WordSpan, pair->passage_count + 1u);
    uint32_t count = 0;
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        if (!signs->pairs->ignored[i]) {
            const Passage *passage = &signs->input->passages->items[i];
            places[count++] = (WordSpan){passage->a_words.begin, passage->b_words.begin};
        }
    }
    if (count > 1) {
        qsort(places, count, sizeof *places, passage_place_compare);
    }
    uint32_t breaks = 0;
    for (uint32_t i = 1; i < count; i++) {
        breaks += places[i].end < places[i - 1].end;
    }
    return breaks;
}

/* Log-odds that the one appeared before the other, each anywhere within its interval; 0 where a date is missing. */
static double date_odds(const Article *one, const Article *other) {
    DateInterval left = one->published_interval;
    DateInterval right = other->published_interval;
    double left_s = (double)(left.end_unix_s - left.begin_unix_s);
    double right_s = (double)(right.end_unix_s - right.begin_unix_s);
    if (left_s <= 0 || right_s <= 0) {
        return 0;
    }
    /* The share of the other's interval that lies behind a point of the one's, averaged over sixteen points. */
    double before = 0;
    for (int i = 0; i < 16; i++) {
        double point = (double)left.begin_unix_s + left_s * (i + 0.5) / 16;
        before += fmin(1.0, fmax(0.0, ((double)right.end_unix_s - point) / right_s)) / 16;
    }
    before = fmin(0.99, fmax(0.01, before));
    return fmin(DATE_ODDS_MAX, fmax(-DATE_ODDS_MAX, log(before / (1 - before))));
}

static bool lost_credit_has(const Signs *signs, uint32_t article, uint64_t name_hash) {
    for (uint32_t i = signs->credits.first_lost[article]; i < signs->credits.first_lost[article + 1]; i++) {
        if (signs->credits.lost[i].name_hash == name_hash) {
            return true;
        }
    }
    return false;
}

/* Whether these words of the child lie in a passage it shares with the parent. */
static bool words_are_shared(const Signs *signs, const Candidate *candidate, WordSpan words) {
    const Pair *pair = &signs->pairs->items[candidate->pair];
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        WordSpan shared = pair_passage_words(&signs->input->passages->items[i], candidate->to_article);
        if (shared.begin < words.end && words.begin < shared.end) {
            return true;
        }
    }
    return false;
}

static bool outlet_equal(const Article *one, const Article *other) {
    return one->outlet.size > 0 && bytes_equal_ignoring_case(one->outlet, other->outlet);
}

static void lost_credits_fill(const Signs *signs, const Candidate *candidate, double *features) {
    const CreditLinks *credits = &signs->credits;
    uint32_t to = candidate->to_article;
    features[FEATURE_LOST_CREDIT] = 0;
    features[FEATURE_LOST_CREDIT_SHARED] = 0;
    features[FEATURE_AGENCY] = 0;
    features[FEATURE_LOST_CREDIT_COMMON] = 0;
    const Article *articles = signs->input->corpus->articles;
    if (outlet_equal(&articles[candidate->from_article], &articles[to])) {
        return; /* an outlet takes an agency's words from its own earlier article */
    }
    for (uint32_t i = credits->first_lost[to]; i < credits->first_lost[to + 1]; i++) {
        const LostCredit *lost = &credits->lost[i];
        if (!lost_credit_has(signs, candidate->from_article, lost->name_hash)) {
            features[FEATURE_LOST_CREDIT] = 1;
            continue;
        }
        bool copied = words_are_shared(signs, candidate, lost->words);
        features[copied ? FEATURE_LOST_CREDIT_SHARED : FEATURE_LOST_CREDIT_COMMON] = 1;
        if (lost->agency && lost->words.begin < DATELINE_WORDS_MAX) {
            features[FEATURE_AGENCY] = 1;
        }
    }
}

/* Who has which words of the other, and how that compares with the child's other matches. */
static void coverage_fill(const Signs *signs, const ChildView *view, const Candidate *candidate, double *features) {
    const Corpus *corpus = signs->input->corpus;
    const Pair *pair = &signs->pairs->items[candidate->pair];
    bool left_first = pair->left_article == candidate->from_article;
    uint32_t from_words = corpus->texts[candidate->from_article].word_count;
    uint32_t to_words = corpus->texts[candidate->to_article].word_count;
    uint32_t from_shared = left_first ? pair->left_shared_words : pair->right_shared_words;
    uint32_t to_shared = left_first ? pair->right_shared_words : pair->left_shared_words;
    uint32_t uncovered = view->shared_words > to_shared ? view->shared_words - to_shared : 0;
    /* Who says where he has it from need not have taken much. */
    double credited_share = candidate->credited ? CREDITED_SHARE : 0;
    uint32_t uncovered_min =
        view->shared_words > view->covered_words_max ? view->shared_words - view->covered_words_max : 0;
    features[FEATURE_NARRATION] = log1p(pair->narration_words);
    features[FEATURE_RANK] = log((pair->matched_words + 1.0) / (view->best_words + 1.0));
    features[FEATURE_BEST] = features[FEATURE_RANK] > -0.01;
    features[FEATURE_TO_SHARE] = fmax(credited_share, share(to_shared, to_words));
    double larger_share = fmax(share(to_shared, to_words), share(from_shared, from_words));
    features[FEATURE_LARGER_SHARE] = log(fmax(0.01, fmax(credited_share, larger_share)));
    features[FEATURE_UNCOVERED] = log1p(uncovered);
    features[FEATURE_UNCOVERED_MORE] = fmax(0.0, log1p(uncovered) - log1p(uncovered_min));
    features[FEATURE_COVERED] = uncovered <= UNCOVERED_WORDS_MAX;
    features[FEATURE_FROM_COVER] = share(from_shared, signs->shared_words[candidate->from_article]);
    features[FEATURE_FROM_COVERED] = features[FEATURE_FROM_COVER] > 0.98;
    features[FEATURE_LENGTH] = log((from_words + 1.0) / (to_words + 1.0));
}

static void readings_fill(const Signs *signs, const ChildView *view, const Candidate *candidate, double *features) {
    const PairAgreements *readings = &signs->readings[candidate->pair];
    bool left_first = signs->pairs->items[candidate->pair].left_article == candidate->from_article;
    features[FEATURE_CHILD_CHANGED] = log1p(left_first ? readings->right_innovations : readings->left_innovations);
    features[FEATURE_PARENT_CHANGED] = log1p(left_first ? readings->left_innovations : readings->right_innovations);
    features[FEATURE_CHILD_OMITS] = log1p(left_first ? readings->right_omissions : readings->left_omissions);
    features[FEATURE_PARENT_OMITS] = log1p(left_first ? readings->left_omissions : readings->right_omissions);
    features[FEATURE_EVEN] = log1p(readings->even);
    double oddness = left_first ? readings->left_oddness : -readings->left_oddness;
    features[FEATURE_ODDNESS] = fmin(ODDNESS_MAX, fmax(-ODDNESS_MAX, oddness));
    features[FEATURE_DISTANCE] = fmax(0.0, log1p(places_count(readings)) - log1p(view->places_min));
    features[FEATURE_CHILD_EXTRA] = log1p(left_first ? readings->right_extra_words : readings->left_extra_words);
    features[FEATURE_PARENT_EXTRA] = log1p(left_first ? readings->left_extra_words : readings->right_extra_words);
    features[FEATURE_AGREEMENT] = log1p(readings->shared_peculiar);
}

/* News is copied within days; but a source that is named, and an outlet's own background, may be older. */
static void dates_fill(const Candidate *candidate, const Article *from, const Article *to, double *features) {
    double days = candidate->dated ? days_between(from, to) : 0;
    bool own = outlet_equal(from, to) && days <= DAYS_FAR_APART;
    if (candidate->credited || own) {
        days = fmin(days, DAYS_KEPT);
    }
    features[FEATURE_DATED] = candidate->dated;
    features[FEATURE_DATE_ODDS] = candidate->dated ? 0 : date_odds(from, to);
    features[FEATURE_DAYS] = log1p(days);
    features[FEATURE_FAR] = days > DAYS_FAR_APART;
}

static void features_fill(const Signs *signs, const ChildView *view, const Candidate *candidate, double *features) {
    CreditCounts credits = credits_count(signs, candidate->pair, candidate->from_article);
    const Article *from = &signs->input->corpus->articles[candidate->from_article];
    const Article *to = &signs->input->corpus->articles[candidate->to_article];
    features[FEATURE_ARC] = 1;
    coverage_fill(signs, view, candidate, features);
    readings_fill(signs, view, candidate, features);
    lost_credits_fill(signs, candidate, features);
    dates_fill(candidate, from, to, features);
    features[FEATURE_TITLE] = title_equal(from, to);
    features[FEATURE_TITLE_OTHER] = view->title_shared && features[FEATURE_TITLE] == 0;
    features[FEATURE_CREDIT] = credits.own > 0;
    features[FEATURE_CREDIT_INHERITED] = credits.inherited > 0;
    features[FEATURE_CREDIT_INFERRED] = credits.inferred > 0;
    features[FEATURE_CREDIT_AGAINST] = credits.against > 0;
    features[FEATURE_LINK] = links_count(signs, candidate->pair, candidate->from_article) > 0;
}

/* The candidate for this direction; false where the rules forbid it. */
static bool candidate_build(const Signs *signs, uint32_t pair_index, uint32_t from_article, Candidate *out) {
    const Corpus *corpus = signs->input->corpus;
    const Pair *pair = &signs->pairs->items[pair_index];
    uint32_t to_article = pair->left_article == from_article ? pair->right_article : pair->left_article;
    int order = date_order(&corpus->articles[from_article], &corpus->articles[to_article]);
    CreditCounts credits = credits_count(signs, pair_index, from_article);
    bool linked = links_count(signs, pair_index, from_article) > 0;
    bool credited = linked || credits.own + credits.inferred + credits.inherited > 0;
    if (order > 0 || pair->matched_words + pair->utterance_count == 0) {
        return false;
    }
    if (pair->narration_words < CANDIDATE_NARRATION_WORDS_MIN && !credited) {
        return false;
    }
    *out = (Candidate){.from_article = from_article,
                       .to_article = to_article,
                       .pair = pair_index,
                       .dated = order < 0,
                       .credited = linked || (credits.own + credits.inferred > 0 && credits.against == 0)};
    return true;
}

static ScorePart feature_part(int feature) {
    if (feature < FEATURE_DATED) {
        return SCORE_TEXT;
    }
    if (feature < FEATURE_TITLE) {
        return SCORE_DATES;
    }
    if (feature < FEATURE_CREDIT) {
        return SCORE_TITLE;
    }
    return feature < FEATURE_CHILD_CHANGED || feature > FEATURE_AGREEMENT ? SCORE_CREDITS : SCORE_READINGS;
}

/* Best first; total, so that equal scores are settled by canonical order. */
static int candidate_compare(const void *left, const void *right) {
    const Candidate *one = left;
    const Candidate *other = right;
    if (one->score != other->score) {
        return one->score > other->score ? -1 : 1;
    }
    return (one->from_article > other->from_article) - (one->from_article < other->from_article);
}

const char *scores_reason(const Candidate *better, const Candidate *worse) {
    static const char *const reasons[SCORE_PART_COUNT] = {
        [SCORE_TEXT] = "has less of the text",
        [SCORE_READINGS] = "has changes of its own that are not here, or fewer of those that are",
        [SCORE_DATES] = "fits the dates less well",
        [SCORE_CREDITS] = "is not named as the source",
        [SCORE_TITLE] = "has another title",
    };
    int most = 0;
    for (int part = 1; part < SCORE_PART_COUNT; part++) {
        if (better->parts[part] - worse->parts[part] > better->parts[most] - worse->parts[most]) {
            most = part;
        }
    }
    return reasons[most];
}

void scores_append(const Scorer *scorer, uint32_t article, Candidates *candidates, Arena *arena, Arena scratch) {
    const Signs *signs = scorer->signs;
    const Pairs *pairs = signs->pairs;
    const uint32_t *story_by_article = scorer->stories->by_article;
    ChildView view = view_build(signs, article, &scratch);
    size_t first = candidates->count;
    uint32_t begin = pairs->first_neighbours[article];
    for (uint32_t i = begin; i < pairs->first_neighbours[article + 1]; i++) {
        const Neighbour *neighbour = &pairs->neighbours[i];
        Candidate candidate;
        if (story_by_article[neighbour->article] != story_by_article[article] ||
            !candidate_build(signs, neighbour->pair, neighbour->article, &candidate)) {
            continue;
        }
        double features[FEATURE_COUNT] = {0};
        features_fill(signs, &view, &candidate, features);
        features[FEATURE_UNIQUE] = log1p(view.unique_words[i - begin]);
        features[FEATURE_ORDER] = log1p(order_breaks(signs, neighbour->pair, scratch));
        for (int feature = 0; feature < FEATURE_COUNT; feature++) {
            candidate.score += feature_weights[feature] * features[feature];
            candidate.parts[feature_part(feature)] += (float)(feature_weights[feature] * features[feature]);
        }
        *array_push(candidates, arena) = candidate;
    }
    size_t count = candidates->count - first;
    if (count > 1) {
        qsort(candidates->items + first, count, sizeof *candidates->items, candidate_compare);
    }
    if (count > SCORES_CANDIDATES_MAX) {
        candidates->count = first + SCORES_CANDIDATES_MAX;
    }
}
