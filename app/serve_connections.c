/*
 * Connections: sockets -> requests -> answers -> sockets.
 *
 * One epoll holds the listening socket and every connection that waits for its client. Worker threads take what is
 * ready, in turn, one event at a time; a connection is armed for one event only (EPOLLONESHOT), so that it is always in
 * the hands of one thread or of none. Any worker answers any connection: a request that takes long holds up nobody as
 * long as another worker is free, and all wait in one line.
 *
 *     READING    waits for a whole request, up to REQUEST_MS however it trickles
 *     WRITING    its answer is on the way, up to ANSWER_MS; then READING again, or
 *     DRAINING   after the last answer: what the client still sends is thrown away, so that the answer is not lost to a
 *                reset (RFC 9112, 9.6)
 *     TABLE      a thread of its own writes a table, piece by piece (serve_table.c); then DRAINING
 *
 * Deadlines do not move with every byte. connections_sweep looks at all of them and shuts down what is late; its worker
 * is woken by that and closes it. Who crowds in pushes out who would be late first: mostly somebody who asks nothing,
 * so a crowd of idle connections keeps nobody out. Places are given and taken under the lock, and a descriptor is
 * closed only there, so a number that was used again is never cut by mistake.
 *
 * Invariants: nothing but 127.0.0.1 is listened on; every answer comes from serve_answer.c, with its headers.
 */
#include "serve_connections.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "serve_table.h"

#define CONNECTIONS_MAX 200
#define CONNECTIONS_CROWDED 150
/* No more than there are places between crowded and full. */
#define ACCEPTED_AT_ONCE 32
#define WORKERS_MIN 4
#define WORKERS_MAX 16
#define REQUEST_MS 10000
#define ANSWER_MS 60000
#define DRAIN_MS 2000
#define DRAIN_BYTES_MAX (1 << 20)

typedef enum State { READING, WRITING, DRAINING, TABLE } State;

typedef struct Connection {
    int descriptor; /* -1: a free place */
    _Atomic long long deadline_ms;
    atomic_uint
        turns; /* counted when it is handed on, read when it is taken up: what one thread wrote the next one sees */
    State state;
    char *input; /* REQUEST_BYTES_MAX bytes */
    size_t input_size;
    size_t request_size; /* of the request being answered, at the begin of input */
    Answer answer;
    char *head;
    size_t head_size, sent;
    bool without_body; /* HEAD */
    bool keep_alive;
    size_t drained;
    Request *table_request; /* TABLE: the thread's own */
} Connection;

typedef struct Worker {
    pthread_t thread;
    Reader reader;
    Request *request;
} Worker;

static Connection places[CONNECTIONS_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t table_ended = PTHREAD_COND_INITIALIZER;
static unsigned table_count; /* under the lock */
static Worker workers[WORKERS_MAX];
static unsigned worker_count;
static const Site *site;
static int poll_descriptor = -1, listen_descriptor = -1, stop_descriptor = -1;
static atomic_bool stopping;

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void set_deadline(Connection *connection, long long wait_ms) {
    atomic_store(&connection->deadline_ms, now_ms() + wait_ms);
}

/* --- Places ------------------------------------------------------------------------------------------------------- */

static void close_connection(Connection *connection) {
    answer_free(&connection->answer);
    free(connection->head);
    free(connection->input);
    free(connection->table_request);
    connection->head = connection->input = NULL;
    connection->table_request = NULL;
    pthread_mutex_lock(&lock);
    close(connection->descriptor);
    connection->descriptor = -1;
    pthread_mutex_unlock(&lock);
}

/* Under the lock. Its worker, or the next one, finds it closed; once is enough. */
static void cut_off(Connection *connection) {
    shutdown(connection->descriptor, SHUT_RDWR);
    set_deadline(connection, ANSWER_MS);
}

static void refuse_connection(int descriptor) {
    Answer answer = answer_refusal(503);
    char *head = answer_head(&answer, answer.size, false);
    if (head && send(descriptor, head, strlen(head), MSG_NOSIGNAL | MSG_MORE) > 0)
        (void)!send(descriptor, answer.data, answer.size, MSG_NOSIGNAL);
    free(head);
    close(descriptor);
}

static bool arm(Connection *connection, uint32_t events, int operation) {
    const int descriptor = connection->descriptor;
    atomic_fetch_add(&connection->turns, 1);
    struct epoll_event event = {.events = events | EPOLLONESHOT | EPOLLRDHUP, .data.ptr = connection};
    return epoll_ctl(poll_descriptor, operation, descriptor, &event) == 0;
}

/* Under the lock. Finds a free place; where few are left, whoever has waited longest is shut down. */
static Connection *find_place(void) {
    Connection *place = NULL, *latest = NULL;
    size_t taken = 0;
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        Connection *connection = &places[i];
        if (connection->descriptor < 0) {
            place = connection;
            continue;
        }
        taken++;
        if (!latest || atomic_load(&connection->deadline_ms) < atomic_load(&latest->deadline_ms)) latest = connection;
    }
    if (taken >= CONNECTIONS_CROWDED) cut_off(latest);
    return place;
}

/* False where nobody knocks any more. */
static bool accept_connection(void) {
    int descriptor = accept4(listen_descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
        /* Out of descriptors: who waits in line stays there; this thread does not spin meanwhile. */
        if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) usleep(10000);
        return false;
    }
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    char *input = malloc(REQUEST_BYTES_MAX);
    pthread_mutex_lock(&lock);
    Connection *connection = input ? find_place() : NULL;
    if (connection) {
        *connection = (Connection){.descriptor = descriptor, .input = input};
        set_deadline(connection, REQUEST_MS);
    }
    pthread_mutex_unlock(&lock);
    if (!connection) {
        free(input);
        refuse_connection(descriptor);
    } else if (!arm(connection, EPOLLIN, EPOLL_CTL_ADD)) {
        close_connection(connection);
    }
    return true;
}

/* All who knock: one at a time, in turn with requests, the last of many would wait until the others were answered often. */
static void accept_connections(void) {
    for (int i = 0; i < ACCEPTED_AT_ONCE && accept_connection(); i++) continue;
}

/* --- Answering ---------------------------------------------------------------------------------------------------- */

static void begin_writing(Connection *connection) {
    connection->state = WRITING;
    connection->sent = 0;
    connection->head = answer_head(&connection->answer, connection->answer.size, connection->keep_alive);
    connection->head_size = connection->head ? strlen(connection->head) : 0;
    set_deadline(connection, ANSWER_MS);
}

static void begin_draining(Connection *connection) {
    answer_free(&connection->answer);
    connection->state = DRAINING;
    connection->drained = 0;
    shutdown(connection->descriptor, SHUT_WR);
    set_deadline(connection, DRAIN_MS);
}

static void *write_table(void *argument) {
    Connection *connection = argument;
    Reader reader = {.site = site};
    TableOutput output = {.descriptor = connection->descriptor,
                          .deadline_ms = &connection->deadline_ms,
                          .piece_ms = ANSWER_MS,
                          .without_body = connection->without_body};
    bool whole = table_send(&reader, connection->table_request, &output);
    reader_close(&reader);
    if (whole) begin_draining(connection);
    if (!whole || !arm(connection, EPOLLIN, EPOLL_CTL_MOD)) close_connection(connection);
    pthread_mutex_lock(&lock);
    table_count--;
    pthread_cond_signal(&table_ended);
    pthread_mutex_unlock(&lock);
    return NULL;
}

/* The table's thread takes over the connection and the request; false where it can't be started. */
static bool start_table(Connection *connection, Worker *worker) {
    Request *next = malloc(sizeof *next);
    pthread_mutex_lock(&lock);
    bool free_place = next && table_count < TABLES_MAX && !stopping;
    table_count += free_place;
    pthread_mutex_unlock(&lock);
    if (!free_place) {
        free(next);
        return false;
    }
    connection->state = TABLE;
    connection->table_request = worker->request;
    set_deadline(connection, ANSWER_MS);
    pthread_t thread;
    if (pthread_create(&thread, NULL, write_table, connection) == 0) {
        pthread_detach(thread);
        worker->request = next;
        return true;
    }
    free(next);
    connection->table_request = NULL;
    pthread_mutex_lock(&lock);
    table_count--;
    pthread_mutex_unlock(&lock);
    return false;
}

/* Answers the request of connection->request_size bytes. False: the connection is another thread's now. */
static bool answer_request(Connection *connection, Worker *worker) {
    unsigned refused = connection->request_size == 0
                           ? 431
                           : request_read(connection->input, connection->request_size, worker->request);
    const Request *request = worker->request;
    connection->answer = refused ? answer_refusal(refused) : answer_make(&worker->reader, request);
    connection->keep_alive = !refused && request->keep_alive && connection->answer.status < 400;
    connection->without_body = !refused && strcmp(request->method, "HEAD") == 0;
    if (connection->answer.is_table) {
        if (start_table(connection, worker)) return false;
        connection->answer = answer_refusal(503);
        connection->keep_alive = false;
    }
    begin_writing(connection);
    return true;
}

/* --- One event ---------------------------------------------------------------------------------------------------- */

typedef enum Outcome { GO_ON, WAIT_TO_READ, WAIT_TO_WRITE, GIVEN_AWAY, ENDED } Outcome;

static Outcome go_on_reading(Connection *connection, Worker *worker) {
    connection->request_size = request_size(connection->input, connection->input_size);
    if (connection->request_size == 0 && connection->input_size < REQUEST_BYTES_MAX) {
        ssize_t got = recv(connection->descriptor, connection->input + connection->input_size,
                           REQUEST_BYTES_MAX - connection->input_size, 0);
        if (got > 0) {
            connection->input_size += (size_t)got;
            return GO_ON;
        }
        if (got < 0 && errno == EINTR) return GO_ON;
        return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? WAIT_TO_READ : ENDED;
    }
    return answer_request(connection, worker) ? GO_ON : GIVEN_AWAY;
}

static Outcome go_on_writing(Connection *connection) {
    if (!connection->head) return ENDED;
    const size_t body_size = connection->without_body ? 0 : connection->answer.size;
    while (connection->sent < connection->head_size + body_size) {
        size_t head_sent = connection->sent < connection->head_size ? connection->sent : connection->head_size;
        size_t body_sent = connection->sent - head_sent;
        struct iovec parts[2] = {{connection->head + head_sent, connection->head_size - head_sent},
                                 {(char *)connection->answer.data + body_sent, body_size - body_sent}};
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
        ssize_t sent = sendmsg(connection->descriptor, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? WAIT_TO_WRITE : ENDED;
        connection->sent += (size_t)sent;
    }
    free(connection->head);
    connection->head = NULL;
    if (!connection->keep_alive) {
        begin_draining(connection);
        return GO_ON;
    }
    answer_free(&connection->answer);
    connection->input_size -= connection->request_size;
    memmove(connection->input, connection->input + connection->request_size, connection->input_size);
    connection->state = READING;
    set_deadline(connection, REQUEST_MS);
    /* What has already come of the next request is answered at once; else its turn comes with its bytes. */
    return connection->input_size > 0 ? GO_ON : WAIT_TO_READ;
}

static Outcome go_on_draining(Connection *connection) {
    ssize_t got = recv(connection->descriptor, connection->input, REQUEST_BYTES_MAX, 0);
    if (got < 0 && errno == EINTR) return GO_ON;
    if (got < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? WAIT_TO_READ : ENDED;
    connection->drained += (size_t)got;
    return got == 0 || connection->drained > DRAIN_BYTES_MAX ? ENDED : GO_ON;
}

static void take_turn(Connection *connection, Worker *worker) {
    (void)atomic_load(&connection->turns);
    Outcome outcome = GO_ON;
    while (outcome == GO_ON) {
        outcome = connection->state == READING   ? go_on_reading(connection, worker)
                  : connection->state == WRITING ? go_on_writing(connection)
                                                 : go_on_draining(connection);
    }
    if (outcome == GIVEN_AWAY) return;
    bool armed = outcome != ENDED && arm(connection, outcome == WAIT_TO_READ ? EPOLLIN : EPOLLOUT, EPOLL_CTL_MOD);
    if (!armed) close_connection(connection);
}

/* --- Threads ------------------------------------------------------------------------------------------------------ */

static void *work(void *argument) {
    Worker *worker = argument;
    while (!stopping) {
        struct epoll_event event;
        int count = epoll_wait(poll_descriptor, &event, 1, -1);
        if (count < 1 || event.data.ptr == &stop_descriptor) continue;
        if (event.data.ptr == &listen_descriptor)
            accept_connections();
        else
            take_turn(event.data.ptr, worker);
    }
    reader_close(&worker->reader);
    free(worker->request);
    return NULL;
}

int connections_listen(uint16_t port, uint16_t *bound) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t size = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(descriptor, (struct sockaddr *)&address, size) != 0 || listen(descriptor, SOMAXCONN) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) {
        int reason = errno;
        close(descriptor);
        errno = reason;
        return -1;
    }
    *bound = ntohs(address.sin_port);
    return descriptor;
}

static bool watch_descriptor(int *descriptor, uint32_t flags) {
    struct epoll_event event = {.events = EPOLLIN | flags, .data.ptr = descriptor};
    return epoll_ctl(poll_descriptor, EPOLL_CTL_ADD, *descriptor, &event) == 0;
}

bool connections_start(int listener, const Site *served) {
    site = served;
    listen_descriptor = listener;
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) places[i].descriptor = -1;
    poll_descriptor = epoll_create1(EPOLL_CLOEXEC);
    stop_descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (poll_descriptor < 0 || stop_descriptor < 0) return false;
    if (!watch_descriptor(&listen_descriptor, EPOLLEXCLUSIVE) || !watch_descriptor(&stop_descriptor, 0)) return false;
    long wanted = sysconf(_SC_NPROCESSORS_ONLN) * 2;
    wanted = wanted < WORKERS_MIN ? WORKERS_MIN : wanted > WORKERS_MAX ? WORKERS_MAX : wanted;
    for (; worker_count < (unsigned)wanted; worker_count++) {
        Worker *worker = &workers[worker_count];
        *worker = (Worker){.reader = {.site = site}, .request = malloc(sizeof *worker->request)};
        if (!worker->request || pthread_create(&worker->thread, NULL, work, worker) != 0) {
            free(worker->request);
            break;
        }
    }
    return worker_count > 0;
}

void connections_sweep(void) {
    const long long now = now_ms();
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        if (places[i].descriptor >= 0 && atomic_load(&places[i].deadline_ms) < now) cut_off(&places[i]);
    }
    pthread_mutex_unlock(&lock);
}

void connections_stop(void) {
    stopping = true;
    (void)!write(stop_descriptor, &(uint64_t){1}, sizeof(uint64_t));
    for (unsigned i = 0; i < worker_count; i++) pthread_join(workers[i].thread, NULL);
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < CONNECTIONS_MAX; i++)
        if (places[i].descriptor >= 0) shutdown(places[i].descriptor, SHUT_RDWR);
    while (table_count > 0) pthread_cond_wait(&table_ended, &lock);
    pthread_mutex_unlock(&lock);
    for (size_t i = 0; i < CONNECTIONS_MAX; i++)
        if (places[i].descriptor >= 0) close_connection(&places[i]);
    close(poll_descriptor);
    close(stop_descriptor);
    close(listen_descriptor);
}
