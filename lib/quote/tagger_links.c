/*
 * From tags to attributions.
 *
 * In:  a view with its tags.
 * Out: drafts: every content with the cue that was chosen for it, every cue with its source.
 *
 * Each content chooses among the cues near it, or nobody; each cue among the sources near it, or nobody. A choice is
 * the candidate with the highest score of a linear model over what stands between the two: words, cues, contents,
 * sources, ends of sentences and paragraphs, quotation marks, whether the rules joined them too. A source may serve
 * several cues ("he came, saw and said"), a content belongs to one.
 * Where a content begins and ends in the end is tagger_contents.c's to say.
 */
#include <string.h>

#include "feature_sink.h"
#include "tagger.h"

#define LINK_BEFORE_MAX 5 /* candidates before and behind; 99.8 % of gold links lie inside these */
#define LINK_BEHIND_MAX 3
#define CRUMB_WORDS_MAX 1 /* of a later part without marks: no speech goes on for a word */
#define LINK_UNITS_MAX 4 /* a quotation may go on in the next paragraphs */

/* A quotation right behind a content's words, nothing between but the mark, is the same content: he was "concerned". */
static bool segment_goes_on(const TaggerView *view, uint32_t place, SegmentKind kind) {
    const TaggerWord *it = &view->words[place];
    if (it->word == INDEX_NONE || tag_kind(it->tag) != kind) return false;
    if (!tag_begins(it->tag)) return true;
    return kind == SEGMENT_CONTENT && it->span != INDEX_NONE && it[-1].span == INDEX_NONE && it->gap == 0;
}

TaggerSegments tagger_segments_build(const TaggerView *view, WordSpan places, const int32_t *margins, Arena *result) {
    TaggerSegments segments = {arena_new_array_uncleared(result, TaggerSegment, places.end - places.begin + 1), 0};
    for (uint32_t i = places.begin; i < places.end;) {
        uint8_t tag = view->words[i].tag;
        if (view->words[i].word == INDEX_NONE || tag == TAG_OUT) {
            i++;
            continue;
        }
        uint32_t end = i + 1;
        int64_t margin = margins[i];
        while (end < places.end && segment_goes_on(view, end, tag_kind(tag))) margin += margins[end++];
        segments.items[segments.count++] =
            (TaggerSegment){{i, end}, tag_kind(tag), tag_is_behind(tag), (int32_t)(margin / (int64_t)(end - i))};
        i = end;
    }
    return segments;
}

static uint32_t unit_distance(const TaggerView *view, const TaggerSegment *left, const TaggerSegment *right) {
    uint32_t a = view->words[left->words.begin].unit;
    uint32_t b = view->words[right->words.begin].unit;
    return a < b ? b - a : a - b;
}

/* A content goes on with a cue of an earlier sentence only over quotations: a sentence of narration ends the speech. */
static bool speech_goes_on(const TaggerView *view, const TaggerSegment *cue, const TaggerSegment *content) {
    const Clauses *clauses = view->clauses;
    uint32_t last = view->words[content->words.begin].unit;
    if (view->words[cue->words.begin].unit == last) return true;
    uint32_t span = view->words[content->words.begin].span;
    if (span == INDEX_NONE) return false;
    /* Over a paragraph's end only where the marks are re-opened; what else may follow there is links.c's to say. */
    bool paragraph =
        clauses->units[last].paragraph_index != clauses->units[view->words[cue->words.begin].unit].paragraph_index;
    if (paragraph && clauses->input->quoted->items[span].continues == INDEX_NONE) return false;
    /* Narration between the two, or before the quotation in its own sentence, begins something new. */
    uint32_t first_word = clauses->input->quoted->items[span].words.begin;
    for (uint32_t unit = view->words[cue->words.begin].unit + 1; unit <= last; unit++) {
        TokenSpan tokens = clauses->units[unit].tokens;
        for (uint32_t token = tokens.begin; token < tokens.end; token++) {
            if (clauses->tokens[token].words.begin >= first_word) break;
            if (!clauses_is_quote(clauses, token)) return false;
        }
    }
    return true;
}

/* Who speaks in the next paragraph has said nothing in this one, unless the quotation goes on there. */
static bool paragraph_is_same(const TaggerView *view, const TaggerSegment *content, const TaggerSegment *cue) {
    const Unit *units = view->clauses->units;
    uint32_t paragraph = units[view->words[cue->words.begin].unit].paragraph_index;
    if (units[view->words[content->words.begin].unit].paragraph_index == paragraph) return true;
    uint32_t span = view->words[content->words.begin].span;
    return span != INDEX_NONE && view->clauses->input->quoted->items[span].unclosed;
}

uint32_t tagger_link_candidates(const TaggerView *view, const TaggerSegments *segments, uint32_t segment, LinkKind kind,
                                uint32_t candidates[LINK_CANDIDATES_MAX]) {
    SegmentKind wanted = kind == LINK_CONTENT ? SEGMENT_CUE : SEGMENT_SOURCE;
    const TaggerSegment *it = &segments->items[segment];
    uint32_t count = 0;
    for (uint32_t i = segment; i-- > 0 && count < LINK_BEFORE_MAX;) {
        if (unit_distance(view, &segments->items[i], it) > LINK_UNITS_MAX) break;
        if (segments->items[i].kind != wanted) continue;
        if (kind == LINK_CONTENT && !speech_goes_on(view, &segments->items[i], it)) break;
        candidates[count++] = i;
    }
    uint32_t behind = 0;
    for (uint32_t i = segment + 1; i < segments->count && behind < LINK_BEHIND_MAX; i++) {
        if (unit_distance(view, &segments->items[i], it) > 1) break;
        if (segments->items[i].kind != wanted) continue;
        if (kind == LINK_CONTENT && !paragraph_is_same(view, it, &segments->items[i])) break;
        candidates[count++] = i;
        behind++;
    }
    candidates[count++] = INDEX_NONE;
    return count;
}

static uint32_t bucket(uint32_t count) {
    return count <= 4 ? count : count <= 8 ? 5 : count <= 16 ? 6 : count <= 32 ? 7 : 8;
}

/* What stands between two segments. */
typedef struct Between {
    uint32_t words;
    uint32_t kinds[4];
    uint32_t units;
    uint32_t paragraphs;
    uint32_t gaps; /* kinds of punctuation at either edge */
} Between;

static Between between_read(const LinkQuestion *question) {
    const TaggerView *view = question->view;
    const TaggerSegment *items = question->segments->items;
    uint32_t first = question->segment < question->candidate ? question->segment : question->candidate;
    uint32_t last = question->segment < question->candidate ? question->candidate : question->segment;
    Between between = {.words = items[last].words.begin - items[first].words.end};
    for (uint32_t i = first + 1; i < last; i++) {
        if (between.kinds[items[i].kind] < 3) between.kinds[items[i].kind]++;
    }
    const TaggerWord *left = &view->words[items[first].words.end - 1];
    const TaggerWord *right = &view->words[items[last].words.begin];
    between.units = right->unit - left->unit;
    between.paragraphs =
        view->clauses->units[right->unit].paragraph_index - view->clauses->units[left->unit].paragraph_index;
    between.gaps = (uint32_t)left[1].context * TAGGER_CONTEXTS + right->context;
    return between;
}

static bool joined_by_rules(const TaggerWord *left, const TaggerWord *right) {
    return left->draft != 0 && left->draft == right->draft;
}

/* Is its tag one of what stands behind its cue; do its edges lie in quotations? */
static uint32_t own_kind(const TaggerView *view, const TaggerSegment *it) {
    uint32_t quoted =
        (view->words[it->words.begin].span != INDEX_NONE) + 2U * (view->words[it->words.end - 1].span != INDEX_NONE);
    return it->behind + 2 * quoted;
}

#define OWN_FEATURES 8 /* that own_features puts */

/* What a question asks about its own segment, whoever the candidate is: only on which side one stands, 0 for nobody. */
static void own_features(FeatureSink *sink, const TaggerView *view, const TaggerSegment *it, uint32_t side) {
    const TaggerWord *head = &view->words[it->words.begin];
    const TaggerWord *tail = &view->words[it->words.end - 1];
    feature_put(sink, side);
    feature_put(sink, side * 64 + own_kind(view, it));
    feature_put(sink, side * 64 + bucket(it->words.end - it->words.begin));
    feature_put(sink, side * 64 + head->place);
    feature_put(sink, (side * 64 + head->category) * 64 + tail->category);
    feature_put(sink, side * 4096 + view->words[it->words.end].context);
    feature_put(sink, side * 4096 + head->context);
    feature_put(sink, side ^ tagger_lexeme(view, tail)->form);
}

/* And about the candidate. */
static void pair_features(FeatureSink *sink, const LinkQuestion *question, uint32_t side) {
    const TaggerView *view = question->view;
    const TaggerSegment *items = question->segments->items;
    const TaggerSegment *it = &items[question->segment];
    const TaggerWord *head = &view->words[it->words.begin];
    const TaggerWord *tail = &view->words[it->words.end - 1];
    const TaggerSegment *other = &items[question->candidate];
    const TaggerWord *other_head = &view->words[other->words.begin];
    const TaggerWord *other_tail = &view->words[other->words.end - 1];
    uint32_t own = own_kind(view, it);
    Between between = between_read(question);
    uint32_t units = bucket(between.units);
    uint32_t kinds =
        between.kinds[SEGMENT_SOURCE] * 16 + between.kinds[SEGMENT_CUE] * 4 + between.kinds[SEGMENT_CONTENT];
    uint32_t paragraphs = between.paragraphs < 3 ? between.paragraphs : 3;
    uint32_t rules = joined_by_rules(head, other_head) + 2 * (other_head->draft != 0) + 4 * (head->draft != 0);
    feature_put(sink, (side * 16 + bucket(between.words)) * 64 + own);
    feature_put(sink, (side * 16 + units) * 64 + own);
    feature_put(sink, (side * 16 + paragraphs) * 64 + own);
    feature_put(sink, (side * 64 + kinds) * 16 + units);
    feature_put(sink, (side * 64 + kinds) * 64 + own);
    feature_put(sink, (side * 16 + rules) * 16 + units);
    feature_put(sink, (side * 16 + rules) * 64 + kinds);
    feature_put(sink, side * 65536 + between.gaps);
    feature_put(sink, (side * 64 + kinds) * 16 + other->behind * 2U + it->behind);
    feature_put(sink, side ^ tagger_lexeme(view, other_tail)->form);
    feature_put(sink, side ^ tagger_lexeme(view, other_tail)->lexicon);
    feature_put(sink, (side * 64 + kinds) ^ tagger_lexeme(view, other_tail)->lexicon);
    feature_put(sink, ((side * 64 + other_head->category) * 64 + tail->category) * 16 + units);
    feature_put(sink, ((side * 64 + other_tail->category) * 64 + head->category) * 16 + (between.words == 0));
}

static uint32_t side_of(const LinkQuestion *question) {
    return question->candidate == INDEX_NONE ? 0 : 1 + (question->candidate > question->segment);
}

uint32_t tagger_link_features(const LinkQuestion *question, uint32_t features[LINK_FEATURES_MAX]) {
    FeatureSink sink = {features, 0, LINK_WEIGHTS - 1};
    uint32_t side = side_of(question);
    own_features(&sink, question->view, &question->segments->items[question->segment], side);
    if (side != 0) pair_features(&sink, question, side);
    return sink.count;
}

static int32_t weights_sum(const int16_t *weights, const uint32_t *features, uint32_t count) {
    int32_t sum = 0;
    for (uint32_t i = 0; i < count; i++) sum += weights[features[i]];
    return sum;
}

uint32_t tagger_link_choose(const LinkQuestion *asked, const int16_t *weights, int32_t *margin) {
    const TaggerSegment *it = &asked->segments->items[asked->segment];
    uint32_t candidates[LINK_CANDIDATES_MAX];
    uint32_t features[LINK_FEATURES_MAX];
    uint32_t count = tagger_link_candidates(asked->view, asked->segments, asked->segment, asked->kind, candidates);
    *margin = 0;
    if (count == 1) return INDEX_NONE;
    int32_t own[3]; /* by side */
    bool known[3] = {false};
    uint32_t chosen = INDEX_NONE;
    int32_t best = INT32_MIN / 2;
    int32_t second = INT32_MIN / 2;
    for (uint32_t i = 0; i < count; i++) {
        LinkQuestion question = *asked;
        question.candidate = candidates[i];
        FeatureSink sink = {features, 0, LINK_WEIGHTS - 1};
        uint32_t side = side_of(&question);
        if (!known[side]) {
            own_features(&sink, asked->view, it, side);
            own[side] = weights_sum(weights, features, sink.count);
            known[side] = true;
        }
        sink.count = OWN_FEATURES;
        if (side != 0) pair_features(&sink, &question, side);
        int32_t score = own[side] + weights_sum(weights, features + OWN_FEATURES, sink.count - OWN_FEATURES);
        if (score > best) {
            second = best;
            best = score;
            chosen = candidates[i];
        } else if (score > second) {
            second = score;
        }
    }
    *margin = best - second;
    return chosen;
}

/* --- Drafts ------------------------------------------------------------------------------------------------------- */

static void cue_class_read(const TaggerView *view, WordSpan words, Draft *draft) {
    const AttributionInput *input = view->clauses->input;
    uint32_t frames = FRAME_QUOTE;
    draft->cue_class = CUE_SPEECH;
    for (uint32_t i = words.end; i-- > words.begin;) {
        const WordClass *word = &input->word_classes[input->text->word_ids[view->words[i].word]];
        if (word->cue == CUE_NONE) continue;
        draft->cue_class = (CueClass)word->cue;
        frames = word->frames;
        break;
    }
    draft->object = (frames & (FRAME_QUOTE | FRAME_CLAUSE)) == 0;
    bool colours =
        draft->cue_class != CUE_THOUGHT && draft->cue_class != CUE_PROMISING && draft->cue_class != CUE_SPEECH;
    draft->distant = draft->object && !colours && (frames & FRAME_NAMING) == 0;
}

/* Where the apostrophe of "he's", "they'd", "who've" stands; 0 where the word is nothing of the kind. */
static uint32_t contraction_at(const TaggerView *view, uint32_t word) {
    const AttributionInput *input = view->clauses->input;
    if ((input->word_classes[input->text->word_ids[word]].flags & CLASS_SUBJECT) == 0) return 0;
    Bytes bytes = text_word_bytes(input->text, word);
    size_t straight = bytes_find(bytes, BYTES("'"));
    size_t curly = bytes_find(bytes, BYTES("’"));
    size_t offset = straight < curly ? straight : curly;
    return offset == SIZE_MAX ? 0 : input->text->words[word].byte_begin + (uint32_t)offset;
}

/* "He's claiming": the source is half a word, and the other half belongs to the cue. */
static void contraction_split(const TaggerView *view, uint32_t cue_place, Draft *draft) {
    uint32_t first = view->words[cue_place].word;
    bool sourced = draft->source.begin < draft->source.end;
    uint32_t apostrophe = sourced ? 0 : contraction_at(view, first);
    if (apostrophe > draft->cue.begin) {
        draft->source = (ByteSpan){draft->cue.begin, apostrophe};
        draft->cue.begin = apostrophe;
        return;
    }
    if (!sourced || first == 0 || view->words[cue_place - 1].word == INDEX_NONE) return;
    const Word *before = &view->clauses->input->text->words[first - 1];
    apostrophe = contraction_at(view, first - 1);
    if (apostrophe == 0 || draft->source.end != before->byte_begin + before->byte_size) return;
    if (apostrophe <= draft->source.begin) return;
    draft->source.end = apostrophe;
    draft->cue.begin = apostrophe;
}

static bool content_add(const TaggerView *view, const TaggerSegment *segment, const Drafts *rules, TaggerDraft *found) {
    Draft *draft = &found->draft;
    if (draft->content_count >= DRAFT_PARTS_MAX) return false;
    WordSpan run = tagger_later_part(view, segment->words, draft);
    if (run.begin >= run.end) return false;
    uint32_t words = run.end - run.begin;
    bool bare = view->words[run.begin].span == INDEX_NONE;
    if (draft->content_count > 0 && words <= CRUMB_WORDS_MAX && bare) return false;
    ByteSpan bytes = tagger_content_bytes(view, run, rules, found);
    if (bytes.begin >= bytes.end) return false;
    if (draft->content_count > 0 && bytes.begin < draft->content[draft->content_count - 1].end) return false;
    draft->content[draft->content_count++] = bytes;
    if (segment->margin < found->content_margin) found->content_margin = segment->margin;
    return true;
}

typedef struct Joiner {
    const TaggerView *view;
    int32_t *margins;
    const Drafts *rules;
    const TaggerModel *model;
    TaggerDrafts *found;
} Joiner;

static TaggerDraft cue_join(const Joiner *joiner, const TaggerSegments *segments, uint32_t index) {
    const TaggerView *view = joiner->view;
    const TaggerSegment *cue = &segments->items[index];
    TaggerDraft draft = {.cue_margin = cue->margin, .content_margin = INT32_MAX, .link_margin = INT32_MAX};
    draft.draft.cue = tagger_segment_bytes(view, cue->words);
    draft.draft.unit = view->words[cue->words.begin].unit;
    cue_class_read(view, cue->words, &draft.draft);
    const LinkQuestion asked = {.view = view, .segments = segments, .segment = index, .kind = LINK_SOURCE};
    uint32_t source = tagger_link_choose(&asked, joiner->model->links + LINK_WEIGHTS, &draft.link_margin);
    if (source != INDEX_NONE) {
        draft.draft.source = tagger_segment_bytes(view, segments->items[source].words);
        draft.source_margin = segments->items[source].margin;
    }
    contraction_split(view, cue->words.begin, &draft.draft);
    if (draft.draft.source.begin >= draft.draft.source.end)
        draft.draft.source = tagger_opening_source(view, &draft.draft);
    return draft;
}

/* Where a content went. */
typedef struct Joined {
    uint32_t draft; /* INDEX_NONE: nowhere */
    uint32_t part;
} Joined;

static Joined content_join(const Joiner *joiner, const TaggerSegments *segments, uint32_t index,
                           const uint32_t *of_cue) {
    int32_t margin;
    const LinkQuestion asked = {.view = joiner->view, .segments = segments, .segment = index, .kind = LINK_CONTENT};
    uint32_t cue = tagger_link_choose(&asked, joiner->model->links, &margin);
    if (cue == INDEX_NONE || of_cue[cue] == INDEX_NONE) return (Joined){INDEX_NONE, 0};
    TaggerDraft *draft = &joiner->found->items[of_cue[cue]];
    bool added = content_add(joiner->view, &segments->items[index], joiner->rules, draft);
    if (margin < draft->link_margin) draft->link_margin = margin;
    return (Joined){added ? of_cue[cue] : INDEX_NONE, draft->draft.content_count - 1};
}

/* The same attributions with a content that ends elsewhere, appended to `others`. */
static void endings_try(const Joiner *joiner, const TaggerSegments *segments, const Joined *joined,
                        TaggerDrafts *others, Arena *scratch) {
    const TaggerEndings *endings = &joiner->view->endings;
    uint32_t segment = 0;
    for (size_t i = 0; i < endings->count; i++) {
        const TaggerEnding *ending = &endings->items[i];
        while (segment < segments->count && segments->items[segment].words.end < ending->end) segment++;
        if (segment == segments->count) return;
        const TaggerSegment *it = &segments->items[segment];
        if (it->words.end != ending->end || it->kind != SEGMENT_CONTENT || joined[segment].draft == INDEX_NONE)
            continue;
        TaggerDraft other = joiner->found->items[joined[segment].draft];
        ByteSpan *part = &other.draft.content[joined[segment].part];
        bool last = joined[segment].part + 1 == other.draft.content_count;
        ByteSpan bytes =
            tagger_content_bytes(joiner->view, (WordSpan){it->words.begin, ending->other_end}, joiner->rules, &other);
        if (bytes.begin >= bytes.end || bytes.end == part->end || (!last && bytes.end > part[1].begin)) continue;
        *part = bytes;
        other.guessed = true;
        other.price = ending->price;
        *array_push(others, scratch) = other;
    }
}

/*
 * The attributions of some places; only that of one cue, where one is named. Those without content are left out. What
 * they would be with other endings goes to `others`, unless that is NULL.
 */
static void places_join(const Joiner *joiner, WordSpan places, uint32_t only, TaggerDrafts *others, Arena *scratch) {
    TaggerSegments segments = tagger_segments_build(joiner->view, places, joiner->margins, scratch);
    uint32_t *of_cue = arena_new_array_uncleared(scratch, uint32_t, segments.count + 1);
    TaggerDrafts *found = joiner->found;
    size_t first = found->count;
    for (uint32_t i = 0; i < segments.count; i++) {
        const TaggerSegment *it = &segments.items[i];
        of_cue[i] = INDEX_NONE;
        if (it->kind != SEGMENT_CUE) continue;
        if (only != INDEX_NONE && (it->words.begin > only || it->words.end <= only)) continue;
        of_cue[i] = (uint32_t)found->count;
        *array_push(found, scratch) = cue_join(joiner, &segments, i);
    }
    Joined *joined = arena_new_array_uncleared(scratch, Joined, segments.count + 1);
    for (uint32_t i = 0; i < segments.count; i++) {
        joined[i] = segments.items[i].kind == SEGMENT_CONTENT ? content_join(joiner, &segments, i, of_cue)
                                                              : (Joined){INDEX_NONE, 0};
    }
    if (others != NULL) endings_try(joiner, &segments, joined, others, scratch);
    size_t kept = first;
    for (size_t i = first; i < found->count; i++) {
        Draft *draft = &found->items[i].draft;
        if (draft->content_count == 0) continue;
        if (draft->source.begin >= draft->source.end) draft->source = tagger_source_behind(joiner->view, draft);
        found->items[kept++] = found->items[i];
    }
    found->count = kept;
}

/* Takes a guess for true, or takes that back. */
static void guess_swap(const TaggerView *view, int32_t *margins, const TaggerGuess *guess) {
    for (uint32_t i = guess->words.begin; i < guess->words.end; i++) {
        uint32_t of_guess = i - guess->words.begin;
        uint8_t tag = view->words[i].tag;
        int32_t margin = margins[i];
        view->words[i].tag = guess->tags[of_guess];
        margins[i] = guess->margins[of_guess];
        guess->tags[of_guess] = tag;
        guess->margins[of_guess] = margin;
    }
}

static bool drafts_agree(const Draft *left, const Draft *right) {
    return left->content[0].begin == right->content[0].begin && left->source.begin == right->source.begin &&
           left->content[left->content_count - 1].end == right->content[right->content_count - 1].end;
}

static bool drafts_have(const TaggerDrafts *found, size_t first, size_t end, const Draft *draft) {
    for (size_t i = first; i < end && found->items[i].draft.unit == draft->unit; i++) {
        if (drafts_agree(&found->items[i].draft, draft)) return true;
    }
    return false;
}

/* What the guesses add to the drafts that are there already, which are in order of their units. */
static void guesses_join(const Joiner *joiner, Arena *scratch) {
    const TaggerGuesses *guesses = &joiner->view->guesses;
    TaggerDrafts *found = joiner->found;
    size_t sure = found->count;
    size_t near = 0; /* the first draft of the guess's unit or a later one */
    size_t near_guess = sure; /* the same among what was guessed */
    for (size_t i = 0; i < guesses->count; i++) {
        const TaggerGuess *guess = &guesses->items[i];
        uint32_t unit = joiner->view->words[guess->words.begin].unit;
        size_t before = found->count;
        guess_swap(joiner->view, joiner->margins, guess);
        places_join(joiner, guess->words, guess->cue, NULL, scratch);
        guess_swap(joiner->view, joiner->margins, guess);
        while (near < sure && found->items[near].draft.unit < unit) near++;
        while (near_guess < before && found->items[near_guess].draft.unit < unit) near_guess++;
        size_t kept = before;
        for (size_t k = before; k < found->count; k++) {
            TaggerDraft draft = found->items[k];
            if (drafts_have(found, near, sure, &draft.draft) || drafts_have(found, near_guess, kept, &draft.draft))
                continue;
            draft.guessed = true;
            draft.price = guess->price;
            found->items[kept++] = draft;
        }
        found->count = kept;
    }
}

void tagger_drafts_join(const TaggedArticle *article, const TaggerModel *model, TaggerDrafts *found, Arena *scratch) {
    const TaggerView *view = article->view;
    const Drafts *rules = article->rules;
    Joiner joiner = {view, article->margins, rules, model, found};
    TaggerDrafts others = {0};
    places_join(&joiner, (WordSpan){0, view->count}, INDEX_NONE, &others, scratch);
    guesses_join(&joiner, scratch);
    for (size_t i = 0; i < others.count; i++) *array_push(found, scratch) = others.items[i];
    size_t by_model = found->count;
    for (size_t i = 0; i < rules->count; i++) {
        if (rules->items[i].content_count == 0) continue;
        TaggerDraft *rule = array_push(found, scratch);
        *rule = (TaggerDraft){.draft = rules->items[i], .by_rules = true};
        ByteSpan *last = &rule->draft.content[rule->draft.content_count - 1];
        *last = tagger_rule_bytes(view, *last, &rule->draft);
    }
    for (size_t i = 0; i < by_model; i++) {
        uint32_t joined = found->items[i].joined;
        if (joined > 0 && by_model + joined <= found->count) found->items[by_model + joined - 1].stands = true;
    }
    tagger_partners_find(view, found, scratch);
}

void tagger_drafts_find(TaggerView *view, const Drafts *rules, Tagger *tagger, TaggerDrafts *found, Arena *scratch) {
    int32_t *margins = arena_new_array(scratch, int32_t, view->count + 1);
    tagger_tag(view, tagger, margins, scratch);
    const TaggedArticle article = {view, margins, rules};
    tagger_drafts_join(&article, tagger->lexicon->model, found, scratch);
}
