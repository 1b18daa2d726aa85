/*
 * stemma variants FAMILY: one utterance, its readings, where they differ, who has which.
 *
 * Out: the family's apparatus, as text for people, as one JSON line, or as a TEI P5 document.
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "variants_print.h"

typedef enum VariantsForm { FORM_TEXT, FORM_JSON, FORM_TEI } VariantsForm;

typedef struct Wanted {
    const Arguments *arguments;
    StemmaCollection *collection;
    VariantsForm form;
    bool found;
    bool good;
} Wanted;

static bool print_family(const Wanted *wanted, const StemmaFamily *family) {
    Apparatus apparatus;
    StemmaError error;
    bool good = apparatus_open(wanted->collection, family, &apparatus, &error);
    if (!good) {
        report_error(&error);
    } else if (wanted->form == FORM_JSON) {
        variants_print_json(stdout, &apparatus);
    } else if (wanted->form == FORM_TEI) {
        variants_print_tei(stdout, &apparatus);
    } else {
        Output output = output_open(stdout, wanted->arguments->color);
        variants_print_text(&output, &apparatus);
    }
    apparatus_close(&apparatus);
    return good;
}

static bool each_wanted(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Wanted *wanted = context;
    StemmaFamily family;
    *status = stemma_family_next(cursor, &family, error);
    if (*status != STEMMA_OK) return false;
    wanted->found = true;
    wanted->good = print_family(wanted, &family);
    return false;
}

/* False after a message. --json is short for --format json. */
static bool form_choose(const Arguments *arguments, VariantsForm *form) {
    static const char *const names[] = {"text", "json", "tei"};
    *form = arguments->json ? FORM_JSON : FORM_TEXT;
    if (!arguments->format) return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(arguments->format, names[i]) != 0) continue;
        *form = (VariantsForm)i;
        if (!arguments->json || *form == FORM_JSON) return true;
        return report_trouble("--json and --format %s ask for two forms: give one of them", names[i]) == EXIT_FOUND;
    }
    return report_trouble("--format is '%s'; it can be text, json or tei", arguments->format) == EXIT_FOUND;
}

ExitCode command_variants(const Arguments *arguments) {
    Wanted wanted = {.arguments = arguments, .good = true};
    if (!form_choose(arguments, &wanted.form)) return EXIT_TROUBLE;
    wanted.collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!wanted.collection) return EXIT_TROUBLE;
    warn_if_not_traced(wanted.collection);
    StemmaFilter filter = {.family = arguments->operands[0]};
    if (!for_each_record(wanted.collection, STEMMA_FAMILIES, &filter, each_wanted, &wanted))
        wanted.good = false;
    else if (!wanted.found)
        wanted.good =
            report_trouble("there is no family %s: stemma families lists them", arguments->operands[0]) == EXIT_FOUND;
    stemma_collection_close(wanted.collection);
    return wanted.good ? EXIT_FOUND : EXIT_TROUBLE;
}
