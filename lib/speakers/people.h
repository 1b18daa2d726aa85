/*
 * One person under all spellings across the collection: clusters of the entities that articles name.
 */
#ifndef STEMMA_SPEAKERS_PEOPLE_H
#define STEMMA_SPEAKERS_PEOPLE_H

#include "article_speakers.h"

/* What the collection needs of one article's entity. */
typedef struct EntityRecord {
    uint64_t key; /* equal for all spellings of the same words */
    NameParts parts;
    WordSpan name;
    uint32_t article;
    uint32_t alias_of; /* index in the same array, INDEX_NONE mostly */
    uint32_t count;
    uint8_t kind; /* MentionKind */
    uint8_t gender;
} EntityRecord;

/* A role that stands beside a name somewhere. */
typedef struct EntityRole {
    uint32_t entity; /* index among all records */
    Role role;
} EntityRole;

typedef struct EntityRecords {
    const EntityRecord *items; /* by article */
    uint32_t count;
    const EntityRole *roles; /* by entity */
    uint32_t role_count;
} EntityRecords;

typedef struct PeopleCluster {
    uint32_t person_votes; /* articles that show a person, an organisation */
    uint32_t organisation_votes;
    uint32_t article_count;
} PeopleCluster;

typedef struct People {
    uint32_t *clusters; /* by entity record */
    PeopleCluster *items;
    uint32_t count;
} People;

uint64_t people_key(const Text *text, const NameLexicon *lexicon, const Entity *entity);

/* Clusters are numbered in an order that depends on the names alone. */
People people_cluster(const Corpus *corpus, EntityRecords records, Arena *result, Arena scratch);

#endif
