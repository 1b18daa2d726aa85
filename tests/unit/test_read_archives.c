/* WARC and ARC: every record counted, pages found, answers unpacked, broken archives reported. */
#include "read_log.h"

#include <brotli/encode.h>

#define PROSE "The ferry to Velmore sank at its moorings on Sunday night, and nobody was aboard."
#define PAGE "<html><title>Ferry sinks</title><body><p>" PROSE "</p></body></html>"

static void append_warc(Buffer *out, const char *type, const char *content_type, Bytes block) {
    buffer_printf(out,
                  "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://lamp.example/ferry\r\nContent-Type: %s\r\n"
                  "Content-Length: %zu\r\n\r\n",
                  type, content_type, block.size);
    buffer_append(out, block);
    buffer_append_string(out, "\r\n\r\n");
}

static void append_answer(Buffer *out, const char *headers, Bytes body) {
    Buffer block = {.arena = &arena};
    buffer_printf(&block, "HTTP/1.1 %s\r\n\r\n", headers);
    buffer_append(&block, body);
    append_warc(out, "response", "application/http; msgtype=response", buffer_bytes(&block));
}

static Bytes packed_brotli(Bytes content) {
    size_t size = BrotliEncoderMaxCompressedSize(content.size);
    uint8_t *data = arena_allocate(&arena, size, 16);
    assert_true(BrotliEncoderCompress(5, 18, BROTLI_MODE_TEXT, content.size, content.data, &size, data));
    return (Bytes){data, size};
}

static void records_by_type(void **state) {
    (void)state;
    Buffer archive = {.arena = &arena};
    append_warc(&archive, "warcinfo", "application/warc-fields", BYTES("software: none\r\n"));
    append_warc(&archive, "request", "application/http", BYTES("GET / HTTP/1.1\r\n\r\n"));
    append_answer(&archive, "200 OK\r\nContent-Type: text/html; charset=utf-8", BYTES(PAGE));
    append_answer(&archive, "404 Not Found\r\nContent-Type: text/html", BYTES(PAGE));
    append_answer(&archive, "200 OK\r\nContent-Type: image/png", BYTES("\x89PNG"));
    append_warc(&archive, "conversion", "text/plain", BYTES("Plain: " PROSE));
    append_warc(&archive, "resource", "text/html", BYTES(PAGE));
    Reading reading = reading_of(buffer_bytes(&archive));
    const char *lines = buffer_string(&reading.lines);
    assert_int_equal(reading.counts.records_seen, 7);
    assert_int_equal(reading.counts.records_kept, 3);
    expect_not_in(lines, "PNG|");
    expect_in(lines, "Ferry sinks|lamp.example|||en|https://lamp.example/ferry|" PROSE "\n");
    expect_in(lines, "|Plain: " PROSE);
    expect_in(lines, "the record's type is warcinfo");
    expect_in(lines, "an answer with HTTP status 404");
    expect_in(lines, "no page but image/png");
}

static void bodies_as_servers_send_them(void **state) {
    (void)state;
    Bytes page = gzip(BYTES(PAGE));
    Buffer chunked = {.arena = &arena};
    buffer_printf(&chunked, "%zx\r\n", (size_t)10);
    buffer_append(&chunked, (Bytes){page.data, 10});
    buffer_printf(&chunked, "\r\n%zX;x=y\r\n", page.size - 10);
    buffer_append(&chunked, (Bytes){page.data + 10, page.size - 10});
    buffer_append_string(&chunked, "\r\n0\r\n\r\n");
    Buffer archive = {.arena = &arena};
    append_answer(&archive, "200 OK\r\ncontent-type: TEXT/HTML\r\nContent-Encoding: gzip", page);
    append_answer(&archive, "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
                  buffer_bytes(&chunked));
    append_answer(&archive, "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
                  BYTES(PAGE)); /* the headers lie */
    append_answer(&archive, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", packed_brotli(BYTES(PAGE)));
    append_answer(&archive, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd", zstd(BYTES(PAGE)));
    append_answer(&archive, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", BYTES(PAGE));
    append_answer(&archive, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", BYTES("\x1b\x03"));
    Reading reading = reading_of(gzip(buffer_bytes(&archive)));
    assert_int_equal(reading.counts.records_kept, 6);
    expect_in(buffer_string(&reading.lines), "a packed body that is damaged");
}

/* What came before the damage is a page too, but nobody should take it for the whole. */
static void bodies_that_are_cut_off(void **state) {
    (void)state;
    Buffer page = {.arena = &arena};
    buffer_append_string(&page, "<html><title>Ferry sinks</title><body>");
    for (int i = 0; i < 40; i++) buffer_printf(&page, "<p>%d: %s Number %d said so.</p>", i * i, PROSE, i * 7919);
    Bytes (*const packers[])(Bytes) = {gzip, packed_brotli, zstd};
    static const char *const names[] = {"gzip", "br", "zstd"};
    for (size_t i = 0; i < 3; i++) {
        Bytes body = packers[i](buffer_bytes(&page));
        for (size_t size = 0; size < body.size; size += 13) {
            Buffer archive = {.arena = &arena};
            Buffer headers = {.arena = &arena};
            buffer_printf(&headers, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s", names[i]);
            append_answer(&archive, buffer_string(&headers), (Bytes){body.data, size});
            Reading reading = reading_of(buffer_bytes(&archive));
            assert_int_equal(reading.counts.records_seen, 1);
            if (reading.counts.records_kept == 1) expect_in(buffer_string(&reading.lines), "damaged or cut off");
        }
    }
}

static void broken_archives(void **state) {
    (void)state;
    Buffer archive = {.arena = &arena};
    append_answer(&archive, "200 OK\r\nContent-Type: text/html", BYTES(PAGE));
    buffer_append_string(&archive, "something else\r\n\r\n");
    append_answer(&archive, "200 OK\r\nContent-Type: text/html", BYTES(PAGE));
    Bytes whole = buffer_bytes(&archive);
    Reading reading = reading_of(whole);
    assert_int_equal(reading.counts.records_kept, 2);
    assert_int_equal(reading.counts.records_failed, 1);
    expect_in(buffer_string(&reading.lines), "18 bytes passed over");
    for (size_t size = 0; size < whole.size; size += 7) {
        reading = reading_of((Bytes){whole.data, size});
        assert_true(size == 0 || reading.counts.records_seen >= 1);
    }
    reading = reading_of((Bytes){whole.data, whole.size - 20});
    expect_in(buffer_string(&reading.lines), "a record that is cut off: 184 bytes announced, 168 are there");
    expect_in(read_lines("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999999\r\n\r\n"),
              "no WARC record");
    expect_in(read_lines("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"),
              "the archive ends before it does");
}

static void arc(void **state) {
    (void)state;
    const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" PAGE;
    Buffer archive = {.arena = &arena};
    buffer_append_string(&archive, "filedesc://x.arc 0.0.0.0 20210308070000 text/plain 8\n1 0 Lamp\n\n");
    buffer_printf(&archive, "http://lamp.example/a b 10.0.0.1 20210308070000 text/html %zu\n%s\n", sizeof answer - 1,
                  answer);
    Reading reading = reading_of(buffer_bytes(&archive));
    assert_int_equal(reading.counts.records_seen, 2);
    expect_in(buffer_string(&reading.lines), "Ferry sinks|lamp.example|||en|http://lamp.example/a b|" PROSE);
    buffer_append_string(&archive, "nonsense\n");
    reading = reading_of(buffer_bytes(&archive));
    assert_int_equal(reading.counts.records_seen, 3);
}

/* A small answer that unpacks to more than the limit is refused at the limit. */
static void bombs(void **state) {
    (void)state;
    Buffer zeros = {.arena = &arena};
    append_times(&zeros, "<b><b><b><b><b><b><b><b><b><b><b><b><b><b><b><b>", 100 * 1024 * 1024 / 48);
    Bytes bomb = gzip(buffer_bytes(&zeros));
    Buffer archive = {.arena = &arena};
    append_answer(&archive, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", bomb);
    double before = processor_s();
    Reading reading = reading_of(buffer_bytes(&archive));
    if (processor_s() - before > 5) fail_msg("takes %g s", processor_s() - before);
    expect_in(buffer_string(&reading.lines), "unpacks to more than");

    Buffer beginnings = {.arena = &arena};
    append_times(&beginnings, "WARC/1.0\n", 500000);
    before = processor_s();
    reading = reading_of(buffer_bytes(&beginnings));
    if (processor_s() - before > 5) fail_msg("takes %g s", processor_s() - before);
    assert_int_equal(reading.counts.records_kept, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_by_type),
        cmocka_unit_test(bodies_as_servers_send_them),
        cmocka_unit_test(bodies_that_are_cut_off),
        cmocka_unit_test(broken_archives),
        cmocka_unit_test(arc),
        cmocka_unit_test(bombs),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
