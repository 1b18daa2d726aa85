/*
 * In:  a pronoun that is a source, the article's entities, and who spoke last. Out: whom it means, or why nobody.
 *
 * Candidates are the entities mentioned in the sentences before the pronoun that agree with it in kind and gender. Each
 * is weighed by its best mention: nearer sentences more, the first person of a sentence (mostly its subject) more,
 * mentions behind a preposition, with a possessive, or inside quotation marks less; who spoke last counts like a
 * subject. (Recency, subjecthood and parallelism are the classic factors: Lappin and Leass 1994.) Whoever the
 * quotation's own content names is out: nobody calls himself by name in his own words. Where two weigh the same, the
 * answer is that it is ambiguous; where nobody agrees, that it fits nobody.
 */
#include "pronouns.h"

#include "../quote/party_marks.h"

#define LOOK_BACK_MENTIONS_MAX 80
#define LOOK_BACK_SENTENCES_MAX 8
#define CANDIDATES_MAX 16
#define AMBIGUOUS_PERCENT 93 /* a second candidate from here on is as good as the first */
#define IT_WEIGHT_MIN 450
#define NAMED_INSIDE_MAX 24
#define NEW_SUBJECT_WEIGHT_MIN 850
#define APPOSITION_WORDS_MAX 16
#define THEY_WORDS_MAX 60 /* how far back a crowd is looked for that "they" may be */

static const uint32_t sentence_weights[LOOK_BACK_SENTENCES_MAX + 1] = {1000, 900, 650, 480, 360, 270, 200, 150, 110};

typedef struct Candidate {
    uint32_t entity;
    uint32_t weight;
} Candidate;

typedef struct Candidates {
    Candidate items[CANDIDATES_MAX];
    uint32_t count;
} Candidates;

Answer answer_entity(uint32_t entity) {
    return (Answer){entity, UNATTRIBUTED_NO};
}

Answer answer_reason(UnattributedReason reason) {
    return (Answer){INDEX_NONE, reason};
}

uint32_t discourse_root(const Discourse *discourse, uint32_t entity) {
    uint32_t other = entity == INDEX_NONE ? INDEX_NONE : discourse->article->entities[entity].alias_of;
    return other == INDEX_NONE ? entity : other; /* entities_build leaves one step at most */
}

uint32_t discourse_entity(const Discourse *discourse, uint32_t mention) {
    return discourse_root(discourse, discourse->article->mention_entities[mention]);
}

uint32_t discourse_mention_at(const Discourse *discourse, uint32_t word) {
    const Mentions *mentions = &discourse->article->mentions;
    uint32_t low = 0;
    uint32_t high = mentions->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (mentions->items[middle].name.end <= word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void candidate_weigh(Candidates *candidates, uint32_t entity, uint32_t weight) {
    for (uint32_t i = 0; i < candidates->count; i++) {
        if (candidates->items[i].entity != entity) continue;
        uint32_t lesser = weight < candidates->items[i].weight ? weight : candidates->items[i].weight;
        if (weight > candidates->items[i].weight) candidates->items[i].weight = weight;
        candidates->items[i].weight += lesser / 20; /* named often: a little more */
        return;
    }
    if (candidates->count < CANDIDATES_MAX) candidates->items[candidates->count++] = (Candidate){entity, weight};
}

/* The entities a quotation names: none of them says it, as nobody speaks of himself by name. */
typedef struct NamedInside {
    uint32_t entities[NAMED_INSIDE_MAX];
    uint32_t count;
} NamedInside;

static NamedInside named_inside(const Discourse *discourse, const Quotation *quotation) {
    NamedInside inside = {.count = 0};
    const Mentions *mentions = &discourse->article->mentions;
    for (uint32_t i = 0; i < quotation->content_count; i++) {
        WordSpan words = text_words_of(discourse->text, quotation->content[i]);
        for (uint32_t m = discourse_mention_at(discourse, words.begin); m < mentions->count; m++) {
            if (mentions->items[m].name.begin >= words.end || inside.count == NAMED_INSIDE_MAX) break;
            if (!mentions->items[m].adjectival) inside.entities[inside.count++] = discourse_entity(discourse, m);
        }
    }
    return inside;
}

static bool is_named_inside(const NamedInside *inside, uint32_t entity) {
    for (uint32_t i = 0; i < inside->count; i++) {
        if (inside->entities[i] == entity) return true;
    }
    return false;
}

/* How far, in permille, an entity can be meant by a pronoun. */
static uint32_t agreement(const Entity *entity, Pronoun pronoun) {
    if (pronoun == PRONOUN_IT) {
        if (entity->kind == MENTION_ORGANISATION) return 1000;
        return entity->kind == MENTION_UNKNOWN && entity->gender == GENDER_UNKNOWN && entity->definite ? 700 : 0;
    }
    Gender wanted = pronoun == PRONOUN_HE ? GENDER_MALE : GENDER_FEMALE;
    if (entity->kind == MENTION_ORGANISATION || entity->kind == MENTION_PLACE) return 0;
    if (entity->gender != GENDER_UNKNOWN) return entity->gender == wanted ? 1000 : 0;
    /* "the Courier" may speak, and is nobody that "she" might be */
    if (entity->kind == MENTION_PERSON || (entity->speaks && !entity->definite)) return 850;
    return entity->definite ? 0 : 600;
}

static void mentions_weigh(const Discourse *discourse, Candidates *candidates, uint32_t word,
                           const Quotation *quotation, Pronoun pronoun) {
    const Mentions *mentions = &discourse->article->mentions;
    uint32_t sentence = text_sentence_of(discourse->text, word);
    uint32_t steps = 0;
    NamedInside inside = named_inside(discourse, quotation);
    for (uint32_t m = discourse_mention_at(discourse, word); m-- > 0 && steps < LOOK_BACK_MENTIONS_MAX; steps++) {
        const Mention *mention = &mentions->items[m];
        if (mention->sentence > sentence || sentence - mention->sentence > LOOK_BACK_SENTENCES_MAX) break;
        uint32_t entity = discourse_entity(discourse, m);
        if (entity == INDEX_NONE || is_named_inside(&inside, entity)) continue;
        uint32_t weight = agreement(&discourse->article->entities[entity], pronoun);
        if (weight == 0) continue;
        weight = weight * sentence_weights[sentence - mention->sentence] / 1000;
        bool first = m == 0 || mentions->items[m - 1].sentence != mention->sentence;
        if (!first) {
            uint32_t before = discourse_entity(discourse, m - 1);
            first = before == INDEX_NONE || agreement(&discourse->article->entities[before], pronoun) == 0;
        }
        if (!first) weight = weight * 80 / 100;
        if (mention->after_preposition) weight = weight * 65 / 100;
        if (mention->possessive) weight = weight * 70 / 100;
        if (mention->adjectival) weight = weight * 35 / 100;
        if (mention->quoted || mention->aside) weight = weight * 30 / 100;
        candidate_weigh(candidates, entity, weight);
    }
}

static void last_speaker_weigh(const Discourse *discourse, Candidates *candidates, uint32_t sentence, Pronoun pronoun) {
    if (discourse->last_entity == INDEX_NONE || discourse->last_sentence > sentence) return;
    uint32_t distance = sentence - discourse->last_sentence;
    if (distance > LOOK_BACK_SENTENCES_MAX) return;
    uint32_t weight = agreement(&discourse->article->entities[discourse->last_entity], pronoun);
    if (weight == 0) return;
    weight = weight * sentence_weights[distance] / 1000;
    candidate_weigh(candidates, discourse->last_entity, weight * 115 / 100);
}

static Answer best_of(const Candidates *candidates, uint32_t weight_min) {
    uint32_t best = INDEX_NONE;
    for (uint32_t i = 0; i < candidates->count; i++) {
        if (best == INDEX_NONE || candidates->items[i].weight > candidates->items[best].weight) best = i;
    }
    if (best == INDEX_NONE || candidates->items[best].weight < weight_min) return answer_reason(UNATTRIBUTED_UNKNOWN);
    for (uint32_t i = 0; i < candidates->count; i++) {
        if (i == best) continue;
        if (candidates->items[i].weight * 100 >= candidates->items[best].weight * AMBIGUOUS_PERCENT) {
            return answer_reason(UNATTRIBUTED_AMBIGUOUS);
        }
    }
    return answer_entity(candidates->items[best].entity);
}

/* "Doe made a statement … . It added": the statement speaks for the one whose it is. */
static bool thing_speaks(const Discourse *discourse, uint32_t sentence) {
    if (discourse->last_entity == INDEX_NONE || sentence < discourse->last_sentence) return false;
    if (sentence - discourse->last_sentence > 1) return false;
    WordSpan words = discourse->text->sentences[discourse->last_sentence].words;
    for (uint32_t w = words.begin; w < words.end; w++) {
        if (discourse->lexicon->words[discourse->text->word_ids[w]].flags & NAME_THING) return true;
    }
    return false;
}

static Answer it_resolve(const Discourse *discourse, uint32_t word, const Quotation *quotation) {
    uint32_t sentence = text_sentence_of(discourse->text, word);
    bool organisation_spoke = discourse->last_entity != INDEX_NONE &&
                              agreement(&discourse->article->entities[discourse->last_entity], PRONOUN_IT) > 0;
    if (!organisation_spoke && thing_speaks(discourse, sentence)) return answer_entity(discourse->last_entity);
    if (organisation_spoke && sentence >= discourse->last_sentence && sentence - discourse->last_sentence <= 1) {
        return answer_entity(discourse->last_entity);
    }
    Candidates candidates = {0};
    mentions_weigh(discourse, &candidates, word, quotation, PRONOUN_IT);
    last_speaker_weigh(discourse, &candidates, sentence, PRONOUN_IT);
    return best_of(&candidates, IT_WEIGHT_MIN);
}

/* Whether the words shortly before name a crowd: "researchers", "officials", "Republicans". */
static bool crowd_before(const Discourse *discourse, uint32_t word) {
    uint32_t end = word > THEY_WORDS_MAX ? word - THEY_WORDS_MAX : 0;
    for (uint32_t w = word; w-- > end;) {
        if (discourse->lexicon->words[discourse->text->word_ids[w]].flags & NAME_PEOPLE) return true;
    }
    return false;
}

/* Whether a sentence since somebody spoke last begins with a crowd: "Researchers tested the wall. They found …". */
static bool crowd_since(const Discourse *discourse, uint32_t sentence) {
    for (uint32_t s = discourse->last_sentence + 1; s < sentence; s++) {
        WordSpan words = discourse->text->sentences[s].words;
        for (uint32_t w = words.begin; w < words.end && w < words.begin + 3; w++) {
            if (discourse->lexicon->words[discourse->text->word_ids[w]].flags & NAME_PEOPLE) return true;
        }
    }
    return false;
}

/* Several who spoke last, the organisation that did, or a crowd that nobody names. */
static Answer they_resolve(const Discourse *discourse, uint32_t word) {
    uint32_t sentence = text_sentence_of(discourse->text, word);
    Answer nobody = answer_reason(crowd_before(discourse, word) ? UNATTRIBUTED_UNNAMED : UNATTRIBUTED_UNKNOWN);
    if (sentence < discourse->last_sentence || sentence - discourse->last_sentence > 2) return nobody;
    bool unnamed = discourse->last_reason == UNATTRIBUTED_UNNAMED || crowd_since(discourse, sentence);
    if (unnamed) return answer_reason(UNATTRIBUTED_UNNAMED);
    if (discourse->last_entity == INDEX_NONE) return nobody;
    bool several = discourse->last_joint_count > 0;
    if (!several && discourse->article->entities[discourse->last_entity].kind != MENTION_ORGANISATION) return nobody;
    return answer_entity(discourse->last_entity);
}

/* "Doe, who said", "Doe, a teacher at a school, who said"; "a teacher who said" is nobody named. */
static Answer who_resolve(const Discourse *discourse, uint32_t word) {
    const Text *text = discourse->text;
    uint32_t m = discourse_mention_at(discourse, word);
    uint32_t sentence = text_sentence_of(text, word);
    for (uint32_t steps = 0; m-- > 0 && steps < 4; steps++) {
        const Mention *mention = &discourse->article->mentions.items[m];
        if (mention->sentence != sentence || word - mention->name.end > APPOSITION_WORDS_MAX) break;
        bool marked = mention->name.end + 1 == word && party_mark_is(text, mention->name.end);
        bool adjacent = (mention->name.end == word || marked) && !mention->possessive;
        uint8_t after = mentions_byte_after(text, mention->name.end - 1);
        bool described = mention->kind == MENTION_PERSON && (after == ',' || after == '(') &&
                         (mention->roles_end > mention->roles_begin || after == '(');
        if (!adjacent && !described) continue;
        if (adjacent && mention->kind == MENTION_PLACE) continue;
        if (adjacent && mention->after_preposition && mention->kind != MENTION_PERSON) continue;
        uint32_t entity = discourse_entity(discourse, m);
        return entity == INDEX_NONE ? answer_reason(UNATTRIBUTED_AMBIGUOUS) : answer_entity(entity);
    }
    return answer_reason(UNATTRIBUTED_UNNAMED);
}

/* "… one official said. He added": he is still nobody named, unless a sentence has begun with somebody since. */
static bool unnamed_just_spoke(const Discourse *discourse, uint32_t word) {
    uint32_t sentence = text_sentence_of(discourse->text, word);
    return discourse->last_entity == INDEX_NONE && discourse->last_reason == UNATTRIBUTED_UNNAMED &&
           sentence >= discourse->last_sentence && sentence - discourse->last_sentence <= 1;
}

Answer pronoun_resolve(const Discourse *discourse, uint32_t word, const Quotation *quotation) {
    Pronoun pronoun = (Pronoun)discourse->lexicon->words[discourse->text->word_ids[word]].pronoun;
    Candidates candidates = {0};
    Answer answer;
    switch (pronoun) {
    case PRONOUN_HE:
    case PRONOUN_SHE:
        mentions_weigh(discourse, &candidates, word, quotation, pronoun);
        last_speaker_weigh(discourse, &candidates, text_sentence_of(discourse->text, word), pronoun);
        if (!unnamed_just_spoke(discourse, word)) return best_of(&candidates, 1);
        answer = best_of(&candidates, NEW_SUBJECT_WEIGHT_MIN);
        return answer.reason == UNATTRIBUTED_UNKNOWN ? answer_reason(UNATTRIBUTED_UNNAMED) : answer;
    case PRONOUN_IT: return it_resolve(discourse, word, quotation);
    case PRONOUN_THEY: return they_resolve(discourse, word);
    case PRONOUN_WHO: return who_resolve(discourse, word);
    case PRONOUN_OTHER: return answer_reason(UNATTRIBUTED_UNNAMED);
    case PRONOUN_FIRST:
    case PRONOUN_NONE: break;
    }
    return answer_reason(UNATTRIBUTED_UNKNOWN);
}
