/* Distinct names and their order: outlets, the words of speakers' names. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_NAMES_H
#define STEMMA_STORE_STORE_NAMES_H

#include "../base/array.h"
#include "../base/bytes.h"
#include "../base/map.h"

/* In the order of coming, each once. Zero-initialise. */
typedef struct Names {
    Map by_hash;
    struct ARRAY_OF(Bytes) list;
} Names;

/* The name's number, new where needed; borrowed. */
uint32_t names_add(Names *names, Bytes name, Arena *memory);
/* By number: its place in the order of bytes, from 0. */
uint32_t *names_rank(const Names *names, Arena *result);
/* The names in that order. */
Bytes *names_sort(const Names *names, const uint32_t *ranks, Arena *result);

#endif
