/*
 * Families: all reports of one utterance side by side, and what changed from one to the next.
 *
 * In:  every quotation of the collection, with its speaker.
 * Out: families of two members or more, each with its base reading (the fullest: most words that are not an editor's,
 *      then the first in canonical order) and its variants against that base.
 *
 * The flow, as families_build shows it:
 *
 *     quotations -> reports (their words) -> utterances (who has the same words) -> plain runs of the same words
 *     -> memberships (split where two statements had been run together) -> families, variants
 *
 * Words in marks that nobody is shown speaking are reports where they are long enough; a shorter stretch starts no
 * family, but belongs to one whose words it runs. The parts of one attribution stay one reading ("…," he said. "…"),
 * unless another article gives them as separate statements: then they are two utterances, and the quotation that has
 * both is a witness of each; Quotation.family is the one it has more words of.
 *
 * Invariants: a variant's members are distinct and ascending; equal changes by several members are one variant; the
 * base member has no changes but `source` and `framing`. Readings that are equal word for word are aligned once, so
 * that a family of ten thousand costs as much as its different readings.
 *
 * Not done yet: statements of two families run together inside one pair of marks (what one reading has between two
 * others may as well be what those left out); reworded readings and readings in another language.
 */
#include "families.h"

#include "../base/array.h"
#include "../base/map.h"
#include "../base/radix.h"
#include "../quote/marks.h"
#include "attributions.h"
#include "reading.h"
#include "translation.h"
#include "unquoted.h"
#include "utterances.h"
#include "variants.h"
#include "weighing.h"

/* Two reports by one outlet may well be of one statement. */
#define FURNITURE_MEMBERS_MIN 3
/* Of what is said so widely, somebody has the words in marks. */
#define UNQUOTED_MEMBERS_MAX 20

/* Of the words that two members have in common, to be somebody's whom the source quotes. */
#define WITHIN_PERCENT_MIN 70

/* One member of the family being built. */
typedef struct Member {
    const Report *report;
    Reading reading;
    const Changes *changes; /* against the base; shared by members with equal readings */
} Member;

typedef struct FamilyBuilder {
    const Corpus *corpus;
    const Quotations *quotations;
    const Speakers *speakers;
    Member *members;
    uint32_t member_count;
    uint32_t base_member;
    Credit credit; /* whom the others' sources are compared with */
    uint32_t credit_member; /* whose that is */
    bool translated; /* one of the members says that its words are a translation */
    const Quotation *framing; /* whose cue the others' cues are compared with; NULL: none has one */
} FamilyBuilder;

/* A member's change on its way to becoming a variant. */
typedef struct ChangeUse {
    Change change;
    uint32_t member;
    uint32_t variant; /* index among the distinct ones, in order of first use */
    bool repeated; /* the member has this variant already: "[sic]", twice at one place */
    Bytes from; /* of a source or a framing, which are no words of the reading */
    Bytes to;
} ChangeUse;

typedef struct ChangeUses ARRAY_OF(ChangeUse) ChangeUses;

static uint32_t base_choose(const Member *members, uint32_t member_count) {
    uint32_t best = 0, best_words = 0;
    bool best_quoted = false;
    for (uint32_t i = 0; i < member_count; i++) {
        bool quoted = members[i].report->quoted;
        uint32_t words = reading_spoken_words(&members[i].reading);
        bool better = quoted != best_quoted ? quoted : words > best_words;
        if (i > 0 && !better) continue;
        best = i;
        best_words = words;
        best_quoted = quoted;
    }
    return best;
}

static uint64_t hash_add(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

/* The signs beside a number that variants.c reads as words: "$5", "5%". */
static uint32_t number_signs(const Text *text, const Word *word) {
    uint32_t begin = word->byte_begin, end = word->byte_begin + word->byte_size;
    bool dollar = begin > 0 && text->bytes.data[begin - 1] == '$';
    bool percent = end < text->bytes.size && text->bytes.data[end] == '%';
    return (uint32_t)dollar << 1 | (uint32_t)percent;
}

/* Two members with one hash have the same changes. */
static uint64_t reading_hash(const Member *member, const Vocabulary *vocabulary) {
    const Reading *reading = &member->reading;
    uint64_t hash = hash_add(reading->word_count, member->report->quoted);
    hash = hash_add(hash, (uint64_t)narrator_senses(reading, true, vocabulary) << 32 |
                              narrator_senses(reading, false, vocabulary));
    for (uint32_t i = 0; i < reading->word_count; i++) {
        const Word *word = &reading->text->words[reading->words[i]];
        hash = hash_add(hash, (uint64_t)reading->ids[i] << 32 | (uint32_t)reading->marks[i] << 16 | word->flags);
        if (word->flags & WORD_NUMBER) hash = hash_add(hash, number_signs(reading->text, word));
    }
    return hash;
}

/* Fills in each member's changes. */
static void members_align(FamilyBuilder *builder, Arena *memory, Arena scratch) {
    const Member *base = &builder->members[builder->base_member];
    BaseReading base_reading = base_reading_build(&base->reading, memory);
    Map distinct = {0};
    map_reserve(&distinct, builder->member_count, memory);
    for (uint32_t i = 0; i < builder->member_count; i++) {
        Member *member = &builder->members[i];
        bool inserted;
        uint32_t *first = map_insert(&distinct, reading_hash(member, &builder->corpus->vocabulary), &inserted, memory);
        if (inserted) *first = i;
        if (inserted) {
            Changes *changes = arena_new(memory, Changes);
            *changes = changes_find(&base_reading, &member->reading, &builder->corpus->vocabulary, memory, scratch);
            member->changes = changes;
        } else {
            member->changes = builder->members[*first].changes;
        }
    }
}

static void use_add(ChangeUses *uses, Change change, uint32_t member, Arena *memory) {
    *array_push(uses, memory) = (ChangeUse){.change = change, .member = member};
}

static const Quotation *quotation_of(const FamilyBuilder *builder, uint32_t member) {
    uint32_t quotation = builder->members[member].report->quotation;
    return quotation == INDEX_NONE ? NULL : &builder->quotations->items[quotation];
}

/* The base's own where it shows them, else the first that another member shows. */
static void standards_choose(FamilyBuilder *builder) {
    builder->framing = NULL;
    builder->credit = (Credit){0};
    builder->translated = false;
    for (uint32_t i = 0; i <= builder->member_count; i++) {
        uint32_t member = i == 0 ? builder->base_member : i - 1;
        const Quotation *quotation = quotation_of(builder, member);
        if (quotation == NULL || !builder->members[member].report->quoted) continue;
        const Text *text = &builder->corpus->texts[quotation->article];
        if (!builder->translated) builder->translated = translation_noted(text, quotation);
        if (builder->framing == NULL && quotation->cue_class != CUE_NONE) builder->framing = quotation;
        if (builder->credit.explicit) continue;
        builder->credit = credit_read(builder->corpus, quotation, builder->speakers);
        builder->credit_member = member;
    }
}

/* Whether the member's source quotes the words in his turn: inside marks within his own. */
static bool is_quoted_within(const FamilyBuilder *builder, uint32_t member, WordSpan words) {
    const Reading *reading = &builder->members[member].reading;
    if (builder->quotations->quoted == NULL || words.begin >= words.end) return false;
    const QuotedSpans *quoted = &builder->quotations->quoted[builder->members[member].report->article];
    const WordSpan place = {reading->words[words.begin], reading->words[words.end - 1] + 1};
    for (uint32_t i = marks_span_from(quoted, text_bytes_of(reading->text, place).begin); i < quoted->count; i++) {
        const QuotedSpan *span = &quoted->items[i];
        if (span->words.begin >= place.end) break;
        if (span->parent == INDEX_NONE) continue;
        if (word_span_common(span->words, place) * 100 >= word_span_size(place) * WITHIN_PERCENT_MIN) return true;
    }
    return false;
}

/* The member's source, or the base's where the others are compared with that, only quotes what both have. */
static bool is_quoted_by_either(const FamilyBuilder *builder, uint32_t index) {
    const Changes *changes = builder->members[index].changes;
    bool of_base = builder->credit_member == builder->base_member && index != builder->base_member;
    return is_quoted_within(builder, index, changes->member_words) ||
           (of_base && is_quoted_within(builder, builder->base_member, changes->base_words));
}

/* Another source than the base's, another light on the same words. */
static void attribution_collect(const FamilyBuilder *builder, uint32_t index, ChangeUses *uses, Arena *memory) {
    const Quotation *quotation = quotation_of(builder, index);
    const Report *base = builder->members[builder->base_member].report;
    /* One article that gives words twice gives them to one speaker; who is behind a narrator's words is less sure. */
    if (quotation == NULL || !builder->members[index].report->quoted) return;
    if (index != builder->base_member && quotation->article == base->article) return;
    uint32_t end = builder->members[builder->base_member].reading.word_count;
    Change change = {VARIANT_SOURCE, VARIANT_MEANING, DETAIL_NONE, {end, end}, {0, 0}};
    Credit credit = credit_read(builder->corpus, quotation, builder->speakers);
    if (credits_differ(&builder->credit, &credit) && !is_quoted_by_either(builder, index)) {
        use_add(uses, change, index, memory);
        array_last(uses)->from = builder->credit.name;
        array_last(uses)->to = credit.name;
    }
    if (builder->framing == NULL) return;
    FramingRelation framing = framings_compare(builder->framing->cue_class, quotation->cue_class);
    if (framing == FRAMING_SAME) return;
    VariantWeight weight = framing == FRAMING_CONTRARY ? VARIANT_MEANING : VARIANT_WORDING;
    change = (Change){VARIANT_FRAMING, weight, DETAIL_NONE, {end, end}, {0, 0}};
    use_add(uses, change, index, memory);
    array_last(uses)->from =
        bytes_slice(builder->corpus->texts[builder->framing->article].bytes, builder->framing->cue);
    array_last(uses)->to = bytes_slice(builder->corpus->texts[quotation->article].bytes, quotation->cue);
}

/* Other words for the same in another translation: nobody need have changed anything. */
static Change change_weigh_translated(Change change) {
    bool wording = change.detail == DETAIL_NONE || change.detail == DETAIL_INFLECTION ||
                   change.detail == DETAIL_MODAL || change.detail == DETAIL_HEDGE;
    if (!wording || change.change != VARIANT_SUBSTITUTION) return change;
    change.weight = VARIANT_WORDING;
    change.detail = DETAIL_TRANSLATION;
    return change;
}

/* All that members have differently, in the order of members. */
static ChangeUses uses_collect(const FamilyBuilder *builder, Arena *memory) {
    ChangeUses uses = {0};
    for (uint32_t i = 0; i < builder->member_count; i++) {
        const Member *member = &builder->members[i];
        const Changes *changes = member->changes;
        bool quoted = member->report->quoted || !builder->members[builder->base_member].report->quoted;
        for (uint32_t j = 0; j < changes->count && i != builder->base_member; j++) {
            Change change = changes->items[j];
            bool outside = change.base_words.end <= changes->base_words.begin ||
                           change.base_words.begin >= changes->base_words.end;
            if (builder->translated) change = change_weigh_translated(change);
            /* The narrator's own sentence begins and ends where it likes. */
            if (member->report->quoted || !outside) use_add(&uses, change, i, memory);
        }
        Change whole = {VARIANT_UNQUOTED, VARIANT_WORDING, DETAIL_NONE, changes->base_words, changes->member_words};
        if (!quoted && changes->equal_words > 0) use_add(&uses, whole, i, memory);
        attribution_collect(builder, i, &uses, memory);
    }
    return uses;
}

static uint64_t use_hash(const FamilyBuilder *builder, const ChangeUse *use) {
    const Change *change = &use->change;
    const Reading *reading = &builder->members[use->member].reading;
    uint64_t hash = hash_add(change->change, change->weight);
    hash = hash_add(hash, (uint64_t)change->base_words.begin << 32 | change->base_words.end);
    for (uint32_t i = change->member_words.begin; i < change->member_words.end; i++)
        hash = hash_add(hash, reading->ids[i]);
    return hash_add(hash, bytes_hash(use->to));
}

static Variant variant_show(const FamilyBuilder *builder, const ChangeUse *use, Arena *result) {
    const Reading *base = &builder->members[builder->base_member].reading;
    Variant variant = {.change = use->change.change, .weight = use->change.weight, .detail = use->change.detail};
    if (use->change.change == VARIANT_SOURCE || use->change.change == VARIANT_FRAMING) {
        variant.from = use->from;
        variant.to = use->to;
    } else {
        variant.from = reading_surface(base, use->change.base_words, result);
        variant.to = reading_surface(&builder->members[use->member].reading, use->change.member_words, result);
    }
    return variant;
}

/* Equal uses become one variant; variants stand by their place in the base. */
static void variants_build(const FamilyBuilder *builder, Family *family, Arena *result, Arena scratch) {
    ChangeUses uses = uses_collect(builder, &scratch);
    Map distinct = {0};
    map_reserve(&distinct, uses.count, &scratch);
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, uses.count);
    uint32_t *counts = arena_new_array(&scratch, uint32_t, uses.count + 1);
    uint32_t *last_members = arena_new_array(&scratch, uint32_t, uses.count + 1); /* by variant, plus one */
    uint32_t count = 0;
    for (size_t i = 0; i < uses.count; i++) {
        ChangeUse *use = &uses.items[i];
        bool inserted;
        uint32_t *variant = map_insert(&distinct, use_hash(builder, use), &inserted, &scratch);
        if (inserted) {
            const Change *change = &use->change;
            uint64_t key = (uint64_t)change->base_words.begin << 36 | (uint64_t)change->base_words.end << 8;
            order[count] = (KeyValue){key | change->change, i};
            *variant = count++;
        }
        use->variant = *variant;
        use->repeated = last_members[use->variant] == use->member + 1;
        last_members[use->variant] = use->member + 1;
        counts[use->variant] += !use->repeated;
    }
    Variant *variants = arena_new_array(result, Variant, count);
    uint32_t **members = arena_new_array(&scratch, uint32_t *, count);
    radix_sort(order, count, scratch);
    for (uint32_t i = 0; i < count; i++) {
        const ChangeUse *use = &uses.items[order[i].value];
        variants[i] = variant_show(builder, use, result);
        members[use->variant] = arena_new_array(result, uint32_t, counts[use->variant]);
        variants[i].members = members[use->variant];
        variants[i].member_count = counts[use->variant];
    }
    for (size_t i = 0; i < uses.count; i++)
        if (!uses.items[i].repeated) *members[uses.items[i].variant]++ = uses.items[i].member;
    family->variants = variants;
    family->variant_count = count;
}

/* Distinct speakers, most frequent first, then by number. */
static void speakers_list(const FamilyBuilder *builder, Family *family, Arena *result, Arena scratch) {
    KeyValue *keys = arena_new_array_uncleared(&scratch, KeyValue, builder->member_count);
    uint32_t named = 0, distinct = 0;
    for (uint32_t i = 0; i < builder->member_count; i++) {
        uint32_t speaker = builder->members[i].report->speaker;
        if (speaker != INDEX_NONE) keys[named++] = (KeyValue){speaker, 0};
    }
    radix_sort(keys, named, scratch);
    for (uint32_t i = 0; i < named;) {
        uint32_t first = i;
        while (i < named && keys[i].key == keys[first].key) i++;
        keys[distinct++] = (KeyValue){UINT32_MAX - (i - first), keys[first].key};
    }
    radix_sort(keys, distinct, scratch);
    uint32_t *speakers = arena_new_array(result, uint32_t, distinct);
    for (uint32_t i = 0; i < distinct; i++) speakers[i] = (uint32_t)keys[i].value;
    family->speakers = speakers;
    family->speaker_count = distinct;
}

/* "The Quay (Opinion)", "The Quay - News": the outlet without its department. */
static Bytes outlet_stem(Bytes outlet) {
    size_t department = bytes_find(outlet, BYTES(" (")), section = bytes_find(outlet, BYTES(" - "));
    if (department < outlet.size) outlet.size = department;
    if (section < outlet.size) outlet.size = section;
    return outlet;
}

/*
 * Words that nobody puts in quotation marks and that one outlet prints again and again are its captions, boxes and
 * background paragraphs, whatever they say that somebody said.
 */
static bool is_furniture(const FamilyBuilder *builder) {
    const Article *articles = builder->corpus->articles;
    if (builder->member_count < FURNITURE_MEMBERS_MIN) return false;
    Bytes outlet = outlet_stem(articles[builder->members[0].report->article].outlet);
    uint32_t there = 0;
    for (uint32_t i = 0; i < builder->member_count; i++) {
        if (builder->members[i].report->quoted) return false;
        there += bytes_equal(outlet_stem(articles[builder->members[i].report->article].outlet), outlet);
    }
    return builder->member_count >= UNQUOTED_MEMBERS_MAX || (outlet.size > 0 && there == builder->member_count);
}

static Family family_build(FamilyBuilder *builder, Arena *result, Arena scratch) {
    Family family = {.member_count = builder->member_count};
    builder->base_member = base_choose(builder->members, builder->member_count);
    members_align(builder, &scratch, *result);
    const Member *base = &builder->members[builder->base_member];
    family.base_member = builder->base_member;
    family.text = reading_surface(&base->reading, (WordSpan){0, base->reading.word_count}, result);
    speakers_list(builder, &family, result, scratch);
    standards_choose(builder);
    Witness *witnesses = arena_new_array(result, Witness, builder->member_count);
    for (uint32_t i = 0; i < builder->member_count; i++) {
        const Member *member = &builder->members[i];
        Reading shown = member->reading;
        if (!member->report->quoted && member->changes->equal_words > 0)
            shown = reading_slice(&shown, member->changes->member_words);
        witnesses[i] = (Witness){member->report->quotation, member->report->article, reading_bytes(&shown)};
    }
    family.members = witnesses;
    variants_build(builder, &family, result, scratch);
    return family;
}

/* By first member; then each quotation learns its family, the one it has more words of where there are two. */
static void families_sort(Families *families, Quotations *quotations, Arena scratch) {
    KeyValue *keys = arena_new_array_uncleared(&scratch, KeyValue, families->count);
    Family *unsorted = arena_new_array_uncleared(&scratch, Family, families->count);
    uint32_t *bytes = arena_new_array(&scratch, uint32_t, quotations->count);
    for (uint32_t i = 0; i < families->count; i++) {
        unsorted[i] = families->items[i];
        const Witness *first = &unsorted[i].members[0];
        keys[i] = (KeyValue){(uint64_t)first->article << 32 | first->bytes.begin, i};
    }
    radix_sort(keys, families->count, scratch);
    for (uint32_t i = 0; i < families->count; i++) {
        const Family *family = &unsorted[keys[i].value];
        families->items[i] = *family;
        for (uint32_t j = 0; j < family->member_count; j++) {
            const Witness *witness = &family->members[j];
            uint32_t size = witness->bytes.end - witness->bytes.begin;
            if (witness->quotation == INDEX_NONE || size <= bytes[witness->quotation]) continue;
            bytes[witness->quotation] = size;
            quotations->items[witness->quotation].family = i;
        }
    }
}

static Families families_assemble(const FamiliesInput *input, const Reports *reports, const Memberships *memberships,
                                  Arena *result, Arena scratch) {
    Families families = {arena_new_array(result, Family, memberships->utterance_count), 0};
    FamilyBuilder builder = {.corpus = input->corpus, .quotations = input->quotations, .speakers = input->speakers};
    builder.members = arena_new_array_uncleared(&scratch, Member, memberships->count);
    for (size_t i = 0; i < memberships->count;) {
        uint32_t utterance = memberships->items[i].utterance;
        builder.member_count = 0;
        for (; i < memberships->count && memberships->items[i].utterance == utterance; i++) {
            const Report *report = &reports->items[memberships->items[i].report];
            Reading reading = reading_slice(&report->reading, memberships->items[i].words);
            builder.members[builder.member_count++] = (Member){report, reading, NULL};
        }
        if (is_furniture(&builder)) continue;
        families.items[families.count++] = family_build(&builder, result, scratch);
    }
    return families;
}

Families families_build(const FamiliesInput *input, Arena *result, Arena scratch) {
    Quotations *quotations = input->quotations;
    for (uint32_t i = 0; i < quotations->count; i++) quotations->items[i].family = INDEX_NONE;
    Workers workers = workers_open(input->threads, &scratch);
    Reports reports = reports_collect(input->corpus, quotations, &workers, &scratch);
    WordWeights weights = word_weights_build(&input->corpus->vocabulary, &scratch);
    Utterances utterances = utterances_group(&reports, weights, &workers, &scratch, *result);
    UnquotedInput unquoted = {input->corpus, quotations, input->left_out, weights, &workers};
    unquoted_find(&unquoted, &reports, &utterances, &scratch, *result);
    Memberships memberships = utterances_split(&reports, &utterances, weights, &scratch, *result);
    Families families = families_assemble(input, &reports, &memberships, result, scratch);
    families_sort(&families, quotations, scratch);
    workers_close(&workers);
    return families;
}

const char *variant_change_name(VariantChange change) {
    static const char *const names[] = {"substitution", "insertion",     "deletion", "bracket",
                                        "truncation",   "splice",        "spelling", "source",
                                        "unquoted",     "transposition", "framing"};
    return names[change];
}

const char *variant_weight_name(VariantWeight weight) {
    return weight == VARIANT_MEANING ? "meaning" : "wording";
}

const char *variant_detail_name(VariantDetail detail) {
    static const char *const names[] = {NULL,   "number",     "negation",  "condition", "hedge",    "modal",
                                        "name", "inflection", "beginning", "end",       "ellipsis", "translation"};
    return names[detail];
}
