/*
 * The main text of a page: its blocks.
 *
 * In:  a page with the element that holds its article.
 * Out: the article's text, its links and headings with their places, and beside it the asides: what the page has above,
 *      between and below the paragraphs, each with its role.
 *
 * Inside the element blocks are prose, or belong to prose: headings with prose behind them, short paragraphs between
 * others. What is mostly links goes, but for paragraphs with sentences in the column where most of the prose stands:
 * some editors link half of every first sentence.
 *
 * Asides are kept short and few: they are there to be seen, not to be searched.
 */
#include <string.h>

#include "../base/map.h"
#include "date_scan.h"
#include "html_finder.h"

enum {
    COLUMN_SIZE_MIN = 60, /* a paragraph full of links counts as prose in the column from here on */
    COLUMN_LINK_PERCENT_MAX = 75,
    REPEATED_SIZE_MIN = 40, /* shorter blocks may come twice in an article */
    ASIDES_ABOVE = 12, /* blocks before the text that can belong to the article, where no heading is found */
    ASIDES_BEHIND = 24,
    ASIDES_MAX = 100,
    ASIDE_BYTES_MAX = 600,
    BELOW_HEADING_PERCENT_MIN = 90, /* of the prose */
    DATE_LINE_SIZE_MAX = 120,
    DATE_PERCENT_MIN = 40, /* of a line of names and dates that opens with no word we know */
    DATE_LINES_MAX = 4,
    COMMENTS_BYTES_MAX = 60 /* the count of comments, not the comments */
};

typedef enum BlockKind { KIND_OUT, KIND_PROSE, KIND_HEADING, KIND_SHORT } BlockKind;

typedef struct Chooser {
    const HtmlFinder *finder;
    HtmlMain *out;
    uint8_t *kinds; /* of each block */
    uint32_t column; /* the element that most of the prose stands in */
    Buffer text;
    size_t next_link;
    Map seen; /* hashes of the asides */
    Arena *result;
    Arena *scratch;
} Chooser;

static HtmlTag tag_of(const HtmlFinder *finder, size_t block) {
    return finder->tree->nodes.items[finder->blocks->items.items[block].node].tag;
}

static bool is_heading(HtmlTag tag) {
    return tag >= HTML_H1 && tag <= HTML_H6;
}

static bool is_inside(const HtmlFinder *finder, uint32_t node, uint32_t outer) {
    for (; node != 0 && node > outer; node = finder->tree->nodes.items[node].parent) {
    }
    return node == outer;
}

/* An element between the block and the article's that is mostly links. */
static bool is_link_list(const HtmlFinder *finder, uint32_t node) {
    for (; node != 0 && node != finder->root; node = finder->tree->nodes.items[node].parent) {
        uint64_t text = finder->text_bytes[node];
        if (text > 0 && (uint64_t)finder->link_bytes[node] * 100 > text * 60 && finder->points[node] < 200) return true;
    }
    return false;
}

static bool repeats_title(const HtmlFinder *finder, Bytes text) {
    return finder->title.size > 0 && bytes_equal_ignoring_case(bytes_trim(text), finder->title);
}

/* --- Kinds -------------------------------------------------------------------------------------------------------- */

/* The parent of the blocks with the most prose in the article's element. */
static uint32_t find_column(const HtmlFinder *finder, Arena scratch) {
    int64_t *points = arena_new_array(&scratch, int64_t, finder->tree->nodes.count);
    uint32_t best = finder->root;
    for (size_t i = 0; i < finder->blocks->items.count; i++) {
        uint32_t node = finder->blocks->items.items[i].node;
        if (finder->dropped[node] || finder->measures[i].points == 0) continue;
        if (!is_inside(finder, node, finder->root)) continue;
        uint32_t parent = node == finder->root ? node : finder->tree->nodes.items[node].parent;
        points[parent] += finder->measures[i].points;
        if (points[parent] > points[best]) best = parent;
    }
    return best;
}

static BlockKind kind_of(const Chooser *chooser, size_t index) {
    const HtmlFinder *finder = chooser->finder;
    uint32_t node = finder->blocks->items.items[index].node;
    const BlockMeasure *measure = &finder->measures[index];
    if (finder->dropped[node] || !is_inside(finder, node, finder->root)) return KIND_OUT;
    if (repeats_title(finder, html_finder_text(finder, index))) return KIND_OUT;
    HtmlTag tag = tag_of(finder, index);
    if (is_heading(tag)) return tag == HTML_H1 || measure->link_percent > 80 ? KIND_OUT : KIND_HEADING;
    bool in_column = (tag == HTML_P || tag == HTML_LI) && finder->tree->nodes.items[node].parent == chooser->column;
    if (in_column && measure->sentence && measure->size >= COLUMN_SIZE_MIN &&
        measure->link_percent <= COLUMN_LINK_PERCENT_MAX)
        return KIND_PROSE;
    if (is_link_list(finder, node)) return KIND_OUT;
    if (measure->points > 0) return KIND_PROSE;
    if (measure->link_percent > 80) return KIND_OUT;
    bool paragraph = tag == HTML_P || tag == HTML_LI || tag == HTML_BLOCKQUOTE || tag == HTML_PRE || tag == HTML_TD ||
                     tag == HTML_TH || tag == HTML_DT || tag == HTML_DD;
    return paragraph || node == finder->root || measure->sentence ? KIND_SHORT : KIND_OUT;
}

static void find_kinds(Chooser *chooser) {
    size_t count = chooser->finder->blocks->items.count;
    chooser->out->first_block = count;
    for (size_t i = 0; i < count; i++) {
        chooser->kinds[i] = (uint8_t)kind_of(chooser, i);
        if (chooser->kinds[i] != KIND_PROSE) continue;
        if (chooser->out->first_block == count) chooser->out->first_block = i;
        chooser->out->last_block = i;
    }
}

/* A list that the last paragraph announces belongs to it. */
static void extend_last(Chooser *chooser) {
    const HtmlFinder *finder = chooser->finder;
    size_t last = chooser->out->last_block;
    if (!bytes_end_with(html_finder_text(finder, last), BYTES(":"))) return;
    while (last + 1 < finder->blocks->items.count && chooser->kinds[last + 1] == KIND_SHORT &&
           tag_of(finder, last + 1) == HTML_LI)
        last++;
    chooser->out->last_block = last;
}

/* What stands above the article's own heading is not the article's, where nearly all prose stands below. */
static void cut_above_heading(Chooser *chooser) {
    const HtmlFinder *finder = chooser->finder;
    HtmlMain *out = chooser->out;
    size_t heading = finder->blocks->items.count;
    for (size_t i = out->first_block; i < out->last_block; i++)
        if (repeats_title(finder, html_finder_text(finder, i))) heading = i;
    int64_t above = 0;
    int64_t below = 0;
    for (size_t i = out->first_block; i <= out->last_block; i++) {
        if (chooser->kinds[i] != KIND_PROSE) continue;
        if (i < heading)
            above += finder->measures[i].points;
        else
            below += finder->measures[i].points;
    }
    if (heading >= out->last_block || below * 100 < (above + below) * BELOW_HEADING_PERCENT_MIN) return;
    while (out->first_block < heading || chooser->kinds[out->first_block] != KIND_PROSE) out->first_block++;
}

/* "By Ada Finch | 3 May 2021": a date and little else. */
static bool is_date_line(const Chooser *chooser, size_t index) {
    static const char *const openings[] = {"by ",
                                           "von ",
                                           "par ",
                                           "por ",
                                           "di ",
                                           "door ",
                                           "published",
                                           "posted",
                                           "updated",
                                           "publi",
                                           "erschienen",
                                           "ver\xC3\xB6"
                                           "ffentlicht",
                                           "aktualisiert",
                                           "pubblicato",
                                           "last updated",
                                           "mis \xC3\xA0 jour",
                                           NULL};
    const HtmlFinder *finder = chooser->finder;
    Bytes text = html_finder_text(finder, index);
    if (finder->measures[index].size > DATE_LINE_SIZE_MAX) return false;
    size_t offset = 0;
    FoundDate date;
    if (!date_scan_next(text, &offset, &date) || date.parts.year < 0) return false;
    if ((date.bytes.end - date.bytes.begin) * 100 >= text.size * DATE_PERCENT_MIN) return true;
    for (size_t i = 0; openings[i]; i++) {
        Bytes opening = bytes_from_string(openings[i]);
        if (text.size >= opening.size && bytes_equal_ignoring_case((Bytes){text.data, opening.size}, opening))
            return true;
    }
    return false;
}

/* Lines with a name and a date above the first paragraph are beside the article. */
static void cut_date_lines(Chooser *chooser) {
    HtmlMain *out = chooser->out;
    size_t first = out->first_block;
    for (size_t i = first; i < out->last_block && i < first + DATE_LINES_MAX; i++) {
        if (chooser->kinds[i] == KIND_OUT) continue;
        if (!is_date_line(chooser, i)) break;
        chooser->kinds[i] = KIND_OUT;
    }
    while (out->first_block < out->last_block && chooser->kinds[out->first_block] != KIND_PROSE) out->first_block++;
}

/* What readers take for the article's heading: the last block before the text that repeats the title, else that is one. */
static void find_heading(Chooser *chooser) {
    const HtmlFinder *finder = chooser->finder;
    size_t count = finder->blocks->items.count;
    chooser->out->heading_block = count;
    for (size_t i = chooser->out->first_block < count ? chooser->out->first_block + 1 : 0; i-- > 0;) {
        if (!repeats_title(finder, html_finder_text(finder, i))) continue;
        chooser->out->heading_block = i;
        return;
    }
    for (size_t i = chooser->out->first_block < count ? chooser->out->first_block + 1 : 0; i-- > 0;) {
        if (tag_of(finder, i) != HTML_H1) continue;
        chooser->out->heading_block = i;
        return;
    }
}

/* --- Asides ------------------------------------------------------------------------------------------------------- */

static BlockRole role_of_aside(const Chooser *chooser, size_t index) {
    const HtmlFinder *finder = chooser->finder;
    uint8_t dropped = finder->dropped[finder->blocks->items.items[index].node];
    if (index == chooser->out->heading_block) return BLOCK_HEADLINE;
    if (dropped && dropped != 1 + BLOCK_FURNITURE) return (BlockRole)(dropped - 1);
    const BlockMeasure *measure = &finder->measures[index];
    if (measure->link_percent > 60) return BLOCK_RELATED;
    if (is_date_line(chooser, index)) return BLOCK_BYLINE;
    bool below_heading = index > chooser->out->heading_block && index < chooser->out->first_block;
    bool summary = below_heading && !dropped && measure->link_percent == 0 && measure->size >= COLUMN_SIZE_MIN;
    return summary ? BLOCK_HEADLINE : BLOCK_FURNITURE;
}

static void add_aside(Chooser *chooser, size_t index) {
    HtmlMain *out = chooser->out;
    Bytes text = html_finder_text(chooser->finder, index);
    BlockRole role = role_of_aside(chooser, index);
    if (out->asides.count >= ASIDES_MAX || text.size > (role == BLOCK_COMMENTS ? COMMENTS_BYTES_MAX : ASIDE_BYTES_MAX))
        return;
    uint64_t hash = bytes_hash(text);
    if (map_find(&chooser->seen, hash)) return;
    map_insert(&chooser->seen, hash, NULL, chooser->scratch);
    *array_push(&out->asides, chooser->result) =
        (Aside){(uint32_t)chooser->text.size, role, bytes_copy(text, chooser->result)};
}

/* --- The text ----------------------------------------------------------------------------------------------------- */

/* What stands under a heading like "Related". */
static bool is_link_block(const HtmlFinder *finder, size_t index) {
    HtmlBlock block = finder->blocks->items.items[index];
    return !finder->dropped[block.node] && (uint64_t)block.link_bytes * 2 > block.end - block.begin;
}

/* A heading needs prose behind it. */
static bool leads_prose(const Chooser *chooser, size_t index) {
    size_t last = chooser->out->last_block;
    size_t next = index + 1;
    while (next < last && chooser->kinds[next] == KIND_OUT && !is_link_block(chooser->finder, next)) next++;
    return chooser->kinds[next] != KIND_OUT;
}

/* The same block once more: pages hold a teaser in several sizes. Further apart it is a list that repeats itself. */
static bool is_said(const Chooser *chooser, size_t index) {
    Bytes text = html_finder_text(chooser->finder, index);
    if (chooser->finder->measures[index].size < REPEATED_SIZE_MIN || chooser->text.size < text.size) return false;
    Bytes last = {chooser->text.data + chooser->text.size - text.size, text.size};
    return bytes_equal(last, text);
}

/* The links of a block that was put at `begin` of the text. */
static void add_links(Chooser *chooser, HtmlBlock block, uint32_t begin) {
    const HtmlBlocks *blocks = chooser->finder->blocks;
    while (chooser->next_link < blocks->links.count && blocks->links.items[chooser->next_link].begin < block.begin)
        chooser->next_link++;
    for (; chooser->next_link < blocks->links.count; chooser->next_link++) {
        HtmlLink link = blocks->links.items[chooser->next_link];
        if (link.begin >= block.end) return;
        if (link.end > block.end) link.end = block.end;
        while (link.begin < link.end && blocks->text.data[link.begin] <= ' ') link.begin++;
        while (link.end > link.begin && blocks->text.data[link.end - 1] <= ' ') link.end--;
        ByteSpan bytes = {link.begin - block.begin + begin, link.end - block.begin + begin};
        *array_push(&chooser->out->links, chooser->result) = (MainLink){link.node, bytes};
    }
}

static void take_block(Chooser *chooser, size_t index) {
    HtmlBlock block = chooser->finder->blocks->items.items[index];
    if (chooser->text.size > 0) buffer_append_string(&chooser->text, "\n\n");
    uint32_t begin = (uint32_t)chooser->text.size;
    buffer_append(&chooser->text, html_finder_text(chooser->finder, index));
    add_links(chooser, block, begin);
    if (chooser->kinds[index] != KIND_HEADING) return;
    ByteSpan bytes = {begin, (uint32_t)chooser->text.size};
    *array_push(&chooser->out->roles, chooser->result) = (StatedRole){bytes, BLOCK_HEADLINE};
}

static void take_blocks(Chooser *chooser) {
    HtmlMain *out = chooser->out;
    size_t count = chooser->finder->blocks->items.count;
    size_t first = out->first_block;
    size_t from = first > ASIDES_ABOVE ? first - ASIDES_ABOVE : 0;
    if (out->heading_block < first) from = out->heading_block;
    size_t to = out->last_block + ASIDES_BEHIND < count ? out->last_block + ASIDES_BEHIND : count - 1;
    for (size_t i = from; i <= to; i++) {
        bool inside = i >= first && i <= out->last_block;
        BlockKind kind = (BlockKind)chooser->kinds[i];
        bool kept = inside && kind != KIND_OUT && (kind != KIND_HEADING || leads_prose(chooser, i));
        if (kept && is_said(chooser, i)) continue;
        if (kept)
            take_block(chooser, i);
        else
            add_aside(chooser, i);
    }
}

void html_choose(const HtmlFinder *finder, HtmlMain *out, Arena *result, Arena scratch) {
    size_t count = finder->blocks->items.count;
    Chooser chooser = {.finder = finder, .out = out, .result = result, .scratch = &scratch};
    chooser.text.arena = result;
    chooser.kinds = arena_new_array(&scratch, uint8_t, count + 1);
    chooser.column = find_column(finder, scratch);
    find_kinds(&chooser);
    if (out->first_block < count) {
        extend_last(&chooser);
        cut_above_heading(&chooser);
        cut_date_lines(&chooser);
    }
    find_heading(&chooser);
    if (out->first_block < count) take_blocks(&chooser);
    out->text = buffer_bytes(&chooser.text);
}
