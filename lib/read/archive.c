/*
 * Archives.
 *
 * In:  a zip or tar archive, perhaps inside packed data, perhaps a member of another.
 * Out: what its members give, each under the archive's path and its own name behind it.
 *
 * libarchive takes the archive apart. A zip archive that is a file is read by its directory, which stands at its end;
 * one that comes as a stream by the headers of its members. Hidden names are left out as in folders; folders are no
 * records; links, devices and encrypted members are skipped with a word.
 *
 * A bomb is known as with all packed data, by how far it inflates: all that came out of all members, at any depth,
 * against what the outermost file takes on the disk. So neither many members over the same bytes nor archives in
 * archives get further than one. Depth and number of members have limits.
 */
#include "archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "../base/late.h"
#include "charset.h"

enum {
    PORTION_BYTES = 256 * 1024,
    EXPANSION_FREE_BYTES = 4 * 1024 * 1024 /* as for packed files */
};

#define ARCHIVE_FUNCTIONS(X)                                                                                           \
    X(archive_entry_filetype)                                                                                          \
    X(archive_entry_hardlink)                                                                                          \
    X(archive_entry_is_data_encrypted)                                                                                 \
    X(archive_entry_pathname)                                                                                          \
    X(archive_entry_pathname_utf8)                                                                                     \
    X(archive_error_string)                                                                                            \
    X(archive_read_data)                                                                                               \
    X(archive_read_free)                                                                                               \
    X(archive_read_header_position)                                                                                    \
    X(archive_read_new)                                                                                                \
    X(archive_read_next_header)                                                                                        \
    X(archive_read_open1)                                                                                              \
    X(archive_read_set_callback_data)                                                                                  \
    X(archive_read_set_read_callback)                                                                                  \
    X(archive_read_set_seek_callback)                                                                                  \
    X(archive_read_support_format_tar)                                                                                 \
    X(archive_read_support_format_zip)
LATE_LIBRARY(libarchive, LATE_ARCHIVE, ARCHIVE_FUNCTIONS)

typedef struct Reading {
    ReadRun *run;
    Input *input;
    struct archive *archive;
    bool by_directory; /* the file is read where libarchive wants it */
    uint8_t *portion;
    uint64_t position;
    size_t handed_out; /* bytes of the window that libarchive has */
    Error problem; /* what the file layer or the limit on expansion says */
} Reading;

/* --- Where libarchive gets its bytes ------------------------------------------------------------------------------ */

static la_ssize_t give_bytes(struct archive *archive, void *context, const void **bytes) {
    Reading *reading = context;
    Input *input = reading->input;
    (void)archive;
    if (reading->by_directory) {
        size_t size = 0;
        const FilePart part = {reading->position, PORTION_BYTES, reading->portion};
        Status status = file_read_at(&input->file, part, &size, &reading->problem);
        if (status != STEMMA_OK) return ARCHIVE_FATAL;
        reading->position += size;
        *bytes = reading->portion;
        return (la_ssize_t)size;
    }
    input_use(input, reading->handed_out);
    input_fill(input, PORTION_BYTES);
    reading->handed_out = input->size;
    if (input->size == 0 && input->problem.status != STEMMA_OK) {
        reading->problem = input->problem;
        return ARCHIVE_FATAL;
    }
    *bytes = input->data;
    return (la_ssize_t)input->size;
}

static la_int64_t seek(struct archive *archive, void *context, la_int64_t offset, int whence) {
    Reading *reading = context;
    la_int64_t size = (la_int64_t)reading->input->file.size_bytes;
    la_int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (la_int64_t)reading->position : size;
    (void)archive;
    if (offset < -base || offset > size - base) return ARCHIVE_FATAL;
    reading->position = (uint64_t)(base + offset);
    return base + offset;
}

static bool open_archive(Reading *reading, Arena *memory) {
    const Input *input = reading->input;
    reading->by_directory = !input->is_member && input->stream.kind == STREAM_PLAIN && input->file.size_bytes > 0;
    if (reading->by_directory) reading->portion = arena_allocate(memory, PORTION_BYTES, 64);
    reading->archive = libarchive.archive_read_new();
    if (!reading->archive) return false;
    struct archive *archive = reading->archive;
    if (reading->by_directory) libarchive.archive_read_set_seek_callback(archive, seek);
    return libarchive.archive_read_support_format_zip(archive) == ARCHIVE_OK &&
           libarchive.archive_read_support_format_tar(archive) == ARCHIVE_OK &&
           libarchive.archive_read_set_read_callback(archive, give_bytes) == ARCHIVE_OK &&
           libarchive.archive_read_set_callback_data(archive, reading) == ARCHIVE_OK &&
           libarchive.archive_read_open1(archive) == ARCHIVE_OK;
}

/* --- Members ------------------------------------------------------------------------------------------------------ */

static bool expands_too_far(const ReadRun *run) {
    uint64_t packed_bytes = run->packed_bytes > 0 ? run->packed_bytes : run->outermost->stream.input_bytes;
    return run->unpacked_bytes > EXPANSION_FREE_BYTES &&
           run->unpacked_bytes / run->options.expansion_ratio_max > packed_bytes;
}

static Status read_member_bytes(void *context, uint8_t *out, size_t size, size_t *read_bytes, Error *error) {
    Reading *reading = context;
    ReadRun *run = reading->run;
    *read_bytes = 0;
    while (*read_bytes < size) {
        size_t wanted = size - *read_bytes < PORTION_BYTES ? size - *read_bytes : PORTION_BYTES;
        la_ssize_t got = libarchive.archive_read_data(reading->archive, out + *read_bytes, wanted);
        if (got < 0 && reading->problem.status != STEMMA_OK) {
            *error = reading->problem;
            return error->status;
        }
        if (got < 0) {
            const char *message = libarchive.archive_error_string(reading->archive);
            return error_set(error, STEMMA_MALFORMED, "a damaged member of an archive (%.100s); get the archive again",
                             message ? message : "no details");
        }
        if (got == 0) break;
        *read_bytes += (size_t)got;
        run->unpacked_bytes += (uint64_t)got;
        if (expands_too_far(run)) {
            (void)error_set(&reading->problem, STEMMA_LIMIT,
                            "its members inflate to more than %u times its size; --limit expansion=N lifts it",
                            run->options.expansion_ratio_max);
            *error = reading->problem;
            return STEMMA_LIMIT;
        }
    }
    return STEMMA_OK;
}

static bool is_hidden(const char *name) {
    if (strncmp(name, "__MACOSX/", 9) == 0) return true;
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        bool dots = part[0] == '.' && (part[1] == '/' || (part[1] == '.' && part[2] == '/'));
        if (part[0] == '.' && !dots) return true;
    }
    return false;
}

static const char *member_path(const Reading *reading, struct archive_entry *entry, const char **name, Arena *memory) {
    *name = libarchive.archive_entry_pathname_utf8(entry);
    if (!*name) *name = libarchive.archive_entry_pathname(entry);
    if (!*name) *name = "without a name";
    Buffer path = {.arena = memory};
    buffer_printf(&path, "%s/", reading->input->path);
    for (const char *byte = *name; *byte; byte++) /* no line ends in a path that is shown on a line */
        buffer_append_byte(&path, (uint8_t)*byte < ' ' ? '?' : (uint8_t)*byte);
    return buffer_string(&path);
}

static Status skip_member(Reading *reading, const char *path, Status status, const char *reason, Error *error) {
    Error problem = {0};
    (void)error_set(&problem, status, "%s", reason);
    return report_problem(reading->run, path, 0, &problem, error);
}

/* Reads to the member's end, so that what it inflates to is counted. */
static void drain(Reading *reading, uint8_t *space) {
    size_t read_bytes = PORTION_BYTES;
    Error ignored = {0};
    while (read_bytes == PORTION_BYTES)
        if (read_member_bytes(reading, space, PORTION_BYTES, &read_bytes, &ignored) != STEMMA_OK) return;
}

static Status take_member(Reading *reading, struct archive_entry *entry, ArchiveMemberReader read_member, Arena memory,
                          Error *error) {
    ReadRun *run = reading->run;
    const char *name;
    const char *path = member_path(reading, entry, &name, &memory);
    Error problem = {0};
    if (libarchive.archive_entry_filetype(entry) == AE_IFDIR || is_hidden(name)) return STEMMA_OK;
    if (libarchive.archive_entry_is_data_encrypted(entry))
        return skip_member(reading, path, STEMMA_UNSUPPORTED, "an encrypted member; unpack the archive first", error);
    if (libarchive.archive_entry_hardlink(entry) || libarchive.archive_entry_filetype(entry) != AE_IFREG)
        return skip_member(reading, path, STEMMA_UNSUPPORTED, "a link or a device in an archive", error);

    Input input;
    uint32_t depth = reading->input->depth + 1;
    InputMember member = {.path = path, .source = {.context = reading, .read = read_member_bytes}, .depth = depth};
    Status status =
        input_open_member(&input, &member, run->options.expansion_ratio_max, run->input_memory[depth], &problem);
    if (status != STEMMA_OK) return report_problem(run, path, 0, &problem, error);
    status = read_member(run, &input, error);
    input_close(&input);
    if (status == STEMMA_OK && !reading->by_directory && reading->problem.status == STEMMA_OK)
        drain(reading, arena_allocate(&memory, PORTION_BYTES, 64));
    return status;
}

static Status take_members(Reading *reading, ArchiveMemberReader read_member, Arena memory, Error *error) {
    ReadRun *run = reading->run;
    struct archive_entry *entry;
    Status status = STEMMA_OK;
    int result = ARCHIVE_OK;
    uint64_t seen_before = run->counts->records_seen;
    uint32_t members = 0;
    while (status == STEMMA_OK && reading->problem.status == STEMMA_OK) {
        result = libarchive.archive_read_next_header(reading->archive, &entry);
        if (result == ARCHIVE_RETRY) continue;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) break;
        if (members++ == run->options.archive_members_max) {
            (void)error_set(
                &reading->problem, STEMMA_LIMIT,
                "an archive of more than %u members, those before are read; --limit archive-members=N lifts it",
                run->options.archive_members_max);
            break;
        }
        status = take_member(reading, entry, read_member, memory, error);
        if (!reading->input->is_member && reading->by_directory)
            reading->input->stream.input_bytes = (uint64_t)libarchive.archive_read_header_position(reading->archive);
        report_progress(run);
    }
    if (status != STEMMA_OK) return status;
    Error problem = reading->problem;
    if (problem.status == STEMMA_OK && result != ARCHIVE_EOF && result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        const char *message = libarchive.archive_error_string(reading->archive);
        (void)error_set(&problem, STEMMA_MALFORMED,
                        "a damaged archive (%.100s); what stands before that place is read; get it again",
                        message ? message : "no details");
    } else if (problem.status == STEMMA_OK && run->counts->records_seen == seen_before) {
        (void)error_set(&problem, STEMMA_EMPTY, "an archive without files");
    }
    if (problem.status != STEMMA_OK) return report_problem(run, reading->input->path, 0, &problem, error);
    if (reading->by_directory) reading->input->stream.input_bytes = reading->input->file.size_bytes;
    return STEMMA_OK;
}

Status archive_read(ReadRun *run, Input *input, ArchiveMemberReader read_member, Error *error) {
    Reading reading = {.run = run, .input = input};
    Error problem = {0};
    if (input->depth >= run->options.archive_depth_max || input->depth >= READ_DEPTH_MAX) {
        (void)error_set(&problem, STEMMA_LIMIT, "an archive inside %u others%s", input->depth,
                        input->depth >= READ_DEPTH_MAX ? "; unpack them first" : "; --limit archive-depth=N lifts it");
        return report_problem(run, input->path, 0, &problem, error);
    }
    if (late_open(&libarchive_late, &problem) != STEMMA_OK) return report_problem(run, input->path, 0, &problem, error);
    Arena memory = run->archive_memory[input->depth];
    Status status;
    if (open_archive(&reading, &memory)) {
        status = take_members(&reading, read_member, memory, error);
    } else {
        const char *message = reading.archive ? libarchive.archive_error_string(reading.archive) : NULL;
        problem = reading.problem;
        if (problem.status == STEMMA_OK)
            (void)error_set(&problem, STEMMA_MALFORMED, "a damaged archive (%.100s); get it again",
                            message ? message : "no details");
        status = report_problem(run, input->path, 0, &problem, error);
    }
    (void)libarchive.archive_read_free(reading.archive);
    return status;
}
