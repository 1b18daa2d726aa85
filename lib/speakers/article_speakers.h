/*
 * Who is who within one article: its names gathered into entities, and its sources resolved to them.
 */
#ifndef STEMMA_SPEAKERS_ARTICLE_SPEAKERS_H
#define STEMMA_SPEAKERS_ARTICLE_SPEAKERS_H

#include "mentions.h"
#include "names.h"

/* Somebody an article names. */
typedef struct Entity {
    WordSpan name; /* the fullest form in this article */
    NameParts parts; /* of that form */
    uint32_t alias_of; /* the entity this is another name of, INDEX_NONE mostly */
    uint32_t next; /* with the same surname or given name, INDEX_NONE at the end */
    uint32_t full_count; /* mentions by more than the surname */
    uint32_t count;
    uint8_t kind; /* MentionKind */
    uint8_t gender;
    bool speaks;
    bool definite; /* "the" stands before it, or it is an everyday word: hardly a person */
} Entity;

/* One way an entity is written. */
typedef struct EntitySpelling {
    uint32_t entity;
    uint32_t count;
    WordSpan name; /* where it stands first */
} EntitySpelling;

/* A source that only the collection can tell: a role that nobody in the article is shown to have. */
typedef struct PendingRole {
    uint32_t quotation; /* index in Quotations */
    Role role;
} PendingRole;

typedef struct ArticleSpeakers {
    Mentions mentions;
    uint32_t *mention_entities; /* by mention; INDEX_NONE where two fit */
    Entity *entities;
    uint32_t entity_count;
    EntitySpelling *spellings; /* of all entities, in text order of their first mention */
    uint32_t spelling_count;
    PendingRole *pending;
    uint32_t pending_count;
} ArticleSpeakers;

/* --- entities.c --------------------------------------------------------------------------------------------------- */

/* Gathers the mentions of a text into entities. */
ArticleSpeakers entities_build(const Text *text, const NameLexicon *lexicon, const QuotedSpans *quoted, Arena *result,
                               Arena scratch);

/* --- article_speakers.c ------------------------------------------------------------------------------------------- */

/* One article, and which of all quotations are its own. */
typedef struct SourcesInput {
    const Text *text;
    const NameLexicon *lexicon;
    Quotations *quotations;
    WordSpan range; /* indexes of quotations */
} SourcesInput;

/*
 * Resolves the sources of one article's quotations: sets Quotation.speaker to an index in `entities` (of this article,
 * for now) or Quotation.unattributed to the reason; adds to `pending` what the collection may know.
 */
void article_speakers_resolve(const SourcesInput *input, ArticleSpeakers *article, Arena *result);

#endif
