/*
 * Reading paths with progress and a report.
 *
 * A skip is one line: place, what was found, what to do. After SKIPS_SHOWN of them only their number is told, unless
 * --json asks for all: a broken file of a million lines should not bury the rest.
 */
#include "add_report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "json.h"

#define SKIPS_SHOWN 20

typedef struct Progress {
    Output output;
    const Arguments *arguments;
    uint64_t skips;
    bool terminal;
    bool line_open; /* a progress line stands on the terminal */
    unsigned percent;
} Progress;

static void clear_line(Progress *progress) {
    if (progress->line_open) fputs("\r\033[K", stderr);
    progress->line_open = false;
}

static void print_skip_json(const StemmaSkip *skip) {
    Json json = {.stream = stdout};
    json_line_begin(&json);
    json_string(&json, "skipped", skip->path);
    json_number(&json, "line", skip->line);
    json_number(&json, "byte", skip->byte_offset);
    json_string(&json, "status", stemma_status_text(skip->status));
    json_string(&json, "reason", skip->reason);
    json_line_end(&json);
}

static void show_skip(void *context, const StemmaSkip *skip) {
    Progress *progress = context;
    progress->skips++;
    if (progress->arguments->json) {
        print_skip_json(skip);
        return;
    }
    if (progress->skips > SKIPS_SHOWN) return;
    clear_line(progress);
    Output *output = &progress->output;
    output_printf(output, "skipped ");
    output_text(output, skip->path);
    if (skip->line > 0) output_printf(output, ":%llu", (unsigned long long)skip->line);
    output_printf(output, ": ");
    output_text(output, skip->reason);
    output_printf(output, "\n");
}

static void show_progress(void *context, uint64_t bytes_done, uint64_t bytes_total) {
    Progress *progress = context;
    if (!progress->terminal || bytes_total == 0) return;
    unsigned percent = (unsigned)(bytes_done * 100 / bytes_total);
    if (progress->line_open && percent == progress->percent) return;
    fprintf(stderr, "\rreading: %u %%", percent > 100 ? 100 : percent);
    fflush(stderr);
    progress->percent = percent;
    progress->line_open = true;
}

bool add_paths(StemmaCollection *collection, const Arguments *arguments, StemmaAddReport *report) {
    Progress progress = {.output = output_open(stderr, arguments->color),
                         .arguments = arguments,
                         .terminal = !arguments->quiet && isatty(STDERR_FILENO)};
    StemmaAddOptions options = arguments->add;
    options.context = &progress;
    options.skipped = show_skip;
    options.progress = show_progress;
    bool good = true;
    for (size_t i = 0; i < arguments->operand_count; i++) {
        StemmaError error;
        StemmaStatus status = stemma_collection_add(collection, arguments->operands[i], &options, report, &error);
        clear_line(&progress);
        if (status == STEMMA_OK) continue;
        report_error(&error);
        good = false;
        if (status != STEMMA_NOT_FOUND && status != STEMMA_NOT_READABLE) break;
    }
    if (progress.skips > SKIPS_SHOWN && !arguments->json)
        fprintf(stderr, "… and %llu more skipped: stemma add --json lists them all\n",
                (unsigned long long)(progress.skips - SKIPS_SHOWN));
    return good;
}

void print_add_counts(Output *output, const StemmaAddReport *report) {
    output_printf(output, "read %llu record%s in %llu file%s: %llu kept, %llu duplicate, %llu skipped\n",
                  (unsigned long long)report->seen, report->seen == 1 ? "" : "s", (unsigned long long)report->files,
                  report->files == 1 ? "" : "s", (unsigned long long)report->kept,
                  (unsigned long long)report->duplicate, (unsigned long long)report->skipped);
}

void print_add_report(const StemmaAddReport *report, const Arguments *arguments) {
    if (!arguments->json) {
        Output output = output_open(stdout, arguments->color);
        print_add_counts(&output, report);
        return;
    }
    Json json = {.stream = stdout};
    json_line_begin(&json);
    json_number(&json, "files", report->files);
    json_number(&json, "seen", report->seen);
    json_number(&json, "kept", report->kept);
    json_number(&json, "duplicate", report->duplicate);
    json_number(&json, "skipped", report->skipped);
    json_number(&json, "bytes", report->bytes);
    json_line_end(&json);
}
