/*
 * read: the flow of the stage.
 *
 *     path -> files (source) -> bytes (inflate, input) -> format (format) -> articles (plain_text, page, ...) -> sink
 *
 * In:  a path as the user gave it.
 * Out: articles and skips to the sink, in the order of the input; counts.
 *
 * Only two things stop a reading: a path that can't be found, and the sink. Whatever is wrong with a file or a record
 * is a skip with its reason, and the reading goes on: one bad file among ten thousand must not cost the others.
 *
 * Every file is a source: the sink is told when it begins, and when it ends what it was taken for and what it gave.
 */
#include "read.h"

#include <assert.h>

#include "../base/parallel.h"
#include "archive.h"
#include "charset.h"
#include "charset_guess.h"
#include "format.h"
#include "json_lines.h"
#include "json_values.h"
#include "mail.h"
#include "mailbox.h"
#include "markdown.h"
#include "page.h"
#include "plain_text.h"
#include "report.h"
#include "source.h"
#include "table.h"
#include "warc.h"
#include "xml.h"

enum { SNIFF_BYTES = 1024 * 1024 }; /* enough to know a format by, and to hold the first of many objects */

/* A text must fit into a row of the collection with all that stands beside it; and places in it are 32-bit numbers. */
#define TEXT_BYTES_LIMIT ((uint64_t)120 << 20)
#define RECORD_BYTES_LIMIT ((uint64_t)1 << 36)

ReadOptions read_options_default(void) {
    return (ReadOptions){
        .record_bytes_max = 64 * 1024 * 1024,
        .text_bytes_max = 4 * 1024 * 1024,
        .expansion_ratio_max = 1000,
        .json_depth_max = 128,
        .xml_depth_max = 256,
        .archive_depth_max = 2,
        .archive_members_max = 1000000,
    };
}

/* The file's format by its first bytes, a UTF-8 mark taken off. */
static Format recognise(Input *input) {
    size_t mark_size = 0;
    input_fill(input, SNIFF_BYTES);
    if (charset_mark((Bytes){input->data, input->size}, &mark_size) == MARK_UTF8) input_use(input, mark_size);
    return format_recognise((Bytes){input->data, input->size}, input->ended, bytes_from_string(input->path));
}

/*
 * The first member is so damaged that nothing came out of it by which it could be known. Where a web archive follows,
 * that is read.
 */
static Status pass_damaged_start(ReadRun *run, Input *input, Format *format, Error *error) {
    Error problem = input->problem;
    uint64_t packed_offset;
    bool unknown = format->kind == FORMAT_EMPTY || format->kind == FORMAT_BINARY || format->kind == FORMAT_PLAIN_TEXT;
    if (!unknown || !input_resume(input, &packed_offset)) return STEMMA_OK;
    Format behind = recognise(input);
    if (behind.kind != FORMAT_WARC && behind.kind != FORMAT_ARC) {
        input->problem = problem; /* half of anything else is worth nothing */
        input->ended = true;
        return STEMMA_OK;
    }
    *format = behind;
    return report_problem(run, input->path, 0, &problem, error);
}

static Status read_content(ReadRun *run, Input *input, Error *error) {
    Error problem = {0};
    Format format = recognise(input);
    if (input->problem.status != STEMMA_OK) {
        Status status = pass_damaged_start(run, input, &format, error);
        if (status != STEMMA_OK) return status;
    }
    if (!input->is_member) run->format = format_name(format.kind);
    switch (format.kind) {
    case FORMAT_PLAIN_TEXT: return plain_text_read(run, input, error);
    case FORMAT_JSON_LINES: return json_lines_read(run, input, error);
    case FORMAT_JSON_VALUES: return json_values_read(run, input, error);
    case FORMAT_PAGE: return page_read(run, input, error);
    case FORMAT_XML: return xml_read(run, input, error);
    case FORMAT_WARC: return warc_read(run, input, error);
    case FORMAT_ARC: return arc_read(run, input, error);
    case FORMAT_TABLE: return table_read(run, input, error);
    case FORMAT_MARKDOWN: return markdown_read(run, input, error);
    case FORMAT_MAIL: return mail_read(run, input, error);
    case FORMAT_MAILBOX: return mailbox_read(run, input, error);
    case FORMAT_ARCHIVE: return archive_read(run, input, read_content, error);
    case FORMAT_EMPTY: (void)error_set(&problem, STEMMA_EMPTY, "%s", format.looks_like); break;
    case FORMAT_BINARY: (void)error_set(&problem, STEMMA_UNSUPPORTED, "%s", format.looks_like); break;
    }
    if (input->problem.status != STEMMA_OK) problem = input->problem; /* cut off before anything came out */
    return report_problem(run, input->path, 0, &problem, error);
}

static Status read_item(ReadRun *run, const SourceItem *item, ReadSource *source, Error *error) {
    Error problem = {0};
    Input input;
    if (item->status != STEMMA_OK) {
        ReadSkip skip = {.path = item->path, .status = item->status, .reason = item->reason};
        return report_skip(run, &skip, error);
    }
    run->counts->files++;
    Status status = input_open(&input, item->path, run->options.expansion_ratio_max, run->input_memory[0], &problem);
    if (status != STEMMA_OK) return report_problem(run, item->path, 0, &problem, error);

    run->outermost = &input;
    run->unpacked_bytes = 0;
    run->packed_bytes = input.file.size_bytes;
    status = read_content(run, &input, error);
    /* A file that was refused early is done with as a whole; a pipe's size is what came out of it. */
    source->read_bytes = input.stream.input_bytes;
    source->size_bytes = input.file.size_bytes > 0 ? input.file.size_bytes : input.stream.input_bytes;
    run->counts->bytes += source->size_bytes;
    run->bytes_done += source->size_bytes;
    run->outermost = NULL;
    input_close(&input);
    return status;
}

static ReadCounts counts_since(const ReadCounts *now, const ReadCounts *before) {
    return (ReadCounts){.files = now->files - before->files,
                        .records_seen = now->records_seen - before->records_seen,
                        .records_kept = now->records_kept - before->records_kept,
                        .records_duplicate = now->records_duplicate - before->records_duplicate,
                        .records_skipped = now->records_skipped - before->records_skipped,
                        .records_failed = now->records_failed - before->records_failed,
                        .notes = now->notes - before->notes,
                        .bytes = now->bytes - before->bytes};
}

static Status read_source(ReadRun *run, const SourceItem *item, Error *error) {
    const ReadSink *sink = run->sink;
    ReadCounts before = *run->counts;
    ReadSource source = {.path = item->path};
    Status status = sink->source_begin ? sink->source_begin(sink->context, item->path, error) : STEMMA_OK;
    run->format = "nothing that could be read";
    if (status == STEMMA_OK) status = read_item(run, item, &source, error);
    if (status != STEMMA_OK) return status;

    source.format = run->format;
    source.counts = counts_since(run->counts, &before);
    assert(source.counts.records_seen == source.counts.records_kept + source.counts.records_duplicate +
                                             source.counts.records_skipped + source.counts.records_failed);
    return sink->source_end ? sink->source_end(sink->context, &source, error) : STEMMA_OK;
}

static void open_memory(ReadRun *run) {
    for (uint32_t depth = 0; depth <= READ_DEPTH_MAX; depth++) {
        run->input_memory[depth] = (InputMemory){arena_open(0), arena_open(0)};
        run->archive_memory[depth] = arena_open(0);
    }
    run->block_arena = arena_open(0);
    run->worker_count = parallel_threads(run->options.threads);
    if (run->worker_count > READ_WORKERS_MAX) run->worker_count = READ_WORKERS_MAX;
    for (uint32_t i = 0; i < run->worker_count; i++) run->workers[i] = arena_open(0);
}

static void close_memory(ReadRun *run) {
    for (uint32_t depth = 0; depth <= READ_DEPTH_MAX; depth++) {
        arena_close(&run->input_memory[depth].stream);
        arena_close(&run->input_memory[depth].window);
        arena_close(&run->archive_memory[depth]);
    }
    arena_close(&run->block_arena);
    for (uint32_t i = 0; i < run->worker_count; i++) arena_close(&run->workers[i]);
}

Status read_path(const char *path, const ReadOptions *options, const ReadSink *sink, ReadCounts *counts, Error *error) {
    ReadRun run = {.options = *options, .sink = sink, .counts = counts};
    if (run.options.text_bytes_max > TEXT_BYTES_LIMIT) run.options.text_bytes_max = TEXT_BYTES_LIMIT;
    if (run.options.record_bytes_max > RECORD_BYTES_LIMIT) run.options.record_bytes_max = RECORD_BYTES_LIMIT;

    Source source;
    SourceItem item;
    Status status = charset_guess_prepare(error);
    if (status == STEMMA_OK) status = source_open(&source, path, error);
    if (status != STEMMA_OK) return status;
    if (sink->progress) run.bytes_total = source_count_bytes(path);
    open_memory(&run);
    while (status == STEMMA_OK && source_next(&source, &item)) {
        status = read_source(&run, &item, error);
        report_progress(&run);
    }
    close_memory(&run);
    source_close(&source);
    return status;
}
