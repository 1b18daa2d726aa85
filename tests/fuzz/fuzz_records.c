/*
 * Records of quotations that somebody else made: the input is one of them, for one of a few texts. What is read from it
 * goes through the stages that follow. What must hold beside not crashing: what is taken from a record can be written
 * again, and that gives the same each time.
 *
 * The first byte chooses the text, the rest is the record behind the hash of its article.
 */
#include "fuzz_parts.h"

#include "lib/families/families.h"
#include "lib/quote/quotation_record.h"
#include "lib/quote/quotations.h"
#include "lib/speakers/speakers.h"

enum { TEXT_COUNT = 3, HASH_BYTES = 8, QUOTATIONS_MAX = 10000 };

static const char *const texts[TEXT_COUNT] = {
    "Ferry crew walks out in Lorn\n\nLORN (Coast Wire) - The crew of the ferry Maren walked out on Monday, and "
    "\"nobody "
    "will sail before the pumps are mended,\" said Ada Brun, who speaks for the pilots.\n\nThe harbour office said the "
    "ferry \"is safe in every respect.\" Brun told the Lorn Lamp that she had “never seen such ‘rust’.”\n",
    "Pilots stay ashore\n\n\"Nobody will sail before the pumps [of the Maren] are mended,\" pilots' speaker Ada Brun "
    "told "
    "Coast Wire on Tuesday. He denied it.\n\n\"We wait.\n\n\"And wait,\" Otto Lind and Ilse Varga said in Lorn.\n",
    "« Personne ne partira », a dit Zoë Müller — naïve, déjà vu.",
};

static Corpus make_corpus(Arena *result) {
    Article *articles = arena_new_array(result, Article, TEXT_COUNT);
    for (uint32_t i = 0; i < TEXT_COUNT; i++)
        articles[i] = (Article){.path = {(const uint8_t *)"abc" + i, 1}, .text = bytes_from_string(texts[i])};
    return corpus_build(articles, TEXT_COUNT, 1, result);
}

/* The hash of the article, then what the input gives. */
static Bytes make_record(const RecordedArticle *article, const uint8_t *data, size_t size, Arena *result) {
    Arena scratch = arena_open(0);
    Buffer record = {.arena = result};
    Bytes empty = quotation_record_write(article, &(QuotedSpans){0}, &(Quotations){0}, &scratch, *result);
    buffer_append(&record, (Bytes){empty.data, HASH_BYTES});
    buffer_append(&record, (Bytes){data, size});
    arena_close(&scratch);
    return buffer_bytes(&record);
}

static Bytes read_and_write(Bytes record, const RecordedArticle *article, Arena *result, Arena scratch) {
    QuotedSpans quoted;
    Quotations found;
    if (!quotation_record_read(record, article, &quoted, &found, result)) return (Bytes){0};
    Bytes again = quotation_record_write(article, &quoted, &found, result, scratch);
    check(again.size > 0);
    return again;
}

static void run_stages(const Corpus *corpus, const Bytes *known, Arena *result, Arena scratch) {
    QuotationOptions options = {
        .reach = TAGGER_NOWHERE, .threads = 1, .per_article_max = QUOTATIONS_MAX, .known = known};
    Quotations quotations = quotations_find(corpus, &options, result, scratch);
    for (uint32_t i = 0; i < TEXT_COUNT; i++) check((known[i].size == 0) == (quotations.records[i].size > 0));
    Speakers speakers = speakers_resolve(corpus, &quotations, 1, result, scratch);
    FamiliesInput families_input = {.corpus = corpus, .quotations = &quotations, .speakers = &speakers, .threads = 1};
    (void)families_build(&families_input, result, scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Arena kept, result, scratch;
    static Corpus corpus;
    if (size == 0) return 0;
    if (!corpus.articles) {
        kept = arena_open(0);
        result = arena_open(0);
        scratch = arena_open(0);
        corpus = make_corpus(&kept);
    }
    const size_t empty = result.used_bytes;
    const uint32_t chosen = data[0] % TEXT_COUNT;
    const RecordedArticle article = {.text = &corpus.texts[chosen], .index = chosen, .quotations_max = QUOTATIONS_MAX};
    Bytes known[TEXT_COUNT] = {{0}};
    known[chosen] = make_record(&article, data + 1, size - 1, &result);
    Bytes once = read_and_write(known[chosen], &article, &result, scratch);
    if (once.size > 0) {
        check(bytes_equal(once, read_and_write(once, &article, &result, scratch)));
        run_stages(&corpus, known, &result, scratch);
    }
    arena_reset(&result, empty);
    return 0;
}
