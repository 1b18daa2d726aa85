/*
 * Records of quotations: what is read back is what was written, to the last bit; other bytes give something that holds
 * by the rules of the stage, checked here by a slow twin of the reader's own rules, or nothing; and whatever they give,
 * the stages that follow can take it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/lineage/lineage.h"
#include "lib/quote/draft.h"
#include "lib/quote/marks.h"
#include "lib/quote/quotation_record.h"
#include "lib/quote/quotations.h"
#include "lib/speakers/speakers.h"
#include "memory_fixture.h"

enum { TEXT_COUNT = 5, HASH_BYTES = 8 };

static const char *const texts[TEXT_COUNT] = {
    "Harbour pilots walk out\n\nVARN (Coast Wire) - The pilots of Varn walked out on Monday. \"Nobody will sail,\" "
    "said Ada "
    "Brun, who speaks for them, \"before the lights are mended.\" The mayor, Otto Lind, told the Varn Lamp that the "
    "lights "
    "\"are safe in every respect.\"\n\nBrun denied that. She has “never seen such rust,” she said, and the letter from "
    "the "
    "ministry – “a page of ‘perhaps’ and ‘later’” – changed nothing, according to the Lamp.",
    "\"We were told to wait,\" the keeper, Ilse Varga, wrote.\n\n\"We waited. Then we were told to wait "
    "again.\n\n\"And so we "
    "wait,\" she added. The ministry said it would answer in the spring, and that the keepers would be heard.",
    "Le maire a dit : « Nous verrons bien. » — “Ça va”, répond Zoë Müller. \"Straße\" stands there too: naïve, déjà "
    "vu.",
    "No word of anybody's stands here, and nothing is said.",
    "Lind said that the harbour was shut. “The pilots,” he said, “are ‘not my friends’ and never were.” Pilots' leader "
    "Ada "
    "Brun accused Lind of \"sleeping\"; Lind, she claimed, \"has slept for years.\" \"He has,\" said Ilse Varga and "
    "Otto Berg.",
};

static uint64_t random_state = 20;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(random_state >> 33) % limit;
}

static Corpus *corpus_of(const char *const *from, uint32_t count, Arena *result) {
    Article *articles = arena_new_array(result, Article, count);
    Corpus *corpus = arena_new(result, Corpus);
    for (uint32_t i = 0; i < count; i++) {
        Buffer path = {.arena = result};
        buffer_printf(&path, "%02u.txt", i);
        articles[i].path = buffer_bytes(&path);
        articles[i].text = bytes_from_string(from[i]);
    }
    *corpus = corpus_build(articles, count, 1, result);
    return corpus;
}

/* --- Equal -------------------------------------------------------------------------------------------------------- */

static void assert_same_span(ByteSpan left, ByteSpan right) {
    assert_int_equal(left.begin, right.begin);
    assert_int_equal(left.end, right.end);
}

static void assert_same_list(const ByteSpan *left, const ByteSpan *right, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) assert_same_span(left[i], right[i]);
}

static void assert_same_quoted(const QuotedSpans *left, const QuotedSpans *right) {
    assert_int_equal(left->count, right->count);
    for (uint32_t i = 0; i < left->count; i++) {
        const QuotedSpan *one = &left->items[i], *other = &right->items[i];
        assert_same_span(one->outer, other->outer);
        assert_same_span(one->inner, other->inner);
        assert_int_equal(one->words.begin, other->words.begin);
        assert_int_equal(one->words.end, other->words.end);
        assert_int_equal(one->parent, other->parent);
        assert_int_equal(one->continues, other->continues);
        assert_int_equal(one->unclosed, other->unclosed);
    }
}

static void assert_same_quotation(const Quotation *one, const Quotation *other) {
    assert_int_equal(one->article, other->article);
    assert_int_equal(one->kind, other->kind);
    assert_int_equal(one->content_count, other->content_count);
    assert_int_equal(one->quoted_count, other->quoted_count);
    assert_int_equal(one->via_count, other->via_count);
    assert_same_list(one->content, other->content, one->content_count);
    assert_same_list(one->quoted, other->quoted, one->quoted_count);
    assert_same_list(one->via, other->via, one->via_count);
    assert_same_span(one->cue, other->cue);
    assert_int_equal(one->cue_class, other->cue_class);
    assert_same_span(one->source, other->source);
    assert_same_span(one->speaks_for, other->speaks_for);
    assert_int_equal(one->unattributed, other->unattributed);
    assert_int_equal(one->speaker, other->speaker);
    assert_int_equal(one->joint_count, other->joint_count);
    assert_int_equal(one->family, other->family);
    assert_memory_equal(&one->confidence, &other->confidence, sizeof one->confidence);
    assert_int_equal(one->found_by, other->found_by);
}

static void assert_same_quotations(const Quotations *left, const Quotations *right) {
    assert_int_equal(left->count, right->count);
    assert_int_equal(left->left_out, right->left_out);
    for (uint32_t i = 0; i < left->count; i++) assert_same_quotation(&left->items[i], &right->items[i]);
}

/* --- The rules, read off the structures' comments ----------------------------------------------------------------- */

static bool whole_characters(Bytes text, ByteSpan span) {
    if (span.begin > span.end || span.end > text.size) return false;
    return utf8_find_malformed((Bytes){text.data + span.begin, span.end - span.begin}) == SIZE_MAX;
}

static bool something_there(Bytes text, ByteSpan span) {
    return span.begin < span.end && whole_characters(text, span);
}

static uint32_t depth_of(const QuotedSpan *spans, uint32_t span) {
    uint32_t depth = 0;
    for (; span != INDEX_NONE; span = spans[span].parent) depth++;
    return depth;
}

static void assert_quoted_holds(const Text *text, const QuotedSpans *quoted) {
    for (uint32_t i = 0; i < quoted->count; i++) {
        const QuotedSpan *span = &quoted->items[i];
        assert_true(something_there(text->bytes, span->outer) && something_there(text->bytes, span->inner));
        assert_true(span->outer.begin <= span->inner.begin && span->inner.end <= span->outer.end);
        assert_true(i == 0 || quoted->items[i - 1].outer.begin < span->outer.begin);
        WordSpan words = text_words_of(text, span->inner);
        assert_true(words.begin == span->words.begin && words.end == span->words.end && words.begin < words.end);
        assert_true(span->continues == INDEX_NONE || span->continues < i);
        uint32_t around = INDEX_NONE;
        for (uint32_t k = 0; k < i; k++)
            if (quoted->items[k].outer.end > span->outer.begin) around = k;
        assert_true(span->parent == around && depth_of(quoted->items, around) < MARKS_NESTING_MAX);
    }
}

static void assert_parts_hold(Bytes text, const ByteSpan *parts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        assert_true(something_there(text, parts[i]));
        assert_true(i == 0 || parts[i - 1].end <= parts[i].begin);
    }
}

static uint64_t sizes_of(const ByteSpan *parts, uint32_t count) {
    uint64_t sizes = 0;
    for (uint32_t i = 0; i < count; i++) sizes += parts[i].end - parts[i].begin;
    return sizes;
}

static void assert_quotation_holds(const Text *text, const Quotation *quotation) {
    assert_true(quotation->kind <= QUOTATION_SCARE && quotation->found_by <= FOUND_BY_MARKS);
    assert_true(quotation->cue_class <= CUE_CONFIRMING && quotation->unattributed < UNATTRIBUTED_COUNT);
    assert_true(quotation->confidence >= 0 && quotation->confidence <= 1);
    assert_true(quotation->speaker == INDEX_NONE && quotation->family == INDEX_NONE && quotation->joint_count == 0);
    assert_true(quotation->speaks_for.begin == 0 && quotation->speaks_for.end == 0);
    assert_in_range(quotation->content_count, 1, DRAFT_PARTS_MAX);
    assert_in_range(quotation->quoted_count, 0, DRAFT_QUOTED_MAX);
    assert_in_range(quotation->via_count, 0, DRAFT_VIA_MAX);
    assert_parts_hold(text->bytes, quotation->content, quotation->content_count);
    assert_parts_hold(text->bytes, quotation->quoted, quotation->quoted_count);
    for (uint32_t i = 0; i < quotation->via_count; i++) assert_true(something_there(text->bytes, quotation->via[i]));
    assert_true(whole_characters(text->bytes, quotation->cue) && whole_characters(text->bytes, quotation->source));
    bool named = quotation->source.begin < quotation->source.end;
    assert_true(named == (quotation->unattributed == UNATTRIBUTED_NO));
    for (uint32_t i = 0; i < quotation->quoted_count; i++) {
        assert_true(quotation->quoted[i].begin >= quotation->content[0].begin);
        assert_true(quotation->quoted[i].end <= quotation->content[quotation->content_count - 1].end);
    }
}

static void assert_holds(const RecordedArticle *article, const QuotedSpans *quoted, const Quotations *found) {
    uint64_t spent = 0;
    assert_quoted_holds(article->text, quoted);
    assert_true(found->count <= article->quotations_max && found->count <= article->text->word_count);
    assert_true(found->left_out == 0 || found->count == article->quotations_max);
    for (uint32_t i = 0; i < found->count; i++) {
        const Quotation *quotation = &found->items[i];
        assert_int_equal(quotation->article, article->index);
        assert_quotation_holds(article->text, quotation);
        assert_true(i == 0 || found->items[i - 1].content[0].begin <= quotation->content[0].begin);
        spent += sizes_of(quotation->content, quotation->content_count);
        spent += sizes_of(quotation->quoted, quotation->quoted_count);
        spent += sizes_of(quotation->via, quotation->via_count) + sizes_of(&quotation->cue, 1);
        spent += sizes_of(&quotation->source, 1);
    }
    assert_true(spent <=
                article->text->bytes.size * 32); /* words in marks are parts of the content, and counted once */
}

/* --- Drawn by lot ------------------------------------------------------------------------------------------------- */

static ByteSpan words_drawn(const Text *text, uint32_t first, uint32_t most) {
    uint32_t left = text->word_count - first;
    uint32_t count = 1 + random_below(left < most ? left : most);
    return text_bytes_of(text, (WordSpan){first, first + count});
}

static QuotedSpans quoted_drawn(const Text *text, Arena *result) {
    QuotedSpan *spans = arena_new_array(result, QuotedSpan, text->word_count);
    uint32_t count = 0;
    for (uint32_t word = random_below(4); word < text->word_count; word += 1 + random_below(9)) {
        QuotedSpan *span = &spans[count];
        *span = (QuotedSpan){.outer = words_drawn(text, word, 30), .parent = INDEX_NONE, .continues = INDEX_NONE};
        WordSpan within = text_words_of(text, span->outer);
        uint32_t first = within.begin + random_below(within.end - within.begin) / 2;
        span->inner = text_bytes_of(text, (WordSpan){first, within.end - random_below(within.end - first)});
        span->words = text_words_of(text, span->inner);
        span->unclosed = random_below(5) == 0;
        if (count > 0 && random_below(6) == 0) span->continues = random_below(count);
        for (uint32_t k = 0; k < count; k++)
            if (spans[k].outer.end > span->outer.begin) span->parent = k;
        count += depth_of(spans, span->parent) < MARKS_NESTING_MAX;
    }
    return (QuotedSpans){spans, count};
}

static uint32_t parts_drawn(const Text *text, uint32_t first, uint32_t most, ByteSpan *parts) {
    uint32_t count = 0;
    for (uint32_t word = first; count < most && word < text->word_count && (count == 0 || random_below(3) > 0);) {
        parts[count] = words_drawn(text, word, 12);
        word = text_words_of(text, parts[count++]).end + random_below(8);
    }
    return count;
}

static ByteSpan place_drawn(const Text *text) {
    if (random_below(5) == 0) return (ByteSpan){0, 0};
    ByteSpan place = words_drawn(text, random_below(text->word_count), 4);
    if (random_below(8) == 0) place.end = place.begin; /* no words, but a place */
    return place;
}

static Quotation quotation_drawn(const Text *text, uint32_t first, Arena *result) {
    Quotation quotation = {.article = 7, .speaker = INDEX_NONE, .family = INDEX_NONE};
    ByteSpan *content = arena_new_array(result, ByteSpan, DRAFT_PARTS_MAX);
    ByteSpan *quoted = arena_new_array(result, ByteSpan, DRAFT_QUOTED_MAX);
    ByteSpan *via = arena_new_array(result, ByteSpan, DRAFT_VIA_MAX);
    quotation.content_count = parts_drawn(text, first, DRAFT_PARTS_MAX, content);
    switch (random_below(3)) {
    case 0:
        quotation.quoted_count = quotation.content_count;
        memcpy(quoted, content, sizeof *content * quotation.content_count);
        break;
    case 1: quotation.quoted_count = parts_drawn(text, first, 1, quoted); break;
    default: break;
    }
    if (quotation.quoted_count > 0 && quoted[quotation.quoted_count - 1].end > content[quotation.content_count - 1].end)
        quotation.quoted_count = 0;
    while (random_below(4) == 0 && quotation.via_count < DRAFT_VIA_MAX)
        via[quotation.via_count++] = words_drawn(text, random_below(text->word_count), 3);
    quotation.content = content;
    quotation.quoted = quoted;
    quotation.via = via;
    quotation.kind = (QuotationKind)random_below(4);
    quotation.found_by = (QuotationFinder)random_below(4);
    quotation.cue = place_drawn(text);
    quotation.cue_class = (CueClass)random_below(CUE_CONFIRMING + 1);
    quotation.source = place_drawn(text);
    bool named = quotation.source.begin < quotation.source.end;
    quotation.unattributed = named ? UNATTRIBUTED_NO : (UnattributedReason)(1 + random_below(UNATTRIBUTED_COUNT - 1));
    quotation.confidence = (float)random_below(1000001) / 1000000;
    return quotation;
}

static Quotations quotations_drawn(const Text *text, Arena *result) {
    Quotations found = {.items = arena_new_array(result, Quotation, text->word_count)};
    for (uint32_t word = random_below(5); word < text->word_count; word += 4 + random_below(30))
        found.items[found.count++] = quotation_drawn(text, word, result);
    return found;
}

static const char *text_drawn(uint32_t words, Arena *result) {
    static const char *const forms[] = {"harbour", "naïve", "“", "”",    "Straße", "a",
                                        "Brun",    "«",     "»", "日本", "said",   "12"};
    Buffer text = {.arena = result};
    for (uint32_t i = 0; i < words; i++) {
        buffer_append_string(&text, forms[random_below(sizeof forms / sizeof *forms)]);
        buffer_append_string(&text, random_below(20) == 0 ? ".\n\n" : " ");
    }
    return buffer_string(&text);
}

static void test_drawn(void **state) {
    Memory *memory = *state;
    for (uint32_t round = 0; round < 300; round++) {
        const size_t empty = memory->result.used_bytes;
        const char *text = text_drawn(5 + random_below(round % 10 == 0 ? 4000 : 300), &memory->result);
        const Corpus *corpus = corpus_of(&text, 1, &memory->result);
        if (corpus->texts[0].word_count == 0) continue;
        RecordedArticle article = {.text = corpus->texts, .index = 7, .quotations_max = 10000};
        article.other_language = random_below(2) == 0;
        QuotedSpans quoted = quoted_drawn(article.text, &memory->result), quoted_read;
        Quotations found = quotations_drawn(article.text, &memory->result), found_read;
        if (random_below(10) == 0 && found.count > 0) {
            article.quotations_max = found.count;
            found.left_out = 1 + random_below(100000);
        }
        Bytes record = quotation_record_write(&article, &quoted, &found, &memory->result, memory->scratch);
        assert_true(quotation_record_read(record, &article, &quoted_read, &found_read, &memory->result));
        assert_same_quoted(&quoted, &quoted_read);
        assert_same_quotations(&found, &found_read);
        assert_holds(&article, &quoted_read, &found_read);
        arena_reset(&memory->result, empty);
    }
}

/* --- What the stage finds ----------------------------------------------------------------------------------------- */

static Quotations quotations_of(const Corpus *corpus, TaggerReach reach, const Bytes *known, Memory *memory) {
    static const Bytes nothing[TEXT_COUNT];
    QuotationOptions options = {.reach = reach, .threads = 2, .known = known ? known : nothing};
    return quotations_find(corpus, &options, &memory->result, memory->scratch);
}

static void test_known_or_not(void **state) {
    Memory *memory = *state;
    const Corpus *corpus = corpus_of(texts, TEXT_COUNT, &memory->result);
    for (int reach = TAGGER_EVERYWHERE; reach <= TAGGER_NOWHERE; reach++) {
        Quotations anew = quotations_of(corpus, (TaggerReach)reach, NULL, memory);
        assert_true(anew.count > 10);
        for (uint32_t known = 0; known < 1U << TEXT_COUNT; known++) {
            Bytes records[TEXT_COUNT] = {{0}};
            for (uint32_t i = 0; i < TEXT_COUNT; i++)
                if (known >> i & 1) records[i] = anew.records[i];
            Quotations again = quotations_of(corpus, (TaggerReach)reach, records, memory);
            assert_same_quotations(&anew, &again);
            for (uint32_t i = 0; i < TEXT_COUNT; i++) {
                assert_same_quoted(&anew.quoted[i], &again.quoted[i]);
                assert_true(anew.records[i].size > 0);
                assert_true(known >> i & 1 ? again.records[i].size == 0
                                           : bytes_equal(anew.records[i], again.records[i]));
            }
        }
    }
    QuotationOptions options = {.reach = TAGGER_NOWHERE, .threads = 1};
    assert_null(quotations_find(corpus, &options, &memory->result, memory->scratch).records);
}

/* What is found in an article does not depend on those around it: else no record could be kept. */
static void test_alone(void **state) {
    Memory *memory = *state;
    const Corpus *corpus = corpus_of(texts, TEXT_COUNT, &memory->result);
    for (int reach = TAGGER_EVERYWHERE; reach <= TAGGER_NOWHERE; reach++) {
        Quotations among = quotations_of(corpus, (TaggerReach)reach, NULL, memory);
        for (uint32_t i = 0; i < TEXT_COUNT; i++) {
            const Corpus *one = corpus_of(&texts[i], 1, &memory->result);
            Quotations alone = quotations_of(one, (TaggerReach)reach, NULL, memory);
            assert_true(bytes_equal(among.records[i], alone.records[0]));
        }
    }
}

/* A record is of an article's text, language and roles, and of so many quotations at most. */
static void test_other_articles(void **state) {
    Memory *memory = *state;
    const Corpus *corpus = corpus_of(texts, TEXT_COUNT, &memory->result);
    Quotations found = quotations_of(corpus, TAGGER_NOWHERE, NULL, memory), read;
    QuotedSpans quoted;
    const RecordedArticle own = {.text = &corpus->texts[0], .quotations_max = 10000};
    assert_true(quotation_record_read(found.records[0], &own, &quoted, &read, &memory->result));
    assert_true(read.count > 2);
    RecordedArticle other = own;
    other.text = &corpus->texts[1];
    assert_false(quotation_record_read(found.records[0], &other, &quoted, &read, &memory->result));
    assert_int_equal(read.count, 0);
    assert_int_equal(quoted.count, 0);
    other = own;
    other.other_language = true;
    assert_false(quotation_record_read(found.records[0], &other, &quoted, &read, &memory->result));
    Paragraph *paragraphs = arena_new_array(&memory->result, Paragraph, own.text->paragraph_count);
    memcpy(paragraphs, own.text->paragraphs, own.text->paragraph_count * sizeof *paragraphs);
    paragraphs[1].role = BLOCK_CAPTION;
    Text text = *own.text;
    text.paragraphs = paragraphs;
    other = own;
    other.text = &text;
    assert_false(quotation_record_read(found.records[0], &other, &quoted, &read, &memory->result));
    other = own;
    other.quotations_max = 2;
    assert_false(quotation_record_read(found.records[0], &other, &quoted, &read, &memory->result));
    assert_false(quotation_record_read((Bytes){0}, &own, &quoted, &read, &memory->result));
}

/* --- Harmed ------------------------------------------------------------------------------------------------------- */

/* Read from a copy of its own size, so that a byte too far is out of bounds. */
static bool read_alone(const uint8_t *bytes, size_t size, const RecordedArticle *article, Memory *memory) {
    Arena alone = arena_open(0);
    uint8_t *copy = arena_allocate(&alone, size, 1);
    if (size > 0) memcpy(copy, bytes, size);
    Arena result = memory->scratch;
    QuotedSpans quoted;
    Quotations found;
    bool holds = quotation_record_read((Bytes){copy, size}, article, &quoted, &found, &result);
    if (holds) assert_holds(article, &quoted, &found);
    arena_close(&alone);
    return holds;
}

static void test_harmed(void **state) {
    Memory *memory = *state;
    const Corpus *corpus = corpus_of(texts, TEXT_COUNT, &memory->result);
    Quotations found = quotations_of(corpus, TAGGER_EVERYWHERE, NULL, memory);
    uint32_t held = 0, refused = 0;
    for (uint32_t i = 0; i < TEXT_COUNT; i++) {
        const RecordedArticle article = {.text = &corpus->texts[i], .index = i, .quotations_max = 10000};
        const size_t size = found.records[i].size;
        uint8_t *record = arena_allocate(&memory->result, size + 1, 1);
        memcpy(record, found.records[i].data, size);
        for (size_t part = 0; part < size; part++) assert_false(read_alone(record, part, &article, memory));
        record[size] = 0;
        assert_false(read_alone(record, size + 1, &article, memory));
        for (size_t at = 0; at < size; at++) {
            const uint8_t kept = record[at];
            for (uint32_t value = 0; value < 256; value++) {
                record[at] = (uint8_t)value;
                bool holds = read_alone(record, size, &article, memory);
                assert_true(at >= HASH_BYTES || holds == (value == kept));
                *(holds ? &held : &refused) += 1;
            }
            record[at] = kept;
        }
    }
    assert_true(held > 1000 && refused > 1000);
}

static void trace_all(const Corpus *corpus, const Bytes *known, Memory *memory) {
    Arena result = arena_open(0);
    QuotationOptions options = {.reach = TAGGER_NOWHERE, .threads = 1, .known = known};
    PassageOptions passage_options = passage_options_default();
    passage_options.match.threads = 1;
    Passages passages = passages_find(corpus, &passage_options, &result, memory->scratch);
    Quotations quotations = quotations_find(corpus, &options, &result, memory->scratch);
    Speakers speakers = speakers_resolve(corpus, &quotations, 1, &result, memory->scratch);
    FamiliesInput families_input = {.corpus = corpus, .quotations = &quotations, .speakers = &speakers, .threads = 1};
    Families families = families_build(&families_input, &result, memory->scratch);
    LineageInput input = {corpus, &passages, &quotations, &speakers, &families, 1};
    Lineage lineage = lineage_build(&input, &result, memory->scratch);
    assert_true(lineage.stories.count > 0);
    arena_close(&result);
}

/* Several bytes of each record at once, and whatever is left of them goes through all the stages. */
static void test_harmed_traced(void **state) {
    Memory *memory = *state;
    const Corpus *corpus = corpus_of(texts, TEXT_COUNT, &memory->result);
    Quotations found = quotations_of(corpus, TAGGER_NOWHERE, NULL, memory);
    uint32_t taken = 0;
    for (uint32_t round = 0; round < 150; round++) {
        const size_t empty = memory->result.used_bytes;
        Bytes known[TEXT_COUNT];
        for (uint32_t i = 0; i < TEXT_COUNT; i++) {
            const RecordedArticle article = {.text = &corpus->texts[i], .index = i, .quotations_max = 10000};
            bool holds = false;
            for (uint32_t tries = 0; tries < 200 && !holds; tries++) {
                known[i] = bytes_copy(found.records[i], &memory->result);
                for (uint32_t change = 1 + random_below(4); change > 0; change--)
                    ((uint8_t *)known[i].data)[HASH_BYTES + random_below((uint32_t)known[i].size - HASH_BYTES)] =
                        (uint8_t)random_below(random_below(2) ? 256 : 8);
                holds = read_alone(known[i].data, known[i].size, &article, memory);
            }
            taken += holds;
        }
        trace_all(corpus, known, memory);
        arena_reset(&memory->result, empty);
    }
    assert_true(taken > 500);
}

/* A record that claims much of little: what it may cost is bounded by the text. */
static void test_spent(void **state) {
    Memory *memory = *state;
    const Corpus *corpus = corpus_of(texts, 1, &memory->result);
    const RecordedArticle article = {.text = corpus->texts, .quotations_max = 10000};
    const ByteSpan all = {0, (uint32_t)corpus->texts[0].bytes.size};
    Quotation quotation = {.content = &all, .content_count = 1, .speaker = INDEX_NONE, .family = INDEX_NONE};
    quotation.unattributed = UNATTRIBUTED_NO_CUE;
    Quotation items[40];
    for (uint32_t i = 0; i < 40; i++) items[i] = quotation;
    for (uint32_t count = 1; count <= 40; count++) {
        Quotations found = {.items = items, .count = count}, read;
        QuotedSpans quoted = {0}, quoted_read;
        Bytes record = quotation_record_write(&article, &quoted, &found, &memory->result, memory->scratch);
        bool holds = quotation_record_read(record, &article, &quoted_read, &read, &memory->result);
        assert_true(holds == (count <= MARKS_NESTING_MAX));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_drawn, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(test_known_or_not, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(test_alone, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(test_other_articles, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(test_harmed, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(test_harmed_traced, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(test_spent, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
