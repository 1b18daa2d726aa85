/* Things made one after another in the background, while the caller does something else or uses those before. */
#ifndef STEMMA_BASE_RELAY_H
#define STEMMA_BASE_RELAY_H

#include <stdint.h>

#include "arena.h"

/* So many lie ready at most: whoever makes the next one waits. */
enum { RELAY_READY_MAX = 4, RELAY_ROOMS = RELAY_READY_MAX + 2 };

/*
 * Makes the next thing; NULL at the end, after which it is not asked again. A thing may be made in one of RELAY_ROOMS
 * rooms taken by turns: when a room's turn comes again, what was made in it has been given back by the next relay_take.
 */
typedef void *(*RelayMake)(void *context);

typedef struct Relay Relay;

/*
 * Begins to make things, on a thread of its own; with one thread, or where none can be started, each is made when it is
 * taken. `make` and the caller must not touch the same things until relay_close. memory holds the relay.
 */
Relay *relay_open(uint32_t threads, RelayMake make, void *context, Arena *memory);
/* The next thing, in the order of making, once it is there; NULL at the end, and from then on. */
void *relay_take(Relay *relay);
/* Nothing is made any more when it returns, whether all was taken or not. */
void relay_close(Relay *relay);

#endif
