/*
 * Words, sentences, paragraphs and the vocabulary: what must hold for any text, and the fast ways against slow ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "lib/base/array.h"
#include "lib/base/utf8.h"
#include "lib/text/normalise.h"
#include "lib/text/pieces.h"
#include "lib/text/text.h"
#include "lib/text/tokens.h"
#include "lib/text/word_share.h"

static uint64_t random_state;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)((random_state >> 33) % limit);
}

/* Pieces that meet each other in every order: letters, marks, points, line ends, other scripts, broken bytes. */
static const char *const pieces[] = {
    "the",
    "Harbor",
    "U.S",
    "a.m",
    "No",
    "Mr",
    "Sept",
    "5",
    "1,506",
    "3.5",
    "I",
    "'s",
    "al-",
    " ",
    " ",
    " ",
    " ",
    ".",
    ". ",
    ".\" ",
    "?",
    "! ",
    "...",
    ",",
    "-",
    "\"",
    "'",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "(",
    ")",
    "[",
    "]",
    "|",
    "/",
    "@",
    ":",
    "é",
    "ﬁ",
    "’",
    "“",
    "”",
    "—",
    "…",
    "東",
    "Ж",
    "٣",
    "\xC2\xAD",
    "\xE2\x80",
    "\xFF",
    "Correction",
    "Getty Images",
    "Advertisement",
    "2019",
    "photo",
    "Read more",
    "\xE2\x80\x8B",
    "ﷺ",
};

static Bytes random_text(size_t piece_count, Arena *arena) {
    Buffer buffer = {.arena = arena};
    for (size_t i = 0; i < piece_count; i++) {
        buffer_append_string(&buffer, pieces[random_below(sizeof pieces / sizeof *pieces)]);
    }
    return buffer_bytes(&buffer);
}

static void check_words(const Text *text) {
    uint32_t end = 0;
    for (uint32_t i = 0; i < text->word_count; i++) {
        const Word *word = &text->words[i];
        assert_true(word->byte_begin >= end);
        assert_in_range(word->byte_size, 1, TOKEN_SIZE_MAX);
        end = word->byte_begin + word->byte_size;
        assert_true(end <= text->bytes.size);
        assert_int_equal(text_word_at(text, word->byte_begin), i);
        assert_int_equal(text_word_at(text, end - 1), i);
        assert_true(i == 0 || text_word_at(text, word->byte_begin - 1) <= i);
    }
    assert_int_equal(text_word_at(text, end), text->word_count);
}

/* Sentences and paragraphs share out all words, in order, none empty, each inside what holds it. */
static void check_nesting(const Text *text) {
    uint32_t word = 0;
    uint32_t sentence = 0;
    for (uint32_t p = 0; p < text->paragraph_count; p++) {
        const Paragraph *paragraph = &text->paragraphs[p];
        assert_int_equal(paragraph->words.begin, word);
        assert_true(paragraph->words.end > word);
        assert_int_equal(paragraph->first_sentence, sentence);
        assert_true(paragraph->sentence_count > 0);
        assert_true(p == 0 || paragraph->bytes.begin >= paragraph[-1].bytes.end);
        assert_true(paragraph->bytes.end <= text->bytes.size);
        assert_true(text->words[word].flags & WORD_PARAGRAPH_START);
        uint32_t byte = paragraph->bytes.begin;
        for (uint32_t i = 0; i < paragraph->sentence_count; i++, sentence++) {
            const Sentence *at = &text->sentences[sentence];
            assert_int_equal(at->paragraph_index, p);
            assert_int_equal(at->words.begin, word);
            assert_true(at->words.end > word);
            assert_true(at->bytes.begin >= byte && at->bytes.end <= paragraph->bytes.end);
            ByteSpan words = text_bytes_of(text, at->words);
            assert_true(at->bytes.begin <= words.begin && at->bytes.end >= words.end);
            assert_true(text->words[word].flags & WORD_SENTENCE_START);
            assert_int_equal(text_sentence_of(text, word), sentence);
            assert_int_equal(text_paragraph_of(text, at->words.end - 1), p);
            byte = at->bytes.end;
            word = at->words.end;
        }
        assert_int_equal(paragraph->words.end, word);
    }
    assert_int_equal(word, text->word_count);
    assert_int_equal(sentence, text->sentence_count);
}

static void any_text_is_cut_consistently(void **state) {
    (void)state;
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    random_state = 1;
    size_t begin = result.used_bytes;
    for (int round = 0; round < 3000; round++) {
        Vocabulary vocabulary = {0};
        Bytes bytes = random_text(1 + random_below(120), &result);
        Text text = text_build(bytes, &vocabulary, &result, scratch);
        check_words(&text);
        check_nesting(&text);
        arena_reset(&result, begin);
    }
    arena_close(&result);
    arena_close(&scratch);
}

static Text build_repeated(const char *piece, size_t count, Arena *result, Arena scratch) {
    Buffer buffer = {.arena = result};
    for (size_t i = 0; i < count; i++) buffer_append_string(&buffer, piece);
    Vocabulary vocabulary = {0};
    return text_build(buffer_bytes(&buffer), &vocabulary, result, scratch);
}

/* Words found 64 bytes at a time, against one after another; and stretches of letters that end in every place. */
static void blocks_of_bytes_hide_no_word(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    random_state = 5;
    for (uint32_t round = 0; round < 3000; round++) {
        Arena scratch = arena;
        Buffer buffer = {.arena = &scratch};
        for (uint32_t i = 0; i < round % 150; i++) buffer_append_byte(&buffer, 'a');
        Arena tail = arena_open(0);
        buffer_append(&buffer, random_text(random_below(60), &tail));
        arena_close(&tail);
        Bytes text = buffer_bytes(&buffer);
        ByteSpan span = {(uint32_t)(text.size > 2 ? random_below(3) : 0), (uint32_t)text.size};
        TextBuilder builder = {.arena = &scratch};
        tokens_read(&builder, text, span);
        Word word;
        size_t count = 0;
        for (size_t offset = span.begin; token_next(text, &offset, span.end, &word); count++) {
            assert_true(count < builder.words.count);
            assert_memory_equal(&builder.words.items[count], &word, sizeof word);
        }
        assert_int_equal(count, builder.words.count);
    }
    arena_close(&arena);
}

static void extreme_texts_are_cut(void **state) {
    (void)state;
    static const struct {
        const char *piece;
        uint32_t words; /* for a million pieces */
    } extremes[] = {
        {"harbor ", 1000000},     {"a", 1000000 / 255 + 1},  {"\n", 0},       {".", 0},        {"\"", 0},
        {"é", 2000000 / 254 + 1}, {"a.", 1000000 / 128 + 1}, {"1,", 1000000}, {"東", 1000000}, {"- ", 0},
        {"a\n", 1000000},         {" . A", 1000000},
    };
    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; i++) {
        Arena result = arena_open(0);
        Arena scratch = arena_open(0);
        Text text = build_repeated(extremes[i].piece, 1000000, &result, scratch);
        assert_int_equal(text.word_count, extremes[i].words);
        arena_close(&result);
        arena_close(&scratch);
    }
}

static void spans_and_words_lead_to_each_other(void **state) {
    (void)state;
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    Vocabulary vocabulary = {0};
    Text text = text_build(BYTES("One two. Three\n\nfour"), &vocabulary, &result, scratch);
    assert_int_equal(text.word_count, 4);
    WordSpan words = text_words_of(&text, (ByteSpan){0, 8});
    assert_int_equal(words.begin, 0);
    assert_int_equal(words.end, 2);
    words = text_words_of(&text, (ByteSpan){1, 13}); /* cuts "One" and "Three" */
    assert_int_equal(words.begin, 1);
    assert_int_equal(words.end, 2);
    words = text_words_of(&text, (ByteSpan){7, 9}); /* nothing but ". " */
    assert_int_equal(words.begin, words.end);
    words = text_words_of(&text, (ByteSpan){0, 20});
    assert_int_equal(words.end, 4);
    ByteSpan bytes = text_bytes_of(&text, (WordSpan){1, 3});
    assert_int_equal(bytes.begin, 4);
    assert_int_equal(bytes.end, 14);
    bytes = text_bytes_of(&text, (WordSpan){4, 4});
    assert_int_equal(bytes.begin, bytes.end);
    arena_close(&result);
    arena_close(&scratch);
}

/* The fold by utf8proc alone, for words without the characters that are straightened first. */
static size_t fold_slowly(Bytes word, uint8_t *out) {
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t size = utf8proc_map(word.data, (utf8proc_ssize_t)word.size, &folded,
                                         (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                             UTF8PROC_CASEFOLD | UTF8PROC_IGNORE));
    assert_true(size >= 0);
    memcpy(out, folded, (size_t)size);
    free(folded); /* utf8proc allocates with malloc */
    return (size_t)size;
}

static void folding_is_nfkc_case_fold(void **state) {
    (void)state;
    random_state = 2;
    for (int round = 0; round < 20000; round++) {
        uint8_t word[64];
        size_t size = 0;
        while (size < 3 || (size < 40 && random_below(6) > 0)) {
            uint32_t code_point = 'A' + random_below(58);
            if (random_below(3) == 0) code_point = 0xC0 + random_below(0x500);
            if (code_point == '`') code_point = 'x';
            size += (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point, word + size);
        }
        uint8_t fast[FOLDED_SIZE_MAX];
        uint8_t slow[FOLDED_SIZE_MAX];
        size_t fast_size = normalise_word((Bytes){word, size}, fast);
        size_t slow_size = fold_slowly((Bytes){word, size}, slow);
        if (bytes_find((Bytes){word, size}, BYTES("\xCA\xBC")) != SIZE_MAX) continue;
        assert_int_equal(fast_size, slow_size);
        assert_memory_equal(fast, slow, slow_size);
    }
}

static void assert_texts_equal(const Text *left, const Text *right) {
    assert_int_equal(left->word_count, right->word_count);
    assert_int_equal(left->sentence_count, right->sentence_count);
    assert_int_equal(left->paragraph_count, right->paragraph_count);
    for (uint32_t i = 0; i < left->word_count; i++) {
        assert_int_equal(left->word_ids[i], right->word_ids[i]);
        assert_memory_equal(&left->words[i], &right->words[i], sizeof(Word));
    }
    for (uint32_t i = 0; i < left->paragraph_count; i++) {
        assert_int_equal(left->paragraphs[i].role, right->paragraphs[i].role);
        assert_int_equal(left->paragraphs[i].bytes.end, right->paragraphs[i].bytes.end);
    }
}

static uint32_t count_articles(const Text *texts, int count, uint32_t word_id) {
    uint32_t articles = 0;
    for (int i = 0; i < count; i++) {
        bool found = false;
        for (uint32_t k = 0; k < texts[i].word_count && !found; k++) found = texts[i].word_ids[k] == word_id;
        articles += found;
    }
    return articles;
}

/* The slow way: one text after another into one vocabulary. Every number of threads must give the same. */
static void corpus_is_the_same_for_any_threads(void **state) {
    (void)state;
    enum { ARTICLES = 900 };
    Arena inputs = arena_open(0);
    Arena scratch = arena_open(0);
    Article *articles = arena_new_array(&inputs, Article, ARTICLES);
    random_state = 3;
    for (int i = 0; i < ARTICLES; i++) articles[i].text = random_text(random_below(200), &inputs);

    Vocabulary vocabulary = {0};
    Text *texts = arena_new_array(&inputs, Text, ARTICLES);
    for (int i = 0; i < ARTICLES; i++) texts[i] = text_build(articles[i].text, &vocabulary, &inputs, scratch);
    static const uint32_t threads[] = {1, 2, 8};
    for (size_t t = 0; t < 3; t++) {
        Arena result = arena_open(0);
        Corpus corpus = corpus_build(articles, ARTICLES, threads[t], &result);
        assert_int_equal(corpus.vocabulary.count, vocabulary.count);
        for (uint32_t i = 0; i < vocabulary.count; i++) {
            assert_true(bytes_equal(corpus.vocabulary.words[i], vocabulary.words[i]));
        }
        for (int i = 0; i < ARTICLES; i++) assert_texts_equal(&corpus.texts[i], &texts[i]);
        for (uint32_t id = 0; id < vocabulary.count; id++)
            assert_int_equal(corpus.vocabulary.article_counts[id], count_articles(texts, ARTICLES, id));
        arena_close(&result);
    }
    arena_close(&inputs);
    arena_close(&scratch);
}

static void vocabulary_keeps_numbers(void **state) {
    (void)state;
    Arena result = arena_open(0);
    Vocabulary vocabulary = {0};
    assert_int_equal(vocabulary_find(&vocabulary, BYTES("harbor")), WORD_ID_NONE);
    for (uint32_t i = 0; i < 100000; i++) {
        uint8_t word[8];
        memcpy(word, &i, 4);
        assert_int_equal(vocabulary_insert(&vocabulary, (Bytes){word, 4}, bytes_hash((Bytes){word, 4}), &result), i);
    }
    for (uint32_t i = 0; i < 100000; i += 7) {
        uint8_t word[8];
        memcpy(word, &i, 4);
        assert_int_equal(vocabulary_find(&vocabulary, (Bytes){word, 4}), i);
    }
    arena_close(&result);
}

/* In five articles "the" is in all and "government" in one, but neither tells as much as a name in three of them. */
static void rareness_knows_english_in_small_collections(void **state) {
    (void)state;
    static const char *const bodies[] = {
        "The government said Oduya left.", "The boat of Oduya sank.", "The crane saw Oduya.", "The end.", "The quay.",
    };
    Arena result = arena_open(0);
    Article articles[5] = {0};
    for (int i = 0; i < 5; i++) articles[i].text = bytes_from_string(bodies[i]);
    Corpus corpus = corpus_build(articles, 5, 1, &result);
    const Vocabulary *vocabulary = &corpus.vocabulary;
    uint32_t the = vocabulary_rareness_permille(vocabulary, vocabulary_find(vocabulary, BYTES("the")));
    uint32_t government = vocabulary_rareness_permille(vocabulary, vocabulary_find(vocabulary, BYTES("government")));
    uint32_t name = vocabulary_rareness_permille(vocabulary, vocabulary_find(vocabulary, BYTES("oduya")));
    uint32_t crane = vocabulary_rareness_permille(vocabulary, vocabulary_find(vocabulary, BYTES("crane")));
    assert_true(the < 20);
    assert_true(government < 250);
    assert_true(name > 750);
    assert_true(crane > 900);
    arena_close(&result);
}

static double share_of(const char *word) {
    return word_share(bytes_hash(bytes_from_string(word)));
}

/* The table is there, in its order, and of the language it says. */
static void words_are_as_common_as_in_english(void **state) {
    (void)state;
    assert_true(share_of("the") > 0.95 && share_of("the") <= 1);
    assert_true(share_of("government") < share_of("the") && share_of("government") > share_of("verdigris"));
    assert_true(share_of("nicht") > share_of("verdigris")); /* a function word of another language */
    assert_true(share_of("oduyavanterpoolish") > 0 && share_of("oduyavanterpoolish") <= share_of("verdigris"));
    assert_true(share_of("") > 0 && share_of("") < 0.01);
}

/* A phrase that every article of a collection has keeps some weight; a word that is common here alone loses some. */
static void rareness_is_that_of_the_collection_and_of_the_language(void **state) {
    (void)state;
    enum { ARTICLES = 3000 };
    Arena result = arena_open(0);
    Article *articles = arena_new_array(&result, Article, ARTICLES);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        articles[i].text = i % 3 == 0 ? BYTES("The verdigris of Oduya.") : BYTES("The verdigris.");
    }
    articles[7].text = BYTES("The verdigris of Tamsin.");
    Corpus corpus = corpus_build(articles, ARTICLES, 1, &result);
    const Vocabulary *vocabulary = &corpus.vocabulary;
    uint16_t *list = vocabulary_rareness_list(vocabulary, &result);
    uint32_t the = list[vocabulary_find(vocabulary, BYTES("the"))];
    uint32_t verdigris = list[vocabulary_find(vocabulary, BYTES("verdigris"))];
    uint32_t oduya = list[vocabulary_find(vocabulary, BYTES("oduya"))];
    uint32_t tamsin = list[vocabulary_find(vocabulary, BYTES("tamsin"))];
    assert_true(the < 10 && the < verdigris && verdigris < oduya && oduya < tamsin && tamsin > 850);
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        assert_int_equal(list[id], vocabulary_rareness_permille(vocabulary, id));
    }
    arena_close(&result);
}

/* Whether a run of so many words of the query stands in the text as text_scan cuts it: the slow twin of the pieces. */
static bool shares_run(const Text *query, const Text *text, uint32_t run_words) {
    for (uint32_t q = 0; q + run_words <= query->word_count; q++) {
        for (uint32_t i = 0; i + run_words <= text->word_count; i++) {
            if (memcmp(query->word_ids + q, text->word_ids + i, run_words * sizeof *query->word_ids) == 0) return true;
        }
    }
    return false;
}

/* Words that tell texts apart, with what can stand in and between them; "no" is the answer that must never be wrong. */
static Bytes random_prose(size_t piece_count, Arena *arena) {
    static const char *const prose[] = {"harbour",
                                        "the",
                                        "Mayor",
                                        "don’t",
                                        "DON'T",
                                        "e-mail",
                                        "U.S.",
                                        "3,500",
                                        "£9",
                                        "café",
                                        "Café",
                                        "naïve",
                                        "élan",
                                        "—",
                                        "“Yes",
                                        "no”",
                                        "Jean‑Noël",
                                        "co\xC2\xADop",
                                        "ﬁne",
                                        "x—y",
                                        "5×4",
                                        "on",
                                        "a.m.",
                                        "nytimes.com",
                                        "\n\n",
                                        "ŉ",
                                        "Ĳssel",
                                        "rock`n`roll",
                                        "bridgewatermeadows"};
    Buffer buffer = {.arena = arena};
    for (size_t i = 0; i < piece_count; i++) {
        if (random_below(12) == 0)
            buffer_append_string(&buffer, pieces[random_below(sizeof pieces / sizeof *pieces)]);
        else
            buffer_append_string(&buffer, prose[random_below(sizeof prose / sizeof *prose)]);
        if (random_below(8) > 0) buffer_append_string(&buffer, " ");
        for (int k = 0, links = random_below(300) == 0 ? 60 : 0; k < links; k++) buffer_append_string(&buffer, "no-");
    }
    return buffer_bytes(&buffer);
}

static void pieces_never_hide_a_run(void **state) {
    (void)state;
    random_state = 11;
    uint32_t told = 0, shared = 0;
    for (int round = 0; round < 6000; round++) {
        Arena result = arena_open(0), scratch = arena_open(0);
        Vocabulary vocabulary = {0};
        Text query = text_build(random_prose(2 + random_below(9), &result), &vocabulary, &result, scratch);
        Bytes bytes = random_prose(random_below(60), &result);
        Text text = text_scan(bytes, &vocabulary, &result, scratch);
        for (uint32_t run_words = 1; run_words <= PIECE_RUN_MAX; run_words++) {
            const PieceFilter *filter = pieces_filter_build(&query, &vocabulary, run_words, &result);
            bool may = pieces_may_share(filter, bytes);
            bool shares = shares_run(&query, &text, run_words);
            assert_true(may || !shares);
            told += !may;
            shared += shares;
        }
        arena_close(&result);
        arena_close(&scratch);
    }
    assert_true(told > 1000 && shared > 1000);
}

/* An empty collection, and articles without a word. */
static void nothing_is_no_trouble(void **state) {
    (void)state;
    Arena result = arena_open(0);
    Corpus corpus = corpus_build(NULL, 0, 2, &result);
    assert_int_equal(corpus.article_count, 0);
    Article articles[3] = {{.text = BYTES("")}, {.text = BYTES("* * *")}, {.text = BYTES("\n\n")}};
    corpus = corpus_build(articles, 3, 2, &result);
    for (int i = 0; i < 3; i++) assert_int_equal(corpus.texts[i].word_count + corpus.texts[i].paragraph_count, 0);
    assert_int_equal(corpus.vocabulary.count, 0);
    arena_close(&result);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_is_cut_consistently),
        cmocka_unit_test(blocks_of_bytes_hide_no_word),
        cmocka_unit_test(extreme_texts_are_cut),
        cmocka_unit_test(spans_and_words_lead_to_each_other),
        cmocka_unit_test(folding_is_nfkc_case_fold),
        cmocka_unit_test(corpus_is_the_same_for_any_threads),
        cmocka_unit_test(vocabulary_keeps_numbers),
        cmocka_unit_test(rareness_knows_english_in_small_collections),
        cmocka_unit_test(words_are_as_common_as_in_english),
        cmocka_unit_test(rareness_is_that_of_the_collection_and_of_the_language),
        cmocka_unit_test(pieces_never_hide_a_run),
        cmocka_unit_test(nothing_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
