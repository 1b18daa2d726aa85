/*
 * An apparatus for people and for programs: text for a terminal, and JSON.
 *
 * In:  an apparatus.
 * Out: text: the base reading with its places numbered, at each place who has what, then the reports with outlet and
 * date.
 *      JSON: the family's record as `stemma families --json` prints it, with "witnesses" and "places" added.
 *
 * Both are negative, as an apparatus mostly is: at a place only those who differ are named.
 */
#include "variants_print.h"

#include <string.h>

#include "json.h"
#include "records_json.h"

/* A wider apparatus entry is cut for the terminal; JSON and TEI have it whole. */
#define TEXT_LINES 3
#define WITNESSES_SHOWN 12

static bool is_meaning(const char *weight) {
    return weight && strcmp(weight, "meaning") == 0;
}

/* --- Text --------------------------------------------------------------------------------------------------------- */

static void print_base(Output *output, const Apparatus *apparatus) {
    output_printf(output, "\n\n    ");
    for (size_t i = 0; i < apparatus->place_count; i++) {
        const ApparatusPlace *place = &apparatus->places[i];
        if (place->number > 0) {
            bool meaning = false;
            for (size_t j = 0; j < place->reading_count; j++)
                meaning |= is_meaning(apparatus->readings[place->first_reading + j].weight);
            output_style(output, meaning ? STYLE_MEANING : STYLE_CHANGE);
            output_printf(output, "(%zu)", place->number);
        }
        output_wrapped(output, 4, place->text, 0);
        output_style(output, STYLE_PLAIN);
        if (place->text[0] != 0) output_printf(output, " ");
    }
    output_printf(output, "\n");
}

static void print_sigla(Output *output, const Apparatus *apparatus, const ApparatusReading *reading) {
    output_style(output, STYLE_FAINT);
    for (size_t i = 0; i < reading->witness_count && i < WITNESSES_SHOWN; i++)
        output_printf(output, " w%u", apparatus->entries[reading->first_witness + i].witness + 1);
    if (reading->witness_count > WITNESSES_SHOWN)
        output_printf(output, " and %zu more", reading->witness_count - WITNESSES_SHOWN);
    output_style(output, STYLE_PLAIN);
}

static void print_place(Output *output, const Apparatus *apparatus, const ApparatusPlace *place) {
    output_printf(output, "\n  %3zu  ", place->number);
    output_style(output, STYLE_STRONG);
    output_wrapped(output, 7, place->text[0] ? place->text : "·", TEXT_LINES);
    output_style(output, STYLE_PLAIN);
    for (size_t i = 0; i < place->reading_count; i++) {
        const ApparatusReading *reading = &apparatus->readings[place->first_reading + i];
        output_printf(output, "\n         ");
        if (reading->change) {
            output_style(output, is_meaning(reading->weight) ? STYLE_MEANING : STYLE_CHANGE);
            output_wrapped(output, 9, reading->text[0] ? reading->text : "nothing", TEXT_LINES);
            output_style(output, STYLE_PLAIN);
            output_printf(output, "  ");
            output_text(output, reading->change);
            if (reading->detail) output_printf(output, ", ");
            output_text(output, reading->detail);
            if (is_meaning(reading->weight)) output_printf(output, ": changes the meaning");
        }
        if (reading->begins) output_printf(output, "%sbegins here", reading->change ? "; " : "");
        if (reading->ends) output_printf(output, "%sends here", reading->change || reading->begins ? "; " : "");
        print_sigla(output, apparatus, reading);
    }
}

static void print_whole(Output *output, const StemmaFamily *family) {
    for (size_t i = 0; i < family->variant_count; i++) {
        const StemmaVariant *variant = &family->variants[i];
        bool source = strcmp(variant->change, "source") == 0;
        if (!source && strcmp(variant->change, "framing") != 0) continue;
        output_printf(output, "\n  %s: ", source ? "source" : "framing");
        output_style(output, is_meaning(variant->weight) ? STYLE_MEANING : STYLE_CHANGE);
        output_text(output, variant->from);
        output_printf(output, " → ");
        output_text(output, variant->to);
        output_style(output, STYLE_FAINT);
        for (size_t j = 0; j < variant->quotation_count && j < WITNESSES_SHOWN; j++) {
            output_printf(output, " ");
            output_text(output, variant->quotations[j]);
        }
        output_style(output, STYLE_PLAIN);
    }
}

static void print_witness(Output *output, const Apparatus *apparatus, size_t index) {
    const ApparatusWitness *witness = &apparatus->witnesses[index];
    output_printf(output, "\n  %sw%-4zu ", witness->reading->base ? "*" : " ", index + 1);
    output_style(output, STYLE_STRONG);
    output_text(output, witness->reading->article);
    output_style(output, STYLE_PLAIN);
    const char *const facts[] = {witness->outlet, witness->published,
                                 witness->reading->quotation ? witness->reading->quotation : "run as plain text",
                                 witness->reading->name};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (!facts[i]) continue;
        output_printf(output, "  ");
        output_text(output, facts[i]);
    }
}

void variants_print_text(Output *output, const Apparatus *apparatus) {
    const StemmaFamily *family = apparatus->family;
    output_style(output, STYLE_STRONG);
    output_text(output, family->id);
    output_style(output, STYLE_PLAIN);
    output_printf(output, "  %zu reports  ", family->member_count);
    for (size_t i = 0; i < family->name_count; i++) {
        output_printf(output, "%s", i > 0 ? ", " : "");
        output_text(output, family->names[i]);
    }
    if (family->name_count == 0) output_printf(output, "nobody is named");
    print_base(output, apparatus);
    for (size_t i = 0; i < apparatus->place_count; i++)
        if (apparatus->places[i].number > 0) print_place(output, apparatus, &apparatus->places[i]);
    print_whole(output, family);
    output_printf(output, "\n\nreports (* the base; who is not named at a place reads as it does)");
    for (size_t i = 0; i < apparatus->witness_count; i++) print_witness(output, apparatus, i);
    output_printf(output, "\n");
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void json_witness(Json *json, const Apparatus *apparatus, size_t index) {
    const ApparatusWitness *witness = &apparatus->witnesses[index];
    json_object_begin(json, NULL);
    json_number(json, "witness", index + 1);
    json_boolean(json, "base", witness->reading->base);
    json_string(json, "quotation", witness->reading->quotation);
    json_string(json, "article", witness->reading->article);
    json_string(json, "outlet", witness->outlet);
    json_string(json, "published", witness->published);
    json_string(json, "name", witness->reading->name);
    json_object_end(json);
}

static void json_reading(Json *json, const Apparatus *apparatus, const ApparatusReading *reading) {
    json_object_begin(json, NULL);
    json_string(json, "text", reading->text);
    json_string(json, "change", reading->change);
    json_string(json, "weight", reading->weight);
    json_string(json, "detail", reading->detail);
    json_boolean(json, "begins", reading->begins);
    json_boolean(json, "ends", reading->ends);
    json_array_begin(json, "witnesses");
    for (size_t i = 0; i < reading->witness_count; i++)
        json_number(json, NULL, apparatus->entries[reading->first_witness + i].witness + 1);
    json_array_end(json);
    json_object_end(json);
}

void variants_print_json(FILE *stream, const Apparatus *apparatus) {
    Json json = {.stream = stream};
    json_line_begin(&json);
    json_family_fields(&json, apparatus->family);
    json_array_begin(&json, "witnesses");
    for (size_t i = 0; i < apparatus->witness_count; i++) json_witness(&json, apparatus, i);
    json_array_end(&json);
    json_array_begin(&json, "places");
    for (size_t i = 0; i < apparatus->place_count; i++) {
        const ApparatusPlace *place = &apparatus->places[i];
        json_object_begin(&json, NULL);
        json_string(&json, "text", place->text);
        if (place->number > 0) {
            json_number(&json, "place", place->number);
            json_array_begin(&json, "readings");
            for (size_t j = 0; j < place->reading_count; j++)
                json_reading(&json, apparatus, &apparatus->readings[place->first_reading + j]);
            json_array_end(&json);
        }
        json_object_end(&json);
    }
    json_array_end(&json);
    json_line_end(&json);
}
