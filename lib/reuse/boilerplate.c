/*
 * boilerplate: marks the passages that are no reuse but house text.
 *
 * Three ways to know it, none of them a list of phrases:
 *
 * 1. Place: a passage that lies in furniture and keyword blocks on both sides, but for a few words ("Share this", tag
 *    lines; "… said. Sign up for our newsletter").
 * 2. Behaviour, learnt from the collection: text that stands in three or more articles of one outlet and hardly ever
 *    in another outlet's (the about-us line, the plea for subscriptions, the picture gallery, the reporter's e-mail
 *    address). Counted word by word: for each article, how many of its passages with the same outlet cover a word, and
 *    how many with others. "Hardly ever" and not "never", because somebody always copies an about-us line along.
 *
 * 3. Time: a reworded passage of two articles of one outlet a month or more apart that is house text on either side:
 *    the columnist's invitation to write, the captions of a gallery that goes on. Standing text is edited now and then,
 *    so that no two of its versions need be alike. Of twelve such passages read, this marked seven, and of fifty others
 *    none.
 *
 * The matter of an article is not house text because its outlet ran it again. So a passage is left alone that is
 * nearly all of both articles, or half of either in up to three articles: versions of a story, not furniture. What is
 * half of an article in more articles than that is a gallery or a box.
 *
 * Articles of unknown outlets teach nothing. Formulae and notices that cross outlets, and an outlet's closing lines, are
 * marked by lib/lineage/standing.c, once it is known what is speech.
 *
 * Costs one pass over the words of the articles that have passages, and over the passages.
 */
#include "boilerplate.h"

#include <string.h>

#include "../base/parallel.h"
#include "outlets.h"

enum {
    PARTNERS_MIN = 2, /* with the article itself: three articles */
    RECURRING_PERCENT_MIN = 80,
    CROSSING_PERCENT_MAX = 10,
    CROSSING_RATIO = 10, /* a word crosses when more than one in so many of its passages leads to another outlet */
    MATTER_PERCENT = 50,
    VERSION_PERCENT = 80,
    FURNITURE_PERCENT_MIN = 60, /* down to it, all of 35 passages of the 16,452 articles were house text */
    VERSIONS_MAX = 3
};

/* One article's side of a passage. */
typedef struct Side {
    uint32_t article;
    uint32_t passage;
    WordSpan words;
    bool crossing; /* the other side is of another outlet, or of an unknown one */
} Side;

/* What a side's words do elsewhere, in percent of them. */
typedef struct Spread {
    uint32_t recurring_percent; /* in PARTNERS_MIN or more other articles of the outlet */
    uint32_t crossing_percent; /* in other outlets */
    uint32_t articles; /* of the outlet that have a word of it, this one included; on average */
} Spread;

/* Sides by article: a counting sort. */
static Side *list_sides(const Passages *passages, const uint32_t *outlets, uint32_t *begins, uint32_t article_count,
                        Arena *scratch) {
    Side *sides = arena_new_array_uncleared(scratch, Side, 2 * passages->count);
    for (size_t i = 0; i < passages->count; ++i) {
        ++begins[passages->items[i].a_article + 1];
        ++begins[passages->items[i].b_article + 1];
    }
    for (uint32_t i = 0; i < article_count; ++i) begins[i + 1] += begins[i];
    uint32_t *next = arena_new_array_uncleared(scratch, uint32_t, (size_t)article_count + 1);
    memcpy(next, begins, sizeof *next * ((size_t)article_count + 1));
    for (size_t i = 0; i < passages->count; ++i) {
        const Passage *passage = &passages->items[i];
        uint32_t a_outlet = outlets[passage->a_article];
        bool crossing = a_outlet == OUTLET_UNKNOWN || a_outlet != outlets[passage->b_article];
        sides[next[passage->a_article]++] = (Side){passage->a_article, (uint32_t)i, passage->a_words, crossing};
        sides[next[passage->b_article]++] = (Side){passage->b_article, (uint32_t)i, passage->b_words, crossing};
    }
    return sides;
}

/* sides: all of one article. Writes the spread of each. */
static void measure_article(const Side *sides, uint32_t count, uint32_t word_count, Spread *spreads, Arena scratch) {
    /* First how often each word is covered (as differences), then sums of words so covered, up to each word. */
    int32_t *same = arena_new_array(&scratch, int32_t, (size_t)word_count + 1);
    int32_t *crossing = arena_new_array(&scratch, int32_t, (size_t)word_count + 1);
    for (uint32_t i = 0; i < count; ++i) {
        int32_t *covered = sides[i].crossing ? crossing : same;
        ++covered[sides[i].words.begin];
        --covered[sides[i].words.end];
    }
    uint64_t *depths = arena_new_array(&scratch, uint64_t, (size_t)word_count + 1);
    int32_t same_depth = 0, same_sum = 0, crossing_depth = 0, crossing_sum = 0;
    uint64_t depth_sum = 0;
    for (uint32_t word = 0; word <= word_count; ++word) {
        same_depth += same[word];
        crossing_depth += crossing[word];
        same[word] = same_sum;
        crossing[word] = crossing_sum;
        same_sum += same_depth >= PARTNERS_MIN;
        crossing_sum += crossing_depth * CROSSING_RATIO > same_depth;
        depths[word] = depth_sum;
        depth_sum += (uint32_t)same_depth;
    }
    for (uint32_t i = 0; i < count; ++i) {
        WordSpan words = sides[i].words;
        uint32_t size = words.end - words.begin;
        uint32_t recurring = (uint32_t)(same[words.end] - same[words.begin]);
        uint32_t crosses = (uint32_t)(crossing[words.end] - crossing[words.begin]);
        spreads[i] = (Spread){.recurring_percent = (uint32_t)((uint64_t)recurring * 100 / size),
                              .crossing_percent = (uint32_t)((uint64_t)crosses * 100 / size),
                              .articles = 1 + (uint32_t)((depths[words.end] - depths[words.begin]) / size)};
    }
}

static bool is_house_text(Spread spread) {
    return spread.recurring_percent >= RECURRING_PERCENT_MIN && spread.crossing_percent <= CROSSING_PERCENT_MAX;
}

static uint32_t share_percent(WordSpan words, const Text *text) {
    return (uint32_t)((uint64_t)(words.end - words.begin) * 100 / text->word_count);
}

/* Half of this article, in few articles. */
static bool is_matter(WordSpan words, const Text *text, Spread spread) {
    return spread.articles <= VERSIONS_MAX && share_percent(words, text) >= MATTER_PERCENT;
}

static bool are_versions(const Corpus *corpus, const Passage *passage) {
    return share_percent(passage->a_words, &corpus->texts[passage->a_article]) >= VERSION_PERCENT &&
           share_percent(passage->b_words, &corpus->texts[passage->b_article]) >= VERSION_PERCENT;
}

static bool in_furniture(const Text *text, WordSpan words) {
    if (text->paragraph_count == 0) return false;
    uint32_t furniture = 0, last = text_paragraph_of(text, words.end - 1);
    for (uint32_t p = text_paragraph_of(text, words.begin); p <= last; ++p) {
        if (role_is_furniture(text->paragraphs[p].role))
            furniture += word_span_common(text->paragraphs[p].words, words);
    }
    return (uint64_t)furniture * 100 >= (uint64_t)word_span_size(words) * FURNITURE_PERCENT_MIN;
}

enum { PORTION_ARTICLES = 256, PORTION_PASSAGES = 4096 };

typedef struct Marking {
    const Corpus *corpus;
    const Passages *passages;
    const Side *sides; /* by article */
    const uint32_t *begins; /* by article, in sides */
    bool *house; /* by side: house text of its article */
    bool *standing; /* by passage: house text, whatever else is said of it */
    Workers workers;
} Marking;

/* Which sides of one article are house text. */
static void mark_article(const Marking *marking, uint32_t article, Arena scratch) {
    const uint32_t begin = marking->begins[article], count = marking->begins[article + 1] - begin;
    const Text *text = &marking->corpus->texts[article];
    if (count == 0) return;
    Spread *spreads = arena_new_array_uncleared(&scratch, Spread, count);
    measure_article(marking->sides + begin, count, text->word_count, spreads, scratch);
    for (uint32_t i = 0; i < count; ++i) {
        const Side *side = &marking->sides[begin + i];
        marking->house[begin + i] =
            !side->crossing && is_house_text(spreads[i]) && !is_matter(side->words, text, spreads[i]);
    }
}

static void mark_portion(void *context, uint32_t worker_index, size_t item_index) {
    const Marking *marking = context;
    uint32_t first = (uint32_t)item_index * PORTION_ARTICLES;
    for (uint32_t a = first; a < first + PORTION_ARTICLES && a < marking->corpus->article_count; ++a) {
        mark_article(marking, a, marking->workers.scratches[worker_index]);
    }
}

/* What the passage's own form says after what its articles say of it. */
static void settle_portion(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    const Marking *marking = context;
    const Corpus *corpus = marking->corpus;
    const size_t first = item_index * PORTION_PASSAGES;
    for (size_t i = first; i < first + PORTION_PASSAGES && i < marking->passages->count; ++i) {
        Passage *passage = &marking->passages->items[i];
        if (are_versions(corpus, passage)) passage->boilerplate = false;
        if (in_furniture(&corpus->texts[passage->a_article], passage->a_words) &&
            in_furniture(&corpus->texts[passage->b_article], passage->b_words)) {
            passage->boilerplate = true;
        }
        passage->boilerplate |= marking->standing[i];
    }
}

void boilerplate_mark(const Corpus *corpus, Passages *passages, uint32_t threads, Arena scratch) {
    Arena outlets_scratch = arena_open(0);
    const uint32_t *outlets = outlets_number(corpus, &scratch, outlets_scratch);
    arena_close(&outlets_scratch);
    uint32_t *begins = arena_new_array(&scratch, uint32_t, (size_t)corpus->article_count + 1);
    const Side *sides = list_sides(passages, outlets, begins, corpus->article_count, &scratch);
    Marking marking = {.corpus = corpus,
                       .passages = passages,
                       .sides = sides,
                       .begins = begins,
                       .house = arena_new_array(&scratch, bool, 2 * passages->count),
                       .standing = arena_new_array(&scratch, bool, passages->count),
                       .workers = workers_open(threads, &scratch)};
    parallel_for(marking.workers.count, ((size_t)corpus->article_count + PORTION_ARTICLES - 1) / PORTION_ARTICLES,
                 mark_portion, &marking);
    for (size_t i = 0; i < passages->count; ++i) passages->items[i].boilerplate = true;
    for (size_t i = 0; i < 2 * passages->count; ++i) {
        Passage *passage = &passages->items[sides[i].passage];
        if (!marking.house[i]) passage->boilerplate = false;
        if (marking.house[i] && passage->kind == PASSAGE_REWORDED &&
            outlets_month_apart(&corpus->articles[passage->a_article], &corpus->articles[passage->b_article])) {
            marking.standing[sides[i].passage] = true;
        }
    }
    parallel_for(marking.workers.count, (passages->count + PORTION_PASSAGES - 1) / PORTION_PASSAGES, settle_portion,
                 &marking);
    workers_close(&marking.workers);
}
