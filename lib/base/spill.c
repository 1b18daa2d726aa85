/*
 * Spilling: arenas in files.
 *
 * In:  stretches of address space that arenas have reserved; a budget for what the process holds in memory.
 * Out: the same stretches backed by nameless files, and a process that stays within its budget.
 *
 * A shared mapping of a file can be taken out of the process at any time (MADV_DONTNEED): its pages stay in the
 * system's cache while there is room, go to disk when there is none, and come back where they are touched. So no stage
 * has to know of it. A thread looks a thousand times a second or more at how much is resident and takes the large arenas
 * out, or all of them, when it is too much: what is needed comes back in a fraction of the time that filling the budget takes. Stages read and
 * write mostly in sequence, so little is needed twice. On a busy machine the watch does not come to look in time: those
 * who work look too, between the items of a loop and where an arena grows.
 *
 * Disk space is taken when an arena grows, not when a page is written: a full disk is then found where it can be told,
 * and not by a signal.
 *
 * Invariant: a stretch in the list is mapped; it is taken off before its addresses are given back.
 */
#include "spill.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"

#define SPILLS_MAX 512
#define FOLDER_BYTES_MAX 4096
/* Between two looks of the watch, and of those who work; shorter when half of what may be held is there already. */
#define LOOK_NANOSECONDS 1000000L
#define LOOK_SOON_NANOSECONDS 100000L
/* How long the watch works at a time: who asks for little is let in first where processors are short. */
#define WATCH_SLICE_NANOSECONDS 100000
/*
 * Taken out at this share of the budget, of a large one when so much of it is left: the rest is for what comes in
 * before somebody looks again and while it is being done. That does not depend on the budget: a touch brings in whole
 * large pages of what is in the system's cache, and was seen to bring 600 MiB: of 2 GiB, 75 in 100 gave a peak of 2,387
 * MiB on an idle machine, 65 in 100 one of 2,075, in the same time. At half of a small budget what is needed all the time
 * goes out all the time: a store took ten times as long.
 */
#define BUDGET_PERCENT 65
#define BELOW_BUDGET_BYTES ((size_t)640 << 20)
/* Plain memory can't be taken out: it is tried again when this share of the budget has come in besides. */
#define AGAIN_SHARE 8
/* Taken out first: what is as large as this share of the largest. It is mostly gone through in sequence; tables are not. */
#define LARGE_SHARE 4
/* Of the budget: what one arena may have in plain memory, and all of them. */
#define ARENA_SHARE 32
#define ALL_SHARE 4

struct Spill {
    uint8_t *begin; /* NULL: free */
    int descriptor;
    size_t committed_bytes;
};

/* Under the lock. */
static struct {
    pthread_mutex_t lock;
    Spill spills[SPILLS_MAX];
    size_t count; /* none behind it is in use */
    char folder[FOLDER_BYTES_MAX];
    pthread_t watch;
    int statm; /* open while spilling */
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static atomic_bool spilling;
static atomic_size_t budget;
static atomic_uint_fast64_t looked_ns; /* when somebody who works looked last */
static atomic_long pause_ns; /* until the next look */

static size_t resident_bytes(void) {
    char text[128];
    ssize_t size = pread(state.statm, text, sizeof text - 1, 0);
    if (size <= 0) return 0;
    text[size] = '\0';
    char *rest = NULL;
    (void)strtoull(text, &rest, 10);
    return (size_t)strtoull(rest, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

/* Those that have from so many bytes to less than so many. */
static void take_out(size_t least, size_t end) {
    for (size_t i = 0; i < state.count; i++) {
        const Spill *spill = &state.spills[i];
        if (spill->begin && spill->committed_bytes >= least && spill->committed_bytes < end)
            (void)madvise(spill->begin, spill->committed_bytes, MADV_DONTNEED);
    }
}

/* The large ones, and where that was not enough the rest. */
static void take_out_until(size_t most) {
    size_t largest = 0;
    pthread_mutex_lock(&state.lock);
    for (size_t i = 0; i < state.count; i++) {
        const Spill *spill = &state.spills[i];
        if (spill->begin && spill->committed_bytes > largest) largest = spill->committed_bytes;
    }
    take_out(largest / LARGE_SHARE + 1, SIZE_MAX);
    if (resident_bytes() > most / 2) take_out(1, largest / LARGE_SHARE + 1);
    pthread_mutex_unlock(&state.lock);
}

static void keep_to_budget(void) {
    const size_t all = atomic_load(&budget);
    const size_t share = all / 100 * BUDGET_PERCENT;
    const size_t most = all > share + BELOW_BUDGET_BYTES ? all - BELOW_BUDGET_BYTES : share;
    const size_t resident = resident_bytes();
    atomic_store(&pause_ns, resident > most / 2 ? LOOK_SOON_NANOSECONDS : LOOK_NANOSECONDS);
    if (resident > most && resident > arena_committed_bytes() + all / AGAIN_SHARE) take_out_until(most);
}

void spill_look(void) {
    if (!atomic_load_explicit(&spilling, memory_order_relaxed)) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint_fast64_t now_ns = (uint_fast64_t)now.tv_sec * 1000000000u + (uint_fast64_t)now.tv_nsec;
    uint_fast64_t last_ns = atomic_load(&looked_ns);
    if (now_ns - last_ns >= (uint_fast64_t)atomic_load(&pause_ns) &&
        atomic_compare_exchange_strong(&looked_ns, &last_ns, now_ns))
        keep_to_budget();
}

SpillShares spill_shares(void) {
    if (!atomic_load(&spilling)) return (SpillShares){SIZE_MAX, SIZE_MAX};
    const size_t all = atomic_load(&budget);
    return (SpillShares){all / ARENA_SHARE, all / ALL_SHARE};
}

/* A request only: where the system does not know it (Linux before 6.12, others), the watch waits its turn. */
static void ask_for_short_turns(void) {
#ifdef SYS_sched_setattr
    /* As the system lays it out; its header can't stand beside the library's. */
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } turns = {.size = sizeof turns};
    if (syscall(SYS_sched_getattr, 0, &turns, sizeof turns, 0) != 0) return;
    turns.runtime = WATCH_SLICE_NANOSECONDS;
    (void)syscall(SYS_sched_setattr, 0, &turns, 0);
#endif
}

static void *watch(void *context) {
    (void)context;
    ask_for_short_turns();
    while (atomic_load(&spilling)) {
        keep_to_budget();
        const struct timespec pause = {.tv_nsec = atomic_load(&pause_ns)};
        nanosleep(&pause, NULL);
    }
    return NULL;
}

static const char *temporary_folder(void) {
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/var/tmp";
}

bool spill_begin(const char *folder, size_t budget_bytes) {
    if (atomic_load(&spilling)) return false;
    state.statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (state.statm < 0) return false;
    int size = snprintf(state.folder, sizeof state.folder, "%s", folder ? folder : temporary_folder());
    atomic_store(&budget, budget_bytes);
    atomic_store(&spilling, true);
    bool started = size > 0 && size < FOLDER_BYTES_MAX && pthread_create(&state.watch, NULL, watch, NULL) == 0;
    if (started) return true;
    atomic_store(&spilling, false);
    close(state.statm);
    return false;
}

void spill_budget_set(size_t budget_bytes) {
    atomic_store(&budget, budget_bytes);
}

/* The limit of the control group that a container's processes are in; none: UINT64_MAX. */
static uint64_t container_bytes(void) {
    char text[32] = "";
    int file = open("/sys/fs/cgroup/memory.max", O_RDONLY | O_CLOEXEC);
    if (file < 0) return UINT64_MAX;
    ssize_t size = read(file, text, sizeof text - 1);
    close(file);
    uint64_t bytes = 0;
    for (ssize_t i = 0; i < size && text[i] >= '0' && text[i] <= '9'; i++)
        bytes = bytes * 10 + (uint64_t)(text[i] - '0');
    return bytes > 0 ? bytes : UINT64_MAX; /* "max" */
}

uint64_t spill_machine_bytes(void) {
    long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
    uint64_t machine = pages > 0 && page_bytes > 0 ? (uint64_t)pages * (uint64_t)page_bytes : 0;
    uint64_t container = container_bytes();
    return container < machine ? container : machine;
}

size_t spill_budget(void) {
    return atomic_load(&spilling) ? atomic_load(&budget) : 0;
}

void spill_end(void) {
    if (!atomic_load(&spilling)) return;
    atomic_store(&spilling, false);
    pthread_join(state.watch, NULL);
    close(state.statm);
}

/* A file without a name, gone with its last use; -1 where there is none to be had. */
static int open_nameless(void) {
    int descriptor = open(state.folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0) return descriptor;
    char path[FOLDER_BYTES_MAX + 32];
    snprintf(path, sizeof path, "%s/.stemma-memory-XXXXXX", state.folder);
    descriptor = mkostemp(path, O_CLOEXEC);
    if (descriptor >= 0) unlink(path);
    return descriptor;
}

static Spill *find_free(void) {
    for (size_t i = 0; i < SPILLS_MAX; i++) {
        if (state.spills[i].begin) continue;
        if (i >= state.count) state.count = i + 1;
        return &state.spills[i];
    }
    return NULL;
}

Spill *spill_open(uint8_t *begin, size_t size) {
    if (!atomic_load(&spilling)) return NULL;
    int descriptor = open_nameless();
    if (descriptor < 0) return NULL;
    pthread_mutex_lock(&state.lock);
    Spill *spill = find_free();
    bool mapped = spill && ftruncate(descriptor, (off_t)size) == 0 &&
                  mmap(begin, size, PROT_NONE, MAP_SHARED | MAP_FIXED, descriptor, 0) != MAP_FAILED;
    if (mapped) *spill = (Spill){.begin = begin, .descriptor = descriptor};
    pthread_mutex_unlock(&state.lock);
    if (mapped) return spill;
    close(descriptor);
    return NULL;
}

bool spill_grow(Spill *spill, size_t size_bytes) {
    size_t committed = spill->committed_bytes;
    if (size_bytes <= committed) return true;
    if (posix_fallocate(spill->descriptor, (off_t)committed, (off_t)(size_bytes - committed)) != 0) return false;
    pthread_mutex_lock(&state.lock);
    spill->committed_bytes = size_bytes;
    pthread_mutex_unlock(&state.lock);
    /* On a busy machine the watch may not come to look in time; what grows looks by itself. */
    if (atomic_load(&spilling)) keep_to_budget();
    return true;
}

void spill_shrink(Spill *spill, size_t size_bytes) {
    size_t committed = spill->committed_bytes;
    if (size_bytes >= committed) return;
    pthread_mutex_lock(&state.lock);
    spill->committed_bytes = size_bytes;
    pthread_mutex_unlock(&state.lock);
    (void)fallocate(spill->descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)size_bytes,
                    (off_t)(committed - size_bytes));
}

void spill_close(Spill *spill) {
    pthread_mutex_lock(&state.lock);
    int descriptor = spill->descriptor;
    *spill = (Spill){0};
    pthread_mutex_unlock(&state.lock);
    close(descriptor);
}
