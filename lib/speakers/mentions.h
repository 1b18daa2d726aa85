/*
 * The names in a text: persons and organisations, with the titles and roles that stand beside them.
 */
#ifndef STEMMA_SPEAKERS_MENTIONS_H
#define STEMMA_SPEAKERS_MENTIONS_H

#include "../quote/quotation.h"
#include "name_lexicon.h"
#include "person_roles.h"

typedef enum MentionKind {
    MENTION_UNKNOWN, /* a capitalised name that nothing tells more of */
    MENTION_PERSON,
    MENTION_ORGANISATION, /* governments included */
    MENTION_PLACE
} MentionKind;

/* A name as it stands in a text. */
typedef struct Mention {
    WordSpan name; /* without titles; its last word may carry 's */
    WordSpan whole; /* with the titles and roles before it */
    uint32_t sentence;
    uint32_t roles_begin; /* Mentions.roles[roles_begin .. roles_end) stand beside it */
    uint32_t roles_end;
    uint32_t alias_of; /* the mention this is declared another name of, else INDEX_NONE */
    uint8_t kind; /* MentionKind */
    uint8_t gender; /* Gender, by title, given name or role */
    bool possessive;
    bool quoted; /* inside quotation marks */
    bool aside; /* in a caption or a heading */
    bool after_preposition;
    bool speaks; /* a word of speech stands right before or behind it */
    bool adjectival; /* a lower-case noun follows: "Clinton supporters" */
} Mention;

typedef struct Mentions {
    Mention *items; /* by place; never overlapping */
    uint32_t count;
    Role *roles;
    uint32_t role_count;
} Mentions;

/* quoted may be NULL. At most 20,000 mentions a text. */
Mentions mentions_find(const Text *text, const NameLexicon *lexicon, const QuotedSpans *quoted, Arena *result);

/* What lies between a word and the next: nothing but spaces of one line? */
bool mentions_words_adjoin(const Text *text, uint32_t word);
/* The first byte behind a word that is no space; 0 at the end of the text. */
uint8_t mentions_byte_after(const Text *text, uint32_t word);

#endif
