/* Answers kept whole, by address, for as long as nobody writes to the collection; shared by all threads. */
#ifndef STEMMA_APP_SERVE_CACHE_H
#define STEMMA_APP_SERVE_CACHE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that several holders share; the last one to let go frees them. */
typedef struct Body {
    atomic_uint holders;
    size_t size;
    char *data;
} Body;

/* data is from malloc and now the body's; NULL where memory is out, with data freed. */
Body *body_new(char *data, size_t size);
void body_release(Body *body); /* accepts NULL */

/*
 * The generation counts how often the cache was emptied. Who answers a request asks for it before it looks at the
 * collection, and says it again with every call: an answer from an older state of the collection never gets in.
 */
uint64_t cache_generation(void);
/* Somebody has written to the collection since this generation. True: everything is forgotten, *generation is the new
 * one. False: another thread was faster; the caller leaves the cache alone and asks again next time. */
bool cache_forget(uint64_t *generation);
/* To be released by the caller; NULL where the cache does not have it. */
Body *cache_find(uint64_t generation, const char *address);
/* Keeps the body, unless it is so large that it would push out much else. */
void cache_keep(uint64_t generation, const char *address, Body *body);

#endif
