/*
 * An article as attribution reads it: tokens (a word, or a whole quoted stretch as one opaque piece) with the
 * punctuation before each, cut into units. A unit is a sentence that looks through quotation marks: what is inside
 * them never ends it.
 */
#ifndef STEMMA_QUOTE_CLAUSES_H
#define STEMMA_QUOTE_CLAUSES_H

#include <stdbool.h>

#include "attribution.h"

/* Punctuation between two tokens. */
typedef enum Gap {
    GAP_COMMA = 1,
    GAP_COLON = 2,
    GAP_SEMICOLON = 4,
    GAP_DASH = 8,
    GAP_OPEN = 16, /* an opening bracket */
    GAP_CLOSE = 32, /* a closing one */
    GAP_STOP = 64, /* . ! ? or an ellipsis */
    GAP_ASKED = 128 /* ! or ? */
} Gap;

typedef struct Token {
    WordSpan words;
    uint32_t quoted; /* index of the quoted span it stands for, INDEX_NONE for a single word */
    uint16_t gap; /* before the token */
    uint16_t tail; /* a quoted stretch's own last punctuation */
} Token;

/* Tokens first .. end - 1. */
typedef struct TokenSpan {
    uint32_t begin;
    uint32_t end;
} TokenSpan;

typedef struct Unit {
    TokenSpan tokens;
    uint32_t paragraph_index;
    bool paragraph_start;
    bool paragraph_end;
} Unit;

typedef struct Clauses {
    const AttributionInput *input;
    Token *tokens;
    uint32_t token_count;
    Unit *units;
    uint32_t unit_count;
} Clauses;

/* The units of an article's narration and headlines. */
Clauses clauses_build(const AttributionInput *input, Arena *result);
/* One unit out of some words, in which only the quoted span `opaque` (INDEX_NONE: none) is one piece. */
Clauses clauses_build_range(const AttributionInput *input, WordSpan words, uint32_t opaque, Arena *result);

uint32_t clauses_flags(const Clauses *clauses, uint32_t token); /* lexicon flags; 0 for a quoted stretch */
const WordClass *clauses_class(const Clauses *clauses, uint32_t token); /* of a word; of nothing for a quoted stretch */
uint16_t clauses_word_flags(const Clauses *clauses, uint32_t token); /* the text's WordFlag */
bool clauses_is_quote(const Clauses *clauses, uint32_t token);
bool clauses_word_is(const Clauses *clauses, uint32_t token, Bytes folded); /* false for a quoted stretch */
/* Punctuation between this token and the next one, a quoted stretch's own last mark included. */
uint16_t clauses_gap_after(const Clauses *clauses, uint32_t token, uint32_t end);
/* From the first to the last byte; quotation marks at the edges left out. Empty for an empty span. */
ByteSpan clauses_bytes(const Clauses *clauses, TokenSpan tokens);
/* The same as it stands, marks included. */
ByteSpan clauses_outer_bytes(const Clauses *clauses, TokenSpan tokens);

/* A cue verb that can stand as a verb here by its form; noun-like forms need more evidence from the caller. */
bool clauses_is_cue(const Clauses *clauses, uint32_t token);

#endif
