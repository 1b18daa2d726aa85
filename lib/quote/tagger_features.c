/*
 * From facts to scores.
 *
 * In:  a view.
 * Out: a word's features as hashes, for the trainer; their summed weights, for the tagger.
 *
 * Most of what a word's score is made of is looked up, not computed:
 *
 *   - what a word says by itself is summed for each lexeme beforehand (tagger_lexicon.c);
 *   - kinds of words, three in a row, and classes of words, two in a row, are few enough for a table of all there are;
 *   - other features come in groups. A group reads a few small facts, packs them into one number, its key, and makes all
 *     its features from that number and nothing else. So its sum is a function of the key, and since language repeats
 *     itself most keys have been met before: each thread remembers sums by key (a memo), and looks features up one by one
 *     only for a key that is not there.
 *
 * A sum is the same whether it was remembered or not, so a memo's size and history never show in the result.
 */
#include <string.h>

#include "tagger.h"

typedef enum Group { GROUP_PLACE, GROUP_QUOTES, GROUP_CUES, GROUP_CUE_LEFT, GROUP_CUE_RIGHT, GROUP_COUNT } Group;
enum { FEATURES_LEXEME = GROUP_COUNT, FEATURES_CATEGORIES, FEATURES_CLUSTERS };

/*
 * A place in a memo. The lanes that belong to no tag hold a part of the key, the place holds the rest of it: keys of
 * MEMO_KEY_BITS are spread by a multiplication that can be undone, so that two keys never agree in both.
 */
typedef struct MemoEntry {
    TagScores sum; /* in the last two lanes the check; 0 where nothing is remembered */
} MemoEntry;

#define MEMO_BITS 14 /* entries a group, 32 bytes each */
#define MEMO_KEY_BITS 45 /* MEMO_BITS and the check's 31; its highest bit says that there is an entry */
#define MEMO_BLOCK 32 /* words whose entries are asked for before the first is read: memory answers all at once */

struct TaggerMemo {
    MemoEntry *entries;
};

/* --- Features ----------------------------------------------------------------------------------------------------- */

typedef struct Sink {
    uint64_t *features;
    uint32_t count;
    uint32_t group;
} Sink;

/* `kind` sets the features of a group apart; two features of one kind differ in their value. */
static inline void put(Sink *sink, uint32_t kind, uint64_t value) {
    uint64_t state =
        (value + 1) * 0xD6E8FEB86659FD93ULL ^ ((uint64_t)(sink->group * 32 + kind + 1) * 0x9E3779B97F4A7C15ULL);
    state = (state ^ (state >> 32)) * 0xD6E8FEB86659FD93ULL;
    sink->features[sink->count++] = state ^ (state >> 32);
}

/* Keys are written and read by the same widths, the last field lowest. A leading 1 keeps them from being 0. */
static inline uint64_t pack(uint64_t bits, uint32_t width, uint64_t value) {
    return bits << width | (value & (((uint64_t)1 << width) - 1));
}

static inline uint64_t take(uint64_t *bits, uint32_t width) {
    uint64_t value = *bits & (((uint64_t)1 << width) - 1);
    *bits >>= width;
    return value;
}

static uint32_t distance_bucket(uint32_t from, uint32_t to) {
    uint32_t words = from < to ? to - from : from - to;
    return words <= 3 ? words : words <= 6 ? 4 : words <= 12 ? 5 : words <= 24 ? 6 : 7;
}

static inline uint32_t far_of(uint32_t index, uint32_t cue) {
    return cue == 0 ? 9 : distance_bucket(index, cue);
}

uint32_t tagger_lexeme_features(const TaggerLexeme *lexeme, int offset, uint64_t *features) {
    Sink sink = {features, 0, FEATURES_LEXEME};
    uint32_t at = 4 * (uint32_t)(offset + 2);
    put(&sink, at, lexeme->form);
    if (offset >= -1 && offset <= 1) {
        put(&sink, at + 1, lexeme->ending);
        put(&sink, at + 2, lexeme->lexicon);
    }
    put(&sink, at + 3, lexeme->cluster);
    if (offset == 0) put(&sink, 31, 0); /* what holds for any word */
    return sink.count;
}

uint32_t tagger_category_feature(uint32_t trio, uint32_t seat, uint64_t *feature) {
    Sink sink = {feature, 0, FEATURES_CATEGORIES};
    put(&sink, seat, trio);
    return sink.count;
}

uint32_t tagger_cluster_feature(uint32_t pair, uint32_t seat, uint64_t *feature) {
    Sink sink = {feature, 0, FEATURES_CLUSTERS};
    put(&sink, seat, pair);
    return sink.count;
}

static uint64_t place_key(const TaggerWord *it) {
    uint64_t key = pack(pack(pack(1, 6, it->context), 8, it[1].gap), 5, it->quote);
    return pack(pack(pack(key, 4, it->rule), 6, it->place), 5, it->category);
}

static void place_put(Sink *sink, uint64_t key) {
    uint64_t category = take(&key, 5);
    uint64_t place = take(&key, 6);
    uint64_t rule = take(&key, 4);
    uint64_t quote = take(&key, 5);
    uint64_t gaps = take(&key, 14);
    put(sink, 0, gaps);
    put(sink, 1, gaps * 32 + category);
    put(sink, 2, place * 32 + category);
    put(sink, 3, place * 32 + quote);
    put(sink, 4, (rule * 64 + (gaps >> 8)) * 32 + quote);
}

static uint64_t quotes_key(const TaggerWord *it) {
    uint64_t key = pack(pack(pack(1, 5, it->quote), 6, it->behind_quote), 7, it->before_quote);
    return pack(pack(pack(pack(key, 5, it->category), 4, it[-1].rule), 4, it->rule), 4, it[1].rule);
}

static void quotes_put(Sink *sink, uint64_t key) {
    uint64_t rules = take(&key, 12);
    uint64_t category = take(&key, 5);
    uint64_t before = take(&key, 7);
    uint64_t behind = take(&key, 6);
    uint64_t quote = take(&key, 5);
    put(sink, 0, quote);
    put(sink, 1, quote * 32 + category);
    put(sink, 2, rules);
    put(sink, 3, rules * 32 + category);
    if (behind != 0) put(sink, 4, behind * 32 + category);
    if (before != 0) put(sink, 5, before * 32 + category);
}

static uint64_t cues_key(const TaggerView *view, uint32_t index) {
    const TaggerWord *it = &view->words[index];
    const TaggerWord *left = &view->words[it->cue_left];
    const TaggerWord *right = &view->words[it->cue_right];
    uint64_t key = pack(pack(pack(1, 5, left->category), 5, right->category), 5, it->quote);
    key = pack(pack(key, 4, left->rule), 4, far_of(index, it->cue_left));
    return pack(pack(pack(key, 4, right->rule), 4, far_of(index, it->cue_right)), 4, it->rule);
}

static void cues_put(Sink *sink, uint64_t key) {
    put(sink, 0, key & 0xFFFFF);
    put(sink, 1, key >> 20 & 0x7FFF);
}

/* On one side, the nearest cue by the lexicon. */
static uint64_t cue_key(const TaggerView *view, uint32_t index, uint32_t cue) {
    const TaggerWord *it = &view->words[index];
    uint64_t key = pack(pack(1, 32, tagger_lexeme(view, &view->words[cue])->lexicon), 4, far_of(index, cue));
    return pack(key, 1, it->span != INDEX_NONE);
}

static void cue_put(Sink *sink, uint64_t key) {
    put(sink, 0, key);
}

/* --- Groups ------------------------------------------------------------------------------------------------------- */

static void keys_read(const TaggerView *view, uint32_t index, uint64_t *keys) {
    const TaggerWord *it = &view->words[index];
    keys[GROUP_PLACE] = place_key(it);
    keys[GROUP_QUOTES] = quotes_key(it);
    keys[GROUP_CUES] = cues_key(view, index);
    keys[GROUP_CUE_LEFT] = cue_key(view, index, it->cue_left);
    keys[GROUP_CUE_RIGHT] = cue_key(view, index, it->cue_right);
}

static void group_put(Sink *sink, uint32_t group, uint64_t key) {
    sink->group = group;
    switch (group) {
    case GROUP_PLACE: place_put(sink, key); break;
    case GROUP_QUOTES: quotes_put(sink, key); break;
    case GROUP_CUES: cues_put(sink, key); break;
    default: cue_put(sink, key); break;
    }
}

/* The kinds of three words, this one in the middle; and the classes of two, this one the first. */
static inline uint32_t trio_of(const TaggerWord *it) {
    return (it[-1].category * 32U + it->category) * 32U + it[1].category;
}

static inline uint32_t pair_of(const TaggerWord *it) {
    return it->cluster * 256U + it[1].cluster;
}

uint32_t tagger_features(const TaggerView *view, uint32_t index, uint64_t *features) {
    const TaggerWord *it = &view->words[index];
    Sink sink = {features, 0, 0};
    for (int offset = -2; offset <= 2; offset++)
        sink.count += tagger_lexeme_features(&view->lexicon->lexemes[it[offset].lexeme], offset, features + sink.count);
    for (int seat = 0; seat < TAGGER_SEATS_TRIO; seat++)
        sink.count += tagger_category_feature(trio_of(it + 1 - seat), (uint32_t)seat, features + sink.count);
    for (int seat = 0; seat < TAGGER_SEATS_PAIR; seat++)
        sink.count += tagger_cluster_feature(pair_of(it - seat), (uint32_t)seat, features + sink.count);
    uint64_t keys[GROUP_COUNT];
    keys_read(view, index, keys);
    for (uint32_t group = 0; group < GROUP_COUNT; group++) group_put(&sink, group, keys[group]);
    return sink.count;
}

/* --- Sums --------------------------------------------------------------------------------------------------------- */

const TaggerRow *tagger_row(const TaggerWeights *weights, uint64_t feature) {
    static const TaggerRow nothing = {0};
    const TaggerRow *bucket = &weights->rows[((feature >> 32) * weights->bucket_count >> 32) * TAGGER_BUCKET_ROWS];
    uint16_t check = (uint16_t)(feature | 1);
    for (uint32_t i = 0; i < TAGGER_BUCKET_ROWS; i++) {
        if (bucket[i].check == check) return &bucket[i];
    }
    return &nothing;
}

Tagger tagger_open(const TaggerLexicon *lexicon, Arena *result) {
    Tagger tagger = {lexicon, arena_new_array(result, TaggerMemo, GROUP_COUNT)};
    for (uint32_t group = 0; group < GROUP_COUNT; group++)
        tagger.memos[group].entries = arena_new_array(result, MemoEntry, (size_t)1 << MEMO_BITS);
    return tagger;
}

/*
 * All lanes at once, as two vectors of the processor's least width; without a sign, since what adds up in the lanes of
 * no tag runs over.
 */
typedef uint16_t HalfLanes __attribute__((vector_size(TAGGER_LANES)));
typedef int16_t SignedLanes __attribute__((vector_size(TAGGER_LANES)));
typedef int8_t HalfRow __attribute__((vector_size(TAGGER_LANES / 2)));
typedef struct Lanes {
    HalfLanes low;
    HalfLanes high;
} Lanes;

static inline void lanes_add(Lanes *sums, const TagScores *scores) {
    Lanes lanes;
    memcpy(&lanes, scores, sizeof lanes);
    sums->low += lanes.low;
    sums->high += lanes.high;
}

/* The whole row, its check too, in lanes nobody reads. */
static inline void row_add(Lanes *sums, const TaggerRow *row) {
    HalfRow low, high;
    memcpy(&low, row, sizeof low);
    memcpy(&high, (const char *)row + sizeof low, sizeof high);
    sums->low += (HalfLanes) __builtin_convertvector(low, SignedLanes);
    sums->high += (HalfLanes) __builtin_convertvector(high, SignedLanes);
}

static inline uint64_t key_spread(uint64_t key) {
    return key * 0x9E3779B97F4A7C15ULL & (((uint64_t)1 << MEMO_KEY_BITS) - 1);
}

static inline uint32_t check_of(uint64_t spread) {
    return (uint32_t)spread | 0x80000000U;
}

static inline MemoEntry *entry_at(const Tagger *tagger, uint32_t group, uint64_t spread) {
    return &tagger->memos[group].entries[spread >> (MEMO_KEY_BITS - MEMO_BITS)];
}

static inline uint32_t entry_check(const MemoEntry *entry) {
    uint32_t check;
    memcpy(&check, &entry->sum.tags[TAG_COUNT], sizeof check);
    return check;
}

static void entry_fill(MemoEntry *entry, uint64_t key, uint32_t group, const TaggerWeights *weights) {
    uint64_t features[TAGGER_FEATURES_MAX];
    Sink sink = {features, 0, group};
    group_put(&sink, group, key);
    Lanes sums = {0};
    for (uint32_t i = 0; i < sink.count; i++) row_add(&sums, tagger_row(weights, features[i]));
    memcpy(&entry->sum, &sums, sizeof sums);
    uint32_t check = check_of(key_spread(key));
    memcpy(&entry->sum.tags[TAG_COUNT], &check, sizeof check);
}

static void word_score(const Tagger *tagger, const TaggerView *view, uint32_t index, const uint64_t *keys,
                       TagScores *scores) {
    const TaggerLexicon *lexicon = tagger->lexicon;
    const TaggerWord *it = &view->words[index];
    Lanes sums = {0};
    for (uint32_t offset = 0; offset < TAGGER_OFFSETS; offset++) {
        size_t lexeme = view->words[index + offset - 2].lexeme;
        lanes_add(&sums, &lexicon->scores[lexeme * TAGGER_OFFSETS + offset]);
    }
    for (int seat = 0; seat < TAGGER_SEATS_TRIO; seat++)
        row_add(&sums, &lexicon->trios[trio_of(it + 1 - seat)].seats[seat]);
    for (int seat = 0; seat < TAGGER_SEATS_PAIR; seat++)
        row_add(&sums, &lexicon->pairs[pair_of(it - seat)].seats[seat]);
    for (uint32_t group = 0; group < GROUP_COUNT; group++) {
        uint64_t spread = key_spread(keys[group]);
        MemoEntry *entry = entry_at(tagger, group, spread);
        if (entry_check(entry) != check_of(spread)) entry_fill(entry, keys[group], group, &lexicon->model->tags);
        lanes_add(&sums, &entry->sum);
    }
    memcpy(scores->tags, &sums, sizeof sums);
}

/* What a word will need, on its way from memory before it is needed. */
static void word_fetch(const Tagger *tagger, const TaggerView *view, uint32_t index, const uint64_t *keys) {
    const TaggerLexicon *lexicon = tagger->lexicon;
    const TaggerWord *it = &view->words[index];
    const char *lexeme = (const char *)&lexicon->scores[(size_t)it->lexeme * TAGGER_OFFSETS];
    for (size_t line = 0; line < sizeof(TagScores) * TAGGER_OFFSETS; line += 64) __builtin_prefetch(lexeme + line);
    __builtin_prefetch(&lexicon->trios[trio_of(it)]);
    __builtin_prefetch(&lexicon->pairs[pair_of(it)]);
    for (uint32_t group = 0; group < GROUP_COUNT; group++)
        __builtin_prefetch(entry_at(tagger, group, key_spread(keys[group])));
}

void tagger_score(const Tagger *tagger, const TaggerView *view, WordSpan run, TagScores *scores) {
    uint64_t keys[MEMO_BLOCK][GROUP_COUNT];
    for (uint32_t first = run.begin; first < run.end; first += MEMO_BLOCK) {
        uint32_t end = first + MEMO_BLOCK < run.end ? first + MEMO_BLOCK : run.end;
        for (uint32_t i = first; i < end; i++) {
            if (view->words[i].deep) continue;
            keys_read(view, i, keys[i - first]);
            word_fetch(tagger, view, i, keys[i - first]);
        }
        for (uint32_t i = first; i < end; i++) {
            if (!view->words[i].deep) word_score(tagger, view, i, keys[i - first], &scores[i - run.begin]);
        }
    }
}
