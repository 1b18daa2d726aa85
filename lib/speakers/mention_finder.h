/*
 * What finding names shares between its two passes: mentions.c finds them, mention_roles.c reads what stands beside
 * them.
 */
#ifndef STEMMA_SPEAKERS_MENTION_FINDER_H
#define STEMMA_SPEAKERS_MENTION_FINDER_H

#include "../base/array.h"
#include "mentions.h"

typedef struct MentionList ARRAY_OF(Mention) MentionList;
typedef struct RoleList ARRAY_OF(Role) RoleList;

typedef struct MentionFinder {
    const Text *text;
    const NameLexicon *lexicon;
    Arena *result;
    MentionList mentions;
    RoleList roles;
    uint32_t sentence;
    WordSpan bounds; /* of the sentence */
    bool headline; /* in title case */
    bool aside;
} MentionFinder;

static inline const NameWord *mention_word(const MentionFinder *finder, uint32_t word) {
    return &finder->lexicon->words[finder->text->word_ids[word]];
}

static inline uint32_t mention_flags(const MentionFinder *finder, uint32_t word) {
    return mention_word(finder, word)->flags;
}

static inline uint32_t mention_word_end(const Text *text, uint32_t word) {
    return text->words[word].byte_begin + text->words[word].byte_size;
}

/* Whether a comma stands right behind the word. */
bool mention_comma_follows(const Text *text, uint32_t word);
/* Whether a name can begin with the word. */
bool mention_starts_name(const MentionFinder *finder, uint32_t word);

/* The second pass, mention by mention: titles, roles, other names. */
void mention_roles_read(MentionFinder *finder, uint32_t mention_index);

#endif
