/* The trained tagger: its model reads, refuses what is no model, and tags the same text the same way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/utf8.h"
#include "lib/quote/attribution.h"
#include "lib/quote/marks.h"
#include "lib/quote/quotations.h"
#include "lib/quote/tagger.h"
#include "lib/quote/tagger_file.h"

static void test_builtin_model_reads(void **state) {
    (void)state;
    TaggerModel model;
    Arena memory = arena_open(0);
    assert_true(tagger_model_builtin(&model, &memory));
    assert_int_equal((uintptr_t)model.tags.rows % 16, 0);
    arena_close(&memory);
}

static void test_other_bytes_are_no_model(void **state) {
    (void)state;
    TaggerModel model;
    assert_false(tagger_model_read((Bytes){0}, &model));
    uint8_t bytes[256] = {0};
    assert_false(tagger_model_read((Bytes){bytes, sizeof bytes}, &model));
    TaggerHeader header = {.magic = TAGGER_MAGIC_BYTES,
                           .version = TAGGER_VERSION,
                           .tags = TAG_COUNT,
                           .contexts = TAGGER_CONTEXTS,
                           .bucket_count = 1};
    memcpy(bytes, &header, sizeof header);
    assert_false(tagger_model_read((Bytes){bytes, sizeof bytes}, &model)); /* its sections are missing */
    header.bucket_count = UINT32_MAX;
    memcpy(bytes, &header, sizeof header);
    assert_false(tagger_model_read((Bytes){bytes, sizeof bytes}, &model));
    Arena memory = arena_open(0);
    assert_false(tagger_model_unpack((Bytes){bytes, sizeof bytes}, &model, &memory)); /* not packed */
    assert_false(tagger_model_unpack((Bytes){0}, &model, &memory));
    arena_close(&memory);
}

static void test_probability_is_a_probability(void **state) {
    (void)state;
    assert_true(tagger_trust_probability(0) == 0.5F);
    float before = 0;
    for (int32_t score = -20 * TRUST_ONE; score <= 20 * TRUST_ONE; score += 7) {
        float now = tagger_trust_probability(score);
        assert_true(now >= before && now >= 0 && now <= 1);
        before = now;
    }
    assert_true(tagger_trust_probability(2 * TRUST_ONE) > 0.87F && tagger_trust_probability(2 * TRUST_ONE) < 0.89F);
}

/* The best of all sequences of tags, one after another. */
static int64_t slow_best(const TaggerView *view, const TagScores *scores, const int16_t *transitions, uint32_t place,
                         uint8_t from) {
    if (place == view->count) return 0;
    int64_t best = INT64_MIN / 2;
    const int16_t *table = transitions + (size_t)view->words[place].context * TAG_COUNT * TAGGER_LANES;
    for (uint8_t tag = 0; tag < TAG_COUNT; tag++) {
        if (!tag_may_follow(from, tag)) continue;
        int64_t score = scores[place].tags[tag] + table[from * TAGGER_LANES + tag] +
                        slow_best(view, scores, transitions, place + 1, tag);
        if (score > best) best = score;
    }
    return best;
}

static uint32_t random_next(uint32_t *random) {
    *random = *random * 1664525U + 1013904223U;
    return *random >> 16;
}

static void test_decoding_against_trying_everything(void **state) {
    (void)state;
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    uint32_t random = 4;
    enum { WORDS = 4 };
    int16_t *transitions = arena_new_array(&result, int16_t, TAGGER_TRANSITIONS);
    for (uint32_t round = 0; round < 40; round++) {
        TaggerWord words[WORDS] = {0};
        TagScores scores[WORDS] = {0};
        for (uint32_t i = 0; i < WORDS; i++) {
            words[i].context = (uint8_t)(random_next(&random) % TAGGER_CONTEXTS);
            for (uint32_t tag = 0; tag < TAG_COUNT; tag++) scores[i].tags[tag] = (int16_t)(random_next(&random) % 100);
        }
        for (uint32_t i = 0; i < TAGGER_TRANSITIONS; i++) {
            uint32_t to = i % TAGGER_LANES;
            bool may_be = to < TAG_COUNT && tag_may_follow(i / TAGGER_LANES % TAG_COUNT, to);
            transitions[i] = (int16_t)(may_be ? (int32_t)(random_next(&random) % 60) - 30 : TAGGER_TRANSITION_NEVER);
        }
        TaggerView view = {.words = words, .count = WORDS};
        uint8_t tags[WORDS];
        tagger_decode(&view, &(TagRun){{0, WORDS}, scores, tags}, transitions, scratch);
        int64_t score = 0;
        for (uint32_t i = 0; i < WORDS; i++) {
            uint8_t from = i > 0 ? tags[i - 1] : TAG_OUT;
            assert_true(tag_may_follow(from, tags[i]));
            score += scores[i].tags[tags[i]];
            score += transitions[((size_t)words[i].context * TAG_COUNT + from) * TAGGER_LANES + tags[i]];
        }
        assert_int_equal(score, slow_best(&view, scores, transitions, 0, TAG_OUT));
    }
    arena_close(&scratch);
    arena_close(&result);
}

static Quotations quotations_reached(Bytes text, Bytes language, TaggerReach reach, Arena *result, Arena scratch) {
    Article *article = arena_new(result, Article);
    article->path = BYTES("a.txt");
    article->text = text;
    article->language = language;
    Corpus *corpus = arena_new(result, Corpus);
    *corpus = corpus_build(article, 1, 1, result);
    return quotations_find(corpus, &(QuotationOptions){.reach = reach, .threads = 1}, result, scratch);
}

static Quotations quotations_of(Bytes text, Bytes language, Arena *result, Arena scratch) {
    return quotations_reached(text, language, TAGGER_EVERYWHERE, result, scratch);
}

/* One text read by one tagger; the corpus and all that hangs on it in `result`. */
static TaggerView *view_of(Bytes text, Tagger *tagger, Arena *result, Arena scratch) {
    Article *article = arena_new(result, Article);
    article->text = text;
    Corpus *corpus = arena_new(result, Corpus);
    *corpus = corpus_build(article, 1, 1, result);
    const WordClass *classes = lexicon_classes_build(&corpus->vocabulary, result);
    TaggerModel *model = arena_new(result, TaggerModel);
    assert_true(tagger_model_builtin(model, result));
    TaggerLexicon *lexicon = arena_new(result, TaggerLexicon);
    *lexicon = tagger_lexicon_build(model, &corpus->vocabulary, classes, result);
    *tagger = tagger_open(lexicon, result);
    QuotedSpans *quoted = arena_new(result, QuotedSpans);
    *quoted = marks_find(corpus->texts, result, scratch);
    AttributionInput *input = arena_new(result, AttributionInput);
    *input = (AttributionInput){
        .text = corpus->texts, .quoted = quoted, .vocabulary = &corpus->vocabulary, .word_classes = classes};
    Clauses *clauses = arena_new(result, Clauses);
    *clauses = clauses_build(input, result);
    Drafts rules = {0};
    attribution_rules_find(clauses, &rules, result);
    TaggerView *view = arena_new(result, TaggerView);
    *view = tagger_view_build(clauses, NULL, &rules, lexicon, result);
    return view;
}

/* Sums that were remembered, by word or by group, are those of the features one by one. */
static void test_sums_against_single_features(void **state) {
    (void)state;
    static const char *const pieces[] = {"\"", "said", "Finch", "that",  ",", ".",    "\n\n", "the wall",     "would",
                                         "”",  ":",    "(",     "Mayor", "—", "told", "he",   "according to", "1931"};
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    uint32_t random = 21;
    Buffer text = {.arena = &result};
    for (uint32_t i = 0; i < 3000; i++) {
        buffer_append_string(&text, pieces[random_next(&random) % (sizeof pieces / sizeof pieces[0])]);
        buffer_append_byte(&text, ' ');
    }
    Tagger tagger;
    TaggerView *view = view_of(buffer_bytes(&text), &tagger, &result, scratch);
    uint64_t features[TAGGER_FEATURES_MAX];
    uint32_t told = 0;
    for (uint32_t word = 0; word < view->count; word++) {
        if (view->words[word].word == INDEX_NONE || view->words[word].deep) continue;
        int32_t sums[TAG_COUNT] = {0};
        uint32_t count = tagger_features(view, word, features);
        assert_true(count <= TAGGER_FEATURES_MAX);
        for (uint32_t i = 0; i < count; i++) {
            const TaggerRow *row = tagger_row(&tagger.lexicon->model->tags, features[i]);
            for (uint32_t tag = 0; tag < TAG_COUNT; tag++) sums[tag] += row->weights[tag];
        }
        TagScores scores;
        tagger_score(&tagger, view, (WordSpan){word, word + 1}, &scores);
        for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
            assert_int_equal(scores.tags[tag], sums[tag]);
            told += sums[tag] != 0;
        }
    }
    assert_true(told > 0);
    arena_close(&scratch);
    arena_close(&result);
}

static void test_places_are_sane_on_odd_texts(void **state) {
    (void)state;
    static const char *const pieces[] = {"\"",   "said", "Finch",        "that", ",", ".", "\n\n", "the wall", "“",
                                         "”",    ":",    "according to", "(",    ")", "—", "told", "he",       "it",
                                         "1931", "'s"};
    uint32_t random = 9;
    for (uint32_t round = 0; round < 200; round++) {
        Arena result = arena_open(0);
        Arena scratch = arena_open(0);
        Buffer text = {.arena = &result};
        uint32_t count = random_next(&random) % 120;
        for (uint32_t i = 0; i < count; i++) {
            buffer_append_string(&text, pieces[random_next(&random) % (sizeof pieces / sizeof pieces[0])]);
            if (random_next(&random) % 4 != 0) buffer_append_byte(&text, ' ');
        }
        Bytes bytes = buffer_bytes(&text);
        Quotations found = quotations_of(bytes, BYTES("en"), &result, scratch);
        for (uint32_t i = 0; i < found.count; i++) {
            const Quotation *quotation = &found.items[i];
            uint32_t before = 0;
            for (uint32_t part = 0; part < quotation->content_count; part++) {
                assert_true(quotation->content[part].begin >= before);
                assert_true(quotation->content[part].begin < quotation->content[part].end);
                assert_true(quotation->content[part].end <= bytes.size);
                before = quotation->content[part].begin;
            }
            assert_true(quotation->source.end <= bytes.size && quotation->cue.end <= bytes.size);
            assert_true(quotation->confidence >= 0 && quotation->confidence <= 1);
        }
        arena_close(&scratch);
        arena_close(&result);
    }
}

static void test_no_guessing_in_other_languages(void **state) {
    (void)state;
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    Bytes text = BYTES("Finch said the wall was safe. \"It will stand for a hundred years,\" she told the council.");
    Quotations english = quotations_of(text, BYTES("en"), &result, scratch);
    Quotations other = quotations_of(text, BYTES("de"), &result, scratch);
    bool named = false;
    for (uint32_t i = 0; i < english.count; i++) named |= english.items[i].source.begin < english.items[i].source.end;
    assert_true(named);
    for (uint32_t i = 0; i < other.count; i++) {
        assert_true(other.items[i].source.begin >= other.items[i].source.end);
        assert_int_equal(other.items[i].found_by, FOUND_BY_MARKS);
    }
    arena_close(&scratch);
    arena_close(&result);
}

/* Where the tagger looks at paragraphs with marks only, nothing that stands in marks changes; elsewhere rules speak. */
static void test_reach_keeps_what_is_marked(void **state) {
    (void)state;
    static const char text[] =
        "Pier stays shut\n\nThe harbour office in Lorn has warned that the pier may stay shut until May.\n\n"
        "\"Nobody will sail before the pumps are mended,\" said Ada Brun, the pilot. She added that "
        "the "
        "crew \"had never seen such rust.\"\n\nThe mayor, Tove Hald, believes the ferry is safe.\n\n"
        "\"It is safe,\" Hald told the Lorn Lamp. \"I was on board.\"\n";
    Arena result = arena_open(0), scratch = arena_open(0);
    Bytes source = bytes_from_string(text);
    Quotations all = quotations_reached(source, BYTES("en"), TAGGER_EVERYWHERE, &result, scratch);
    Quotations marked = quotations_reached(source, BYTES("en"), TAGGER_MARKED, &result, scratch);
    Quotations ruled = quotations_reached(source, BYTES("en"), TAGGER_NOWHERE, &result, scratch);
    uint32_t in_marks = 0, told = 0;
    for (uint32_t i = 0, j = 0; i < all.count; i++) {
        if (all.items[i].quoted_count == 0) continue;
        in_marks++;
        while (j < marked.count && marked.items[j].quoted_count == 0) j++;
        assert_true(j < marked.count);
        assert_int_equal(all.items[i].kind, marked.items[j].kind);
        assert_int_equal(all.items[i].source.begin, marked.items[j].source.begin);
        assert_int_equal(all.items[i].content[0].begin, marked.items[j].content[0].begin);
        assert_true(all.items[i].confidence == marked.items[j].confidence);
        j++;
    }
    for (uint32_t i = 0, j = 0; i < ruled.count; i++) {
        if (ruled.items[i].quoted_count > 0) continue;
        told++;
        while (j < marked.count && marked.items[j].content[0].begin < ruled.items[i].content[0].begin) j++;
        assert_true(j < marked.count);
        assert_int_equal(ruled.items[i].content[0].begin, marked.items[j].content[0].begin);
    }
    assert_int_equal(in_marks, 3);
    assert_int_equal(told, 2);
    arena_close(&scratch);
    arena_close(&result);
}

#define TRANSCRIPT                                                                                                     \
    "Renn: \"Does it trouble you that you see no difference between a lock that leaks and one that has burst?\"\n\n"   \
    "\"There is a difference between a town like Kestle and that, they are not drowning sheep.\"\n\n"                  \
    "Weyland: \"A lot of sheep are drowning in Kestle.\"\n\n"                                                          \
    "Renn: \"But in Aldmoor it is the council itself that opens the gate at night...\"\n\n"                            \
    "Weyland: \"Yes, that is a whole other thing.\"\n\n"                                                               \
    "Renn: \"Well, great, then we agree on that.\"\n"

static bool spans_equal(ByteSpan left, ByteSpan right) {
    return left.begin == right.begin && left.end == right.end;
}

/* A transcript's label is a source, and its colon a cue: rules and scripts both find that. */
static void test_nothing_is_told_twice(void **state) {
    (void)state;
    for (int reach = TAGGER_EVERYWHERE; reach <= TAGGER_NOWHERE; reach++) {
        Arena result = arena_open(0), scratch = arena_open(0);
        Article article = {.text = BYTES(TRANSCRIPT)};
        Corpus corpus = corpus_build(&article, 1, 1, &result);
        QuotationOptions options = {.reach = (TaggerReach)reach, .threads = 1};
        Quotations found = quotations_find(&corpus, &options, &result, scratch);
        assert_true(found.count >= 5);
        for (uint32_t i = 1; i < found.count; i++) {
            const Quotation *one = &found.items[i - 1], *other = &found.items[i];
            bool same = spans_equal(one->content[0], other->content[0]) && spans_equal(one->cue, other->cue) &&
                        spans_equal(one->source, other->source);
            assert_false(same);
        }
        arena_close(&result);
        arena_close(&scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_builtin_model_reads),
        cmocka_unit_test(test_other_bytes_are_no_model),
        cmocka_unit_test(test_probability_is_a_probability),
        cmocka_unit_test(test_decoding_against_trying_everything),
        cmocka_unit_test(test_sums_against_single_features),
        cmocka_unit_test(test_places_are_sane_on_odd_texts),
        cmocka_unit_test(test_no_guessing_in_other_languages),
        cmocka_unit_test(test_reach_keeps_what_is_marked),
        cmocka_unit_test(test_nothing_is_told_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
