/*
 * A loop spread over threads: items are claimed one by one from a shared counter, so uneven items balance.
 *
 * Threads live for one loop: starting two takes some tens of microseconds, nothing beside what the loops here do.
 * Where a thread can't be started the others do its share. Invariant: each item runs exactly once.
 */
#include "parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#include "spill.h"

#define THREADS_MAX 64

typedef struct Loop {
    ParallelTask task;
    void *context;
    size_t item_count;
    atomic_size_t next_item;
} Loop;

typedef struct Worker {
    Loop *loop;
    uint32_t index;
    bool started;
    pthread_t thread;
} Worker;

uint32_t parallel_threads(uint32_t threads_wanted) {
    long processors = threads_wanted > 0 ? (long)threads_wanted : sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1) return 1;
    return processors > THREADS_MAX ? THREADS_MAX : (uint32_t)processors;
}

static void *work(void *argument) {
    Worker *worker = argument;
    Loop *loop = worker->loop;
    for (;;) {
        size_t item = atomic_fetch_add(&loop->next_item, 1);
        if (item >= loop->item_count) return NULL;
        loop->task(loop->context, worker->index, item);
        spill_look();
    }
}

void parallel_for(uint32_t threads, size_t item_count, ParallelTask task, void *context) {
    Loop loop = {.task = task, .context = context, .item_count = item_count};
    Worker workers[THREADS_MAX];
    uint32_t worker_count = parallel_threads(threads);
    if (worker_count > item_count) worker_count = item_count > 0 ? (uint32_t)item_count : 1;
    for (uint32_t i = 0; i < worker_count; i++) workers[i] = (Worker){.loop = &loop, .index = i};
    for (uint32_t i = 1; i < worker_count; i++)
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    work(&workers[0]);
    for (uint32_t i = 1; i < worker_count; i++)
        if (workers[i].started) pthread_join(workers[i].thread, NULL);
}

struct Turns {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    TurnTask task;
    void *context;
    bool *ready; /* by item */
    size_t item_count;
    size_t next_item;
};

Turns *turns_open(size_t item_count, TurnTask task, void *context, Arena *memory) {
    Turns *turns = arena_new(memory, Turns);
    pthread_mutex_init(&turns->lock, NULL);
    pthread_cond_init(&turns->ended, NULL);
    turns->task = task;
    turns->context = context;
    turns->ready = arena_new_array(memory, bool, item_count);
    turns->item_count = item_count;
    return turns;
}

void turns_ready(Turns *turns, size_t item_index) {
    pthread_mutex_lock(&turns->lock);
    turns->ready[item_index] = true;
    for (; turns->next_item < turns->item_count && turns->ready[turns->next_item]; turns->next_item++)
        turns->task(turns->context, turns->next_item);
    pthread_cond_broadcast(&turns->ended);
    pthread_mutex_unlock(&turns->lock);
}

bool turns_over(Turns *turns, size_t item_index) {
    pthread_mutex_lock(&turns->lock);
    bool over = turns->next_item > item_index;
    pthread_mutex_unlock(&turns->lock);
    return over;
}

void turns_wait(Turns *turns, size_t item_index) {
    pthread_mutex_lock(&turns->lock);
    while (turns->next_item <= item_index) pthread_cond_wait(&turns->ended, &turns->lock);
    pthread_mutex_unlock(&turns->lock);
}

void turns_between(Turns *turns, TurnTask task, void *context, size_t item_index) {
    pthread_mutex_lock(&turns->lock);
    task(context, item_index);
    pthread_mutex_unlock(&turns->lock);
}

void turns_close(Turns *turns) {
    pthread_cond_destroy(&turns->ended);
    pthread_mutex_destroy(&turns->lock);
}

Workers workers_open(uint32_t threads_wanted, Arena *memory) {
    Workers workers = {.count = parallel_threads(threads_wanted)};
    workers.results = arena_new_array(memory, Arena, workers.count);
    workers.scratches = arena_new_array(memory, Arena, workers.count);
    for (uint32_t i = 0; i < workers.count; i++) {
        workers.results[i] = arena_open(0);
        workers.scratches[i] = arena_open(0);
    }
    return workers;
}

void workers_close(Workers *workers) {
    for (uint32_t i = 0; i < workers->count; i++) {
        arena_close(&workers->results[i]);
        arena_close(&workers->scratches[i]);
    }
    workers->count = 0;
}
