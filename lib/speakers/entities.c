/*
 * In:  the name mentions of one text. Out: entities, each mention with its own.
 *
 * Full names first, through the whole text, as a headline or a caption may give the surname before the text gives the
 * name: two full names are one person when surname and given name agree (names.h). Then names of one word: a surname
 * joins the full name that has it; where two have it, a title decides by gender ("Mr. Doe"), else the one that the
 * article names more often in full, as it is the others that writers keep naming in full; where that is a tie, the last
 * one named. A given name alone joins the one person who bears it. An acronym joins what it is declared to stand for,
 * or the name whose initials it is. "The Defense Ministry" joins "the Turkish Defense Ministry" where no other nation's
 * is named.
 *
 * Invariant: every list walked has at most CHAIN_MAX members, so the cost is linear in the mentions.
 */
#include <string.h>

#include "../base/array.h"
#include "../base/map.h"
#include "article_speakers.h"

#define CHAIN_MAX 32
#define SLIP_ENTITIES_MAX 64 /* how many surnames a misspelt one is compared with */
#define SLIP_LETTERS_MIN 5

typedef struct EntityList ARRAY_OF(Entity) EntityList;
typedef struct SpellingList ARRAY_OF(EntitySpelling) SpellingList;

/* What the keys of the map stand for, in their upper bits. */
typedef enum KeySpace { KEY_SURNAME = 1, KEY_GIVEN, KEY_NAME, KEY_TAIL, KEY_INITIALS, KEY_SPELLING } KeySpace;

typedef struct Gatherer {
    const Text *text;
    const NameLexicon *lexicon;
    const Mentions *mentions;
    uint32_t *mention_entities;
    EntityList entities;
    Map map; /* key -> entity + 1 */
    Arena *result;
    Arena *scratch;
} Gatherer;

static uint64_t key_of(KeySpace space, uint64_t value) {
    return names_mix((uint64_t)space << 56, value);
}

static const NameWord *word_of(const Gatherer *gatherer, uint32_t word) {
    return &gatherer->lexicon->words[gatherer->text->word_ids[word]];
}

static uint32_t find(const Gatherer *gatherer, KeySpace space, uint64_t value) {
    const uint32_t *slot = map_find(&gatherer->map, key_of(space, value));
    return slot == NULL ? INDEX_NONE : *slot - 1;
}

/* Keeps the first entity of a key. */
static void remember(Gatherer *gatherer, KeySpace space, uint64_t value, uint32_t entity) {
    bool inserted = false;
    uint32_t *slot = map_insert(&gatherer->map, key_of(space, value), &inserted, gatherer->scratch);
    if (inserted) *slot = entity + 1;
}

static bool definite_before(const Gatherer *gatherer, uint32_t word) {
    return word > 0 && (word_of(gatherer, word - 1)->flags & NAME_DEFINITE) &&
           mentions_words_adjoin(gatherer->text, word - 1);
}

static uint32_t entity_add(Gatherer *gatherer, const Mention *mention, const NameParts *parts) {
    bool everyday = parts->core_count <= 1 && (word_of(gatherer, parts->surname_word)->flags & NAME_COMMON);
    Entity *entity = array_push(&gatherer->entities, gatherer->result);
    *entity = (Entity){.name = mention->name,
                       .parts = *parts,
                       .alias_of = INDEX_NONE,
                       .next = INDEX_NONE,
                       .kind = mention->kind,
                       .gender = mention->gender,
                       .definite = definite_before(gatherer, mention->name.begin) || everyday};
    return (uint32_t)gatherer->entities.count - 1;
}

/* One more mention of an entity: what it tells is added, a fuller name replaces the shorter. */
static void entity_join(Gatherer *gatherer, uint32_t index, uint32_t mention_index, const NameParts *parts) {
    Entity *entity = &gatherer->entities.items[index];
    const Mention *mention = &gatherer->mentions->items[mention_index];
    gatherer->mention_entities[mention_index] = index;
    entity->count++;
    if (parts->core_count > 1) entity->full_count++;
    if (entity->gender == GENDER_UNKNOWN) entity->gender = mention->gender;
    entity->definite = entity->definite || definite_before(gatherer, mention->name.begin);
    bool known = entity->kind == MENTION_PERSON || entity->kind == MENTION_ORGANISATION;
    if (!known && mention->kind != MENTION_UNKNOWN) entity->kind = mention->kind;
    if (entity->kind == MENTION_ORGANISATION) return;
    bool fuller = mention->name.end - mention->name.begin > entity->name.end - entity->name.begin &&
                  parts->core_count >= entity->parts.core_count;
    if (fuller || (parts->given != 0 && entity->parts.given_initial && !parts->given_initial)) {
        entity->name = mention->name;
        entity->parts = *parts;
    }
}

/* --- Full names --------------------------------------------------------------------------------------------------- */

static bool is_full(const Mention *mention, const NameParts *parts) {
    return mention->kind != MENTION_ORGANISATION && parts->core_count > 1;
}

static void full_name_gather(Gatherer *gatherer, uint32_t index, const NameParts *parts) {
    uint32_t first = find(gatherer, KEY_SURNAME, parts->surname);
    uint32_t last = INDEX_NONE;
    uint32_t steps = 0;
    for (uint32_t e = first; e != INDEX_NONE && steps < CHAIN_MAX; e = gatherer->entities.items[e].next, steps++) {
        last = e;
        const Entity *entity = &gatherer->entities.items[e];
        Gender mine = gatherer->mentions->items[index].gender;
        bool gender_differs = mine != GENDER_UNKNOWN && entity->gender != GENDER_UNKNOWN && mine != entity->gender;
        if (!gender_differs && name_parts_agree(gatherer->text, &entity->parts, parts)) {
            entity_join(gatherer, e, index, parts);
            return;
        }
    }
    uint32_t entity = entity_add(gatherer, &gatherer->mentions->items[index], parts);
    if (last != INDEX_NONE) gatherer->entities.items[last].next = entity;
    remember(gatherer, KEY_SURNAME, parts->surname, entity);
    remember(gatherer, KEY_GIVEN, parts->given, entity);
    entity_join(gatherer, entity, index, parts);
}

/* --- Organisations ------------------------------------------------------------------------------------------------ */

/* The name without a nation at its front: "Defense Ministry" of "Turkish Defense Ministry"; 0 where nothing is left. */
static uint64_t tail_key(const Gatherer *gatherer, WordSpan name) {
    while (name.end - name.begin > 2 && word_of(gatherer, name.begin)->nation != 0) name.begin++;
    if (name.end - name.begin < 2) return 0;
    return name_key(gatherer->text, gatherer->lexicon, name);
}

/* The word that says what an organisation is: the last one, or the one before "of". */
static uint32_t head_base_id(const Gatherer *gatherer, WordSpan name) {
    uint32_t head = name.end - 1;
    for (uint32_t w = name.begin + 1; w < name.end; w++) {
        if (!(word_of(gatherer, w)->flags & NAME_CONNECTOR)) continue;
        head = w - 1;
        break;
    }
    return word_of(gatherer, head)->base_id;
}

/* "The Church" where the article writes out one church's name. "The House" is a chamber of its own. */
static uint32_t organisation_by_head(const Gatherer *gatherer, const Mention *mention) {
    uint32_t word = mention->name.begin;
    bool head = mention->name.end - word == 1 && (word_of(gatherer, word)->flags & NAME_ORGANISATION_HEAD) &&
                definite_before(gatherer, word);
    if (!head || word_of(gatherer, word)->nation != 0 ||
        bytes_equal(text_word_bytes(gatherer->text, word), BYTES("House")))
        return INDEX_NONE;
    uint32_t found = INDEX_NONE;
    for (uint32_t e = 0; e < gatherer->entities.count && e < SLIP_ENTITIES_MAX; e++) {
        const Entity *entity = &gatherer->entities.items[e];
        if (entity->kind != MENTION_ORGANISATION || entity->name.end - entity->name.begin < 2) continue;
        if (head_base_id(gatherer, entity->name) != word_of(gatherer, word)->base_id) continue;
        if (found != INDEX_NONE) return INDEX_NONE;
        found = e;
    }
    return found;
}

static void organisation_gather(Gatherer *gatherer, uint32_t index, const NameParts *parts) {
    const Mention *mention = &gatherer->mentions->items[index];
    uint64_t key = name_key(gatherer->text, gatherer->lexicon, mention->name);
    uint32_t entity = find(gatherer, KEY_NAME, key);
    uint64_t acronym = name_acronym(gatherer->text, mention->name);
    uint32_t named = entity == INDEX_NONE && acronym != 0 ? find(gatherer, KEY_INITIALS, acronym) : INDEX_NONE;
    if (entity == INDEX_NONE && named == INDEX_NONE) {
        uint64_t tail = tail_key(gatherer, mention->name);
        if (tail == key) entity = find(gatherer, KEY_TAIL, tail);
    }
    if (entity == INDEX_NONE && named == INDEX_NONE) entity = organisation_by_head(gatherer, mention);
    if (entity == INDEX_NONE) {
        entity = entity_add(gatherer, mention, parts);
        uint64_t tail = tail_key(gatherer, mention->name);
        remember(gatherer, KEY_NAME, key, entity);
        if (tail != 0) remember(gatherer, KEY_TAIL, tail, entity);
        if (named != INDEX_NONE) {
            gatherer->entities.items[entity].alias_of = named; /* an acronym of what the article writes out */
            Entity *written_out = &gatherer->entities.items[named];
            if (written_out->kind == MENTION_UNKNOWN) written_out->kind = MENTION_ORGANISATION;
        }
    }
    entity_join(gatherer, entity, index, parts);
}

/* --- Names of one word -------------------------------------------------------------------------------------------- */

/* The entity among those of one surname that a bare surname means; INDEX_NONE where none fits. */
static uint32_t surname_choose(const Gatherer *gatherer, uint32_t first, const Mention *mention, uint32_t suffix) {
    uint32_t best = INDEX_NONE;
    uint32_t steps = 0;
    for (uint32_t e = first; e != INDEX_NONE && steps < CHAIN_MAX; e = gatherer->entities.items[e].next, steps++) {
        const Entity *entity = &gatherer->entities.items[e];
        if (mention->gender != GENDER_UNKNOWN && entity->gender != GENDER_UNKNOWN &&
            entity->gender != mention->gender) {
            continue;
        }
        if (suffix != 0 && entity->parts.suffix != suffix) continue; /* "Doe Jr." is not his father */
        /* a person's title never names an organisation */
        if (mention->kind == MENTION_PERSON && entity->kind == MENTION_ORGANISATION) continue;
        if (best == INDEX_NONE || entity->full_count > gatherer->entities.items[best].full_count) best = e;
    }
    return best;
}

/* A surname that nobody bears, but for one letter; short and common ones are left alone. */
static uint32_t surname_slip(const Gatherer *gatherer, uint32_t index, const NameParts *parts) {
    Bytes surname = text_word_bytes(gatherer->text, parts->surname_word);
    const Mention *mention = &gatherer->mentions->items[index];
    if (mention->possessive) surname = name_surface(gatherer->text, mention->name, gatherer->scratch);
    bool common = (word_of(gatherer, parts->surname_word)->flags & NAME_COMMON) != 0;
    bool may_be_noun =
        common && !(mention->speaks && !(gatherer->text->words[mention->name.begin].flags & WORD_SENTENCE_START));
    uint32_t known = NAME_GIVEN_MALE | NAME_GIVEN_FEMALE | NAME_NATION_NOUN | NAME_PLACE; /* a word of its own */
    if (surname.size < SLIP_LETTERS_MIN || may_be_noun || (word_of(gatherer, parts->surname_word)->flags & known))
        return INDEX_NONE;
    uint32_t found = INDEX_NONE;
    for (uint32_t e = 0; e < gatherer->entities.count && e < SLIP_ENTITIES_MAX; e++) {
        const Entity *entity = &gatherer->entities.items[e];
        if (entity->parts.given == 0 || entity->kind != MENTION_PERSON) continue;
        if (mention->gender != GENDER_UNKNOWN && entity->gender != GENDER_UNKNOWN &&
            entity->gender != mention->gender) {
            continue;
        }
        Bytes other = text_word_bytes(gatherer->text, entity->parts.surname_word);
        bool called_so = mention->whole.begin < mention->name.begin && mention->gender != GENDER_UNKNOWN;
        bool slip = names_nearly_equal(surname, other) || (called_so && names_roughly_equal(surname, other));
        if (other.data[0] != surname.data[0] || !slip) continue;
        if (found != INDEX_NONE) return INDEX_NONE;
        found = e;
    }
    return found;
}

static void single_name_gather(Gatherer *gatherer, uint32_t index, const NameParts *parts) {
    const Mention *mention = &gatherer->mentions->items[index];
    uint32_t flags = word_of(gatherer, parts->surname_word)->flags;
    uint32_t first = find(gatherer, KEY_SURNAME, parts->surname);
    uint32_t entity = first == INDEX_NONE ? INDEX_NONE : surname_choose(gatherer, first, mention, parts->suffix);
    if (entity == INDEX_NONE && parts->suffix == 0 && (flags & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE))) {
        entity = find(gatherer, KEY_GIVEN, word_of(gatherer, parts->surname_word)->given);
    }
    if (entity == INDEX_NONE)
        entity = find(gatherer, KEY_NAME, name_key(gatherer->text, gatherer->lexicon, mention->name));
    if (entity == INDEX_NONE) entity = surname_slip(gatherer, index, parts);
    if (entity == INDEX_NONE) {
        entity = entity_add(gatherer, mention, parts);
        uint32_t last = first;
        for (uint32_t steps = 0; last != INDEX_NONE && gatherer->entities.items[last].next != INDEX_NONE; steps++) {
            if (steps > CHAIN_MAX) break;
            last = gatherer->entities.items[last].next;
        }
        if (last != INDEX_NONE) gatherer->entities.items[last].next = entity;
        remember(gatherer, KEY_SURNAME, parts->surname, entity);
    }
    entity_join(gatherer, entity, index, parts);
}

/* "Paris", of somebody the article names in full: not the government that sits there. */
static bool is_bearer(const Gatherer *gatherer, uint32_t index, const NameParts *parts) {
    const Mention *mention = &gatherer->mentions->items[index];
    if (mention->name.end - mention->name.begin != 1) return false;
    bool capitals = (gatherer->text->words[mention->name.begin].flags & WORD_ALL_CAPITALS) != 0;
    if (!(word_of(gatherer, mention->name.begin)->flags & NAME_NATION_NOUN) && !capitals) return false;
    uint32_t first = find(gatherer, KEY_SURNAME, parts->surname);
    return first != INDEX_NONE && gatherer->entities.items[first].kind == MENTION_PERSON &&
           gatherer->entities.items[first].parts.core_count > 1;
}

/* --- Other names -------------------------------------------------------------------------------------------------- */

static uint32_t root_of(const EntityList *entities, uint32_t entity) {
    for (int steps = 0; entities->items[entity].alias_of != INDEX_NONE && steps < CHAIN_MAX; steps++) {
        entity = entities->items[entity].alias_of;
    }
    return entity;
}

static void aliases_join(Gatherer *gatherer) {
    for (uint32_t i = 0; i < gatherer->mentions->count; i++) {
        const Mention *mention = &gatherer->mentions->items[i];
        if (mention->alias_of == INDEX_NONE) continue;
        uint32_t name = gatherer->mention_entities[mention->alias_of];
        uint32_t alias = gatherer->mention_entities[i];
        if (name == INDEX_NONE || alias == INDEX_NONE) continue;
        name = root_of(&gatherer->entities, name);
        alias = root_of(&gatherer->entities, alias);
        if (name == alias) continue;
        Entity *entity = &gatherer->entities.items[alias];
        entity->alias_of = name;
        /* an acronym tells that its name is an organisation's, unless a person's is certain */
        Entity *named = &gatherer->entities.items[name];
        if (named->kind == MENTION_UNKNOWN) named->kind = MENTION_ORGANISATION;
    }
    /* a name's other name may have another name: all lead to the last one */
    for (uint32_t e = 0; e < gatherer->entities.count; e++) {
        Entity *entity = &gatherer->entities.items[e];
        if (entity->alias_of != INDEX_NONE) entity->alias_of = root_of(&gatherer->entities, entity->alias_of);
    }
}

static void spellings_collect(Gatherer *gatherer, ArticleSpeakers *out) {
    SpellingList spellings = {0};
    for (uint32_t i = 0; i < gatherer->mentions->count; i++) {
        uint32_t entity = gatherer->mention_entities[i];
        if (entity == INDEX_NONE) continue;
        Arena scratch = *gatherer->scratch;
        WordSpan name = gatherer->mentions->items[i].name;
        uint64_t spelling = names_mix(bytes_hash(name_surface(gatherer->text, name, &scratch)), entity);
        bool inserted = false;
        uint32_t *slot = map_insert(&gatherer->map, key_of(KEY_SPELLING, spelling), &inserted, gatherer->scratch);
        if (inserted) {
            *array_push(&spellings, gatherer->result) = (EntitySpelling){.entity = entity, .name = name};
            *slot = (uint32_t)spellings.count;
        }
        spellings.items[*slot - 1].count++;
    }
    out->spellings = spellings.items;
    out->spelling_count = (uint32_t)spellings.count;
}

/* --- All ---------------------------------------------------------------------------------------------------------- */

ArticleSpeakers entities_build(const Text *text, const NameLexicon *lexicon, const QuotedSpans *quoted, Arena *result,
                               Arena scratch) {
    ArticleSpeakers out = {.mentions = mentions_find(text, lexicon, quoted, result)};
    out.mention_entities = arena_new_array_uncleared(result, uint32_t, out.mentions.count);
    Gatherer gatherer = {.text = text,
                         .lexicon = lexicon,
                         .mentions = &out.mentions,
                         .mention_entities = out.mention_entities,
                         .result = result,
                         .scratch = &scratch};
    NameParts *parts = arena_new_array_uncleared(&scratch, NameParts, out.mentions.count);
    map_reserve(&gatherer.map, (size_t)out.mentions.count * 2 + 16, &scratch);
    for (uint32_t i = 0; i < out.mentions.count; i++) {
        out.mention_entities[i] = INDEX_NONE;
        parts[i] = name_parts(text, lexicon, out.mentions.items[i].name);
        if (is_full(&out.mentions.items[i], &parts[i])) full_name_gather(&gatherer, i, &parts[i]);
    }
    for (uint32_t i = 0; i < out.mentions.count; i++) {
        const Mention *mention = &out.mentions.items[i];
        if (mention->kind == MENTION_ORGANISATION && mention->name.end - mention->name.begin > 1) {
            organisation_gather(&gatherer, i, &parts[i]);
        }
    }
    for (uint32_t e = 0; e < gatherer.entities.count; e++) {
        uint64_t initials = name_initials(text, gatherer.entities.items[e].name);
        const Entity *entity = &gatherer.entities.items[e];
        bool short_name = entity->name.end - entity->name.begin < 3; /* "Allies Prepare" is no AP */
        bool named = short_name ? entity->kind == MENTION_ORGANISATION : entity->kind != MENTION_PERSON;
        if (initials != 0 && named) remember(&gatherer, KEY_INITIALS, initials, e);
    }
    for (uint32_t i = 0; i < out.mentions.count; i++) {
        if (out.mention_entities[i] != INDEX_NONE) continue;
        if (out.mentions.items[i].kind == MENTION_ORGANISATION && !is_bearer(&gatherer, i, &parts[i])) {
            organisation_gather(&gatherer, i, &parts[i]);
        } else {
            single_name_gather(&gatherer, i, &parts[i]);
        }
    }
    aliases_join(&gatherer);
    spellings_collect(&gatherer, &out);
    out.entities = gatherer.entities.items;
    out.entity_count = (uint32_t)gatherer.entities.count;
    return out;
}
