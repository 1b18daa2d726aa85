/*
 * Variants: the differences between a member's reading and the base reading.
 *
 * In:  two readings, as words with marks (bracketed, after an ellipsis, after an interruption).
 * Out: the changes, in order, each named and weighed.
 *
 * The two are aligned word by word; what lies between equal words is one region, and a region's shape gives its name:
 * base words without counterpart are a deletion, or a truncation where the member's reading had not begun, has ended,
 * or admits to the omission; member words without counterpart an insertion, or a bracket where an editor put them; both
 * sides a substitution, or a spelling where each word is the other spelt differently. Words missing silently with the
 * end of a sentence among them make a splice: the shorter reading runs together what the longer shows to be apart.
 * Words gone here and found again near by are a transposition.
 *
 * Case, punctuation, hyphens, the style of marks and signs written as words ("5%", "5 percent") are no differences:
 * every outlet has its own, and no reader is told anything else by them.
 *
 * A fragment of a long base is aligned only with the neighbourhood of the base that shares runs of three words with it;
 * what lies outside is missing at an end.
 *
 * Invariant: changes grow in both readings and never overlap; a pair of readings gives the same changes whatever other
 * members the family has.
 */
#include "variants.h"

#include "../match/align.h"
#include "../speakers/spelling.h"
#include "contractions.h"
#include "senses.h"
#include "weighing.h"

#define RUN_WORDS 3
/* Words on either side of the shared runs that may still belong to the fragment. */
#define WINDOW_SLACK_WORDS 4
/* A base up to so many times as long as the member is aligned whole: cheaper than looking for the place. */
#define WHOLE_RATIO_MAX 2

static uint64_t run_hash(const uint32_t *ids) {
    uint64_t hash = ids[0] * 0x9E3779B97F4A7C15u;
    hash = (hash ^ (hash >> 29) ^ ids[1]) * 0xBF58476D1CE4E5B9u;
    return (hash ^ (hash >> 32) ^ ids[2]) * 0x94D049BB133111EBu;
}

BaseReading base_reading_build(const Reading *reading, Arena *result) {
    BaseReading base = {.reading = *reading};
    if (reading->word_count < RUN_WORDS) return base;
    uint32_t run_count = reading->word_count - RUN_WORDS + 1;
    base.next = arena_new_array_uncleared(result, uint32_t, run_count);
    map_reserve(&base.runs, run_count, result);
    for (uint32_t place = run_count; place-- > 0;) {
        uint32_t *first = map_insert(&base.runs, run_hash(reading->ids + place), NULL, result);
        base.next[place] = *first == 0 ? UINT32_MAX : *first - 1;
        *first = place + 1;
    }
    return base;
}

/* Of the places where a repeated run stands, how many are tried. */
#define RUN_PLACES_MAX 8

typedef struct DiagonalVote {
    int64_t diagonal; /* place in the base minus place in the member */
    uint32_t words;
} DiagonalVote;

/* The part of the base to align with: around the diagonal that most runs agree on. */
static WordSpan window_choose(const BaseReading *base, const Reading *member, Arena scratch) {
    uint32_t base_count = base->reading.word_count, member_count = member->word_count;
    WordSpan whole = {0, base_count};
    if (base_count <= WHOLE_RATIO_MAX * member_count + 16 || member_count < RUN_WORDS) return whole;
    Map votes = {0};
    DiagonalVote best = {0, 0};
    /* Diagonals fall into classes as wide as half the member, so that insertions don't scatter the votes. */
    int64_t width = member_count / 2 + 4;
    for (uint32_t at = 0; at + RUN_WORDS <= member_count; at++) {
        const uint32_t *first = map_find(&base->runs, run_hash(member->ids + at));
        uint32_t tried = 0;
        for (uint32_t place = first == NULL ? UINT32_MAX : *first - 1; place != UINT32_MAX && tried < RUN_PLACES_MAX;
             place = base->next[place], tried++) {
            int64_t diagonal = ((int64_t)place - at + member_count) / width;
            uint32_t *count = map_insert(&votes, (uint64_t)diagonal, NULL, &scratch);
            *count += 1;
            if (*count > best.words || (*count == best.words && diagonal < best.diagonal))
                best = (DiagonalVote){diagonal, *count};
        }
    }
    if (best.words == 0) return whole;
    int64_t shift = best.diagonal * width - member_count;
    int64_t begin = shift - width / 2 - WINDOW_SLACK_WORDS;
    int64_t end = shift + width + width / 2 + member_count + WINDOW_SLACK_WORDS;
    whole.begin = begin < 0 ? 0 : (uint32_t)begin;
    whole.end = end > base_count ? base_count : (uint32_t)end;
    return whole;
}

/* A region between equal words, or before the first or behind the last of them. */
typedef struct Region {
    WordSpan base_words;
    WordSpan member_words;
} Region;

typedef struct Regions {
    Region *items;
    uint32_t count;
    WordSpan base_equal; /* first to last equal word */
    WordSpan member_equal;
    uint32_t equal_words;
} Regions;

/* An equal run this short, far from the rest, is chance: "the" at both ends of a window. */
#define STRAY_WORDS_MAX 2
#define STRAY_GAP_WORDS_MIN 4

/* The equal steps that count: stray ones at either end are left out. */
static void steps_trim(const AlignPath *path, uint32_t *first, uint32_t *last) {
    for (int side = 0; side < 2; side++) {
        for (;;) {
            uint32_t at = side == 0 ? *first : *last;
            uint32_t gap = 0, next = at;
            if (*first >= *last) return;
            const AlignStep *stray = &path->steps[at];
            if (stray->source_words.end - stray->source_words.begin > STRAY_WORDS_MAX) break;
            do {
                next = side == 0 ? next + 1 : next - 1;
                const AlignStep *step = &path->steps[next];
                if (step->operation == ALIGN_EQUAL) break;
                gap += step->source_words.end - step->source_words.begin;
            } while (next != *first && next != *last);
            if (gap < STRAY_GAP_WORDS_MIN || path->steps[next].operation != ALIGN_EQUAL) break;
            *(side == 0 ? first : last) = next;
        }
    }
}

static Regions regions_find(const Reading *base, WordSpan window, const Reading *member, Arena *result, Arena scratch) {
    Regions regions = {0};
    Sequence source = {base->ids + window.begin, window.end - window.begin};
    AlignPath path = align_words(source, reading_sequence(member), result, scratch);
    uint32_t first = 0, last = path.step_count;
    while (first < path.step_count && path.steps[first].operation != ALIGN_EQUAL) first++;
    while (last > first && path.steps[last - 1].operation != ALIGN_EQUAL) last--;
    if (first >= last) return regions;
    last--;
    steps_trim(&path, &first, &last);
    regions.items = arena_new_array(result, Region, path.step_count + 2);
    Region open = {{0, path.steps[first].source_words.begin + window.begin}, {0, path.steps[first].target_words.begin}};
    regions.base_equal.begin = open.base_words.end;
    regions.member_equal.begin = open.member_words.end;
    for (uint32_t i = first; i <= last; i++) {
        const AlignStep *step = &path.steps[i];
        if (step->operation != ALIGN_EQUAL) continue;
        open.base_words.end = step->source_words.begin + window.begin;
        open.member_words.end = step->target_words.begin;
        if (open.base_words.begin < open.base_words.end || open.member_words.begin < open.member_words.end)
            regions.items[regions.count++] = open;
        open.base_words.begin = step->source_words.end + window.begin;
        open.member_words.begin = step->target_words.end;
        regions.equal_words += step->source_words.end - step->source_words.begin;
    }
    regions.base_equal.end = open.base_words.begin;
    regions.member_equal.end = open.member_words.begin;
    open.base_words.end = base->word_count;
    open.member_words.end = member->word_count;
    if (open.base_words.begin < open.base_words.end || open.member_words.begin < open.member_words.end)
        regions.items[regions.count++] = open;
    return regions;
}

Overlap overlap_measure(const Reading *base, WordSpan window, const Reading *member, const uint16_t *weights_permille,
                        Workspace work) {
    Regions regions = regions_find(base, window, member, &work.first, work.second);
    Overlap overlap = {regions.base_equal, regions.member_equal, regions.equal_words, 0};
    uint32_t at = regions.member_equal.begin;
    for (uint32_t i = 0; i <= regions.count; i++) {
        uint32_t end = i < regions.count ? regions.items[i].member_words.begin : regions.member_equal.end;
        if (end > regions.member_equal.end) end = regions.member_equal.end;
        for (; at < end; at++) overlap.weight_permille += weights_permille[member->ids[at]];
        if (i < regions.count && at < regions.items[i].member_words.end) at = regions.items[i].member_words.end;
    }
    return overlap;
}

/* What naming a region looks at. */
typedef struct Naming {
    const Reading *base;
    const Reading *member;
    const Vocabulary *vocabulary;
    Changes *changes;
} Naming;

static Bytes word_folded(const Naming *naming, const Reading *reading, uint32_t at) {
    return naming->vocabulary->words[reading->ids[at]];
}

static bool is_capitalised(const Reading *reading, uint32_t at) {
    return (reading->text->words[reading->words[at]].flags & WORD_CAPITALISED) != 0;
}

static Weighing region_weigh(const Naming *naming, const Region *region) {
    Comparison comparison = {naming->base, naming->member, region->base_words, region->member_words,
                             naming->vocabulary};
    return words_weigh(&comparison);
}

static void change_add(const Naming *naming, VariantChange change, Weighing weighing, const Region *region) {
    naming->changes->items[naming->changes->count++] =
        (Change){change, weighing.weight, weighing.detail, region->base_words, region->member_words};
}

/* "right-wing" and "right wing", "cannot" and "can not": the same letters in other words. */
static bool same_letters(const Naming *naming, const Region *region) {
    uint32_t base_at = region->base_words.begin, member_at = region->member_words.begin;
    size_t base_byte = 0, member_byte = 0;
    for (;;) {
        Bytes left = {0}, right = {0};
        while (base_at < region->base_words.end) {
            left = word_folded(naming, naming->base, base_at);
            while (base_byte < left.size && (left.data[base_byte] == '-' || left.data[base_byte] == '.')) base_byte++;
            if (base_byte < left.size) break;
            base_at++;
            base_byte = 0;
        }
        while (member_at < region->member_words.end) {
            right = word_folded(naming, naming->member, member_at);
            while (member_byte < right.size && (right.data[member_byte] == '-' || right.data[member_byte] == '.'))
                member_byte++;
            if (member_byte < right.size) break;
            member_at++;
            member_byte = 0;
        }
        bool base_done = base_at == region->base_words.end, member_done = member_at == region->member_words.end;
        if (base_done || member_done) return base_done && member_done;
        if (left.data[base_byte++] != right.data[member_byte++]) return false;
    }
}

static bool has_number(const Reading *reading, WordSpan span) {
    for (uint32_t i = span.begin; i < span.end; i++)
        if (reading->text->words[reading->words[i]].flags & WORD_NUMBER) return true;
    return false;
}

/* Fewer words are a slip, or one statement shortened. */
#define SPLICE_WORDS_MIN 5

/* Slips are rarer than this (met in a few articles), and the words they are slips of are not. */
#define COMMON_RARENESS_MAX 700

typedef enum PairKind { PAIR_EQUAL, PAIR_SPELLING, PAIR_OTHER } PairKind;

static bool is_common(const Naming *naming, uint32_t id) {
    return vocabulary_rareness_permille(naming->vocabulary, id) < COMMON_RARENESS_MAX;
}

static PairKind pair_kind(const Naming *naming, uint32_t base_at, uint32_t member_at) {
    Bytes left = word_folded(naming, naming->base, base_at), right = word_folded(naming, naming->member, member_at);
    Region pair = {{base_at, base_at + 1}, {member_at, member_at + 1}};
    uint32_t senses = word_sense(left) | word_sense(right);
    if (senses & SENSE_NUMBER) return word_key(left) == word_key(right) ? PAIR_SPELLING : PAIR_OTHER;
    if (spelling_letters_same(left, right)) return same_letters(naming, &pair) ? PAIR_EQUAL : PAIR_SPELLING;
    if (senses & (SENSE_NEGATION | SENSE_MODAL)) return PAIR_OTHER;
    if (same_letters(naming, &pair)) return PAIR_EQUAL;
    bool names = is_capitalised(naming->base, base_at) && is_capitalised(naming->member, member_at);
    if (spelling_variant(left, right)) return PAIR_SPELLING;
    /* One letter makes "sending" of "spending", "Osama" of "Obama": a slip gives no word that is in use. */
    bool common = is_common(naming, naming->base->ids[base_at]) && is_common(naming, naming->member->ids[member_at]);
    return !common && spelling_slip(left, right, names) ? PAIR_SPELLING : PAIR_OTHER;
}

/* As many words on either side: each pair may be a spelling; neighbours that are not make one substitution. */
static void pairs_name(const Naming *naming, const Region *region) {
    uint32_t count = region->base_words.end - region->base_words.begin;
    for (uint32_t i = 0; i < count;) {
        uint32_t base_at = region->base_words.begin + i, member_at = region->member_words.begin + i;
        PairKind kind = pair_kind(naming, base_at, member_at);
        uint32_t end = i + 1;
        while (kind == PAIR_OTHER && end < count &&
               pair_kind(naming, region->base_words.begin + end, region->member_words.begin + end) == PAIR_OTHER)
            end++;
        Region run = {{base_at, region->base_words.begin + end}, {member_at, region->member_words.begin + end}};
        if (kind == PAIR_SPELLING) {
            bool names = is_capitalised(naming->base, base_at) && is_capitalised(naming->member, member_at);
            change_add(naming, VARIANT_SPELLING, (Weighing){VARIANT_WORDING, names ? DETAIL_NAME : DETAIL_NONE}, &run);
        }
        if (kind == PAIR_OTHER) change_add(naming, VARIANT_SUBSTITUTION, region_weigh(naming, &run), &run);
        i = end;
    }
}

/* Up to so many words on either side may be a contraction of the other's. */
#define CONTRACTED_WORDS_MAX 6

static bool is_contraction(const Naming *naming, const Region *region) {
    Bytes base_room[CONTRACTED_WORDS_MAX], member_room[CONTRACTED_WORDS_MAX];
    if (region->base_words.end - region->base_words.begin > CONTRACTED_WORDS_MAX) return false;
    if (region->member_words.end - region->member_words.begin > CONTRACTED_WORDS_MAX) return false;
    return contractions_alike(words_row(naming->base, region->base_words, naming->vocabulary, base_room),
                              words_row(naming->member, region->member_words, naming->vocabulary, member_room));
}

static void both_name(const Naming *naming, const Region *region) {
    if (reading_any_bracketed(naming->base, region->base_words) ||
        reading_any_bracketed(naming->member, region->member_words)) {
        change_add(naming, VARIANT_BRACKET, region_weigh(naming, region), region);
        return;
    }
    uint32_t base_count = region->base_words.end - region->base_words.begin;
    uint32_t member_count = region->member_words.end - region->member_words.begin;
    bool number = has_number(naming->base, region->base_words);
    if (is_contraction(naming, region)) {
        change_add(naming, VARIANT_SUBSTITUTION, (Weighing){VARIANT_WORDING, DETAIL_NONE}, region);
    } else if (base_count == member_count) {
        pairs_name(naming, region);
    } else if (!number && same_letters(naming, region)) {
        return;
    } else {
        change_add(naming, VARIANT_SUBSTITUTION, region_weigh(naming, region), region);
    }
}

/*
 * Words that one side lacks silently, with the end of a sentence or the narrator's words among them: it runs together
 * what the other shows to be apart.
 */
static bool is_splice(const Reading *longer, WordSpan words) {
    bool inside = words.begin > 0 && words.end < longer->word_count;
    if (!inside || words.end - words.begin < SPLICE_WORDS_MIN) return false;
    for (uint32_t i = words.begin + 1; i <= words.end; i++) {
        bool starts = (longer->text->words[longer->words[i]].flags & WORD_SENTENCE_START) != 0;
        if (starts || (longer->marks[i] & READING_AFTER_GAP) != 0) return true;
    }
    return false;
}

/* The word, or its bracket, stands for a sign that the other side has behind or before a number: "5 percent", "5%". */
static bool is_written_sign(const Naming *naming, const Reading *longer, WordSpan words, const Reading *shorter,
                            uint32_t at) {
    if (words.end - words.begin != 1 || at == 0) return false;
    Bytes word = word_folded(naming, longer, words.begin);
    const Word *number = &shorter->text->words[shorter->words[at - 1]];
    Bytes text = shorter->text->bytes;
    size_t behind = (size_t)number->byte_begin + number->byte_size;
    if ((number->flags & WORD_NUMBER) == 0) return false;
    if (bytes_equal(word, BYTES("percent"))) return behind < text.size && text.data[behind] == '%';
    if (bytes_equal(word, BYTES("dollars"))) return number->byte_begin > 0 && text.data[number->byte_begin - 1] == '$';
    return false;
}

/* Sentences that one side has between, before or behind what both have: they say their own thing. */
static bool is_whole_sentences(const Reading *reading, WordSpan words) {
    const Word *all = reading->text->words;
    return (words.begin == 0 || (all[reading->words[words.begin]].flags & WORD_SENTENCE_START) != 0) &&
           (words.end == reading->word_count || (all[reading->words[words.end]].flags & WORD_SENTENCE_START) != 0);
}

/* Base words that the member lacks, somewhere inside it. */
static void missing_name(const Naming *naming, const Region *region) {
    const Reading *member = naming->member;
    uint32_t next = region->member_words.end;
    bool admitted = next < member->word_count && (member->marks[next] & (READING_AFTER_ELLIPSIS | READING_AFTER_GAP));
    Weighing weighing = region_weigh(naming, region);
    if (is_written_sign(naming, naming->base, region->base_words, member, region->member_words.begin)) return;
    if (reading_all_bracketed(naming->base, region->base_words)) {
        change_add(naming, VARIANT_BRACKET, weighing, region);
    } else if (admitted) {
        if (is_whole_sentences(naming->base, region->base_words)) weighing = (Weighing){VARIANT_WORDING, DETAIL_NONE};
        if (weighing.detail == DETAIL_NONE) weighing.detail = DETAIL_ELLIPSIS;
        change_add(naming, VARIANT_TRUNCATION, weighing, region);
    } else if (!member->narrated && is_splice(naming->base, region->base_words)) {
        weighing.weight = VARIANT_MEANING;
        change_add(naming, VARIANT_SPLICE, weighing, region);
    } else {
        change_add(naming, VARIANT_DELETION, weighing, region);
    }
}

/* Brackets apart from other words that only one side has. */
static void added_name(const Naming *naming, const Region *region) {
    uint32_t next = region->base_words.end;
    bool admitted = next == naming->base->word_count ||
                    (naming->base->marks[next] & (READING_AFTER_ELLIPSIS | READING_AFTER_GAP)) != 0;
    for (uint32_t at = region->member_words.begin; at < region->member_words.end;) {
        uint32_t end = at + 1;
        uint32_t bracketed = naming->member->marks[at] & READING_BRACKETED;
        while (end < region->member_words.end && (naming->member->marks[end] & READING_BRACKETED) == bracketed) end++;
        Region run = {region->base_words, {at, end}};
        at = end;
        Weighing weighing = region_weigh(naming, &run);
        VariantChange change = VARIANT_INSERTION;
        if (is_written_sign(naming, naming->member, run.member_words, naming->base, run.base_words.begin)) continue;
        if (bracketed) {
            change = VARIANT_BRACKET;
        } else if (!admitted && !naming->member->narrated && is_splice(naming->member, run.member_words)) {
            change = VARIANT_SPLICE;
            weighing.weight = VARIANT_MEANING;
        } else if (admitted && is_whole_sentences(naming->member, run.member_words)) {
            weighing = (Weighing){VARIANT_WORDING, DETAIL_NONE};
        }
        change_add(naming, change, weighing, &run);
    }
}

static void inner_name(const Naming *naming, const Region *region) {
    bool base_empty = region->base_words.begin == region->base_words.end;
    bool member_empty = region->member_words.begin == region->member_words.end;
    if (member_empty)
        missing_name(naming, region);
    else if (base_empty)
        added_name(naming, region);
    else
        both_name(naming, region);
}

/* What one side has at an end and the other lacks, beside what the other's article tells there in its own words. */
static Weighing cut_weigh(const Naming *naming, Cut cut, const Reading *other, bool at_beginning) {
    cut.told = narrator_senses(other, at_beginning, naming->vocabulary);
    return at_beginning ? beginning_weigh(&cut, naming->vocabulary) : ending_weigh(&cut, naming->vocabulary);
}

/* What the member has before or behind all that the base has: of it, too, only the rest of a sentence counts. */
static void end_added_name(const Naming *naming, const Region *region, bool at_beginning) {
    const Cut cut = {naming->member, region->member_words, 0};
    Weighing weight = cut_weigh(naming, cut, naming->base, at_beginning);
    if (weight.weight == VARIANT_WORDING) weight.detail = DETAIL_NONE;
    change_add(naming, VARIANT_INSERTION, weight, region);
}

/*
 * Before the first equal word (or, mirrored, behind the last): the words nearest to it stand against each other, the
 * base's words beyond them are missing because the member's reading had not begun.
 */
static void end_name(const Naming *naming, const Region *region, bool at_beginning) {
    uint32_t base_count = region->base_words.end - region->base_words.begin;
    uint32_t member_count = region->member_words.end - region->member_words.begin;
    if (base_count == 0 && !reading_any_bracketed(naming->member, region->member_words)) {
        end_added_name(naming, region, at_beginning);
        return;
    }
    Region near = *region, far = *region;
    bool split = base_count > member_count;
    /* Several words that end otherwise, while the base goes on, don't stand for the words that happen to follow. */
    uint32_t against = member_count > 1 ? 0 : member_count;
    if (split && at_beginning) {
        far.base_words.end = near.base_words.begin = region->base_words.end - against;
        far.member_words.end = far.member_words.begin = region->member_words.begin;
    } else if (split) {
        near.base_words.end = far.base_words.begin = region->base_words.begin + against;
        far.member_words.begin = far.member_words.end = region->member_words.end;
    }
    Weighing weight = {VARIANT_WORDING, DETAIL_NONE};
    if (split) weight = cut_weigh(naming, (Cut){naming->base, far.base_words, 0}, naming->member, at_beginning);
    VariantChange change =
        split && reading_all_bracketed(naming->base, far.base_words) ? VARIANT_BRACKET : VARIANT_TRUNCATION;
    if (split && at_beginning) change_add(naming, change, weight, &far);
    if (member_count > 0) inner_name(naming, &near);
    if (split && !at_beginning) change_add(naming, change, weight, &far);
}

/* Changes that may lie between a word's old place and its new one. */
#define MOVE_CHANGES_MAX 4

/* Words gone here and found again near by. One small word is no move: "the" is wanted everywhere. */
static bool is_move(const Naming *naming, const Change *left, const Change *right) {
    bool forward = left->change == VARIANT_DELETION && right->change == VARIANT_INSERTION;
    if (!forward && !(left->change == VARIANT_INSERTION && right->change == VARIANT_DELETION)) return false;
    WordSpan from = forward ? left->base_words : right->base_words;
    WordSpan to = forward ? right->member_words : left->member_words;
    uint32_t count = from.end - from.begin;
    if (count != to.end - to.begin) return false;
    for (uint32_t i = 0; i < count; i++)
        if (naming->base->ids[from.begin + i] != naming->member->ids[to.begin + i]) return false;
    /* A number or a "not" in another place is another statement. */
    for (uint32_t i = from.begin; i < from.end; i++)
        if (word_sense(word_folded(naming, naming->base, i)) & (SENSE_NUMBER | SENSE_NEGATION)) return false;
    return count > 1 || (word_sense(word_folded(naming, naming->base, from.begin)) & SENSE_FUNCTION) == 0;
}

static bool is_reordered(const Naming *naming, const Change *change) {
    uint32_t count = change->base_words.end - change->base_words.begin;
    if (change->change != VARIANT_SUBSTITUTION || count < 2) return false;
    if (count != change->member_words.end - change->member_words.begin) return false;
    uint64_t base = 0, member = 0;
    for (uint32_t i = 0; i < count; i++) {
        base += bytes_hash(word_folded(naming, naming->base, change->base_words.begin + i));
        member += bytes_hash(word_folded(naming, naming->member, change->member_words.begin + i));
    }
    return base == member;
}

/* The same words in another order lose nothing and add nothing. */
static void transpositions_name(const Naming *naming) {
    Change *items = naming->changes->items;
    for (uint32_t i = 0; i < naming->changes->count; i++) {
        bool moved = is_reordered(naming, &items[i]);
        for (uint32_t j = i + 1; j < naming->changes->count && j <= i + MOVE_CHANGES_MAX && !moved; j++) {
            if (!is_move(naming, &items[i], &items[j])) continue;
            moved = true;
            items[j].change = VARIANT_TRANSPOSITION;
            items[j].weight = VARIANT_WORDING;
            items[j].detail = DETAIL_NONE;
        }
        if (!moved) continue;
        items[i].change = VARIANT_TRANSPOSITION;
        items[i].weight = VARIANT_WORDING;
        items[i].detail = DETAIL_NONE;
    }
}

Changes changes_find(const BaseReading *base, const Reading *member, const Vocabulary *vocabulary, Arena *result,
                     Arena scratch) {
    WordSpan window = window_choose(base, member, scratch);
    Regions regions = regions_find(&base->reading, window, member, result, scratch);
    Changes changes = {NULL, 0, regions.base_equal, regions.member_equal, regions.equal_words};
    if (regions.equal_words == 0) return changes;
    uint32_t capacity = 2;
    for (uint32_t i = 0; i < regions.count; i++) {
        const Region *region = &regions.items[i];
        capacity += 2 + region->member_words.end - region->member_words.begin;
    }
    changes.items = arena_new_array(result, Change, capacity);
    Naming naming = {&base->reading, member, vocabulary, &changes};
    for (uint32_t i = 0; i < regions.count; i++) {
        const Region *region = &regions.items[i];
        if (region->base_words.end <= regions.base_equal.begin &&
            region->member_words.end <= regions.member_equal.begin)
            end_name(&naming, region, true);
        else if (region->base_words.begin >= regions.base_equal.end &&
                 region->member_words.begin >= regions.member_equal.end)
            end_name(&naming, region, false);
        else
            inner_name(&naming, region);
    }
    transpositions_name(&naming);
    return changes;
}
