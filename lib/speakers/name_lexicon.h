/*
 * What each word of the vocabulary can be inside a name or a description of somebody: given name, title, role, nation,
 * head of an organisation's name … Looked up once for the whole vocabulary; everything after indexes by word id.
 * The word lists (name_lexicon_words.c) were written for this project.
 */
#ifndef STEMMA_SPEAKERS_NAME_LEXICON_H
#define STEMMA_SPEAKERS_NAME_LEXICON_H

#include "../text/text.h"

typedef enum NameWordFlag {
    NAME_GIVEN_MALE = 1 << 0,
    NAME_GIVEN_FEMALE = 1 << 1,
    NAME_PARTICLE = 1 << 2, /* inside a name, in lower case: "van", "bin", "al" */
    NAME_SUFFIX = 1 << 3, /* "Jr", "III" */
    NAME_COURTESY = 1 << 4, /* "Mr", "Ms", "Sir" */
    NAME_COURTESY_MALE = 1 << 5,
    NAME_COURTESY_FEMALE = 1 << 6,
    NAME_FUNCTION = 1 << 7, /* a word of grammar, or one that only starts sentences: never part of a name */
    NAME_CALENDAR = 1 << 8, /* months, weekdays */
    NAME_ORGANISATION_HEAD = 1 << 9, /* "Ministry", "Party", "University": names an organisation when it ends a name */
    NAME_ORGANISATION_NOUN = 1 << 10, /* "ministry", "company", "group": stands for one in lower case */
    NAME_NATION_NOUN = 1 << 11, /* "Russia" and its government: "Moscow" */
    NAME_NATION_ADJECTIVE = 1 << 12, /* "Russian"; also parties and faiths: "Republican" */
    NAME_PLACE = 1 << 13, /* states and cities that are nobody's voice */
    NAME_CONNECTOR = 1 << 14, /* "of", "for" */
    NAME_INDEFINITE = 1 << 15, /* "a", "some", "several", "unnamed": whoever follows is kept unnamed */
    NAME_DEFINITE = 1 << 16, /* "the", "this" */
    NAME_COMMON = 1 << 17, /* mostly written in lower case in this collection */
    NAME_PEOPLE = 1 << 18, /* plurals and crowds: "officials", "sources", "voters", "police" */
    NAME_THING = 1 << 19, /* "report", "poll", "statement": speaks, but is nobody */
    NAME_PREPOSITION = 1 << 20,
    NAME_SPEECH_VERB = 1 << 21, /* "said", "told": what stands before it speaks */
    NAME_NOT_ROLE_ALONE = 1 << 22, /* a role word that needs a modifier or a name beside it: "chief", "head" */
    NAME_ALIAS_CUE = 1 << 23, /* "formerly", "aka" */
    NAME_NOT_SURNAME = 1 << 24, /* "Times", "House": capitalised, but no surname */
    NAME_CAPITAL_SEEN = 1 << 25, /* with a capital inside a sentence somewhere in this collection */
    NAME_TWIN = 1 << 26, /* a whole given name beside another of one sound: "Stephen" beside "Steven" */
    NAME_ORGANISATION_KIND = 1 << 27, /* "ministry": an organisation of a kind, where "group" may be any */
    NAME_FIELD = 1 << 28, /* what a body is for, before or behind "and": "Health and Human Services" */
    NAME_FAMILY_FIRST = 1 << 29 /* a family name of Korea or Taiwan: "Park Geun-hye", "Tsai Ing-wen" */
} NameWordFlag;

typedef enum Pronoun {
    PRONOUN_NONE,
    PRONOUN_HE,
    PRONOUN_SHE,
    PRONOUN_IT,
    PRONOUN_THEY,
    PRONOUN_WHO,
    PRONOUN_FIRST, /* "I", "we", "my" */
    PRONOUN_OTHER /* "you", "one", "others": nobody in particular */
} Pronoun;

typedef enum Gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE } Gender;

/* What a role word asks of a person when it stands for one, and what it tells of a person when it stands beside one. */
typedef struct RoleWord {
    uint64_t needs;
    uint64_t gives;
    Gender gender;
} RoleWord;

typedef struct NameWord {
    uint32_t flags;
    uint32_t base_id; /* the same word without 's; itself where the vocabulary lacks that */
    uint32_t skeleton; /* equal for spellings of one name: Sergey, Sergei; 0 for an empty one */
    uint32_t given; /* the same for given names, nicknames included: Bill, William */
    uint8_t role; /* index in name_lexicon_roles, 0: none */
    uint8_t nation; /* 0: none */
    uint8_t pronoun;
} NameWord;

typedef struct NameLexicon {
    const NameWord *words; /* by word id */
    uint32_t of_id, state_id, foreign_id, vice_id, prime_id, and_id, united_id; /* WORD_ID_NONE where absent */
} NameLexicon;

NameLexicon name_lexicon_build(const Corpus *corpus, uint32_t threads, Arena *result, Arena scratch);

/* WORD_CASE_COMMON and WORD_CASE_CAPITAL_SEEN of all words of the corpus that the lexicon is of, by id. */
const uint8_t *name_lexicon_cases(const NameLexicon *lexicon, const Corpus *corpus, Arena *result);

/* NameWord.skeleton of a word or a part of one, as it stands in the text; capitals of ASCII only. */
uint32_t name_lexicon_skeleton(Bytes word);

const RoleWord *name_lexicon_role(uint8_t role);

/* The bits of RoleWord that modifiers change: "foreign minister", "vice president", "prime minister". */
#define ROLE_LEADER (1ull << 0)
#define ROLE_PRESIDENT (1ull << 1)
#define ROLE_PRIME_MINISTER (1ull << 2)
#define ROLE_MINISTER (1ull << 3)
#define ROLE_SECRETARY (1ull << 4)
#define ROLE_DIPLOMAT (1ull << 5)
#define ROLE_ENVOY (1ull << 6)
#define ROLE_SENATOR (1ull << 7)
#define ROLE_REPRESENTATIVE (1ull << 8)
#define ROLE_LAWMAKER (1ull << 9)
#define ROLE_GOVERNOR (1ull << 10)
#define ROLE_MAYOR (1ull << 11)
#define ROLE_JUDGE (1ull << 12)
#define ROLE_LAWYER (1ull << 13)
#define ROLE_PROSECUTOR (1ull << 14)
#define ROLE_SPOKESPERSON (1ull << 15)
#define ROLE_CHIEF (1ull << 16)
#define ROLE_OFFICER (1ull << 17)
#define ROLE_POLICE (1ull << 18)
#define ROLE_SCHOLAR (1ull << 19)
#define ROLE_ANALYST (1ull << 20)
#define ROLE_WRITER (1ull << 21)
#define ROLE_CANDIDATE (1ull << 22)
#define ROLE_ENTERTAINER (1ull << 23)
#define ROLE_DOCTOR (1ull << 24)
#define ROLE_CLERGY (1ull << 25)
#define ROLE_ROYAL (1ull << 26)
#define ROLE_ACTIVIST (1ull << 27)
#define ROLE_ADVISER (1ull << 28)
#define ROLE_COACH (1ull << 29)
#define ROLE_ATHLETE (1ull << 30)
#define ROLE_BUSINESS (1ull << 31)
#define ROLE_VICE_PRESIDENT (1ull << 32)
#define ROLE_OFFICIAL (1ull << 33)
#define ROLE_POLITICIAN (1ull << 34)
#define ROLE_TEACHER (1ull << 35)
#define ROLE_HOST (1ull << 36)
#define ROLE_MANAGER (1ull << 37)
#define ROLE_RELATIVE (1ull << 38)
#define ROLE_MEMBER (1ull << 39)
#define ROLE_FIRST_LADY (1ull << 40)
#define ROLE_CURATOR (1ull << 41)
#define ROLE_SPEAKER (1ull << 42)
#define ROLE_CHAIR (1ull << 43)
#define ROLE_PERSON (1ull << 44)

/* --- name_lexicon_words.c ----------------------------------------------------------------------------------------- */

typedef struct NameLexiconList {
    uint32_t flags;
    const char *words; /* folded, separated by spaces */
} NameLexiconList;

typedef struct NameLexiconRole {
    const char *words;
    RoleWord role;
} NameLexiconRole;

typedef struct NameLexiconNation {
    const char *nouns; /* the country, its capital, the seat of its government */
    const char *adjectives; /* also its people */
} NameLexiconNation;

typedef struct NameLexiconPronoun {
    const char *words;
    Pronoun pronoun;
} NameLexiconPronoun;

extern const NameLexiconList name_lexicon_lists[];
extern const uint32_t name_lexicon_list_count;
extern const NameLexiconRole name_lexicon_roles[];
extern const uint32_t name_lexicon_role_count;
extern const NameLexiconNation name_lexicon_nations[];
extern const uint32_t name_lexicon_nation_count;
extern const NameLexiconPronoun name_lexicon_pronouns[];
extern const uint32_t name_lexicon_pronoun_count;
extern const char *const name_lexicon_nicknames[]; /* each line one name: all spellings and short forms */
extern const uint32_t name_lexicon_nickname_count;

#endif
