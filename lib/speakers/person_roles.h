/*
 * Descriptions of somebody by role: "the Russian top diplomat", "former Texas governor", "the group's leader".
 * Beside a name they tell something of its bearer; alone they stand for him, if what he was called covers them.
 */
#ifndef STEMMA_SPEAKERS_PERSON_ROLES_H
#define STEMMA_SPEAKERS_PERSON_ROLES_H

#include "name_lexicon.h"

#define ROLE_MODIFIERS_MAX 6

typedef struct Role {
    uint64_t needs; /* 0: no role word, or one that stands for nobody ("counterpart") */
    uint64_t gives;
    Gender gender;
    uint8_t nation;
    uint8_t modifier_count;
    bool definite; /* "the", "his", "Turkey's": somebody in particular */
    bool indefinite; /* "a", "one", "unnamed" */
    uint32_t head_word; /* index of the role word in the text */
    uint32_t modifiers[ROLE_MODIFIERS_MAX]; /* base ids of the other words that tell something */
} Role;

/* What the words say of somebody. Reads up to 16 words. */
Role role_parse(const Text *text, const NameLexicon *lexicon, WordSpan words);

/* What role_match gives where the role is the same word and nothing else agrees. */
#define ROLE_MATCH_BARE 12

/* How well somebody known as `fact` can be called `query`; 0: not at all. Names that agree count most. */
uint32_t role_match(const Role *query, const Role *fact);

#endif
