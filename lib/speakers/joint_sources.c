/*
 * In:  the words of a source, or a place behind which "they" stands; the article's mentions.
 * Out: the entities that speak together.
 *
 * Names are joined where nothing but "and", a comma or both stands between one and the titles and roles of the next:
 * "Oduya and fellow council member Tomas Brandt", "Doe, Roe and Poe". A list is of one kind: persons, or organisations
 * and governments. What is behind a preposition or owns something belongs to another phrase: "the president of Harvard
 * and Yale", "Doe and Roe's lawyer".
 *
 * Invariant: looks at JOINED_WORDS_MAX words between two names and at SENTENCES_BACK_MAX sentences, so it is linear.
 */
#include "joint_sources.h"

#define JOINED_WORDS_MAX 8 /* of titles and roles before the next name */
#define SENTENCES_BACK_MAX 2
#define MENTIONS_BACK_MAX 24

static bool is_organisation(const Discourse *discourse, uint32_t mention) {
    return discourse->article->mentions.items[mention].kind == MENTION_ORGANISATION;
}

/*
 * Whether "and", a comma or both, then at most titles and roles, lead from one mention to the next. *and: it was "and".
 */
static bool mentions_joined(const Discourse *discourse, uint32_t left, bool *and_found) {
    const Text *text = discourse->text;
    const Mention *one = &discourse->article->mentions.items[left];
    const Mention *next = &discourse->article->mentions.items[left + 1];
    if (one->sentence != next->sentence || one->possessive || next->possessive || next->adjectival) return false;
    if (is_organisation(discourse, left) != is_organisation(discourse, left + 1)) return false;
    if (one->kind == MENTION_PLACE || next->kind == MENTION_PLACE) return false;
    uint32_t word = one->name.end;
    uint8_t after = mentions_byte_after(text, word - 1);
    bool and_here = word < next->name.begin && text->word_ids[word] == discourse->lexicon->and_id;
    if (!and_here && after != ',') return false;
    if (and_here) word++;
    if (next->name.begin < word || next->name.begin - word > JOINED_WORDS_MAX) return false;
    for (; word < next->name.begin; word++) {
        const NameWord *it = &discourse->lexicon->words[text->word_ids[word]];
        bool titles = word >= next->whole.begin;
        if (!titles && (it->flags & (NAME_PREPOSITION | NAME_SPEECH_VERB)) != 0) return false;
        if (text->word_ids[word] == discourse->lexicon->and_id || it->pronoun == PRONOUN_WHO) return false;
        if (!mentions_words_adjoin(text, word)) return false;
    }
    *and_found = and_here;
    return true;
}

/* The mentions from `first` on that are joined to each other; the last pair by "and". */
static JointSources joined_from(const Discourse *discourse, uint32_t first, uint32_t end_word) {
    const Mentions *mentions = &discourse->article->mentions;
    JointSources joint = {.count = 0};
    uint32_t entity = discourse_entity(discourse, first);
    bool closed = false;
    for (uint32_t m = first; m + 1 < mentions->count && joint.count < QUOTATION_JOINT_MAX && !closed; m++) {
        if (mentions->items[m + 1].name.begin >= end_word) break;
        if (!mentions_joined(discourse, m, &closed)) break;
        uint32_t other = discourse_entity(discourse, m + 1);
        if (other == INDEX_NONE || other == entity) continue;
        bool known = false;
        for (uint32_t i = 0; i < joint.count; i++) known = known || joint.items[i] == other;
        if (!known) joint.items[joint.count++] = other;
    }
    if (!closed) joint.count = 0; /* "Doe, Roe's deputy": an apposition */
    return joint;
}

JointSources joint_sources_find(const Discourse *discourse, WordSpan source, uint32_t first) {
    const Mentions *mentions = &discourse->article->mentions;
    for (uint32_t m = discourse_mention_at(discourse, source.begin); m < mentions->count; m++) {
        const Mention *mention = &mentions->items[m];
        if (mention->name.begin >= source.end) break;
        if (discourse_entity(discourse, m) != first) continue;
        if (mention->after_preposition && mention->whole.begin > source.begin) break;
        return joined_from(discourse, m, source.end);
    }
    return (JointSources){.count = 0};
}

Answer joint_sources_before(const Discourse *discourse, uint32_t word, JointSources *others) {
    const Mentions *mentions = &discourse->article->mentions;
    uint32_t sentence = text_sentence_of(discourse->text, word);
    uint32_t steps = 0;
    for (uint32_t m = discourse_mention_at(discourse, word); m-- > 0 && steps < MENTIONS_BACK_MAX; steps++) {
        const Mention *mention = &mentions->items[m];
        if (mention->sentence > sentence || sentence - mention->sentence > SENTENCES_BACK_MAX) break;
        if (mention->kind == MENTION_PLACE || mention->quoted || mention->after_preposition || mention->aside) continue;
        bool begins = m == 0 || mentions->items[m - 1].sentence != mention->sentence;
        if (!begins) continue; /* the sentence's first name is mostly its subject */
        *others = joined_from(discourse, m, word);
        uint32_t entity = discourse_entity(discourse, m);
        if (others->count > 0 && entity != INDEX_NONE) return answer_entity(entity);
    }
    others->count = 0;
    return answer_reason(UNATTRIBUTED_UNKNOWN);
}
