/*
 * Packed numbers.
 *
 * In:  numbers, most of them small.
 * Out: one to ten bytes each, and back.
 *
 * Bytes may come from anybody: whatever they are, reading ends within them and gives some number.
 */
#include "packed_number.h"

uint32_t packed_number_size(uint64_t number) {
    uint32_t size = 1;
    while (number >>= 7) size++;
    return size;
}

uint8_t *packed_number_write(uint8_t *out, uint64_t number) {
    for (; number >= 0x80; number >>= 7) *out++ = (uint8_t)(number | 0x80);
    *out++ = (uint8_t)number;
    return out;
}

bool packed_number_read(Bytes *bytes, uint64_t *number) {
    *number = 0;
    for (uint32_t i = 0; i < PACKED_NUMBER_BYTES_MAX && i < bytes->size; i++) {
        *number |= (uint64_t)(bytes->data[i] & 0x7F) << (7 * i);
        if (bytes->data[i] & 0x80) continue;
        *bytes = (Bytes){bytes->data + i + 1, bytes->size - i - 1};
        return true;
    }
    return false;
}
