/*
 * When a page's article was published and changed.
 *
 * In:  what the page states; the blocks of its visible text, with the article's own among them; its address.
 * Out: two dates, each as precise as the surest statement that can be understood.
 *
 * A page without metadata shows its date near its heading: "By Ada Finch | 25. September 2018". So the short blocks
 * from a little above the heading to the first paragraph are searched, those behind the heading first; a word like
 * "updated" makes a date that of a change. Below the article only a block that says "published" is believed.
 *
 * An address tells the day or the month at which the article was begun; where it contradicts nothing it is the last
 * resort.
 */
#include "page_dates.h"

#include <string.h>

#include "date.h"
#include "date_scan.h"

enum {
    BLOCKS_ABOVE = 3, /* the heading: where date lines stand */
    BLOCKS_BELOW = 12,
    BLOCKS_BEHIND = 30, /* the article's last block */
    LINE_BYTES_MAX = 240, /* a longer block tells a story and dates in it are the story's */
    TIME_BYTES_MAX = 48, /* behind a date, in which its time is looked for */
    YEAR_OF_FIRST_PAGE = 1991
};

/* How a date is introduced; in lower case, the start of a word. */
static const char *const published_words[] = {"publish",      "posted",     "publi\xC3\xA9", "publicado",
                                              "publiziert",   "pubblicato", "erschienen",    "created",
                                              "gepubliceerd", "publicat",   "opublikowan",   NULL};
static const char *const modified_words[] = {"updated",           "update:",       "modified",   "aktualisiert",
                                             "mis \xC3\xA0 jour", "actualizado",   "atualizado", "aggiornat",
                                             "bijgewerkt",        "zaktualizowan", NULL};

/* --- What the address says ---------------------------------------------------------------------------------------- */

static bool is_digit(uint8_t byte) {
    return byte >= '0' && byte <= '9';
}

/* The number of the month that "/2019/nov/" names; 0 for none. */
static int month_in_path(Bytes rest) {
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (rest.size < 4 || rest.data[3] != '/') return 0;
    for (int i = 0; i < 12; i++)
        if (bytes_equal_ignoring_case((Bytes){rest.data, 3}, (Bytes){(const uint8_t *)months + 3 * i, 3})) return i + 1;
    return 0;
}

/* "/2019/09/20/", "/2019-09-20", "/2019/sep/20/" in an address, as ISO 8601; a month where there is no day. */
static Bytes date_in_address(Bytes url, Arena *result) {
    for (size_t at = 0; at + 8 < url.size; at++) {
        const uint8_t *d = url.data + at;
        bool year = d[0] == '/' && (memcmp(d + 1, "19", 2) == 0 || memcmp(d + 1, "20", 2) == 0) && is_digit(d[3]) &&
                    is_digit(d[4]);
        if (!year || (d[5] != '/' && d[5] != '-')) continue;
        int month = month_in_path((Bytes){d + 6, url.size - at - 6});
        size_t size = month > 0 ? 3 : 2;
        if (month == 0 && is_digit(d[6]) && is_digit(d[7])) month = (d[6] - '0') * 10 + d[7] - '0';
        if (month < 1 || month > 12) continue;
        Buffer date = {.arena = result};
        buffer_printf(&date, "%.4s-%02d", (const char *)d + 1, month);
        d += 6 + size;
        size_t left = url.size - (size_t)(d - url.data);
        bool day = left >= 3 && (d[0] == '/' || d[0] == '-') && is_digit(d[1]) && is_digit(d[2]);
        if (day && !(left > 3 && is_digit(d[3]))) buffer_printf(&date, "-%.2s", (const char *)d + 1);
        return buffer_bytes(&date);
    }
    return (Bytes){0};
}

/* --- What readers see --------------------------------------------------------------------------------------------- */

static bool has_word(Bytes text, const char *const *words) {
    for (; *words; words++) {
        Bytes word = bytes_from_string(*words);
        for (size_t at = 0; at + word.size <= text.size; at++)
            if (bytes_equal_ignoring_case((Bytes){text.data + at, word.size}, word)) return true;
    }
    return false;
}

/* The date and, where one stands right behind, its time: the longest run of words that is a date of the same day. */
static Bytes date_with_time(Bytes text, const FoundDate *found, Arena *result) {
    Bytes best = bytes_slice(text, found->bytes);
    size_t end = found->bytes.end;
    size_t limit = text.size - end > TIME_BYTES_MAX ? end + TIME_BYTES_MAX : text.size;
    for (size_t at = end; at <= limit; at++) {
        if (at < text.size && text.data[at] != ' ' && text.data[at] != ',' && text.data[at] != '|') continue;
        Arena trial = *result; /* the form is not kept */
        Bytes run = {text.data + found->bytes.begin, at - found->bytes.begin};
        Bytes form;
        DateInterval interval;
        bool later = date_parse(run, &form, &interval, &trial);
        if (later && interval.end_unix_s - interval.begin_unix_s < 86400) best = run;
    }
    return best;
}

/* One block's dates: those of a change, and the first other one. */
static void take_line(PageFacts *facts, Bytes line, Arena *result) {
    size_t offset = 0;
    size_t before = 0;
    FoundDate found;
    while (date_scan_next(line, &offset, &found)) {
        Bytes label = {line.data + before, found.bytes.begin - before};
        before = found.bytes.end;
        if (found.parts.year < YEAR_OF_FIRST_PAGE || found.parts.day < 0) continue;
        PageField field = has_word(label, modified_words) ? PAGE_MODIFIED : PAGE_PUBLISHED;
        if (facts->values[field][ORIGIN_TEXT].size == 0)
            facts->values[field][ORIGIN_TEXT] = bytes_copy(date_with_time(line, &found, result), result);
    }
}

static Bytes line_at(const HtmlBlocks *blocks, size_t index) {
    HtmlBlock block = blocks->items.items[index];
    Bytes line = {blocks->text.data + block.begin, block.end - block.begin};
    return line.size <= LINE_BYTES_MAX ? line : (Bytes){0};
}

static void find_in_text(PageFacts *facts, const HtmlBlocks *blocks, const HtmlMain *found, Arena *result) {
    size_t first = found->first_block;
    if (first >= blocks->items.count) return;
    size_t heading = found->heading_block;
    bool headed = heading < blocks->items.count && heading <= first;
    size_t from = headed ? heading : first > BLOCKS_BELOW ? first - BLOCKS_BELOW : 0;
    size_t to = first;
    if (to > from + BLOCKS_BELOW && headed) to = from + BLOCKS_BELOW;
    for (size_t i = from; i <= to; i++) take_line(facts, line_at(blocks, i), result);
    if (facts->values[PAGE_PUBLISHED][ORIGIN_TEXT].size == 0 && headed)
        for (size_t i = heading; i-- > 0 && heading - i <= BLOCKS_ABOVE;) take_line(facts, line_at(blocks, i), result);
    for (size_t i = found->last_block + 1; i < blocks->items.count && i <= found->last_block + BLOCKS_BEHIND; i++) {
        Bytes line = line_at(blocks, i);
        if (has_word(line, published_words)) take_line(facts, line, result);
    }
}

void page_dates_find(PageFacts *facts, const HtmlBlocks *blocks, const HtmlMain *found, Arena *result) {
    find_in_text(facts, blocks, found, result);
    for (int origin = 0; origin < ORIGIN_COUNT && facts->values[PAGE_PUBLISHED][ORIGIN_ADDRESS].size == 0; origin++)
        facts->values[PAGE_PUBLISHED][ORIGIN_ADDRESS] = date_in_address(facts->values[PAGE_URL][origin], result);
}

/* --- Which of them ------------------------------------------------------------------------------------------------ */

typedef struct PageDate {
    Bytes form; /* empty: none */
    DateInterval interval;
    int origin;
} PageDate;

static int64_t seconds_of(DateInterval interval) {
    return interval.end_unix_s - interval.begin_unix_s;
}

/* Says the same more precisely. */
static bool refines(DateInterval finer, DateInterval coarser) {
    return seconds_of(finer) < seconds_of(coarser) && finer.begin_unix_s >= coarser.begin_unix_s &&
           finer.end_unix_s <= coarser.end_unix_s;
}

/* The surest statement that can be understood, or a less sure one that says the same more precisely. */
static PageDate choose(const PageFacts *facts, PageField field, Arena *result) {
    PageDate best = {.origin = ORIGIN_COUNT};
    for (int origin = 0; origin < ORIGIN_COUNT; origin++) {
        PageDate date = {.origin = origin};
        Bytes stated = facts->values[field][origin];
        if (stated.size == 0 || !date_parse(stated, &date.form, &date.interval, result)) continue;
        if (best.form.size == 0) {
            best = date;
        } else if (refines(date.interval, best.interval)) {
            best.form = date.form;
            best.interval = date.interval;
        }
    }
    return best;
}

/* A page that shows one date shows when the article came, whatever it calls it. */
void page_dates_choose(Article *article, const PageFacts *facts, Arena *result) {
    PageDate published = choose(facts, PAGE_PUBLISHED, result);
    PageDate modified = choose(facts, PAGE_MODIFIED, result);
    bool unsure = published.origin >= ORIGIN_TIME_ABOVE;
    bool same = published.origin >= ORIGIN_TEXT && refines(modified.interval, published.interval);
    if (modified.form.size > 0 && (unsure || same)) {
        published = modified;
        modified = (PageDate){0};
    }
    article->published = published.form;
    article->published_interval = published.interval;
    article->modified = modified.form;
}
