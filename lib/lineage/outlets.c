/*
 * Names of outlets, made comparable.
 *
 * Collections write an outlet as "The Harbour Post - Politics", texts say "the Harbour Post", "HP" or "Harbour
 * Post's". Both become one canonical name. A name in a text that is no outlet of the collection can still be a medium:
 * by its shape (most newspapers carry one of a few dozen words in their names) or because it is one of the agencies
 * and broadcasters that are credited everywhere.
 *
 * What this file does not know: two outlets with one canonical name are one outlet to it.
 */
#include "outlets.h"

#include <string.h>

enum { INITIALS_MAX = 8, CANONICAL_BYTES_MAX = 120 };

/* Words that name a medium wherever they stand as the last or the only distinctive word of a name. */
static const char *const medium_words[] = {
    "agency",    "beacon",      "broadcasting", "bulletin",   "chronicle", "citizen",  "courier",  "daily",
    "dispatch",  "echo",        "enquirer",     "examiner",   "express",   "gazette",  "globe",    "guardian",
    "herald",    "independent", "inquirer",     "journal",    "ledger",    "magazine", "mail",     "mercury",
    "messenger", "mirror",      "monitor",      "news",       "newspaper", "newswire", "observer", "outlook",
    "post",      "press",       "radio",        "record",     "register",  "reporter", "review",   "sentinel",
    "standard",  "sun",         "telegraph",    "television", "times",     "today",    "tribune",  "tv",
    "weekly",    "wire",
};

/* Media that are credited everywhere and whose names do not show what they are. */
static const char *const medium_names[] = {
    "abc",
    "afp",
    "agence france presse",
    "al arabiya",
    "al jazeera",
    "ansa",
    "ap",
    "associated press",
    "axios",
    "bbc",
    "bild",
    "bloomberg",
    "breitbart",
    "buzzfeed",
    "cbs",
    "cnbc",
    "cnn",
    "der spiegel",
    "dpa",
    "economist",
    "efe",
    "el pais",
    "forbes",
    "fortune",
    "haaretz",
    "interfax",
    "le figaro",
    "le monde",
    "nbc",
    "new yorker",
    "newsweek",
    "npr",
    "politico",
    "propublica",
    "reuters",
    "slate",
    "sputnik",
    "tass",
    "time",
    "upi",
    "vice",
    "vox",
    "xinhua",
};

/* Agencies among them and beside them: their clients have the text from them, not from one another. */
static const char *const agency_names[] = {
    "afp",
    "agence france presse",
    "ansa",
    "ap",
    "associated press",
    "bloomberg",
    "dpa",
    "efe",
    "interfax",
    "itar tass",
    "kyodo",
    "pa",
    "press association",
    "reuters",
    "tass",
    "upi",
    "united press international",
    "xinhua",
};

static bool ends_part(const uint8_t *data, size_t at, size_t size) {
    /* "Name - section", "Name (section)", "Name | section" */
    if (data[at] == '(' || data[at] == '|') {
        return at > 0;
    }
    return data[at] == '-' && at > 0 && data[at - 1] == ' ' && at + 1 < size && data[at + 1] == ' ';
}

static bool ends_in_word(Bytes name, const char *word) {
    Bytes part = bytes_from_string(word);
    if (!bytes_end_with(name, part)) {
        return false;
    }
    return name.size == part.size || name.data[name.size - part.size - 1] == ' ';
}

static Bytes drop_last_word(Bytes name, const char *word) {
    size_t size = strlen(word);
    if (name.size > size && ends_in_word(name, word)) {
        return (Bytes){name.data, name.size - size - 1};
    }
    return name;
}

Bytes outlet_name_canonical(Bytes name, Arena *result) {
    Buffer buffer = {.arena = result};
    for (size_t at = 0; at < name.size && buffer.size < CANONICAL_BYTES_MAX; at++) {
        uint8_t byte = name.data[at];
        if (ends_part(name.data, at, name.size)) {
            break;
        }
        bool upper = byte >= 'A' && byte <= 'Z';
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80;
        bool curly = byte == 0xE2 && at + 2 < name.size && name.data[at + 1] == 0x80 && name.data[at + 2] == 0x99;
        if (curly) {
            at += 2;
        }
        if (curly || byte == '\'') {
            continue;
        } /* "People's" is one word */
        if (upper || plain) {
            buffer_append_byte(&buffer, upper ? (uint8_t)(byte + 32) : byte);
        } else if (buffer.size > 0 && buffer.data[buffer.size - 1] != ' ') {
            buffer_append_byte(&buffer, ' ');
        }
    }
    Bytes canonical = bytes_trim(buffer_bytes(&buffer));
    if (bytes_start_with(canonical, BYTES("the ")) && canonical.size > 4) {
        canonical = (Bytes){canonical.data + 4, canonical.size - 4};
    }
    canonical = drop_last_word(canonical, "com");
    canonical = drop_last_word(canonical, "online");
    return canonical;
}

/* The first letters of a name of two words or more: "associated press" -> "ap". Small words count. */
static Bytes initials_of(Bytes canonical, Arena *result) {
    Buffer buffer = {.arena = result};
    for (size_t at = 0; at < canonical.size; at++) {
        bool first = at == 0 || canonical.data[at - 1] == ' ';
        if (first && canonical.data[at] < 0x80) {
            buffer_append_byte(&buffer, canonical.data[at]);
        }
    }
    Bytes initials = buffer_bytes(&buffer);
    return initials.size >= 2 && initials.size <= INITIALS_MAX ? initials : (Bytes){0};
}

static void initials_add(Outlets *outlets, uint32_t outlet, Arena *result) {
    Bytes initials = initials_of(outlets->names[outlet], result);
    if (initials.size == 0) {
        return;
    }
    bool inserted;
    uint32_t *value = map_insert(&outlets->by_initials, bytes_hash(initials), &inserted, result);
    *value = inserted ? outlet + 1 : 0;
}

static void persons_add(Outlets *outlets, const Speakers *speakers, Arena *result) {
    for (uint32_t i = 0; i < speakers->count; i++) {
        const Speaker *speaker = &speakers->items[i];
        if (speaker->kind != SPEAKER_PERSON) {
            continue;
        }
        for (uint32_t spelling = 0; spelling < speaker->spelling_count; spelling++) {
            Bytes canonical = outlet_name_canonical(speaker->spellings[spelling], result);
            map_insert(&outlets->persons, bytes_hash(canonical), NULL, result);
        }
    }
}

Outlets outlets_build(const Corpus *corpus, const Speakers *speakers, Arena *result) {
    Bytes *names = arena_new_array(result, Bytes, corpus->article_count + 1u);
    uint32_t *by_article = arena_new_array(result, uint32_t, corpus->article_count + 1u);
    Outlets outlets = {.names = names, .by_article = by_article};
    for (uint32_t article = 0; article < corpus->article_count; article++) {
        size_t used_bytes = result->used_bytes;
        Bytes canonical = outlet_name_canonical(corpus->articles[article].outlet, result);
        by_article[article] = INDEX_NONE;
        if (canonical.size == 0) {
            continue;
        }
        const uint32_t *known = map_find(&outlets.by_name, bytes_hash(canonical));
        if (known) {
            by_article[article] = *known - 1;
            arena_reset(result, used_bytes);
            continue;
        }
        names[outlets.count] = canonical;
        by_article[article] = outlets.count++;
        *map_insert(&outlets.by_name, bytes_hash(canonical), NULL, result) = outlets.count;
    }
    for (uint32_t outlet = 0; outlet < outlets.count; outlet++) {
        initials_add(&outlets, outlet, result);
    }
    persons_add(&outlets, speakers, result);
    return outlets;
}

uint32_t outlets_find(const Outlets *outlets, Bytes canonical, Arena scratch) {
    if (canonical.size == 0) {
        return INDEX_NONE;
    }
    const uint32_t *found = map_find(&outlets->by_name, bytes_hash(canonical));
    if (!found && memchr(canonical.data, ' ', canonical.size) == NULL) {
        found = map_find(&outlets->by_initials, bytes_hash(canonical));
    } else if (!found) {
        Bytes initials = initials_of(canonical, &scratch);
        if (initials.size > 0) {
            found = map_find(&outlets->by_name, bytes_hash(initials));
        }
    }
    return found && *found > 0 ? *found - 1 : INDEX_NONE;
}

static bool name_is_in(Bytes canonical, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal(canonical, bytes_from_string(names[i]))) {
            return true;
        }
    }
    return false;
}

bool outlet_name_is_agency(Bytes canonical) {
    bool named = name_is_in(canonical, agency_names, sizeof agency_names / sizeof *agency_names);
    return named || ends_in_word(canonical, "agency") || ends_in_word(canonical, "newswire");
}

bool outlet_name_is_medium(Bytes canonical) {
    if (name_is_in(canonical, medium_names, sizeof medium_names / sizeof *medium_names)) {
        return true;
    }
    if (outlet_name_is_agency(canonical)) {
        return true;
    }
    for (size_t i = 0; i < sizeof medium_words / sizeof *medium_words; i++) {
        Bytes word = bytes_from_string(medium_words[i]);
        bool leads =
            bytes_start_with(canonical, word) && canonical.size > word.size && canonical.data[word.size] == ' ';
        if (leads || (ends_in_word(canonical, medium_words[i]) && canonical.size > word.size)) {
            return true;
        }
    }
    return false;
}
