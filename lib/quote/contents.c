/*
 * The content of a cue: how far what was said reaches.
 *
 * In:  a unit's tokens, a cue with its source.
 * Out: the tokens of its content behind or before it.
 *
 * Behind a cue the first sure sign opens the content: a quotation, "that", a pronoun; without one the clause begins at
 * once or behind an adverbial ("said Monday", "said in a statement"). It ends with the unit, or where the speaker's
 * words plainly stop: another cue joined by a comma, "according to", a credit. Before a cue the content is a quotation,
 * or a clause set off by a comma.
 */
#include "contents.h"

#include "clause_words.h"
#include "phrases.h"
#include "vetoes.h"

#define OCCASION_TOKENS_MAX 12 /* "in an interview on the Herald's weekly "Talk of the Town"" */
#define OPENING_TOKENS_MAX 26 /* between a cue and the "that" or the quotation that opens its content */

static const TokenSpan nothing = {0, 0};

static uint32_t skip_adverbs(const Clauses *clauses, uint32_t token, uint32_t end) {
    while (token < end && !clauses_is_quote(clauses, token) && clauses->tokens[token].gap == 0 &&
           (clauses_flags(clauses, token) & CLASS_ADVERB) != 0 &&
           (clauses_flags(clauses, token) & (CLASS_DETERMINER | CLASS_SUBJECT)) == 0) {
        token++;
    }
    return token;
}

static bool is_participle_cue(const Clauses *clauses, uint32_t token, uint32_t end) {
    token = skip_adverbs(clauses, token, end);
    if (token >= end) return false;
    const WordClass *word = clauses_class(clauses, token);
    return (word->flags & CLASS_FORM_ING) != 0 && (word->frames & (FRAME_QUOTE | FRAME_CLAUSE)) != 0;
}

/* "and added that", "but said": a second cue with the same source. */
static bool is_coordinated_cue(const Clauses *clauses, uint32_t token, uint32_t end) {
    if (clauses_is_quote(clauses, token) || (clauses_flags(clauses, token) & CLASS_COORDINATOR) == 0) return false;
    uint32_t verb = token + 1;
    while (verb < end && !clauses_is_quote(clauses, verb) &&
           (clauses_flags(clauses, verb) & (CLASS_ADVERB | CLASS_AUXILIARY)) != 0 &&
           (clauses_flags(clauses, verb) & CLASS_SUBJECT) == 0) {
        verb++;
    }
    if (verb >= end || clauses_is_quote(clauses, verb)) return false;
    const WordClass *word = clauses_class(clauses, verb);
    if ((word->frames & (FRAME_QUOTE | FRAME_CLAUSE)) == 0) return false;
    if ((word->flags & (CLASS_FORM_PAST | CLASS_FORM_THIRD)) == 0) return false;
    if ((word->flags & CLASS_NOUN_LIKE) != 0 && (word->flags & CLASS_FORM_PAST) == 0) return false;
    if (verb + 1 >= end) return true;
    uint32_t next = clauses_flags(clauses, verb + 1);
    return clauses_is_quote(clauses, verb + 1) ||
           (next & (CLASS_COMPLEMENTISER | CLASS_SUBJECT | CLASS_OBJECT | CLASS_DETERMINER)) != 0 ||
           (clauses_word_flags(clauses, verb + 1) & WORD_CAPITALISED) != 0;
}

/* ", as the Courier reported", ", the Courier reported", ", according to": credits that are no content. */
bool content_is_credit(const Clauses *clauses, uint32_t token, uint32_t end) {
    if (clauses_is_quote(clauses, token)) return false;
    if (clauses_word_is(clauses, token, BYTES("according"))) return true;
    bool as = clauses_word_is(clauses, token, BYTES("as"));
    bool cue = false;
    for (uint32_t i = token + (as ? 1 : 0); i < end && i < token + 10; i++) {
        if (clauses_is_quote(clauses, i)) return false;
        if (i > token && clauses->tokens[i].gap != 0) break;
        const WordClass *word = clauses_class(clauses, i);
        if (i > token && (word->frames & FRAME_QUOTE) != 0 &&
            (word->flags & (CLASS_FORM_PAST | CLASS_FORM_THIRD)) != 0) {
            cue = i + 1 >= end || clauses->tokens[i + 1].gap != 0 ||
                  (clauses_flags(clauses, i + 1) & (CLASS_TIME | CLASS_PREPOSITION)) != 0;
            break;
        }
    }
    return cue;
}

/* ", said that": the verb of a subject whose apposition this is; ", many believe that": the main clause. */
static bool is_resumed_cue(const Clauses *clauses, uint32_t token, uint32_t end) {
    for (uint32_t i = token; i < end && i < token + 5; i++) {
        if (clauses_is_quote(clauses, i) || (i > token && clauses->tokens[i].gap != 0)) return false;
        const WordClass *word = clauses_class(clauses, i);
        if ((word->flags & (CLASS_SUBORDINATOR | CLASS_RELATIVE | CLASS_COORDINATOR)) != 0) return false;
        if ((word->frames & FRAME_CLAUSE) == 0 || !clauses_is_cue(clauses, i)) continue;
        if ((clauses_word_flags(clauses, i) & WORD_CAPITALISED) != 0) continue;
        if (i + 1 >= end || !clauses_word_is(clauses, i + 1, BYTES("that"))) continue;
        return (word->flags & (CLASS_FORM_PAST | CLASS_FORM_THIRD | CLASS_FORM_BASE)) != 0;
    }
    return false;
}

uint32_t content_end(const Clauses *clauses, uint32_t begin, uint32_t end) {
    for (uint32_t token = begin + 1; token < end; token++) {
        uint16_t gap = clauses->tokens[token].gap;
        if (clauses_is_quote(clauses, token - 1)) gap |= clauses->tokens[token - 1].tail & GAP_COMMA;
        if ((gap & GAP_SEMICOLON) != 0) return token;
        if ((gap & GAP_COMMA) != 0) {
            if (is_participle_cue(clauses, token, end)) return token;
            if (is_resumed_cue(clauses, token, end)) return token;
            if (content_is_credit(clauses, token, end)) return token;
        }
        if (clauses_word_is(clauses, token, BYTES("according")) && token + 1 < end &&
            clauses_word_is(clauses, token + 1, BYTES("to"))) {
            return token;
        }
        if (is_coordinated_cue(clauses, token, end)) return token;
    }
    return end;
}

static bool is_adverbial_start(const Clauses *clauses, uint32_t token) {
    uint32_t flags = clauses_flags(clauses, token);
    return (flags & (CLASS_PREPOSITION | CLASS_TIME)) != 0 && (flags & (CLASS_SUBJECT | CLASS_DETERMINER)) == 0;
}

/* The first sure sign of a content in the words behind a cue; INDEX_NONE where there is none. */
static uint32_t opening_find(const Clauses *clauses, uint32_t begin, uint32_t end, bool infinitive) {
    for (uint32_t token = begin; token < end && token < begin + OPENING_TOKENS_MAX; token++) {
        uint16_t gap = clauses->tokens[token].gap;
        bool quote = clauses_is_quote(clauses, token);
        if (quote && ((gap & (GAP_COMMA | GAP_COLON)) != 0 || token == begin)) return token;
        if ((gap & GAP_COLON) != 0) return token;
        if ((gap & (GAP_SEMICOLON | GAP_STOP)) != 0) return INDEX_NONE;
        if (quote) return token;
        uint32_t flags = clauses_flags(clauses, token);
        if ((flags & CLASS_COMPLEMENTISER) != 0 && (flags & CLASS_SUBJECT) == 0 && (gap & GAP_COMMA) == 0) {
            bool in_phrase =
                clauses_word_is(clauses, token, BYTES("which")) || clauses_word_is(clauses, token, BYTES("where"));
            if (clauses_word_is(clauses, token, BYTES("when")) || clauses_word_is(clauses, token, BYTES("what"))) {
                in_phrase = token > begin;
            }
            if (!in_phrase) return token;
        }
        if (infinitive && clauses_word_is(clauses, token, BYTES("to"))) return token;
        if (token > begin && (flags & CLASS_SUBJECT) != 0 && (flags & (CLASS_DETERMINER | CLASS_RELATIVE)) == 0 &&
            (clauses_flags(clauses, token - 1) & CLASS_PREPOSITION) == 0) {
            return token;
        }
        if (clauses_is_cue(clauses, token) && phrase_is_finite_verb(clauses, token) && token > begin + 1 &&
            (clauses_flags(clauses, token) & CLASS_PAST) == 0) {
            return INDEX_NONE;
        }
    }
    return INDEX_NONE;
}

/* Behind "on Monday", "late Tuesday", "last week". */
static uint32_t skip_time(const Clauses *clauses, uint32_t token, uint32_t end) {
    uint32_t begin = token;
    while (token < end && token < begin + 6 && !clauses_is_quote(clauses, token) && clauses->tokens[token].gap == 0) {
        uint32_t flags = clauses_flags(clauses, token);
        bool number = (clauses_word_flags(clauses, token) & WORD_NUMBER) != 0;
        bool leads = (flags & (CLASS_PREPOSITION | CLASS_DETERMINER)) != 0 && token + 1 < end &&
                     (clauses_flags(clauses, token + 1) & CLASS_TIME) != 0;
        if ((flags & CLASS_TIME) == 0 && !leads && !(number && token > begin)) break;
        token++;
    }
    return token;
}

/* Does a clause, with a verb of its own, stand here? Tells "suggested he go" from "suggested a date". */
static bool has_clause_verb(const Clauses *clauses, uint32_t begin, uint32_t end) {
    for (uint32_t token = begin; token < end && token < begin + 20; token++) {
        if (token > begin && (clauses->tokens[token].gap & (GAP_SEMICOLON | GAP_DASH)) != 0) return false;
        if (phrase_is_finite_verb(clauses, token)) return true;
        if (token > begin && (clauses_flags(clauses, token) & (CLASS_RELATIVE | CLASS_SUBORDINATOR)) != 0 &&
            (clauses_flags(clauses, token) & CLASS_PREPOSITION) == 0) {
            return false;
        }
        if (!clauses_is_quote(clauses, token) && token > begin &&
            (clauses_flags(clauses, token) & (CLASS_PAST | CLASS_FORM_BASE)) != 0 &&
            (clauses_flags(clauses, token) & CLASS_NOUN_LIKE) == 0 &&
            (clauses_word_flags(clauses, token) & WORD_CAPITALISED) == 0) {
            return true;
        }
    }
    return false;
}

static TokenSpan listener_content(const Clauses *clauses, uint32_t begin, uint32_t end, const Cue *cue) {
    bool infinitive =
        cue->cue_class == CUE_ASKING || cue->cue_class == CUE_WARNING || (cue->frames & FRAME_INFINITIVE) != 0;
    uint32_t listener = begin;
    uint32_t flags = clauses_flags(clauses, begin);
    if (clauses_is_quote(clauses, begin)) return (TokenSpan){begin, end};
    if ((flags & CLASS_COMPLEMENTISER) != 0 && (flags & CLASS_SUBJECT) == 0) return (TokenSpan){begin, end};
    if ((clauses->tokens[begin].gap & (GAP_STOP | GAP_SEMICOLON)) != 0) return nothing;
    if ((flags & (CLASS_OBJECT | CLASS_SUBJECT)) != 0) listener++;
    uint32_t opening = opening_find(clauses, listener == begin ? begin + 1 : listener, end, infinitive);
    bool loose = opening != INDEX_NONE && opening > begin && clauses_is_quote(clauses, opening) &&
                 (clauses->tokens[opening].gap & (GAP_COMMA | GAP_COLON)) == 0;
    if (opening != INDEX_NONE && !(loose && cue->cue_class == CUE_WARNING)) return (TokenSpan){opening, end};
    if (cue->cue_class != CUE_SPEECH && (flags & CLASS_PREPOSITION) == 0 && clauses->tokens[begin].gap == 0 &&
        has_clause_verb(clauses, begin, end)) {
        return (TokenSpan){begin, end}; /* warned an attack would … */
    }
    TokenSpan whom = phrase_after(clauses, begin, end);
    if (whom.begin >= whom.end || whom.end >= end) return nothing;
    uint32_t next = skip_time(clauses, whom.end, end);
    if (next >= end || clauses->tokens[next].gap != 0) return nothing;
    if (is_adverbial_start(clauses, next)) return nothing;
    if ((flags & CLASS_OBJECT) == 0 && (clauses_flags(clauses, next) & CLASS_DETERMINER) == 0) return nothing;
    return (TokenSpan){next, end};
}

static const struct Particle {
    const char *word;
} particles[] = {{"for"}, {"of"}, {"about"}, {"against"}, {"to"},  {"on"},
                 {"out"}, {"at"}, {"upon"},  {"with"},    {"over"}};

static uint32_t skip_particle(const Clauses *clauses, uint32_t token, uint32_t end) {
    if (token >= end || clauses->tokens[token].gap != 0) return token;
    for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++) {
        if (clauses_word_is(clauses, token, bytes_from_string(particles[i].word))) {
            uint32_t next = token + 1;
            /* "lashed out at", "spoke out against" */
            if (next < end && clauses_word_is(clauses, token, BYTES("out")) && clauses->tokens[next].gap == 0 &&
                (clauses_flags(clauses, next) & CLASS_PREPOSITION) != 0) {
                next++;
            }
            return next;
        }
    }
    return token;
}

/* "and accused …": a second cue of any kind ends what the first one acts on. */
static bool is_joined_cue(const Clauses *clauses, uint32_t token, uint32_t end) {
    if (clauses_is_quote(clauses, token) || (clauses_flags(clauses, token) & CLASS_COORDINATOR) == 0) return false;
    uint32_t verb = skip_adverbs(clauses, token + 1, end);
    if (verb >= end || clauses_is_quote(clauses, verb) || !clauses_is_cue(clauses, verb)) return false;
    uint32_t flags = clauses_flags(clauses, verb);
    bool finite = (flags & CLASS_FORM_PAST) != 0 || ((flags & CLASS_FORM_THIRD) != 0 && (flags & CLASS_NOUN_LIKE) == 0);
    return finite && (flags & (CLASS_ROLE | CLASS_REPORT)) == 0;
}

/* A quotation inside the words of an object: "called it "absurd"", "dismissed the talk as "noise"". */
static TokenSpan object_content(const Clauses *clauses, uint32_t begin, uint32_t end) {
    if (begin >= end || (clauses->tokens[begin].gap & ~(GAP_DASH | GAP_COLON)) != 0) return nothing;
    uint32_t flags = clauses_flags(clauses, begin);
    bool opens = clauses_is_quote(clauses, begin) || phrase_is_nominal(clauses, begin) ||
                 (flags & (CLASS_DETERMINER | CLASS_OBJECT | CLASS_COMPLEMENTISER)) != 0;
    if (!opens || ((flags & CLASS_TIME) != 0 && (clauses_word_flags(clauses, begin) & WORD_POSSESSIVE) == 0))
        return nothing;
    uint32_t limit = content_end(clauses, begin, end);
    for (uint32_t token = begin + 1; token < limit; token++) {
        uint16_t gap = clauses->tokens[token].gap;
        if ((gap & (GAP_SEMICOLON | GAP_DASH)) != 0) return (TokenSpan){begin, token};
        if ((gap & GAP_COMMA) != 0 && !clauses_is_quote(clauses, token)) {
            uint32_t next = clauses_flags(clauses, token);
            if ((next & (CLASS_RELATIVE | CLASS_SUBORDINATOR | CLASS_ING | CLASS_COORDINATOR | CLASS_SUBJECT)) != 0) {
                return (TokenSpan){begin, token};
            }
        }
        if (is_joined_cue(clauses, token, limit)) return (TokenSpan){begin, token};
        if (clauses_word_is(clauses, token, BYTES("but"))) return (TokenSpan){begin, token};
        if ((clauses_flags(clauses, token) & CLASS_SUBORDINATOR) != 0 &&
            (clauses_flags(clauses, token) & CLASS_PREPOSITION) == 0 &&
            (clauses_flags(clauses, token) & CLASS_COMPLEMENTISER) == 0) {
            return (TokenSpan){begin, token};
        }
    }
    return (TokenSpan){begin, limit};
}

/* May a clause without "that" begin here? */
static bool clause_may_begin(const Clauses *clauses, uint32_t token) {
    uint32_t flags = clauses_flags(clauses, token);
    if (clauses_is_quote(clauses, token)) return true;
    if ((flags & (CLASS_SUBJECT | CLASS_DETERMINER | CLASS_COMPLEMENTISER)) != 0) return true;
    if ((flags & (CLASS_AUXILIARY | CLASS_PREPOSITION | CLASS_COORDINATOR)) != 0) return false;
    return phrase_is_nominal(clauses, token) || (flags & (CLASS_SUBORDINATOR | CLASS_ADVERB)) != 0;
}

static bool is_plain_say(const Clauses *clauses, uint32_t token) {
    static const char *const forms[] = {"say",    "says",   "said",     "saying",  "claimed", "claims",
                                        "noted",  "added",  "insisted", "insists", "argued",  "argues",
                                        "adding", "noting", "wrote",    "writes"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (clauses_word_is(clauses, token, bytes_from_string(forms[i]))) return true;
    }
    return false;
}

static TokenSpan clause_content(const Clauses *clauses, uint32_t begin, uint32_t end, const Cue *cue) {
    uint16_t gap = clauses->tokens[begin].gap;
    bool quote = clauses_is_quote(clauses, begin);
    uint32_t flags = clauses_flags(clauses, begin);
    if (quote) return (TokenSpan){begin, end};
    if ((gap & GAP_COLON) != 0) return (TokenSpan){begin, end};
    if ((flags & CLASS_COMPLEMENTISER) != 0 && (flags & CLASS_SUBJECT) == 0 && (gap & GAP_COMMA) == 0 &&
        !clauses_word_is(clauses, begin, BYTES("when")) && !clauses_word_is(clauses, begin, BYTES("where"))) {
        return (TokenSpan){begin, end};
    }
    bool adverbial = is_adverbial_start(clauses, begin) || (gap & (GAP_COMMA | GAP_DASH | GAP_OPEN)) != 0;
    if (adverbial) {
        uint32_t opening = opening_find(clauses, begin, end, false);
        if (opening != INDEX_NONE && (gap & GAP_COMMA) != 0) {
            /* behind a comma only a quotation that is itself set off is what was said */
            bool set_off = clauses_is_quote(clauses, opening) &&
                           (clauses->tokens[opening].gap & (GAP_COMMA | GAP_COLON | GAP_DASH)) != 0;
            return set_off ? (TokenSpan){opening, end} : nothing;
        }
        if (opening != INDEX_NONE) {
            bool sure = clauses_is_quote(clauses, opening) || (clauses->tokens[opening].gap & GAP_COLON) != 0 ||
                        clauses_word_is(clauses, opening, BYTES("that"));
            if (sure || gap == 0) return (TokenSpan){opening, end};
        }
        if (gap != 0) return nothing;
        uint32_t next = skip_time(clauses, begin, end);
        if (next > begin && next < end && clauses->tokens[next].gap == 0 && clause_may_begin(clauses, next)) {
            return (TokenSpan){next, end};
        }
        return nothing;
    }
    if (gap != 0 || !clause_may_begin(clauses, begin)) return nothing;
    bool subject = (flags & CLASS_SUBJECT) != 0 && ((flags & CLASS_DETERMINER) == 0 || (flags & CLASS_AUXILIARY) != 0);
    if (subject || is_plain_say(clauses, cue->verb) || has_clause_verb(clauses, begin, end))
        return (TokenSpan){begin, end};
    return nothing;
}

/* Behind the particle of a cue, which becomes part of it. */
static TokenSpan particle_content(const Clauses *clauses, Cue *cue, uint32_t begin, uint32_t end) {
    uint32_t next = skip_particle(clauses, begin, end);
    if (next == begin || next >= end) return nothing;
    /* "spoke to the mayor", "talked with the mayor": whom, and not what */
    bool whom = clauses_word_is(clauses, begin, BYTES("to")) || clauses_word_is(clauses, begin, BYTES("with"));
    if (whom &&
        (clauses_word_is(clauses, cue->verb, BYTES("spoke")) || clauses_word_is(clauses, cue->verb, BYTES("speaks")) ||
         clauses_word_is(clauses, cue->verb, BYTES("spoken")) ||
         clauses_word_is(clauses, cue->verb, BYTES("speaking")) ||
         clauses_word_is(clauses, cue->verb, BYTES("talked")) ||
         clauses_word_is(clauses, cue->verb, BYTES("talking")))) {
        return nothing;
    }
    TokenSpan content = object_content(clauses, next, end);
    if (content.end != 0) cue->group.end = next;
    return content;
}

TokenSpan content_after(const Clauses *clauses, Cue *cue, uint32_t end) {
    uint32_t begin = cue->inverted ? cue->source.end : cue->verb + 1;
    if (begin >= end) return nothing;
    if ((clauses->tokens[begin].gap & (GAP_SEMICOLON | GAP_STOP)) != 0 && !clauses_is_quote(clauses, begin))
        return nothing;
    uint32_t after_adverbs = cue->inverted ? begin : skip_adverbs(clauses, begin, end);
    TokenSpan content = nothing;
    /* warned against, called for: before the particle could be taken for the begin of an adverbial */
    bool particle_first =
        (cue->frames & FRAME_PARTICLE) != 0 && !cue->inverted &&
        (cue->cue_class == CUE_WARNING || (cue->frames & FRAME_NAMING) != 0 || (cue->frames & FRAME_CLAUSE) == 0);
    if (particle_first) {
        content = particle_content(clauses, cue, after_adverbs, end);
        if (content.end != 0) return content;
    }
    if ((cue->frames & FRAME_LISTENER) != 0 && !cue->inverted) content = listener_content(clauses, begin, end, cue);
    if (content.end == 0 && (cue->frames & FRAME_INFINITIVE) != 0 && after_adverbs < end && !cue->inverted &&
        clauses->tokens[after_adverbs].gap == 0 && clauses_word_is(clauses, after_adverbs, BYTES("to"))) {
        content = (TokenSpan){after_adverbs, end};
        cue->object = true;
    }
    if (content.end == 0 && (cue->frames & (FRAME_CLAUSE | FRAME_QUOTE)) != 0 && after_adverbs < end) {
        content = clause_content(clauses, after_adverbs, end, cue);
        if (content.end != 0 && (cue->frames & FRAME_CLAUSE) == 0) {
            bool far = (cue->frames & FRAME_NAMING) != 0 && content.begin > after_adverbs;
            bool quote =
                clauses_is_quote(clauses, content.begin) || (clauses->tokens[content.begin].gap & GAP_COLON) != 0;
            if (!quote || far) content = nothing;
        }
    }
    if (content.end != 0) {
        content.end = content_end(clauses, content.begin, content.end);
        return content;
    }
    if (cue->inverted) return nothing;
    if ((cue->frames & FRAME_PARTICLE) != 0 && !particle_first) {
        content = particle_content(clauses, cue, after_adverbs, end);
        if (content.end != 0) return content;
    }
    if ((cue->frames & FRAME_OBJECT) == 0) return nothing;
    cue->object = true;
    return object_content(clauses, begin, end);
}

TokenSpan content_before(const Clauses *clauses, const Cue *cue, uint32_t first) {
    if ((cue->frames & (FRAME_QUOTE | FRAME_CLAUSE)) == 0) return nothing;
    uint32_t edge = cue->inverted || cue->source.end == 0 || cue->source.begin > cue->group.begin ? cue->group.begin
                                                                                                  : cue->source.begin;
    if (edge <= first) return nothing;
    uint16_t gap = clauses->tokens[edge].gap;
    uint16_t tail = clauses->tokens[edge - 1].tail;
    if (clauses_is_quote(clauses, edge - 1)) {
        if ((gap & (GAP_SEMICOLON | GAP_COLON)) != 0) return nothing;
        /* "In an interview on "Harbour Watch," Doe said …": where, and not what */
        const QuotedSpan *span = &clauses->input->quoted->items[clauses->tokens[edge - 1].quoted];
        bool occasion = edge - first > 1 && edge - first <= OCCASION_TOKENS_MAX &&
                        (clauses_flags(clauses, first) & CLASS_PREPOSITION) != 0 &&
                        vetoes_span_is_capitalised(clauses->input->text, span);
        if (occasion) return nothing;
        bool set_off = ((gap | tail) & (GAP_COMMA | GAP_STOP | GAP_DASH)) != 0;
        if (!set_off && edge - 1 > first) return nothing;
        return (TokenSpan){first, edge};
    }
    if ((gap & (GAP_COMMA | GAP_DASH)) == 0 || (cue->frames & FRAME_CLAUSE) == 0) return nothing;
    /* "The road, he said, was closed": a subject cut off from its verb */
    uint32_t next = cue->inverted ? cue->source.end : cue->group.end;
    bool cut =
        next < clauses->token_count && clauses->tokens[next].gap == GAP_COMMA && phrase_is_finite_verb(clauses, next);
    if (cut) return (TokenSpan){first, edge};
    if (edge - first < 4) return nothing;
    bool verbal = false;
    for (uint32_t token = first + 1; token < edge && token < first + 60; token++) {
        if (clauses_is_quote(clauses, token) || phrase_is_finite_verb(clauses, token)) verbal = true;
        /* "The pump failed twice, …": a past form without an auxiliary, as far as its neighbours show */
        bool past = (clauses_flags(clauses, token) & CLASS_PAST) != 0 && clauses->tokens[token].gap == 0 &&
                    (clauses_flags(clauses, token - 1) & (CLASS_DETERMINER | CLASS_PREPOSITION)) == 0;
        if (past && !clause_words_capital(clauses, token)) verbal = true;
    }
    return verbal ? (TokenSpan){first, edge} : nothing;
}
