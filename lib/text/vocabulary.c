/*
 * The vocabulary: folded words <-> numbers.
 *
 * An open-addressing hash table (linear probing, at most half full) from words to numbers, and the words by number.
 * A slot keeps the upper half of the word's hash, which also says where the slot stands: growing never touches the
 * words, and words of different hash are told apart without looking at them.
 *
 * Invariant: numbers are dense and given in the order of insertion; nothing is ever read out in table order.
 */
#include "vocabulary.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "word_share.h"

#define SLOTS_AT_FIRST 1024
#define WORDS_AT_FIRST 512
/* Room for words is taken for as many as there are already, at most so much at a time. */
#define ROOM_BYTES_A_WORD ((size_t)8)
#define ROOM_BYTES_MAX ((size_t)1 << 22)

/*
 * The collection's own counts are joined by those of imagined ordinary articles (word_share.c), as many as there are
 * own ones: few articles say little about words, and what was copied into all of them would make its own words
 * worthless, and disappear.
 */
#define IMAGINED_MIN 256
#define IMAGINED_MAX 4096

static void grow_slots(Vocabulary *vocabulary, Arena *result) {
    uint32_t slot_count = vocabulary->slot_count ? vocabulary->slot_count * 2 : SLOTS_AT_FIRST;
    VocabularySlot *slots = arena_new_array(result, VocabularySlot, slot_count);
    for (uint32_t i = 0; i < vocabulary->slot_count; i++) {
        VocabularySlot slot = vocabulary->slots[i];
        if (slot.id_plus_one == 0) continue;
        uint32_t place = slot.hash & (slot_count - 1);
        while (slots[place].id_plus_one != 0) place = (place + 1) & (slot_count - 1);
        slots[place] = slot;
    }
    vocabulary->slots = slots;
    vocabulary->slot_count = slot_count;
}

static void grow_words(Vocabulary *vocabulary, Arena *result) {
    uint32_t capacity = vocabulary->capacity ? vocabulary->capacity * 2 : WORDS_AT_FIRST;
    Bytes *words = arena_new_array_uncleared(result, Bytes, capacity);
    uint64_t *hashes = arena_new_array_uncleared(result, uint64_t, capacity);
    uint32_t *article_counts = arena_new_array_uncleared(result, uint32_t, capacity);
    if (vocabulary->count > 0) {
        memcpy(words, vocabulary->words, vocabulary->count * sizeof *words);
        memcpy(hashes, vocabulary->hashes, vocabulary->count * sizeof *hashes);
        memcpy(article_counts, vocabulary->article_counts, vocabulary->count * sizeof *article_counts);
    }
    vocabulary->words = words;
    vocabulary->hashes = hashes;
    vocabulary->article_counts = article_counts;
    vocabulary->capacity = capacity;
}

/* The slot of the word, or the free one where it would go. */
static uint32_t find_slot(const Vocabulary *vocabulary, Bytes word, uint32_t hash) {
    uint32_t mask = vocabulary->slot_count - 1;
    uint32_t place = hash & mask;
    for (;;) {
        VocabularySlot slot = vocabulary->slots[place];
        if (slot.id_plus_one == 0) return place;
        if (slot.hash == hash && bytes_equal(vocabulary->words[slot.id_plus_one - 1], word)) return place;
        place = (place + 1) & mask;
    }
}

/* Words lie close together, whatever else goes into the arena: they are compared all the time, and all over the place. */
static Bytes keep_word(Vocabulary *vocabulary, Bytes word, Arena *result) {
    if (word.size > vocabulary->room_bytes) {
        size_t room = (size_t)vocabulary->capacity * ROOM_BYTES_A_WORD;
        if (room > ROOM_BYTES_MAX) room = ROOM_BYTES_MAX;
        vocabulary->room_bytes = word.size > room ? word.size : room;
        vocabulary->room = arena_allocate(result, vocabulary->room_bytes, 1);
    }
    uint8_t *kept = vocabulary->room;
    if (word.size > 0) memcpy(kept, word.data, word.size);
    vocabulary->room += word.size;
    vocabulary->room_bytes -= word.size;
    return (Bytes){kept, word.size};
}

uint32_t vocabulary_append(Vocabulary *vocabulary, Bytes word, uint64_t hash, Arena *result) {
    assert(vocabulary->count < WORD_ID_NONE - 1);
    if (vocabulary->count == vocabulary->capacity) grow_words(vocabulary, result);
    uint32_t id = vocabulary->count++;
    ((Bytes *)vocabulary->words)[id] = keep_word(vocabulary, word, result);
    vocabulary->hashes[id] = hash;
    vocabulary->article_counts[id] = 0;
    return id;
}

uint32_t vocabulary_insert(Vocabulary *vocabulary, Bytes word, uint64_t hash, Arena *result) {
    if (vocabulary->count >= vocabulary->slot_count / 2) grow_slots(vocabulary, result);
    uint32_t upper = (uint32_t)(hash >> 32);
    VocabularySlot *slot = &vocabulary->slots[find_slot(vocabulary, word, upper)];
    if (slot->id_plus_one != 0) return slot->id_plus_one - 1;

    uint32_t id = vocabulary_append(vocabulary, word, hash, result);
    *slot = (VocabularySlot){upper, id + 1};
    return id;
}

/* Words ahead whose slot, and then whose bytes, are fetched while others are
 * compared: the table is larger than caches. */
enum { SLOT_AHEAD = 16, BYTES_AHEAD = 8 };

static const VocabularySlot *first_slot(const Vocabulary *vocabulary, uint64_t hash) {
    return &vocabulary->slots[(uint32_t)(hash >> 32) & (vocabulary->slot_count - 1)];
}

void vocabulary_join(Vocabulary *vocabulary, const Vocabulary *other, uint32_t first, uint32_t *ids, Arena *result) {
    if (vocabulary->slot_count == 0) grow_slots(vocabulary, result);
    for (uint32_t i = first; i < other->count; i++) {
        if (i + SLOT_AHEAD < other->count) __builtin_prefetch(first_slot(vocabulary, other->hashes[i + SLOT_AHEAD]));
        if (i + BYTES_AHEAD < other->count) {
            const VocabularySlot *slot = first_slot(vocabulary, other->hashes[i + BYTES_AHEAD]);
            if (slot->id_plus_one != 0) __builtin_prefetch(&vocabulary->words[slot->id_plus_one - 1]);
        }
        ids[i - first] = vocabulary_insert(vocabulary, other->words[i], other->hashes[i], result);
    }
}

uint32_t vocabulary_find(const Vocabulary *vocabulary, Bytes word) {
    if (vocabulary->slot_count == 0) return WORD_ID_NONE;
    const VocabularySlot *slot = &vocabulary->slots[find_slot(vocabulary, word, (uint32_t)(bytes_hash(word) >> 32))];
    return slot->id_plus_one == 0 ? WORD_ID_NONE : slot->id_plus_one - 1;
}

/* ln((articles + 1) / (with_word + 1)) in permille of the largest possible value. */
static uint32_t rareness_of(double articles, double with_word) {
    double largest = log((articles + 1) / 2);
    double rareness = log((articles + 1) / (with_word + 1));
    if (rareness <= 0) return 0;
    return rareness >= largest ? 1000 : (uint32_t)(1000 * rareness / largest);
}

static double articles_imagined(const Vocabulary *vocabulary) {
    uint32_t own = vocabulary->article_total;
    return own < IMAGINED_MIN ? IMAGINED_MIN : own > IMAGINED_MAX ? IMAGINED_MAX : own;
}

static uint32_t word_rareness(const Vocabulary *vocabulary, uint32_t word_id, double imagined) {
    double with_word = vocabulary->article_counts[word_id] + imagined * word_share(vocabulary->hashes[word_id]);
    return rareness_of(vocabulary->article_total + imagined, with_word);
}

uint32_t vocabulary_rareness_permille(const Vocabulary *vocabulary, uint32_t word_id) {
    assert(word_id < vocabulary->count);
    return word_rareness(vocabulary, word_id, articles_imagined(vocabulary));
}

uint16_t *vocabulary_rareness_list(const Vocabulary *vocabulary, Arena *result) {
    uint16_t *permille = arena_new_array_uncleared(result, uint16_t, vocabulary->count);
    const uint32_t kept = vocabulary->rareness_count;
    if (kept > 0) memcpy(permille, vocabulary->rareness_permille, kept * sizeof *permille);
    double imagined = articles_imagined(vocabulary);
    for (uint32_t id = kept; id < vocabulary->count; id++)
        permille[id] = (uint16_t)word_rareness(vocabulary, id, imagined);
    return permille;
}

void vocabulary_rareness_keep(Vocabulary *vocabulary, Arena *result) {
    vocabulary->rareness_permille = vocabulary_rareness_list(vocabulary, result);
    vocabulary->rareness_count = vocabulary->count;
}
