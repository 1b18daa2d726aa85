/*
 * Chains: who speaks where several are named, and through whom the words came.
 *
 * In:  a draft and the unit it stands in. Out: the draft with the speaker as its source and everybody in between as its
 *      media, however many.
 *
 * News passes words on: "The minister told the Gazette, which cited a letter, that the dam was safe, the agency RNA
 * reported." The speaker is whoever is innermost; the outlets around him are media. Attribution, by rules or learned,
 * mostly takes the outermost for the speaker, as it stands where a speaker would. Each function here knows one form:
 * - a record that shows somebody speaking: "a harbour video shows Doe saying the gate was open";
 * - "the Courier quoted Doe as saying";
 * - "according to the Courier, Doe said"; "according to a memo obtained by the Courier, Doe said";
 * - "Doe told the Gazette that …, the agency reported"; ""…," Doe told the Gazette, according to the agency".
 *
 * Every look ahead is bounded by the unit.
 */
#include "chains.h"

#include "clause_words.h"
#include "contents.h"
#include "media.h"
#include "phrases.h"

#define SPEAKER_TOKENS_MAX 18 /* a name with its titles and what stands beside it */
#define LISTENER_TOKENS_MAX 12
#define RELATIVE_TOKENS_MAX 24
#define PASSED_ON_TOKENS_MAX 40 /* from what was said back to who said it to an outlet */

static bool phrase_is_record(const Clauses *clauses, TokenSpan phrase) {
    return phrase.begin < phrase.end && clause_words_record(clauses, phrase.end - 1);
}

/* "A video posted [by the fire service] shows …": where the record stands whose publisher was taken for the source. */
static TokenSpan record_published_by(const Clauses *clauses, uint32_t first, uint32_t source) {
    TokenSpan none = {0, 0};
    if (source < first + 3 || !clauses_word_is(clauses, source - 1, BYTES("by"))) return none;
    const uint32_t published = CLASS_PUBLISHING | CLASS_PAST | CLASS_FORM_PARTICIPLE;
    if ((clauses_flags(clauses, source - 2) & published) == 0) return none;
    TokenSpan record = phrase_before(clauses, first, source - 2);
    return phrase_is_record(clauses, record) ? record : none;
}

/* "A harbour video shows Doe saying the gate was open": the speaker is Doe. */
static bool draft_shown_in_record(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    static const char *const shown[] = {"shows", "showed", "show", "showing", "captured", "captures"};
    if (draft->source.begin == draft->source.end || draft->cue.begin == draft->cue.end) return false;
    uint32_t cue = clause_words_at(clauses, unit, draft->cue.begin);
    uint32_t source = clause_words_at(clauses, unit, draft->source.begin);
    if (cue >= unit.end || source >= cue || !clause_words_among(clauses, cue, shown, sizeof shown / sizeof *shown))
        return false;
    TokenSpan published = record_published_by(clauses, unit.begin, source);
    for (uint32_t by = source + 2; published.begin == published.end && by < cue; by++)
        published = record_published_by(clauses, source, by); /* the source is all of "a clip shared by the union" */
    if (published.begin < published.end && source < published.end) source = published.end + 2;
    if (published.begin == published.end && !phrase_is_record(clauses, (TokenSpan){source, cue})) return false;
    for (uint32_t token = cue + 2; token < unit.end && token < cue + 10; token++) {
        bool says = !clauses_is_quote(clauses, token) && (clauses_flags(clauses, token) & CLASS_FORM_ING) != 0 &&
                    clauses_class(clauses, token)->cue != CUE_NONE;
        if (!says || clauses->tokens[token].gap != 0 || !clause_words_capital(clauses, token - 1)) continue;
        ByteSpan record = clauses_outer_bytes(clauses, (TokenSpan){source, cue});
        draft->source = clauses_outer_bytes(clauses, (TokenSpan){cue + 1, token});
        draft->cue = clauses_bytes(clauses, (TokenSpan){token, token + 1});
        draft->cue_class = clauses_class(clauses, token)->cue;
        if (draft->content_count > 0 && draft->content[0].begin < draft->cue.end && token + 1 < unit.end) {
            draft->content[0].begin = clause_words_begin(clauses, token + 1);
        }
        media_append(draft, record);
        if (published.begin < published.end) media_append(draft, clauses_outer_bytes(clauses, published));
        return true;
    }
    return false;
}

/* ", Doe, the chairman, said the dam was safe" at the token: the verb of speaking; unit.end where it is not so. */
static uint32_t speaking_verb(const Clauses *clauses, uint32_t speaker, TokenSpan unit) {
    uint32_t verb = speaker;
    while (verb < unit.end && verb < speaker + SPEAKER_TOKENS_MAX && !phrase_is_finite_verb(clauses, verb)) verb++;
    if (verb == speaker || verb + 1 >= unit.end || verb >= speaker + SPEAKER_TOKENS_MAX) return unit.end;
    const WordClass *word = clauses_class(clauses, verb);
    bool said = clauses_is_cue(clauses, verb) && (word->frames & FRAME_CLAUSE) != 0;
    return said ? verb : unit.end;
}

/* "told aides that …": what was said begins behind whom it was told. */
static uint32_t said_begin(const Clauses *clauses, uint32_t verb, TokenSpan unit) {
    if ((clauses_class(clauses, verb)->frames & FRAME_LISTENER) == 0) return verb + 1;
    for (uint32_t token = verb + 1; token < unit.end && token < verb + LISTENER_TOKENS_MAX; token++) {
        if (clauses_is_quote(clauses, token) || clauses_word_is(clauses, token, BYTES("that"))) return token;
    }
    return verb + 1;
}

/*
 * "According to the Courier, Doe, the chairman, said the dam was safe", "According to a memo obtained by the Courier, Doe
 * warned …": Doe says it. Attribution has either taken both names for one source in apposition, or the whole second
 * clause for what the Courier or the memo says.
 */
static void draft_told_by_medium(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->content_count != 1 || draft->source.begin != draft->cue.end + 1) return;
    uint32_t according = clause_words_at(clauses, unit, draft->cue.begin);
    if (according + 3 >= unit.end || !clauses_word_is(clauses, according, BYTES("according"))) return;
    TokenSpan medium = clause_words_capital_run(clauses, according + 2, unit.end);
    ByteSpan record = {0, 0};
    uint32_t by = according + 3;
    while (by + 1 < unit.end && by < according + 10 && clauses->tokens[by].gap == 0 &&
           !clauses_word_is(clauses, by, BYTES("by")))
        by++;
    bool held = by + 1 < unit.end && clauses_word_is(clauses, by, BYTES("by")) && clauses->tokens[by].gap == 0 &&
                (clauses_flags(clauses, by - 1) & CLASS_PUBLISHING) != 0;
    if (held) {
        record = clauses_outer_bytes(clauses, (TokenSpan){according + 2, by - 1});
        medium = clause_words_capital_run(clauses, by + 1, unit.end);
    }
    if (medium.begin == medium.end || medium.end >= unit.end || clauses->tokens[medium.end].gap != GAP_COMMA) return;
    uint32_t speaker = medium.end;
    uint32_t verb = speaking_verb(clauses, speaker, unit);
    ByteSpan content = draft->content[0];
    if (verb < unit.end && clause_words_capital(clauses, speaker) &&
        clause_words_begin(clauses, verb + 1) < content.end) {
        uint32_t group = phrase_verb_group_begin(clauses, speaker + 1, verb);
        draft->source = clauses_outer_bytes(clauses, (TokenSpan){speaker, group});
        draft->cue = clauses_bytes(clauses, (TokenSpan){group, verb + 1});
        draft->cue_class = clauses_class(clauses, verb)->cue;
        draft->content[0].begin = clause_words_begin(clauses, said_begin(clauses, verb, unit));
        media_append(draft, record);
        media_append(draft, clauses_outer_bytes(clauses, medium));
    } else if (held && clause_words_begin(clauses, speaker) < content.end) {
        draft->source = record;
        draft->content[0].begin = clause_words_begin(clauses, speaker);
    }
}

/* "…, the Courier quoted Doe as saying": Doe says what stands before, or what follows. */
static bool draft_quoted_as(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    uint32_t cue = clause_words_at(clauses, unit, draft->cue.begin);
    if (cue + 3 >= unit.end || draft->content_count == 0 || draft->source.begin == draft->source.end) return false;
    if (!clauses_word_is(clauses, cue, BYTES("quoted")) && !clauses_word_is(clauses, cue, BYTES("quotes")))
        return false;
    TokenSpan speaker = {cue + 1, cue + 1};
    while (speaker.end + 1 < unit.end && speaker.end < cue + SPEAKER_TOKENS_MAX &&
           !clauses_is_quote(clauses, speaker.end) && !clauses_word_is(clauses, speaker.end, BYTES("as")))
        speaker.end++;
    if (speaker.begin == speaker.end || speaker.end + 1 >= unit.end) return false;
    if (!clauses_word_is(clauses, speaker.end, BYTES("as")) ||
        (clauses_flags(clauses, speaker.end + 1) & CLASS_FORM_ING) == 0) {
        return false;
    }
    uint32_t source = clause_words_at(clauses, unit, draft->source.begin);
    TokenSpan said = {speaker.end + 2, unit.end};
    if (said.begin >= said.end) said = (TokenSpan){unit.begin, source};
    if (said.begin >= said.end) return false;
    ByteSpan medium = draft->source;
    draft->source = clauses_outer_bytes(clauses, speaker);
    draft->cue = clauses_bytes(clauses, (TokenSpan){speaker.end + 1, speaker.end + 2});
    draft->cue_class = clauses_class(clauses, speaker.end + 1)->cue;
    draft->content[0] = clauses_bytes(clauses, said);
    draft->content_count = 1;
    media_append(draft, medium);
    return true;
}

/*
 * "The minister told the Gazette, which cited a letter, that the dam was safe, the agency reported": the minister says
 * it. The draft has the agency for its source and what follows "that" for what it reports.
 */
static bool draft_passed_on(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->content_count == 0 || draft->source.begin < draft->content[0].end) return false;
    TokenSpan medium = {clause_words_at(clauses, unit, draft->source.begin),
                        clause_words_at(clauses, unit, draft->source.end)};
    if (medium.begin >= medium.end || (clauses_flags(clauses, medium.begin) & CLASS_SUBJECT) != 0) return false;
    uint32_t content = clause_words_at(clauses, unit, draft->content[0].begin);
    if (content >= unit.end || !clauses_word_is(clauses, content, BYTES("that"))) return false;
    for (uint32_t verb = content; verb-- > unit.begin && content - verb < PASSED_ON_TOKENS_MAX;) {
        if (!clauses_is_cue(clauses, verb)) continue;
        const WordClass *word = clauses_class(clauses, verb);
        if ((word->frames & FRAME_CLAUSE) == 0 || (word->flags & (CLASS_FORM_PAST | CLASS_FORM_THIRD)) == 0) continue;
        uint32_t group = phrase_verb_group_begin(clauses, unit.begin, verb);
        TokenSpan speaker = phrase_subject_before(clauses, unit.begin, group);
        if (speaker.begin >= speaker.end || (clauses_flags(clauses, speaker.begin) & CLASS_RELATIVE) != 0) continue;
        ByteSpan outer = draft->source;
        draft->source = clauses_outer_bytes(clauses, speaker);
        draft->cue = clauses_bytes(clauses, (TokenSpan){group, verb + 1});
        draft->cue_class = word->cue;
        media_append(draft, outer);
        return true;
    }
    return false;
}

/*
 * ""It was my decision," Doe told the Post, according to the agency": attribution may take all before "according" for
 * what the agency says.
 */
static bool draft_quoted_within(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->content_count == 0 || draft->source.begin < draft->content[0].end) return false;
    uint32_t quote = clause_words_at(clauses, unit, draft->content[0].begin - (draft->content[0].begin > 0));
    if (quote + 2 >= unit.end || !clauses_is_quote(clauses, quote)) return false;
    uint32_t limit = clause_words_at(clauses, unit, draft->content[0].end);
    for (uint32_t verb = quote + 1; verb < limit && verb < quote + LISTENER_TOKENS_MAX; verb++) {
        if (!clauses_is_cue(clauses, verb)) continue;
        const WordClass *word = clauses_class(clauses, verb);
        if ((word->frames & FRAME_QUOTE) == 0 || (word->flags & (CLASS_FORM_PAST | CLASS_FORM_THIRD)) == 0) continue;
        TokenSpan speaker = verb == quote + 1 ? phrase_after(clauses, verb + 1, limit)
                                              : phrase_subject_before(clauses, quote + 1, verb);
        if (speaker.begin >= speaker.end) continue;
        ByteSpan outer = draft->source;
        draft->source = clauses_outer_bytes(clauses, speaker);
        draft->cue = clauses_bytes(clauses, (TokenSpan){verb, verb + 1});
        draft->cue_class = word->cue;
        draft->content[0] = clauses_bytes(clauses, (TokenSpan){quote, quote + 1});
        media_append(draft, outer);
        return true;
    }
    return false;
}

/* "told the Gazette, [which cited a letter,] that …": what is said of the listener is no part of what was told. */
static void relative_cut(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->content_count == 0) return;
    uint32_t begin = clause_words_at(clauses, unit, draft->content[0].begin);
    if (begin >= unit.end || clauses->tokens[begin].gap != GAP_COMMA) return;
    if ((clauses_flags(clauses, begin) & CLASS_RELATIVE) == 0 || clauses_word_is(clauses, begin, BYTES("that"))) return;
    for (uint32_t token = begin + 1; token < unit.end && token < begin + RELATIVE_TOKENS_MAX; token++) {
        if (clauses->tokens[token].gap != GAP_COMMA || !clauses_word_is(clauses, token, BYTES("that"))) continue;
        uint32_t that = clause_words_begin(clauses, token);
        if (that < draft->content[0].end) draft->content[0].begin = that;
        return;
    }
}

/* "an official, who asked not to be named, said": behind the clause's comma it is the official again who speaks. */
static void source_lift(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    uint32_t who = clause_words_at(clauses, unit, draft->source.begin);
    uint32_t cue = clause_words_at(clauses, unit, draft->cue.begin);
    if (draft->source.begin >= draft->source.end || who >= cue || cue >= unit.end || who == unit.begin) return;
    if (!clauses_word_is(clauses, who, BYTES("who")) || (clauses->tokens[who].gap & GAP_COMMA) == 0) return;
    if ((clauses->tokens[cue].gap & GAP_COMMA) == 0 || cue == who + 1) return;
    TokenSpan speaker = phrase_subject_before(clauses, unit.begin, cue);
    if (speaker.begin < who && speaker.begin < speaker.end) {
        draft->source = clauses_outer_bytes(clauses, (TokenSpan){speaker.begin, who});
    }
}

/* "declaring that the front, formerly known as the league, is a …": a clause goes on to its verb. */
static void clause_complete(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->content_count == 0) return;
    ByteSpan *content = &draft->content[draft->content_count - 1];
    uint32_t begin = clause_words_at(clauses, unit, content->begin);
    if (begin + 1 >= unit.end || !clauses_word_is(clauses, begin, BYTES("that"))) return;
    uint32_t end = begin + 1;
    for (; end < unit.end && clause_words_begin(clauses, end) < content->end; end++) {
        uint32_t flags = clauses_is_quote(clauses, end) ? CLASS_PAST : clauses_flags(clauses, end);
        if (phrase_is_finite_verb(clauses, end) || (flags & (CLASS_PAST | CLASS_FORM_BASE | CLASS_AUXILIARY)) != 0)
            return;
    }
    if (end >= unit.end || clauses->tokens[end].gap != GAP_COMMA) return;
    uint32_t whole = content_end(clauses, begin, unit.end);
    if (whole > end) content->end = clauses_outer_bytes(clauses, (TokenSpan){begin, whole}).end;
}

void chains_resolve(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    relative_cut(clauses, unit, draft);
    clause_complete(clauses, unit, draft);
    source_lift(clauses, unit, draft);
    if (draft_shown_in_record(clauses, unit, draft)) return;
    if (draft_quoted_as(clauses, unit, draft)) return;
    if (draft_passed_on(clauses, unit, draft) || draft_quoted_within(clauses, unit, draft)) return;
    draft_told_by_medium(clauses, unit, draft);
}
