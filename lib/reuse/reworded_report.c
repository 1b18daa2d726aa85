/*
 * reworded_report: one article -> every other that shares a collocation with it, whether and how the two were compared
 * for rewording, and what became of each stretch.
 *
 * The steps are those of reworded_find, by the same functions (rewording.c, candidates.c), which are asked here to keep
 * what they drop; then combine.c is asked which of the rest copied passages tell. Articles are compared with later ones
 * only, so the candidates of every earlier article that shares a collocation are looked for as well.
 *
 * Invariant: the stretches with the verdict REWORDING_KEPT are the reworded passages of the article that passages_find
 * gives for the same corpus and options.
 *
 * Cost: the collocations of all articles, which is most of it, and the comparisons of one article.
 */
#include "reworded_report.h"

#include <stdlib.h>

#include "combine.h"

typedef struct ReportPairs ARRAY_OF(RewordedReportPair) ReportPairs;

typedef struct Report {
    const RewordedQuestion *question;
    RewordingContext context;
    RewordingFinder finder;
    RewordingList dropped;
    CandidateList passed_over;
    ReportPairs pairs;
    RewordingList stretches;
    Arena *result;
} Report;

static int compare_pairs(const void *left, const void *right) {
    uint32_t x = ((const RewordedReportPair *)left)->other, y = ((const RewordedReportPair *)right)->other;
    return (x > y) - (x < y);
}

static int compare_numbers(uint32_t left, uint32_t right) {
    return (left > right) - (left < right);
}

/* How far it came: what is kept, what was judged as a whole, what was looked at as a whole, and the rest. */
static uint32_t step_of(RewordingVerdict verdict) {
    switch (verdict) {
    case REWORDING_KEPT: return 0;
    case REWORDING_UNLIKE: return 4;
    case REWORDING_UNLIKELY: return 3;
    case REWORDING_REPEATED:
    case REWORDING_SUMMED_UP:
    case REWORDING_IN_ONE_PLACE:
    case REWORDING_NOT_COVERED:
    case REWORDING_NO_CONTRAST:
    case REWORDING_SUMMARY_LIGHT:
    case REWORDING_COLLECTED: return 2;
    case REWORDING_SHORT:
    case REWORDING_LIGHT:
    case REWORDING_COPIED:
    case REWORDING_ASIDE:
    case REWORDING_FEW_PHRASES:
    case REWORDING_UNSURE:
    case REWORDING_TOLD_BY_COPIES: return 1;
    }
    return 4;
}

/* What came furthest first; then by place in side a, which is one article for all of a pair. */
static int compare_stretches(const void *left, const void *right) {
    const Rewording *x = left;
    const Rewording *y = right;
    int order = compare_numbers(step_of(x->verdict), step_of(y->verdict));
    if (order == 0) order = compare_numbers(x->passage.a_words.begin, y->passage.a_words.begin);
    if (order == 0) order = compare_numbers(x->passage.b_words.begin, y->passage.b_words.begin);
    if (order == 0) order = compare_numbers(x->passage.a_words.end, y->passage.a_words.end);
    if (order == 0) order = compare_numbers(x->passage.b_words.end, y->passage.b_words.end);
    return order ? order : compare_numbers(x->verdict, y->verdict);
}

static bool inside(WordSpan inner, WordSpan outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

static bool is_early(RewordingVerdict verdict) {
    return verdict == REWORDING_UNLIKE || verdict == REWORDING_UNLIKELY || verdict == REWORDING_REPEATED ||
           verdict == REWORDING_SUMMED_UP;
}

/* Whether another stretch of the pair tells more of the same words: it got further, or it came to the same place. */
static bool is_told(const Rewording *stretches, uint32_t count, uint32_t index) {
    const Passage *own = &stretches[index].passage;
    for (uint32_t i = 0; i < count; ++i) {
        const Passage *other = &stretches[i].passage;
        if (i == index || !inside(own->a_words, other->a_words) || !inside(own->b_words, other->b_words)) continue;
        if (!is_early(stretches[i].verdict) || i < index) return true;
    }
    return false;
}

/* Takes out what is looked at twice: pieces of a stretch that got further are no news. */
static uint32_t drop_told(Rewording *stretches, uint32_t count, Arena scratch) {
    bool *told = arena_new_array(&scratch, bool, count);
    for (uint32_t i = 0; i < count; ++i) {
        told[i] = is_early(stretches[i].verdict) && is_told(stretches, count, i);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; ++i) {
        if (!told[i]) stretches[kept++] = stretches[i];
    }
    return kept;
}

static void compare_pair(Report *report, uint32_t source_article, uint32_t target_article, RewordedReportPair *out,
                         Arena scratch) {
    report->finder.kept.count = 0;
    report->dropped.count = 0;
    RewordingSource source = rewording_source_open(&report->finder, source_article, &scratch);
    out->pair = rewording_compare(&report->finder, &source, target_article, scratch);
    rewording_source_close(&report->finder, &source);
    const RewordingList *lists[] = {&report->finder.kept, &report->dropped};
    out->first_stretch = (uint32_t)report->stretches.count;
    for (size_t l = 0; l < 2; ++l) {
        for (size_t i = 0; i < lists[l]->count; ++i) {
            Rewording *stretch = array_push(&report->stretches, report->result);
            *stretch = lists[l]->items[i];
        }
    }
    out->stretch_count = (uint32_t)report->stretches.count - out->first_stretch;
    Rewording *first = report->stretches.items + out->first_stretch;
    out->stretch_count = drop_told(first, out->stretch_count, scratch);
    report->stretches.count = out->first_stretch + out->stretch_count;
    for (Rewording *stretch = first; stretch < first + out->stretch_count; ++stretch) {
        rewording_orient(report->question->corpus, &stretch->passage);
        if (stretch->verdict != REWORDING_KEPT) continue;
        if (passages_tell_copied(report->question->copies, &stretch->passage, &stretch->grounds))
            stretch->verdict = REWORDING_TOLD_BY_COPIES;
    }
    if (out->stretch_count > 1) qsort(first, out->stretch_count, sizeof *first, compare_stretches);
}

/* Takes over the pairs of `source` that the article is in: all of them where it is the source itself. */
static void report_source(Report *report, uint32_t source, Arena scratch) {
    const uint32_t own = report->question->article;
    report->passed_over.count = 0;
    CandidateList found = rewording_candidates(&report->finder, source, &scratch, *report->result);
    const CandidateList *lists[] = {&found, &report->passed_over};
    for (size_t l = 0; l < 2; ++l) {
        for (size_t i = 0; i < lists[l]->count; ++i) {
            Candidate candidate = lists[l]->items[i];
            if (source != own && candidate.article != own) continue;
            RewordedReportPair pair = {.other = source == own ? candidate.article : source, .candidate = candidate};
            if (candidate.verdict == CANDIDATE_TAKEN) compare_pair(report, source, candidate.article, &pair, scratch);
            *array_push(&report->pairs, report->result) = pair;
        }
    }
}

static bool shares_collocation(const CollocationIndex *index, uint32_t source, uint32_t target) {
    for (uint32_t u = index->use_begins[source]; u < index->use_begins[source + 1]; ++u) {
        for (uint32_t p = index->uses[u].others_begin; p < index->uses[u].others_end; ++p) {
            if (index->places[p].article == target) return true;
        }
    }
    return false;
}

RewordedReport reworded_report(const RewordedQuestion *question, Arena *result, Arena scratch) {
    if (question->options.level == REWORDED_OFF) return (RewordedReport){0};
    Report report = {.question = question, .result = result};
    report.context = rewording_context_build(question->corpus, question->copies, &question->options, &scratch);
    Arena memory = arena_open(0), passed_memory = arena_open(0);
    report.finder = rewording_finder_open(&report.context, &memory, &scratch);
    report.finder.dropped = &report.dropped;
    report.finder.candidates.passed_over = &report.passed_over;
    report.finder.candidates.passed_memory = &passed_memory;
    for (uint32_t source = 0; source < question->article; ++source) {
        if (shares_collocation(&report.context.index, source, question->article))
            report_source(&report, source, scratch);
    }
    report_source(&report, question->article, scratch);
    arena_close(&passed_memory);
    arena_close(&memory);
    if (report.pairs.count > 1)
        qsort(report.pairs.items, report.pairs.count, sizeof *report.pairs.items, compare_pairs);
    return (RewordedReport){report.pairs.items, (uint32_t)report.pairs.count, report.stretches.items};
}
