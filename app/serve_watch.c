/*
 * Deadlines that do not move with every byte: the HTTP library's own time-out starts anew whenever something arrives,
 * so a client that sends one byte a second would hold its connection for ever.
 *
 * One table of open connections with a deadline each, one thread that looks at it every half second and shuts down what
 * is late. The library closes a descriptor only after watch_close has taken it out of the table, so a number that was
 * used again is never cut by mistake.
 */
#include "serve_watch.h"

#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

#define REQUEST_MS 10000
#define ANSWER_MS 60000
#define LOOK_EVERY_MS 500

typedef struct Watched {
    int descriptor; /* -1: a free place */
    long long deadline_ms;
} Watched;

static Watched watched[WATCH_CONNECTIONS_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_t thread;
static bool running;

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void *watch(void *context) {
    (void)context;
    pthread_mutex_lock(&lock);
    while (running) {
        long long now = now_ms();
        for (int i = 0; i < WATCH_CONNECTIONS_MAX; i++)
            if (watched[i].descriptor >= 0 && watched[i].deadline_ms < now) {
                shutdown(watched[i].descriptor, SHUT_RDWR);
                watched[i].deadline_ms = now + ANSWER_MS; /* once is enough */
            }
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += LOOK_EVERY_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&changed, &lock, &until);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

bool watch_start(void) {
    for (int i = 0; i < WATCH_CONNECTIONS_MAX; i++) watched[i].descriptor = -1;
    running = true;
    return pthread_create(&thread, NULL, watch, NULL) == 0;
}

void watch_stop(void) {
    pthread_mutex_lock(&lock);
    running = false;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
}

/* The place of a descriptor, -1 for a free one; NULL where there is none. */
static Watched *find_place(int descriptor) {
    for (int i = 0; i < WATCH_CONNECTIONS_MAX; i++)
        if (watched[i].descriptor == descriptor) return &watched[i];
    return NULL;
}

static void set_deadline(int descriptor, int wait_ms) {
    pthread_mutex_lock(&lock);
    Watched *place = find_place(descriptor);
    if (place) place->deadline_ms = now_ms() + wait_ms;
    pthread_mutex_unlock(&lock);
}

void watch_open(int descriptor) {
    pthread_mutex_lock(&lock);
    Watched *place = find_place(-1);
    if (place) *place = (Watched){descriptor, now_ms() + REQUEST_MS};
    pthread_mutex_unlock(&lock);
}

void watch_answer(int descriptor) {
    set_deadline(descriptor, ANSWER_MS);
}

void watch_idle(int descriptor) {
    set_deadline(descriptor, REQUEST_MS);
}

void watch_close(int descriptor) {
    pthread_mutex_lock(&lock);
    Watched *place = find_place(descriptor);
    if (place) place->descriptor = -1;
    pthread_mutex_unlock(&lock);
}
