/* What the fuzz targets of single parsers share: memory of their own, and what must hold of all text. */
#ifndef STEMMA_TESTS_FUZZ_PARTS_H
#define STEMMA_TESTS_FUZZ_PARTS_H

#include <stdint.h>
#include <stdlib.h>

#include "lib/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check(bool holds) {
    if (!holds) abort();
}

static inline void check_text(Bytes text) {
    check(utf8_find_malformed(text) == SIZE_MAX);
}

#endif
