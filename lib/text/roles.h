/* What the rules about a paragraph's role look at. Inside lib/text only. */
#ifndef STEMMA_TEXT_ROLES_H
#define STEMMA_TEXT_ROLES_H

#include <stdbool.h>

#include "builder.h"

/*
 * A paragraph's head is how it begins, for comparing with phrases: ASCII in lower case, apostrophes straight, runs of
 * anything but letters, digits, apostrophes and ":@" one space, none in front. It is never written down: hardly any
 * paragraph begins as a phrase does, and a few characters tell.
 */

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
    bool may_open_phrase; /* its first three characters are those of a phrase of a list, perhaps */
    uint32_t head_begin; /* the byte its head begins at */
    char opening[3]; /* of the head; NUL where it is shorter */
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

/* The head begins with these whole words. */
static inline bool block_starts_with(const BlockView *block, const char *phrase) {
    return block->opening[0] == phrase[0] && block->opening[1] == phrase[1] && block_goes_on(block, phrase);
}

bool block_is_whole(const BlockView *block, const char *phrase); /* the head is the phrase, and no more */

/* The bytes between word index - 1 and word index (or the paragraph's edges) hold this ASCII character. */
bool block_has_before(const BlockView *block, uint32_t index, char character);

/* Lists what the phrases of furniture and captions begin with. */
void furniture_list_beginnings(PhraseBeginnings *beginnings);
void captions_list_beginnings(PhraseBeginnings *beginnings);
void phrase_beginnings_add(PhraseBeginnings *beginnings, const char *phrase);

bool furniture_is_keywords(const BlockView *block);
bool furniture_is_correction(const BlockView *block);
BlockRole furniture_role(const BlockView *block); /* what kind of furniture; BLOCK_NARRATION where it is none */
bool captions_is_caption(const BlockView *block);

#endif
