/* RSS 2.0, RSS 1.0, Atom, NITF, NewsML-G2 and ninjs: every item accounted for, whole feeds and broken ones. */
#include "read_log.h"

#define PROSE "The ferry to Velmore sank at its moorings on Sunday night, and nobody was aboard."

static void rss_2(void **state) {
    (void)state;
    const char *lines = read_lines(
        "<?xml version='1.0'?>\n<rss version='2.0' xmlns:content='c' xmlns:dc='d' xmlns:media='m'><channel>"
        "<title>Velmore Lamp</title><link>https://lamp.example/</link><language>en-GB</language>\n"
        "<item><title>Ferry &amp;amp; pier</title><media:title>A "
        "picture</media:title><link>https://lamp.example/1</link>"
        "<dc:creator>Runa Hale</dc:creator><pubDate>Mon, 08 Mar 2021 07:00:00 GMT</pubDate>"
        "<description>Short.</description><content:encoded><![CDATA[<p>" PROSE "</p><p>It was old&nbsp;&amp; slow. "
        "</p><script>x()</script>]]></content:encoded></item>\n"
        "<item><title>Only a summary</title><guid>https://lamp.example/2</guid><description>&lt;b&gt;It&lt;/b&gt; "
        "rained.</description></item>\n<item><title>Nothing more</title></item></channel></rss>");
    expect_in(lines, "Ferry & pier|Velmore Lamp|Runa Hale|2021-03-08T07:00:00Z|en|https://lamp.example/1|" PROSE
                     "\n\nIt was old & slow.\n");
    expect_in(lines, "Only a summary|Velmore Lamp|||en|https://lamp.example/2|It rained.\n");
    expect_in(lines, " empty: no text");
    expect_not_in(lines, "A picture");
}

static void rss_1(void **state) {
    (void)state;
    expect_in(read_lines("<rdf:RDF xmlns:rdf='r' xmlns='p' xmlns:dc='d'><channel rdf:about='x'><title>Dell News</title>"
                         "</channel><item rdf:about='y'><title>Mill</title><link>http://dell.example/m</link>"
                         "<description>" PROSE "</description><dc:date>2020-05-06</dc:date></item></rdf:RDF>"),
              "Mill|Dell News||2020-05-06|en|http://dell.example/m|" PROSE "\n");
}

static void atom(void **state) {
    (void)state;
    const char *lines = read_lines(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Dell News</title><link "
        "href='http://dell.example'/>"
        "<entry><id>tag:1</id><title type='html'>Mill &amp;lt;again&amp;gt;</title><author><name>Ann "
        "Orr</name></author>"
        "<link rel='enclosure' href='http://dell.example/p.jpg'/><link rel='alternate' href='http://dell.example/1'/>"
        "<published>2020-05-06T07:08:09Z</published><updated>2020-06-01T00:00:00Z</updated><content type='xhtml'>"
        "<xhtml:div xmlns:xhtml='h'><xhtml:p>" PROSE "</xhtml:p><xhtml:p>It <xhtml:em>was</xhtml:em> old.</xhtml:p>"
        "</xhtml:div></content></entry>"
        "<entry><id>tag:2</id><title>Two</title><summary>Less &lt; more.\n\nA second "
        "paragraph.</summary></entry></feed>");
    expect_in(lines, "Ann Orr|2020-05-06T07:08:09Z|en|http://dell.example/1|" PROSE "\n\nIt was old.\n");
    expect_in(lines, "Two|Dell News||");
    expect_in(lines, "|Less < more.\n\nA second paragraph.\n");
}

static void nitf(void **state) {
    (void)state;
    expect_in(
        read_lines("<?xml version='1.0'?><nitf><head><title>slug</title><docdata><doc-id id-string='n1'/>"
                   "<date.issue norm='20210308T070000Z'/></docdata><pubdata name='Velmore Wire'/></head><body>"
                   "<body.head><hedline><hl1>Ferry sinks</hl1></hedline><byline>By <person>Runa Hale</person></byline>"
                   "</body.head><body.content><block><p>" PROSE "</p><p>It was <em>old</em>.</p></block>"
                   "</body.content></body></nitf>"),
        "Ferry sinks|Velmore Wire|By Runa Hale|2021-03-08T07:00:00Z|en||" PROSE "\n\nIt was old.\n");
}

static void newsml_g2(void **state) {
    (void)state;
    Reading reading = reading_of(BYTES(
        "<?xml version='1.0'?><newsMessage><itemSet><newsItem guid='tag:1' xml:lang='en'><itemMeta><provider "
        "literal='Velmore Wire'/><versionCreated>2021-03-08T07:00:00+01:00</versionCreated></itemMeta><contentMeta>"
        "<headline>Ferry sinks</headline><by>Runa Hale</by></contentMeta><contentSet><inlineXML><html><head><title>no"
        "</title></head><body><p>" PROSE "</p></body></html></inlineXML></contentSet></newsItem><newsItem guid='tag:2'>"
        "<contentSet><remoteContent href='p.jpg'/></contentSet></newsItem></itemSet></newsMessage>"));
    assert_int_equal(reading.counts.records_kept, 1);
    assert_int_equal(reading.counts.records_skipped, 1);
    expect_in(buffer_string(&reading.lines),
              "Ferry sinks|Velmore Wire|Runa Hale|2021-03-08T07:00:00+01:00|en||" PROSE "\n");
}

static void ninjs(void **state) {
    (void)state;
    expect_in(
        read_lines(
            "{\n \"uri\": \"tag:9\", \"headline\": \"Ferry sinks\", \"byline\": \"Runa Hale\",\n \"versioncreated\": "
            "\"2021-03-08T07:00:00Z\", \"body_html\": \"<p>" PROSE "</p><p>It was old.</p>\"\n}\n"),
        "Ferry sinks||Runa Hale|2021-03-08T07:00:00Z|en|tag:9|" PROSE "\n\nIt was old.\n");
    expect_in(read_lines("<?xml version='1.0'?><ledger/>"), "its root is \"ledger\"");
}

static void a_broken_feed_keeps_what_came_before(void **state) {
    (void)state;
    Reading reading = reading_of(BYTES("<rss><channel><title>L</title><item><description>" PROSE "</description></item>"
                                       "<item><description>Half &broken; of it<item></rss>"));
    assert_int_equal(reading.counts.records_kept, 1);
    assert_int_equal(reading.counts.records_failed, 1);
    expect_in(buffer_string(&reading.lines), "ill-formed XML: mismatched tag; 1 items before that place are read");
}

static void other_documents_are_refused_by_name(void **state) {
    (void)state;
    expect_in(read_lines("<?xml version='1.0'?><invoice><sum>3</sum></invoice>"), "its root is \"invoice\"");
    expect_in(read_lines("<?xml version='1.0'?><rss><channel/></rss>"), "a feed without items");
}

/* Each is refused, or read, within a second. */
static void bombs(void **state) {
    (void)state;
    Buffer deep = {.arena = &arena};
    buffer_append_string(&deep, "<?xml version='1.0'?>");
    append_times(&deep, "<a>", 1000000);
    Buffer wide = {.arena = &arena};
    buffer_append_string(&wide, "<rss><a");
    for (int i = 0; i < 100000; i++) buffer_printf(&wide, " a%d=''", i);
    buffer_append_string(&wide, "/></rss>");
    Buffer many = {.arena = &arena};
    buffer_append_string(&many, "<rss>");
    append_times(&many, "<item/>", 300000);
    Buffer entities = {.arena = &arena};
    buffer_append_string(&entities, "<rss>");
    append_times(&entities, "<item>&nbsp;</item>", 100000);
    const struct {
        Bytes content;
        const char *wanted;
    } cases[] = {
        {BYTES("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b "
               "'&a;&a;&a;&a;&a;&a;'>]><rss>&b;</rss>"),
         "declares entities"},
        {BYTES("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>"),
         "declares entities"},
        {buffer_bytes(&deep), "nested deeper than the limit"},
        {buffer_bytes(&wide), "a feed without items"},
        {buffer_bytes(&many), "more than 250000"},
        {buffer_bytes(&entities), "SKIP"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double before = processor_s();
        Reading reading = reading_of(cases[i].content);
        if (processor_s() - before > 5) fail_msg("case %zu takes %g s", i, processor_s() - before);
        Bytes lines = buffer_bytes(&reading.lines);
        if (bytes_find(lines, bytes_from_string(cases[i].wanted)) == SIZE_MAX)
            fail_msg("case %zu: %.300s", i, lines.data);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss_2),
        cmocka_unit_test(rss_1),
        cmocka_unit_test(atom),
        cmocka_unit_test(nitf),
        cmocka_unit_test(newsml_g2),
        cmocka_unit_test(ninjs),
        cmocka_unit_test(a_broken_feed_keeps_what_came_before),
        cmocka_unit_test(other_documents_are_refused_by_name),
        cmocka_unit_test(bombs),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
