/* Pronouns as sources: whom "he", "she", "it", "they" and "who" mean. */
#ifndef STEMMA_SPEAKERS_PRONOUNS_H
#define STEMMA_SPEAKERS_PRONOUNS_H

#include "article_speakers.h"

/* What the resolver of one article knows while it goes through its quotations in order. */
typedef struct Discourse {
    const Text *text;
    const NameLexicon *lexicon;
    ArticleSpeakers *article;
    uint32_t last_entity; /* who spoke last; INDEX_NONE for nobody named */
    uint32_t last_sentence; /* where that one was shown to speak */
    UnattributedReason last_reason;
    uint32_t last_joint[QUOTATION_JOINT_MAX]; /* who spoke with the last one */
    uint32_t last_joint_count;
} Discourse;

/* Somebody, or why nobody. entity is INDEX_NONE exactly where reason is not UNATTRIBUTED_NO. */
typedef struct Answer {
    uint32_t entity;
    UnattributedReason reason;
} Answer;

Answer answer_entity(uint32_t entity);
Answer answer_reason(UnattributedReason reason);

/* The entity behind declared other names. */
uint32_t discourse_root(const Discourse *discourse, uint32_t entity);
/* The entity of a mention; INDEX_NONE where two fit. */
uint32_t discourse_entity(const Discourse *discourse, uint32_t mention);
/* The first mention whose name ends behind the word's begin. */
uint32_t discourse_mention_at(const Discourse *discourse, uint32_t word);

/* word: the pronoun. quotation: the one it is a source of; names in its content are not meant. */
Answer pronoun_resolve(const Discourse *discourse, uint32_t word, const Quotation *quotation);

#endif
