/* A reading: the words of one report of an utterance, wherever they stand in their article. */
#ifndef STEMMA_FAMILIES_READING_H
#define STEMMA_FAMILIES_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../match/match.h"
#include "../text/text.h"

typedef enum ReadingMark {
    READING_BRACKETED = 1, /* an editor's word: it stands in [ ], or in ( ) */
    READING_AFTER_ELLIPSIS = 2, /* the text admits to an omission just before this word */
    READING_AFTER_GAP = 4 /* the narrator interrupts before this word: "…," he said, "…" */
} ReadingMark;

/* Longer readings are cut, so that no alignment costs more than their square. */
#define READING_WORDS_MAX 4000

/* Arrays have word_count items; the text is borrowed. */
typedef struct Reading {
    const Text *text;
    const uint32_t *words; /* indexes into the text's words, ascending */
    const uint32_t *ids; /* the words' numbers in the vocabulary */
    const uint8_t *marks; /* ReadingMark flags */
    uint32_t word_count;
    bool narrated; /* without quotation marks: the narrator's tense and persons */
} Reading;

/* The words inside the spans, each once. Spans may overlap and come in any order. */
Reading reading_build(const Text *text, const ByteSpan *spans, uint32_t span_count, Arena *result, Arena scratch);

/* The words `span` of a reading as a reading of its own. */
Reading reading_slice(const Reading *reading, WordSpan span);

Sequence reading_sequence(const Reading *reading);

/* Words that are not an editor's: what "the fullest reading" counts. */
uint32_t reading_spoken_words(const Reading *reading);

/* From the first word's first byte to the last word's last; with the brackets around an editor's word at either end. */
ByteSpan reading_bytes(const Reading *reading);

/*
 * Some of a reading's words as they stand, with what stands between them and the brackets around them; " … " takes the
 * place of a narrator's words. Points into the text where it can, else into result.
 */
Bytes reading_surface(const Reading *reading, WordSpan span, Arena *result);

#endif
