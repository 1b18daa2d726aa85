/*
 * In:  a word of a unit. Out: whether it is a cue here, its verb group, and its source.
 *
 * A word of the lexicon is a cue when its form can be a verb here. Its source is the noun phrase before it, or behind it
 * where it is turned around ("…," said Marsh), or the source of the cue before it where it is joined to that ("and
 * added", ", saying"). A passive's subject is no source ("Marsh was told", "a person briefed on the talks"); a clause
 * with "who" belongs to the phrase before it ("a clerk who saw the letter said").
 */
#include "cues.h"

#include "phrases.h"

#define RELATIVE_TOKENS_MAX 8 /* between "who" and the end of the phrase its clause ends with */

static bool is_empty(TokenSpan span) {
    return span.begin >= span.end;
}

static bool is_be_form(const Clauses *clauses, uint32_t token) {
    static const char *const forms[] = {"is",   "are",     "was",    "were",   "been",    "be",    "being",
                                        "am",   "isn't",   "aren't", "wasn't", "weren't", "he's",  "she's",
                                        "it's", "they're", "we're",  "i'm",    "you're",  "who's", "got"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (clauses_word_is(clauses, token, bytes_from_string(forms[i]))) return true;
    }
    return false;
}

static bool group_has_be(const Clauses *clauses, uint32_t first, TokenSpan group) {
    for (uint32_t token = group.begin; token + 1 < group.end; token++) {
        if (is_be_form(clauses, token)) return true;
    }
    return group.begin > first && (clauses_flags(clauses, group.begin - 1) & CLASS_SUBJECT) != 0 &&
           is_be_form(clauses, group.begin - 1);
}

static bool group_has_auxiliary(const Clauses *clauses, uint32_t first, TokenSpan group) {
    for (uint32_t token = group.begin; token + 1 < group.end; token++) {
        if ((clauses_flags(clauses, token) & CLASS_AUXILIARY) != 0) return true;
    }
    return group.begin > first && (clauses_flags(clauses, group.begin - 1) & CLASS_SUBJECT) != 0 &&
           (clauses_flags(clauses, group.begin - 1) & CLASS_AUXILIARY) != 0;
}

/* May a noun-like form ("claims", "reports") be a verb between these neighbours? */
static bool noun_like_is_verb(const Clauses *clauses, uint32_t first, uint32_t token, uint32_t end) {
    if (token == first || clauses_is_quote(clauses, token - 1)) return true;
    uint32_t before = clauses_flags(clauses, token - 1);
    if ((clauses_word_flags(clauses, token - 1) & WORD_POSSESSIVE) != 0) return false;
    if ((before & CLASS_SUBJECT) != 0 && (before & CLASS_DETERMINER) != 0) {
        return token + 1 < end && (clauses_flags(clauses, token + 1) & (CLASS_COMPLEMENTISER | CLASS_SUBJECT)) != 0;
    }
    if ((before & CLASS_SUBJECT) == 0 && (before & (CLASS_DETERMINER | CLASS_PREPOSITION | CLASS_COORDINATOR)) != 0)
        return false;
    uint16_t shape = clauses_word_flags(clauses, token - 1) & (WORD_CAPITALISED | WORD_SENTENCE_START);
    bool named =
        shape == WORD_CAPITALISED ||
        (before & (CLASS_SUBJECT | CLASS_ROLE | CLASS_ORGANISATION | CLASS_REPORT | CLASS_ADVERB | CLASS_MEDIA)) != 0 ||
        clauses->tokens[token].gap != 0;
    if (!named &&
        !bytes_end_with(text_word_bytes(clauses->input->text, clauses->tokens[token - 1].words.begin), BYTES("s"))) {
        return false;
    }
    if (token + 1 >= end) return true;
    if (clauses_is_quote(clauses, token + 1) || clauses->tokens[token + 1].gap != 0) return true;
    uint32_t next = clauses_flags(clauses, token + 1);
    if ((next & (CLASS_COMPLEMENTISER | CLASS_SUBJECT | CLASS_DETERMINER | CLASS_OBJECT)) != 0) return true;
    if (clauses_word_is(clauses, token + 1, BYTES("to"))) return true;
    if ((next & (CLASS_PREPOSITION | CLASS_AUXILIARY | CLASS_COORDINATOR)) != 0)
        return (next & CLASS_PREPOSITION) != 0 && named;
    return named;
}

static bool is_plural_subject(const Clauses *clauses, TokenSpan subject) {
    if (is_empty(subject)) return false;
    uint32_t last = subject.end - 1;
    if ((clauses_flags(clauses, last) & CLASS_SUBJECT) != 0) {
        return !clauses_word_is(clauses, last, BYTES("he")) && !clauses_word_is(clauses, last, BYTES("she")) &&
               !clauses_word_is(clauses, last, BYTES("it"));
    }
    for (uint32_t token = subject.begin; token < subject.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        if (clauses_word_is(clauses, token, BYTES("and")) || clauses_word_is(clauses, token, BYTES("people")) ||
            clauses_word_is(clauses, token, BYTES("percent")) || clauses_word_is(clauses, token, BYTES("police"))) {
            return true;
        }
        Bytes word = text_word_bytes(clauses->input->text, clauses->tokens[token].words.begin);
        bool possessive = (clauses_word_flags(clauses, token) & WORD_POSSESSIVE) != 0;
        if (!possessive && word.size > 3 && bytes_end_with(word, BYTES("s"))) return true;
    }
    return false;
}

/* The subject of the innermost clause that is open at a token: "…, after Marsh made a speech saying …". */
static TokenSpan subject_nearest(const CueReader *reader, uint32_t before) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    for (uint32_t token = before; token > first && before - token < 40;) {
        token--;
        if ((clauses_flags(clauses, token) & (CLASS_SUBORDINATOR | CLASS_COMPLEMENTISER | CLASS_RELATIVE)) == 0)
            continue;
        TokenSpan subject = phrase_main_subject(clauses, token + 1, before);
        if (!is_empty(subject)) return subject;
    }
    return (TokenSpan){0, 0};
}

bool cues_subject_is_dummy(const Clauses *clauses, TokenSpan subject) {
    if (subject.end - subject.begin != 1) return false;
    return clauses_word_is(clauses, subject.begin, BYTES("it")) ||
           clauses_word_is(clauses, subject.begin, BYTES("it's")) ||
           clauses_word_is(clauses, subject.begin, BYTES("there"));
}

/* ", saying": its source is the unit's last one, or the subject of the clause it hangs on. */
static TokenSpan source_of_clause(const CueReader *reader, uint32_t before) {
    if (!is_empty(reader->last_source)) return reader->last_source;
    TokenSpan subject = phrase_main_subject(reader->clauses, reader->unit->tokens.begin, before);
    if (!cues_subject_is_dummy(reader->clauses, subject)) return subject;
    TokenSpan nearest = subject_nearest(reader, before);
    return is_empty(nearest) ? subject : nearest;
}

static bool is_article(const Clauses *clauses, uint32_t token) {
    return clauses_word_is(clauses, token, BYTES("the")) || clauses_word_is(clauses, token, BYTES("a")) ||
           clauses_word_is(clauses, token, BYTES("an")) || clauses_word_is(clauses, token, BYTES("no"));
}

/* "an alleged attack", "his promised reform": a participle that describes the noun behind it. */
static bool is_adjective(const Clauses *clauses, uint32_t first, uint32_t token, uint32_t end) {
    if (token == first || token + 1 >= end || clauses_is_quote(clauses, token - 1)) return false;
    if (clauses_is_quote(clauses, token + 1) || clauses->tokens[token + 1].gap != 0) return false;
    uint32_t before = clauses_flags(clauses, token - 1);
    bool led = is_article(clauses, token - 1) || (before & CLASS_POSSESSIVE) != 0 ||
               (clauses_word_flags(clauses, token - 1) & WORD_POSSESSIVE) != 0;
    const uint32_t clause = CLASS_COMPLEMENTISER | CLASS_SUBJECT | CLASS_PREPOSITION | CLASS_DETERMINER | CLASS_OBJECT;
    return led && clauses->tokens[token].gap == 0 && (clauses_flags(clauses, token + 1) & clause) == 0;
}

bool cues_is_source(const Clauses *clauses, TokenSpan source) {
    if (is_empty(source)) return false;
    for (uint32_t token = source.begin; token < source.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        uint32_t flags = clauses_flags(clauses, token);
        const uint32_t empty = CLASS_ADVERB | CLASS_PREPOSITION | CLASS_TIME | CLASS_COORDINATOR | CLASS_DETERMINER;
        bool counted = (flags & CLASS_DETERMINER) != 0 &&
                       (clauses_word_flags(clauses, token) & WORD_CAPITALISED) == 0 && source.end - source.begin == 1 &&
                       (flags & CLASS_POSSESSIVE) == 0 && !is_article(clauses, token);
        if ((flags & CLASS_SUBJECT) != 0 || (flags & empty) == 0 || counted) return true;
    }
    return false;
}

/* said Marsh: behind a quotation or a clause, before its own subject. */
static bool source_inverted(const CueReader *reader, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t end = reader->unit->tokens.end;
    if ((cue->frames & FRAME_QUOTE) == 0 || cue->verb + 1 >= end || clauses->tokens[cue->verb + 1].gap != 0)
        return false;
    uint32_t begin = cue->group.begin;
    bool quote_before = begin > first && clauses_is_quote(clauses, begin - 1);
    if ((cue->frames & FRAME_LISTENER) != 0 && !quote_before) return false; /* told whom, not told by whom */
    if (begin == first || (!quote_before && (clauses->tokens[begin].gap & (GAP_COMMA | GAP_DASH)) == 0)) return false;
    uint32_t next = cue->verb + 1;
    if (clauses_is_quote(clauses, next)) return false;
    uint32_t flags = clauses_flags(clauses, next);
    if ((flags & CLASS_COMPLEMENTISER) != 0 && (flags & CLASS_DETERMINER) == 0) return false;
    TokenSpan source = phrase_after(clauses, next, end);
    if (!cues_is_source(clauses, source)) return false;
    if (!quote_before) {
        bool closes = source.end >= end || clauses->tokens[source.end].gap != 0 ||
                      (clauses_flags(clauses, source.end) & (CLASS_TIME | CLASS_PREPOSITION | CLASS_RELATIVE)) != 0;
        if (!closes) return false;
        TokenSpan before = phrase_subject_before(clauses, reader->free_from, begin);
        /* "Contractors, said Doe, must pay": two commas set it off */
        bool set_off = (clauses->tokens[begin].gap & GAP_COMMA) != 0 && source.end < end &&
                       (clauses->tokens[source.end].gap & GAP_COMMA) != 0 &&
                       (clauses_word_flags(clauses, source.end - 1) & WORD_CAPITALISED) != 0;
        if (!set_off && !is_empty(before) && before.begin == reader->free_from) return false;
    }
    cue->source = source;
    cue->inverted = true;
    return true;
}

/* "a clerk who saw the letter (said)": the letter is the clerk's, and the clerk speaks. Things alone: a name may speak. */
static TokenSpan source_with_relative(const CueReader *reader, TokenSpan source) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    if (is_empty(source) || source.begin <= first + 2) return source;
    const uint32_t speaking = CLASS_SUBJECT | CLASS_ROLE | CLASS_ORGANISATION | CLASS_TITLE | CLASS_RELATIVE;
    for (uint32_t token = source.begin; token < source.end; token++) {
        bool capital = (clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0;
        if (clauses_is_quote(clauses, token) || capital || (clauses_flags(clauses, token) & speaking) != 0)
            return source;
    }
    bool verb = false;
    for (uint32_t token = source.begin; token > first && source.begin - token < RELATIVE_TOKENS_MAX; token--) {
        if (clauses->tokens[token].gap != 0 || clauses_is_quote(clauses, token - 1)) return source;
        if (clauses_word_is(clauses, token - 1, BYTES("who"))) {
            TokenSpan who = phrase_before(clauses, first, token - 1);
            bool restricts = verb && !is_empty(who) && clauses->tokens[token - 1].gap == 0;
            return restricts ? (TokenSpan){who.begin, source.end} : source;
        }
        uint32_t flags = clauses_flags(clauses, token - 1);
        verb = verb || phrase_is_finite_verb(clauses, token - 1) || (flags & (CLASS_PAST | CLASS_FORM_PAST)) != 0;
    }
    return source;
}

static bool source_find(const CueReader *reader, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t begin = cue->group.begin;
    if (source_inverted(reader, cue)) return true;
    if (begin == first) return false;
    bool joined = !clauses_is_quote(clauses, begin - 1) && (clauses_flags(clauses, begin - 1) & CLASS_COORDINATOR) != 0;
    if (joined) {
        cue->source = source_of_clause(reader, begin - 1);
        return cues_is_source(clauses, cue->source);
    }
    cue->source = source_with_relative(reader, phrase_subject_before(clauses, first, begin));
    if (cues_is_source(clauses, cue->source)) return true;
    if ((clauses->tokens[begin].gap & GAP_COMMA) != 0 && !is_empty(reader->last_source)) {
        cue->source = reader->last_source;
        return true;
    }
    return false;
}

/* saying, adding: as a participle; "is saying" is an ordinary verb. */
static bool source_of_participle(const CueReader *reader, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t begin = cue->group.begin;
    if (begin == first) return false;
    uint32_t before = begin - 1;
    bool set_off = (clauses_gap_after(clauses, before, begin + 1) & (GAP_COMMA | GAP_DASH)) != 0 ||
                   clauses_is_quote(clauses, before);
    uint32_t flags = clauses_is_quote(clauses, before) ? 0 : clauses_flags(clauses, before);
    bool led = clauses_word_is(clauses, before, BYTES("as")) || clauses_word_is(clauses, before, BYTES("by")) ||
               clauses_word_is(clauses, before, BYTES("without")) || clauses_word_is(clauses, before, BYTES("while")) ||
               clauses_word_is(clauses, before, BYTES("in")) || clauses_word_is(clauses, before, BYTES("before")) ||
               clauses_word_is(clauses, before, BYTES("after")) ||
               (flags & (CLASS_COORDINATOR | CLASS_REPORT | CLASS_TIME)) != 0;
    if (!set_off && led) {
        cue->source = subject_nearest(reader, begin);
        if (cues_is_source(clauses, cue->source)) return true;
    }
    if (set_off || led) {
        cue->source = source_of_clause(reader, begin);
        return cues_is_source(clauses, cue->source);
    }
    /* "a video of Marsh saying that …" */
    if ((cue->frames & (FRAME_QUOTE | FRAME_CLAUSE)) == 0 || flags == 0 || (flags & CLASS_PREPOSITION) != 0) {
        if ((clauses_word_flags(clauses, before) & WORD_CAPITALISED) == 0) return false;
    }
    if ((cue->frames & FRAME_CLAUSE) == 0) return false;
    cue->source = phrase_before(clauses, first, begin);
    return cues_is_source(clauses, cue->source);
}

static bool capital_is_verb(const CueReader *reader, uint32_t token) {
    const Clauses *clauses = reader->clauses;
    if ((clauses_word_flags(clauses, token) & WORD_CAPITALISED) == 0) return true;
    if (token == reader->unit->tokens.begin) return (clauses_flags(clauses, token) & CLASS_FORM_ING) != 0;
    return reader->headline && (clauses_flags(clauses, token) & (CLASS_FORM_THIRD | CLASS_FORM_PAST)) != 0;
}

/* "Marsh, asked about it, …": he was asked. */
static bool is_reduced_passive(const CueReader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t begin = cue->group.begin;
    if ((cue->frames & FRAME_LISTENER) == 0 || begin == first || cue->group.end - begin > 1) return false;
    if (clauses->tokens[begin].gap != GAP_COMMA || clauses_is_quote(clauses, begin - 1)) return false;
    TokenSpan name = phrase_before(clauses, first, begin);
    return !is_empty(name) && name.end == begin && (name.begin == first || clauses->tokens[name.begin].gap == 0);
}

/* "a person briefed on the talks (said)": he was briefed; who briefs somebody names him. "He told of …" is no passive. */
static bool is_passive_listener(const Clauses *clauses, const Cue *cue, uint32_t end) {
    static const char *const forms[] = {"briefed", "informed", "notified", "reminded", "assured", "convinced"};
    uint32_t next = cue->verb + 1;
    if (cue->group.end - cue->group.begin > 1 || next >= end || clauses->tokens[next].gap != 0) return false;
    if ((clauses_flags(clauses, next) & CLASS_PREPOSITION) == 0) return false;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (clauses_word_is(clauses, cue->verb, bytes_from_string(forms[i]))) return true;
    }
    return false;
}

/* "went on to say: "…"": an infinitive speaks only where a quotation follows at once. */
static bool infinitive_read(const CueReader *reader, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t next = cue->verb + 1;
    if ((cue->frames & FRAME_QUOTE) == 0 || (cue->frames & FRAME_NAMING) != 0 || next >= reader->unit->tokens.end)
        return false;
    bool opens = clauses_is_quote(clauses, next) || (clauses->tokens[next].gap & GAP_COLON) != 0;
    if (!opens) return false;
    cue->source = source_of_clause(reader, cue->group.begin);
    return cues_is_source(clauses, cue->source);
}

/* "It was said that …": said, and nobody is named. */
static bool is_impersonal(const CueReader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t begin = cue->group.begin;
    uint32_t next = cue->verb + 1;
    if ((cue->frames & FRAME_CLAUSE) == 0 || begin == reader->unit->tokens.begin || next >= reader->unit->tokens.end)
        return false;
    if (!clauses_word_is(clauses, begin - 1, BYTES("it")) || clauses->tokens[next].gap != 0) return false;
    return clauses_is_quote(clauses, next) || clauses_word_is(clauses, next, BYTES("that"));
}

/* Reads the word as a cue; false where it is none or nobody is with it. */
bool cues_read(const CueReader *reader, uint32_t token, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t end = reader->unit->tokens.end;
    const WordClass *word = clauses_class(clauses, token);
    if (word->cue == CUE_NONE || !capital_is_verb(reader, token)) return false;
    *cue = (Cue){.verb = token, .frames = word->frames, .cue_class = (CueClass)word->cue};
    cue->group = (TokenSpan){phrase_verb_group_begin(clauses, reader->free_from, token), token + 1};
    uint32_t flags = word->flags;
    bool be = group_has_be(clauses, first, cue->group);
    bool auxiliary = group_has_auxiliary(clauses, first, cue->group);
    if ((flags & (CLASS_FORM_PAST | CLASS_FORM_PARTICIPLE | CLASS_FORM_ING)) != 0 &&
        is_adjective(clauses, first, token, end))
        return false;
    if ((flags & CLASS_FORM_ING) != 0) return be ? source_find(reader, cue) : source_of_participle(reader, cue);
    if (be) return is_impersonal(reader, cue); /* passive: the subject is not the source */
    if ((flags & (CLASS_FORM_PAST | CLASS_FORM_PARTICIPLE)) != 0) {
        if ((flags & CLASS_FORM_PAST) == 0 && !auxiliary) return false;
        bool by =
            token + 1 < end && clauses->tokens[token + 1].gap == 0 && clauses_word_is(clauses, token + 1, BYTES("by"));
        if (by && !auxiliary) return false;
        if (is_reduced_passive(reader, cue) || is_passive_listener(clauses, cue, end)) return false;
        return source_find(reader, cue);
    }
    if ((flags & CLASS_NOUN_LIKE) != 0 && !auxiliary && !noun_like_is_verb(clauses, first, token, end)) return false;
    if ((flags & CLASS_FORM_THIRD) != 0) return source_find(reader, cue);
    if (token > first && clauses_word_is(clauses, token - 1, BYTES("to"))) return infinitive_read(reader, cue);
    if (!source_find(reader, cue)) return false;
    return auxiliary || is_plural_subject(clauses, cue->source);
}
