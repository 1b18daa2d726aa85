/*
 * In:  the corpus and its quotations, each with the words that show its source.
 * Out: Quotation.speaker or the reason why nobody can be named; the speakers by name.
 *
 * Two steps. Each article by itself, in parallel: names, entities, sources (entities.c, article_speakers.c); only what
 * the collection needs is kept of it. Then all together, in one thread: entities to people (people.c), roles that an
 * article left open to the one person it names who is known by such a role elsewhere, and each person's name.
 *
 * The name is a full one where there is one, then the most frequent spelling, then the longer, then the first by bytes.
 * A surname that can't be told whose it is stays a speaker under that surname: one for the whole collection.
 *
 * Invariant: an article's result depends on that article and on the lexicon alone; people are numbered by their names'
 * keys; so the result is the same for any number of threads.
 */
#include "speakers.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "../base/parallel.h"
#include "../base/radix.h"
#include "../quote/quotations.h"
#include "people.h"

#define ARTICLES_PER_CHUNK 16
#define PENDING_PER_ARTICLE_MAX 64
#define ENTITIES_COMPARED_MAX 200 /* of an article, for a role it leaves open */
#define FACTS_COMPARED_MAX 64 /* of a person */

/* What is kept of one article. Entity numbers are local. */
typedef struct ArticleResult {
    const EntityRecord *entities;
    uint32_t entity_count;
    uint32_t named_count; /* entities with spellings; composites stand behind them */
    const EntityRole *roles;
    uint32_t role_count;
    const EntitySpelling *spellings;
    uint32_t spelling_count;
    const PendingRole *pending;
    uint32_t pending_count;
} ArticleResult;

typedef struct Resolution {
    const Corpus *corpus;
    const NameLexicon *lexicon;
    Quotations *quotations;
    const uint32_t *quotation_begin; /* by article, one more than there are */
    ArticleResult *articles;
    uint32_t *entity_begin; /* by article, one more than there are: the first of its entities among all */
    Workers kept; /* what is kept of each worker's articles, and memory for the article at hand */
    Workers work; /* scratch beside that */
} Resolution;

/* --- Each article ------------------------------------------------------------------------------------------------- */

static void *keep(Arena *kept, const void *items, size_t size_bytes) {
    void *copy = arena_allocate(kept, size_bytes, _Alignof(max_align_t));
    if (size_bytes > 0) memcpy(copy, items, size_bytes);
    return copy;
}

static void entities_keep(const Resolution *resolution, uint32_t article, const ArticleSpeakers *found, Arena *kept) {
    ArticleResult *out = &resolution->articles[article];
    EntityRecord *records = arena_new_array_uncleared(kept, EntityRecord, found->entity_count);
    for (uint32_t e = 0; e < found->entity_count; e++) {
        const Entity *entity = &found->entities[e];
        records[e] = (EntityRecord){
            .key = people_key(&resolution->corpus->texts[article], resolution->lexicon, entity),
            .parts = entity->parts,
            .name = entity->name,
            .article = article,
            .alias_of = entity->alias_of,
            .count = entity->count,
            .kind = entity->kind,
            .gender = entity->gender,
        };
    }
    out->entities = records;
    out->entity_count = found->entity_count;
}

static int role_compare(const void *left, const void *right) {
    const EntityRole *a = left;
    const EntityRole *b = right;
    if (a->entity != b->entity) return a->entity < b->entity ? -1 : 1;
    return a->role.head_word < b->role.head_word ? -1 : a->role.head_word > b->role.head_word;
}

static void roles_keep(const Resolution *resolution, uint32_t article, const ArticleSpeakers *found, Arena *kept) {
    ArticleResult *out = &resolution->articles[article];
    EntityRole *roles = arena_new_array_uncleared(kept, EntityRole, found->mentions.role_count);
    uint32_t count = 0;
    for (uint32_t m = 0; m < found->mentions.count; m++) {
        const Mention *mention = &found->mentions.items[m];
        if (found->mention_entities[m] == INDEX_NONE) continue;
        for (uint32_t r = mention->roles_begin; r < mention->roles_end; r++) {
            roles[count++] = (EntityRole){found->mention_entities[m], found->mentions.roles[r]};
        }
    }
    if (count > 1) qsort(roles, count, sizeof *roles, role_compare);
    out->roles = roles;
    out->role_count = count;
}

static void article_resolve(Resolution *resolution, uint32_t article, uint32_t worker) {
    const Text *text = &resolution->corpus->texts[article];
    Quotations *quotations = resolution->quotations;
    const QuotedSpans *quoted = quotations->quoted == NULL ? NULL : &quotations->quoted[article];
    Arena *kept = &resolution->kept.results[worker];
    Arena work = resolution->kept.scratches[worker];
    ArticleSpeakers found =
        entities_build(text, resolution->lexicon, quoted, &work, resolution->work.scratches[worker]);
    resolution->articles[article].named_count = found.entity_count;
    WordSpan range = {resolution->quotation_begin[article], resolution->quotation_begin[article + 1]};
    SourcesInput sources = {text, resolution->lexicon, quotations, range};
    article_speakers_resolve(&sources, &found, &work);
    entities_keep(resolution, article, &found, kept);
    roles_keep(resolution, article, &found, kept);
    ArticleResult *out = &resolution->articles[article];
    out->spellings = keep(kept, found.spellings, found.spelling_count * sizeof *found.spellings);
    out->spelling_count = found.spelling_count;
    out->pending_count = found.pending_count < PENDING_PER_ARTICLE_MAX ? found.pending_count : PENDING_PER_ARTICLE_MAX;
    out->pending = keep(kept, found.pending, out->pending_count * sizeof *found.pending);
}

static void chunk_resolve(void *context, uint32_t worker_index, size_t item_index) {
    Resolution *resolution = context;
    uint32_t begin = (uint32_t)item_index * ARTICLES_PER_CHUNK;
    uint32_t end = begin + ARTICLES_PER_CHUNK;
    if (end > resolution->corpus->article_count) end = resolution->corpus->article_count;
    for (uint32_t article = begin; article < end; article++) article_resolve(resolution, article, worker_index);
}

/* --- All articles ------------------------------------------------------------------------------------------------- */

static EntityRecords records_gather(Resolution *resolution, Arena *scratch) {
    uint32_t article_count = resolution->corpus->article_count;
    resolution->entity_begin = arena_new_array_uncleared(scratch, uint32_t, (size_t)article_count + 1);
    EntityRecords all = {0};
    for (uint32_t article = 0; article < article_count; article++) {
        resolution->entity_begin[article] = all.count;
        all.count += resolution->articles[article].entity_count;
        all.role_count += resolution->articles[article].role_count;
    }
    resolution->entity_begin[article_count] = all.count;
    EntityRecord *records = arena_new_array_uncleared(scratch, EntityRecord, all.count);
    EntityRole *roles = arena_new_array_uncleared(scratch, EntityRole, all.role_count);
    uint32_t role = 0;
    for (uint32_t article = 0; article < article_count; article++) {
        const ArticleResult *from = &resolution->articles[article];
        uint32_t begin = resolution->entity_begin[article];
        for (uint32_t e = 0; e < from->entity_count; e++) {
            records[begin + e] = from->entities[e];
            if (from->entities[e].alias_of != INDEX_NONE) records[begin + e].alias_of += begin;
        }
        for (uint32_t r = 0; r < from->role_count; r++) {
            roles[role] = from->roles[r];
            roles[role++].entity += begin;
        }
    }
    all.items = records;
    all.roles = roles;
    return all;
}

/* --- Roles that only the collection can tell ---------------------------------------------------------------------- */

/* Roles sorted by person: facts[begin[p] .. begin[p + 1]) are indexes of person p's. */
typedef struct Facts {
    const uint32_t *begin;
    const uint32_t *roles;
} Facts;

static Facts facts_index(const People *people, EntityRecords records, Arena *scratch) {
    uint32_t *begin = arena_new_array(scratch, uint32_t, (size_t)people->count + 1);
    uint32_t *roles = arena_new_array_uncleared(scratch, uint32_t, records.role_count);
    for (uint32_t r = 0; r < records.role_count; r++) begin[people->clusters[records.roles[r].entity]]++;
    uint32_t sum = 0;
    for (uint32_t p = 0; p <= people->count; p++) {
        sum += p < people->count ? begin[p] : 0;
        begin[p] = sum;
    }
    for (uint32_t r = records.role_count; r-- > 0;) roles[--begin[people->clusters[records.roles[r].entity]]] = r;
    return (Facts){begin, roles};
}

static uint32_t person_match(const Facts *facts, EntityRecords records, uint32_t person, const Role *query) {
    uint32_t best = 0;
    uint32_t end = facts->begin[person + 1];
    for (uint32_t f = facts->begin[person], i = 0; f < end && i < FACTS_COMPARED_MAX; f++, i++) {
        uint32_t score = role_match(query, &records.roles[facts->roles[f]].role);
        if (score > best) best = score;
    }
    return best;
}

/* The one person named in the article whom the collection knows by the role. */
static void pending_resolve(const Resolution *resolution, const People *people, EntityRecords records,
                            const Facts *facts, const PendingRole *pending) {
    Quotation *quotation = &resolution->quotations->items[pending->quotation];
    if (quotation->speaker != INDEX_NONE) return; /* "my husband", within the wife's words */
    uint32_t begin = resolution->entity_begin[quotation->article];
    uint32_t end = resolution->entity_begin[quotation->article + 1];
    if (end - begin > ENTITIES_COMPARED_MAX) end = begin + ENTITIES_COMPARED_MAX;
    uint32_t best_score = 0;
    uint32_t best = INDEX_NONE;
    bool several = false;
    for (uint32_t e = begin; e < end; e++) {
        const EntityRecord *record = &records.items[e];
        if (record->kind == MENTION_ORGANISATION || record->kind == MENTION_PLACE) continue;
        uint32_t score = person_match(facts, records, people->clusters[e], &pending->role);
        if (score == 0 || score < best_score) continue;
        bool same = best != INDEX_NONE && people->clusters[best] == people->clusters[e];
        several = score == best_score ? several || !same : false;
        best_score = score;
        best = e;
    }
    /* a bare role that many hold ("the senator") needs a particular that agrees */
    bool particular = pending->role.nation != 0 || pending->role.modifier_count > 0;
    if (best == INDEX_NONE) return;
    if (several) {
        quotation->unattributed = UNATTRIBUTED_AMBIGUOUS;
    } else if (!particular || best_score > ROLE_MATCH_BARE) {
        quotation->speaker = best - begin;
        quotation->unattributed = UNATTRIBUTED_NO;
    }
}

static void pendings_resolve(const Resolution *resolution, const People *people, EntityRecords records, Arena scratch) {
    Facts facts = facts_index(people, records, &scratch);
    for (uint32_t article = 0; article < resolution->corpus->article_count; article++) {
        const ArticleResult *from = &resolution->articles[article];
        for (uint32_t i = 0; i < from->pending_count; i++) {
            pending_resolve(resolution, people, records, &facts, &from->pending[i]);
        }
    }
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

typedef struct Spelling {
    Bytes surface;
    uint32_t hash; /* of it */
    uint32_t person;
    uint32_t count;
    uint32_t rank; /* how complete it is */
} Spelling;

static bool has_lower(Bytes name) {
    for (size_t i = 0; i < name.size; i++) {
        if (name.data[i] >= 'a' && name.data[i] <= 'z') return true;
    }
    return false;
}

static uint32_t rank_of(const Text *text, const NameLexicon *lexicon, WordSpan name, Bytes surface) {
    NameParts parts = name_parts(text, lexicon, name);
    bool owns = false; /* "Doe's campaign" */
    for (uint32_t w = name.begin; w + 1 < name.end; w++) owns = owns || (text->words[w].flags & WORD_POSSESSIVE);
    bool full = parts.core_count > (parts.given_initial ? 2 : 1); /* "J. Arthur Doe" is */
    return (full ? 8u : 0u) + (parts.core_count > 1 ? 4u : 0u) + (has_lower(surface) ? 2u : 0u) + (owns ? 0u : 1u);
}

static int spelling_compare(const void *left, const void *right) {
    const Spelling *a = left;
    const Spelling *b = right;
    if (a->person != b->person) return a->person < b->person ? -1 : 1;
    return bytes_compare(a->surface, b->surface);
}

static bool better_name(const Spelling *left, const Spelling *right) {
    if (left->rank != right->rank) return left->rank > right->rank;
    if (left->count != right->count) return left->count > right->count;
    if (left->surface.size != right->surface.size) return left->surface.size > right->surface.size;
    return bytes_compare(left->surface, right->surface) < 0;
}

typedef struct SpellingRows ARRAY_OF(Spelling) SpellingRows;

typedef struct Gathering {
    const Resolution *resolution;
    const People *people;
    const uint8_t *speaks; /* by person */
    SpellingRows *rows; /* by worker */
} Gathering;

/* Composites ("Doe campaign") have no spelling but their own name. */
static void article_gather(const Gathering *gathering, uint32_t article, uint32_t worker) {
    const Resolution *resolution = gathering->resolution;
    const ArticleResult *from = &resolution->articles[article];
    const Text *text = &resolution->corpus->texts[article];
    Arena *kept = &resolution->kept.results[worker];
    uint32_t begin = resolution->entity_begin[article];
    uint32_t composite_count = from->entity_count - from->named_count;
    for (uint32_t i = 0; i < from->spelling_count + composite_count; i++) {
        bool listed = i < from->spelling_count;
        uint32_t entity = listed ? from->spellings[i].entity : from->named_count + i - from->spelling_count;
        uint32_t person = gathering->people->clusters[begin + entity];
        if (!gathering->speaks[person]) continue;
        WordSpan name = listed ? from->spellings[i].name : from->entities[entity].name;
        Bytes surface = bytes_copy(name_surface(text, name, kept), kept);
        *array_push(&gathering->rows[worker], kept) =
            (Spelling){.surface = surface,
                       .hash = (uint32_t)(bytes_hash(surface) >> 32),
                       .person = person,
                       .count = listed ? from->spellings[i].count : 1,
                       .rank = rank_of(text, resolution->lexicon, name, surface)};
    }
}

static void chunk_gather(void *context, uint32_t worker_index, size_t item_index) {
    const Gathering *gathering = context;
    uint32_t begin = (uint32_t)item_index * ARTICLES_PER_CHUNK;
    uint32_t end = begin + ARTICLES_PER_CHUNK;
    if (end > gathering->resolution->corpus->article_count) end = gathering->resolution->corpus->article_count;
    for (uint32_t article = begin; article < end; article++) article_gather(gathering, article, worker_index);
}

/*
 * All spellings of the people who speak, in any order. They are copied: where they stand, each lies in another article's
 * text, and sorting them would go through all of these many times over.
 */
static SpellingRows spellings_gather(const Resolution *resolution, const People *people, const uint8_t *speaks,
                                     Arena *scratch) {
    uint32_t workers = resolution->kept.count;
    Gathering gathering = {resolution, people, speaks, arena_new_array(scratch, SpellingRows, workers)};
    size_t chunks = (resolution->corpus->article_count + ARTICLES_PER_CHUNK - 1) / ARTICLES_PER_CHUNK;
    parallel_for(workers, chunks, chunk_gather, &gathering);
    SpellingRows all = {0};
    for (uint32_t i = 0; i < workers; i++) all.count += gathering.rows[i].count;
    all.items = arena_new_array_uncleared(scratch, Spelling, all.count);
    Spelling *next = all.items;
    for (uint32_t i = 0; i < workers; i++) {
        if (gathering.rows[i].count > 0) memcpy(next, gathering.rows[i].items, gathering.rows[i].count * sizeof *next);
        next += gathering.rows[i].count;
    }
    return all;
}

/* Adds up neighbours of equal spelling, in place; returns how many are left. */
static uint32_t neighbours_merge(Spelling *rows, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool same = kept > 0 && rows[kept - 1].person == rows[i].person && rows[kept - 1].hash == rows[i].hash &&
                    bytes_equal(rows[kept - 1].surface, rows[i].surface);
        if (same) {
            rows[kept - 1].count += rows[i].count;
            if (rows[i].rank > rows[kept - 1].rank) rows[kept - 1].rank = rows[i].rank;
        } else {
            rows[kept++] = rows[i];
        }
    }
    return kept;
}

/*
 * Each spelling of a person once, by person and bytes. Brought together by hash first: most rows are repetitions, and
 * few are left to be compared.
 */
static SpellingRows spellings_merge(SpellingRows rows, Arena *scratch) {
    KeyValue *order = arena_new_array_uncleared(scratch, KeyValue, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        order[i] = (KeyValue){(uint64_t)rows.items[i].person << 32 | rows.items[i].hash, i};
    }
    radix_sort(order, rows.count, *scratch);
    SpellingRows merged = {.items = arena_new_array_uncleared(scratch, Spelling, rows.count)};
    for (size_t i = 0; i < rows.count; i++) merged.items[i] = rows.items[order[i].value];
    merged.count = neighbours_merge(merged.items, (uint32_t)rows.count);
    if (merged.count > 1) qsort(merged.items, merged.count, sizeof *merged.items, spelling_compare);
    merged.count = neighbours_merge(merged.items, (uint32_t)merged.count);
    return merged;
}

static SpeakerKind kind_of(const PeopleCluster *person, Bytes name) {
    if (person->organisation_votes > person->person_votes) return SPEAKER_ORGANISATION;
    bool several_words = bytes_find(name, BYTES(" ")) != SIZE_MAX;
    bool shown = person->person_votes > 0 && person->person_votes * 4 >= person->article_count;
    return shown || several_words ? SPEAKER_PERSON : SPEAKER_OTHER;
}

/* A speaker with the number of his cluster, until all are sorted. */
typedef struct NumberedSpeaker {
    Speaker speaker;
    uint32_t person;
} NumberedSpeaker;

static int speaker_compare(const void *left, const void *right) {
    const NumberedSpeaker *a = left;
    const NumberedSpeaker *b = right;
    int order = bytes_compare(a->speaker.name, b->speaker.name);
    if (order != 0) return order;
    return a->person < b->person ? -1 : a->person > b->person;
}

static NumberedSpeaker speaker_build(const Spelling *rows, uint32_t count, const People *people, Arena *result) {
    uint32_t best = 0;
    Bytes *spellings = arena_new_array_uncleared(result, Bytes, count);
    for (uint32_t i = 0; i < count; i++) {
        if (better_name(&rows[i], &rows[best])) best = i;
        spellings[i] = bytes_copy(rows[i].surface, result);
    }
    Speaker speaker = {.name = spellings[best], .spellings = spellings, .spelling_count = count};
    speaker.kind = kind_of(&people->items[rows[best].person], speaker.name);
    return (NumberedSpeaker){speaker, rows[best].person};
}

/* The speakers sorted by name; numbers[person] becomes a speaker's index. */
static Speakers speakers_build(const Resolution *resolution, const People *people, uint32_t *numbers, Arena *result,
                               Arena scratch) {
    uint8_t *speaks = arena_new_array(&scratch, uint8_t, people->count);
    for (uint32_t i = 0; i < resolution->quotations->count; i++) {
        const Quotation *quotation = &resolution->quotations->items[i];
        if (quotation->speaker == INDEX_NONE) continue;
        uint32_t begin = resolution->entity_begin[quotation->article];
        speaks[people->clusters[begin + quotation->speaker]] = 1;
        for (uint32_t k = 0; k < quotation->joint_count; k++) speaks[people->clusters[begin + quotation->joint[k]]] = 1;
    }
    SpellingRows rows = spellings_gather(resolution, people, speaks, &scratch);
    rows = spellings_merge(rows, &scratch);
    uint32_t row_count = (uint32_t)rows.count;
    NumberedSpeaker *numbered = arena_new_array_uncleared(&scratch, NumberedSpeaker, row_count);
    Speakers speakers = {0};
    for (uint32_t begin = 0; begin < row_count;) {
        uint32_t end = begin + 1;
        while (end < row_count && rows.items[end].person == rows.items[begin].person) end++;
        numbered[speakers.count++] = speaker_build(rows.items + begin, end - begin, people, result);
        begin = end;
    }
    if (speakers.count > 1) qsort(numbered, speakers.count, sizeof *numbered, speaker_compare);
    speakers.items = arena_new_array_uncleared(result, Speaker, speakers.count);
    for (uint32_t i = 0; i < speakers.count; i++) {
        speakers.items[i] = numbered[i].speaker;
        numbers[numbered[i].person] = i;
    }
    return speakers;
}

/* The others who say it, each once: two entities of an article may turn out to be one person. */
static void joint_number(Quotation *quotation, uint32_t entity_begin, const People *people, const uint32_t *numbers) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < quotation->joint_count; i++) {
        uint32_t speaker = numbers[people->clusters[entity_begin + quotation->joint[i]]];
        bool known = speaker == quotation->speaker;
        for (uint32_t k = 0; k < kept; k++) known = known || quotation->joint[k] == speaker;
        if (!known) quotation->joint[kept++] = speaker;
    }
    quotation->joint_count = kept;
}

/* --- All ---------------------------------------------------------------------------------------------------------- */

Speakers speakers_resolve(const Corpus *corpus, Quotations *quotations, uint32_t threads, Arena *result,
                          Arena scratch) {
    NameLexicon lexicon = name_lexicon_build(corpus, threads, &scratch, *result);
    Resolution *resolution = arena_new(&scratch, Resolution);
    resolution->corpus = corpus;
    resolution->lexicon = &lexicon;
    resolution->quotations = quotations;
    resolution->quotation_begin = quotations_by_article(quotations, corpus->article_count, &scratch);
    resolution->articles = arena_new_array(&scratch, ArticleResult, corpus->article_count);
    resolution->kept = workers_open(threads, &scratch);
    resolution->work = workers_open(threads, &scratch);
    size_t chunks = (corpus->article_count + ARTICLES_PER_CHUNK - 1) / ARTICLES_PER_CHUNK;
    parallel_for(resolution->kept.count, chunks, chunk_resolve, resolution);

    EntityRecords records = records_gather(resolution, &scratch);
    People people = people_cluster(corpus, records, &scratch, *result);
    pendings_resolve(resolution, &people, records, scratch);
    uint32_t *numbers = arena_new_array(&scratch, uint32_t, people.count);
    Speakers speakers = speakers_build(resolution, &people, numbers, result, scratch);
    speakers.word_cases = name_lexicon_cases(&lexicon, corpus, result);
    for (uint32_t i = 0; i < quotations->count; i++) {
        Quotation *quotation = &quotations->items[i];
        if (quotation->speaker == INDEX_NONE) continue;
        uint32_t begin = resolution->entity_begin[quotation->article];
        quotation->speaker = numbers[people.clusters[begin + quotation->speaker]];
        joint_number(quotation, begin, &people, numbers);
    }
    workers_close(&resolution->work);
    workers_close(&resolution->kept);
    return speakers;
}
