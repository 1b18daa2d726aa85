/* Two arenas for each test: *state points to them. Include it behind cmocka.h. */
#ifndef STEMMA_TESTS_MEMORY_FIXTURE_H
#define STEMMA_TESTS_MEMORY_FIXTURE_H

#include <stdlib.h>

#include "lib/base/arena.h"

typedef struct Memory {
    Arena result;
    Arena scratch;
} Memory;

static int open_memory(void **state) {
    Memory *memory = malloc(sizeof *memory);
    *memory = (Memory){.result = arena_open(0), .scratch = arena_open(0)};
    *state = memory;
    return 0;
}

static int close_memory(void **state) {
    Memory *memory = *state;
    arena_close(&memory->result);
    arena_close(&memory->scratch);
    free(memory);
    return 0;
}

#endif
