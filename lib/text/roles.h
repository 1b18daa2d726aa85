/* What the rules about a paragraph's role look at. Inside lib/text only. */
#ifndef STEMMA_TEXT_ROLES_H
#define STEMMA_TEXT_ROLES_H

#include <stdbool.h>

#include "text.h"

#define HEAD_SIZE_MAX 64 /* longer than every phrase compared with it */

typedef struct BlockView {
    Bytes text; /* the whole article */
    ByteSpan bytes; /* the paragraph in it */
    const Word *words; /* of the paragraph */
    uint32_t word_count;
    uint32_t sentence_count;
    uint32_t last_sentence_words; /* how many of its words stand in its last sentence */
    uint32_t index; /* of the paragraph in the text */
    bool quoted; /* begins with a quotation mark */
    bool stopped; /* ends like a sentence: behind its last word is a full stop, a question or exclamation mark */
    bool questions; /* … a question mark */
    /*
     * How it begins, for comparing with phrases: ASCII in lower case, apostrophes straight, runs of anything but
     * letters, digits, apostrophes and ":@" one space, none in front, NUL at the end. Cut at a whole word.
     */
    char head[HEAD_SIZE_MAX];
} BlockView;

Bytes block_word(const BlockView *block, uint32_t index); /* as it stands; counted from the paragraph's first */
bool block_word_is_any(const BlockView *block, uint32_t index, const char *const *lower); /* list ends in NULL */

/* block_word_is and block_starts_with where the first character agrees. */
bool block_word_goes_on(const BlockView *block, uint32_t index, const char *lower);
bool block_goes_on(const BlockView *block, const char *phrase);

/* ASCII case ignored. Nearly always the first character tells, so that is looked at on the spot. */
static inline bool block_word_is(const BlockView *block, uint32_t index, const char *lower) {
    uint8_t first = block->text.data[block->words[index].byte_begin];
    return (first | 0x20) == (uint8_t)lower[0] && block_word_goes_on(block, index, lower);
}

/* Whole words, as in head. */
static inline bool block_starts_with(const BlockView *block, const char *phrase) {
    return block->head[0] == phrase[0] && block_goes_on(block, phrase);
}

/* The bytes between word index - 1 and word index (or the paragraph's edges) hold this ASCII character. */
bool block_has_before(const BlockView *block, uint32_t index, char character);

bool furniture_is_keywords(const BlockView *block);
bool furniture_is_correction(const BlockView *block);
BlockRole furniture_role(const BlockView *block); /* what kind of furniture; BLOCK_NARRATION where it is none */
bool captions_is_caption(const BlockView *block);

#endif
