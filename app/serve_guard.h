/* Who may ask, and what every answer says about itself: the server's safety in one place. */
#ifndef STEMMA_APP_SERVE_GUARD_H
#define STEMMA_APP_SERVE_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "request.h"

#define GUARD_KEY_SIZE 33
#define GUARD_COOKIE_LINE_SIZE 120

typedef struct Guard {
    uint16_t port;
    bool any_user; /* no key is asked for */
    char key[GUARD_KEY_SIZE]; /* 32 hexadecimal digits */
} Guard;

typedef enum GuardVerdict {
    GUARD_LET_IN,
    GUARD_WRONG_HOST, /* not addressed to this machine's own name: another site's name resolved to it */
    GUARD_WRONG_METHOD,
    GUARD_WRONG_ORIGIN, /* another site asks */
    GUARD_NO_KEY,
    GUARD_SET_KEY /* the key stands in the address: set the cookie and go on without it */
} GuardVerdict;

/* False where the system gives no random bytes. */
bool guard_init(Guard *guard, uint16_t port, bool any_user);
GuardVerdict guard_judge(const Guard *guard, const Request *request);
/* The lines that every answer carries, whatever its status, each ended by CR LF. */
extern const char guard_header_lines[];
/* Set-Cookie for the key, as such a line. */
void guard_cookie_print(const Guard *guard, char line[GUARD_COOKIE_LINE_SIZE]);

#endif
