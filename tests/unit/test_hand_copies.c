/*
 * Small traditions copied by hand: one text of some 600 words, copies of copies, each with slips of its own that its
 * own copies inherit; no dates, no credits. The tree must come out.
 *
 * The text is put together from a few lists, the copies are made by a generator with a fixed seed; the truth is the
 * tree they were made along.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "lib/lineage/lineage.h"
#include "lib/quote/quotations.h"
#include "lib/speakers/speakers.h"

enum { WITNESSES_MAX = 16, PARAGRAPHS = 12, SENTENCES = 4 };

static uint64_t random_state;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random_state >> 33) % limit;
}

static const char *const subjects[] = {"the ferryman",  "Widow Ansgar", "the elder brother", "a pedlar from Tolmin",
                                       "the bailiff",   "old Ruprecht", "the potter's girl", "a deaf mason",
                                       "the sacristan", "young Ilva",   "the toll keeper",   "a drover"};
static const char *const deeds[] = {"carried", "hid",    "counted", "promised", "traded", "found",
                                    "buried",  "mended", "forgot",  "burned",   "lent",   "stole"};
static const char *const things[] = {
    "eleven sacks of barley",   "a cracked bell",           "the keys of the granary",
    "two lame mules",           "a letter without a seal",  "the widow's copper kettle",
    "nine yards of grey cloth", "a cage of starlings",      "the boundary stone",
    "half a barrel of tar",     "a lantern of green glass", "the mill's spare wheel"};
static const char *const places[] = {"under the lower bridge", "behind the tannery",       "in the dry well",
                                     "near the salt road",     "at the edge of the marsh", "beside the chapel wall",
                                     "on the far bank",        "below the quarry",         "within sight of the tower",
                                     "by the lime kiln"};
static const char *const times[] = {
    "before the first frost",      "in the year of the flood",    "on the eve of the fair", "when the river had fallen",
    "three days after the burial", "while the bells were silent", "at the end of the fast", "long after midnight"};

#define PICK(list) list[random_below(sizeof(list) / sizeof *(list))]

static Bytes text_invent(Arena *arena) {
    Buffer text = {.arena = arena};
    for (int paragraph = 0; paragraph < PARAGRAPHS; paragraph++) {
        for (int sentence = 0; sentence < SENTENCES; sentence++) {
            buffer_printf(&text, "%s%s %s %s %s %s, and %s knew of it.", sentence > 0 ? " Then " : "Once ",
                          PICK(subjects), PICK(deeds), PICK(things), PICK(places), PICK(times), PICK(subjects));
        }
        buffer_append_string(&text, "\n\n");
    }
    return buffer_bytes(&text);
}

/* One word in `every` comes out otherwise: misspelt, replaced, left out or doubled by a neighbour. */
static Bytes text_copy(Bytes model, uint32_t every, Arena *arena) {
    Buffer copy = {.arena = arena};
    for (size_t at = 0; at < model.size;) {
        size_t end = at;
        while (end < model.size && model.data[end] != ' ' && model.data[end] != '\n') {
            end++;
        }
        Bytes word = {model.data + at, end - at};
        uint32_t slip = word.size > 4 && random_below(every) == 0 ? 1 + random_below(4) : 0;
        if (slip == 1) { /* a letter is left out */
            size_t letter = 1 + random_below((uint32_t)word.size - 2);
            buffer_append(&copy, (Bytes){word.data, letter});
            buffer_append(&copy, (Bytes){word.data + letter + 1, word.size - letter - 1});
        } else if (slip == 2) {
            buffer_append_string(&copy, PICK(deeds));
        } else if (slip == 3) { /* a letter is written twice */
            buffer_append(&copy, (Bytes){word.data, 2});
            buffer_append(&copy, (Bytes){word.data + 1, word.size - 1});
        } else if (slip != 4) {
            buffer_append(&copy, word);
        }
        for (at = end; at < model.size && (model.data[at] == ' ' || model.data[at] == '\n'); at++) {
            buffer_append_byte(&copy, model.data[at]);
        }
    }
    return buffer_bytes(&copy);
}

typedef struct Tradition {
    uint64_t seed;
    uint32_t count;
    uint32_t every; /* one word in so many is changed by a copyist */
    int parents[WITNESSES_MAX]; /* of the witnesses in the order of copying; -1: the first one */
    uint32_t directed_min;
} Tradition;

/* Names don't tell the order of copying: a for the fifth, and so on. */
static uint32_t place_of(uint32_t witness, uint32_t count) {
    return (witness * 5 + 4) % count;
}

static Lineage tradition_trace(const Tradition *tradition, Arena *result) {
    Article articles[WITNESSES_MAX] = {0};
    Bytes texts[WITNESSES_MAX];
    random_state = tradition->seed;
    for (uint32_t witness = 0; witness < tradition->count; witness++) {
        int parent = tradition->parents[witness];
        texts[witness] = parent < 0 ? text_invent(result) : text_copy(texts[parent], tradition->every, result);
        Article *article = &articles[place_of(witness, tradition->count)];
        Buffer path = {.arena = result};
        buffer_printf(&path, "%c.txt", 'a' + place_of(witness, tradition->count));
        article->path = buffer_bytes(&path);
        article->text = texts[witness];
    }
    Arena scratch = arena_open(0);
    Corpus *corpus = arena_new(result, Corpus);
    *corpus = corpus_build(articles, tradition->count, 1, result);
    PassageOptions options = passage_options_default();
    Passages passages = passages_find(corpus, &options, result, scratch);
    Quotations quotations =
        quotations_find(corpus, &(QuotationOptions){.reach = TAGGER_NOWHERE, .threads = 1}, result, scratch);
    Speakers speakers = speakers_resolve(corpus, &quotations, 1, result, scratch);
    FamiliesInput families_input = {.corpus = corpus, .quotations = &quotations, .speakers = &speakers, .threads = 1};
    Families families = families_build(&families_input, result, scratch);
    LineageInput input = {corpus, &passages, &quotations, &speakers, &families, 0};
    Lineage lineage = lineage_build(&input, result, scratch);
    arena_close(&scratch);
    return lineage;
}

static void assert_tree(const Tradition *tradition) {
    Arena result = arena_open(0);
    Lineage lineage = tradition_trace(tradition, &result);
    uint32_t found = 0;
    uint32_t directed = 0;
    assert_int_equal(lineage.stories.count, 1);
    for (uint32_t i = 0; i < lineage.derivations.count; i++) {
        const Derivation *item = &lineage.derivations.items[i];
        for (uint32_t witness = 0; witness < tradition->count; witness++) {
            if (tradition->parents[witness] < 0) {
                continue;
            }
            uint32_t child = place_of(witness, tradition->count);
            uint32_t parent = place_of((uint32_t)tradition->parents[witness], tradition->count);
            bool forward = item->from_article == parent && item->to_article == child;
            bool backward = item->from_article == child && item->to_article == parent;
            found += forward || backward;
            directed += forward && item->direction != DIRECTION_UNKNOWN;
            assert_false(backward && item->direction != DIRECTION_UNKNOWN);
        }
    }
    assert_int_equal(found, tradition->count - 1);
    assert_int_equal(lineage.derivations.count, tradition->count - 1);
    assert_true(directed >= tradition->directed_min);
    arena_close(&result);
}

static void two_branches_of_one_original(void **state) {
    (void)state;
    assert_tree(&(Tradition){11, 9, 60, {-1, 0, 0, 1, 1, 2, 2, 3, 5}, 6});
}

static void a_chain_of_copies_with_side_branches(void **state) {
    (void)state;
    assert_tree(&(Tradition){5, 12, 40, {-1, 0, 1, 2, 3, 4, 2, 2, 5, 4, 1, 0}, 9});
}

static void many_copies_of_few_models_by_careless_hands(void **state) {
    (void)state;
    assert_tree(&(Tradition){23, 13, 20, {-1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 4, 4, 7}, 9});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_branches_of_one_original),
        cmocka_unit_test(a_chain_of_copies_with_side_branches),
        cmocka_unit_test(many_copies_of_few_models_by_careless_hands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
