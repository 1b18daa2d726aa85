/*
 * Tables.
 *
 * In:  a stream that begins with a row of names.
 * Out: an article for each row, by the names that JSON records are read by; a skip for each row without text.
 *
 * Cells may be put in quotation marks, inside which delimiters and line ends are text and "" is one mark (RFC 4180). A
 * mark in the middle of a cell is an ordinary character. Line ends are LF, CR LF or CR.
 *
 * Plain text has commas too. So a file is a table only if its first row has two cells or more, all short, different and
 * not empty, one of them a name under which texts come, and if the next row is there and has the same number of cells.
 *
 * A quotation mark that is never closed would swallow all that follows. Its row is given up when the stream or the
 * limit for records ends, and reading goes on behind the row's first line; after GIVE_UPS_MAX of those the rest is not
 * read, which bounds the work. Memory holds one row and one window, however long the table is.
 */
#include "table.h"

#include <string.h>

#include "../base/utf8.h"
#include "charset.h"
#include "charset_guess.h"
#include "draft.h"
#include "fields.h"
#include "html_blocks.h"
#include "outlet.h"
#include "plain_text.h"

enum { CELLS_MAX = 512, NAME_BYTES_MAX = 60, WINDOW_BYTES = 1024 * 1024, GIVE_UPS_MAX = 16 };

typedef struct Table {
    ReadRun *run;
    Input *input;
    size_t at; /* the next row, in the window */
    uint64_t line; /* its number, from 1 */
    uint8_t delimiter;
    const char *encoding; /* of rows that aren't UTF-8, as charset_convert takes it; NULL: rows say it themselves */
    const char *encoding_shown; /* as people write it */
    size_t column_count;
    Field columns[CELLS_MAX];
    int ranks[CELLS_MAX];
    unsigned give_ups;
} Table;

/* --- Rows and cells ----------------------------------------------------------------------------------------------- */

/* The row that text begins with; its line end is not in it. */
typedef struct Row {
    size_t size;
    size_t end; /* with its line end */
    uint64_t line_ends;
    bool whole; /* its line end was seen, or the text ends outside of quotation marks */
    bool in_quotes; /* the text ends inside them */
} Row;

static Row find_row(Bytes text, uint8_t delimiter, bool ended) {
    Row row = {0};
    size_t at = 0;
    bool cell_begins = true;
    while (at < text.size) {
        uint8_t byte = text.data[at];
        if (byte == '"' && cell_begins) {
            row.in_quotes = true;
            for (at++; at < text.size; at++) {
                row.line_ends += text.data[at] == '\n';
                if (text.data[at] != '"') continue;
                if (at + 1 < text.size && text.data[at + 1] == '"') {
                    at++;
                    continue;
                }
                row.in_quotes = at + 1 == text.size && !ended; /* half of a pair, perhaps */
                break;
            }
            if (at == text.size) break;
            cell_begins = false;
            at++;
        } else if (byte == '\n' || byte == '\r') {
            bool pair = byte == '\r' && at + 1 < text.size && text.data[at + 1] == '\n';
            row.whole = byte == '\n' || at + 1 < text.size || ended;
            row.size = at;
            row.end = at + 1 + pair;
            row.line_ends++;
            return row;
        } else {
            cell_begins = byte == delimiter;
            at++;
        }
    }
    row.size = row.end = text.size;
    row.whole = ended && !row.in_quotes;
    return row;
}

static Bytes unquote(Bytes inside, Arena *result) {
    Buffer text = {.arena = result};
    for (size_t at = 0; at < inside.size;) {
        const uint8_t *mark = memchr(inside.data + at, '"', inside.size - at);
        size_t end = mark ? (size_t)(mark - inside.data) + 1 : inside.size;
        buffer_append(&text, (Bytes){inside.data + at, end - at});
        at = end + (mark && end < inside.size && inside.data[end] == '"');
    }
    return buffer_bytes(&text);
}

/* The cells of a row, as many as there is room for; returns how many it has. */
static size_t split_row(Bytes row, uint8_t delimiter, Bytes cells[CELLS_MAX], Arena *result) {
    size_t count = 0;
    size_t at = 0;
    for (;;) {
        Bytes cell;
        if (at < row.size && row.data[at] == '"') {
            size_t begin = ++at;
            while (at < row.size && (row.data[at] != '"' || (at + 1 < row.size && row.data[at + 1] == '"')))
                at += row.data[at] == '"' ? 2 : 1;
            Bytes inside = {row.data + begin, (at < row.size ? at : row.size) - begin};
            cell = memchr(inside.data, '"', inside.size) ? unquote(inside, result) : inside;
            while (at < row.size && row.data[at] != delimiter) at++; /* what stands behind the mark is no part of it */
        } else {
            const uint8_t *end = at < row.size ? memchr(row.data + at, delimiter, row.size - at) : NULL;
            size_t size = end ? (size_t)(end - row.data) - at : row.size - at;
            cell = (Bytes){row.data + at, size};
            at += size;
        }
        if (count < CELLS_MAX) cells[count] = cell;
        count++;
        if (at >= row.size) return count;
        at++;
        if (at == row.size) { /* an empty last cell */
            if (count < CELLS_MAX) cells[count] = (Bytes){0};
            return count + 1;
        }
    }
}

/* --- Recognising -------------------------------------------------------------------------------------------------- */

static bool is_name(Bytes cell) {
    Bytes name = bytes_trim(cell);
    if (name.size > NAME_BYTES_MAX) return false;
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] < ' ' || name.data[i] == '.' || name.data[i] == '!' || name.data[i] == '?') return false;
    return true;
}

/* text_wanted: one of the names must be one under which texts come. */
static bool is_header(const Bytes *cells, size_t count, bool text_wanted) {
    int rank;
    bool has_text = false;
    size_t empty = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_name(cells[i])) return false;
        empty += bytes_trim(cells[i]).size == 0; /* tables of statistics programs leave the row number's name out */
        has_text = has_text || field_find(bytes_trim(cells[i]), &rank) == FIELD_TEXT;
        for (size_t j = 0; j < i; j++)
            if (bytes_trim(cells[i]).size > 0 && bytes_equal_ignoring_case(bytes_trim(cells[i]), bytes_trim(cells[j])))
                return false;
    }
    return (has_text || !text_wanted) && empty <= 1;
}

static uint8_t find_delimiter(Bytes start, bool ended, bool text_wanted) {
    static const uint8_t delimiters[] = {',', '\t', ';', '|'};
    Bytes cells[CELLS_MAX];
    for (size_t i = 0; i < sizeof delimiters; i++) {
        uint8_t delimiter = delimiters[i];
        if (start.size == 0 || !memchr(start.data, delimiter, start.size < 4096 ? start.size : 4096)) continue;
        Row header = find_row(start, delimiter, ended);
        if (!header.whole || header.size > (size_t)CELLS_MAX * NAME_BYTES_MAX || header.line_ends > 1) continue;
        if (memmem(start.data, header.size, "\"\"", 2))
            continue; /* no name has marks in it; and there is no arena here */
        size_t count = split_row((Bytes){start.data, header.size}, delimiter, cells, NULL);
        if (count < 2 || count > CELLS_MAX || !is_header(cells, count, text_wanted)) continue;
        Bytes rest = {start.data + header.end, start.size - header.end};
        Row row = find_row(rest, delimiter, ended);
        if (rest.size == 0) continue;
        if (!row.whole) return delimiter; /* a row of a megabyte: the header alone has to do */
        Arena scratch = arena_open(0);
        size_t row_count = split_row((Bytes){rest.data, row.size}, delimiter, cells, &scratch);
        arena_close(&scratch);
        if (row_count == count) return delimiter;
    }
    return 0;
}

uint8_t table_delimiter(Bytes start, bool ended) {
    return find_delimiter(start, ended, true);
}

bool table_lacks_text(Bytes start, bool ended, Bytes name) {
    Bytes ending = {name.data + (name.size < 4 ? 0 : name.size - 4), name.size < 4 ? name.size : 4};
    bool named = bytes_equal_ignoring_case(ending, BYTES(".csv")) || bytes_equal_ignoring_case(ending, BYTES(".tsv"));
    return named && find_delimiter(start, ended, false) != 0;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static Bytes window(const Table *table) {
    return (Bytes){table->input->data + table->at, table->input->size - table->at};
}

/* The next row, the window filled so far that it is whole if it can be. */
static Row next_row(Table *table) {
    size_t wanted = WINDOW_BYTES;
    for (;;) {
        Row row = find_row(window(table), table->delimiter, table->input->ended);
        bool too_long = window(table).size > table->run->options.record_bytes_max;
        if (row.whole || table->input->ended || too_long) return row;
        input_use(table->input, table->at);
        table->at = 0;
        if (wanted <= table->input->size) wanted = table->input->size * 2;
        size_t most = (size_t)table->run->options.record_bytes_max + 1;
        input_fill(table->input, wanted < most ? wanted : most);
    }
}

static Status skip_row(Table *table, Status status, const char *reason, Error *error) {
    Error problem = {0};
    (void)error_set(&problem, status, "%s", reason);
    problem.byte_offset = table->input->offset + table->at;
    return report_problem(table->run, table->input->path, table->line, &problem, error);
}

/* Gives up a row that doesn't end, and goes on behind its first line. */
static Status give_up_row(Table *table, const Row *row, Error *error) {
    Bytes rest = window(table);
    bool last = ++table->give_ups == GIVE_UPS_MAX;
    const uint8_t *newline = memchr(rest.data, '\n', rest.size);
    const char *reason = row->in_quotes ? "a quotation mark that is never closed; reading goes on with the next line"
                                        : "a row longer than the limit; --limit record=SIZE lifts it";
    if (last) reason = "a row that doesn't end, like those before; what follows is not read";
    Status status = skip_row(table, row->in_quotes ? STEMMA_MALFORMED : STEMMA_LIMIT, reason, error);
    table->at += newline && !last ? (size_t)(newline - rest.data) + 1 : rest.size;
    table->line++;
    if (!newline && !last)
        while (window(table).size == 0 && !table->input->ended) { /* to the end of a line that isn't held */
            input_use(table->input, table->at);
            table->at = 0;
            input_fill(table->input, WINDOW_BYTES);
            newline = memchr(table->input->data, '\n', table->input->size);
            table->at = newline ? (size_t)(newline - table->input->data) + 1 : table->input->size;
        }
    if (last) table->input->ended = true;
    return status;
}

static void fill_draft(const Table *table, const Bytes *cells, size_t count, Draft *draft, Arena *result) {
    Bytes *const places[FIELD_COUNT] = {
        [FIELD_TEXT] = &draft->text,     [FIELD_TITLE] = &draft->title,         [FIELD_URL] = &draft->url,
        [FIELD_OUTLET] = &draft->outlet, [FIELD_PUBLISHED] = &draft->published, [FIELD_AUTHORS] = &draft->byline,
        [FIELD_ID] = &draft->id,         [FIELD_LANGUAGE] = &draft->language};
    int ranks[FIELD_COUNT];
    for (size_t i = 0; i < count && i < table->column_count; i++) {
        Field field = table->columns[i];
        Bytes value = field == FIELD_TEXT ? cells[i] : bytes_trim(cells[i]);
        if (field == FIELD_COUNT || !places[field] || bytes_trim(value).size == 0) continue;
        if (places[field]->size > 0 && ranks[field] <= table->ranks[i]) continue;
        *places[field] = value;
        ranks[field] = table->ranks[i];
    }
    if (draft->text.size > 0 && ranks[FIELD_TEXT] >= FIELD_TEXT_RANK_HTML)
        draft->text = html_fragment_text(draft->text, result);
}

static Status read_row(Table *table, Bytes row, Error *error) {
    Arena arena = table->run->workers[0];
    Error problem = {0};
    Bytes text;
    CharsetRemark remark = {0};
    Bytes cells[CELLS_MAX];
    bool converted =
        table->encoding && utf8_find_malformed(row) != SIZE_MAX && charset_convert(row, table->encoding, &text, &arena);
    if (!converted && charset_decode_piece(row, &text, &remark, &arena, &problem) != STEMMA_OK)
        return skip_row(table, problem.status, problem.message, error);
    if (bytes_trim(text).size == 0) return STEMMA_OK; /* a blank line is no row */
    size_t count = split_row(text, table->delimiter, cells, &arena);
    bool more = false;
    for (size_t i = table->column_count; i < count; i++) more = more || i >= CELLS_MAX || cells[i].size > 0;
    if (more) {
        (void)error_set(
            &problem, STEMMA_MALFORMED,
            "a row of %zu cells under a header of %zu; a cell with the delimiter in it wants quotation marks", count,
            table->column_count);
        return skip_row(table, problem.status, problem.message, error);
    }
    Draft draft = {.remark = charset_remark_text(&remark, &arena),
                   .encoding = converted ? table->encoding_shown : NULL};
    Record record;
    RecordPlace place = {table->input->path, table->line};
    fill_draft(table, cells, count, &draft, &arena);
    draft_finish(&record, &draft, &place, &table->run->options, &arena);
    return draft_report(table->run, &place, table->input->offset + table->at, &record, error);
}

static void read_header(Table *table) {
    Arena scratch = table->run->workers[0];
    Bytes cells[CELLS_MAX];
    Row row = next_row(table);
    size_t count = split_row((Bytes){window(table).data, row.size}, table->delimiter, cells, &scratch);
    table->column_count = count < CELLS_MAX ? count : CELLS_MAX;
    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i] = field_find(bytes_trim(cells[i]), &table->ranks[i]);
    table->at += row.end;
    table->line += row.line_ends;
}

/* A row is too short to guess an encoding from, the first of them together are not. */
static Status find_encoding(Table *table, Error *error) {
    Arena arena = table->run->workers[0];
    Bytes start = {table->input->data, table->input->size};
    table->encoding = charset_guess_file(start, &table->encoding_shown, arena);
    const char *remark = charset_remark_text(&(CharsetRemark){.encoding = table->encoding_shown}, &arena);
    return remark ? report_note(table->run, table->input->path, 0, remark, error) : STEMMA_OK;
}

Status table_read(ReadRun *run, Input *input, Error *error) {
    Table table = {.run = run, .input = input, .line = 1};
    table.delimiter = table_delimiter((Bytes){input->data, input->size}, input->ended);
    if (table.delimiter == 0) return plain_text_read(run, input, error);
    Status status = find_encoding(&table, error);
    read_header(&table);
    while (status == STEMMA_OK) {
        Row row = next_row(&table);
        if (window(&table).size == 0) break;
        bool broken_off = input->ended && input->problem.status != STEMMA_OK && row.end == window(&table).size;
        if (broken_off) break;
        if (!row.whole) {
            status = give_up_row(&table, &row, error);
            continue;
        }
        status = read_row(&table, (Bytes){window(&table).data, row.size}, error);
        table.at += row.end;
        table.line += row.line_ends;
        report_progress(run);
    }
    if (status != STEMMA_OK || input->problem.status == STEMMA_OK) return status;
    input->problem.byte_offset = input->offset + table.at;
    return report_problem(run, input->path, table.line, &input->problem, error);
}
