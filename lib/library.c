/* The library as a whole: its version, and the memory of the process that it may take. */
#include <stemma/stemma.h>

#include "base/arena.h"

#define TEXT_OF(number) #number
#define VERSION_TEXT(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

STEMMA_API const char *stemma_version(void) {
    return VERSION_TEXT(STEMMA_VERSION_MAJOR, STEMMA_VERSION_MINOR, STEMMA_VERSION_PATCH);
}

STEMMA_API void stemma_out_of_memory_set(StemmaOutOfMemory handler, void *context) {
    arena_out_of_memory_set(handler, context);
}

STEMMA_API void stemma_memory_limit_set(size_t limit_bytes) {
    arena_limit_set(limit_bytes);
}
