/*
 * In:  all articles' entities. Out: clusters, one for each person or organisation.
 *
 * Entities with equal keys (the same words but for spelling) make a form. Forms are joined by blocks, each walked once:
 *
 * 1. Same given name, surname and suffix. Middle names decide: "Ann B. Roe" and "Ann C. Roe" stay two; "Ann Roe" joins
 *    the only middle letter there is, or the one that is three times as frequent as any other. Names of organisations
 *    join only when they differ by one letter ("Free Ruritanai Front") from the most frequent. Persons whose names
 *    differ by one letter join where both bear one role ("Ann Marsch" and "Ann Marsh", the minister).
 * 2. A surname alone joins the full name that bears it when no second one is a fifth as frequent, and either three
 *    articles name it in full or a role agrees. Otherwise it stays a speaker of its own: "Roe", whoever that is.
 * 3. Other names that articles declare ("Free Ruritania Front (FRF)") join when nine of ten declarations of the other
 *    name agree.
 *
 * Invariant: forms are in the order of their keys, and a cluster is led by its first form, so nothing depends on the
 * order of articles or on threads. Sorting by radix makes it all linear.
 */
#include "people.h"

#include "../base/radix.h"

#define DOMINANCE 5 /* a surname's first bearer against its second */
#define MIDDLE_DOMINANCE 3
#define DOMINANT_ARTICLES_MIN 3
#define ROLES_COMPARED_MAX 8
#define RECORDS_COMPARED_MAX 4 /* of one form: roles recur */
#define SLIP_SURNAME_BYTES_MIN                                                                                         \
    7 /* a shorter one with another letter is another name: Hale and Hall, Holden and Hollen */
#define SLIP_GIVEN_BYTES_MIN 4
#define SLIP_SURNAME_HEAD_BYTES 3 /* a surname's first letters are rarely slipped, of a given name the first */
#define SLIP_GIVEN_HEAD_BYTES 1
#define SUFFIX_BLOCK_MAX 24 /* forms of one given name and surname; more are a word that is no name */
#define SUFFIX_RATIO_MAX 20 /* articles without "Jr." for one with it: more are somebody else's */
#define SHARED_SHARE_MIN 4 /* one in so many articles with "Jr." that also name the other: two people */
#define DECLARED_MIN 5 /* declarations of another name that count however frequent it is */

typedef struct Form {
    uint64_t key;
    uint32_t leader; /* union-find: the form it is joined to, itself for a root */
    uint32_t record; /* its first entity */
    uint32_t first; /* its entities: Clusterer.by_form[first .. first + count), by article */
    uint32_t count;
    uint32_t articles;
    uint32_t mentions;
    uint32_t male, female; /* articles that show it */
    uint32_t persons, organisations;
} Form;

/* A form's first record, and the words that a slip is looked for in: copies, as records and texts lie far apart. */
typedef struct Lead {
    EntityRecord record;
    Bytes surname; /* of a full name */
    Bytes given;
} Lead;

typedef struct Clusterer {
    const Corpus *corpus;
    EntityRecords records;
    Form *forms;
    Lead *leads; /* by form */
    uint32_t form_count;
    uint32_t *form_of; /* by record */
    uint32_t *by_form; /* records, form by form */
    uint32_t *role_begin; /* by record: first of its roles */
} Clusterer;

static uint32_t leader_of(Clusterer *clusterer, uint32_t form) {
    Form *forms = clusterer->forms;
    while (forms[form].leader != form) {
        forms[form].leader = forms[forms[form].leader].leader;
        form = forms[form].leader;
    }
    return form;
}

static void forms_join(Clusterer *clusterer, uint32_t left, uint32_t right) {
    left = leader_of(clusterer, left);
    right = leader_of(clusterer, right);
    if (left == right) return;
    uint32_t leader = left < right ? left : right;
    uint32_t other = left < right ? right : left;
    Form *to = &clusterer->forms[leader];
    const Form *from = &clusterer->forms[other];
    to->articles += from->articles;
    to->mentions += from->mentions;
    to->male += from->male;
    to->female += from->female;
    to->persons += from->persons;
    to->organisations += from->organisations;
    clusterer->forms[other].leader = leader;
}

static const EntityRecord *record_of(const Clusterer *clusterer, uint32_t form) {
    return &clusterer->leads[form].record;
}

uint64_t people_key(const Text *text, const NameLexicon *lexicon, const Entity *entity) {
    const NameParts *parts = &entity->parts;
    if (parts->core_count <= 1 && entity->name.end - entity->name.begin == 1) {
        bool organisation = entity->kind == MENTION_ORGANISATION;
        return names_mix(names_mix(organisation ? 3 : 2, parts->surname), organisation ? 0 : entity->gender);
    }
    uint64_t key = 1;
    bool first = true;
    for (uint32_t w = entity->name.begin; w < entity->name.end; w++) {
        const NameWord *word = &lexicon->words[text->word_ids[w]];
        if (word->flags & (NAME_DEFINITE | NAME_CONNECTOR | NAME_PARTICLE) && !(first && parts->given_word == w))
            continue;
        key = names_mix(key, first && parts->core_count > 1 && parts->twin == 0 ? word->given : word->skeleton);
        first = false;
    }
    return key;
}

/* --- Forms -------------------------------------------------------------------------------------------------------- */

static void form_add(Form *form, const EntityRecord *record) {
    form->articles++;
    form->mentions += record->count;
    form->male += record->gender == GENDER_MALE;
    form->female += record->gender == GENDER_FEMALE;
    form->persons += record->kind == MENTION_PERSON;
    form->organisations += record->kind == MENTION_ORGANISATION;
}

/* Records with equal keys become a form, in the order of keys; the first of each leads it. */
static void forms_cut(Clusterer *clusterer, const KeyValue *order) {
    uint32_t form = 0;
    for (uint32_t i = 0; i < clusterer->records.count; i++) {
        uint32_t record = (uint32_t)order[i].value;
        bool first = i == 0 || order[i].key != order[i - 1].key;
        form += first && i > 0;
        if (first) clusterer->forms[form] = (Form){.key = order[i].key, .leader = form, .record = record, .first = i};
        clusterer->form_of[record] = form;
        clusterer->forms[form].count++;
        clusterer->by_form[i] = record;
    }
}

static Lead lead_read(const Clusterer *clusterer, uint32_t record, Arena *result) {
    Lead lead = {.record = clusterer->records.items[record]};
    const NameParts *parts = &lead.record.parts;
    if (parts->core_count <= 1) return lead;
    const Text *text = &clusterer->corpus->texts[lead.record.article];
    lead.surname = bytes_copy(text_word_bytes(text, parts->surname_word), result);
    lead.given = bytes_copy(text_word_bytes(text, parts->given_word), result);
    return lead;
}

static void forms_build(Clusterer *clusterer, Arena *result, Arena scratch) {
    EntityRecords records = clusterer->records;
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, records.count);
    for (uint32_t i = 0; i < records.count; i++) order[i] = (KeyValue){records.items[i].key, i};
    radix_sort(order, records.count, scratch);
    for (uint32_t i = 0; i < records.count; i++) clusterer->form_count += i == 0 || order[i].key != order[i - 1].key;
    clusterer->forms = arena_new_array_uncleared(result, Form, clusterer->form_count);
    clusterer->leads = arena_new_array_uncleared(result, Lead, clusterer->form_count);
    clusterer->form_of = arena_new_array_uncleared(result, uint32_t, records.count);
    clusterer->by_form = arena_new_array_uncleared(result, uint32_t, records.count);
    forms_cut(clusterer, order);
    /* records in their own order: they may be more than memory holds */
    for (uint32_t r = 0; r < records.count; r++) {
        uint32_t form = clusterer->form_of[r];
        form_add(&clusterer->forms[form], &records.items[r]);
        if (clusterer->forms[form].record == r) clusterer->leads[form] = lead_read(clusterer, r, result);
    }
}

/* --- Roles -------------------------------------------------------------------------------------------------------- */

static bool roles_agree(const Clusterer *clusterer, uint32_t left_record, uint32_t right_record) {
    uint32_t left_end = clusterer->role_begin[left_record + 1];
    uint32_t right_end = clusterer->role_begin[right_record + 1];
    for (uint32_t l = clusterer->role_begin[left_record], i = 0; l < left_end && i < ROLES_COMPARED_MAX; l++, i++) {
        for (uint32_t r = clusterer->role_begin[right_record], k = 0; r < right_end && k < ROLES_COMPARED_MAX;
             r++, k++) {
            const Role *left = &clusterer->records.roles[l].role;
            const Role *right = &clusterer->records.roles[r].role;
            if (left->nation != 0 && left->nation != right->nation) continue;
            if (role_match(left, right) > 0) return true;
        }
    }
    return false;
}

static bool forms_roles_agree(const Clusterer *clusterer, uint32_t left, uint32_t right) {
    const Form *one = &clusterer->forms[left], *other = &clusterer->forms[right];
    for (uint32_t l = 0; l < one->count && l < RECORDS_COMPARED_MAX; l++) {
        for (uint32_t r = 0; r < other->count && r < RECORDS_COMPARED_MAX; r++) {
            if (roles_agree(clusterer, clusterer->by_form[one->first + l], clusterer->by_form[other->first + r]))
                return true;
        }
    }
    return false;
}

/* --- 1. Full names ------------------------------------------------------------------------------------------------ */

static bool genders_differ(const Form *left, const Form *right) {
    bool left_male = left->male > left->female;
    bool right_male = right->male > right->female;
    return left->male != left->female && right->male != right->female && left_male != right_male;
}

static bool is_organisation(const Form *form) {
    return form->organisations > form->persons;
}

static Bytes form_surface(const Clusterer *clusterer, uint32_t form, Arena *scratch) {
    const EntityRecord *record = record_of(clusterer, form);
    return name_surface(&clusterer->corpus->texts[record->article], record->name, scratch);
}

/* Forms of a block that differ by one letter from its most frequent. */
static void block_join_slips(Clusterer *clusterer, const KeyValue *block, uint32_t count, Arena scratch) {
    uint32_t top = (uint32_t)block[0].value;
    for (uint32_t i = 1; i < count; i++) {
        uint32_t form = (uint32_t)block[i].value;
        if (clusterer->forms[form].mentions > clusterer->forms[top].mentions) top = form;
    }
    Bytes surface = form_surface(clusterer, top, &scratch);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t form = (uint32_t)block[i].value;
        Arena inner = scratch;
        if (form != top && names_nearly_equal(surface, form_surface(clusterer, form, &inner))) {
            forms_join(clusterer, form, top);
        }
    }
}

/* A block is sorted by middle letter: forms without one first. */
static void block_join_persons(Clusterer *clusterer, const KeyValue *block, uint32_t count) {
    uint32_t best = INDEX_NONE; /* the first form of the most frequent middle letter */
    uint32_t best_articles = 0;
    uint32_t second_articles = 0;
    uint32_t plain = INDEX_NONE;
    for (uint32_t i = 0; i < count;) {
        uint32_t first = (uint32_t)block[i].value;
        uint32_t middle = record_of(clusterer, first)->parts.middle;
        uint32_t end = i + 1;
        while (end < count && record_of(clusterer, (uint32_t)block[end].value)->parts.middle == middle) {
            uint32_t form = (uint32_t)block[end++].value;
            if (!genders_differ(&clusterer->forms[leader_of(clusterer, first)], &clusterer->forms[form])) {
                forms_join(clusterer, first, form);
            }
        }
        uint32_t articles = clusterer->forms[leader_of(clusterer, first)].articles;
        if (middle == 0) {
            plain = first;
        } else if (articles > best_articles) {
            second_articles = best_articles;
            best_articles = articles;
            best = first;
        } else if (articles > second_articles) {
            second_articles = articles;
        }
        i = end;
    }
    if (plain == INDEX_NONE || best == INDEX_NONE || best_articles < MIDDLE_DOMINANCE * second_articles) return;
    if (genders_differ(&clusterer->forms[leader_of(clusterer, plain)], &clusterer->forms[leader_of(clusterer, best)]))
        return;
    forms_join(clusterer, plain, best);
}

/* Whether two given names of one sound are two people's: "Stephen Roe" and "Steven Roe". */
static bool twins_differ(const Clusterer *clusterer, uint32_t left, uint32_t right) {
    uint32_t one = record_of(clusterer, left)->parts.twin, other = record_of(clusterer, right)->parts.twin;
    return one != 0 && other != 0 && one != other;
}

/*
 * Joins a block's forms, in order of middle letters; where it has two given names of one sound, those of the more
 * frequent one ("Stephen", and "Steve" with him) first, then each other's ("Steven") apart, unless roles agree.
 */
static void block_join_twins(Clusterer *clusterer, const KeyValue *block, uint32_t count, Arena scratch) {
    uint32_t top = INDEX_NONE;
    bool several = false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t form = (uint32_t)block[i].value;
        if (record_of(clusterer, form)->parts.twin == 0) continue;
        if (top != INDEX_NONE) several = several || twins_differ(clusterer, top, form);
        if (top == INDEX_NONE || clusterer->forms[form].articles > clusterer->forms[top].articles) top = form;
    }
    if (!several) {
        block_join_persons(clusterer, block, count);
        return;
    }
    KeyValue *side = arena_new_array_uncleared(&scratch, KeyValue, count);
    for (int others = 0; others < 2; others++) {
        uint32_t size = 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t form = (uint32_t)block[i].value;
            bool apart = twins_differ(clusterer, top, form) && !forms_roles_agree(clusterer, top, form);
            if (apart == (others == 1)) side[size++] = block[i];
        }
        if (size > 1) block_join_persons(clusterer, side, size);
    }
}

static void full_names_join(Clusterer *clusterer, Arena scratch) {
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, clusterer->form_count);
    uint32_t count = 0;
    for (uint32_t f = 0; f < clusterer->form_count; f++) {
        if (record_of(clusterer, f)->parts.core_count > 1)
            order[count++] = (KeyValue){record_of(clusterer, f)->parts.middle, f};
    }
    radix_sort(order, count, scratch);
    for (uint32_t i = 0; i < count; i++) {
        const NameParts *parts = &record_of(clusterer, (uint32_t)order[i].value)->parts;
        uint64_t key = names_mix(names_mix(names_mix(7, parts->given), parts->surname), parts->suffix);
        bool organisation = is_organisation(&clusterer->forms[order[i].value]) ||
                            (clusterer->forms[order[i].value].persons == 0 && parts->core_count > 2);
        order[i].key = key << 1 | organisation;
    }
    radix_sort(order, count, scratch); /* stable: by middle letter within a block */
    for (uint32_t begin = 0; begin < count;) {
        uint32_t end = begin + 1;
        while (end < count && order[end].key == order[begin].key) end++;
        if (end - begin > 1) {
            if (order[begin].key & 1) {
                block_join_slips(clusterer, order + begin, end - begin, scratch);
            } else {
                block_join_twins(clusterer, order + begin, end - begin, scratch);
            }
        }
        begin = end;
    }
}

/* --- Father and son ----------------------------------------------------------------------------------------------- */

/* How many articles name both forms. */
static uint32_t articles_shared(const Clusterer *clusterer, const Form *left, const Form *right) {
    const uint32_t *left_records = clusterer->by_form + left->first;
    const uint32_t *right_records = clusterer->by_form + right->first;
    uint32_t shared = 0;
    for (uint32_t l = 0, r = 0; l < left->count && r < right->count;) {
        uint32_t left_article = clusterer->records.items[left_records[l]].article;
        uint32_t right_article = clusterer->records.items[right_records[r]].article;
        shared += left_article == right_article;
        l += left_article <= right_article;
        r += right_article <= left_article;
    }
    return shared;
}

/*
 * "Jon Doe Jr." is the Jon Doe whom others write without it, unless articles tell the two apart by naming both, or there
 * are so many without that another is meant. block: one given name and surname.
 */
static void suffixes_join(Clusterer *clusterer, const KeyValue *block, uint32_t count) {
    if (count > SUFFIX_BLOCK_MAX) return;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t son = (uint32_t)block[i].value;
        const NameParts *parts = &record_of(clusterer, son)->parts;
        if (parts->suffix == 0) continue;
        uint32_t shared = 0;
        uint32_t best = INDEX_NONE;
        bool apart = true;
        for (uint32_t k = 0; k < count; k++) {
            uint32_t plain = (uint32_t)block[k].value;
            const NameParts *other = &record_of(clusterer, plain)->parts;
            if (other->suffix != 0) continue;
            shared += articles_shared(clusterer, &clusterer->forms[son], &clusterer->forms[plain]);
            apart = apart && (other->middle == 0 || parts->middle == 0 || other->middle == parts->middle);
            if (best == INDEX_NONE || clusterer->forms[plain].count > clusterer->forms[best].count) best = plain;
        }
        if (best == INDEX_NONE || !apart) continue;
        const Form *father = &clusterer->forms[leader_of(clusterer, best)];
        uint32_t articles = clusterer->forms[son].count;
        if (shared * SHARED_SHARE_MIN < articles && articles * SUFFIX_RATIO_MAX >= father->articles &&
            !genders_differ(&clusterer->forms[son], father)) {
            forms_join(clusterer, son, best);
        }
    }
}

static void all_suffixes_join(Clusterer *clusterer, Arena scratch) {
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, clusterer->form_count);
    uint32_t count = 0;
    for (uint32_t f = 0; f < clusterer->form_count; f++) {
        const NameParts *parts = &record_of(clusterer, f)->parts;
        if (parts->core_count <= 1 || is_organisation(&clusterer->forms[f])) continue;
        order[count++] = (KeyValue){names_mix(names_mix(11, parts->given), parts->surname), f};
    }
    radix_sort(order, count, scratch);
    for (uint32_t begin = 0; begin < count;) {
        uint32_t end = begin + 1;
        while (end < count && order[end].key == order[begin].key) end++;
        if (end - begin > 1) suffixes_join(clusterer, order + begin, end - begin);
        begin = end;
    }
}

/* --- Slips that roles confirm ------------------------------------------------------------------------------------- */

/* The word of a full name in which a slip is looked for. */
static Bytes slip_word(const Clusterer *clusterer, uint32_t form, bool surname) {
    return surname ? clusterer->leads[form].surname : clusterer->leads[form].given;
}

/* Another middle letter, a suffix on one side: father and son, not a slip. */
static bool names_tell_apart(const Clusterer *clusterer, uint32_t left, uint32_t right) {
    const NameParts *one = &record_of(clusterer, left)->parts, *other = &record_of(clusterer, right)->parts;
    if (one->given != other->given && one->given_known && other->given_known) return true; /* Jon and Ron */
    return one->suffix != other->suffix || (one->middle != 0 && other->middle != 0 && one->middle != other->middle);
}

/*
 * Full names that differ from the most frequent one of their block by one letter, and bear its role: "Ann Marsch" and
 * "Ann Marsh", both the minister. Without the role they may well be two.
 */
static void block_join_confirmed_slips(Clusterer *clusterer, const KeyValue *block, uint32_t count, bool surname) {
    uint32_t top = (uint32_t)block[0].value;
    for (uint32_t i = 1; i < count; i++) {
        uint32_t form = (uint32_t)block[i].value;
        if (clusterer->forms[form].articles > clusterer->forms[top].articles) top = form;
    }
    Bytes word = slip_word(clusterer, top, surname);
    size_t least = surname ? SLIP_SURNAME_BYTES_MIN : SLIP_GIVEN_BYTES_MIN;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t form = (uint32_t)block[i].value;
        if (leader_of(clusterer, form) == leader_of(clusterer, top) || names_tell_apart(clusterer, top, form)) continue;
        if (genders_differ(&clusterer->forms[top], &clusterer->forms[form])) continue;
        Bytes other = slip_word(clusterer, form, surname);
        if (word.size < least || other.size < least || !names_nearly_equal(word, other)) continue;
        if (bytes_equal_ignoring_case(word, other)) continue;
        if (forms_roles_agree(clusterer, top, form)) forms_join(clusterer, top, form);
    }
}

/* Blocks of one given name and a surname's first letters, then of one surname and a given name's first letter. */
static void confirmed_slips_join(Clusterer *clusterer, bool surname, Arena scratch) {
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, clusterer->form_count);
    uint32_t count = 0;
    for (uint32_t f = 0; f < clusterer->form_count; f++) {
        const NameParts *parts = &record_of(clusterer, f)->parts;
        if (parts->core_count <= 1 || parts->given_initial || is_organisation(&clusterer->forms[f])) continue;
        Bytes word = slip_word(clusterer, f, surname);
        uint32_t head = surname ? SLIP_SURNAME_HEAD_BYTES : SLIP_GIVEN_HEAD_BYTES;
        if (word.size < head) continue;
        uint64_t letters = bytes_hash(bytes_slice(word, (ByteSpan){0, head}));
        order[count++] = (KeyValue){names_mix(letters, surname ? parts->given : parts->surname), f};
    }
    radix_sort(order, count, scratch);
    for (uint32_t begin = 0; begin < count;) {
        uint32_t end = begin + 1;
        while (end < count && order[end].key == order[begin].key) end++;
        if (end - begin > 1) block_join_confirmed_slips(clusterer, order + begin, end - begin, surname);
        begin = end;
    }
}

/* --- 2. Surnames alone -------------------------------------------------------------------------------------------- */

/* One surname's forms: full names (their clusters) and the surname alone. */
static void surname_join(Clusterer *clusterer, const KeyValue *block, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bare = (uint32_t)block[i].value;
        if (record_of(clusterer, bare)->parts.core_count > 1) break; /* bare surnames stand first */
        if (clusterer->forms[bare].organisations > 0) continue;
        uint32_t best = INDEX_NONE;
        uint32_t best_articles = 0;
        uint32_t second_articles = 0;
        for (uint32_t k = 0; k < count; k++) {
            uint32_t form = (uint32_t)block[k].value;
            uint32_t leader = leader_of(clusterer, form);
            const Form *full = &clusterer->forms[leader];
            if (record_of(clusterer, form)->parts.core_count <= 1 || is_organisation(full)) continue;
            if (leader == best || genders_differ(&clusterer->forms[bare], full)) continue;
            if (full->articles > best_articles) {
                second_articles = best_articles;
                best_articles = full->articles;
                best = leader;
            } else if (full->articles > second_articles) {
                second_articles = full->articles;
            }
        }
        if (best == INDEX_NONE || best_articles < DOMINANCE * second_articles) continue;
        bool known = best_articles >= DOMINANT_ARTICLES_MIN ||
                     roles_agree(clusterer, clusterer->forms[bare].record, clusterer->forms[best].record);
        if (known) forms_join(clusterer, bare, best);
    }
}

static void surnames_join(Clusterer *clusterer, Arena scratch) {
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, clusterer->form_count);
    uint32_t count = 0;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t f = 0; f < clusterer->form_count; f++) {
            const NameParts *parts = &record_of(clusterer, f)->parts;
            bool full = parts->core_count > 1;
            if (full == (pass == 1)) order[count++] = (KeyValue){parts->surname, f};
        }
    }
    radix_sort(order, count, scratch); /* stable: bare surnames stay before full names */
    for (uint32_t begin = 0; begin < count;) {
        uint32_t end = begin + 1;
        while (end < count && order[end].key == order[begin].key) end++;
        if (end - begin > 1) surname_join(clusterer, order + begin, end - begin);
        begin = end;
    }
}

/* --- 3. Declared other names -------------------------------------------------------------------------------------- */

static void aliases_join(Clusterer *clusterer, Arena scratch) {
    KeyValue *declared = arena_new_array_uncleared(&scratch, KeyValue, clusterer->records.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < clusterer->records.count; i++) {
        uint32_t name = clusterer->records.items[i].alias_of;
        if (name == INDEX_NONE) continue;
        uint64_t alias_form = leader_of(clusterer, clusterer->form_of[i]);
        uint64_t name_form = leader_of(clusterer, clusterer->form_of[name]);
        if (alias_form != name_form) declared[count++] = (KeyValue){alias_form << 32 | name_form, 0};
    }
    radix_sort(declared, count, scratch);
    for (uint32_t begin = 0; begin < count;) {
        uint64_t alias = declared[begin].key >> 32;
        uint32_t best = begin;
        uint32_t best_count = 0;
        uint32_t end = begin;
        while (end < count && declared[end].key >> 32 == alias) {
            uint32_t same = end;
            while (same < count && declared[same].key == declared[end].key) same++;
            if (same - end > best_count) {
                best_count = same - end;
                best = end;
            }
            end = same;
        }
        /* one declaration does not rename what hundreds of articles call by that name */
        bool known = best_count >= DECLARED_MIN || best_count * 10 >= clusterer->forms[alias].articles;
        if (known && best_count * 10 >= (end - begin) * 9) {
            forms_join(clusterer, (uint32_t)alias, (uint32_t)(declared[best].key & UINT32_MAX));
        }
        begin = end;
    }
}

/* --- All ---------------------------------------------------------------------------------------------------------- */

static void roles_index(Clusterer *clusterer, Arena *result) {
    EntityRecords records = clusterer->records;
    clusterer->role_begin = arena_new_array(result, uint32_t, (size_t)records.count + 1);
    uint32_t role = 0;
    for (uint32_t i = 0; i <= records.count; i++) {
        while (role < records.role_count && records.roles[role].entity < i) role++;
        clusterer->role_begin[i] = role;
    }
}

People people_cluster(const Corpus *corpus, EntityRecords records, Arena *result, Arena scratch) {
    Clusterer clusterer = {.corpus = corpus, .records = records};
    People people = {.clusters = arena_new_array_uncleared(result, uint32_t, records.count)};
    roles_index(&clusterer, &scratch);
    forms_build(&clusterer, &scratch, *result);
    full_names_join(&clusterer, scratch);
    all_suffixes_join(&clusterer, scratch);
    confirmed_slips_join(&clusterer, true, scratch);
    confirmed_slips_join(&clusterer, false, scratch);
    surnames_join(&clusterer, scratch);
    aliases_join(&clusterer, scratch);
    uint32_t *numbers = arena_new_array_uncleared(&scratch, uint32_t, clusterer.form_count);
    people.items = arena_new_array(result, PeopleCluster, clusterer.form_count);
    for (uint32_t f = 0; f < clusterer.form_count; f++) {
        uint32_t leader = leader_of(&clusterer, f);
        if (leader == f) {
            const Form *form = &clusterer.forms[f];
            people.items[people.count] = (PeopleCluster){form->persons, form->organisations, form->articles};
            numbers[f] = people.count++;
        }
    }
    for (uint32_t i = 0; i < records.count; i++) {
        uint32_t record = records.items[i].alias_of == INDEX_NONE ? i : records.items[i].alias_of;
        people.clusters[i] = numbers[leader_of(&clusterer, clusterer.form_of[record])];
    }
    return people;
}
