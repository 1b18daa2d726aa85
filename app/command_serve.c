/*
 * stemma serve: the collection as a page on this machine.
 *
 * In:  a collection. Out: an HTTP server on 127.0.0.1 until it is interrupted; its address on stdout.
 *
 * serve_connections.c takes connections and gives their requests (request.c) to a few worker threads, each of which has
 * a connection of its own to the collection; serve_guard.c says who may ask, serve_answer.c what is answered,
 * serve_cache.c keeps it, serve_table.c sends tables, view*.c is what all that holds. Why no library: every answer must
 * carry the headers of serve_guard.c, also one that refuses what can't be read, and libraries write those answers
 * themselves; and of HTTP this server speaks so little (GET and HEAD, no bodies) that it is one file.
 *
 * Invariants: nothing is written anywhere; nothing but 127.0.0.1 is listened on; no connection is made to anybody.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "assets.h"
#include "command.h"
#include "serve_connections.h"

#define PORT_USUAL 8017
#define SWEEP_MS 500

/* The port asked for; without one the usual one, or any that is free. -1 after a message. */
static int listen_on(uint32_t port, uint16_t *bound) {
    int listener = connections_listen((uint16_t)(port > 0 ? port : PORT_USUAL), bound);
    if (listener < 0 && port == 0) listener = connections_listen(0, bound);
    if (listener < 0)
        report_trouble("port %u of 127.0.0.1 can't be listened on: %s; --port names another", port, strerror(errno));
    return listener;
}

/* Until one of the signals comes. */
static void serve(const sigset_t *signals) {
    const struct timespec wait = {.tv_nsec = SWEEP_MS * 1000000L};
    while (sigtimedwait(signals, NULL, &wait) < 0) connections_sweep();
}

static void print_address(const Arguments *arguments, const Guard *guard) {
    printf("http://127.0.0.1:%u/", guard->port);
    if (!guard->any_user) printf("?key=%s", guard->key);
    printf("\n");
    fflush(stdout);
    if (arguments->quiet) return;
    if (!assets_built())
        fputs("stemma: this program was built without its page (Node.js and npm were missing): only data is served; "
              "apt install nodejs npm, then make build\n",
              stderr);
    fputs("stemma: open this address in a browser on this machine; Ctrl-C ends it\n", stderr);
}

ExitCode command_serve(const Arguments *arguments) {
    if (arguments->port > 65535) return report_trouble("--port %u: a port has a number up to 65535", arguments->port);
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!collection) return EXIT_TROUBLE;
    if (!arguments->quiet) warn_if_not_traced(collection);
    stemma_collection_close(collection);
    const char *slash = strrchr(arguments->collection, '/');
    Site site = {.collection_path = arguments->collection,
                 .collection_name = slash ? slash + 1 : arguments->collection};
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    uint16_t port = 0;
    int listener = listen_on(arguments->port, &port);
    if (listener < 0) return EXIT_TROUBLE;
    if (!guard_init(&site.guard, port, arguments->any_user) || !connections_start(listener, &site))
        return report_trouble("the server can't be started: %s", strerror(errno));
    print_address(arguments, &site.guard);
    serve(&signals);
    connections_stop();
    return EXIT_FOUND;
}
