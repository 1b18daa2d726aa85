/*
 * stemma variants FAMILY: one utterance, its readings one under another, and every difference named.
 *
 * Out: the base reading, each witness with its differences in brackets, then the list of changes with their weight and
 * who has them.
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "json.h"
#include "records_json.h"
#include "records_text.h"

typedef struct Wanted {
    const Arguments *arguments;
    StemmaCollection *collection;
    bool found;
    bool good;
} Wanted;

static void print_reading(Output *output, const StemmaReading *reading) {
    output_printf(output, "  %s ", reading->base ? "*" : " ");
    output_style(output, STYLE_STRONG);
    output_text(output, reading->article);
    output_style(output, STYLE_PLAIN);
    output_printf(output, "  %s", reading->quotation ? reading->quotation : "run as plain text");
    if (reading->name) {
        output_printf(output, "  ");
        output_text(output, reading->name);
    }
    output_printf(output, "\n      ");
    for (size_t i = 0; i < reading->piece_count; i++) {
        const StemmaReadingPiece *piece = &reading->pieces[i];
        bool meaning = piece->weight && strcmp(piece->weight, "meaning") == 0;
        if (piece->change) output_style(output, meaning ? STYLE_MEANING : STYLE_CHANGE);
        if (piece->change) output_printf(output, "[");
        output_wrapped(output, 6, piece->text, 0);
        if (piece->change) output_printf(output, "]");
        output_style(output, STYLE_PLAIN);
        output_printf(output, " ");
    }
    output_printf(output, "\n");
}

static bool print_family(Wanted *wanted, const StemmaFamily *family) {
    StemmaReadings readings;
    StemmaError error;
    if (stemma_family_readings(wanted->collection, family->id, &readings, &error) != STEMMA_OK) {
        report_error(&error);
        return false;
    }
    Output output = output_open(stdout, wanted->arguments->color);
    text_family(&output, family);
    output_printf(&output, "\nreadings (* the base; differences in brackets)\n");
    for (size_t i = 0; i < readings.reading_count; i++) print_reading(&output, &readings.readings[i]);
    stemma_readings_free(&readings);
    return true;
}

static bool each_wanted(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Wanted *wanted = context;
    StemmaFamily family;
    *status = stemma_family_next(cursor, &family, error);
    if (*status != STEMMA_OK) return false;
    wanted->found = true;
    if (wanted->arguments->json) {
        Json json = {.stream = stdout};
        json_family(&json, &family);
    } else {
        wanted->good = print_family(wanted, &family);
    }
    return false;
}

ExitCode command_variants(const Arguments *arguments) {
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!collection) return EXIT_TROUBLE;
    warn_if_not_traced(collection);
    Wanted wanted = {.arguments = arguments, .collection = collection, .good = true};
    StemmaFilter filter = {.family = arguments->operands[0]};
    if (!for_each_record(collection, STEMMA_FAMILIES, &filter, each_wanted, &wanted))
        wanted.good = false;
    else if (!wanted.found)
        wanted.good =
            report_trouble("there is no family %s: stemma families lists them", arguments->operands[0]) == EXIT_FOUND;
    stemma_collection_close(collection);
    return wanted.good ? EXIT_FOUND : EXIT_TROUBLE;
}
