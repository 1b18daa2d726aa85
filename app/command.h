/* The program's commands: what each takes, and the function that runs it. main.c has the table. */
#ifndef STEMMA_APP_COMMAND_H
#define STEMMA_APP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <stemma/stemma.h>

#include "output.h"

/* Exit codes, as interface.md promises them. */
typedef enum ExitCode { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_TROUBLE = 2 } ExitCode;

/* Everything the command line can say; each command takes a part of it (CommandOption). */
typedef struct Arguments {
    const char *collection; /* -c, else $STEMMA_COLLECTION, else collection.stemma */
    bool collection_given; /* by -c */
    bool json;
    bool with_text;
    bool all; /* no limit on what is listed */
    bool anew;
    bool quiet;
    const char *output_path; /* -o */
    const char *color;
    const char *attribution; /* learned, rules; NULL: what there is, else learned */
    uint32_t quotations_max; /* 0: the default */
    const char *reworded; /* automatic, strict, wide, off */
    const char *article; /* --article */
    const char *story; /* --story */
    const char *format; /* --format; NULL where not given */
    uint32_t threads;
    uint32_t port; /* --port; 0: not given */
    bool any_user; /* --any-user */
    uint64_t memory_bytes;
    StemmaAddOptions add;
    const char **operands;
    size_t operand_count;
} Arguments;

typedef enum CommandOption {
    OPTION_JSON = 1,
    OPTION_TEXT = 2,
    OPTION_ALL = 4,
    OPTION_OUTPUT = 8,
    OPTION_ARTICLE = 16,
    OPTION_STORY = 32,
    OPTION_READING = 64, /* limits on what is read */
    OPTION_FORMAT = 128,
    OPTION_ATTRIBUTION = 256,
    OPTION_SERVING = 512
} CommandOption;

typedef struct Command {
    const char *name;
    const char *operands; /* as shown in the usage line */
    const char *summary; /* one line */
    const char *example; /* lines, each "  stemma …\n" */
    unsigned options; /* of CommandOption */
    size_t operands_min;
    size_t operands_max;
    ExitCode (*run)(const Arguments *arguments);
} Command;

ExitCode command_add(const Arguments *arguments);
ExitCode command_trace(const Arguments *arguments);
ExitCode command_articles(const Arguments *arguments);
ExitCode command_stories(const Arguments *arguments);
ExitCode command_quotes(const Arguments *arguments);
ExitCode command_passages(const Arguments *arguments);
ExitCode command_families(const Arguments *arguments);
ExitCode command_lineage(const Arguments *arguments);
ExitCode command_show(const Arguments *arguments);
ExitCode command_text(const Arguments *arguments);
ExitCode command_compare(const Arguments *arguments);
ExitCode command_variants(const Arguments *arguments);
ExitCode command_tree(const Arguments *arguments);
ExitCode command_who(const Arguments *arguments);
ExitCode command_find(const Arguments *arguments);
ExitCode command_check(const Arguments *arguments);
ExitCode command_explain(const Arguments *arguments);
ExitCode command_serve(const Arguments *arguments);
ExitCode command_report(const Arguments *arguments);

/* Says what went wrong in one line on stderr, and gives EXIT_TROUBLE. */
ExitCode report_error(const StemmaError *error);
ExitCode report_trouble(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Opens the collection the arguments name; NULL after a message. */
StemmaCollection *open_collection(const Arguments *arguments, StemmaOpenMode mode);

/* Warns on stderr where articles were added since the last trace, or none was ever made. */
void warn_if_not_traced(StemmaCollection *collection);

/* Finishes stdout: EXIT_TROUBLE after a message where something could not be written, else code. */
ExitCode finish_output(ExitCode code);

/*
 * Opens a cursor, hands every record to `each`, closes it. Returns false after an error, which is reported.
 * *count, where given, gets the number of records.
 */
typedef bool (*EachRecord)(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status);
bool for_each_record(StemmaCollection *collection, StemmaRecord record, const StemmaFilter *filter, EachRecord each,
                     void *context);

#endif
