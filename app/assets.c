/* See assets.h; assets_data.S reads the files in. Empty files stand for a page that was not built. */
#include "assets.h"

#include <string.h>

extern const unsigned char stemma_page_html[], stemma_page_html_end[];
extern const unsigned char stemma_page_script[], stemma_page_script_end[];
extern const unsigned char stemma_page_style[], stemma_page_style_end[];
extern const char stemma_page_script_hash[], stemma_page_style_hash[];

typedef struct Embedded {
    const char *path, *type;
    const unsigned char *begin, *end;
    const char *hash;
} Embedded;

static const Embedded files[] = {
    {"/", "text/html; charset=utf-8", stemma_page_html, stemma_page_html_end, ""},
    {"/app.js", "text/javascript; charset=utf-8", stemma_page_script, stemma_page_script_end, stemma_page_script_hash},
    {"/app.css", "text/css; charset=utf-8", stemma_page_style, stemma_page_style_end, stemma_page_style_hash},
};

bool assets_built(void) {
    return files[0].begin != files[0].end;
}

bool asset_find(const char *path, Asset *out) {
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (strcmp(files[i].path, path) != 0) continue;
        *out = (Asset){files[i].type, files[i].begin, (size_t)(files[i].end - files[i].begin), files[i].hash};
        return true;
    }
    return false;
}
