/* Deadlines for connections: who sends or takes too slowly is cut off. */
#ifndef STEMMA_APP_SERVE_WATCH_H
#define STEMMA_APP_SERVE_WATCH_H

#include <stdbool.h>

#define WATCH_CONNECTIONS_MAX 200

/* Starts the thread that cuts; false where it can't. */
bool watch_start(void);
void watch_stop(void);

/* A connection is there: it has some seconds to send a whole request. */
void watch_open(int descriptor);
/* Its request is there: it has a minute to take the answer. */
void watch_answer(int descriptor);
/* The answer is through: the next request may take its time again. */
void watch_idle(int descriptor);
void watch_close(int descriptor);

#endif
