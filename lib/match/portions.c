/*
 * portions: a task for each sequence -> the alignments of all, in order.
 *
 * Each thread gathers in memory of its own, one portion behind the other, and notes where each begins and ends; at the
 * end the portions are copied together. Invariant: every sequence is worked on once, and those of a portion in order.
 */
#include "portions.h"

#include <string.h>

#include "../base/parallel.h"

/* Where a portion's alignments lie. */
typedef struct PortionResult {
    uint32_t worker_index;
    size_t begin;
    size_t end;
} PortionResult;

typedef struct Portions {
    const PortionLoop *loop;
    MatchWorker *workers;
    PortionResult *results;
    size_t count;
} Portions;

static void match_portion(void *context, uint32_t worker_index, size_t item_index) {
    Portions *portions = context;
    const PortionLoop *loop = portions->loop;
    MatchWorker *worker = &portions->workers[worker_index];
    PortionResult *portion = &portions->results[item_index];
    *portion = (PortionResult){.worker_index = worker_index, .begin = worker->alignments.count};
    const uint32_t first = (uint32_t)item_index * loop->portion_sequences;
    const uint32_t left = loop->sequence_count - first;
    const uint32_t count = left < loop->portion_sequences ? left : loop->portion_sequences;
    for (uint32_t i = 0; i < count; ++i) loop->task(loop->context, first + i, worker);
    portion->end = worker->alignments.count;
}

static Alignments join(const Portions *portions, Arena *result) {
    Alignments all = {0};
    for (size_t i = 0; i < portions->count; ++i) all.count += portions->results[i].end - portions->results[i].begin;
    all.items = arena_new_array_uncleared(result, Alignment, all.count);
    size_t filled = 0;
    for (size_t i = 0; i < portions->count; ++i) {
        const PortionResult *portion = &portions->results[i];
        const size_t count = portion->end - portion->begin;
        if (count == 0) continue;
        const Alignment *items = portions->workers[portion->worker_index].alignments.items + portion->begin;
        memcpy(all.items + filled, items, count * sizeof *items);
        filled += count;
    }
    return all;
}

Alignments portions_match(const PortionLoop *loop, Arena *result, Arena scratch) {
    Portions portions = {.loop = loop};
    portions.count = ((size_t)loop->sequence_count + loop->portion_sequences - 1) / loop->portion_sequences;
    uint32_t threads = parallel_threads(loop->threads);
    if (threads > portions.count) threads = (uint32_t)portions.count;
    portions.workers = arena_new_array(&scratch, MatchWorker, threads);
    portions.results = arena_new_array(&scratch, PortionResult, portions.count);
    for (uint32_t i = 0; i < threads; ++i) {
        portions.workers[i] = (MatchWorker){.result = arena_open(0), .scratch = arena_open(0)};
    }
    parallel_for(threads, portions.count, match_portion, &portions);
    Alignments alignments = join(&portions, result);
    for (uint32_t i = 0; i < threads; ++i) {
        arena_close(&portions.workers[i].result);
        arena_close(&portions.workers[i].scratch);
    }
    return alignments;
}
