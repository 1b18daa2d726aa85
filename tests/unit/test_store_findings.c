/* Findings into the file and back: every field of every record, places in code points, filters, kills. */
#include "store_fixture.h"

#include "lib/store/places.h"

#define PARAGRAPHS 2
#define ARTICLES 6

/* --- Findings made by hand ---------------------------------------------------------------------------------------- */

/*
 * Article i's text is  “Zoë Ångström opened bridge i,” the mayor’s office said — “at last”.⏎⏎Nobody came.
 * Every article but the last has one quotation in two parts; all of them are one family, in which the last article
 * runs the words as plain text.
 */
typedef struct Made {
    Article *articles;
    Text *texts;
    Corpus corpus;
    Passages passages;
    Quotations quotations;
    Speakers speakers;
    Families families;
    Lineage lineage;
    Findings findings;
} Made;

static ByteSpan find(Bytes text, const char *part) {
    size_t offset = bytes_find(text, bytes_of(part));
    assert_true(offset != SIZE_MAX);
    return (ByteSpan){(uint32_t)offset, (uint32_t)(offset + strlen(part))};
}

static void make_texts(Made *made, Arena *result) {
    made->articles = arena_new_array(result, Article, ARTICLES);
    made->texts = arena_new_array(result, Text, ARTICLES);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        made->articles[i] = article_make(i, result);
        Bytes text = made->articles[i].text;
        Paragraph *paragraphs = arena_new_array(result, Paragraph, PARAGRAPHS);
        ByteSpan last = find(text, "Nobody came.");
        paragraphs[0].bytes = (ByteSpan){0, last.begin - 2};
        paragraphs[1].bytes = last;
        paragraphs[1].role = i % 2 ? BLOCK_CAPTION : BLOCK_NARRATION;
        const uint32_t *word_ids = arena_new_array(result, uint32_t, 13 + i); /* the one word of the vocabulary */
        made->texts[i] = (Text){
            .bytes = text, .word_ids = word_ids, .word_count = 13 + i, .paragraphs = paragraphs, .paragraph_count = 2};
    }
    made->corpus = (Corpus){.articles = made->articles, .texts = made->texts, .article_count = ARTICLES};
    vocabulary_insert(&made->corpus.vocabulary, BYTES("bridge"), bytes_hash(BYTES("bridge")), result);
}

static void make_quotations(Made *made, Arena *result) {
    Quotation *items = arena_new_array(result, Quotation, ARTICLES - 1);
    for (uint32_t i = 0; i < ARTICLES - 1; i++) {
        Bytes text = made->texts[i].bytes;
        char first[60];
        snprintf(first, sizeof first, "Zoë Ångström opened bridge %u,", i);
        ByteSpan *content = arena_new_array(result, ByteSpan, 2);
        content[0] = find(text, first);
        content[1] = find(text, "at last");
        ByteSpan *via = arena_new_array(result, ByteSpan, 1);
        via[0] = find(text, "mayor’s office");
        items[i] = (Quotation){.article = i,
                               .kind = QUOTATION_DIRECT,
                               .content = content,
                               .content_count = 2,
                               .quoted = content,
                               .quoted_count = 1,
                               .cue = find(text, "said"),
                               .cue_class = CUE_SPEECH,
                               .source = find(text, "the mayor’s office"),
                               .via = via,
                               .via_count = i % 2,
                               .speaker = i == 3 ? INDEX_NONE : 0,
                               .unattributed = i == 3 ? UNATTRIBUTED_UNNAMED : UNATTRIBUTED_NO,
                               .family = 0,
                               .confidence = 0.9375f};
    }
    items[4].cue = items[4].source = (ByteSpan){0};
    items[4].cue_class = CUE_NONE;
    made->quotations = (Quotations){.items = items, .count = ARTICLES - 1};
    Speaker *speaker = arena_new(result, Speaker);
    Bytes *spellings = arena_new_array(result, Bytes, 2);
    spellings[0] = bytes_of("Mayor \"Zoe\" Angstrom");
    spellings[1] = bytes_of("Zoë Ångström");
    *speaker = (Speaker){.name = spellings[1], .spellings = spellings, .spelling_count = 2};
    made->speakers = (Speakers){.items = speaker, .count = 1};
}

static void make_family(Made *made, Arena *result) {
    Witness *members = arena_new_array(result, Witness, ARTICLES);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        ByteSpan last = find(made->texts[i].bytes, "at last");
        members[i] = (Witness){.quotation = i < ARTICLES - 1 ? i : INDEX_NONE, .article = i, .bytes = last};
        if (i < ARTICLES - 1) members[i].bytes.begin = made->quotations.items[i].content[0].begin;
    }
    uint32_t *readers = arena_new_array(result, uint32_t, 3), *speakers = arena_new_array(result, uint32_t, 1);
    readers[0] = 1, readers[1] = 4, readers[2] = 5;
    Variant *variant = arena_new(result, Variant);
    *variant = (Variant){.change = VARIANT_SPELLING,
                         .weight = VARIANT_MEANING,
                         .from = bytes_of("Ångström"),
                         .members = readers,
                         .member_count = 3};
    Family *family = arena_new(result, Family);
    *family = (Family){.text = bytes_of("Zoë … at last"),
                       .members = members,
                       .member_count = ARTICLES,
                       .speakers = speakers,
                       .speaker_count = 1,
                       .variants = variant,
                       .variant_count = 1};
    made->families = (Families){.items = family, .count = 1};
}

static void make_lineage(Made *made, Arena *result) {
    Passage *passages = arena_new_array(result, Passage, 2);
    for (uint32_t i = 0; i < 2; i++) {
        passages[i] = (Passage){.a_article = 4 * i,
                                .b_article = 1,
                                .a_bytes = find(made->texts[4 * i].bytes, "Nobody came"),
                                .b_bytes = find(made->texts[1].bytes, "Nobody came"),
                                .words = 2,
                                .identity = 0.9876f,
                                .kind = PASSAGE_EDITED,
                                .quotation = i == 0,
                                .boilerplate = i == 1};
    }
    made->passages = (Passages){.items = passages, .count = 2};
    uint32_t *first = arena_new_array(result, uint32_t, 4), *second = arena_new_array(result, uint32_t, 2);
    for (uint32_t i = 0; i < 4; i++) first[i] = i;
    second[0] = 4, second[1] = 5;
    uint32_t *by_article = arena_new_array(result, uint32_t, ARTICLES);
    by_article[4] = by_article[5] = 1;
    Story *stories = arena_new_array(result, Story, 2);
    stories[0] = (Story){.articles = first, .article_count = 4, .origin_count = 3};
    stories[1] = (Story){.articles = second, .article_count = 2, .origin_count = 2};
    Evidence *evidence = arena_new_array(result, Evidence, 2);
    evidence[0] = (Evidence){EVIDENCE_CREDIT, 1, find(made->texts[1].bytes, "office"), bytes_of("office")};
    evidence[1] = (Evidence){EVIDENCE_DATE, 0, {0, 0}, bytes_of("a day earlier")};
    Derivation *derivation = arena_new(result, Derivation);
    *derivation = (Derivation){.from_article = 0,
                               .to_article = 1,
                               .direction = DIRECTION_LIKELY,
                               .confidence = 0.75f,
                               .evidence = evidence,
                               .evidence_count = 2};
    made->lineage = (Lineage){.stories = {.items = stories, .count = 2, .by_article = by_article},
                              .derivations = {.items = derivation, .count = 1}};
}

static Made *made_build(Arena *result) {
    Made *made = arena_new(result, Made);
    make_texts(made, result);
    make_quotations(made, result);
    make_family(made, result);
    make_lineage(made, result);
    made->findings = (Findings){.corpus = &made->corpus,
                                .passages = &made->passages,
                                .quotations = &made->quotations,
                                .speakers = &made->speakers,
                                .families = &made->families,
                                .lineage = &made->lineage};
    return made;
}

/* --- All records of a kind as one string -------------------------------------------------------------------------- */

static const char *or_none(const char *text) {
    return text ? text : "-";
}

static void print_spans(Buffer *out, const StemmaSpan *spans, size_t count) {
    for (size_t i = 0; i < count; i++) buffer_printf(out, "%u-%u ", (unsigned)spans[i].start, (unsigned)spans[i].end);
}

static void print_quotation(const StemmaQuotation *q, Buffer *out) {
    buffer_printf(out, "%s %s %s [%s] ", q->id, q->article, q->kind, q->text);
    print_spans(out, q->content, q->content_count);
    buffer_append_string(out, "/ ");
    print_spans(out, q->quoted, q->quoted_count);
    buffer_printf(out, "%s %s %s %s %s", or_none(q->cue.text), or_none(q->cue_class), or_none(q->source.text),
                  or_none(q->name), q->unattributed ? "unattributed" : "-");
    for (size_t i = 0; i < q->via_count; i++) buffer_printf(out, " via %s", q->via[i].text);
    buffer_printf(out, " %d %s\n", (int)(q->confidence * 10000 + 0.5), or_none(q->family));
}

static Status print_next(StoreCursor *cursor, StemmaRecord record, Buffer *out, Error *error) {
    Status status;
    if (record == STEMMA_ARTICLES) {
        StemmaArticle article;
        status = store_article_next(cursor, &article, error);
        if (status) return status;
        buffer_printf(out, "%s %s %s %s %u%s\n", article.id + 28, article.path, or_none(article.story),
                      or_none(article.title), (unsigned)article.words, article.text ? " text" : "");
    } else if (record == STEMMA_BLOCKS) {
        StemmaBlock block;
        status = store_block_next(cursor, &block, error);
        if (status) return status;
        buffer_printf(out, "%s %u-%u\n", block.role, (unsigned)block.span.start, (unsigned)block.span.end);
    } else if (record == STEMMA_QUOTATIONS) {
        StemmaQuotation q;
        status = store_quotation_next(cursor, &q, error);
        if (status) return status;
        print_quotation(&q, out);
    } else if (record == STEMMA_PASSAGES) {
        StemmaPassage p;
        status = store_passage_next(cursor, &p, error);
        if (status) return status;
        buffer_printf(out, "%s %s %u-%u %s %u-%u %u %d %s %d %d\n", p.id, p.a_article, (unsigned)p.a.start,
                      (unsigned)p.a.end, p.b_article, (unsigned)p.b.start, (unsigned)p.b.end, (unsigned)p.words,
                      (int)(p.identity * 10000 + 0.5), p.kind, p.quotation, p.boilerplate);
    } else if (record == STEMMA_FAMILIES) {
        StemmaFamily f;
        status = store_family_next(cursor, &f, error);
        if (status) return status;
        buffer_printf(out, "%s [%s] %s\n", f.id, f.text, f.name_count == 1 ? f.names[0] : "names?");
        for (size_t i = 0; i < f.member_count; i++)
            buffer_printf(out, "  %s %s [%s]\n", or_none(f.members[i].quotation), f.members[i].article,
                          f.members[i].text);
        for (size_t i = 0; i < f.variant_count; i++) {
            const StemmaVariant *v = &f.variants[i];
            buffer_printf(out, "  %s %s [%s>%s]", v->change, v->weight, v->from, v->to);
            for (size_t k = 0; k < v->quotation_count; k++) buffer_printf(out, " %s", v->quotations[k]);
            buffer_append_byte(out, '\n');
        }
    } else if (record == STEMMA_STORIES) {
        StemmaStory s;
        status = store_story_next(cursor, &s, error);
        if (status) return status;
        buffer_printf(out, "%s %s %u %u %s %s\n", s.id, or_none(s.title), (unsigned)s.article_count,
                      (unsigned)s.origin_count, or_none(s.first_published), or_none(s.last_published));
    } else if (record == STEMMA_SPEAKERS) {
        StemmaSpeaker s;
        status = store_speaker_next(cursor, &s, error);
        if (status) return status;
        buffer_printf(out, "%s %s %s %u %s %s", s.id, s.name, s.kind, (unsigned)s.quotation_count,
                      or_none(s.first_published), or_none(s.last_published));
        for (size_t i = 0; i < s.spelling_count; i++) buffer_printf(out, " [%s]", s.spellings[i]);
        buffer_append_byte(out, '\n');
    } else {
        StemmaDerivation d;
        status = store_derivation_next(cursor, &d, error);
        if (status) return status;
        buffer_printf(out, "%s > %s %s %s %d\n", d.from, d.to, d.story, d.direction, (int)(d.confidence * 100 + 0.5));
        for (size_t i = 0; i < d.evidence_count; i++)
            buffer_printf(out, "  %s %s %u-%u [%s]\n", d.evidence[i].kind, d.evidence[i].article,
                          (unsigned)d.evidence[i].span.start, (unsigned)d.evidence[i].span.end, d.evidence[i].text);
    }
    return STEMMA_OK;
}

static const char *print_all(Store *store, StemmaRecord record, StemmaFilter filter, Arena *result) {
    StoreCursor *cursor;
    Error error = {0};
    Buffer out = {.arena = result};
    Status status = store_cursor_open(store, record, &filter, &cursor, &error);
    if (status) fail_msg("%s", error.message);
    while ((status = print_next(cursor, record, &out, &error)) == STEMMA_OK) continue;
    if (status != STEMMA_END) fail_msg("%s", error.message);
    store_cursor_close(cursor);
    return buffer_string(&out);
}

static void assert_printed(Store *store, StemmaRecord record, StemmaFilter filter, const char *expected) {
    Arena arena = arena_open(0);
    assert_string_equal(print_all(store, record, filter, &arena), expected);
    arena_close(&arena);
}

/* --- Tests -------------------------------------------------------------------------------------------------------- */

static void findings_come_back(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Made *made = made_build(&arena);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, ARTICLES);
    write_findings(store, &made->findings);
    StemmaFilter q2 = {.article_id = "00000000000000000000000000000001"};
    assert_printed(store, STEMMA_QUOTATIONS, q2,
                   "q2 wire/00001.txt direct [Zoë Ångström opened bridge 1, … at last] 1-30 59-66 / 1-30 "
                   "said speech the mayor’s office Zoë Ångström - via mayor’s office 9375 f1\n");
    StemmaFilter q4 = {.article_id = "00000000000000000000000000000003"};
    assert_printed(store, STEMMA_QUOTATIONS, q4,
                   "q4 wire/00003.txt direct [Zoë Ångström opened bridge 3, … at last] 1-30 59-66 / 1-30 "
                   "said speech the mayor’s office - unattributed via mayor’s office 9375 f1\n");
    StemmaFilter q5 = {.article_id = "00000000000000000000000000000004"};
    assert_printed(store, STEMMA_QUOTATIONS, q5,
                   "q5 wire/00004.txt direct [Zoë Ångström opened bridge 4, … at last] 1-30 59-66 / 1-30 "
                   "- - - Zoë Ångström - 9375 f1\n");
    assert_printed(store, STEMMA_PASSAGES, (StemmaFilter){0},
                   "p1 wire/00000.txt 70-81 wire/00001.txt 70-81 2 9876 edited 1 0\n"
                   "p2 wire/00004.txt 70-81 wire/00001.txt 70-81 2 9876 edited 0 1\n");
    assert_printed(store, STEMMA_FAMILIES, (StemmaFilter){0},
                   "f1 [Zoë … at last] Zoë Ångström\n"
                   "  q1 wire/00000.txt [Zoë Ångström opened bridge 0, … at last]\n"
                   "  q2 wire/00001.txt [Zoë Ångström opened bridge 1, … at last]\n"
                   "  q3 wire/00002.txt [Zoë Ångström opened bridge 2, … at last]\n"
                   "  q4 wire/00003.txt [Zoë Ångström opened bridge 3, … at last]\n"
                   "  q5 wire/00004.txt [Zoë Ångström opened bridge 4, … at last]\n"
                   "  - wire/00005.txt [at last]\n"
                   "  spelling meaning [Ångström>] q2 q5\n");
    assert_printed(store, STEMMA_STORIES, (StemmaFilter){0},
                   "s1 Bridge “opened” 4 3 2021-03-04 2021-03-04\n"
                   "s2 Bridge “opened” 2 2 2021-03-04 2021-03-04\n");
    assert_printed(store, STEMMA_DERIVATIONS, (StemmaFilter){0},
                   "wire/00000.txt > wire/00001.txt s1 likely 75\n"
                   "  credit wire/00001.txt 44-50 [office]\n"
                   "  date wire/00000.txt 0-0 [a day earlier]\n");
    assert_printed(store, STEMMA_BLOCKS, q2, "narration 0-68\ncaption 70-82\n");
    assert_printed(store, STEMMA_BLOCKS, (StemmaFilter){.article_id = "00000000000000000000000000000002"},
                   "narration 0-82\n");
    store_close(store);
    assert_query("PRAGMA integrity_check", "ok");
    assert_query("SELECT count(*) FROM pragma_foreign_key_check", "0");
    arena_close(&arena);
}

static void filters_restrict(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, ARTICLES);
    write_findings(store, &made_build(&arena)->findings);
    const char *one = "00000000000000000000000000000001", *five = "00000000000000000000000000000005";
    assert_printed(store, STEMMA_ARTICLES, (StemmaFilter){.story = "s2", .with_text = true},
                   "0004 wire/00004.txt s2 Bridge “opened” 17 text\n0005 wire/00005.txt s2 Bridge “opened” 18 text\n");
    assert_printed(store, STEMMA_ARTICLES, (StemmaFilter){.article_id = one},
                   "0001 wire/00001.txt s1 Bridge “opened” 14\n");
    assert_printed(store, STEMMA_QUOTATIONS, (StemmaFilter){.article_id = five}, "");
    assert_printed(store, STEMMA_PASSAGES, (StemmaFilter){.story = "s1"},
                   "p1 wire/00000.txt 70-81 wire/00001.txt 70-81 2 9876 edited 1 0\n");
    assert_printed(store, STEMMA_PASSAGES, (StemmaFilter){.article_id = five}, "");
    assert_int_equal(strncmp(print_all(store, STEMMA_QUOTATIONS, (StemmaFilter){.story = "s2"}, &arena), "q5 ", 3), 0);
    assert_int_equal(strncmp(print_all(store, STEMMA_FAMILIES, (StemmaFilter){.article_id = five}, &arena), "f1 ", 3),
                     0);
    assert_printed(store, STEMMA_DERIVATIONS, (StemmaFilter){.article_id = five}, "");
    assert_int_equal(
        strncmp(print_all(store, STEMMA_DERIVATIONS, (StemmaFilter){.article_id = one}, &arena), "wire/00000", 10), 0);
    const char *const nonsense[] = {"", "s", "s0", "s01", "f1", "s99999999999999999999", "s1 OR 1"};
    for (size_t i = 0; i < sizeof nonsense / sizeof nonsense[0]; i++) {
        assert_printed(store, STEMMA_ARTICLES, (StemmaFilter){.story = nonsense[i]}, "");
        assert_printed(store, STEMMA_FAMILIES, (StemmaFilter){.article_id = nonsense[i]}, "");
    }
    assert_printed(store, STEMMA_PASSAGES, (StemmaFilter){.family = "f1"}, ""); /* passages have no family */
    store_close(store);
    arena_close(&arena);
}

static void speakers_are_found(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, ARTICLES);
    write_findings(store, &made_build(&arena)->findings);
    const char *all = print_all(store, STEMMA_SPEAKERS, (StemmaFilter){0}, &arena);
    assert_int_equal(strncmp(all, "n1 Zoë Ångström person 4 ", strlen("n1 Zoë Ångström person 4 ")), 0);
    assert_non_null(strstr(all, "[Mayor \"Zoe\" Angstrom] [Zoë Ångström]\n"));
    assert_printed(store, STEMMA_SPEAKERS, (StemmaFilter){.speaker = "n1"}, all);
    assert_printed(store, STEMMA_SPEAKERS, (StemmaFilter){.speaker = "n2"}, "");
    const char *said = print_all(store, STEMMA_QUOTATIONS, (StemmaFilter){.speaker = "n1"}, &arena);
    assert_non_null(strstr(said, "q1 "));
    assert_null(strstr(said, "q4 ")); /* nobody named */
    assert_non_null(strstr(print_all(store, STEMMA_FAMILIES, (StemmaFilter){.speaker = "n1"}, &arena), "f1 "));
    char id[16];
    Error error = {0};
    assert_int_equal(store_speaker_find(store, "n1", id, &error), STEMMA_OK);
    assert_int_equal(store_speaker_find(store, "mayor \"ZOE\" angstrom", id, &error), STEMMA_OK);
    assert_string_equal(id, "n1");
    assert_int_equal(store_speaker_find(store, "angstrom", id, &error), STEMMA_OK);
    assert_int_equal(store_speaker_find(store, "Nobody", id, &error), STEMMA_NOT_FOUND);
    assert_int_equal(store_speaker_find(store, "", id, &error), STEMMA_NOT_FOUND);
    store_close(store);
    assert_query("SELECT id || name || quotation_count FROM speakers", "n1Zoë Ångström4");
    arena_close(&arena);
}

static void order_of_adding_does_not_show(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Made *made = made_build(&arena);
    const char *printed[2][STEMMA_SPEAKERS + 1];
    for (int round = 0; round < 2; round++) {
        unlink(collection_path);
        Store *store = open_ok(STEMMA_OPEN_WRITE);
        if (round == 0) {
            add(store, 0, ARTICLES);
        } else {
            add(store, ARTICLES - 1, 2);
            add(store, 0, 3);
        }
        write_findings(store, &made->findings);
        write_findings(store, &made->findings); /* writing again replaces */
        for (int record = STEMMA_ARTICLES; record <= STEMMA_SPEAKERS; record++) {
            printed[round][record] = print_all(store, (StemmaRecord)record, (StemmaFilter){0}, &arena);
        }
        store_close(store);
    }
    for (int record = STEMMA_ARTICLES; record <= STEMMA_SPEAKERS; record++) {
        assert_string_equal(printed[0][record], printed[1][record]);
    }
    arena_close(&arena);
}

static void views_show_the_same_words(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, ARTICLES);
    write_findings(store, &made_build(&arena)->findings);
    store_close(store);
    assert_query("SELECT text FROM quotations WHERE id = 'q2'", "Zoë Ångström opened bridge 1, … at last");
    assert_query("SELECT source || '/' || cue || '/' || name || '/' || family FROM quotations WHERE id = 'q2'",
                 "the mayor’s office/said/Zoë Ångström/f1");
    assert_query("SELECT a_text || '/' || b_text FROM passages WHERE id = 'p1'", "Nobody came/Nobody came");
    assert_query("SELECT member_count || '/' || variant_count || '/' || names FROM families", "6/1/[\"Zoë Ångström\"]");
    assert_query("SELECT text FROM members WHERE quotation IS NULL", "at last");
    assert_query("SELECT base_words || '>' || member_words || members FROM variants", "Ångström>[1,4,5]");
    assert_query("SELECT story || '/' || words FROM articles WHERE path = 'wire/00004.txt'", "s2/17");
    assert_query("SELECT group_concat(id) FROM stories", "s1,s2");
    assert_query("SELECT from_article || direction FROM derivations", "wire/00000.txtlikely");
    assert_query("SELECT substr(a.text, e.start + 1, e.end - e.start) FROM evidence AS e JOIN articles AS a"
                 " ON a.id = e.article_id WHERE e.kind = 'credit'",
                 "office");
    assert_query("SELECT spellings FROM speaker", "[\"Mayor \\\"Zoe\\\" Angstrom\",\"Zoë Ångström\"]");
    arena_close(&arena);
}

static void adding_makes_findings_old(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Made *made = made_build(&arena);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    StemmaTotals totals;
    Error error = {0};
    assert_int_equal(store_totals_read(store, &totals, &error), STEMMA_OK);
    assert_false(totals.traced);
    add(store, 0, ARTICLES);
    write_findings(store, &made->findings);
    assert_int_equal(store_totals_read(store, &totals, &error), STEMMA_OK);
    assert_true(totals.traced);
    assert_int_equal(totals.articles, ARTICLES);
    assert_int_equal(totals.outlets, 2);
    assert_int_equal(totals.words, 13 * ARTICLES + 15);
    assert_int_equal(totals.quotations, ARTICLES - 1);
    add(store, 0, ARTICLES); /* only duplicates: still current */
    assert_int_equal(store_totals_read(store, &totals, &error), STEMMA_OK);
    assert_true(totals.traced);
    add(store, ARTICLES, ARTICLES + 1);
    assert_int_equal(store_totals_read(store, &totals, &error), STEMMA_OK);
    assert_false(totals.traced);
    assert_int_equal(totals.quotations, ARTICLES - 1);
    store_close(store);
    arena_close(&arena);
}

static void temporary_collections_work_alike(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store;
    Error error = {0};
    assert_int_equal(store_open(NULL, STEMMA_OPEN_TEMPORARY, &store, &error), STEMMA_OK);
    add(store, 0, ARTICLES);
    write_findings(store, &made_build(&arena)->findings);
    bool traced;
    assert_int_equal(store_traced(store, &traced, &error), STEMMA_OK);
    assert_true(traced);
    assert_int_equal(strncmp(print_all(store, STEMMA_FAMILIES, (StemmaFilter){0}, &arena), "f1 ", 3), 0);
    store_close(store);
    assert_int_equal(access(collection_path, F_OK), -1);
    arena_close(&arena);
}

/* What the file says about places may be anything. */
static void broken_places_are_cut(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, ARTICLES);
    write_findings(store, &made_build(&arena)->findings);
    store_close(store);
    other_program("UPDATE quotation SET content = '[[80,9999999999999999999999],[-3,5],[7', via = '{', cue_start = -1,"
                  " cue_end = 1000000, source_start = 60, source_end = 3, speaker = NULL;"
                  "UPDATE member SET start = 1000, end = 2; UPDATE variant SET members = '[99,\"x\"]';"
                  "UPDATE family SET names = 'no json'");
    store = open_ok(STEMMA_OPEN_READ);
    StoreCursor *cursor;
    StemmaQuotation quotation;
    StemmaFamily family;
    Error error = {0};
    assert_int_equal(store_cursor_open(store, STEMMA_QUOTATIONS, NULL, &cursor, &error), STEMMA_OK);
    assert_int_equal(store_quotation_next(cursor, &quotation, &error), STEMMA_OK);
    assert_string_equal(quotation.text, "e. … ë ");
    assert_string_equal(quotation.source.text, "");
    store_cursor_close(cursor);
    assert_int_equal(store_cursor_open(store, STEMMA_FAMILIES, NULL, &cursor, &error), STEMMA_OK);
    Status status = store_family_next(cursor, &family, &error);
    assert_true(status != STEMMA_OK || family.variants[0].quotation_count == 0);
    store_cursor_close(cursor);
    store_close(store);
    arena_close(&arena);
}

static void places_go_there_and_back(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    uint64_t random = 99;
    for (int round = 0; round < 200; round++) {
        Buffer text = {.arena = &arena};
        uint32_t starts[400], count = 0;
        static const uint32_t alphabet[] = {'a', 0xe9, 0x2014, 0x1f309, ' '};
        for (; count < (uint32_t)round * 2; count++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            starts[count] = (uint32_t)text.size;
            buffer_append_code_point(&text, alphabet[(random >> 33) % (round % 5 + 1)]);
        }
        CodePointIndex index = code_point_index_build(buffer_bytes(&text), &arena);
        for (uint32_t i = 0; i < count; i++) {
            StemmaSpan span = places_from_bytes(&index, (ByteSpan){starts[i], (uint32_t)text.size});
            assert_int_equal(span.start, i);
            assert_int_equal(span.end, count);
            ByteSpan bytes = places_to_bytes(&index, span);
            assert_int_equal(bytes.begin, starts[i]);
            assert_int_equal(bytes.end, text.size);
        }
    }
    arena_close(&arena);
}

/* A reader sees the old findings or the new ones, whenever the writer dies. */
static void killed_while_writing_findings(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Made *made = made_build(&arena);
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    add(store, 0, ARTICLES);
    write_findings(store, &made->findings);
    const char *expected = print_all(store, STEMMA_FAMILIES, (StemmaFilter){0}, &arena);
    store_close(store);
    uint32_t random = 777;
    for (int round = 0; round < 40; round++) {
        pid_t child = fork();
        if (child == 0) {
            if (store_open(collection_path, STEMMA_OPEN_WRITE, &store, NULL)) _exit(1);
            for (;;) {
                Arena scratch = arena_open(0);
                if (store_findings_write(store, &made->findings, scratch, NULL)) _exit(2);
                arena_close(&scratch);
            }
        }
        int result = kill_at_random(child, &random);
        assert_true(WIFSIGNALED(result));
        assert_query("PRAGMA integrity_check", "ok");
        assert_query("SELECT count(*) FROM pragma_foreign_key_check", "0");
        store = open_ok(STEMMA_OPEN_READ);
        bool traced;
        assert_int_equal(store_traced(store, &traced, NULL), STEMMA_OK);
        assert_true(traced);
        assert_string_equal(print_all(store, STEMMA_FAMILIES, (StemmaFilter){0}, &arena), expected);
        store_close(store);
    }
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(findings_come_back),
        STORE_TEST(filters_restrict),
        STORE_TEST(speakers_are_found),
        STORE_TEST(order_of_adding_does_not_show),
        STORE_TEST(views_show_the_same_words),
        STORE_TEST(adding_makes_findings_old),
        STORE_TEST(temporary_collections_work_alike),
        STORE_TEST(broken_places_are_cut),
        STORE_TEST(places_go_there_and_back),
        STORE_TEST(killed_while_writing_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
