/*
 * signature: an article's words and what is said in it -> some of its runs of words, each as a number.
 *
 * In:  the words of an article, and where its quotations stand.
 * Out: one number of 32 bits for every run that is kept, in text order.
 *
 * The runs are short, three words, and nearly half of them are kept (winnowing, lib/match/seeds.c): what an addition
 * must find again is not only copied sentences, for which longer runs would do, but also a statement retold in other
 * words around five equal ones. Their hashes are those of the words' letters, so a signature that was made in one
 * collection can be compared with one that was made in another, and stays right when the vocabulary grows.
 *
 * A number is the upper half of the run's hash, without its lowest bit: among 10 million runs that are asked for and
 * 50,000 that are looked at, a few hundred agree by chance, and each must be part of an agreement of several. The lowest
 * bit tells whether the run's first and last word lie in the content of a quotation: fewer words in common are enough
 * to ask whether two articles quote the same statement.
 *
 * Runs that an article has twice are kept twice: they are few, and finding them would cost more than they take.
 */
#include "signature.h"

#include <string.h>

#include "../base/parallel.h"
#include "../match/seeds.h"

enum { PORTION_ARTICLES = 64 }; /* handed out at once */

/* By word: SIGNATURE_SAID of the quotation it is part of; 0 for none. */
static const uint8_t *words_said(const SignatureInput *input, Arena *result) {
    const Text *text = input->text;
    uint8_t *said = arena_new_array(result, uint8_t, text->word_count);
    uint32_t near_word = 0;
    for (uint32_t i = 0; i < input->quotation_count; i++) {
        const Quotation *quotation = &input->quotations[i];
        for (uint32_t part = 0; part < quotation->content_count; part++) {
            const WordSpan words = text_words_near(text, quotation->content[part], near_word);
            memset(said + words.begin, (int)(1 + i % 2), word_span_size(words));
            near_word = words.end;
        }
    }
    return said;
}

/* The runs that are kept of an article, and which of its words are said. */
typedef struct Choice {
    const Seed *seeds;
    uint32_t count;
    const uint8_t *said; /* by word */
} Choice;

static Choice runs_choose(const SignatureInput *input, Arena *result) {
    const Text *text = input->text;
    const MatchOptions options = {.seed_words = SIGNATURE_RUN_WORDS, .window_seeds = SIGNATURE_WINDOW_RUNS};
    Seed *seeds = arena_new_array_uncleared(result, Seed, text->word_count);
    const Sequence words = {text->word_ids, text->word_count};
    const uint32_t count = seeds_choose(words, input->word_hashes, &options, seeds);
    return (Choice){seeds, count, words_said(input, result)};
}

static uint32_t run_number(const Choice *choice, uint32_t run) {
    const uint32_t first = choice->seeds[run].word_index;
    const uint32_t said = choice->said[first];
    const bool within = said == choice->said[first + SIGNATURE_RUN_WORDS - 1];
    return ((uint32_t)(choice->seeds[run].hash >> 32) & ~(uint32_t)SIGNATURE_SAID) | (within ? said : 0);
}

uint32_t signature_runs_choose(const SignatureInput *input, SignatureRun *out, Arena scratch) {
    const Choice choice = runs_choose(input, &scratch);
    for (uint32_t i = 0; i < choice.count; i++)
        out[i] = (SignatureRun){run_number(&choice, i), choice.seeds[i].word_index};
    return choice.count;
}

Bytes signature_make(const SignatureInput *input, Arena *result, Arena scratch) {
    const Choice choice = runs_choose(input, &scratch);
    if (choice.count == 0) return (Bytes){0};
    const size_t size = (size_t)choice.count * SIGNATURE_RUN_BYTES;
    uint8_t *bytes = arena_new_array_uncleared(result, uint8_t, size);
    for (uint32_t i = 0; i < choice.count; i++) {
        const uint32_t number = run_number(&choice, i);
        for (uint32_t byte = 0; byte < SIGNATURE_RUN_BYTES; byte++)
            bytes[i * (size_t)SIGNATURE_RUN_BYTES + byte] = (uint8_t)(number >> byte * 8);
    }
    return (Bytes){bytes, size};
}

typedef struct Making {
    const SignaturesInput *input;
    Bytes *signatures; /* by place in the list, in some worker's memory */
    Workers workers;
} Making;

/* The article's first quotation, or where it would stand; they come by article. */
static uint32_t first_quotation(const Quotations *quotations, uint32_t article) {
    uint32_t low = 0, high = quotations->count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (quotations->items[middle].article < article)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void portion_make(void *context, uint32_t worker_index, size_t item_index) {
    const Making *making = context;
    const SignaturesInput *all = making->input;
    uint32_t end = all->count;
    if (end > (item_index + 1) * PORTION_ARTICLES) end = (uint32_t)(item_index + 1) * PORTION_ARTICLES;
    for (uint32_t i = (uint32_t)item_index * PORTION_ARTICLES; i < end; i++) {
        const uint32_t article = all->articles ? all->articles[i] : i;
        const uint32_t first = first_quotation(all->quotations, article);
        const SignatureInput input = {.text = &all->corpus->texts[article],
                                      .word_hashes = all->corpus->vocabulary.hashes,
                                      .quotations = all->quotations->items + first,
                                      .quotation_count = first_quotation(all->quotations, article + 1) - first};
        making->signatures[i] =
            signature_make(&input, &making->workers.results[worker_index], making->workers.scratches[worker_index]);
    }
}

static void signatures_gather(Bytes *signatures, uint32_t count, Arena *result) {
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) size += signatures[i].size;
    uint8_t *bytes = arena_new_array_uncleared(result, uint8_t, size);
    for (uint32_t i = 0; i < count; i++) {
        if (signatures[i].size == 0) continue;
        memcpy(bytes, signatures[i].data, signatures[i].size);
        signatures[i].data = bytes;
        bytes += signatures[i].size;
    }
}

const Bytes *signatures_make(const SignaturesInput *input, Arena *result, Arena scratch) {
    Making making = {.input = input,
                     .signatures = arena_new_array(result, Bytes, input->count + 1u),
                     .workers = workers_open(input->threads, &scratch)};
    parallel_for(making.workers.count, ((size_t)input->count + PORTION_ARTICLES - 1) / PORTION_ARTICLES, portion_make,
                 &making);
    signatures_gather(making.signatures, input->count, result);
    workers_close(&making.workers);
    return making.signatures;
}
