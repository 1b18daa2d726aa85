/*
 * bags: stretches of units as bags of stems.
 *
 * A bag is one slot for each stem of the collection, filled from one stretch and emptied by walking over the same
 * stretch again: nothing is cleared as a whole, so a comparison costs the words of its two stretches and no more.
 */
#include "bags.h"

typedef struct TermRun {
    const Term *begin;
    const Term *end;
} TermRun;

static TermRun terms_of(const Units *units, UnitSpan span) {
    if (span.begin >= span.end) return (TermRun){units->terms, units->terms};
    return (TermRun){units->terms + units->items[span.begin].term_begin,
                     units->terms + units->items[span.end - 1].term_end};
}

uint32_t bag_words(const Units *units, UnitSpan span) {
    if (span.begin >= span.end) return 0;
    return units->items[span.end - 1].words.end - units->items[span.begin].words.begin;
}

double bag_fill(BagSlot *bag, const Units *units, UnitSpan span) {
    TermRun terms = terms_of(units, span);
    double squares = 0;
    for (const Term *term = terms.begin; term < terms.end; ++term) {
        BagSlot *slot = &bag[term->stem];
        double before = (double)slot->weight;
        double after = before + (double)term->weight;
        squares += after * after - before * before;
        slot->weight = (float)after;
        slot->count += term->count;
    }
    return squares;
}

void bag_empty(BagSlot *bag, const Units *units, UnitSpan span) {
    TermRun terms = terms_of(units, span);
    for (const Term *term = terms.begin; term < terms.end; ++term) bag[term->stem] = (BagSlot){0};
}

BagMatch bag_match(const BagSlot *bag, const Units *units, UnitSpan span) {
    TermRun terms = terms_of(units, span);
    BagMatch match = {0};
    for (const Term *term = terms.begin; term < terms.end; ++term) {
        const BagSlot *slot = &bag[term->stem];
        double here = (double)term->weight;
        double there = (double)slot->weight;
        match.rareness_all += (double)term->rareness;
        if (slot->count == 0) continue;
        match.rareness += (double)term->rareness;
        match.product += here * there;
        match.weight += here < there ? here : there;
        match.stems += here > 0;
        match.words += term->count;
    }
    return match;
}
