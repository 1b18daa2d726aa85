/*
 * Arenas: one reservation of address space each, committed in growing steps as it fills.
 *
 * The idea (after the plain arenas of the "nullprogram" school): a result never moves, nothing is freed piece by
 * piece, and a scratch arena handed over by value rewinds by itself when the callee returns. Because a copy of an
 * Arena must see what another copy has committed, the committed mark lives in a header at the region's start.
 *
 * Invariants: header.committed_bytes never exceeds reserved_bytes; bytes behind it are PROT_NONE, so a stray pointer
 * faults. Under AddressSanitizer every allocation is followed by a poisoned gap, and what was rewound is poisoned
 * again when its neighbour is handed out: without that an arena hides just the bugs the sanitizer is for.
 *
 * A closed arena of the default size leaves its region behind for the next one that is opened, a few at a time: taking
 * addresses and pages from the system and giving them back costs more than most requests of a server do with them, and
 * holds up its other threads, which share them. What lies there counts as given back.
 */
#include "arena.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "spill.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#endif
#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
#define GAP_BYTES ((size_t)16)
#define REPOISON_BYTES_MAX ((size_t)4096)
#else
#define GAP_BYTES ((size_t)0)
#endif

#define HEADER_BYTES ((size_t)64)
/* 1 TiB costs nothing but addresses; where a limit on them is set, smaller reservations are tried. */
#define RESERVE_BYTES_DEFAULT ((size_t)1 << 40)
#define RESERVE_BYTES_LEAST ((size_t)1 << 26)
/* Committing grows by an eighth of what is committed, between these: few system calls, little waste. */
#define COMMIT_STEP_LEAST ((size_t)1 << 18)
/* What is larger grows by whole large pages, and begins with one: only then does the system back it with them. */
#define LARGE_PAGE_BYTES ((size_t)1 << 21)
#define COMMIT_STEP_MOST ((size_t)1 << 26)
/* Less than this is kept committed by arena_reset: giving it back and taking it again costs more. */
#define RESET_KEEP_BYTES ((size_t)1 << 24)

/*
 * Regions left for the next arenas: their number, and what of each stays in memory. None under the sanitizer, which
 * would not see that they were given back.
 */
#ifdef ARENA_POISON
#define LEFT_REGIONS_MAX 0
#else
#define LEFT_REGIONS_MAX 32
#endif
#define LEFT_BYTES_MAX ((size_t)1 << 20)

struct ArenaRegion {
    size_t reserved_bytes;
    size_t committed_bytes;
    Spill *spill; /* NULL: all of it is plain memory */
    size_t spill_from; /* what lies behind these lies in a file */
    bool smaller_than_wanted;
    ArenaRegion *next_left; /* while it waits for the next arena */
};

static pthread_mutex_t left_lock = PTHREAD_MUTEX_INITIALIZER;
static ArenaRegion *left_regions;
static unsigned left_count;

static ArenaOutOfMemory out_of_memory_handler;
static void *out_of_memory_context;
static atomic_size_t committed_total;
static atomic_size_t committed_peak;
static atomic_size_t committed_limit;
static atomic_uint_fast64_t allocations_until_failure;

void arena_out_of_memory_set(ArenaOutOfMemory handler, void *context) {
    out_of_memory_handler = handler;
    out_of_memory_context = context;
}

void arena_limit_set(size_t limit_bytes) {
    atomic_store(&committed_limit, limit_bytes);
}

size_t arena_limit(void) {
    return atomic_load(&committed_limit);
}

size_t arena_committed_bytes(void) {
    return atomic_load(&committed_total);
}

size_t arena_committed_bytes_peak(void) {
    return atomic_load(&committed_peak);
}

void arena_fail_at(uint64_t allocation_number) {
    atomic_store(&allocations_until_failure, allocation_number);
}

static _Noreturn void out_of_memory(size_t wanted_bytes) {
    if (out_of_memory_handler) out_of_memory_handler(wanted_bytes, out_of_memory_context);
    abort();
}

static void count_committed(size_t bytes) {
    size_t total = atomic_fetch_add(&committed_total, bytes) + bytes;
    size_t peak = atomic_load(&committed_peak);
    while (total > peak && !atomic_compare_exchange_weak(&committed_peak, &peak, total)) continue;
}

/* As mprotect wants whole pages. */
static size_t whole_steps(size_t bytes) {
    size_t step = bytes < LARGE_PAGE_BYTES ? COMMIT_STEP_LEAST : LARGE_PAGE_BYTES;
    return (bytes + step - 1) / step * step;
}

/* How much of so many bytes lies in no file. */
static size_t plain_bytes(const ArenaRegion *region, size_t bytes) {
    return region->spill && bytes > region->spill_from ? region->spill_from : bytes;
}

/*
 * While spilling is on, an arena stays in plain memory as long as it is small and all of them together are: what is
 * touched most and everywhere, tables and the scratch of single articles, is then backed by large pages.
 */
static void spill_where_due(ArenaRegion *region, size_t target) {
    const SpillShares shares = spill_shares();
    if (region->spill || target <= LARGE_PAGE_BYTES) return;
    const size_t plain_total = atomic_load(&committed_total) + target - region->committed_bytes;
    if (target <= shares.arena_bytes && plain_total <= shares.all_bytes) return;
    size_t from = region->committed_bytes > LARGE_PAGE_BYTES ? region->committed_bytes : LARGE_PAGE_BYTES;
    region->spill = spill_open((uint8_t *)region + from, region->reserved_bytes - from);
    region->spill_from = from;
}

static void commit(ArenaRegion *region, size_t wanted_bytes) {
    size_t step = region->committed_bytes / 8;
    if (step < COMMIT_STEP_LEAST) step = COMMIT_STEP_LEAST;
    if (step > COMMIT_STEP_MOST) step = COMMIT_STEP_MOST;
    size_t target = region->committed_bytes + step;
    if (target < wanted_bytes) target = wanted_bytes;
    target = whole_steps(target);
    if (target > region->reserved_bytes) target = region->reserved_bytes;
    if (target < wanted_bytes) out_of_memory(wanted_bytes);
    uint8_t *base = (uint8_t *)region;
    spill_where_due(region, target);
    if (region->spill && target > region->spill_from && !spill_grow(region->spill, target - region->spill_from))
        out_of_memory(wanted_bytes);
    size_t more = target - region->committed_bytes;
    size_t plain = plain_bytes(region, target) - plain_bytes(region, region->committed_bytes);
    size_t limit = atomic_load(&committed_limit);
    if (limit > 0 && plain > 0 && atomic_load(&committed_total) + plain > limit) out_of_memory(wanted_bytes);
    if (mprotect(base + region->committed_bytes, more, PROT_READ | PROT_WRITE) != 0) out_of_memory(wanted_bytes);
#ifdef ARENA_POISON
    ASAN_POISON_MEMORY_REGION(base + region->committed_bytes, more);
#endif
    region->committed_bytes = target;
    count_committed(plain);
}

/* --- Regions left for others -------------------------------------------------------------------------------------- */

static ArenaRegion *take_left(size_t reserved_bytes) {
    pthread_mutex_lock(&left_lock);
    ArenaRegion **place = &left_regions;
    while (*place && (*place)->reserved_bytes != reserved_bytes) place = &(*place)->next_left;
    ArenaRegion *region = *place;
    if (region) {
        *place = region->next_left;
        left_count--;
    }
    pthread_mutex_unlock(&left_lock);
    return region;
}

static bool trim(ArenaRegion *region, size_t keep_bytes) {
    if (region->committed_bytes <= keep_bytes) return true;
    uint8_t *begin = (uint8_t *)region + keep_bytes;
    const size_t size = region->committed_bytes - keep_bytes;
    if (madvise(begin, size, MADV_DONTNEED) != 0 || mprotect(begin, size, PROT_NONE) != 0) return false;
    region->committed_bytes = keep_bytes;
    return true;
}

/* False: the region is the caller's still. Where addresses are scarce none is left. */
static bool leave(ArenaRegion *region) {
    if (region->spill || region->smaller_than_wanted) return false;
    pthread_mutex_lock(&left_lock);
    bool room = left_count + 1 <= LEFT_REGIONS_MAX; /* which may be 0 */
    left_count += room;
    pthread_mutex_unlock(&left_lock);
    if (!room) return false;
    const bool trimmed = trim(region, LEFT_BYTES_MAX);
    pthread_mutex_lock(&left_lock);
    if (trimmed) {
        region->next_left = left_regions;
        left_regions = region;
    } else {
        left_count--;
    }
    pthread_mutex_unlock(&left_lock);
    return trimmed;
}

/* --- Opening and closing ------------------------------------------------------------------------------------------ */

static ArenaRegion *reserve(size_t wanted_bytes) {
    size_t size = wanted_bytes;
    void *base = MAP_FAILED;
    for (; size >= RESERVE_BYTES_LEAST; size /= 2) {
        base = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base != MAP_FAILED) break;
    }
    if (base == MAP_FAILED || mprotect(base, COMMIT_STEP_LEAST, PROT_READ | PROT_WRITE) != 0) out_of_memory(size);
    /* Large arenas in large pages where the system has them: fewer faults, and shorter ways to what lies far apart. */
    (void)madvise(base, size, MADV_HUGEPAGE);
    ArenaRegion *region = base;
    region->reserved_bytes = size;
    region->committed_bytes = COMMIT_STEP_LEAST;
    region->smaller_than_wanted = size < wanted_bytes;
    return region;
}

Arena arena_open(size_t reserve_bytes) {
    size_t wanted = reserve_bytes > 0 ? reserve_bytes : RESERVE_BYTES_DEFAULT;
    if (wanted < RESERVE_BYTES_LEAST) wanted = RESERVE_BYTES_LEAST;
    wanted = (wanted + COMMIT_STEP_LEAST - 1) / COMMIT_STEP_LEAST * COMMIT_STEP_LEAST;
    ArenaRegion *region = take_left(wanted);
    if (!region) region = reserve(wanted);
    region->spill = NULL;
    region->next_left = NULL;
    count_committed(region->committed_bytes);
#ifdef ARENA_POISON
    ASAN_POISON_MEMORY_REGION((uint8_t *)region + HEADER_BYTES, region->committed_bytes - HEADER_BYTES);
#endif
    return (Arena){.region = region, .used_bytes = HEADER_BYTES};
}

void arena_close(Arena *arena) {
    if (!arena || !arena->region) return;
    ArenaRegion *region = arena->region;
    atomic_fetch_sub(&committed_total, plain_bytes(region, region->committed_bytes));
#ifdef ARENA_POISON
    ASAN_UNPOISON_MEMORY_REGION((uint8_t *)region, region->committed_bytes);
#endif
    if (region->spill) spill_close(region->spill);
    if (!leave(region)) munmap(region, region->reserved_bytes);
    *arena = (Arena){0};
}

void *arena_allocate(Arena *arena, size_t size_bytes, size_t alignment) {
    assert(arena && arena->region && alignment > 0 && (alignment & (alignment - 1)) == 0);
    if (atomic_load_explicit(&allocations_until_failure, memory_order_relaxed) > 0 &&
        atomic_fetch_sub(&allocations_until_failure, 1) == 1)
        out_of_memory(size_bytes);
    ArenaRegion *region = arena->region;
    size_t begin = (arena->used_bytes + alignment - 1) & ~(alignment - 1);
    if (size_bytes > region->reserved_bytes - GAP_BYTES || begin > region->reserved_bytes - GAP_BYTES - size_bytes)
        out_of_memory(size_bytes);
    size_t end = begin + size_bytes + GAP_BYTES;
    if (end > region->committed_bytes) commit(region, end);
    uint8_t *base = (uint8_t *)region;
#ifdef ARENA_POISON
    ASAN_UNPOISON_MEMORY_REGION(base + begin, size_bytes);
    size_t stale = region->committed_bytes - (end - GAP_BYTES);
    ASAN_POISON_MEMORY_REGION(base + end - GAP_BYTES, stale < REPOISON_BYTES_MAX ? stale : REPOISON_BYTES_MAX);
#endif
    arena->used_bytes = end;
    return base + begin;
}

void *arena_allocate_zeroed(Arena *arena, size_t size_bytes, size_t alignment) {
    void *pointer = arena_allocate(arena, size_bytes, alignment);
    memset(pointer, 0, size_bytes);
    return pointer;
}

void *arena_lend(void *arena, size_t size_bytes) {
    return arena_allocate(arena, size_bytes, _Alignof(max_align_t));
}

void arena_lent_back(void *arena, void *address) {
    (void)arena, (void)address;
}

void *arena_extend(Arena *arena, void *pointer, size_t old_size_bytes, size_t new_size_bytes) {
    if (new_size_bytes <= old_size_bytes) return pointer;
    uint8_t *base = (uint8_t *)arena->region;
    if (pointer && (uint8_t *)pointer + old_size_bytes + GAP_BYTES == base + arena->used_bytes) {
        size_t saved = arena->used_bytes;
        arena->used_bytes = saved - GAP_BYTES;
        (void)arena_allocate(arena, new_size_bytes - old_size_bytes, 1);
        return pointer;
    }
    void *grown = arena_allocate(arena, new_size_bytes, _Alignof(max_align_t));
    if (old_size_bytes > 0) memcpy(grown, pointer, old_size_bytes);
    return grown;
}

void arena_reset(Arena *arena, size_t used_bytes) {
    assert(used_bytes >= HEADER_BYTES && used_bytes <= arena->used_bytes);
    ArenaRegion *region = arena->region;
    arena->used_bytes = used_bytes;
    uint8_t *base = (uint8_t *)region;
#ifdef ARENA_POISON
    ASAN_POISON_MEMORY_REGION(base + used_bytes, region->committed_bytes - used_bytes);
#endif
    size_t keep = whole_steps(used_bytes + RESET_KEEP_BYTES);
    if (keep >= region->committed_bytes) return;
    size_t freed = region->committed_bytes - keep;
    if (madvise(base + keep, freed, MADV_DONTNEED) != 0 || mprotect(base + keep, freed, PROT_NONE) != 0) return;
    if (region->spill) spill_shrink(region->spill, keep > region->spill_from ? keep - region->spill_from : 0);
    atomic_fetch_sub(&committed_total, plain_bytes(region, region->committed_bytes) - plain_bytes(region, keep));
    region->committed_bytes = keep;
}
