/*
 * Memory that lies in a file: the upper part of large arenas, while spilling is on. The system may write it to disk
 * when memory is short, and a watch takes it out of the process whenever that holds more than its budget.
 */
#ifndef STEMMA_BASE_SPILL_H
#define STEMMA_BASE_SPILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * From now on until spill_end arenas may lie in nameless files in the folder (NULL: where temporary files go). Process-
 * wide. False where one is spilling already, or no watch can be kept: nothing has changed then.
 */
bool spill_begin(const char *folder, size_t budget_bytes);
void spill_budget_set(size_t budget_bytes);
/* What may be held in memory; 0 while nothing spills. */
size_t spill_budget(void);
/* Arenas that lie in files stay as they are. */
void spill_end(void);
/* What this process may hold at most: the machine's memory, or what a container is given of it. */
uint64_t spill_machine_bytes(void);
/* Looks whether more is held than the budget, unless somebody did lately: for long loops, between their steps. */
void spill_look(void);

/* For arena.c: how much plain memory one arena may take, and all together; no bounds while nothing spills. */
typedef struct SpillShares {
    size_t arena_bytes;
    size_t all_bytes;
} SpillShares;
SpillShares spill_shares(void);

/* For arena.c. A stretch of addresses that a file stands behind; NULL where there is none to be had. */
typedef struct Spill Spill;
Spill *spill_open(uint8_t *begin, size_t size);
/* Disk space for the first size_bytes, so that writing to them can't fail; false where there is none left. */
bool spill_grow(Spill *spill, size_t size_bytes);
/* Gives back what lies behind size_bytes. */
void spill_shrink(Spill *spill, size_t size_bytes);
/* The addresses are the caller's to unmap, after this. */
void spill_close(Spill *spill);

#endif
