/* Growing arrays for the program's own lists. See memory.h. */
#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"

static void *checked(void *pointer) {
    if (pointer) return pointer;
    report_trouble("out of memory");
    exit(EXIT_TROUBLE);
}

void *memory_grow(void *items, size_t count, size_t *capacity, size_t item_size) {
    if (count < *capacity) return items;
    *capacity = *capacity > 0 ? *capacity * 2 : 16;
    return checked(realloc(items, *capacity * item_size));
}

char *memory_copy(const char *text) {
    return text ? checked(strdup(text)) : NULL;
}
