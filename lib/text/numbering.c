/*
 * Numbering: words as they stand -> numbers.
 *
 * In:  the words of articles, one after another.
 * Out: a number for each, in a vocabulary of these articles; how many of them have each word.
 *
 * A word is folded once for each way it is spelt. What its spelling gave is kept in a table by the spelling's bytes,
 * with ASCII letters in lower case, sixteen at most, zero behind the end: two words of the same key fold alike, so a
 * hit gives what folding would have given, and the bytes are compared as two numbers. The folded form is a spelling as
 * well, and in the table where it fits: so most new words are looked up once. Longer words, three in a thousand, go the
 * long way every time: they are folded and looked up in a vocabulary of their own.
 *
 * An article counts once for each word. Nearly every word has one spelling, which remembers the last article it was met
 * in and counts for the word; where a word turns out to have several, they leave that to the word.
 */
#include "numbering.h"

#include <endian.h>
#include <string.h>

#include "normalise.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define KEY_BYTES 16
#define SPELLINGS_AT_FIRST (1 << 12)

/* Up to KEY_BYTES bytes of a word. */
typedef struct Key {
    uint64_t begin;
    uint64_t end; /* the bytes behind the first eight */
} Key;

/* Two to a cache line, and none across two. */
struct Spelling {
    _Alignas(32) Key key;
    uint32_t id_plus_one; /* 0: free */
    uint32_t last_article; /* in which it was met last */
    uint32_t article_count;
    uint32_t shared; /* 1: the word has other spellings, and counts itself */
};

/* A word, by number. */
struct WordUse {
    Key first; /* its first spelling; zero where that is longer than a key */
    uint32_t last_article; /* as in Spelling, while the word counts itself */
    uint32_t article_count;
};

/* By size: the bytes of a key that belong to the word, as numbers read with the first byte lowest. */
#define FIRST(bytes) ((bytes) >= 8 ? UINT64_MAX : ((uint64_t)1 << 8 * ((bytes) % 8)) - 1)
static const Key key_masks[KEY_BYTES + 1] = {
    {FIRST(0), 0},        {FIRST(1), 0},        {FIRST(2), 0},        {FIRST(3), 0},        {FIRST(4), 0},
    {FIRST(5), 0},        {FIRST(6), 0},        {FIRST(7), 0},        {FIRST(8), 0},        {FIRST(8), FIRST(1)},
    {FIRST(8), FIRST(2)}, {FIRST(8), FIRST(3)}, {FIRST(8), FIRST(4)}, {FIRST(8), FIRST(5)}, {FIRST(8), FIRST(6)},
    {FIRST(8), FIRST(7)}, {FIRST(8), FIRST(8)},
};

#ifdef __SSE2__

static Key key_of(const uint8_t at[KEY_BYTES], uint8_t size) {
    const __m128i mask = _mm_loadu_si128((const __m128i *)(const void *)&key_masks[size]);
    const __m128i bytes = _mm_and_si128(_mm_loadu_si128((const __m128i *)(const void *)at), mask);
    const __m128i from_a = _mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)); /* what is not ASCII counts as negative */
    const __m128i to_z = _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1));
    const __m128i lower = _mm_or_si128(bytes, _mm_and_si128(_mm_and_si128(from_a, to_z), _mm_set1_epi8(0x20)));
    Key key;
    memcpy(&key, &lower, sizeof key);
    return key;
}

#else

static uint64_t lower_eight(uint64_t bytes) {
    const uint64_t high_bits = 0x8080808080808080ULL;
    uint64_t low_bits = bytes & ~high_bits;
    uint64_t from_a = low_bits + 0x3F3F3F3F3F3F3F3FULL; /* high bit: 'A' or above */
    uint64_t above_z = low_bits + 0x2525252525252525ULL; /* high bit: above 'Z' */
    return bytes | ((from_a & ~above_z & ~bytes & high_bits) >> 2);
}

static Key key_of(const uint8_t at[KEY_BYTES], uint8_t size) {
    uint64_t whole[2];
    memcpy(whole, at, KEY_BYTES);
    const Key mask = key_masks[size];
    return (Key){lower_eight(le64toh(whole[0]) & mask.begin), lower_eight(le64toh(whole[1]) & mask.end)};
}

#endif

/* Of a word of KEY_BYTES at most, with nothing behind it that may be read. */
static Key key_of_word(Bytes word) {
    uint8_t padded[KEY_BYTES] = {0};
    memcpy(padded, word.data, word.size);
    return key_of(padded, (uint8_t)word.size);
}

static Key word_key(Bytes text, const Word *word) {
    const uint8_t *at = text.data + word->byte_begin;
    if ((size_t)word->byte_begin + KEY_BYTES <= text.size) return key_of(at, word->byte_size);
    return key_of_word((Bytes){at, word->byte_size});
}

/* The upper bits: all of the key has its share in them. */
static size_t place_of(Key key, uint32_t capacity) {
    uint64_t mixed = (key.begin ^ (key.end * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
    return mixed >> (32 + __builtin_clz(capacity) + 1);
}

static void grow_spellings(Numbering *numbering) {
    uint32_t capacity = numbering->spelling_capacity ? numbering->spelling_capacity * 2 : SPELLINGS_AT_FIRST;
    Spelling *spellings = arena_new_array(numbering->arena, Spelling, capacity);
    for (uint32_t i = 0; i < numbering->spelling_capacity; i++) {
        const Spelling *spelling = &numbering->spellings[i];
        if (spelling->id_plus_one == 0) continue;
        size_t place = place_of(spelling->key, capacity);
        while (spellings[place].id_plus_one != 0) place = (place + 1) & (capacity - 1);
        spellings[place] = *spelling;
    }
    numbering->spellings = spellings;
    numbering->spelling_capacity = capacity;
}

/* The spelling, or the free place where it would stand; place: where to look first. */
static inline Spelling *find_spelling(const Numbering *numbering, Key key, size_t place) {
    const uint32_t mask = numbering->spelling_capacity - 1;
    for (;;) {
        Spelling *spelling = &numbering->spellings[place];
        bool same = ((spelling->key.begin ^ key.begin) | (spelling->key.end ^ key.end)) == 0;
        if (same || spelling->id_plus_one == 0) return spelling;
        place = (place + 1) & mask;
    }
}

/* The word counts for all its spellings from now on. */
static void share(const Numbering *numbering, uint32_t id) {
    WordUse *use = &numbering->uses[id];
    Spelling *first = NULL;
    if (use->first.begin)
        first = find_spelling(numbering, use->first, place_of(use->first, numbering->spelling_capacity));
    if (!first || first->shared) return;
    first->shared = 1;
    use->last_article = first->last_article;
    use->article_count = first->article_count;
}

static uint32_t new_word(Numbering *numbering, Bytes form, Key first) {
    uint32_t id = vocabulary_append(&numbering->vocabulary, form, bytes_hash(form), numbering->arena);
    if (id >= numbering->use_capacity) {
        uint32_t capacity = numbering->vocabulary.capacity;
        numbering->uses = arena_extend(numbering->arena, numbering->uses, numbering->use_capacity * sizeof(WordUse),
                                       capacity * sizeof(WordUse));
        numbering->use_capacity = capacity;
    }
    numbering->uses[id] = (WordUse){.first = first, .last_article = UINT32_MAX};
    return id;
}

static Spelling *spelling_of(const Numbering *numbering, Key key) {
    return find_spelling(numbering, key, place_of(key, numbering->spelling_capacity));
}

static void put_spelling(Numbering *numbering, Key key, uint32_t id, bool shared) {
    *spelling_of(numbering, key) =
        (Spelling){.key = key, .id_plus_one = id + 1, .last_article = UINT32_MAX, .shared = shared};
    numbering->spelling_count++;
}

/* A word whose folded form is no spelling. Says whether the word is known already. */
static uint32_t insert_long_word(Numbering *numbering, Bytes form, Key key, bool *known) {
    uint32_t count = numbering->long_words.count;
    uint32_t place = vocabulary_insert(&numbering->long_words, form, bytes_hash(form), numbering->arena);
    *known = place < count;
    if (*known) {
        share(numbering, numbering->long_ids[place]);
        return numbering->long_ids[place];
    }
    if (place >= numbering->long_capacity) {
        uint32_t capacity = numbering->long_words.capacity;
        numbering->long_ids = arena_extend(numbering->arena, numbering->long_ids,
                                           numbering->long_capacity * sizeof(uint32_t), capacity * sizeof(uint32_t));
        numbering->long_capacity = capacity;
    }
    numbering->long_ids[place] = new_word(numbering, form, key);
    return numbering->long_ids[place];
}

/* Whether the folded form is a spelling that a key holds, and that folds to itself. */
static bool is_spelling(Bytes form) {
    uint8_t again[FOLDED_SIZE_MAX];
    return form.size <= KEY_BYTES && bytes_equal((Bytes){again, normalise_word(form, again)}, form);
}

/*
 * A spelling that has not been met; it gets its place. The folded form stands among the spellings too, so that another
 * spelling of the word finds it there; most words are spelt as they are folded, and then nothing else is looked up.
 */
static void add_spelling(Numbering *numbering, Bytes word, Key key) {
    uint8_t folded[FOLDED_SIZE_MAX];
    Bytes form = {folded, normalise_word(word, folded)};
    const Key form_key = form.size <= KEY_BYTES ? key_of_word(form) : (Key){0};
    if (form_key.begin == key.begin && form_key.end == key.end) {
        put_spelling(numbering, key, new_word(numbering, form, key), false);
        return;
    }
    if (!is_spelling(form)) {
        bool known;
        uint32_t id = insert_long_word(numbering, form, key, &known);
        put_spelling(numbering, key, id, known);
        return;
    }
    const Spelling *own = spelling_of(numbering, form_key);
    uint32_t id = own->id_plus_one - 1;
    if (own->id_plus_one != 0) {
        share(numbering, id);
    } else {
        id = new_word(numbering, form, (Key){0});
        put_spelling(numbering, form_key, id, true);
    }
    put_spelling(numbering, key, id, true);
}

static void count_use(const Numbering *numbering, uint32_t id) {
    WordUse *use = &numbering->uses[id];
    use->article_count += use->last_article != numbering->article_count;
    use->last_article = numbering->article_count;
}

/* One that is too long for a key. It may be folded to a short form. */
static uint32_t number_long_word(Numbering *numbering, Bytes word) {
    uint8_t folded[FOLDED_SIZE_MAX];
    Bytes form = {folded, normalise_word(word, folded)};
    uint32_t id;
    bool known;
    if (!is_spelling(form)) {
        id = insert_long_word(numbering, form, (Key){0}, &known);
    } else {
        const Key form_key = key_of_word(form);
        if (spelling_of(numbering, form_key)->id_plus_one == 0) add_spelling(numbering, form, form_key);
        id = spelling_of(numbering, form_key)->id_plus_one - 1;
        share(numbering, id);
    }
    count_use(numbering, id);
    return id;
}

static uint32_t number_word(Numbering *numbering, Bytes word, Key key, size_t place) {
    Spelling *spelling = find_spelling(numbering, key, place);
    if (spelling->id_plus_one == 0) {
        add_spelling(numbering, word, key);
        spelling = find_spelling(numbering, key, place);
    }
    spelling->article_count += spelling->last_article != numbering->article_count;
    spelling->last_article = numbering->article_count;
    if (spelling->shared) count_use(numbering, spelling->id_plus_one - 1);
    return spelling->id_plus_one - 1;
}

/*
 * Words are numbered a few at a time: the places of all in the table are asked for first, so that the processor fetches
 * them while the first are being looked at.
 */
#define BATCH_WORDS 16

void numbering_add(Numbering *numbering, Bytes text, const Word *words, size_t count, uint32_t *word_ids) {
    Key keys[BATCH_WORDS];
    size_t places[BATCH_WORDS];
    for (size_t begin = 0; begin < count; begin += BATCH_WORDS) {
        /* never more than half full, also when a whole batch is new and no word of it spelt as it is folded */
        if (numbering->spelling_count + 2 * BATCH_WORDS > numbering->spelling_capacity / 2) grow_spellings(numbering);
        const size_t batch = count - begin < BATCH_WORDS ? count - begin : BATCH_WORDS;
        for (size_t i = 0; i < batch; i++) {
            if (words[begin + i].byte_size > KEY_BYTES) continue;
            keys[i] = word_key(text, &words[begin + i]);
            places[i] = place_of(keys[i], numbering->spelling_capacity);
            __builtin_prefetch(&numbering->spellings[places[i]]);
        }
        for (size_t i = 0; i < batch; i++) {
            const Word *word = &words[begin + i];
            Bytes bytes = {text.data + word->byte_begin, word->byte_size};
            word_ids[begin + i] = word->byte_size > KEY_BYTES ? number_long_word(numbering, bytes)
                                                              : number_word(numbering, bytes, keys[i], places[i]);
        }
    }
    numbering->article_count++;
}

void numbering_count(Numbering *numbering) {
    uint32_t *counts = numbering->vocabulary.article_counts;
    for (uint32_t i = 0; i < numbering->vocabulary.count; i++) counts[i] = numbering->uses[i].article_count;
    for (uint32_t i = 0; i < numbering->spelling_capacity; i++) {
        const Spelling *spelling = &numbering->spellings[i];
        if (spelling->id_plus_one != 0 && !spelling->shared)
            counts[spelling->id_plus_one - 1] = spelling->article_count;
    }
}
