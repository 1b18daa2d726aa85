/*
 * stemma trace: the whole job. With paths and without -c it works in a collection that vanishes afterwards.
 *
 * Out: what was read, how much was found, then the findings themselves: stories with their trees, utterances with what
 * changed, quotations. Each section is cut at a number of records that --all lifts; --json prints every record of every
 * kind, each line told apart by its fields.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "add_report.h"
#include "command.h"
#include "listing.h"
#include "page.h"
#include "tree.h"

#define STORIES_SHOWN 10
#define FAMILIES_SHOWN 20
#define QUOTATIONS_SHOWN 40
#define PASSAGES_SHOWN 10

static void show_stage(void *context, const char *stage, uint32_t done, uint32_t total) {
    const bool *terminal = context;
    if (!*terminal) return;
    if (done == total)
        fputs("\r\033[K", stderr);
    else
        fprintf(stderr, "\r\033[Ktracing: %s (%u of %u)", stage, done + 1, total);
    fflush(stderr);
}

static void print_totals(Output *output, const StemmaTotals *totals) {
    output_printf(output,
                  "%llu articles, %llu words, %llu outlets; found %llu stories, %llu passages, %llu quotations, "
                  "%llu families, %llu derivations\n",
                  (unsigned long long)totals->articles, (unsigned long long)totals->words,
                  (unsigned long long)totals->outlets, (unsigned long long)totals->stories,
                  (unsigned long long)totals->passages, (unsigned long long)totals->quotations,
                  (unsigned long long)totals->families, (unsigned long long)totals->derivations);
    if (totals->added > 0)
        output_printf(output,
                      "%llu of them were traced into what was known of the others; --anew traces all together\n",
                      (unsigned long long)totals->added);
}

typedef struct Section {
    const char *heading;
    StemmaRecord record;
    uint64_t shown_max;
    uint64_t total;
} Section;

static bool print_section(StemmaCollection *collection, const Arguments *arguments, const Section *section) {
    if (section->total == 0) return true;
    Output output = output_open(stdout, arguments->color);
    output_printf(&output, "\n");
    output_style(&output, STYLE_STRONG);
    output_printf(&output, "%s", section->heading);
    output_style(&output, STYLE_PLAIN);
    output_printf(&output, "\n\n");
    ListingRequest request = {
        .record = section->record, .count_max = arguments->all ? 0 : section->shown_max, .color = arguments->color};
    uint64_t count;
    if (!list_records(collection, &request, &count)) return false;
    if (count < section->total)
        output_printf(&output, "… %llu more: --all shows them\n", (unsigned long long)(section->total - count));
    return true;
}

static bool print_findings(StemmaCollection *collection, const Arguments *arguments, const StemmaTotals *totals) {
    Output output = output_open(stdout, arguments->color);
    output_printf(&output, "\n");
    output_style(&output, STYLE_STRONG);
    output_printf(&output, "Stories: which article derives from which");
    output_style(&output, STYLE_PLAIN);
    output_printf(&output, "\n\n");
    if (!print_trees(collection, NULL, arguments->all ? 0 : STORIES_SHOWN, &output)) return false;
    const Section sections[] = {
        {"Utterances reported more than once: what changed on the way", STEMMA_FAMILIES, FAMILIES_SHOWN,
         totals->families},
        {"Quotations: who said what", STEMMA_QUOTATIONS, QUOTATIONS_SHOWN, totals->quotations},
        {"Passages: what was copied", STEMMA_PASSAGES, PASSAGES_SHOWN, totals->passages},
    };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (!print_section(collection, arguments, &sections[i])) return false;
    return true;
}

static bool print_findings_json(StemmaCollection *collection) {
    static const StemmaRecord records[] = {STEMMA_ARTICLES, STEMMA_STORIES,  STEMMA_QUOTATIONS,
                                           STEMMA_PASSAGES, STEMMA_FAMILIES, STEMMA_DERIVATIONS};
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        ListingRequest request = {.record = records[i], .json = true, .color = "never"};
        uint64_t count;
        if (!list_records(collection, &request, &count)) return false;
    }
    return true;
}

static bool read_attribution(const char *word, StemmaAttribution *out) {
    if (word == NULL)
        *out = STEMMA_ATTRIBUTION_DEFAULT;
    else if (strcmp(word, "learned") == 0)
        *out = STEMMA_ATTRIBUTION_LEARNED;
    else if (strcmp(word, "rules") == 0)
        *out = STEMMA_ATTRIBUTION_RULES;
    else
        return report_trouble("--attribution %s: learned or rules was wanted", word) == EXIT_FOUND;
    return true;
}

static bool read_reworded(const char *word, StemmaReworded *out) {
    if (strcmp(word, "automatic") == 0)
        *out = STEMMA_REWORDED_AUTOMATIC;
    else if (strcmp(word, "strict") == 0)
        *out = STEMMA_REWORDED_STRICT;
    else if (strcmp(word, "wide") == 0)
        *out = STEMMA_REWORDED_WIDE;
    else if (strcmp(word, "off") == 0)
        *out = STEMMA_REWORDED_OFF;
    else
        return report_trouble("--reworded %s: automatic, strict, wide or off was wanted", word) == EXIT_FOUND;
    return true;
}

static void show_limit(void *context, const char *line) {
    (void)context;
    fprintf(stderr, "stemma: %s\n", line);
}

/* Where the size of the collection chose the method, and the option that chooses otherwise. */
static void tell_attribution(const StemmaTraceOptions *options, const StemmaTotals *totals) {
    if (options->attribution != STEMMA_ATTRIBUTION_DEFAULT || totals->words <= STEMMA_LEARNED_WORDS_MAX) return;
    fprintf(
        stderr,
        "stemma: more than %u words: what stands in no paragraph with quotation marks is given to its source by rules "
        "alone; --attribution learned finds more, in half as much time again\n",
        STEMMA_LEARNED_WORDS_MAX);
}

static ExitCode trace_and_print(StemmaCollection *collection, const Arguments *arguments) {
    bool terminal = !arguments->quiet && isatty(STDERR_FILENO);
    StemmaTraceOptions options = stemma_trace_options_default();
    options.threads = arguments->threads;
    options.context = &terminal;
    options.progress = show_stage;
    options.quotations_max = arguments->quotations_max;
    options.anew = arguments->anew;
    if (!arguments->quiet) options.limit_reached = show_limit;
    if (!read_attribution(arguments->attribution, &options.attribution)) return EXIT_TROUBLE;
    if (!read_reworded(arguments->reworded, &options.reworded)) return EXIT_TROUBLE;
    StemmaTotals totals;
    StemmaError error;
    if (stemma_collection_trace(collection, &options, &totals, &error) != STEMMA_OK) return report_error(&error);
    if (!arguments->quiet) tell_attribution(&options, &totals);
    if (arguments->json) {
        if (!print_findings_json(collection)) return EXIT_TROUBLE;
    } else if (!arguments->quiet) {
        Output output = output_open(stdout, arguments->color);
        print_totals(&output, &totals);
        if (!print_findings(collection, arguments, &totals)) return EXIT_TROUBLE;
    }
    if (arguments->output_path) {
        if (!page_write(collection, arguments->output_path)) return EXIT_TROUBLE;
        if (!arguments->quiet && !arguments->json) {
            Output output = output_open(stdout, arguments->color);
            output_printf(&output, "\nthe page: ");
            output_text(&output, arguments->output_path);
            output_printf(&output, "\n");
        }
    }
    bool found = totals.passages + totals.quotations + totals.derivations > 0;
    return found ? EXIT_FOUND : EXIT_NOTHING;
}

ExitCode command_trace(const Arguments *arguments) {
    bool temporary = arguments->operand_count > 0 && !arguments->collection_given;
    StemmaOpenMode mode = temporary ? STEMMA_OPEN_TEMPORARY : STEMMA_OPEN_WRITE;
    if (arguments->operand_count == 0 && access(arguments->collection, F_OK) != 0)
        return report_trouble("there is no collection %s: stemma add PATH makes one, stemma trace PATH needs none",
                              arguments->collection);
    StemmaCollection *collection = open_collection(arguments, mode);
    if (!collection) return EXIT_TROUBLE;
    ExitCode code = EXIT_TROUBLE;
    StemmaAddReport report = {0};
    if (arguments->operand_count > 0) {
        bool added = add_paths(collection, arguments, &report);
        Output output = output_open(arguments->json ? stderr : stdout, arguments->color);
        if (!arguments->quiet && added) print_add_counts(&output, &report);
        if (!added || (report.kept + report.duplicate == 0 && report.skipped + report.failed > 0)) goto done;
    }
    code = trace_and_print(collection, arguments);
done:
    stemma_collection_close(collection);
    return code;
}
