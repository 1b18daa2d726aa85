/*
 * Where what was said begins and ends.
 *
 * In:  a run of words that the tagger has as content, the draft it goes to, the rules' drafts.
 * Out: its bytes, with edges that the tagger, for which all of it is content, can't see.
 *
 * Quotation marks have the last word about quoted speech: a content that covers most of a quotation covers all of it,
 * one that only brushes it ends at the mark. Beyond the marks it ends where something else begins that only the
 * sentence as a whole shows: the main clause behind an opening one ("When Marsh said the wall held, the town cheered"),
 * another speaker and his quotation, the same speaker's next cue, or what tells of the telling.
 */
#include "phrases.h"
#include "tagger.h"
#include "vetoes.h"

#define COLON_WORDS_MAX 12 /* before a colon; more is a sentence of its own */
#define NAME_WORDS_MAX 6
#define OCCASION_WORDS_MAX 12 /* "in an interview on the Herald's weekly "Talk of the Town"" */
#define TITLE_TO_THAT_WORDS_MAX 4
#define CLAUSE_TOKENS_MAX 8 /* from the comma of a main clause to its verb */

static bool word_is(const AttributionInput *input, uint32_t word, Bytes folded) {
    return bytes_equal(input->vocabulary->words[input->text->word_ids[word]], folded);
}

/* "one wish for the town: "Move the school"": what a colon introduces begins behind it. */
static WordSpan colon_cut(const TaggerView *view, WordSpan words) {
    for (uint32_t i = words.begin + 1; i < words.end && i < words.begin + COLON_WORDS_MAX; i++) {
        const TaggerWord *it = &view->words[i];
        if (it->span != INDEX_NONE && it[-1].span == INDEX_NONE && (it->gap & GAP_COLON) != 0) words.begin = i;
    }
    return words;
}

/* "told "Harbour Watch" on Sunday that …": a title before "that" is whom it was told, and no part of it. */
static WordSpan title_cut(const TaggerView *view, WordSpan words) {
    const AttributionInput *input = view->clauses->input;
    uint32_t span = view->words[words.begin].span;
    if (span == INDEX_NONE) return words;
    uint32_t i = words.begin;
    for (; i < words.end && view->words[i].span == span; i++) {
        const Word *word = &input->text->words[view->words[i].word];
        if ((word->flags & WORD_CAPITALISED) == 0 && (word->byte_size > 4 || i == words.begin)) return words;
    }
    for (uint32_t word = i; word < words.end && word < i + TITLE_TO_THAT_WORDS_MAX; word++) {
        if (view->words[word].span != INDEX_NONE || (view->words[word].gap & ~GAP_COMMA) != 0) return words;
        if (word_is(input, view->words[word].word, BYTES("that"))) return (WordSpan){word, words.end};
    }
    return words;
}

/* A content that covers at least half of a quotation's words covers it; one that brushes it ends at its mark. */
static WordSpan snap(const TaggerView *view, WordSpan words) {
    const QuotedSpans *quoted = view->clauses->input->quoted;
    for (int edge = 0; edge < 2; edge++) {
        if (words.begin >= words.end) return words;
        uint32_t at = edge == 0 ? words.begin : words.end - 1;
        uint32_t index = view->words[at].span;
        if (index == INDEX_NONE) continue;
        WordSpan span = quoted->items[index].words;
        WordSpan outer = {view->of_text[span.begin], view->of_text[span.end - 1]};
        if (outer.begin == INDEX_NONE || outer.end == INDEX_NONE) continue;
        outer.end++;
        uint32_t begin = words.begin > outer.begin ? words.begin : outer.begin;
        uint32_t end = words.end < outer.end ? words.end : outer.end;
        bool most = 2 * (end - begin) >= outer.end - outer.begin;
        if (edge == 0) words.begin = most ? outer.begin : words.end > outer.end ? outer.end : words.begin;
        if (edge == 1) words.end = most ? outer.end : words.begin < outer.begin ? outer.begin : words.end;
    }
    return words;
}

/* "Marsh (Valley Party" ends behind the bracket it opens. */
static ByteSpan bracket_close(Bytes text, ByteSpan bytes) {
    bool open = false;
    for (uint32_t i = bytes.begin; i < bytes.end; i++) {
        if (text.data[i] == '(') open = true;
        if (text.data[i] == ')') open = false;
    }
    if (open && bytes.end < text.size && text.data[bytes.end] == ')') bytes.end++;
    return bytes;
}

/* Without marks at its edges. */
ByteSpan tagger_segment_bytes(const TaggerView *view, WordSpan words) {
    const Text *text = view->clauses->input->text;
    const QuotedSpans *quoted = view->clauses->input->quoted;
    const TaggerWord *first = &view->words[words.begin];
    const TaggerWord *last = &view->words[words.end - 1];
    ByteSpan bytes = text_bytes_of(text, (WordSpan){first->word, last->word + 1});
    if (last->span != INDEX_NONE && quoted->items[last->span].words.end == last->word + 1)
        bytes.end = quoted->items[last->span].inner.end;
    if (first->span != INDEX_NONE && quoted->items[first->span].words.begin == first->word)
        bytes.begin = quoted->items[first->span].inner.begin;
    return bracket_close(text->bytes, bytes);
}

/* "he was "concerned about …"": a content that stops right before a quotation goes on with it. */
static WordSpan quote_join(const TaggerView *view, WordSpan words) {
    const TaggerWord *next = &view->words[words.end];
    if (next->word == INDEX_NONE || next->span == INDEX_NONE || next->span == next[-1].span || next->gap != 0)
        return words;
    if (next[-1].span != INDEX_NONE || tag_kind(next->tag) == SEGMENT_CONTENT) return words;
    uint32_t last = view->clauses->input->quoted->items[next->span].words.end - 1;
    uint32_t end = view->of_text[last];
    if (end != INDEX_NONE && end >= words.end) words.end = end + 1;
    return words;
}

/*
 * "the wall was safe and added that …": where the rules see the same speaker's next cue behind an "and", that is where
 * the content ends. The tagger, for which all of it is content, can't say where the second one begins.
 */
static WordSpan joined_cut(const TaggerView *view, WordSpan words, const Drafts *rules, TaggerDraft *found) {
    const Draft *draft = &found->draft;
    const AttributionInput *input = view->clauses->input;
    for (uint32_t i = words.begin + 2; i < words.end; i++) {
        const TaggerWord *it = &view->words[i];
        if (it->rule != TAG_CUE || it->span != INDEX_NONE || it[-1].word == INDEX_NONE || it->draft == 0) continue;
        const uint32_t before = input->word_classes[input->text->word_ids[it[-1].word]].flags;
        /* ", but he said …": a pronoun of its own */
        if ((before & CLASS_SUBJECT) != 0 && (before & CLASS_RELATIVE) == 0 && i >= words.begin + 3 &&
            (it[-2].gap & GAP_COMMA) != 0 && it[-2].span == INDEX_NONE &&
            (input->word_classes[input->text->word_ids[it[-2].word]].flags & CLASS_COORDINATOR) != 0) {
            found->joined = it->draft_found + 1;
            return (WordSpan){words.begin, i - 2};
        }
        if ((before & CLASS_COORDINATOR) == 0) continue;
        ByteSpan source = rules->items[it->draft - 1].source;
        if (source.begin >= draft->source.end || draft->source.begin >= source.end) continue;
        found->joined = it->draft_found + 1;
        return (WordSpan){words.begin, i - 1};
    }
    return words;
}

/*
 * "the wall held, Doe boasted, "…"": another speaker's cue with his quotation behind it is not what the first one said.
 * The rules see both.
 */
static WordSpan speaker_cut(const TaggerView *view, WordSpan words, const Drafts *rules, const Draft *draft) {
    const QuotedSpans *quoted = view->clauses->input->quoted;
    for (uint32_t i = words.begin + 2; i < words.end; i++) {
        const TaggerWord *it = &view->words[i];
        if (it->rule != TAG_CUE || it->span != INDEX_NONE || it->draft == 0) continue;
        const Draft *other = &rules->items[it->draft - 1];
        WordSpan source = text_words_of(view->clauses->input->text, other->source);
        WordSpan said = text_words_of(view->clauses->input->text, other->content[0]);
        if (source.begin >= source.end || said.begin >= said.end || other->source.begin > other->cue.begin) continue;
        if (other->source.begin < draft->source.end && draft->source.begin < other->source.end) continue;
        uint32_t first = view->of_text[source.begin];
        uint32_t speech = view->of_text[said.begin];
        if (first == INDEX_NONE || speech == INDEX_NONE || first <= words.begin + 1) continue;
        const TaggerWord *head = &view->words[speech];
        bool quotes = head->span != INDEX_NONE && quoted->items[head->span].words.begin == said.begin &&
                      (head->gap & (GAP_COMMA | GAP_COLON)) != 0;
        if (quotes && speech > i) return (WordSpan){words.begin, first};
    }
    return words;
}

/* Does the main clause of a sentence begin at this token, behind a comma: a subject, and its verb soon? */
static bool main_clause_begins(const Clauses *clauses, uint32_t token, uint32_t end) {
    uint16_t gap = token > 0 ? clauses->tokens[token].gap | clauses->tokens[token - 1].tail : 0;
    if (clauses_is_quote(clauses, token) || (gap & (GAP_COMMA | GAP_DASH)) == 0) return false;
    const uint32_t opens = CLASS_SUBJECT | CLASS_DETERMINER | CLASS_POSSESSIVE;
    uint32_t flags = clauses_flags(clauses, token);
    bool capital = (clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0;
    if ((flags & CLASS_RELATIVE) != 0 || ((flags & opens) == 0 && !capital)) return false;
    for (uint32_t i = token + 1; i < end && i < token + CLAUSE_TOKENS_MAX; i++) {
        if (clauses_is_quote(clauses, i) || (clauses->tokens[i].gap & ~GAP_OPEN & ~GAP_CLOSE) != 0) return false;
        if ((clauses_flags(clauses, i) & (CLASS_COORDINATOR | CLASS_RELATIVE | CLASS_SUBORDINATOR)) != 0) return false;
        /* a past form right behind a name or "it", "they"; elsewhere it may be a participle */
        bool subject = (clauses_flags(clauses, i - 1) & CLASS_SUBJECT) != 0 ||
                       (clauses_word_flags(clauses, i - 1) & WORD_CAPITALISED) != 0;
        if (phrase_is_finite_verb(clauses, i) || (subject && (clauses_flags(clauses, i) & CLASS_PAST) != 0))
            return true;
    }
    return false;
}

/* Does the sentence begin with a clause that another one follows: "though …", "after saying …", "claiming …"? */
static bool sentence_opens(const Clauses *clauses, uint32_t first) {
    static const char *const openers[] = {"when", "after", "before", "since", "despite"};
    const uint32_t opens = CLASS_SUBORDINATOR | CLASS_FORM_ING | CLASS_ING;
    if (clauses_is_quote(clauses, first)) return false;
    if ((clauses_flags(clauses, first) & opens) != 0) return true;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (clauses_word_is(clauses, first, bytes_from_string(openers[i]))) return true;
    return false;
}

/* The token at which the main clause begins behind an opening clause that has the cue; the unit's end where none does. */
static uint32_t main_clause_of(const Clauses *clauses, TokenSpan unit, WordSpan cue) {
    uint32_t first = unit.begin;
    if ((clauses_flags(clauses, first) & CLASS_COORDINATOR) != 0 && first + 1 < unit.end) first++;
    if (cue.begin >= cue.end || cue.begin < clauses->tokens[first].words.begin) return unit.end;
    if (!sentence_opens(clauses, first)) return unit.end;
    for (uint32_t token = first + 1; token < unit.end; token++) {
        if (!main_clause_begins(clauses, token, unit.end)) continue;
        return clauses->tokens[token].words.begin > cue.end ? token : unit.end;
    }
    return unit.end;
}

/* "Though Marsh called for the wall to be "blown up", the town hesitated": what is said in an opening clause ends there. */
static WordSpan opening_cut(const TaggerView *view, WordSpan words, const Draft *draft) {
    const Clauses *clauses = view->clauses;
    const TaggerWord *head = &view->words[words.begin];
    TokenSpan unit = clauses->units[head->unit].tokens;
    WordSpan cue = text_words_near(clauses->input->text, draft->cue, head->word);
    if (cue.begin >= head->word || cue.begin < clauses->tokens[unit.begin].words.begin) return words;
    uint32_t token = main_clause_of(clauses, unit, cue);
    uint32_t place = token < unit.end ? view->of_text[clauses->tokens[token].words.begin] : INDEX_NONE;
    if (place == INDEX_NONE) return words;
    if (place <= words.begin) words.end = words.begin;
    if (place < words.end) words.end = place;
    return words;
}

/* "After saying she was ill, Doe left": who speaks in an opening clause without a subject is the main clause's. */
ByteSpan tagger_opening_source(const TaggerView *view, const Draft *draft) {
    const Clauses *clauses = view->clauses;
    const AttributionInput *input = clauses->input;
    ByteSpan none = {0, 0};
    WordSpan cue = text_words_of(input->text, draft->cue);
    if (draft->unit >= clauses->unit_count || cue.begin >= cue.end) return none;
    TokenSpan unit = clauses->units[draft->unit].tokens;
    if ((input->word_classes[input->text->word_ids[cue.begin]].flags & (CLASS_FORM_ING | CLASS_ING)) == 0) return none;
    if (cue.begin > clauses->tokens[unit.begin].words.begin + 1) return none;
    uint32_t token = main_clause_of(clauses, unit, cue);
    if (token >= unit.end) return none;
    TokenSpan subject = phrase_after(clauses, token, unit.end);
    if ((clauses_flags(clauses, token) & CLASS_SUBJECT) != 0) subject = (TokenSpan){token, token + 1};
    return subject.begin < subject.end ? clauses_outer_bytes(clauses, subject) : none;
}

/* "The plan failed, reported Reuters": a name between the cue and the end of its clause. */
ByteSpan tagger_source_behind(const TaggerView *view, const Draft *draft) {
    const Text *text = view->clauses->input->text;
    ByteSpan none = {0, 0};
    WordSpan cue = text_words_of(text, draft->cue);
    if (cue.begin >= cue.end || draft->content_count == 0 || draft->content[0].begin > draft->cue.begin) return none;
    const WordClass *word = &view->clauses->input->word_classes[text->word_ids[cue.end - 1]];
    if ((word->frames & FRAME_QUOTE) == 0 || (word->flags & CLASS_FORM_PAST) == 0) return none;
    uint32_t end = cue.end;
    for (; end < text->word_count && end < cue.end + NAME_WORDS_MAX; end++) {
        uint32_t place = view->of_text[end];
        if (place == INDEX_NONE || view->words[place].span != INDEX_NONE) break;
        if ((text->words[end].flags & (WORD_CAPITALISED | WORD_SENTENCE_START)) != WORD_CAPITALISED) break;
        if (view->words[place].gap != 0) break;
    }
    if (end == cue.end) return none;
    uint32_t behind = end < text->word_count ? view->of_text[end] : INDEX_NONE;
    bool closes =
        behind == INDEX_NONE || view->words[behind].gap != 0 || (text->words[end].flags & WORD_SENTENCE_START) != 0;
    return closes ? text_bytes_of(text, (WordSpan){cue.end, end}) : none;
}

/*
 * What stands behind the last quotation of a content and tells of the telling: "called it a "disgrace" Tuesday on the
 * radio", "blamed them for "partial" answers, meaning …".
 */
static WordSpan adjunct_cut(const TaggerView *view, WordSpan words, const Draft *draft) {
    const AttributionInput *input = view->clauses->input;
    uint32_t behind = words.end;
    while (behind > words.begin && view->words[behind - 1].span == INDEX_NONE) behind--;
    if (behind == words.begin || behind == words.end) return words;
    const TaggerWord *it = &view->words[behind];
    uint32_t flags = input->word_classes[input->text->word_ids[it->word]].flags;
    uint8_t last = input->text->bytes.data[input->quoted->items[it[-1].span].inner.end - 1];
    bool when = draft->object && ((flags & CLASS_TIME) != 0 || word_is(input, it->word, BYTES("during")));
    bool meanwhile = (flags & (CLASS_ING | CLASS_FORM_ING)) != 0 && (last == ',' || (it->gap & GAP_COMMA) != 0);
    /* "He said "no," when Doe asked", "He chanted "What now?" and left": a quotation that is a sentence has ended. */
    bool whole = view->words[words.begin].span != INDEX_NONE && view->words[words.begin].span == it[-1].span;
    bool stops = last == '.' || last == '!' || last == '?';
    meanwhile = meanwhile || (whole && (stops || (last == ',' && (flags & CLASS_SUBORDINATOR) != 0)));
    return when || meanwhile ? (WordSpan){words.begin, behind} : words;
}

/*
 * "On Monday's edition of "Harbour Watch," Doe said …": a phrase before the cue that hangs on a preposition, with no words
 * in marks but a title, is where it was said.
 */
static bool is_occasion(const TaggerView *view, WordSpan words, const Draft *draft) {
    const AttributionInput *input = view->clauses->input;
    const TaggerWord *head = &view->words[words.begin];
    const TaggerWord *tail = &view->words[words.end - 1];
    if (words.end - words.begin > OCCASION_WORDS_MAX || tail->span == INDEX_NONE || head->span != INDEX_NONE)
        return false;
    if (input->text->words[tail->word].byte_begin > draft->cue.begin) return false;
    if ((input->word_classes[input->text->word_ids[head->word]].flags & CLASS_PREPOSITION) == 0) return false;
    for (uint32_t i = words.begin; i < words.end; i++) {
        const Word *word = &input->text->words[view->words[i].word];
        bool opens = view->words[i].span != INDEX_NONE && view->words[i].span != view->words[i - 1].span;
        if (view->words[i].span == INDEX_NONE) continue;
        if ((word->flags & (WORD_CAPITALISED | WORD_NUMBER)) == 0 && (word->byte_size > 4 || opens)) return false;
    }
    return true;
}

/* "a book called "Winning the River,"": the name of a work, and no more. */
static bool is_work(const TaggerView *view, WordSpan words) {
    const AttributionInput *input = view->clauses->input;
    uint32_t span = view->words[words.begin].span;
    if (span == INDEX_NONE || view->words[words.end - 1].span != span) return false;
    return vetoes_span_is_title(input, &input->quoted->items[span]);
}

ByteSpan tagger_content_bytes(const TaggerView *view, WordSpan words, const Drafts *rules, TaggerDraft *found) {
    words = title_cut(view, colon_cut(view, snap(view, words)));
    words = joined_cut(view, quote_join(view, words), rules, found);
    words = speaker_cut(view, words, rules, &found->draft);
    if (words.begin < words.end) words = opening_cut(view, words, &found->draft);
    if (words.begin < words.end) words = adjunct_cut(view, words, &found->draft);
    if (words.begin < words.end && (is_occasion(view, words, &found->draft) || is_work(view, words)))
        words.end = words.begin;
    return words.begin < words.end ? tagger_segment_bytes(view, words) : (ByteSpan){0, 0};
}

/* The same edges for a part of a rules' draft. */
ByteSpan tagger_rule_bytes(const TaggerView *view, ByteSpan part, const Draft *draft) {
    WordSpan words = text_words_of(view->clauses->input->text, part);
    if (words.begin >= words.end) return part;
    WordSpan places = {view->of_text[words.begin], view->of_text[words.end - 1]};
    if (places.begin == INDEX_NONE || places.end == INDEX_NONE) return part;
    places.end++;
    WordSpan kept = opening_cut(view, places, draft);
    if (kept.begin < kept.end) kept = adjunct_cut(view, kept, draft);
    return kept.end == places.end || kept.begin >= kept.end ? part : tagger_segment_bytes(view, kept);
}

/* The first place of a quotation in a run of words; its end where there is none. */
static uint32_t quotation_in(const TaggerView *view, WordSpan words) {
    uint32_t place = words.begin;
    while (place < words.end && view->words[place].span == INDEX_NONE) place++;
    return place;
}

/*
 * ""It is over," she said of the long strike", ""You broke us," she said, referring to the loan": what stands behind a
 * quotation's cue without marks and hangs on a preposition or a participle is what the telling was about.
 */
WordSpan tagger_later_part(const TaggerView *view, WordSpan words, const Draft *draft) {
    const AttributionInput *input = view->clauses->input;
    const TaggerWord *head = &view->words[words.begin];
    if (head->span != INDEX_NONE || draft->content_count == 0 || head->word == 0) return words;
    WordSpan said = text_words_near(input->text, draft->content[0], head->word);
    WordSpan cue = text_words_near(input->text, draft->cue, head->word);
    if (said.begin >= said.end || cue.begin >= cue.end || said.begin > cue.begin || head->word < cue.end) return words;
    uint32_t last = view->of_text[said.end - 1];
    if (last == INDEX_NONE || view->words[last].span == INDEX_NONE) return words;
    const uint32_t hangs = CLASS_PREPOSITION | CLASS_ING | CLASS_FORM_ING;
    uint32_t flags = input->word_classes[input->text->word_ids[head->word]].flags |
                     input->word_classes[input->text->word_ids[head->word - 1]].flags;
    if ((flags & hangs) != 0) words.begin = quotation_in(view, words);
    return words;
}
