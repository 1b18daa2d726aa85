/* Takes connections, reads requests, sends answers; whoever sends or takes too slowly is cut off. */
#ifndef STEMMA_APP_SERVE_CONNECTIONS_H
#define STEMMA_APP_SERVE_CONNECTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "serve_answer.h"

/* Listens on 127.0.0.1; port 0: any that is free. The descriptor, and the port in *bound; -1 with errno. */
int connections_listen(uint16_t port, uint16_t *bound);
/* Starts the threads that serve the site; false with errno where they can't be started. */
bool connections_start(int listener, const Site *site);
/* Cuts off who is late: to be called about twice a second. */
void connections_sweep(void);
/* Ends every connection and thread. */
void connections_stop(void);

#endif
