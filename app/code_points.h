/* Places in code points -> places in bytes, for one text at a time, mostly moving forward. */
#ifndef STEMMA_APP_CODE_POINTS_H
#define STEMMA_APP_CODE_POINTS_H

#include <stddef.h>
#include <stdint.h>

typedef struct CodePoints {
    const char *text;
    size_t size;
    uint64_t at_code_point; /* where the last look-up ended */
    size_t at_byte;
} CodePoints;

/* The byte where that code point begins; the text's size behind its end. Going backward starts anew. */
size_t code_points_to_byte(CodePoints *points, uint64_t code_point);

#endif
