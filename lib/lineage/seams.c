/*
 * Seams.
 *
 * In:  a pair's passages, places inside them where one article has more than the other. Out: how often either of the
 *      two has a stretch of its own in a paragraph that both have else.
 *
 * Who copies leaves out paragraphs, but within one he seldom cuts narration; what he adds there is his own, such as
 * the words by which he names his source. So narration that only one of the two has in a shared paragraph was added
 * by that one, more often than it was cut by the other. Quoted speech is the other way round: nobody adds words to
 * what was said, and cutting a quotation short is the commonest change of all.
 *
 * A stretch counts where the other article's paragraph ends (or goes on with shared words) at that place exactly:
 * where both go on with words of their own, the paragraph has been rewritten and nothing is told.
 *
 * Cost: linear in the words of the passages.
 */
#include "seams.h"

enum {
    STRETCH_WORDS_MIN = 3, /* "a report said" is three; less is a matter of wording */
    STRETCH_WORDS_MAX = 60 /* longer ones are blocks of their own, whatever the paragraphs say */
};

Seams seams_open(const LineageInput *input, const Pairs *pairs, Arena *result) {
    return (Seams){.input = input, .pairs = pairs, .covered = word_set_build(input->corpus, result)};
}

static bool stretch_counts(WordSpan words) {
    return words.end - words.begin >= STRETCH_WORDS_MIN && words.end - words.begin <= STRETCH_WORDS_MAX;
}

static bool stretch_is_speech(const Seams *seams, uint32_t article, WordSpan words) {
    return word_set_count(&seams->pairs->speech, article, words) * 2 > words.end - words.begin;
}

/* What each of the two has at one place, paragraph ends being the limit. */
static void stretches_compare(const Seams *seams, const Pair *pair, Seam seam, PairAgreements *result) {
    if (seam.left.begin == seam.left.end && stretch_counts(seam.right)) {
        bool speech = stretch_is_speech(seams, pair->right_article, seam.right);
        result->right_spoken += speech;
        result->right_added += !speech;
    } else if (seam.right.begin == seam.right.end && stretch_counts(seam.left)) {
        bool speech = stretch_is_speech(seams, pair->left_article, seam.left);
        result->left_spoken += speech;
        result->left_added += !speech;
    }
}

static WordSpan paragraph_words(const Text *text, uint32_t word) {
    return text->paragraphs[text_paragraph_of(text, word)].words;
}

/* From behind a shared word to the end of its paragraph; nothing shared may be in it. */
static bool stretch_behind(const Seams *seams, uint32_t article, uint32_t end, WordSpan *out) {
    const Text *text = &seams->input->corpus->texts[article];
    *out = (WordSpan){end, paragraph_words(text, end - 1).end};
    return out->end - out->begin <= STRETCH_WORDS_MAX && word_set_count(&seams->covered, article, *out) == 0;
}

static bool stretch_before(const Seams *seams, uint32_t article, uint32_t begin, WordSpan *out) {
    const Text *text = &seams->input->corpus->texts[article];
    *out = (WordSpan){paragraph_words(text, begin).begin, begin};
    return out->end - out->begin <= STRETCH_WORDS_MAX && word_set_count(&seams->covered, article, *out) == 0;
}

static void passages_cover(Seams *seams, const Pair *pair) {
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        const Passage *passage = &seams->input->passages->items[i];
        if (seams->pairs->ignored[i]) {
            continue;
        }
        word_set_add(&seams->covered, passage->a_article, passage->a_words);
        word_set_add(&seams->covered, passage->b_article, passage->b_words);
    }
}

static void passages_uncover(Seams *seams, const Pair *pair) {
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        const Passage *passage = &seams->input->passages->items[i];
        word_set_remove(&seams->covered, passage->a_article, passage->a_words);
        word_set_remove(&seams->covered, passage->b_article, passage->b_words);
    }
}

void seams_at_edges(Seams *seams, const Pair *pair, PairAgreements *result) {
    passages_cover(seams, pair);
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        const Passage *passage = &seams->input->passages->items[i];
        WordSpan left = pair_passage_words(passage, pair->left_article);
        WordSpan right = pair_passage_words(passage, pair->right_article);
        if (seams->pairs->ignored[i] || left.begin >= left.end || right.begin >= right.end) {
            continue;
        }
        Seam seam;
        if (stretch_before(seams, pair->left_article, left.begin, &seam.left) &&
            stretch_before(seams, pair->right_article, right.begin, &seam.right)) {
            stretches_compare(seams, pair, seam, result);
        }
        if (stretch_behind(seams, pair->left_article, left.end, &seam.left) &&
            stretch_behind(seams, pair->right_article, right.end, &seam.right)) {
            stretches_compare(seams, pair, seam, result);
        }
    }
    passages_uncover(seams, pair);
}

static WordSpan meet(WordSpan words, WordSpan limit) {
    uint32_t begin = words.begin > limit.begin ? words.begin : limit.begin;
    uint32_t end = words.end < limit.end ? words.end : limit.end;
    return (WordSpan){begin, end > begin ? end : begin};
}

void seam_inside(const Seams *seams, const Pair *pair, Seam seam, PairAgreements *result) {
    const Text *left = &seams->input->corpus->texts[pair->left_article];
    const Text *right = &seams->input->corpus->texts[pair->right_article];
    if (seam.left.begin == 0 || seam.right.begin == 0 || seam.left.end >= left->word_count ||
        seam.right.end >= right->word_count) {
        return;
    }
    WordSpan left_before = paragraph_words(left, seam.left.begin - 1);
    WordSpan right_before = paragraph_words(right, seam.right.begin - 1);
    WordSpan left_behind = paragraph_words(left, seam.left.end);
    WordSpan right_behind = paragraph_words(right, seam.right.end);
    Seam first = {meet(seam.left, left_before), meet(seam.right, right_before)};
    stretches_compare(seams, pair, first, result);
    if (left_before.begin == left_behind.begin && right_before.begin == right_behind.begin) {
        return; /* all in one paragraph: seen already */
    }
    Seam second = {meet(seam.left, left_behind), meet(seam.right, right_behind)};
    stretches_compare(seams, pair, second, result);
}
