/*
 * A cache of answers.
 *
 * In:  addresses as they were asked for, and what was answered. Out: the same bytes again.
 *
 * A table by hash, chained, and a list from the latest used to the one longest out of use, which makes room. It holds
 * at most CACHE_BYTES_MAX, keys and bookkeeping counted. One lock guards all of it: it is held for a look-up, never
 * while an answer is made or sent, since bodies count their holders.
 *
 * Invariants: an entry was made from the state of the collection that every thread asking in its generation sees;
 * bytes_used is the sum over the entries.
 */
#include "serve_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Some thousand answers of twenty kilobytes. */
#define CACHE_BYTES_MAX ((size_t)32 << 20)
#define ENTRY_BYTES_MAX (CACHE_BYTES_MAX / 16)
#define SLOTS 4096 /* a power of two */

typedef struct Entry Entry;
struct Entry {
    Entry *next_in_slot;
    Entry *later, *earlier; /* by last use */
    uint64_t hash;
    Body *body;
    size_t bytes;
    char address[];
};

static Entry *slots[SLOTS];
static Entry *latest, *earliest;
static size_t bytes_used;
static uint64_t generation_now = 1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* --- Bodies ------------------------------------------------------------------------------------------------------- */

Body *body_new(char *data, size_t size) {
    Body *body = malloc(sizeof *body);
    if (!body) {
        free(data);
        return NULL;
    }
    atomic_init(&body->holders, 1);
    body->size = size;
    body->data = data;
    return body;
}

static Body *body_hold(Body *body) {
    atomic_fetch_add(&body->holders, 1);
    return body;
}

void body_release(Body *body) {
    if (!body || atomic_fetch_sub(&body->holders, 1) > 1) return;
    free(body->data);
    free(body);
}

/* --- Entries, under the lock -------------------------------------------------------------------------------------- */

static uint64_t hash_of(const char *address) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (; *address; address++) hash = (hash ^ (unsigned char)*address) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 29;
}

static void unlink_use(Entry *entry) {
    *(entry->later ? &entry->later->earlier : &latest) = entry->earlier;
    *(entry->earlier ? &entry->earlier->later : &earliest) = entry->later;
}

static void link_latest(Entry *entry) {
    entry->later = NULL;
    entry->earlier = latest;
    *(latest ? &latest->later : &earliest) = entry;
    latest = entry;
}

static void drop(Entry *entry) {
    Entry **place = &slots[entry->hash % SLOTS];
    while (*place != entry) place = &(*place)->next_in_slot;
    *place = entry->next_in_slot;
    unlink_use(entry);
    bytes_used -= entry->bytes;
    body_release(entry->body);
    free(entry);
}

static Entry *find(const char *address, uint64_t hash) {
    Entry *entry = slots[hash % SLOTS];
    while (entry && (entry->hash != hash || strcmp(entry->address, address) != 0)) entry = entry->next_in_slot;
    return entry;
}

/* --- Calls -------------------------------------------------------------------------------------------------------- */

uint64_t cache_generation(void) {
    pthread_mutex_lock(&lock);
    uint64_t generation = generation_now;
    pthread_mutex_unlock(&lock);
    return generation;
}

bool cache_forget(uint64_t *generation) {
    pthread_mutex_lock(&lock);
    bool first = generation_now == *generation;
    if (first) {
        while (earliest) drop(earliest);
        *generation = ++generation_now;
    }
    pthread_mutex_unlock(&lock);
    return first;
}

Body *cache_find(uint64_t generation, const char *address) {
    const uint64_t hash = hash_of(address);
    pthread_mutex_lock(&lock);
    Entry *entry = generation == generation_now ? find(address, hash) : NULL;
    Body *body = entry ? body_hold(entry->body) : NULL;
    if (entry) {
        unlink_use(entry);
        link_latest(entry);
    }
    pthread_mutex_unlock(&lock);
    return body;
}

void cache_keep(uint64_t generation, const char *address, Body *body) {
    const size_t address_size = strlen(address) + 1;
    const size_t bytes = sizeof(Entry) + sizeof(Body) + address_size + body->size;
    if (bytes > ENTRY_BYTES_MAX) return;
    const uint64_t hash = hash_of(address);
    Entry *entry = malloc(sizeof *entry + address_size);
    if (!entry) return;
    pthread_mutex_lock(&lock);
    if (generation == generation_now && !find(address, hash)) {
        while (earliest && bytes_used + bytes > CACHE_BYTES_MAX) drop(earliest);
        *entry = (Entry){.hash = hash, .body = body_hold(body), .bytes = bytes, .next_in_slot = slots[hash % SLOTS]};
        memcpy(entry->address, address, address_size);
        slots[hash % SLOTS] = entry;
        link_latest(entry);
        bytes_used += bytes;
        entry = NULL;
    }
    pthread_mutex_unlock(&lock);
    free(entry);
}
