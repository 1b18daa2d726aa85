/* The three forms of one family's apparatus. */
#ifndef STEMMA_APP_VARIANTS_PRINT_H
#define STEMMA_APP_VARIANTS_PRINT_H

#include <stdio.h>

#include "apparatus.h"
#include "output.h"

void variants_print_text(Output *output, const Apparatus *apparatus);
/* The family's record with its places and witnesses in it. */
void variants_print_json(FILE *stream, const Apparatus *apparatus);
/* A TEI P5 document: a list of witnesses and the base reading with an app at each place (parallel segmentation). */
void variants_print_tei(FILE *stream, const Apparatus *apparatus);

#endif
