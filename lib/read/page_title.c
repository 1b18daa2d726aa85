/*
 * The title of a page's article.
 *
 * In:  what the page says its title is, and its headings.
 * Out: one of them.
 *
 * Pages state titles for search engines and for networks, and print another one above the text. What readers see is the
 * title, so the headings are looked at first; a heading that shares too little with any statement is the site's name, a
 * section's or another article's. Only where no heading is left is a statement taken, without the outlet's name that
 * pages put behind it.
 */
#include <string.h>

#include "../base/utf8.h"
#include "page_facts.h"

enum {
    TITLE_BYTES_MAX = 600, /* what is longer is no title; bounds the comparing, too */
    HEADING_LIKENESS_MIN = 600, /* permille; titles for search engines share two words in three with the heading */
    SECOND_RANK_LIKENESS_MIN = 950,
    OUTLET_PERCENT_MAX = 50 /* of a statement: a part behind a bar that is shorter is taken for the outlet's name */
};

/* "Bridge closed | The Daily Lantern" -> "Bridge closed": the outlet's name, or a short part behind a bar. */
static Bytes without_outlet(Bytes title, Bytes outlet, uint32_t percent_max) {
    static const char *const marks[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Bytes mark = bytes_from_string(marks[i]);
        size_t last = SIZE_MAX;
        for (size_t at = 0; at + mark.size <= title.size; at++)
            if (memcmp(title.data + at, mark.data, mark.size) == 0) last = at;
        if (last == SIZE_MAX || last < 10) continue;
        Bytes behind = {title.data + last + mark.size, title.size - last - mark.size};
        bool named = outlet.size > 0 && bytes_equal_ignoring_case(behind, outlet);
        if (named || (i == 0 && behind.size * 100 < title.size * percent_max))
            return without_outlet((Bytes){title.data, last}, outlet, percent_max);
    }
    return title;
}

/* Letters and digits as code points, others as spaces: what titles are compared by. */
static size_t count_shared(Bytes heading, Bytes title, size_t *total) {
    size_t shared = 0;
    *total = 0;
    for (size_t at = 0; at < heading.size;) {
        size_t begin = at;
        uint32_t first = utf8_next(heading, &at);
        if (!utf8_is_letter(first) && !utf8_is_digit(first)) continue;
        /* scripts without spaces are compared by two characters each */
        bool spaced = first < 0x2E80;
        for (size_t next = at; next < heading.size; at = next) {
            uint32_t code_point = utf8_next(heading, &next);
            bool inside = utf8_is_letter(code_point) || utf8_is_digit(code_point);
            if (!inside) break;
            if (!spaced) {
                at = next;
                break;
            }
        }
        Bytes word = {heading.data + begin, at - begin};
        ++*total;
        for (size_t k = 0; k + word.size <= title.size; k++) {
            if (!bytes_equal_ignoring_case((Bytes){title.data + k, word.size}, word)) continue;
            shared++;
            break;
        }
    }
    return shared;
}

/*
 * How much of a heading's words some statement about the title has, and how much of the statement that is, in permille.
 * A section's name as heading has few of the title's words.
 */
static uint32_t likeness(const PageFacts *facts, Bytes heading, Bytes outlet) {
    uint32_t best = 0;
    for (int origin = 0; origin < ORIGIN_COUNT; origin++) {
        Bytes title = facts->values[PAGE_TITLE][origin];
        if (origin == ORIGIN_HEADING || title.size == 0 || title.size > TITLE_BYTES_MAX) continue;
        if (bytes_equal_ignoring_case(title, outlet)) continue;
        if (bytes_equal(title, heading)) return 1000;
        size_t heading_words;
        size_t title_words;
        size_t forth = count_shared(heading, title, &heading_words);
        size_t back = count_shared(title, heading, &title_words);
        if (heading_words == 0 || title_words == 0) continue;
        uint32_t like = (uint32_t)((forth * 1000 / heading_words + back * 1000 / title_words) / 2);
        if (like > best) best = like;
    }
    return best;
}

/* The surest statement but for headings; a heading where the page says nothing else, or only the outlet's name. */
static Bytes stated_title(const PageFacts *facts, Bytes outlet) {
    for (int origin = 0; origin < ORIGIN_COUNT; origin++) {
        Bytes title = facts->values[PAGE_TITLE][origin];
        if (origin == ORIGIN_HEADING || title.size == 0 || bytes_equal_ignoring_case(title, outlet)) continue;
        return without_outlet(title, outlet, OUTLET_PERCENT_MAX);
    }
    return without_outlet(page_facts_best(facts, PAGE_TITLE), outlet, 0);
}

/*
 * What readers see above the text is the title: the heading most like what the page states as its title, one of the
 * second rank only where it is the very same. Without such a heading, the surest statement.
 */
Bytes page_title_choose(const PageFacts *facts) {
    Bytes outlet = page_facts_best(facts, PAGE_OUTLET);
    Bytes best = {0};
    uint32_t best_like = HEADING_LIKENESS_MIN - 1;
    for (uint32_t i = 0; i < facts->heading_count; i++) {
        Bytes heading = facts->headings[i].text;
        if (heading.size > TITLE_BYTES_MAX || bytes_equal_ignoring_case(heading, outlet)) continue;
        uint32_t like = likeness(facts, heading, outlet);
        if (!facts->headings[i].first_rank) like = like >= SECOND_RANK_LIKENESS_MIN ? like - 50 : 0;
        if (like <= best_like) continue;
        best = heading;
        best_like = like;
    }
    return best.size > 0 ? without_outlet(best, outlet, 0) : stated_title(facts, outlet);
}
