/* Of which quotations families are built again, and what becomes of those left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/addition/kept.h"
#include "memory_fixture.h"

enum { ARTICLES = 8, NEW = 6, QUOTATIONS_MAX = 64, MEMBERS_MAX = 64 };

/* Articles 0 to 5 were traced before, 6 and 7 are new. */
typedef struct Made {
    bool mates[ARTICLES];
    bool articles[ARTICLES];
    bool concerned[QUOTATIONS_MAX];
    Quotation items[QUOTATIONS_MAX];
    ByteSpan contents[QUOTATIONS_MAX][2];
    Quotations quotations;
    KnownMember members[MEMBERS_MAX];
    KnownFindings known;
    KeptInput input;
} Made;

static Made *made_open(Arena *result) {
    Made *made = arena_new(result, Made);
    for (uint32_t i = NEW; i < ARTICLES; i++) made->articles[i] = true;
    made->quotations = (Quotations){.items = made->items, .left_out = 7};
    made->known.members = made->members;
    made->input = (KeptInput){.known = &made->known,
                              .quotations = &made->quotations,
                              .article_count = ARTICLES,
                              .articles = made->articles,
                              .mates = made->mates,
                              .concerned = made->concerned};
    return made;
}

static ByteSpan place_bytes(uint32_t place) {
    return (ByteSpan){place * 100 + 10, place * 100 + 90};
}

/* By article, then place. The second part is one place further on, after a gap. */
static uint32_t quote(Made *made, uint32_t article, uint32_t place, uint32_t parts) {
    const uint32_t index = made->quotations.count++;
    made->contents[index][0] = place_bytes(place);
    made->contents[index][1] = place_bytes(place + 2);
    made->items[index] = (Quotation){
        .article = article, .content = made->contents[index], .content_count = parts, .family = 1000 + index};
    return index;
}

/* By article. */
static void know_member(Made *made, uint32_t article, uint32_t place, int64_t family) {
    made->members[made->known.member_count++] = (KnownMember){family, article, place_bytes(place)};
}

static Kept choose(Made *made, Memory *memory) {
    return kept_choose(&made->input, &memory->result, memory->scratch);
}

static void assert_kept(const Made *made, const Kept *kept, const uint32_t *expected, uint32_t count) {
    assert_int_equal(kept->quotations.count, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(kept->places[i], expected[i]);
        assert_ptr_equal(kept->quotations.items[i].content, made->items[expected[i]].content);
    }
}

#define ASSERT_KEPT(made, kept, ...)                                                                                   \
    assert_kept(made, kept, (const uint32_t[]){__VA_ARGS__}, sizeof(uint32_t[]){__VA_ARGS__} / sizeof(uint32_t))

/* --- Choosing ----------------------------------------------------------------------------------------------------- */

static void all_of_the_articles_are_kept(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    made->articles[2] = true;
    quote(made, 0, 0, 1);
    quote(made, 2, 0, 1);
    quote(made, 2, 1, 1);
    quote(made, 3, 0, 1);
    quote(made, 6, 0, 1);
    quote(made, 7, 0, 0);
    const Kept kept = choose(made, memory);
    ASSERT_KEPT(made, &kept, 1, 2, 4, 5);
    assert_int_equal(kept.families.count, 0);
    assert_int_equal(kept.quotations.left_out, 7); /* what else is known of quotations goes with them */
}

static void the_concerned_are_kept(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    for (uint32_t article = 0; article < 6; article++) quote(made, article, 0, 1);
    made->concerned[1] = made->concerned[4] = true;
    const Kept kept = choose(made, memory);
    ASSERT_KEPT(made, &kept, 1, 4);
}

/* Families 9 and 4 have a concerned quotation, 5 has none. */
static Made *made_with_families(Arena *result) {
    Made *made = made_open(result);
    quote(made, 0, 0, 1); /* 0: in 9 */
    quote(made, 0, 1, 1); /* 1: in 5 */
    quote(made, 1, 0, 1); /* 2: in 9, concerned */
    quote(made, 1, 1, 1); /* 3: in no family */
    quote(made, 2, 0, 1); /* 4: in 4, concerned */
    quote(made, 3, 0, 1); /* 5: in 5 and in 4 */
    quote(made, 3, 1, 1); /* 6: in no family, but 9 has words of the article elsewhere */
    quote(made, 4, 0, 1); /* 7: in 5 */
    quote(made, 6, 0, 1); /* 8: new */
    know_member(made, 0, 0, 9);
    know_member(made, 0, 1, 5);
    know_member(made, 1, 0, 9);
    know_member(made, 2, 0, 4);
    know_member(made, 3, 0, 4);
    know_member(made, 3, 0, 5);
    know_member(made, 3, 3, 9);
    know_member(made, 4, 0, 5);
    made->concerned[2] = made->concerned[4] = true;
    return made;
}

static void families_of_the_concerned_are_kept_whole(void **state) {
    Memory *memory = *state;
    Made *made = made_with_families(&memory->result);
    Kept kept = choose(made, memory);
    ASSERT_KEPT(made, &kept, 0, 2, 4, 5, 8);
    assert_int_equal(kept.families.count, 2);
    assert_int_equal(kept.families.items[0], 4);
    assert_int_equal(kept.families.items[1], 9);

    made->concerned[0] = true; /* two of one family */
    kept = choose(made, memory);
    ASSERT_KEPT(made, &kept, 0, 2, 4, 5, 8);
    assert_int_equal(kept.families.count, 2);

    /* So do those that are kept with their article. */
    made->concerned[0] = made->concerned[2] = made->concerned[4] = false;
    made->articles[1] = true;
    kept = choose(made, memory);
    ASSERT_KEPT(made, &kept, 0, 2, 3, 8);
    assert_int_equal(kept.families.count, 1);
    assert_int_equal(kept.families.items[0], 9);
}

static void a_quotation_is_in_the_families_of_all_its_parts(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    quote(made, 0, 0, 2); /* 0: concerned; places 0 and 2 */
    quote(made, 1, 2, 1); /* 1: in 3, like its second part */
    quote(made, 2, 1, 1); /* 2: in 4, which has the gap */
    quote(made, 3, 0, 2); /* 3: 3 has the gap in it */
    quote(made, 4, 0, 2); /* 4: in 3 by its second part */
    know_member(made, 0, 2, 3);
    know_member(made, 0, 1, 4);
    know_member(made, 1, 2, 3);
    know_member(made, 2, 1, 4);
    know_member(made, 3, 1, 3);
    know_member(made, 4, 2, 3);
    made->concerned[0] = true;
    const Kept kept = choose(made, memory);
    ASSERT_KEPT(made, &kept, 0, 1, 4);
    assert_int_equal(kept.families.count, 1);
    assert_int_equal(kept.families.items[0], 3);
}

static void of_nothing_nothing_is_kept(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    Kept kept = choose(made, memory);
    assert_int_equal(kept.quotations.count, 0);
    assert_int_equal(kept.families.count, 0);
    Families families = {0};
    kept_return(&kept, &families, &made->quotations, &memory->result);
    made->input.article_count = 0;
    kept = choose(made, memory);
    assert_int_equal(kept.quotations.count, 0);
}

static void of_mates_what_is_in_a_family_is_kept(void **state) {
    Memory *memory = *state;
    Made *made = made_with_families(&memory->result);
    made->concerned[2] = made->concerned[4] = false;
    made->mates[0] = made->mates[3] = true;
    const Kept kept = choose(made, memory);
    ASSERT_KEPT(made, &kept, 0, 1, 5, 8); /* not 6, which is in none */
    assert_int_equal(kept.families.count, 0);
}

static void the_others_are_left_out(void **state) {
    Memory *memory = *state;
    Made *made = made_with_families(&memory->result);
    const Kept kept = choose(made, memory);
    static const uint32_t others[] = {1, 3, 6, 7};
    assert_int_equal(kept.left_out.count, 4);
    for (uint32_t i = 0; i < 4; i++) assert_ptr_equal(kept.left_out.items[i].content, made->items[others[i]].content);
}

/* --- And back ----------------------------------------------------------------------------------------------------- */

static void families_are_given_back(void **state) {
    Memory *memory = *state;
    Made *made = made_with_families(&memory->result);
    const Kept kept = choose(made, memory); /* 0, 2, 4, 5, 8 */
    static const uint32_t of_kept[] = {0, 0, INDEX_NONE, 1, 1};
    for (uint32_t i = 0; i < 5; i++) kept.quotations.items[i].family = of_kept[i];
    const Witness first[] = {{.quotation = 0, .article = 0, .bytes = {11, 12}},
                             {.quotation = 1, .article = 1},
                             {.quotation = INDEX_NONE, .article = 5, .bytes = {13, 14}}};
    const Witness second[] = {{.quotation = 3, .article = 3}, {.quotation = 4, .article = 6}};
    Family items[] = {{.members = first, .member_count = 3, .base_member = 1}, {.members = second, .member_count = 2}};
    Families families = {items, 2};
    kept_return(&kept, &families, &made->quotations, &memory->result);
    static const uint32_t of_all[] = {0, INDEX_NONE, 0, INDEX_NONE, INDEX_NONE, 1, INDEX_NONE, INDEX_NONE, 1};
    for (uint32_t i = 0; i < 9; i++) assert_int_equal(made->items[i].family, of_all[i]);
    assert_int_equal(items[0].members[0].quotation, 0);
    assert_int_equal(items[0].members[0].bytes.end, 12);
    assert_int_equal(items[0].members[1].quotation, 2);
    assert_int_equal(items[0].members[2].quotation, INDEX_NONE);
    assert_int_equal(items[0].members[2].article, 5);
    assert_int_equal(items[0].base_member, 1);
    assert_int_equal(items[1].members[0].quotation, 5);
    assert_int_equal(items[1].members[1].quotation, 8);
    assert_int_equal(first[1].quotation, 1); /* somebody else's: left as it is */
}

#define MEMORY_TEST(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void) {
    const struct CMUnitTest tests[] = {
        MEMORY_TEST(all_of_the_articles_are_kept),
        MEMORY_TEST(the_concerned_are_kept),
        MEMORY_TEST(families_of_the_concerned_are_kept_whole),
        MEMORY_TEST(a_quotation_is_in_the_families_of_all_its_parts),
        MEMORY_TEST(of_nothing_nothing_is_kept),
        MEMORY_TEST(of_mates_what_is_in_a_family_is_kept),
        MEMORY_TEST(the_others_are_left_out),
        MEMORY_TEST(families_are_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
