/* Runs independent items on several threads. Results must depend on the item alone, never on the worker. */
#ifndef STEMMA_BASE_PARALLEL_H
#define STEMMA_BASE_PARALLEL_H

#include <stdbool.h>
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
 * For the part of an item that must be done in the order of the items: its turn. Nobody waits for it. Who says that an
 * item is ready does the turns that have come with it, whosever the items are; turns are never taken at the same time.
 * A loop hands items out in ascending order, so the turn of each comes.
 */
typedef struct Turns Turns;
typedef void (*TurnTask)(void *context, size_t item_index);
Turns *turns_open(size_t item_count, TurnTask task, void *context, Arena *memory);
void turns_ready(Turns *turns, size_t item_index);
bool turns_over(Turns *turns, size_t item_index); /* whether it has had its turn */
void turns_wait(Turns *turns, size_t item_index); /* until it has; only for items that are ready */
/* Runs another task while no turn is taken. */
void turns_between(Turns *turns, TurnTask task, void *context, size_t item_index);
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
