/*
 * The account of a reading.
 *
 * In:  articles and skips in the order of the input.
 * Out: the same handed to the sink, and the counts.
 *
 * A record is skipped where it is whole and no article that is read here (a picture, an empty page, something over a
 * limit), and has failed where it could not be read (cut off, damaged, ill-formed, in an unknown encoding): the one is
 * to be expected, the other is to be mended.
 *
 * Text that was read wrongly must not pass in silence. Two signs of it can be seen in the result, whatever the format:
 * U+FFFD, which every decoder puts where it could not read, and the pairs of letters that UTF-8 shows where somebody
 * took it for Windows-1252 before it came here. Both are noted beside the article; a text full of U+FFFD has failed.
 *
 * Invariant: records_seen = records_kept + records_duplicate + records_skipped + records_failed after every call. A
 * record that the sink refuses with an error is in none of them: it was not seen to the end, and reading it again is no
 * loss.
 */
#include "report.h"

#include <string.h>

enum {
    PATH_SHOWN_BYTES = 1000,
    UNREADABLE_FREE = 3, /* however short the text is */
    UNREADABLE_PERMILLE_MAX = 30 /* a bad character in a hundred bytes: nobody could quote from it */
};

static Status note_text(ReadRun *run, const char *path, TextSigns signs, Error *error) {
    Error remark = {0};
    if (signs.unreadable > 0) {
        (void)error_set(&remark, STEMMA_OK,
                        "kept with %zu character%s that could not be read (U+FFFD); a better copy would help",
                        signs.unreadable, signs.unreadable == 1 ? "" : "s");
        return report_note(run, path, 0, remark.message, error);
    }
    if (signs.misread == 0) return STEMMA_OK;
    (void)error_set(
        &remark, STEMMA_OK,
        "kept as it is, but at %zu place%s it looks like UTF-8 that was taken for Windows-1252 before it came "
        "here",
        signs.misread, signs.misread == 1 ? "" : "s");
    return report_note(run, path, 0, remark.message, error);
}

static const char *shown_path(const Article *article, char path[PATH_SHOWN_BYTES + 1]) {
    size_t path_size = article->path.size < PATH_SHOWN_BYTES ? article->path.size : PATH_SHOWN_BYTES;
    memcpy(path, article->path.data, path_size); /* not in an arena: those of the run may hold the article */
    path[path_size] = 0;
    return path;
}

static Status report_unreadable(ReadRun *run, const Article *article, Error *error) {
    char path[PATH_SHOWN_BYTES + 1];
    Error problem = {0};
    (void)error_set(
        &problem, STEMMA_NOT_TEXT,
        "too many characters that can't be read: its encoding is not declared, or declared wrongly; convert "
        "it with iconv");
    return report_problem(run, shown_path(article, path), 0, &problem, error);
}

Status report_remarked(ReadRun *run, const Article *article, const char *remark, Error *error) {
    return report_judged(run, article, text_signs_find(article->text), remark, error);
}

Status report_judged(ReadRun *run, const Article *article, TextSigns signs, const char *remark, Error *error) {
    bool duplicate = false;
    if (signs.unreadable > UNREADABLE_FREE && signs.unreadable * 1000 > article->text.size * UNREADABLE_PERMILLE_MAX)
        return report_unreadable(run, article, error);
    Status status = run->sink->article(run->sink->context, article, &duplicate, error);
    if (status != STEMMA_OK) return status;

    run->counts->records_seen++;
    if (duplicate)
        run->counts->records_duplicate++;
    else
        run->counts->records_kept++;
    char path[PATH_SHOWN_BYTES + 1];
    if (remark) return report_note(run, shown_path(article, path), 0, remark, error);
    return note_text(run, shown_path(article, path), signs, error);
}

Status report_article(ReadRun *run, const Article *article, Error *error) {
    return report_remarked(run, article, NULL, error);
}

static bool is_failure(Status status) {
    switch (status) {
    case STEMMA_EMPTY:
    case STEMMA_UNSUPPORTED:
    case STEMMA_LIMIT: return false;
    default: return true;
    }
}

Status report_skip(ReadRun *run, const ReadSkip *skip, Error *error) {
    ReadSkip judged = *skip;
    judged.outcome = is_failure(skip->status) ? READ_FAILED : READ_SKIPPED;
    Status status = run->sink->skip ? run->sink->skip(run->sink->context, &judged, error) : STEMMA_OK;
    if (status != STEMMA_OK) return status;

    run->counts->records_seen++;
    if (judged.outcome == READ_FAILED)
        run->counts->records_failed++;
    else
        run->counts->records_skipped++;
    return STEMMA_OK;
}

Status report_problem(ReadRun *run, const char *path, uint64_t line, const Error *problem, Error *error) {
    ReadSkip skip = {.path = path,
                     .line = line,
                     .byte_offset = problem->byte_offset,
                     .status = problem->status,
                     .reason = problem->message};
    return report_skip(run, &skip, error);
}

Status report_note(ReadRun *run, const char *path, uint64_t line, const char *remark, Error *error) {
    ReadSkip note = {.outcome = READ_NOTED, .path = path, .line = line, .status = STEMMA_OK, .reason = remark};
    Status status = run->sink->skip ? run->sink->skip(run->sink->context, &note, error) : STEMMA_OK;
    if (status == STEMMA_OK) run->counts->notes++;
    return status;
}

void report_progress(const ReadRun *run) {
    if (!run->sink->progress) return;
    uint64_t bytes_of_file = run->outermost ? run->outermost->stream.input_bytes : 0;
    run->sink->progress(run->sink->context, run->bytes_done + bytes_of_file, run->bytes_total);
}
