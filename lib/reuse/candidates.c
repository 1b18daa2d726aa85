/*
 * candidates: an index of rare stems -> for one article, the others that may say the same in other words.
 *
 * Text that was reworded keeps some of its rare words, near one another. So an article is taken window by window (half
 * overlapping, WINDOW_WORDS). For each window, the articles that its rare stems stand in are weighed by the index;
 * those that gather WEIGHT_MIN are checked where they have these stems: all telling words of that place, rare or not,
 * are compared with the window's, and must weigh CHECKED_WEIGHT_MIN. The first step needs the index and so only stems
 * of few articles, the second looks at one place and can afford the common ones.
 *
 * Cost: a stem is indexed if it stands in RARE_ARTICLES_MAX articles at most, PLACES_PER_ARTICLE_MAX times in each, so
 * a word costs a bounded number of steps whatever the collection, and an article has CANDIDATES_MAX candidates at most,
 * its best. Never all pairs. What this misses: text whose rare words were all replaced, and, in collections where
 * every article is on one topic, text whose words all stand in more articles than that.
 *
 * Measured on 5,060 texts with 2,755 planted passages that share no long run: 92 in 100 of their pairs are candidates.
 * Of 16,452 news articles 32,000 pairs are, two in ten thousand of all.
 */
#include "candidates.h"

#include <stdlib.h>
#include <string.h>

enum {
    RARE_ARTICLES_MAX = 200,
    RARE_PERMILLE_MIN = 350, /* in a small collection everything stands in few articles */
    TELLING_PERMILLE_MIN = 250,
    PLACES_PER_ARTICLE_MAX = 3,
    NAME_PERCENT = 25, /* what a name weighs of its rareness: two reports of one event share all names */
    WINDOW_WORDS = 96, /* a short paragraph, or three sentences */
    WEIGHT_MIN = 1000,
    CHECKED_WEIGHT_MIN = 2300,
    LOOK_AHEAD_MAX = 32, /* places of one window in one target that are looked at together */
    CANDIDATES_MAX = 48
};

/* --- The index ------------------------------------------------------------------------------------------------------ */

typedef enum StemClass { STEM_COMMON, STEM_TELLING, STEM_RARE } StemClass;

typedef struct RareEntry {
    RareWord word;
    uint32_t article;
} RareEntry;

typedef struct RareEntryList ARRAY_OF(RareEntry) RareEntryList;

static uint8_t *classify_stems(const Stems *stems, Arena *result) {
    uint8_t *classes = arena_new_array(result, uint8_t, stems->count);
    for (uint32_t s = 0; s < stems->count; ++s) {
        if (stems->article_counts[s] < 2 || stems->rareness_permille[s] < TELLING_PERMILLE_MIN) continue;
        bool rare = stems->article_counts[s] <= RARE_ARTICLES_MAX && stems->rareness_permille[s] >= RARE_PERMILLE_MIN;
        classes[s] = rare ? STEM_RARE : STEM_TELLING;
    }
    return classes;
}

static uint32_t weigh_word(const Stems *stems, uint32_t stem, uint16_t flags) {
    bool name = (flags & WORD_CAPITALISED) && !(flags & WORD_SENTENCE_START);
    return name ? stems->rareness_permille[stem] * NAME_PERCENT / 100u : stems->rareness_permille[stem];
}

/* The telling words of all articles. */
static RareEntryList list_entries(const Corpus *corpus, const Stems *stems, const uint8_t *classes,
                                  uint32_t *word_begins, Arena *result) {
    Arena scratch = arena_open(0);
    uint32_t *last_articles = arena_new_array(&scratch, uint32_t, stems->count); /* plus one */
    uint8_t *times = arena_new_array(&scratch, uint8_t, stems->count); /* in that article */
    RareEntryList entries = {0};
    for (uint32_t a = 0; a < corpus->article_count; ++a) {
        const Text *text = &corpus->texts[a];
        for (uint32_t w = 0; w < text->word_count; ++w) {
            uint32_t stem = stems->by_word[text->word_ids[w]];
            if (classes[stem] == STEM_COMMON) continue;
            if (last_articles[stem] != a + 1) times[stem] = 0;
            last_articles[stem] = a + 1;
            if (times[stem] >= PLACES_PER_ARTICLE_MAX) continue;
            ++times[stem];
            bool rare = classes[stem] == STEM_RARE;
            RareWord word = {stem, w, weigh_word(stems, stem, text->words[w].flags), rare ? 0 : PLACE_NONE};
            *array_push(&entries, result) = (RareEntry){word, a};
        }
        word_begins[a + 1] = (uint32_t)entries.count;
    }
    arena_close(&scratch);
    return entries;
}

RareIndex rare_index_build(const Corpus *corpus, const Stems *stems, Arena *result, Arena scratch) {
    uint32_t *word_begins = arena_new_array(result, uint32_t, (size_t)corpus->article_count + 1);
    uint32_t *place_begins = arena_new_array(result, uint32_t, (size_t)stems->count + 1);
    uint32_t *next = arena_new_array(&scratch, uint32_t, stems->count);
    const uint8_t *classes = classify_stems(stems, &scratch);
    RareEntryList entries = list_entries(corpus, stems, classes, word_begins, &scratch);
    for (size_t i = 0; i < entries.count; ++i) {
        if (entries.items[i].word.place != PLACE_NONE) ++next[entries.items[i].word.stem];
    }
    for (uint32_t s = 0; s < stems->count; ++s) {
        place_begins[s + 1] = place_begins[s] + next[s];
        next[s] = place_begins[s];
    }
    RarePlace *places = arena_new_array_uncleared(result, RarePlace, place_begins[stems->count]);
    RareWord *words = arena_new_array_uncleared(result, RareWord, entries.count);
    for (size_t i = 0; i < entries.count; ++i) {
        words[i] = entries.items[i].word;
        if (words[i].place == PLACE_NONE) continue;
        words[i].place = next[words[i].stem]++;
        places[words[i].place] = (RarePlace){entries.items[i].article, words[i].word_index};
    }
    return (RareIndex){places, place_begins, words, word_begins};
}

/* --- Windows -------------------------------------------------------------------------------------------------------- */

/* A stem of the window, in a target. */
typedef struct SharedStem {
    uint32_t target;
    uint32_t word_index;
    uint32_t stem;
    uint32_t weight_permille;
} SharedStem;

typedef struct SharedStemList ARRAY_OF(SharedStem) SharedStemList;

static int compare_numbers(uint32_t left, uint32_t right) {
    return (left > right) - (left < right);
}

static int compare_shared(const void *left, const void *right) {
    const SharedStem *x = left;
    const SharedStem *y = right;
    int order = compare_numbers(x->target, y->target);
    if (order == 0) order = compare_numbers(x->word_index, y->word_index);
    return order;
}

static int compare_articles(const void *left, const void *right) {
    return compare_numbers(*(const uint32_t *)left, *(const uint32_t *)right);
}

/* Where in one target most of the window's rare stems stand together; *weight_permille says how much. */
static uint32_t heaviest_place(const SharedStem *shared, size_t count, uint32_t *weight_permille) {
    uint32_t place = 0;
    *weight_permille = 0;
    for (size_t i = 0; i < count; ++i) {
        uint32_t weight = 0;
        for (size_t j = i; j < count && j < i + LOOK_AHEAD_MAX; ++j) {
            if (shared[j].word_index - shared[i].word_index > WINDOW_WORDS) break;
            bool again = false;
            for (size_t k = i; k < j && !again; ++k) again = shared[k].stem == shared[j].stem;
            if (!again) weight += shared[j].weight_permille;
        }
        if (weight <= *weight_permille) continue;
        *weight_permille = weight;
        place = shared[i].word_index;
    }
    return place;
}

/* What the window and the target from that place on have in common, each stem once. */
static uint32_t check_place(CandidateFinder *finder, uint32_t target, uint32_t place) {
    const RareIndex *index = finder->index;
    const uint32_t end = index->word_begins[target + 1];
    uint32_t low = index->word_begins[target];
    for (uint32_t high = end; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (index->words[middle].word_index + WINDOW_WORDS / 4 < place)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t weight = 0;
    ++finder->check;
    for (uint32_t i = low; i < end && index->words[i].word_index <= place + WINDOW_WORDS; ++i) {
        const RareWord *word = &index->words[i];
        if (finder->stem_windows[word->stem] != finder->window) continue;
        if (finder->stem_checks[word->stem] == finder->check) continue;
        finder->stem_checks[word->stem] = finder->check;
        uint32_t here = finder->stem_weights_permille[word->stem];
        weight += here < word->weight_permille ? here : word->weight_permille;
    }
    return weight;
}

typedef struct RareWordList ARRAY_OF(RareWord) RareWordList;

/* Marks the window's stems; gives the rare ones, each once. */
static RareWordList open_window(CandidateFinder *finder, const RareWord *words, uint32_t count, Arena *result) {
    RareWordList rare = {0};
    ++finder->window;
    for (uint32_t i = 0; i < count; ++i) {
        if (finder->stem_windows[words[i].stem] == finder->window) continue;
        finder->stem_windows[words[i].stem] = finder->window;
        finder->stem_weights_permille[words[i].stem] = words[i].weight_permille;
        if (words[i].place != PLACE_NONE) *array_push(&rare, result) = words[i];
    }
    return rare;
}

/* Weighs the later articles that have the window's rare stems, lists them, and counts those that weigh enough. */
static uint32_t weigh_targets(CandidateFinder *finder, const RareWordList *rare, ArticleList *touched, Arena *result) {
    const RareIndex *index = finder->index;
    uint32_t heavy_count = 0;
    for (size_t i = 0; i < rare->count; ++i) {
        const RareWord *word = &rare->items[i];
        uint32_t last = finder->source;
        for (uint32_t p = word->place + 1; p < index->place_begins[word->stem + 1]; ++p) {
            uint32_t target = index->places[p].article;
            if (target == last) continue;
            last = target;
            uint32_t before = finder->weights_permille[target];
            uint32_t after = before + word->weight_permille;
            finder->weights_permille[target] = after;
            if (before == 0) *array_push(touched, result) = target;
            heavy_count += before < WEIGHT_MIN && after >= WEIGHT_MIN;
        }
    }
    return heavy_count;
}

static void check_targets(CandidateFinder *finder, const RareWordList *rare, ArticleList *found, Arena *result,
                          Arena scratch) {
    const RareIndex *index = finder->index;
    SharedStemList shared = {0};
    for (size_t i = 0; i < rare->count; ++i) {
        const RareWord *word = &rare->items[i];
        for (uint32_t p = word->place + 1; p < index->place_begins[word->stem + 1]; ++p) {
            RarePlace place = index->places[p];
            if (place.article == finder->source || finder->weights_permille[place.article] < WEIGHT_MIN) continue;
            *array_push(&shared, &scratch) =
                (SharedStem){place.article, place.word_index, word->stem, word->weight_permille};
        }
    }
    qsort(shared.items, shared.count, sizeof *shared.items, compare_shared);
    for (size_t begin = 0, end = 0; begin < shared.count; begin = end) {
        uint32_t target = shared.items[begin].target;
        while (end < shared.count && shared.items[end].target == target) ++end;
        uint32_t weight;
        uint32_t place = heaviest_place(shared.items + begin, end - begin, &weight);
        if (weight < WEIGHT_MIN) continue;
        weight = check_place(finder, target, place);
        if (weight < CHECKED_WEIGHT_MIN) continue;
        if (finder->best_permille[target] == 0) *array_push(found, result) = target;
        if (finder->best_permille[target] < weight) finder->best_permille[target] = weight;
    }
}

/* --- Articles ------------------------------------------------------------------------------------------------------- */

CandidateFinder candidate_finder_init(const Corpus *corpus, const Stems *stems, const RareIndex *index, Arena *result) {
    return (CandidateFinder){.index = index,
                             .weights_permille = arena_new_array(result, uint32_t, corpus->article_count),
                             .best_permille = arena_new_array(result, uint32_t, corpus->article_count),
                             .stem_windows = arena_new_array(result, uint32_t, stems->count),
                             .stem_weights_permille = arena_new_array_uncleared(result, uint32_t, stems->count),
                             .stem_checks = arena_new_array(result, uint32_t, stems->count)};
}

static void search_window(CandidateFinder *finder, WordSpan window, ArticleList *found, Arena *result, Arena scratch) {
    RareWordList rare = open_window(finder, finder->index->words + window.begin, window.end - window.begin, &scratch);
    ArticleList touched = {0};
    uint32_t heavy_count = weigh_targets(finder, &rare, &touched, &scratch);
    if (heavy_count > 0) check_targets(finder, &rare, found, result, scratch);
    for (size_t i = 0; i < touched.count; ++i) finder->weights_permille[touched.items[i]] = 0;
}

typedef struct Candidate {
    uint32_t article;
    uint32_t weight_permille;
} Candidate;

/* Best first; equal ones by index. */
static int compare_scored(const void *left, const void *right) {
    const Candidate *x = left;
    const Candidate *y = right;
    int order = compare_numbers(y->weight_permille, x->weight_permille);
    return order ? order : compare_numbers(x->article, y->article);
}

static void keep_best(const CandidateFinder *finder, ArticleList *found, Arena scratch) {
    Candidate *candidates = arena_new_array_uncleared(&scratch, Candidate, found->count);
    for (size_t i = 0; i < found->count; ++i) {
        candidates[i] = (Candidate){found->items[i], finder->best_permille[found->items[i]]};
    }
    qsort(candidates, found->count, sizeof *candidates, compare_scored);
    for (size_t i = 0; i < found->count; ++i) found->items[i] = candidates[i].article;
}

ArticleList candidates_find(CandidateFinder *finder, uint32_t source, Arena *result, Arena scratch) {
    const RareWord *words = finder->index->words;
    const uint32_t begin = finder->index->word_begins[source];
    const uint32_t end = finder->index->word_begins[source + 1];
    const uint32_t step_words = WINDOW_WORDS / 2;
    ArticleList found = {0};
    finder->source = source;
    uint32_t previous = begin; /* the first telling word of the step before */
    for (uint32_t step = begin, next = begin; step < end; step = next) {
        uint32_t step_end = (words[step].word_index / step_words + 1) * step_words;
        while (next < end && words[next].word_index < step_end) ++next;
        while (previous < step && words[previous].word_index + WINDOW_WORDS < step_end) ++previous;
        search_window(finder, (WordSpan){previous, next}, &found, result, scratch);
        previous = step;
    }
    if (found.count > CANDIDATES_MAX) keep_best(finder, &found, scratch);
    for (size_t i = 0; i < found.count; ++i) finder->best_permille[found.items[i]] = 0;
    if (found.count > CANDIDATES_MAX) found.count = CANDIDATES_MAX;
    if (found.count > 1) qsort(found.items, found.count, sizeof *found.items, compare_articles);
    return found;
}
