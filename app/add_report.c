/*
 * Reading paths with progress and a report.
 *
 * A record that isn't kept is one line: place, what was found, what to do. A web archive has thousands of records that
 * are no pages, so lines of one reason (numbers in it aside) are shown as one after the first few, with their count;
 * with --json each is a line of its own, and the collection keeps them all. With --quiet only what could not be read is
 * said: where that leaves nothing to say though nothing was kept, one line does.
 */
#include "add_report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "json.h"

#define LINES_EACH 3 /* of one reason */
#define GROUPS_MAX 200 /* reasons; those behind are counted together */
#define REASON_BYTES 160

/* Records that aren't kept for the same reason. */
typedef struct SkipGroup {
    char reason[REASON_BYTES]; /* digits as '0' */
    char shown[REASON_BYTES]; /* as first met */
    StemmaOutcome outcome;
    uint64_t count;
} SkipGroup;

typedef struct Progress {
    Output output;
    const Arguments *arguments;
    SkipGroup groups[GROUPS_MAX];
    size_t group_count;
    uint64_t ungrouped;
    bool terminal;
    bool line_open; /* a progress line stands on the terminal */
    unsigned percent;
} Progress;

static const char *const outcome_names[] = {
    [STEMMA_SKIPPED] = "skipped", [STEMMA_FAILED] = "failed", [STEMMA_NOTED] = "noted"};

static void clear_line(Progress *progress) {
    if (progress->line_open) fputs("\r\033[K", stderr);
    progress->line_open = false;
}

static void print_skip_json(const StemmaSkip *skip) {
    Json json = {.stream = stdout};
    json_line_begin(&json);
    json_string(&json, outcome_names[skip->outcome], skip->path);
    json_number(&json, "line", skip->line);
    json_number(&json, "byte", skip->byte_offset);
    if (skip->outcome != STEMMA_NOTED) json_string(&json, "status", stemma_status_text(skip->status));
    json_string(&json, "reason", skip->reason);
    json_line_end(&json);
}

/* The group of a reason, made where there is none; NULL where there are too many. */
static SkipGroup *find_group(Progress *progress, const StemmaSkip *skip) {
    char reason[REASON_BYTES];
    size_t size = 0;
    for (const char *from = skip->reason; *from && size + 1 < sizeof reason; from++) {
        bool digit = *from >= '0' && *from <= '9';
        if (digit && size > 0 && reason[size - 1] == '0') continue;
        reason[size++] = digit ? '0' : *from;
    }
    reason[size] = 0;
    for (size_t i = 0; i < progress->group_count; i++) {
        SkipGroup *group = &progress->groups[i];
        if (group->outcome == skip->outcome && strcmp(group->reason, reason) == 0) return group;
    }
    if (progress->group_count == GROUPS_MAX) return NULL;
    SkipGroup *group = &progress->groups[progress->group_count++];
    *group = (SkipGroup){.outcome = skip->outcome};
    memcpy(group->reason, reason, size + 1);
    snprintf(group->shown, sizeof group->shown, "%s", skip->reason);
    return group;
}

static void show_skip(void *context, const StemmaSkip *skip) {
    Progress *progress = context;
    if (progress->arguments->json) {
        print_skip_json(skip);
        return;
    }
    if (progress->arguments->quiet && skip->outcome != STEMMA_FAILED) return;
    SkipGroup *group = find_group(progress, skip);
    if (!group) progress->ungrouped++;
    if (!group || ++group->count > LINES_EACH) return;
    clear_line(progress);
    Output *output = &progress->output;
    output_printf(output, "%s ", outcome_names[skip->outcome]);
    output_text(output, skip->path);
    if (skip->line > 0) output_printf(output, ":%llu", (unsigned long long)skip->line);
    if (skip->line == 0 && skip->byte_offset > 0)
        output_printf(output, " at byte %llu", (unsigned long long)skip->byte_offset);
    output_printf(output, ": ");
    output_text(output, skip->reason);
    output_printf(output, "\n");
}

/* What the lines that weren't shown had in common. */
static void show_groups(Progress *progress) {
    Output *output = &progress->output;
    bool any = false;
    for (size_t i = 0; i < progress->group_count; i++) {
        const SkipGroup *group = &progress->groups[i];
        if (group->count <= LINES_EACH) continue;
        any = true;
        output_printf(output, "%s %llu more like: ", outcome_names[group->outcome],
                      (unsigned long long)(group->count - LINES_EACH));
        output_text(output, group->shown);
        output_printf(output, "\n");
    }
    if (progress->ungrouped > 0)
        output_printf(output, "and %llu for other reasons\n", (unsigned long long)progress->ungrouped);
    if (any || progress->ungrouped > 0) output_printf(output, "stemma add --json lists each\n");
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

/* A folder in which nothing is: no error, but silence would look like one. */
static void tell_nothing(Progress *progress, size_t operand) {
    if (progress->arguments->json) return;
    output_text(&progress->output, progress->arguments->operands[operand]);
    output_printf(&progress->output, ": a folder without files; names that begin with a point are left out\n");
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
        uint64_t seen_before = report->seen;
        StemmaStatus status = stemma_collection_add(collection, arguments->operands[i], &options, report, &error);
        clear_line(&progress);
        if (status == STEMMA_OK && report->seen == seen_before && !arguments->quiet) tell_nothing(&progress, i);
        if (status == STEMMA_OK) continue;
        report_error(&error);
        good = false;
        if (status != STEMMA_NOT_FOUND && status != STEMMA_NOT_READABLE) break;
    }
    if (!arguments->json) show_groups(&progress);
    bool silent = arguments->quiet && !arguments->json && good;
    if (silent && report->kept + report->duplicate + report->failed == 0 && report->skipped > 0) {
        report_trouble("%llu record%s read and nothing kept; without --quiet each says why",
                       (unsigned long long)report->seen, report->seen == 1 ? "" : "s");
    }
    return good;
}

void print_add_counts(Output *output, const StemmaAddReport *report) {
    output_printf(output, "read %llu record%s in %llu file%s: %llu kept, %llu duplicate, %llu skipped, %llu failed\n",
                  (unsigned long long)report->seen, report->seen == 1 ? "" : "s", (unsigned long long)report->files,
                  report->files == 1 ? "" : "s", (unsigned long long)report->kept,
                  (unsigned long long)report->duplicate, (unsigned long long)report->skipped,
                  (unsigned long long)report->failed);
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
    json_number(&json, "failed", report->failed);
    json_number(&json, "notes", report->notes);
    json_number(&json, "bytes", report->bytes);
    json_line_end(&json);
}
