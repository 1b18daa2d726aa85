/*
 * stemma serve: the collection as a page on this machine.
 *
 * In:  a collection. Out: an HTTP server on 127.0.0.1 until it is interrupted; its address on stdout.
 *
 * A few worker threads of libmicrohttpd share the connections; each thread has a connection of its own to the
 * collection, opened for reading at its first request. serve_guard.c says who may ask, serve_watch.c who is too slow,
 * serve_answer.c what is answered, view*.c what it holds.
 *
 * Invariants: nothing is written anywhere; nothing but 127.0.0.1 is listened on; no connection is made to anybody.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <microhttpd.h>

#include "assets.h"
#include "command.h"
#include "serve_answer.h"
#include "serve_guard.h"
#include "serve_watch.h"

#define PORT_USUAL 8017
#define WORKERS_MIN 4
#define WORKERS_MAX 16
/* Request line and headers; a longer request is refused by the library. */
#define CONNECTION_BYTES ((size_t)48 << 10)
#define CONNECTION_SECONDS 30

typedef struct Server {
    Guard guard;
    const char *collection_path;
    const char *collection_name;
    pthread_key_t collection; /* of each thread */
} Server;

/* One per process: libmicrohttpd's threads find it here. */
static Server server;

/* What is kept between the parts of one request. */
typedef struct Request {
    char *target; /* as sent */
    bool begun; /* its headers were handed over */
} Request;

static void close_collection(void *collection) {
    stemma_collection_close(collection);
}

static StemmaCollection *thread_collection(StemmaError *error) {
    StemmaCollection *collection = pthread_getspecific(server.collection);
    if (collection) return collection;
    if (stemma_collection_open(server.collection_path, STEMMA_OPEN_READ, &collection, error) != STEMMA_OK) return NULL;
    pthread_setspecific(server.collection, collection);
    return collection;
}

/* --- One request -------------------------------------------------------------------------------------------------- */

static int descriptor_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static void *request_begin(void *context, const char *target, struct MHD_Connection *connection) {
    (void)context;
    (void)connection;
    Request *request = calloc(1, sizeof *request);
    if (request) request->target = strdup(target);
    return request;
}

static void request_end(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode code) {
    (void)context;
    (void)code;
    Request *request = *state;
    if (request) free(request->target);
    free(request);
    *state = NULL;
    watch_idle(descriptor_of(connection));
}

static void connection_changed(void *context, struct MHD_Connection *connection, void **state,
                               enum MHD_ConnectionNotificationCode code) {
    (void)context;
    (void)state;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        watch_open(descriptor_of(connection));
    else
        watch_close(descriptor_of(connection));
}

/* The address without its key: "/?key=…" becomes "/". */
static Answer answer_with_cookie(const Request *request) {
    char *place = strdup(request->target);
    char *key = place ? strstr(place, "key=") : NULL;
    if (!key || place[0] != '/' || place[1] == '/' || place[1] == '\\') {
        free(place);
        return answer_text(MHD_HTTP_BAD_REQUEST, "This address is malformed.\n");
    }
    char *rest = strchr(key, '&');
    if (rest)
        memmove(key, rest + 1, strlen(rest + 1) + 1);
    else
        key[-1] = 0;
    Answer answer = answer_text(MHD_HTTP_SEE_OTHER, "");
    if (answer.response) {
        MHD_add_response_header(answer.response, MHD_HTTP_HEADER_LOCATION, place);
        guard_cookie_add(&server.guard, answer.response);
    }
    free(place);
    return answer;
}

static Answer answer_verdict(GuardVerdict verdict, struct MHD_Connection *connection, const char *path,
                             const Request *request) {
    switch (verdict) {
    case GUARD_LET_IN: {
        AnswerRequest asked = {connection, path, server.collection_name, thread_collection};
        return answer_make(&asked);
    }
    case GUARD_SET_KEY: return answer_with_cookie(request);
    case GUARD_WRONG_HOST:
        return answer_text(MHD_HTTP_MISDIRECTED_REQUEST, "This server answers to 127.0.0.1 and localhost only.\n");
    case GUARD_WRONG_METHOD: {
        Answer answer = answer_text(MHD_HTTP_METHOD_NOT_ALLOWED, "This server only shows: GET and HEAD.\n");
        if (answer.response) MHD_add_response_header(answer.response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
        return answer;
    }
    case GUARD_WRONG_ORIGIN:
        return answer_text(MHD_HTTP_FORBIDDEN, "Pages of other sites get no answer from this server.\n");
    case GUARD_NO_KEY:
        return answer_text(MHD_HTTP_FORBIDDEN, "This page is for who started it: open the address that stemma serve "
                                               "printed, with its key.\n");
    case GUARD_TOO_LONG: return answer_text(MHD_HTTP_CONTENT_TOO_LARGE, "This request is too long.\n");
    case GUARD_MALFORMED: break;
    }
    return answer_text(MHD_HTTP_BAD_REQUEST, "This request is malformed.\n");
}

static enum MHD_Result answer_request(void *context, struct MHD_Connection *connection, const char *path,
                                      const char *method, const char *version, const char *body, size_t *body_size,
                                      void **state) {
    (void)context;
    (void)version;
    (void)body;
    Request *request = *state;
    if (!request || !request->target) return MHD_NO;
    GuardVerdict verdict = guard_judge(&server.guard, connection, method, path);
    /* The first call comes with the headers alone: what is refused, is refused before its body arrives. */
    if (!request->begun && verdict == GUARD_LET_IN) {
        request->begun = true;
        watch_answer(descriptor_of(connection));
        return MHD_YES;
    }
    *body_size = 0;
    if (strstr(request->target, "%00")) verdict = GUARD_MALFORMED;
    Answer answer = answer_verdict(verdict, connection, path, request);
    if (!answer.response) return MHD_NO;
    guard_headers_add(answer.response);
    if (verdict != GUARD_LET_IN && verdict != GUARD_SET_KEY)
        MHD_add_response_header(answer.response, MHD_HTTP_HEADER_CONNECTION, "close");
    enum MHD_Result queued = MHD_queue_response(connection, answer.status, answer.response);
    MHD_destroy_response(answer.response);
    return queued;
}

/* --- Starting ----------------------------------------------------------------------------------------------------- */

static void keep_quiet(void *context, const char *format, va_list arguments) {
    (void)context;
    (void)format;
    (void)arguments;
}

static struct MHD_Daemon *listen_on(uint16_t port, unsigned workers) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG, port, NULL, NULL, answer_request, NULL,
                            MHD_OPTION_EXTERNAL_LOGGER, keep_quiet, NULL, MHD_OPTION_SOCK_ADDR,
                            (struct sockaddr *)&address, MHD_OPTION_THREAD_POOL_SIZE, workers,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)WATCH_CONNECTIONS_MAX,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
                            (unsigned)CONNECTION_SECONDS, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
                            request_begin, NULL, MHD_OPTION_NOTIFY_COMPLETED, request_end, NULL,
                            MHD_OPTION_NOTIFY_CONNECTION, connection_changed, NULL, MHD_OPTION_END);
}

/* The port asked for; without one the usual one, or any that is free. */
static struct MHD_Daemon *start(uint32_t port, unsigned workers) {
    struct MHD_Daemon *daemon = listen_on((uint16_t)(port > 0 ? port : PORT_USUAL), workers);
    if (!daemon && port == 0) daemon = listen_on(0, workers);
    if (!daemon)
        report_trouble("port %u of 127.0.0.1 can't be listened on: %s; --port names another", port,
                       errno ? strerror(errno) : "in use");
    return daemon;
}

static unsigned worker_count(void) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    long workers = processors * 2;
    return (unsigned)(workers < WORKERS_MIN ? WORKERS_MIN : workers > WORKERS_MAX ? WORKERS_MAX : workers);
}

static void print_address(const Arguments *arguments) {
    printf("http://127.0.0.1:%u/", server.guard.port);
    if (!server.guard.any_user) printf("?key=%s", server.guard.key);
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
    server.collection_path = arguments->collection;
    server.collection_name = slash ? slash + 1 : arguments->collection;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (pthread_key_create(&server.collection, close_collection) != 0 || !guard_init(&server.guard, 0, false) ||
        !watch_start())
        return report_trouble("the server can't be started: %s", strerror(errno));
    server.guard.any_user = arguments->any_user;
    struct MHD_Daemon *daemon = start(arguments->port, worker_count());
    if (daemon) {
        const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
        server.guard.port = info ? info->port : 0;
        print_address(arguments);
        int received;
        sigwait(&signals, &received);
        MHD_stop_daemon(daemon);
    }
    watch_stop();
    return daemon ? EXIT_FOUND : EXIT_TROUBLE;
}
