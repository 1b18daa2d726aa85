/*
 * Attribution by rules.
 *
 * In:  an article's units (clauses.h), the lexicon's word classes.
 * Out: drafts: content, cue, source.
 *
 * Cue by cue (cues.c), from left to right through each unit. The content of a cue is what content_after and
 * content_before find. What one cue has claimed, the next one in the unit leaves alone; a cue inside a content is part
 * of that content. "According to", "as first reported by", a heading's "Marsh: …" are patterns of their own.
 *
 * What this does not do yet: no part of speech is known but from lists, so attitudes and intentions without a "that",
 * a "to" or an object in plain sight are missed; who "who" or a participle belongs to is told by nearness alone.
 */
#include "contents.h"
#include "cues.h"
#include "draft.h"
#include "phrases.h"

#define DRAFTS_MAX 10000 /* an article; reached only by a text made for it */

#define GUESSES_MAX 16 /* headings of the form "X: …" looked at; each costs a walk over the article's sources */

static const TokenSpan nothing = {0, 0};

static bool is_empty(TokenSpan span) {
    return span.begin >= span.end;
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
static TokenSpan content_resumed(const CueReader *reader, const Cue *cue, bool quoted) {
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

static void draft_emit(CueReader *reader, const Cue *cue, TokenSpan before, TokenSpan after) {
    const Clauses *clauses = reader->clauses;
    uint32_t until = cue->group.end;
    if (cue->inverted && cue->source.end > until) until = cue->source.end;
    if (after.end > until) until = after.end;
    reader->free_from = until;
    reader->last_source = cue->source;
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
}

/* "Marsh, who asked not to be named, said": where a relative clause ends; the unit's end for any other cue. */
static uint32_t relative_end(const CueReader *reader, const Cue *cue) {
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
static bool relative_has_object(const CueReader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    uint32_t next = cue->verb + 1;
    bool relative =
        cue->source.end - cue->source.begin == 1 && (clauses_flags(clauses, cue->source.begin) & CLASS_RELATIVE) != 0;
    if (!relative || cue->cue_class != CUE_THOUGHT || next >= reader->unit->tokens.end) return false;
    return !clauses_is_quote(clauses, next) && (clauses_flags(clauses, next) & CLASS_DETERMINER) != 0 &&
           (clauses_flags(clauses, next) & (CLASS_COMPLEMENTISER | CLASS_SUBJECT)) == 0;
}

/* Finds the contents of a cue and writes its draft; false where it has none. */
static bool cue_resolve(CueReader *reader, Cue *cue) {
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
static void via_add(CueReader *reader, TokenSpan phrase) {
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
static uint32_t according_read(CueReader *reader, uint32_t token) {
    const Clauses *clauses = reader->clauses;
    uint32_t first = reader->unit->tokens.begin;
    uint32_t end = reader->unit->tokens.end;
    if (token + 2 >= end || !clauses_word_is(clauses, token + 1, BYTES("to"))) return token + 1;
    TokenSpan source = phrase_after(clauses, token + 2, end);
    if (!cues_is_source(clauses, source)) return token + 2;
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
static uint32_t reported_by_read(CueReader *reader) {
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
static uint32_t colon_read(CueReader *reader) {
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
static void colon_quote_read(CueReader *reader) {
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
    if (!shown || cues_subject_is_dummy(clauses, source)) return;
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
static void speaker_introduce(CueReader *reader, const Cue *cue) {
    const Clauses *clauses = reader->clauses;
    if (reader->drafts->count >= DRAFTS_MAX) return;
    Draft draft = {.cue_class = cue->cue_class, .unit = reader->unit_index, .confidence = 0.75F};
    draft.cue = clauses_outer_bytes(clauses, cue->group);
    draft.source = clauses_outer_bytes(clauses, cue->source);
    *array_push(reader->drafts, reader->scratch) = draft;
}

static void unit_read(CueReader *reader) {
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
        if (clauses_is_cue(clauses, token) && cues_read(reader, token, &cue)) {
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
        if (other == index || drafts->items[other].guess) continue;
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
    CueReader reader = {.clauses = clauses, .drafts = drafts, .scratch = scratch};
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
            CueReader reader = {.clauses = &clauses, .drafts = drafts, .scratch = scratch, .unit = clauses.units};
            Cue cue;
            if (!clauses_is_cue(&clauses, verb) || !cues_read(&reader, verb, &cue)) continue;
            if ((cue.frames & FRAME_QUOTE) == 0 || is_speaker_himself(&clauses, cue.source)) break;
            TokenSpan after = content_after(&clauses, &cue, clauses.token_count);
            if (after.begin != quote) break;
            reader.unit_index = INDEX_NONE;
            draft_emit(&reader, &cue, nothing, after);
            break;
        }
    }
}
