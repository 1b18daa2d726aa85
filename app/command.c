/* What the commands share: messages, opening a collection, walking a cursor, finishing stdout. */
#include "command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void begin_message(Output *output) {
    *output = output_open(stderr, "auto");
    fflush(stdout);
    fputs("stemma: ", stderr);
}

ExitCode report_error(const StemmaError *error) {
    Output output;
    begin_message(&output);
    if (error->source[0] != 0) {
        output_text(&output, error->source);
        if (error->line > 0) output_printf(&output, ":%llu", (unsigned long long)error->line);
        output_printf(&output, ": ");
    }
    output_text(&output, error->message[0] != 0 ? error->message : stemma_status_text(error->status));
    output_printf(&output, "\n");
    return EXIT_TROUBLE;
}

ExitCode report_trouble(const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    Output output;
    begin_message(&output);
    output_text(&output, text);
    output_printf(&output, "\n");
    return EXIT_TROUBLE;
}

StemmaCollection *open_collection(const Arguments *arguments, StemmaOpenMode mode) {
    StemmaCollection *collection;
    StemmaError error;
    if (stemma_collection_open(arguments->collection, mode, &collection, &error) == STEMMA_OK) return collection;
    if (error.status == STEMMA_NOT_FOUND && mode == STEMMA_OPEN_READ)
        report_trouble("there is no collection %s: stemma add PATH makes one, -c names another", arguments->collection);
    else
        report_error(&error);
    return NULL;
}

void warn_if_not_traced(StemmaCollection *collection) {
    StemmaTotals totals;
    StemmaError error;
    if (stemma_collection_totals(collection, &totals, &error) != STEMMA_OK || totals.traced) return;
    if (totals.articles > 0)
        fputs("stemma: articles were added since the last trace: stemma trace brings the findings up to date\n",
              stderr);
}

ExitCode finish_output(ExitCode code) {
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    if (errno == EPIPE) return code;
    return report_trouble("output can't be written: %s", strerror(errno));
}

bool for_each_record(StemmaCollection *collection, StemmaRecord record, const StemmaFilter *filter, EachRecord each,
                     void *context) {
    StemmaCursor *cursor;
    StemmaError error;
    StemmaStatus status = stemma_cursor_open(collection, record, filter, &cursor, &error);
    if (status == STEMMA_OK) {
        while (each(cursor, context, &error, &status)) continue;
        stemma_cursor_close(cursor);
    }
    if (status == STEMMA_OK || status == STEMMA_END) return true;
    report_error(&error);
    return false;
}
