/* Reading paths with progress and a report: what `add` and `trace PATH…` share. */
#ifndef STEMMA_APP_ADD_REPORT_H
#define STEMMA_APP_ADD_REPORT_H

#include "command.h"

/* Adds all operands. Skips go to stderr as they come. False after an error, which is reported. */
bool add_paths(StemmaCollection *collection, const Arguments *arguments, StemmaAddReport *report);

/* The counts, as one line of text or JSON on stdout. */
void print_add_report(const StemmaAddReport *report, const Arguments *arguments);
void print_add_counts(Output *output, const StemmaAddReport *report);

#endif
