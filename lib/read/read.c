/*
 * read: the flow of the stage.
 *
 *     path -> files (source) -> bytes (inflate, input) -> format (format) -> articles (plain_text, page, ...) -> sink
 *
 * In:  a path as the user gave it.
 * Out: articles and skips to the sink, in the order of the input; counts.
 *
 * Only two things stop a reading: a path that can't be found, and the sink. Whatever is wrong with a file or a record is
 * a skip with its reason, and the reading goes on: one bad file among ten thousand must not cost the others.
 *
 * Not read yet: NewsML 1 and other XML, archives of files (zip, tar); each is refused by name. Tables (CSV), Markdown and
 * mail are not told from plain text. Damaged gzip members end a web archive: the next member is not looked for.
 */
#include "read.h"

#include "../base/parallel.h"
#include "charset.h"
#include "format.h"
#include "json_lines.h"
#include "json_values.h"
#include "page.h"
#include "plain_text.h"
#include "report.h"
#include "source.h"
#include "warc.h"
#include "xml.h"

enum { SNIFF_BYTES = 1024 * 1024 }; /* enough to know a format by, and to hold the first of many objects */

/* Places in texts are 32-bit numbers. */
#define TEXT_BYTES_LIMIT ((uint64_t)1 << 31)
#define RECORD_BYTES_LIMIT ((uint64_t)1 << 36)

ReadOptions read_options_default(void) {
    return (ReadOptions){
        .record_bytes_max = 64 * 1024 * 1024,
        .text_bytes_max = 4 * 1024 * 1024,
        .expansion_ratio_max = 1000,
        .json_depth_max = 128,
    };
}

/* The file's format by its first bytes, a UTF-8 mark taken off. UTF-16 is text without a further look. */
static Format recognise(Input *input) {
    size_t mark_size = 0;
    input_fill(input, SNIFF_BYTES);
    ByteOrderMark mark = charset_mark((Bytes){input->data, input->size}, &mark_size);
    if (mark == MARK_UTF8) input_use(input, mark_size);
    if (mark != MARK_NONE && mark != MARK_UTF8) return (Format){FORMAT_PLAIN_TEXT, NULL};

    return format_recognise((Bytes){input->data, input->size}, input->ended);
}

static Status read_content(ReadRun *run, Input *input, Error *error) {
    Error problem = {0};
    Format format = recognise(input);
    switch (format.kind) {
    case FORMAT_PLAIN_TEXT: return plain_text_read(run, input, error);
    case FORMAT_JSON_LINES: return json_lines_read(run, input, error);
    case FORMAT_JSON_VALUES: return json_values_read(run, input, error);
    case FORMAT_PAGE: return page_read(run, input, error);
    case FORMAT_XML: return xml_read(run, input, error);
    case FORMAT_WARC: return warc_read(run, input, error);
    case FORMAT_ARC: return arc_read(run, input, error);
    case FORMAT_EMPTY: (void)error_set(&problem, STEMMA_EMPTY, "%s", format.looks_like); break;
    case FORMAT_BINARY: (void)error_set(&problem, STEMMA_NOT_TEXT, "%s", format.looks_like); break;
    }
    if (input->problem.status != STEMMA_OK) problem = input->problem; /* cut off before anything came out */
    return report_problem(run, input->file.path, 0, &problem, error);
}

static Status read_file(ReadRun *run, const SourceItem *item, Error *error) {
    Error problem = {0};
    Input input;
    run->counts->files++;
    Status status = input_open(&input, item->path, run->options.expansion_ratio_max, run->input_memory, &problem);
    if (status != STEMMA_OK) return report_problem(run, item->path, 0, &problem, error);

    status = read_content(run, &input, error);
    /* A file that was refused early is done with as a whole; a pipe's size is what came out of it. */
    uint64_t size_bytes = input.file.size_bytes > 0 ? input.file.size_bytes : input.stream.input_bytes;
    run->counts->bytes += size_bytes;
    run->bytes_done += size_bytes;
    input_close(&input);
    return status;
}

static void open_memory(ReadRun *run) {
    run->input_memory = (InputMemory){arena_open(0), arena_open(0)};
    run->block_arena = arena_open(0);
    run->worker_count = parallel_threads(run->options.threads);
    if (run->worker_count > READ_WORKERS_MAX) run->worker_count = READ_WORKERS_MAX;
    for (uint32_t i = 0; i < run->worker_count; i++) run->workers[i] = arena_open(0);
}

static void close_memory(ReadRun *run) {
    arena_close(&run->input_memory.stream);
    arena_close(&run->input_memory.window);
    arena_close(&run->block_arena);
    for (uint32_t i = 0; i < run->worker_count; i++) arena_close(&run->workers[i]);
}

Status read_path(const char *path, const ReadOptions *options, const ReadSink *sink, ReadCounts *counts, Error *error) {
    ReadRun run = {.options = *options, .sink = sink, .counts = counts};
    if (run.options.text_bytes_max > TEXT_BYTES_LIMIT) run.options.text_bytes_max = TEXT_BYTES_LIMIT;
    if (run.options.record_bytes_max > RECORD_BYTES_LIMIT) run.options.record_bytes_max = RECORD_BYTES_LIMIT;

    Source source;
    SourceItem item;
    Status status = source_open(&source, path, error);
    if (status != STEMMA_OK) return status;
    if (sink->progress) run.bytes_total = source_count_bytes(path);
    open_memory(&run);
    while (status == STEMMA_OK && source_next(&source, &item)) {
        if (item.status == STEMMA_OK) {
            status = read_file(&run, &item, error);
        } else {
            ReadSkip skip = {.path = item.path, .status = item.status, .reason = item.reason};
            status = report_skip(&run, &skip, error);
        }
        report_progress(&run, 0);
    }
    close_memory(&run);
    source_close(&source);
    return status;
}
