/*
 * kept: the quotations that an addition can concern, and back.
 *
 * In:  all quotations of a small corpus; which of them share words with new articles; the families they are in.
 * Out: those that families are built of: all of new articles and of those that share much with one, what shares words
 *      with a new article, all that is in one family with one of these; and of who may come to one story with a new
 *      article by way of others, all that is in a family, for statements in common make a story.
 *
 * Most quotations of an old article have nothing to do with what is new, and a family of theirs would only be found
 * again to be left alone. Two in three are left out so.
 *
 * Invariant: a known family of a quotation concerned, or of one in an article that is kept whole, is kept whole, as far
 * as the small corpus has it.
 */
#include "kept.h"

#include <string.h>

#include "../base/array.h"

typedef struct NumberArray ARRAY_OF(int64_t) NumberArray;

static bool overlaps(const Quotation *quotation, ByteSpan bytes) {
    for (uint32_t k = 0; k < quotation->content_count; k++)
        if (quotation->content[k].begin < bytes.end && bytes.begin < quotation->content[k].end) return true;
    return false;
}

/* The families of the quotations concerned, and of all in the articles whose quotations are all kept. */
static KnownNumbers list_families(const KeptInput *input, const uint32_t *first_members, Arena *result, Arena scratch) {
    NumberArray numbers = {0};
    Arena list = arena_open(0);
    for (uint32_t i = 0; i < input->quotations->count; i++) {
        const Quotation *quotation = &input->quotations->items[i];
        if (!input->concerned[i] && !input->articles[quotation->article]) continue;
        for (uint32_t k = first_members[quotation->article]; k < first_members[quotation->article + 1]; k++) {
            const KnownMember *member = &input->known->members[k];
            if (overlaps(quotation, member->bytes)) *array_push(&numbers, &list) = member->family;
        }
    }
    KnownNumbers sorted = known_numbers_sort(numbers.items, numbers.count, result, scratch);
    arena_close(&list);
    return sorted;
}

Kept kept_choose(const KeptInput *input, Arena *result, Arena scratch) {
    const Quotations *all = input->quotations;
    const uint32_t *first_members = known_members_by_article(input->known, input->article_count, &scratch);
    Quotation *items = arena_new_array_uncleared(result, Quotation, all->count + 1u);
    uint32_t *places = arena_new_array_uncleared(result, uint32_t, all->count + 1u);
    Kept kept = {
        .quotations = *all, .places = places, .families = list_families(input, first_members, result, scratch)};
    kept.quotations.items = items;
    kept.quotations.count = 0;
    kept.left_out.items = arena_new_array_uncleared(result, Quotation, all->count + 1u);
    for (uint32_t i = 0; i < all->count; i++) {
        const Quotation *quotation = &all->items[i];
        const bool any_family = input->mates[quotation->article];
        bool keeps = input->articles[quotation->article] || input->concerned[i];
        for (uint32_t k = first_members[quotation->article]; k < first_members[quotation->article + 1] && !keeps; k++) {
            const KnownMember *member = &input->known->members[k];
            keeps =
                overlaps(quotation, member->bytes) && (any_family || known_numbers_have(kept.families, member->family));
        }
        if (!keeps) {
            kept.left_out.items[kept.left_out.count++] = *quotation;
            continue;
        }
        places[kept.quotations.count] = i;
        items[kept.quotations.count++] = *quotation;
    }
    return kept;
}

void kept_return(const Kept *kept, Families *families, Quotations *quotations, Arena *result) {
    for (uint32_t i = 0; i < quotations->count; i++) quotations->items[i].family = INDEX_NONE;
    for (uint32_t i = 0; i < kept->quotations.count; i++)
        quotations->items[kept->places[i]].family = kept->quotations.items[i].family;
    for (uint32_t f = 0; f < families->count; f++) {
        Family *family = &families->items[f];
        Witness *members = arena_new_array_uncleared(result, Witness, family->member_count);
        memcpy(members, family->members, family->member_count * sizeof *members);
        for (uint32_t m = 0; m < family->member_count; m++)
            if (members[m].quotation != INDEX_NONE) members[m].quotation = kept->places[members[m].quotation];
        family->members = members;
    }
}
