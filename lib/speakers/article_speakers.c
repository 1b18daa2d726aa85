/*
 * In:  one article's entities and quotations. Out: for each source an entity, or the reason why nobody can be named.
 *
 * A source is a noun phrase. Its head tells what it is: the words before the first preposition, relative or comma. A
 * name that ends the head is the speaker ("Roe spokesman Jon Doe"); so is one that a title leads up to, however long. A
 * noun that ends it is a role ("the senator": the one in this article who is shown to be one), an organisation ("the
 * ministry", "the Doe campaign"), or somebody kept unnamed ("officials", "a source"); a name behind a comma explains a
 * role ("the group's leader, Jon Doe"). A role that nobody in the article is shown to have is left for the collection
 * (pending). "I" inside a quotation is whoever the quotation is given to.
 *
 * Quotations are taken in the order of their place, so that "he" can mean who spoke last, and "they" those who spoke
 * together (joint_sources.c). What this does not do yet: plural roles ("the two senators") are nobody.
 */
#include "article_speakers.h"

#include "../base/array.h"
#include "joint_sources.h"

#define ROLE_LOOK_MENTIONS_MAX 300 /* on either side of a role that stands for somebody */
#define ROLE_CANDIDATES_MAX 16
#define COMPOSITES_MAX 64
#define NAMED_LOOK_MAX 128
#define TAKEN_UP_WORDS_MAX 80 /* how far back a noun takes up somebody */
#define NOUN_LOOK_BACK_MENTIONS_MAX 60
#define NOUN_LOOK_BACK_SENTENCES_MAX 4
#define NESTING_LOOK_BACK_MAX 32

typedef struct EntityGrowing ARRAY_OF(Entity) EntityGrowing;
typedef struct PendingList ARRAY_OF(PendingRole) PendingList;

typedef struct Resolver {
    Discourse discourse;
    EntityGrowing entities;
    PendingList pending;
    uint32_t named_count; /* entities from names; composites stand behind them */
    Arena *result;
} Resolver;

static const NameWord *word_of(const Resolver *resolver, uint32_t word) {
    return &resolver->discourse.lexicon->words[resolver->discourse.text->word_ids[word]];
}

static uint32_t flags_of(const Resolver *resolver, uint32_t word) {
    return word_of(resolver, word)->flags;
}

static Answer answer_mention(const Resolver *resolver, uint32_t mention) {
    uint32_t entity = discourse_entity(&resolver->discourse, mention);
    bool place = entity != INDEX_NONE && resolver->discourse.article->entities[entity].kind == MENTION_PLACE;
    if (place) return answer_reason(UNATTRIBUTED_UNKNOWN); /* a place has no voice; a government has */
    return entity == INDEX_NONE ? answer_reason(UNATTRIBUTED_AMBIGUOUS) : answer_entity(entity);
}

/* --- Roles -------------------------------------------------------------------------------------------------------- */

typedef struct RoleCandidates {
    uint32_t entities[ROLE_CANDIDATES_MAX];
    uint32_t scores[ROLE_CANDIDATES_MAX];
    uint32_t count;
} RoleCandidates;

static void role_candidate_add(RoleCandidates *candidates, uint32_t entity, uint32_t score) {
    for (uint32_t i = 0; i < candidates->count; i++) {
        if (candidates->entities[i] != entity) continue;
        if (score > candidates->scores[i]) candidates->scores[i] = score;
        return;
    }
    if (candidates->count == ROLE_CANDIDATES_MAX) return;
    candidates->entities[candidates->count] = entity;
    candidates->scores[candidates->count++] = score;
}

/* "The Ohio governor" is not the governor of New Jersey. */
static bool places_differ(const Resolver *resolver, const Role *query, const Role *fact) {
    bool query_place = false;
    bool fact_place = false;
    for (uint8_t i = 0; i < query->modifier_count; i++) {
        if (!(resolver->discourse.lexicon->words[query->modifiers[i]].flags & NAME_PLACE)) continue;
        query_place = true;
        for (uint8_t k = 0; k < fact->modifier_count; k++) {
            if (fact->modifiers[k] == query->modifiers[i]) return false;
        }
    }
    for (uint8_t k = 0; k < fact->modifier_count; k++) {
        fact_place = fact_place || (resolver->discourse.lexicon->words[fact->modifiers[k]].flags & NAME_PLACE);
    }
    return query_place && fact_place;
}

static void role_mention_weigh(const Resolver *resolver, RoleCandidates *candidates, uint32_t mention_index,
                               const Role *query) {
    const ArticleSpeakers *article = resolver->discourse.article;
    const Mention *mention = &article->mentions.items[mention_index];
    if (mention->roles_begin == mention->roles_end) return;
    uint32_t entity = discourse_entity(&resolver->discourse, mention_index);
    if (entity == INDEX_NONE) return;
    Gender gender = (Gender)article->entities[entity].gender;
    if (query->gender != GENDER_UNKNOWN && gender != GENDER_UNKNOWN && gender != query->gender) return;
    for (uint32_t r = mention->roles_begin; r < mention->roles_end; r++) {
        const Role *fact = &article->mentions.roles[r];
        uint32_t score = role_match(query, fact);
        /* named so only further on: the particulars must agree */
        bool particular =
            score > ROLE_MATCH_BARE || query->modifier_count == 0 || mention->name.begin < query->head_word;
        if (score > 0 && particular && !places_differ(resolver, query, fact)) {
            role_candidate_add(candidates, entity, score);
        }
    }
}

static Answer role_best(const Resolver *resolver, const RoleCandidates *candidates, uint32_t sentence) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < candidates->count; i++) {
        if (candidates->scores[i] > candidates->scores[best]) best = i;
    }
    bool tie = false;
    const Discourse *discourse = &resolver->discourse;
    for (uint32_t i = 0; i < candidates->count; i++) {
        if (i == best || candidates->scores[i] < candidates->scores[best]) continue;
        tie = true;
    }
    if (!tie) return answer_entity(candidates->entities[best]);
    for (uint32_t i = 0; i < candidates->count; i++) {
        bool just_spoke = candidates->entities[i] == discourse->last_entity && sentence >= discourse->last_sentence &&
                          sentence - discourse->last_sentence <= 3;
        if (candidates->scores[i] == candidates->scores[best] && just_spoke)
            return answer_entity(discourse->last_entity);
    }
    return answer_reason(UNATTRIBUTED_AMBIGUOUS);
}

static Answer role_resolve(Resolver *resolver, WordSpan words, uint32_t quotation_index) {
    const Discourse *discourse = &resolver->discourse;
    Role query = role_parse(discourse->text, discourse->lexicon, words);
    if (query.needs == 0) return answer_reason(UNATTRIBUTED_UNKNOWN);
    if (!query.definite && query.nation == 0) return answer_reason(UNATTRIBUTED_UNNAMED);
    RoleCandidates candidates = {0};
    uint32_t here = discourse_mention_at(discourse, words.begin);
    uint32_t begin = here > ROLE_LOOK_MENTIONS_MAX ? here - ROLE_LOOK_MENTIONS_MAX : 0;
    uint32_t end = here + ROLE_LOOK_MENTIONS_MAX;
    if (end > discourse->article->mentions.count) end = discourse->article->mentions.count;
    for (uint32_t m = begin; m < end; m++) role_mention_weigh(resolver, &candidates, m, &query);
    if (candidates.count > 0) return role_best(resolver, &candidates, text_sentence_of(discourse->text, words.begin));
    *array_push(&resolver->pending, resolver->result) = (PendingRole){quotation_index, query};
    return answer_reason(UNATTRIBUTED_UNKNOWN);
}

/* --- Organisations by a noun -------------------------------------------------------------------------------------- */

/* "the Doe campaign": an organisation named by its noun; the same words give the same entity. */
static Answer composite_find(Resolver *resolver, WordSpan name) {
    const Discourse *discourse = &resolver->discourse;
    uint64_t key = name_key(discourse->text, discourse->lexicon, name);
    uint32_t count = (uint32_t)resolver->entities.count;
    uint32_t begin = count - resolver->named_count > COMPOSITES_MAX ? count - COMPOSITES_MAX : resolver->named_count;
    for (uint32_t e = begin; e < count; e++) {
        if (name_key(discourse->text, discourse->lexicon, resolver->entities.items[e].name) == key)
            return answer_entity(e);
    }
    *array_push(&resolver->entities, resolver->result) =
        (Entity){.name = name,
                 .parts = name_parts(discourse->text, discourse->lexicon, name),
                 .alias_of = INDEX_NONE,
                 .next = INDEX_NONE,
                 .count = 1,
                 .kind = MENTION_ORGANISATION};
    resolver->discourse.article->entities = resolver->entities.items;
    return answer_entity(count);
}

/* Whether an organisation can be called by the noun: its name has it, or the noun fits any. */
static bool noun_fits(const Resolver *resolver, const Entity *entity, uint32_t noun_base_id) {
    for (uint32_t w = entity->name.begin; w < entity->name.end; w++) {
        if (word_of(resolver, w)->base_id == noun_base_id) return true;
    }
    return false;
}

/* "the ministry", "the group": the last one named that has the noun in its name, else the organisation that just spoke
 * or that the sentences just before name alone. */
static Answer organisation_resolve(const Resolver *resolver, uint32_t noun, uint32_t from) {
    const Discourse *discourse = &resolver->discourse;
    uint32_t base_id = word_of(resolver, noun)->base_id;
    uint32_t sentence = text_sentence_of(discourse->text, from);
    uint32_t only = INDEX_NONE;
    bool several = false;
    uint32_t steps = 0;
    for (uint32_t m = discourse_mention_at(discourse, from); m-- > 0 && steps < NOUN_LOOK_BACK_MENTIONS_MAX; steps++) {
        const Mention *mention = &discourse->article->mentions.items[m];
        uint32_t entity = discourse_entity(discourse, m);
        if (entity == INDEX_NONE) continue;
        const Entity *known = &discourse->article->entities[entity];
        if (known->kind != MENTION_ORGANISATION) continue;
        if (noun_fits(resolver, known, base_id)) return answer_entity(entity);
        bool nation = (flags_of(resolver, known->name.begin) & NAME_NATION_NOUN) != 0;
        if (nation || mention->quoted || sentence - mention->sentence > NOUN_LOOK_BACK_SENTENCES_MAX) continue;
        several = several || (only != INDEX_NONE && only != entity);
        only = entity;
    }
    /* "the ministry", "the finance ministry" is what is called so; "the group" may be anything */
    if (flags_of(resolver, noun) & NAME_ORGANISATION_KIND) return answer_reason(UNATTRIBUTED_UNKNOWN);
    if (discourse->last_entity != INDEX_NONE && sentence >= discourse->last_sentence &&
        sentence - discourse->last_sentence <= 2 &&
        discourse->article->entities[discourse->last_entity].kind == MENTION_ORGANISATION) {
        return answer_entity(discourse->last_entity);
    }
    if (only == INDEX_NONE) return answer_reason(UNATTRIBUTED_UNKNOWN);
    return several ? answer_reason(UNATTRIBUTED_AMBIGUOUS) : answer_entity(only);
}

/* --- Sources ------------------------------------------------------------------------------------------------------ */

/* The end of the head: before the first preposition, relative, comma or "and". */
static uint32_t head_end(const Resolver *resolver, WordSpan words) {
    const Discourse *discourse = &resolver->discourse;
    for (uint32_t w = words.begin + 1; w < words.end; w++) {
        if (!mentions_words_adjoin(discourse->text, w - 1) && mentions_byte_after(discourse->text, w - 1) != '/')
            return w;
        const NameWord *word = word_of(resolver, w);
        if (word->flags & NAME_PREPOSITION) return w;
        if (word->pronoun == PRONOUN_WHO || discourse->text->word_ids[w] == discourse->lexicon->and_id) return w;
    }
    return words.end;
}

/* The mention that is the head: one that ends it, or one that a title within the source leads up to. */
static uint32_t head_mention(const Resolver *resolver, WordSpan words, uint32_t end) {
    const Mentions *mentions = &resolver->discourse.article->mentions;
    uint32_t found = INDEX_NONE;
    for (uint32_t m = discourse_mention_at(&resolver->discourse, words.begin); m < mentions->count; m++) {
        const Mention *mention = &mentions->items[m];
        if (mention->name.begin >= words.end) break;
        bool ends_head = mention->name.end == end || (mention->name.begin < end && mention->name.end > end);
        bool ends_source = mention->name.end >= words.end;
        if (ends_head && (!mention->possessive || ends_source)) found = m;
        bool led_up_to = mention->kind == MENTION_PERSON && mention->whole.begin <= words.begin + 1 &&
                         mention->whole.begin < mention->name.begin;
        if (led_up_to && (!mention->possessive || ends_source)) return m;
    }
    if (found == INDEX_NONE || found + 1 >= mentions->count) return found;
    /* "Harbour Council president Ann Roe": the organisation only leads up to her */
    const Mention *organisation = &mentions->items[found];
    const Mention *next = &mentions->items[found + 1];
    bool leads = organisation->kind == MENTION_ORGANISATION && next->kind == MENTION_PERSON &&
                 next->whole.begin <= organisation->name.end && next->name.begin > organisation->name.end &&
                 next->name.end <= words.end && next->roles_begin < next->roles_end;
    return leads ? found + 1 : found;
}

/* The person named right behind a comma after the head, with titles; INDEX_NONE where none is. */
static uint32_t explaining_mention(const Resolver *resolver, WordSpan words, uint32_t end) {
    const Discourse *discourse = &resolver->discourse;
    const Mentions *mentions = &discourse->article->mentions;
    for (uint32_t m = discourse_mention_at(discourse, words.begin); m < mentions->count; m++) {
        const Mention *mention = &mentions->items[m];
        if (mention->name.begin >= words.end + 6) break;
        if (mention->whole.begin < end || mention->whole.begin > words.end) continue;
        bool person = mention->kind == MENTION_PERSON || mention->kind == MENTION_UNKNOWN;
        if (!person || mention->possessive || mention->whole.begin == 0) continue;
        uint32_t before = mention->whole.begin - 1;
        uint8_t after = mentions_byte_after(discourse->text, before);
        if ((after == ',' || after == ')') && before + 1 >= end) return m;
    }
    return INDEX_NONE;
}

/* "a senior official at the ministry … The official": the noun alone takes up somebody who was brought in unnamed. */
static bool takes_up_unnamed(const Resolver *resolver, WordSpan words, uint32_t head) {
    if (head != words.begin + 1 || !(flags_of(resolver, words.begin) & NAME_DEFINITE)) return false;
    uint32_t base_id = word_of(resolver, head)->base_id;
    for (uint32_t w = words.begin, steps = 0; w-- > 0 && steps < TAKEN_UP_WORDS_MAX; steps++) {
        if (word_of(resolver, w)->base_id != base_id) continue;
        for (uint32_t before = w; before-- > 0 && before + 4 > w;) {
            if (flags_of(resolver, before) & NAME_INDEFINITE) return true;
        }
        return false;
    }
    return false;
}

/* Where the owner's name begins in "Mr. Doe's campaign", "House Speaker Ann Roe's office": behind the titles. */
static uint32_t owner_begin(const Resolver *resolver, WordSpan words) {
    const uint32_t owner = words.end - 2; /* before the noun */
    const Text *text = resolver->discourse.text;
    bool person = words.end - words.begin > 2 && (text->words[owner].flags & WORD_POSSESSIVE) != 0 &&
                  (flags_of(resolver, owner) & NAME_ORGANISATION_HEAD) == 0;
    for (uint32_t w = owner; person && w-- > words.begin;) {
        if (word_of(resolver, w)->role != 0 || (flags_of(resolver, w) & NAME_COURTESY) != 0) return w + 1;
    }
    return words.begin;
}

/* A source whose head is a noun. */
static Answer noun_resolve(Resolver *resolver, WordSpan words, uint32_t end, uint32_t quotation_index) {
    uint32_t head = end - 1;
    const NameWord *noun = word_of(resolver, head);
    uint32_t first_flags = flags_of(resolver, words.begin);
    bool indefinite = (first_flags & NAME_INDEFINITE) != 0;
    for (uint32_t w = words.begin; w < end && w < words.begin + 4; w++) {
        indefinite =
            indefinite || (flags_of(resolver, w) & NAME_INDEFINITE && !(flags_of(resolver, w) & NAME_FUNCTION));
    }
    bool explains = noun->role != 0 || word_of(resolver, words.begin)->pronoun != PRONOUN_NONE;
    uint32_t explained = explains ? explaining_mention(resolver, words, end) : INDEX_NONE;
    if (explained != INDEX_NONE) return answer_mention(resolver, explained);
    if (noun->role != 0) {
        if (indefinite || takes_up_unnamed(resolver, words, head)) return answer_reason(UNATTRIBUTED_UNNAMED);
        return role_resolve(resolver, words, quotation_index);
    }
    if ((noun->flags & (NAME_PEOPLE | NAME_THING)) && !(noun->flags & NAME_ORGANISATION_NOUN)) {
        return answer_reason(UNATTRIBUTED_UNNAMED);
    }
    if (indefinite) return answer_reason(UNATTRIBUTED_UNNAMED);
    if (noun->flags & NAME_ORGANISATION_NOUN) {
        for (uint32_t w = words.begin; w < end; w++) {
            uint32_t flags = flags_of(resolver, w);
            bool capitalised = (resolver->discourse.text->words[w].flags & WORD_CAPITALISED) != 0;
            if (!capitalised || (flags & NAME_FUNCTION)) continue;
            if (w == head) break;
            return composite_find(resolver, (WordSpan){owner_begin(resolver, (WordSpan){w, end}), end});
        }
        bool definite = (first_flags & NAME_DEFINITE) || word_of(resolver, words.begin)->pronoun != PRONOUN_NONE;
        if (!definite) return answer_reason(UNATTRIBUTED_UNNAMED);
        return organisation_resolve(resolver, head, words.begin);
    }
    return answer_reason(UNATTRIBUTED_UNNAMED);
}

/* The entity whose name or surname a source repeats that was not taken for a name where it stands, as in a headline. */
static uint32_t named_find(const Resolver *resolver, WordSpan words) {
    const Discourse *discourse = &resolver->discourse;
    if (flags_of(resolver, words.begin) & NAME_DEFINITE) words.begin++;
    if (words.begin == words.end || !(discourse->text->words[words.begin].flags & WORD_CAPITALISED)) return INDEX_NONE;
    if (flags_of(resolver, words.begin) & NAME_INDEFINITE) return INDEX_NONE;
    uint64_t key = name_key(discourse->text, discourse->lexicon, words);
    uint32_t surname = words.end - words.begin == 1 ? word_of(resolver, words.begin)->skeleton : 0;
    uint32_t found = INDEX_NONE;
    for (uint32_t e = 0; e < resolver->named_count && e < NAMED_LOOK_MAX; e++) {
        const Entity *entity = &discourse->article->entities[e];
        if (entity->kind == MENTION_PLACE) continue;
        if (name_key(discourse->text, discourse->lexicon, entity->name) == key) return discourse_root(discourse, e);
        if (surname == 0 || entity->kind != MENTION_PERSON || entity->parts.surname != surname) continue;
        if (found != INDEX_NONE) return INDEX_NONE;
        found = e;
    }
    return found;
}

/* "WHO", where the article writes out what it stands for: no pronoun. */
static uint32_t acronym_find(const Resolver *resolver, uint32_t word) {
    const Discourse *discourse = &resolver->discourse;
    uint64_t acronym = name_acronym(discourse->text, (WordSpan){word, word + 1});
    if (acronym == 0) return INDEX_NONE;
    for (uint32_t e = 0; e < resolver->named_count && e < NAMED_LOOK_MAX; e++) {
        const Entity *entity = &discourse->article->entities[e];
        if (entity->kind == MENTION_PERSON || entity->kind == MENTION_PLACE) continue;
        if (name_initials(discourse->text, entity->name) == acronym) return discourse_root(discourse, e);
    }
    return INDEX_NONE;
}

static Answer source_resolve(Resolver *resolver, const Quotation *quotation, WordSpan words, uint32_t quotation_index) {
    const Text *text = resolver->discourse.text;
    if (words.end - words.begin > 2 && bytes_equal_ignoring_case(text_word_bytes(text, words.begin), BYTES("both")))
        words.begin++;
    const NameWord *first = word_of(resolver, words.begin);
    bool alone =
        words.end - words.begin == 1 || (words.end - words.begin == 2 && word_of(resolver, words.begin + 1)->pronoun);
    bool nation = (first->flags & NAME_NATION_NOUN) &&
                  (resolver->discourse.text->words[words.begin].flags & WORD_ALL_CAPITALS); /* "US" */
    if (alone && first->pronoun != PRONOUN_NONE && !nation) {
        uint32_t written_out = acronym_find(resolver, words.begin);
        if (written_out != INDEX_NONE) return answer_entity(written_out);
        return pronoun_resolve(&resolver->discourse, words.begin, quotation);
    }
    uint32_t end = head_end(resolver, words);
    uint32_t mention = head_mention(resolver, words, end);
    if (mention == INDEX_NONE && end < words.end &&
        resolver->discourse.text->word_ids[end] == resolver->discourse.lexicon->and_id) {
        mention = head_mention(resolver, words, head_end(resolver, (WordSpan){end, words.end}));
    }
    if (mention != INDEX_NONE) {
        const Mention *found = &resolver->discourse.article->mentions.items[mention];
        bool unnamed =
            (first->flags & NAME_INDEFINITE) && found->whole.begin > words.begin + 1 && found->kind != MENTION_PERSON;
        if (!unnamed) return answer_mention(resolver, mention);
    } else if (end == words.end) {
        uint32_t entity = named_find(resolver, words);
        if (entity != INDEX_NONE) return answer_entity(entity);
    }
    return noun_resolve(resolver, words, end, quotation_index);
}

/* --- Spokespersons ------------------------------------------------------------------------------------------------ */

/* Whom a spokesperson speaks for, by the words of the source: "a spokesman for the ministry", "the ministry's
 * spokesman", "ministry spokesman Jon Doe". Empty where they don't say. */
static ByteSpan speaks_for(const Resolver *resolver, WordSpan words) {
    const Text *text = resolver->discourse.text;
    const NameLexicon *lexicon = resolver->discourse.lexicon;
    uint32_t role = words.begin;
    while (role < words.end && !(name_lexicon_role(word_of(resolver, role)->role)->needs & ROLE_SPOKESPERSON)) role++;
    if (role == words.end) return (ByteSpan){0};
    WordSpan body = {role + 2, role + 2};
    bool behind = role + 2 < words.end && mentions_words_adjoin(text, role) &&
                  (flags_of(resolver, role + 1) & (NAME_PREPOSITION | NAME_CONNECTOR));
    if (behind) {
        body.end = body.begin + 1;
        while (body.end < words.end && mentions_words_adjoin(text, body.end - 1) &&
               word_of(resolver, body.end)->pronoun != PRONOUN_WHO) {
            body.end++;
        }
        return text_bytes_of(text, body);
    }
    body = (WordSpan){words.begin, role};
    if (body.begin < body.end && (flags_of(resolver, body.begin) & (NAME_DEFINITE | NAME_INDEFINITE)) &&
        text->word_ids[body.begin] != lexicon->of_id) {
        body.begin++;
    }
    while (body.begin < body.end && (flags_of(resolver, body.begin) & (NAME_INDEFINITE | NAME_COURTESY))) body.begin++;
    bool tells = false; /* "chief", "top" name nobody */
    for (uint32_t w = body.begin; w < body.end; w++) {
        if (!mentions_words_adjoin(text, w)) return (ByteSpan){0};
        bool capital = (text->words[w].flags & WORD_CAPITALISED) && !(text->words[w].flags & WORD_SENTENCE_START);
        tells = tells || capital || (flags_of(resolver, w) & (NAME_ORGANISATION_NOUN | NAME_NATION_NOUN));
    }
    if (!tells) return (ByteSpan){0};
    return name_bytes(text, body);
}

/* The quotation, before this one or around it, whose content holds the place; INDEX_NONE where none does. */
static uint32_t enclosing_find(const Quotations *quotations, WordSpan range, uint32_t index, uint32_t at) {
    uint32_t begin = index > range.begin + NESTING_LOOK_BACK_MAX ? index - NESTING_LOOK_BACK_MAX : range.begin;
    uint32_t end = index + NESTING_LOOK_BACK_MAX < range.end ? index + NESTING_LOOK_BACK_MAX : range.end;
    for (uint32_t i = begin; i < end; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (i != index && quotation->kind != QUOTATION_SCARE && quotation_holds(quotation, at)) return i;
    }
    return INDEX_NONE;
}

static bool lies_in_marks(const QuotedSpans *quoted, uint32_t byte) {
    uint32_t low = 0;
    uint32_t high = quoted == NULL ? 0 : quoted->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (quoted->items[middle].outer.begin <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t steps = 0; low > 0 && steps < NESTING_LOOK_BACK_MAX; steps++) {
        if (quoted->items[--low].outer.end > byte) return true;
        if (quoted->items[low].parent == INDEX_NONE) return false;
    }
    return false;
}

/* The words of a source; of "he" in "he's said" the word it begins. */
static WordSpan source_words(const Text *text, ByteSpan source) {
    WordSpan words = text_words_of(text, source);
    if (words.begin < words.end) return words;
    uint32_t word = text_word_at(text, source.begin);
    bool begins = word < text->word_count && text->words[word].byte_begin == source.begin;
    return begins ? (WordSpan){word, word + 1} : words;
}

/* "I" and "we" inside a quotation: whoever it is given to; outside any, whoever wrote the article. */
static void first_persons_resolve(const Resolver *resolver, Quotations *quotations, WordSpan range) {
    uint32_t article = range.begin < range.end ? quotations->items[range.begin].article : 0;
    const QuotedSpans *quoted = quotations->quoted == NULL ? NULL : &quotations->quoted[article];
    for (uint32_t i = range.begin; i < range.end; i++) {
        Quotation *quotation = &quotations->items[i];
        if (quotation->speaker != INDEX_NONE || quotation->source.begin == quotation->source.end) continue;
        WordSpan words = source_words(resolver->discourse.text, quotation->source);
        if (words.begin == words.end || word_of(resolver, words.begin)->pronoun != PRONOUN_FIRST) continue;
        uint32_t outer = enclosing_find(quotations, range, i, quotation->source.begin);
        bool inside = outer != INDEX_NONE || lies_in_marks(quoted, quotation->source.begin);
        if (!inside) quotation->unattributed = UNATTRIBUTED_WRITER;
        if (outer == INDEX_NONE || quotations->items[outer].speaker == INDEX_NONE) continue;
        quotation->speaker = quotations->items[outer].speaker;
        quotation->unattributed = UNATTRIBUTED_NO;
    }
}

/* Who says it besides the one resolved, and for "they" who both are. */
static void joint_resolve(const Resolver *resolver, Quotation *quotation, WordSpan words, Answer *answer) {
    const Discourse *discourse = &resolver->discourse;
    JointSources joint = {.count = 0};
    quotation->joint_count = 0;
    bool they = words.end - words.begin == 1 && word_of(resolver, words.begin)->pronoun == PRONOUN_THEY;
    if (!they) {
        if (answer->entity != INDEX_NONE) joint = joint_sources_find(discourse, words, answer->entity);
    } else if (answer->entity == INDEX_NONE) {
        if (answer->reason == UNATTRIBUTED_UNNAMED) return;
        Answer together = joint_sources_before(discourse, words.begin, &joint);
        if (together.entity != INDEX_NONE) *answer = together;
    } else if (answer->entity == discourse->last_entity) {
        joint.count = discourse->last_joint_count;
        for (uint32_t i = 0; i < joint.count; i++) joint.items[i] = discourse->last_joint[i];
    }
    quotation->joint_count = joint.count;
    for (uint32_t i = 0; i < joint.count; i++) quotation->joint[i] = joint.items[i];
}

void article_speakers_resolve(const SourcesInput *input, ArticleSpeakers *article, Arena *result) {
    const Text *text = input->text;
    Resolver resolver = {
        .discourse = {.text = text, .lexicon = input->lexicon, .article = article, .last_entity = INDEX_NONE},
        .named_count = article->entity_count,
        .result = result};
    resolver.entities = (EntityGrowing){article->entities, article->entity_count, article->entity_count};
    for (uint32_t i = input->range.begin; i < input->range.end; i++) {
        Quotation *quotation = &input->quotations->items[i];
        quotation->speaker = INDEX_NONE;
        if (quotation->kind == QUOTATION_SCARE || quotation->source.begin >= quotation->source.end) continue;
        WordSpan words = source_words(text, quotation->source);
        if (words.begin >= words.end) continue;
        Answer answer = source_resolve(&resolver, quotation, words, i);
        joint_resolve(&resolver, quotation, words, &answer);
        quotation->speaker = answer.entity;
        quotation->unattributed = answer.reason;
        quotation->speaks_for = speaks_for(&resolver, words);
        bool first_person = word_of(&resolver, words.begin)->pronoun == PRONOUN_FIRST;
        if (first_person) continue;
        if (answer.entity != INDEX_NONE) resolver.entities.items[answer.entity].speaks = true;
        resolver.discourse.last_entity = answer.entity;
        resolver.discourse.last_reason = answer.reason;
        resolver.discourse.last_joint_count = quotation->joint_count;
        for (uint32_t k = 0; k < quotation->joint_count; k++) resolver.discourse.last_joint[k] = quotation->joint[k];
        resolver.discourse.last_sentence = text_sentence_of(text, words.begin);
    }
    first_persons_resolve(&resolver, input->quotations, input->range);
    article->entities = resolver.entities.items;
    article->entity_count = (uint32_t)resolver.entities.count;
    article->pending = resolver.pending.items;
    article->pending_count = (uint32_t)resolver.pending.count;
}
