/* How far a stretch of bytes goes on without certain bytes: sixteen at a time where the machine can. */
#ifndef STEMMA_BASE_SCAN_H
#define STEMMA_BASE_SCAN_H

#include <stddef.h>
#include <stdint.h>

/* How many bytes data begins with that are ASCII: below 0x80. */
size_t scan_ascii(const uint8_t *data, size_t size);

/* How many bytes a JSON string goes on before a quotation mark, a backslash or NUL. */
size_t scan_json_string(const uint8_t *data, size_t size);

/* How many bytes before one that may show a text was read wrongly: 0xC2, 0xC3 or 0xEF. */
size_t scan_suspicious(const uint8_t *data, size_t size);

/*
 * Copies bytes up to the first backslash, or all size of them, and returns how many those are. Up to SCAN_SLACK bytes
 * more than that are written to out, which must have room for size + SCAN_SLACK.
 */
enum { SCAN_SLACK = 16 };
size_t scan_copy_plain(uint8_t *out, const uint8_t *data, size_t size);

#endif
