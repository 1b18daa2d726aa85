/* Growing arrays for the program's own lists. */
#ifndef STEMMA_APP_MEMORY_H
#define STEMMA_APP_MEMORY_H

#include <stddef.h>

/* items with room for one more; *capacity grows as needed. Ends the program with a message where memory is out. */
void *memory_grow(void *items, size_t count, size_t *capacity, size_t item_size);

/* A copy to be freed; NULL for NULL. Ends the program with a message where memory is out. */
char *memory_copy(const char *text);

#endif
