/* A file that is there whole or not at all. See output_file.h. */
#include "output_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "memory.h"

static bool refuse(const OutputFile *file) {
    report_trouble("%s: can't be written: %s", file->path, strerror(errno));
    return false;
}

bool output_file_open(OutputFile *file, const char *path) {
    size_t size = strlen(path) + sizeof ".XXXXXX";
    size_t capacity = size;
    *file = (OutputFile){.path = path, .temporary = memory_grow(NULL, size, &capacity, 1)};
    snprintf(file->temporary, capacity, "%s.XXXXXX", path);
    file->descriptor = mkstemp(file->temporary);
    file->stream = file->descriptor >= 0 ? fdopen(file->descriptor, "w") : NULL;
    if (file->stream) return true;
    refuse(file);
    if (file->descriptor >= 0) unlink(file->temporary);
    free(file->temporary);
    return false;
}

bool output_file_close(OutputFile *file, bool good) {
    bool written = fflush(file->stream) == 0 && !ferror(file->stream) && fchmod(file->descriptor, 0644) == 0 &&
                   fsync(file->descriptor) == 0;
    written = fclose(file->stream) == 0 && written;
    if (good && (!written || rename(file->temporary, file->path) != 0)) good = refuse(file);
    if (!good) unlink(file->temporary);
    free(file->temporary);
    return good;
}
