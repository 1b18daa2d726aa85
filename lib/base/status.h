/* Expected failures: a status returned, and one line for the user in an Error that the caller owns. */
#ifndef STEMMA_BASE_STATUS_H
#define STEMMA_BASE_STATUS_H

#include <stemma/stemma.h>

typedef StemmaStatus Status;
typedef StemmaError Error;

#define MUST_USE __attribute__((warn_unused_result))

/*
 * Fills error (may be NULL) and returns status, so that a failing function can end in `return error_set(...)`.
 * The lowest function that knows writes the message: one line, no "failed to", no full stop; what was found and what
 * was wanted. A message that is too long is cut.
 */
Status error_set(Error *error, Status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Adds where it happened, unless a lower function said so already. line is 1-based, 0 for none. */
void error_locate(Error *error, const char *source, uint64_t line, uint64_t byte_offset);

#endif
