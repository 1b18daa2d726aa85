/*
 * Noun phrases from closed word classes.
 *
 * In:  a unit's tokens and the place of a cue.
 * Out: the tokens of its source.
 *
 * There is no part-of-speech tagger here. A phrase before a verb is walked backwards: determiners begin it,
 * prepositions lead further back where a noun stands before them, conjunctions of a clause, verbs and punctuation end
 * it. "and" is crossed only when nothing verbal is met before the clause begins. What follows a name between commas
 * is taken with it, as the annotators of attribution corpora do ("Marsh, a farmer from Oldham, said").
 *
 * Every walk is bounded by PHRASE_TOKENS_MAX, so the cost per cue is constant.
 */
#include "phrases.h"

#define PHRASE_TOKENS_MAX 48
#define SEGMENTS_MAX 5 /* stretches between commas between a name and its verb */

static const TokenSpan nothing = {0, 0};

static bool is_capitalised(const Clauses *clauses, uint32_t token) {
    return (clauses_word_flags(clauses, token) & (WORD_CAPITALISED | WORD_NUMBER)) != 0;
}

static bool begins_sentence(const Clauses *clauses, uint32_t token) {
    return (clauses_word_flags(clauses, token) & WORD_SENTENCE_START) != 0;
}

static bool is_short_quote(const Clauses *clauses, uint32_t token) {
    const Token *it = &clauses->tokens[token];
    return it->quoted != INDEX_NONE && it->words.end - it->words.begin <= 4 && it->tail == 0;
}

bool phrase_is_finite_verb(const Clauses *clauses, uint32_t token) {
    if (clauses_is_quote(clauses, token)) return false;
    const WordClass *word = clauses_class(clauses, token);
    if ((word->flags & CLASS_AUXILIARY) != 0) return true;
    bool capital = is_capitalised(clauses, token) && !begins_sentence(clauses, token);
    if (capital) return false;
    if ((word->flags & (CLASS_NOUN_LIKE | CLASS_ROLE | CLASS_ORGANISATION | CLASS_REPORT | CLASS_TIME | CLASS_MEDIA)) !=
        0) {
        return false;
    }
    if ((word->flags & CLASS_FORM_BASE) != 0 && (word->flags & (CLASS_FORM_PAST | CLASS_FORM_PARTICIPLE)) == 0)
        return false;
    return (word->flags & (CLASS_FORM_THIRD | CLASS_FORM_PAST)) != 0;
}

bool phrase_is_nominal(const Clauses *clauses, uint32_t token) {
    if (clauses_is_quote(clauses, token)) return is_short_quote(clauses, token);
    uint32_t flags = clauses_flags(clauses, token);
    if (is_capitalised(clauses, token) && !begins_sentence(clauses, token)) return true;
    const uint32_t never =
        CLASS_AUXILIARY | CLASS_SUBORDINATOR | CLASS_COORDINATOR | CLASS_PREPOSITION | CLASS_RELATIVE;
    if ((flags & CLASS_SUBJECT) != 0) return (flags & CLASS_AUXILIARY) == 0;
    if ((flags & never) != 0) return false;
    if ((flags & CLASS_ADVERB) != 0) return (flags & (CLASS_TIME | CLASS_DETERMINER)) != 0;
    return !phrase_is_finite_verb(clauses, token);
}

uint32_t phrase_verb_group_begin(const Clauses *clauses, uint32_t first, uint32_t verb) {
    uint32_t begin = verb;
    while (begin > first && clauses->tokens[begin].gap == 0 && verb - begin < 6) {
        uint32_t flags = clauses_flags(clauses, begin - 1);
        if ((flags & (CLASS_SUBJECT | CLASS_DETERMINER)) != 0) break;
        if ((flags & (CLASS_AUXILIARY | CLASS_ADVERB)) == 0) break;
        if (is_capitalised(clauses, begin - 1) && !begins_sentence(clauses, begin - 1)) break;
        begin--;
    }
    /* Adverbs that only begin the sentence are no part of the verb: "Earlier said" has no subject anyway. */
    return begin;
}

/* Why a backward walk ended. */
typedef enum WalkEnd { WALK_EDGE, WALK_VERB, WALK_OTHER } WalkEnd;

/* May the walk go on from the token to the one before it? */
static bool walk_crosses_preposition(const Clauses *clauses, uint32_t first, uint32_t preposition) {
    if (preposition == first || clauses->tokens[preposition].gap != 0) return false;
    if (clauses_word_is(clauses, preposition, BYTES("as")) || clauses_word_is(clauses, preposition, BYTES("than")) ||
        clauses_word_is(clauses, preposition, BYTES("following")) ||
        clauses_word_is(clauses, preposition, BYTES("after")) ||
        clauses_word_is(clauses, preposition, BYTES("before")) ||
        clauses_word_is(clauses, preposition, BYTES("since"))) {
        return false;
    }
    uint32_t before = preposition - 1;
    if (!phrase_is_nominal(clauses, before)) return false;
    uint32_t flags = clauses_flags(clauses, before);
    if ((flags & CLASS_TIME) != 0 && (flags & CLASS_MEDIA) == 0) return false;
    return true;
}

/* The begin of a phrase at a determiner: not inside a prepositional phrase, and "all the" is one. */
static bool determiner_begins(const Clauses *clauses, uint32_t first, uint32_t token) {
    if (token == first || clauses->tokens[token].gap != 0) return true;
    uint32_t flags = clauses_flags(clauses, token - 1);
    return (flags & (CLASS_PREPOSITION | CLASS_COORDINATOR | CLASS_DETERMINER)) == 0;
}

/*
 * Walks back from token `last`. Stops at `first`; *end says why. Crosses "and" where crosses_and says so; *coordinator
 * is then the place behind the first one crossed.
 */
static uint32_t walk_back(const Clauses *clauses, uint32_t first, uint32_t last, uint32_t *coordinator, WalkEnd *end) {
    uint32_t begin = last + 1;
    *coordinator = INDEX_NONE;
    *end = WALK_EDGE;
    for (uint32_t token = last + 1; token > first && last + 1 - token < PHRASE_TOKENS_MAX;) {
        token--;
        if (token < last && clauses->tokens[token + 1].gap != 0) {
            uint16_t gap = clauses->tokens[token + 1].gap;
            if ((gap & ~(GAP_OPEN | GAP_CLOSE)) != 0 || gap == GAP_CLOSE) return begin;
        }
        if (clauses_is_quote(clauses, token)) {
            if (!is_short_quote(clauses, token)) return begin;
            begin = token;
            continue;
        }
        uint32_t flags = clauses_flags(clauses, token);
        bool capital = is_capitalised(clauses, token) && !begins_sentence(clauses, token);
        if ((flags & CLASS_COORDINATOR) != 0 && token < last && !capital) {
            if (!clauses_word_is(clauses, token, BYTES("and")) || token == first) return begin;
            if (!phrase_is_nominal(clauses, token - 1)) return begin;
            if (*coordinator == INDEX_NONE) *coordinator = token + 1;
            continue;
        }
        if ((flags & CLASS_DETERMINER) != 0 && !capital) {
            begin = token;
            if (determiner_begins(clauses, first, token)) {
                bool verbal = token > first && phrase_is_finite_verb(clauses, token - 1);
                *end = verbal ? WALK_VERB : WALK_OTHER;
                if (token == first || clauses->tokens[token].gap != 0) *end = WALK_EDGE;
                return begin;
            }
            continue;
        }
        if ((flags & CLASS_PREPOSITION) != 0 && !capital) {
            if (walk_crosses_preposition(clauses, first, token)) continue;
            *end = WALK_OTHER;
            return begin;
        }
        if (!phrase_is_nominal(clauses, token) || (flags & CLASS_COMPLEMENTISER) != 0) {
            if (phrase_is_finite_verb(clauses, token)) *end = WALK_VERB;
            return begin;
        }
        if ((flags & CLASS_TIME) != 0 && (flags & (CLASS_MEDIA | CLASS_ROLE)) == 0 && begin <= last &&
            (clauses_word_flags(clauses, token) & WORD_POSSESSIVE) == 0) {
            *end = WALK_OTHER;
            return begin;
        }
        begin = token;
    }
    return begin;
}

/* "officials on Monday said", "Marsh last week said": the day is no source. INDEX_NONE where nothing else is there. */
static uint32_t time_skip_back(const Clauses *clauses, uint32_t first, uint32_t last) {
    uint32_t token = last;
    while (last - token < 5) {
        uint32_t flags = clauses_flags(clauses, token);
        bool time = (flags & CLASS_TIME) != 0 && (flags & (CLASS_MEDIA | CLASS_ROLE)) == 0;
        bool number = token < last && (clauses_word_flags(clauses, token) & WORD_NUMBER) != 0;
        bool leads =
            token < last && (flags & (CLASS_PREPOSITION | CLASS_DETERMINER)) != 0 && (flags & CLASS_SUBJECT) == 0;
        if (!time && !number && !leads) return token;
        if (token == first || clauses->tokens[token].gap != 0) return INDEX_NONE;
        token--;
    }
    return last;
}

/*
 * "On his website Marsh (said)": the phrase in front of the name is an adverbial. The name begins where a capital
 * follows a small letter; the begin of the phrase where there is no such place.
 */
static uint32_t fronted_phrase_skip(const Clauses *clauses, uint32_t first, uint32_t begin, uint32_t last) {
    if (begin == first || begin >= last || clauses_is_quote(clauses, begin - 1)) return begin;
    uint32_t before = begin - 1;
    if ((clauses_flags(clauses, before) & CLASS_PREPOSITION) == 0) return begin;
    if (before > first && clauses->tokens[before].gap == 0) return begin;
    for (uint32_t token = last; token > begin; token--) {
        if (clauses_is_quote(clauses, token) || clauses_is_quote(clauses, token - 1)) return begin;
        uint32_t small = clauses_flags(clauses, token - 1);
        bool capital = is_capitalised(clauses, token);
        if (capital && !is_capitalised(clauses, token - 1) &&
            (small & (CLASS_PREPOSITION | CLASS_DETERMINER | CLASS_COORDINATOR | CLASS_ROLE | CLASS_TITLE)) == 0) {
            return token;
        }
    }
    return begin;
}

TokenSpan phrase_before(const Clauses *clauses, uint32_t first, uint32_t end) {
    if (end <= first) return nothing;
    uint32_t last = end - 1;
    if (clauses_is_quote(clauses, last)) return nothing;
    uint32_t flags = clauses_flags(clauses, last);
    if ((flags & (CLASS_SUBJECT | CLASS_RELATIVE)) != 0) {
        bool part = last > first && (clauses_flags(clauses, last - 1) & CLASS_DETERMINER) != 0 &&
                    (flags & CLASS_DETERMINER) != 0;
        return (TokenSpan){part ? last - 1 : last, end};
    }
    if (!phrase_is_nominal(clauses, last)) return nothing;
    last = time_skip_back(clauses, first, last);
    if (last == INDEX_NONE || !phrase_is_nominal(clauses, last)) return nothing;
    if ((clauses_flags(clauses, last) & CLASS_SUBJECT) != 0) return (TokenSpan){last, last + 1};
    uint32_t coordinator = INDEX_NONE;
    WalkEnd why = WALK_EDGE;
    uint32_t begin = walk_back(clauses, first, last, &coordinator, &why);
    if (coordinator != INDEX_NONE && (why == WALK_VERB || begin == coordinator)) begin = coordinator;
    while (begin <= last && (clauses_flags(clauses, begin) & (CLASS_COORDINATOR | CLASS_PREPOSITION)) != 0 &&
           !(is_capitalised(clauses, begin) && !begins_sentence(clauses, begin))) {
        begin++;
    }
    if (begin > last) return nothing;
    begin = fronted_phrase_skip(clauses, first, begin, last);
    return (TokenSpan){begin, last + 1};
}

/* Does a stretch between commas only describe the name before it? */
static bool segment_describes(const Clauses *clauses, TokenSpan segment) {
    uint32_t flags = clauses_flags(clauses, segment.begin);
    if (clauses_is_quote(clauses, segment.begin)) return false;
    if ((flags & (CLASS_RELATIVE | CLASS_PAST | CLASS_ING | CLASS_FORM_PARTICIPLE)) != 0) return true;
    for (uint32_t token = segment.begin; token < segment.end; token++) {
        if ((clauses_flags(clauses, token) & CLASS_RELATIVE) != 0) return true;
        if (phrase_is_finite_verb(clauses, token) && (clauses_flags(clauses, token) & CLASS_PAST) == 0) return false;
    }
    return true;
}

static bool segment_is_head(const Clauses *clauses, TokenSpan segment) {
    uint32_t flags = clauses_flags(clauses, segment.begin);
    if ((clauses_word_flags(clauses, segment.begin) & WORD_NUMBER) != 0) return false;
    if (clauses_word_is(clauses, segment.begin, BYTES("a")) || clauses_word_is(clauses, segment.begin, BYTES("an"))) {
        return false;
    }
    if ((flags & (CLASS_PREPOSITION | CLASS_RELATIVE)) != 0) return false;
    if ((flags & CLASS_NAME_SUFFIX) != 0) return false;
    return true;
}

static bool has_comma_before(const Clauses *clauses, uint32_t first, uint32_t end) {
    for (uint32_t token = end; token > first + 1 && end - token < PHRASE_TOKENS_MAX;) {
        token--;
        if ((clauses->tokens[token].gap & (GAP_COMMA | GAP_DASH)) != 0) return true;
    }
    return false;
}

TokenSpan phrase_subject_before(const Clauses *clauses, uint32_t first, uint32_t end) {
    if (end <= first) return nothing;
    uint16_t gap = clauses->tokens[end].gap;
    if ((gap & ~(GAP_COMMA | GAP_CLOSE | GAP_DASH)) != 0) return nothing;
    if (gap == 0) return phrase_before(clauses, first, end);
    if (clauses_is_quote(clauses, end - 1)) return nothing;
    if ((clauses_flags(clauses, end - 1) & CLASS_ADVERB) != 0 && clauses->tokens[end - 1].gap == 0) {
        return phrase_before(clauses, first, end - 1); /* "Marsh however, said" */
    }
    /* A bracket behind a name is no stretch of its own where commas set one off: "Marsh, the head of a club (AB), said". */
    uint16_t edges =
        (gap & (GAP_COMMA | GAP_DASH)) != 0 && has_comma_before(clauses, first, end) ? GAP_COMMA | GAP_DASH : GAP_OPEN;
    uint32_t segment_end = end;
    for (int segments = 0; segments < SEGMENTS_MAX; segments++) {
        uint32_t begin = segment_end;
        while (begin > first && segment_end - begin < PHRASE_TOKENS_MAX) {
            begin--;
            if ((clauses->tokens[begin].gap & edges) != 0) break;
        }
        if (begin <= first) return nothing; /* no name before the stretch between commas */
        if (!segment_describes(clauses, (TokenSpan){begin, segment_end})) return nothing;
        TokenSpan name = phrase_before(clauses, first, begin);
        if (name.begin >= name.end) return nothing;
        bool first_in_list = name.begin == first || (clauses->tokens[name.begin].gap & GAP_COMMA) == 0;
        if (first_in_list || segment_is_head(clauses, name)) {
            bool aside = (clauses_flags(clauses, begin) & (CLASS_ADVERB | CLASS_COORDINATOR)) != 0;
            return (TokenSpan){name.begin, aside ? name.end : end};
        }
        segment_end = begin;
    }
    return nothing;
}

/* How far an apposition behind a name reaches: "Dana Marsh, an analyst at a bank in Oldham". */
static uint32_t apposition_end(const Clauses *clauses, uint32_t begin, uint32_t end) {
    if (begin >= end || (clauses->tokens[begin].gap & ~GAP_COMMA) != 0 || clauses->tokens[begin].gap == 0) return begin;
    if (clauses_is_quote(clauses, begin)) return begin;
    uint32_t flags = clauses_flags(clauses, begin);
    bool number = (clauses_word_flags(clauses, begin) & WORD_NUMBER) != 0;
    bool names = (flags & (CLASS_DETERMINER | CLASS_ROLE | CLASS_TITLE | CLASS_NAME_SUFFIX)) != 0 || number;
    bool capital_role = is_capitalised(clauses, begin) && begin + 1 < end &&
                        (clauses_flags(clauses, begin + 1) & (CLASS_ROLE | CLASS_TITLE)) != 0;
    bool possessive_role = (clauses_word_flags(clauses, begin) & WORD_POSSESSIVE) != 0;
    if (!names && !capital_role && !possessive_role) {
        /* senior, former, executive … before a role */
        bool role_soon = false;
        for (uint32_t token = begin; token < end && token < begin + 4; token++) {
            if (token > begin && clauses->tokens[token].gap != 0) break;
            if ((clauses_flags(clauses, token) & CLASS_ROLE) != 0) role_soon = true;
        }
        if (!role_soon || (flags & (CLASS_PREPOSITION | CLASS_COORDINATOR | CLASS_SUBJECT | CLASS_ADVERB)) != 0)
            return begin;
    }
    if ((flags & CLASS_SUBJECT) != 0 && (flags & CLASS_DETERMINER) == 0) return begin;
    uint32_t token = begin;
    for (; token < end && token < begin + PHRASE_TOKENS_MAX; token++) {
        if (clauses_is_quote(clauses, token)) break;
        uint16_t gap = clauses->tokens[token].gap;
        uint32_t word = clauses_flags(clauses, token);
        if (token > begin && (gap & ~(GAP_OPEN | GAP_CLOSE)) != 0) {
            if (!number || token != begin + 1) break;
        }
        if ((word & (CLASS_RELATIVE | CLASS_SUBORDINATOR)) != 0 && (word & CLASS_PREPOSITION) == 0) break;
        if (phrase_is_finite_verb(clauses, token) && (word & CLASS_PAST) == 0) return begin;
    }
    return token;
}

TokenSpan phrase_after(const Clauses *clauses, uint32_t begin, uint32_t end) {
    if (begin >= end) return nothing;
    uint32_t flags = clauses_flags(clauses, begin);
    if (!phrase_is_nominal(clauses, begin) && (flags & CLASS_DETERMINER) == 0) return nothing;
    if ((flags & CLASS_SUBJECT) != 0 && (flags & CLASS_DETERMINER) == 0) return (TokenSpan){begin, begin + 1};
    bool role_seen = false;
    uint32_t token = begin;
    for (; token < end && token < begin + PHRASE_TOKENS_MAX; token++) {
        if (token > begin && (clauses->tokens[token].gap & ~(GAP_OPEN | GAP_CLOSE)) != 0) break;
        if (clauses_is_quote(clauses, token) && !is_short_quote(clauses, token)) break;
        flags = clauses_flags(clauses, token);
        bool capital = is_capitalised(clauses, token) && !begins_sentence(clauses, token);
        if (capital && (flags & CLASS_TIME) == 0) continue;
        if ((flags & CLASS_TIME) != 0 && (flags & (CLASS_MEDIA | CLASS_ROLE)) == 0 && token > begin &&
            (clauses_word_flags(clauses, token) & WORD_POSSESSIVE) == 0) {
            break;
        }
        if ((flags & CLASS_ROLE) != 0) role_seen = true;
        if ((flags & CLASS_PREPOSITION) != 0) {
            bool of = clauses_word_is(clauses, token, BYTES("of"));
            bool for_role =
                role_seen &&
                (clauses_word_is(clauses, token, BYTES("for")) || clauses_word_is(clauses, token, BYTES("at")) ||
                 clauses_word_is(clauses, token, BYTES("with")) || clauses_word_is(clauses, token, BYTES("from")) ||
                 clauses_word_is(clauses, token, BYTES("in")));
            if ((of || for_role) && token > begin && token + 1 < end) continue;
            break;
        }
        if ((flags & CLASS_COORDINATOR) != 0) {
            bool joins =
                clauses_word_is(clauses, token, BYTES("and")) && token + 1 < end &&
                (is_capitalised(clauses, token + 1) ||
                 (clauses_flags(clauses, token + 1) & (CLASS_ROLE | CLASS_ORGANISATION | CLASS_DETERMINER)) != 0);
            if (joins) continue;
            break;
        }
        if ((flags & CLASS_DETERMINER) != 0 && token > begin) {
            uint32_t before = clauses_flags(clauses, token - 1);
            if ((before & (CLASS_PREPOSITION | CLASS_DETERMINER | CLASS_COORDINATOR)) == 0) break;
            continue;
        }
        if (!phrase_is_nominal(clauses, token)) break;
    }
    while (token > begin &&
           (clauses_flags(clauses, token - 1) & (CLASS_PREPOSITION | CLASS_COORDINATOR | CLASS_DETERMINER)) != 0 &&
           token - 1 > begin) {
        token--;
    }
    if (token == begin) return nothing;
    uint32_t extended = token;
    for (int segments = 0; segments < 2; segments++) {
        uint32_t next = apposition_end(clauses, extended, end);
        if (next == extended) break;
        extended = next;
    }
    return (TokenSpan){begin, extended};
}

TokenSpan phrase_main_subject(const Clauses *clauses, uint32_t first, uint32_t limit) {
    uint32_t begin = first;
    while (begin < limit && !clauses_is_quote(clauses, begin) &&
           (clauses_flags(clauses, begin) & (CLASS_COORDINATOR | CLASS_ADVERB)) != 0 &&
           (clauses_flags(clauses, begin) & (CLASS_DETERMINER | CLASS_SUBJECT)) == 0) {
        begin++;
    }
    if (begin >= limit) return nothing;
    uint32_t flags = clauses_flags(clauses, begin);
    if ((flags & (CLASS_PREPOSITION | CLASS_SUBORDINATOR | CLASS_ING | CLASS_PAST)) != 0 &&
        (flags & CLASS_DETERMINER) == 0) {
        uint32_t token = begin + 1;
        while (token < limit && (clauses->tokens[token].gap & GAP_COMMA) == 0) {
            if (token - begin > PHRASE_TOKENS_MAX) return nothing;
            token++;
        }
        begin = token;
    }
    for (uint32_t token = begin; token < limit && token - begin < PHRASE_TOKENS_MAX; token++) {
        if (clauses_is_quote(clauses, token) && !is_short_quote(clauses, token)) return nothing;
        uint32_t word = clauses_flags(clauses, token);
        if ((word & CLASS_AUXILIARY) != 0 && (word & CLASS_SUBJECT) != 0) return (TokenSpan){token, token + 1};
        bool capital = is_capitalised(clauses, token) && !begins_sentence(clauses, token);
        bool verb =
            phrase_is_finite_verb(clauses, token) || (!capital && token > begin && (word & CLASS_PAST) != 0 &&
                                                      (clauses_flags(clauses, token - 1) & CLASS_DETERMINER) == 0);
        if (!verb) continue;
        uint32_t group = phrase_verb_group_begin(clauses, begin, token);
        TokenSpan subject = phrase_subject_before(clauses, begin, group);
        return subject;
    }
    return nothing;
}
