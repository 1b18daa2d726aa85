/* SHA-256 (FIPS 180-4), for the policy of a report: it names its script and style by their hashes. */
#ifndef STEMMA_APP_SHA256_H
#define STEMMA_APP_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BASE64_SIZE 45

/* The hash in base64, NUL-terminated. */
void sha256_base64(const unsigned char *data, size_t size, char out[SHA256_BASE64_SIZE]);

#endif
