/*
 * From drafts to quotations.
 *
 * In:  one article's text, quoted spans, word classes.
 * Out: its quotations by place: kind, parts in quotation marks, cue, source, media, confidence.
 *
 * The seam: who said what comes as drafts (draft.h), from rules or from the tagger; everything here is computed from
 * drafts and quoted spans alone. The kind is the share of a content's words that stand in quotation marks. What stands
 * in marks and belongs to no draft is a quotation without a speaker where it is a sentence, else a scare record: a
 * title, a nickname, a word the reporter keeps at arm's length.
 *
 * Invariant: content and quoted parts are in text order and lie in the article; quoted parts lie inside content.
 */
#include "attribution.h"

#include <stdlib.h>

#include "datelines.h"
#include "draft.h"
#include "marks.h"
#include "media.h"
#include "party_marks.h"
#include "tagger.h"
#include "vetoes.h"

#define DISTANT_WORDS_MAX 3 /* longer words in marks are a statement, whatever the cue */
#define SENTENCE_WORDS_LONG 8 /* a stretch this long that opens a sentence is one, whatever it ends in */
#define SENTENCE_WORDS_MIN 5 /* fewer words in marks that nobody says are a name or a phrase, not a statement */

const char *unattributed_reason_text(UnattributedReason reason) {
    switch (reason) {
    case UNATTRIBUTED_NO: return NULL;
    case UNATTRIBUTED_NO_CUE: return "no word near it says who spoke";
    case UNATTRIBUTED_NO_SOURCE: return "it is said to have been said, but not by whom";
    case UNATTRIBUTED_UNNAMED: return "the article keeps the source unnamed";
    case UNATTRIBUTED_AMBIGUOUS: return "the words for the source fit more than one in the article";
    case UNATTRIBUTED_UNKNOWN: return "the words for the source fit nobody named in the article";
    case UNATTRIBUTED_LANGUAGE: return "the article is not in English; only its quotation marks were read";
    case UNATTRIBUTED_WRITER: return "the article's own writer speaks";
    case UNATTRIBUTED_COUNT: break;
    }
    return NULL;
}

const char *cue_class_name(CueClass cue_class) {
    switch (cue_class) {
    case CUE_NONE: return NULL;
    case CUE_SPEECH: return "speech";
    case CUE_THOUGHT: return "thought";
    case CUE_WRITING: return "writing";
    case CUE_INSISTING: return "insisting";
    case CUE_CONCEDING: return "conceding";
    case CUE_DENYING: return "denying";
    case CUE_WARNING: return "warning";
    case CUE_ACCUSING: return "accusing";
    case CUE_PROMISING: return "promising";
    case CUE_ASKING: return "asking";
    case CUE_CONFIRMING: return "confirming";
    }
    return NULL;
}

const char *quotation_finder_name(QuotationFinder finder) {
    switch (finder) {
    case FOUND_BY_RULES: return "rules";
    case FOUND_BY_MODEL: return "model";
    case FOUND_BY_BOTH: return "rules and model";
    case FOUND_BY_MARKS: return "quotation marks";
    }
    return NULL;
}

const char *quotation_kind_name(QuotationKind kind) {
    switch (kind) {
    case QUOTATION_DIRECT: return "direct";
    case QUOTATION_MIXED: return "mixed";
    case QUOTATION_INDIRECT: return "indirect";
    case QUOTATION_SCARE: return "scare";
    }
    return NULL;
}

typedef struct QuotationArray ARRAY_OF(Quotation) QuotationArray;

typedef struct Builder {
    const AttributionInput *input;
    Arena *result;
    QuotationArray quotations;
    bool *claimed; /* by quoted span */
} Builder;

/* Without a comma before the closing mark: "We will," he said. */
static ByteSpan comma_trim(Bytes text, ByteSpan part) {
    while (part.end > part.begin && (text.data[part.end - 1] == ',' || text.data[part.end - 1] == ' ')) part.end--;
    return part;
}

/* A dateline before the words is nobody's. */
static ByteSpan dateline_trim(const Text *text, ByteSpan part) {
    WordSpan words = text_words_of(text, part);
    if (words.begin >= words.end) return part;
    uint32_t report = datelines_end(text, &text->paragraphs[text_paragraph_of(text, words.begin)]);
    if (part.begin >= report || part.end <= report) return part;
    part.begin = report;
    const Word *first = &text->words[text_words_of(text, part).begin]; /* behind a mark that opens the report */
    if (first->byte_begin < part.end && first->byte_begin <= report + 3) part.begin = first->byte_begin;
    return part;
}

/*
 * Words the reporter, and not the source, keeps at arm's length: the "rebel" groups. Short, in front of a noun; or
 * short at all where the cue is an attitude or an act and not speech.
 */
static bool span_is_arms_length(const AttributionInput *input, const Draft *draft, const QuotedSpan *span,
                                ByteSpan part) {
    uint32_t words = span->words.end - span->words.begin;
    if (words > DISTANT_WORDS_MAX || span->inner.begin == part.begin) return false;
    if (draft->distant) return true;
    if (span->outer.end < part.end && input->text->bytes.data[span->outer.end] == '-') return true;
    if (words > DISTANT_WORDS_MAX - 1 || span->words.end >= input->text->word_count) return false;
    const Word *next = &input->text->words[span->words.end];
    bool close = next->byte_begin <= span->outer.end + 1U && next->byte_begin < part.end;
    const uint32_t closed = CLASS_PREPOSITION | CLASS_COORDINATOR | CLASS_SUBORDINATOR | CLASS_AUXILIARY |
                            CLASS_RELATIVE | CLASS_SUBJECT | CLASS_DETERMINER | CLASS_ADVERB | CLASS_TIME | CLASS_PAST |
                            CLASS_FORM_PAST;
    return close && (input->word_classes[input->text->word_ids[span->words.end]].flags & closed) == 0;
}

/* Appends what of the part lies inside quotation marks; marks the spans that do as claimed. */
static uint32_t quoted_parts_add(Builder *builder, const Draft *draft, ByteSpan part, ByteSpan *parts,
                                 uint32_t capacity) {
    const QuotedSpans *quoted = builder->input->quoted;
    uint32_t count = 0;
    uint32_t covered = part.begin;
    for (uint32_t i = marks_span_from(quoted, part.begin); i < quoted->count && quoted->items[i].outer.begin < part.end;
         i++) {
        const QuotedSpan *span = &quoted->items[i];
        uint32_t begin = span->inner.begin > covered ? span->inner.begin : covered;
        uint32_t end = span->inner.end < part.end ? span->inner.end : part.end;
        if (begin >= end || span->outer.end <= part.begin || span_is_arms_length(builder->input, draft, span, part))
            continue;
        builder->claimed[i] = true;
        if (span->inner.end <= covered) continue;
        covered = end;
        ByteSpan piece = comma_trim(builder->input->text->bytes, (ByteSpan){begin, end});
        if (count < capacity && piece.begin < piece.end) parts[count++] = piece;
    }
    return count;
}

static uint32_t words_in(const Text *text, const ByteSpan *parts, uint32_t count) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < count; i++) {
        WordSpan span = text_words_of(text, parts[i]);
        words += span.end - span.begin;
    }
    return words;
}

static const ByteSpan *spans_copy(const ByteSpan *spans, uint32_t count, Arena *result) {
    if (count == 0) return NULL;
    ByteSpan *copy = arena_new_array_uncleared(result, ByteSpan, count);
    for (uint32_t i = 0; i < count; i++) copy[i] = spans[i];
    return copy;
}

static void span_claim(Builder *builder, ByteSpan span) {
    const QuotedSpans *quoted = builder->input->quoted;
    for (uint32_t i = marks_span_from(quoted, span.begin); i < quoted->count && quoted->items[i].outer.begin < span.end;
         i++) {
        if (quoted->items[i].outer.begin >= span.begin && quoted->items[i].outer.end <= span.end)
            builder->claimed[i] = true;
    }
}

/* "They knew it" reports nothing. */
static bool is_pronoun(const AttributionInput *input, const ByteSpan *content, uint32_t count) {
    WordSpan words = text_words_of(input->text, content[0]);
    if (count != 1 || words.end - words.begin != 1) return false;
    return (input->word_classes[input->text->word_ids[words.begin]].flags & (CLASS_SUBJECT | CLASS_DETERMINER)) != 0;
}

/* By place: what links_add appends may lie before a part that the model found later in the text. */
static void parts_order(Draft *draft) {
    uint32_t kept = 0;
    for (uint32_t i = 1; i < draft->content_count; i++) {
        ByteSpan part = draft->content[i];
        uint32_t place = i;
        for (; place > 0 && draft->content[place - 1].begin > part.begin; place--)
            draft->content[place] = draft->content[place - 1];
        draft->content[place] = part;
    }
    for (uint32_t i = 0; i < draft->content_count; i++) {
        if (kept == 0 || draft->content[i].begin >= draft->content[kept - 1].end)
            draft->content[kept++] = draft->content[i];
    }
    draft->content_count = kept;
}

/* "R-Texas, chairman of the committee": whose party that is belongs to the source. */
static void source_reach_bearer(const Text *text, Draft *draft) {
    const WordSpan words = text_words_of(text, draft->source);
    if (words.begin >= words.end || !party_mark_is(text, words.begin)) return;
    draft->source.begin = text->words[party_mark_bearer(text, words.begin)].byte_begin;
}

static void draft_report(Builder *builder, const Draft *draft) {
    const Text *text = builder->input->text;
    ByteSpan quoted[DRAFT_QUOTED_MAX];
    ByteSpan content[DRAFT_PARTS_MAX];
    uint32_t quoted_count = 0;
    uint32_t content_count = 0;
    for (uint32_t part = 0; part < draft->content_count; part++) {
        ByteSpan trimmed = comma_trim(text->bytes, draft->content[part]);
        trimmed = dateline_trim(text, trimmed);
        if (trimmed.begin >= trimmed.end) continue;
        content[content_count++] = trimmed;
        quoted_count +=
            quoted_parts_add(builder, draft, trimmed, quoted + quoted_count, DRAFT_QUOTED_MAX - quoted_count);
    }
    if (content_count == 0) return;
    uint32_t words = words_in(text, content, content_count);
    uint32_t words_quoted = words_in(text, quoted, quoted_count);
    if (words == 0 || (words_quoted == 0 && is_pronoun(builder->input, content, content_count))) return;
    /* said that "…" is as direct as said "…" */
    uint32_t that = bytes_start_with(bytes_slice(text->bytes, content[0]), BYTES("that ")) ? 1 : 0;
    Quotation quotation = {.article = builder->input->article_index, .speaker = INDEX_NONE, .family = INDEX_NONE};
    quotation.kind = draft->verbatim                ? QUOTATION_DIRECT
                     : words_quoted == 0            ? QUOTATION_INDIRECT
                     : words <= words_quoted + that ? QUOTATION_DIRECT
                                                    : QUOTATION_MIXED;
    quotation.content = spans_copy(content, content_count, builder->result);
    quotation.content_count = content_count;
    quotation.quoted = spans_copy(quoted, quoted_count, builder->result);
    quotation.quoted_count = quoted_count;
    quotation.cue = draft->cue;
    quotation.cue_class = draft->cue_class;
    quotation.source = draft->source;
    quotation.via = spans_copy(draft->via, draft->via_count, builder->result);
    quotation.via_count = draft->via_count;
    quotation.unattributed = draft->source.begin < draft->source.end ? UNATTRIBUTED_NO : UNATTRIBUTED_NO_SOURCE;
    quotation.confidence = draft->confidence;
    quotation.found_by = draft->found_by;
    *array_push(&builder->quotations, builder->result) = quotation;
    span_claim(builder, draft->source);
}

/*
 * A statement rather than a name or a phrase: long enough, and a sentence by how it begins or ends. In other languages
 * than English the comma of a speaker's clause stands behind the closing mark.
 */
static bool span_is_statement(const AttributionInput *input, const QuotedSpan *span) {
    const Text *text = input->text;
    uint32_t words = span->words.end - span->words.begin;
    if (words < SENTENCE_WORDS_MIN) return false;
    bool capital = (text->words[span->words.begin].flags & WORD_CAPITALISED) != 0;
    uint8_t last = text->bytes.data[span->inner.end - 1];
    uint8_t behind = span->outer.end < text->bytes.size ? text->bytes.data[span->outer.end] : '.';
    bool stops = last == '.' || last == '!' || last == '?' || last == ',' || behind == '.' ||
                 (input->other_language && behind == ',');
    bool sentence = (text->words[span->words.begin].flags & WORD_SENTENCE_START) != 0;
    bool whole = capital && sentence && words >= SENTENCE_WORDS_LONG;
    return (capital && stops) || (sentence && stops) || whole || words >= 3 * SENTENCE_WORDS_MIN;
}

/* Ann "Nan" Roe: a nickname is a part of the name. */
static bool span_is_nickname(const Text *text, const QuotedSpan *span) {
    uint32_t count = span->words.end - span->words.begin;
    if (count == 0 || count > 3 || span->words.begin == 0 || span->words.end >= text->word_count) return false;
    for (uint32_t word = span->words.begin - 1; word <= span->words.end; word++) {
        if ((text->words[word].flags & WORD_CAPITALISED) == 0) return false;
    }
    const Word *before = &text->words[span->words.begin - 1];
    return before->byte_begin + before->byte_size + 1U == span->outer.begin &&
           span->outer.end + 1 == text->words[span->words.end].byte_begin &&
           text->bytes.data[span->outer.begin - 1] == ' ' && text->bytes.data[span->outer.end] == ' ';
}

static void leftovers_report(Builder *builder) {
    const AttributionInput *input = builder->input;
    const Text *text = input->text;
    for (uint32_t i = 0; i < input->quoted->count; i++) {
        const QuotedSpan *span = &input->quoted->items[i];
        if (span->parent != INDEX_NONE || builder->claimed[i]) continue;
        BlockRole role = text->paragraphs[text_paragraph_of(text, span->words.begin)].role;
        if ((role != BLOCK_NARRATION && role != BLOCK_HEADLINE) || span_is_nickname(text, span)) continue;
        bool statement = role == BLOCK_NARRATION && span_is_statement(input, span) && !vetoes_span_is_name(input, span);
        ByteSpan inner = comma_trim(text->bytes, span->inner);
        Quotation quotation = {.article = input->article_index, .speaker = INDEX_NONE, .family = INDEX_NONE};
        quotation.kind = statement ? QUOTATION_DIRECT : QUOTATION_SCARE;
        quotation.content = spans_copy(&inner, 1, builder->result);
        quotation.content_count = 1;
        quotation.quoted = quotation.content;
        quotation.quoted_count = 1;
        quotation.unattributed = input->other_language ? UNATTRIBUTED_LANGUAGE : UNATTRIBUTED_NO_CUE;
        quotation.confidence = statement ? 0.7F : 0.8F;
        quotation.found_by = FOUND_BY_MARKS;
        *array_push(&builder->quotations, builder->result) = quotation;
    }
}

static int place_compare(const void *left, const void *right) {
    const Quotation *a = left;
    const Quotation *b = right;
    if (a->content[0].begin != b->content[0].begin) return a->content[0].begin < b->content[0].begin ? -1 : 1;
    if (a->content[0].end != b->content[0].end) return a->content[0].end > b->content[0].end ? -1 : 1;
    if (a->cue.begin != b->cue.begin) return a->cue.begin < b->cue.begin ? -1 : 1;
    return a->source.begin < b->source.begin ? -1 : a->source.begin > b->source.begin;
}

static bool same_span(ByteSpan left, ByteSpan right) {
    return left.begin == right.begin && left.end == right.end;
}

/* One telling found twice: a transcript's line, by its label and by its colon. */
static bool are_same(const Quotation *left, const Quotation *right) {
    if (left->content_count != right->content_count || left->kind != right->kind) return false;
    if (!same_span(left->cue, right->cue) || !same_span(left->source, right->source)) return false;
    for (uint32_t i = 0; i < left->content_count; i++)
        if (!same_span(left->content[i], right->content[i])) return false;
    return true;
}

/* Of quotations by place, each once; returns how many are left. */
static uint32_t same_drop(Quotation *items, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || !are_same(&items[kept - 1], &items[i])) items[kept++] = items[i];
    return kept;
}

static void spans_claim(const QuotedSpans *quoted, const Drafts *drafts, bool *claimed) {
    for (size_t i = 0; i < drafts->count; i++) {
        for (uint32_t part = 0; part < drafts->items[i].content_count; part++) {
            ByteSpan content = drafts->items[i].content[part];
            for (uint32_t k = marks_span_from(quoted, content.begin); k < quoted->count; k++) {
                if (quoted->items[k].outer.begin >= content.end) break;
                if (quoted->items[k].outer.end > content.begin) claimed[k] = true;
            }
        }
    }
}

/* By quoted span: the draft that has a part which begins with it; UINT32_MAX for none. */
static uint32_t *owners_find(const QuotedSpans *quoted, const Drafts *drafts, Arena *scratch) {
    uint32_t *owners = arena_new_array_uncleared(scratch, uint32_t, quoted->count + 1);
    for (uint32_t i = 0; i < quoted->count; i++) owners[i] = UINT32_MAX;
    for (size_t k = 0; k < drafts->count; k++) {
        for (uint32_t part = 0; part < drafts->items[k].content_count; part++) {
            uint32_t begin = drafts->items[k].content[part].begin;
            for (uint32_t i = marks_span_from(quoted, begin); i < quoted->count; i++) {
                if (quoted->items[i].outer.begin > begin) break;
                if (quoted->items[i].inner.begin == begin) owners[i] = (uint32_t)k;
            }
        }
    }
    return owners;
}

/*
 * The quotation machine keeps its say: a paragraph that re-opens a quotation goes on with it, where the same source has
 * both and attribution left them apart.
 */
static void continuations_join(const QuotedSpans *quoted, Drafts *drafts, Arena scratch) {
    uint32_t *owners = owners_find(quoted, drafts, &scratch);
    for (uint32_t i = 0; i < quoted->count; i++) {
        uint32_t before = quoted->items[i].continues;
        if (before == INDEX_NONE || owners[i] == UINT32_MAX || owners[before] == UINT32_MAX) continue;
        Draft *first = &drafts->items[owners[before]];
        Draft *second = &drafts->items[owners[i]];
        bool joins = first != second && second->content_count == 1 && first->content_count < DRAFT_PARTS_MAX &&
                     first->source.begin == second->source.begin && first->cue.begin == second->cue.begin;
        if (!joins) continue;
        first->content[first->content_count++] = second->content[0];
        second->content_count = 0;
        owners[i] = owners[before];
    }
}

/*
 * Rules first: what they make of the article is one of the things the trained tagger looks at. What needs no cue
 * (attribution_cases.c) no annotated article has enough of; it stands as the rules found it. For all else both sides
 * have a say, the likelier one where they claim the same words; then what follows from where these stand.
 */
static Drafts drafts_find(const Clauses *clauses, Arena *scratch) {
    Drafts rules = {0};
    Drafts chosen = {0};
    attribution_rules_find(clauses, &rules, scratch);
    links_add(clauses, &rules, scratch);
    const QuotedSpans *quoted = clauses->input->quoted;
    bool *claimed = arena_new_array(scratch, bool, quoted->count + 1);
    spans_claim(quoted, &rules, claimed);
    attribution_scripts_find(clauses->input, &chosen, scratch);
    spans_claim(quoted, &chosen, claimed);
    attribution_cases_find(clauses, claimed, &chosen, scratch);
    Tagger *tagger = clauses->input->tagger;
    if (tagger != NULL) {
        const bool *paragraphs = tagger_paragraphs(clauses->input, scratch);
        Drafts seen = {0};
        tagger_rules_deal(clauses, paragraphs, &rules, (TaggerRuleSides){&seen, &chosen}, scratch);
        TaggerView view = tagger_view_build(clauses, paragraphs, &seen, tagger->lexicon, scratch);
        TaggerDrafts found = {0};
        tagger_drafts_find(&view, &seen, tagger, &found, scratch);
        tagger_choose(&view, (TaggerDraftSides){&found, &seen}, tagger->lexicon->model, &chosen, scratch);
        links_add(clauses, &chosen, scratch);
    } else {
        for (size_t i = 0; i < rules.count; i++) *array_push(&chosen, scratch) = rules.items[i];
    }
    continuations_join(quoted, &chosen, *scratch);
    media_add(clauses, &chosen);
    attribution_rules_find_nested(clauses->input, &chosen, scratch);
    return chosen;
}

Quotations attribution_find(const AttributionInput *input, Arena *result, Arena scratch) {
    Builder builder = {.input = input, .result = result};
    builder.claimed = arena_new_array(&scratch, bool, input->quoted->count + 1);
    if (!input->other_language) {
        Clauses clauses = clauses_build(input, &scratch);
        Drafts drafts = drafts_find(&clauses, &scratch);
        for (size_t i = 0; i < drafts.count; i++) {
            parts_order(&drafts.items[i]);
            if (vetoes_draft_says_nothing(input, &drafts, i)) continue;
            vetoes_draft_drop_names(input, &drafts.items[i]);
            source_reach_bearer(input->text, &drafts.items[i]);
            draft_report(&builder, &drafts.items[i]);
        }
    }
    leftovers_report(&builder);
    uint32_t count = (uint32_t)builder.quotations.count;
    if (count > 0) qsort(builder.quotations.items, count, sizeof(Quotation), place_compare);
    count = same_drop(builder.quotations.items, count);
    return (Quotations){.items = builder.quotations.items, .count = count};
}
