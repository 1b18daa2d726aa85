/* All readings of one family side by side: the same words stand in the same column. */
#ifndef STEMMA_FAMILIES_READINGS_H
#define STEMMA_FAMILIES_READINGS_H

#include "families.h"

/* One witness's words, as bytes: no article is needed. */
typedef struct ReadingText {
    const Bytes *parts; /* what stands in quotation marks, in order; one part for words without marks */
    uint32_t part_count;
    bool quoted;
} ReadingText;

/* A stretch of one reading. */
typedef struct ReadingPiece {
    uint32_t column;
    Bytes text; /* with the punctuation behind its words */
    bool changed; /* differs from the base reading in `change` */
    VariantChange change;
    VariantWeight weight;
    VariantDetail detail;
} ReadingPiece;

typedef struct ReadingRow {
    const ReadingPiece *pieces; /* columns ascending; a reading lacks columns it has no words for */
    uint32_t piece_count;
} ReadingRow;

typedef struct ReadingTable {
    const ReadingRow *rows; /* as the texts were given */
    uint32_t row_count;
    uint32_t base_row;
    uint32_t column_count;
} ReadingTable;

ReadingTable readings_align(const ReadingText *texts, uint32_t text_count, Arena *result, Arena scratch);

#endif
