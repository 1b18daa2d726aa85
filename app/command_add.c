/*
 * stemma add: reads into the collection, and accounts for every file and record.
 *
 * Out: one line for each thing that is not kept (on stderr, with what to do), then the counts on stdout:
 * seen = kept + duplicate + skipped + failed.
 */
#include <stdio.h>
#include <unistd.h>

#include "add_report.h"
#include "command.h"

ExitCode command_add(const Arguments *arguments) {
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_WRITE);
    if (!collection) return EXIT_TROUBLE;
    StemmaAddReport report = {0};
    bool added = add_paths(collection, arguments, &report);
    if (!arguments->quiet || arguments->json) print_add_report(&report, arguments);
    stemma_collection_close(collection);
    if (!added) return EXIT_TROUBLE;
    if (report.kept + report.duplicate > 0) return EXIT_FOUND;
    return report.skipped + report.failed > 0 ? EXIT_TROUBLE : EXIT_NOTHING;
}
