/* Web pages: what is text and what is furniture, what a page says about itself, encodings, hostile markup. */
#include "read_log.h"

#define PROSE_1                                                                                                        \
    "The harbour bridge at Velmore will stay closed until spring, the town council said on Monday, after divers "      \
    "found "                                                                                                           \
    "cracks in two of its piers."
#define PROSE_2                                                                                                        \
    "Ferries will run every ten minutes, and the council has asked the port for a second boat. \"Nobody will have to " \
    "swim,\" said Ida Tolland, who runs the crossing."
#define PROSE_3 "Repairs are expected to cost 14 million crowns, twice what was set aside for them in the last budget."

static const char whole_page[] =
    "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>Velmore bridge closed | The Velmore Lamp</title>\n"
    "<meta property='og:site_name' content='The Velmore Lamp'><meta name=author content='Runa Hale'>"
    "<link rel=canonical href='https://lamp.example/2021/03/08/bridge'>"
    "<script>var story = '<p>Not a paragraph, however long it may be made, and full of words.</p>';</script>"
    "<style>p { color: red }</style></head><body><nav><a href=/>Home</a> <a href=/town>Town</a></nav>"
    "<div class='story-wrap'><h1>Velmore bridge closed</h1><div class='share-bar'>Share this article with friends, by "
    "mail or on paper. It costs nothing at all.</div>"
    "<figure><img src=x.jpg><figcaption>Divers at the second pier.</figcaption></figure>"
    "<p>" PROSE_1 "<p>" PROSE_2 " <a href='../../02/01/budget?a=1&amp;b=2#top'>Earlier report</a>"
    "<h2>Costs</h2><p>" PROSE_3 "<h2>Related</h2><ul><li><a href=/a>Ferry fares rise in the north</a>"
    "<li><a href=/b>Five walks along the harbour</a></ul><p><em>Correction: an earlier version of this article gave "
    "the "
    "wrong number of piers.</em></p></div>"
    "<div id=comments><p>I crossed it every day for thirty years, and nobody ever told me anything about it.</p></div>"
    "<footer>All rights reserved by the Lamp. No part of this may be sold to anybody.</footer></body></html>";

static void the_article_without_its_furniture(void **state) {
    (void)state;
    const char *lines = read_lines(whole_page);
    expect_in(lines, "Velmore bridge closed|The Velmore Lamp|Runa Hale|2021-03-08|en|"
                     "https://lamp.example/2021/03/08/bridge|");
    expect_in(lines, "|" PROSE_1 "\n\n" PROSE_2);
    expect_in(lines, "said Ida Tolland, who runs the crossing. Earlier report\n\nCosts\n\n" PROSE_3);
    expect_in(lines, "\n\nCorrection: an earlier version of this article gave the wrong number of piers.|");
    expect_in(lines, "|https://lamp.example/2021/02/01/budget?a=1&b=2\n");
    static const char *const furniture[] = {"Home",        "Share this",   "Not a paragraph", "color", "Related",
                                            "Ferry fares", "thirty years", "All rights",      "/a|"};
    for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++) expect_not_in(lines, furniture[i]);
}

static void statements_by_surety(void **state) {
    (void)state;
    const char *lines = read_lines(
        "<html><head><title>Old mill burns - Dell News</title><meta name=date content='2019-01-01'>"
        "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"x\"}, {\"@type\": "
        "[\"NewsArticle\"], \"headline\": \"Old mill burns &amp; falls\", \"datePublished\": "
        "\"2020-05-06T07:08:09+02:00\","
        " \"author\": [{\"@type\": \"Person\", \"name\": \"Ann Orr\"}, {\"name\": \"Bo Lund\"}], \"publisher\": "
        "{\"name\": "
        "\"Dell News\"}}]}</script></head><body><p>" PROSE_1 "</p><p>" PROSE_2 "</p></body></html>");
    expect_in(lines, "Old mill burns & falls|Dell News|Ann Orr, Bo Lund|2020-05-06T07:08:09+02:00|en||");
}

static void broken_json_is_no_reason_to_lose_the_page(void **state) {
    (void)state;
    const char *lines =
        read_lines("<html><meta property='article:published_time' content='2020-05-06'><script "
                   "type='application/ld+json'>{\"@type\": \"Article\", \"headline\": </script><p>" PROSE_1);
    expect_in(lines, "|2020-05-06|en||" PROSE_1 "\n");
}

static void encodings(void **state) {
    (void)state;
    /* declared, and a letter that Windows-1252 doesn't have */
    expect_in(read_lines("<html><meta charset=windows-1251><p>\xCC\xEE\xF1\xF2 \xE7\xE0\xEA\xF0\xFB\xF2 \xE4\xEE "
                         "\xE2\xE5\xF1\xED\xFB, \xF1\xEE\xEE\xE1\xF9\xE8\xEB \xE3\xEE\xF0\xEE\xE4."),
              "Мост закрыт до весны, сообщил город.");
    /* UTF-8, whatever the page says */
    expect_in(read_lines("<html><meta charset=iso-8859-1><p>Zo\xC3\xAB waited for the ferry, and it didn't come.</p>"),
              "Zoë waited");
    /* nothing said: what browsers assume */
    expect_in(read_lines("<html><p>Zo\xEB waited for the ferry, and it \x93"
                         "didn't\x94 come.</p>"),
              "Zoë waited for the ferry, and it “didn't” come");
    /* UTF-8 with one broken byte */
    expect_in(read_lines("<html><p>Zo\xC3\xAB waited \xC3\xA9t\xC3\xA9 for the \xFF ferry, and it didn't come.</p>"),
              "Zoë waited été for the \xEF\xBF\xBD ferry");
    expect_in(
        read_lines(
            "<html><p>Tom &amp; Zo&euml; &ldquo;waited&rdquo;&#8212;for &#x66;our hours &unknown; &#0; &lt;b&gt;.</p>"),
        "Tom & Zoë “waited”—for four hours &unknown; \xEF\xBF\xBD <b>.");
}

static void tags_left_out(void **state) {
    (void)state;
    expect_in(read_lines("<html><body><table><tr><td><font>" PROSE_1 "<tr><td>" PROSE_2 "<br><br>" PROSE_3 "</table>"),
              "||" PROSE_1 "\n\n" PROSE_2 "\n\n" PROSE_3);
    expect_in(read_lines("<html><b><i>" PROSE_1 "</b></i> On<!-- > <p>no</p> -->e & two < three.</p></div>"),
              PROSE_1 " One & two < three.");
}

static void pages_without_an_article(void **state) {
    (void)state;
    expect_in(read_lines("<html><body><a href=/1>One</a> <a href=/2>Two</a></body></html>"), "SKIP");
    expect_in(read_lines("<!doctype html>"), "SKIP");
}

static void hostile_markup_is_cheap(void **state) {
    (void)state;
    static const char *const patterns[][2] = {
        {"<div>", "</div>"},
        {"<x>", "</y>"},
        {"<b>", "</i>"},
        {"<p a=b c=d e>", ""},
        {"<table><tr><td>", ""},
        {"<a href='", ""},
        {"<!--", "--"},
        {"<script>", "</scrip>"},
        {"&#1234567890;", ""},
        {"<ul><li>", "</ul>"},
        {"</p>", "<br>"},
        {"<select><option>", ""},
        {"<div class='comment share'>", "x"},
        {"<dl><dt><dd>", ""},
    };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        Buffer page = {.arena = &arena};
        buffer_append_string(&page, "<html><p>" PROSE_1 "</p>");
        append_times(&page, patterns[i][0], 200000);
        append_times(&page, patterns[i][1], 200000);
        buffer_append_string(&page, "<p>" PROSE_2 "</p>");
        double before = processor_s();
        Reading reading = reading_of(buffer_bytes(&page));
        assert_int_equal(reading.counts.records_seen, 1);
        if (processor_s() - before > 5) fail_msg("%s takes %g s", patterns[i][0], processor_s() - before);
    }
}

static void deep_markup_keeps_its_text(void **state) {
    (void)state;
    Buffer page = {.arena = &arena};
    buffer_append_string(&page, "<html>");
    append_times(&page, "<div>", 1000000);
    buffer_append_string(&page, "<p>" PROSE_1 "</p>");
    expect_in(read_lines(buffer_string(&page)), PROSE_1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_article_without_its_furniture),
        cmocka_unit_test(statements_by_surety),
        cmocka_unit_test(broken_json_is_no_reason_to_lose_the_page),
        cmocka_unit_test(encodings),
        cmocka_unit_test(tags_left_out),
        cmocka_unit_test(pages_without_an_article),
        cmocka_unit_test(hostile_markup_is_cheap),
        cmocka_unit_test(deep_markup_keeps_its_text),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
