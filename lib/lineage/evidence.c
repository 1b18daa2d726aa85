/*
 * Signs of derivation.
 *
 * In:  pairs, texts, dates, links. Out: by pair everything that speaks for one article having been made from the
 *      other, and for a derivation that was chosen the list of what to show, with places.
 *
 * Two dates tell an order only where the intervals they stand for do not overlap: "2020-02-25" and "2020-02-25T18:00"
 * don't. Addresses are compared without scheme, "www.", fragment and (where there is a path) query, as they differ in
 * these from copy to copy.
 */
#include "evidence.h"

#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "../base/map.h"
#include "../base/parallel.h"
#include "../base/radix.h"

enum {
    SHOWN_CREDITS_MAX = 4,
    SHOWN_LINKS_MAX = 2,
    SHOWN_PASSAGES_MAX = 6, /* of narration, and as many of quotations */
    CONTAINED_PERMILLE_MIN = 800,
    WHOLE_PERMILLE_MIN = 980,
    VERSION_PERMILLE_MIN = 700, /* of the words of either text are in the other one */
    PATH_BYTES_MIN = 8, /* an address with a longer path is the same with any query */
    LINKS_PER_ARTICLE_MAX = 1000
};

typedef struct LinkSigns ARRAY_OF(LinkSign) LinkSigns;
typedef struct EvidenceItems ARRAY_OF(Evidence) EvidenceItems;

int date_order(const Article *one, const Article *other) {
    DateInterval left = one->published_interval;
    DateInterval right = other->published_interval;
    if (!date_is_known(one) || !date_is_known(other)) {
        return 0;
    }
    if (left.end_unix_s <= right.begin_unix_s) {
        return -1;
    }
    return right.end_unix_s <= left.begin_unix_s ? 1 : 0;
}

static Bytes address_normalise(Bytes address) {
    static const char *const prefixes[] = {"https://", "http://", "www."};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        Bytes prefix = bytes_from_string(prefixes[i]);
        if (address.size > prefix.size && bytes_equal_ignoring_case((Bytes){address.data, prefix.size}, prefix)) {
            address = (Bytes){address.data + prefix.size, address.size - prefix.size};
        }
    }
    size_t slash = bytes_find(address, BYTES("/"));
    for (size_t at = 0; at < address.size; at++) {
        bool has_path = slash != SIZE_MAX && at > slash + PATH_BYTES_MIN;
        if (address.data[at] == '#' || (address.data[at] == '?' && has_path)) {
            address.size = at;
        }
    }
    while (address.size > 0 && address.data[address.size - 1] == '/') {
        address.size--;
    }
    return address;
}

/* What looking for links needs; the neighbours of one article at a time. */
typedef struct LinkFinder {
    const LineageInput *input;
    const Pairs *pairs;
    Map addresses; /* hash of an article's own address -> article + 1 */
    LinkSigns signs;
    uint32_t article;
    Arena *arena;
} LinkFinder;

static void link_follow(LinkFinder *finder, Bytes address, ByteSpan bytes) {
    Bytes normal = address_normalise(address);
    const uint32_t *found = normal.size > 0 ? map_find(&finder->addresses, bytes_hash(normal)) : NULL;
    if (!found || *found - 1 == finder->article) {
        return;
    }
    uint32_t pair = pair_find(finder->pairs, finder->article, *found - 1);
    if (pair == INDEX_NONE) {
        return;
    }
    *array_push(&finder->signs, finder->arena) = (LinkSign){
        .from_article = *found - 1, .to_article = finder->article, .pair = pair, .bytes = bytes, .text = address};
}

/* Every link once, at the first words that lead there; without a place where it stands nowhere in the text. */
static void links_of_article(LinkFinder *finder) {
    const Article *article = &finder->input->corpus->articles[finder->article];
    bool followed[LINKS_PER_ARTICLE_MAX] = {false};
    for (uint32_t i = 0; i < article->link_place_count; i++) {
        LinkPlace place = article->link_places[i];
        if (place.link < LINKS_PER_ARTICLE_MAX && !followed[place.link]) {
            followed[place.link] = true;
            link_follow(finder, article->links[place.link], place.bytes);
        }
    }
    for (uint32_t i = 0; i < article->link_count && i < LINKS_PER_ARTICLE_MAX; i++) {
        if (!followed[i]) {
            link_follow(finder, article->links[i], (ByteSpan){0, 0});
        }
    }
}

static void links_find(Signs *signs, Arena *result, Arena scratch) {
    const Corpus *corpus = signs->input->corpus;
    LinkFinder finder = {.input = signs->input, .pairs = signs->pairs, .arena = &scratch};
    for (uint32_t article = corpus->article_count; article-- > 0;) { /* the first of two with one address wins */
        Bytes address = address_normalise(corpus->articles[article].url);
        if (address.size > 0) {
            *map_insert(&finder.addresses, bytes_hash(address), NULL, &scratch) = article + 1;
        }
    }
    for (uint32_t article = 0; article < corpus->article_count && finder.addresses.count > 0; article++) {
        finder.article = article;
        bool shares = signs->pairs->first_neighbours[article] < signs->pairs->first_neighbours[article + 1];
        if (shares) {
            links_of_article(&finder);
        }
    }
    KeyValue *order = arena_new_array(&scratch, KeyValue, finder.signs.count + 1);
    for (size_t i = 0; i < finder.signs.count; i++) {
        order[i] = (KeyValue){finder.signs.items[i].pair, i};
    }
    radix_sort(order, finder.signs.count, scratch);
    LinkSign *links = arena_new_array(result, LinkSign, finder.signs.count + 1);
    uint32_t *first = arena_new_array(result, uint32_t, signs->pairs->count + 2u);
    for (size_t i = 0; i < finder.signs.count; i++) {
        links[i] = finder.signs.items[order[i].value];
        first[links[i].pair + 1]++;
    }
    for (uint32_t pair = 0; pair < signs->pairs->count; pair++) {
        first[pair + 1] += first[pair];
    }
    signs->links = links;
    signs->first_links = first;
}

static const uint32_t *shared_words_build(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch) {
    WordSet shared = word_set_build(input->corpus, &scratch);
    for (size_t i = 0; i < input->passages->count; i++) {
        const Passage *passage = &input->passages->items[i];
        if (pairs->ignored[i]) {
            continue;
        }
        word_set_add(&shared, passage->a_article, passage->a_words);
        word_set_add(&shared, passage->b_article, passage->b_words);
    }
    uint32_t *counts = arena_new_array(result, uint32_t, input->corpus->article_count + 1u);
    for (uint32_t article = 0; article < input->corpus->article_count; article++) {
        if (pairs->first_neighbours[article] == pairs->first_neighbours[article + 1]) {
            continue;
        }
        uint32_t word_count = input->corpus->texts[article].word_count;
        counts[article] = word_set_count(&shared, article, (WordSpan){0, word_count});
    }
    return counts;
}

static void credits_find(Signs *signs, Arena *result, Arena scratch) {
    const Pairs *pairs = signs->pairs;
    signs->credits = credits_resolve(signs->input, pairs, result, scratch);
    uint32_t *first = arena_new_array(result, uint32_t, pairs->count + 2u);
    for (uint32_t i = 0; i < signs->credits.count; i++) {
        first[signs->credits.items[i].pair + 1]++;
    }
    for (uint32_t pair = 0; pair < pairs->count; pair++) {
        first[pair + 1] += first[pair];
    }
    signs->first_credits = first;
}

/* Agreements take as long as all other signs together, and neither needs the other: two tasks. */
typedef struct SignTasks {
    Signs *signs;
    PairAgreements *readings;
    Arena *result; /* of the other signs */
    Arena scratch; /* theirs as well */
} SignTasks;

static void signs_run_task(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    SignTasks *tasks = context;
    Signs *signs = tasks->signs;
    if (item_index == 0) {
        Arena scratch = arena_open(0);
        agreements_find(signs->input, signs->pairs, tasks->readings, scratch);
        arena_close(&scratch);
        return;
    }
    credits_find(signs, tasks->result, tasks->scratch);
    links_find(signs, tasks->result, tasks->scratch);
    signs->bounds = bounds_find(signs->input, signs->pairs, tasks->result, tasks->scratch);
    signs->shared_words = shared_words_build(signs->input, signs->pairs, tasks->result, tasks->scratch);
}

Signs signs_build(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch) {
    PairAgreements *readings = arena_new_array(result, PairAgreements, pairs->count + 1u);
    Signs signs = {.input = input, .pairs = pairs, .readings = readings};
    SignTasks tasks = {&signs, readings, result, scratch};
    parallel_for(input->threads, 2, signs_run_task, &tasks);
    return signs;
}

/* Building the list of what to show. */
typedef struct EvidenceWriter {
    const Signs *signs;
    const Pair *pair;
    uint32_t pair_index;
    uint32_t from_article;
    uint32_t to_article;
    EvidenceItems items;
    Arena *result;
} EvidenceWriter;

static void evidence_add(EvidenceWriter *writer, Evidence evidence) {
    *array_push(&writer->items, writer->result) = evidence;
}

static void credits_show(EvidenceWriter *writer) {
    const Signs *signs = writer->signs;
    uint32_t shown = 0;
    for (uint32_t i = signs->first_credits[writer->pair_index]; i < signs->first_credits[writer->pair_index + 1]; i++) {
        const CreditLink *credit = &signs->credits.items[i];
        if (credit->from_article != writer->from_article || shown == SHOWN_CREDITS_MAX) {
            continue;
        }
        evidence_add(writer, (Evidence){EVIDENCE_CREDIT, credit->to_article, credit->bytes, credit->text});
        shown++;
    }
}

static void links_show(EvidenceWriter *writer) {
    const Signs *signs = writer->signs;
    uint32_t shown = 0;
    for (uint32_t i = signs->first_links[writer->pair_index]; i < signs->first_links[writer->pair_index + 1]; i++) {
        const LinkSign *link = &signs->links[i];
        if (link->from_article != writer->from_article || shown == SHOWN_LINKS_MAX) {
            continue;
        }
        evidence_add(writer, (Evidence){EVIDENCE_LINK, link->to_article, link->bytes, link->text});
        shown++;
    }
}

static void date_show(EvidenceWriter *writer) {
    const Article *from = &writer->signs->input->corpus->articles[writer->from_article];
    const Article *to = &writer->signs->input->corpus->articles[writer->to_article];
    const Bound *bound = &writer->signs->bounds[writer->to_article];
    Buffer line = {.arena = writer->result};
    if (bound_order(from, to, bound) < 0) {
        buffer_append_string(&line, "it speaks of ");
        buffer_append(&line, bytes_slice(to->text, bound->bytes));
        buffer_append_string(&line, " as past; the other is of ");
        buffer_append(&line, from->published);
        evidence_add(writer, (Evidence){EVIDENCE_DATE, writer->to_article, bound->bytes, buffer_bytes(&line)});
    }
    if (date_order(from, to) >= 0) {
        return;
    }
    buffer_append(&line, from->published);
    buffer_append_string(&line, " before ");
    buffer_append(&line, to->published);
    evidence_add(writer, (Evidence){EVIDENCE_DATE, writer->to_article, {0, 0}, buffer_bytes(&line)});
}

/* Longest first, then by place. */
static int passage_compare(const void *left, const void *right) {
    const Passage *one = *(const Passage *const *)left;
    const Passage *other = *(const Passage *const *)right;
    if (one->words != other->words) {
        return one->words > other->words ? -1 : 1;
    }
    if (one->a_words.begin != other->a_words.begin) {
        return one->a_words.begin < other->a_words.begin ? -1 : 1;
    }
    return (one->b_words.begin > other->b_words.begin) - (one->b_words.begin < other->b_words.begin);
}

static void passages_show(EvidenceWriter *writer, EvidenceKind kind, Arena scratch) {
    const Corpus *corpus = writer->signs->input->corpus;
    const Passage *passages = &writer->signs->input->passages->items[writer->pair->first_passage];
    const bool *ignored = &writer->signs->pairs->ignored[writer->pair->first_passage];
    const Passage **chosen = arena_new_array(&scratch, const Passage *, writer->pair->passage_count + 1u);
    uint32_t count = 0;
    for (uint32_t i = 0; i < writer->pair->passage_count; i++) {
        if (ignored[i] || passages[i].quotation != (kind == EVIDENCE_QUOTATION)) {
            continue;
        }
        chosen[count++] = &passages[i];
    }
    qsort(chosen, count, sizeof *chosen, passage_compare);
    for (uint32_t i = 0; i < count && i < SHOWN_PASSAGES_MAX; i++) {
        ByteSpan bytes = pair_passage_bytes(chosen[i], writer->to_article);
        Bytes text = bytes_slice(corpus->texts[writer->to_article].bytes, bytes);
        evidence_add(writer, (Evidence){kind, writer->to_article, bytes, text});
    }
}

static void variant_show(EvidenceWriter *writer) {
    const PairAgreements *readings = &writer->signs->readings[writer->pair_index];
    const Text *text = &writer->signs->input->corpus->texts[writer->to_article];
    WordSpan words =
        writer->pair->left_article == writer->to_article ? readings->left_example : readings->right_example;
    if (readings->shared_peculiar == 0) {
        return;
    }
    /* An agreement in leaving a word out is shown by the words around the gap. */
    if (words.begin == words.end && words.begin > 0 && words.end < text->word_count) {
        words = (WordSpan){words.begin - 1, words.end + 1};
    }
    ByteSpan bytes = text_bytes_of(text, words);
    evidence_add(writer,
                 (Evidence){EVIDENCE_SHARED_VARIANT, writer->to_article, bytes, bytes_slice(text->bytes, bytes)});
}

static void containment_show(EvidenceWriter *writer) {
    const Corpus *corpus = writer->signs->input->corpus;
    const Pair *pair = writer->pair;
    uint32_t to_shared = pair->left_article == writer->to_article ? pair->left_shared_words : pair->right_shared_words;
    uint32_t to_words = corpus->texts[writer->to_article].word_count;
    if (to_words == 0 || (uint64_t)to_shared * 1000 < (uint64_t)to_words * CONTAINED_PERMILLE_MIN) {
        return;
    }
    Buffer line = {.arena = writer->result};
    uint32_t percent = (uint32_t)((uint64_t)to_shared * 100 / to_words);
    buffer_printf(&line, "%u of its %u words (%u %%) are in the other article", to_shared, to_words, percent);
    evidence_add(writer, (Evidence){EVIDENCE_CONTAINMENT, writer->to_article, {0, 0}, buffer_bytes(&line)});
}

bool evidence_is_version(const Signs *signs, uint32_t pair) {
    const Pair *both = &signs->pairs->items[pair];
    const Corpus *corpus = signs->input->corpus;
    const Article *left = &corpus->articles[both->left_article];
    const Article *right = &corpus->articles[both->right_article];
    uint64_t left_words = corpus->texts[both->left_article].word_count;
    uint64_t right_words = corpus->texts[both->right_article].word_count;
    bool most = both->left_shared_words * UINT64_C(1000) >= left_words * VERSION_PERMILLE_MIN &&
                both->right_shared_words * UINT64_C(1000) >= right_words * VERSION_PERMILLE_MIN;
    bool same_address = left->url.size > 0 && bytes_equal(address_normalise(left->url), address_normalise(right->url));
    bool same_outlet = outlets_are_equal(left, right);
    /* Or one is the beginning of the other, under the same title. */
    bool part = both->left_shared_words * UINT64_C(1000) >= left_words * VERSION_PERMILLE_MIN ||
                both->right_shared_words * UINT64_C(1000) >= right_words * VERSION_PERMILLE_MIN;
    bool same_title = left->title.size > 0 && bytes_equal_ignoring_case(left->title, right->title);
    /* Or all of one is in the other, printed on the same day: a first, shorter state. */
    bool whole = both->left_shared_words * UINT64_C(1000) >= left_words * WHOLE_PERMILLE_MIN ||
                 both->right_shared_words * UINT64_C(1000) >= right_words * WHOLE_PERMILLE_MIN;
    bool same_day = date_is_known(left) && date_is_known(right) && date_order(left, right) == 0;
    return (most && (same_address || same_outlet)) || (part && same_title && same_outlet) ||
           (whole && same_day && same_outlet);
}

/* With a word on either side, so that a reading of no words can be shown. */
static void reading_append(Buffer *line, const Text *text, WordSpan words) {
    WordSpan wider = {words.begin - (words.begin > 0), words.end + (words.end < text->word_count)};
    buffer_append(line, bytes_slice(text->bytes, text_bytes_of(text, wider)));
}

/* What the later state says otherwise; the notices that the earlier one has not. */
static void corrections_show(EvidenceWriter *writer) {
    const Text *from = &writer->signs->input->corpus->texts[writer->from_article];
    const Text *to = &writer->signs->input->corpus->texts[writer->to_article];
    for (uint32_t i = 0; i < to->paragraph_count; i++) {
        const Paragraph *paragraph = &to->paragraphs[i];
        Bytes notice = bytes_slice(to->bytes, paragraph->bytes);
        if (paragraph->role == BLOCK_CORRECTION && bytes_find(from->bytes, notice) == SIZE_MAX) {
            evidence_add(writer, (Evidence){EVIDENCE_CORRECTION, writer->to_article, paragraph->bytes, notice});
        }
    }
    const PairAgreements *readings = &writer->signs->readings[writer->pair_index];
    bool left_first = writer->pair->left_article == writer->from_article;
    WordSpan was = left_first ? readings->left_change : readings->right_change;
    WordSpan is = left_first ? readings->right_change : readings->left_change;
    if (was.end + is.end == 0) {
        return;
    }
    Buffer line = {.arena = writer->result};
    buffer_append_string(&line, "was: ");
    reading_append(&line, from, was);
    buffer_append_string(&line, "; is: ");
    reading_append(&line, to, is);
    ByteSpan bytes = text_bytes_of(to, is);
    evidence_add(writer, (Evidence){EVIDENCE_CORRECTION, writer->to_article, bytes, buffer_bytes(&line)});
}

static void version_show(EvidenceWriter *writer) {
    if (!evidence_is_version(writer->signs, writer->pair_index)) {
        return;
    }
    Bytes text = BYTES("a later state of the same article");
    evidence_add(writer, (Evidence){EVIDENCE_VERSION, writer->to_article, {0, 0}, text});
    corrections_show(writer);
}

const LostCredit *evidence_common_lost_credit(const CreditLinks *credits, uint32_t article, uint32_t other) {
    for (uint32_t i = credits->first_lost[article]; i < credits->first_lost[article + 1]; i++) {
        for (uint32_t k = credits->first_lost[other]; k < credits->first_lost[other + 1]; k++) {
            if (credits->lost[i].name_hash == credits->lost[k].name_hash) {
                return &credits->lost[i];
            }
        }
    }
    return NULL;
}

static void lost_credit_show(EvidenceWriter *writer, uint32_t article, uint32_t other) {
    const Corpus *corpus = writer->signs->input->corpus;
    const LostCredit *credit = evidence_common_lost_credit(&writer->signs->credits, article, other);
    if (!credit) {
        return;
    }
    Evidence shown = {EVIDENCE_CREDIT, article, {0, 0}, corpus->articles[article].byline};
    if (credit->words.begin < credit->words.end) {
        shown.bytes = text_bytes_of(&corpus->texts[article], credit->words);
        shown.text = bytes_slice(corpus->texts[article].bytes, shown.bytes);
    }
    evidence_add(writer, shown);
}

static void lost_ancestor_show(EvidenceWriter *writer) {
    Bytes text =
        BYTES("neither can be shown to come from the other: both may have it from an article that is not here");
    evidence_add(writer, (Evidence){EVIDENCE_LOST_ANCESTOR, writer->to_article, {0, 0}, text});
    lost_credit_show(writer, writer->from_article, writer->to_article);
    lost_credit_show(writer, writer->to_article, writer->from_article);
}

static void alternative_show(EvidenceWriter *writer, const Alternative *alternative) {
    Buffer line = {.arena = writer->result};
    uint32_t percent = (uint32_t)(alternative->posterior * 100 + 0.5);
    uint32_t article = writer->to_article;
    if (alternative->article == INDEX_NONE) {
        buffer_printf(&line, "next best (%u %%): no article of the collection, but one that is not here", percent);
    } else {
        article = alternative->article;
        buffer_printf(&line, "next best (%u %%): ", percent);
        buffer_append(&line, writer->signs->input->corpus->articles[article].path);
        buffer_append_string(&line, ", which ");
        buffer_append_string(&line, alternative->reason);
    }
    evidence_add(writer, (Evidence){EVIDENCE_ALTERNATIVE, article, {0, 0}, buffer_bytes(&line)});
}

EvidenceList evidence_build(const Signs *signs, const EvidenceWanted *wanted, Arena *result, Arena scratch) {
    const Pair *both = &signs->pairs->items[wanted->pair];
    uint32_t from_article = wanted->from_article;
    EvidenceWriter writer = {.signs = signs,
                             .pair = both,
                             .pair_index = wanted->pair,
                             .from_article = from_article,
                             .to_article =
                                 both->left_article == from_article ? both->right_article : both->left_article,
                             .result = result};
    credits_show(&writer);
    links_show(&writer);
    date_show(&writer);
    passages_show(&writer, EVIDENCE_COPIED, scratch);
    variant_show(&writer);
    containment_show(&writer);
    passages_show(&writer, EVIDENCE_QUOTATION, scratch);
    version_show(&writer);
    if (wanted->ancestor_lost) {
        lost_ancestor_show(&writer);
    }
    if (wanted->alternative) {
        alternative_show(&writer, wanted->alternative);
    }
    return (EvidenceList){writer.items.items, (uint32_t)writer.items.count};
}
