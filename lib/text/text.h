/*
 * text: article -> words with their places, sentences, paragraphs.
 *
 * A word is a run of letters and digits with inner apostrophes, hyphens and abbreviation points ("U.S.", "al-Sham",
 * "don't", "1,506", "3.5", "5:30"); folded (NFKC case-fold, curly to straight apostrophes, soft hyphens dropped), it
 * becomes a number. Everything after works on numbers and goes back to bytes only to show something.
 *
 * The folded form leaves out the closing point of an abbreviation, so that "Col." and "Col" are one word: look for
 * "col", "mr", "sept", "u.s", "a.m" in the vocabulary. "No. 5" alone keeps it, as "no.", to stay apart from "no".
 * A possessive keeps its ending: "regime's" is another word than "regime".
 */
#ifndef STEMMA_TEXT_TEXT_H
#define STEMMA_TEXT_TEXT_H

#include <stdint.h>

#include "../base/bytes.h"
#include "../read/article.h"
#include "vocabulary.h"

typedef enum WordFlag {
    WORD_CAPITALISED = 1, /* first letter upper case */
    WORD_ALL_CAPITALS = 2, /* two letters or more, none lower case */
    WORD_NUMBER = 4, /* has a digit */
    WORD_SENTENCE_START = 8,
    WORD_PARAGRAPH_START = 16,
    WORD_ABBREVIATION = 32, /* ends in its own point, which belongs to the word: "U.S.", "Col." */
    WORD_POSSESSIVE = 64 /* ends in 's or ’s */
} WordFlag;

/* bytes: byte_begin .. byte_begin + byte_size in the article's text. A collection has millions: six bytes each. */
typedef struct __attribute__((packed, aligned(2))) Word {
    uint32_t byte_begin;
    uint8_t byte_size; /* longer runs are cut into words of at most 255 bytes */
    uint8_t flags;
} Word;

typedef struct Sentence {
    WordSpan words;
    ByteSpan bytes; /* with its closing punctuation and quotation marks */
    uint32_t paragraph_index;
} Sentence;

typedef struct Paragraph {
    WordSpan words;
    ByteSpan bytes; /* without the line ends around it */
    uint32_t first_sentence;
    uint32_t sentence_count;
    BlockRole role;
} Paragraph;

/*
 * One article's words. Arrays live in the corpus's arena. Words, sentences, paragraphs are in text order. Every word
 * stands in a sentence and every sentence in a paragraph; none is empty: a block without a word ("* * *") is left out.
 */
typedef struct Text {
    Bytes bytes; /* the article's stored text */
    const uint32_t *word_ids;
    const Word *words;
    uint32_t word_count;
    const Sentence *sentences;
    uint32_t sentence_count;
    const Paragraph *paragraphs;
    uint32_t paragraph_count;
} Text;

/* How a collection writes a word inside its sentences. */
typedef enum WordCase {
    WORD_CASE_COMMON = 1, /* more often in lower case than with a capital */
    WORD_CASE_CAPITAL_SEEN = 2, /* somewhere with a capital */
    WORD_CASE_KNOWN = 4 /* in Corpus.known_cases: told by the other two; without it the word is unknown there */
} WordCase;

/*
 * The whole collection, articles in canonical order (article_compare): texts[i] belongs to articles[i]. Or a few of its
 * articles with what the whole collection knows of their words (word_statistics.h); then vocabulary.article_total is
 * larger than article_count.
 */
typedef struct Corpus {
    const Article *articles;
    const Text *texts;
    uint32_t article_count;
    Vocabulary vocabulary;
    const uint8_t *known_cases; /* by word id; NULL: to be learned from these articles, as for words unknown there */
    uint32_t statistics_words; /* so many words and articles are in known_cases and in the counts of the vocabulary */
    uint32_t statistics_articles;
    const int64_t *article_keys; /* by article: its key in the collection's file; NULL where that is to be looked up */
} Corpus;

/* articles must be in canonical order and outlive the corpus. threads: 0 for one a processor. */
Corpus corpus_build(const Article *articles, uint32_t article_count, uint32_t threads, Arena *result);

typedef struct CorpusArticles {
    const Article *items;
    uint32_t count;
} CorpusArticles;
/*
 * Adds the texts of more articles, which stand behind those that are there, whatever their order; the words of all have
 * one vocabulary. Where word_statistics_lay gave it its counts, these stay, and it is to be called again for the rest.
 * article_keys is NULL afterwards. What was copied from the corpus before may be read, but words must not be looked up in
 * its vocabulary any more.
 */
void corpus_extend(Corpus *corpus, CorpusArticles more, uint32_t threads, Arena *result);

/* One more text with the vocabulary of a corpus (words it doesn't have get new numbers): for find and compare. */
Text text_build(Bytes bytes, Vocabulary *vocabulary, Arena *result, Arena scratch);

/*
 * What a block alone is by its form: what page furniture, byline or caption it is; BLOCK_NARRATION for anything else.
 */
BlockRole text_role_find(Bytes block, Arena scratch);

/*
 * The words of one more text, without its sentences and paragraphs, and without changing the vocabulary: a word that it
 * doesn't have gets the number vocabulary->count.
 */
Text text_scan(Bytes bytes, const Vocabulary *vocabulary, Arena *result, Arena scratch);

/* Index of the first word that ends after byte_offset (word_count where there is none); and what contains a word. */
uint32_t text_word_at(const Text *text, uint32_t byte_offset);
uint32_t text_sentence_of(const Text *text, uint32_t word_index);
uint32_t text_paragraph_of(const Text *text, uint32_t word_index);
/* The bytes from the first word's first to the last word's last; empty span at the first word for an empty one. */
ByteSpan text_bytes_of(const Text *text, WordSpan words);
/* The words that lie wholly inside the bytes. */
WordSpan text_words_of(const Text *text, ByteSpan bytes);
/* The same, faster where a word not far away is known. */
WordSpan text_words_near(const Text *text, ByteSpan bytes, uint32_t near_word);
Bytes text_word_bytes(const Text *text, uint32_t word_index); /* as it stands */

#endif
