/* The whole stage on files made for the purpose: what is kept, what is skipped and why, and that the counts add up. */
#include "read_log.h"

/* --- Plain text --------------------------------------------------------------------------------------------------- */

static void a_text_is_kept_unchanged(void **state) {
    (void)state;
    const char *path = write_text("a.txt", "Quay Reopens\n\n  The quay of Pellworth is open again.\r\n\t");
    assert_string_equal(read_one(path), "~/a.txt|Quay Reopens||||en||Quay Reopens\n\n  The quay of Pellworth is open "
                                        "again.\r\n\t\n");
    path = write_text("mark.txt", "\xEF\xBB\xBFShort and without a title, see http://a.example/b.");
    assert_string_equal(read_one(path), "~/mark.txt|||||en||Short and without a title, see http://a.example/b.|"
                                        "http://a.example/b\n");
    path = write_text("old.txt", "The caf\xE9 is \x93shut\x94.");
    assert_string_equal(read_one(path), "~/old.txt|||||||The caf\xC3\xA9 is \xE2\x80\x9Cshut\xE2\x80\x9D.\n");
    path = write_bytes("wide.txt", (Bytes){(const uint8_t *)"\xFF\xFEH\0i\0!\0", 8});
    assert_string_equal(read_one(path), "~/wide.txt|||||||Hi!\n");
}

static void what_is_no_text_is_skipped_with_its_reason(void **state) {
    (void)state;
    assert_string_equal(read_one(write_text("empty.txt", "")), "SKIP empty.txt:0@0 empty: an empty file\n");
    assert_string_equal(read_one(write_text("blank.txt", " \n\n ")),
                        "SKIP blank.txt:0@0 empty: nothing but white space\n");
    assert_string_equal(read_one(write_text("mark.txt", "\xFF\xFE")), "SKIP mark.txt:0@0 empty: an empty file\n");
    assert_string_equal(read_one(write_bytes("p.txt", BYTES("\x89PNG\r\n\x1a\n\0\0\0\r"))),
                        "SKIP p.txt:0@0 not supported: a PNG picture\n");
    assert_string_equal(read_one(write_text("d.txt", "%PDF-1.4\n...")),
                        "SKIP d.txt:0@0 not supported: a PDF document; extract its text first\n");
    assert_string_equal(
        read_one(
            write_text("bad.txt", "\xC3\xA9 \xC3 \xC3 \xC3\xA9 \xC3 \xC3\xA9 \xC3\xA9 \xC3 \xC3 \xC3\xA9 \xC3\xA9")),
        "SKIP bad.txt:0@3 not text: invalid UTF-8 at byte 3 and in many places more; get the file again\n");
    /* what can be kept is, with a word about it */
    assert_string_equal(read_one(write_text("few.txt", "na\xC3\xAFve caf\xC3\xA9s, deux \xE9t\xC3\xA9s")),
                        "~/few.txt|||||||na\xC3\xAFve caf\xC3\xA9s, deux \xC3\xA9t\xC3\xA9s\n"
                        "NOTE few.txt: kept, but not all of it is UTF-8: 1 bytes were read as Windows-1252\n");
    assert_string_equal(
        read_one(write_text("lost.txt", "A word \xEF\xBF\xBD is lost.")),
        "~/lost.txt|||||||A word \xEF\xBF\xBD is lost.\nNOTE lost.txt: kept with 1 character that could not be "
        "read (U+FFFD); a better copy would help\n");
    assert_string_equal(
        read_one(write_text("moji.txt", "It\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s late.")),
        "~/moji.txt|||||||It\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s late.\nNOTE moji.txt: kept as it is, but at 1 "
        "place it looks like UTF-8 that was taken for Windows-1252 before it came here\n");
}

static void a_text_over_the_limit(void **state) {
    (void)state;
    ReadOptions options = read_options_default();
    options.text_bytes_max = 100;
    Buffer text = {.arena = &arena};
    for (int i = 0; i < 100; i++) buffer_append_byte(&text, 'a');
    const char *path = write_bytes("full.txt", buffer_bytes(&text));
    Log log = log_open();
    assert_int_equal(read_with(path, &options, &log).records_kept, 1);
    buffer_append_byte(&text, 'a');
    path = write_bytes("over.txt", buffer_bytes(&text));
    log = log_open();
    assert_int_equal(read_with(path, &options, &log).records_kept, 0);
    assert_non_null(strstr(buffer_string(&log.lines), "over a limit: a text of 101 bytes, the limit is 100; "
                                                      "--limit text=SIZE lifts it"));
}

/* --- Folders and errors ------------------------------------------------------------------------------------------- */

static void folders_are_walked_in_order(void **state) {
    (void)state;
    mkdir(path_of("walk"), 0755);
    mkdir(path_of("walk/b"), 0755);
    mkdir(path_of("walk/b/deep"), 0755);
    mkdir(path_of("walk/.git"), 0755);
    write_text("walk/c.txt", "Third.");
    write_text("walk/a.txt", "First.");
    write_text("walk/b/2.txt", "Second.");
    write_text("walk/b/deep/1.txt", "Deep.");
    write_text("walk/.hidden", "Hidden.");
    write_text("walk/.git/config", "Hidden.");
    assert_int_equal(symlink("..", path_of("walk/b/deep/loop")), 0);
    assert_int_equal(symlink("nowhere", path_of("walk/dangling")), 0);
    assert_int_equal(mkfifo(path_of("walk/pipe"), 0600), 0);
    const char *wanted = "~/walk/a.txt|||||||First.\n"
                         "~/walk/b/2.txt|||||||Second.\n"
                         "~/walk/b/deep/1.txt|||||||Deep.\n"
                         "SKIP loop:0@0 not supported: a link back to a folder it stands in; its files are read there\n"
                         "~/walk/c.txt|||||||Third.\n"
                         "SKIP dangling:0@0 not found: can't be read: No such file or directory\n"
                         "SKIP pipe:0@0 not supported: neither a file nor a folder; name it to have it read\n";
    assert_string_equal(read_one(path_of("walk")), wanted);
    write_text(".named", "Named.");
    assert_string_equal(read_one(path_of(".named")), "~/.named|||||||Named.\n");
    mkdir(path_of("none"), 0755);
    assert_string_equal(read_one(path_of("none")), "");
}

static void the_current_folder_leaves_names_bare(void **state) {
    (void)state;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    mkdir(path_of("here"), 0755);
    mkdir(path_of("here/in"), 0755);
    write_text("here/a.txt", "First.");
    write_text("here/in/b.txt", "Second.");
    assert_int_equal(chdir(path_of("here")), 0);
    assert_string_equal(read_one("."), "a.txt|||||||First.\nin/b.txt|||||||Second.\n");
    assert_string_equal(read_one("in/"), "in/b.txt|||||||Second.\n");
    assert_int_equal(chdir(before), 0);
}

static void a_missing_path_is_an_error(void **state) {
    (void)state;
    Log log = log_open();
    ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = NULL};
    ReadCounts counts = {0};
    ReadOptions options = read_options_default();
    Error error = {0};
    assert_int_equal(read_path(path_of("missing"), &options, &sink, &counts, &error), STEMMA_NOT_FOUND);
    assert_string_equal(error.message, "there is no file or folder by this name");
    assert_string_equal(error.source, path_of("missing"));
    assert_int_equal(counts.records_seen, 0);
}

/* Rights don't hold root back, so the calls are made to fail: each one in turn, and never is anything lost. */
static void every_file_call_may_fail(void **state) {
    (void)state;
    mkdir(path_of("calls"), 0755);
    write_text("calls/a.txt", "First.");
    write_text("calls/b.jsonl", "{\"id\":\"1\",\"text\":\"One.\"}\n");
    write_bytes("calls/c.gz", gzip(BYTES("Second.")));
    int errors = 0, skips = 0, clean = 0;
    for (uint64_t call = 1; call <= 60; call++) {
        Log log = log_open();
        ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = NULL};
        ReadCounts counts = {0};
        ReadOptions options = read_options_default();
        Error error = {0};
        file_fail_at(call, EACCES);
        Status status = read_path(path_of("calls"), &options, &sink, &counts, &error);
        file_fail_at(0, 0);
        assert_int_equal(counts.records_seen, counts.records_kept + counts.records_failed);
        assert_int_equal(counts.records_kept, log.articles);
        errors += status != STEMMA_OK;
        skips += counts.records_failed > 0;
        clean += counts.records_kept == 3;
        if (status == STEMMA_OK) assert_true(counts.records_kept == 3 || counts.records_failed == 1);
    }
    assert_int_equal(errors, 1); /* the path itself */
    assert_true(skips >= 10); /* the folder, and each file's opening and reading */
    assert_true(clean > 20);
}

static void the_sink_can_stop_and_tell_duplicates(void **state) {
    (void)state;
    const char *path = write_text("s.jsonl", "{\"id\":\"1\",\"text\":\"One.\"}\n{\"id\":\"2\",\"text\":\"Two.\"}\n"
                                             "{\"id\":\"3\",\"text\":\"Three.\"}\n");
    Log log = log_open();
    log.duplicate_path = "2";
    ReadOptions options = read_options_default();
    ReadCounts counts = read_with(path, &options, &log);
    assert_int_equal(counts.records_duplicate, 1);
    assert_int_equal(counts.records_kept, 2);

    log = log_open();
    log.stop_after = 2;
    ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = NULL};
    Error error = {0};
    counts = (ReadCounts){0};
    assert_int_equal(read_path(path, &options, &sink, &counts, &error), STEMMA_DISK_FULL);
    assert_string_equal(error.message, "disk full");
    assert_int_equal(counts.records_seen, 2);
}

static void progress_ends_at_the_total(void **state) {
    (void)state;
    Log log = log_open();
    ReadSink sink = {.context = &log, .article = log_article, .skip = log_skip, .progress = log_progress};
    ReadCounts counts = {0};
    ReadOptions options = read_options_default();
    mkdir(path_of("progress"), 0755);
    write_text("progress/a.txt", "First.");
    write_text("progress/b.txt", "");
    write_bytes("progress/c.gz", gzip(BYTES("Second.")));
    assert_int_equal(read_path(path_of("progress"), &options, &sink, &counts, NULL), STEMMA_OK);
    assert_true(log.progress_total > 0);
    assert_int_equal(log.progress_done, log.progress_total);
    assert_int_equal(counts.bytes, log.progress_total);
    assert_int_equal(counts.files, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        READ_TEST(a_text_is_kept_unchanged),
        READ_TEST(what_is_no_text_is_skipped_with_its_reason),
        READ_TEST(a_text_over_the_limit),
        READ_TEST(folders_are_walked_in_order),
        READ_TEST(the_current_folder_leaves_names_bare),
        READ_TEST(a_missing_path_is_an_error),
        READ_TEST(every_file_call_may_fail),
        READ_TEST(the_sink_can_stop_and_tell_duplicates),
        READ_TEST(progress_ends_at_the_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
