/*
 * Opening shared libraries (dlopen of POSIX, by the search path that the loader itself goes by).
 *
 * Invariant: `opened` is seen as true only when all functions are there to be called.
 */
#include "late.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

static Status fail(Error *error) {
    const char *reason = dlerror();
    return error_set(error, STEMMA_INTERNAL, "a library that this needs can't be loaded; install it (%s)",
                     reason ? reason : "no details");
}

static Status open_whole(LateLibrary *library, Error *error) {
    void *handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return fail(error);
    for (size_t i = 0; i < library->name_count; i++) {
        void *address = dlsym(handle, library->names[i]);
        if (!address) return fail(error);
        memcpy((char *)library->functions + i * sizeof address, &address, sizeof address);
    }
    return STEMMA_OK;
}

Status late_open(LateLibrary *library, Error *error) {
    if (atomic_load_explicit(&library->opened, memory_order_acquire)) return STEMMA_OK;
    pthread_mutex_lock(&opening);
    Status status = STEMMA_OK;
    if (!atomic_load_explicit(&library->opened, memory_order_relaxed)) {
        status = open_whole(library, error);
        atomic_store_explicit(&library->opened, status == STEMMA_OK, memory_order_release);
    }
    pthread_mutex_unlock(&opening);
    return status;
}
