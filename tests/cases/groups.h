/*
 * The case groups: each prints what one stage makes of a few articles, for run_cases.c to compare.
 *
 * To add a group: a printing function in group_NAME.c, its declaration here, its line in the table of run_cases.c, and
 * a folder NAME of cases beside them.
 */
#ifndef STEMMA_TESTS_CASES_GROUPS_H
#define STEMMA_TESTS_CASES_GROUPS_H

#include "lib/base/bytes.h"
#include "lib/text/text.h"

/* result and scratch are two arenas, as everywhere; out has one of its own. */
typedef void (*CasePrint)(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);

/* A file as users have it; its name in what is printed is without the folder. */
typedef void (*CasePrintFile)(const char *path, Buffer *out, Arena *result);
void group_files_print(const char *path, Buffer *out, Arena *result);

void group_families_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_lineage_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_marks_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_dates_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_pages_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_quotes_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_text_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_speakers_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);
void group_passages_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch);

/* Appends the article's text between two places on one line: line ends as "\n". */
void case_print_bytes(const Text *text, ByteSpan span, Buffer *out);

#endif
