/*
 * In:  a few words that describe somebody. Out: what they need, what they give (name_lexicon.h), and their particulars.
 *
 * The head is the last role word before the first preposition that follows a role word; what stands behind the
 * preposition only tells whose or where: the spokesman for the president is no president. Three modifiers change the
 * role itself: prime minister, vice president, and everything foreign or "of state" is diplomacy.
 */
#include "person_roles.h"

#define ROLE_WORDS_MAX 16
#define MATCH_SAME_WORD 2 /* not an implied role */
#define MATCH_NATION 10
#define MATCH_MODIFIER 6

static void modifier_add(Role *role, uint32_t base_id) {
    if (role->modifier_count < ROLE_MODIFIERS_MAX) role->modifiers[role->modifier_count++] = base_id;
}

/* A role word of the head phrase; the words before it can change what it means. */
static void head_add(Role *role, const NameLexicon *lexicon, const NameWord *word, uint32_t before_base_id) {
    const RoleWord *known = name_lexicon_role(word->role);
    role->gives |= known->gives;
    role->needs = known->needs;
    if (known->gender != GENDER_UNKNOWN) role->gender = known->gender;
    if (before_base_id == WORD_ID_NONE) return;
    if (before_base_id == lexicon->foreign_id) {
        role->needs |= ROLE_DIPLOMAT;
        role->gives |= ROLE_DIPLOMAT;
    } else if (before_base_id == lexicon->vice_id) {
        role->needs = ROLE_VICE_PRESIDENT;
        role->gives = ROLE_VICE_PRESIDENT | ROLE_POLITICIAN;
    } else if (before_base_id == lexicon->prime_id) {
        role->needs = ROLE_PRIME_MINISTER;
        role->gives |= ROLE_PRIME_MINISTER | ROLE_LEADER;
    }
}

Role role_parse(const Text *text, const NameLexicon *lexicon, WordSpan words) {
    Role role = {.head_word = words.begin};
    bool behind_preposition = false;
    uint32_t end = words.end - words.begin > ROLE_WORDS_MAX ? words.begin + ROLE_WORDS_MAX : words.end;
    for (uint32_t w = words.begin; w < end; w++) {
        const NameWord *word = &lexicon->words[text->word_ids[w]];
        if (w == words.begin && (word->flags & NAME_INDEFINITE)) role.indefinite = true;
        if (word->flags & NAME_DEFINITE && w == words.begin) role.definite = true;
        if (!behind_preposition && (text->words[w].flags & WORD_POSSESSIVE)) role.definite = true;
        if (word->pronoun != PRONOUN_NONE && w == words.begin && !(word->flags & NAME_INDEFINITE)) role.definite = true;
        if ((word->flags & NAME_PREPOSITION) && role.needs != 0) {
            behind_preposition = true;
            if (text->word_ids[w] == lexicon->of_id && w + 1 < end && text->word_ids[w + 1] == lexicon->state_id &&
                (role.gives & ROLE_SECRETARY)) {
                role.needs |= ROLE_DIPLOMAT;
                role.gives |= ROLE_DIPLOMAT;
            }
            continue;
        }
        if (word->nation != 0 && (role.nation == 0 || !behind_preposition)) role.nation = word->nation;
        if (word->role != 0 && !behind_preposition) {
            uint32_t before = w > words.begin ? text->word_ids[w - 1] : WORD_ID_NONE;
            head_add(&role, lexicon, word, before);
            role.head_word = w;
        } else if (word->nation == 0 && !(word->flags & NAME_FUNCTION)) {
            modifier_add(&role, word->base_id);
        }
    }
    return role;
}

static bool modifier_has(const Role *role, uint32_t base_id) {
    for (uint8_t i = 0; i < role->modifier_count; i++) {
        if (role->modifiers[i] == base_id) return true;
    }
    return false;
}

uint32_t role_match(const Role *query, const Role *fact) {
    if (query->needs == 0 || (query->needs & ~fact->gives) != 0) return 0;
    if (query->gender != GENDER_UNKNOWN && fact->gender != GENDER_UNKNOWN && query->gender != fact->gender) return 0;
    if (query->nation != 0 && fact->nation != 0 && query->nation != fact->nation) return 0;
    uint32_t score = ROLE_MATCH_BARE - MATCH_SAME_WORD;
    if (query->nation != 0) score += query->nation == fact->nation ? MATCH_NATION : 0;
    for (uint8_t i = 0; i < query->modifier_count; i++) {
        score += modifier_has(fact, query->modifiers[i]) ? MATCH_MODIFIER : 0;
    }
    if ((fact->needs & query->needs) == query->needs) score += MATCH_SAME_WORD;
    return score;
}
