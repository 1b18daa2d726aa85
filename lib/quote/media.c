/*
 * In:  drafts, and the units they stand in. Out: the same drafts with the media their words came through, in text order,
 *      however many; speaker and medium kept apart.
 *
 * A medium is who was told ("told the Courier"), who carried or holds the words ("published by", "seen by", "obtained
 * by" and an outlet), whom an outlet has it from ("which cited a letter"), where it was written ("on Facebook"), or a
 * link of a chain (chains.c). "As first reported by the Courier" is a credit and no part of what was said.
 *
 * Every unit is walked once for each of its first drafts, so the cost is linear.
 */
#include "media.h"

#include "chains.h"
#include "clause_words.h"
#include "contents.h"
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

/* "Star" of "the Evening Star": a word of time or place before it is a part of the name. */
static void media_widen(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t i = 0; i < draft->via_count; i++) {
        uint32_t first = clause_words_at(clauses, unit, draft->via[i].begin);
        if (first >= unit.end || !clause_words_capital(clauses, first)) continue;
        uint32_t token = first;
        while (token > unit.begin && clauses->tokens[token].gap == 0 && clause_words_capital(clauses, token - 1))
            token--;
        if (token == first) continue;
        if (token > unit.begin && clauses->tokens[token].gap == 0 && clauses_word_is(clauses, token - 1, BYTES("the")))
            token--;
        uint32_t begin = clauses_outer_bytes(clauses, (TokenSpan){token, token + 1}).begin;
        if ((i > 0 && begin < draft->via[i - 1].end) || token == unit.begin) continue;
        draft->via[i].begin = begin;
    }
}

/* "a statement seen [by the Courier]": the source is the statement; "Doe, [in an interview,]": it is Doe. */
static void source_trim(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->source.begin == draft->source.end) return;
    uint32_t end = clause_words_at(clauses, unit, draft->source.end);
    uint32_t begin = clause_words_at(clauses, unit, draft->source.begin);
    for (uint32_t token = begin + 1; token + 2 < end; token++) {
        /* "Doe, in an interview with the Courier, (said)": where he said it */
        bool set_off = (clauses->tokens[token].gap & GAP_COMMA) != 0 || clause_words_capital(clauses, token - 1);
        if (!set_off || !clauses_word_is(clauses, token, BYTES("in"))) continue;
        bool spoken = false;
        for (uint32_t word = token; word < end && word < token + 4; word++) {
            spoken = spoken || clause_words_record(clauses, word);
        }
        if (!spoken) continue;
        draft->source = clauses_outer_bytes(clauses, (TokenSpan){begin, token});
        return;
    }
    for (uint32_t token = begin + 2; token + 1 < end; token++) { /* all of "a statement seen by the Courier" */
        if (!clauses_word_is(clauses, token, BYTES("by")) || !clause_words_record(clauses, token - 2)) continue;
        if ((clauses_flags(clauses, token - 1) & CLASS_PUBLISHING) == 0) continue;
        draft->source = clauses_outer_bytes(clauses, (TokenSpan){begin, token - 1});
        return;
    }
    if (end >= unit.end || end < begin + 3 || !clauses_word_is(clauses, end, BYTES("by"))) return;
    if ((clauses_flags(clauses, end - 1) & CLASS_PUBLISHING) == 0 || !clause_words_record(clauses, end - 2)) return;
    draft->source = clauses_outer_bytes(clauses, (TokenSpan){begin, end - 1});
}

/* ", as first reported by the Courier" at the end of what was said: a credit. */
static void credit_cut(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t part = 0; part < draft->content_count; part++) {
        ByteSpan *content = &draft->content[part];
        uint32_t begin = clause_words_at(clauses, unit, content->begin);
        for (uint32_t token = begin + 1; token + 3 < unit.end && clause_words_begin(clauses, token) < content->end;
             token++) {
            if (!clauses_word_is(clauses, token, BYTES("as")) || clauses->tokens[token].gap != GAP_COMMA) continue;
            uint32_t reported = token + 1;
            while (reported < token + 3 && !(clauses_flags(clauses, reported) & CLASS_PUBLISHING)) reported++;
            if (reported + 2 > unit.end || !(clauses_flags(clauses, reported) & CLASS_PUBLISHING)) continue;
            if (reported + 1 >= unit.end || !clauses_word_is(clauses, reported + 1, BYTES("by"))) continue;
            TokenSpan medium = clause_words_capital_run(clauses, reported + 2, unit.end);
            if (medium.begin == medium.end || clauses_outer_bytes(clauses, medium).end < content->end) continue;
            content->end = clauses_outer_bytes(clauses, (TokenSpan){begin, token}).end;
            break;
        }
    }
}

/* "Mayor says dam unsafe - report": in a headline, whose words these come through stands behind a dash. */
static void headline_credit_cut(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    uint32_t last = unit.end - 1;
    if (draft->content_count == 0 || unit.end - unit.begin < 4) return;
    while (last > unit.begin + 2 && unit.end - last < 4 && clauses->tokens[last].gap == 0) last--;
    if ((clauses->tokens[last].gap & GAP_DASH) == 0 || clauses_is_quote(clauses, last)) return;
    TokenSpan credit = {last, unit.end};
    ByteSpan *content = &draft->content[draft->content_count - 1];
    uint32_t begin = clause_words_begin(clauses, last);
    bool medium = clause_words_record(clauses, last) || clause_words_name_medium(clauses, credit);
    if (!medium || content->begin >= begin || content->end <= begin) return;
    content->end = clauses_outer_bytes(clauses, (TokenSpan){last - 1, last}).end;
    media_append(draft, clauses_outer_bytes(clauses, credit));
}

/* --- Media in a unit ---------------------------------------------------------------------------------------------- */

/* Where people write themselves: "on Facebook". */
static bool is_platform(const Clauses *clauses, uint32_t token) {
    static const char *const platforms[] = {"facebook", "twitter", "instagram", "youtube",   "telegram", "reddit",
                                            "snapchat", "tiktok",  "linkedin",  "periscope", "weibo",    "tumblr"};
    return clause_words_among(clauses, token, platforms, sizeof platforms / sizeof *platforms);
}

/* ", citing the Courier", ", which cited a letter from the bank": whom a medium had it from. Empty where it is a person. */
static TokenSpan cited_at(const Clauses *clauses, uint32_t token, TokenSpan unit) {
    static const char *const forms[] = {"citing", "cited", "cites", "quoting"};
    TokenSpan none = {0, 0};
    if (token == unit.begin || token + 1 >= unit.end || clauses->tokens[token + 1].gap != 0) return none;
    if (!clause_words_among(clauses, token, forms, sizeof forms / sizeof *forms)) return none;
    bool led = clauses_word_is(clauses, token - 1, BYTES("which")) || (clauses->tokens[token].gap & GAP_COMMA) != 0;
    TokenSpan phrase = led ? phrase_after(clauses, token + 1, unit.end) : none;
    while (phrase.end > phrase.begin + 1 && (clauses_flags(clauses, phrase.end - 1) & CLASS_PUBLISHING) != 0)
        phrase.end--;
    bool record = false;
    for (uint32_t word = phrase.begin; word < phrase.end; word++) record = record || clause_words_record(clauses, word);
    return record || clause_words_name_medium(clauses, phrase) ? phrase : none;
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
    if (clauses_word_is(clauses, token, BYTES("to")) && token > unit.begin &&
        clauses_word_is(clauses, token - 1, BYTES("according"))) {
        TokenSpan name = clause_words_capital_run(clauses, next, unit.end);
        return clause_words_name_medium(clauses, name) ? name : none;
    }
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
    TokenSpan name =
        clause_words_capital_run(clauses, next, unit.end); /* "the Evening Star": evening is no time here */
    if (name.end > phrase.end) phrase = name;
    bool published = name.begin < name.end && name.end < phrase.end &&
                     (clauses_flags(clauses, name.end) & (CLASS_PAST | CLASS_PUBLISHING)) != 0;
    if (published) phrase.end = name.end; /* "with the Courier published on Sunday" */
    uint32_t comma = phrase.begin; /* "seen by the Courier, the loan …": what follows may be something else */
    while (comma < phrase.end && (comma == phrase.begin || (clauses->tokens[comma].gap & GAP_COMMA) == 0)) comma++;
    phrase.end = comma;
    if (clauses_word_is(clauses, token, BYTES("on")) && name.begin < name.end && is_platform(clauses, name.end - 1))
        return name;
    return clause_words_name_medium(clauses, phrase) ? phrase : none;
}

/* "by X" behind what says that X has or spread a record: "a statement seen by X", "as first reported by X". */
static TokenSpan carrier_at(const Clauses *clauses, uint32_t token, TokenSpan unit) {
    TokenSpan none = {0, 0};
    if (token < unit.begin + 2 || token + 1 >= unit.end || !clauses_word_is(clauses, token, BYTES("by"))) return none;
    if (clauses->tokens[token].gap != 0 ||
        !(clauses_flags(clauses, token - 1) & (CLASS_PUBLISHING | CLASS_FORM_PARTICIPLE | CLASS_FORM_PAST)))
        return none;
    bool kept = clauses_word_is(clauses, token - 2, BYTES("as")) || clauses_word_is(clauses, token - 2, BYTES("first"));
    kept = kept || clauses_word_is(clauses, token - 1, BYTES("quoted")) ||
           clauses_word_is(clauses, token - 1, BYTES("cited"));
    for (uint32_t back = token - 1; back > unit.begin && back + 6 > token && !kept; back--) {
        kept = clause_words_record(clauses, back - 1);
    }
    return kept ? clause_words_capital_run(clauses, token + 1, unit.end) : none;
}

/* "…, the news agency RNA reported" right behind what was said. */
static void credit_behind_add(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    if (draft->content_count == 0) return;
    uint32_t token = clause_words_at(clauses, unit, draft->content[draft->content_count - 1].end);
    if (token + 1 >= unit.end || clauses->tokens[token].gap != GAP_COMMA || clauses_is_quote(clauses, token)) return;
    if (clauses_word_is(clauses, token, BYTES("as"))) token++;
    if (!content_is_credit(clauses, token, unit.end) || clauses_word_is(clauses, token, BYTES("according"))) return;
    TokenSpan medium = {token, token};
    while (medium.end < unit.end && !clauses_is_cue(clauses, medium.end)) medium.end++;
    if (clause_words_name_medium(clauses, medium)) media_append(draft, clauses_outer_bytes(clauses, medium));
}

/* "According to a memo obtained by the Courier, Doe warned …": the memo is one of the media. */
static void record_according_add(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t token = unit.begin; token + 3 < unit.end && token < unit.begin + 2; token++) {
        if (!clauses_word_is(clauses, token, BYTES("according"))) continue;
        TokenSpan record = phrase_after(clauses, token + 2, unit.end);
        for (uint32_t end = record.begin + 1; end <= record.end && end + 1 < unit.end; end++) {
            bool held = (clauses_flags(clauses, end) & CLASS_PUBLISHING) != 0 &&
                        clauses_word_is(clauses, end + 1, BYTES("by")) && clause_words_record(clauses, end - 1);
            if (!held) continue;
            ByteSpan via = clauses_outer_bytes(clauses, (TokenSpan){record.begin, end});
            if (via.end <= draft->source.begin) media_append(draft, via);
            return;
        }
    }
}

static void unit_media_add(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t token = unit.begin; token < unit.end; token++) {
        const WordClass *word = clauses_class(clauses, token);
        if (!word->leads_to_medium && (word->frames & FRAME_LISTENER) == 0) continue;
        TokenSpan phrase = medium_at(clauses, token, unit);
        if (phrase.begin == phrase.end) phrase = carrier_at(clauses, token, unit);
        if (phrase.begin == phrase.end) phrase = cited_at(clauses, token, unit);
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

/* "the Courier reported, citing a letter": the letter is where it comes from, and no words of anybody's. */
static bool draft_only_cites(const Clauses *clauses, TokenSpan unit, const Draft *draft) {
    if (draft->content_count == 0 || draft->cue.begin >= draft->cue.end) return false;
    uint32_t cue = clause_words_at(clauses, unit, draft->cue.begin);
    if (cue >= unit.end || clauses_is_quote(clauses, cue)) return false;
    TokenSpan cited = cited_at(clauses, cue, unit);
    return cited.begin < cited.end && clause_words_at(clauses, unit, draft->content[0].begin) == cited.begin;
}

/* "said in an interview with the Courier": the medium is no part of the cue, nor is what leads to it. */
static void cue_trim(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t i = 0; i < draft->via_count; i++) {
        if (draft->via[i].begin <= draft->cue.begin || draft->via[i].begin >= draft->cue.end) continue;
        uint32_t first = clause_words_at(clauses, unit, draft->cue.begin);
        uint32_t medium = clause_words_at(clauses, unit, draft->via[i].begin);
        if (medium < first + 2) continue;
        draft->cue = clauses_outer_bytes(clauses, (TokenSpan){first, medium - 1});
    }
}

/* Media named in the unit an attribution stands in, and in the one before where it points back to it. */
void media_add(const Clauses *clauses, Drafts *drafts) {
    for (size_t index = 0; index < drafts->count; index++) {
        Draft *draft = &drafts->items[index];
        if (draft->unit == INDEX_NONE) continue;
        /* The last draft of a unit with very many would make this quadratic; one with more than a few is no prose. */
        if (index >= 8 && drafts->items[index - 8].unit == draft->unit) continue;
        const Unit *unit = &clauses->units[draft->unit];
        if (draft_only_cites(clauses, unit->tokens, draft)) draft->content_count = 0;
        chains_resolve(clauses, unit->tokens, draft);
        source_trim(clauses, unit->tokens, draft);
        credit_cut(clauses, unit->tokens, draft);
        bool headline = clauses->input->text->paragraphs[unit->paragraph_index].role == BLOCK_HEADLINE;
        if (headline) headline_credit_cut(clauses, unit->tokens, draft);
        record_according_add(clauses, unit->tokens, draft);
        unit_media_add(clauses, unit->tokens, draft);
        credit_behind_add(clauses, unit->tokens, draft);
        media_widen(clauses, unit->tokens, draft);
        cue_trim(clauses, unit->tokens, draft);
        if (draft->unit > 0 && unit_points_back(clauses, unit)) {
            TokenSpan publisher = publisher_in(clauses, clauses->units[draft->unit - 1].tokens);
            if (publisher.begin < publisher.end) media_append(draft, clauses_outer_bytes(clauses, publisher));
        }
    }
}
