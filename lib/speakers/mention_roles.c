/*
 * In:  a mention, with its kind and gender by the name alone. Out: the roles beside it, other names declared, and what
 *      they tell of its kind and gender.
 *
 * Roles stand in lower case before the name ("spokesman Jon Doe", "special envoy to Ruritania Doe"), in phrases set off
 * by a comma on either side ("the group's leader, Jon Doe", "Jon Doe, the foreign minister,"); other names in brackets
 * ("Free Ruritania Front (FRF, formerly Free Front)"). Every look ahead or back is bounded.
 */
#include "../base/utf8.h"
#include "mention_finder.h"

#define APPOSITION_WORDS_MAX 14
#define LOOK_BACK_WORDS_MAX 10

/* --- What stands beside a name ------------------------------------------------------------------------------------ */

static void role_add(MentionFinder *finder, Mention *mention, const Role *role) {
    if (role->needs == 0 && role->gives == 0) return;
    *array_push(&finder->roles, finder->result) = *role;
    mention->roles_end = (uint32_t)finder->roles.count;
    if (mention->gender == GENDER_UNKNOWN) mention->gender = (uint8_t)role->gender;
    if (mention->kind == MENTION_UNKNOWN) mention->kind = MENTION_PERSON;
}

static bool ends_phrase(const MentionFinder *finder, uint32_t word) {
    return (mention_flags(finder, word) & NAME_SPEECH_VERB) || mention_word(finder, word)->pronoun == PRONOUN_WHO;
}

/* The first word of the role that stands right before `begin`; begin where there is none. */
static uint32_t role_before(const MentionFinder *finder, uint32_t begin) {
    uint32_t at = begin;
    uint32_t role_at = begin;
    for (uint32_t i = 0; i < 6 && at > finder->bounds.begin; i++) {
        if (!mentions_words_adjoin(finder->text, at - 1) || ends_phrase(finder, at - 1)) break;
        at--;
        const NameWord *word = mention_word(finder, at);
        if (word->role != 0) {
            bool directly = at + 1 == begin;
            if (directly || (mention_flags(finder, at + 1) & NAME_PREPOSITION)) role_at = at;
            break;
        }
        if (i == 0 && (word->flags & (NAME_FUNCTION | NAME_PREPOSITION))) break;
        if (word->pronoun != PRONOUN_NONE) break;
    }
    if (role_at == begin) return begin;
    at = role_at;
    for (uint32_t i = 0; i < LOOK_BACK_WORDS_MAX && at > finder->bounds.begin; i++) {
        if (!mentions_words_adjoin(finder->text, at - 1) || ends_phrase(finder, at - 1)) break;
        const NameWord *word = mention_word(finder, at - 1);
        if (word->flags & (NAME_DEFINITE | NAME_INDEFINITE)) return at - 1;
        if (word->pronoun != PRONOUN_NONE) return at - 1;
        if (word->flags & (NAME_FUNCTION | NAME_PREPOSITION | NAME_PEOPLE)) break;
        at--;
    }
    return at;
}

/* The end of the phrase that begins behind a comma; begin where it is none that describes. */
static uint32_t apposition_end(const MentionFinder *finder, uint32_t begin) {
    uint32_t first = begin < finder->bounds.end ? mention_flags(finder, begin) : NAME_FUNCTION;
    bool opens = (first & (NAME_DEFINITE | NAME_INDEFINITE)) || !(first & NAME_FUNCTION) ||
                 (begin < finder->bounds.end && mention_word(finder, begin)->pronoun != PRONOUN_NONE &&
                  mention_word(finder, begin)->pronoun != PRONOUN_WHO);
    if (!opens) return begin;
    uint32_t w = begin;
    while (w < finder->bounds.end && w - begin < APPOSITION_WORDS_MAX && !ends_phrase(finder, w)) {
        w++;
        if (w < finder->bounds.end && !mentions_words_adjoin(finder->text, w - 1)) break;
    }
    return w;
}

static void apposition_after(MentionFinder *finder, uint32_t index) {
    Mention *mention = &finder->mentions.items[index];
    if (!mention_comma_follows(finder->text, mention->name.end - 1)) return;
    uint32_t begin = mention->name.end;
    /* an age: "Jon Doe, 42, a teacher" */
    if (begin < finder->bounds.end && (finder->text->words[begin].flags & WORD_NUMBER) &&
        mention_comma_follows(finder->text, begin)) {
        if (mention->kind == MENTION_UNKNOWN) mention->kind = MENTION_PERSON;
        begin++;
    }
    uint32_t end = apposition_end(finder, begin);
    if (end == begin) return;
    Role role = role_parse(finder->text, finder->lexicon, (WordSpan){begin, end});
    if (role.needs == 0) return;
    if (index + 1 < finder->mentions.count) {
        WordSpan next = finder->mentions.items[index + 1].whole;
        bool titles_next = role.head_word >= next.begin && role.head_word < next.end;
        if (titles_next || (role.head_word + 1 == next.begin && next.begin < end)) return;
    }
    role_add(finder, mention, &role);
}

static void apposition_before(MentionFinder *finder, uint32_t index) {
    Mention *mention = &finder->mentions.items[index];
    uint32_t begin = mention->whole.begin;
    if (begin == finder->bounds.begin || !mention_comma_follows(finder->text, begin - 1)) return;
    uint32_t at = begin - 1;
    for (uint32_t i = 0; i < LOOK_BACK_WORDS_MAX && at > finder->bounds.begin; i++) {
        if (!mentions_words_adjoin(finder->text, at - 1) || ends_phrase(finder, at - 1)) break;
        at--;
    }
    if (index > 0 && finder->mentions.items[index - 1].kind == MENTION_PERSON &&
        finder->mentions.items[index - 1].name.end > at && !finder->mentions.items[index - 1].possessive) {
        return;
    }
    /* from the last determiner on: "… met the group's leader, Jon Doe" */
    for (uint32_t w = begin; w-- > at;) {
        bool opens = (mention_flags(finder, w) & NAME_DEFINITE) || (finder->text->words[w].flags & WORD_POSSESSIVE) ||
                     mention_word(finder, w)->pronoun != PRONOUN_NONE;
        if (!opens) continue;
        Role role = role_parse(finder->text, finder->lexicon, (WordSpan){w, begin});
        if (role.needs != 0) role_add(finder, mention, &role);
        if (mention_flags(finder, w) & NAME_DEFINITE || role.needs != 0) return;
    }
}

/* "formerly", "formerly known as the" end the words between two names; "formerly of" gives no other name. */
static bool alias_declared(const MentionFinder *finder, uint32_t begin, uint32_t end) {
    bool declared = false;
    for (uint32_t w = begin; w < end; w++) {
        uint32_t flags = mention_flags(finder, w);
        if (flags & NAME_ALIAS_CUE) {
            declared = true;
        } else if (declared && (flags & NAME_PREPOSITION) &&
                   !bytes_equal(text_word_bytes(finder->text, w), BYTES("as"))) {
            return false;
        }
    }
    return declared;
}

/* "formerly Free Front in Ruritania": what stands in capitals is only a part of the other name. */
static bool goes_on(const MentionFinder *finder, WordSpan name) {
    return name.end + 1 < finder->bounds.end && mentions_words_adjoin(finder->text, name.end - 1) &&
           (mention_flags(finder, name.end) & NAME_PREPOSITION) && mention_starts_name(finder, name.end + 1);
}

/* Whether the acronym's letters stand in the name in their order, the first one first; "(R-KY)" is no acronym. */
static bool letters_stand_for(const MentionFinder *finder, WordSpan name, uint32_t acronym) {
    Bytes letters = text_word_bytes(finder->text, acronym);
    Bytes whole = bytes_slice(finder->text->bytes, text_bytes_of(finder->text, name));
    size_t at = 0;
    for (size_t i = 0; i < letters.size; i++) {
        uint8_t letter = letters.data[i];
        if (letter == '.') continue;
        if (letter < 'A' || letter > 'Z') return false;
        while (at < whole.size && (whole.data[at] & 0xDF) != letter) {
            if (i == 0) return false;
            at++;
        }
        if (at++ == whole.size) return false;
    }
    return mention_flags(finder, acronym) & NAME_PLACE ? false : letters.size > 1;
}

/* "(FRF)", "(FRF, formerly Free Front)", ", formerly known as the Free Front": the next mentions are other names. */
static void aliases_mark(MentionFinder *finder, uint32_t index) {
    Mention *mention = &finder->mentions.items[index];
    uint8_t after = mentions_byte_after(finder->text, mention->name.end - 1);
    if (after != '(' && after != ',') return;
    for (uint32_t next = index + 1; next < finder->mentions.count && next <= index + 3; next++) {
        Mention *other = &finder->mentions.items[next];
        if (other->sentence != mention->sentence || other->name.begin > mention->name.end + 8) return;
        bool declared = alias_declared(finder, mention->name.end, other->name.begin);
        const Word *word = &finder->text->words[other->name.begin];
        bool acronym = other->name.end - other->name.begin == 1 && (word->flags & WORD_ALL_CAPITALS) &&
                       other->name.begin == mention->name.end && after == '(';
        bool letters =
            acronym && mention->kind != MENTION_PLACE && letters_stand_for(finder, mention->name, other->name.begin);
        bool known =
            (mention_flags(finder, other->name.begin) & NAME_NATION_ADJECTIVE) != 0 || goes_on(finder, other->name);
        if ((declared || letters) && !known) other->alias_of = index;
    }
}

/* "Ann Paris, a teacher at the school, has claimed": a person, though her surname is a city's. */
static bool described_as_person(const MentionFinder *finder, const Mention *mention) {
    if (mention->name.end - mention->name.begin != 2 || mention->after_preposition || mention->possessive) return false;
    if (!mention_comma_follows(finder->text, mention->name.end - 1)) return false;
    if (mention_word(finder, mention->name.begin)->nation != 0 ||
        (mention_flags(finder, mention->name.begin) & NAME_COMMON))
        return false;
    uint32_t begin = mention->name.end;
    if (begin >= finder->bounds.end || !(mention_flags(finder, begin) & (NAME_DEFINITE | NAME_INDEFINITE)))
        return false;
    uint32_t end = apposition_end(finder, begin);
    for (uint32_t w = begin; w < end; w++) {
        if (!mention_comma_follows(finder->text, w)) continue;
        Role role = role_parse(finder->text, finder->lexicon, (WordSpan){begin, w + 1});
        return role.needs != 0 && w + 1 < finder->bounds.end && !mention_starts_name(finder, w + 1);
    }
    return false;
}

void mention_roles_read(MentionFinder *finder, uint32_t index) {
    Mention *mention = &finder->mentions.items[index];
    mention->roles_begin = mention->roles_end = (uint32_t)finder->roles.count;
    if (mention->kind == MENTION_ORGANISATION || mention->name.end - mention->name.begin > 1)
        aliases_mark(finder, index);
    bool city = mention->kind == MENTION_PLACE || (mention_flags(finder, mention->name.end - 1) & NAME_NATION_NOUN);
    bool described = city && mention->kind != MENTION_PERSON && described_as_person(finder, mention);
    if (described) mention->kind = MENTION_PERSON;
    if (mention->kind == MENTION_ORGANISATION || mention->kind == MENTION_PLACE) return;
    uint32_t begin = role_before(finder, mention->whole.begin);
    bool titled = begin < mention->name.begin;
    mention->whole.begin = begin;
    if (titled) {
        Role role = role_parse(finder->text, finder->lexicon, (WordSpan){begin, mention->name.begin});
        if (begin > finder->bounds.begin && mentions_words_adjoin(finder->text, begin - 1) &&
            (finder->text->words[begin - 1].flags & WORD_POSSESSIVE) && role.nation == 0) {
            role.nation = mention_word(finder, begin - 1)->nation; /* "Ruritania's President Doe" */
        }
        role_add(finder, mention, &role);
    }
    apposition_after(finder, index);
    apposition_before(finder, index);
}
