/*
 * stemma check: is everything in the collection as it should be?
 *
 * Out: one line for each problem, and last what was looked at. Exit 0 where all is well, 2 where something is not.
 */
#include <stdio.h>

#include "command.h"
#include "json.h"

typedef struct Checking {
    Output output;
    bool json;
} Checking;

static void print_problem(void *context, const char *line) {
    Checking *checking = context;
    if (checking->json) {
        Json json = {.stream = stdout};
        json_line_begin(&json);
        json_string(&json, "problem", line);
        json_line_end(&json);
        return;
    }
    output_printf(&checking->output, "problem: ");
    output_text(&checking->output, line);
    output_printf(&checking->output, "\n");
}

static void print_report(Checking *checking, const StemmaCheckReport *report) {
    if (checking->json) {
        Json json = {.stream = stdout};
        json_line_begin(&json);
        json_number(&json, "sources", report->sources);
        json_number(&json, "seen", report->records);
        json_number(&json, "kept", report->kept);
        json_number(&json, "duplicate", report->duplicate);
        json_number(&json, "skipped", report->skipped);
        json_number(&json, "failed", report->failed);
        json_number(&json, "articles", report->articles);
        json_number(&json, "spans", report->spans);
        json_number(&json, "problems", report->problems);
        json_line_end(&json);
        return;
    }
    output_printf(&checking->output,
                  "%llu sources: %llu records = %llu kept + %llu duplicate + %llu skipped + %llu failed\n"
                  "%llu articles, %llu places in their texts\n",
                  (unsigned long long)report->sources, (unsigned long long)report->records,
                  (unsigned long long)report->kept, (unsigned long long)report->duplicate,
                  (unsigned long long)report->skipped, (unsigned long long)report->failed,
                  (unsigned long long)report->articles, (unsigned long long)report->spans);
    if (report->problems == 0)
        output_printf(&checking->output, "all is well\n");
    else
        output_printf(&checking->output, "%llu problem%s\n", (unsigned long long)report->problems,
                      report->problems == 1 ? "" : "s");
}

ExitCode command_check(const Arguments *arguments) {
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!collection) return EXIT_TROUBLE;
    Checking checking = {.output = output_open(stdout, arguments->color), .json = arguments->json};
    StemmaCheckReport report;
    StemmaError error;
    StemmaStatus status = stemma_collection_check(collection, print_problem, &checking, &report, &error);
    if (status == STEMMA_OK) print_report(&checking, &report);
    ExitCode code = status == STEMMA_OK ? report.problems == 0 ? EXIT_FOUND : EXIT_TROUBLE : report_error(&error);
    stemma_collection_close(collection);
    return code;
}
