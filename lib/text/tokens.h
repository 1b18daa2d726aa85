/* Words in running text, one after another. Inside lib/text only; everybody else reads Text. */
#ifndef STEMMA_TEXT_TOKENS_H
#define STEMMA_TEXT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "builder.h"

#define TOKEN_SIZE_MAX 255
#define TOKENS_ROOM                                                                                                    \
    34 /* words and gaps that tokens_read makes room for in advance: those of the bytes it reads at a time */

/* The first word that begins at or after *offset and ends at or before end; *offset moves behind it. */
bool token_next(Bytes text, size_t *offset, size_t end, Word *out);

/* All words of a paragraph, appended to the builder; and the gaps behind them in which a sentence may end. */
void tokens_read(TextBuilder *builder, Bytes text, ByteSpan span);

/* Whether a letter or digit begins at offset. */
bool token_starts_at(Bytes text, size_t offset, size_t end);

#endif
