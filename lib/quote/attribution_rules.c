/*
 * Attribution by rules.
 *
 * In:  an article's units (clauses.h), the lexicon's word classes.
 * Out: drafts: content, cue, source.
 *
 * Cue by cue, from left to right through each unit. A word of the lexicon is a cue when its form can be a verb here;
 * its source is the noun phrase before it, or behind it where it is turned around ("…," said Marsh), or the source of
 * the cue before it where it is joined to that ("and added", ", saying"). Its content is what content_after and
 * content_before find. What one cue has claimed, the next one in the unit leaves alone; a cue inside a content is part
 * of that content. "According to", a heading's or a script's "Marsh: …" are patterns of their own.
 *
 * What this does not do yet: no part of speech is known but from lists, so attitudes and intentions without a "that",
 * a "to" or an object in plain sight are missed; who "who" or a participle belongs to is told by nearness alone.
 */
#include "contents.h"
#include "draft.h"
#include "phrases.h"

#define DRAFTS_MAX 10000 /* an article; reached only by a text made for it */

#define RELATIVE_TOKENS_MAX 8 /* between "who" and the end of the phrase its clause ends with */
#define GUESSES_MAX 16 /* headings of the form "X: …" looked at; each costs a walk over the article's sources */

typedef struct Reader {
    const Clauses *clauses;
    Drafts *drafts;
    Arena *scratch;
    const Unit *unit;
    uint32_t unit_index;
    uint32_t free_from; /* tokens before it belong to drafts */
    TokenSpan last_source; /* of the last cue in the unit */
    bool headline;
} Reader;

static const TokenSpan nothing = {0, 0};

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
static TokenSpan subject_nearest(const Reader *reader, uint32_t before) {
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

static bool is_dummy_subject(const Clauses *clauses, TokenSpan subject) {
    if (subject.end - subject.begin != 1) return false;
    return clauses_word_is(clauses, subject.begin, BYTES("it")) ||
           clauses_word_is(clauses, subject.begin, BYTES("it's")) ||
           clauses_word_is(clauses, subject.begin, BYTES("there"));
}

/* ", saying": its source is the unit's last one, or the subject of the clause it hangs on. */
static TokenSpan source_of_clause(const Reader *reader, uint32_t before) {
    if (!is_empty(reader->last_source)) return reader->last_source;
    TokenSpan subject = phrase_main_subject(reader->clauses, reader->unit->tokens.begin, before);
    if (!is_dummy_subject(reader->clauses, subject)) return subject;
    TokenSpan nearest = subject_nearest(reader, before);
    return is_empty(nearest) ? subject : nearest;
}

static bool is_source(const Clauses *clauses, TokenSpan source) {
    if (is_empty(source)) return false;
    for (uint32_t token = source.begin; token < source.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        uint32_t flags = clauses_flags(clauses, token);
        const uint32_t empty = CLASS_ADVERB | CLASS_PREPOSITION | CLASS_TIME | CLASS_COORDINATOR;
        if ((flags & CLASS_SUBJECT) != 0 || (flags & empty) == 0) return true;
    }
    return false;
}

/* said Marsh: behind a quotation or a clause, before its own subject. */
static bool source_inverted(const Reader *reader, Cue *cue) {
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
    if (!is_source(clauses, source)) return false;
    if (!quote_before) {
        bool closes = source.end >= end || clauses->tokens[source.end].gap != 0 ||
                      (clauses_flags(clauses, source.end) & (CLASS_TIME | CLASS_PREPOSITION | CLASS_RELATIVE)) != 0;
        if (!closes) return false;
        TokenSpan before = phrase_subject_before(clauses, reader->free_from, begin);
        if (!is_empty(before) && before.begin == reader->free_from) return false;
    }
    cue->source = source;
    cue->inverted = true;
    return true;
}

/* "a clerk who saw the letter (said)": the letter is the clerk's, and the clerk speaks. Things alone: a name may speak. */
static TokenSpan source_with_relative(const Reader *reader, TokenSpan source) {
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

static bool source_find(const Reader *reader, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t begin = cue->group.begin;
    if (source_inverted(reader, cue)) return true;
    if (begin == first) return false;
    bool joined = !clauses_is_quote(clauses, begin - 1) && (clauses_flags(clauses, begin - 1) & CLASS_COORDINATOR) != 0;
    if (joined) {
        cue->source = source_of_clause(reader, begin - 1);
        return is_source(clauses, cue->source);
    }
    cue->source = source_with_relative(reader, phrase_subject_before(clauses, first, begin));
    if (is_source(clauses, cue->source)) return true;
    if ((clauses->tokens[begin].gap & GAP_COMMA) != 0 && !is_empty(reader->last_source)) {
        cue->source = reader->last_source;
        return true;
    }
    return false;
}

/* saying, adding: as a participle; "is saying" is an ordinary verb. */
static bool source_of_participle(const Reader *reader, Cue *cue) {
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
        if (is_source(clauses, cue->source)) return true;
    }
    if (set_off || led) {
        cue->source = source_of_clause(reader, begin);
        return is_source(clauses, cue->source);
    }
    /* "a video of Marsh saying that …" */
    if ((cue->frames & (FRAME_QUOTE | FRAME_CLAUSE)) == 0 || flags == 0 || (flags & CLASS_PREPOSITION) != 0) {
        if ((clauses_word_flags(clauses, before) & WORD_CAPITALISED) == 0) return false;
    }
    if ((cue->frames & FRAME_CLAUSE) == 0) return false;
    cue->source = phrase_before(clauses, first, begin);
    return is_source(clauses, cue->source);
}

static bool capital_is_verb(const Reader *reader, uint32_t token) {
    const Clauses *clauses = reader->clauses;
    if ((clauses_word_flags(clauses, token) & WORD_CAPITALISED) == 0) return true;
    if (token == reader->unit->tokens.begin) return (clauses_flags(clauses, token) & CLASS_FORM_ING) != 0;
    return reader->headline && (clauses_flags(clauses, token) & (CLASS_FORM_THIRD | CLASS_FORM_PAST)) != 0;
}

/* "Marsh, asked about it, …": he was asked. */
static bool is_reduced_passive(const Reader *reader, const Cue *cue) {
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
static bool infinitive_read(const Reader *reader, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t next = cue->verb + 1;
    if ((cue->frames & FRAME_QUOTE) == 0 || (cue->frames & FRAME_NAMING) != 0 || next >= reader->unit->tokens.end)
        return false;
    bool opens = clauses_is_quote(clauses, next) || (clauses->tokens[next].gap & GAP_COLON) != 0;
    if (!opens) return false;
    cue->source = source_of_clause(reader, cue->group.begin);
    return is_source(clauses, cue->source);
}

/* "It was said that …": said, and nobody is named. */
static bool is_impersonal(const Reader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t begin = cue->group.begin;
    uint32_t next = cue->verb + 1;
    if ((cue->frames & FRAME_CLAUSE) == 0 || begin == reader->unit->tokens.begin || next >= reader->unit->tokens.end)
        return false;
    if (!clauses_word_is(clauses, begin - 1, BYTES("it")) || clauses->tokens[next].gap != 0) return false;
    return clauses_is_quote(clauses, next) || clauses_word_is(clauses, next, BYTES("that"));
}

/* Reads the word as a cue; false where it is none or nobody is with it. */
static bool cue_read(const Reader *reader, uint32_t token, Cue *cue) {
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

static void draft_part_add(Draft *draft, ByteSpan part) {
    if (part.begin < part.end && draft->content_count < DRAFT_PARTS_MAX) draft->content[draft->content_count++] = part;
}

/* "When asked, "No," he said": the quotation begins the content where it is a sentence of its own. */
static uint32_t left_content_begin(const Clauses *clauses, TokenSpan content) {
    uint32_t quote = content.end - 1;
    if (!clauses_is_quote(clauses, quote) || quote == content.begin) return content.begin;
    const Token *it = &clauses->tokens[quote];
    bool sentence =
        (clauses_word_flags(clauses, quote) & WORD_CAPITALISED) != 0 && it->words.end - it->words.begin >= 3;
    if (sentence && (it->gap & (GAP_COMMA | GAP_COLON | GAP_STOP)) != 0) return quote;
    return content.begin;
}

/* The second half of an interrupted statement: "…," he added, "…" or "The road, he said, was closed". */
static TokenSpan content_resumed(const Reader *reader, const Cue *cue, bool quoted) {
    const Clauses *clauses = reader->clauses;
    uint32_t end = reader->unit->tokens.end;
    uint32_t begin = cue->inverted ? cue->source.end : cue->group.end;
    if (quoted) {
        /* over "at the meeting on Monday" to the quotation that goes on */
        for (uint32_t token = begin; token < end && token < begin + 24; token++) {
            if (!clauses_is_quote(clauses, token)) continue;
            uint16_t gap = clauses->tokens[token].gap;
            if ((gap & (GAP_COMMA | GAP_COLON | GAP_SEMICOLON | GAP_DASH)) == 0) return nothing;
            return (TokenSpan){token, content_end(clauses, token, end)};
        }
        return nothing;
    }
    if (begin >= end || (clauses->tokens[begin].gap & GAP_COMMA) == 0) return nothing;
    uint32_t flags = clauses_flags(clauses, begin);
    if ((flags & (CLASS_ING | CLASS_FORM_ING)) != 0 || content_is_credit(clauses, begin, end)) return nothing;
    return (TokenSpan){begin, content_end(clauses, begin, end)};
}

static float confidence_of(const Cue *cue, const Clauses *clauses, TokenSpan content, bool before) {
    bool quote = clauses_is_quote(clauses, before ? content.end - 1 : content.begin);
    float confidence = quote ? 0.95F : 0.6F;
    if (!quote && (cue->frames & FRAME_CLAUSE) != 0) {
        bool that = !before && clauses_word_is(clauses, content.begin, BYTES("that"));
        confidence = that ? 0.9F : 0.8F;
    }
    if (is_empty(cue->source)) confidence -= 0.2F;
    return confidence;
}

/* A source that ends in a bracketed word keeps its closing bracket: "Marsh (Valley Party)". */
static ByteSpan bracket_close(Bytes text, ByteSpan span) {
    uint32_t open = 0;
    for (uint32_t place = span.begin; place < span.end; place++) {
        if (text.data[place] == '(') open++;
        if (text.data[place] == ')' && open > 0) open--;
    }
    if (open > 0 && span.end < text.size && text.data[span.end] == ')') span.end++;
    return span;
}

static void draft_emit(Reader *reader, const Cue *cue, TokenSpan before, TokenSpan after) {
    const Clauses *clauses = reader->clauses;
    if (reader->drafts->count >= DRAFTS_MAX) return;
    bool first_before = !is_empty(before);
    Draft draft = {.cue_class = cue->cue_class, .unit = reader->unit_index};
    draft.confidence = confidence_of(cue, clauses, first_before ? before : after, first_before);
    draft.cue = clauses_outer_bytes(clauses, cue->group);
    draft.source = bracket_close(clauses->input->text->bytes, clauses_outer_bytes(clauses, cue->source));
    bool speaks = cue->cue_class != CUE_THOUGHT && cue->cue_class != CUE_PROMISING && cue->cue_class != CUE_SPEECH;
    draft.distant = cue->object && !first_before && !speaks && (cue->frames & FRAME_NAMING) == 0;
    draft.object = cue->object && !first_before;
    if (first_before) draft_part_add(&draft, clauses_bytes(clauses, before));
    if (!is_empty(after)) draft_part_add(&draft, clauses_bytes(clauses, after));
    *array_push(reader->drafts, reader->scratch) = draft;
    reader->last_source = cue->source;
    uint32_t until = cue->group.end;
    if (cue->inverted && cue->source.end > until) until = cue->source.end;
    if (after.end > until) until = after.end;
    reader->free_from = until;
}

/* "Marsh, who asked not to be named, said": where a relative clause ends; the unit's end for any other cue. */
static uint32_t relative_end(const Reader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t end = reader->unit->tokens.end;
    uint32_t source = cue->source.begin;
    bool relative = cue->source.end - source == 1 && source > reader->unit->tokens.begin && source < cue->verb &&
                    (clauses_flags(clauses, source) & CLASS_RELATIVE) != 0;
    if (!relative || (clauses->tokens[source].gap & (GAP_COMMA | GAP_DASH)) == 0) return end;
    for (uint32_t token = cue->verb + 1; token < end; token++) {
        if ((clauses->tokens[token].gap & (GAP_COMMA | GAP_DASH)) == 0 || clauses_is_quote(clauses, token)) continue;
        if (phrase_is_finite_verb(clauses, token) || (clauses_flags(clauses, token) & CLASS_PAST) != 0) return token;
    }
    return end;
}

/* "a clerk who saw the letter said": what an attitude in such a clause is about is a thing, unless a "that" opens it. */
static bool relative_has_object(const Reader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t next = cue->verb + 1;
    bool relative =
        cue->source.end - cue->source.begin == 1 && (clauses_flags(clauses, cue->source.begin) & CLASS_RELATIVE) != 0;
    if (!relative || cue->cue_class != CUE_THOUGHT || next >= reader->unit->tokens.end) return false;
    return !clauses_is_quote(clauses, next) && (clauses_flags(clauses, next) & CLASS_DETERMINER) != 0 &&
           (clauses_flags(clauses, next) & (CLASS_COMPLEMENTISER | CLASS_SUBJECT)) == 0;
}

/* Finds the contents of a cue and writes its draft; false where it has none. */
static bool cue_resolve(Reader *reader, Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t end = relative_end(reader, cue);
    if (relative_has_object(reader, cue)) return false;
    TokenSpan before = content_before(clauses, cue, reader->free_from);
    bool quote_before = !is_empty(before) && clauses_is_quote(clauses, before.end - 1);
    if (quote_before) {
        before.begin = left_content_begin(clauses, before);
        draft_emit(reader, cue, before, content_resumed(reader, cue, true));
        return true;
    }
    TokenSpan after = content_after(clauses, cue, end);
    if (!is_empty(after)) {
        draft_emit(reader, cue, nothing, after);
        return true;
    }
    if (is_empty(before)) return false;
    draft_emit(reader, cue, before, content_resumed(reader, cue, false));
    return true;
}

static bool phrase_has(const Clauses *clauses, TokenSpan phrase, uint32_t flags) {
    for (uint32_t token = phrase.begin; token < phrase.end; token++) {
        if ((clauses_flags(clauses, token) & flags) != 0) return true;
    }
    return false;
}

/* A credit behind an attribution names a medium: ", the Courier reported", ", according to the Courier". */
static void via_add(Reader *reader, TokenSpan phrase) {
    if (reader->drafts->count == 0 || is_empty(phrase)) return;
    Draft *draft = array_last(reader->drafts);
    if (draft->unit != reader->unit_index || draft->via_count >= DRAFT_VIA_MAX) return;
    draft->via[draft->via_count++] = clauses_outer_bytes(reader->clauses, phrase);
}

/* An outlet or a record: what words come through, when somebody else says them. */
static bool is_carrier(const Clauses *clauses, TokenSpan source) {
    if (phrase_has(clauses, source, CLASS_MEDIA | CLASS_REPORT)) return true;
    for (uint32_t token = source.begin; token < source.end; token++) {
        if ((clauses_word_flags(clauses, token) & WORD_ALL_CAPITALS) != 0) return true; /* an agency: "RNA" */
    }
    return false;
}

/* What stands behind a cue: "(told) the Post, (according to …)" is no clause. */
static bool stretch_is_clause(const Clauses *clauses, TokenSpan stretch) {
    for (uint32_t token = stretch.begin; token < stretch.end; token++) {
        if (clauses_is_quote(clauses, token) || phrase_is_finite_verb(clauses, token)) return true;
        if ((clauses_flags(clauses, token) & CLASS_PAST) != 0) return true;
    }
    return stretch.end - stretch.begin > 6;
}

/* "According to X, …" and "…, according to X". Returns the token to go on from. */
static uint32_t according_read(Reader *reader, uint32_t token) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t end = reader->unit->tokens.end;
    if (token + 2 >= end || !clauses_word_is(clauses, token + 1, BYTES("to"))) return token + 1;
    TokenSpan source = phrase_after(clauses, token + 2, end);
    if (!is_source(clauses, source)) return token + 2;
    Cue cue = {.verb = token + 1,
               .group = {token, token + 2},
               .source = source,
               .frames = FRAME_QUOTE | FRAME_CLAUSE,
               .cue_class = CUE_SPEECH,
               .inverted = true};
    bool leads = token == first ||
                 (token == first + 1 && (clauses_flags(clauses, first) & (CLASS_COORDINATOR | CLASS_ADVERB)) != 0);
    if (leads) {
        if (source.end >= end) return source.end;
        TokenSpan content = {source.end, content_end(clauses, source.end, end)};
        draft_emit(reader, &cue, nothing, content);
        return reader->free_from;
    }
    bool told = reader->drafts->count > 0 && array_last(reader->drafts)->unit == reader->unit_index &&
                reader->free_from < token && !stretch_is_clause(clauses, (TokenSpan){reader->free_from, token});
    if (told || reader->free_from >= token || token - reader->free_from < 2) {
        if (is_carrier(clauses, source)) via_add(reader, source);
        return source.end;
    }
    TokenSpan before = {reader->free_from, token};
    draft_emit(reader, &cue, before, content_resumed(reader, &cue, false));
    return reader->free_from;
}

/* "As first reported by the Courier, Marsh has resigned", at a unit's start. Returns the token to go on from. */
static uint32_t reported_by_read(Reader *reader) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t end = reader->unit->tokens.end;
    uint32_t verb = first + 1;
    if (end - first < 6 || !clauses_word_is(clauses, first, BYTES("as"))) return first;
    while (verb < first + 3 && (clauses_flags(clauses, verb) & CLASS_ADVERB) != 0) verb++;
    bool reported = !clauses_is_quote(clauses, verb) && (clauses_flags(clauses, verb) & CLASS_PUBLISHING) != 0;
    if (!reported || !clauses_word_is(clauses, verb + 1, BYTES("by"))) return first;
    TokenSpan source = phrase_after(clauses, verb + 2, end);
    if (is_empty(source) || source.end >= end || (clauses->tokens[source.end].gap & GAP_COMMA) == 0) return first;
    Cue cue = {.verb = verb,
               .group = {first + 1, verb + 1},
               .source = source,
               .frames = FRAME_QUOTE | FRAME_CLAUSE,
               .cue_class = CUE_SPEECH,
               .inverted = true};
    draft_emit(reader, &cue, nothing, (TokenSpan){source.end, content_end(clauses, source.end, end)});
    return reader->free_from;
}

/* "Marsh: We won't pay", at a unit's start: a heading, a transcript. */
static uint32_t colon_read(Reader *reader) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t end = reader->unit->tokens.end;
    uint32_t colon = first + 1;
    while (colon < end && colon < first + 8 && (clauses->tokens[colon].gap & ~(GAP_OPEN | GAP_CLOSE)) == 0 &&
           !clauses_is_quote(clauses, colon))
        colon++;
    if (colon >= end || (clauses->tokens[colon].gap & ~GAP_CLOSE) != GAP_COLON || clauses_is_quote(clauses, colon - 1))
        return first;
    bool quoted = clauses_is_quote(clauses, colon);
    if (!reader->headline && !quoted) return first;
    uint32_t capitals = 0;
    for (uint32_t token = first; token < colon; token++) {
        if (clauses_is_quote(clauses, token) || clauses_is_cue(clauses, token)) {
            if (token > first && (clauses_word_flags(clauses, token) & WORD_CAPITALISED) == 0) return first;
        }
        if ((clauses_flags(clauses, token) & (CLASS_AUXILIARY | CLASS_COMPLEMENTISER)) != 0) return first;
        if ((clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0) capitals++;
    }
    if (capitals == 0 || end - colon < (quoted ? 1U : 3U)) return first;
    Cue cue = {.verb = colon - 1,
               .group = {first, first},
               .source = {first, colon},
               .frames = FRAME_QUOTE,
               .cue_class = CUE_SPEECH,
               .inverted = true};
    uint32_t drafts_before = (uint32_t)reader->drafts->count;
    draft_emit(reader, &cue, nothing, (TokenSpan){colon, end});
    if (reader->drafts->count > drafts_before) {
        uint32_t source_end = array_last(reader->drafts)->source.end;
        array_last(reader->drafts)->cue = (ByteSpan){source_end, source_end + 1};
        array_last(reader->drafts)->guess = !quoted;
    }
    return end;
}

/* "Dana Marsh's answer was a blunt message: "…"": a colon gives the quotation behind it to the sentence's subject. */
static void colon_quote_read(Reader *reader) {
    const Clauses *clauses = reader->clauses;
    TokenSpan unit = reader->unit->tokens;
    uint32_t quote = reader->free_from > unit.begin ? reader->free_from : unit.begin + 1;
    while (quote < unit.end && !(clauses_is_quote(clauses, quote) && (clauses->tokens[quote].gap & GAP_COLON) != 0))
        quote++;
    if (quote >= unit.end || clauses->tokens[quote].words.end - clauses->tokens[quote].words.begin < 3) return;
    TokenSpan source = phrase_main_subject(clauses, unit.begin, quote);
    bool shown = false;
    for (uint32_t token = source.begin; token < source.end; token++) {
        uint32_t flags = clauses_flags(clauses, token);
        bool capital =
            (clauses_word_flags(clauses, token) & (WORD_CAPITALISED | WORD_SENTENCE_START)) == WORD_CAPITALISED;
        if (capital || (flags & (CLASS_SUBJECT | CLASS_ROLE | CLASS_TITLE | CLASS_ORGANISATION)) != 0) shown = true;
    }
    if (!shown || is_dummy_subject(clauses, source)) return;
    Cue cue = {
        .verb = quote - 1, .group = {quote, quote}, .source = source, .frames = FRAME_QUOTE, .cue_class = CUE_SPEECH};
    size_t count = reader->drafts->count;
    draft_emit(reader, &cue, nothing, (TokenSpan){quote, content_end(clauses, quote, unit.end)});
    if (reader->drafts->count == count) return;
    uint32_t before = clauses_outer_bytes(clauses, (TokenSpan){quote - 1, quote}).end;
    array_last(reader->drafts)->cue = (ByteSpan){before, before + 1};
    array_last(reader->drafts)->confidence = 0.6F;
}

/* A speaker without words yet: "Marsh answered in a statement." links_add looks for them in what follows. */
static void speaker_introduce(Reader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    if (reader->drafts->count >= DRAFTS_MAX) return;
    Draft draft = {.cue_class = cue->cue_class, .unit = reader->unit_index, .confidence = 0.75F};
    draft.cue = clauses_outer_bytes(clauses, cue->group);
    draft.source = clauses_outer_bytes(clauses, cue->source);
    *array_push(reader->drafts, reader->scratch) = draft;
}

static void unit_read(Reader *reader) {
    const Clauses *clauses = reader->clauses;
    const Unit *unit = reader->unit;
    reader->free_from = unit->tokens.begin;
    reader->last_source = nothing;
    uint32_t token = colon_read(reader);
    if (token == unit->tokens.begin) token = reported_by_read(reader);
    Cue introduced = {.verb = INDEX_NONE};
    while (token < unit->tokens.end) {
        if (clauses_is_quote(clauses, token)) {
            token++;
            continue;
        }
        if (clauses_word_is(clauses, token, BYTES("according"))) {
            uint32_t next = according_read(reader, token);
            token = next > token ? next : token + 1;
            continue;
        }
        Cue cue;
        if (clauses_is_cue(clauses, token) && cue_read(reader, token, &cue)) {
            if (cue_resolve(reader, &cue)) {
                token = reader->free_from > token ? reader->free_from : token + 1;
                continue;
            }
            bool media =
                phrase_has(clauses, cue.source, CLASS_MEDIA) ||
                (cue.source.begin > unit->tokens.begin && clauses_word_is(clauses, cue.source.begin - 1, BYTES("as")));
            if (media && (cue.frames & FRAME_QUOTE) != 0 && cue.source.begin >= reader->free_from)
                via_add(reader, cue.source);
            reader->last_source = cue.source;
            if ((cue.frames & FRAME_QUOTE) != 0 && cue.cue_class != CUE_THOUGHT) introduced = cue;
        }
        token++;
    }
    size_t drafts_before = reader->drafts->count;
    if (!reader->headline) colon_quote_read(reader);
    bool spoke = drafts_before > 0 && array_last(reader->drafts)->unit == reader->unit_index &&
                 !array_last(reader->drafts)->object;
    if (introduced.verb != INDEX_NONE && !spoke && reader->drafts->count == drafts_before) {
        speaker_introduce(reader, &introduced);
    }
}

/* Does another draft's source share the last word of this one's? */
static bool source_is_met(const AttributionInput *input, const Drafts *drafts, size_t index) {
    const Text *text = input->text;
    WordSpan words = text_words_of(text, drafts->items[index].source);
    if (words.begin >= words.end) return false;
    uint32_t wanted = text->word_ids[words.end - 1];
    for (size_t other = 0; other < drafts->count; other++) {
        if (other == index) continue;
        WordSpan source = text_words_of(text, drafts->items[other].source);
        for (uint32_t word = source.begin; word < source.end && word < source.begin + 12; word++) {
            if (text->word_ids[word] == wanted) return true;
        }
    }
    return false;
}

/* "Valley: No rain in sight" speaks for nobody; "Marsh: No rain in sight" does where Marsh is a source in the text. */
static void guesses_drop(const AttributionInput *input, Drafts *drafts) {
    uint32_t guesses = 0;
    for (size_t index = 0; index < drafts->count; index++) {
        if (!drafts->items[index].guess) continue;
        if (++guesses > GUESSES_MAX || !source_is_met(input, drafts, index)) drafts->items[index].content_count = 0;
    }
}

void attribution_rules_find(const Clauses *clauses, Drafts *drafts, Arena *scratch) {
    Reader reader = {.clauses = clauses, .drafts = drafts, .scratch = scratch};
    for (uint32_t index = 0; index < clauses->unit_count; index++) {
        reader.unit = &clauses->units[index];
        reader.unit_index = index;
        reader.headline = clauses->input->text->paragraphs[reader.unit->paragraph_index].role == BLOCK_HEADLINE;
        unit_read(&reader);
    }
    guesses_drop(clauses->input, drafts);
}

/* I, we, you inside somebody's words are that somebody. */
static bool is_speaker_himself(const Clauses *clauses, TokenSpan source) {
    return source.end - source.begin == 1 &&
           (clauses_word_is(clauses, source.begin, BYTES("i")) || clauses_word_is(clauses, source.begin, BYTES("we")) ||
            clauses_word_is(clauses, source.begin, BYTES("you")) ||
            clauses_word_is(clauses, source.begin, BYTES("i'm")));
}

void attribution_rules_find_nested(const AttributionInput *input, Drafts *drafts, Arena *scratch) {
    const Text *text = input->text;
    for (uint32_t index = 0; index < input->quoted->count; index++) {
        const QuotedSpan *span = &input->quoted->items[index];
        if (span->parent == INDEX_NONE || drafts->count >= DRAFTS_MAX) continue;
        BlockRole role = text->paragraphs[text_paragraph_of(text, span->words.begin)].role;
        if (role != BLOCK_NARRATION && role != BLOCK_HEADLINE) continue;
        Sentence sentence = text->sentences[text_sentence_of(text, span->words.begin)];
        WordSpan words = {sentence.words.begin, span->words.end};
        if (words.end - words.begin > 80 + (span->words.end - span->words.begin)) words.begin = span->words.begin - 80;
        Clauses clauses = clauses_build_range(input, words, index, scratch);
        uint32_t quote = clauses.token_count - 1;
        for (uint32_t verb = quote; verb-- > 0 && quote - verb < 4;) {
            Reader reader = {.clauses = &clauses, .drafts = drafts, .scratch = scratch, .unit = clauses.units};
            Cue cue;
            if (!clauses_is_cue(&clauses, verb) || !cue_read(&reader, verb, &cue)) continue;
            if ((cue.frames & FRAME_QUOTE) == 0 || is_speaker_himself(&clauses, cue.source)) break;
            TokenSpan after = content_after(&clauses, &cue, clauses.token_count);
            if (after.begin != quote) break;
            reader.unit_index = INDEX_NONE;
            draft_emit(&reader, &cue, nothing, after);
            break;
        }
    }
}
