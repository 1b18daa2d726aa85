/* The page: everything found, as one self-contained HTML file that needs no script. */
#ifndef STEMMA_APP_PAGE_H
#define STEMMA_APP_PAGE_H

#include <stdbool.h>

#include <stemma/stemma.h>

/* Writes the page to path (temporary file, then rename). False after an error, which is reported. */
bool page_write(StemmaCollection *collection, const char *path);

#endif
