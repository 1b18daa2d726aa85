/*
 * What the tagger knows of single words.
 *
 * In:  a model, a vocabulary and its word classes.
 * Out: a lexeme for each word of the vocabulary, and what each lexeme says for and against each tag.
 *
 * A name is never looked at by its letters, nor a number: with a capital inside a sentence a word is known only by its
 * shape, unless the lexicon has it as a title, a role, a body or a medium; at a sentence's start it is known if it is a
 * word that is mostly written small. So the weights can't learn who used to say what. Nor is a rare word: what stands
 * neither in the lexicon nor in the model's list of words is known by its ending and kind alone, in training as in use.
 *
 * That leaves some ten thousand lexemes, however large the vocabulary. What a word says about itself and its two
 * neighbours on each side does not depend on the place, so it is summed once for all places.
 */
#include "tagger.h"

#include "../base/map.h"

#define CATEGORY_NAME 29
#define CATEGORY_NUMBER 30
#define SHAPE_NUMBER 1
#define FORM_RARE 200 /* no hash of a word is below 256 */

static uint64_t mix(uint64_t state, uint64_t value) {
    state = (state ^ value) * 0x9E3779B97F4A7C15ULL;
    return state ^ (state >> 29);
}

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

static const TaggerCluster *cluster_find(const TaggerModel *model, uint64_t hash) {
    uint16_t check = (uint16_t)(hash | 1);
    for (uint32_t slot = (uint32_t)(hash >> 40), steps = 0; steps < 64; slot++, steps++) {
        const TaggerCluster *entry = &model->clusters[slot & (CLUSTER_SLOTS - 1)];
        if (entry->cluster == 0) return NULL;
        if (entry->check == check) return entry;
    }
    return NULL;
}

static TaggerLexeme mask_of(uint32_t shape) {
    TaggerLexeme lexeme = {0};
    if (shape == 0) return lexeme;
    lexeme.form = 1 + shape;
    lexeme.ending = 1 + shape;
    lexeme.category = shape == SHAPE_NUMBER ? CATEGORY_NUMBER : CATEGORY_NAME;
    return lexeme;
}

static TaggerLexeme lexeme_of(Bytes folded, const WordClass *class, const TaggerModel *model, TaggerEntry *entry) {
    const uint32_t endings = CLASS_PAST | CLASS_ING | CLASS_ADVERB;
    const uint32_t before_names =
        CLASS_TITLE | CLASS_ROLE | CLASS_MEDIA | CLASS_ORGANISATION | CLASS_TIME | CLASS_SUBJECT;
    uint64_t hash = bytes_hash(folded);
    const TaggerCluster *cluster = model->clusters == NULL ? NULL : cluster_find(model, hash);
    bool meant = (class->flags & ~endings) != 0 || class->cue != CUE_NONE;
    entry->known_inside = (class->flags & before_names) != 0;
    entry->known_at_start = meant || (cluster != NULL && cluster->lower_case != 0);
    TaggerLexeme lexeme = {.category = category_of(class), .cluster = cluster == NULL ? 0 : cluster->cluster};
    lexeme.lexicon = (uint32_t)(mix(mix(class->flags, class->frames + 1U), class->cue) >> 32);
    bool rare = model->clusters != NULL && cluster == NULL && !meant;
    lexeme.form = rare ? FORM_RARE : (uint32_t)(hash >> 32) | 256;
    size_t size = folded.size < 3 ? folded.size : 3;
    lexeme.ending = 7;
    for (size_t i = folded.size - size; i < folded.size; i++) lexeme.ending = lexeme.ending * 257 + folded.data[i];
    return lexeme;
}

static TagScores lexeme_score(const TaggerModel *model, const TaggerLexeme *lexeme, int offset) {
    uint64_t features[TAGGER_FEATURES_MAX];
    uint32_t count = tagger_lexeme_features(lexeme, offset, features);
    TagScores scores = {{0}};
    for (uint32_t i = 0; i < count; i++) {
        const TaggerRow *row = tagger_row(&model->tags, features[i]);
        for (uint32_t tag = 0; tag < TAG_COUNT; tag++)
            scores.tags[tag] = (int16_t)(scores.tags[tag] + row->weights[tag]);
    }
    return scores;
}

/* Fills the seats of the group with this number by the feature that each is asked for. */
static void seats_fill(const TaggerModel *model, uint32_t (*feature_of)(uint32_t, uint32_t, uint64_t *), uint32_t group,
                       TaggerRow *seats, uint32_t seat_count) {
    for (uint32_t seat = 0; seat < seat_count; seat++) {
        uint64_t feature;
        feature_of(group, seat, &feature);
        seats[seat] = *tagger_row(&model->tags, feature);
    }
}

static const TaggerTrio *trios_build(const TaggerModel *model, Arena *result) {
    TaggerTrio *trios = arena_new_array_uncleared(result, TaggerTrio, TAGGER_TRIOS);
    for (uint32_t i = 0; i < TAGGER_TRIOS; i++)
        seats_fill(model, tagger_category_feature, i, trios[i].seats, TAGGER_SEATS_TRIO);
    return trios;
}

static const TaggerPair *pairs_build(const TaggerModel *model, Arena *result) {
    TaggerPair *pairs = arena_new_array_uncleared(result, TaggerPair, TAGGER_PAIRS);
    for (uint32_t i = 0; i < TAGGER_PAIRS; i++)
        seats_fill(model, tagger_cluster_feature, i, pairs[i].seats, TAGGER_SEATS_PAIR);
    return pairs;
}

TaggerLexicon tagger_lexicon_build(const TaggerModel *model, const Vocabulary *vocabulary, const WordClass *classes,
                                   Arena *result) {
    struct Lexemes ARRAY_OF(TaggerLexeme) lexemes = {0};
    TaggerEntry *entries = arena_new_array(result, TaggerEntry, vocabulary->count + 1);
    Map numbers = {0};
    for (uint32_t shape = 0; shape < TAGGER_MASKS; shape++) *array_push(&lexemes, result) = mask_of(shape);
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        TaggerLexeme lexeme = lexeme_of(vocabulary->words[id], &classes[id], model, &entries[id]);
        uint64_t key = mix(mix(lexeme.form, lexeme.ending), lexeme.lexicon);
        bool inserted;
        uint32_t *number = map_insert(&numbers, mix(key, lexeme.category * 256U + lexeme.cluster), &inserted, result);
        if (inserted) {
            *number = (uint32_t)lexemes.count;
            *array_push(&lexemes, result) = lexeme;
        }
        entries[id].lexeme = *number;
        entries[id].category = lexeme.category;
        entries[id].cluster = lexeme.cluster;
    }
    TaggerLexicon lexicon = {.model = model, .entries = entries, .lexemes = lexemes.items};
    lexicon.lexeme_count = (uint32_t)lexemes.count;
    if (model->tags.rows == NULL) return lexicon;
    TagScores *scores = arena_new_array_uncleared(result, TagScores, lexemes.count * TAGGER_OFFSETS);
    for (size_t i = 0; i < lexemes.count; i++) {
        for (int offset = 0; offset < TAGGER_OFFSETS; offset++)
            scores[i * TAGGER_OFFSETS + (size_t)offset] = lexeme_score(model, &lexemes.items[i], offset - 2);
    }
    lexicon.scores = scores;
    lexicon.trios = trios_build(model, result);
    lexicon.pairs = pairs_build(model, result);
    return lexicon;
}
