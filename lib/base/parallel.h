/* Runs independent items on several threads. Results must depend on the item alone, never on the worker. */
#ifndef STEMMA_BASE_PARALLEL_H
#define STEMMA_BASE_PARALLEL_H

#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/* worker_index is below the thread count: for memory of one's own. Items are handed out in ascending order. */
typedef void (*ParallelTask)(void *context, uint32_t worker_index, size_t item_index);

/* 0 threads means one for each processor. */
uint32_t parallel_threads(uint32_t threads_wanted);

/* Returns when all items are done. With one thread, runs on the caller's. */
void parallel_for(uint32_t threads, size_t item_count, ParallelTask task, void *context);

/*
 * For the part of an item that must be done in the order of the items: turns_wait returns when turns_end has been
 * called for all items before. A loop hands items out in ascending order, so some worker can always go on.
 */
typedef struct Turns Turns;
Turns *turns_open(Arena *memory);
void turns_wait(Turns *turns, size_t item_index);
void turns_end(Turns *turns);
void turns_close(Turns *turns);

/* Memory of each worker's own, for loops one after another: what it finds, and its scratch. */
typedef struct Workers {
    Arena *results; /* by worker */
    Arena *scratches;
    uint32_t count;
} Workers;

/* 0 threads means one for each processor. */
Workers workers_open(uint32_t threads_wanted, Arena *memory);
void workers_close(Workers *workers); /* and all that the workers found is gone */

#endif
