/*
 * Walking what the user named.
 *
 * In:  a file, a folder or "-".
 * Out: files in a fixed order: names sorted by bytes, a folder's content at the folder's place.
 *
 * Below a folder, names that begin with a point are left out, as ls and ripgrep do; what the user names himself is
 * read whatever it is called. Links are followed. A link to a folder that is just being walked would never end, so it
 * is an item with a reason: the stack of open folders is compared by device and inode. Pipes and devices are read when
 * they are named, not when they are found.
 *
 * Memory: the listings of the folders on the way from the root to the place in hand.
 */
#include "source.h"

#include <string.h>

/* More folders inside one another than this are taken for a mistake; PATH_MAX allows about 2,000. */
enum { FOLDERS_MAX = 2000 };

/* What stands in "." goes by its bare name: the same article, whether its folder was named or the file itself. */
static const char *join(Arena *arena, const char *folder, const char *name) {
    Buffer path = {.arena = arena};
    if (strcmp(folder, ".") != 0 && strcmp(folder, "./") != 0) buffer_append_string(&path, folder);
    if (path.size > 0 && path.data[path.size - 1] != '/') buffer_append_byte(&path, '/');
    buffer_append_string(&path, name);
    return buffer_string(&path);
}

static const char *message_copy(const Error *error, Arena *arena) {
    return bytes_to_string(bytes_from_string(error->message), arena);
}

Status source_open(Source *out, const char *path, Error *error) {
    if (path[0] == 0)
        return error_set(error, STEMMA_NOT_FOUND, "an empty name; name a file, a folder or - for standard input");
    *out = (Source){.root = path, .root_facts = file_facts(path)};
    if (out->root_facts.kind == FILE_MISSING) {
        File file;
        Status status = file_open(&file, path, error);
        if (status == STEMMA_OK)
            file_close(&file);
        else if (status == STEMMA_NOT_FOUND)
            status = error_set(error, status, "there is no file or folder by this name");
        if (status != STEMMA_OK) {
            error_locate(error, path, 0, 0);
            return status;
        }
    }
    out->names = arena_open(0);
    out->stack = arena_open(0);
    return STEMMA_OK;
}

void source_close(Source *source) {
    arena_close(&source->names);
    arena_close(&source->stack);
}

static bool is_open_already(const Source *source, const FileFacts *facts) {
    for (size_t i = 0; i < source->folders.count; i++) {
        const FileFacts *open = &source->folders.items[i].facts;
        if (open->device == facts->device && open->inode == facts->inode) return true;
    }
    return false;
}

/* True where the folder can be walked; else *item says why not. path lives in the names' arena. */
static bool enter(Source *source, const char *path, const FileFacts *facts, SourceItem *item) {
    *item = (SourceItem){.path = path, .status = STEMMA_UNSUPPORTED};
    if (is_open_already(source, facts)) {
        item->reason = "a link back to a folder it stands in; its files are read there";
        return false;
    }
    if (source->folders.count >= FOLDERS_MAX) {
        item->reason = "stands in more than 2000 folders inside one another";
        return false;
    }
    Error error = {0};
    FileNames names = {0};
    item->status = file_list(path, &names, &source->names, &error);
    if (item->status != STEMMA_OK) {
        item->reason = message_copy(&error, &source->names);
        return false;
    }
    *array_push(&source->folders, &source->stack) =
        (SourceFolder){.path = path, .names = names, .used_bytes = source->names.used_bytes, .facts = *facts};
    return true;
}

/* The next name that isn't hidden, of the folder in hand or of one it stands in; NULL: the walk is over. */
static const char *next_path(Source *source) {
    while (source->folders.count > 0) {
        SourceFolder *folder = array_last(&source->folders);
        arena_reset(&source->names, folder->used_bytes);
        while (folder->name_index < folder->names.count) {
            const char *name = folder->names.names[folder->name_index++];
            if (name[0] != '.') return join(&source->names, folder->path, name);
        }
        source->folders.count--;
    }
    return NULL;
}

bool source_next(Source *source, SourceItem *item) {
    if (source->root) {
        const char *root = source->root;
        source->root = NULL;
        *item = (SourceItem){.path = root, .size_bytes = source->root_facts.size_bytes};
        if (source->root_facts.kind != FILE_FOLDER || !enter(source, root, &source->root_facts, item)) return true;
    }
    for (;;) {
        const char *path = next_path(source);
        if (!path) return false;
        FileFacts facts = file_facts(path);
        if (facts.kind == FILE_FOLDER) {
            if (enter(source, path, &facts, item)) continue;
            return true;
        }
        *item = (SourceItem){.path = path, .size_bytes = facts.size_bytes};
        if (facts.kind == FILE_OTHER) {
            item->status = STEMMA_UNSUPPORTED;
            item->reason = "neither a file nor a folder; name it to have it read";
        }
        return true; /* a name with nothing behind it gets its reason when it is opened */
    }
}

uint64_t source_count_bytes(const char *path) {
    uint64_t total_bytes = 0;
    Source source;
    SourceItem item;
    if (source_open(&source, path, NULL) != STEMMA_OK) return 0;
    while (source_next(&source, &item)) total_bytes += item.size_bytes;
    source_close(&source);
    return total_bytes;
}
