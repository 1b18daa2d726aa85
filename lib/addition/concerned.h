/* Which old articles new ones concern, among their neighbours: read, and looked at more closely. */
#ifndef STEMMA_ADDITION_CONCERNED_H
#define STEMMA_ADDITION_CONCERNED_H

#include "../quote/quotation.h"
#include "../reuse/passages.h"
#include "../text/text.h"

typedef struct ConcernedInput {
    const Corpus *corpus; /* new articles and their neighbours */
    const Quotations *quotations; /* of all of these */
    const Passages *passages; /* that new articles share with others */
    const bool *is_new; /* by article */
    uint32_t threads;
} ConcernedInput;

typedef struct Concerned {
    const bool *articles; /* by article: it shares a passage or a statement with a new one, or is one */
    const bool
        *mates; /* by article: it may come to a story with a new one: by more than house text, or two statements */
    const bool *quotations; /* by quotation of an old article: words of it stand in a new article */
} Concerned;

Concerned concerned_find(const ConcernedInput *input, Arena *result, Arena scratch);

#endif
