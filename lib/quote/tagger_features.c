/*
 * What the tagger looks at.
 *
 * In:  an article's units and quoted spans, the drafts the rules made of it.
 * Out: for each word of narration a handful of small facts, and from these its features as hashes.
 *
 * A name is never looked at by its letters, nor a number: with a capital inside a sentence a word is known only by its
 * shape, unless the lexicon has it as a title, a role, a body or a medium; at a sentence's start it is known if it is a
 * word that is mostly written small. So the weights can't learn who used to say what. What the rules made of a word is
 * a feature like any other: where rules are good the model learns to follow them, and it learns where they are not.
 *
 * The second pass sees the tags of the first in the whole sentence (stacking: Cohen and Carvalho 2005), which tells it
 * what a chain of neighbouring tags can't: that there is a cue at all, on which side, and whether it has its source.
 */
#include <string.h>

#include "tagger.h"

#define NEAR_WORDS 4 /* farther from a quotation's edge all words are alike */

/* Kinds of word, the first that fits; the order is of use, not of meaning. */
static uint8_t category_of(const WordClass *word) {
    static const uint32_t order[] = {CLASS_SUBJECT,     CLASS_AUXILIARY,    CLASS_COMPLEMENTISER, CLASS_RELATIVE,
                                     CLASS_OBJECT,      CLASS_POSSESSIVE,   CLASS_DETERMINER,     CLASS_PREPOSITION,
                                     CLASS_COORDINATOR, CLASS_SUBORDINATOR, CLASS_ROLE,           CLASS_TITLE,
                                     CLASS_MEDIA,       CLASS_ORGANISATION, CLASS_TIME,           CLASS_REPORT};
    if (word->cue != CUE_NONE && (word->flags & CLASS_NOUN_LIKE) == 0) {
        if ((word->flags & CLASS_FORM_PAST) != 0) return 1;
        if ((word->flags & CLASS_FORM_THIRD) != 0) return 2;
        if ((word->flags & CLASS_FORM_ING) != 0) return 3;
        return 4;
    }
    if (word->cue != CUE_NONE) return 5;
    for (uint8_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if ((word->flags & order[i]) != 0) return (uint8_t)(6 + i);
    }
    if ((word->flags & CLASS_CUE_NOUN) != 0) return 23;
    if ((word->flags & CLASS_VERB) != 0) return 24;
    if ((word->flags & CLASS_ADVERB) != 0) return 25;
    if ((word->flags & CLASS_PAST) != 0) return 26;
    if ((word->flags & CLASS_ING) != 0) return 27;
    return 28;
}

static uint64_t mix(uint64_t state, uint64_t value) {
    state = (state ^ value) * 0x9E3779B97F4A7C15ULL;
    return state ^ (state >> 29);
}

/* --- One word ------------------------------------------------------------------------------------------------------ */

static const TaggerCluster *cluster_find(const TaggerModel *model, uint64_t hash) {
    if (model == NULL || model->clusters == NULL) return NULL;
    uint16_t check = (uint16_t)(hash | 1);
    for (uint32_t slot = (uint32_t)(hash >> 40), steps = 0; steps < 64; slot++, steps++) {
        const TaggerCluster *entry = &model->clusters[slot & (CLUSTER_SLOTS - 1)];
        if (entry->cluster == 0) return NULL;
        if (entry->check == check) return entry;
    }
    return NULL;
}

static uint8_t shape_of(const Word *word) {
    if ((word->flags & WORD_NUMBER) != 0) return 1;
    uint8_t shape = 2;
    if ((word->flags & WORD_ALL_CAPITALS) != 0)
        shape = 4;
    else if ((word->flags & WORD_CAPITALISED) != 0)
        shape = 3;
    if (shape > 2 && (word->flags & WORD_SENTENCE_START) != 0) shape = (uint8_t)(shape + 2);
    if ((word->flags & WORD_POSSESSIVE) != 0) shape = (uint8_t)(shape + 8);
    if ((word->flags & WORD_ABBREVIATION) != 0) shape = (uint8_t)(shape + 16);
    return shape;
}

static void word_read(TaggerWord *it, const AttributionInput *input, const TaggerModel *model) {
    const Word *word = &input->text->words[it->word];
    uint32_t id = input->text->word_ids[it->word];
    const WordClass *class = &input->word_classes[id];
    Bytes folded = input->vocabulary->words[id];
    uint64_t hash = bytes_hash(folded);
    const TaggerCluster *cluster = cluster_find(model, hash);
    const uint32_t endings = CLASS_PAST | CLASS_ING | CLASS_ADVERB;
    const uint32_t before_names =
        CLASS_TITLE | CLASS_ROLE | CLASS_MEDIA | CLASS_ORGANISATION | CLASS_TIME | CLASS_SUBJECT;
    bool capital = (word->flags & WORD_CAPITALISED) != 0;
    bool start = (word->flags & WORD_SENTENCE_START) != 0;
    bool number = (word->flags & WORD_NUMBER) != 0;
    bool known = !capital || (class->flags & before_names) != 0 ||
                 (start && ((class->flags & ~endings) != 0 || (cluster != NULL && cluster->lower_case)));
    it->shape = shape_of(word);
    it->category = known ? category_of(class) : 29;
    it->lexicon = known ? (uint32_t)(mix(mix(class->flags, class->frames + 1U), class->cue) >> 32) : 0;
    it->cluster = cluster != NULL && known && !number ? cluster->cluster : 0;
    if (number || !known) {
        it->form = 1U + it->shape;
        it->ending = it->form;
        if (number) it->category = 30;
        return;
    }
    it->form = (uint32_t)(hash >> 32) | 256;
    size_t size = folded.size < 3 ? folded.size : 3;
    uint32_t ending = 7;
    for (size_t i = folded.size - size; i < folded.size; i++) ending = ending * 257 + folded.data[i];
    it->ending = ending;
}

/* --- Between words ------------------------------------------------------------------------------------------------- */

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

/* --- Quotation marks ------------------------------------------------------------------------------------------------ */

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

/* --- Rules ---------------------------------------------------------------------------------------------------------- */

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

/* --- The view -------------------------------------------------------------------------------------------------------- */

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

TaggerView tagger_view_build(const Clauses *clauses, const Drafts *rules, const TaggerModel *model, Arena *result) {
    const AttributionInput *input = clauses->input;
    const Text *text = input->text;
    TaggerView view = {.clauses = clauses};
    view.words =
        arena_new_array(result, TaggerWord, text->word_count + TAGGER_PAD * (size_t)(text->paragraph_count + 2));
    view.of_text = arena_new_array_uncleared(result, uint32_t, text->word_count + 1);
    for (uint32_t i = 0; i <= text->word_count; i++) view.of_text[i] = INDEX_NONE;
    for (uint32_t index = 0; index < clauses->unit_count; index++) {
        const Unit *unit = &clauses->units[index];
        if (unit->tokens.begin >= unit->tokens.end) continue;
        if (unit->paragraph_start) {
            for (uint32_t i = 0; i < TAGGER_PAD; i++) view.words[view.count++] = (TaggerWord){.word = INDEX_NONE};
        }
        uint32_t last = clauses->tokens[unit->tokens.end - 1].words.end;
        for (uint32_t word = clauses->tokens[unit->tokens.begin].words.begin; word < last; word++) {
            TaggerWord *it = &view.words[view.count];
            it->word = word;
            it->unit = index;
            it->span = INDEX_NONE;
            word_read(it, input, model);
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

/* --- What the first pass found --------------------------------------------------------------------------------------- */

static void outline_unit(TaggerView *view, uint32_t first, uint32_t end) {
    uint64_t outline = 17;
    uint8_t order = 0;
    uint32_t cue = 0;
    for (uint32_t i = first; i < end;) {
        uint8_t tag = view->words[i].tag;
        uint32_t stop = i + 1;
        SegmentKind kind = tag_kind(tag);
        while (stop < end && tag_kind(view->words[stop].tag) == kind && !tag_begins(view->words[stop].tag)) stop++;
        uint32_t words = stop - i;
        if (kind != SEGMENT_NONE) {
            bool quoted = view->words[i].span != INDEX_NONE;
            if (order < 10) outline = mix(outline, (uint64_t)kind * 4 + tag_is_behind(tag) * 2U + quoted);
            if (order < 15) order++;
        }
        uint8_t length = words <= 1 ? 0 : words <= 2 ? 1 : words <= 4 ? 2 : words <= 8 ? 3 : 4;
        for (uint32_t k = i; k < stop; k++) {
            view->words[k].order = order;
            view->words[k].segment = (uint8_t)(length + 5 * (k == i) + 10 * (k + 1 == stop));
            view->words[k].found_left = cue;
        }
        if (kind == SEGMENT_CUE) cue = stop - 1;
        i = stop;
    }
    cue = 0;
    for (uint32_t i = end; i-- > first;) {
        TaggerWord *it = &view->words[i];
        it->outline = (uint32_t)(outline >> 32);
        it->found_right = cue;
        if (tag_kind(it->tag) == SEGMENT_CUE &&
            (i == first || tag_kind(it[-1].tag) != SEGMENT_CUE || tag_begins(it->tag)))
            cue = i;
    }
}

void tagger_outline(TaggerView *view) {
    for (uint32_t first = 0; first < view->count;) {
        uint32_t end = first + 1;
        if (view->words[first].word != INDEX_NONE) {
            while (view->words[end].word != INDEX_NONE && view->words[end].unit == view->words[first].unit) end++;
            outline_unit(view, first, end);
        }
        first = end;
    }
}

/* --- Features -------------------------------------------------------------------------------------------------------- */

typedef struct Sink {
    uint64_t *features;
    uint32_t count;
} Sink;

static inline void put(Sink *sink, uint64_t value) {
    uint64_t state = (value + 1) * 0xD6E8FEB86659FD93ULL ^ ((uint64_t)(sink->count + 1) * 0x9E3779B97F4A7C15ULL);
    state = (state ^ (state >> 32)) * 0xD6E8FEB86659FD93ULL;
    sink->features[sink->count++] = state ^ (state >> 32);
}

static inline uint64_t pair(uint64_t left, uint64_t right) {
    return (left * 0x9E3779B97F4A7C15ULL + right) * 0xFF51AFD7ED558CCDULL;
}

static inline uint64_t triple(uint64_t left, uint64_t middle, uint64_t right) {
    return pair(pair(left, middle), right);
}

static uint32_t distance_bucket(uint32_t from, uint32_t to) {
    uint32_t words = from < to ? to - from : from - to;
    return words <= 3 ? words : words <= 6 ? 4 : words <= 12 ? 5 : words <= 24 ? 6 : 7;
}

static void words_put(Sink *sink, const TaggerWord *it) {
    put(sink, 0);
    for (int offset = -2; offset <= 2; offset++) put(sink, it[offset].form);
    put(sink, pair(it[-1].form, it->form));
    put(sink, pair(it->form, it[1].form));
    put(sink, pair(it[-1].form, it[1].form));
    put(sink, triple(it[-1].form, it->form, it[1].form));
    put(sink, it->ending);
    put(sink, pair(it[-1].ending, it->category));
    put(sink, pair(it[1].ending, it->category));
    put(sink, triple(it[-1].shape, it->shape, it[1].shape));
    put(sink, it->lexicon);
    put(sink, pair(it[-1].lexicon, it->category));
    put(sink, pair(it[1].lexicon, it->category));
    put(sink, pair(it[-2].category, it[-1].category));
    put(sink, triple(it[-1].category, it->category, it[1].category));
    put(sink, triple(it[-2].category, it[-1].category, it->category));
    put(sink, triple(it->category, it[1].category, it[2].category));
    put(sink, pair(it->form, it[-1].category));
    put(sink, pair(it->form, it[1].category));
    put(sink, it->cluster);
    put(sink, pair(it[-1].cluster, it->cluster));
    put(sink, pair(it->cluster, it[1].cluster));
    put(sink, pair(it[-1].cluster, it[1].cluster));
    put(sink, pair(it[-2].cluster, it[-1].cluster));
    put(sink, pair(it[1].cluster, it[2].cluster));
}

static void places_put(Sink *sink, const TaggerView *view, uint32_t index) {
    const TaggerWord *it = &view->words[index];
    uint64_t gaps = (uint64_t)it->context * 256 + it[1].gap;
    put(sink, gaps);
    put(sink, pair(gaps, it->category));
    put(sink, pair(it->context, it->form));
    put(sink, pair(it[1].context, it->form));
    put(sink, it->quote);
    put(sink, pair(it->quote, it->category));
    put(sink, pair(it->behind_quote, it->category));
    put(sink, pair(it->behind_quote, it->form));
    put(sink, pair(it->before_quote, it->category));
    put(sink, pair(it->before_quote, it->form));
    put(sink, pair(it->place, it->category));
    put(sink, pair(it->place, it->quote));
    uint64_t rules = triple(it[-1].rule, it->rule, it[1].rule);
    put(sink, rules);
    put(sink, pair(rules, it->category));
    put(sink, pair(it->rule, it->form));
    put(sink, triple(it->rule, it->context, it->quote));
    const TaggerWord *left = &view->words[it->cue_left];
    const TaggerWord *right = &view->words[it->cue_right];
    uint32_t far_left = it->cue_left == 0 ? 9 : distance_bucket(index, it->cue_left);
    uint32_t far_right = it->cue_right == 0 ? 9 : distance_bucket(index, it->cue_right);
    bool quoted = it->span != INDEX_NONE;
    put(sink, triple(left->form, far_left, quoted));
    put(sink, triple(right->form, far_right, quoted));
    put(sink, triple(left->lexicon, far_left, it->category));
    put(sink, triple(right->lexicon, far_right, it->category));
    put(sink, triple(left->category, right->category, it->quote));
    put(sink, triple(pair(left->rule, far_left), pair(right->rule, far_right), it->rule));
}

static void outline_put(Sink *sink, const TaggerView *view, uint32_t index) {
    const TaggerWord *it = &view->words[index];
    put(sink, it->tag);
    put(sink, triple(it[-1].tag, it->tag, it[1].tag));
    put(sink, pair(triple(it[-2].tag, it[-1].tag, it->tag), pair(it[1].tag, it[2].tag)));
    put(sink, pair(it->tag, it->rule));
    put(sink, triple(it->tag, it->segment, it->context));
    put(sink, triple(it->tag, it->segment, it[1].context));
    put(sink, pair(it->tag, it->form));
    put(sink, triple(it->tag, it->category, it[1].category));
    put(sink, pair(it->outline, pair(it->order, it->tag)));
    put(sink, triple(it->outline, it->order, it->category));
    const TaggerWord *left = &view->words[it->found_left];
    const TaggerWord *right = &view->words[it->found_right];
    uint32_t far_left = it->found_left == 0 ? 9 : distance_bucket(index, it->found_left);
    uint32_t far_right = it->found_right == 0 ? 9 : distance_bucket(index, it->found_right);
    put(sink, triple(left->form, far_left, it->tag));
    put(sink, triple(right->form, far_right, it->tag));
    put(sink, triple(left->form, it->category, far_left == 1));
    put(sink, triple(right->form, it->category, far_right == 1));
    put(sink, triple(left->category, right->category, pair(it->tag, it->quote)));
    put(sink, triple(far_left, far_right, pair(it->tag, it->span != INDEX_NONE)));
    put(sink, triple(left->form, it->form, it->tag));
    put(sink, triple(right->form, it[1].form, it->tag));
}

uint32_t tagger_features(const TaggerView *view, uint32_t index, uint32_t pass, uint64_t *features) {
    Sink sink = {features, 0};
    words_put(&sink, &view->words[index]);
    places_put(&sink, view, index);
    if (pass > 0) outline_put(&sink, view, index);
    return sink.count;
}
