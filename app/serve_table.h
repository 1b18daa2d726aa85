/* Sends a table while it is made: however large, never more of it in memory than one piece. */
#ifndef STEMMA_APP_SERVE_TABLE_H
#define STEMMA_APP_SERVE_TABLE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "serve_answer.h"

/* Each has a thread and a connection to the collection of its own. */
#define TABLES_MAX 8

typedef struct TableOutput {
    int descriptor;
    _Atomic long long *deadline_ms; /* moved on by piece_ms whenever a piece was taken */
    long long piece_ms;
    bool without_body;
} TableOutput;

/* False where the client did not take all of it, or the table could not be finished: the connection is to be closed at
 * once, so that what arrived is not taken for the whole. */
bool table_send(Reader *reader, const Request *request, TableOutput *output);

#endif
