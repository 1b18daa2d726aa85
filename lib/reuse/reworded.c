/*
 * reworded: articles -> the passages that say the same in other words.
 *
 *     stems (stems.c) -> pairs of them near each other (collocations.c) -> articles that share several in one place
 *     (candidates.c) -> like sentences (units.c, rewording.c) -> like stretches (fragments.c), to the word (edges.c);
 *     summaries (summaries.c) -> is it wording that is alike, or an event (wording.c) -> what is reported, and why
 *     (grounds.h)
 *
 * Two sentences are like when the cosine and the Dice coefficient of their weighed stems both reach a minimum. The
 * minima are low: what a sentence lacks, its neighbours must bring, and the stretch is judged as a whole.
 *
 * Two levels. WIDE reports every stretch that is alike enough, and summaries: for texts of which one may have been made
 * from the other by shuffling, translating or shortening. On news that reports every event that two outlets cover. So
 * STRICT also wants the wording to be alike beside names, numbers and quotations, and no summaries, which every short
 * report of an event is of every long one. AUTOMATIC is strict where both may simply report what happened: where one of
 * the two articles has a date or an outlet, or where their openings are alike (openings.c); and wide for the rest.
 *
 * Every article is compared with later ones only, taken in portions; portions are joined in order, so the result does
 * not depend on the threads.
 *
 * What was tried, on planted passages (5,185 pairs; plagdet, all / verbatim / shuffled / back-translated / summary).
 * The figures above the line are of all pairs; below it everything was fitted to the pairs whose suspicious document
 * has an even number, and the figures are of the odd ones (bench/run.sh reuse prints both):
 *
 *     exact runs alone                                                      .54 / .93 / .25 / .32 / .07
 *     windows of rare stems, likeness as a density, edges by hill climbing  .82 / .90 / .85 / .81 / .34
 *     the same, every pair compared                                         .83 / .90 / .86 / .83 / .35
 *     + common words in the likelihood, edges by the other side             .85 / .91 / .89 / .86 / .28
 *     + a reworded passage gives way to long copied text only               .86 / .92 / .90 / .87 / .30
 *     + summaries                                                           .88 / .92 / .89 / .87 / .68
 *     + candidates by collocations instead of every pair: WIDE              .88 / .92 / .89 / .87 / .68
 *     -------------------------------------------------------------------------------------------------
 *     the same on the odd pairs                                             .88 / .92 / .89 / .86 / .67
 *     edges and score by the odds of words (edges.c, fragments.c): WIDE     .90 / .93 / .93 / .90 / .63
 *     strict where openings are alike: AUTOMATIC on these bare texts        .89 / .93 / .91 / .88 / .63
 *     + of edited copies beside it only the equal words count               .90 / .93 / .92 / .90 / .64
 *
 * Of the reworded passages that nobody planted, most of those read were real: sentences on one page that somebody had
 * written anew from another.
 *
 * On 16,452 news articles: 100 of the passages that an earlier rule for STRICT reported were read, and 28 of them were
 * events or standing text. The rules here answer to them: two outlets must be alike by more than one with itself,
 * captions and the like are no telling, and what an outlet prints for months is standing text (boilerplate.c). What was
 * read again after that is in docs/reworded-read.md. How much the rest of both articles is alike (planted passages
 * stand in texts on one topic too), how many other articles have the same and the order of the shared words told events
 * from rewording no better than likeness itself.
 *
 * Not done: other languages than those whose words are alike, synonyms.
 */
#include "reworded.h"

#include "../base/parallel.h"
#include "copies.h"
#include "rewording.h"

enum { PORTION_SOURCES = 16 };

typedef struct Worker {
    Arena scratch;
    RewordingFinder finder; /* its list of what is kept has the findings of all its portions */
} Worker;

/* Where a portion's findings lie. */
typedef struct PortionResult {
    uint32_t worker_index;
    size_t begin;
    size_t end;
} PortionResult;

typedef struct Search {
    const RewordingContext *context;
    Worker *workers;
    PortionResult *portions;
} Search;

static CandidateList keep_asked(CandidateList targets, const bool *asked) {
    size_t kept = 0;
    for (size_t i = 0; i < targets.count; ++i)
        if (asked[targets.items[i].article]) targets.items[kept++] = targets.items[i];
    targets.count = kept;
    return targets;
}

static void search_source(RewordingFinder *finder, uint32_t article, Arena scratch) {
    const bool *asked = finder->context->asked;
    CandidateList targets = rewording_candidates(finder, article, &scratch, *finder->memory);
    if (asked && !asked[article]) targets = keep_asked(targets, asked);
    if (targets.count == 0) return;
    RewordingSource source = rewording_source_open(finder, article, &scratch);
    for (size_t i = 0; i < targets.count; ++i) {
        (void)rewording_compare(finder, &source, targets.items[i].article, scratch);
    }
    rewording_source_close(finder, &source);
}

/* --- All articles ------------------------------------------------------------------------------------------------- */

static void search_portion(void *context, uint32_t worker_index, size_t item_index) {
    Search *search = context;
    Worker *worker = &search->workers[worker_index];
    PortionResult *portion = &search->portions[item_index];
    const uint32_t article_count = search->context->corpus->article_count;
    *portion = (PortionResult){.worker_index = worker_index, .begin = worker->finder.kept.count};
    uint32_t first = (uint32_t)item_index * PORTION_SOURCES;
    for (uint32_t a = first; a < first + PORTION_SOURCES && a < article_count; ++a) {
        search_source(&worker->finder, a, worker->scratch);
    }
    portion->end = worker->finder.kept.count;
}

static RewordingList join_portions(const Search *search, size_t portion_count, Arena *result) {
    RewordingList all = {0};
    for (size_t i = 0; i < portion_count; ++i) {
        const PortionResult *portion = &search->portions[i];
        const RewordingList *kept = &search->workers[portion->worker_index].finder.kept;
        for (size_t k = portion->begin; k < portion->end; ++k) *array_push(&all, result) = kept->items[k];
    }
    return all;
}

static RewordingList search_all(const RewordingContext *context, uint32_t threads, Arena *result, Arena scratch) {
    const size_t portion_count = ((size_t)context->corpus->article_count + PORTION_SOURCES - 1) / PORTION_SOURCES;
    Workers memory = workers_open(threads, &scratch);
    Search search = {.context = context,
                     .workers = arena_new_array(&scratch, Worker, memory.count),
                     .portions = arena_new_array(&scratch, PortionResult, portion_count)};
    for (uint32_t i = 0; i < memory.count; ++i) {
        search.workers[i] = (Worker){.scratch = memory.scratches[i],
                                     .finder = rewording_finder_open(context, &memory.results[i], &scratch)};
    }
    parallel_for(memory.count, portion_count, search_portion, &search);
    RewordingList findings = join_portions(&search, portion_count, result);
    workers_close(&memory);
    return findings;
}

/* --- What is reported --------------------------------------------------------------------------------------------- */

static Passages report(const Corpus *corpus, const RewordingList *findings, Arena *result, Arena scratch) {
    Passages passages = {arena_new_array_uncleared(result, Passage, findings->count), 0};
    Grounds *grounds = arena_new_array_uncleared(result, Grounds, findings->count);
    for (size_t i = 0; i < findings->count; ++i) {
        Passage *passage = &passages.items[passages.count++];
        *passage = findings->items[i].passage;
        rewording_orient(corpus, passage);
        grounds[i] = findings->items[i].grounds;
        passage->grounds = &grounds[i];
    }
    passages_sort(&passages, scratch);
    return passages;
}

Passages reworded_find(const Corpus *corpus, const Passages *copies, const RewordedOptions *options, Arena *result,
                       Arena scratch) {
    if (options->level == REWORDED_OFF) return (Passages){0};
    RewordingContext context = rewording_context_build(corpus, copies, options, &scratch);
    Arena findings_memory = arena_open(0);
    RewordingList findings = search_all(&context, options->threads, &findings_memory, scratch);
    Passages passages = report(corpus, &findings, result, scratch);
    arena_close(&findings_memory);
    return passages;
}
