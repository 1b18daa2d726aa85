/*
 * A relay: one thread makes things, another takes them, in order.
 *
 * What is read from a file one after another is made here: reading has one thread, and those who compute need not wait
 * for it. Invariant: what is taken doesn't depend on who was faster.
 */
#include "relay.h"

#include <pthread.h>
#include <stdbool.h>

#include "parallel.h"

struct Relay {
    RelayMake make;
    void *context;
    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void *ready[RELAY_READY_MAX]; /* a ring */
    uint32_t first;
    uint32_t count;
    bool over; /* nothing more is made */
    bool unwanted; /* nothing more is taken */
};

/* False: nobody wants any more. */
static bool put(Relay *relay, void *thing) {
    pthread_mutex_lock(&relay->lock);
    while (relay->count == RELAY_READY_MAX && !relay->unwanted) pthread_cond_wait(&relay->changed, &relay->lock);
    const bool wanted = thing && !relay->unwanted;
    if (wanted) relay->ready[(relay->first + relay->count++) % RELAY_READY_MAX] = thing;
    relay->over = !wanted;
    pthread_cond_broadcast(&relay->changed);
    pthread_mutex_unlock(&relay->lock);
    return wanted;
}

static void *make_all(void *argument) {
    Relay *relay = argument;
    while (put(relay, relay->make(relay->context))) continue;
    return NULL;
}

Relay *relay_open(uint32_t threads, RelayMake make, void *context, Arena *memory) {
    Relay *relay = arena_new(memory, Relay);
    relay->make = make;
    relay->context = context;
    pthread_mutex_init(&relay->lock, NULL);
    pthread_cond_init(&relay->changed, NULL);
    relay->has_thread = parallel_threads(threads) > 1 && pthread_create(&relay->thread, NULL, make_all, relay) == 0;
    return relay;
}

static void *make_now(Relay *relay) {
    void *thing = relay->over ? NULL : relay->make(relay->context);
    relay->over = !thing;
    return thing;
}

void *relay_take(Relay *relay) {
    if (!relay->has_thread) return make_now(relay);
    void *thing = NULL;
    pthread_mutex_lock(&relay->lock);
    while (relay->count == 0 && !relay->over) pthread_cond_wait(&relay->changed, &relay->lock);
    if (relay->count > 0) {
        thing = relay->ready[relay->first];
        relay->first = (relay->first + 1) % RELAY_READY_MAX;
        relay->count--;
    }
    pthread_cond_broadcast(&relay->changed);
    pthread_mutex_unlock(&relay->lock);
    return thing;
}

void relay_close(Relay *relay) {
    if (relay->has_thread) {
        pthread_mutex_lock(&relay->lock);
        relay->unwanted = true;
        pthread_cond_broadcast(&relay->changed);
        pthread_mutex_unlock(&relay->lock);
        pthread_join(relay->thread, NULL);
    }
    pthread_cond_destroy(&relay->changed);
    pthread_mutex_destroy(&relay->lock);
}
