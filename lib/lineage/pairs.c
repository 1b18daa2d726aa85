/*
 * From passages and families to pairs of articles.
 *
 * In:  passages, already sorted by their articles; families; the quoted spans of every article.
 * Out: one record for every two articles that share something, and each article's neighbours. On the way every passage
 *      is told apart: quoted speech on both sides, or not; before that standing.c marks what counts nowhere.
 *
 * Words count as narration only in runs: "he said on Monday" between two quotations is what anybody writes around
 * them, and ten of those are no sign of copying (unless they make up, with the speech, whole paragraphs that are the
 * same from end to end: these are counted apart). Quoted stretches of one or two words are names and ironies, not
 * speech, and do not interrupt a run. Captions, keywords and site furniture are no narration: an outlet prints them
 * under many of its articles.
 *
 * Families make pairs of their own only while they are small: a sentence that was printed everywhere connects nobody,
 * and would cost the square of its fame. Everything else is linear in passages.
 */
#include "pairs.h"

#include <stdlib.h>

#include "../base/array.h"
#include "../base/map.h"
#include "../base/radix.h"
#include "standing.h"

enum {
    SPEECH_WORDS_MIN = 3, /* shorter quoted spans are names, titles and ironies */
    NARRATION_RUN_WORDS_MIN = 6, /* "the ministry said in a statement" is six; longer runs are somebody's writing */
    FAMILY_ARTICLES_MAX = 24, /* families in more articles make no pairs of their own */
    UNTOLD_PERMILLE_MIN = 700, /* of a passage's words in captions, furniture and the like, on both sides */
    UTTERANCE_WORDS_MIN = 5, /* a shorter stretch of speech in a passage is no utterance of its own */
    SPEECH_PERMILLE_MIN = 850 /* of a quotation passage's words, on both sides */
};

typedef struct PairKeys ARRAY_OF(KeyValue) PairKeys;

WordSpan pair_passage_words(const Passage *passage, uint32_t article) {
    return passage->a_article == article ? passage->a_words : passage->b_words;
}

ByteSpan pair_passage_bytes(const Passage *passage, uint32_t article) {
    return passage->a_article == article ? passage->a_bytes : passage->b_bytes;
}

bool pair_touches(const Pairs *pairs, const Passages *passages, uint32_t pair, uint32_t article, WordSpan words) {
    const Pair *both = &pairs->items[pair];
    for (uint32_t i = both->first_passage; i < both->first_passage + both->passage_count; i++) {
        WordSpan shared = pair_passage_words(&passages->items[i], article);
        if (!pairs->ignored[i] && shared.begin < words.end && words.begin < shared.end) {
            return true;
        }
    }
    return false;
}

uint32_t pair_find(const Pairs *pairs, uint32_t article, uint32_t other) {
    uint32_t low = pairs->first_neighbours[article];
    uint32_t high = pairs->first_neighbours[article + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pairs->neighbours[middle].article < other) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < pairs->first_neighbours[article + 1] && pairs->neighbours[low].article == other;
    return found ? pairs->neighbours[low].pair : INDEX_NONE;
}

bool outlets_are_equal(const Article *one, const Article *other) {
    return one->outlet.size > 0 && bytes_equal_ignoring_case(one->outlet, other->outlet);
}

bool date_is_known(const Article *article) {
    return article->published_interval.begin_unix_s < article->published_interval.end_unix_s;
}

WordSet word_set_build(const Corpus *corpus, Arena *result) {
    uint64_t *first_words = arena_new_array(result, uint64_t, corpus->article_count + 1u);
    for (uint32_t article = 0; article < corpus->article_count; article++) {
        first_words[article + 1] = first_words[article] + corpus->texts[article].word_count;
    }
    size_t size = (size_t)(first_words[corpus->article_count] / 64 + 1);
    return (WordSet){.bits = arena_new_array(result, uint64_t, size), .first_words = first_words};
}

void word_set_add(WordSet *set, uint32_t article, WordSpan words) {
    for (uint32_t word = words.begin; word < words.end; word++) {
        uint64_t bit = set->first_words[article] + word;
        set->bits[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
}

void word_set_remove(WordSet *set, uint32_t article, WordSpan words) {
    for (uint32_t word = words.begin; word < words.end; word++) {
        uint64_t bit = set->first_words[article] + word;
        set->bits[bit / 64] &= ~(UINT64_C(1) << (bit % 64));
    }
}

bool word_set_has(const WordSet *set, uint32_t article, uint32_t word) {
    uint64_t bit = set->first_words[article] + word;
    return (set->bits[bit / 64] >> (bit % 64)) & 1;
}

uint32_t word_set_count(const WordSet *set, uint32_t article, WordSpan words) {
    uint32_t count = 0;
    for (uint32_t word = words.begin; word < words.end; word++) {
        count += word_set_has(set, article, word);
    }
    return count;
}

/* Every word that stands in quoted speech. */
static WordSet speech_words_build(const LineageInput *input, Arena *result) {
    WordSet speech = word_set_build(input->corpus, result);
    for (uint32_t article = 0; article < input->corpus->article_count; article++) {
        const QuotedSpans *quoted = &input->quotations->quoted[article];
        for (uint32_t i = 0; i < quoted->count; i++) {
            const QuotedSpan *span = &quoted->items[i];
            if (span->parent == INDEX_NONE && span->words.end >= span->words.begin + SPEECH_WORDS_MIN) {
                word_set_add(&speech, article, span->words);
            }
        }
    }
    return speech;
}

/* Every word that is no narration: quoted speech, and blocks of other kinds. */
static WordSet other_words_build(const Corpus *corpus, const WordSet *speech, Arena *result) {
    WordSet other = word_set_build(corpus, result);
    for (uint64_t i = 0; i <= speech->first_words[corpus->article_count] / 64; i++) {
        other.bits[i] = speech->bits[i];
    }
    for (uint32_t article = 0; article < corpus->article_count; article++) {
        const Text *text = &corpus->texts[article];
        for (uint32_t i = 0; i < text->paragraph_count; i++) {
            const Paragraph *paragraph = &text->paragraphs[i];
            bool told = paragraph->role == BLOCK_NARRATION || paragraph->role == BLOCK_HEADLINE;
            if (!told) {
                word_set_add(&other, article, paragraph->words);
            }
        }
    }
    return other;
}

static uint32_t narration_run_words(const WordSet *other, uint32_t article, WordSpan words) {
    uint32_t count = 0;
    uint32_t run = 0;
    for (uint32_t word = words.begin; word < words.end; word++) {
        bool narration = !word_set_has(other, article, word);
        run = narration ? run + 1 : 0;
        if (run == NARRATION_RUN_WORDS_MIN) {
            count += run;
        } else if (run > NARRATION_RUN_WORDS_MIN) {
            count++;
        }
    }
    return count;
}

/* What telling passages apart needs. */
typedef struct PassageSorter {
    const Corpus *corpus;
    Passages *passages;
    WordSet speech;
    WordSet other; /* speech, and all words of blocks that tell nothing */
    bool *ignored; /* by passage */
} PassageSorter;

/* Paragraphs of which a good stretch of quoted speech lies in these words: at least so many utterances. */
static uint32_t utterances_within(const PassageSorter *sorter, uint32_t article, WordSpan words) {
    const Text *text = &sorter->corpus->texts[article];
    uint32_t count = 0;
    for (uint32_t at = words.begin; at < words.end;) {
        uint32_t end = text->paragraphs[text_paragraph_of(text, at)].words.end;
        if (end > words.end) {
            end = words.end;
        }
        count += word_set_count(&sorter->speech, article, (WordSpan){at, end}) >= UTTERANCE_WORDS_MIN;
        at = end > at ? end : at + 1;
    }
    return count;
}

static bool mostly(uint32_t part, WordSpan words, uint32_t permille) {
    return (uint64_t)part * 1000 >= (uint64_t)(words.end - words.begin) * permille;
}

static bool untold(const PassageSorter *sorter, uint32_t article, WordSpan words) {
    uint32_t other = word_set_count(&sorter->other, article, words);
    uint32_t speech = word_set_count(&sorter->speech, article, words);
    return mostly(other - speech, words, UNTOLD_PERMILLE_MIN);
}

/* Says whether the passage is quoted speech; returns the equal words of its narration. */
static uint32_t passage_classify(Passage *passage, const PassageSorter *sorter) {
    uint32_t a_speech = word_set_count(&sorter->speech, passage->a_article, passage->a_words);
    uint32_t b_speech = word_set_count(&sorter->speech, passage->b_article, passage->b_words);
    passage->quotation = mostly(a_speech, passage->a_words, SPEECH_PERMILLE_MIN) &&
                         mostly(b_speech, passage->b_words, SPEECH_PERMILLE_MIN);
    if (passage->quotation) {
        return 0;
    }
    uint32_t a_narration = narration_run_words(&sorter->other, passage->a_article, passage->a_words);
    uint32_t b_narration = narration_run_words(&sorter->other, passage->b_article, passage->b_words);
    uint32_t narration = a_narration < b_narration ? a_narration : b_narration;
    return (uint32_t)((float)narration * passage->identity);
}

static bool is_whole_paragraphs(const Text *text, WordSpan words) {
    return words.end > words.begin &&
           text->paragraphs[text_paragraph_of(text, words.begin)].words.begin == words.begin &&
           text->paragraphs[text_paragraph_of(text, words.end - 1)].words.end == words.end;
}

/* Words beside the speech, where the passage is whole paragraphs on both sides. */
static uint32_t passage_framing_words(const Passage *passage, const PassageSorter *sorter) {
    const Text *texts = sorter->corpus->texts;
    if (!is_whole_paragraphs(&texts[passage->a_article], passage->a_words) ||
        !is_whole_paragraphs(&texts[passage->b_article], passage->b_words)) {
        return 0;
    }
    uint32_t a_words = passage->a_words.end - passage->a_words.begin;
    uint32_t b_words = passage->b_words.end - passage->b_words.begin;
    uint32_t a_framing = a_words - word_set_count(&sorter->other, passage->a_article, passage->a_words);
    uint32_t b_framing = b_words - word_set_count(&sorter->other, passage->b_article, passage->b_words);
    return a_framing < b_framing ? a_framing : b_framing;
}

static uint64_t pair_key(uint32_t one_article, uint32_t other_article) {
    uint32_t left = one_article < other_article ? one_article : other_article;
    uint32_t right = one_article < other_article ? other_article : one_article;
    return (uint64_t)left << 32 | right;
}

static uint32_t passage_run_end(const Passages *passages, size_t begin) {
    size_t end = begin;
    while (end < passages->count && passages->items[end].a_article == passages->items[begin].a_article &&
           passages->items[end].b_article == passages->items[begin].b_article) {
        end++;
    }
    return (uint32_t)end;
}

/* Families up to the limit give the keys of their pairs; their value is 0. */
static void family_keys_add(PairKeys *keys, const Families *families, Arena *arena) {
    for (uint32_t i = 0; i < families->count; i++) {
        const Family *family = &families->items[i];
        uint32_t articles[FAMILY_ARTICLES_MAX];
        uint32_t count = 0;
        for (uint32_t member = 0; member < family->member_count && count <= FAMILY_ARTICLES_MAX; member++) {
            uint32_t article = family->members[member].article;
            if (member > 0 && family->members[member - 1].article == article) {
                continue;
            }
            if (count < FAMILY_ARTICLES_MAX) {
                articles[count] = article;
            }
            count++;
        }
        if (count > FAMILY_ARTICLES_MAX) {
            continue;
        }
        for (uint32_t one = 0; one < count; one++) {
            for (uint32_t other = one + 1; other < count; other++) {
                *array_push(keys, arena) = (KeyValue){pair_key(articles[one], articles[other]), 0};
            }
        }
    }
}

int word_span_compare(const void *left, const void *right) {
    const WordSpan *one = left;
    const WordSpan *other = right;
    if (one->begin != other->begin) {
        return one->begin < other->begin ? -1 : 1;
    }
    return (one->end > other->end) - (one->end < other->end);
}

/* Words of the article in the pair's passages, overlaps counted once. */
static uint32_t shared_words_count(const PassageSorter *sorter, const Pair *pair, uint32_t article, Arena scratch) {
    WordSpan *spans = arena_new_array_uncleared(&scratch, WordSpan, pair->passage_count);
    uint32_t count = 0;
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        if (sorter->ignored[i]) {
            continue;
        }
        spans[count++] = pair_passage_words(&sorter->passages->items[i], article);
    }
    if (count > 1) {
        qsort(spans, count, sizeof *spans, word_span_compare);
    }
    uint32_t words = 0;
    uint32_t end = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t begin = spans[i].begin > end ? spans[i].begin : end;
        if (spans[i].end > begin) {
            words += spans[i].end - begin;
            end = spans[i].end;
        }
    }
    return words;
}

static void pair_sum_up(Pair *pair, const PassageSorter *sorter, Arena scratch) {
    uint32_t utterances = 0;
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        Passage *passage = &sorter->passages->items[i];
        uint32_t narration = passage_classify(passage, sorter);
        /* reworded: two reports of one event may be alike without one having it from the other */
        sorter->ignored[i] = passage->boilerplate || passage->kind == PASSAGE_REWORDED ||
                             (untold(sorter, passage->a_article, passage->a_words) &&
                              untold(sorter, passage->b_article, passage->b_words));
        if (sorter->ignored[i]) {
            continue;
        }
        pair->matched_words += passage->words;
        pair->narration_words += narration;
        pair->framing_words += passage_framing_words(passage, sorter);
        uint32_t a_utterances = utterances_within(sorter, passage->a_article, passage->a_words);
        uint32_t b_utterances = utterances_within(sorter, passage->b_article, passage->b_words);
        utterances += a_utterances < b_utterances ? a_utterances : b_utterances;
    }
    /* Most of them belong to a family of the pair already; those of a large family do not. */
    if (pair->utterance_count < utterances) {
        pair->utterance_count = utterances;
    }
    pair->left_shared_words = shared_words_count(sorter, pair, pair->left_article, scratch);
    pair->right_shared_words = shared_words_count(sorter, pair, pair->right_article, scratch);
}

static void neighbours_build(Pairs *pairs, uint32_t article_count, Arena *result, Arena scratch) {
    uint32_t *first = arena_new_array(result, uint32_t, article_count + 1u);
    for (uint32_t i = 0; i < pairs->count; i++) {
        first[pairs->items[i].left_article + 1]++;
        first[pairs->items[i].right_article + 1]++;
    }
    for (uint32_t article = 0; article < article_count; article++) {
        first[article + 1] += first[article];
    }
    uint32_t *next = arena_new_array(&scratch, uint32_t, article_count + 1u);
    for (uint32_t article = 0; article < article_count; article++) {
        next[article] = first[article];
    }
    Neighbour *neighbours = arena_new_array(result, Neighbour, (size_t)pairs->count * 2);
    /* Pairs are sorted by left, then right: an article's lower neighbours come first, each group in order. */
    for (uint32_t i = 0; i < pairs->count; i++) {
        const Pair *pair = &pairs->items[i];
        neighbours[next[pair->right_article]++] = (Neighbour){pair->left_article, i};
    }
    for (uint32_t i = 0; i < pairs->count; i++) {
        const Pair *pair = &pairs->items[i];
        neighbours[next[pair->left_article]++] = (Neighbour){pair->right_article, i};
    }
    pairs->neighbours = neighbours;
    pairs->first_neighbours = first;
}

Pairs pairs_build(const LineageInput *input, Arena *result, Arena scratch) {
    WordSet speech = speech_words_build(input, result);
    WordSet other = other_words_build(input->corpus, &speech, &scratch);
    standing_mark(input, &speech, scratch);
    bool *ignored = arena_new_array(result, bool, input->passages->count + 1);
    PassageSorter sorter = {input->corpus, input->passages, speech, other, ignored};
    PairKeys keys = {0};
    const Passages *passages = input->passages;
    for (size_t begin = 0; begin < passages->count; begin = passage_run_end(passages, begin)) {
        const Passage *passage = &passages->items[begin];
        *array_push(&keys, &scratch) =
            (KeyValue){pair_key(passage->a_article, passage->b_article), UINT64_C(1) << 32 | begin};
    }
    family_keys_add(&keys, input->families, &scratch);
    radix_sort(keys.items, keys.count, scratch);
    Pairs pairs = {.items = arena_new_array(result, Pair, keys.count + 1)};
    for (size_t i = 0; i < keys.count; i++) {
        if (i == 0 || keys.items[i].key != keys.items[i - 1].key) {
            pairs.items[pairs.count++] = (Pair){.left_article = (uint32_t)(keys.items[i].key >> 32),
                                                .right_article = (uint32_t)keys.items[i].key};
        }
        Pair *pair = &pairs.items[pairs.count - 1];
        if (keys.items[i].value >> 32) {
            pair->first_passage = (uint32_t)keys.items[i].value;
            pair->passage_count = passage_run_end(passages, pair->first_passage) - pair->first_passage;
        } else {
            pair->utterance_count++; /* a family gives each pair once */
        }
    }
    for (uint32_t i = 0; i < pairs.count; i++) {
        pair_sum_up(&pairs.items[i], &sorter, scratch);
    }
    pairs.ignored = ignored;
    pairs.speech = speech;
    neighbours_build(&pairs, input->corpus->article_count, result, scratch);
    return pairs;
}
