/*
 * numbering: an addition's findings -> the numbers under which they stand in the file.
 *
 * In:  the findings of a small corpus of new articles and those that they concern; what was known of the latter.
 * Out: a number for each finding that is written or that one which is written refers to.
 *
 * Passages and quotations of new articles come behind those that are there. Families and stories are found again for the
 * whole small corpus, and each may have lost, won or parted with members by what is new. So a group (a family, a story)
 * that has a new member is written; the known groups that its other members belong to give way to it; the groups that
 * the rest of their members now form are written too, and so on until nothing is left over. Everybody else's groups
 * stay as they are, though the small corpus shows them as well, or parts of them.
 *
 * A group keeps the smallest number of those that give way to it, as far as they suffice, so that links to it hold.
 *
 * Invariant: the caller has seen to it that all members of a known group that gives way are in the corpus.
 */
#include "numbering.h"

#include <string.h>

#include "../base/array.h"

/* A group of the small corpus and a known one have a member in common. */
typedef struct Overlap {
    uint32_t group;
    uint32_t known; /* place in Groups.known */
} Overlap;

typedef struct OverlapList ARRAY_OF(Overlap) OverlapList;

/* Families or stories. */
typedef struct Groups {
    uint32_t count;
    bool *written; /* by group; at first those with a new member */
    OverlapList overlaps; /* by group */
    KnownNumbers known;
    bool *replaced; /* by known group */
    int64_t last_number;
} Groups;

/* numbers: of known groups, in any order, 0 for none. */
static Groups groups_open(uint32_t count, const int64_t *numbers, uint32_t number_count, Arena *result, Arena scratch) {
    Groups groups = {.count = count, .written = arena_new_array(result, bool, count + 1u)};
    groups.known = known_numbers_sort(numbers, number_count, result, scratch);
    groups.replaced = arena_new_array(result, bool, groups.known.count + 1u);
    return groups;
}

/* What a written group overlaps gives way, and what overlaps that is written. */
static void groups_spread(Groups *groups) {
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < groups->overlaps.count; i++) {
            const Overlap overlap = groups->overlaps.items[i];
            if (groups->written[overlap.group] == groups->replaced[overlap.known]) continue;
            groups->written[overlap.group] = groups->replaced[overlap.known] = changed = true;
        }
    }
}

static FindingNumbers groups_number(const Groups *groups, Arena *result, Arena scratch) {
    int64_t *numbers = arena_new_array(result, int64_t, groups->count + 1u);
    bool *used = arena_new_array(&scratch, bool, groups->known.count + 1u);
    const Overlap *overlaps = groups->overlaps.items;
    for (size_t i = 0, end = 0; i < groups->overlaps.count; i = end) {
        const uint32_t group = overlaps[i].group;
        uint32_t smallest = groups->known.count;
        for (; end < groups->overlaps.count && overlaps[end].group == group; end++)
            if (!used[overlaps[end].known] && overlaps[end].known < smallest) smallest = overlaps[end].known;
        if (!groups->written[group] || smallest == groups->known.count) continue;
        numbers[group] = groups->known.items[smallest];
        used[smallest] = true;
    }
    int64_t last = groups->last_number;
    for (uint32_t i = 0; i < groups->count; i++)
        if (groups->written[i] && numbers[i] == 0) numbers[i] = ++last;
    return (FindingNumbers){numbers, groups->written};
}

static KnownNumbers groups_replaced(const Groups *groups, Arena *result) {
    int64_t *items = arena_new_array_uncleared(result, int64_t, groups->known.count + 1u);
    uint32_t count = 0;
    for (uint32_t i = 0; i < groups->known.count; i++)
        if (groups->replaced[i]) items[count++] = groups->known.items[i];
    return (KnownNumbers){items, count};
}

/* --- Families ----------------------------------------------------------------------------------------------------- */

static bool spans_overlap(ByteSpan left, ByteSpan right) {
    return left.begin < right.end && right.begin < left.end;
}

static Groups families_group(const NumberingInput *input, const uint32_t *first_members, Arena *result, Arena scratch) {
    const KnownFindings *known = input->known;
    int64_t *numbers = arena_new_array_uncleared(&scratch, int64_t, known->member_count + 1u);
    for (uint32_t i = 0; i < known->member_count; i++) {
        const int64_t family = known->members[i].family;
        numbers[i] = known_numbers_have(input->kept_families, family) ? family : 0;
    }
    Groups groups = groups_open(input->families->count, numbers, known->member_count, result, scratch);
    groups.last_number = known->last.family;
    for (uint32_t f = 0; f < input->families->count; f++) {
        const Family *family = &input->families->items[f];
        for (uint32_t m = 0; m < family->member_count; m++) {
            const Witness *member = &family->members[m];
            groups.written[f] |= input->is_new[member->article];
            for (uint32_t k = first_members[member->article]; k < first_members[member->article + 1]; k++) {
                if (!spans_overlap(known->members[k].bytes, member->bytes)) continue;
                if (!known_numbers_have(input->kept_families, known->members[k].family)) continue;
                *array_push(&groups.overlaps, result) =
                    (Overlap){f, known_numbers_place(groups.known, known->members[k].family)};
            }
        }
    }
    return groups;
}

/* --- Stories ------------------------------------------------------------------------------------------------------ */

static Groups stories_group(const NumberingInput *input, Arena *result, Arena scratch) {
    const uint32_t article_count = input->corpus->article_count;
    const Stories *stories = &input->lineage->stories;
    int64_t *numbers = arena_new_array_uncleared(&scratch, int64_t, article_count + 1u);
    for (uint32_t i = 0; i < article_count; i++) numbers[i] = input->known->articles[i].story;
    Groups groups = groups_open(stories->count, numbers, article_count, result, scratch);
    groups.last_number = input->known->last.story;
    for (uint32_t s = 0; s < stories->count; s++) {
        for (uint32_t k = 0; k < stories->items[s].article_count; k++) {
            const uint32_t article = stories->items[s].articles[k];
            groups.written[s] |= input->is_new[article];
            if (numbers[article] > 0)
                *array_push(&groups.overlaps, result) =
                    (Overlap){s, known_numbers_place(groups.known, numbers[article])};
        }
    }
    return groups;
}

/* --- What has one article or two ---------------------------------------------------------------------------------- */

static FindingNumbers number_passages(const NumberingInput *input, Arena *result) {
    const Passages *passages = input->passages;
    int64_t *numbers = arena_new_array(result, int64_t, passages->count + 1);
    bool *written = arena_new_array(result, bool, passages->count + 1);
    int64_t last = input->known->last.passage;
    for (size_t i = 0; i < passages->count; i++) {
        written[i] = input->is_new[passages->items[i].a_article] || input->is_new[passages->items[i].b_article];
        if (written[i]) numbers[i] = ++last;
    }
    return (FindingNumbers){numbers, written};
}

static FindingNumbers number_quotations(const NumberingInput *input, Arena *result) {
    const Quotations *quotations = input->quotations;
    int64_t *numbers = arena_new_array(result, int64_t, quotations->count + 1u);
    bool *written = arena_new_array(result, bool, quotations->count + 1u);
    int64_t last = input->known->last.quotation;
    for (uint32_t i = 0, place = 0; i < quotations->count; i++) {
        const uint32_t article = quotations->items[i].article;
        place = i > 0 && quotations->items[i - 1].article == article ? place + 1 : 0;
        written[i] = input->is_new[article];
        numbers[i] = written[i] ? ++last : input->known->articles[article].first_quotation + place;
    }
    return (FindingNumbers){numbers, written};
}

/* Those of old articles that are in a family that is written, or were in one that gives way. */
static bool *touched_quotations(const NumberingInput *input, const Groups *families, const uint32_t *first_members,
                                Arena *result) {
    const Quotations *quotations = input->quotations;
    const KnownMember *members = input->known->members;
    bool *touched = arena_new_array(result, bool, quotations->count + 1u);
    for (uint32_t i = 0; i < quotations->count; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (input->is_new[quotation->article] || quotation->content_count == 0) continue;
        const ByteSpan bytes = {quotation->content[0].begin, quotation->content[quotation->content_count - 1].end};
        touched[i] = quotation->family != INDEX_NONE && families->written[quotation->family];
        for (uint32_t k = first_members[quotation->article]; k < first_members[quotation->article + 1]; k++) {
            if (spans_overlap(members[k].bytes, bytes) && known_numbers_have(input->kept_families, members[k].family))
                touched[i] |= families->replaced[known_numbers_place(families->known, members[k].family)];
        }
    }
    return touched;
}

static FindingNumbers number_derivations(const NumberingInput *input, const Groups *stories, Arena *result) {
    const Derivations *derivations = &input->lineage->derivations;
    int64_t *numbers = arena_new_array(result, int64_t, derivations->count + 1u);
    bool *written = arena_new_array(result, bool, derivations->count + 1u);
    int64_t last = input->known->last.derivation;
    for (uint32_t i = 0; i < derivations->count; i++) {
        written[i] = stories->written[derivations->items[i].story];
        if (written[i]) numbers[i] = ++last;
    }
    return (FindingNumbers){numbers, written};
}

KnownNumbers numbering_families(const NumberingInput *input, Arena *result, Arena scratch) {
    const uint32_t *first_members = known_members_by_article(input->known, input->corpus->article_count, &scratch);
    Groups families = families_group(input, first_members, result, scratch);
    groups_spread(&families);
    return groups_replaced(&families, result);
}

AdditionNumbers numbering_build(const NumberingInput *input, Arena *result, Arena scratch) {
    const uint32_t *first_members = known_members_by_article(input->known, input->corpus->article_count, result);
    Groups families = families_group(input, first_members, result, scratch);
    Groups stories = stories_group(input, result, scratch);
    groups_spread(&families);
    groups_spread(&stories);
    return (AdditionNumbers){.new_articles = input->is_new,
                             .passages = number_passages(input, result),
                             .quotations = number_quotations(input, result),
                             .speakers = input->speakers,
                             .families = groups_number(&families, result, scratch),
                             .stories = groups_number(&stories, result, scratch),
                             .derivations = number_derivations(input, &stories, result),
                             .lost_ancestors_before = (uint32_t)input->known->last.lost_ancestor,
                             .touched_quotations = touched_quotations(input, &families, first_members, result),
                             .replaced_families = groups_replaced(&families, result),
                             .replaced_stories = groups_replaced(&stories, result)};
}
