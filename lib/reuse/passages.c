/*
 * reuse: the articles of a corpus -> the passages they share.
 *
 *     word numbers and their rareness -> match -> alignments -> copies.c -> passages, without stock phrases (stock.c)
 *     -> boilerplate.c marks house text
 *
 * What is worth reporting is decided by rareness. Every equal word weighs what its rareness says, from 0 for a word in
 * every article to 1000 for a word in none else; five words must weigh weight_min_permille in all, more words a little
 * less each (match_weight_wanted_permille). Five common words in a row ("at the end of the") weigh next to nothing, a
 * stock phrase of eight words ("according to a person familiar with the matter") less than half of what is wanted, five
 * rare words in a row enough, and so are fifteen plain ones that somebody once said in that order. Names are rare words
 * that tell little: stock.c.
 *
 * What a further word is worth was chosen by reading: of 16,452 news articles, with nothing for it 7,800 passages are
 * reported that are no house text, with 60 9,300, nearly all of the further ones quotations of 12 to 19 words; with 90
 * another 1,300, half of them poll formulae ("a margin of sampling error of plus or minus").
 *
 * An article with many whole copies has a passage with each of them, and they have none among themselves (match.h): n
 * copies give n - 1 passages.
 *
 * Whole articles are matched, furniture and captions included: a copied caption is a copy, and what is furniture on
 * one side only may be text on the other. Passages wholly in furniture are marked as boilerplate.
 *
 * Passages that share no long run of words are found by reworded.c among the sentences of candidate pairs; combine.c
 * makes one list of both, in which a stretch stands once.
 */
#include "passages.h"

#include <string.h>

#include "boilerplate.h"
#include "combine.h"
#include "copies.h"
#include "reworded.h"

PassageOptions passage_options_default(void) {
    return (PassageOptions){.match = match_options_default(),
                            .gap_words_max = 12,
                            .copied_identity_min = 0.95F,
                            .reworded = REWORDED_AUTOMATIC};
}

static MatchInput match_input_of(const Corpus *corpus, Arena *scratch) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    Sequence *sequences = arena_new_array_uncleared(scratch, Sequence, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; ++i) {
        sequences[i] = (Sequence){corpus->texts[i].word_ids, corpus->texts[i].word_count};
    }
    return (MatchInput){.sequences = sequences,
                        .sequence_count = corpus->article_count,
                        .weights_permille = vocabulary_rareness_list(vocabulary, scratch),
                        .word_hashes = vocabulary->hashes,
                        .word_id_count = vocabulary->count};
}

Passages passages_copied(const Corpus *corpus, const PassageOptions *options, Arena *result, Arena scratch) {
    MatchInput input = match_input_of(corpus, &scratch);
    Arena match_scratch = *result; /* nothing is added to result before the alignments are there */
    Alignments alignments = match_find(&input, &options->match, &scratch, match_scratch);
    const PassageWords words = {corpus, input.weights_permille};
    return copies_build(&words, &alignments, options, result, scratch);
}

Passages passages_reword(const Corpus *corpus, const Passages *copies, const PassageOptions *options, Arena *result,
                         Arena scratch) {
    Arena memory = arena_open(0);
    RewordedOptions reworded_options = {
        .level = options->reworded, .threads = options->match.threads, .asked = options->match.asked};
    Passages reworded = reworded_find(corpus, copies, &reworded_options, &memory, scratch);
    Passages both = passages_combine(copies, &reworded, result, scratch);
    arena_close(&memory);
    return both;
}

static Passages find_both(const Corpus *corpus, const PassageOptions *options, Arena *result, Arena scratch) {
    Arena memory = arena_open(0);
    Passages copies = passages_copied(corpus, options, &memory, scratch);
    Passages both = passages_reword(corpus, &copies, options, result, scratch);
    arena_close(&memory);
    return both;
}

Passages passages_find(const Corpus *corpus, const PassageOptions *options, Arena *result, Arena scratch) {
    Passages passages = options->reworded != REWORDED_OFF ? find_both(corpus, options, result, scratch)
                                                          : passages_copied(corpus, options, result, scratch);
    boilerplate_mark(corpus, &passages, options->match.threads, scratch);
    return passages;
}

Passages passages_join(const Passages *left, const Passages *right, Arena *result, Arena scratch) {
    const size_t count = left->count + right->count;
    Passages both = {arena_new_array_uncleared(result, Passage, count + 1), count};
    if (left->count > 0) memcpy(both.items, left->items, left->count * sizeof *both.items);
    if (right->count > 0) memcpy(both.items + left->count, right->items, right->count * sizeof *both.items);
    passages_sort(&both, scratch);
    return both;
}
