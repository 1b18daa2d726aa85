/*
 * How far to trust what was found, and which of two claims on the same words stays.
 *
 * In:  the model's drafts and the rules' drafts of one article.
 * Out: the drafts to report, each with the probability that it is right.
 *
 * A logistic model learned on articles that the tagger had not seen: by what margins tags and links were chosen,
 * whether rules and model found the same, how much is quoted, what kind of cue and source it is, how long. Its
 * probability is the confidence that is reported. The drafts are then taken in order of their probability; one whose
 * words are mostly taken by another is dropped, and so is one that is less likely than the limit for its kind.
 */
#include <stdlib.h>

#include "feature_sink.h"
#include "media.h"
#include "tagger.h"
#include "vetoes.h"

/* Rules and model may claim the same words; where both are as likely the model's edges are right more often. */
#define TRUST_MODEL_BONUS 320

static uint32_t margin_bucket(int32_t margin) {
    if (margin == INT32_MAX) return 15;
    int32_t step = margin / 32 + 4;
    return step < 0 ? 0 : step > 14 ? 14 : (uint32_t)step;
}

static uint32_t length_bucket(uint32_t words) {
    return words <= 4 ? words : words <= 8 ? 5 : words <= 16 ? 6 : words <= 32 ? 7 : 8;
}

static const TaggerWord *word_at(const TaggerView *view, WordSpan words, bool last) {
    static const TaggerWord none = {.word = INDEX_NONE};
    if (words.begin >= words.end) return &none;
    uint32_t place = view->of_text[last ? words.end - 1 : words.begin];
    return place == INDEX_NONE ? &none : &view->words[place];
}

static uint32_t draft_kind(const TaggerDraft *it) {
    return it->words_quoted == 0 ? 0 : it->words_quoted * 10 < it->words * 9 ? 1 : 2;
}

/* Do both sides name the same source? 0 no partner, 1 no, 2 yes. */
static uint32_t sources_agree(const TaggerDrafts *found, const TaggerDraft *it) {
    if (it->partner == INDEX_NONE) return 0;
    ByteSpan a = it->draft.source;
    ByteSpan b = found->items[it->partner].draft.source;
    bool both_none = a.begin >= a.end && b.begin >= b.end;
    return 1 + (both_none || (a.begin < b.end && b.begin < a.end));
}

/* How many words stand between two parts, and which comes first. */
static uint32_t distance_bucket(const TaggerView *view, WordSpan left, WordSpan right) {
    if (left.begin >= left.end || right.begin >= right.end) return 31;
    bool turned = right.begin < left.begin;
    const TaggerWord *first = word_at(view, turned ? right : left, true);
    const TaggerWord *second = word_at(view, turned ? left : right, false);
    if (first->word == INDEX_NONE || second->word == INDEX_NONE || second->word <= first->word) return 30;
    return length_bucket(second->word - first->word - 1) + 10U * turned;
}

uint32_t tagger_trust_features(const TaggerView *view, const TaggerDrafts *found, uint32_t index,
                               uint32_t features[TRUST_FEATURES_MAX]) {
    FeatureSink sink = {features, 0, TRUST_WEIGHTS - 1};
    const TaggerDraft *it = &found->items[index];
    const Draft *draft = &it->draft;
    uint32_t kind = draft_kind(it) * 3 + (it->by_rules ? 1 : it->guessed ? 2 : 0);
    uint32_t agree = sources_agree(found, it);
    uint32_t all = it->words;
    if (it->partner != INDEX_NONE) all += found->items[it->partner].words - it->partner_words;
    uint32_t overlap = it->partner == INDEX_NONE || all == 0 ? 0 : 1 + 10 * it->partner_words / all;
    bool sourced = draft->source.begin < draft->source.end;
    const TaggerWord *cue = word_at(view, it->cue_words, true);
    const TaggerWord *source = word_at(view, it->source_words, true);
    const TaggerWord *source_first = word_at(view, it->source_words, false);
    const TaggerWord *first = word_at(view, it->content_words[0], false);
    uint32_t rule_confidence = it->by_rules ? (uint32_t)(draft->confidence * 20.0F) : 0;
    feature_put(&sink, kind);
    feature_put(&sink, kind * 64 + overlap);
    feature_put(&sink, (kind * 64 + overlap) * 4 + agree);
    feature_put(&sink, kind * 64 + margin_bucket(it->content_margin));
    feature_put(&sink, kind * 64 + margin_bucket(it->cue_margin));
    feature_put(&sink, (kind * 64 + margin_bucket(it->source_margin)) * 2 + sourced);
    feature_put(&sink, kind * 64 + margin_bucket(it->link_margin));
    feature_put(&sink, (kind * 64 + margin_bucket(it->content_margin)) * 64 + margin_bucket(it->cue_margin));
    feature_put(&sink, kind * 64 + length_bucket(it->words));
    feature_put(&sink, (kind * 64 + length_bucket(it->words)) * 4 + agree);
    feature_put(&sink, kind * 64 + draft->content_count);
    feature_put(&sink, kind * 64 + cue->category);
    feature_put(&sink, kind ^ tagger_lexeme(view, cue)->lexicon);
    feature_put(&sink, tagger_lexeme(view, cue)->form);
    feature_put(&sink, (kind * 64 + source->category) * 64 + cue->category);
    feature_put(&sink, (kind * 64 + source_first->category) * 64 + agree);
    feature_put(&sink, kind * 64 + first->category);
    feature_put(&sink, (kind * 64 + first->context) * 64 + first->quote);
    feature_put(&sink, (kind * 64 + rule_confidence) * 4 + agree);
    feature_put(&sink, (kind * 64 + draft->object) * 64 + (uint32_t)draft->cue_class);
    feature_put(&sink, kind * 64 + cue->place);
    feature_put(&sink,
                (kind * 64 + (it->guessed ? 1 + (it->price < 0 ? 0 : (uint32_t)it->price / 8) : 0)) * 64 + agree);
    const TaggerWord *last = word_at(view, it->content_words[draft->content_count - 1], true);
    uint32_t end = last->word == INDEX_NONE ? 0 : last[1].context * 32U + last[1].category;
    feature_put(&sink, kind * 2048 + end);
    feature_put(&sink, (kind * 64 + last->category) * 64 + cue->category);
    feature_put(&sink, (kind * 64 + distance_bucket(view, it->source_words, it->cue_words)) * 64 + source->category);
    feature_put(&sink, (kind * 64 + distance_bucket(view, it->cue_words, it->content_words[0])) * 64 + cue->category);
    return sink.count;
}

/* 1 / (1 + e^-x), by squaring (1 + x/1024): the same bits everywhere, and near enough. */
float tagger_trust_probability(int32_t score) {
    float x = (float)score / TRUST_ONE;
    if (x > 12) x = 12;
    if (x < -12) x = -12;
    float power = 1.0F + (x < 0 ? -x : x) / 1024.0F;
    for (int i = 0; i < 10; i++) power *= power;
    float high = power / (1.0F + power);
    return x < 0 ? 1.0F - high : high;
}

#define APPOSITION_WORDS_MIN 2
#define APPOSITION_WORDS_MAX 4
#define OUTER_BONUS (2 * TRUST_ONE) /* what lies in something said must be likelier by more */
#define INTRODUCED_WORDS_MAX 6 /* before a colon; more may well be a statement */

#define SPEECH_WORDS_MIN 3 /* fewer in marks may be a name or a phrase */

typedef struct Claim {
    int32_t score;
    uint32_t index;
    uint32_t next_in_unit; /* the next claim, by score, of a draft in the same unit; INDEX_NONE: none */
} Claim;

static int claims_compare(const void *left, const void *right) {
    const Claim *a = left;
    const Claim *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static int drafts_compare(const void *left, const void *right) {
    const Draft *a = left;
    const Draft *b = right;
    if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
    if (a->cue.begin != b->cue.begin) return a->cue.begin < b->cue.begin ? -1 : 1;
    if (a->content_count == 0 || b->content_count == 0) return (a->content_count > 0) - (b->content_count > 0);
    return a->content[0].begin < b->content[0].begin ? -1 : a->content[0].begin > b->content[0].begin;
}

enum { WORD_FREE, WORD_TAKEN, WORD_CERTAIN }; /* certain: by a draft that was there before */

/* Takes the draft's words; false, and takes none, where others have a third of them or a certain one has any. */
static bool words_take(const WordSpan *parts, uint32_t part_count, uint8_t *taken, uint8_t as) {
    uint32_t lost = 0;
    uint32_t all = 0;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t part = 0; part < part_count; part++) {
            WordSpan words = parts[part];
            if (pass == 0) all += words.end - words.begin;
            for (uint32_t word = words.begin; word < words.end; word++) {
                if (pass == 0 && taken[word] == WORD_CERTAIN) return false;
                if (pass == 0) lost += taken[word] != WORD_FREE;
                if (pass == 1) taken[word] = as;
            }
        }
        if (3 * lost >= all) return false;
    }
    return true;
}

static bool spans_meet(ByteSpan left, ByteSpan right) {
    return left.begin < right.end && right.begin < left.end;
}

/*
 * "Finch said, according to the Post": whom the rules take for the medium is not the speaker; and where they see a
 * chain of media, who speaks in it is theirs to say: no annotated article tells the two apart.
 */
static bool source_is_medium(const TaggerDrafts *found, const TaggerDraft *it) {
    if (it->by_rules || it->partner == INDEX_NONE) return false;
    const Draft *rule = &found->items[it->partner].draft;
    for (uint32_t i = 0; i < rule->via_count; i++) {
        if (spans_meet(rule->via[i], it->draft.source) || media_lies_in_content(&it->draft, rule->via[i])) return true;
    }
    return rule->via_count > 0 && !spans_meet(rule->source, it->draft.source);
}

/* A pronoun is nobody's statement: "nobody answered him"; and a cue that has one as its object has no other content. */
static bool content_is_pronoun(const TaggerView *view, const TaggerDraft *it) {
    const AttributionInput *input = view->clauses->input;
    const uint32_t pronouns = CLASS_SUBJECT | CLASS_OBJECT | CLASS_DETERMINER | CLASS_RELATIVE | CLASS_COMPLEMENTISER;
    for (uint32_t part = 0; part < it->draft.content_count; part++) {
        WordSpan words = it->content_words[part];
        if (words.end - words.begin != 1) continue;
        uint32_t place = view->of_text[words.begin];
        if (place == INDEX_NONE || view->words[place].span != INDEX_NONE) continue;
        if ((input->word_classes[input->text->word_ids[words.begin]].flags & pronouns) != 0) return true;
    }
    return false;
}

/* A quotation that the rules give to somebody: without it the marks alone would be reported, and nobody with them. */
static bool speech_of_rules(const TaggerView *view, const TaggerDraft *it) {
    if (!it->by_rules || it->words_quoted < SPEECH_WORDS_MIN || it->draft.source.begin >= it->draft.source.end)
        return false;
    return word_at(view, it->content_words[0], false)->span != INDEX_NONE;
}

static bool word_is_be(const AttributionInput *input, uint32_t word) {
    static const char *const forms[] = {"was", "were", "been", "being", "is", "are", "be"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (bytes_equal(input->vocabulary->words[input->text->word_ids[word]], bytes_from_string(forms[i])))
            return true;
    }
    return false;
}

/* "Osk was told that …", "Osk, asked why …, said": who stands before the cue heard it and did not say it. */
static bool source_is_listener(const TaggerView *view, const TaggerDraft *it) {
    const AttributionInput *input = view->clauses->input;
    WordSpan cue = it->cue_words;
    if (cue.begin >= cue.end || it->draft.source.begin >= it->draft.cue.begin) return false;
    const WordClass *last = &input->word_classes[input->text->word_ids[cue.end - 1]];
    if ((last->frames & FRAME_LISTENER) == 0 && last->cue != CUE_ASKING) return false;
    if ((last->flags & CLASS_FORM_PARTICIPLE) == 0) return false;
    for (uint32_t word = cue.begin; word + 1 < cue.end; word++) {
        if (word_is_be(input, word)) return true;
    }
    bool alone = cue.end - cue.begin == 1 && it->draft.source.begin < it->draft.source.end;
    uint32_t place = view->of_text[cue.begin];
    bool comma = place != INDEX_NONE && (view->words[place].gap & GAP_COMMA) != 0;
    /* "Osk, a farmer, asked": set off by two commas it is the verb */
    Bytes source = bytes_slice(input->text->bytes, it->draft.source);
    bool apposition = bytes_find(source, BYTES(",")) != SIZE_MAX;
    return alone && comma && !apposition && it->draft.source.end + 2 >= it->draft.cue.begin;
}

static bool word_among(const AttributionInput *input, uint32_t word, const char *const *forms, size_t count) {
    Bytes bytes = input->vocabulary->words[input->text->word_ids[word]];
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal(bytes, bytes_from_string(forms[i]))) return true;
    }
    return false;
}

static bool word_is_to(const AttributionInput *input, uint32_t word) {
    static const char *const to[] = {"to"};
    return word < input->text->word_count && word_among(input, word, to, 1);
}

/* "The town knew its bridge": acquaintance is no statement; "knew that …", "knew the bridge was old" is. */
static bool only_knows(const TaggerView *view, const TaggerDraft *it, WordSpan cue) {
    static const char *const knows[] = {"know", "knows", "knew", "known"};
    const AttributionInput *input = view->clauses->input;
    if (!word_among(input, cue.end - 1, knows, sizeof knows / sizeof *knows)) return false;
    const uint32_t clausal =
        CLASS_COMPLEMENTISER | CLASS_AUXILIARY | CLASS_FORM_PAST | CLASS_FORM_THIRD | CLASS_PAST | CLASS_VERB;
    for (uint32_t part = 0; part < it->draft.content_count; part++) {
        WordSpan words = it->content_words[part];
        for (uint32_t word = words.begin; word < words.end; word++) {
            if ((input->word_classes[input->text->word_ids[word]].flags & clausal) != 0) return false;
        }
    }
    return true;
}

/*
 * "positions said to be held by rebels": nobody says it, and the words before are what it is said of; "migrants seeking to
 * leave": the participle is theirs, whoever stands farther before.
 */
static bool participle_of_others(const TaggerView *view, const TaggerDraft *it, WordSpan cue) {
    const AttributionInput *input = view->clauses->input;
    uint32_t place = view->of_text[cue.begin];
    if (place == INDEX_NONE || cue.begin == 0 || view->words[place - 1].word == INDEX_NONE) return false;
    const WordClass *word = &input->word_classes[input->text->word_ids[cue.begin]];
    const WordClass *before = &input->word_classes[input->text->word_ids[cue.begin - 1]];
    const uint32_t leads = CLASS_AUXILIARY | CLASS_ADVERB | CLASS_COORDINATOR | CLASS_PREPOSITION | CLASS_SUBORDINATOR |
                           CLASS_COMPLEMENTISER | CLASS_RELATIVE | CLASS_SUBJECT | CLASS_OBJECT;
    if (view->words[place].gap != 0 || view->words[place - 1].span != INDEX_NONE || (before->flags & leads) != 0)
        return false;
    bool sourced = it->source_words.begin < it->source_words.end;
    bool passive = !sourced && (word->flags & CLASS_FORM_PARTICIPLE) != 0 && cue.end < input->text->word_count;
    if (passive) return word_is_to(input, cue.end);
    bool adjoins = it->source_words.end >= cue.begin || it->source_words.begin > cue.begin;
    bool name = (input->text->words[cue.begin - 1].flags & WORD_CAPITALISED) != 0;
    return sourced && !adjoins && !name && (word->flags & CLASS_FORM_ING) != 0 && word_is_to(input, cue.end);
}

/* "the promised reform never came": an article is nobody. */
static bool source_is_article(const AttributionInput *input, const TaggerDraft *it) {
    static const char *const articles[] = {"the", "a", "an"};
    return it->source_words.end == it->source_words.begin + 1 &&
           word_among(input, it->source_words.begin, articles, sizeof articles / sizeof *articles);
}

/* "the Courier reported, citing two people who had read it": whom a medium has it from. */
static bool source_has_medium(const AttributionInput *input, const TaggerDraft *it) {
    for (uint32_t word = it->source_words.begin; word < it->source_words.end; word++) {
        if ((input->word_classes[input->text->word_ids[word]].flags & CLASS_MEDIA) != 0) return true;
    }
    return false;
}

/*
 * What holds no statement, however likely a corpus of attitudes has it: "which cited a letter" (a medium, media.c),
 * "Asked about the dam, …" (nobody is shown asking), "she spoke to the mayor" (whom, and not what).
 */
static bool says_nothing(const TaggerView *view, const TaggerDraft *it) {
    static const char *const cites[] = {"cited", "cites", "citing"};
    static const char *const speaks[] = {"spoke", "speak", "speaks", "speaking", "spoken", "talked", "met"};
    static const char *const listeners[] = {"to", "with"};
    const AttributionInput *input = view->clauses->input;
    WordSpan cue = it->cue_words;
    if (it->words_quoted > 0 || cue.begin >= cue.end) return false;
    bool sourced = it->draft.source.begin < it->draft.source.end;
    bool relative = sourced && word_at(view, it->source_words, true)->word != INDEX_NONE &&
                    (input->word_classes[input->text->word_ids[word_at(view, it->source_words, true)->word]].flags &
                     CLASS_RELATIVE) != 0;
    static const char *const by[] = {"by"}; /* "according to a memo obtained by …": who has it */
    if (it->content_words[0].begin < it->content_words[0].end && word_among(input, it->content_words[0].begin, by, 1))
        return true;
    static const char *const unnamed[] = {"anonymity"}; /* "on condition of anonymity" */
    if (it->words <= 3 && it->content_words[0].end > it->content_words[0].begin &&
        word_among(input, it->content_words[0].end - 1, unnamed, 1))
        return true;
    static const char *const citing[] = {"citing"};
    if ((relative || !sourced) && word_among(input, cue.end - 1, cites, sizeof cites / sizeof *cites)) return true;
    if (word_among(input, cue.end - 1, citing, 1) && source_has_medium(input, it)) return true;
    if (source_is_article(input, it) || only_knows(view, it, cue) || participle_of_others(view, it, cue)) return true;
    const WordClass *first = &input->word_classes[input->text->word_ids[cue.begin]];
    if (!sourced && first->cue == CUE_ASKING && (first->flags & CLASS_FORM_PARTICIPLE) != 0) return true;
    return cue.end - cue.begin >= 2 && word_among(input, cue.end - 2, speaks, sizeof speaks / sizeof *speaks) &&
           word_among(input, cue.end - 1, listeners, sizeof listeners / sizeof *listeners);
}

/* "The plan seems to work": an impression that nobody is shown to have. */
static bool nobody_is_impressed(const TaggerView *view, const TaggerDraft *it) {
    static const char *const verbs[] = {"seem", "seems", "seemed", "appear", "appears", "appeared"};
    const AttributionInput *input = view->clauses->input;
    WordSpan cue = it->cue_words;
    if (it->words_quoted > 0 || it->draft.source.begin < it->draft.source.end || cue.begin >= cue.end) return false;
    Bytes last = input->vocabulary->words[input->text->word_ids[cue.end - 1]];
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (bytes_equal(last, bytes_from_string(verbs[i]))) return true;
    }
    return false;
}

/* What a draft must reach: more where a wrong one is of no use to anybody. */
static int32_t score_least(const TaggerView *view, const TaggerDraft *it, const TaggerModel *model) {
    if (it->stands || speech_of_rules(view, it)) return INT32_MIN;
    if (it->words_quoted > 0) return model->limits[1];
    const TaggerWord *cue = word_at(view, it->cue_words, false);
    bool sourced = it->draft.source.begin < it->draft.source.end;
    bool headline = false;
    if (cue->word != INDEX_NONE) {
        const Clauses *clauses = view->clauses;
        uint32_t paragraph = clauses->units[cue->unit].paragraph_index;
        headline = clauses->input->text->paragraphs[paragraph].role == BLOCK_HEADLINE;
    }
    return sourced && !headline ? model->limits[0] : 0;
}

static int32_t bonus_of(const TaggerDraft *it) {
    return it->by_rules || it->guessed ? 0 : TRUST_MODEL_BONUS;
}

static Claim *claims_build(const TaggerView *view, const TaggerDrafts *found, const TaggerModel *model,
                           Arena *scratch) {
    Claim *claims = arena_new_array_uncleared(scratch, Claim, found->count + 1);
    uint32_t features[TRUST_FEATURES_MAX];
    for (uint32_t i = 0; i < found->count; i++) {
        uint32_t count = tagger_trust_features(view, found, i, features);
        int32_t score = 0;
        for (uint32_t k = 0; k < count; k++) score += model->trust[features[k]];
        claims[i] = (Claim){score + bonus_of(&found->items[i]), i, INDEX_NONE};
    }
    if (found->count > 0) qsort(claims, found->count, sizeof *claims, claims_compare);
    const uint32_t unit_count = view->clauses->unit_count;
    uint32_t *after = arena_new_array(scratch, uint32_t, unit_count); /* by unit: 1 + the claim met last */
    for (uint32_t i = found->count; i-- > 0;) {
        uint32_t unit = found->items[claims[i].index].draft.unit;
        if (unit >= unit_count) continue;
        claims[i].next_in_unit = after[unit] > 0 ? after[unit] - 1 : INDEX_NONE;
        after[unit] = i + 1;
    }
    return claims;
}

/*
 * "the finance spokeswoman, Runa Ekdal": a role without a name, a comma, and a name that ends at a point or a mark is one
 * source. Annotators end it there; a model that looks at neighbours alone takes the comma for the end.
 */
static ByteSpan source_with_name(const Text *text, ByteSpan source) {
    WordSpan words = text_words_of(text, source);
    if (source.end <= source.begin || words.end <= words.begin || words.end >= text->word_count) return source;
    for (uint32_t i = words.begin; i < words.end; i++)
        if ((text->words[i].flags & (WORD_CAPITALISED | WORD_SENTENCE_START)) == WORD_CAPITALISED) return source;
    uint32_t place = source.end, word = words.end;
    if (text->words[word].byte_begin != place + 2 || text->bytes.data[place] != ',' ||
        text->bytes.data[place + 1] != ' ')
        return source;
    for (; word < text->word_count && word < words.end + APPOSITION_WORDS_MAX; word++) {
        if ((text->words[word].flags & WORD_CAPITALISED) == 0) break;
        if (word > words.end && (text->words[word].byte_begin != place + 1 || text->bytes.data[place] != ' ')) break;
        place = text->words[word].byte_begin + text->words[word].byte_size;
    }
    bool is_name = word >= words.end + APPOSITION_WORDS_MIN;
    uint8_t next = place < text->bytes.size ? text->bytes.data[place] : '.';
    bool ends = next == ',' || next == '.' || next == ';' || next == '"' || next == '\n' || next >= 0x80;
    return is_name && ends ? (ByteSpan){source.begin, place} : source;
}

/*
 * "he had not seen "one sound sluice" this year": a quotation with nothing before its mark goes on with a clause; where the
 * rules see it begin behind the same cue, it is said too.
 */
static void begin_widen(const TaggerView *view, const TaggerDraft *it, const TaggerDraft *rule, Draft *draft) {
    if (rule->draft.cue.begin >= rule->draft.cue.end || it->content_words[0].begin >= it->content_words[0].end) return;
    if (rule->cue_words.end != it->cue_words.end || rule->content_words[0].begin < it->cue_words.end) return;
    WordSpan own = it->content_words[0];
    WordSpan wide = rule->content_words[0];
    uint32_t place = view->of_text[own.begin];
    if (wide.begin >= own.begin || wide.end < own.begin || place == INDEX_NONE || place == 0) return;
    const TaggerWord *first = &view->words[place];
    bool opens = first->span != INDEX_NONE && first[-1].span == INDEX_NONE && first->gap == 0;
    if (opens) draft->content[0].begin = rule->draft.content[0].begin;
}

static void draft_keep(const TaggerView *view, const TaggerDrafts *found, const TaggerDraft *it, int32_t score,
                       Draft *draft) {
    *draft = it->draft;
    draft->confidence = tagger_trust_probability(score);
    draft->found_by = it->partner != INDEX_NONE ? FOUND_BY_BOTH : it->by_rules ? FOUND_BY_RULES : FOUND_BY_MODEL;
    if (it->by_rules || it->partner == INDEX_NONE) return;
    const Draft *rule = &found->items[it->partner].draft;
    begin_widen(view, it, &found->items[it->partner], draft);
    /* "the spokeswoman, Runa Ekdal": where the rules' source goes on, it is the name. */
    if (rule->source.begin == draft->source.begin && rule->source.end > draft->source.end) draft->source = rule->source;
    draft->via_count = rule->via_count;
    for (uint32_t i = 0; i < rule->via_count; i++) draft->via[i] = rule->via[i];
}

/* By unit, where the cue of the last attribution in it ends; 1 where a speaker is introduced and nobody speaks. */
static uint32_t *units_mark(const TaggerView *view, const Drafts *rules, Arena *scratch) {
    uint32_t *units = arena_new_array(scratch, uint32_t, view->clauses->unit_count + 1);
    for (size_t i = 0; i < rules->count; i++) {
        const Draft *draft = &rules->items[i];
        if (draft->content_count == 0 && draft->unit < view->clauses->unit_count) units[draft->unit] = 1;
    }
    return units;
}

/* The words before a colon that introduces a paragraph are no statement: "reported on the visit:". */
static bool only_introduces(const TaggerView *view, const TaggerDraft *it, const uint32_t *units) {
    const Clauses *clauses = view->clauses;
    if (it->words_quoted > 0 || it->words > INTRODUCED_WORDS_MAX || it->draft.unit >= clauses->unit_count) return false;
    const Unit *unit = &clauses->units[it->draft.unit];
    if (units[it->draft.unit] == 0 || !unit->paragraph_end) return false;
    const Text *text = clauses->input->text;
    Bytes paragraph = bytes_trim(bytes_slice(text->bytes, text->paragraphs[unit->paragraph_index].bytes));
    return paragraph.size > 0 && paragraph.data[paragraph.size - 1] == ':';
}

/*
 * "The film "Riverbank" was praised by critics, Dahl said": words in marks that lie whole in something said, their cue too,
 * are a part of that, unless they are much the likelier.
 */
static bool lies_in_better(const TaggerDrafts *found, const Claim *claims, uint32_t claim) {
    const Draft *inner = &found->items[claims[claim].index].draft;
    if (found->items[claims[claim].index].words_quoted == 0) return false;
    for (uint32_t i = claims[claim].next_in_unit; i != INDEX_NONE; i = claims[i].next_in_unit) {
        if (claims[i].score < claims[claim].score - OUTER_BONUS) break;
        const Draft *outer = &found->items[claims[i].index].draft;
        if (outer->source.begin >= outer->source.end || outer->content_count != 1) continue;
        ByteSpan all = outer->content[0];
        bool around = all.begin <= inner->content[0].begin && all.begin <= inner->cue.begin &&
                      all.end >= inner->content[inner->content_count - 1].end && all.end >= inner->cue.end;
        if (around && (outer->cue.begin >= all.end || outer->cue.end <= all.begin)) return true;
    }
    return false;
}

/*
 * "Contractors, said Ebba Doe, must pay": a name between the cue and the next comma is the speaker. The rules see it; the
 * model has learned from few such sentences.
 */
static bool speaker_is_set_off(const TaggerView *view, const TaggerDrafts *found, const TaggerDraft *it) {
    if (it->by_rules || it->partner == INDEX_NONE) return false;
    const TaggerDraft *rule = &found->items[it->partner];
    WordSpan source = rule->source_words;
    if (source.begin >= source.end || rule->cue_words.begin >= rule->cue_words.end) return false;
    if (source.begin != rule->cue_words.end || it->cue_words.begin >= rule->cue_words.end) return false;
    if (it->cue_words.end <= rule->cue_words.begin || spans_meet(rule->draft.source, it->draft.source)) return false;
    uint32_t cue = view->of_text[rule->cue_words.begin];
    uint32_t behind = source.end < view->clauses->input->text->word_count ? view->of_text[source.end] : INDEX_NONE;
    return cue != INDEX_NONE && behind != INDEX_NONE && view->words[behind].word != INDEX_NONE &&
           (view->words[cue].gap & GAP_COMMA) != 0 && (view->words[behind].gap & GAP_COMMA) != 0;
}

/* The same cue with other edges, of which some words are still free: one telling is one attribution. */
static bool cue_is_taken(const TaggerDrafts *found, const TaggerDraft *it, const uint32_t *owners) {
    for (uint32_t word = it->cue_words.begin; word < it->cue_words.end; word++) {
        if (owners[word] != 0 && tagger_words_shared(it, &found->items[owners[word] - 1]) > 0) return true;
    }
    return false;
}

/* "Doe Jr. on the steps": where somebody stands is no part of the name. */
static ByteSpan source_without_place(const AttributionInput *input, ByteSpan source) {
    static const char *const places[] = {"on", "in", "at", "outside"};
    WordSpan words = text_words_of(input->text, source);
    uint32_t word = words.begin;
    while (word < words.end && (input->text->words[word].flags & WORD_CAPITALISED) != 0) word++;
    if (word < words.begin + 2 || word + 1 >= words.end) return source;
    if (!word_among(input, word, places, sizeof places / sizeof *places)) return source;
    for (uint32_t i = word; i < words.end; i++) {
        if ((input->text->words[i].flags & (WORD_CAPITALISED | WORD_NUMBER)) != 0) return source;
    }
    return text_bytes_of(input->text, (WordSpan){words.begin, word});
}

void tagger_choose(const TaggerView *view, TaggerDraftSides sides, const TaggerModel *model, Drafts *chosen,
                   Arena *scratch) {
    const TaggerDrafts *found = sides.found;
    const Claim *claims = claims_build(view, found, model, scratch);
    uint32_t *units = units_mark(view, sides.rules, scratch);
    uint8_t *taken = arena_new_array(scratch, uint8_t, view->clauses->input->text->word_count + 1);
    uint32_t *owners = arena_new_array(scratch, uint32_t, view->clauses->input->text->word_count + 1);
    for (size_t i = 0; i < chosen->count; i++) {
        WordSpan parts[DRAFT_PARTS_MAX];
        const Draft *certain = &chosen->items[i];
        for (uint32_t part = 0; part < certain->content_count; part++)
            parts[part] = text_words_of(view->clauses->input->text, certain->content[part]);
        words_take(parts, certain->content_count, taken, WORD_CERTAIN);
    }
    for (uint32_t i = 0; i < found->count; i++) {
        const TaggerDraft *it = &found->items[claims[i].index];
        int32_t score = claims[i].score - bonus_of(it);
        if (score < score_least(view, it, model) || source_is_medium(found, it)) continue;
        if (content_is_pronoun(view, it) || source_is_listener(view, it) || nobody_is_impressed(view, it)) continue;
        if (speaker_is_set_off(view, found, it) || vetoes_draft_alone(view->clauses->input, &it->draft)) continue;
        if (says_nothing(view, it) || lies_in_better(found, claims, i)) continue;
        if (only_introduces(view, it, units) || cue_is_taken(found, it, owners)) continue;
        if (!words_take(it->content_words, it->draft.content_count, taken, WORD_TAKEN)) continue;
        for (uint32_t word = it->cue_words.begin; word < it->cue_words.end; word++) owners[word] = claims[i].index + 1;
        Draft *kept = array_push(chosen, scratch);
        draft_keep(view, found, it, score, kept);
        kept->source = source_with_name(view->clauses->input->text, kept->source);
        kept->source = source_without_place(view->clauses->input, kept->source);
        if (it->draft.object || it->draft.unit >= view->clauses->unit_count) continue;
        if (it->draft.cue.end > units[it->draft.unit]) units[it->draft.unit] = it->draft.cue.end;
    }
    for (size_t i = 0; i < sides.rules->count; i++) {
        const Draft *draft = &sides.rules->items[i];
        bool silent = draft->unit < view->clauses->unit_count && units[draft->unit] <= draft->cue.begin + 1;
        if (draft->content_count == 0 && silent) *array_push(chosen, scratch) = *draft;
    }
    if (chosen->count > 0) qsort(chosen->items, chosen->count, sizeof *chosen->items, drafts_compare);
}
