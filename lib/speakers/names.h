/* Taking a name apart, so that spellings of one name meet and two people of one surname stay two. */
#ifndef STEMMA_SPEAKERS_NAMES_H
#define STEMMA_SPEAKERS_NAMES_H

#include "name_lexicon.h"

/* Keys are those of NameWord; 0 stands for absent. */
typedef struct NameParts {
    uint32_t given; /* 0: a surname alone */
    uint32_t surname;
    uint32_t suffix;
    uint32_t middle; /* first letter of the first middle name, or of the second core word of longer names */
    uint32_t surname_word; /* index of the surname in the text */
    uint32_t given_word;
    uint32_t twin; /* the given name where another of one sound tells people apart: "Stephen", "Steven"; else 0 */
    uint16_t core_count; /* words that are neither particle, suffix nor nickname in marks */
    bool given_initial; /* "J. Doe" */
    bool given_known; /* a common given name, and no slip for another */
} NameParts;

/*
 * Whether the word is the given name behind a family name that comes first, in two syllables: "Geun-hye" behind "Park".
 * Any word but the text's first.
 */
bool name_given_follows_family(const Text *text, const NameLexicon *lexicon, uint32_t word);

NameParts name_parts(const Text *text, const NameLexicon *lexicon, WordSpan name);

/* Same person as far as names can tell? Both with given names and the same surname. Takes one-letter slips in long
 * given names: for names within one article. */
bool name_parts_agree(const Text *text, const NameParts *left, const NameParts *right);

/* One key for all spellings of a name of several words that is no person's: over the skeletons of its words. */
uint64_t name_key(const Text *text, const NameLexicon *lexicon, WordSpan name);

/* Where the name stands, without a possessive. At least one word. */
ByteSpan name_bytes(const Text *text, WordSpan name);
/* The name as it is shown: without a possessive, single spaces. Borrows the text where it can. */
Bytes name_surface(const Text *text, WordSpan name, Arena *result);

/* Whether two words differ by at most one inserted, dropped, replaced or swapped byte. */
bool names_nearly_equal(Bytes left, Bytes right);

/* Whether two words of at least eight bytes differ by at most two inserted, dropped or replaced bytes. */
bool names_roughly_equal(Bytes left, Bytes right);

/* The capitals of a name of several words, "FRF" for "Free Ruritania Front"; 0 for names of one word. */
uint64_t name_initials(const Text *text, WordSpan name);
/* Equal to the initials that an acronym stands for, points left out; 0 where the name is no acronym. */
uint64_t name_acronym(const Text *text, WordSpan name);

uint64_t names_mix(uint64_t hash, uint64_t value);

#endif
