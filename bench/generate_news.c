/*
 * Articles like those of a news collection, as many as wanted: `generate_news COUNT [FIRST]` prints JSON Lines.
 *
 * Real collections of a million articles can't be handed around; this stands for one when time and memory are measured.
 * Words are invented and as frequent as in prose (Zipf: half of the running words are a few hundred, and new ones never
 * stop coming); a tenth of the sentences are quotations with a speaker; every seventh article borrows a few paragraphs
 * from one of the two thousand articles before it, with a word changed here and there; outlets end their articles in a
 * line of their own. About 420 words and 2.5 kB an article.
 *
 * Each paragraph is made from the numbers of its article and its place alone, so that a copy can be made without
 * remembering anything: article 7 is the same in any collection, and COUNT articles from FIRST on can be made alone.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    OUTLETS = 200,
    OWN_PARAGRAPHS = 7,
    BORROW_BACK_MAX = 2000, /* articles */
    BORROWED_PARAGRAPHS_MAX = 4,
    OCTAVES = 20 /* a vocabulary of 2^20 words */
};

typedef struct Random {
    uint64_t state;
} Random;

/* Independent of all other pairs of numbers (splitmix64). */
static Random random_of(uint64_t first, uint64_t second) {
    uint64_t x = first * UINT64_C(0x9E3779B97F4A7C15) + second * UINT64_C(0xD1342543DE82EF95) + 1;
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (Random){x ^ (x >> 31) ? x ^ (x >> 31) : 1};
}

static uint32_t random_below(Random *random, uint32_t limit) {
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return (uint32_t)((random->state >> 32) % limit);
}

/* The word of this rank: the most frequent ones are English, so that the rules for English have something to do. */
static void print_word(uint32_t rank) {
    static const char *const frequent[] = {"the",  "of",   "to",  "and", "in",   "a",   "that", "for",
                                           "on",   "is",   "was", "it",  "with", "as",  "at",   "by",
                                           "from", "have", "has", "be",  "had",  "not", "will", "are",
                                           "were", "but",  "its", "an",  "this", "who", "they", "would"};
    static const char *const heads[] = {"b", "d", "f", "g", "k", "l", "m",  "n",
                                        "p", "r", "s", "t", "v", "z", "st", "tr"};
    static const char *const cores[] = {"a", "e", "i", "o", "u", "ai", "ou", "ea"};
    if (rank < sizeof frequent / sizeof *frequent) {
        fputs(frequent[rank], stdout);
        return;
    }
    do {
        fputs(heads[rank % 16], stdout);
        fputs(cores[rank / 16 % 8], stdout);
        rank /= 128;
    } while (rank > 0);
}

/* Every octave of ranks is as likely as every other: rank r has a probability of about 1 / r. */
static uint32_t random_rank(Random *random) {
    uint32_t octave = random_below(random, OCTAVES);
    return ((uint32_t)1 << octave) - 1 + random_below(random, (uint32_t)1 << octave);
}

static void print_words(Random *random, uint32_t count, bool changed) {
    for (uint32_t i = 0; i < count; ++i) {
        uint32_t rank = random_rank(random);
        if (changed && i == count / 2) rank += 1;
        if (i > 0) putchar(' ');
        print_word(rank);
    }
}

static void print_name(uint32_t person) {
    static const char *const given[] = {"Ada",  "Bruno", "Clara", "Dario", "Elin",  "Felix", "Greta", "Hugo",
                                        "Ines", "Jonas", "Karin", "Leo",   "Marta", "Nils",  "Olga",  "Pavel"};
    static const char *const starts[] = {"Bal", "Cor", "Den", "Fil", "Gor", "Hal", "Jen", "Kal",
                                         "Lor", "Mer", "Nor", "Par", "Ros", "Sel", "Tor", "Ver"};
    printf("%s %s", given[person % 16], starts[person / 16 % 16]);
    print_word(person / 256 + 20000);
}

static void print_sentence(Random *random, bool changed) {
    uint32_t words = 8 + random_below(random, 16);
    if (random_below(random, 10) == 0) {
        printf("\\u201cWe ");
        print_words(random, words, changed);
        printf(",\\u201d said ");
        print_name(random_rank(random) % 60000);
    } else {
        printf("The ");
        print_words(random, words, changed);
    }
    printf(". ");
}

/* changed: as somebody prints it who has it from there. */
static void print_paragraph(uint64_t article, uint32_t paragraph, bool changed) {
    Random random = random_of(article, paragraph);
    uint32_t sentences = 2 + random_below(&random, 4);
    for (uint32_t i = 0; i < sentences; ++i) print_sentence(&random, changed && i == 1);
    printf("\\n\\n");
}

static void print_article(uint64_t article) {
    Random random = random_of(article, 1000);
    uint32_t outlet = random_below(&random, OUTLETS);
    printf("{\"id\":\"n%" PRIu64 "\",\"outlet\":\"Outlet ", article);
    print_word(outlet + 400);
    printf("\",\"title\":\"The ");
    print_words(&random, 7, false);
    uint64_t day = article / 400;
    printf("\",\"published\":\"%04" PRIu64 "-%02" PRIu64 "-%02" PRIu64 "\",\"text\":\"", 1990 + day / 336 % 40,
           day / 28 % 12 + 1, day % 28 + 1);
    uint32_t own = OWN_PARAGRAPHS;
    if (article > 0 && random_below(&random, 7) == 0) {
        uint64_t back = 1 + random_below(&random, BORROW_BACK_MAX);
        uint64_t origin = back <= article ? article - back : 0;
        uint32_t borrowed = 1 + random_below(&random, BORROWED_PARAGRAPHS_MAX);
        for (uint32_t i = 0; i < borrowed; ++i) print_paragraph(origin, i, random_below(&random, 2) == 0);
        own -= borrowed;
    }
    for (uint32_t i = 0; i < own; ++i) print_paragraph(article, i, false);
    printf("Write to the desk of Outlet ");
    print_word(outlet + 400);
    printf(" with questions about this report.\"}\n");
}

int main(int argument_count, char **arguments) {
    if (argument_count < 2) {
        fprintf(stderr, "usage: generate_news COUNT [FIRST]\n");
        return 2;
    }
    uint64_t count = strtoull(arguments[1], NULL, 10);
    uint64_t first = argument_count > 2 ? strtoull(arguments[2], NULL, 10) : 0;
    for (uint64_t article = first; article < first + count; ++article) print_article(article);
    return ferror(stdout) || fflush(stdout) != 0 ? 1 : 0;
}
