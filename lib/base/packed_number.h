/* Numbers with 7 bits a byte, the lowest first, the top bit set where another byte follows: small ones take one. */
#ifndef STEMMA_BASE_PACKED_NUMBER_H
#define STEMMA_BASE_PACKED_NUMBER_H

#include "bytes.h"

enum { PACKED_NUMBER_BYTES_MAX = 10 };

uint32_t packed_number_size(uint64_t number);
/* Returns where the bytes end. */
uint8_t *packed_number_write(uint8_t *out, uint64_t number);
/* Takes one off the bytes; false, and nothing is taken, where they end in the middle of it. */
bool packed_number_read(Bytes *bytes, uint64_t *number);

#endif
