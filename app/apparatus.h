/*
 * A critical apparatus: the base reading cut into numbered places, and for each place who reads it otherwise.
 * What the three forms of `stemma variants` (text, JSON, TEI) print.
 */
#ifndef STEMMA_APP_APPARATUS_H
#define STEMMA_APP_APPARATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <stemma/stemma.h>

/* One report of the utterance; its siglum is w and its place in the list, from 1. */
typedef struct ApparatusWitness {
    const StemmaReading *reading;
    char *title; /* of its article; NULL where not known, like the next three */
    char *outlet;
    char *published;
    char *url;
} ApparatusWitness;

/* What some witnesses have at one place. */
typedef struct ApparatusReading {
    const char *text; /* "" where they have nothing */
    const char *change; /* NULL: the base's own words */
    const char *weight;
    const char *detail;
    bool begins; /* these witnesses begin here: what stands before they don't report */
    bool ends;
    size_t first_witness; /* in Apparatus.entries */
    size_t witness_count;
} ApparatusReading;

/* A column of the readings. number is 0 where nobody differs. */
typedef struct ApparatusPlace {
    const char *text; /* the base's words; "" where it has none */
    size_t number;
    size_t first_reading; /* in Apparatus.readings */
    size_t reading_count;
} ApparatusPlace;

/* One witness at one place, before grouping. */
typedef struct ApparatusEntry {
    uint32_t column;
    uint32_t witness;
    ApparatusReading reading;
} ApparatusEntry;

typedef struct Apparatus {
    const StemmaFamily *family;
    StemmaReadings table;
    ApparatusWitness *witnesses; /* as the family's members */
    size_t witness_count;
    size_t base_witness;
    ApparatusPlace *places; /* in the order of the base reading */
    size_t place_count;
    ApparatusReading *readings; /* by place, then text */
    size_t reading_count;
    ApparatusEntry *entries; /* those of one reading stand together, by witness */
    size_t entry_count;
} Apparatus;

/*
 * False after an error, in *error. The family must outlive the apparatus; apparatus_close takes a failed one as well.
 */
bool apparatus_open(StemmaCollection *collection, const StemmaFamily *family, Apparatus *out, StemmaError *error);
void apparatus_close(Apparatus *apparatus);

#endif
