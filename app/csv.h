/* A CSV writer (RFC 4180) whose cells a spreadsheet takes for text, never for a formula. */
#ifndef STEMMA_APP_CSV_H
#define STEMMA_APP_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct Csv {
    FILE *stream;
    bool in_row; /* a cell stands before the next one */
} Csv;

/* names: the header line, names separated by commas. */
void csv_header(Csv *csv, const char *names);
void csv_text(Csv *csv, const char *text); /* NULL gives an empty cell */
void csv_text_sized(Csv *csv, const char *text, size_t size);
void csv_number(Csv *csv, uint64_t number);
void csv_decimal(Csv *csv, double number);
void csv_row_end(Csv *csv);

#endif
