/* Runs independent items on several threads. Results must depend on the item alone, never on the worker. */
#ifndef STEMMA_BASE_PARALLEL_H
#define STEMMA_BASE_PARALLEL_H

#include <stddef.h>
#include <stdint.h>

/* worker_index is below the thread count: for memory of one's own. Items are handed out in ascending order. */
typedef void (*ParallelTask)(void *context, uint32_t worker_index, size_t item_index);

/* 0 threads means one for each processor. */
uint32_t parallel_threads(uint32_t threads_wanted);

/* Returns when all items are done. With one thread, runs on the caller's. */
void parallel_for(uint32_t threads, size_t item_count, ParallelTask task, void *context);

#endif
