/* Messages for expected failures. See status.h; the codes and their texts are one list in stemma.h. */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>

Status error_set(Error *error, Status status, const char *format, ...) {
    if (!error) return status;
    *error = (Error){.status = status};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return status;
}

void error_locate(Error *error, const char *source, uint64_t line, uint64_t byte_offset) {
    if (!error || error->source[0] != 0) return;
    snprintf(error->source, sizeof error->source, "%s", source ? source : "");
    error->line = line;
    error->byte_offset = byte_offset;
}

STEMMA_API const char *stemma_status_text(StemmaStatus status) {
    switch (status) {
#define STATUS_TEXT(name, text)                                                                                        \
    case STEMMA_##name: return text;
        STEMMA_STATUS_MAP(STATUS_TEXT)
#undef STATUS_TEXT
    }
    return "unknown status";
}
