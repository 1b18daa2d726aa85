/*
 * Words, sentences and articles for generate.c.
 *
 * Words are made of syllables by a generator with a fixed seed (xorshift): the same calls print the same bytes
 * everywhere. An article is a line of JSON, printed piece by piece: what it needs escaped its pieces escape themselves.
 */
#include "made_articles.h"

#include <inttypes.h>
#include <stdio.h>

/* --- Random words ------------------------------------------------------------------------------------------------- */

static uint64_t random_state = 0x9E3779B97F4A7C15U;

uint32_t random_below(uint32_t limit) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) % limit);
}

void print_word(uint32_t number) {
    static const char *const heads[] = {"b", "d", "f", "g", "k", "l", "m",  "n",
                                        "p", "r", "s", "t", "v", "z", "st", "tr"};
    static const char *const cores[] = {"a", "e", "i", "o", "u", "ai", "ou", "ea"};
    do {
        printf("%s%s", heads[number % 16], cores[number / 16 % 8]);
        number /= 128;
    } while (number > 0);
}

void print_name(uint32_t number) {
    static const char *const starts[] = {"Bal", "Cor", "Den", "Fil", "Gor", "Hal", "Jen", "Kal",
                                         "Lor", "Mer", "Nor", "Par", "Ros", "Sel", "Tor", "Ver"};
    printf("%s", starts[number % 16]);
    print_word(number / 16 + 20000);
}

void print_words(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) putchar(' ');
        print_word(random_below(6000));
    }
}

void print_sentence(uint32_t words) {
    printf("The ");
    print_words(words);
    printf(". ");
}

void print_paragraph(uint32_t sentences) {
    for (uint32_t i = 0; i < sentences; i++) print_sentence(8 + random_below(12));
    printf("\\n\\n");
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

void begin_article(uint32_t number, uint32_t outlet, const char *title) {
    printf("{\"id\":\"a%" PRIu32 "\",\"outlet\":\"Outlet ", number);
    print_name(outlet);
    printf("\",\"title\":\"%s", title);
    if (!*title) print_words(6);
    printf("\",\"published\":\"2024-%02" PRIu32 "-%02" PRIu32 "\",\"text\":\"", number % 12 + 1, number % 28 + 1);
}

void end_article(void) {
    printf("\"}\n");
}

void random_restart(uint32_t seed) {
    random_state = 0x9E3779B97F4A7C15U + seed;
}

uint64_t random_place(void) {
    return random_state;
}

void random_go_on(uint64_t place) {
    random_state = place;
}

void print_lead(void) {
    uint64_t kept = random_state;
    random_restart(7);
    print_paragraph(5);
    random_state = kept;
}
