/*
 * The project's memory: arenas, each one reserved stretch of address space that is committed as it fills.
 *
 * The rule everywhere: results live in the arena given to the function (`Arena *result`); scratch memory is a second
 * arena handed over by value (`Arena scratch`), so that all a function took from it is free again when it returns.
 * The two must be different arenas.
 */
#ifndef STEMMA_BASE_ARENA_H
#define STEMMA_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ArenaRegion ArenaRegion;

/* Copying an Arena copies the position, not the memory. One thread at a time may use a region. */
typedef struct Arena {
    ArenaRegion *region;
    size_t used_bytes;
} Arena;

/*
 * Called when memory can't be had; must not return (exit, abort or jump). NULL restores the default, which aborts.
 * Process-wide; set it before starting threads.
 */
typedef void (*ArenaOutOfMemory)(size_t wanted_bytes, void *context);
void arena_out_of_memory_set(ArenaOutOfMemory handler, void *context);

/* Ceiling over all arenas of the process, in bytes; 0 means none. Reaching it counts as out of memory. */
void arena_limit_set(size_t limit_bytes);
size_t arena_limit(void);
size_t arena_committed_bytes(void); /* now, over all arenas */
size_t arena_committed_bytes_peak(void);

/* For tests: the Nth call to arena_allocate from now on (1-based) fails as if memory were exhausted; 0 stops that. */
void arena_fail_at(uint64_t allocation_number);

/* Opens an arena that can grow to reserve_bytes (0: the default, 1 TiB of address space, less where refused). */
Arena arena_open(size_t reserve_bytes);
void arena_close(Arena *arena); /* gives all back; accepts NULL and a closed arena */

/* Aligned to `alignment` (a power of two), not cleared. A size of 0 gives a valid pointer. Never returns NULL. */
void *arena_allocate(Arena *arena, size_t size_bytes, size_t alignment);
void *arena_allocate_zeroed(Arena *arena, size_t size_bytes, size_t alignment);

/* For libraries that ask for functions to allocate with: from an arena, given back with it. */
void *arena_lend(void *arena, size_t size_bytes);
void arena_lent_back(void *arena, void *address);

/*
 * Makes an allocation of old_size_bytes larger: in place when it is the arena's last one, else by copying.
 * pointer may be NULL when old_size_bytes is 0.
 */
void *arena_extend(Arena *arena, void *pointer, size_t old_size_bytes, size_t new_size_bytes);

/* Forgets everything behind a position taken earlier from used_bytes; gives large stretches back to the system. */
void arena_reset(Arena *arena, size_t used_bytes);

#define arena_new(arena, type) ((type *)arena_allocate_zeroed((arena), sizeof(type), _Alignof(type)))
#define arena_new_array(arena, type, count)                                                                            \
    ((type *)arena_allocate_zeroed((arena), sizeof(type) * (size_t)(count), _Alignof(type)))
/* The same without clearing, for large arrays that are filled at once. */
#define arena_new_array_uncleared(arena, type, count)                                                                  \
    ((type *)arena_allocate((arena), sizeof(type) * (size_t)(count), _Alignof(type)))

#endif
