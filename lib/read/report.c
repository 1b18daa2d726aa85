/*
 * The account of a reading.
 *
 * In:  articles and skips in the order of the input.
 * Out: the same handed to the sink, and the counts.
 *
 * Invariant: records_seen = records_kept + records_duplicate + records_skipped after every call. A record that the sink
 * refuses with an error is in none of them: it was not seen to the end, and reading it again is no loss.
 */
#include "report.h"

Status report_article(ReadRun *run, const Article *article, Error *error) {
    bool duplicate = false;
    Status status = run->sink->article(run->sink->context, article, &duplicate, error);
    if (status != STEMMA_OK) return status;

    run->counts->records_seen++;
    if (duplicate)
        run->counts->records_duplicate++;
    else
        run->counts->records_kept++;
    return STEMMA_OK;
}

Status report_skip(ReadRun *run, const ReadSkip *skip, Error *error) {
    Status status = run->sink->skip ? run->sink->skip(run->sink->context, skip, error) : STEMMA_OK;
    if (status != STEMMA_OK) return status;

    run->counts->records_seen++;
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

void report_progress(const ReadRun *run, uint64_t bytes_of_file) {
    if (run->sink->progress) run->sink->progress(run->sink->context, run->bytes_done + bytes_of_file, run->bytes_total);
}
