/*
 * Credits as the articles word them.
 *
 * In:  texts, the pairs that share something, the outlets of the collection.
 * Out: for every article that shares text, its mentions of other media, by place.
 *
 * A mention is a name next to a cue ("as X reported", "X first reported", "reported by X", "according to X", "citing
 * X", "told X", "(X) -" at the top) or in the byline.
 *
 * A name counts as a medium when it is an outlet of the collection, sounds like one, or is credited somewhere in the
 * collection in words that are used of media only ("as X reported"). A name that the speaker stage takes for a
 * person's must be one of the first two. Names are written with capitals; without them (feeds and headlines lose
 * these) only the whole name of an outlet that shares text with the article is read.
 */
#include "credit_mentions.h"

#include "../base/array.h"

enum {
    NAME_WORDS_MAX = 6,
    ADVERBS_MAX = 3, /* "had already first reported" */
    DATELINE_WORDS_MAX = 12, /* where "(AP)" can stand at the top */
    MENTIONS_PER_ARTICLE_MAX = 64
};

typedef enum Cue {
    CREDIT_CUE_NONE,
    CREDIT_CUE_REPORTED, /* X reported; reported by X */
    CREDIT_CUE_PASSIVE, /* published by X, cited by X: only before a name */
    CREDIT_CUE_ACCORDING, /* according to X */
    CREDIT_CUE_CITING, /* citing X */
    CREDIT_CUE_TOLD, /* told X, an interview with X */
    CREDIT_CUE_ADVERB, /* between name and verb */
    CREDIT_CUE_OF, /* "X reported of": shown with the credit */
    CREDIT_CUE_SMALL /* opens a sentence in upper case but belongs to no name */
} Cue;

static const struct {
    const char *word;
    Cue cue;
} cue_words[] = {
    {"reported", CREDIT_CUE_REPORTED},
    {"reports", CREDIT_CUE_REPORTED},
    {"revealed", CREDIT_CUE_REPORTED},
    {"contributed", CREDIT_CUE_REPORTED},
    {"published", CREDIT_CUE_PASSIVE},
    {"cited", CREDIT_CUE_PASSIVE},
    {"quoted", CREDIT_CUE_PASSIVE},
    {"according", CREDIT_CUE_ACCORDING},
    {"citing", CREDIT_CUE_CITING},
    {"told", CREDIT_CUE_TOLD},
    {"interview", CREDIT_CUE_TOLD},
    {"first", CREDIT_CUE_ADVERB},
    {"has", CREDIT_CUE_ADVERB},
    {"have", CREDIT_CUE_ADVERB},
    {"had", CREDIT_CUE_ADVERB},
    {"also", CREDIT_CUE_ADVERB},
    {"earlier", CREDIT_CUE_ADVERB},
    {"previously", CREDIT_CUE_ADVERB},
    {"originally", CREDIT_CUE_ADVERB},
    {"already", CREDIT_CUE_ADVERB},
    {"exclusively", CREDIT_CUE_ADVERB},
    {"as", CREDIT_CUE_SMALL},
    {"the", CREDIT_CUE_SMALL},
    {"a", CREDIT_CUE_SMALL},
    {"an", CREDIT_CUE_SMALL},
    {"but", CREDIT_CUE_SMALL},
    {"and", CREDIT_CUE_SMALL},
    {"when", CREDIT_CUE_SMALL},
    {"while", CREDIT_CUE_SMALL},
    {"after", CREDIT_CUE_SMALL},
    {"since", CREDIT_CUE_SMALL},
    {"although", CREDIT_CUE_SMALL},
    {"though", CREDIT_CUE_SMALL},
    {"in", CREDIT_CUE_SMALL},
    {"on", CREDIT_CUE_SMALL},
    {"if", CREDIT_CUE_SMALL},
    {"because", CREDIT_CUE_SMALL},
    {"meanwhile", CREDIT_CUE_SMALL},
    {"however", CREDIT_CUE_SMALL},
    {"that", CREDIT_CUE_SMALL},
    {"of", CREDIT_CUE_OF},
};

typedef struct Mentions ARRAY_OF(CreditMention) Mentions;

/* What reading mentions needs to know, and where it puts them. */
typedef struct CreditReader {
    const LineageInput *input;
    const Outlets *outlets;
    const uint8_t *cues; /* by word id */
    Map media; /* hashes of names credited in words used of media only */
    Mentions mentions;
    Arena *arena;
    uint32_t article;
    const Text *text;
    uint32_t *shares_with; /* by outlet: the last article read that shares text with one of its, plus one */
    uint32_t word_as, word_by, word_to, word_with;
} CreditReader;

/* Everything a pattern has found out before the name is looked up. */
typedef struct Pattern {
    CreditKind kind;
    WordSpan name; /* a run of capitalised words */
    WordSpan words; /* the whole credit */
    bool name_first; /* the cue stands behind: the name's last words are the sure ones */
    bool media_only; /* nobody but a medium is spoken of so */
} Pattern;

static const uint8_t *cues_build(const Vocabulary *vocabulary, Arena *result) {
    uint8_t *cues = arena_new_array(result, uint8_t, vocabulary->count + 1u);
    for (size_t i = 0; i < sizeof cue_words / sizeof *cue_words; i++) {
        uint32_t id = vocabulary_find(vocabulary, bytes_from_string(cue_words[i].word));
        if (id != WORD_ID_NONE) {
            cues[id] = (uint8_t)cue_words[i].cue;
        }
    }
    return cues;
}

/* Whether only blanks (or the "&" of a name, or the point of an address) stand between a word and the next. */
static bool touches_next(const Text *text, uint32_t word) {
    if (word + 1 >= text->word_count) {
        return false;
    }
    uint32_t at = text->words[word].byte_begin + text->words[word].byte_size;
    if (at + 1 == text->words[word + 1].byte_begin && text->bytes.data[at] == '.') {
        return true;
    }
    for (; at < text->words[word + 1].byte_begin; at++) {
        if (text->bytes.data[at] != ' ' && text->bytes.data[at] != '&') {
            return false;
        }
    }
    return true;
}

static Cue cue_at(const CreditReader *reader, uint32_t word) {
    return word < reader->text->word_count ? (Cue)reader->cues[reader->text->word_ids[word]] : CREDIT_CUE_NONE;
}

static bool word_is(const CreditReader *reader, uint32_t word, uint32_t id) {
    return word < reader->text->word_count && reader->text->word_ids[word] == id;
}

static bool capitalised(const CreditReader *reader, uint32_t word) {
    return reader->text->words[word].flags & WORD_CAPITALISED;
}

/* The capitalised run that ends before `end`. */
static WordSpan name_before(const CreditReader *reader, uint32_t end) {
    uint32_t begin = end;
    while (begin > 0 && end - begin < NAME_WORDS_MAX && touches_next(reader->text, begin - 1) &&
           capitalised(reader, begin - 1)) {
        begin--;
    }
    while (begin < end && cue_at(reader, begin) == CREDIT_CUE_SMALL) {
        begin++;
    }
    return (WordSpan){begin, end};
}

/* The capitalised run from `begin`, which touches the word before; a small "the" is skipped. */
static WordSpan name_after(const CreditReader *reader, uint32_t begin) {
    const Text *text = reader->text;
    if (begin == 0 || begin >= text->word_count || !touches_next(text, begin - 1)) {
        return (WordSpan){begin, begin};
    }
    if (cue_at(reader, begin) == CREDIT_CUE_SMALL && touches_next(text, begin)) {
        begin++;
    }
    uint32_t end = begin;
    while (end < text->word_count && end - begin < NAME_WORDS_MAX && capitalised(reader, end)) {
        end++;
        if (!touches_next(text, end - 1)) {
            break;
        }
    }
    return (WordSpan){begin, end};
}

static Bytes words_canonical(const CreditReader *reader, WordSpan words, Arena *result) {
    ByteSpan span = text_bytes_of(reader->text, words);
    Bytes name = bytes_slice(reader->text->bytes, span);
    if (words.end > words.begin && reader->text->words[words.end - 1].flags & WORD_POSSESSIVE) {
        name.size -= bytes_end_with(name, BYTES("’s")) ? 4 : 2;
    }
    return outlet_name_canonical(name, result);
}

/* Whether these words are the whole name of an outlet that shares text with this article. */
static bool names_neighbour(const CreditReader *reader, WordSpan words) {
    Arena scratch = *reader->arena;
    Bytes canonical = words_canonical(reader, words, &scratch);
    const uint32_t *outlet = canonical.size > 0 ? map_find(&reader->outlets->by_name, bytes_hash(canonical)) : NULL;
    return outlet && reader->shares_with[*outlet - 1] == reader->article + 1;
}

/* Such a name that ends before `end`, whatever its letters; the longest one, empty where there is none. */
static WordSpan small_name_before(const CreditReader *reader, uint32_t end) {
    WordSpan longest = {end, end};
    for (uint32_t begin = end; begin > 0 && end - begin < NAME_WORDS_MAX && touches_next(reader->text, begin - 1);) {
        begin--;
        if (names_neighbour(reader, (WordSpan){begin, end})) {
            longest.begin = begin;
        }
    }
    return longest;
}

static WordSpan small_name_after(const CreditReader *reader, uint32_t begin) {
    const Text *text = reader->text;
    WordSpan longest = {begin, begin};
    if (begin == 0 || begin >= text->word_count || !touches_next(text, begin - 1)) {
        return longest;
    }
    for (uint32_t end = begin; end < text->word_count && end - begin < NAME_WORDS_MAX;) {
        end++;
        if (names_neighbour(reader, (WordSpan){begin, end})) {
            longest.end = end;
        }
        if (!touches_next(text, end - 1)) {
            break;
        }
    }
    return longest;
}

static WordSpan report_name_before(const CreditReader *reader, uint32_t end) {
    WordSpan name = name_before(reader, end);
    WordSpan small = small_name_before(reader, end);
    return small.begin < name.begin ? small : name;
}

static WordSpan report_name_after(const CreditReader *reader, uint32_t begin) {
    WordSpan name = name_after(reader, begin);
    WordSpan small = small_name_after(reader, begin);
    return small.end > name.end ? small : name;
}

/* Looks the name up, longest part first, and keeps the mention where it can be one of a medium. */
static void mention_add(CreditReader *reader, Pattern pattern) {
    if (pattern.name.begin >= pattern.name.end) {
        return;
    }
    Bytes whole = words_canonical(reader, pattern.name, reader->arena);
    if (whole.size == 0) {
        return;
    }
    CreditMention mention = {.article = reader->article,
                             .kind = pattern.kind,
                             .words = pattern.words,
                             .outlet = INDEX_NONE,
                             .name_hash = bytes_hash(whole),
                             .medium = outlet_name_is_medium(whole),
                             .agency = outlet_name_is_agency(whole)};
    WordSpan part = pattern.name;
    while (part.begin < part.end && mention.outlet == INDEX_NONE) {
        Arena scratch = *reader->arena;
        Bytes canonical = words_canonical(reader, part, &scratch);
        mention.outlet = outlets_find(reader->outlets, canonical, scratch);
        if (mention.outlet == INDEX_NONE && !mention.medium && outlet_name_is_medium(canonical)) {
            mention.medium = true;
            mention.agency = outlet_name_is_agency(canonical);
            mention.name_hash = bytes_hash(canonical);
        }
        if (pattern.name_first) {
            part.begin++;
        } else {
            part.end--;
        }
    }
    bool person = map_find(&reader->outlets->persons, bytes_hash(whole)) != NULL;
    if (mention.outlet != INDEX_NONE) {
        Bytes name = reader->outlets->names[mention.outlet];
        mention.name_hash = bytes_hash(name);
        mention.medium = true;
        mention.agency = outlet_name_is_agency(name);
    } else if (person && !mention.medium) {
        return;
    } else if (pattern.media_only) {
        map_insert(&reader->media, mention.name_hash, NULL, reader->arena);
    }
    *array_push(&reader->mentions, reader->arena) = mention;
}

/* "[as] X [first] reported", "[as] [first] reported by X" */
static void reported_read(CreditReader *reader, uint32_t cue) {
    uint32_t verb_begin = cue;
    bool adverb_first = false;
    while (verb_begin > 0 && cue - verb_begin < ADVERBS_MAX && cue_at(reader, verb_begin - 1) == CREDIT_CUE_ADVERB &&
           touches_next(reader->text, verb_begin - 1)) {
        verb_begin--;
        adverb_first = true;
    }
    WordSpan name = report_name_before(reader, verb_begin);
    if (name.begin < name.end) {
        bool as = name.begin > 0 && word_is(reader, name.begin - 1, reader->word_as);
        uint32_t end = cue + 1 + (cue_at(reader, cue + 1) == CREDIT_CUE_OF);
        uint32_t begin = name.begin;
        if (begin > 0 && cue_at(reader, begin - 1) == CREDIT_CUE_SMALL && touches_next(reader->text, begin - 1)) {
            begin--;
            if (!as && begin > 0 && word_is(reader, begin - 1, reader->word_as)) {
                as = true;
                begin--;
            }
        }
        mention_add(reader, (Pattern){CREDIT_REPORT, name, {begin, end}, true, as || adverb_first});
        return;
    }
    if (!word_is(reader, cue + 1, reader->word_by) || !touches_next(reader->text, cue)) {
        return;
    }
    name = report_name_after(reader, cue + 2);
    bool as = verb_begin > 0 && word_is(reader, verb_begin - 1, reader->word_as);
    mention_add(reader, (Pattern){CREDIT_REPORT, name, {verb_begin - as, name.end}, false, as || adverb_first});
}

static void cue_read(CreditReader *reader, uint32_t word) {
    WordSpan name;
    switch (cue_at(reader, word)) {
    case CREDIT_CUE_REPORTED: reported_read(reader, word); break;
    case CREDIT_CUE_PASSIVE:
        if (!word_is(reader, word + 1, reader->word_by)) {
            break;
        }
        name = report_name_after(reader, word + 2);
        mention_add(reader, (Pattern){CREDIT_REPORT, name, {word, name.end}, false, false});
        break;
    case CREDIT_CUE_ACCORDING:
        if (!word_is(reader, word + 1, reader->word_to)) {
            break;
        }
        name = report_name_after(reader, word + 2);
        mention_add(reader, (Pattern){CREDIT_REPORT, name, {word, name.end}, false, false});
        break;
    case CREDIT_CUE_CITING:
        name = report_name_after(reader, word + 1);
        mention_add(reader, (Pattern){CREDIT_REPORT, name, {word, name.end}, false, false});
        break;
    case CREDIT_CUE_TOLD:
        name = name_after(reader, word + 1 + word_is(reader, word + 1, reader->word_with));
        mention_add(reader, (Pattern){CREDIT_INTERVIEW, name, {word, name.end}, false, false});
        break;
    case CREDIT_CUE_NONE:
    case CREDIT_CUE_ADVERB:
    case CREDIT_CUE_OF:
    case CREDIT_CUE_SMALL: break;
    }
}

/* "HARBOURTON (AP) -" at the top. */
static void dateline_read(CreditReader *reader) {
    const Text *text = reader->text;
    for (uint32_t word = 0; word < text->word_count && word < DATELINE_WORDS_MAX; word++) {
        uint32_t begin = text->words[word].byte_begin;
        uint32_t end = begin;
        if (begin == 0 || text->bytes.data[begin - 1] != '(') {
            continue;
        }
        while (end < text->bytes.size && text->bytes.data[end] != ')' && text->bytes.data[end] != '\n') {
            end++;
        }
        if (end >= text->bytes.size || text->bytes.data[end] != ')') {
            continue;
        }
        WordSpan name = text_words_of(text, (ByteSpan){begin, end});
        Bytes rest = bytes_trim((Bytes){text->bytes.data + end + 1, text->bytes.size - end - 1});
        bool dash = bytes_start_with(rest, BYTES("-")) || bytes_start_with(rest, BYTES("–")) ||
                    bytes_start_with(rest, BYTES("—"));
        if (dash && name.end - name.begin <= NAME_WORDS_MAX) {
            mention_add(reader, (Pattern){CREDIT_REPORT, name, name, false, true});
        }
        return;
    }
}

/* The agency that the article is credited to, where its text says so in words that no cue stands in: "© AFP". */
static void agency_read(CreditReader *reader, uint32_t first_mention) {
    const Article *article = &reader->input->corpus->articles[reader->article];
    if (article->agency.size == 0 || article->agency_bytes.begin >= article->agency_bytes.end) {
        return;
    }
    WordSpan words = text_words_of(reader->text, article->agency_bytes);
    for (size_t i = first_mention; i < reader->mentions.count; i++) {
        WordSpan other = reader->mentions.items[i].words;
        if (other.begin < words.end && words.begin < other.end) {
            return; /* found already, with its cue */
        }
    }
    mention_add(reader, (Pattern){CREDIT_REPORT, words, words, false, true});
}

/* An agency in the byline: "Mara Holm, Associated Press". The last part that is a medium counts. */
static void byline_read(CreditReader *reader, uint32_t first_mention) {
    Bytes byline = reader->input->corpus->articles[reader->article].byline;
    size_t begin = 0;
    if (byline.size == 0) return;
    for (size_t at = 0; at <= byline.size; at++) {
        if (at < byline.size && byline.data[at] != ',' && byline.data[at] != '/' && byline.data[at] != '|') {
            continue;
        }
        Bytes name = outlet_name_canonical(bytes_trim((Bytes){byline.data + begin, at - begin}), reader->arena);
        begin = at + 1;
        uint32_t outlet = outlets_find(reader->outlets, name, *reader->arena);
        if (outlet == INDEX_NONE && !outlet_name_is_medium(name)) {
            continue;
        }
        if (outlet != INDEX_NONE) {
            name = reader->outlets->names[outlet];
        }
        if (reader->mentions.count - first_mention >= MENTIONS_PER_ARTICLE_MAX) {
            return;
        }
        *array_push(&reader->mentions, reader->arena) = (CreditMention){.article = reader->article,
                                                                        .kind = CREDIT_REPORT,
                                                                        .outlet = outlet,
                                                                        .name_hash = bytes_hash(name),
                                                                        .medium = true,
                                                                        .agency = outlet_name_is_agency(name)};
    }
}

static void neighbours_mark(CreditReader *reader, const Pairs *pairs) {
    uint32_t article = reader->article;
    for (uint32_t i = pairs->first_neighbours[article]; i < pairs->first_neighbours[article + 1]; i++) {
        uint32_t outlet = reader->outlets->by_article[pairs->neighbours[i].article];
        if (outlet != INDEX_NONE) {
            reader->shares_with[outlet] = article + 1;
        }
    }
}

/* All mentions; returns where each article's begin. */
static const uint32_t *mentions_read(CreditReader *reader, const Pairs *pairs, Arena *arena) {
    uint32_t article_count = reader->input->corpus->article_count;
    uint32_t *first = arena_new_array(arena, uint32_t, article_count + 1u);
    for (uint32_t article = 0; article < article_count; article++) {
        first[article] = (uint32_t)reader->mentions.count;
        if (pairs->first_neighbours[article] == pairs->first_neighbours[article + 1]) {
            continue;
        }
        reader->article = article;
        reader->text = &reader->input->corpus->texts[article];
        neighbours_mark(reader, pairs);
        byline_read(reader, first[article]);
        dateline_read(reader);
        for (uint32_t word = 0; word < reader->text->word_count; word++) {
            if (reader->cues[reader->text->word_ids[word]] == CREDIT_CUE_NONE) {
                continue;
            }
            if (reader->mentions.count - first[article] >= MENTIONS_PER_ARTICLE_MAX) {
                break;
            }
            cue_read(reader, word);
        }
        agency_read(reader, first[article]);
    }
    first[article_count] = (uint32_t)reader->mentions.count;
    return first;
}

CreditMentions credit_mentions_read(const LineageInput *input, const Outlets *outlets, const Pairs *pairs,
                                    Arena *result) {
    const Vocabulary *vocabulary = &input->corpus->vocabulary;
    CreditReader reader = {.input = input,
                           .outlets = outlets,
                           .cues = cues_build(vocabulary, result),
                           .arena = result,
                           .shares_with = arena_new_array(result, uint32_t, outlets->count + 1u),
                           .word_as = vocabulary_find(vocabulary, BYTES("as")),
                           .word_by = vocabulary_find(vocabulary, BYTES("by")),
                           .word_to = vocabulary_find(vocabulary, BYTES("to")),
                           .word_with = vocabulary_find(vocabulary, BYTES("with"))};
    const uint32_t *first = mentions_read(&reader, pairs, result);
    return (CreditMentions){reader.mentions.items, (uint32_t)reader.mentions.count, first, reader.media};
}
