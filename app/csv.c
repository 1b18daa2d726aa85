/*
 * Tables for spreadsheets. Text that begins like a formula gets an apostrophe before it, which spreadsheets read as
 * "this is text"; control characters other than line breaks and tabs become U+FFFD.
 */
#include "csv.h"

#include <string.h>

void csv_header(Csv *csv, const char *names) {
    fprintf(csv->stream, "%s\r\n", names);
    csv->in_row = false;
}

static void cell_begin(Csv *csv) {
    if (csv->in_row) putc_unlocked(',', csv->stream);
    csv->in_row = true;
}

void csv_text_sized(Csv *csv, const char *text, size_t size) {
    cell_begin(csv);
    if (!text) return;
    putc_unlocked('"', csv->stream);
    if (size > 0 && strchr("=+-@\t\r", text[0])) putc_unlocked('\'', csv->stream);
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool control = (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || byte == 0x7F;
        if (control) {
            fputs("\xEF\xBF\xBD", csv->stream);
            continue;
        }
        if (byte == '"') putc_unlocked('"', csv->stream);
        putc_unlocked(byte, csv->stream);
    }
    putc_unlocked('"', csv->stream);
}

void csv_text(Csv *csv, const char *text) {
    csv_text_sized(csv, text, text ? strlen(text) : 0);
}

void csv_number(Csv *csv, uint64_t number) {
    cell_begin(csv);
    fprintf(csv->stream, "%llu", (unsigned long long)number);
}

void csv_decimal(Csv *csv, double number) {
    cell_begin(csv);
    fprintf(csv->stream, "%.2f", number);
}

void csv_row_end(Csv *csv) {
    fputs("\r\n", csv->stream);
    csv->in_row = false;
}
