/*
 * Articles that nobody would write, to see that cost stays linear: `generate KIND COUNT` prints JSON Lines.
 *
 * In:  a kind (`generate --list` prints all, with the COUNT that takes about half a second to trace) and a COUNT.
 * Out: a collection whose size grows linearly with COUNT, whichever the kind: so t(2n)/t(n) is two where cost is
 *      linear.
 *
 * The words are made of syllables by a generator with a fixed seed: the same call prints the same bytes everywhere.
 * Each kind is one function, entered in the table at the end.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_articles.h"

/* --- Copies ------------------------------------------------------------------------------------------------------- */

static void one_article_n_times(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i, "One and the same");
        random_restart(11);
        for (int p = 0; p < 6; p++) print_paragraph(4);
        printf("%" PRIu32, i);
        end_article();
    }
}

static void one_article_with_a_new_lead(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 50, "");
        print_sentence(12);
        uint64_t kept = random_place();
        random_restart(12);
        for (int p = 0; p < 5; p++) print_paragraph(4);
        random_go_on(kept);
        end_article();
    }
}

static void chain_of_versions(uint32_t count) {
    uint64_t sentences[40];
    for (uint32_t i = 0; i < 40; i++) sentences[i] = i + 1;
    for (uint32_t i = 0; i < count; i++) {
        sentences[i % 40] = 1000 + i;
        begin_article(i, i % 30, "");
        for (uint32_t s = 0; s < 40; s++) {
            random_restart((uint32_t)sentences[s] * 7919U);
            print_sentence(14);
        }
        end_article();
    }
}

/* One story: each article is made from one of the eight before it, with a sentence of its own in place of another. */
static void one_story_copied_on(uint32_t count) {
    enum { SENTENCES = 30, KEPT = 8 };
    uint32_t kept[KEPT][SENTENCES];
    for (uint32_t s = 0; s < SENTENCES; s++) kept[0][s] = s + 1;
    for (uint32_t i = 0; i < count; i++) {
        random_restart(i + 1);
        const uint32_t *model = kept[i == 0 ? 0 : random_below(i < KEPT ? i : KEPT)];
        uint32_t own[SENTENCES];
        for (uint32_t s = 0; s < SENTENCES; s++) own[s] = model[s];
        if (i > 0) own[random_below(SENTENCES)] = 1000 + i;
        begin_article(i, i % 40, "");
        for (uint32_t s = 0; s < SENTENCES; s++) {
            random_restart(own[s] * 7919U);
            print_sentence(14);
        }
        end_article();
        for (uint32_t s = 0; s < SENTENCES; s++) kept[i % KEPT][s] = own[s];
    }
}

/* From so many words that two articles seldom have the same in one place, however many there are: that would be reuse. */
static void every_tenth_word_differs(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        for (uint32_t w = 0; w < 250; w++) {
            print_word(w % 10 == 9 ? 9000 + random_below(5 * count) : w * 37);
            putchar(w % 17 == 16 ? '.' : ' ');
            if (w % 17 == 16) putchar(' ');
        }
        end_article();
    }
}

static void parts_of_one_text(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        uint64_t kept = random_place();
        for (uint32_t p = 0; p < 8; p++) {
            random_restart(500 + (i * 31 + p * 7) % 97);
            print_paragraph(2);
        }
        random_go_on(kept);
        end_article();
    }
}

/* --- Phrases ------------------------------------------------------------------------------------------------------ */

static void one_phrase_everywhere(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 40, "");
        print_paragraph(5);
        printf(
            "Reporters were told by the river board that the sluice gates of Varnholm will stay shut until the spring "
            "thaw is over. ");
        print_paragraph(5);
        end_article();
    }
}

static void same_end_everywhere(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 1000, "");
        print_paragraph(6);
        print_lead();
        end_article();
    }
}

static void house_text_of_each_outlet(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 100, "");
        print_paragraph(6);
        random_restart(900 + i % 100);
        print_paragraph(3);
        random_restart(5000 + i);
        end_article();
    }
}

static void same_title_everywhere(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 50, "Council of Varnholm votes on the harbour wall");
        print_paragraph(8);
        end_article();
    }
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

static void one_word(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) printf("sluice ");
    end_article();
    begin_article(1, 1, "");
    for (uint32_t i = 0; i < count; i++) printf("sluice ");
    end_article();
}

static void two_words_in_turn(uint32_t count) {
    for (uint32_t a = 0; a < 4; a++) {
        begin_article(a, a, "");
        for (uint32_t i = 0; i < count; i++) printf("%s ", i % 2 == a % 2 ? "sluice" : "gate");
        end_article();
    }
}

static void palindromes(uint32_t count) {
    for (uint32_t a = 0; a < 3; a++) {
        begin_article(a, a, "");
        for (uint32_t i = 0; i < count; i++) {
            uint32_t step = i % 20;
            print_word((step < 10 ? step : 19 - step) * 31 + i / 20 % 7);
            putchar(' ');
        }
        end_article();
    }
}

static void periods_of_growing_length(uint32_t count) {
    for (uint32_t a = 0; a < 2; a++) {
        begin_article(a, a, "");
        for (uint32_t i = 0, period = 1 + a; i < count; period++) {
            for (uint32_t w = 0; w < period * 4 && i < count; w++, i++) {
                print_word(w % period);
                putchar(' ');
            }
        }
        end_article();
    }
}

static void one_sentence_again_and_again(uint32_t count) {
    for (uint32_t a = 0; a < 2; a++) {
        begin_article(a, a, "");
        for (uint32_t i = 0; i < count; i++) printf("The mayor of Varnholm opened the new bridge near the old mill. ");
        end_article();
    }
}

static void no_spaces(uint32_t count) {
    for (uint32_t a = 0; a < 2; a++) {
        begin_article(a, a, "");
        for (uint32_t i = 0; i < count; i++) print_word(random_below(6000));
        end_article();
    }
}

static void every_word_new(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (i % 500 == 0) begin_article(i, i / 500 % 20, "");
        print_word(i + 100000);
        putchar(i % 15 == 14 ? '.' : ' ');
        if (i % 15 == 14) putchar(' ');
        if (i % 500 == 499 || i + 1 == count) end_article();
    }
}

static void only_stop_words(uint32_t count) {
    static const char *const words[] = {"the", "of", "and", "to", "in", "a", "is", "that", "for", "it"};
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "of the");
        for (int w = 0; w < 200; w++) printf("%s ", words[random_below(10)]);
        end_article();
    }
}

static void only_digits(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "12");
        for (int w = 0; w < 150; w++) printf("%" PRIu32 " ", random_below(1000));
        end_article();
    }
}

static void only_punctuation(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "...");
        for (int w = 0; w < 400; w++) putchar("!?.,;:-()[]*'"[random_below(13)]);
        end_article();
    }
}

/* --- Layout ------------------------------------------------------------------------------------------------------- */

static void one_word_a_paragraph(uint32_t count) {
    for (uint32_t a = 0; a < 2; a++) {
        begin_article(a, a, "");
        for (uint32_t i = 0; i < count; i++) {
            print_words(1);
            printf("\\n\\n");
        }
        end_article();
    }
}

static void one_letter_sentences(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) printf("%c. ", 'A' + (int)random_below(26));
    end_article();
}

static void one_endless_sentence(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) {
        print_words(9);
        printf(i % 5 == 4 ? ", Varn Holm said, and " : ", which ");
    }
    end_article();
}

static void many_tiny_articles(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 300, "");
        print_words(3);
        end_article();
    }
}

/* --- Quotations --------------------------------------------------------------------------------------------------- */

#define OPEN "\xE2\x80\x9C"
#define CLOSE "\xE2\x80\x9D"

static void quotes_never_closed(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) {
        printf(OPEN);
        print_words(6);
        printf(" said Mira Holm. ");
        if (i % 50 == 49) printf("\\n\\n");
    }
    end_article();
}

static void straight_quotes_without_partner(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) {
        printf("\\\" ");
        print_words(3);
        printf("'");
        if (i % 7 == 6) printf("\\n\\n");
    }
    end_article();
}

static void quotes_nested_deep(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) printf(OPEN "so \xE2\x80\x98he said ");
    for (uint32_t i = 0; i < count; i++) printf("\xE2\x80\x99 then" CLOSE " ");
    end_article();
}

static void only_quotation_marks(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) printf("%s", (const char *[]){OPEN, CLOSE, "\\\"", "'"}[random_below(4)]);
    end_article();
}

static void one_viral_quotation(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 200, "");
        print_paragraph(4);
        printf(OPEN "We will open every gate on the river tonight, and nobody will sleep dry in this valley" CLOSE
                    ", said Mira Holm, the warden of the dam. ");
        print_paragraph(4);
        end_article();
    }
}

static void one_viral_quotation_varied(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 200, "");
        print_paragraph(3);
        printf(OPEN "We will open every gate on the ");
        print_word(random_below(3000));
        printf(" tonight, and nobody will sleep dry in this ");
        print_word(random_below(3000));
        printf(CLOSE ", said Mira Holm, the warden of the dam. ");
        print_paragraph(3);
        end_article();
    }
}

static void quotations_in_one_article(uint32_t count) {
    for (uint32_t a = 0; a < 2; a++) {
        begin_article(a, a, "");
        random_restart(77);
        for (uint32_t i = 0; i < count; i++) {
            printf(OPEN);
            print_words(9);
            printf("," CLOSE " said Mira Holm.\\n\\n");
        }
        end_article();
    }
}

/* The quotations of both are the same; between them one says in another order what the other says. */
static void quotations_in_one_paragraph(uint32_t count) {
    for (uint32_t a = 0; a < 2; a++) {
        begin_article(a, a, "");
        for (uint32_t i = 0; i < count; i++) {
            random_restart(i + 1);
            printf(OPEN);
            print_words(5);
            printf("," CLOSE " said Mira Holm of ");
            for (uint32_t w = 0; w < 12; w++) {
                print_word((i * 13 + (a == 0 || w / 3 % 2 == 0 ? w : w ^ 1)) % 50000);
                putchar(' ');
            }
            printf(". ");
        }
        end_article();
    }
}

static void short_quotations_alike(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 200, "");
        print_paragraph(2);
        printf(OPEN "No comment" CLOSE ", said Mira ");
        print_name(random_below(500));
        printf(". ");
        print_paragraph(2);
        end_article();
    }
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

static void capitals_only(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        for (int w = 0; w < 200; w++) {
            print_name(random_below(4000));
            putchar(w % 12 == 11 ? '.' : ' ');
            if (w % 12 == 11) printf(" ");
        }
        end_article();
    }
}

static void shouted(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        for (int w = 0; w < 800; w++) putchar(random_below(6) == 0 ? ' ' : 'A' + (int)random_below(26));
        printf(" SAID MIRA HOLM.");
        end_article();
    }
}

static void one_surname_many_given_names(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        print_paragraph(2);
        printf(OPEN);
        print_words(10);
        printf("," CLOSE " said ");
        print_name(i);
        printf(" Holm. " OPEN);
        print_words(10);
        printf("," CLOSE " Holm said. ");
        end_article();
    }
}

static void many_people_in_one_article(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) {
        printf(OPEN);
        print_words(6);
        printf("," CLOSE " said ");
        print_name(i);
        putchar(' ');
        print_name(i * 7 + 3);
        printf(". He said that ");
        print_words(5);
        printf(".\\n\\n");
    }
    end_article();
}

static void each_credits_each_outlet(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i, "");
        print_lead();
        for (uint32_t k = 0; k < 20; k++) {
            print_words(6);
            printf(", Outlet ");
            print_name((i + k * 13) % count);
            printf(" reported. ");
        }
        end_article();
    }
}

static void all_credit_one_outlet(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i, "");
        print_lead();
        print_words(6);
        printf(", as first reported by Outlet ");
        print_name(0);
        printf(". ");
        print_paragraph(3);
        end_article();
    }
}

/* --- Scripts ------------------------------------------------------------------------------------------------------ */

static void combining_marks(uint32_t count) {
    begin_article(0, 0, "");
    for (uint32_t i = 0; i < count; i++) {
        printf("e");
        for (uint32_t k = 0; k < 30; k++) printf("\xCC%c", (int)(0x80 + random_below(60)));
        if (i % 4 == 3) putchar(' ');
    }
    end_article();
}

static void one_letter_with_all_marks(uint32_t count) {
    begin_article(0, 0, "");
    putchar('e');
    for (uint32_t i = 0; i < count; i++) printf("\xCC%c", (int)(0x80 + random_below(60)));
    end_article();
}

static void right_to_left(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        for (int w = 0; w < 120; w++) {
            for (uint32_t k = 0; k < 5; k++) printf("\xD7%c", (int)(0x90 + random_below(27)));
            putchar(' ');
        }
        end_article();
    }
}

static void zero_width(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        for (int w = 0; w < 150; w++) {
            print_words(1);
            printf(w % 3 ? "\xE2\x80\x8B" : "\xE2\x80\x8D\xEF\xBB\xBF ");
        }
        end_article();
    }
}

static void without_word_spaces_chinese(uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        begin_article(i, i % 30, "");
        for (int w = 0; w < 300; w++)
            printf("%c%c%c", 0xE4 + (int)random_below(4), (int)(0x80 + random_below(64)),
                   (int)(0x80 + random_below(64)));
        end_article();
    }
}

/* --- The table ---------------------------------------------------------------------------------------------------- */

typedef struct Kind {
    const char *name;
    uint32_t count; /* traced in half a second or so */
    void (*print)(uint32_t count);
} Kind;

static const Kind kinds[] = {
    {"one_article_n_times", 2000, one_article_n_times},
    {"one_article_with_a_new_lead", 2000, one_article_with_a_new_lead},
    {"chain_of_versions", 1000, chain_of_versions},
    {"one_story_copied_on", 2500, one_story_copied_on},
    {"every_tenth_word_differs", 1000, every_tenth_word_differs},
    {"parts_of_one_text", 1000, parts_of_one_text},
    {"one_phrase_everywhere", 5000, one_phrase_everywhere},
    {"same_end_everywhere", 4000, same_end_everywhere},
    {"house_text_of_each_outlet", 4000, house_text_of_each_outlet},
    {"same_title_everywhere", 4000, same_title_everywhere},
    {"one_word", 200000, one_word},
    {"two_words_in_turn", 100000, two_words_in_turn},
    {"palindromes", 100000, palindromes},
    {"periods_of_growing_length", 200000, periods_of_growing_length},
    {"one_sentence_again_and_again", 20000, one_sentence_again_and_again},
    {"no_spaces", 300000, no_spaces},
    {"every_word_new", 500000, every_word_new},
    {"only_stop_words", 3000, only_stop_words},
    {"only_digits", 3000, only_digits},
    {"only_punctuation", 5000, only_punctuation},
    {"one_word_a_paragraph", 100000, one_word_a_paragraph},
    {"one_letter_sentences", 200000, one_letter_sentences},
    {"one_endless_sentence", 20000, one_endless_sentence},
    {"many_tiny_articles", 30000, many_tiny_articles},
    {"quotes_never_closed", 20000, quotes_never_closed},
    {"straight_quotes_without_partner", 40000, straight_quotes_without_partner},
    {"quotes_nested_deep", 50000, quotes_nested_deep},
    {"only_quotation_marks", 300000, only_quotation_marks},
    {"one_viral_quotation", 4000, one_viral_quotation},
    {"one_viral_quotation_varied", 2000, one_viral_quotation_varied},
    {"quotations_in_one_article", 10000, quotations_in_one_article},
    {"quotations_in_one_paragraph", 10000, quotations_in_one_paragraph},
    {"short_quotations_alike", 5000, short_quotations_alike},
    {"capitals_only", 2000, capitals_only},
    {"shouted", 2000, shouted},
    {"one_surname_many_given_names", 5000, one_surname_many_given_names},
    {"many_people_in_one_article", 10000, many_people_in_one_article},
    {"each_credits_each_outlet", 1000, each_credits_each_outlet},
    {"all_credit_one_outlet", 2000, all_credit_one_outlet},
    {"combining_marks", 20000, combining_marks},
    {"one_letter_with_all_marks", 500000, one_letter_with_all_marks},
    {"right_to_left", 2000, right_to_left},
    {"zero_width", 3000, zero_width},
    {"without_word_spaces_chinese", 2000, without_word_spaces_chinese},
};

int main(int argument_count, char **arguments) {
    const size_t kind_count = sizeof kinds / sizeof kinds[0];
    if (argument_count == 2 && strcmp(arguments[1], "--list") == 0) {
        for (size_t i = 0; i < kind_count; i++) printf("%s %" PRIu32 "\n", kinds[i].name, kinds[i].count);
        return 0;
    }
    for (size_t i = 0; argument_count == 3 && i < kind_count; i++) {
        if (strcmp(arguments[1], kinds[i].name) != 0) continue;
        kinds[i].print((uint32_t)strtoul(arguments[2], NULL, 10));
        return 0;
    }
    fprintf(stderr, "usage: generate --list | generate KIND COUNT\n");
    return 2;
}
