/* An addition's findings into a file that has others: what is written, what gives way, and what stays as it is. */
#include "store_fixture.h"

#include "lib/store/store_private.h"

enum { OLD = 4, SMALL = 3 };

/*
 * Articles 5, 4, 1 and 0 are traced together, in this order of time; then 2 comes, between 4 and 1. Keys are 1 to 5. Each
 * has one quotation. Families: 1 of 5 and 4, 2 of 1 and 0. Stories: 1 of 5 and 4, 2 of 1, 3 of 0. The new article takes 5
 * out of family 1; it and the articles of story 1 are story 4.
 */
static const uint32_t old_numbers[OLD] = {5, 4, 1, 0}, small_numbers[SMALL] = {5, 4, 2};

typedef struct Made {
    Article articles[OLD];
    Corpus corpus;
    Quotation quotation_items[OLD];
    ByteSpan contents[OLD];
    Quotations quotations;
    Speaker speaker_items[3];
    Speakers speakers;
    Witness members[4];
    Family family_items[2];
    Families families;
    Passage passage_items[3];
    Passages passages;
    Story story_items[3];
    uint32_t story_of[OLD];
    Derivation derivation_items[3];
    Evidence evidence;
    Variant variant;
    Lineage lineage;
    Bytes signatures[OLD];
    AdditionNumbers numbers;
    Findings findings;
} Made;

static const uint32_t indexes[] = {0, 1, 2, 3};

static Made *made_open(const uint32_t *numbers, uint32_t count, Arena *result) {
    Made *made = arena_new(result, Made);
    for (uint32_t i = 0; i < count; i++) made->articles[i] = article_make(numbers[i], result);
    made->corpus = corpus_build(made->articles, count, 1, result);
    made->speaker_items[0] = (Speaker){.name = BYTES("Ann Roe"), .kind = SPEAKER_PERSON};
    made->speaker_items[1] = (Speaker){.name = BYTES("Bea Sol"), .kind = SPEAKER_PERSON};
    made->speaker_items[2] = (Speaker){.name = BYTES("Cleo Dunn"), .kind = SPEAKER_PERSON};
    for (uint32_t i = 0; i < count; i++) {
        made->contents[i] = (ByteSpan){3, 20};
        made->quotation_items[i] =
            (Quotation){.article = i, .content = &made->contents[i], .content_count = 1, .family = INDEX_NONE};
        made->members[i] = (Witness){i, i, made->contents[i]};
    }
    made->quotations = (Quotations){.items = made->quotation_items, .count = count};
    made->speakers = (Speakers){.items = made->speaker_items, .count = 2};
    made->families.items = made->family_items;
    made->passages.items = made->passage_items;
    made->lineage.stories = (Stories){.items = made->story_items, .by_article = made->story_of};
    made->lineage.derivations.items = made->derivation_items;
    made->evidence = (Evidence){EVIDENCE_COPIED, 1, {3, 20}, BYTES("words")};
    made->findings = (Findings){.corpus = &made->corpus,
                                .passages = &made->passages,
                                .quotations = &made->quotations,
                                .speakers = &made->speakers,
                                .families = &made->families,
                                .lineage = &made->lineage};
    return made;
}

static Family *family(Made *made, uint32_t first_member, uint32_t member_count) {
    static const uint32_t speaker = 0;
    Family *added = &made->family_items[made->families.count++];
    *added = (Family){.text = BYTES("Zoë"),
                      .members = made->members + first_member,
                      .member_count = member_count,
                      .speakers = &speaker,
                      .speaker_count = 1};
    for (uint32_t i = 0; i < member_count; i++)
        made->quotation_items[added->members[i].quotation].family = made->families.count - 1;
    return added;
}

static void story(Made *made, uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) made->story_of[first + i] = made->lineage.stories.count;
    made->story_items[made->lineage.stories.count++] =
        (Story){.articles = indexes + first, .article_count = count, .origin_count = 1};
}

static void derive(Made *made, uint32_t from, uint32_t to, float confidence) {
    made->derivation_items[made->lineage.derivations.count++] =
        (Derivation){from, to, 0, DIRECTION_KNOWN, confidence, &made->evidence, 1, INDEX_NONE};
    made->passage_items[made->passages.count++] = (Passage){
        .a_article = from, .b_article = to, .a_bytes = {3, 20}, .b_bytes = {3, 20}, .words = 3, .identity = 1};
}

static Made *made_full(Arena *result) {
    Made *made = made_open(old_numbers, OLD, result);
    Family *first = family(made, 0, 2);
    made->variant = (Variant){.from = BYTES("Zoë"), .members = indexes, .member_count = 1};
    first->variants = &made->variant;
    first->variant_count = 1;
    (void)family(made, 2, 2);
    made->quotation_items[3].speaker = 1;
    story(made, 0, 2);
    story(made, 2, 1);
    story(made, 3, 1);
    derive(made, 0, 1, 0.5f);
    return made;
}

static Made *made_small(Arena *result) {
    static const bool is_new[] = {false, false, true}, new_speaker[] = {false, false, true}, all[] = {true, true, true};
    static const bool touched[] = {true, true, false}, new_passage[] = {false, true, true};
    static const int64_t quotations[] = {1, 2, 5}, passages[] = {0, 2, 3}, speakers[] = {1, 2, 3}, one[] = {1},
                         four[] = {4}, derivations[] = {2, 3, 4};
    Made *made = made_open(small_numbers, SMALL, result);
    made->speakers.count = 3;
    made->quotation_items[2].joint[0] = 1;
    made->quotation_items[2].joint[1] = 2;
    made->quotation_items[2].joint_count = 2;
    made->members[1] = made->members[2];
    (void)family(made, 0, 2);
    story(made, 0, 3);
    derive(made, 0, 1, 0.5f);
    derive(made, 0, 2, 0.9f);
    derive(made, 1, 2, 0.5f);
    made->signatures[2] = BYTES("runs");
    made->numbers = (AdditionNumbers){.new_articles = is_new,
                                      .passages = {passages, new_passage},
                                      .quotations = {quotations, is_new},
                                      .speakers = {speakers, new_speaker},
                                      .families = {one, all},
                                      .stories = {four, all},
                                      .derivations = {derivations, all},
                                      .touched_quotations = touched,
                                      .replaced_families = {one, 1},
                                      .replaced_stories = {one, 1}};
    made->findings.signatures = made->signatures;
    made->findings.addition = &made->numbers;
    return made;
}

static Store *store_full(Arena *arena) {
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    const Made *full = made_full(arena);
    add_articles(store, full->articles, OLD);
    write_findings(store, &full->findings);
    const Article article = article_make(2, arena);
    add_articles(store, &article, 1);
    return store;
}

static Status write_addition(Store *store, const Findings *findings, bool keep) {
    Error error = {0};
    Arena scratch = arena_open(0);

    assert_int_equal(store_addition_begin(store, &error), STEMMA_OK);
    const Status status = store_addition_write(store, findings, scratch, &error);
    if (status && status != STEMMA_LIMIT) fail_msg("%s", error.message);
    assert_int_equal(store_addition_end(store, keep && !status, &error), STEMMA_OK);
    arena_close(&scratch);
    return status;
}

static void assert_sound(void) {
    assert_query("SELECT count(*) FROM pragma_foreign_key_check", "0");
    assert_query("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'", "0");
}

/* All rows of a query, one behind the other. */
#define ROWS(columns, rest) "SELECT group_concat(x, ' ') FROM (SELECT " columns " AS x FROM " rest ")"

static void assert_before(void) {
    assert_query(ROWS("number || coalesce('f' || family, '')", "quotation ORDER BY number"), "1f1 2f1 3f2 4f2");
    assert_query(ROWS("family || ':' || article_key", "member ORDER BY family, position"), "1:1 1:2 2:3 2:4");
    assert_query("SELECT count(*) FROM variant", "1");
    assert_query("SELECT count(*) FROM derivation", "1");
    assert_query("SELECT count(*) FROM signature", "0");
    assert_query("SELECT last_article_key FROM trace", "4");
}

static void groups_are_replaced(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = store_full(&arena);
    assert_before();
    assert_int_equal(write_addition(store, &made_small(&arena)->findings, true), STEMMA_OK);
    store_close(store);
    assert_sound();
    /* Who is in the family no more has none; the family of others is untouched. */
    assert_query(ROWS("number || coalesce('f' || family, '')", "quotation ORDER BY number"), "1f1 2 3f2 4f2 5f1");
    assert_query(ROWS("family || ':' || article_key || ':' || quotation", "member ORDER BY family, position"),
                 "1:1:1 1:5:5 2:3:3 2:4:4");
    assert_query("SELECT count(*) FROM variant", "0");
    assert_query(ROWS("family || ':' || article_count", "family_number ORDER BY family"), "1:2 2:2");
    assert_query(ROWS("number || ':' || article_count", "story ORDER BY number"), "2:1 3:1 4:3");
    assert_query(ROWS("story || ':' || article_count", "story_number ORDER BY story"), "2:1 3:1 4:3");
    assert_query(ROWS("article_key || ':' || story", "article_finding ORDER BY article_key"), "1:4 2:4 3:2 4:3 5:4");
    assert_query(ROWS("number || ':' || from_article_key || '>' || to_article_key", "derivation ORDER BY number"),
                 "2:1>2 3:1>5 4:2>5");
    assert_query(ROWS("derivation", "evidence_item ORDER BY derivation"), "2 3 4");
    assert_query(ROWS("number || ':' || a_article_key || '-' || b_article_key", "passage ORDER BY number"),
                 "1:1-2 2:1-5 3:2-5");
    assert_query(ROWS("first_quotation || ':' || quotation_count", "article_finding WHERE article_key = 5"), "5:1");
    arena_close(&arena);
}

/* What looks as if it might have changed, but belongs to a family that stays. */
static void families_that_stay_keep_their_quotations(void **state) {
    (void)state;
    static const int64_t three[] = {3};
    static const bool written[] = {true};
    Arena arena = arena_open(0);
    Store *store = store_full(&arena);
    Made *small = made_small(&arena);
    small->family_items[0].members++;
    small->family_items[0].member_count = 1;
    small->quotation_items[0].family = INDEX_NONE;
    small->numbers.families = (FindingNumbers){three, written};
    small->numbers.replaced_families = (KnownNumbers){0};
    assert_int_equal(write_addition(store, &small->findings, true), STEMMA_OK);
    store_close(store);
    assert_sound();
    assert_query(ROWS("number || coalesce('f' || family, '')", "quotation ORDER BY number"), "1f1 2f1 3f2 4f2 5f3");
    assert_query(ROWS("family || ':' || article_key", "member ORDER BY family, position"), "1:1 1:2 2:3 2:4 3:5");
    arena_close(&arena);
}

static void what_is_counted_is_counted_again(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = store_full(&arena);
    const Made *small = made_small(&arena);
    assert_int_equal(write_addition(store, &small->findings, true), STEMMA_OK);
    store_close(store);
    assert_query(ROWS("article_key || ':' || taker_count || source_count", "article_number ORDER BY article_key"),
                 "1:20 2:11 3:00 4:00 5:02");
    assert_query(ROWS("article_key", "article_number ORDER BY time_rank"), "1 2 5 3 4");
    assert_query(ROWS("speaker || ':' || quotation || coalesce('f' || family, '')", "said ORDER BY speaker, time_rank"),
                 "1:1f1 1:2 1:5f1 1:3f2 2:5f1 2:4f2 3:5f1");
    assert_query(ROWS("number || ':' || quotation_count", "speaker ORDER BY number"), "1:4 2:2 3:1");
    assert_query(ROWS("word || speaker", "speaker_word ORDER BY word"), "ann1 bea2 cleo3 dunn3 roe1 sol2");
    assert_query(ROWS("outlet || ' ' || article_count || given_count || taken_count", "outlet_number ORDER BY outlet"),
                 "Harbour Post 302 The Quay Courier 220");
    assert_query(ROWS("from_outlet || '>' || to_outlet || ' ' || derivation", "taking ORDER BY from_outlet"),
                 "Harbour Post>Harbour Post 4 The Quay Courier>Harbour Post 3");
    assert_query(
        "SELECT last_article_key || ' ' || stories || ' ' || passages || ' ' || quotations || ' ' || families ||"
        " ' ' || derivations || ' ' || full_last_article_key || ' ' || full_articles FROM trace",
        "5 3 3 5 2 3 4 4");
    assert_query("SELECT (SELECT sum(words) FROM article_finding) = words FROM trace", "1");
    assert_query(ROWS("article_key || CAST(runs AS TEXT)", "signature"), "5runs");
    arena_close(&arena);
}

/* Nothing is written where no place in time is left; nor where the caller takes it back. */
static void an_addition_is_written_whole_or_not_at_all(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = store_full(&arena);
    const Made *small = made_small(&arena);
    assert_int_equal(write_addition(store, &small->findings, false), STEMMA_OK);
    assert_before();
    store_close(store);
    other_program("UPDATE article_number SET time_rank = 2 WHERE article_key = 2;"
                  "UPDATE article_number SET time_rank = 2.0000000000000004 WHERE article_key = 3");
    store = open_ok(STEMMA_OPEN_WRITE);
    assert_int_equal(write_addition(store, &small->findings, true), STEMMA_LIMIT);
    assert_before();
    other_program("UPDATE article_number SET time_rank = 2.5 WHERE article_key = 3");
    assert_int_equal(write_addition(store, &small->findings, true), STEMMA_OK);
    store_close(store);
    assert_sound();
    assert_query(ROWS("article_key", "article_number ORDER BY time_rank"), "1 2 5 3 4");
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(groups_are_replaced),
        STORE_TEST(families_that_stay_keep_their_quotations),
        STORE_TEST(what_is_counted_is_counted_again),
        STORE_TEST(an_addition_is_written_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
