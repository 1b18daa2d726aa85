/*
 * The built page inside the program: web/ as tools/page.sh leaves it, or nothing where Node was missing at build time. The
 * script may stand inside an HTML element.
 */
#ifndef STEMMA_APP_ASSETS_H
#define STEMMA_APP_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Asset {
    const char *type;
    const unsigned char *data;
    size_t size;
    const char *hash; /* SHA-256 in base64: what a policy calls a script or a style by */
} Asset;

/* False where the program was built without the page. */
bool assets_built(void);
/* path: "/", "/app.js", "/app.css". False where there is no such file. */
bool asset_find(const char *path, Asset *out);

#endif
