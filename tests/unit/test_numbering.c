/* Which groups an addition writes, and under which numbers: by hand, and against a slow obvious twin on random groups. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/addition/numbering.h"
#include "memory_fixture.h"

enum { OLD = 26, ARTICLES = 52, PLACES = 3, GROUPS_MAX = 64, MEMBERS_MAX = 512, LAST_NUMBER = 90 };

/* A small corpus without texts: articles a to z were traced before, A to Z are new. */
typedef struct Made {
    Corpus corpus;
    bool is_new[ARTICLES];
    KnownArticle articles[ARTICLES];
    KnownMember members[MEMBERS_MAX];
    KnownFindings known;
    int64_t kept[GROUPS_MAX];
    Family families[GROUPS_MAX];
    Witness witnesses[MEMBERS_MAX];
    Story stories[GROUPS_MAX];
    uint32_t story_articles[MEMBERS_MAX];
    uint32_t used;
    Passages passages;
    Quotations quotations;
    Families found;
    Lineage lineage;
    NumberingInput input;
} Made;

static Made *made_open(Arena *result) {
    Made *made = arena_new(result, Made);
    made->corpus.article_count = ARTICLES;
    for (uint32_t i = OLD; i < ARTICLES; i++) made->is_new[i] = true;
    made->known = (KnownFindings){.articles = made->articles, .members = made->members};
    made->known.last =
        (LastNumbers){LAST_NUMBER, LAST_NUMBER, LAST_NUMBER, LAST_NUMBER, LAST_NUMBER, LAST_NUMBER, 3, true};
    made->found.items = made->families;
    made->lineage.stories.items = made->stories;
    made->input = (NumberingInput){.corpus = &made->corpus,
                                   .is_new = made->is_new,
                                   .known = &made->known,
                                   .kept_families = {made->kept, 0},
                                   .passages = &made->passages,
                                   .quotations = &made->quotations,
                                   .families = &made->found,
                                   .lineage = &made->lineage};
    return made;
}

static uint32_t article_of(char letter) {
    return letter >= 'a' ? (uint32_t)(letter - 'a') : OLD + (uint32_t)(letter - 'A');
}

/* A witness's place: those of different places have no byte in common. */
static ByteSpan place_bytes(uint32_t place) {
    return (ByteSpan){place * 100 + 10, place * 100 + 90};
}

static AdditionNumbers number_made(Made *made, Memory *memory) {
    const AdditionNumbers numbers = numbering_build(&made->input, &memory->result, memory->scratch);
    NumberingInput before_stories = made->input;
    before_stories.lineage = NULL;
    const KnownNumbers families = numbering_families(&before_stories, &memory->result, memory->scratch);
    assert_int_equal(families.count, numbers.replaced_families.count);
    for (uint32_t i = 0; i < families.count; i++)
        assert_int_equal(families.items[i], numbers.replaced_families.items[i]);
    return numbers;
}

/* --- Groups by hand ----------------------------------------------------------------------------------------------- */

typedef struct KnownGroup {
    int64_t number;
    const char *members;
} KnownGroup;

typedef struct Example {
    KnownGroup known[6];
    const char *found[6];
    int64_t numbers[6]; /* by found group; 0: not written */
    int64_t replaced[6];
} Example;

static void assert_groups(const Example *example, FindingNumbers numbers, KnownNumbers replaced) {
    for (uint32_t i = 0; i < 6 && example->found[i]; i++) {
        assert_int_equal(numbers.numbers[i], example->numbers[i]);
        assert_int_equal(numbers.written[i], example->numbers[i] > 0);
    }
    for (uint32_t i = 0; i < replaced.count; i++) assert_int_equal(replaced.items[i], example->replaced[i]);
    assert_true(replaced.count == 6 || example->replaced[replaced.count] == 0);
}

/* Members of known families stand by article, whatever family they are in. */
static void know_families(Made *made, const Example *example) {
    for (uint32_t article = 0; article < OLD; article++) {
        for (uint32_t i = 0; i < 6 && example->known[i].members; i++) {
            if (!strchr(example->known[i].members, (char)('a' + article))) continue;
            made->members[made->known.member_count++] =
                (KnownMember){example->known[i].number, article, place_bytes(0)};
        }
    }
}

static void find_families(Made *made, const Example *example) {
    uint32_t used = 0;
    for (uint32_t i = 0; i < 6 && example->found[i]; i++) {
        made->families[i].members = made->witnesses + used;
        for (const char *member = example->found[i]; *member; member++)
            made->witnesses[used++] = (Witness){INDEX_NONE, article_of(*member), place_bytes(0)};
        made->families[i].member_count = (uint32_t)strlen(example->found[i]);
        made->found.count++;
    }
}

static void keep_families(Made *made, const int64_t *numbers, uint32_t count) {
    memcpy(made->kept, numbers, count * sizeof *numbers);
    made->input.kept_families.count = count;
}

static void check_families(const Example *example, Memory *memory) {
    Made *made = made_open(&memory->result);
    know_families(made, example);
    find_families(made, example);
    static const int64_t all[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    keep_families(made, all, 9);
    const AdditionNumbers numbers = number_made(made, memory);
    assert_groups(example, numbers.families, numbers.replaced_families);
    assert_int_equal(numbers.replaced_stories.count, 0);
}

static void check_stories(const Example *example, Memory *memory) {
    Made *made = made_open(&memory->result);
    for (uint32_t i = 0; i < 6 && example->known[i].members; i++)
        for (const char *member = example->known[i].members; *member; member++)
            made->articles[article_of(*member)].story = example->known[i].number;
    for (uint32_t i = 0; i < 6 && example->found[i]; i++) {
        made->stories[i] = (Story){.articles = made->story_articles + made->used,
                                   .article_count = (uint32_t)strlen(example->found[i])};
        for (const char *member = example->found[i]; *member; member++)
            made->story_articles[made->used++] = article_of(*member);
        made->lineage.stories.count++;
    }
    const AdditionNumbers numbers = number_made(made, memory);
    assert_groups(example, numbers.stories, numbers.replaced_stories);
    assert_int_equal(numbers.replaced_families.count, 0);
}

static void check(void **state, Example example) {
    check_families(&example, *state);
    check_stories(&example, *state);
}

static void nothing_is_found(void **state) {
    check(state, (Example){.known = {{0}}});
    check(state, (Example){.known = {{3, "ab"}}});
}

static void what_has_nobody_new_is_left_alone(void **state) {
    check(state, (Example){.known = {{3, "ab"}, {4, "cd"}}, .found = {"abcd"}});
    check(state, (Example){.known = {{3, "ab"}}, .found = {"a", "b"}});
    check(state,
          (Example){.known = {{3, "ab"}, {4, "cd"}}, .found = {"ab", "cdX"}, .numbers = {0, 4}, .replaced = {4}});
}

static void a_group_with_a_new_member_keeps_its_number(void **state) {
    check(state, (Example){.known = {{3, "ab"}}, .found = {"abX"}, .numbers = {3}, .replaced = {3}});
    check(state, (Example){.known = {{3, "ab"}}, .found = {"aX"}, .numbers = {3}, .replaced = {3}});
}

static void a_group_of_new_members_gets_a_new_number(void **state) {
    check(state, (Example){.found = {"XY", "Z"}, .numbers = {91, 92}});
    check(state, (Example){.known = {{3, "ab"}}, .found = {"ab", "efX"}, .numbers = {0, 91}});
}

static void joined_groups_take_the_smallest_number(void **state) {
    check(state, (Example){.known = {{3, "ab"}, {4, "cd"}}, .found = {"abcdX"}, .numbers = {3}, .replaced = {3, 4}});
    check(state, (Example){.known = {{7, "ab"}, {4, "cd"}}, .found = {"abcdX"}, .numbers = {4}, .replaced = {4, 7}});
    check(state,
          (Example){
              .known = {{7, "be"}, {9, "ad"}, {4, "cf"}}, .found = {"abcdefX"}, .numbers = {4}, .replaced = {4, 7, 9}});
}

static void a_group_that_falls_apart_is_two(void **state) {
    check(state, (Example){.known = {{3, "abcd"}}, .found = {"abX", "cd"}, .numbers = {3, 91}, .replaced = {3}});
    check(state, (Example){.known = {{3, "abcd"}}, .found = {"ab", "cdX"}, .numbers = {3, 91}, .replaced = {3}});
    check(
        state,
        (Example){.known = {{5, "abcd"}, {6, "ef"}}, .found = {"abX", "cdef"}, .numbers = {5, 6}, .replaced = {5, 6}});
    /* The first takes the smaller number, though the other one would do. */
    check(state,
          (Example){
              .known = {{5, "ce"}, {6, "ad"}}, .found = {"acX", "e", "d"}, .numbers = {5, 91, 6}, .replaced = {5, 6}});
}

static void what_gives_way_spreads(void **state) {
    check(state, (Example){.known = {{1, "ab"}, {2, "cd"}, {3, "ef"}, {4, "gh"}},
                           .found = {"fg", "de", "bc", "aX"},
                           .numbers = {3, 2, 1, 91},
                           .replaced = {1, 2, 3, 4}});
    check(state, (Example){.known = {{1, "ab"}, {2, "cd"}, {3, "ef"}},
                           .found = {"aX", "bc", "ef"},
                           .numbers = {1, 2, 0},
                           .replaced = {1, 2}});
}

/* --- Families only ------------------------------------------------------------------------------------------------ */

static void families_that_were_not_kept_do_not_give_way(void **state) {
    Memory *memory = *state;
    const Example example = {.known = {{3, "ab"}, {5, "acd"}, {6, "ef"}},
                             .found = {"abX", "cd", "efY"},
                             .numbers = {3, 0, 91},
                             .replaced = {3}};
    static const int64_t kept[] = {2, 3, 8};
    Made *made = made_open(&memory->result);
    know_families(made, &example);
    find_families(made, &example);
    keep_families(made, kept, 3);
    const AdditionNumbers numbers = number_made(made, memory);
    assert_groups(&example, numbers.families, numbers.replaced_families);
}

/* Of one article: words in another place of it are other words; of those that touch no byte is in both. */
static void members_are_told_by_their_bytes(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    static const int64_t kept[] = {1, 2, 3};
    made->members[0] = (KnownMember){1, 0, {10, 50}};
    made->members[1] = (KnownMember){2, 0, {50, 90}};
    made->members[2] = (KnownMember){3, 0, {90, 120}};
    made->known.member_count = 3;
    made->witnesses[0] = (Witness){INDEX_NONE, 0, {89, 90}};
    made->witnesses[1] = (Witness){INDEX_NONE, OLD, {0, 10}};
    made->families[0] = (Family){.members = made->witnesses, .member_count = 2};
    made->found.count = 1;
    keep_families(made, kept, 3);
    const AdditionNumbers numbers = number_made(made, memory);
    assert_int_equal(numbers.families.numbers[0], 2);
    assert_int_equal(numbers.replaced_families.count, 1);
    assert_int_equal(numbers.replaced_families.items[0], 2);
}

/* --- What has one article or two ---------------------------------------------------------------------------------- */

static void passages_of_new_articles_follow(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    Passage passages[] = {{.a_article = 0, .b_article = 1},
                          {.a_article = 0, .b_article = OLD},
                          {.a_article = OLD, .b_article = 1},
                          {.a_article = OLD, .b_article = OLD + 1}};
    made->passages = (Passages){passages, 4};
    const AdditionNumbers numbers = number_made(made, memory);
    static const int64_t expected[] = {0, 91, 92, 93};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(numbers.passages.numbers[i], expected[i]);
        assert_int_equal(numbers.passages.written[i], expected[i] > 0);
    }
    assert_ptr_equal(numbers.new_articles, made->is_new);
    assert_int_equal(numbers.lost_ancestors_before, 3);
}

static void quotations_have_the_numbers_that_they_had(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    Quotation quotations[] = {{.article = 2},   {.article = 2},   {.article = 5},
                              {.article = OLD}, {.article = OLD}, {.article = OLD + 3}};
    for (uint32_t i = 0; i < 6; i++) quotations[i].family = INDEX_NONE;
    made->articles[2].first_quotation = 40;
    made->articles[5].first_quotation = 17;
    made->quotations = (Quotations){.items = quotations, .count = 6};
    const AdditionNumbers numbers = number_made(made, memory);
    static const int64_t expected[] = {40, 41, 17, 91, 92, 93};
    for (uint32_t i = 0; i < 6; i++) {
        assert_int_equal(numbers.quotations.numbers[i], expected[i]);
        assert_int_equal(numbers.quotations.written[i], i >= 3);
        assert_false(numbers.touched_quotations[i]);
    }
}

/* Touched are those that are in a written family, and those that were in one that gave way. */
static void touched_are_those_whose_family_changes(void **state) {
    Memory *memory = *state;
    const Example example = {.known = {{3, "abc"}, {5, "de"}, {6, "f"}}, .found = {"abX", "de", "gY"}};
    Made *made = made_open(&memory->result);
    static const int64_t kept[] = {3, 5};
    know_families(made, &example);
    find_families(made, &example);
    keep_families(made, kept, 2);
    const struct {
        char letter;
        uint32_t family;
        uint32_t place; /* 9: without content */
        bool touched;
    } asked[] = {{'a', 0, 0, true},           {'a', INDEX_NONE, 1, false}, {'c', INDEX_NONE, 0, true},
                 {'d', 1, 0, false},          {'f', INDEX_NONE, 0, false}, {'g', 2, 1, true},
                 {'h', INDEX_NONE, 0, false}, {'h', INDEX_NONE, 9, false}, {'X', 0, 0, false}};
    enum { COUNT = sizeof asked / sizeof *asked };
    ByteSpan contents[COUNT];
    Quotation quotations[COUNT];
    for (uint32_t i = 0; i < COUNT; i++) {
        contents[i] = place_bytes(asked[i].place);
        quotations[i] = (Quotation){.article = article_of(asked[i].letter),
                                    .family = asked[i].family,
                                    .content = &contents[i],
                                    .content_count = asked[i].place < 9};
    }
    made->quotations = (Quotations){.items = quotations, .count = COUNT};
    const AdditionNumbers numbers = number_made(made, memory);
    for (uint32_t i = 0; i < COUNT; i++) assert_int_equal(numbers.touched_quotations[i], asked[i].touched);
}

static void derivations_of_written_stories_are_written(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    static const uint32_t articles[] = {0, 1, 2, OLD};
    made->articles[0].story = made->articles[1].story = 8;
    made->articles[2].story = 9;
    made->stories[0] = (Story){.articles = articles, .article_count = 2};
    made->stories[1] = (Story){.articles = articles + 2, .article_count = 2};
    made->lineage.stories.count = 2;
    Derivation derivations[] = {{.story = 0}, {.story = 1}, {.story = 1}};
    made->lineage.derivations = (Derivations){.items = derivations, .count = 3};
    const AdditionNumbers numbers = number_made(made, memory);
    static const int64_t expected[] = {0, 91, 92};
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(numbers.derivations.numbers[i], expected[i]);
        assert_int_equal(numbers.derivations.written[i], expected[i] > 0);
    }
}

/* --- Against a slow twin ------------------------------------------------------------------------------------------ */

/* A generator of its own: the same groups everywhere. */
static uint32_t random_below(uint64_t *state, uint32_t limit) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % limit);
}

/* By article and place: the group, 0 for none. */
typedef struct Drawn {
    int64_t known[ARTICLES][PLACES];
    uint32_t found[ARTICLES][PLACES]; /* 1 + index */
    bool kept[LAST_NUMBER + 1];
    uint32_t found_count;
} Drawn;

/* Found groups are mostly the known ones, with members lost, won and changed. */
static void draw(Drawn *drawn, uint64_t *random) {
    memset(drawn, 0, sizeof *drawn);
    const uint32_t articles = 2 + random_below(random, OLD - 2), known_count = 1 + random_below(random, 20);
    int64_t numbers[20];
    for (uint32_t i = 0; i < 20; i++) {
        numbers[i] = (int64_t)(1 + (i * 37 + 11) % LAST_NUMBER);
        drawn->kept[numbers[i]] = random_below(random, 8) > 0;
    }
    drawn->found_count = known_count + 1 + random_below(random, 6);
    for (uint32_t i = 0; i < articles; i++) {
        for (uint32_t place = 0; place < PLACES; place++) {
            const uint32_t group = random_below(random, known_count);
            if (random_below(random, 3) > 0) drawn->known[i][place] = numbers[group];
            if (random_below(random, 10) == 0) continue;
            drawn->found[i][place] = 1 + (random_below(random, 6) ? group : random_below(random, drawn->found_count));
        }
    }
    for (uint32_t i = random_below(random, 5); i-- > 0;)
        drawn->found[OLD + i][random_below(random, PLACES)] = 1 + random_below(random, drawn->found_count);
}

static void lay(Made *made, const Drawn *drawn) {
    uint32_t used = 0, kept = 0;
    for (uint32_t i = 0; i < OLD; i++)
        for (uint32_t place = 0; place < PLACES; place++)
            if (drawn->known[i][place] > 0)
                made->members[made->known.member_count++] =
                    (KnownMember){drawn->known[i][place], i, place_bytes(place)};
    for (uint32_t number = 1; number <= LAST_NUMBER; number++)
        if (drawn->kept[number]) made->kept[kept++] = number;
    made->input.kept_families.count = kept;
    made->found.count = drawn->found_count;
    for (uint32_t f = 0; f < drawn->found_count; f++) {
        made->families[f].members = made->witnesses + used;
        for (uint32_t i = 0; i < ARTICLES; i++) {
            for (uint32_t place = 0; place < PLACES; place++) {
                if (drawn->found[i][place] != f + 1) continue;
                made->witnesses[used++] = (Witness){INDEX_NONE, i, place_bytes(place)};
                made->families[f].member_count++;
            }
        }
    }
}

static bool have_member_in_common(const Drawn *drawn, int64_t known, uint32_t found) {
    if (!drawn->kept[known]) return false;
    for (uint32_t i = 0; i < OLD; i++)
        for (uint32_t place = 0; place < PLACES; place++)
            if (drawn->known[i][place] == known && drawn->found[i][place] == found + 1) return true;
    return false;
}

typedef struct Twin {
    bool written[GROUPS_MAX];
    bool replaced[LAST_NUMBER + 1];
    int64_t numbers[GROUPS_MAX];
} Twin;

static void twin_spread(Twin *twin, const Drawn *drawn) {
    for (uint32_t i = OLD; i < ARTICLES; i++)
        for (uint32_t place = 0; place < PLACES; place++)
            if (drawn->found[i][place] > 0) twin->written[drawn->found[i][place] - 1] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (int64_t known = 1; known <= LAST_NUMBER; known++) {
            for (uint32_t f = 0; f < drawn->found_count; f++) {
                if (!have_member_in_common(drawn, known, f)) continue;
                changed = changed || twin->written[f] != twin->replaced[known];
                twin->written[f] = twin->replaced[known] = twin->written[f] || twin->replaced[known];
            }
        }
    }
}

/* One group after the other takes the smallest number that is left of those it may have. */
static void twin_number(Twin *twin, const Drawn *drawn) {
    bool used[LAST_NUMBER + 1] = {false};
    int64_t last = LAST_NUMBER;
    for (uint32_t f = 0; f < drawn->found_count; f++) {
        for (int64_t known = 1; known <= LAST_NUMBER && twin->written[f] && twin->numbers[f] == 0; known++) {
            if (used[known] || !have_member_in_common(drawn, known, f)) continue;
            twin->numbers[f] = known;
            used[known] = true;
        }
    }
    for (uint32_t f = 0; f < drawn->found_count; f++)
        if (twin->written[f] && twin->numbers[f] == 0) twin->numbers[f] = ++last;
}

static bool was_replaced(const AdditionNumbers *numbers, int64_t number) {
    for (uint32_t i = 0; i < numbers->replaced_families.count; i++)
        if (numbers->replaced_families.items[i] == number) return true;
    return false;
}

static void assert_sound(const AdditionNumbers *numbers, const Drawn *drawn) {
    const FindingNumbers families = numbers->families;
    for (uint32_t f = 0; f < drawn->found_count; f++) {
        assert_int_equal(families.written[f], families.numbers[f] > 0);
        if (!families.written[f]) continue;
        assert_true(families.numbers[f] > LAST_NUMBER || was_replaced(numbers, families.numbers[f]));
        for (uint32_t other = 0; other < f; other++) assert_true(families.numbers[other] != families.numbers[f]);
    }
    for (uint32_t i = 1; i < numbers->replaced_families.count; i++)
        assert_true(numbers->replaced_families.items[i - 1] < numbers->replaced_families.items[i]);
    for (uint32_t i = 0; i < OLD; i++) {
        for (uint32_t place = 0; place < PLACES; place++) {
            if (!was_replaced(numbers, drawn->known[i][place]) || drawn->found[i][place] == 0) continue;
            assert_true(families.written[drawn->found[i][place] - 1]);
        }
    }
}

static void random_groups_are_numbered_as_a_slow_twin_does(void **state) {
    Memory *memory = *state;
    uint64_t random = 2024;
    uint32_t replaced = 0, untouched = 0, added = 0;
    for (uint32_t round = 0; round < 400; round++) {
        Drawn drawn;
        Twin twin = {0};
        Made *made = made_open(&memory->result);
        draw(&drawn, &random);
        lay(made, &drawn);
        twin_spread(&twin, &drawn);
        twin_number(&twin, &drawn);
        const AdditionNumbers numbers = number_made(made, memory);
        assert_sound(&numbers, &drawn);
        for (uint32_t f = 0; f < drawn.found_count; f++) {
            assert_int_equal(numbers.families.numbers[f], twin.numbers[f]);
            untouched += !twin.written[f];
            added += twin.numbers[f] > LAST_NUMBER;
        }
        for (int64_t known = 1; known <= LAST_NUMBER; known++)
            assert_int_equal(was_replaced(&numbers, known), twin.replaced[known]);
        replaced += numbers.replaced_families.count;
    }
    assert_true(replaced > 300 && untouched > 300 && added > 300);
}

#define MEMORY_TEST(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void) {
    const struct CMUnitTest tests[] = {
        MEMORY_TEST(nothing_is_found),
        MEMORY_TEST(what_has_nobody_new_is_left_alone),
        MEMORY_TEST(a_group_with_a_new_member_keeps_its_number),
        MEMORY_TEST(a_group_of_new_members_gets_a_new_number),
        MEMORY_TEST(joined_groups_take_the_smallest_number),
        MEMORY_TEST(a_group_that_falls_apart_is_two),
        MEMORY_TEST(what_gives_way_spreads),
        MEMORY_TEST(families_that_were_not_kept_do_not_give_way),
        MEMORY_TEST(members_are_told_by_their_bytes),
        MEMORY_TEST(passages_of_new_articles_follow),
        MEMORY_TEST(quotations_have_the_numbers_that_they_had),
        MEMORY_TEST(touched_are_those_whose_family_changes),
        MEMORY_TEST(derivations_of_written_stories_are_written),
        MEMORY_TEST(random_groups_are_numbered_as_a_slow_twin_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
