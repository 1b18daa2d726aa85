/* Who published a page, as far as its address tells. */
#ifndef STEMMA_READ_OUTLET_H
#define STEMMA_READ_OUTLET_H

#include "../base/bytes.h"

typedef struct KnownOutlet {
    const char *host;
    const char *name;
} KnownOutlet;

/* outlet_names.c: the table of well-known outlets in the order of their hosts; {NULL, NULL} behind the last. */
size_t outlet_count(void);
KnownOutlet outlet_at(size_t index);

/* The host of an http(s) address, as written, without port and user; empty where url is none. */
Bytes outlet_host(Bytes url);

/* The name of a well-known outlet by host ("edition.cnn.com" is CNN); empty where the host is not known. Static. */
Bytes outlet_find(Bytes host);

/* The outlet of an address: a well-known name, else the bare host in lower case; empty where url is no address. */
Bytes outlet_from_url(Bytes url, Arena *result);

#endif
