/*
 * Files through POSIX calls, each behind one gate where a test can make it fail.
 *
 * In: paths as the user gave them. Out: bytes, or a status with one line that says what was found. Invariant: a file
 * written by file_write is either the old one or the whole new one, also after a crash (temporary file, fsync,
 * rename, fsync of the folder).
 */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "array.h"

#define READ_STEP_BYTES ((size_t)1 << 20)

static atomic_uint_fast64_t calls_until_failure;
static atomic_int failure_errno;

void file_fail_at(uint64_t call_number, int errno_value) {
    atomic_store(&failure_errno, errno_value);
    atomic_store(&calls_until_failure, call_number);
}

/* True where this call is the one to fail; errno is set then. */
static bool gate(void) {
    if (atomic_load(&calls_until_failure) == 0 || atomic_fetch_sub(&calls_until_failure, 1) != 1) return false;
    errno = atomic_load(&failure_errno);
    return true;
}

static Status not_readable(Error *error, const char *path) {
    char text[128];
    const char *reason = strerror_r(errno, text, sizeof text);
    Status status = errno == ENOENT || errno == ENOTDIR ? STEMMA_NOT_FOUND : STEMMA_NOT_READABLE;
    error_set(error, status, "can't be read: %s", reason);
    error_locate(error, path, 0, 0);
    return status;
}

static Status not_writable(Error *error, const char *path) {
    char text[128];
    const char *reason = strerror_r(errno, text, sizeof text);
    Status status = errno == ENOSPC || errno == EDQUOT ? STEMMA_DISK_FULL : STEMMA_NOT_WRITABLE;
    error_set(error, status, "can't be written: %s", reason);
    error_locate(error, path, 0, 0);
    return status;
}

Status file_open(File *out, const char *path, Error *error) {
    *out = (File){.descriptor = -1, .path = path};
    if (strcmp(path, "-") == 0) {
        out->descriptor = STDIN_FILENO;
        return STEMMA_OK;
    }
    if (gate() || (out->descriptor = open(path, O_RDONLY | O_CLOEXEC)) < 0) return not_readable(error, path);
    struct stat facts;
    if (gate() || fstat(out->descriptor, &facts) != 0) {
        Status status = not_readable(error, path);
        file_close(out);
        return status;
    }
    if (S_ISDIR(facts.st_mode)) {
        file_close(out);
        error_set(error, STEMMA_NOT_READABLE, "is a folder, a file was wanted");
        error_locate(error, path, 0, 0);
        return STEMMA_NOT_READABLE;
    }
    if (S_ISREG(facts.st_mode)) out->size_bytes = (uint64_t)facts.st_size;
    return STEMMA_OK;
}

void file_close(File *file) {
    if (file->descriptor > STDIN_FILENO) close(file->descriptor);
    file->descriptor = -1;
}

Status file_read(File *file, uint8_t *out, size_t size, size_t *read_bytes, Error *error) {
    *read_bytes = 0;
    while (*read_bytes < size) {
        ssize_t got = gate() ? -1 : read(file->descriptor, out + *read_bytes, size - *read_bytes);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return not_readable(error, file->path);
        if (got == 0) break;
        *read_bytes += (size_t)got;
    }
    return STEMMA_OK;
}

Status file_read_at(const File *file, FilePart part, size_t *read_bytes, Error *error) {
    *read_bytes = 0;
    while (*read_bytes < part.size) {
        off_t at = (off_t)(part.offset + *read_bytes);
        ssize_t got = gate() ? -1 : pread(file->descriptor, part.out + *read_bytes, part.size - *read_bytes, at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return not_readable(error, file->path);
        if (got == 0) break;
        *read_bytes += (size_t)got;
    }
    return STEMMA_OK;
}

Status file_read_all(File *file, uint64_t limit_bytes, Bytes *out, Arena *result, Error *error) {
    Buffer buffer = {.arena = result};
    if (file->size_bytes > 0 && (limit_bytes == 0 || file->size_bytes <= limit_bytes)) {
        buffer.capacity = (size_t)file->size_bytes + 2; /* a byte behind it to see the end by, and the NUL */
        buffer.data = arena_allocate(result, buffer.capacity, 1);
    }
    for (;;) {
        if (buffer.capacity - buffer.size < 2) {
            size_t capacity = buffer.capacity + (buffer.capacity > READ_STEP_BYTES ? buffer.capacity : READ_STEP_BYTES);
            buffer.data = arena_extend(result, buffer.data, buffer.capacity, capacity);
            buffer.capacity = capacity;
        }
        size_t got = 0;
        Status status = file_read(file, buffer.data + buffer.size, buffer.capacity - buffer.size - 1, &got, error);
        if (status != STEMMA_OK) return status;
        if (got == 0) break;
        buffer.size += got;
        if (limit_bytes > 0 && buffer.size > limit_bytes) {
            error_set(error, STEMMA_LIMIT, "is larger than %llu bytes", (unsigned long long)limit_bytes);
            error_locate(error, file->path, 0, limit_bytes);
            return STEMMA_LIMIT;
        }
    }
    buffer.data[buffer.size] = 0;
    *out = buffer_bytes(&buffer);
    return STEMMA_OK;
}

FileFacts file_facts(const char *path) {
    struct stat facts;
    if (strcmp(path, "-") == 0) return (FileFacts){.kind = FILE_OTHER};
    if (gate() || stat(path, &facts) != 0) return (FileFacts){.kind = FILE_MISSING};
    return (FileFacts){
        .kind = S_ISREG(facts.st_mode)   ? FILE_REGULAR
                : S_ISDIR(facts.st_mode) ? FILE_FOLDER
                                         : FILE_OTHER,
        .size_bytes = S_ISREG(facts.st_mode) ? (uint64_t)facts.st_size : 0,
        .device = (uint64_t)facts.st_dev,
        .inode = (uint64_t)facts.st_ino,
    };
}

FileKind file_kind(const char *path) {
    return file_facts(path).kind;
}

static int compare_names(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

Status file_list(const char *path, FileNames *out, Arena *result, Error *error) {
    *out = (FileNames){0};
    DIR *folder = gate() ? NULL : opendir(path);
    if (!folder) return not_readable(error, path);
    struct ARRAY_OF(const char *) names = {0};
    struct dirent *entry;
    while (errno = 0, entry = gate() ? NULL : readdir(folder)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        *array_push(&names, result) = bytes_to_string(bytes_from_string(entry->d_name), result);
    }
    int failure = errno; /* the end of a folder leaves it as it was */
    closedir(folder);
    if (failure != 0) {
        errno = failure;
        return not_readable(error, path);
    }
    if (names.count > 0) qsort(names.items, names.count, sizeof *names.items, compare_names);
    *out = (FileNames){.names = names.items, .count = names.count};
    return STEMMA_OK;
}

static bool write_everything(int descriptor, Bytes content) {
    size_t done = 0;
    while (done < content.size) {
        ssize_t wrote = gate() ? -1 : write(descriptor, content.data + done, content.size - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return false;
        done += (size_t)wrote;
    }
    return !gate() && fsync(descriptor) == 0;
}

/* Makes the rename itself last; a file system that can't do it is no error. */
static void sync_folder_of(const char *path) {
    char folder[4096];
    const char *slash = strrchr(path, '/');
    int size = slash ? (int)(slash - path) : 0;
    if (size >= (int)sizeof folder) return;
    snprintf(folder, sizeof folder, "%.*s", size, path);
    int descriptor = open(!slash ? "." : size == 0 ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    (void)fsync(descriptor);
    close(descriptor);
}

Status file_write(const char *path, Bytes content, Error *error) {
    char temporary[4096];
    int size = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    if (size >= (int)sizeof temporary) {
        errno = ENAMETOOLONG;
        return not_writable(error, path);
    }
    int descriptor = gate() ? -1 : mkostemp(temporary, O_CLOEXEC);
    if (descriptor < 0) return not_writable(error, path);
    mode_t mask = umask(0);
    umask(mask);
    bool written = write_everything(descriptor, content) && fchmod(descriptor, 0666 & ~mask) == 0;
    int saved = errno;
    written = (close(descriptor) == 0 || (saved = errno, false)) && written;
    if (written && (gate() || rename(temporary, path) != 0)) {
        saved = errno;
        written = false;
    }
    if (!written) {
        unlink(temporary);
        errno = saved;
        return not_writable(error, path);
    }
    sync_folder_of(path);
    return STEMMA_OK;
}
