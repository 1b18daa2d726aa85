/* The pieces of read that take bytes and give bytes: encodings, formats, titles, outlets, languages, addresses, ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "lib/base/utf8.h"
#include "lib/read/agency.h"
#include "lib/read/article.h"
#include "lib/read/charset.h"
#include "lib/read/format.h"
#include "lib/read/language.h"
#include "lib/read/outlet.h"
#include "lib/read/plain_text.h"
#include "lib/read/urls.h"
#include "lib/read/wide_text.h"

static Arena arena;

static int open_arena(void **state) {
    (void)state;
    arena = arena_open(0);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static const char *string_of(Bytes bytes) {
    return bytes_to_string(bytes, &arena);
}

/* --- Encodings ---------------------------------------------------------------------------------------------------- */

static void expect_text(Bytes raw, const char *text) {
    Bytes decoded;
    CharsetRemark remark;
    Error error = {0};
    if (charset_decode(raw, &decoded, &remark, &arena, &error) != STEMMA_OK) fail_msg("refused: %s", error.message);
    assert_string_equal(string_of(decoded), text);
}

static void expect_refused(Bytes raw, Status status, const char *part_of_message) {
    Bytes decoded;
    CharsetRemark remark;
    Error error = {0};
    assert_int_equal(charset_decode(raw, &decoded, &remark, &arena, &error), status);
    if (!strstr(error.message, part_of_message)) fail_msg("unexpected message: %s", error.message);
    assert_null(strchr(error.message, '\n'));
}

static void utf8_stays_as_it_is(void **state) {
    (void)state;
    expect_text(BYTES("plain"), "plain");
    expect_text(BYTES("\xEF\xBB\xBFmark"), "mark");
    expect_text(BYTES("caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D\r\n"), "caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D\r\n");
    Bytes raw = BYTES("the same bytes, not a copy");
    Bytes decoded;
    CharsetRemark remark;
    assert_int_equal(charset_decode(raw, &decoded, &remark, &arena, NULL), STEMMA_OK);
    assert_ptr_equal(decoded.data, raw.data);
}

static void western_encodings_are_converted(void **state) {
    (void)state;
    expect_text(BYTES("The caf\xE9 closed, she said."), "The caf\xC3\xA9 closed, she said.");
    expect_text(BYTES("\x93No,\x94 he said \x97 \x80 5 \x85"),
                "\xE2\x80\x9CNo,\xE2\x80\x9D he said \xE2\x80\x94 \xE2\x82\xAC 5 \xE2\x80\xA6");
    expect_text(BYTES("\xAB Voil\xE0 \xBB, a-t-il ajout\xE9."),
                "\xC2\xAB Voil\xC3\xA0 \xC2\xBB, a-t-il ajout\xC3\xA9.");
}

/* In portions of all sizes: what comes out must not depend on them. */
static void expect_wide(Bytes raw, WideEncoding encoding, const char *text) {
    size_t mark_size = 0;
    assert_int_equal(wide_text_recognise(raw, &mark_size), encoding);
    for (size_t step = 4; step < 20; step++) {
        WideText wide = {.encoding = encoding, .offset = mark_size};
        uint8_t out[200];
        size_t at = mark_size, size = 0;
        Error error = {0};
        while (at < raw.size) {
            size_t portion_size = raw.size - at < step ? raw.size - at : step;
            WidePortion portion = {.raw = {raw.data + at, portion_size},
                                   .last = at + portion_size == raw.size,
                                   .out = out + size,
                                   .room = step % 3 + 4};
            assert_int_equal(wide_text_decode(&wide, &portion, &error), STEMMA_OK);
            at += portion.taken;
            size += portion.written;
        }
        assert_string_equal(string_of((Bytes){out, size}), text);
    }
}

static void expect_wide_refused(Bytes raw, const char *part_of_message) {
    size_t mark_size = 0;
    uint8_t out[100];
    Error error = {0};
    WideText wide = {.encoding = wide_text_recognise(raw, &mark_size), .offset = mark_size};
    WidePortion portion = {
        .raw = {raw.data + mark_size, raw.size - mark_size}, .last = true, .out = out, .room = sizeof out};
    assert_int_equal(wide_text_decode(&wide, &portion, &error), STEMMA_NOT_TEXT);
    if (!strstr(error.message, part_of_message)) fail_msg("unexpected message: %s", error.message);
}

#define WIDE(literal) ((Bytes){(const uint8_t *)("" literal), sizeof(literal) - 1})

static void wide_text_by_mark_and_by_look(void **state) {
    (void)state;
    expect_wide(WIDE("\xFF\xFEH\0\xE9\0\x3D\xD8\0\xDE"), WIDE_UTF16_LITTLE, "H\xC3\xA9\xF0\x9F\x98\x80");
    expect_wide(WIDE("\xFE\xFF\0H\0\xE9"), WIDE_UTF16_BIG, "H\xC3\xA9");
    expect_wide(WIDE("\xFF\xFE\0\0H\0\0\0\0\xF6\x01\0"), WIDE_UTF32_LITTLE, "H\xF0\x9F\x98\x80");
    expect_wide(WIDE("\0\0\xFE\xFF\0\0\0H\0\0\x20\x19"), WIDE_UTF32_BIG, "H\xE2\x80\x99");
    expect_wide(WIDE("A\0 \0d\0a\0y\0\n\0"), WIDE_UTF16_LITTLE, "A day\n");
    expect_wide(WIDE("\0A\0 \0d\0a\0y\0\n"), WIDE_UTF16_BIG, "A day\n");
    expect_wide(WIDE("A\0\0\0 \0\0\0d\0\0\0a\0\0\0"), WIDE_UTF32_LITTLE, "A da");
    expect_wide(WIDE("\0\0\0A\0\0\0 \0\0\0d\0\0\0a"), WIDE_UTF32_BIG, "A da");
    size_t mark_size;
    assert_int_equal(wide_text_recognise(WIDE("a plain text, nothing else"), &mark_size), WIDE_NONE);
    assert_int_equal(wide_text_recognise(WIDE("\1\0\2\0\3\0\4\0\5\0\6\0"), &mark_size), WIDE_NONE);
    expect_wide_refused(WIDE("\xFF\xFEH\0\xE9"), "UTF-16 that ends in the middle of a character");
    expect_wide_refused(WIDE("\xFF\xFEH\0\x3D\xD8"), "UTF-16 with half a character at byte 4");
    expect_wide_refused(WIDE("\xFF\xFEH\0\0\0i\0"), "UTF-16 with a NUL character at byte 4");
    expect_wide_refused(WIDE("\xFF\xFE\0\0\0\0\x11\0"), "UTF-32 with a number that is no character at byte 4");
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    expect_refused((Bytes){(const uint8_t *)"ab\0cd", 5}, STEMMA_NOT_TEXT, "NUL byte at byte 2");
    expect_refused(BYTES("words with \x81 in them"), STEMMA_NOT_TEXT, "too few of its letters");
    /* Polish in Windows-1250, Czech in it too, Turkish in Windows-1254: letters where Windows-1252 has something else */
    expect_refused(BYTES("Rada miasta g\xB3osowa\xB3"
                         "a za wnioskiem, powiedzia\xB3 burmistrz"),
                   STEMMA_NOT_TEXT, "iconv");
    expect_refused(BYTES("P\xF8\xEDsp\xEC"
                         "vek m\xECsta sch\x9Av\xE1lila rada"),
                   STEMMA_NOT_TEXT, "iconv");
    expect_refused(BYTES("Ba\xFEkan a\xE7\xFDklama yapt\xFD, \xE7"
                         "al\xFD\xFEma s\xFCr\xFCyor"),
                   STEMMA_NOT_TEXT, "iconv");
    /* half of it damaged */
    expect_refused(BYTES("\xC3\xA9 \xC3 \xC3\xA9 \xC3 \xC3\xA9 \xC3 \xC3\xA9 \xC3 \xC3\xA9 \xC3 \xC3\xA9"),
                   STEMMA_NOT_TEXT, "many places");
}

static void damage_is_kept_and_told(void **state) {
    (void)state;
    CharsetRemark remark;
    Bytes text;
    /* UTF-8 with one letter of Windows-1252 in it, and one cut in half */
    Bytes mixed = BYTES("na\xC3\xAFve caf\xC3\xA9s, d\xE9j\xC3\xA0 vu \xE2\x80 and so on");
    assert_int_equal(charset_decode(mixed, &text, &remark, &arena, NULL), STEMMA_OK);
    assert_string_equal(string_of(text),
                        "na\xC3\xAFve caf\xC3\xA9s, d\xC3\xA9j\xC3\xA0 vu \xEF\xBF\xBD\xEF\xBF\xBD and so on");
    assert_string_equal(
        charset_remark_text(&remark, &arena),
        "kept, but not all of it is UTF-8: 1 bytes were read as Windows-1252, 2 can't be read and show as U+FFFD");
    uint8_t long_text[500];
    memset(long_text, 'x', sizeof long_text);
    long_text[250] = 0;
    assert_int_equal(charset_decode((Bytes){long_text, sizeof long_text}, &text, &remark, &arena, NULL), STEMMA_OK);
    assert_int_equal(remark.replaced, 1);
    assert_int_equal(utf8_count(text), sizeof long_text);
    assert_int_equal(charset_decode(BYTES("whole"), &text, &remark, &arena, NULL), STEMMA_OK);
    assert_null(charset_remark_text(&remark, &arena));
}

static void names_of_files_are_escaped(void **state) {
    (void)state;
    assert_string_equal(string_of(charset_escape(BYTES("a/\xE9t\xC3\xA9.txt"), &arena)), "a/\\xE9t\xC3\xA9.txt");
    assert_string_equal(string_of(charset_escape(BYTES("plain.txt"), &arena)), "plain.txt");
}

/* Whatever the bytes: what comes out is UTF-8 without NUL, and no longer in characters than the input in bytes. */
static void any_bytes_give_good_text_or_none(void **state) {
    (void)state;
    uint64_t random = 42;
    for (int round = 0; round < 200000; round++) {
        Arena scratch = arena;
        uint8_t raw[40];
        size_t size = 0;
        random = random * 6364136223846793005ULL + 1442695040888963407ULL;
        size_t wanted = (random >> 40) % sizeof raw;
        while (size < wanted) {
            random = random * 6364136223846793005ULL + 1442695040888963407ULL;
            uint32_t draw = (uint32_t)(random >> 33);
            raw[size++] = draw % 4 == 0 ? (uint8_t)(draw >> 8) : (uint8_t)('a' + (draw >> 8) % 26);
        }
        Bytes text;
        CharsetRemark remark;
        if (charset_decode((Bytes){raw, size}, &text, &remark, &scratch, NULL) != STEMMA_OK) continue;
        assert_int_equal(utf8_find_malformed(text), SIZE_MAX);
        assert_true(text.size == 0 || !memchr(text.data, 0, text.size));
        assert_true(utf8_count(text) <= size);
    }
}

/* --- Formats ------------------------------------------------------------------------------------------------------ */

static void expect_format(Bytes start, FormatKind kind, const char *looks_like) {
    Format format = format_recognise(start, true, (Bytes){0});
    if (format.kind != kind) fail_msg("format %d, wanted %d: %s", (int)format.kind, (int)kind, string_of(start));
    if (looks_like && !strstr(format.looks_like, looks_like)) fail_msg("unexpected: %s", format.looks_like);
}

static void formats_by_content(void **state) {
    (void)state;
    expect_format(BYTES(""), FORMAT_EMPTY, "empty");
    expect_format(BYTES(" \n\t\n"), FORMAT_EMPTY, "white space");
    expect_format(BYTES("A headline\n\nA paragraph.\n"), FORMAT_PLAIN_TEXT, NULL);
    expect_format(BYTES("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"), FORMAT_JSON_LINES, NULL);
    expect_format(BYTES("\n\n  {\"text\":\"a\"}"), FORMAT_JSON_LINES, NULL);
    expect_format(BYTES("{\"text\":\"a\n{\"text\":\"b\"}\n"), FORMAT_JSON_LINES, NULL);
    expect_format(BYTES("{\n  \"text\": \"a\"\n}\n"), FORMAT_JSON_VALUES, NULL);
    expect_format(BYTES("{\n\"text\": \"a\"\n}\n{\n\"text\": \"b\"\n}\n"), FORMAT_JSON_VALUES, NULL);
    expect_format(BYTES("[\n {\"text\": \"a\"}\n]"), FORMAT_JSON_VALUES, NULL);
    expect_format(BYTES("{Editor's note: this story was updated.}\n\nText."), FORMAT_PLAIN_TEXT, NULL);
    expect_format(BYTES("{\"Stop,\" she said.} A remark in braces."), FORMAT_PLAIN_TEXT, NULL);
    expect_format(BYTES("[1] A foot note comes first here.\n"), FORMAT_PLAIN_TEXT, NULL);
    expect_format(BYTES("<!DOCTYPE html><html>"), FORMAT_PAGE, NULL);
    expect_format(BYTES("<?xml version=\"1.0\"?>"), FORMAT_XML, NULL);
}

static void binary_files_by_their_marks(void **state) {
    (void)state;
    expect_format(BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), FORMAT_BINARY, "PNG");
    expect_format(BYTES("%PDF-1.7\n"), FORMAT_BINARY, "PDF");
    expect_format(BYTES("PK\3\4"), FORMAT_ARCHIVE, NULL);
    expect_format(BYTES("\x7f"
                        "ELF\2\1\1\0\0"),
                  FORMAT_BINARY, "ELF");
    expect_format(BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), FORMAT_BINARY, "JPEG");
    expect_format(BYTES("SQLite format 3\0\x10\0"), FORMAT_BINARY, "SQLite");
    expect_format(BYTES("RIFF\x24\0\0\0WAVEfmt "), FORMAT_BINARY, "WAV");
    /* text may have the same letters at the same place */
    expect_format(BYTES("The big WAVE came at noon."), FORMAT_PLAIN_TEXT, NULL);
    expect_format(BYTES("ID3 is a label for tags in recordings."), FORMAT_PLAIN_TEXT, NULL);
    uint8_t tar[512] = "notes.txt";
    memcpy(tar + 257, "ustar", 5);
    expect_format((Bytes){tar, sizeof tar}, FORMAT_ARCHIVE, NULL);
}

/* --- Titles ------------------------------------------------------------------------------------------------------- */

static void expect_title(const char *text, const char *title) {
    assert_string_equal(string_of(plain_text_title(bytes_from_string(text))), title);
}

static void titles_stand_apart(void **state) {
    (void)state;
    expect_title("Harbour Strike Enters Second Week\n\nDockers in Pellworth stayed out.",
                 "Harbour Strike Enters Second Week");
    expect_title("\n\n  Harbour Strike Ends  \r\n\r\nDockers went back.", "Harbour Strike Ends");
    expect_title("Will the Harbour Reopen?\n\nNobody knows.", "Will the Harbour Reopen?");
    expect_title("Minister: 'We Will Not Pay'\n\nShe said so.", "Minister: 'We Will Not Pay'");
    expect_title("Envoy Lands in the U.S.\n\nHe came by night.", "Envoy Lands in the U.S.");
    expect_title("And Then There Were None...\n\nThe last shop closed.", "And Then There Were None...");
    expect_title("Harbour Strike Ends\nThe dockers of Pellworth went back to work on Monday after eleven days.",
                 "Harbour Strike Ends");
}

static void what_is_no_title(void **state) {
    (void)state;
    expect_title("", "");
    expect_title("One line only", "");
    expect_title("One line only\n\n\n", "");
    expect_title("The dockers of Pellworth went back to work.\n\nThey had been out for days.", "");
    expect_title("\"We go back,\" said their leader, \"but we will return.\"\n\nThey did.", "");
    expect_title("The dockers of Pellworth went back to work on\nMonday after eleven days on the quay and a night of\n"
                 "talks.\n",
                 "");
    expect_title("PELLWORTH,\n\nThe dockers went back.", "");
    char long_line[3000];
    memset(long_line, 'a', sizeof long_line);
    memcpy(long_line + sizeof long_line - 10, "\n\nA story", 10);
    expect_title(long_line, "");
}

/* --- Outlets, languages, addresses -------------------------------------------------------------------------------- */

static void expect_outlet(const char *url, const char *outlet) {
    assert_string_equal(string_of(outlet_from_url(bytes_from_string(url), &arena)), outlet);
}

static void outlets_by_host(void **state) {
    (void)state;
    expect_outlet("https://www.reuters.com/world/x", "Reuters");
    expect_outlet("http://edition.cnn.com/2020/", "CNN");
    expect_outlet("https://NEWS.SKY.COM/story", "Sky News");
    expect_outlet("https://www.bbc.co.uk:443?a=b", "BBC News");
    expect_outlet("https://user@www.npr.org#top", "NPR");
    expect_outlet("https://www.Pellworth-Courier.example/a", "pellworth-courier.example");
    expect_outlet("https://notcnn.com/", "notcnn.com");
    expect_outlet("https://cnn.com.example.org/", "cnn.com.example.org");
    expect_outlet("ftp://cnn.com/", "");
    expect_outlet("https://", "");
    expect_outlet("", "");
}

/* The table is searched by halves: each entry must be found. */
static void every_known_outlet_is_found(void **state) {
    (void)state;
    for (size_t i = 0; outlet_at(i).host; i++) {
        if (i > 0 && strcmp(outlet_at(i - 1).host, outlet_at(i).host) >= 0) fail_msg("order: %s", outlet_at(i).host);
        assert_string_equal(string_of(outlet_find(bytes_from_string(outlet_at(i).host))), outlet_at(i).name);
    }
}

static void expect_language(const char *text, const char *language) {
    assert_string_equal(string_of(language_find(bytes_from_string(text))), language);
}

static void languages(void **state) {
    (void)state;
    expect_language("The mayor said that she had not seen the letter before it was printed in the paper.", "en");
    expect_language("Der B\xC3\xBC"
                    "rgermeister sagte, er habe den Brief nicht gesehen, bevor er in der Zeitung stand.",
                    "de");
    expect_language("Le maire a dit qu'il n'avait pas vu la lettre avant qu'elle ne soit dans le journal.", "fr");
    expect_language("El alcalde dijo que no hab\xC3\xAD"
                    "a visto la carta y que los vecinos tampoco la conoc\xC3\xAD"
                    "an.",
                    "es");
    expect_language("Il sindaco ha detto che non aveva visto la lettera e che gli altri non ne sapevano nulla.", "it");
    expect_language("O prefeito disse que n\xC3\xA3o tinha visto a carta e que os vizinhos tamb\xC3\xA9"
                    "m n\xC3\xA3o a "
                    "conheciam do jornal.",
                    "pt");
    expect_language("De burgemeester zei dat hij de brief niet had gezien en dat het ook voor de raad nieuw was.",
                    "nl");
    expect_language("\xD0\x9C\xD1\x8D\xD1\x80 \xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB", "ru");
    expect_language("\xCE\x9F \xCE\xB4\xCE\xAE\xCE\xBC\xCE\xB1\xCF\x81\xCF\x87\xCE\xBF\xCF\x82", "el");
    expect_language("\xE5\xB8\x82\xE9\x95\xB7\xE3\x81\xAF\xE8\xA8\x80\xE3\x81\xA3\xE3\x81\x9F", "ja");
    expect_language("Xyzzy plugh frotz", "");
    expect_language("1234 5678", "");
    expect_language("", "");
    assert_string_equal(string_of(language_from_name(BYTES("en-GB"), &arena)), "en");
    assert_string_equal(string_of(language_from_name(BYTES("German"), &arena)), "de");
    assert_string_equal(string_of(language_from_name(BYTES("??"), &arena)), "");
}

static void small_words_are_in_order(void **state) {
    (void)state;
    for (size_t i = 0; language_word_at(i); i++) {
        assert_true(strlen(language_word_at(i)) <= 5);
        if (i > 0 && strcmp(language_word_at(i - 1), language_word_at(i)) >= 0) fail_msg("%s", language_word_at(i));
    }
}

static void small_words_are_found_by_their_letter(void **state) {
    (void)state;
    for (size_t letter = 0; letter < 27; letter++) {
        for (size_t i = language_letter_start(letter); i < language_letter_start(letter + 1); i++) {
            uint8_t first = (uint8_t)language_word_at(i)[0];
            assert_int_equal(letter < 26 ? first : first >= 0x80, letter < 26 ? 'a' + letter : 1);
        }
    }
    assert_null(language_word_at(language_letter_start(27)));
    assert_non_null(language_word_at(language_letter_start(27) - 1));
}

static void agencies_are_in_order(void **state) {
    (void)state;
    for (size_t i = 0; agency_form_at(i); i++) {
        const uint8_t *form = (const uint8_t *)agency_form_at(i);
        if (i > 0) assert_true(*(const uint8_t *)agency_form_at(i - 1) <= form[0]);
        Article article = {.text = BYTES("A text."), .byline = bytes_from_string(agency_form_at(i))};
        agency_find(&article);
        if (article.agency.size == 0) fail_msg("%s", (const char *)form);
    }
}

static void expect_urls(const char *text, const char *joined) {
    Urls urls = {0};
    Buffer list = {.arena = &arena};
    urls_find(&urls, bytes_from_string(text), &arena);
    for (size_t i = 0; i < urls.links.count; i++) {
        if (i > 0) buffer_append_byte(&list, ' ');
        buffer_append(&list, urls.links.items[i]);
    }
    assert_string_equal(buffer_string(&list), joined);
}

static void addresses_in_text(void **state) {
    (void)state;
    expect_urls("See https://a.example/x, and (http://b.example/y).", "https://a.example/x http://b.example/y");
    expect_urls("https://a.example/x_(y) twice: https://a.example/x_(y)!", "https://a.example/x_(y)");
    expect_urls("\"http://a.example\" <http://b.example/?q=1&r=2>", "http://a.example http://b.example/?q=1&r=2");
    expect_urls("http httpx http:// https://. no links here", "");
    expect_urls("\xE2\x80\x9Chttp://a.example/\xE2\x80\x9D", "http://a.example/");
}

/* A list of addresses as long as a book is cut, not compared each with each. */
static void a_million_addresses(void **state) {
    (void)state;
    Arena scratch = arena;
    Buffer text = {.arena = &scratch};
    for (int i = 0; i < 200000; i++) buffer_printf(&text, "http://x%d.example/ ", i);
    Arena result = arena_open(0);
    Urls urls = {0};
    urls_find(&urls, buffer_bytes(&text), &result);
    assert_int_equal(urls.links.count, 1000);
    arena_close(&result);
}

/* --- Identity ----------------------------------------------------------------------------------------------------- */

static void ids_tell_records_apart(void **state) {
    (void)state;
    Article article = {.path = BYTES("a"), .title = BYTES("bc"), .text = BYTES("d")};
    article_id_build(&article);
    assert_int_equal(strlen(article.id), 32);
    /* the definition written out: each field behind its size in eight bytes, the least first */
    static const uint8_t whole[] = "\1\0\0\0\0\0\0\0a"
                                   "\0\0\0\0\0\0\0\0"
                                   "\2\0\0\0\0\0\0\0bc"
                                   "\0\0\0\0\0\0\0\0"
                                   "\1\0\0\0\0\0\0\0d";
    XXH128_hash_t hash = XXH3_128bits(whole, sizeof whole - 1);
    char digits[33];
    snprintf(digits, sizeof digits, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
    assert_string_equal(article.id, digits);
    Article moved = {.path = BYTES("ab"), .title = BYTES("c"), .text = BYTES("d")};
    article_id_build(&moved);
    assert_string_not_equal(article.id, moved.id);
    Article dressed = article;
    dressed.url = BYTES("https://a.example/");
    dressed.byline = BYTES("Ida Brandt");
    article_id_build(&dressed);
    assert_string_equal(article.id, dressed.id);
    assert_true(article_compare(&article, &moved) < 0);
    assert_true(article_compare(&moved, &article) > 0);
    assert_int_equal(article_compare(&article, &dressed), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays_as_it_is),
        cmocka_unit_test(western_encodings_are_converted),
        cmocka_unit_test(wide_text_by_mark_and_by_look),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(damage_is_kept_and_told),
        cmocka_unit_test(names_of_files_are_escaped),
        cmocka_unit_test(any_bytes_give_good_text_or_none),
        cmocka_unit_test(formats_by_content),
        cmocka_unit_test(binary_files_by_their_marks),
        cmocka_unit_test(titles_stand_apart),
        cmocka_unit_test(what_is_no_title),
        cmocka_unit_test(outlets_by_host),
        cmocka_unit_test(every_known_outlet_is_found),
        cmocka_unit_test(languages),
        cmocka_unit_test(small_words_are_in_order),
        cmocka_unit_test(small_words_are_found_by_their_letter),
        cmocka_unit_test(agencies_are_in_order),
        cmocka_unit_test(addresses_in_text),
        cmocka_unit_test(a_million_addresses),
        cmocka_unit_test(ids_tell_records_apart),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
