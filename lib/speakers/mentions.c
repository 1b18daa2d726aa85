/*
 * In:  a text, and what its words can be in a name. Out: its name mentions by place, each with the roles beside it.
 *
 * A mention starts as a run of capitalised words with nothing but spaces between them; particles ("al", "van der") and,
 * inside names of organisations, "of" and "for" may stand in lower case. The run is then taken apart from the left:
 * words that only start the sentence, nations and parties, titles up to the last title word that leaves something
 * over. What is left is the name: a person's by title or given name, an organisation's by its last word or by being all
 * capitals.
 *
 * A nickname in marks belongs to the name around it (Ann "Nan" Roe), an article with a capital to a name of one word
 * ("told The Dome"); a dateline is skipped. A second pass reads what stands beside the names: mention_roles.c.
 *
 * Every look ahead or back is bounded, so the cost is linear in the words. Title-case headlines run names and verbs
 * together; there only names behind a title are taken, cut before the first word that the collection mostly writes in
 * lower case.
 */
#include "mention_finder.h"

#include "../base/utf8.h"
#include "../quote/datelines.h"
#include "../quote/party_marks.h"
#include "names.h"

#define MENTIONS_MAX 20000
#define RUN_WORDS_MAX 14
#define NAME_WORDS_MAX 5 /* of a person; longer runs without an organisation's word are headlines */
#define ACRONYM_LETTERS_MAX 6
#define NICKNAME_WORDS_MAX 3

bool mentions_words_adjoin(const Text *text, uint32_t word) {
    if (word + 1 >= text->word_count) return false;
    uint32_t begin = mention_word_end(text, word);
    uint32_t end = text->words[word + 1].byte_begin;
    if (begin == end) return false;
    for (uint32_t i = begin; i < end; i++) {
        if (text->bytes.data[i] == ' ') continue;
        if (text->bytes.data[i] == 0xC2 && i + 1 < end && text->bytes.data[i + 1] == 0xA0) {
            i++; /* no-break space */
            continue;
        }
        return false;
    }
    return true;
}

uint8_t mentions_byte_after(const Text *text, uint32_t word) {
    uint32_t i = mention_word_end(text, word);
    while (i < text->bytes.size && text->bytes.data[i] == ' ') i++;
    return i < text->bytes.size ? text->bytes.data[i] : 0;
}

/* Whether a comma stands right behind the word. */
bool mention_comma_follows(const Text *text, uint32_t word) {
    return mention_word_end(text, word) < text->bytes.size && text->bytes.data[mention_word_end(text, word)] == ',';
}

/* --- Runs of capitalised words ------------------------------------------------------------------------------------ */

/* "al-Sham" counts as capitalised; "U.S.-led" and "Omran-based" do not. */
static bool word_capitalised(const Text *text, uint32_t word) {
    const Word *at = &text->words[word];
    const uint8_t *bytes = text->bytes.data + at->byte_begin;
    bool article = at->byte_size > 4 && (bytes[2] == '-' || bytes[3] == '-');
    if (!(at->flags & WORD_CAPITALISED) && !article) return false; /* most words end here */
    uint32_t hyphen = 0;
    for (uint32_t i = at->byte_size; i-- > 1;) {
        if (bytes[i] == '-') {
            hyphen = i;
            break;
        }
    }
    if (hyphen == 0 || hyphen + 1u >= at->byte_size) return (at->flags & WORD_CAPITALISED) != 0;
    uint8_t after = bytes[hyphen + 1];
    if (after >= 'A' && after <= 'Z') return (at->flags & WORD_CAPITALISED) != 0 || hyphen <= 3;
    return after >= 0x80 ? (at->flags & WORD_CAPITALISED) != 0 : false;
}

bool mention_starts_name(const MentionFinder *finder, uint32_t word) {
    const Word *at = &finder->text->words[word];
    if (!word_capitalised(finder->text, word)) return false;
    if ((at->flags & WORD_NUMBER) && !(at->flags & WORD_ALL_CAPITALS)) return false;
    uint32_t flags = mention_flags(finder, word);
    if (party_mark_is(finder->text, word)) return false;
    if (flags & (NAME_FUNCTION | NAME_CALENDAR)) {
        /* "US" is no pronoun, "May Britt" is no month */
        return (at->flags & WORD_ALL_CAPITALS) && (flags & NAME_NATION_NOUN);
    }
    return true;
}

/* Whether the run may go on with this capitalised word. */
static bool continues_name(const MentionFinder *finder, uint32_t begin, uint32_t word) {
    uint32_t flags = mention_flags(finder, word);
    const Word *at = &finder->text->words[word];
    bool initial = at->byte_size == 1 && mentions_byte_after(finder->text, word) == '.';
    if (initial || (at->byte_size == 2 && finder->text->bytes.data[at->byte_begin + 1] == '.'))
        return true; /* "Ann A. Roe" */
    if (flags & NAME_CALENDAR)
        return word > begin && (mention_flags(finder, word - 1) & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE));
    if (flags & NAME_FUNCTION) {
        /* a particle with a capital: "De", "Al", "La"; a nation: "US" */
        if ((flags & NAME_NATION_NOUN) && (finder->text->words[word].flags & WORD_ALL_CAPITALS)) return true;
        return (flags & NAME_PARTICLE) != 0;
    }
    return !(finder->headline && (flags & NAME_COMMON) && mention_word(finder, word)->role == 0);
}

/* Up to three lower-case particles followed by a capitalised word: how many; 0 where the name ends here. */
static uint32_t particles_ahead(const MentionFinder *finder, uint32_t word) {
    for (uint32_t i = 0; i < 3; i++) {
        if (word + i + 1 >= finder->bounds.end || !mentions_words_adjoin(finder->text, word + i)) return 0;
        if (!(mention_flags(finder, word + i) & NAME_PARTICLE) || word_capitalised(finder->text, word + i)) return 0;
        if (word_capitalised(finder->text, word + i + 1)) return i + 1;
    }
    return 0;
}

/* "of" behind somebody's name and before where he is from: "Senate leader Ann Roe of Kentucky". */
static bool behind_person(const MentionFinder *finder, uint32_t word) {
    const uint32_t bodies = NAME_ORGANISATION_HEAD | NAME_FIELD | NAME_PLACE | NAME_NATION_NOUN;
    return finder->text->word_ids[word] == finder->lexicon->of_id && (mention_flags(finder, word - 1) & bodies) == 0 &&
           mention_word(finder, word - 1)->role == 0 && (mention_flags(finder, word + 1) & NAME_PLACE) != 0;
}

/* "of", "for", "of the" between capitalised words, in a run that has a word an organisation or office is named by. */
static uint32_t connectors_ahead(const MentionFinder *finder, uint32_t begin, uint32_t word) {
    bool named = mention_word(finder, word - 1)->role != 0;
    for (uint32_t i = begin; i < word && !named; i++) {
        named = (mention_flags(finder, i) & NAME_ORGANISATION_HEAD) != 0;
    }
    if (!named || !(mention_flags(finder, word) & NAME_CONNECTOR) || !mentions_words_adjoin(finder->text, word))
        return 0;
    if (word + 1 >= finder->bounds.end || behind_person(finder, word)) return 0;
    if (mention_starts_name(finder, word + 1)) return 1;
    bool article = mention_flags(finder, word + 1) & NAME_DEFINITE;
    if (article && word + 2 < finder->bounds.end && mentions_words_adjoin(finder->text, word + 1) &&
        mention_starts_name(finder, word + 2)) {
        return 2;
    }
    return 0;
}

/* The size of a mark that opens (or closes) a nickname at the byte; 0 where there is none. */
static uint32_t nickname_mark(Bytes text, uint32_t at) {
    if (at >= text.size) return 0;
    if (text.data[at] == '"' || text.data[at] == '\'' || text.data[at] == '(' || text.data[at] == ')') return 1;
    return at + 2 < text.size && text.data[at] == 0xE2 && text.data[at + 1] == 0x80 && text.data[at + 2] >= 0x98 &&
                   text.data[at + 2] <= 0x9D
               ? 3
               : 0;
}

/* The words of a nickname that stands in marks or brackets before the surname, Ann "Nan" Roe: how many; 0 for none. */
static uint32_t nickname_ahead(const MentionFinder *finder, uint32_t word) {
    const Text *text = finder->text;
    uint32_t open = mention_word_end(text, word - 1) + 1;
    if (text->words[word].byte_begin <= open || text->bytes.data[open - 1] != ' ') return 0;
    if (text->words[word].byte_begin != open + nickname_mark(text->bytes, open)) return 0;
    bool given = (mention_flags(finder, word - 1) & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE)) != 0;
    if (text->bytes.data[open] == '(' && (!given || (text->words[word].flags & WORD_ALL_CAPITALS))) return 0;
    for (uint32_t count = 1; count <= NICKNAME_WORDS_MAX && word + count < finder->bounds.end; count++) {
        uint32_t last = word + count - 1;
        if (!word_capitalised(text, last)) return 0;
        uint32_t close = nickname_mark(text->bytes, mention_word_end(text, last));
        if (close == 0 && mentions_words_adjoin(text, last)) continue;
        bool adjoins = close > 0 && text->words[last + 1].byte_begin == mention_word_end(text, last) + close + 1;
        return adjoins && mention_starts_name(finder, last + 1) ? count : 0;
    }
    return 0;
}

/* A word of a body's field of work: "Health", "Urban"; no name by itself. */
static bool names_field(const MentionFinder *finder, uint32_t word) {
    const uint32_t names = NAME_GIVEN_MALE | NAME_GIVEN_FEMALE | NAME_NATION_NOUN | NAME_NATION_ADJECTIVE | NAME_PLACE |
                           NAME_ORGANISATION_HEAD | NAME_PEOPLE | NAME_FUNCTION;
    const NameWord *it = mention_word(finder, word);
    return (it->flags & (NAME_COMMON | NAME_FIELD)) && !(it->flags & names) && it->role == 0 &&
           (finder->text->words[word].flags & (WORD_CAPITALISED | WORD_POSSESSIVE)) == WORD_CAPITALISED;
}

/* "House" or "Senate", a chamber whose committee is named behind it. */
static bool is_chamber(const MentionFinder *finder, uint32_t word) {
    const Bytes bytes = text_word_bytes(finder->text, word);
    return bytes_equal(bytes, BYTES("House")) || bytes_equal(bytes, BYTES("Senate"));
}

/*
 * Whether "and" is part of a body's name: "Health and Human Services", "Centers for Disease Control and Prevention",
 * "House Ways and Means Committee".
 */
static bool and_inside_name(const MentionFinder *finder, uint32_t begin, uint32_t word) {
    const bool chamber = begin + 1 < word && is_chamber(finder, begin);
    if (chamber) begin++;
    if (finder->text->word_ids[word] != finder->lexicon->and_id || word + 1 >= finder->bounds.end) return false;
    if (!mentions_words_adjoin(finder->text, word) || !names_field(finder, word + 1)) return false;
    bool headed = false;
    bool led = false; /* "Department of …" */
    for (uint32_t w = begin; w < word; w++) {
        uint32_t flags = mention_flags(finder, w);
        led = led || (headed && (flags & NAME_CONNECTOR));
        headed = headed || (flags & NAME_ORGANISATION_HEAD) || mention_word(finder, w)->role != 0;
    }
    if (led) return true;
    if (headed || word != begin + 1 || !names_field(finder, begin)) return false;
    for (uint32_t w = word + 1; w < finder->bounds.end && w < word + 4; w++) {
        if (!word_capitalised(finder->text, w)) return false;
        if (mention_flags(finder, w) & NAME_ORGANISATION_HEAD) return true;
        if (chamber && mention_word(finder, w)->role != 0) return true; /* "House Ways and Means Chairman Ann Roe" */
        if (!mentions_words_adjoin(finder->text, w)) return false;
    }
    return false;
}

static bool is_given(uint32_t flags) {
    return (flags & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE)) != 0;
}

/* "J." or "K.C." */
static bool is_initial(const Text *text, uint32_t word) {
    Bytes bytes = text_word_bytes(text, word);
    return bytes.size >= 1 && bytes.size <= 4 && bytes.data[0] >= 'A' && bytes.data[0] <= 'Z' &&
           (bytes.size == 1 || bytes.data[1] == '.');
}

/*
 * Whether the name begins again: "Photos: Ann Roe Roe waves", "Ann Roe Ann Marsh Roe", "Tom Roe Jr. Tom Roe". A name of
 * two equal words is left alone, as somebody may bear it.
 */
static bool name_restarts(const MentionFinder *finder, uint32_t begin, uint32_t word) {
    const uint32_t *ids = finder->text->word_ids;
    if (word - begin < 2 || is_initial(finder->text, word)) return false;
    if ((mention_flags(finder, word - 1) & NAME_SUFFIX) && !(mention_flags(finder, word) & NAME_SUFFIX)) return true;
    return ids[word] == ids[word - 1] || (ids[word] == ids[begin] && is_given(mention_flags(finder, begin)));
}

static uint32_t run_end(const MentionFinder *finder, uint32_t begin) {
    uint32_t end = begin + 1;
    while (end < finder->bounds.end && end - begin < RUN_WORDS_MAX) {
        if (!mentions_words_adjoin(finder->text, end - 1)) {
            uint32_t nickname = nickname_ahead(finder, end);
            if (nickname == 0) break;
            end += nickname + 1;
            continue;
        }
        if (finder->text->words[end - 1].flags & WORD_POSSESSIVE) break;
        if (word_capitalised(finder->text, end)) {
            bool number = (finder->text->words[end].flags & WORD_NUMBER) != 0;
            if (number || name_restarts(finder, begin, end) || !continues_name(finder, begin, end)) break;
            end++;
            continue;
        }
        if (name_given_follows_family(finder->text, finder->lexicon, end)) {
            end++;
            continue;
        }
        uint32_t skip = particles_ahead(finder, end);
        if (skip == 0) skip = connectors_ahead(finder, begin, end);
        if (skip == 0 && and_inside_name(finder, begin, end)) skip = 1;
        if (skip == 0) break;
        end += skip + 1;
    }
    return end > finder->bounds.end ? finder->bounds.end : end;
}

/* --- Taking a run apart ------------------------------------------------------------------------------------------- */

/*
 * Where the name begins behind the last title of the run; run.begin where there is none, run.end where only a title is.
 */
static uint32_t title_end(const MentionFinder *finder, WordSpan run) {
    for (uint32_t w = run.end; w-- > run.begin;) {
        const NameWord *word = mention_word(finder, w);
        bool title = word->role != 0 || (word->flags & NAME_COURTESY);
        if (!title) continue;
        if (w > run.begin && is_given(mention_flags(finder, w - 1)) && !is_given(word->flags) && w + 1 >= run.end)
            continue;
        uint32_t name = w + 1;
        if (name < run.end && (mention_flags(finder, name) & NAME_CONNECTOR) &&
            !(mention_flags(finder, name) & NAME_PARTICLE)) {
            /* "Secretary of State for River Affairs Ann Roe": the office's own words go with the title */
            do {
                name++;
                if (name < run.end && (mention_flags(finder, name) & NAME_DEFINITE)) name++;
                if (name < run.end) name++;
            } while (name < run.end && (mention_flags(finder, name) & NAME_CONNECTOR));
            for (uint32_t k = name; k + 2 <= run.end; k++) { /* "Head of the Harbour Council Ann Roe" */
                bool organisation_ends = k + 2 < run.end && (mention_flags(finder, k) & NAME_ORGANISATION_HEAD);
                bool given = is_given(mention_flags(finder, k));
                if (given) {
                    name = k;
                    break;
                }
                if (organisation_ends) name = k + 1;
            }
        }
        while (name < run.end && (mention_flags(finder, name) & NAME_SUFFIX)) name++;
        if (name < run.end) return name;
        if (w + 1 >= run.end && w > run.begin && is_given(mention_flags(finder, run.begin))) continue;
        return run.end;
    }
    return run.begin;
}

static uint8_t gender_of_words(const MentionFinder *finder, WordSpan whole, uint32_t name_begin) {
    for (uint32_t w = whole.begin; w < name_begin; w++) {
        uint32_t flags = mention_flags(finder, w);
        if (flags & NAME_COURTESY_MALE) return GENDER_MALE;
        if (flags & NAME_COURTESY_FEMALE) return GENDER_FEMALE;
        Gender gender = name_lexicon_role(mention_word(finder, w)->role)->gender;
        if (gender != GENDER_UNKNOWN) return (uint8_t)gender;
    }
    if (whole.end - name_begin < 2) return GENDER_UNKNOWN;
    uint32_t flags = mention_flags(finder, name_begin) & (NAME_GIVEN_MALE | NAME_GIVEN_FEMALE);
    if (flags == NAME_GIVEN_MALE) return GENDER_MALE;
    return flags == NAME_GIVEN_FEMALE ? GENDER_FEMALE : GENDER_UNKNOWN;
}

static uint8_t kind_of_name(const MentionFinder *finder, WordSpan name, bool titled) {
    const Text *text = finder->text;
    uint32_t count = name.end - name.begin;
    uint32_t last = mention_flags(finder, name.end - 1);
    uint32_t first = mention_flags(finder, name.begin);
    if (first & NAME_DEFINITE) return MENTION_ORGANISATION; /* "The Hill" */
    bool all_capitals = (text->words[name.begin].flags & WORD_ALL_CAPITALS) != 0;
    if (count > 1 && (last & NAME_ORGANISATION_HEAD)) return MENTION_ORGANISATION;
    if (count == 2 && name_given_follows_family(text, finder->lexicon, name.end - 1)) return MENTION_PERSON;
    if (count > 1 && text->word_ids[name.begin] == finder->lexicon->united_id) return MENTION_ORGANISATION;
    if (count == 1) {
        /* a transcript's label: whoever speaks behind it, and no acronym */
        bool label = name.begin == finder->bounds.begin && mentions_byte_after(text, name.begin) == ':';
        if (label && all_capitals && !(last & NAME_NATION_NOUN)) return MENTION_UNKNOWN;
        if (titled && !(last & NAME_NATION_NOUN)) return MENTION_PERSON;
        if (last & (NAME_NATION_NOUN | NAME_ORGANISATION_HEAD)) return MENTION_ORGANISATION;
        if (last & NAME_PLACE) return MENTION_PLACE;
        if (all_capitals && text->words[name.begin].byte_size <= ACRONYM_LETTERS_MAX + 2) return MENTION_ORGANISATION;
        return MENTION_UNKNOWN;
    }
    for (uint32_t w = name.begin; w < name.end; w++) {
        if (mention_flags(finder, w) & NAME_ORGANISATION_HEAD && !is_given(first)) return MENTION_ORGANISATION;
    }
    if (count > NAME_WORDS_MAX) return MENTION_UNKNOWN;
    if (titled || is_given(first) || is_initial(text, name.begin)) return MENTION_PERSON;
    if (last & NAME_NATION_NOUN) return MENTION_ORGANISATION; /* "New Zealand" */
    return last & (NAME_PLACE | NAME_NOT_SURNAME) ? MENTION_PLACE : MENTION_UNKNOWN;
}

/* Whether the words before the name are a noun that it completes: the preposition right before the run. */
static bool preposition_before(const MentionFinder *finder, uint32_t word) {
    if (word == finder->bounds.begin || !mentions_words_adjoin(finder->text, word - 1)) return false;
    uint32_t before = word - 1;
    if ((mention_flags(finder, before) & NAME_DEFINITE) && before > finder->bounds.begin) before--;
    return (mention_flags(finder, before) & NAME_PREPOSITION) != 0;
}

static void mention_add(MentionFinder *finder, WordSpan whole, WordSpan name, bool titled) {
    const Text *text = finder->text;
    Mention mention = {
        .name = name, .whole = whole, .sentence = finder->sentence, .alias_of = INDEX_NONE, .aside = finder->aside};
    mention.kind = kind_of_name(finder, name, titled);
    if (mention.kind != MENTION_ORGANISATION) mention.gender = gender_of_words(finder, whole, name.begin);
    mention.possessive = (text->words[name.end - 1].flags & WORD_POSSESSIVE) != 0;
    mention.after_preposition = preposition_before(finder, whole.begin);
    mention.adjectival = name.end < finder->bounds.end && mentions_words_adjoin(text, name.end - 1) &&
                         !(mention_flags(finder, name.end) & (NAME_FUNCTION | NAME_SPEECH_VERB | NAME_PREPOSITION)) &&
                         (mention_flags(finder, name.end) & (NAME_PEOPLE | NAME_ORGANISATION_NOUN | NAME_THING) ||
                          mention_word(finder, name.end)->role != 0);
    mention.speaks = (name.end < finder->bounds.end && mentions_words_adjoin(text, name.end - 1) &&
                      (mention_flags(finder, name.end) & NAME_SPEECH_VERB)) ||
                     (whole.begin > finder->bounds.begin && mentions_words_adjoin(text, whole.begin - 1) &&
                      (mention_flags(finder, whole.begin - 1) & NAME_SPEECH_VERB));
    mention.roles_begin = mention.roles_end = (uint32_t)finder->roles.count;
    *array_push(&finder->mentions, finder->result) = mention;
}

/* A country of two words that runs on into a person's name: "… to the United States Jon Doe". */
static uint32_t country_end(const MentionFinder *finder, WordSpan run) {
    if (finder->text->word_ids[run.begin] != finder->lexicon->united_id || run.end - run.begin < 4) return run.begin;
    return mention_flags(finder, run.end - 1) & NAME_ORGANISATION_HEAD ? run.begin : run.begin + 2;
}

/* A word that only starts the sentence, or shouts: "Meanwhile Doe", "WATCH Doe". */
static bool only_opens(const MentionFinder *finder, WordSpan run) {
    uint16_t shape = finder->text->words[run.begin].flags;
    bool shouts = (shape & WORD_ALL_CAPITALS) && !(finder->text->words[run.begin + 1].flags & WORD_ALL_CAPITALS);
    bool credit =
        shouts && run.end - run.begin == 2 && finder->text->words[run.begin].byte_size > 4; /* "REUTERS Doe" */
    const NameWord *word = mention_word(finder, run.begin);
    return ((shape & WORD_SENTENCE_START) || shouts) && ((word->flags & NAME_COMMON) || credit) && word->role == 0 &&
           word->nation == 0 && !is_given(word->flags) &&
           !(mention_flags(finder, run.end - 1) & NAME_ORGANISATION_HEAD);
}

/* A word that has a capital only where it starts a sentence, and does not speak there: "Tensions rose". */
static bool never_a_name(const MentionFinder *finder, uint32_t word) {
    uint32_t flags = mention_flags(finder, word);
    if ((flags & (NAME_CAPITAL_SEEN | NAME_NATION_NOUN)) || is_given(flags)) return false;
    if (finder->text->words[word].flags & (WORD_ALL_CAPITALS | WORD_POSSESSIVE)) return false;
    bool speaks = word + 1 < finder->bounds.end && mentions_words_adjoin(finder->text, word) &&
                  (mention_flags(finder, word + 1) & NAME_SPEECH_VERB);
    uint32_t behind = finder->text->words[word].byte_begin + finder->text->words[word].byte_size;
    bool label = behind < finder->text->bytes.size && finder->text->bytes.data[behind] == ':'; /* "Roe: Never." */
    return !speaks && !label;
}

/* Whether the run opens the sentence and has only everyday words: "Sign Up Continue", a button. */
static bool everyday(const MentionFinder *finder, WordSpan run) {
    if (run.end - run.begin < 2 || !(finder->text->words[run.begin].flags & WORD_SENTENCE_START)) return false;
    for (uint32_t w = run.begin; w < run.end; w++) {
        uint32_t flags = mention_flags(finder, w);
        bool name = is_given(flags) || (flags & (NAME_ORGANISATION_HEAD | NAME_PLACE)) ||
                    mention_word(finder, w)->role != 0 || mention_word(finder, w)->nation != 0;
        if (!(flags & NAME_COMMON) || name) return false;
    }
    return true;
}

/*
 * Where a person's name begins that an organisation's runs on into: "Human Services Ann Roe"; run.end where none does.
 */
static uint32_t person_behind_organisation(const MentionFinder *finder, WordSpan run) {
    if (mention_flags(finder, run.end - 1) & (NAME_ORGANISATION_HEAD | NAME_PLACE | NAME_NOT_SURNAME)) return run.end;
    for (uint32_t w = run.begin + 1; w + 2 <= run.end; w++) {
        bool head = (mention_flags(finder, w - 1) & NAME_ORGANISATION_HEAD) && w >= run.begin + 2;
        if (head && is_given(mention_flags(finder, w)) && !(mention_flags(finder, w) & NAME_PLACE)) return w;
    }
    return run.end;
}

/* "told The Hill": an article with a capital within the sentence is part of a name of one word. */
static bool article_belongs(const MentionFinder *finder, WordSpan name) {
    if (name.end - name.begin != 1 || name.begin == finder->bounds.begin || finder->headline) return false;
    const uint32_t article = NAME_DEFINITE | NAME_FUNCTION;
    const uint32_t others = NAME_GIVEN_MALE | NAME_GIVEN_FEMALE | NAME_NATION_NOUN | NAME_PLACE;
    uint16_t shape = finder->text->words[name.begin - 1].flags & (WORD_CAPITALISED | WORD_SENTENCE_START);
    return shape == WORD_CAPITALISED && (mention_flags(finder, name.begin - 1) & article) == article &&
           bytes_equal(text_word_bytes(finder->text, name.begin - 1), BYTES("The")) &&
           mentions_words_adjoin(finder->text, name.begin - 1) && !(mention_flags(finder, name.begin) & others);
}

/* Splits one run into its titles and its name. */
static void run_take(MentionFinder *finder, WordSpan run) {
    if (everyday(finder, run)) return;
    while (run.end - run.begin > 1 && only_opens(finder, run)) {
        run.begin++;
    }
    WordSpan whole = run;
    WordSpan name = run;
    bool organisation = run.end - run.begin > 1 && (mention_flags(finder, run.end - 1) & NAME_ORGANISATION_HEAD);
    bool titled = false;
    if (!organisation) {
        name.begin = title_end(finder, run);
        titled = name.begin > run.begin;
        if (name.begin == run.end) {
            /* a title or office alone, unless an organisation's name leads up to it */
            return;
        }
    }
    if (!titled && name.end - name.begin > 1) {
        uint32_t first = mention_flags(finder, name.begin);
        bool noun_behind_preposition = (first & NAME_NATION_NOUN) && preposition_before(finder, name.begin);
        bool person_follows = is_given(mention_flags(finder, name.begin + 1));
        if (!organisation && (noun_behind_preposition || ((first & NAME_NATION_ADJECTIVE) && person_follows))) {
            name.begin++;
            if (noun_behind_preposition) whole.begin = name.begin;
        }
    }
    uint32_t flags = mention_flags(finder, name.begin);
    if (name.end - name.begin == 1 && !titled) {
        if ((flags & NAME_NATION_ADJECTIVE) && !(flags & NAME_NATION_NOUN)) return;
        if (flags & (NAME_PEOPLE | NAME_THING)) return;
        if (finder->text->words[name.begin].byte_size == 1) return; /* "Q:", "A:" */
        bool capitals = (finder->text->words[name.begin].flags & WORD_ALL_CAPITALS) != 0;
        if ((flags & NAME_ORGANISATION_NOUN) && capitals) return; /* "a PAC" */
        bool opens = (finder->text->words[name.begin].flags & WORD_SENTENCE_START) != 0;
        if (opens && never_a_name(finder, name.begin)) return;
        if ((opens || finder->headline) && (flags & NAME_COMMON) && !(flags & NAME_NATION_NOUN)) return;
    }
    if (finder->headline && !titled && !is_given(flags)) return;
    if (article_belongs(finder, name) && !titled) whole.begin = --name.begin;
    mention_add(finder, whole, name, titled);
}

static void sentence_scan(MentionFinder *finder, WordSpan words) {
    finder->bounds = words;
    uint32_t w = words.begin;
    while (w < words.end && finder->mentions.count < MENTIONS_MAX) {
        if (!mention_starts_name(finder, w)) {
            w++;
            continue;
        }
        uint32_t end = run_end(finder, w);
        uint32_t country = country_end(finder, (WordSpan){w, end});
        if (country > w) run_take(finder, (WordSpan){w, country});
        uint32_t person = person_behind_organisation(finder, (WordSpan){country, end});
        if (person < end && title_end(finder, (WordSpan){country, person}) == country) {
            run_take(finder, (WordSpan){country, person});
            country = person;
        }
        run_take(finder, (WordSpan){country, end});
        w = end;
    }
}

/* --- The whole text ----------------------------------------------------------------------------------------------- */

static void quoted_mark(MentionFinder *finder, const QuotedSpans *quoted) {
    uint32_t span = 0;
    uint32_t covered_end = 0;
    for (uint32_t i = 0; i < finder->mentions.count; i++) {
        Mention *mention = &finder->mentions.items[i];
        uint32_t at = finder->text->words[mention->name.begin].byte_begin;
        while (span < quoted->count && quoted->items[span].outer.begin <= at) {
            const QuotedSpan *passed = &quoted->items[span];
            if (passed->outer.end > covered_end) covered_end = passed->outer.end;
            span++;
        }
        mention->quoted = at < covered_end;
    }
}

static bool paragraph_title_case(const MentionFinder *finder, WordSpan words) {
    uint32_t capitalised = 0;
    for (uint32_t w = words.begin; w < words.end; w++) {
        capitalised += (finder->text->words[w].flags & WORD_CAPITALISED) != 0;
    }
    return capitalised * 10 > (words.end - words.begin) * 6;
}

Mentions mentions_find(const Text *text, const NameLexicon *lexicon, const QuotedSpans *quoted, Arena *result) {
    MentionFinder finder = {.text = text, .lexicon = lexicon, .result = result};
    for (uint32_t p = 0; p < text->paragraph_count; p++) {
        const Paragraph *paragraph = &text->paragraphs[p];
        if (role_is_furniture(paragraph->role)) continue;
        finder.aside = paragraph->role != BLOCK_NARRATION;
        finder.headline = paragraph_title_case(&finder, paragraph->words);
        for (uint32_t s = 0; s < paragraph->sentence_count; s++) {
            finder.sentence = paragraph->first_sentence + s;
            WordSpan words = text->sentences[finder.sentence].words;
            uint32_t report = s == 0 ? datelines_end(text, paragraph) : 0; /* a dateline's place has no voice */
            while (words.begin < words.end && text->words[words.begin].byte_begin < report) words.begin++;
            sentence_scan(&finder, words);
        }
    }
    for (uint32_t i = 0; i < finder.mentions.count; i++) {
        finder.sentence = finder.mentions.items[i].sentence;
        finder.bounds = text->sentences[finder.sentence].words;
        mention_roles_read(&finder, i);
    }
    if (quoted != NULL) quoted_mark(&finder, quoted);
    return (Mentions){finder.mentions.items, (uint32_t)finder.mentions.count, finder.roles.items,
                      (uint32_t)finder.roles.count};
}
