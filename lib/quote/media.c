/*
 * In:  drafts, and the units they stand in. Out: the same drafts with the media their words came through, in text order,
 *      however many; speaker and medium kept apart.
 *
 * A medium is who was told ("told the Courier"), who carried or holds the words ("published by", "seen by", "obtained
 * by" and an outlet), or the record that shows them ("a harbour video shows Doe saying": Doe says it, through the
 * video). "According to the Courier, Doe said": Doe says it, through the Courier. "As first reported by the Courier" is
 * a credit and no part of what was said.
 *
 * Every unit is walked once for each of its first drafts, so the cost is linear.
 */
#include "media.h"

#include "phrases.h"

bool media_lies_in_content(const Draft *draft, ByteSpan span) {
    for (uint32_t part = 0; part < draft->content_count; part++) {
        if (span.begin >= draft->content[part].begin && span.end <= draft->content[part].end) return true;
    }
    return false;
}

void media_append(Draft *draft, ByteSpan via) {
    if (draft->via_count >= DRAFT_VIA_MAX || via.begin >= via.end || media_lies_in_content(draft, via)) return;
    if (via.begin < draft->source.end && via.end > draft->source.begin) return;
    for (uint32_t i = 0; i < draft->via_count; i++) {
        if (via.begin < draft->via[i].end && via.end > draft->via[i].begin) return;
    }
    uint32_t place = draft->via_count++;
    while (place > 0 && draft->via[place - 1].begin > via.begin) {
        draft->via[place] = draft->via[place - 1];
        place--;
    }
    draft->via[place] = via;
}

/* --- Tokens and bytes ----------------------------------------------------------------------------------------------- */

static uint32_t byte_begin(const Clauses *clauses, uint32_t token) {
    return clauses_bytes(clauses, (TokenSpan){token, token + 1}).begin;
}

/* The first token of the unit that begins at the byte or behind it. */
static uint32_t token_at(const Clauses *clauses, TokenSpan unit, uint32_t byte) {
    uint32_t token = unit.begin;
    while (token < unit.end && clauses_outer_bytes(clauses, (TokenSpan){token, token + 1}).begin < byte) token++;
    return token;
}

static bool word_among(const Clauses *clauses, uint32_t token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clauses_word_is(clauses, token, bytes_from_string(words[i]))) return true;
    }
    return false;
}

static bool is_capital(const Clauses *clauses, uint32_t token) {
    return !clauses_is_quote(clauses, token) && (clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0;
}

/* What keeps words and sounds. */
static bool is_record(const Clauses *clauses, uint32_t token) {
    static const char *const records[] = {"recording", "recordings", "footage", "clip", "tape",
                                          "tapes",     "audio",      "videos",  "film", "emails"};
    if (clauses_is_quote(clauses, token)) return false;
    return (clauses_flags(clauses, token) & CLASS_REPORT) != 0 ||
           word_among(clauses, token, records, sizeof records / sizeof *records);
}

static bool phrase_is_record(const Clauses *clauses, TokenSpan phrase) {
    return phrase.begin < phrase.end && is_record(clauses, phrase.end - 1);
}

/* "the Evening Star": an article, then words with capitals and nothing between them. Empty where there is none. */
static TokenSpan capital_run(const Clauses *clauses, uint32_t begin, uint32_t end) {
    uint32_t token = begin;
    if (token < end && clauses_word_is(clauses, token, BYTES("the")) && token + 1 < end &&
        clauses->tokens[token + 1].gap == 0) {
        token++;
    }
    uint32_t first = token;
    while (token < end && is_capital(clauses, token) && (token == first || clauses->tokens[token].gap == 0)) token++;
    return token == first ? (TokenSpan){begin, begin} : (TokenSpan){begin, token};
}

/* --- Who speaks, and through what ------------------------------------------------------------------------------------- */

/* "A harbour video shows Doe saying the gate was open": the speaker is Doe. */
static bool draft_shown_in_record(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    static const char *const shown[] = {"shows", "showed", "show", "showing", "captured", "captures"};
    if (draft->source.begin == draft->source.end || draft->cue.begin == draft->cue.end) return false;
    uint32_t cue = token_at(clauses, unit, draft->cue.begin);
    uint32_t source = token_at(clauses, unit, draft->source.begin);
    if (cue >= unit.end || source >= cue || !word_among(clauses, cue, shown, sizeof shown / sizeof *shown))
        return false;
    if (!phrase_is_record(clauses, (TokenSpan){source, cue})) return false;
    for (uint32_t token = cue + 2; token < unit.end && token < cue + 10; token++) {
        bool says = !clauses_is_quote(clauses, token) && (clauses_flags(clauses, token) & CLASS_FORM_ING) != 0;
        if (!says || clauses->tokens[token].gap != 0 || !is_capital(clauses, token - 1)) continue;
        ByteSpan record = draft->source;
        draft->source = clauses_outer_bytes(clauses, (TokenSpan){cue + 1, token});
        draft->cue = clauses_bytes(clauses, (TokenSpan){token, token + 1});
        draft->cue_class = clauses_class(clauses, token)->cue;
        if (draft->content_count > 0 && draft->content[0].begin < draft->cue.end && token + 1 < unit.end) {
            draft->content[0].begin = byte_begin(clauses, token + 1);
        }
        media_append(draft, record);
        return true;
    }
    return false;
}

/*
 * "According to the Courier, Doe, the chairman, said the dam was safe": Doe says it. Attribution has either taken both
 * names for one source in apposition, or the whole second clause for what the Courier says.
 */
static void draft_told_by_medium(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->content_count != 1 || draft->source.begin != draft->cue.end + 1) return;
    uint32_t according = token_at(clauses, unit, draft->cue.begin);
    if (according + 3 >= unit.end || !clauses_word_is(clauses, according, BYTES("according"))) return;
    TokenSpan medium = capital_run(clauses, according + 2, unit.end);
    if (medium.begin == medium.end || medium.end >= unit.end || clauses->tokens[medium.end].gap != GAP_COMMA) return;
    uint32_t speaker = medium.end;
    uint32_t verb = speaker;
    while (verb < unit.end && verb < speaker + 18 && !phrase_is_finite_verb(clauses, verb)) verb++;
    bool said = verb > speaker && verb + 1 < unit.end && verb < speaker + 18 && clauses_is_cue(clauses, verb) &&
                (clauses_class(clauses, verb)->frames & FRAME_CLAUSE) != 0 &&
                clauses_class(clauses, verb)->cue != CUE_THOUGHT;
    if (!said || !is_capital(clauses, speaker)) return;
    ByteSpan content = draft->content[0];
    uint32_t content_begin = byte_begin(clauses, verb + 1);
    if (content_begin >= content.end) return;
    draft->source = clauses_outer_bytes(clauses, (TokenSpan){speaker, verb});
    draft->cue = clauses_bytes(clauses, (TokenSpan){verb, verb + 1});
    draft->cue_class = clauses_class(clauses, verb)->cue;
    draft->content[0].begin = content_begin;
    media_append(draft, clauses_outer_bytes(clauses, medium));
}

/* "…, the Courier quoted Doe as saying": Doe says what stands before, or what follows. */
static bool draft_quoted_as(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    uint32_t cue = token_at(clauses, unit, draft->cue.begin);
    if (cue >= unit.end || draft->content_count == 0 || draft->source.begin == draft->source.end) return false;
    if (!clauses_word_is(clauses, cue, BYTES("quoted")) && !clauses_word_is(clauses, cue, BYTES("quotes")))
        return false;
    TokenSpan speaker = capital_run(clauses, cue + 1, unit.end);
    if (speaker.begin == speaker.end || speaker.end + 1 >= unit.end) return false;
    if (!clauses_word_is(clauses, speaker.end, BYTES("as")) ||
        !clauses_word_is(clauses, speaker.end + 1, BYTES("saying"))) {
        return false;
    }
    uint32_t source = token_at(clauses, unit, draft->source.begin);
    TokenSpan said = {speaker.end + 2, unit.end};
    if (said.begin >= said.end) said = (TokenSpan){unit.begin, source};
    if (said.begin >= said.end) return false;
    ByteSpan medium = draft->source;
    draft->source = clauses_outer_bytes(clauses, speaker);
    draft->cue = clauses_bytes(clauses, (TokenSpan){speaker.end + 1, speaker.end + 2});
    draft->cue_class = CUE_SPEECH;
    draft->content[0] = clauses_bytes(clauses, said);
    draft->content_count = 1;
    media_append(draft, medium);
    return true;
}

/* "Star" of "the Evening Star": a word of time or place before it is a part of the name. */
static void media_widen(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t i = 0; i < draft->via_count; i++) {
        uint32_t first = token_at(clauses, unit, draft->via[i].begin);
        if (first >= unit.end || !is_capital(clauses, first)) continue;
        uint32_t token = first;
        while (token > unit.begin && clauses->tokens[token].gap == 0 && is_capital(clauses, token - 1)) token--;
        if (token == first) continue;
        if (token > unit.begin && clauses->tokens[token].gap == 0 && clauses_word_is(clauses, token - 1, BYTES("the")))
            token--;
        uint32_t begin = clauses_outer_bytes(clauses, (TokenSpan){token, token + 1}).begin;
        if ((i > 0 && begin < draft->via[i - 1].end) || token == unit.begin) continue;
        draft->via[i].begin = begin;
    }
}

/* "a statement seen [by the Courier]": the source is the statement. */
static void source_trim(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->source.begin == draft->source.end) return;
    uint32_t end = token_at(clauses, unit, draft->source.end);
    uint32_t begin = token_at(clauses, unit, draft->source.begin);
    if (end >= unit.end || end < begin + 3 || !clauses_word_is(clauses, end, BYTES("by"))) return;
    if ((clauses_flags(clauses, end - 1) & CLASS_PUBLISHING) == 0 || !is_record(clauses, end - 2)) return;
    draft->source = clauses_outer_bytes(clauses, (TokenSpan){begin, end - 1});
}

/* ", as first reported by the Courier" at the end of what was said: a credit. */
static void credit_cut(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t part = 0; part < draft->content_count; part++) {
        ByteSpan *content = &draft->content[part];
        uint32_t begin = token_at(clauses, unit, content->begin);
        for (uint32_t token = begin + 1; token + 3 < unit.end && byte_begin(clauses, token) < content->end; token++) {
            if (!clauses_word_is(clauses, token, BYTES("as")) || clauses->tokens[token].gap != GAP_COMMA) continue;
            uint32_t reported = token + 1;
            while (reported < token + 3 && !(clauses_flags(clauses, reported) & CLASS_PUBLISHING)) reported++;
            if (reported + 2 > unit.end || !(clauses_flags(clauses, reported) & CLASS_PUBLISHING)) continue;
            if (reported + 1 >= unit.end || !clauses_word_is(clauses, reported + 1, BYTES("by"))) continue;
            TokenSpan medium = capital_run(clauses, reported + 2, unit.end);
            if (medium.begin == medium.end || clauses_outer_bytes(clauses, medium).end < content->end) continue;
            content->end = clauses_outer_bytes(clauses, (TokenSpan){begin, token}).end;
            break;
        }
    }
}

/* --- Media in a unit ---------------------------------------------------------------------------------------------- */

static bool phrase_is_medium(const Clauses *clauses, TokenSpan phrase) {
    bool capital = false;
    bool medium = false;
    bool listed = false;
    for (uint32_t token = phrase.begin; token < phrase.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        uint32_t flags = clauses_flags(clauses, token);
        bool upper = (clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0;
        if (upper) capital = true;
        if ((flags & CLASS_MEDIA) != 0 && (upper || (flags & CLASS_TIME) == 0)) medium = true;
        if ((flags & CLASS_ROLE) != 0 && !upper) listed = true; /* reporters, editors: people, no medium */
    }
    bool named_by_kind = phrase.begin < phrase.end && (clauses_flags(clauses, phrase.begin) & CLASS_DETERMINER) != 0;
    return medium && !listed && (capital || named_by_kind);
}

/* The medium a token leads to: told X, in an interview with X, published by X, on X. Empty where it leads to none. */
static TokenSpan medium_at(const Clauses *clauses, uint32_t token, TokenSpan unit) {
    TokenSpan none = {0, 0};
    if (token + 1 >= unit.end || clauses_is_quote(clauses, token) || clauses->tokens[token + 1].gap != 0) return none;
    const WordClass *word = clauses_class(clauses, token);
    uint32_t next = token + 1;
    bool told = (word->frames & FRAME_LISTENER) != 0;
    bool led = (word->flags & CLASS_PREPOSITION) != 0 &&
               (clauses_word_is(clauses, token, BYTES("on")) || clauses_word_is(clauses, token, BYTES("with")) ||
                clauses_word_is(clauses, token, BYTES("to")) || clauses_word_is(clauses, token, BYTES("by")) ||
                clauses_word_is(clauses, token, BYTES("for")) || clauses_word_is(clauses, token, BYTES("in")));
    if (!told && !led) return none;
    if (led && !clauses_word_is(clauses, token, BYTES("on"))) {
        bool carried = false;
        for (uint32_t back = token; back > unit.begin && back + 5 > token; back--) {
            if ((clauses_flags(clauses, back - 1) & (CLASS_REPORT | CLASS_PUBLISHING)) != 0) carried = true;
            if (clauses_class(clauses, back - 1)->cue == CUE_WRITING) carried = true;
        }
        if (!carried) return none;
    }
    TokenSpan phrase = phrase_after(clauses, next, unit.end);
    TokenSpan name = capital_run(clauses, next, unit.end); /* "the Evening Star": evening is no time here */
    if (name.end > phrase.end) phrase = name;
    return phrase_is_medium(clauses, phrase) ? phrase : none;
}

/* "by X" behind what says that X has or spread a record: "a statement seen by X", "as first reported by X". */
static TokenSpan carrier_at(const Clauses *clauses, uint32_t token, TokenSpan unit) {
    TokenSpan none = {0, 0};
    if (token < unit.begin + 2 || token + 1 >= unit.end || !clauses_word_is(clauses, token, BYTES("by"))) return none;
    if (clauses->tokens[token].gap != 0 || !(clauses_flags(clauses, token - 1) & CLASS_PUBLISHING)) return none;
    bool kept = clauses_word_is(clauses, token - 2, BYTES("as")) || clauses_word_is(clauses, token - 2, BYTES("first"));
    for (uint32_t back = token - 1; back > unit.begin && back + 6 > token && !kept; back--) {
        kept = is_record(clauses, back - 1);
    }
    return kept ? capital_run(clauses, token + 1, unit.end) : none;
}

static void unit_media_add(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t token = unit.begin; token < unit.end; token++) {
        TokenSpan phrase = medium_at(clauses, token, unit);
        if (phrase.begin == phrase.end) phrase = carrier_at(clauses, token, unit);
        if (phrase.begin < phrase.end) media_append(draft, clauses_outer_bytes(clauses, phrase));
    }
}

/* "…, an interview published by X. In it, he called …": the sentence before says what "it" is. */
static bool unit_points_back(const Clauses *clauses, const Unit *unit) {
    uint32_t first = unit->tokens.begin;
    if (unit->tokens.end - first < 3 || clauses_is_quote(clauses, first) || clauses_is_quote(clauses, first + 1))
        return false;
    if (!clauses_word_is(clauses, first, BYTES("in"))) return false;
    if (clauses_word_is(clauses, first + 1, BYTES("it"))) return true;
    return clauses_word_is(clauses, first + 1, BYTES("the")) && (clauses_flags(clauses, first + 2) & CLASS_REPORT) != 0;
}

/* The body that published an interview or an article in this unit. */
static TokenSpan publisher_in(const Clauses *clauses, TokenSpan unit) {
    bool report = false;
    for (uint32_t token = unit.begin; token + 1 < unit.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        if ((clauses_flags(clauses, token) & CLASS_REPORT) != 0) report = true;
        bool by = clauses_word_is(clauses, token, BYTES("by")) || clauses_word_is(clauses, token, BYTES("with"));
        if (!report || !by) continue;
        for (uint32_t back = token; back > unit.begin && back + 6 > token; back--) {
            if ((clauses_flags(clauses, back - 1) & (CLASS_PUBLISHING | CLASS_REPORT)) == 0) continue;
            TokenSpan phrase = phrase_after(clauses, token + 1, unit.end);
            for (uint32_t i = phrase.begin; i < phrase.end; i++) {
                if ((clauses_word_flags(clauses, i) & WORD_CAPITALISED) != 0) return phrase;
            }
            break;
        }
    }
    return (TokenSpan){0, 0};
}

/* Media named in the unit an attribution stands in, and in the one before where it points back to it. */
void media_add(const Clauses *clauses, Drafts *drafts) {
    for (size_t index = 0; index < drafts->count; index++) {
        Draft *draft = &drafts->items[index];
        if (draft->unit == INDEX_NONE) continue;
        /* The last draft of a unit with very many would make this quadratic; one with more than a few is no prose. */
        if (index >= 8 && drafts->items[index - 8].unit == draft->unit) continue;
        const Unit *unit = &clauses->units[draft->unit];
        bool moved =
            draft_shown_in_record(clauses, unit->tokens, draft) || draft_quoted_as(clauses, unit->tokens, draft);
        if (!moved) draft_told_by_medium(clauses, unit->tokens, draft);
        source_trim(clauses, unit->tokens, draft);
        credit_cut(clauses, unit->tokens, draft);
        unit_media_add(clauses, unit->tokens, draft);
        media_widen(clauses, unit->tokens, draft);
        if (draft->unit > 0 && unit_points_back(clauses, unit)) {
            TokenSpan publisher = publisher_in(clauses, clauses->units[draft->unit - 1].tokens);
            if (publisher.begin < publisher.end) media_append(draft, clauses_outer_bytes(clauses, publisher));
        }
    }
}
