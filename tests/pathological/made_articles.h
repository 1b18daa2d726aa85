/* Pieces of articles for generate.c, on standard output. */
#ifndef STEMMA_PATHOLOGICAL_MADE_ARTICLES_H
#define STEMMA_PATHOLOGICAL_MADE_ARTICLES_H

#include <stdint.h>

/* The next random number below the limit. */
uint32_t random_below(uint32_t limit);
/* The word with this number: the same letters each time, another word for another number. */
void print_word(uint32_t number);
void print_name(uint32_t number);
/* Random ones of a vocabulary of 6,000. */
void print_words(uint32_t count);
void print_sentence(uint32_t words);
void print_paragraph(uint32_t sentences);
/* An article up to its text; an empty title is made up. */
void begin_article(uint32_t number, uint32_t outlet, const char *title);
void end_article(void);
/* Random numbers from another beginning; and where they stand, to go on from there. */
void random_restart(uint32_t seed);
uint64_t random_place(void);
void random_go_on(uint64_t place);
/* A paragraph that is always the same. */
void print_lead(void);

#endif
