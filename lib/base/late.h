/*
 * Shared libraries that few runs need, opened by the first that does.
 *
 * A program is loaded with all libraries it names, whatever it is asked to do. Those that only reading needs bring
 * others along (libarchive an XML parser with 30 MB of Unicode's tables, uchardet the library of C++). With all of them
 * 44 ms went by from disk until main begins, 5 from memory; without them it is 15 and 1.6, beside a `find` that takes 4
 * itself. So these are not linked but opened here.
 *
 * Whoever uses such a library names the functions it calls and opens it before the first call:
 *
 *     #define ARCHIVE_FUNCTIONS(X) X(archive_read_new) X(archive_read_free)
 *     LATE_LIBRARY(libarchive, LATE_ARCHIVE, ARCHIVE_FUNCTIONS)
 *     ...
 *     Status status = late_open(&libarchive_late, error);
 *     if (!status) archive = libarchive.archive_read_new();
 *
 * The types are those of the library's own header, so the compiler checks every call. LATE_ARCHIVE is the file's name
 * with the version that the header belongs to; CMakeLists.txt finds it out.
 */
#ifndef STEMMA_BASE_LATE_H
#define STEMMA_BASE_LATE_H

#include <stdatomic.h>
#include <stddef.h>

#include "status.h"

typedef struct LateLibrary {
    const char *file;
    const char *const *names; /* of the functions */
    size_t name_count;
    void *functions; /* their addresses go here, in the order of the names */
    atomic_bool opened;
} LateLibrary;

#define LATE_FIELD(function) __typeof__(function) *function;
#define LATE_NAME(function) #function,

#define LATE_LIBRARY(library, file_name, FUNCTIONS)                                                                    \
    static struct { FUNCTIONS(LATE_FIELD) } library;                                                                   \
    static const char *const library##_names[] = {FUNCTIONS(LATE_NAME)};                                               \
    _Static_assert(sizeof library == sizeof library##_names, "a function's address is as large as any");               \
    static LateLibrary library##_late = {.file = (file_name),                                                          \
                                         .names = library##_names,                                                     \
                                         .name_count = sizeof library##_names / sizeof *library##_names,               \
                                         .functions = &library};

/* Any number of times, from any thread; the library stays open. STEMMA_INTERNAL where it is not there. */
MUST_USE Status late_open(LateLibrary *library, Error *error);

#endif
