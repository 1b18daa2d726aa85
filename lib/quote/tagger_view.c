/*
 * What the tagger looks at.
 *
 * In:  an article's units and quoted spans, the drafts the rules made of it, the lexemes of its words.
 * Out: for each word of narration a handful of small facts.
 *
 * What the rules made of a word is a fact like any other: where rules are good the model learns to follow them, and it
 * learns where they are not. With the nearest words on either side that the lexicon has as cues, they are what tells the
 * tagger of more than a word's neighbours.
 */
#include "tagger.h"

#define EDGE_WORDS 3 /* of a quotation, at either end; what lies between them goes with them */
#define FETCH_AHEAD 12 /* words: what is known of a word is asked for that long before it is read */
#define NEAR_WORDS 4 /* farther from a quotation's edge all words are alike */

/* --- One word ----------------------------------------------------------------------------------------------------- */

/* Below TAGGER_MASKS, and not 0. */
static uint32_t shape_of(uint32_t flags) {
    if ((flags & WORD_NUMBER) != 0) return 1;
    uint32_t shape = (flags & WORD_ALL_CAPITALS) != 0 ? 3 : 2;
    if ((flags & WORD_SENTENCE_START) != 0) shape += 2;
    if ((flags & WORD_POSSESSIVE) != 0) shape += 8;
    if ((flags & WORD_ABBREVIATION) != 0) shape += 16;
    return shape;
}

static void word_read(TaggerWord *it, const AttributionInput *input, const TaggerLexicon *lexicon) {
    uint32_t flags = input->text->words[it->word].flags;
    const TaggerEntry *entry = &lexicon->entries[input->text->word_ids[it->word]];
    bool known = (flags & WORD_NUMBER) == 0;
    if ((flags & WORD_CAPITALISED) != 0)
        known = known && ((flags & WORD_SENTENCE_START) != 0 ? entry->known_at_start : entry->known_inside);
    it->lexeme = known ? entry->lexeme : shape_of(flags);
    it->category = known ? entry->category : lexicon->lexemes[it->lexeme].category;
    it->cluster = known ? entry->cluster : 0;
}

/* --- Between words ------------------------------------------------------------------------------------------------ */

static uint8_t gap_between(Bytes text, uint32_t begin, uint32_t end) {
    uint8_t gap = 0;
    for (uint32_t i = begin; i < end; i++) {
        uint8_t byte = text.data[i];
        switch (byte) {
        case ',': gap |= GAP_COMMA; break;
        case ':': gap |= GAP_COLON; break;
        case ';': gap |= GAP_SEMICOLON; break;
        case '(':
        case '[': gap |= GAP_OPEN; break;
        case ')':
        case ']': gap |= GAP_CLOSE; break;
        case '.': gap |= GAP_STOP; break;
        case '!':
        case '?': gap |= GAP_ASKED; break;
        case '-': gap |= GAP_DASH; break;
        case 0xE2:
            if (i + 2 < end && text.data[i + 1] == 0x80) {
                if (text.data[i + 2] == 0x93 || text.data[i + 2] == 0x94) gap |= GAP_DASH;
                if (text.data[i + 2] == 0xA6) gap |= GAP_STOP;
            }
            break;
        default: break;
        }
    }
    return gap;
}

/* 0 nothing, 1 comma, 2 colon or semicolon, 3 dash, 4 bracket, 5 end of sentence */
static uint8_t gap_kind(const TaggerWord *it, bool starts) {
    if (starts || (it->gap & (GAP_STOP | GAP_ASKED)) != 0) return 5;
    if ((it->gap & GAP_DASH) != 0) return 3;
    if ((it->gap & (GAP_COLON | GAP_SEMICOLON)) != 0) return 2;
    if ((it->gap & (GAP_OPEN | GAP_CLOSE)) != 0) return 4;
    return (it->gap & GAP_COMMA) != 0;
}

/* --- Quotation marks ---------------------------------------------------------------------------------------------- */

static uint8_t span_length(const QuotedSpan *span) {
    uint32_t words = span->words.end - span->words.begin;
    return words <= 2 ? 0 : words <= 5 ? 1 : 2;
}

/* What the quotation ends in, inside its marks: 0 nothing, 1 comma, 2 stop, 3 question. */
static uint8_t span_tail(Bytes text, const QuotedSpan *span) {
    uint8_t last = span->inner.end > span->inner.begin ? text.data[span->inner.end - 1] : 0;
    return last == ',' ? 1 : last == '.' ? 2 : last == '?' || last == '!' ? 3 : 0;
}

static void quotes_read(TaggerView *view) {
    const AttributionInput *input = view->clauses->input;
    for (uint32_t index = 0; index < input->quoted->count; index++) {
        const QuotedSpan *span = &input->quoted->items[index];
        if (span->parent != INDEX_NONE || span->words.begin >= span->words.end) continue;
        if (view->of_text[span->words.begin] == INDEX_NONE) continue;
        uint32_t first = view->of_text[span->words.begin];
        uint32_t count = span->words.end - span->words.begin;
        uint8_t length = span_length(span);
        uint8_t tail = span_tail(input->text->bytes, span);
        for (uint32_t i = 0; i < count && view->words[first + i].word != INDEX_NONE; i++) {
            uint8_t where = count == 1 ? 0 : i == 0 ? 1 : i + 1 == count ? 2 : 3;
            view->words[first + i].quote = (uint8_t)(1 + where + 4 * length + 12 * (span->continues != INDEX_NONE));
            view->words[first + i].span = index;
            view->words[first + i].deep = i >= EDGE_WORDS && i + EDGE_WORDS < count;
        }
        uint32_t end = first + count;
        for (uint32_t i = 0; i < NEAR_WORDS && view->words[end + i].word != INDEX_NONE; i++) {
            if (view->words[end + i].behind_quote == 0 || i == 0)
                view->words[end + i].behind_quote = (uint8_t)(1 + i + 4 * (tail + 4 * length));
        }
        for (uint32_t i = 1; i <= NEAR_WORDS && first >= i && view->words[first - i].word != INDEX_NONE; i++) {
            if (view->words[first - i].before_quote != 0 && i > 1) break;
            uint8_t gap = gap_kind(&view->words[first], false);
            view->words[first - i].before_quote = (uint8_t)(i + 4 * (gap + 6 * length));
        }
    }
}

/* --- Rules -------------------------------------------------------------------------------------------------------- */

/* A rules' draft by its place among all drafts, and among those with content. */
typedef struct RuleNumber {
    uint32_t all;
    uint32_t with_content;
} RuleNumber;

static void rule_mark(TaggerView *view, ByteSpan bytes, uint8_t tag, RuleNumber draft) {
    WordSpan words = text_words_of(view->clauses->input->text, bytes);
    for (uint32_t word = words.begin; word < words.end; word++) {
        uint32_t index = view->of_text[word];
        if (index == INDEX_NONE) continue;
        view->words[index].rule = (uint8_t)(tag + (word > words.begin));
        view->words[index].draft = draft.all + 1;
        view->words[index].draft_found = draft.with_content;
    }
}

static void rules_read(TaggerView *view, const Drafts *rules) {
    RuleNumber number = {0, 0};
    for (size_t i = 0; i < rules->count; i++) {
        const Draft *draft = &rules->items[i];
        if (draft->content_count == 0) continue;
        number.all = (uint32_t)i;
        for (uint32_t part = 0; part < draft->content_count; part++) {
            bool behind = draft->content[part].begin >= draft->cue.begin;
            rule_mark(view, draft->content[part], behind ? TAG_CONTENT_BEHIND : TAG_CONTENT_BEFORE, number);
        }
        number.with_content++;
    }
    number.with_content = 0;
    for (size_t i = 0; i < rules->count; i++) {
        const Draft *draft = &rules->items[i];
        if (draft->content_count == 0) continue;
        number.all = (uint32_t)i;
        bool behind = draft->source.begin >= draft->cue.begin;
        rule_mark(view, draft->source, behind ? TAG_SOURCE_BEHIND : TAG_SOURCE_BEFORE, number);
        rule_mark(view, draft->cue, TAG_CUE, number);
        number.with_content++;
    }
}

/* --- The view ----------------------------------------------------------------------------------------------------- */

static void unit_read(TaggerView *view, uint32_t first, uint32_t end, const Unit *unit) {
    uint32_t cue = 0;
    for (uint32_t i = first; i < end; i++) {
        TaggerWord *it = &view->words[i];
        it->cue_left = cue;
        if (it->category >= 1 && it->category <= 5 && it->span == INDEX_NONE) cue = i;
        uint32_t from_start = i - first;
        uint32_t from_end = end - 1 - i;
        it->place = (uint8_t)((from_start < 4    ? from_start
                               : from_start < 10 ? 4
                                                 : 5) +
                              6 * (from_end < 2 ? from_end : 2) + 18 * unit->paragraph_start);
    }
    cue = 0;
    for (uint32_t i = end; i-- > first;) {
        view->words[i].cue_right = cue;
        if (view->words[i].category >= 1 && view->words[i].category <= 5 && view->words[i].span == INDEX_NONE) cue = i;
    }
    for (uint32_t i = first; i < end; i++) {
        TaggerWord *it = &view->words[i];
        const TaggerWord *before = &view->words[i - 1];
        uint32_t opens = it->span != INDEX_NONE && before->span != it->span;
        uint32_t closes = before->word != INDEX_NONE && before->span != INDEX_NONE && before->span != it->span;
        uint32_t edge = it->span == INDEX_NONE ? closes : 2 + (opens ? 1 + closes : 0);
        it->context = (uint8_t)(gap_kind(it, i == first) + 6 * edge);
    }
}

TaggerView tagger_view_build(const Clauses *clauses, const bool *paragraphs, const Drafts *rules,
                             const TaggerLexicon *lexicon, Arena *result) {
    const AttributionInput *input = clauses->input;
    const Text *text = input->text;
    TaggerView view = {.clauses = clauses, .lexicon = lexicon};
    view.words =
        arena_new_array(result, TaggerWord, text->word_count + TAGGER_PAD * (size_t)(text->paragraph_count + 2));
    view.of_text = arena_new_array_uncleared(result, uint32_t, text->word_count + 1);
    for (uint32_t i = 0; i <= text->word_count; i++) view.of_text[i] = INDEX_NONE;
    for (uint32_t index = 0; index < clauses->unit_count; index++) {
        const Unit *unit = &clauses->units[index];
        if (unit->tokens.begin >= unit->tokens.end || (paragraphs && !paragraphs[unit->paragraph_index])) continue;
        if (unit->paragraph_start) {
            for (uint32_t i = 0; i < TAGGER_PAD; i++) view.words[view.count++] = (TaggerWord){.word = INDEX_NONE};
        }
        uint32_t last = clauses->tokens[unit->tokens.end - 1].words.end;
        for (uint32_t word = clauses->tokens[unit->tokens.begin].words.begin; word < last; word++) {
            TaggerWord *it = &view.words[view.count];
            it->word = word;
            it->unit = index;
            it->span = INDEX_NONE;
            if (word + FETCH_AHEAD < text->word_count)
                __builtin_prefetch(&lexicon->entries[text->word_ids[word + FETCH_AHEAD]]);
            word_read(it, input, lexicon);
            if (word > 0)
                it->gap = gap_between(text->bytes, text->words[word - 1].byte_begin + text->words[word - 1].byte_size,
                                      text->words[word].byte_begin);
            view.of_text[word] = view.count++;
        }
    }
    for (uint32_t i = 0; i < TAGGER_PAD; i++) view.words[view.count++] = (TaggerWord){.word = INDEX_NONE};
    quotes_read(&view);
    rules_read(&view, rules);
    for (uint32_t first = 0; first < view.count;) {
        uint32_t end = first + 1;
        if (view.words[first].word != INDEX_NONE) {
            while (view.words[end].word != INDEX_NONE && view.words[end].unit == view.words[first].unit) end++;
            unit_read(&view, first, end, &clauses->units[view.words[first].unit]);
        }
        first = end;
    }
    return view;
}
